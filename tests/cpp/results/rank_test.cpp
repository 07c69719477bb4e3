// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <parindex/engine/detail/plan_state.hpp>

#include "sample.hpp"

namespace px = parindex;
using namespace sample;

namespace {

/// Units A.. with direct marks at two leaves.
px::Scores scored(const std::vector<std::pair<px::Cell, px::Cell>>& marks,
                  std::vector<std::string> groups = {}, std::vector<bool> unranked = {}) {
  const auto plan =
      px::compile(px::check(draft(20, {sample::leaf("1", 10, px::Direct{0, 10, {}}),
                                       sample::leaf("2", 10, px::Direct{0, 10, {}})})));
  px::Table table;
  table.columns = {{"1", {}}, {"2", {}}};
  for (const auto& [first, second] : marks) {
    table.units.push_back(std::string(1, static_cast<char>('A' + table.units.size())));
    table.columns[0].cells.push_back(first);
    table.columns[1].cells.push_back(second);
  }
  table.groups = std::move(groups);
  table.unranked = std::move(unranked);
  return px::score(plan, std::move(table));
}

std::string labels(const px::Scores& scores, const px::RankRule& rule) {
  std::string text;
  for (const auto& entry : px::rank(scores, rule).value().entries) {
    text += scores.unit(entry.row) + entry.label() + " ";
  }
  return text;
}

TEST(Rank, TiesByKind) {
  const auto scores = scored({{1, 1}, {2, 2}, {3, 1}, {5, 5}});
  px::RankRule rule;
  EXPECT_EQ(labels(scores, rule), "D1 B=2 C=2 A4 ");
  rule.ties = px::Ties::dense;
  EXPECT_EQ(labels(scores, rule), "D1 B=2 C=2 A3 ");
  rule.ties = px::Ties::ordinal;
  rule.tie_break = {"1"};
  EXPECT_EQ(labels(scores, rule), "D1 C2 B3 A4 ");
}

TEST(Rank, AnOrdinalRankThatCannotBeDecidedIsReported) {
  const auto scores = scored({{2, 2}, {2, 2}});
  px::RankRule rule;
  rule.ties = px::Ties::ordinal;
  rule.tie_break = {"1", "2"};
  const px::Ranking ranking = px::rank(scores, rule);
  EXPECT_EQ(ranking.entries[0].label(), "=1");
  ASSERT_EQ(ranking.issues.size(), 1u);
  EXPECT_EQ(ranking.issues[0].code, "tie_unresolved");
  EXPECT_EQ(ranking.issues[0].actual, "A, B");
}

TEST(Rank, TheStageDecidesWhetherRoundingMakesATie) {
  // Indices 50.001 and 50.004: equal at two digits.
  const auto scores = scored({{"5.0001"_dec, 5}, {"5.0004"_dec, 5}});
  px::RankRule rule;
  EXPECT_EQ(labels(scores, rule), "B1 A2 ");
  rule.stage = px::FigureStage::rounded;
  EXPECT_EQ(labels(scores, rule), "A=1 B=1 ");
}

TEST(Rank, GroupsApartAndUnitsOutOfTheRanking) {
  const auto scores = scored({{1, 1}, {2, 2}, {3, 3}, {"?", 1}, {9, 9}}, {"x", "y", "x", "x", "y"},
                             {false, false, false, false, true});
  px::RankRule rule;
  rule.by_group = true;
  EXPECT_EQ(labels(scores, rule), "C1 A2 D B1 E ");
  const px::Ranking ranking = px::rank(scores, rule);
  EXPECT_EQ(ranking.find(3)->reason, "in error");
  EXPECT_EQ(ranking.find(4)->reason, "out of the ranking");
  rule.by_group = false;
  EXPECT_EQ(labels(scores, rule), "C1 B2 A3 D E ");
}

/// Two fields of bands and of marks; sums stay in the fixed lane, and a third of the units leave
/// it.
px::Scores many(bool exact, std::optional<px::Rounding> index_rounding,
                std::optional<px::Rounding> total_rounding) {
  auto made = draft(12, {sample::leaf("1", 10, px::Direct{0, 10, "0.01"_dec}), plan_leaf("2")});
  made.root.missing = px::MissingPolicy::exclude;
  made.root.rounding = total_rounding;
  made.index_rounding = index_rounding;
  px::Table table;
  table.columns = {{"1", {}}, {"2.done", {}}, {"2.planned", {}}};
  for (int row = 0; row < 600; ++row) {
    table.groups.emplace_back(row % 4 == 0 ? "north" : "south");
    const int mark = row * 37 % 1001;
    table.columns[0].cells.push_back(row % 6 == 1   ? px::Cell(px::Missing{})
                                     : row % 6 == 2 ? px::Cell("bad")
                                                    : px::Cell(px::Rational::ratio(mark, 100)));
    table.columns[1].cells.push_back(row * 7 % 101);
    table.columns[2].cells.push_back(100);
  }
  px::ScoreOptions options;
  options.exact = exact;
  return px::score(px::compile(px::check(made)), std::move(table), options);
}

TEST(Rank, ByWholeNumbersAsByFractions) {
  using Rounding = std::optional<px::Rounding>;
  for (const Rounding index : {Rounding(), Rounding({0, px::RoundingMode::half_up})}) {
    for (const Rounding total : {Rounding(), Rounding({1, px::RoundingMode::half_even})}) {
      const auto fast = many(false, index, total);
      const auto slow = many(true, index, total);
      EXPECT_TRUE(fast.plan().state().lanes.fixed) << "else both are fractions";
      for (const auto on : {px::Figure::index, px::Figure::points}) {
        for (const auto stage : {px::FigureStage::exact, px::FigureStage::rounded}) {
          for (const std::vector<std::string>& chain :
               {std::vector<std::string>{}, std::vector<std::string>{"2", "1"}}) {
            const px::RankRule rule{on, stage, px::Ties::competition, chain, index.has_value()};
            const auto one = px::rank(fast, rule).value().entries;
            const auto two = px::rank(slow, rule).value().entries;
            ASSERT_EQ(one.size(), two.size());
            for (std::size_t i = 0; i < one.size(); ++i) {
              EXPECT_EQ(one[i].row, two[i].row);
              EXPECT_EQ(one[i].label(), two[i].label());
              EXPECT_EQ(one[i].value, two[i].value);
              EXPECT_EQ(one[i].reason, two[i].reason);
            }
          }
        }
      }
    }
  }
}

TEST(Rank, WithoutARuleThereIsNoRanking) {
  EXPECT_THROW(px::rank(scored({{1, 1}})).value(), px::RubricError);
  px::RankRule rule;
  rule.tie_break = {"9"};
  const px::Checked<px::Ranking> refused = px::rank(scored({{1, 1}}), rule);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.issues().front().code, px::issue::code_unknown.code);
  EXPECT_THROW(refused.value(), px::RubricError);
}

}  // namespace
