// SPDX-License-Identifier: MIT
// The C++ side of cases, coverage, mutants and proofs. What they say about files is tested from
// Python, in tests/python/test_cases.py and test_shipped_cases.py.
#include <algorithm>
#include <stdexcept>
#include <stop_token>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <parindex/io/json.hpp>
#include <parindex/rubric/proofs.hpp>
#include <parindex/stop.hpp>
#include <parindex/testing/coverage.hpp>
#include <parindex/testing/gtest.hpp>
#include <parindex/testing/mutate.hpp>

namespace px = parindex;
using namespace px::literals;

namespace {

const std::string rubric_text = R"({
  "parindex": 1, "id": "t", "edition": "1", "max": "3", "aggregation": "sum", "missing": "error",
  "index_rounding": {"digits": 2, "mode": "half_up"},
  "nodes": [
    {"code": "1", "max": "1", "rule": {"yes_no": {"yes": "1", "no": "0"}}},
    {"code": "2", "max": "2", "inputs": [{"name": "value", "type": "number", "min": 0, "max": 100}],
     "rule": {"bands": {"on": {"value": "value", "direction": "up"}, "steps": [
       {"from": "90", "points": "2"}, {"below": "90", "points": "0"}]}}}]})";

const std::string two_cases = R"({
  "for": {"rubric": "t", "edition": "1"},
  "cases": [{"unit": "A", "given": {"1": true, "2": 90}, "expect": {"points": "3", "rounded": null}},
            {"unit": "B", "given": {"1": false, "2": 89}, "expect": {"points": "1"}}]})";

px::CaseSet read(const std::string& text) {
  return px::read_cases_text(text, "two.case.json", px::read_rubric(rubric_text));
}

TEST(Cases, FailuresSayWhatAndWhere) {
  const px::CaseReport report = px::run_cases(read(two_cases));
  ASSERT_EQ(report.results.size(), 2u);
  EXPECT_FALSE(report.ok());
  const px::CaseResult& second = report.results[1];
  ASSERT_EQ(second.failures.size(), 1u);
  EXPECT_EQ(second.failures[0].key, "points");
  EXPECT_EQ(second.failures[0].expected, "1");
  EXPECT_EQ(second.failures[0].found, "0");
  EXPECT_EQ(second.line, 4u);
  // A key that no result has fails as well; it is not passed over.
  ASSERT_EQ(report.results[0].failures.size(), 1u);
  EXPECT_EQ(report.results[0].failures[0].key, "rounded");
}

TEST(Cases, ASetWithoutCasesIsNotOk) { EXPECT_FALSE(px::run_cases(px::CaseSet()).ok()); }

TEST(Cases, UpdatedReplacesTheFiguresThatFailed) {
  const px::CaseSet cases = read(two_cases);
  const std::string text = px::updated(cases.files.at(0), px::run_cases(cases));
  EXPECT_NE(text.find(R"({"points": "0"})"), std::string::npos);
  EXPECT_NE(text.find(R"({"points": "3", "rounded": null})"), std::string::npos);
}

TEST(Cases, Matchers) {
  const px::Plan plan = px::compile(px::read_rubric(rubric_text));
  const px::Scores scores = px::score(plan, {{"1", true}, {"2", 90}});
  EXPECT_TRUE(px::has_points(scores, "unit", "2", 2));
  const testing::AssertionResult no = px::has_points(scores, "unit", "2", "1.5"_dec);
  EXPECT_FALSE(no);
  EXPECT_NE(std::string(no.message()).find("x >= 90 gives 2"), std::string::npos);
}

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
  const std::string text = px::boundary_cases(rubric);
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

TEST(Mutants, ProgressCountsThemAllAndWhatItThrowsEndsTheCall) {
  const px::Rubric rubric = px::read_rubric(rubric_text);
  const px::CaseSet cases =
      px::read_cases_text(px::boundary_cases(rubric), "generated.case.json", rubric);
  for (const unsigned threads : {1u, 3u}) {
    std::vector<std::size_t> seen;
    std::size_t last = 0;
    const px::MutationReport report =
        px::mutate(rubric, cases, {threads, [&](std::size_t tried, std::size_t all) {
                                     seen.push_back(tried);
                                     last = all;
                                   }});
    EXPECT_EQ(last, report.mutants.size());
    ASSERT_EQ(seen.size(), last);
    for (std::size_t i = 0; i < seen.size(); ++i) EXPECT_EQ(seen[i], i + 1);
    const px::MutateOptions ending{threads, [](std::size_t tried, std::size_t) {
                                     if (tried == 5) throw std::runtime_error("enough");
                                   }};
    EXPECT_THROW(px::mutate(rubric, cases, ending), std::runtime_error);
  }
}

TEST(Mutants, ACallThatIsStoppedSaysHowManyWereTried) {
  const px::Rubric rubric = px::read_rubric(rubric_text);
  const px::CaseSet cases =
      px::read_cases_text(px::boundary_cases(rubric), "generated.case.json", rubric);
  std::stop_source source;
  const px::StopScope scope({.token = source.get_token()});
  try {
    px::mutate(rubric, cases, {1, [&](std::size_t tried, std::size_t) {
                                 if (tried == 7) source.request_stop();
                               }});
    FAIL() << "not stopped";
  } catch (const px::StoppedError& stopped) {
    EXPECT_EQ(stopped.reason(), px::StopReason::requested);
    EXPECT_NE(std::string(stopped.what()).find("; 7 of "), std::string::npos) << stopped.what();
  }
}

TEST(Mutants, CasesThatFailOnTheRubricItselfAreRefused) {
  EXPECT_THROW(px::mutate(px::read_rubric(rubric_text), read(two_cases)), px::Error);
}

TEST(Proofs, SayWhatANodeCanReach) {
  const std::vector<px::Proof> all = px::proofs(px::read_rubric(rubric_text));
  const auto has = [&](const std::string& code, const std::string& text) {
    return std::any_of(all.begin(), all.end(), [&](const px::Proof& proof) {
      return proof.code == code && proof.text == text && proof.good;
    });
  };
  EXPECT_TRUE(has("", "gives at least 0 and at most 3 points"));
  EXPECT_TRUE(has("", "the maxima of its 2 children add up to 3"));
  EXPECT_TRUE(has("2", "every x from 0 to 100 lies in exactly one of 2 bands"));
  EXPECT_TRUE(has("2", "the points never fall as value grows"));
}

}  // namespace
