// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "sample.hpp"

namespace px = parindex;
namespace pb = parindex::build;
using namespace sample;

namespace {

px::RubricDraft three(px::Aggregation aggregation) {
  return pb::rubric("r")
      .edition("2026")
      .max(10)
      .aggregation(std::move(aggregation))
      .missing(px::MissingPolicy::exclude)
      .node(pb::node("1").max(2).rule(pb::direct(0, 2)))
      .node(pb::node("2").max(3).rule(pb::direct(0, 3)))
      .node(pb::node("3").max(5).rule(pb::direct(0, 5)));
}

px::Rational total(const px::RubricDraft& draft) {
  const px::Scores scores =
      px::score(px::compile(px::check(draft)), {{"1", 1}, {"2", 3}, {"3", px::Cell()}});
  return scores.at(0, "").points.value();
}

TEST(LeftOut, TheMaximumOfAnExcludedChild) {
  EXPECT_EQ(total(three(pb::sum())), px::Rational(4));
  EXPECT_EQ(total(three(pb::sum().excluded(px::LeftOut::rescale))), px::Rational(8));
  EXPECT_EQ(total(three(pb::sum().excluded(px::LeftOut::redistribute))),
            px::Rational::parse("7.75").value());
}

TEST(LeftOut, PointsAndAGateForAMissingAnswer) {
  px::RubricDraft draft = three(pb::sum());
  px::Node& last = draft.root.children[2];
  last.missing = px::MissingPolicy::points;
  EXPECT_FALSE(px::check(draft));
  last.no_value_points[px::NoValue::missing] = -1;
  EXPECT_EQ(total(draft), px::Rational(3));
  draft.root.gates = {pb::gate("silent", 0).when(pb::lacks("3", {px::NoValue::missing}))};
  EXPECT_EQ(total(draft), px::Rational(0));
  draft.root.gates = {pb::gate("silent", 0).when(pb::lacks("3", {px::NoValue::refused}))};
  EXPECT_EQ(total(draft), px::Rational(3));
}

TEST(LeftOut, DeclaredSums) {
  EXPECT_TRUE(px::check(three(pb::sum().maxima_sum(10))));
  const auto checked = px::check(three(pb::sum().maxima_sum(11)));
  ASSERT_FALSE(checked);
  EXPECT_EQ(checked.issues()[0].code, "maxima_sum_mismatch");
}

}  // namespace
