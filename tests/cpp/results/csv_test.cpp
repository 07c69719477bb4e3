// SPDX-License-Identifier: MIT
// The exact text that write_csv and write_json give to a sink.
#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include <parindex/results/csv.hpp>
#include <parindex/rubric/json.hpp>

#include "rubric_texts.hpp"

namespace px = parindex;
using rubric_texts::smallest;

namespace {

px::Scores scores_of(px::Table table) {
  return px::score(px::compile(px::read_rubric(smallest)), std::move(table));
}

px::Table three_units() {
  px::Table table;
  table.units = {"A", "=B, \"2\"", "C"};
  table.columns = {{"1.done", {46, 70, "x"}}, {"1.planned", {50, 100, 7}}, {"2", {true, "no", 1}}};
  return table;
}

std::string csv_of(const px::Scores& scores, const px::CsvFormat& format = {}) {
  std::string text;
  px::write_csv(scores, nullptr, format, [&](std::string_view part) { text += part; });
  return text;
}

TEST(ResultCsv, HasOneRowPerUnit) {
  EXPECT_EQ(csv_of(scores_of(three_units())),
            "unit,group,status,rank,class,points,max,index,"
            "1.points,1.max,1.index,2.points,2.max,2.index\n"
            "A,,ok,,,3,3,100.00,2,2,100.00,1,1,100.00\n"
            "\"'=B, \"\"2\"\"\",,ok,,,1,3,33.33,1,2,50.00,0,1,0.00\n"
            "C,,error,,,,,,,,,1,1,100.00\n");
}

TEST(ResultCsv, HasTheSignsThatTheFormatStates) {
  const std::string text =
      csv_of(scores_of(three_units()), {.delimiter = ';', .decimal = ',', .guard = false});
  EXPECT_NE(text.find("\"=B, \"\"2\"\"\";;ok;;;1;3;33,33;1;2;50,00;0;1;0,00\n"), std::string::npos)
      << text;
}

TEST(ResultCsv, RoundsOnlyOnRequest) {
  const px::Rounding one{1, px::RoundingMode::half_up};
  const std::string text = csv_of(scores_of(three_units()), {.rounding = one});
  EXPECT_NE(text.find(",1.0,3.0,33.3,1.0,2.0,50.0,"), std::string::npos) << text;
}

TEST(ResultCsv, ASinkGetsInPartsWhatAReturnedTextHas) {
  px::Table table;
  table.columns = {{"1.done", {}}, {"1.planned", {}}, {"2", {}}};
  for (int row = 0; row < 20'000; ++row) {
    table.units.push_back("unit " + std::to_string(row));
    table.columns[0].cells.emplace_back(row % 101);
    table.columns[1].cells.emplace_back(100);
    table.columns[2].cells.emplace_back(row % 3 == 0);
  }
  const px::Scores scores = scores_of(std::move(table));
  std::string text;
  std::size_t parts = 0;
  px::write_json(scores, nullptr, [&](std::string_view part) {
    text += part;
    ++parts;
  });
  EXPECT_EQ(text, px::to_json(scores));
  EXPECT_GT(parts, 1u);
}

TEST(ResultCsv, AnExceptionOfTheSinkReachesTheCaller) {
  const px::Scores scores = scores_of(three_units());
  const px::TextSink full = [](std::string_view) { throw std::runtime_error("disk full"); };
  EXPECT_THROW(px::write_csv(scores, nullptr, {}, full), std::runtime_error);
  EXPECT_THROW(px::write_json(scores, nullptr, full), std::runtime_error);
}

}  // namespace
