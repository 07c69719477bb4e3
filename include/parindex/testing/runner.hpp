// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <parindex/engine/score.hpp>
#include <parindex/testing/cases.hpp>

PARINDEX_BEGIN_NAMESPACE

/// One expectation that a unit did not meet.
struct Failure {
  std::string code;      ///< node; empty for the total
  Titles title;          ///< of the node
  std::string key;       ///< `points`, `index`, `rank`, `branch`, ...
  std::string expected;  ///< as the case writes it
  std::string found;
  std::string inputs;       ///< of a leaf: `done = 90, planned = 100`
  std::string quantity;     ///< `100 * done / planned = 90`
  std::string branch;       ///< the rule's branch, as a JSON Pointer of the rubric file
  std::string branch_text;  ///< the same in words: `70 <= x <= 90 gives 1`
  std::size_t line = 0;     ///< of the expectation in the case file
  std::size_t column = 0;
  std::size_t begin = 0;  ///< offsets of the expected value; equal when no text can replace it
  std::size_t end = 0;
  std::string insertion;       ///< what a case that expects nothing yet gets at `begin`
  std::string expected_vi;     ///< `expected` in Vietnamese: the same but for words
  std::string found_vi;        ///< `found` in Vietnamese
  std::string quantity_vi;     ///< `quantity` in Vietnamese
  std::string branch_text_vi;  ///< `branch_text` in Vietnamese

  /// A few lines for a person: what, expected and found, and the reason.
  std::string to_string(std::string_view language) const;
};

/// The result of one case.
struct CaseResult {
  std::string path;
  std::string unit;
  std::string title;
  std::size_t line = 0;
  bool confirmed = true;
  std::vector<Failure> failures;

  bool passed() const noexcept { return failures.empty(); }
};

/// The results of the cases of a set.
struct CaseReport {
  std::vector<CaseResult> results;
  std::vector<FileIssues> issues;  ///< why files could not be run, and their warnings

  std::size_t passed() const;
  std::size_t failed() const { return results.size() - passed(); }
  std::size_t unconfirmed() const;
  /// True if every case passed, there was at least one, and no file has errors.
  bool ok() const;
  /// Failures with their reasons, issues, and a line that counts.
  std::string to_string(std::string_view language) const;
};

/// What the application provides to run cases.
struct RunOptions {
  CustomRules custom = {};  ///< rules that the rubrics of the cases use
  /// The units that statistics are about; by default the cases of the same file, if more than one.
  /// Files whose rubric uses no statistic ignore it.
  std::optional<Cohort> cohort = {};
};

/// Scores every case and compares. A file whose rubric uses a custom rule that is not given, or
/// whose cohort belongs to another rubric, is not run and has its issues in the report.
CaseReport run_cases(const CaseSet& cases, const RunOptions& options = {});

/// The text of a case file in which every expected value that failed is replaced by the found one.
/// A case without expectations gets them, with `"confirmed": false`. Layout and everything else
/// stay. Failures that no single value can fix remain failures.
std::string updated(const CaseFile& file, const CaseReport& report);

/// `{"ok", "passed", "failed", "unconfirmed", "cases": [{"file", "line", "unit", "title", "passed",
/// "confirmed", "failures": [...]}], "issues": [{"file", and the members of Issue}]}`. Texts are
/// there twice: `expected` and, in Vietnamese, `expected_vi`.
std::string to_json(const CaseReport& report);
/// The same as JUnit XML: a test suite for each file, a test case for each case.
std::string to_junit(const CaseReport& report, std::string_view language);

PARINDEX_END_NAMESPACE
