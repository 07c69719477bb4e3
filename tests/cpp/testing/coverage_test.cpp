// SPDX-License-Identifier: MIT
#include <string>

#include <gtest/gtest.h>

#include "bands_sample.hpp"

#include <parindex/testing/coverage.hpp>
#include <parindex/testing/mutate.hpp>
#include <parindex/testing/runner.hpp>

namespace px = parindex;
using namespace bands_sample;

namespace {

TEST(Coverage, ACaseShowsWhatItTakesAndLooksAt) {
  const px::Rubric rubric = px::read_rubric(rubric_text);
  const px::Coverage coverage = px::measure_coverage(rubric, read(two_cases));
  const auto cases_of = [&](const std::string& pointer, const std::string& text) {
    for (const px::CoverageItem& item : coverage.items) {
      if (item.pointer == pointer && item.text.find(text) != std::string::npos) return item.cases;
    }
    ADD_FAILURE() << pointer << " " << text;
    return std::size_t{99};
  };
  EXPECT_EQ(cases_of("/nodes/0/rule/yes_no/yes", ""), 1u);
  EXPECT_EQ(cases_of("/nodes/1/rule/bands/steps/0/from", "at"), 1u);
  EXPECT_EQ(cases_of("/nodes/1/rule/bands/steps/0/from", "just below"), 1u);
  EXPECT_EQ(cases_of("/nodes/1/rule/bands/steps/0/from", "just above"), 0u);
  EXPECT_EQ(cases_of("/nodes/0/missing", ""), 0u);
  EXPECT_LT(coverage.percent(), 100u);
}

TEST(Coverage, GeneratedCasesCoverEverythingAndKillEveryMutant) {
  const px::Rubric rubric = px::read_rubric(rubric_text);
  const std::string text = px::boundary_cases(rubric).value().text;
  const px::CaseSet cases = px::read_cases_text(text, "generated.case.json", rubric);
  EXPECT_FALSE(cases.has_errors());
  const px::CaseReport report = px::run_cases(cases);
  EXPECT_TRUE(report.ok()) << report.to_string("en");
  EXPECT_EQ(report.unconfirmed(), report.results.size());
  EXPECT_EQ(px::measure_coverage(rubric, cases).percent(), 100u)
      << px::measure_coverage(rubric, cases).to_string();
  const px::MutationReport mutants = px::mutate(rubric, cases, {.threads = 2});
  EXPECT_GT(mutants.mutants.size(), 30u);
  EXPECT_GE(mutants.percent(), 95u) << mutants.to_string();
  EXPECT_EQ(px::to_json(mutants), px::to_json(px::mutate(rubric, cases, {.threads = 1})));
}

}  // namespace
