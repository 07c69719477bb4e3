// SPDX-License-Identifier: MIT
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "sample.hpp"

#include <parindex/engine/plan.hpp>

namespace px = parindex;
using namespace sample;

namespace {

px::Plan plan_of(px::Rational second = 2) {
  return px::compile(
      px::check(draft(second + 2, {group("1", 2, {plan_leaf("1.1")}), yes_no_leaf("2", second)})));
}

TEST(Plan, HasNodesInTheOrderOfTheDocument) {
  const px::Plan plan = plan_of();
  EXPECT_EQ(plan.codes(), (std::vector<std::string>{"", "1", "1.1", "2"}));
  EXPECT_EQ(plan.size(), 4u);
  EXPECT_EQ(plan.find("1.1"), 2u);
  EXPECT_EQ(plan.find("9"), std::nullopt);
  EXPECT_EQ(plan.parent(2), 1u);
  EXPECT_EQ(plan.parent(0), 0u);
  EXPECT_EQ(plan.node(3).code, "2");
  EXPECT_THROW(plan.node(4), px::Error);
  EXPECT_THROW(plan.parent(4), px::Error);
}

TEST(Plan, ReadsAColumnForEachInput) {
  std::vector<std::string> names;
  const px::Plan plan = plan_of();
  for (const px::PlanColumn& column : plan.columns()) names.push_back(column.name);
  EXPECT_EQ(names, (std::vector<std::string>{"1.1.done", "1.1.planned", "2"}));
}

TEST(Plan, HasTheFingerprintOfItsRubric) {
  EXPECT_EQ(plan_of().fingerprint(), plan_of().fingerprint());
  EXPECT_NE(plan_of().fingerprint(), plan_of(3).fingerprint());
  EXPECT_EQ(plan_of().fingerprint().substr(0, 7), "sha256:");
}

TEST(Plan, TellsTheLaneOfEveryNodeAndWhichFiguresEnd) {
  const px::Plan plan = plan_of();
  const auto lanes = plan.lanes();
  ASSERT_EQ(lanes.size(), plan.size());
  EXPECT_EQ(lanes[3].code, "2");
  EXPECT_EQ(lanes[3].reason, "");
  ASSERT_EQ(plan.terminating().size(), plan.size());
  EXPECT_TRUE(plan.terminating()[0].points);
  EXPECT_TRUE(plan.statistics().empty());
  EXPECT_TRUE(plan.custom().empty());
}

}  // namespace
