// SPDX-License-Identifier: MIT
#include <string>

#include <gtest/gtest.h>

#include "message_of.hpp"

#include <parindex/parindex.hpp>
#include <parindex/rubric/build.hpp>
#include <parindex/rubric/build_expression.hpp>

namespace px = parindex;
using namespace px::literals;
using namespace px::build;

namespace {

TEST(BuildExpression, RangesTheWrongWayRoundThrowAndNameTheirEnds) {
  EXPECT_EQ(message_of([] { between(above(5), 5); }),
            "between: `lower` and `upper` are both 5, and the range does not include it");
  EXPECT_EQ(message_of([] { between(day("2026-02-01"), day("2026-01-01")); }),
            "between: `lower` 2026-02-01 exceeds `upper` 2026-01-01");
  EXPECT_EQ(message_of([] { between(day("2026-02-01"), 5); }),
            "between: `lower` and `upper` differ in type");
  EXPECT_EQ(message_of([] { day("2026-02-30"); }),
            "day: `text` is not a date such as 2026-12-31: 2026-02-30");
}

TEST(BuildExpression, ComparisonsAreRanges) {
  const auto text = [](const px::build::Test& test) { return px::describe(px::Condition(test)); };
  EXPECT_EQ(text(input("x") > 5), "x > 5");
  EXPECT_EQ(text(input("x") >= 5), "x >= 5");
  EXPECT_EQ(text(input("x") < 5 && input("y") <= 2 && is("z", "yes")),
            "x < 5 and y <= 2 and z is yes");
  const px::Condition all = input("x") < 5 && input("y") <= 2 && is("z", "yes");
  EXPECT_EQ(all.parts.size(), 3u);
  const px::Expression added = input("a") + input("b") + 1;
  EXPECT_EQ(added.parts.size(), 3u);
}

}  // namespace
