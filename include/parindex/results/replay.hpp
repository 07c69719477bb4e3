// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include <parindex/results/compare.hpp>
#include <parindex/rubric/diff.hpp>

PARINDEX_BEGIN_NAMESPACE

/// Options of scoring old data under new rules.
struct ReplayOptions {
  /// The figure to compare, and codes that differ in the new rubric.
  CompareOptions compare;
  /// What a leaf gives if the old data lack a column that it reads. Nothing: its own policy for
  /// missing values applies, usually an error of the row.
  std::optional<MissingPolicy> lacking = {};
  /// Custom rules that the new rubric uses; those of the old plan need not be given again.
  CustomRules custom = {};
  /// The units that statistics of the new rules are about, from their scores under the new rubric.
  /// Nothing: the units of the statistics of the old rules. These are the units of the data, unless
  /// they were scored with a cohort or as a part: then the new rules can use only the statistics of
  /// the old ones.
  std::optional<Cohort> cohort = {};
};

/// One step from the old rules to the new ones.
struct ReplayStep {
  std::vector<std::string> codes;    ///< nodes whose rules this step changes; the new codes
  std::vector<std::size_t> changes;  ///< positions in `Replay::diff.changes`
  Rational total;                    ///< the change of the sum over all units
  std::size_t units = 0;             ///< units whose figure it changes
};

/// Old data under new rules.
struct Replay {
  using error_type = DataError;

  Diff diff;
  Comparison comparison;             ///< old rules against new rules, on the same data
  std::vector<std::string> lacking;  ///< columns that the new rubric reads and the data lack
  std::vector<std::string> unused;   ///< columns of the data that the new rubric does not read
  std::vector<std::string> taken;    ///< leaves to which `ReplayOptions::lacking` was applied
  std::vector<ReplayStep> steps;     ///< in document order
  /// One row per row of the data, one value per step: the change of the figure in the step. The
  /// values of a row add up to its difference. Empty for a row without a difference.
  std::vector<std::vector<Rational>> effects;
  std::size_t units = 0;  ///< units with a figure under both
  Rational before;        ///< sum of their figures under the old rules
  Rational after;         ///< and under the new: before + the totals of the steps
};

/// Scores the data of a result under another rubric. Columns are matched by name, those of renamed
/// nodes by the new code. The changes are applied one after the other in document order, all
/// changes of a node together; if the rubric would be invalid between two steps (an added group
/// without its leaves), they are one step. The effects of the steps therefore add up exactly.
///
/// Issues for a code that its rubric lacks (code_unknown), a custom rule that was not given
/// (custom_unknown), and a cohort of another rubric (cohort_missing).
Checked<Replay> replay(const Scores& old, const Rubric& rubric, const ReplayOptions& options = {});

/// `{"changes": [...], "lacking": [], "unused": [], "taken": [], "steps": [{"codes", "changes",
/// "total", "units"}], "before", "after", "units", "comparison": [{"unit", "before", "after",
/// "difference", "rank_before", "rank_after", "class_before", "class_after", "overtakes",
/// "reason", "reason_vi", "effects": [{"step", "effect"}]}]}`.
std::string to_json(const Replay& replay);

PARINDEX_END_NAMESPACE
