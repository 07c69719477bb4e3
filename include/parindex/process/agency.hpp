// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <parindex/process/assessment.hpp>

PARINDEX_BEGIN_NAMESPACE

/// The role of an agency for a leaf.
///  lead       - it gives the marks;
///  coordinate - it supports the leading agency;
///  if_any     - it supports the leading agency where needed.
enum class AgencyRole { lead, coordinate, if_any };

/// One value that an agency has to fill in.
struct WorksheetLine {
  std::string code;           ///< of the leaf
  std::string input;          ///< name of the input in its leaf
  std::string column;         ///< name of the data column
  Titles title;               ///< of the leaf
  Titles input_title;         ///< of the input, item or gate, otherwise of the leaf
  Rational max;               ///< maximum points of the leaf
  Titles expected;            ///< accepted values, `en` and `vi`: `a whole number of at least 0`
  std::vector<Item> options;  ///< of a choice: accepted words and their titles
  std::vector<Evidence> evidence;     ///< required evidence
  std::vector<std::string> layers;    ///< layers whose marks the leaf uses
  std::vector<std::string> only_for;  ///< groups whose units have the leaf; empty: every unit
  AgencyRole role = AgencyRole::lead;
};

/// The leaves of one agency: those that it leads, then those that it coordinates.
struct Worksheet {
  using error_type = DataError;

  std::string agency;
  Titles title;
  std::vector<WorksheetLine> lines;
};

/// The codes of the leaves that an agency leads, in document order: those at or below its `lead`
/// codes, except those at or below its `except` codes; the nearer statement wins. The issue about
/// an agency that the rubric does not have is agency_unknown.
Checked<std::vector<std::string>> leads(const Rubric& rubric, std::string_view agency);
/// The worksheet of an agency. The lines of the leading agencies contain every leaf exactly once;
/// the check of the rubric has proven it (scope_gap, scope_overlap). A gate that reads a column of
/// the data is listed with its leaf; a gate of a node with children goes to the agencies of the
/// first leaf below it. Issues as in `leads`.
Checked<Worksheet> worksheet(const Plan& plan, std::string_view agency);

/// The answers of one agency.
struct Submission {
  std::string agency;
  std::vector<Observation> observations;
};

/// The merged submissions of all agencies.
struct Merged {
  AssessmentDraft draft;  ///< the round, and every observation in the order of the submissions
  /// Errors: two agencies filled in one cell differently (merge_conflict), an agency filled in a
  /// leaf of another (scope_foreign), an unknown agency (agency_unknown), an unknown layer
  /// (layer_unknown). Warnings: an empty cell
  /// of the layer (cell_omitted), by agency. Pointers are `/submissions/2/observations/5`.
  Issues issues;
};

/// Merges submissions. `layer` is the one that the agencies fill in; its empty cells are reported.
Merged merge(const Plan& plan, std::vector<AssessedUnit> units,
             const std::vector<Submission>& submissions, std::string_view layer);
/// Appends submissions to a round: its units, stages, reopenings and observations. A submission may
/// replace an earlier mark of the round, and a cell that has a mark is not reported as empty.
Merged merge(const Assessment& round, const std::vector<Submission>& submissions,
             std::string_view layer);

/// A leaf of one unit.
struct UnitLeaf {
  std::string unit;
  std::string code;
  friend bool operator==(const UnitLeaf&, const UnitLeaf&) = default;
};

/// The progress of one agency; none of this is a score.
struct AgencyProgress {
  std::string agency;
  std::size_t leaves = 0;         ///< leaves to mark, counted once per unit
  std::size_t given = 0;          ///< of those, how many have every input marked
  std::vector<UnitLeaf> missing;  ///< the others
  std::vector<UnitLeaf>
      without_evidence;  ///< given, but without the evidence that the leaf requires
};

namespace detail {

template <>
struct CheckError<std::vector<AgencyProgress>> {
  using type = DataError;
};

}  // namespace detail

/// The progress of the agencies in one layer, in the order of the rubric. The issue about a layer
/// that the rubric does not have is layer_unknown.
Checked<std::vector<AgencyProgress>> progress(const Assessment& assessment, std::string_view layer);

std::string_view to_string(AgencyRole role);

PARINDEX_END_NAMESPACE
