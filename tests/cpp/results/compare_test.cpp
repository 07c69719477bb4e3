// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "sample.hpp"

namespace px = parindex;
using namespace sample;

namespace {

px::Table table(std::vector<std::string> units, std::vector<px::Column> columns) {
  px::Table out;
  out.units = std::move(units);
  out.columns = std::move(columns);
  return out;
}

px::Node mark(std::string code, px::Rational max, px::MissingPolicy missing) {
  px::Node node = sample::leaf(std::move(code), max, px::Direct{0, max, {}});
  node.missing = missing;
  return node;
}

/// Fields 1 (1.1 of 4, 1.2 of 6) and 2 of 10; ranked on points.
px::RubricDraft two_fields() {
  auto rubric = draft(20, {sample::group("1", 10,
                                         {mark("1.1", 4, px::MissingPolicy::error),
                                          mark("1.2", 6, px::MissingPolicy::exclude)}),
                           mark("2", 10, px::MissingPolicy::exclude)});
  rubric.ranking =
      px::RankRule{px::Figure::points, px::FigureStage::rounded, px::Ties::competition, {}, false};
  return rubric;
}

px::Plan plan_of(px::RubricDraft draft) { return px::compile(px::check(std::move(draft))); }

px::Table marks(std::vector<px::Cell> a, std::vector<px::Cell> b, std::vector<px::Cell> c) {
  std::vector<std::string> units{"A", "B", "C"};
  units.resize(a.size());
  return table(units, {{"1.1", std::move(a)}, {"1.2", std::move(b)}, {"2", std::move(c)}});
}

const px::NodePart& part(const std::vector<px::NodePart>& parts, std::string_view code) {
  for (const px::NodePart& found : parts) {
    if (found.code == code) return found;
  }
  throw px::Error("no part of " + std::string(code));
}

px::Rational sum_of_own(const std::vector<px::NodePart>& parts) {
  px::Rational sum = 0;
  for (const px::NodePart& found : parts) sum += found.own;
  return sum;
}

TEST(Compare, UnderASumAPartIsThePlainDifference) {
  const px::Plan plan = plan_of(two_fields());
  const px::Scores before = px::score(plan, marks({1}, {2}, {3}));
  const px::Scores after = px::score(plan, marks({3}, {"1.5"}, {7}));
  const auto parts = px::decompose(before, 0, after, 0);
  ASSERT_EQ(parts.size(), 5u);
  EXPECT_EQ(part(parts, "1.1").own, px::Rational(2));
  EXPECT_EQ(part(parts, "1.2").own, px::Rational::ratio(-1, 2));
  EXPECT_EQ(part(parts, "1").contribution, px::Rational::ratio(3, 2));
  EXPECT_EQ(part(parts, "1").own, px::Rational(0));
  EXPECT_EQ(part(parts, "2").own, px::Rational(4));
  EXPECT_EQ(part(parts, "").contribution, px::Rational::ratio(11, 2));
}

TEST(Compare, AnIndexWithALeafThatLeftTheMaximum) {
  const px::Plan plan = plan_of(two_fields());
  const px::Scores before = px::score(plan, marks({2}, {3}, {5}));
  const px::Scores after = px::score(plan, marks({2}, {px::Missing{}}, {5}));
  px::CompareOptions options;
  options.on = px::Figure::index;
  options.stage = px::FigureStage::exact;
  const auto parts = px::decompose(before, 0, after, 0, options);
  EXPECT_FALSE(part(parts, "1.2").after.has_value());
  EXPECT_EQ(part(parts, "1.2").own, px::Rational(50) - 50);  // 7 of 14 is half, as 10 of 20 was
  EXPECT_EQ(sum_of_own(parts), part(parts, "").contribution);
}

TEST(Compare, TheRoundingOfATotalIsPartOfTheSteps) {
  auto rubric = two_fields();
  rubric.root.rounding = px::Rounding{0, px::RoundingMode::half_up};
  const px::Plan plan = plan_of(rubric);
  const px::Scores before = px::score(plan, marks({"0.4"}, {"0.4"}, {0}));
  const px::Scores after = px::score(plan, marks({"0.6"}, {"0.4"}, {"0.4"}));
  const auto rounded = px::decompose(before, 0, after, 0);
  EXPECT_EQ(part(rounded, "").contribution, px::Rational(0));  // 0.8 and 1.4 both round to 1
  px::CompareOptions options;
  options.stage = px::FigureStage::exact;
  const auto exact = px::decompose(before, 0, after, 0, options);
  EXPECT_EQ(part(exact, "").contribution, px::Rational::ratio(3, 5));
  EXPECT_EQ(sum_of_own(exact), px::Rational::ratio(3, 5));
}

TEST(Compare, TwoEditionsSumToTheDifference) {
  const px::Plan old = plan_of(two_fields());
  auto changed = draft(
      20, {sample::group("1", 8, {mark("1.1", 8, px::MissingPolicy::error)}),
           mark("2b", 10, px::MissingPolicy::exclude), mark("3", 2, px::MissingPolicy::exclude)});
  changed.root.children[0].weight = 1;
  changed.root.children[1].weight = 2;
  changed.root.children[2].weight = 1;
  changed.root.aggregation = px::WeightedMean{};
  changed.root.children[0].aggregation = px::Sum{};
  const px::Plan fresh = plan_of(changed);
  const px::Scores before = px::score(old, marks({1}, {2}, {3}));
  const px::Scores after =
      px::score(fresh, table({"A"}, {{"1.1", {7}}, {"2b", {5}}, {"3", {"0.3"}}}));
  px::CompareOptions options;
  options.codes = {{"2", "2b"}};
  const auto parts = px::decompose(before, 0, after, 0, options);
  std::vector<std::string> codes;
  for (const px::NodePart& found : parts) codes.push_back(found.code);
  EXPECT_EQ(codes, (std::vector<std::string>{"", "1", "1.1", "1.2", "2b", "3"}));
  EXPECT_FALSE(part(parts, "1.2").in_after);
  EXPECT_FALSE(part(parts, "3").in_before);
  EXPECT_EQ(part(parts, "1.2").own, px::Rational(-2));
  EXPECT_EQ(part(parts, "2b").before, px::Rational(3));
  const px::Rational difference = *after.total(0).points - *before.total(0).points;
  EXPECT_EQ(sum_of_own(parts), difference);
  EXPECT_EQ(part(parts, "").contribution, difference);
}

TEST(Compare, UnitsBySizeRanksAndWhoOvertakesWhom) {
  const px::Plan plan = plan_of(two_fields());
  const px::Scores before = px::score(plan, marks({4, 3, 1}, {0, 0, 0}, {0, 0, 0}));
  const px::Scores after = px::score(plan, marks({4, 3, 4}, {0, 0, 0}, {0, "0.5", 5}));
  const px::Comparison found = px::compare(before, after);
  ASSERT_EQ(found.units.size(), 3u);
  EXPECT_EQ(found.units[0].unit, "C");
  EXPECT_EQ(found.units[0].difference, px::Rational(8));
  EXPECT_EQ(found.units[0].rank_before, 3u);
  EXPECT_EQ(found.units[0].rank_after, 1u);
  EXPECT_EQ(found.overtaken_by(found.units[0]), (std::vector<std::string>{"A", "B"}));
  EXPECT_EQ(found.units[1].unit, "B");
  EXPECT_TRUE(found.find("A")->changed());  // same points, but another rank
  EXPECT_EQ(part(found.parts(found.units[0]), "2").own, px::Rational(5));
}

TEST(Compare, UnitsWithoutADifferenceSayWhy) {
  const px::Plan plan = plan_of(two_fields());
  const px::Scores before = px::score(
      plan,
      table({"A", "gone", "bad"}, {{"1.1", {1, 1, "x"}}, {"1.2", {1, 1, 1}}, {"2", {1, 1, 1}}}));
  const px::Scores after = px::score(
      plan, table({"new", "A", "bad"}, {{"1.1", {1, 1, 1}}, {"1.2", {1, 1, 1}}, {"2", {1, 1, 1}}}));
  const px::Comparison found = px::compare(before, after);
  EXPECT_EQ(found.find("A")->reason, "");
  EXPECT_FALSE(found.find("A")->changed() && found.find("A")->difference != px::Rational(0));
  EXPECT_EQ(found.find("gone")->reason, "only before");
  EXPECT_EQ(found.find("new")->reason, "only after");
  EXPECT_EQ(found.find("bad")->reason, "in error before");
  EXPECT_EQ(found.find("bad")->reason_in("vi"), "kỳ trước: có lỗi");
  EXPECT_THROW(found.parts(*found.find("bad")), px::Error);
  EXPECT_EQ(found.find("nobody"), nullptr);
}

TEST(Compare, AsJson) {
  const px::Plan plan = plan_of(two_fields());
  const px::Scores before = px::score(plan, marks({1}, {2}, {3}));
  const px::Scores after = px::score(plan, marks({2}, {2}, {3}));
  const std::string text = px::to_json(px::compare(before, after));
  EXPECT_EQ(
      text.substr(0, text.find(",\"fingerprints\"")),
      R"({"on":"points","stage":"rounded","units":[{"unit":"A","group":null,"before":"6",)"
      R"("after":"7","difference":"1","rank_before":1,"rank_after":1,)"
      R"("class_before":null,"class_after":null,"overtakes":[],"reason":null,"reason_vi":null,"parts":[{"code":"","before":"6","after":"7","own":"0",)"
      R"("contribution":"1"},{"code":"1","before":"3","after":"4","own":"0",)"
      R"("contribution":"1"},{"code":"1.1","before":"1","after":"2","own":"1",)"
      R"("contribution":"1"}]}])");
}

}  // namespace
