// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <limits>

#include "sample.hpp"

namespace px = parindex;
using namespace sample;

namespace {

px::Plan compile(px::RubricDraft draft) { return px::compile(px::check(std::move(draft))); }

px::Plan plan_of(px::Node leaf) {
  const px::Rational max = *leaf.max;
  return compile(draft(max, {std::move(leaf)}));
}

std::optional<px::Rational> points(const px::Plan& plan, px::Row row) {
  return px::score(plan, row).value().total(0).points;
}

/// The code of the only issue that a row gives.
std::string issue_code(const px::Plan& plan, px::Row row) {
  const px::Scores scores = px::score(plan, row);
  EXPECT_EQ(scores.status(0), px::Status::error);
  EXPECT_EQ(scores.total(0).points, std::nullopt);
  EXPECT_EQ(scores.issues().size(), 1u);
  return scores.issues().empty() ? "" : scores.issues()[0].code;
}

TEST(Score, BandsHaveExactEnds) {
  const auto plan = plan_of(plan_leaf("1"));
  EXPECT_EQ(points(plan, {{"1.done", 900'001}, {"1.planned", 1'000'000}}), px::Rational(2));
  EXPECT_EQ(points(plan, {{"1.done", 90}, {"1.planned", 100}}), px::Rational(1));
  EXPECT_EQ(points(plan, {{"1.done", 70}, {"1.planned", 100}}), px::Rational(1));
  EXPECT_EQ(points(plan, {{"1.done", 699'999}, {"1.planned", 1'000'000}}), px::Rational(0));
}

TEST(Score, ThirdsStayExact) {
  px::Proportional rule;
  rule.on = percent("a", "b");
  rule.full_at = 100;
  rule.cap = 1;
  const auto plan = plan_of(sample::leaf("1", 1, rule, {count("a"), count("b", 1)}));
  const px::Scores scores = px::score(plan, {{"1.a", 1}, {"1.b", 3}});
  EXPECT_EQ(scores.total(0).points, px::Rational::ratio(1, 3));
  EXPECT_EQ(scores.total(0).index_exact, px::Rational::ratio(100, 3));
  EXPECT_EQ(scores.total(0).index, px::Rational("33.33"_dec));
}

TEST(Score, CutOffCapAndFloor) {
  px::Proportional rule;
  rule.on = value("rate");
  rule.full_at = 80;
  rule.cut_off = px::CutOff{below(25), 0};
  rule.cap = 4;
  rule.floor = 2;
  const auto plan = plan_of(sample::leaf("1", 4, rule, {number("rate", 0, 100)}));
  EXPECT_EQ(points(plan, {{"1.rate", "24.999"_dec}}), px::Rational(0));
  EXPECT_EQ(points(plan, {{"1.rate", 25}}), px::Rational(2));
  EXPECT_EQ(points(plan, {{"1.rate", 60}}), px::Rational(3));
  EXPECT_EQ(points(plan, {{"1.rate", 100}}), px::Rational(4));
}

TEST(Score, ChoiceChecklistAndAllOf) {
  const auto choice = plan_of(sample::leaf(
      "1", 1, px::Choice{{{"on_time", 1, {}}, {"late", "0.5"_dec, {}}, {"2", 0, {}}}}));
  EXPECT_EQ(points(choice, {{"1", "late"}}), px::Rational("0.5"_dec));
  EXPECT_EQ(points(choice, {{"1", 2}}), px::Rational(0));
  EXPECT_EQ(issue_code(choice, {{"1", "Late"}}), "choice_unknown");

  const auto list =
      plan_of(sample::leaf("1", 1, px::Checklist{{{"a", "0.75"_dec, {}}, {"b", "0.25"_dec, {}}}}));
  EXPECT_EQ(points(list, {{"1.a", true}, {"1.b", "no"}}), px::Rational("0.75"_dec));

  const auto all = plan_of(sample::leaf("1", 1, px::AllOf{{{"a", {}}, {"b", {}}}, 1, 0}));
  EXPECT_EQ(points(all, {{"1.a", true}, {"1.b", true}}), px::Rational(1));
  EXPECT_EQ(points(all, {{"1.a", true}, {"1.b", false}}), px::Rational(0));
}

TEST(Score, YesAndNoInTheirWords) {
  const auto plan = plan_of(yes_no_leaf("1", 1));
  for (const px::Cell& yes : {px::Cell("C\xC3\xB3"), px::Cell("YES"), px::Cell(1), px::Cell(true),
                              px::Cell(1.0), px::Cell("C\xC3\x93")}) {
    EXPECT_EQ(points(plan, {{"1", yes}}), px::Rational(1)) << yes.to_string();
  }
  for (const px::Cell& no : {px::Cell("Kh\xC3\xB4ng"), px::Cell("false"), px::Cell("0")}) {
    EXPECT_EQ(points(plan, {{"1", no}}), px::Rational(0)) << no.to_string();
  }
  EXPECT_EQ(issue_code(plan, {{"1", "maybe"}}), "value_type");
  EXPECT_EQ(issue_code(plan, {{"1", 2}}), "value_type");
}

TEST(Score, DirectMarksFollowTheirSteps) {
  const auto plan = plan_of(sample::leaf("1", 3, px::Direct{0, 3, "0.25"_dec}));
  EXPECT_EQ(points(plan, {{"1", 2.75}}), px::Rational("2.75"_dec));
  EXPECT_EQ(issue_code(plan, {{"1", "2.8"_dec}}), "value_off_step");
  EXPECT_EQ(issue_code(plan, {{"1", "3.25"_dec}}), "value_above_maximum");
  EXPECT_EQ(issue_code(plan, {{"1", -1}}), "value_below_minimum");
}

TEST(Score, BadNumbersAreNamed) {
  const auto plan = plan_of(plan_leaf("1"));
  const auto nan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_EQ(issue_code(plan, {{"1.done", nan}, {"1.planned", 1}}), "value_not_finite");
  EXPECT_EQ(issue_code(plan, {{"1.done", 1.5}, {"1.planned", 1}}), "value_not_integer");
  EXPECT_EQ(issue_code(plan, {{"1.done", true}, {"1.planned", 1}}), "value_type");
  EXPECT_EQ(issue_code(plan, {{"1.done", "46,5"}, {"1.planned", 1}}), "value_type");
  EXPECT_EQ(issue_code(plan, {{"1.done", -1}, {"1.planned", 1}}), "value_below_minimum");
  const std::string endless(10'000, '9');
  EXPECT_EQ(issue_code(plan, {{"1.done", endless}, {"1.planned", 1}}), "number_too_long");
  EXPECT_EQ(points(plan, {{"1.done", "1e2"}, {"1.planned", 1}}), px::Rational(2));
}

TEST(Score, PoliciesForMissingValues) {
  const auto with = [](px::MissingPolicy policy) {
    auto leaf = yes_no_leaf("1", 1);
    leaf.missing = policy;
    return compile(draft(2, {leaf, yes_no_leaf("2", 1)}));
  };
  const px::Row row{{"1", px::Missing{}}, {"2", true}};
  EXPECT_EQ(issue_code(with(px::MissingPolicy::error), row), "value_missing");
  EXPECT_EQ(px::score(with(px::MissingPolicy::zero), row).value().total(0).index, px::Rational(50));
  EXPECT_EQ(px::score(with(px::MissingPolicy::full), row).value().total(0).index,
            px::Rational(100));
  const px::Scores excluded = px::score(with(px::MissingPolicy::exclude), row);
  EXPECT_EQ(excluded.total(0).max, px::Rational(1));
  EXPECT_EQ(excluded.total(0).index, px::Rational(100));
  EXPECT_EQ(excluded.at(0, "1").status, px::Status::excluded);
  EXPECT_EQ(excluded.status(0), px::Status::ok);
}

TEST(Score, AZeroDenominatorFollowsItsPolicy) {
  auto rule = plan_bands();
  rule.on.when_zero = px::MissingPolicy::full;
  const auto plan = plan_of(sample::leaf("1", 2, rule, {count("done"), count("planned")}));
  EXPECT_EQ(points(plan, {{"1.done", 0}, {"1.planned", 0}}), px::Rational(2));
  rule.on.when_zero = px::MissingPolicy::error;
  const auto strict = plan_of(sample::leaf("1", 2, rule, {count("done"), count("planned")}));
  EXPECT_EQ(issue_code(strict, {{"1.done", 0}, {"1.planned", 0}}), "denominator_zero");
}

TEST(Score, AQuantityOutOfItsRange) {
  auto rule = plan_bands();
  rule.on.max = 100;
  const auto plan = plan_of(sample::leaf("1", 2, rule, {count("done"), count("planned", 1)}));
  EXPECT_EQ(issue_code(plan, {{"1.done", 11}, {"1.planned", 10}}), "value_above_maximum");
}

TEST(Score, WeightedMeanIsScaleFree) {
  auto rubric = draft(10, {yes_no_leaf("1", 1), yes_no_leaf("2", 5), yes_no_leaf("3", 7)});
  rubric.root.aggregation = px::WeightedMean{};
  rubric.root.children[0].weight = px::Rational::ratio(1, 3);
  rubric.root.children[1].weight = px::Rational::ratio(2, 3);
  rubric.root.children[2].weight = 1;
  rubric.root.children[2].missing = px::MissingPolicy::exclude;
  const auto plan = compile(rubric);
  EXPECT_EQ(points(plan, {{"1", true}, {"2", false}, {"3", true}}), px::Rational::ratio(20, 3));
  // Without the third child its weight is also left out.
  EXPECT_EQ(points(plan, {{"1", true}, {"2", false}, {"3", px::Missing{}}}),
            px::Rational::ratio(10, 3));
}

TEST(Score, PointsAreRoundedWhereTheRubricSaysAndNowhereElse) {
  px::Proportional rule;
  rule.on = value("rate");
  rule.full_at = 3;
  rule.cap = 1;
  auto leaf = [&](std::string code) {
    return sample::leaf(std::move(code), 1, rule, {number("rate", 0, 3)});
  };
  auto rubric = draft(2, {leaf("1"), leaf("2")});
  rubric.root.children[0].rounding = px::Rounding{1, px::RoundingMode::half_up};
  const px::Scores scores = px::score(compile(rubric), {{"1.rate", 2}, {"2.rate", 2}});
  EXPECT_EQ(scores.exact(0, 1), px::Rational::ratio(2, 3));
  EXPECT_EQ(scores.at(0, "1").points, px::Rational("0.7"_dec));
  EXPECT_EQ(scores.at(0, "2").points, px::Rational::ratio(2, 3));
  EXPECT_EQ(scores.total(0).points, px::Rational("0.7"_dec) + px::Rational::ratio(2, 3));
}

TEST(Score, AFailedLeafFailsWhatIsAboveItAndNothingElse) {
  const auto plan = compile(draft(3, {sample::group("1", 1, {yes_no_leaf("1.1", 1)}),
                                      sample::group("2", 2, {yes_no_leaf("2.1", 2)})}));
  const px::Scores scores = px::score(plan, {{"1.1", "?"}, {"2.1", true}});
  EXPECT_EQ(scores.at(0, "1").status, px::Status::error);
  EXPECT_EQ(scores.at(0, "2").points, px::Rational(2));
  EXPECT_EQ(scores.total(0).status, px::Status::error);
  EXPECT_EQ(scores.issues()[0].row, 1u);
  EXPECT_EQ(scores.issues()[0].field, "1.1");
}

TEST(Score, EveryIssueOfATableAtOnce) {
  const auto plan = compile(draft(2, {yes_no_leaf("1", 1), yes_no_leaf("2", 1)}));
  px::Table table;
  table.units = {"A", "", "A"};
  table.columns = {{"1", {true, true, true}}, {"3", {1, 2, 3}}, {"3", {1, 2, 3}}, {"4", {1}}};
  const auto checked = px::score(plan, table);
  ASSERT_FALSE(checked);
  std::vector<std::string> codes;
  for (const auto& issue : checked.issues()) codes.push_back(issue.code);
  EXPECT_EQ(codes, (std::vector<std::string>{"table_malformed", "column_unknown",
                                             "column_duplicate", "column_unknown", "column_missing",
                                             "unit_missing", "unit_duplicate"}));
  EXPECT_THROW(px::score(plan, table).value(), px::DataError);
  EXPECT_EQ(px::score(plan, px::Table{}).issues()[0].code, "table_empty");
}

TEST(Score, OptionsLetColumnsBeMissingOrUnknown) {
  auto rubric = draft(2, {yes_no_leaf("1", 1), yes_no_leaf("2", 1)});
  rubric.root.missing = px::MissingPolicy::exclude;
  const px::Scores scores =
      px::score(compile(rubric), {{"1", true}, {"note", "x"}},
                {.allow_missing_columns = true, .allow_unknown_columns = true});
  EXPECT_EQ(scores.total(0).max, px::Rational(1));
}

TEST(Score, DigestsTellResultsApart) {
  const auto plan = compile(draft(1, {yes_no_leaf("1", 1)}));
  EXPECT_EQ(px::score(plan, {{"1", true}}).value().digest(),
            px::score(plan, {{"1", "yes"}}).value().digest());
  EXPECT_NE(px::score(plan, {{"1", true}}).value().digest(),
            px::score(plan, {{"1", false}}).value().digest());
}

TEST(Plan, NumbersNodesAndColumns) {
  const auto plan =
      compile(draft(3, {sample::group("1", 2, {plan_leaf("1.1")}), yes_no_leaf("2", 1)}));
  EXPECT_EQ(plan.codes(), (std::vector<std::string>{"", "1", "1.1", "2"}));
  EXPECT_EQ(plan.parent(2), 1u);
  ASSERT_EQ(plan.columns().size(), 3u);
  EXPECT_EQ(plan.columns()[0].name, "1.1.done");
  EXPECT_EQ(plan.columns()[2].type, px::InputType::boolean);
  EXPECT_EQ(plan.fingerprint().substr(0, 7), "sha256:");
  auto other = draft(3, {sample::group("1", 2, {plan_leaf("1.1")}), yes_no_leaf("2", 1)});
  other.edition = "2027";
  EXPECT_NE(compile(other).fingerprint(), plan.fingerprint());
}

TEST(Score, RowsAndPositionsThatAreNotThere) {
  px::Table table;
  table.units = {"a", "b"};
  table.groups = {"g", "g"};
  table.unranked = {false, true};
  table.columns = {{"1", {1, 2}}};
  px::Direct rule;
  rule.max = 2;
  const auto plan = plan_of(sample::leaf("1", 2, rule));
  for (const px::Keep keep : {px::Keep::all, px::Keep::total}) {
    const px::Scores scores = px::score(plan, table, {.keep = keep});
    for (const std::size_t row : {std::size_t{2}, std::size_t{1} << 40, ~std::size_t{0}}) {
      EXPECT_THROW(scores.unit(row), px::Error);
      EXPECT_THROW(scores.group(row), px::Error);
      EXPECT_THROW(scores.unranked(row), px::Error);
      EXPECT_THROW(scores.status(row), px::Error);
      EXPECT_THROW(scores.at(row, std::size_t{0}), px::Error);
      EXPECT_THROW(scores.at(row, "1"), px::Error);
      EXPECT_THROW(scores.exact(row, 0), px::Error);
      EXPECT_THROW(px::explain(scores, row), px::Error);
      EXPECT_THROW(px::points_lost(scores, row), px::Error);
      EXPECT_THROW(scores.table().unit(row), px::Error);
      EXPECT_THROW(scores.at(0, row), px::Error);
      EXPECT_THROW(scores.exact(0, row), px::Error);
      EXPECT_THROW(px::explain_node(scores, 0, row), px::Error);
      EXPECT_THROW(plan.node(row), px::Error);
      EXPECT_THROW(plan.parent(row), px::Error);
    }
  }
  const px::Scores numbered = px::score(plan, px::Table{{}, {}, {}, table.columns, nullptr});
  EXPECT_EQ(numbered.unit(1), "2");
  EXPECT_THROW(numbered.unit(2), px::Error);
  EXPECT_THROW(numbered.group(2), px::Error);
  EXPECT_THROW(numbered.unranked(2), px::Error);
}

}  // namespace
