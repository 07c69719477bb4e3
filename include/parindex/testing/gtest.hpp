// SPDX-License-Identifier: MIT
#pragma once

// Assertions about cases and points for GoogleTest. No other header includes this one, and
// without GoogleTest it is empty.
#if __has_include(<gtest/gtest.h>)

#include <algorithm>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include <parindex/detail/file_path.hpp>
#include <parindex/engine/score.hpp>
#include <parindex/engine/trace.hpp>
#include <parindex/testing/runner.hpp>

PARINDEX_BEGIN_NAMESPACE

/// `EXPECT_TRUE(cases_hold({"cases"}))`: every case of these files and folders, with the failures
/// as text; `root` as for read_cases.
inline testing::AssertionResult cases_hold(const std::vector<std::string>& paths,
                                           const std::optional<Rubric>& rubric = std::nullopt,
                                           const RunOptions& options = {},
                                           const std::string& root = {}) {
  const CaseReport report = run_cases(read_cases(paths, rubric, root), options);
  if (report.ok()) return testing::AssertionSuccess() << report.passed() << " cases";
  return testing::AssertionFailure() << '\n' << report.to_string("en");
}

/// `EXPECT_TRUE(has_points(scores, "Ha Noi", "1.1", "0.5"_dec))`, with the reason when it has not.
inline testing::AssertionResult has_points(const Scores& scores, std::string_view unit,
                                           std::string_view code, const Rational& points) {
  const auto row = scores.find(unit);
  if (!row) return testing::AssertionFailure() << "no unit " << detail::visible(unit);
  const NodeResult result = scores.at(*row, code);
  if (result.points == points) return testing::AssertionSuccess();
  return testing::AssertionFailure()
         << code << " of " << detail::visible(unit) << ": expected " << points.to_string()
         << ", found "
         << (result.points ? result.points->to_string() : std::string(to_string(result.status)))
         << '\n'
         << explain(scores, *row).find(code)->to_string("en");
}

/// The case files of a folder, sorted: one parameter each for
/// `INSTANTIATE_TEST_SUITE_P(Files, Suite, testing::ValuesIn(case_files("cases")),
/// CaseFileName())`.
inline std::vector<std::string> case_files(const std::filesystem::path& folder) {
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".json") files.push_back(detail::path_text(entry.path()));
  }
  std::sort(files.begin(), files.end());
  return files;
}

/// Names a parameter after its file, in the letters that GoogleTest allows.
struct CaseFileName {
  std::string operator()(const testing::TestParamInfo<std::string>& info) const {
    std::string name = detail::path_text(detail::file_path(info.param).stem());
    for (char& c : name) {
      const bool allowed =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!allowed) c = '_';
    }
    return name;
  }
};

PARINDEX_END_NAMESPACE

#endif  // has gtest
