// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

#include <parindex/engine/detail/scores_state.hpp>
#include <parindex/stop.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// The outcomes of the nodes of one row. Kept outcomes are looked up; every other one is computed
/// once, when it is first needed, so reading every node costs one walk over the row. It must not be
/// used by several threads at once.
class RowOutcomes {
 public:
  /// Throws Error for an unknown row.
  RowOutcomes(const ScoresState& scores, std::size_t row) : scores_(scores), row_(row) {
    scores.require(row, 0);
  }

  /// Throws Error for an unknown node.
  NodeOutcome at(std::size_t position) {
    scores_.require(row_, position);
    if (scores_.is_kept(position)) return scores_.kept_outcome(row_, position);
    find(position);
    return found_.at(position);
  }

  /// Like `at`, with the points before rounding, which a kept outcome may lack.
  NodeOutcome with_exact(std::size_t position) {
    if (!scores_.is_kept(position)) return at(position);
    find_needs(position);
    return evaluate(position);
  }

  /// Computes everything that a node needs for `operator[]`: its children, the nodes that its gates
  /// test and the nodes whose figures it reads.
  void find_needs(std::size_t position) {
    each_need(position, [&](std::size_t need) { find(need); });
  }
  /// The outcome of a node that has been computed.
  const NodeOutcome& operator[](std::size_t position) const { return found_.at(position); }

 private:
  const PlanNode& node(std::size_t position) const { return scores_.plan.state().nodes[position]; }

  template <class See>
  void each_need(std::size_t position, const See& see) const {
    for (const std::size_t child : node(position).children) see(child);
    for (const PlanGate& gate : node(position).gates) {
      if (gate.gate->when) see(gate.at);
    }
    for (const std::size_t read : node(position).reads) see(read);
  }

  // Depth first with an explicit stack: a chain of gates may be as long as the rubric.
  void find(std::size_t position) {
    std::vector<std::pair<std::size_t, bool>> open{{position, false}};
    while (!open.empty()) {
      stop_point(200);
      const auto [at, has_needs] = open.back();
      open.pop_back();
      if (found_.contains(at)) continue;
      if (scores_.is_kept(at)) {
        found_.emplace(at, scores_.kept_outcome(row_, at));
      } else if (has_needs) {
        found_.emplace(at, evaluate(at));
      } else {
        open.emplace_back(at, true);
        each_need(at, [&](std::size_t need) { open.emplace_back(need, false); });
      }
    }
  }

  /// The outcome of a node from its values, its children and its gates, after everything that it
  /// needs is computed.
  NodeOutcome evaluate(std::size_t position) const {
    const PlanState& plan = scores_.plan.state();
    const PlanNode& at = node(position);
    const std::size_t group = scores_.group(row_);
    const auto cell_at = [&](std::size_t column) { return scores_.cell(row_, column); };
    IssueLog ignored(0);  // the row reported them when it was scored
    IssueListener listener{ignored};
    std::vector<Value> values;
    NodeOutcome own = at.children.empty()
                          ? evaluate_leaf_among(plan, at, group, cell_at, *this, values, listener,
                                                scores_.unit(row_))
                          : evaluate_inner(plan, at, *this, exists(at, group), listener);
    return apply_gates(plan, at, group, cell_at, *this, std::move(own), listener);
  }

  const ScoresState& scores_;
  const std::size_t row_;
  std::unordered_map<std::size_t, NodeOutcome> found_;
};

/// The points of a node before its own rounding; nothing unless its status is ok.
inline std::optional<Rational> exact_points(const PlanState& plan, RowOutcomes& outcomes,
                                            std::size_t position) {
  const NodeOutcome outcome = outcomes.at(position);
  if (outcome.status != Status::ok) return std::nullopt;
  return plan.nodes[position].node->rounding ? outcomes.with_exact(position).exact : outcome.points;
}

/// The points of some nodes for every row, node by node, computed in one walk over each row.
template <class Points>
std::vector<std::vector<std::optional<Rational>>> columns_by_row(
    const ScoresState& scores, const std::vector<std::size_t>& positions, const Points& points) {
  std::vector<std::vector<std::optional<Rational>>> columns(positions.size());
  // The lists grow row by row: allocating them all at once would take long.
  for (auto& column : columns) column.reserve(scores.rows);
  if (positions.empty()) return columns;
  for (std::size_t row = 0; row < scores.rows; ++row) {
    stop_point(500);
    RowOutcomes outcomes(scores, row);
    for (std::size_t i = 0; i < positions.size(); ++i) {
      columns[i].push_back(points(outcomes, positions[i]));
    }
  }
  return columns;
}

/// The points of a node; nothing unless its status is ok.
inline std::optional<Rational> points_or_nothing(NodeOutcome outcome) {
  if (outcome.status != Status::ok) return std::nullopt;
  return std::move(outcome.points);
}

/// The figure of a node that rankings and classes compare; nothing if the node has no points.
/// `exact_points` gives the points before the rounding of the node, which are not always needed.
template <class ExactPoints>
std::optional<Rational> compared_figure(Figure on, FigureStage stage, const NodeResult& result,
                                        const ExactPoints& exact_points) {
  const bool exact = stage == FigureStage::exact;
  if (on == Figure::index) return exact ? result.index_exact : result.index;
  return exact ? exact_points() : result.points;
}

}  // namespace detail

PARINDEX_END_NAMESPACE
