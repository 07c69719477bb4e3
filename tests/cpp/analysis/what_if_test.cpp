// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include <parindex/analysis/what_if.hpp>
#include <parindex/rubric/json.hpp>

#include "message_of.hpp"
#include "random_rubric.hpp"
#include "rubric_texts.hpp"

namespace px = parindex;
using namespace random_rubrics;
using testing::ElementsAre;
using testing::IsEmpty;

namespace {

/// Two marks of 10; ranked and classified by points.
const std::string marks = R"({
  "parindex": 2, "id": "w", "edition": "1", "max": "20", "aggregation": "sum", "missing": "error",
  "index_rounding": {"digits": 2, "mode": "half_up"},
  "ranking": {"on": "points", "stage": "exact", "ties": "competition", "within": "all"},
  "classes": {"on": "points", "stage": "exact",
              "bands": [{"id": "A", "from": 15}, {"id": "B", "below": 15}]},
  "nodes": [{"code": "1", "max": "10", "rule": {"direct": {"min": "0", "max": "10"}}},
            {"code": "2", "max": "10", "rule": {"direct": {"min": "0", "max": "10"}}}]
})";

/// The first leaf is relative to the highest value of all units.
const std::string relative =
    rubric_texts::with(marks, R"("rule": {"direct": {"min": "0", "max": "10"}}})",
                       R"("inputs": [{"name": "value", "type": "number", "min": 0, "max": 100}],
       "rule": {"proportional": {
         "on": {"formula": {"divide": ["value", {"cohort":
                  {"of": "value", "statistic": "max", "within": "all"}}]}, "when_zero": "zero"},
         "full_at": 1, "cap": "10"}}})");

px::Plan plan_of(const std::string& text) { return px::compile(px::read_rubric(text)); }

px::Table table_of(const px::Plan& plan, std::vector<px::Cell> one, std::vector<px::Cell> two) {
  px::Table table;
  table.units = {"X", "Y", "Z"};
  table.units.resize(one.size());
  table.columns = {{plan.columns()[0].name, std::move(one)},
                   {plan.columns()[1].name, std::move(two)}};
  return table;
}

px::Scores three_units(const px::Plan& plan) {
  return px::score(plan, table_of(plan, {1, 6, 7}, {5, 2, 7}));
}

std::vector<std::string> codes_of(const px::Issues& issues) {
  std::vector<std::string> found;
  for (const px::Issue& issue : issues) {
    found.push_back(issue.code + ' ' + issue.field + ' ' + std::to_string(issue.row));
  }
  return found;
}

TEST(WhatIf, PointsRankAndClassOfTheUnit) {
  const px::Scores scores = three_units(plan_of(marks));
  const px::WhatIf found = px::what_if(scores, 0, {{"2", "5"}, {"1", 9.5}});
  ASSERT_EQ(found.changes.size(), 2u);  // in the order of the columns
  EXPECT_EQ(found.changes[0].column, "1");
  EXPECT_EQ(found.changes[0].code, "1");
  EXPECT_EQ(found.changes[0].before, px::Cell(1));
  EXPECT_EQ(found.changes[0].after, px::Cell(9.5));
  EXPECT_EQ(found.changes[1].after, px::Cell("5"));
  EXPECT_EQ(found.row, 0u);
  EXPECT_EQ(found.change().unit, "X");
  EXPECT_EQ(found.change().before, px::Rational(6));
  EXPECT_EQ(found.change().after, px::Rational::ratio(29, 2));
  EXPECT_EQ(found.change().rank_before, 3u);
  EXPECT_EQ(found.change().rank_after, 1u);
  EXPECT_EQ(found.change().class_after, "B");
  EXPECT_THAT(found.comparison.overtaken_by(found.change()), ElementsAre("Z", "Y"));
  EXPECT_EQ(px::what_if(scores, 0, {}).value().change().difference, px::Rational(0));
}

TEST(WhatIf, StatisticsOfTheTableAreComputedAgain) {
  const px::Plan plan = plan_of(relative);
  const px::Scores whole = three_units(plan);
  EXPECT_EQ(whole.at(2, "1").points, px::Rational(10));
  const px::WhatIf found = px::what_if(whole, 0, {{"1", 70}});
  EXPECT_EQ(found.comparison.after.at(2, "1").points, px::Rational(1));  // 7 of 70
  EXPECT_EQ(found.comparison.after.at(0, "1").points, px::Rational(10));
}

TEST(WhatIf, ACohortStays) {
  const px::Plan plan = plan_of(relative);
  px::ScoreOptions options;
  options.cohort = three_units(plan).cohort();
  const px::Scores alone = px::score(plan, table_of(plan, {1}, {5}), options);
  const px::WhatIf found = px::what_if(alone, 0, {{"1", 3.5}});
  EXPECT_EQ(found.comparison.after.at(0, "1").points, px::Rational(5));  // of 7
}

TEST(WhatIf, ATableWithoutTheColumn) {
  const px::Plan plan = plan_of(marks);
  px::Table table = table_of(plan, {1, 6, 7}, {});
  table.columns.pop_back();
  table.groups = {"g", "h", "h"};
  px::ScoreOptions options;
  options.allow_missing_columns = true;
  const px::Scores scores = px::score(plan, std::move(table), options);
  const px::WhatIf found = px::what_if(scores, 1, {{"2", 4}});
  EXPECT_TRUE(found.changes[0].before.is_missing());
  EXPECT_EQ(found.comparison.after.total(1).points, px::Rational(10));
  EXPECT_EQ(found.comparison.after.status(0), px::Status::error);
  EXPECT_EQ(found.comparison.after.group(2), "h");
}

TEST(WhatIf, EveryMistakeAtOnce) {
  const px::Plan plan = plan_of(marks);
  const px::Scores scores = px::score(plan, table_of(plan, {1, 6, "many"}, {5, 2, 7}));
  const auto none =
      px::what_if(scores, 1, {{"3", 1}, {"1", 11}, {"2", "many"}, {"4", 2}, {"1", 3}});
  EXPECT_THAT(codes_of(none.issues()),
              ElementsAre("column_unknown 3 0", "column_unknown 4 0", "column_duplicate 1 0",
                          "value_above_maximum 1 2", "value_type 2 2"));
  EXPECT_EQ(message_of([&] { (void)none.value(); }).substr(0, 27), "the values cannot be scored");
  // An issue of the data that has nothing to do with it.
  EXPECT_THAT(px::what_if(scores, 1, {{"1", 3}}).issues(), IsEmpty());
  EXPECT_EQ(px::what_if(scores, 2, {{"2", 3}}).value().comparison.after.status(2),
            px::Status::error);
  EXPECT_EQ(message_of([&] { (void)px::what_if(scores, 3, {}); }),
            "no row at position 3; the table has 3");
}

TEST(WhatIf, AnIssueBeyondThoseThatAreKept) {
  const px::Plan plan = plan_of(marks);
  const std::size_t rows = px::limits().issues + 10;
  px::Table table;
  for (std::size_t row = 0; row < rows; ++row) table.units.push_back(std::to_string(row));
  table.columns = {{"1", std::vector<px::Cell>(rows, px::Cell("many"))},
                   {"2", std::vector<px::Cell>(rows, px::Cell(1))}};
  const px::Scores scores = px::score(plan, std::move(table));
  EXPECT_THAT(codes_of(px::what_if(scores, rows - 1, {{"2", 11}}).issues()),
              ElementsAre("value_above_maximum 2 " + std::to_string(rows)));
}

TEST(WhatIf, TheTableIsThatWithTheOtherValues) {
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    RandomRubric from(seed, seed % 2 == 0);
    const auto checked = px::check(from.draft());
    if (!checked) continue;
    const px::Plan plan = px::compile(*checked);
    const RandomTable made = random_table(from, plan, 5);
    const px::Scores scores = px::score(plan, made.table);
    const std::size_t row = from.below(5);
    px::Table wanted = made.table;
    px::OtherValues others;
    for (px::Column& column : wanted.columns) {
      if (from.below(3) != 0) continue;
      const px::Cell value = column.at(from.below(5));
      others.emplace_back(column.name, value);
      std::vector<px::Cell> cells;
      for (std::size_t i = 0; i < 5; ++i) cells.push_back(i == row ? value : column.at(i));
      column = px::Column(column.name, std::move(cells));
    }
    const px::Scores after = px::score(plan, std::move(wanted));
    const auto found = px::what_if(scores, row, others);
    if (found) {
      EXPECT_EQ(found->comparison.after.digest(), after.digest()) << seed;
      EXPECT_EQ(found->comparison.after.data_digest(), after.data_digest()) << seed;
    } else {
      EXPECT_EQ(after.status(row), px::Status::error) << seed;
    }
  }
}

}  // namespace
