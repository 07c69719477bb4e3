// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <parindex/io/json.hpp>
#include <parindex/results/replay.hpp>

#include "sample.hpp"

namespace px = parindex;
using namespace sample;

namespace {

px::Rubric with_ranking(px::RubricDraft draft) {
  draft.ranking =
      px::RankRule{px::Figure::points, px::FigureStage::rounded, px::Ties::competition, {}, false};
  return px::check(std::move(draft));
}

px::RubricDraft base() {
  return draft(
      6, {sample::group("1", 4, {plan_leaf("1.1"), yes_no_leaf("1.2", 2)}), yes_no_leaf("2", 2)});
}

px::Bands& bands_of(px::RubricDraft& draft) {
  return std::get<px::Bands>(*draft.root.children[0].children[0].rule);
}

px::Scores scored(const px::Rubric& rubric) {
  px::Table table;
  table.units = {"A", "B", "C"};
  table.columns = {{"1.1.done", {88, 95, 10}},
                   {"1.1.planned", {100, 100, 100}},
                   {"1.2", {true, false, true}},
                   {"2", {true, true, "?"}}};
  return px::score(px::compile(rubric), table);
}

void expect_reconciled(const px::Replay& replay) {
  px::Rational sum = replay.before;
  for (const px::ReplayStep& step : replay.steps) sum += step.total;
  EXPECT_EQ(sum, replay.after);
  for (const px::UnitChange& unit : replay.comparison.units) {
    if (!unit.difference) continue;
    px::Rational effects = 0;
    for (const px::Rational& effect : replay.effects[*unit.row_before]) effects += effect;
    EXPECT_EQ(effects, *unit.difference) << unit.unit;
  }
}

TEST(Replay, AThreshold) {
  auto changed = base();
  bands_of(changed).steps[0].lower->value = 85;
  bands_of(changed).steps[1].upper->value = 85;
  const px::Replay found = px::replay(scored(with_ranking(base())), with_ranking(changed));
  ASSERT_EQ(found.steps.size(), 1u);
  EXPECT_EQ(found.steps[0].codes, (std::vector<std::string>{"1.1"}));
  EXPECT_EQ(found.steps[0].total, px::Rational(1));
  EXPECT_EQ(found.steps[0].units, 1u);
  EXPECT_EQ(found.units, 2u);  // C has an error under both
  EXPECT_EQ(found.comparison.units[0].unit, "A");
  EXPECT_EQ(found.comparison.units[0].difference, px::Rational(1));
  EXPECT_TRUE(found.lacking.empty());
  EXPECT_TRUE(found.unused.empty());
  expect_reconciled(found);
}

TEST(Replay, SeveralChangesTelescope) {
  auto changed = base();
  changed.root.max = 9;
  changed.root.aggregation = px::WeightedMean{};
  changed.root.children[0].aggregation = px::Sum{};
  changed.root.children[0].weight = 1;
  changed.root.children[1].weight = 2;
  bands_of(changed).steps[0].points = 3;
  changed.root.children[0].children[0].max = 3;
  changed.root.children[0].max = 5;
  changed.root.children[1].rounding = px::Rounding{0, px::RoundingMode::half_up};
  const px::Replay found = px::replay(scored(with_ranking(base())), with_ranking(changed));
  // Weights belong to the fields and their use to the root: neither is valid without the other.
  ASSERT_GE(found.steps.size(), 1u);
  EXPECT_FALSE(found.steps[0].total.is_zero());
  expect_reconciled(found);
}

TEST(Replay, NodesThatCameAndWent) {
  auto changed = base();
  auto& fields = changed.root.children;
  fields[0].children[1].code = "1.9";
  fields.erase(fields.begin() + 1);
  fields.push_back(sample::group("3", 2, {yes_no_leaf("3.1", 1), yes_no_leaf("3.2", 1)}));
  px::ReplayOptions options;
  options.compare.codes = {{"1.2", "1.9"}};
  const px::Replay strict =
      px::replay(scored(with_ranking(base())), with_ranking(changed), options);
  EXPECT_EQ(strict.lacking, (std::vector<std::string>{"3.1", "3.2"}));
  EXPECT_EQ(strict.unused, (std::vector<std::string>{"2"}));
  EXPECT_TRUE(strict.taken.empty());
  EXPECT_EQ(strict.units, 0u);
  EXPECT_EQ(strict.comparison.find("A")->reason, "in error after");

  options.lacking = px::MissingPolicy::zero;
  const px::Replay found = px::replay(scored(with_ranking(base())), with_ranking(changed), options);
  EXPECT_EQ(found.diff.codes, (px::CodeMap{{"1.2", "1.9"}}));
  EXPECT_EQ(found.taken, (std::vector<std::string>{"3.1", "3.2"}));
  EXPECT_EQ(found.units, 2u);
  EXPECT_EQ(found.comparison.find("A")->after, px::Rational(3));
  expect_reconciled(found);
  EXPECT_EQ(found.steps.front().codes, (std::vector<std::string>{"2"}));
}

TEST(Replay, APolicyStandsInForDataThatBothLack) {
  const px::Rubric rubric = with_ranking(base());
  px::Table table;
  table.units = {"A"};
  table.columns = {{"1.1.done", {88}}, {"1.1.planned", {100}}, {"1.2", {true}}};
  px::ScoreOptions lenient;
  lenient.allow_missing_columns = true;
  auto zero = base();
  zero.root.missing = px::MissingPolicy::zero;
  const px::Scores old = px::score(px::compile(with_ranking(zero)), table, lenient);
  px::ReplayOptions options;
  options.lacking = px::MissingPolicy::full;
  const px::Replay found = px::replay(old, with_ranking(zero), options);
  ASSERT_EQ(found.steps.size(), 1u);
  EXPECT_EQ(found.steps[0].codes, (std::vector<std::string>{"2"}));
  EXPECT_EQ(found.steps[0].total, px::Rational(2));
  expect_reconciled(found);
}

TEST(Replay, SameRulesChangeNothing) {
  const px::Rubric rubric = with_ranking(base());
  const px::Replay found = px::replay(scored(rubric), rubric);
  EXPECT_TRUE(found.steps.empty());
  EXPECT_FALSE(found.comparison.changed());
  EXPECT_EQ(found.before, found.after);
}

TEST(Replay, AsJson) {
  auto changed = base();
  bands_of(changed).steps[0].lower->value = 85;
  bands_of(changed).steps[1].upper->value = 85;
  const std::string text =
      px::to_json(px::replay(scored(with_ranking(base())), with_ranking(changed)));
  EXPECT_NE(text.find(R"("steps":[{"codes":["1.1"],"changes":[0],"total":"1","units":1}],)"
                      R"("before":"9","after":"10","units":2)"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find(R"("effects":[{"step":0,"effect":"1"}])"), std::string::npos) << text;
}

}  // namespace
