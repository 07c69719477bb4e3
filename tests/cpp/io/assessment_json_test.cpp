// SPDX-License-Identifier: MIT
#include <string>

#include <gtest/gtest.h>

#include "assessment_sample.hpp"

#include <parindex/io/assessment_json.hpp>

namespace px = parindex;
using namespace sample;

namespace {

TEST(AssessmentJson, ReadsBackWhatItWrites) {
  const px::Assessment assessment = px::check(plan(), story());
  const auto again = px::read_assessment(plan(), px::to_json(assessment));
  ASSERT_TRUE(again);
  EXPECT_EQ(px::to_json(*again), px::to_json(assessment));
  EXPECT_EQ(px::score(*again).value().total(0).points, "8.5"_dec);
}

TEST(AssessmentJson, IssuesHaveTheirPlaceInTheFile) {
  const std::string text = R"({"parindex_assessment": 1, "rubric": "sample", "edition": "2025",
 "units": [{"unit": "A"}],
 "observations": [{"unit": "A", "code": "2", "layer": "self", "valeu": 1, "date": "2021-01-05"}]})";
  const px::Issues issues = px::read_assessment(plan(), text).issues();
  ASSERT_EQ(issues.size(), 2u);
  EXPECT_EQ(issues[0].code, "rubric_mismatch");
  EXPECT_EQ(issues[0].line, 1u);
  EXPECT_EQ(issues[1].code, "key_unknown");
  EXPECT_EQ(issues[1].line, 3u);
}

}  // namespace
