// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include <parindex/engine/detail/gates.hpp>
#include <parindex/engine/detail/row_outcomes.hpp>
#include <parindex/engine/detail/running_node.hpp>
#include <parindex/results/compare.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// The compared figure of a total; nothing if it has none.
inline std::optional<Rational> figure_of(const PlanState& plan, const NodeOutcome& total,
                                         const CompareOptions& options) {
  if (total.status != Status::ok) return std::nullopt;
  const bool exact = options.stage == FigureStage::exact;
  if (options.on == Figure::points) return exact ? total.exact : total.points;
  const NodeResult result = to_result(plan, total, 0);
  return exact ? result.index_exact : result.index;
}

/// The outcomes of one row of a result, some of which may be replaced.
class RowTree {
 public:
  RowTree(const ScoresState& scores, std::size_t row, const CompareOptions& options)
      : scores_(&scores), row_(row), options_(&options) {
    RowOutcomes all(scores, row);
    // A kept total has only its points after rounding.
    const bool exact = options.stage == FigureStage::exact;
    outcomes.push_back(exact ? all.with_exact(0) : all.at(0));
    for (std::size_t i = 1; i < plan().nodes.size(); ++i) outcomes.push_back(all.at(i));
    running_.resize(outcomes.size());
  }

  const PlanState& plan() const { return scores_->plan.state(); }
  bool is_leaf(std::size_t position) const { return plan().nodes[position].children.empty(); }

  /// The outcome of a node from the current outcomes of its children.
  void aggregate(std::size_t position) {
    IssueLog ignored(0);
    IssueListener listener{ignored};
    auto& running = running_[position];
    if (!running) {
      const bool has = exists(plan().nodes[position], scores_->group(row_));
      running.emplace(plan(), position, outcomes, has);
    }
    set(position, apply_gates(
                      plan(), plan().nodes[position], scores_->group(row_),
                      [this](std::size_t column) { return scores_->cell(row_, column); }, outcomes,
                      running->outcome(outcomes), listener));
  }
  /// Replaces an outcome and updates its ancestors up to the total, or to a node for information.
  void replace(std::size_t position, NodeOutcome outcome) {
    set(position, std::move(outcome));
    while (has_parent(position)) {
      position = plan().nodes[position].parent;
      aggregate(position);
    }
  }
  /// The compared figure; nothing if the total has no points.
  std::optional<Rational> figure() const { return figure_of(plan(), outcomes[0], *options_); }

  std::vector<NodeOutcome> outcomes;

 private:
  /// Whether another node aggregates it.
  bool has_parent(std::size_t position) const {
    return position != 0 && !plan().nodes[position].node->informative;
  }

  void set(std::size_t position, NodeOutcome outcome) {
    if (has_parent(position)) {
      auto& above = running_[plan().nodes[position].parent];
      if (above) above->change(position, outcomes[position], outcome);
    }
    outcomes[position] = std::move(outcome);
  }

  const ScoresState* scores_;
  std::size_t row_;
  const CompareOptions* options_;
  std::vector<std::optional<RunningNode>> running_;  // of the aggregated nodes
};

}  // namespace detail

PARINDEX_END_NAMESPACE
