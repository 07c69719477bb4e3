// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <parindex/process/assessment.hpp>

PARINDEX_BEGIN_NAMESPACE

/// What an agency has to do with a leaf.
///  lead       - it gives the marks;
///  coordinate - it helps the agency that leads;
///  if_any     - it helps where there is anything to help with.
enum class AgencyRole { lead, coordinate, if_any };

/// One value that an agency is asked for.
struct WorksheetLine {
  std::string code;    ///< of the leaf
  std::string input;   ///< name of the input in its leaf
  std::string column;  ///< name of the data column
  Titles title;        ///< of the leaf
  Titles input_title;  ///< what is asked for: of the input, item or gate, else that of the leaf
  Rational max;        ///< maximum points of the leaf
  Titles expected;     ///< what may be written, `en` and `vi`: `a whole number of at least 0`
  std::vector<Item> options;          ///< of a choice: what to write, and what it means
  std::vector<Evidence> evidence;     ///< what to bring
  std::vector<std::string> layers;    ///< layers that the leaf takes marks of
  std::vector<std::string> only_for;  ///< groups whose units have the leaf; empty: every unit
  AgencyRole role = AgencyRole::lead;
};

/// The leaves of one agency: those that it leads, then those that it coordinates.
struct Worksheet {
  std::string agency;
  Titles title;
  std::vector<WorksheetLine> lines;
};

/// The codes of the leaves that an agency leads, in document order: those at or below its `lead`
/// codes less those at or below its `except` codes, the nearer statement first. Throws Error for an
/// agency that the rubric does not have.
std::vector<std::string> leads(const Rubric& rubric, std::string_view agency);
/// What an agency is asked for. The lines of the leading agencies hold every leaf exactly once; the
/// check of the rubric has proven it (scope_gap, scope_overlap). A gate that the data say stands
/// with its leaf; that of a node with children is asked of whoever has a part in the first leaf
/// below. Throws Error as `leads` does.
Worksheet worksheet(const Plan& plan, std::string_view agency);

/// What one agency gave back.
struct Submission {
  std::string agency;
  std::vector<Observation> observations;
};

/// The submissions of all agencies put together.
struct Merged {
  AssessmentDraft draft;  ///< the round, and every observation in the order of the submissions
  /// Errors: two agencies gave one cell differently (merge_conflict), an agency wrote a leaf that
  /// is not its own (scope_foreign), an unknown agency (agency_unknown). Warnings: a cell of the
  /// layer that nobody gave (cell_omitted), by agency. Pointers are
  /// `/submissions/2/observations/5`.
  Issues issues;
};

/// Puts submissions together. `layer` is the one that the agencies fill in, and whose cells are
/// missed when nobody gives them.
Merged merge(const Plan& plan, std::vector<AssessedUnit> units,
             const std::vector<Submission>& submissions, std::string_view layer);
/// Puts submissions behind what a round holds: its units, stages, reopenings and observations. A
/// submission may replace an earlier mark of the round, and a cell that has one is not missed.
Merged merge(const Assessment& round, const std::vector<Submission>& submissions,
             std::string_view layer);

/// A leaf of one unit.
struct UnitLeaf {
  std::string unit;
  std::string code;
  friend bool operator==(const UnitLeaf&, const UnitLeaf&) = default;
};

/// How far one agency has come; nothing of this is a score.
struct AgencyProgress {
  std::string agency;
  std::size_t leaves = 0;         ///< leaves to mark, counted once per unit
  std::size_t given = 0;          ///< of those, how many have every input marked
  std::vector<UnitLeaf> missing;  ///< the others
  std::vector<UnitLeaf>
      without_evidence;  ///< given, but without the evidence that the leaf asks for
};

/// How far the agencies have come with one layer, in the order of the rubric.
std::vector<AgencyProgress> progress(const Assessment& assessment, std::string_view layer);

std::string_view to_string(AgencyRole role);

PARINDEX_END_NAMESPACE
