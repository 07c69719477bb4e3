// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <parindex/io/json.hpp>
#include <parindex/parindex.hpp>
#include <parindex/rubric/build.hpp>

namespace px = parindex;
using namespace px::literals;

namespace {

using px::build::classes;
using px::build::direct;
using px::build::from;
using px::build::node;
using px::build::rubric;

const px::RankRule by_index{.on = px::Figure::index, .stage = px::FigureStage::rounded};

px::RubricDraft two_parts() {
  return rubric("parts")
      .edition("2026")
      .max(30)
      .aggregation(px::Sum{})
      .missing(px::MissingPolicy::error)
      .index_rounding({2, px::RoundingMode::half_up})
      .node(node("A")
                .max(20)
                .index_rounding({0, px::RoundingMode::half_up})
                .ranking(by_index)
                .classes(classes(px::Figure::index, px::FigureStage::rounded)
                             .band(from(70), "good")
                             .band(px::build::below(70), "weak"))
                .rule(direct(0, 20)))
      .node(node("B").max(10).exact_index().rule(direct(0, 10)))
      .node(node("S").max(5).informative().rule(direct(0, 5)));
}

px::Scores three() {
  px::Table table;
  table.units = {"a", "b", "c"};
  table.columns = {{"A", {"13.9", 9, 20}}, {"B", {1, 10, 5}}, {"S", {3, 5, "x"}}};
  return px::score(px::compile(px::check(two_parts()).value()).value(), std::move(table)).value();
}

TEST(NodeResults, AreRankedAndClassifiedByTheRuleOfTheNode) {
  const px::Scores scores = three();
  const px::Ranking ranking = px::rank(scores, "A").value();
  EXPECT_EQ(ranking.node, "A");
  std::ostringstream written;
  written << ranking;
  EXPECT_EQ(written.str(), "1 row 3: 100\n2 row 1: 70\n3 row 2: 45");
  const px::Classes found = px::classify(scores, "A").value();
  EXPECT_EQ(found.node, "A");
  EXPECT_EQ(found.of(0)->id, "good");
  EXPECT_EQ(found.of(1)->id, "weak");
  EXPECT_EQ(scores.at(0, "A").index->to_string(), "70");
  EXPECT_EQ(scores.at(0, "B").index->to_string(), "10");
  EXPECT_EQ(scores.total(0).index->to_string(), "49.67");
}

TEST(NodeResults, AreRankedByTheRuleOfTheCall) {
  const px::Ranking ranking = px::rank(three(), by_index, "B").value();
  EXPECT_EQ(ranking.find(1)->rank, 1u);
  EXPECT_EQ(ranking.find(0)->rank, 3u);
}

TEST(NodeResults, NeedARuleAndAKnownNode) {
  const px::Scores scores = three();
  EXPECT_EQ(px::rank(scores, "B").issues().front().code, "ranking_undeclared");
  EXPECT_EQ(px::classify(scores, "B").issues().front().code, "classes_undeclared");
  EXPECT_EQ(px::classify(scores).issues().front().code, "classes_undeclared");
  EXPECT_THROW(px::rank(scores, by_index, "C"), px::Error);
  EXPECT_THROW(px::classify(scores, "C"), px::Error);
}

TEST(NodeResults, ANodeForInformationIsBesideTheTotal) {
  const px::Scores scores = three();
  EXPECT_EQ(scores.total(2).points->to_string(), "25");
  EXPECT_EQ(scores.total(2).max->to_string(), "30");
  EXPECT_EQ(scores.status(2), px::Status::ok);
  EXPECT_EQ(scores.at(2, "S").status, px::Status::error);
  ASSERT_EQ(scores.issues().size(), 1u);
  EXPECT_EQ(scores.issues().front().field, "S");
  const px::Ranking ranking = px::rank(scores, by_index, "S").value();
  EXPECT_EQ(ranking.find(2)->reason, "in error");
  const px::Trace trace = px::explain(scores, 0);
  ASSERT_NE(trace.find("S"), nullptr);
  EXPECT_TRUE(trace.find("S")->informative);
  EXPECT_EQ(trace.find("A")->class_id, "good");
  EXPECT_EQ(trace.find("B")->class_id, std::nullopt);
}

TEST(NodeResults, OneUnitFromPlainDoublesIsTheSame) {
  px::RowScorer scorer(px::compile(px::check(two_parts()).value()).value());
  const std::vector<double> good{13.9, 1, 3};
  EXPECT_EQ(scorer.score(good).points->to_string(), "14.9");
  EXPECT_TRUE(scorer.issues().empty());
  const std::vector<double> beside{13.9, 1, 9};
  EXPECT_EQ(scorer.score(beside).points->to_string(), "14.9");
  ASSERT_EQ(scorer.issues().size(), 1u);
}

TEST(NodeResults, TheTotalHasItsDeclarationsInTheRubric) {
  px::RubricDraft draft = two_parts();
  draft.root.ranking = by_index;
  const auto refused = px::check(draft);
  ASSERT_EQ(refused.issues().size(), 1u);
  EXPECT_EQ(refused.issues().front().code, "part_misplaced");
}

TEST(NodeResults, ANodeNeedsAChildThatItCounts) {
  px::RubricDraft draft = two_parts();
  for (px::Node& child : draft.root.children) child.informative = true;
  const auto refused = px::check(draft);
  ASSERT_FALSE(refused.issues().empty());
  EXPECT_EQ(refused.issues().front().code, "group_without_nodes");
}

TEST(NodeResults, AreWrittenAndReadBack) {
  const px::Rubric made = px::check(two_parts()).value();
  const std::string text = px::to_json(made);
  EXPECT_NE(text.find("\"parindex\": 2,"), std::string::npos);
  EXPECT_EQ(px::to_json(px::read_rubric(text).value()), text);
}

}  // namespace
