// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include <parindex/detail/scores_access.hpp>
#include <parindex/score.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Scores of which nothing was computed yet: every figure is, when it is asked for. For tables of
/// which few figures are looked at.
PARINDEX_INLINE Checked<Scores> check_unscored(const Plan& plan, Table table, ScoreOptions options);

/// The issues of rows that differ from each other in few columns, as scoring the table would report
/// them. Values that a row shares with the others are looked at once for all rows.
class RowIssues {
 public:
  /// The columns of the table are SparseColumns; both must outlive this.
  explicit RowIssues(const Scores& unscored);

  Issues of(std::size_t row);

 private:
  using ByNode = std::map<std::size_t, Issues>;

  const ByNode& usual(std::size_t row);
  Issues scored_alone(std::size_t row) const;

  const Scores& scores_;
  const ScoresState& state_;
  bool silent_ = true;                            // no node above leaves can report anything
  std::vector<std::vector<std::size_t>> others_;  // by row: nodes whose values are not the usual
  std::map<std::size_t, ByNode> usual_;           // by group: what the usual values report
};

}  // namespace detail

PARINDEX_END_NAMESPACE
