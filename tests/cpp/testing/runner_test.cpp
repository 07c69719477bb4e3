// SPDX-License-Identifier: MIT
// The C++ side of cases. Its messages about files are tested from Python, in
// tests/python/test_cases.py and test_shipped_cases.py.
#include <string>

#include <gtest/gtest.h>

#include "bands_sample.hpp"

#include <parindex/testing/runner.hpp>

namespace px = parindex;
using namespace bands_sample;

namespace {

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
  // A key that no result has also fails; it is not skipped.
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

}  // namespace
