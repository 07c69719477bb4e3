// SPDX-License-Identifier: MIT
#include <parindex/io/json_table.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include <parindex/issue_codes.hpp>

namespace {

using namespace parindex;
using testing::ElementsAre;

/// The issues of a text, each as code, line, column, row and field.
std::vector<std::string> issues_of(const std::string& text) {
  const auto table = read_json_table(text);
  EXPECT_FALSE(table);
  std::vector<std::string> said;
  for (const Issue& issue : table.issues()) {
    said.push_back(issue.code + ' ' + std::to_string(issue.line) + ':' +
                   std::to_string(issue.column) + " row " + std::to_string(issue.row) + ' ' +
                   issue.field);
  }
  return said;
}

TEST(JsonTable, ReadsRowsAsColumns) {
  const Table table = read_json_table(R"([
    {"unit": "A", "group": "x", "a": 0.1, "b": true},
    {"a": null, "unit": "B", "group": "y", "c": "late"}])");
  EXPECT_THAT(table.units, ElementsAre("A", "B"));
  EXPECT_THAT(table.groups, ElementsAre("x", "y"));
  ASSERT_EQ(table.columns.size(), 3U);
  EXPECT_EQ(table.columns[0].name, "a");
  EXPECT_THAT(table.columns[0].cells, ElementsAre(Cell(Rational(1) / 10), Cell(Missing{})));
  EXPECT_THAT(table.columns[1].cells, ElementsAre(Cell(true), Cell(Missing{})));
  EXPECT_THAT(table.columns[2].cells, ElementsAre(Cell(Missing{}), Cell("late")));
}

TEST(JsonTable, ReadsRowsUnderUnits) {
  const Table table = read_json_table(R"({"units": [{"unit": "A", "a": 1}]})");
  EXPECT_THAT(table.units, ElementsAre("A"));
}

TEST(JsonTable, KeepsEveryDigit) {
  const std::string digits = "0.1234567890123456789012345678901234567890";
  const Table table = read_json_table("[{\"unit\": \"A\", \"a\": " + digits + "}]");
  EXPECT_EQ(table.columns[0].cells[0], Cell(Rational::parse(digits).value()));
}

TEST(JsonTable, NeedsNoNamesWhereNoneAreAskedFor) {
  const Table table = read_json_table(R"([{"a": 1}, {"a": 2}])", {.unit = std::nullopt});
  EXPECT_TRUE(table.units.empty());
  EXPECT_EQ(table.rows(), 2U);
}

TEST(JsonTable, ReportsEveryIssueWithItsPlace) {
  EXPECT_THAT(
      issues_of("[{\"unit\": \"A\", \"a\": [1],\n \"a\": 2}, 5,\n{\"unit\": \"B\", \"b\": {}}]"),
      ElementsAre("value_type 1:21 row 1 a", "column_duplicate 2:2 row 1 a",
                  "table_malformed 2:11 row 2 ", "value_type 3:20 row 3 b"));
  EXPECT_THAT(issues_of(R"({"unit": [], "units": 3})"),
              ElementsAre("key_unknown 1:2 row 0 ", "table_malformed 1:23 row 0 "));
  EXPECT_THAT(issues_of("[]"), ElementsAre("table_empty 1:1 row 0 "));
  EXPECT_THAT(issues_of("7"), ElementsAre("table_malformed 1:1 row 0 "));
  EXPECT_THAT(issues_of("{}"), ElementsAre("table_malformed 1:1 row 0 "));
  EXPECT_THAT(issues_of("[{\"unit\": \"A\"} {}]"), ElementsAre("json_malformed 1:16 row 0 "));
  EXPECT_THAT(issues_of("[\"\xFF\"]"), ElementsAre("text_not_utf8 1:3 row 0 "));
  EXPECT_THAT(issues_of(R"([{"a": 1}])"), ElementsAre("column_missing 0:0 row 0 unit"));
}

}  // namespace
