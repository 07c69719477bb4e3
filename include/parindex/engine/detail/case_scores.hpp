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

/// Scores without any computed figure: every figure is computed on request. They have no issues,
/// and their rows have no status.
Checked<Scores> check_unscored(const Plan& plan, Table table, const ScoreOptions& options);

/// Like `explain_node`, with existing outcomes of the row.
Trace explain_node(const Scores& scores, std::size_t row, std::size_t position,
                   RowOutcomes& outcomes);

/// The scores of many cases. Each case states only its differences from the others and reads a few
/// nodes. If both are small compared with the table, figures are computed on request and issues are
/// searched for only where values differ from the usual ones, so that the time grows with the
/// statements of the cases. Otherwise the table is scored as a whole. The results are the same.
class CaseScores {
 public:
  /// `looked_at`: the number of nodes that each case reads, including the nodes below them, summed
  /// over the cases.
  CaseScores(const Plan& plan, Table table, ScoreOptions options, std::size_t looked_at);

  /// The issues of the whole table. If there are any, no other member can be used.
  const Issues& errors() const { return errors_; }
  explicit operator bool() const { return figures_.has_value(); }

  /// For figures of nodes and for traces; issues and row statuses may be absent.
  const Scores& figures() const { return *figures_; }
  /// Outcomes of the nodes of one row.
  RowOutcomes outcomes(std::size_t row) const {
    return RowOutcomes(ScoresAccess::state(*figures_), row);
  }
  /// The whole table scored, for callers that read everything.
  const Scores& whole();
  /// The issues of a row, as scoring the table reports them.
  Issues issues(std::size_t row);

 private:
  /// What the usual values of a group report, by node.
  struct Usual {
    std::map<std::size_t, Issues> issues;
    std::size_t odd = 0;  // leaves whose points are not decimals
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
  std::vector<std::vector<std::size_t>> others_;  // by row: nodes with unusual values
  std::map<std::size_t, Usual> usual_;            // by group
};

}  // namespace detail

PARINDEX_END_NAMESPACE
