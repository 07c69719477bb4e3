// SPDX-License-Identifier: MIT
// Iterating over scores unit by unit and node by node, and writing values to a stream.
#include <parindex/parindex.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

#include "sample.hpp"

namespace px = parindex;
using namespace sample;

namespace {

template <class T>
std::string written(const T& value) {
  std::ostringstream out;
  out << value;
  return out.str();
}

px::Scores scored(px::Keep keep = px::Keep::all) {
  px::Table table;
  table.units = {"A", "B", "C"};
  table.groups = {"x", "y", "x"};
  table.unranked = {false, true, false};
  table.columns = {
      {"1.done", {46, 40, px::Missing{}}}, {"1.planned", {50, 50, 50}}, {"2", {true, false, true}}};
  px::RubricDraft made = draft("2.5"_dec, {plan_leaf("1"), yes_no_leaf("2", "0.5"_dec)});
  made.groups = {{"x", {}}, {"y", {}}};
  return px::score(px::compile(px::check(made)), table, {.keep = keep});
}

TEST(UnitScore, UnitsComeInTheOrderOfTheTableAndNodesInThatOfTheRubric) {
  for (const px::Keep keep : {px::Keep::all, px::Keep::fields, px::Keep::total}) {
    const px::Scores scores = scored(keep);
    std::vector<std::string> seen;
    for (const px::UnitScore& unit : scores) {
      for (const px::NodeScore& node : unit) {
        seen.push_back(unit.name() + "/" + node.code);
        const px::NodeResult same = scores.at(unit.row(), node.code);
        EXPECT_EQ(node.points, same.points);
        EXPECT_EQ(node.max, same.max);
        EXPECT_EQ(node.index, same.index);
        EXPECT_EQ(node.status, same.status);
        EXPECT_EQ(node.node->code, node.code);
      }
    }
    EXPECT_EQ(seen, (std::vector<std::string>{"A/", "A/1", "A/2", "B/", "B/1", "B/2", "C/", "C/1",
                                              "C/2"}));
  }
}

TEST(UnitScore, KnowsItsUnit) {
  const px::Scores scores = scored();
  const px::UnitScore second = *++scores.begin();
  EXPECT_EQ(second.row(), 1u);
  EXPECT_EQ(second.name(), "B");
  EXPECT_EQ(second.group(), "y");
  EXPECT_FALSE(second.ranked());
  EXPECT_EQ(second.status(), px::Status::ok);
  EXPECT_EQ(second.total().points, px::Rational(1));
  EXPECT_EQ(second.at("2").points, px::Rational(0));
  EXPECT_THROW(second.at("9"), px::Error);
}

TEST(UnitScore, OutlivesTheScores) {
  const px::UnitScore unit = *scored().begin();
  std::size_t nodes = 0;
  for (const px::NodeScore& node : unit) nodes += node.points.has_value();
  EXPECT_EQ(nodes, 3u);
}

TEST(Streams, WriteTheValueTypes) {
  const px::Scores scores = scored();
  EXPECT_EQ(written("0.50"_dec), "0.5");
  EXPECT_EQ(written(px::Rational::ratio(1, 3)), "1/3");
  EXPECT_EQ(written(px::Cell("a")), "\"a\"");
  EXPECT_EQ(written(scores.total(0)), "2.5 of 2.5 points, 100 %");
  EXPECT_EQ(written(scores.total(2)), "error");
  EXPECT_EQ(written(*scores.begin()), "A: 2.5 of 2.5 points, 100 %");
  EXPECT_EQ(written(*(*scores.begin()).begin()), "total: 2.5 of 2.5 points, 100 %");
  EXPECT_EQ(written(scores), "A: 2.5 of 2.5 points, 100 %\nB: 1 of 2.5 points, 40 %\nC: error");
  EXPECT_EQ(written(px::rank(scores, {.on = px::Figure::points}).value()),
            "1 row 1: 2.5\n- row 2: 1\n- row 3: in error");
  EXPECT_EQ(written(scores.plan().rubric()),
            "sample 2026  2.5  sum\n  1  2  bands\n  2  0.5  yes_no");
  EXPECT_EQ(written(scores.plan()),
            "plan of sample 2026: 3 nodes, 3 columns, " + scores.plan().fingerprint());
  const px::Trace why = px::explain(scores, std::size_t{0});
  EXPECT_EQ(written(why), why.to_string("en"));
  const px::Issue& issue = scores.issues().at(0);
  EXPECT_EQ(written(issue), issue.to_string());
}

TEST(Streams, WriteAtMostAHundredUnits) {
  const px::Plan plan = px::compile(px::check(draft(1, {yes_no_leaf("1", 1)})));
  px::Table table;
  table.columns = {{"1", std::vector<px::Cell>(103, px::Cell(true))}};
  const std::string text = written(px::score(plan, table).value());
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 100);
  EXPECT_TRUE(text.ends_with("100: 1 of 1 points, 100 %\n... and 3 more units")) << text;
}

}  // namespace
