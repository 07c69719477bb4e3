// SPDX-License-Identifier: MIT
#include <stdexcept>
#include <stop_token>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "bands_sample.hpp"

#include <parindex/stop.hpp>
#include <parindex/testing/coverage.hpp>
#include <parindex/testing/mutate.hpp>

namespace px = parindex;
using namespace bands_sample;

namespace {

TEST(Mutants, ProgressCountsThemAllAndWhatItThrowsEndsTheCall) {
  const px::Rubric rubric = px::read_rubric(rubric_text);
  const px::CaseSet cases =
      px::read_cases_text(px::boundary_cases(rubric).value().text, "generated.case.json", rubric);
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
    EXPECT_THROW(px::mutate(rubric, cases, ending).value(), std::runtime_error);
  }
}

TEST(Mutants, ACallThatIsStoppedSaysHowManyWereTried) {
  const px::Rubric rubric = px::read_rubric(rubric_text);
  const px::CaseSet cases =
      px::read_cases_text(px::boundary_cases(rubric).value().text, "generated.case.json", rubric);
  std::stop_source source;
  const px::StopScope scope({.token = source.get_token()});
  try {
    const px::MutateOptions stopping{1, [&](std::size_t tried, std::size_t) {
                                       if (tried == 7) source.request_stop();
                                     }};
    px::mutate(rubric, cases, stopping).value();
    FAIL() << "not stopped";
  } catch (const px::StoppedError& stopped) {
    EXPECT_EQ(stopped.reason(), px::StopReason::requested);
    EXPECT_NE(std::string(stopped.what()).find("; 7 of "), std::string::npos) << stopped.what();
  }
}

TEST(Mutants, CasesThatFailOnTheRubricItselfAreRefused) {
  const px::Rubric rubric = px::read_rubric(rubric_text);
  const auto refused = px::mutate(rubric, read(two_cases));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.issues().front().code, px::issue::case_fails.code);
  EXPECT_NE(refused.issues().front().line, 0u);
  EXPECT_THROW(refused.value(), px::RubricError);
  const auto none = px::mutate(rubric, px::CaseSet{});
  ASSERT_EQ(none.issues().size(), 1u);
  EXPECT_EQ(none.issues().front().code, px::issue::case_edition.code);
}

}  // namespace
