// SPDX-License-Identifier: MIT
#include <string>

#include <gtest/gtest.h>

#include "bands_sample.hpp"

#include <parindex/parindex.hpp>
#include <parindex/testing/gtest.hpp>

namespace px = parindex;
using namespace bands_sample;
using namespace px::literals;

namespace {

TEST(Cases, Matchers) {
  const px::Plan plan = px::compile(px::read_rubric(rubric_text));
  const px::Scores scores = px::score(plan, {{"1", true}, {"2", 90}});
  EXPECT_TRUE(px::has_points(scores, "unit", "2", 2));
  const testing::AssertionResult no = px::has_points(scores, "unit", "2", "1.5"_dec);
  EXPECT_FALSE(no);
  EXPECT_NE(std::string(no.message()).find("x >= 90 gives 2"), std::string::npos);
}

}  // namespace
