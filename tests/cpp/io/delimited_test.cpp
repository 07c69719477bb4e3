// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <set>

#include <parindex/io/delimited.hpp>
#include <parindex/parindex.hpp>
#include <parindex/rubric/json.hpp>

namespace px = parindex;

namespace {

using Kind = px::CellForm::Kind;
using Texts = std::vector<std::string>;

px::DelimitedText read(std::string text, const px::DelimitedFormat& format = {}) {
  return px::read_delimited(std::move(text), format).value();
}

/// Code, line and what was found, of every issue.
Texts issues_of(std::string text, const px::DelimitedFormat& format = {}) {
  Texts found;
  const auto checked = px::read_delimited(std::move(text), format);
  for (const px::Issue& issue : checked.issues()) {
    found.push_back(issue.code + " " + std::to_string(issue.line) + " " + issue.actual);
  }
  return found;
}

std::vector<px::CellForm> forms(std::initializer_list<px::CellForm> list) { return list; }
px::CellForm number(char decimal = '.', bool groups_are_unusual = false) {
  px::CellForm form;
  form.decimal = decimal;
  form.groups_are_unusual = groups_are_unusual;
  return form;
}
px::CellForm of(Kind kind, Texts options = {}) {
  px::CellForm form;
  form.kind = kind;
  form.options = std::move(options);
  return form;
}

/// All doubles of one column, as a number, a flag or a position.
std::vector<double> doubles(const px::Column& column) {
  std::vector<double> values(column.size());
  column.source->numbers(0, values.size(), values.data());
  return values;
}

TEST(Delimited, RowsAndCells) {
  EXPECT_EQ(read("unit;a;b\nx;1;2\n").heads(), Texts{"unit;a;b"});
  const auto table =
      read("unit;a;b\r\nHà Nội;1;\r\n\"x;\"\"y\"\"\nz\";;2\r\nlast;3;4", {.delimiter = ';'});
  EXPECT_EQ(table.heads(), (Texts{"unit", "a", "b"}));
  EXPECT_EQ(table.rows(), 3u);
  EXPECT_EQ(table.cells(0), (Texts{"Hà Nội", "x;\"y\"\nz", "last"}));
  EXPECT_EQ(table.cells(2), (Texts{"", "2", "4"}));
  EXPECT_EQ(table.cell(1, 0), "x;\"y\"\nz");
  EXPECT_EQ(table.line(0), 2u);
  EXPECT_EQ(table.line(1), 3u);
  EXPECT_EQ(table.line(2), 5u) << "the row before it holds a line end";
  EXPECT_THROW(static_cast<void>(table.cell(3, 0)), px::Error);
  EXPECT_THROW(static_cast<void>(table.cell(0, 3)), px::Error);
  EXPECT_THROW(static_cast<void>(table.cells(3)), px::Error);
}

TEST(Delimited, HeaderFurtherDown) {
  const auto table =
      read("\xEF\xBB\xBFTitle,,\n\"two\nlines\",,\na,b,c\n1,2,3\n\n\n", {.header = 3});
  EXPECT_EQ(table.heads(), (Texts{"a", "b", "c"}));
  EXPECT_EQ(table.rows(), 1u);
  EXPECT_EQ(table.line(0), 5u);
}

TEST(Delimited, EndsOfAllKinds) {
  for (const char* end : {"", "\n", "\r\n", "\n\n", "\r\n\r\n"}) {
    const auto table = read(std::string("a,b\n1,") + end);
    EXPECT_EQ(table.rows(), 1u) << end;
    EXPECT_EQ(table.cells(1), Texts{""}) << end;
  }
  EXPECT_EQ(read("a,b").rows(), 0u);
  EXPECT_EQ(read("a\n1\n\n2\n").cells(0), (Texts{"1", "", "2"})) << "one column has empty cells";
}

TEST(Delimited, WhatCannotBeRead) {
  EXPECT_EQ(issues_of(""), Texts{"table_empty 1 "});
  EXPECT_EQ(issues_of("a,b\n", {.header = 2}), Texts{"table_empty 2 "});
  EXPECT_EQ(issues_of("a,b\n1,2\n1\n1,2,3\n"),
            (Texts{"table_malformed 3 1", "table_malformed 4 3"}));
  EXPECT_EQ(issues_of("a,b\n1,2\n\n1,2\n"), Texts{"table_malformed 3 "});
  EXPECT_EQ(issues_of("a,b\n1,\"2\n"), Texts{"table_malformed 2 "});
  EXPECT_EQ(issues_of("a,b\n1,\"2\"x\n"), Texts{"table_malformed 2 x"});
  EXPECT_EQ(issues_of("a,b\n1,2\r3,4\n"), Texts{"table_malformed 2 CR"});
  EXPECT_EQ(issues_of(std::string("a,b\n1,\0\n", 8)), Texts{"table_malformed 2 NUL"});
  EXPECT_EQ(issues_of("a,b\n1,2\n1,\xC3\n"), Texts{"text_not_utf8 3 "});
}

TEST(Delimited, NumbersAreExactOrUnusual) {
  const Texts usual{"0",   "7",   "-7",   "007",       "123456789012345",
                    "0.1", "2.5", "-0.3", "1234.5678", "0.125"};
  const Texts unusual{"1.",
                      ".5",
                      "+1",
                      " 1",
                      "1e3",
                      "1,5",
                      "1234567890123456",
                      "-0",
                      "1.2.3",
                      "1 000",
                      "-",
                      "0.1234567890123456"};
  std::string text = "x\n";
  for (const Texts* all : {&usual, &unusual}) {
    for (const std::string& cell : *all) text += '"' + cell + "\"\n";
  }
  const auto table = read(text);
  const auto column = table.columns(forms({number()}))[0];
  const auto values = doubles(column);
  for (std::size_t row = 0; row < usual.size(); ++row) {
    EXPECT_EQ(px::Cell(values[row]), px::Cell(*px::Rational::parse(usual[row]))) << usual[row];
    EXPECT_EQ(column.at(row), px::Cell(usual[row]));
  }
  for (std::size_t i = 0; i < unusual.size(); ++i) {
    EXPECT_TRUE(std::isnan(values[usual.size() + i])) << unusual[i];
  }
  const auto found = table.unusual(forms({number()}))[0];
  EXPECT_EQ(std::set<std::string>(found.begin(), found.end()),
            std::set<std::string>(unusual.begin(), unusual.end()));
}

TEST(Delimited, FormsOfNumbers) {
  const auto table = read("x\n1.234\n0.925\n12\n1234.567\n\"1,5\"\n");
  EXPECT_EQ(table.unusual(forms({number('.', true)}))[0], (Texts{"1,5", "1.234"}));
  EXPECT_EQ(table.unusual(forms({number(0)}))[0], (Texts{"0.925", "1,5", "1.234", "1234.567"}));
  const auto comma = table.columns(forms({number(',')}))[0];
  EXPECT_EQ(doubles(comma)[4], 1.5);
  EXPECT_EQ(comma.at(4), px::Cell("1.5"));
  EXPECT_TRUE(std::isnan(doubles(comma)[0]));
}

TEST(Delimited, FlagsChoicesAndMeanings) {
  const auto table = read("f,c,n\nCó,on_time,x\nno,late,12\n1,other,\n,\"a\"\"b\",x\n");
  auto all = forms({of(Kind::flag), of(Kind::choice, {"on_time", "late", "a\"b"}), number()});
  EXPECT_EQ(table.unusual(all), (std::vector<Texts>{{"1", "Có", "no"}, {"a\"b", "other"}, {"x"}}));
  all[2].meanings.emplace("x", px::Cell(3));
  const auto columns = table.columns(all);
  EXPECT_EQ(doubles(columns[0])[0], 1);
  EXPECT_EQ(doubles(columns[0])[1], 0);
  EXPECT_EQ(doubles(columns[0])[2], 1);
  EXPECT_TRUE(std::isnan(doubles(columns[0])[3]));
  EXPECT_EQ(doubles(columns[1])[1], 1);
  EXPECT_TRUE(std::isnan(doubles(columns[1])[2]));
  EXPECT_EQ(doubles(columns[1])[3], 2);
  EXPECT_EQ(doubles(columns[2])[0], 3);
  EXPECT_EQ(columns[2].at(0), px::Cell(3));
  EXPECT_TRUE(columns[2].at(2).is_missing());
  EXPECT_TRUE(table.unusual(all, 2).empty()) << "too many unusual texts";
  EXPECT_THROW(static_cast<void>(table.unusual(forms({number()}))), px::Error);
  EXPECT_THROW(static_cast<void>(table.columns(forms({number()}))), px::Error);
}

TEST(Delimited, Names) {
  const Texts plain{"Huế",
                    "Thành phố Đà Nẵng",
                    "ỶỸ",
                    "\xCA\xBC"
                    "a",
                    "-1",
                    "a=b"};
  const Texts unusual{
      "=1",           "'x",           "Hue\xCC\x82\xCC\x81",
      "\xE1\x84\x80", "\xE2\x84\xAB", std::string(px::limits().cell_bytes + 1, 'a')};
  std::string text = "unit\n";
  for (const Texts* all : {&plain, &unusual}) {
    for (const std::string& name : *all) text += '"' + name + "\"\n";
  }
  const auto found = read(text).unusual(forms({of(Kind::text)}))[0];
  EXPECT_EQ(std::set<std::string>(found.begin(), found.end()),
            std::set<std::string>(unusual.begin(), unusual.end()));
}

TEST(Delimited, Dates) {
  const auto table = read("d\n2026-12-31\n31/12/2026\n\"\"\n");
  const auto all = forms({of(Kind::date)});
  EXPECT_EQ(table.unusual(all), std::vector<Texts>{{"31/12/2026"}});
  const auto column = table.columns(all)[0];
  EXPECT_EQ(column.at(0), px::Cell("2026-12-31"));
  EXPECT_EQ(column.at(1), px::Cell("31/12/2026"));
  EXPECT_TRUE(column.at(2).is_missing());
}

/// Two texts alternately, in pieces of different lengths: each keeps its own values.
TEST(Delimited, TextsDoNotMix) {
  const auto one = read("x,y\n1,2\n3,4\n5,6\n").columns(forms({number(), number()}));
  const auto two = read("x,y\n10,20\n30,40\n50,60\n").columns(forms({number(), number()}));
  double first[3], second[3];
  for (std::size_t begin = 0; begin < 3; ++begin) {
    for (std::size_t count = 1; begin + count <= 3; ++count) {
      const double* const a = one[1].source->numbers(begin, count, first);
      const double* const b = two[0].source->numbers(begin, count, second);
      for (std::size_t i = 0; i < count; ++i) {
        EXPECT_EQ(a[i], 2.0 * static_cast<double>(begin + i) + 2);
        EXPECT_EQ(b[i], 20.0 * static_cast<double>(begin + i) + 10);
      }
    }
  }
}

/// Cells with any characters, written by the rules of RFC 4180, come back.
TEST(Delimited, RandomTextsComeBack) {
  std::mt19937 random(7);
  const Texts parts{"a", "é", ",", "\"", "\n", "\r\n", " ", "12", "."};
  for (int round = 0; round < 300; ++round) {
    const std::size_t width = 1 + random() % 4;
    const std::size_t rows = random() % 6;
    std::vector<Texts> want;
    std::string text;
    for (std::size_t row = 0; row <= rows; ++row) {
      want.emplace_back();
      for (std::size_t column = 0; column < width; ++column) {
        std::string cell;
        for (std::size_t n = random() % 4; n > 0; --n) cell += parts[random() % parts.size()];
        std::string written = cell;
        if (cell.empty() || cell.find_first_of(",\"\r\n") != std::string::npos ||
            random() % 3 == 0) {
          written = "\"";
          for (const char c : cell) written += c == '"' ? "\"\"" : std::string(1, c);
          written += '"';
        }
        text += (column == 0 ? "" : ",") + written;
        want.back().push_back(cell);
      }
      text += random() % 2 == 0 ? "\n" : "\r\n";
    }
    const auto table = read(text);
    ASSERT_EQ(table.heads(), want[0]) << text;
    ASSERT_EQ(table.rows(), rows) << text;
    for (std::size_t row = 0; row < rows; ++row) {
      for (std::size_t column = 0; column < width; ++column) {
        ASSERT_EQ(table.cell(row, column), want[row + 1][column]) << text;
      }
    }
  }
}

/// The same figures as from a table of texts.
TEST(Delimited, ScoresLikeATableOfTexts) {
  const auto plan = px::compile(px::read_rubric(R"({"parindex": 1, "id": "r", "edition": "1",
    "title": {"en": "R"}, "max": 11, "aggregation": "sum", "missing": "zero",
    "index_rounding": {"digits": 2, "mode": "half_up"}, "nodes": [
      {"code": "1", "title": {"en": "A"}, "max": 10, "rule": {"direct": {"min": 0, "max": 10}}},
      {"code": "2", "title": {"en": "B"}, "max": 1, "rule": {"yes_no": {"yes": 1, "no": 0}}}]})")
                                    .value());
  ASSERT_TRUE(plan) << px::to_string(plan.issues());
  std::string text = "unit,1,2\n";
  px::Table table;
  table.columns = {{"1", {}}, {"2", {}}};
  std::mt19937 random(3);
  for (int row = 0; row < 9000; ++row) {
    const std::string unit = "u" + std::to_string(row);
    const Texts numbers{"3", "7.25", "", "x", "1e1", "10.1"};
    const Texts flags{"yes", "no", "Có", "", "perhaps"};
    const std::string number = numbers[random() % (row % 100 == 0 ? 6 : 2)];
    const std::string flag = flags[random() % (row % 100 == 1 ? 5 : 3)];
    text += unit + "," + number + "," + flag + "\n";
    table.units.push_back(unit);
    table.columns[0].cells.emplace_back(number);
    table.columns[1].cells.emplace_back(flag);
  }
  auto columns = read(text).columns(forms({of(Kind::text), number(), of(Kind::flag)}));
  const px::Scores read_scores =
      px::score(plan.value(), px::make_table(std::move(columns)).value());
  const px::Scores scores = px::score(plan.value(), std::move(table));
  EXPECT_EQ(read_scores.digest(), scores.digest());
}

}  // namespace
