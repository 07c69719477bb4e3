// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "sample.hpp"

namespace px = parindex;
using namespace px::literals;
using namespace sample;

namespace {

px::Plan plan_of(std::vector<px::Node> leaves, px::Rational max,
                 std::optional<px::Aggregation> aggregation = {}) {
  auto rubric = draft(std::move(max), std::move(leaves));
  rubric.index_rounding.reset();
  if (aggregation) rubric.root.aggregation = std::move(aggregation);
  return px::compile(px::check(rubric));
}

px::Node marked(const char* code, px::Rational max, std::optional<px::Rational> step) {
  return sample::leaf(code, max, px::Direct{0, max, std::move(step)});
}

TEST(Terminating, AStepKeepsThirdsOut) {
  const px::Plan plan = plan_of({marked("1", 4, "0.5"_dec), marked("2", 4, {})}, 8);
  ASSERT_EQ(plan.terminating().size(), 3u);
  EXPECT_EQ(plan.terminating()[1].code, "1");
  EXPECT_TRUE(plan.terminating()[1].points);
  EXPECT_TRUE(plan.terminating()[1].index_exact);
  EXPECT_FALSE(plan.terminating()[2].points);
  EXPECT_FALSE(plan.terminating()[0].points);
  EXPECT_TRUE(plan.terminating()[0].max);
}

TEST(Terminating, ARoundingMakesPointsEndAndNotWhatIsRounded) {
  px::Node leaf = marked("1", 4, {});
  leaf.rounding = px::Rounding(2, px::RoundingMode::half_up);
  const px::Plan plan = plan_of({leaf}, 4);
  EXPECT_TRUE(plan.terminating()[1].points);
  EXPECT_FALSE(plan.terminating()[1].exact);
  EXPECT_TRUE(plan.terminating()[0].points);
}

TEST(Terminating, AnIndexOverThreeDoesNotEnd) {
  const px::Plan plan = plan_of({marked("1", 3, 1)}, 3);
  EXPECT_TRUE(plan.terminating()[0].points);
  EXPECT_FALSE(plan.terminating()[0].index);
}

TEST(Terminating, AMeanOfThreeEndsWhereThreeGoesIntoItsMaximum) {
  const auto leaves = [] {
    return std::vector{marked("1", 4, 1), marked("2", 4, 1), marked("3", 4, 1)};
  };
  EXPECT_FALSE(plan_of(leaves(), 4, px::Mean{}).terminating()[0].points);
  EXPECT_TRUE(plan_of(leaves(), 12, px::Mean{}).terminating()[0].points);
}

}  // namespace
