// SPDX-License-Identifier: MIT
#include <parindex/engine/detail/column_meanings.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include <parindex/engine/plan.hpp>
#include <parindex/rubric/json.hpp>

namespace {

namespace px = parindex;

/// A rubric with one leaf of this input, and with markers.
px::Plan plan_of(const std::string& input, const std::string& rule) {
  const std::string text =
      R"({"parindex": 2, "id": "r", "edition": "1", "max": "1", "aggregation": "sum",
          "missing": "zero", "not_applicable": "exclude", "not_proven": "zero",
          "index_rounding": "exact",
          "markers": {"not_applicable": ["n/a"], "not_proven": ["?"]},
          "nodes": [{"code": "1", "max": "1", "inputs": [)" +
      input + R"(], "rule": )" + rule + "}]}";
  auto rubric = px::read_rubric(text);
  EXPECT_TRUE(rubric) << (rubric ? "" : rubric.issues()[0].to_string());
  return px::compile(rubric.value());
}

const std::vector<px::Cell> cells{0,
                                  1,
                                  7.25,
                                  -7.5,
                                  0.07,
                                  12,
                                  -0.0,
                                  100,
                                  100.01,
                                  0.001,
                                  1e14,
                                  1e15,
                                  1e300,
                                  2.5,
                                  "07.50",
                                  "1/3",
                                  "n/a",
                                  "?",
                                  "a",
                                  "b",
                                  "2",
                                  true,
                                  false,
                                  "yes",
                                  "có",
                                  "x",
                                  px::Missing{},
                                  "",
                                  "5e-1",
                                  "99",
                                  1.0 / 3,
                                  0.1 + 0.2,
                                  99,
                                  px::NoValue::not_applicable};

void expect_the_meanings_of_cells(const px::Plan& plan, const px::Column& column) {
  const px::detail::PlanState& state = plan.state();
  px::detail::ColumnMeanings meanings(state, 0, &column);
  const std::size_t rows = column.size();
  for (std::size_t begin = 0; begin < rows; begin += 5) {
    const std::size_t count = std::min<std::size_t>(5, rows - begin);
    meanings.start(begin, count);
    for (std::size_t row = begin; row < begin + count; ++row) {
      std::string want;
      px::detail::ColumnMeanings::add_field(
          px::detail::meaning_of(state, state.specs[0], column.at(row)), want);
      std::string got;
      meanings.write(row, got);
      EXPECT_EQ(got, want) << "row " << row << ": " << column.at(row).to_string();
    }
  }
}

TEST(ColumnMeanings, AreThoseOfCells) {
  const std::string number =
      R"({"proportional": {"on": {"value": "value"}, "full_at": "100", "cap": "1", "floor": "0"}})";
  const std::vector<std::pair<std::string, std::string>> leaves{
      {R"({"name": "value", "type": "number"})", number},
      {R"({"name": "value", "type": "number", "min": "0", "max": "100"})", number},
      {R"({"name": "value", "type": "number", "min": "-0.005"})", number},
      {R"({"name": "value", "type": "number", "step": "0.25"})", number},
      {R"({"name": "value", "type": "number", "min": "0", "missing_markers": ["-7.5"]})", number},
      {R"({"name": "value", "type": "count", "min": "0"})", number},
      {"", R"({"yes_no": {"yes": "1", "no": "0"}})"},
      {"", R"({"choice": {"options": [{"id": "a", "points": "1"}, {"id": "2", "points": "0"}]}})"},
  };
  for (const auto& [input, rule] : leaves) {
    const px::Plan plan = plan_of(input, rule);
    expect_the_meanings_of_cells(plan, px::Column("1", cells));
    std::vector<double> doubles{0, 1, 7.25, -7.5, 0.07, 1e14, 1e15, 0.1 + 0.2, -0.0, 99};
    doubles.push_back(std::numeric_limits<double>::quiet_NaN());
    doubles.push_back(std::numeric_limits<double>::infinity());
    expect_the_meanings_of_cells(plan, px::Column::over("1", px::view_of(doubles)));
  }
}

TEST(ColumnMeanings, FieldsBeginWithTheirLength) {
  std::string text;
  px::detail::ColumnMeanings::add_field("", text);
  px::detail::ColumnMeanings::add_field("123456789", text);
  px::detail::ColumnMeanings::add_field("1234567890", text);
  EXPECT_EQ(text, "0:9:12345678910:1234567890");
}

}  // namespace
