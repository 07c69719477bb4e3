// SPDX-License-Identifier: MIT
#pragma once

#include <iterator>
#include <optional>
#include <utility>
#include <variant>

#include <parindex/detail/gates.hpp>
#include <parindex/detail/row_issues.hpp>
#include <parindex/detail/sparse_column.hpp>
#include <parindex/impl/score.ipp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

PARINDEX_INLINE Checked<Scores> check_unscored(const Plan& plan, Table table,
                                               ScoreOptions options) {
  Issues issues;
  const auto state = prepare_scores(plan, std::move(table), options, issues);
  if (!state) return Checked<Scores>(std::move(issues));
  state->kept.assign(plan.size(), ScoresState::not_kept);
  state->column_of = state->dense_of = state->kept;
  state->find_groups();
  return Checked<Scores>(ScoresAccess::make(state), std::move(issues));
}

/// Whether an aggregation never reports an issue, as long as numbers keep to their limit.
inline bool is_silent(const Aggregation& kind) {
  return !std::holds_alternative<Alternatives>(kind) &&
         !std::holds_alternative<GeometricMean>(kind) &&
         !std::holds_alternative<HarmonicMean>(kind);
}

PARINDEX_INLINE RowIssues::RowIssues(const Scores& unscored)
    : scores_(unscored), state_(ScoresAccess::state(unscored)), others_(unscored.size()) {
  const PlanState& plan = state_.plan.state();
  for (std::size_t i = 0; i < plan.nodes.size(); ++i) {
    const PlanNode& node = plan.nodes[i];
    if (!node.children.empty()) silent_ = silent_ && is_silent(node.aggregation);
    for (std::size_t c = 0; c < own_columns(node); ++c) {
      const Column* const column = state_.columns[node.first_column + c];
      if (column == nullptr) continue;
      for (const auto& [row, cell] : dynamic_cast<const SparseColumn&>(*column->source).others()) {
        if (others_[row].empty() || others_[row].back() != i) others_[row].push_back(i);
      }
    }
  }
}

/// What one node reports of its values.
template <class CellAt>
Issues issues_of_node(const ScoresState& scores, std::size_t row, std::size_t position,
                      const CellAt& cell_at, NodeOutcome& outcome) {
  const PlanState& plan = scores.plan.state();
  const PlanNode& node = plan.nodes[position];
  IssueLog log(no_limit);
  IssueListener listener{log};
  if (node.children.empty()) {
    std::vector<Value> values;
    outcome = evaluate_leaf(plan, node, scores.group(row), cell_at, values, listener,
                            scores.unit(row));
  }
  read_gates(plan, node, scores.group(row), cell_at, listener);
  return log.take();
}

PARINDEX_INLINE const RowIssues::ByNode& RowIssues::usual(std::size_t row) {
  const auto [found, fresh] = usual_.try_emplace(state_.group(row));
  if (!fresh) return found->second;
  const auto cell_at = [&](std::size_t column) -> Cell {
    const Column* const from = state_.columns[column];
    return from == nullptr ? Cell() : dynamic_cast<const SparseColumn&>(*from->source).usual();
  };
  for (std::size_t i = 0; i < scores_.plan().size(); ++i) {
    NodeOutcome outcome;
    Issues issues = issues_of_node(state_, row, i, cell_at, outcome);
    if (!issues.empty()) found->second.emplace(i, std::move(issues));
  }
  return found->second;
}

PARINDEX_INLINE Issues RowIssues::scored_alone(std::size_t row) const {
  Table table;
  table.units.push_back(state_.table.unit(row));
  if (!state_.table.groups.empty()) table.groups.push_back(state_.table.groups[row]);
  for (const Column& column : state_.table.columns) {
    table.columns.emplace_back(column.name, std::vector<Cell>{cell_in(column, row)});
  }
  ScoreOptions options;
  options.unknown_columns = true;
  options.missing_columns = true;
  options.part = true;
  options.threads = 1;
  options.keep = Keep::total;
  options.issues = no_limit;
  if (state_.cohort) options.cohort = ScoresAccess::cohort(state_.cohort);
  Issues issues = score(scores_.plan(), std::move(table), options).issues();
  for (Issue& issue : issues) issue.row = row + 1;
  return issues;
}

PARINDEX_INLINE Issues RowIssues::of(std::size_t row) {
  if (!silent_ || state_.lacks_group(row)) return scored_alone(row);
  const ByNode& usual_issues = usual(row);
  const auto cell_at = [&](std::size_t column) { return state_.cell(row, column); };
  Issues all;
  auto next = usual_issues.begin();
  const auto take = [&](const Issues& issues) { all.insert(all.end(), issues.begin(), issues.end()); };
  for (const std::size_t position : others_[row]) {
    for (; next != usual_issues.end() && next->first < position; ++next) take(next->second);
    if (next != usual_issues.end() && next->first == position) ++next;
    NodeOutcome outcome;
    take(issues_of_node(state_, row, position, cell_at, outcome));
    // Only points of many digits can make a number above the leaf too long.
    if (outcome.status == NodeStatus::ok &&
        !(outcome.points.is_small() && outcome.points.is_terminating())) {
      return scored_alone(row);
    }
  }
  for (; next != usual_issues.end(); ++next) take(next->second);
  for (Issue& issue : all) {
    issue.row = row + 1;
    issue.unit = state_.table.unit(row);
  }
  return all;
}

}  // namespace detail

PARINDEX_END_NAMESPACE
