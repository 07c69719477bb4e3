// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "sample.hpp"

namespace px = parindex;
using namespace sample;

namespace {

/// One unit per mark out of 100, called A, B, ...
px::Table marks(std::vector<px::Cell> cells) {
  px::Table table;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    table.units.push_back(std::string(1, static_cast<char>('A' + i)));
  }
  table.columns = {{"1", std::move(cells)}, {"2", std::vector<px::Cell>(table.units.size(), 0)}};
  return table;
}

px::RubricDraft ranked(px::FigureStage stage = px::FigureStage::rounded) {
  auto made = draft(100, {sample::leaf("1", 90, px::Direct{0, 90, {}}),
                          sample::leaf("2", 10, px::Direct{0, 10, {}})});
  made.ranking = px::RankRule{};
  made.ranking->stage = stage;
  return made;
}

px::Scores scored(const px::RubricDraft& draft, px::Table table) {
  return px::score(px::compile(px::check(draft)), std::move(table));
}

std::string halves(const px::Audit& audit) {
  std::string text;
  for (const px::HalfTie& half : audit.halves) {
    text += std::string(1, static_cast<char>('A' + half.row)) + half.code +
            (half.of_index ? " index " : " points ") + half.exact.to_string() + ": " +
            half.below.to_string() + " or " + half.above.to_string() + " is " +
            half.chosen.to_string() + "; ";
  }
  return text;
}

std::string ranks(const px::Audit& audit, std::string_view what) {
  std::string text;
  for (const px::RankDependence& found : audit.ranks) {
    for (const auto& change : found.changes) {
      if (change.decision.what != what) continue;
      text += std::string(1, static_cast<char>('A' + found.row)) + " " + found.place.label() + " " +
              change.decision.option + " " + change.place.label() + "; ";
    }
  }
  return text;
}

TEST(Audit, FindsEveryFigureOnAHalfAndNoOther) {
  auto rubric = ranked();
  rubric.root.children[0].rounding = px::Rounding{1, px::RoundingMode::half_even};
  // 80.25 points are a half at one digit, 80.250001 and 80.2 are not; the index of leaf 1 is over
  // 90.
  const auto audit = px::audit(scored(rubric, marks({"80.25"_dec, "80.250001"_dec, "80.2"_dec})));
  EXPECT_EQ(halves(audit), "A1 points 80.25: 80.2 or 80.3 is 80.2; ");
}

TEST(Audit, AnIndexCanLieOnAHalfAsWell) {
  const auto audit = px::audit(scored(ranked(), marks({"45.005"_dec, "45.0051"_dec})));
  EXPECT_EQ(halves(audit), "A index 45.005: 45 or 45.01 is 45.01; ");
}

TEST(Audit, RanksAndClassesOfNodesHaveTheirCode) {
  auto rubric = ranked();
  px::Node& first = rubric.root.children[0];
  first.ranking = px::RankRule{};
  first.classes = px::ClassRule{};
  first.classes->on = px::Figure::points;
  first.classes->stage = px::FigureStage::rounded;
  first.rounding = px::Rounding{0, px::RoundingMode::half_up};
  first.classes->bands = {{from(50), {}, "pass", {}}, {{}, below(50), "fail", {}}};
  const auto audit = px::audit(scored(rubric, marks({"49.5"_dec, "49.6"_dec, 40})));
  ASSERT_FALSE(audit.classes.empty());
  for (const px::ClassDependence& found : audit.classes) EXPECT_EQ(found.code, "1");
  EXPECT_EQ(audit.classes[0].row, 0u);
  EXPECT_EQ(audit.classes[0].class_id, "pass");
  EXPECT_EQ(audit.classes[0].changes[0].decision, (px::Decision{"stage", "exact"}));
  EXPECT_EQ(audit.classes[0].changes[0].class_id, "fail");
  // Equal in the rounded points of the node, so that other tie rules change all three ranks.
  std::vector<std::string> codes;
  for (const px::RankDependence& found : audit.ranks) codes.push_back(found.code);
  EXPECT_TRUE(std::is_sorted(codes.begin(), codes.end()));
  EXPECT_EQ(std::count(codes.begin(), codes.end(), "1"), 3);
}

TEST(Audit, ADirectedRoundingHasNoHalves) {
  auto rubric = ranked();
  rubric.index_rounding = px::Rounding{2, px::RoundingMode::floor};
  EXPECT_TRUE(px::audit(scored(rubric, marks({"45.005"_dec}))).halves.empty());
}

TEST(Audit, RanksThatRestOnTheTieRule) {
  const auto audit = px::audit(scored(ranked(), marks({50, 40, 40, 30})));
  EXPECT_EQ(ranks(audit, "ties"), "B =2 ordinal 2-3; C =2 ordinal 2-3; D 4 dense 3; ");
  EXPECT_EQ(ranks(audit, "stage") + ranks(audit, "missing") + ranks(audit, "tie_break"), "");
}

TEST(Audit, RanksThatRestOnTheTieBreak) {
  auto rubric = ranked();
  rubric.ranking->tie_break = {"2"};
  auto table = marks({50, 49});
  table.columns[1].cells[1] = 1;
  const auto audit = px::audit(scored(rubric, table));
  EXPECT_EQ(ranks(audit, "tie_break"), "A 2 none =1; B 1 none =1; ");
}

TEST(Audit, RanksThatRestOnTheStageOfRounding) {
  const auto audit = px::audit(scored(ranked(), marks({"40.001"_dec, "40.002"_dec})));
  EXPECT_EQ(ranks(audit, "stage"), "A =1 exact 2; B =1 exact 1; ");
}

TEST(Audit, RanksThatRestOnThePolicyForMissingValues) {
  auto table = marks({50, 45});
  table.columns[1].cells = {px::Missing{}, 5};
  auto rubric = ranked();
  rubric.root.missing = px::MissingPolicy::zero;
  // A has 50 of 100, or 55.56 % of 90, or 60 of 100; B has 50.
  const auto audit = px::audit(scored(rubric, table));
  EXPECT_EQ(ranks(audit, "missing"), "A =1 exclude 1; A =1 full 1; B =1 exclude 2; B =1 full 2; ");
}

TEST(Audit, ARowInErrorIsRankedByEveryOtherPolicy) {
  auto table = marks({50, 45});
  table.columns[1].cells[1] = px::Missing{};
  const auto audit = px::audit(scored(ranked(), table));
  EXPECT_EQ(ranks(audit, "missing"),
            "A 1 exclude =1; A 1 full 2; B  zero 2; B  exclude =1; B  full 1; ");
}

TEST(Audit, RanksAndClassesThatRestOnTheModeOfAHalf) {
  auto rubric = ranked();
  rubric.classes = px::ClassRule{};
  rubric.classes->stage = px::FigureStage::rounded;
  rubric.classes->bands = {{from("45.01"_dec), {}, "high", {}},
                           {{}, below("45.01"_dec), "low", {}}};
  const auto audit = px::audit(scored(rubric, marks({"45.005"_dec, "45.01"_dec})));
  EXPECT_EQ(ranks(audit, "rounding"),
            "A =1 half_even 2; A =1 half_down 2; B =1 half_even 1; B =1 half_down 1; ");
  ASSERT_EQ(audit.classes.size(), 1u);
  EXPECT_EQ(audit.classes[0].class_id, "high");
  // At stage exact, 45.005 is also below 45.01.
  ASSERT_EQ(audit.classes[0].changes.size(), 3u);
  EXPECT_EQ(audit.classes[0].changes[0].decision, (px::Decision{"stage", "exact"}));
  EXPECT_EQ(audit.classes[0].changes[1].class_id, "low");
  EXPECT_TRUE(audit.issues.empty());
}

TEST(Audit, GroupsAreRankedApart) {
  auto rubric = ranked();
  rubric.ranking->by_group = true;
  auto table = marks({50, 40, 50, 40});
  table.groups = {"x", "x", "y", "y"};
  EXPECT_TRUE(px::audit(scored(rubric, table)).ranks.empty());
}

}  // namespace
