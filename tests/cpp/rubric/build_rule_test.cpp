// SPDX-License-Identifier: MIT
#include <string>

#include <gtest/gtest.h>

#include "message_of.hpp"

#include <parindex/parindex.hpp>
#include <parindex/rubric/build.hpp>
#include <parindex/rubric/build_rule.hpp>

namespace px = parindex;
using namespace px::literals;
using namespace px::build;

namespace {

TEST(BuildRule, BoundsTheWrongWayRoundThrowAndNameThem) {
  EXPECT_EQ(message_of([] { bands(value("x")).between(90, 70, 1); }),
            "between: `lower` 90 exceeds `upper` 70");
  EXPECT_EQ(message_of([] { count("n").min(2).max(1); }), "n: `min` 2 exceeds `max` 1");
  EXPECT_EQ(message_of([] { value("n").max(1).min(2); }), "min: `min` 2 exceeds `max` 1");
  EXPECT_EQ(message_of([] { direct(3, 0); }), "direct: `min` 3 exceeds `max` 0");
  EXPECT_EQ(message_of([] { custom("n", "1", 3, 0); }), "custom: `min` 3 exceeds `max` 0");
}

}  // namespace
