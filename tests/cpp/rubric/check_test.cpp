// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "sample.hpp"

namespace px = parindex;
using namespace sample;

namespace {

/// The one issue with a code; fails the test if there is none or more than one.
px::Issue only(const px::Issues& issues, const px::IssueCode& code) {
  px::Issue found;
  int count = 0;
  for (const px::Issue& issue : issues) {
    if (issue.code == code.code) {
      found = issue;
      ++count;
    }
  }
  EXPECT_EQ(count, 1) << code.code;
  if (count != 1) {
    for (const px::Issue& issue : issues) ADD_FAILURE() << issue.to_string();
  }
  return found;
}

px::Issues issues_of(px::RubricDraft draft) { return px::check(std::move(draft)).issues(); }

/// A draft of one leaf of 2 points.
px::RubricDraft one(px::Rule rule, std::vector<px::Input> inputs = {}) {
  return draft(2, {sample::leaf("1", 2, std::move(rule), std::move(inputs))});
}

TEST(Check, AGoodRubricHasNoIssues) {
  const auto checked = px::check(draft(3, {plan_leaf("1"), yes_no_leaf("2", 1)}));
  ASSERT_TRUE(checked);
  EXPECT_TRUE(checked.issues().empty());
  EXPECT_EQ(checked->find("2")->max, px::Rational(1));
  EXPECT_EQ(checked->find("3"), nullptr);
}

TEST(Check, ReportsEveryIssueAtOnceInDocumentOrder) {
  auto bad = draft(4, {plan_leaf("1"), yes_no_leaf("1", 1)});
  bad.root.children[0].code = "a b";
  bad.root.children[1].max = 3;
  const auto issues = issues_of(bad);
  ASSERT_EQ(issues.size(), 3u);
  EXPECT_EQ(issues[0].code, "maximum_mismatch");
  EXPECT_EQ(issues[1].code, "code_invalid");
  EXPECT_EQ(issues[2].code, "maximum_unreachable");
}

TEST(Check, CodeTwice) {
  const auto issues = issues_of(draft(2, {yes_no_leaf("4.3", 1), yes_no_leaf("4.3", 1)}));
  const auto issue = only(issues, px::issue::code_duplicate);
  EXPECT_EQ(issue.pointer, "/nodes/1/code");
  EXPECT_EQ(issue.actual, "\"4.3\"");
}

TEST(Check, CodeSkippedIsAWarning) {
  const auto checked = px::check(draft(2, {yes_no_leaf("1.2", 1), yes_no_leaf("1.4", 1)}));
  EXPECT_TRUE(checked);
  const auto issue = only(checked.issues(), px::issue::code_skipped);
  EXPECT_EQ(issue.expected, "\"1.3\"");
}

TEST(Check, ChildrenAddTo19Under20) {
  const auto issues = issues_of(draft(20, {yes_no_leaf("1", 10), yes_no_leaf("2", 9)}));
  const auto issue = only(issues, px::issue::maximum_mismatch);
  EXPECT_EQ(issue.pointer, "/max");
  EXPECT_EQ(issue.expected, "20");
  EXPECT_EQ(issue.actual, "19");
}

TEST(Check, AMisprintedMaximumOfAField) {
  auto fields = draft(100, {yes_no_leaf("1", "89.5"_dec), yes_no_leaf("2", "10.05"_dec)});
  const auto issue = only(issues_of(fields), px::issue::maximum_mismatch);
  EXPECT_EQ(issue.actual, "99.55");
}

TEST(Check, GapBetweenBands) {
  const auto rule =
      px::Bands{value("rate"), {band(from(0), to(40), 0), band(from(45), to(100), 2)}};
  const auto issue = only(issues_of(one(rule, {number("rate", 0, 100)})), px::issue::bands_gap);
  EXPECT_EQ(issue.pointer, "/nodes/0/rule/bands/steps/1");
  EXPECT_EQ(issue.message, "No band contains 40 < x < 45");
  EXPECT_EQ(issue.expected, "a band for 42.5");
}

TEST(Check, GapOfOnePoint) {
  const auto rule = px::Bands{value("rate"), {band({}, below(10), 0), band(above(10), {}, 2)}};
  const auto issue = only(issues_of(one(rule, {number("rate")})), px::issue::bands_gap);
  EXPECT_EQ(issue.message, "No band contains x = 10");
  EXPECT_EQ(issue.expected, "a band for 10");
}

TEST(Check, GapAboveTheLastBand) {
  const auto rule = px::Bands{value("rate"), {band({}, to(40), 0), band(above(40), to(45), 2)}};
  const auto issue = only(issues_of(one(rule, {number("rate")})), px::issue::bands_gap);
  EXPECT_EQ(issue.pointer, "/nodes/0/rule/bands/steps");
  EXPECT_EQ(issue.message, "No band contains x > 45");
}

TEST(Check, ARatioCanExceed100Percent) {
  auto rule =
      px::Bands{percent("done", "planned"), {band({}, below(50), 0), band(from(50), to(100), 2)}};
  const std::vector<px::Input> inputs{count("done"), count("planned", 1)};
  const auto issue = only(issues_of(one(rule, inputs)), px::issue::bands_gap);
  EXPECT_EQ(issue.message, "No band contains x > 100");
  rule.on.max = 100;
  EXPECT_TRUE(issues_of(one(rule, inputs)).empty());
}

TEST(Check, BandsOfACountNeedOnlyWholeNumbers) {
  const auto rule = px::Bands{value("n"), {band({}, to(4), 0), band(from(5), {}, 2)}};
  EXPECT_TRUE(issues_of(one(rule, {count("n")})).empty());
  EXPECT_EQ(only(issues_of(one(rule, {number("n")})), px::issue::bands_gap).expected,
            "a band for 4.5");
}

TEST(Check, OverlapAtOnePoint) {
  const auto rule = px::Bands{value("rate"), {band({}, to(70), 0), band(from(70), {}, 2)}};
  const auto issue = only(issues_of(one(rule, {number("rate")})), px::issue::bands_overlap);
  EXPECT_EQ(issue.message, "The value 70 falls into two bands");
  EXPECT_EQ(issue.expected, "only one of x <= 70 and x >= 70");
}

TEST(Check, OverlapOfANestedBand) {
  const auto rule = px::Bands{
      value("rate"), {band({}, {}, 0), band(from(10), to(20), 2), band(from(30), to(40), 1)}};
  const auto issues = issues_of(one(rule, {number("rate")}));
  EXPECT_EQ(std::count_if(issues.begin(), issues.end(),
                          [](const px::Issue& i) { return i.code == "bands_overlap"; }),
            2);
}

TEST(Check, BandOutsideTheDomain) {
  const auto rule = px::Bands{value("rate"), {band({}, to(100), 2), band(above(100), {}, 0)}};
  const auto checked = px::check(one(rule, {number("rate", 0, 100)}));
  only(checked.issues(), px::issue::band_unreachable);
}

TEST(Check, MaximumUnreachable) {
  const auto issue = only(issues_of(one(px::YesNo{"1.5"_dec, 0})), px::issue::maximum_unreachable);
  EXPECT_EQ(issue.pointer, "/nodes/0/rule/yes_no");
  EXPECT_EQ(issue.expected, "2");
  EXPECT_EQ(issue.actual, "1.5");
}

TEST(Check, AProportionThatStopsShortOfTheMaximum) {
  px::Proportional rule;
  rule.on = value("rate");
  rule.full_at = 100;
  const auto issue =
      only(issues_of(one(rule, {number("rate", 0, 90)})), px::issue::maximum_unreachable);
  EXPECT_EQ(issue.actual, "1.8");
}

TEST(Check, MaximumExceededWithoutLimit) {
  px::Proportional rule;
  rule.on = percent("done", "planned");
  rule.full_at = 100;
  const std::vector<px::Input> inputs{count("done"), count("planned", 1)};
  const auto issue = only(issues_of(one(rule, inputs)), px::issue::maximum_exceeded);
  EXPECT_EQ(issue.actual, "no limit");
  rule.cap = 2;
  EXPECT_TRUE(issues_of(one(rule, inputs)).empty());
}

TEST(Check, MinimumAboveZero) {
  const auto issue =
      only(issues_of(one(px::Direct{"0.5"_dec, 2, "0.5"_dec})), px::issue::minimum_above_zero);
  EXPECT_EQ(issue.expected, "0");
  EXPECT_EQ(issue.actual, "0.5");
}

TEST(Check, AnAcceptedIssueIsAWarningWithItsReason) {
  auto draft = one(px::Direct{"0.5"_dec, 2, "0.5"_dec});
  draft.root.children[0].accept["minimum_above_zero"] = "the form offers 0.5 first";
  const auto checked = px::check(draft);
  ASSERT_TRUE(checked);
  const auto issue = only(checked.issues(), px::issue::minimum_above_zero);
  EXPECT_EQ(issue.severity, px::Severity::warning);
  EXPECT_NE(issue.message.find("the form offers 0.5 first"), std::string::npos);
  EXPECT_EQ(checked->warnings(), checked.issues());
}

TEST(Check, AGapCannotBeAccepted) {
  auto draft =
      one(px::Bands{value("x"), {band({}, to(1), 0), band(from(2), {}, 2)}}, {number("x")});
  draft.root.children[0].accept["bands_gap"] = "it never happens";
  const auto issues = issues_of(draft);
  EXPECT_EQ(only(issues, px::issue::bands_gap).severity, px::Severity::error);
  only(issues, px::issue::accept_refused);
}

TEST(Check, AcceptWithoutAnIssue) {
  auto draft = one(px::YesNo{2, 0});
  draft.root.children[0].accept["maximum_exceeded"] = "no reason";
  EXPECT_TRUE(px::check(draft));
  only(issues_of(draft), px::issue::accept_unused);
}

TEST(Check, ADenominatorThatCanBeZeroNeedsAPolicy) {
  auto rule = plan_bands();
  const std::vector<px::Input> inputs{count("done"), count("planned")};
  const auto issue = only(issues_of(one(rule, inputs)), px::issue::zero_denominator);
  EXPECT_EQ(issue.pointer, "/nodes/0/rule/bands/on");
  rule.on.when_zero = px::MissingPolicy::full;
  EXPECT_TRUE(issues_of(one(rule, inputs)).empty());
}

TEST(Check, InputsMustBeDeclaredAndRead) {
  const auto issues =
      issues_of(one(px::Bands{value("done"), {band({}, {}, 2)}}, {number("planned")}));
  EXPECT_EQ(only(issues, px::issue::input_unknown).pointer, "/nodes/0/rule/bands/on/value");
  EXPECT_EQ(only(issues, px::issue::input_unused).pointer, "/nodes/0/inputs/0");
}

TEST(Check, NothingIsInheritedFromNowhere) {
  auto bad = draft(2, {yes_no_leaf("1", 2)});
  bad.root.missing.reset();
  bad.root.aggregation.reset();
  const auto issues = issues_of(bad);
  EXPECT_EQ(only(issues, px::issue::policy_missing).pointer, "/nodes/0");
  EXPECT_EQ(only(issues, px::issue::aggregation_missing).pointer, "");
}

TEST(Check, WeightsStandWhereTheyCount) {
  auto mean = draft(1, {yes_no_leaf("1", 1), yes_no_leaf("2", 1)});
  mean.root.aggregation = px::WeightedMean{};
  mean.root.children[0].weight = px::Rational::ratio(1, 3);
  EXPECT_EQ(only(issues_of(mean), px::issue::weight_missing).pointer, "/nodes/1");
  mean.root.children[1].weight = -1;
  only(issues_of(mean), px::issue::number_out_of_range);
  mean.root.children[0].weight = mean.root.children[1].weight = 0;
  only(issues_of(mean), px::issue::weight_zero);
  mean.root.aggregation = px::Sum{};
  mean.root.max = 2;
  mean.root.children[1].weight.reset();
  only(issues_of(mean), px::issue::weight_unused);
}

TEST(Check, DataColumnsMayNotClash) {
  auto leaf = sample::leaf("1", 2, px::AllOf{{{"a", {}}}, 2, 0});
  auto other = sample::leaf("1.a", 2, px::YesNo{2, 0});
  EXPECT_EQ(only(issues_of(draft(4, {leaf, other})), px::issue::column_clash).pointer,
            "/nodes/1/code");
  only(issues_of(draft(2, {yes_no_leaf("unit", 2)})), px::issue::column_clash);
}

TEST(Check, IdentifiersAreNormalised) {
  // "e" and a combining acute accent, as some machines type it.
  const auto issues = issues_of(draft(2, {yes_no_leaf("e\xCC\x81", 2)}));
  only(issues, px::issue::text_not_nfc);
  only(issues_of(draft(2, {yes_no_leaf("\xFF", 2)})), px::issue::text_not_utf8);
  only(issues_of(draft(2, {yes_no_leaf(std::string(200, 'a'), 2)})), px::issue::code_invalid);
}

TEST(Check, LeadScopesHoldEveryLeafOnce) {
  auto rubric = draft(3, {yes_no_leaf("1", 1), yes_no_leaf("2", 1), yes_no_leaf("3", 1)});
  rubric.agencies = {{"a", {}, {"1", "2"}, {}, {}}, {"b", {}, {"2"}, {}, {}}};
  const auto issues = issues_of(rubric);
  EXPECT_EQ(only(issues, px::issue::scope_overlap).actual, "a, b");
  EXPECT_EQ(only(issues, px::issue::scope_gap).pointer, "/nodes/2");
  rubric.agencies = {{"a", {}, {"1", "2"}, {"2"}, {}}, {"b", {}, {"2", "3"}, {}, {}}};
  EXPECT_TRUE(issues_of(rubric).empty());
  rubric.agencies[0].lead.push_back("9");
  EXPECT_EQ(only(issues_of(rubric), px::issue::code_unknown).pointer, "/agencies/0/lead/2");
}

TEST(Check, AnExceptionBelowALeadScopeMayHaveItsOwnLead) {
  auto rubric = draft(2, {sample::group("1", 2, {yes_no_leaf("1.5", 1), yes_no_leaf("1.6", 1)})});
  rubric.agencies = {{"home", {}, {"1"}, {"1.6"}, {}}, {"office", {}, {"1.6"}, {}, {}}};
  EXPECT_TRUE(issues_of(rubric).empty());
}

TEST(Check, PartsThatMeanNothingWhereTheyStand) {
  auto rubric = draft(3, {sample::group("1", 1, {yes_no_leaf("1.1", 1)}), yes_no_leaf("2", 2)});
  rubric.root.code = "0";
  rubric.root.children[0].evidence = {{"plan", {}}};
  rubric.root.children[1].aggregation = px::Sum{};
  const auto issues = issues_of(rubric);
  ASSERT_EQ(issues.size(), 3u);
  EXPECT_EQ(issues[0].pointer, "/code");
  EXPECT_EQ(issues[1].pointer, "/nodes/0/evidence");
  EXPECT_EQ(issues[2].pointer, "/nodes/1/aggregation");
  for (const auto& issue : issues) EXPECT_EQ(issue.code, "part_misplaced");
}

TEST(Check, PointersAreEscaped) {
  auto rubric = draft(2, {yes_no_leaf("1", 2)});
  rubric.root.children[0].accept["a/b~c"] = "no reason";
  EXPECT_EQ(only(issues_of(rubric), px::issue::accept_refused).pointer, "/nodes/0/accept/a~1b~0c");
}

TEST(Check, SumsOfHostileFractionsStop) {
  std::vector<px::Node> leaves;
  for (int i = 0; i < 3000; ++i) {
    const auto max =
        px::Rational(1) / px::Rational(10).pow(40 + i % 50) / px::Rational(1'000'003 + 2 * i);
    leaves.push_back(sample::leaf(std::to_string(i), max, px::YesNo{max, 0}));
  }
  only(issues_of(draft(1, std::move(leaves))), px::issue::number_too_long);
}

TEST(Check, ARubricThatIsTooDeepIsRefusedWithoutRecursion) {
  px::Node node = yes_no_leaf("x", 1);
  for (int i = 0; i < 200; ++i) {
    node = sample::group("n" + std::to_string(i), 1, {std::move(node)});
  }
  only(issues_of(draft(1, {std::move(node)})), px::issue::rubric_too_large);
}

TEST(Check, MakeRubricThrowsWithEveryIssue) {
  try {
    px::check(draft(20, {yes_no_leaf("1", 10), yes_no_leaf("1", 9)})).value();
    FAIL();
  } catch (const px::RubricError& error) {
    EXPECT_EQ(error.issues().size(), 2u);
    EXPECT_NE(std::string(error.what()).find("maximum_mismatch"), std::string::npos);
  }
}

}  // namespace
