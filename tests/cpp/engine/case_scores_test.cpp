// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <parindex/io/json.hpp>

#include <parindex/engine/detail/case_scores.hpp>
#include <parindex/engine/detail/sparse_column.hpp>

#include "sample.hpp"

namespace px = parindex;
namespace detail = parindex::detail;

namespace {

constexpr std::size_t leaves = 200;
constexpr std::size_t rows = 300;

/// Fields of ten leaves: some for only one group, some with a gate with a flag, some that give
/// thirds. `aggregation` is that of every node; under a sum, no leaf is for only one group.
px::Plan plan_of(const std::string& aggregation) {
  std::string nodes;
  for (std::size_t i = 0; i < leaves; ++i) {
    if (i % 10 == 0) {
      nodes += std::string(i == 0 ? "" : "]},") + R"({"code":"f)" + std::to_string(i / 10) +
               R"(","max":10,"children":[)";
    } else {
      nodes += ",";
    }
    const std::string kind = i % 7 == 3 && aggregation != "sum" ? R"(,"only_for":["a"])"
                             : i % 7 == 4 ? R"(,"gates":[{"id":"stop","points":"0.5"}])"
                                          : "";
    const std::string rule = i % 11 == 5
                                 ? R"("inputs":[{"name":"v","type":"number","min":0,"max":3}],)"
                                   R"("rule":{"linear":{"on":{"value":"v"},"pieces":[)"
                                   R"({"from":0,"below":3,"points_from":0,"points_to":1},)"
                                   R"({"from":3,"points":1}]}})"
                                 : R"("rule":{"direct":{"min":0,"max":1}})";
    nodes += R"({"code":"c)" + std::to_string(i) + R"(","max":1)" + kind + "," + rule + "}";
  }
  const std::string text = R"({"parindex":1,"id":"x","edition":"1","max":200,"aggregation":")" +
                           aggregation + R"(","missing":"error","index_rounding":"exact",)" +
                           R"("groups":[{"id":"a"},{"id":"b"}],"nodes":[)" + nodes + "]}]}";
  const auto checked = px::read_rubric(text);
  if (!checked) throw px::RubricError("the sample does not hold", checked.issues());
  return px::compile(checked.value());
}

/// Every row differs from the usual values in one or two columns: numbers, missing values, garbage.
px::Table table_of(const px::Plan& plan) {
  const std::vector<px::Cell> values{px::Cell("0.25"), px::Cell(),
                                     px::Cell("x"),    px::Cell(7),
                                     px::Cell(true),   px::Cell(px::Rational::ratio(1, 3))};
  const std::size_t count = plan.columns().size();
  std::vector<std::vector<detail::SparseColumn::Other>> others(count);
  for (std::size_t row = 0; row < rows; ++row) {
    others[row * 31 % count].emplace_back(row, values[row % values.size()]);
    if (row % 3 == 0 && row * 17 % count != row * 31 % count) {
      others[row * 17 % count].emplace_back(row, values[row / 3 % values.size()]);
    }
  }
  px::Table table;
  for (std::size_t i = 0; i < count; ++i) {
    const bool flag = plan.columns()[i].type == px::InputType::boolean;
    const px::Cell usual = flag ? px::Cell(false) : i % 50 == 7 ? px::Cell(9) : px::Cell(1);
    table.columns.push_back(px::Column::over(
        plan.columns()[i].name,
        std::make_shared<detail::SparseColumn>(rows, usual, std::move(others[i]))));
  }
  for (std::size_t row = 0; row < rows; ++row) {
    table.groups.push_back(row % 40 == 39 ? "" : row % 2 == 0 ? "a" : "b");
  }
  return table;
}

px::ScoreOptions all_issues() {
  px::ScoreOptions options;
  options.issues = px::detail::no_limit;
  return options;
}

std::vector<std::string> texts(const px::Issues& issues) {
  std::vector<std::string> found;
  for (const px::Issue& issue : issues) found.push_back(issue.to_string());
  return found;
}

void expect_equal(const px::Plan& plan, detail::CaseScores& cases, std::size_t last) {
  const px::Scores whole = px::score(plan, table_of(plan), all_issues());
  std::vector<px::Issues> issues(rows);
  for (const px::Issue& issue : whole.issues()) issues[issue.row - 1].push_back(issue);
  for (std::size_t row = 0; row < last; ++row) {
    EXPECT_EQ(texts(cases.issues(row)), texts(issues[row])) << "row " << row;
    detail::RowOutcomes outcomes = cases.outcomes(row);
    for (std::size_t i = row % 13; i < plan.size(); i += 13) {
      const px::NodeResult found = detail::to_result(plan.state(), outcomes.at(i), i);
      const px::NodeResult wanted = whole.at(row, i);
      EXPECT_EQ(found.status, wanted.status) << "row " << row << ", " << plan.codes()[i];
      EXPECT_EQ(found.points, wanted.points) << "row " << row << ", " << plan.codes()[i];
      EXPECT_EQ(found.index, wanted.index) << "row " << row << ", " << plan.codes()[i];
    }
  }
}

TEST(CaseScores, WhatIsLookedForAloneIsWhatScoringTheTableGives) {
  for (const char* aggregation : {"sum", "mean", "median"}) {
    const px::Plan plan = plan_of(aggregation);
    detail::CaseScores cases(plan, table_of(plan), all_issues(), rows);
    ASSERT_TRUE(cases) << aggregation;
    EXPECT_TRUE(cases.figures().issues().empty()) << "the table was scored as a whole";
    // The rows up to the first one without a group, which requires the whole table.
    expect_equal(plan, cases, 39);
    EXPECT_TRUE(cases.figures().issues().empty());
    expect_equal(plan, cases, rows);
  }
}

TEST(CaseScores, WhereNodesAboveLeavesReportIssuesTheTableIsScoredAsAWhole) {
  const px::Plan plan = plan_of("harmonic_mean");
  detail::CaseScores cases(plan, table_of(plan), all_issues(), rows);
  ASSERT_TRUE(cases);
  EXPECT_FALSE(cases.figures().issues().empty());
  expect_equal(plan, cases, rows);
}

TEST(CaseScores, SoItIsWhereCasesLookAtEverything) {
  const px::Plan plan = plan_of("sum");
  detail::CaseScores cases(plan, table_of(plan), all_issues(), rows * plan.size());
  ASSERT_TRUE(cases);
  EXPECT_FALSE(cases.figures().issues().empty());
  expect_equal(plan, cases, rows);
}

TEST(CaseScores, ATableThatCannotBeScoredHasErrorsAndNothingElse) {
  const px::Plan plan = plan_of("sum");
  px::Table table = table_of(plan);
  table.columns.pop_back();
  const detail::CaseScores cases(plan, std::move(table), all_issues(), rows);
  EXPECT_FALSE(cases);
  ASSERT_EQ(cases.errors().size(), 1u);
  EXPECT_EQ(cases.errors().front().code, "column_missing");
}

}  // namespace
