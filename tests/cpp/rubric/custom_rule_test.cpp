// SPDX-License-Identifier: MIT
// Custom rules of a C++ application, and issues of the check about kinds of rules that count.
#include <gtest/gtest.h>

#include <chrono>
#include <stdexcept>

#include <parindex/io/json.hpp>
#include <parindex/results/replay.hpp>
#include <parindex/results/verify.hpp>
#include <parindex/rubric/custom_call.hpp>
#include <parindex/testing/runner.hpp>

#include "sample.hpp"

namespace px = parindex;
using namespace sample;

namespace {

px::Rubric asking(px::Rational least = 0, px::Rational most = 2) {
  return px::check(draft(
      2,
      {sample::leaf(
          "1", 2, px::Custom{"ours", "2", {{"each", "0.5"_dec}}, std::move(least), std::move(most)},
          {count("a"), number("value")})}));
}

px::Rational ours(const px::CustomCall& call) {
  if (call.number("a") == 7) throw std::runtime_error("seven");
  return call.parameter("each") * call.number("a") + call.number("value");
}

TEST(Custom, GivesExactPoints) {
  const px::Plan plan = px::compile(asking(), {.custom = {{"ours", {"2", ours}}}});
  const px::Scores scores = px::score(plan, {{"1.a", 1}, {"1", px::Rational(1) / 3}});
  EXPECT_EQ(scores.total(0).points, px::Rational(5) / 6);
  EXPECT_EQ(px::explain(scores, 0).find("1")->branch_text, "custom ours 2 gives 5/6");
}

TEST(Custom, GetsEveryTypeAsWhatItIs) {
  px::Input due, kind, asked;
  due.name = "due";
  due.type = px::InputType::date;
  kind.name = "kind";
  kind.type = px::InputType::choice;
  kind.options = {{"ward", {}}, {"town", {}}};
  asked.name = "asked";
  asked.type = px::InputType::boolean;
  const px::Rubric rubric = px::check(
      draft(2, {sample::leaf("1", 2, px::Custom{"ours", "2", {}, 0, 2}, {due, kind, asked})}));
  using namespace std::chrono;
  const auto late = [](const px::CustomCall& call) -> px::Rational {
    EXPECT_THROW(call.number("due"), px::Error);
    EXPECT_THROW(call.date("kind"), px::Error);
    if (call.option("kind") != "ward" || !call.flag("asked")) return 0;
    const auto days = (call.date("due") - sys_days(2026y / June / 30)).count();
    return days > 0 ? px::Rational(1) : px::Rational(2);
  };
  const px::Plan plan = px::compile(rubric, {.custom = {{"ours", {"2", late}}}});
  const auto points = [&](const char* day, const char* of, bool asks) {
    return px::score(plan, {{"1.due", day}, {"1.kind", of}, {"1.asked", asks}})
        .value()
        .total(0)
        .points;
  };
  EXPECT_EQ(points("2026-06-30", "ward", true), px::Rational(2));
  EXPECT_EQ(points("2026-07-01", "ward", true), px::Rational(1));
  EXPECT_EQ(points("9999-12-31", "ward", true), px::Rational(1));
  EXPECT_EQ(points("0001-01-01", "ward", true), px::Rational(2));
  EXPECT_EQ(points("2026-06-30", "town", true), px::Rational(0));
  EXPECT_EQ(points("2026-06-30", "ward", false), px::Rational(0));
}

TEST(Custom, FailuresAreIssuesOfTheRow) {
  const px::Plan plan = px::compile(asking(), {.custom = {{"ours", {"", ours}}}});
  const px::Scores failed = px::score(plan, {{"1.a", 7}, {"1", 0}});
  ASSERT_EQ(failed.issues().size(), 1u);
  EXPECT_EQ(failed.issues()[0].code, "custom_failed");
  EXPECT_EQ(failed.issues()[0].actual, "seven");
  const px::Scores beyond = px::score(plan, {{"1.a", 4}, {"1", "0.001"}});
  ASSERT_EQ(beyond.issues().size(), 1u);
  EXPECT_EQ(beyond.issues()[0].code, "custom_out_of_range");
  EXPECT_EQ(beyond.total(0).status, px::Status::error);
}

TEST(Custom, MustBeGivenInItsVersion) {
  const auto none = px::compile(asking());
  ASSERT_FALSE(none);
  EXPECT_EQ(none.issues()[0].code, "custom_unknown");
  EXPECT_EQ(none.issues()[0].pointer, "/nodes/0/rule/custom/name");
  const auto other = px::compile(asking(), {.custom = {{"ours", {"1", ours}}}});
  ASSERT_FALSE(other);
  EXPECT_EQ(other.issues()[0].code, "custom_version");
  EXPECT_THROW(px::compile(asking()).value(), px::RubricError);
}

px::Table two_units() {
  px::Table table;
  table.units = {"A", "B"};
  table.columns = {{"1.a", {1, 3}}, {"1", {"0.5", "0.5"}}};
  return table;
}

TEST(Custom, IsHandedOnToAllThatScoresAgain) {
  auto changed = asking().draft();
  changed.root.children[0].cap = px::Rational("1.5"_dec);
  changed.root.children[0].accept.emplace("maximum_unreachable", "capped for the test");
  const px::Plan plan = px::compile(asking(), {.custom = {{"ours", {"2", ours}}}});
  EXPECT_TRUE(plan.custom().contains("ours"));
  const px::Scores scores = px::score(plan, two_units());
  const px::Replay replay = px::replay(scores, px::check(changed));
  ASSERT_EQ(replay.steps.size(), 1u);
  EXPECT_EQ(replay.steps[0].total, px::Rational("-0.5"_dec));
  EXPECT_TRUE(px::audit(scores).issues.empty());
  EXPECT_TRUE(px::verify(px::to_json(scores), px::score(plan, two_units())).value().identical());
}

TEST(Custom, RunsInCases) {
  const px::CaseSet cases = px::read_cases_text(
      R"({"for": {"rubric": "sample", "edition": "2026"},
          "cases": [{"unit": "A", "given": {"1.a": 1, "1": "0.5"}, "expect": {"points": "1"}}]})",
      "ours.case.json", asking());
  const px::CaseReport refused = px::run_cases(cases);
  ASSERT_EQ(refused.issues.size(), 1u);
  EXPECT_EQ(refused.issues[0].issues[0].code, "custom_unknown");
  EXPECT_TRUE(px::run_cases(cases, {.custom = {{"ours", {"", ours}}}, .cohort = {}}).ok());
}

/// The codes that the check reports for a rule of a leaf of 2 points.
std::vector<std::string> codes(px::Rule rule, std::vector<px::Input> inputs = {}) {
  std::vector<std::string> found;
  const auto checked =
      px::check(draft(2, {sample::leaf("1", 2, std::move(rule), std::move(inputs))}));
  for (const px::Issue& issue : checked.issues()) found.push_back(issue.code);
  return found;
}
using Codes = std::vector<std::string>;

TEST(Check, Levels) {
  EXPECT_EQ(codes(px::Levels{{{"a", 100, {}}, {"b", 0, {}}}}), Codes{});
  EXPECT_EQ(codes(px::Levels{{{"a", 101, {}}, {"a", 0, {}}}}),
            (Codes{"number_out_of_range", "id_duplicate"}));
  EXPECT_EQ(codes(px::Levels{{{"a", 75, {}}, {"b", 25, {}}}}),
            (Codes{"maximum_unreachable", "minimum_above_zero"}));
  EXPECT_EQ(codes(px::Levels{}), Codes{"range_empty"});
}

TEST(Check, Deductions) {
  EXPECT_EQ(codes(px::Deduction{2, {{"a", 1, {}, {}}}, px::Rational(2)}), Codes{});
  EXPECT_EQ(codes(px::Deduction{2, {{"a", 1, px::Rational(2), {}}}, {}}), Codes{});
  EXPECT_EQ(codes(px::Deduction{2, {{"a", 1, {}, {}}}, {}}), Codes{"minimum_below_zero"});
  EXPECT_EQ(codes(px::Deduction{2, {{"a", 1, px::Rational(1), {}}}, {}}),
            Codes{"minimum_above_zero"});
  EXPECT_EQ(codes(px::Deduction{2, {{"a", -1, {}, {}}}, px::Rational(0)}),
            (Codes{"number_out_of_range", "number_out_of_range"}));
}

TEST(Check, PointsForEach) {
  const px::PerItem capped{value("n"), "0.5"_dec, px::Rational(2)};
  EXPECT_EQ(codes(capped, {count("n")}), Codes{});
  EXPECT_EQ(codes(px::PerItem{value("n"), "0.5"_dec, {}}, {count("n")}), Codes{"maximum_exceeded"});
  EXPECT_EQ(codes(px::PerItem{value("n"), 0, {}}, {count("n")}), Codes{"number_out_of_range"});
}

TEST(Check, Increments) {
  px::Increments rule{value("x"), 0, 70, false, 5, "0.5"_dec, false, px::Rational(2)};
  const auto found = [&](const px::Input& input) { return codes(rule, {input}); };
  EXPECT_EQ(found(number("x")), Codes{});
  EXPECT_EQ(found(number("x", 0, 90)), Codes{});
  EXPECT_EQ(found(number("x", 0, "89.9"_dec)), Codes{"maximum_unreachable"});
  EXPECT_EQ(found(number("x", 0, 60)), Codes{"maximum_unreachable"});
  EXPECT_EQ(found(number("x", 75)), Codes{"minimum_above_zero"});
  rule.whole = true;
  EXPECT_EQ(found(number("x", 0, 90)), Codes{});
  EXPECT_EQ(found(number("x", 0, "89.9"_dec)), Codes{"maximum_unreachable"});
  EXPECT_EQ(found(number("x", "74.9"_dec)), Codes{});
  rule.down = true;
  EXPECT_EQ(found(number("x", 50)), Codes{});
  EXPECT_EQ(found(number("x", "50.1"_dec)), Codes{"maximum_unreachable"});
  rule.down = false;
  rule.cap.reset();
  EXPECT_EQ(found(number("x")), Codes{"maximum_exceeded"});
  EXPECT_EQ(found(number("x", 0, 90)), Codes{});
  rule.cap = px::Rational(3);
  EXPECT_EQ(found(number("x")), Codes{"maximum_exceeded"});
  rule.base = 2;
  rule.cap = px::Rational(2);
  rule.step = 0;
  rule.points_each = -1;
  // All at once.
  EXPECT_EQ(found(number("y")), (Codes{"input_unknown", "number_out_of_range",
                                       "number_out_of_range", "range_empty", "input_unused"}));
}

TEST(Check, WholeStepsUpToAnOpenEnd) {
  // 100 * done / all never reaches 0: its last step down is not completed.
  px::Increments rule{percent("done", "all"), 0, 20, true, 10, 1, true, px::Rational(2)};
  EXPECT_EQ(codes(rule, {number("done", 1), number("all", 1)}), Codes{"maximum_unreachable"});
  rule.whole = false;  // the points come arbitrarily near to the maximum
  EXPECT_EQ(codes(rule, {number("done", 1), number("all", 1)}), Codes{});
}

TEST(Check, TheDirectionOfIncrements) {
  px::Increments rule{value("x"), 0, 70, false, 5, "0.5"_dec, false, px::Rational(2)};
  for (const px::Rational& length : {px::Rational(5), px::Rational(1'000'000'000'000)}) {
    rule.step = length;
    for (const bool whole : {false, true}) {
      for (const bool down : {false, true}) {
        rule.whole = whole;
        rule.down = down;
        rule.on.direction = down ? px::Direction::down : px::Direction::up;
        EXPECT_EQ(codes(rule, {number("x")}), Codes{});
        rule.on.direction = down ? px::Direction::up : px::Direction::down;
        EXPECT_EQ(codes(rule, {number("x")}), Codes{"direction_broken"});
        // If no quantity is beyond the threshold, the points never rise.
        const auto flat = down ? number("x", 70) : number("x", {}, 70);
        EXPECT_EQ(codes(rule, {flat}), Codes{"maximum_unreachable"});
      }
    }
  }
}

TEST(Check, Lines) {
  const px::Piece none{{}, below(10), 0, 0, {}};
  const px::Piece line{from(10), below(20), 0, 2, {}};
  const px::Piece all{from(20), {}, 2, 2, {}};
  const auto lines = [](std::vector<px::Piece> pieces) {
    return codes(px::Linear{value("x"), std::move(pieces)}, {number("x")});
  };
  EXPECT_EQ(lines({none, line, all}), Codes{});
  EXPECT_EQ(lines({none, line}), Codes{"bands_gap"});
  EXPECT_EQ(lines({none, {from(10), to(20), 0, 2, {}}, all}), Codes{"bands_overlap"});
  EXPECT_EQ(lines({none, {from(10), {}, 0, 2, {}}}), Codes{"piece_open"});
  EXPECT_EQ(lines({none, {from(10), to(10), 0, 2, {}}, all}), Codes{"range_empty"});
  EXPECT_EQ(lines({none, {from(10), below(20), 0, 1, {}}, {from(20), {}, 1, 1, {}}}),
            Codes{"maximum_unreachable"});
}

TEST(Check, Surveys) {
  px::Survey rule{{{"yes", px::Rational(100), {}}, {"no", px::Rational(0), {}}},
                  {},
                  1,
                  px::MissingPolicy::error,
                  true};
  EXPECT_EQ(codes(rule), Codes{});
  rule.answers.push_back({"sample", {}, {}});
  EXPECT_EQ(codes(rule), Codes{"id_duplicate"});
  rule.answers.back() = {"high", px::Rational(120), {}};
  rule.respondents = {{"a", 0, {}}, {"b", 0, {}}};
  rule.minimum_sample = "0.5"_dec;
  EXPECT_EQ(codes(rule), (Codes{"number_out_of_range", "weight_zero", "number_out_of_range"}));
  rule = {{{"b_c", px::Rational(100), {}}, {"c", px::Rational(0), {}}},
          {{"a", 1, {}}, {"a_b", 1, {}}},
          1,
          px::MissingPolicy::error,
          false};
  EXPECT_EQ(codes(rule), Codes{"id_duplicate"});
  rule = {{{"yes", {}, {}}}, {}, 1, px::MissingPolicy::error, false};
  EXPECT_EQ(codes(rule), Codes{"range_empty"});
}

}  // namespace
