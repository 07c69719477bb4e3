// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <parindex/rubric/detail/cohort_state.hpp>

#include "sample.hpp"

namespace px = parindex;
using px::Statistic;
using px::build::input;

namespace {

/// One leaf, 1, whose points are the share of the greatest value or of the mean.
px::Plan plan_of(Statistic statistic) {
  px::build::Term high = px::build::cohort(statistic, input("v"), px::build::Within::all);
  px::Rule rule = px::build::goalposts(px::build::quantity(input("v")), 0, std::move(high))
                      .when_zero(px::MissingPolicy::zero);
  return px::compile(px::check(sample::draft(
      10, {sample::leaf("1", 10, std::move(rule), {px::build::number("v").min(0).max(100)})})));
}

px::Table table_of(const std::vector<std::pair<const char*, px::Cell>>& rows) {
  px::Table table;
  std::vector<px::Cell> cells;
  for (const auto& [unit, cell] : rows) {
    table.units.push_back(unit);
    cells.push_back(cell);
  }
  table.columns.emplace_back("1.v", std::move(cells));
  return table;
}

std::string points(const px::Plan& plan, px::Table table, std::optional<px::Cohort> cohort) {
  px::ScoreOptions options;
  options.cohort = std::move(cohort);
  return px::score(plan, std::move(table), options).value().at(0, "1").points.value().to_string();
}

TEST(Cohort, PartsInAnyOrderMakeTheCohortOfTheTable) {
  for (const Statistic statistic : {Statistic::mean, Statistic::max, Statistic::median}) {
    const px::Plan plan = plan_of(statistic);
    const px::Table whole = table_of({{"A", 10}, {"B", 40}, {"C", 40}, {"D", px::Missing{}}});
    const auto expected = px::score(plan, whole).value().cohort();
    const px::Cohort first = px::cohort_of(plan, table_of({{"A", 10}, {"B", 40}})).value();
    const px::Cohort second =
        px::cohort_of(plan, table_of({{"C", 40}, {"D", px::Missing{}}})).value();
    const px::Table one = table_of({{"E", 20}});
    const std::string wanted = points(plan, one, expected);
    for (const std::vector<px::Cohort>& parts :
         {std::vector{first, second}, std::vector{second, first}}) {
      const px::Cohort merged = px::merge(parts);
      EXPECT_EQ(points(plan, one, merged), wanted);
      ASSERT_EQ(merged.state().parts.size(), 1u);
      const auto& values = merged.state().parts[0]->all;
      EXPECT_EQ(values.count(), 3u);
      ASSERT_EQ(values.distinct().size(), 2u);
      EXPECT_EQ(values.distinct()[1].times, 2u);
    }
  }
}

TEST(Cohort, AUnitAloneIsACohortWhenAskedFor) {
  const px::Plan plan = plan_of(Statistic::max);
  const px::Cohort cohort = px::cohort_of(plan, table_of({{"A", 40}})).value();
  EXPECT_EQ(points(plan, table_of({{"B", 10}}), cohort), "2.5");
}

TEST(Cohort, NoCohortsAndThoseOfTwoPlansAreRefused) {
  EXPECT_THROW(px::merge({}), px::Error);
  const px::Cohort one = px::cohort_of(plan_of(Statistic::max), table_of({{"A", 1}})).value();
  const px::Cohort other = px::cohort_of(plan_of(Statistic::mean), table_of({{"A", 1}})).value();
  EXPECT_THROW(px::merge(std::vector{one, other}), px::Error);
  px::Table without;
  without.units = {"A"};
  const auto wrong = px::cohort_of(plan_of(Statistic::max), std::move(without));
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.issues().front().code, "column_missing");
}

}  // namespace
