// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "sample.hpp"

#include <parindex/rubric/check.hpp>
#include <parindex/rubric/points_range.hpp>

namespace px = parindex;
using namespace sample;

namespace {

TEST(PointsRange, FollowsRulesPoliciesAndRounding) {
  px::Proportional rule;
  rule.on = value("rate");
  rule.full_at = 100;
  rule.cut_off = px::CutOff{below(50), 0};
  auto leaf = sample::leaf("1", 2, rule, {number("rate", 20, 100)});
  px::Rubric rubric = px::check(draft(2, {leaf}));
  EXPECT_EQ(px::points_range(rubric, "1"), (px::PointsRange{px::Rational(0), px::Rational(2)}));
  EXPECT_EQ(px::points_range(rubric, ""), (px::PointsRange{px::Rational(0), px::Rational(2)}));

  auto raised = sample::leaf("1", 2, px::Direct{"0.5"_dec, 2, {}});
  raised.accept["minimum_above_zero"] = "as issued";
  rubric = px::check(draft(4, {raised, yes_no_leaf("2", 2)}));
  EXPECT_EQ(px::points_range(rubric, ""),
            (px::PointsRange{px::Rational("0.5"_dec), px::Rational(4)}));
  raised.missing = px::MissingPolicy::zero;
  rubric = px::check(draft(4, {raised, yes_no_leaf("2", 2)}));
  EXPECT_EQ(px::points_range(rubric, "1").min, px::Rational(0));
  EXPECT_THROW(px::points_range(rubric, "9"), px::Error);
}

}  // namespace
