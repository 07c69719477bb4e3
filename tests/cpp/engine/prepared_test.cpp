// SPDX-License-Identifier: MIT
// Prepared tables, beside what batch_test.cpp and lanes_test.cpp compare.
#include <gtest/gtest.h>

#include <parindex/engine/detail/prepared_column.hpp>

#include "sample.hpp"

namespace px = parindex;
using namespace sample;

namespace {

px::Plan share_of_rates() {
  px::Proportional rule;
  rule.on = value("value");
  rule.full_at = 90;
  rule.cap = 2;
  auto leaf = sample::leaf("1", 2, rule, {number("value", 0, 100)});
  leaf.rounding = px::Rounding{2, px::RoundingMode::half_even};
  return px::compile(px::check(draft(2, {leaf})));
}

TEST(Prepared, ACopyOfAllThatItNeeds) {
  const px::Plan plan = share_of_rates();
  std::vector<double> rates(200, 45.0);
  px::Table table;
  table.columns.push_back(px::Column::over(plan.columns()[0].name, px::view_of(rates)));
  const px::PreparedTable prepared = px::prepare(plan, table);
  std::fill(rates.begin(), rates.end(), 90.0);
  const px::Scores scores = px::score(plan, prepared);
  EXPECT_EQ(prepared.size(), 200u);
  EXPECT_EQ(scores.total(7).points, 1);
  EXPECT_EQ(px::score(plan, table).value().total(7).points, 2);
}

TEST(Prepared, AnotherPlanRefusesIt) {
  const px::Plan plan = share_of_rates();
  const px::Plan other = px::compile(px::check(draft(2, {plan_leaf("1")})));
  const px::PreparedTable prepared =
      px::prepare(plan, px::make_table("A", {{plan.columns()[0].name, 45}}));
  EXPECT_EQ(prepared.fingerprint(), plan.fingerprint());
  const auto refused = px::score(other, prepared);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.issues()[0].code, "table_malformed");
}

TEST(Prepared, IssuesOfATableAreThoseOfScoringIt) {
  const px::Plan plan = share_of_rates();
  px::Table table;
  table.units = {"A", "A"};
  table.columns.push_back({"no such column", {1, 2}});
  const auto refused = px::prepare(plan, table);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.issues(), px::score(plan, table).issues());
}

TEST(PreparedColumns, KeepEveryValue) {
  const std::vector<std::string> options{"a", "b"};
  const std::vector<px::Cell> cells{0,     7.25,     "07.50", 320, 321, px::Missing{}, "99",
                                    99,    -1,       1e17,    "x", "b", px::Missing{}, true,
                                    "1/3", "0.00001"};
  const px::Column column("x", cells);
  for (const px::InputType type :
       {px::InputType::number, px::InputType::choice, px::InputType::boolean}) {
    px::detail::PreparedColumn prepared(column, type, options);
    std::vector<double> want(cells.size());
    const double* const from =
        px::detail::read_values(column, type, options, 0, cells.size(), want.data());
    const auto check = [&] {
      std::vector<double> got(cells.size());
      const double* const again = prepared.numbers(0, cells.size(), got.data());
      for (std::size_t row = 0; row < cells.size(); ++row) {
        if (from[row] == from[row]) {
          EXPECT_EQ(again[row], from[row]) << row;
        } else {
          EXPECT_NE(again[row], again[row]) << row;
          EXPECT_EQ(prepared.at(row).to_string(), cells[row].to_string()) << row;
        }
      }
    };
    check();
    if (!prepared.has_codes()) continue;
    const auto tiles = std::make_shared<px::detail::CodeTiles>(2, cells.size(), 3);
    prepared.move_to(tiles, 1);
    check();
    EXPECT_EQ(prepared.codes(4).size(), 2U);
    EXPECT_EQ(prepared.codes(cells.size() - 1).size(), 1U);
  }
}

TEST(PreparedColumns, HoldDoublesIfFewHaveACode) {
  std::vector<double> values;
  for (int i = 0; i < 100; ++i) values.push_back(i / 7.0);
  const px::Column column = px::Column::over("x", px::view_of(values));
  const px::detail::PreparedColumn prepared(column, px::InputType::number, {});
  EXPECT_FALSE(prepared.has_codes());
  std::vector<double> got(values.size());
  prepared.numbers(0, got.size(), got.data());
  EXPECT_EQ(got, values);
}

}  // namespace
