// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "assessment_sample.hpp"

#include <parindex/io/assessment_json.hpp>

namespace px = parindex;
using namespace sample;

namespace {

px::Rational points(const px::Scores& scores, std::string_view code) {
  return *scores.at(0, code).points;
}

TEST(Assessment, TheFinalResultTakesTheFirstLayerThatHasAMark) {
  const px::Assessment assessment = px::check(plan(), story());
  const px::Scores scores = px::score(assessment);
  EXPECT_EQ(points(scores, "1"), 1);  // 80 %, by the first appraisal; the second has no mark
  EXPECT_EQ(points(scores, "2"), 3);  // the second appraisal overrules the first
  EXPECT_EQ(points(scores, "3"), "4.5"_dec);
  EXPECT_EQ(*scores.total(0).points, "8.5"_dec);
}

TEST(Assessment, NothingFallsBackToALayerThatIsNotListed) {
  auto made = story();
  made.observations.erase(made.observations.begin() + 3, made.observations.begin() + 5);
  const px::Scores scores = px::score(px::check(plan(), made));
  // Leaf 1 has only a self mark, and no resolution lists self.
  EXPECT_EQ(scores.status(0), px::Status::error);
  EXPECT_EQ(scores.issues().at(0).code, "value_missing");
}

TEST(Assessment, TheResultOfALayerLeavesOutWhatTheLayerDoesNotMark) {
  const px::Assessment assessment = px::check(plan(), story());
  const px::Scores self = px::score(assessment, "self");
  EXPECT_EQ(*self.total(0).points, 5);
  EXPECT_EQ(*self.total(0).max, 5);
  EXPECT_EQ(self.at(0, "3").status, px::Status::excluded);
  const px::Scores survey = px::score(assessment, "survey");
  EXPECT_EQ(*survey.total(0).max, 5);
  const auto unknown = px::score(assessment, "surveys");
  ASSERT_EQ(unknown.issues().size(), 1u);
  EXPECT_EQ(unknown.issues()[0].code, "layer_unknown");
  EXPECT_EQ(unknown.issues()[0].message, "Unknown layer; did you mean \"survey\"?");
  EXPECT_THROW(unknown.value(), px::DataError);
}

TEST(Assessment, TracesSayWhoDecidedEachValue) {
  const px::Assessment assessment = px::check(plan(), story());
  const px::Trace trace = px::explain(px::score(assessment), 0);
  const px::Trace& leaf = *trace.find("2");
  ASSERT_TRUE(leaf.inputs.at(0).origin);
  EXPECT_EQ(leaf.inputs[0].origin->layer, "second");
  EXPECT_EQ(leaf.inputs[0].origin->date, "2021-03-01");
  EXPECT_EQ(leaf.inputs[0].origin->author, "Sở Nội vụ");
  EXPECT_NE(trace.to_string("en").find("done = 40 (first, 2021-02-01)"), std::string::npos);
}

TEST(Assessment, ACellKeepsItsHistoryAndAMissingValueWithdrawsAMark) {
  auto made = story();
  made.observations.push_back(seen("2", "value", "second", px::Cell(px::Missing{}), "2021-04-01"));
  const px::Assessment assessment = px::check(plan(), made);
  EXPECT_EQ(assessment.history("A", "2"), (std::vector<std::size_t>{2, 5, 6, 8}));
  EXPECT_EQ(points(px::score(assessment), "2"), 0);  // back to the first appraisal
  const auto more =
      px::append(assessment, {seen("2", "value", "second", px::Cell("yes"), "2021-05-01")});
  EXPECT_EQ(points(px::score(*more), "2"), 3);
  EXPECT_EQ(assessment.observations().size(), 9u);
}

TEST(Assessment, WithoutLayersThereIsNone) {
  const px::Plan other = px::compile(px::check(draft(2, {plan_leaf("1")})));
  const px::Issues issues = px::check(other, story()).issues();
  ASSERT_EQ(issues.size(), 1u);
  EXPECT_EQ(issues[0].code, "layers_undeclared");
}

TEST(Layers, OfARubricAreChecked) {
  const auto codes = [](const px::RubricDraft& draft) {
    std::string text;
    const px::Issues issues = px::check(draft).issues();
    for (const px::Issue& issue : issues) text += issue.code + " " + issue.pointer + "; ";
    return text;
  };
  auto made = process();
  EXPECT_EQ(codes(made), "");
  made.layers.push_back({"self", {}, false});
  made.root.children[0].resolution = {"second", "third", "second"};
  made.root.children[1].resolution = {"first", "survey"};
  EXPECT_EQ(codes(made),
            "id_duplicate /layers/4/id; layer_unknown /nodes/0/resolution/1; "
            "id_duplicate /nodes/0/resolution/2; resolution_mixed /nodes/1; ");
  made = process();
  made.root.resolution.clear();
  EXPECT_EQ(codes(made), "resolution_missing /nodes/0; resolution_missing /nodes/1; ");
}

}  // namespace
