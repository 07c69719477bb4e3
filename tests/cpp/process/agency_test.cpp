// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "sample.hpp"

namespace px = parindex;
using namespace sample;

namespace {

/// Agency "home" leads field 1 except 1.2, which "it" leads; "it" coordinates 1.1 if any.
px::Plan plan() {
  auto made = draft(9, {sample::group("1", 4, {plan_leaf("1.1"), yes_no_leaf("1.2", 2)}),
                        sample::leaf("2", 5, px::Direct{0, 5, {}})});
  made.layers = {{"self", {}, false}, {"survey", {}, true}};
  made.root.layer = "self";
  made.root.children[1].layer = "survey";
  made.root.children[0].children[0].evidence = {{"report", {}}};
  made.agencies = {{"home", {}, {"1", "2"}, {"1.2"}, {}},
                   {"it", {}, {"1.2"}, {}, {{{"1.1"}, true}}}};
  return px::compile(px::check(made));
}

px::Observation mark(std::string unit, std::string code, std::string input, px::Cell value) {
  px::Observation made;
  made.unit = std::move(unit);
  made.code = std::move(code);
  made.input = std::move(input);
  made.layer = "self";
  made.value = std::move(value);
  made.date = "2021-01-05";
  return made;
}

std::string found(const px::Merged& merged) {
  std::string text;
  for (const px::Issue& issue : merged.issues) {
    text += issue.code + " " + issue.pointer + issue.unit + " " + issue.field + "; ";
  }
  return text;
}

TEST(Worksheet, HoldsTheLeavesOfItsAgencyAndNoOther) {
  const px::Worksheet sheet = px::worksheet(plan(), "it");
  ASSERT_EQ(sheet.lines.size(), 3u);
  EXPECT_EQ(sheet.lines[0].code, "1.2");
  EXPECT_EQ(sheet.lines[0].role, px::AgencyRole::lead);
  EXPECT_EQ(sheet.lines[1].column, "1.1.done");
  EXPECT_EQ(sheet.lines[1].role, px::AgencyRole::if_any);
  EXPECT_EQ(sheet.lines[2].expected.at("en"), "a whole number of at least 1");
  EXPECT_EQ(sheet.lines[2].expected.at("vi"), "số nguyên từ 1 trở lên");
  EXPECT_EQ(px::leads(plan().rubric(), "home").value(), (std::vector<std::string>{"1.1", "2"}));
  EXPECT_EQ(px::worksheet(plan(), "home").value().lines.back().layers,
            (std::vector<std::string>{"survey"}));
}

TEST(Worksheet, ReportsAnUnknownAgencyAsAnIssue) {
  const auto sheet = px::worksheet(plan(), "hone");
  ASSERT_EQ(sheet.issues().size(), 1u);
  EXPECT_EQ(
      sheet.issues()[0].to_string(),
      "error agency_unknown: Unknown agency; did you mean \"home\"?; expected one of home, it, "
      "found hone");
  EXPECT_EQ(px::leads(plan().rubric(), "hone").issues(), sheet.issues());
  EXPECT_THROW(sheet.value(), px::DataError);
  EXPECT_THROW(px::leads(plan().rubric(), "hone").value(), px::IssuesError);
  const px::Assessment assessment =
      px::check(plan(), {{{"A", "", true}}, {mark("A", "1.1", "done", 9)}});
  EXPECT_EQ(px::progress(assessment, "third").issues().at(0).code, "layer_unknown");
  EXPECT_THROW(px::progress(assessment, "third").value(), px::DataError);
}

TEST(Worksheet, AsksForGatesOfTheData) {
  auto made = plan().rubric().draft();
  made.root.children[0].gates = {{"fraud", {{"en", "Fraud"}}, 0, {}}};
  const px::Plan gated = px::compile(px::check(made));
  const auto last = [&](const char* agency) {
    return px::worksheet(gated, agency).value().lines[0];
  };
  EXPECT_EQ(last("home").column, "1.fraud");  // whoever leads 1.1
  EXPECT_EQ(last("home").input_title.at("en"), "Fraud");
  EXPECT_EQ(last("it").code, "1.2");
  const px::Assessment assessment =
      px::check(gated, {{{"A", "", true}},
                        {mark("A", "1.1", "done", 9), mark("A", "1.1", "planned", 10),
                         mark("A", "1.2", "value", "yes"), mark("A", "1", "fraud", "yes")}});
  EXPECT_EQ(px::score(assessment, "self").value().total(0).points, px::Rational(0));
  EXPECT_EQ(px::progress(assessment, "self").value()[0].given, 2u);  // 1.1 and the gate
}

TEST(Merge, PutsTogetherWhatFits) {
  const auto merged =
      px::merge(plan(), {{"A", "", true}},
                {{"home", {mark("A", "1.1", "done", 9), mark("A", "1.1", "planned", 10)}},
                 {"it", {mark("A", "1.2", "value", "yes"), mark("A", "1.1", "done", "9.0")}}},
                "self");
  EXPECT_EQ(found(merged), "");  // 9 and "9.0" are one number, and the survey is not missed
  EXPECT_EQ(merged.draft.observations.size(), 4u);
}

TEST(Merge, NamesConflictsForeignLeavesAndOmissions) {
  const auto merged =
      px::merge(plan(), {{"A", "", true}, {"B", "", true}},
                {{"home", {mark("A", "1.1", "done", 9), mark("A", "1.2", "value", "no")}},
                 {"it", {mark("A", "1.1", "done", 8), mark("B", "1.2", "value", "yes")}},
                 {"tax", {}}},
                "self");
  EXPECT_EQ(found(merged),
            "scope_foreign /submissions/0/observations/1/codeA 1.2; "
            "merge_conflict /submissions/1/observations/0/valueA 1.1.done; "
            "agency_unknown /submissions/2/agency ; "
            "cell_omitted A 1.1.planned; cell_omitted B 1.1.done; cell_omitted B 1.1.planned; ");
}

TEST(Merge, NamesALayerThatTheRubricDoesNotHave) {
  const auto merged =
      px::merge(plan(), {{"A", "", true}}, {{"home", {mark("A", "1.1", "done", 9)}}}, "sefl");
  ASSERT_EQ(merged.issues.size(), 1u);
  EXPECT_EQ(merged.issues.front().code, px::issue::layer_unknown.code);
  EXPECT_EQ(merged.issues.front().actual, "sefl");
}

TEST(Progress, CountsLeavesApartFromAnyScore) {
  px::AssessmentDraft draft;
  draft.units = {{"A", "", true}, {"B", "", true}};
  draft.observations = {mark("A", "1.1", "done", 0), mark("A", "1.1", "planned", 10),
                        mark("B", "1.1", "done", 9), mark("A", "1.2", "value", "no")};
  const auto all = px::progress(px::check(plan(), draft), "self").value();
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0].leaves, 2u);  // 1.1 of two units; nobody fills in the survey
  EXPECT_EQ(all[0].given, 1u);
  EXPECT_EQ(all[0].missing, (std::vector<px::UnitLeaf>{{"B", "1.1"}}));
  EXPECT_EQ(all[0].without_evidence, (std::vector<px::UnitLeaf>{{"A", "1.1"}}));
  EXPECT_EQ(all[1].given, 1u);
  EXPECT_TRUE(all[1].without_evidence.empty());  // 1.2 requires none
}

}  // namespace
