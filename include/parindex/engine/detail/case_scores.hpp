// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <vector>

#include <parindex/engine/detail/row_outcomes.hpp>
#include <parindex/engine/detail/scores_access.hpp>
#include <parindex/engine/score.hpp>
#include <parindex/engine/trace.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Scores of which nothing is computed yet: every figure is computed on request. They
/// have no issues, and no status of rows.
Checked<Scores> check_unscored(const Plan& plan, Table table, const ScoreOptions& options);

/// Like `explain_node`, with existing outcomes of the row.
Trace explain_node(const Scores& scores, std::size_t row, std::size_t position,
                   RowOutcomes& outcomes);

/// The scores of many cases, each of which says in what it differs from the others and looks at a
/// few nodes. Where both are little beside the whole table, figures are computed as they are asked
/// for, and issues are looked for where values differ from the usual ones, so that the time grows
/// with what the cases say. Otherwise the table is scored as a whole. Results are the same.
class CaseScores {
 public:
  /// `looked_at`: nodes that the cases look at, and those below them, added up over the cases.
  CaseScores(const Plan& plan, Table table, ScoreOptions options, std::size_t looked_at);

  /// The issues of the whole table; if there are any, nothing else can be used.
  const Issues& errors() const { return errors_; }
  explicit operator bool() const { return figures_.has_value(); }

  /// For figures of nodes and for traces; issues and the status of a row may be lacking.
  const Scores& figures() const { return *figures_; }
  /// Outcomes of the nodes of one row.
  RowOutcomes outcomes(std::size_t row) const {
    return RowOutcomes(ScoresAccess::state(*figures_), row);
  }
  /// The table scored as a whole, for callers that read everything.
  const Scores& whole();
  /// The issues of a row, as scoring the table reports them.
  Issues issues(std::size_t row);

 private:
  /// What the usual values of a group report, by node.
  struct Usual {
    std::map<std::size_t, Issues> issues;
    std::size_t odd = 0;  // leaves whose points are no decimals
    bool wide = false;    // the points of a leaf have more than 64 bits
  };

  bool find_others(std::size_t looked_at);
  const Usual& usual(std::size_t row);
  std::optional<Issues> issues_of_differences(std::size_t row);

  ScoreOptions options_;
  Issues errors_;
  std::optional<Scores> figures_;
  std::optional<Scores> whole_;
  std::vector<Issues> whole_issues_;              // by row
  std::vector<std::vector<std::size_t>> others_;  // by row: nodes with values that are not usual
  std::map<std::size_t, Usual> usual_;            // by group
};

}  // namespace detail

PARINDEX_END_NAMESPACE
