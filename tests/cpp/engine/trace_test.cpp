// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "sample.hpp"

namespace px = parindex;
using namespace sample;

namespace {

px::Scores scored() {
  auto rubric = draft(4, {sample::group("1", 4, {plan_leaf("1.1"), yes_no_leaf("1.2", 2)})});
  rubric.root.children[0].title = {{"vi", "Ch\xE1\xBB\x89 \xC4\x91\xE1\xBA\xA1o"},
                                   {"en", "Steering"}};
  return px::score(px::compile(px::check(rubric)),
                   {{"1.1.done", 46}, {"1.1.planned", 60}, {"1.2", true}});
}

TEST(Trace, EveryCellShowsInputsBranchAndLoss) {
  const auto trace = px::explain(scored(), "unit");
  const px::Trace* leaf = trace.find("1.1");
  ASSERT_NE(leaf, nullptr);
  EXPECT_EQ(leaf->kind, "bands");
  ASSERT_EQ(leaf->inputs.size(), 2u);
  EXPECT_EQ(leaf->inputs[0].column, "1.1.done");
  EXPECT_EQ(leaf->inputs[0].value, px::Cell(46));
  EXPECT_EQ(leaf->quantity, px::Rational::ratio(230, 3));
  EXPECT_EQ(leaf->branch, "/rule/bands/steps/1");
  EXPECT_EQ(leaf->branch_text, "70 <= x <= 90 gives 1");
  EXPECT_EQ(leaf->lost, px::Rational(1));
  EXPECT_EQ(trace.kind, "sum");
  EXPECT_EQ(trace.index, px::Rational(75));
}

TEST(Trace, SaysHowIncrementsAdd) {
  const auto text = [](const px::Increments& rule, px::Rational x) {
    auto leaf = sample::leaf("1", 5, rule, {number("x")});
    leaf.accept["minimum_above_zero"] = "a base for all";
    const px::Scores scores =
        px::score(px::compile(px::check(draft(5, {std::move(leaf)}))), {{"1.x", std::move(x)}});
    const auto trace = px::explain(scores, "unit");
    return trace.find("1")->branch + ": " + trace.find("1")->branch_text;
  };
  px::Increments rule{value("x"), 3, "4.5"_dec, true, 1, 1, false, px::Rational(5)};
  EXPECT_EQ(text(rule, "4.5"_dec), "/rule/increments/base: x >= 4.5 gives 3");
  EXPECT_EQ(text(rule, "3.2"_dec), "/rule/increments/points_each: 3 + 1 * (4.5 - x) / 1 = 4.3");
  EXPECT_EQ(text(rule, 2), "/rule/increments/cap: 3 + 1 * (4.5 - x) / 1 = 5.5, capped at 5");
  rule.whole = true;
  rule.down = false;
  EXPECT_EQ(text(rule, 4), "/rule/increments/base: x < 5.5 gives 3");
  EXPECT_EQ(text(rule, 6), "/rule/increments/points_each: 3 + 1 * floor((x - 4.5) / 1) = 4");
}

TEST(Trace, ReadsAsText) {
  EXPECT_EQ(px::explain(scored(), std::size_t{0}).find("1")->to_string("en"),
            "1  Steering\n"
            "    points 3 of 4, index 75.00 %, lost 1\n"
            "    1 + 2 = 3\n"
            "  1.1\n"
            "      points 1 of 2, index 50.00 %, lost 1\n"
            "      bands: done = 46, planned = 60\n"
            "      x = 100 * done / planned = 230/3\n"
            "      70 <= x <= 90 gives 1\n"
            "  1.2\n"
            "      points 2 of 2, index 100.00 %\n"
            "      yes_no: value = yes\n"
            "      yes gives 2\n");
}

TEST(Trace, ReadsAsTextInVietnamese) {
  EXPECT_EQ(px::explain(scored(), std::size_t{0}).find("1.2")->to_string("vi"),
            "1.2\n"
            "    2 trên 2 điểm, chỉ số 100.00 %\n"
            "    có/không: value = có\n"
            "    có: được 2 điểm\n");
}

TEST(Trace, EveryStepHasItsWordsInBothLanguages) {
  const auto trace = px::explain(scored(), std::size_t{0});
  const px::TraceStep& step = trace.find("1.1")->steps.back();
  EXPECT_EQ(step.in("en"), "70 <= x <= 90 gives 1");
  EXPECT_EQ(step.in("vi"), "70 <= x <= 90: được 1 điểm");
}

TEST(Trace, PointsLostMostFirst) {
  const auto lost = px::points_lost(scored(), 0);
  ASSERT_EQ(lost.size(), 1u);
  EXPECT_EQ(lost[0].code, "1.1");
  EXPECT_EQ(lost[0].lost, px::Rational(1));
}

TEST(Trace, AnErrorStandsWhereItHappened) {
  const px::Plan plan = px::compile(px::check(draft(1, {yes_no_leaf("1", 1)})));
  const auto trace = px::explain(px::score(plan, {{"1", "?"}}), "unit");
  ASSERT_EQ(trace.children[0].issues.size(), 1u);
  EXPECT_EQ(trace.children[0].issues[0].row, 1u);
  EXPECT_FALSE(trace.lost);
  EXPECT_THROW(px::explain(px::score(plan, {{"1", true}}), "nobody"), px::Error);
}

}  // namespace
