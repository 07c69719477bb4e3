// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <algorithm>

#include <parindex/engine/detail/plan_state.hpp>
#include <parindex/io/arrow.hpp>

#include "sample.hpp"

namespace px = parindex;
using namespace sample;

namespace {

px::Cell num(const char* text) { return px::Cell(*px::Rational::parse(text)); }

px::Plan plan_of(
    px::Rational max, std::vector<px::Node> fields,
    std::optional<px::Rounding> index_rounding = px::Rounding(2, px::RoundingMode::half_up)) {
  auto made = draft(std::move(max), std::move(fields));
  made.root.missing = px::MissingPolicy::exclude;
  made.root.accept = {{"minimum_below_zero", "a test"}};
  made.index_rounding = index_rounding;
  return px::compile(px::check(made));
}

/// A mark from -5 to 10 with any number of digits.
px::Node mark(std::string code) {
  auto leaf = sample::leaf(std::move(code), 10, px::Direct{-5, 10, {}});
  leaf.accept["minimum_below_zero"] = "a test";
  return leaf;
}

px::Scores mixed_scores() {
  const auto plan = plan_of(12, {mark("1"), plan_leaf("2")});
  px::Table table;
  table.units = {"Hà Nội", "B", "error", "excluded"};
  table.groups = {"north", "", "north", "south"};
  table.columns = {{"1", {num("7.25"), num("-0.125"), "no number", px::Missing{}}},
                   {"2.done", {95, 80, 1, px::Missing{}}},
                   {"2.planned", {100, 100, 1, 1}}};
  return px::score(plan, table);
}

/// The columns of a table by name.
const px::ColumnSource& column(const px::Table& table, std::string_view name) {
  for (const px::Column& each : table.columns) {
    if (each.name == name) return *each.source;
  }
  throw px::Error("no column " + std::string(name));
}

void expect_column(const px::Table& table, const char* name, const std::vector<px::Cell>& want) {
  const px::ColumnSource& values = column(table, name);
  ASSERT_EQ(values.size(), want.size());
  for (std::size_t row = 0; row < want.size(); ++row) {
    EXPECT_EQ(values.at(row), want[row])
        << name << " of row " << row << " is " << values.at(row).to_string();
  }
}

TEST(ArrowWrite, WhatIsReadBackIsEqual) {
  const auto scores = mixed_scores();
  ArrowSchema schema;
  ArrowArray array;
  px::write_arrow(scores, px::ArrowNumbers::decimal, &schema, &array);
  const px::Table table = px::read_arrow(&schema, &array);
  EXPECT_EQ(table.units, scores.table().units);
  EXPECT_EQ(table.groups, scores.table().groups);
  std::vector<std::string> names;
  for (const auto& each : table.columns) names.push_back(each.name);
  EXPECT_EQ(names,
            (std::vector<std::string>{"status", "points", "max", "index", "1.points", "2.points"}));
  const px::Cell none;
  expect_column(table, "status", {"ok", "ok", "error", "excluded"});
  expect_column(table, "points", {num("9.25"), num("0.875"), none, none});
  expect_column(table, "max", {12, 12, none, none});
  expect_column(table, "index", {num("77.08"), num("7.29"), none, none});
  expect_column(table, "1.points", {num("7.25"), num("-0.125"), none, none});
  expect_column(table, "2.points", {2, 1, 2, none});
}

TEST(ArrowWrite, DoublesAreTheNearest) {
  const auto plan = plan_of(10, {mark("1")}, std::nullopt);
  px::Table table;
  table.columns = {{"1", {num("1/3"), num("0.1"), num("-5")}}};
  const px::Scores scores = px::score(plan, table);
  ArrowArrayStream stream;
  px::write_arrow(scores, px::ArrowNumbers::float64, &stream);
  const px::Table back = px::read_arrow(&stream);
  EXPECT_EQ(back.units, (std::vector<std::string>{"1", "2", "3"}));
  EXPECT_TRUE(back.groups.empty());
  double buffer[3];
  const double* const points = column(back, "points").numbers(0, 3, buffer);
  EXPECT_EQ(points[0], 1.0 / 3);
  EXPECT_EQ(points[1], 0.1);
  EXPECT_EQ(points[2], -5.0);
}

/// The contents of a stream of results, read back.
px::Table written(const px::Scores& scores, px::ArrowNumbers numbers) {
  ArrowArrayStream stream;
  px::write_arrow(scores, numbers, &stream);
  return px::read_arrow(&stream);
}

TEST(ArrowWrite, WholeNumbersAndFractionsGiveTheSameColumns) {
  for (const auto& rounding : {std::optional<px::Rounding>(),
                               std::optional<px::Rounding>({2, px::RoundingMode::half_even})}) {
    // With a maximum of 12.5, an index without a rounding is a finite decimal.
    auto with_digits = mark("1");
    with_digits.rule = px::Direct{-5, 10, "0.01"_dec};
    const auto plan = plan_of(
        "12.5"_dec, {with_digits, sample::leaf("2", "2.5"_dec, px::YesNo{"2.5"_dec, 0})}, rounding);
    px::Table table;
    table.columns = {{"1", {}}, {"2", {}}};
    for (int row = 0; row < 500; ++row) {
      table.columns[0].cells.push_back(row % 9 == 2   ? px::Cell(px::Missing{})
                                       : row % 9 == 3 ? px::Cell("bad")
                                                      : px::Cell(px::Rational::ratio(row, 100)));
      table.columns[1].cells.push_back(row % 2 == 0);
    }
    px::ScoreOptions exact;
    exact.exact = true;
    EXPECT_TRUE(plan.state().lanes.fixed) << "else both are fractions";
    for (const auto numbers : {px::ArrowNumbers::decimal, px::ArrowNumbers::float64}) {
      const px::Table fast = written(px::score(plan, table), numbers);
      const px::Table slow = written(px::score(plan, table, exact), numbers);
      ASSERT_EQ(fast.columns.size(), slow.columns.size());
      for (std::size_t i = 0; i < fast.columns.size(); ++i) {
        for (std::size_t row = 0; row < fast.rows(); ++row) {
          ASSERT_EQ(fast.columns[i].source->at(row), slow.columns[i].source->at(row))
              << fast.columns[i].name << " of row " << row;
        }
      }
    }
  }
}

TEST(ArrowWrite, RankingsGoOutAsTheyStand) {
  const auto scores = mixed_scores();
  px::RankRule rule;
  rule.ties = px::Ties::competition;
  ArrowArrayStream stream;
  px::write_arrow(px::rank(scores, rule), scores, px::ArrowNumbers::float64, &stream);
  const px::Table table = px::read_arrow(&stream);
  EXPECT_EQ(table.units, (std::vector<std::string>{"Hà Nội", "B", "error", "excluded"}));
  EXPECT_EQ(table.groups, (std::vector<std::string>{"north", "", "north", "south"}));
  const px::Cell none;
  expect_column(table, "rank", {1, 2, none, none});
  expect_column(table, "tied", {false, false, false, false});
  expect_column(table, "reason", {"", "", "in error", "nothing applies"});
}

/// Scores of a table of one column "1".
px::Scores score_marks(std::vector<px::Cell> cells) {
  px::Table table;
  table.columns = {{"1", std::move(cells)}};
  return px::score(plan_of(10, {mark("1")}, std::nullopt), table);
}

/// Scores 1 of a yes-or-no rule with these points, and -1 of them.
px::Scores score_points(const char* text) {
  const px::Rational points = *px::Rational::parse(text);
  auto leaf = sample::leaf("1", points, px::YesNo{points, -points});
  leaf.accept["minimum_below_zero"] = "a test";
  px::Table table;
  table.columns = {{"1", {true, false}}};
  return px::score(plan_of(points, {leaf}), table);
}

void expect_refused(const px::Scores& scores, const std::string& words) {
  ArrowArrayStream stream{};
  try {
    px::write_arrow(scores, px::ArrowNumbers::decimal, &stream);
    FAIL() << words;
  } catch (const px::Error& error) {
    EXPECT_NE(std::string(error.what()).find(words), std::string::npos) << error.what();
  }
  EXPECT_EQ(stream.release, nullptr) << "nothing was exported";
  px::write_arrow(scores, px::ArrowNumbers::float64, &stream);
  stream.release(&stream);
}

TEST(ArrowWrite, DecimalsOfManyDigits) {
  for (const char* text :
       {"9223372036854775807", "9223372036854775808", "0.000000000000000001",
        "123456789012345678901234567890.12345678", "99999999999999999999999999999999999999"}) {
    const auto scores = score_points(text);
    ArrowArrayStream stream;
    px::write_arrow(scores, px::ArrowNumbers::decimal, &stream);
    const px::Table back = px::read_arrow(&stream);
    const px::Rational points = *px::Rational::parse(text);
    expect_column(back, "points", {points, -points});
    expect_column(back, "1.points", {points, -points});
  }
}

TEST(ArrowWrite, WhatNoDecimalHoldsIsRefusedWithItsRow) {
  expect_refused(score_marks({1, num("4/3"), num("1/3")}),
                 "column \"points\" cannot be written as decimals: 4/3 in row 2 has no finite");
  expect_refused(score_points("100000000000000000000000000000000000000"), "38 digits");
  expect_refused(score_marks({num("1e-39")}), "it needs 39 decimal places");
}

TEST(ArrowWrite, AStreamIsAskedAsOftenAsItsConsumerLikes) {
  const auto scores = mixed_scores();
  ArrowArrayStream stream;
  px::write_arrow(scores, px::ArrowNumbers::decimal, &stream);
  ArrowSchema first;
  ArrowSchema second;
  ASSERT_EQ(stream.get_schema(&stream, &first), 0);
  ArrowArray batch;
  ASSERT_EQ(stream.get_next(&stream, &batch), 0);
  ASSERT_NE(batch.release, nullptr);
  ASSERT_EQ(stream.get_schema(&stream, &second), 0);
  ArrowArray end;
  for (int i = 0; i < 2; ++i) {
    ASSERT_EQ(stream.get_next(&stream, &end), 0);
    EXPECT_EQ(end.release, nullptr) << "one batch and no more";
  }
  ASSERT_NE(stream.get_last_error(&stream), nullptr);
  stream.release(&stream);
  EXPECT_EQ(stream.release, nullptr);
  // Both outlive their stream.
  ASSERT_EQ(first.n_children, second.n_children);
  ASSERT_EQ(first.n_children, batch.n_children);
  for (int64_t i = 0; i < first.n_children; ++i) {
    EXPECT_STREQ(first.children[i]->name, second.children[i]->name);
    EXPECT_STREQ(first.children[i]->format, second.children[i]->format);
  }
  first.release(&first);
  const px::Table table = px::read_arrow(&second, &batch);
  EXPECT_EQ(table.units.at(0), "Hà Nội");
}

TEST(ArrowWrite, AStreamThatNobodyReadsIsReleased) {
  ArrowArrayStream stream;
  px::write_arrow(mixed_scores(), px::ArrowNumbers::decimal, &stream);
  stream.release(&stream);  // the leak checker tests the rest
  EXPECT_EQ(stream.release, nullptr);
}

TEST(ArrowWrite, AChildMayBeMovedOutBeforeItsParentGoes) {
  ArrowSchema schema;
  ArrowArray array;
  px::write_arrow(mixed_scores(), px::ArrowNumbers::decimal, &schema, &array);
  // As in the specification: copy the structure, then mark the original as released.
  ArrowSchema units_schema = *schema.children[0];
  schema.children[0]->release = nullptr;
  ArrowArray units = *array.children[0];
  array.children[0]->release = nullptr;
  schema.release(&schema);
  array.release(&array);
  EXPECT_STREQ(units_schema.name, "unit");
  EXPECT_STREQ(units_schema.format, "U");
  ASSERT_EQ(units.length, 4);
  const auto* const offsets = static_cast<const std::int64_t*>(units.buffers[1]);
  const auto* const text = static_cast<const char*>(units.buffers[2]);
  EXPECT_EQ(std::string(text + offsets[0], text + offsets[1]), "Hà Nội");
  EXPECT_EQ(std::string(text + offsets[2], text + offsets[3]), "error");
  units_schema.release(&units_schema);
  units.release(&units);
  EXPECT_EQ(units.release, nullptr);
}

TEST(ArrowWrite, APartHasTheTypesOfItsPlan) {
  const auto scores = mixed_scores();
  const auto formats = [](auto&& of) {
    ArrowArrayStream stream;
    px::write_arrow_part(of, px::ArrowNumbers::declared, true, &stream);
    ArrowSchema schema;
    EXPECT_EQ(stream.get_schema(&stream, &schema), 0);
    std::vector<std::string> found;
    for (std::int64_t i = 0; i < schema.n_children; ++i) {
      found.push_back(std::string(schema.children[i]->name) + ' ' + schema.children[i]->format);
    }
    schema.release(&schema);
    stream.release(&stream);
    return found;
  };
  const std::vector<std::string> want{"unit U", "group U",      "status U",   "points U",
                                      "max U",  "index d:38,2", "1.points U", "2.points U"};
  EXPECT_EQ(formats(scores), want);
  EXPECT_EQ(formats(scores.plan()), want);
  ArrowArrayStream stream;
  px::write_arrow_part(scores, px::ArrowNumbers::declared, true, &stream);
  const px::Table table = px::read_arrow(&stream);
  const px::Cell none;
  expect_column(table, "points", {"9.25", "0.875", none, none});
  expect_column(table, "index", {num("77.08"), num("7.29"), none, none});
}

TEST(ArrowWrite, KeysAreWhatARankingCompares) {
  const auto scores = mixed_scores();
  px::RankRule rule;
  rule.on = px::Figure::index;
  rule.stage = px::FigureStage::exact;
  rule.tie_break = {"2"};
  ArrowArrayStream stream;
  px::write_arrow_keys(scores, rule, "", &stream);
  const px::Table table = px::read_arrow(&stream, {"unit", "group", "none"});
  const px::Cell none;
  expect_column(table, "ranked", {true, true, false, false});
  expect_column(table, "0", {"925/12", "175/24", none, none});
  expect_column(table, "1", {"2", "1", "2", none});
  rule.tie_break = {"9"};
  EXPECT_THROW(px::write_arrow_keys(scores, rule, "", &stream), px::Error);
}

}  // namespace
