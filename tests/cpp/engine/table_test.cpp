// SPDX-License-Identifier: MIT
#include <parindex/engine/table.hpp>

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace px = parindex;

namespace {

std::vector<px::Column> columns() {
  return {{"1", {1, 2}},
          {"group", {"đô thị", 7}},
          {"unit", {"Tỉnh A", 48}},
          {"ranked", {px::Missing{}, "no"}}};
}

std::vector<std::string> codes(const px::Issues& issues) {
  std::vector<std::string> result;
  for (const px::Issue& issue : issues) result.push_back(issue.code + " " + issue.field);
  return result;
}

using Codes = std::vector<std::string>;

}  // namespace

TEST(MakeTable, ColumnsWithARoleAreNoInputs) {
  const px::Table table = px::make_table(columns()).value();
  EXPECT_EQ(table.units, (Codes{"Tỉnh A", "48"}));
  EXPECT_EQ(table.groups, (Codes{"đô thị", "7"}));
  EXPECT_EQ(table.unranked, (std::vector<bool>{false, true}));
  ASSERT_EQ(table.columns.size(), 1u);
  EXPECT_EQ(table.columns[0].name, "1");
  EXPECT_EQ(table.columns[0].at(1), px::Cell(2));
}

TEST(MakeTable, RolesMayHaveOtherNamesOrNone) {
  const px::Table table =
      px::make_table(columns(), {.unit = std::nullopt, .group = "unit", .ranked = ""}).value();
  EXPECT_TRUE(table.units.empty());
  EXPECT_EQ(table.unit(1), "2");
  EXPECT_EQ(table.groups, (Codes{"Tỉnh A", "48"}));
  EXPECT_EQ(table.columns.size(), 3u);
}

TEST(MakeTable, NamesEveryIssueAtOnce) {
  const auto checked = px::make_table({{"unit", {true, "\xff"}},
                                       {"ranked", {"maybe", 1}},
                                       {"group", {"a", "b"}},
                                       {"group", {"a", "b"}}});
  ASSERT_FALSE(checked);
  EXPECT_EQ(codes(checked.issues()), (Codes{"column_duplicate group", "value_type unit",
                                            "text_not_utf8 unit", "value_type ranked"}));
  EXPECT_EQ(checked.issues()[1].row, 1u);
  EXPECT_EQ(checked.issues()[3].unit, "1");  // a unit without a name is named by its row
}

TEST(MakeTable, UnitsMustHaveTheirColumnUnlessRowsAreCalledByNumber) {
  const auto checked = px::make_table({{"1", {1}}});
  ASSERT_FALSE(checked);
  EXPECT_EQ(codes(checked.issues()), (Codes{"column_missing unit"}));
}

TEST(Column, OverASourceReadsWhereTheValuesLie) {
  std::vector<double> values{0.1, 2.5};
  const px::Column column = px::Column::over("x", px::view_of(values));
  ASSERT_EQ(column.size(), 2u);
  EXPECT_EQ(column.at(0).to_string(), "0.1");
  values[1] = 3;
  EXPECT_EQ(column.at(1), px::Cell(3));
}

TEST(Cell, SaysItsValueInAMessage) {
  EXPECT_EQ(px::Cell().to_string(), "missing");
  EXPECT_EQ(px::Cell(px::NoValue::not_applicable).to_string(), "not_applicable");
  EXPECT_EQ(px::Cell(true).to_string(), "yes");
  EXPECT_EQ(px::Cell("đạt").to_string(), "\"đạt\"");
  EXPECT_EQ(px::Cell(0.1), px::Cell(px::Rational(1) / 10));
}
