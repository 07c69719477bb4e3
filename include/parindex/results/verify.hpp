// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <parindex/engine/score.hpp>

PARINDEX_BEGIN_NAMESPACE

/// A value (a figure, a status, a class) that differs between a result file and the engine.
struct CellDifference {
  std::string unit;
  std::string code;      ///< of the node; empty for the total and for figures of the unit
  std::string figure;    ///< `points`, `max`, `index`, `rank`, `class`, `status`, `unit`, ...
  std::string expected;  ///< in the file; empty when absent
  std::string found;     ///< computed now
};

/// A result file compared with results computed now.
struct Verification {
  using error_type = DataError;

  bool same_rubric = false;
  bool same_engine = false;
  bool same_data = false;
  std::string engine_before;  ///< version that wrote the file
  std::string engine_now;
  std::size_t figures = 0;  ///< values that were compared: figures, statuses and classes
  std::vector<CellDifference> differences;  ///< in the order of the file

  /// True if every value is the same.
  bool identical() const { return differences.empty(); }
  /// `same rubric, same data, other engine version (0.1.0, now 0.2.0): identical (12 values)`.
  std::string to_string(std::string_view language) const;
};

/// Verifies the text of a result file (`to_json(scores)`) against results computed now. Issues for
/// text that is not a result file.
Checked<Verification> verify(std::string_view result, const Scores& scores);

/// `{"identical", "same_rubric", "same_engine", "same_data", "engine_before", "engine_now",
/// "figures", "differences": [{"unit", "code", "figure", "expected", "found"}]}`.
std::string to_json(const Verification& verification);

PARINDEX_END_NAMESPACE
