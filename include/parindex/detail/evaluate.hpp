// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <parindex/detail/plan_state.hpp>
#include <parindex/detail/read_cell.hpp>
#include <parindex/detail/rules.hpp>
#include <parindex/score.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// The result of one node for one unit, as it flows up the tree.
struct NodeOutcome {
  NodeStatus status = NodeStatus::failed;
  Rational exact;   // before the node's rounding
  Rational points;  // after it
  Rational max;     // applicable
};

/// Listens to nothing but issues. Every other call compiles away, so scoring and explaining run
/// through one definition of every rule and only explaining pays for its words.
struct IssueListener {
  Issues& issues;

  void issue(Issue found) { issues.push_back(std::move(found)); }
  template <class Describe>
  void branch(const Describe&) {}
  void quantity(const Rational&, const Quantity&) {}
};

inline NodeOutcome given(const Node& node, Rational exact, Rational max) {
  NodeOutcome outcome;
  outcome.status = NodeStatus::ok;
  outcome.points = node.rounding ? exact.rounded(*node.rounding) : exact;
  outcome.exact = std::move(exact);
  outcome.max = std::move(max);
  return outcome;
}

inline NodeOutcome apply_policy(const Node& node, MissingPolicy policy) {
  switch (policy) {
    case MissingPolicy::error: break;
    case MissingPolicy::zero: return given(node, 0, *node.max);
    case MissingPolicy::exclude: {
      NodeOutcome outcome;
      outcome.status = NodeStatus::excluded;
      return outcome;
    }
    case MissingPolicy::full: return given(node, *node.max, *node.max);
  }
  return {};
}

/// The sentence of a code as a message: without its full stop, as "; expected ..." follows.
inline std::string message_of(const IssueCode& code) {
  return std::string(code.summary.substr(0, code.summary.size() - 1));
}

/// Scores a leaf. `cell_at(i)` is the cell of the i-th column of the plan; `values` is scratch
/// space with room for every column of the leaf.
template <class CellAt, class Listener>
NodeOutcome evaluate_leaf(const PlanState& plan, const PlanNode& leaf, const CellAt& cell_at,
                          std::vector<Value>& values, Listener& listener) {
  if (values.size() < leaf.column_count) values.resize(leaf.column_count);
  const Node& node = *leaf.node;
  bool failed = false;
  bool missing = false;
  for (std::size_t i = 0; i < leaf.column_count; ++i) {
    const std::size_t column = leaf.first_column + i;
    const Cell& cell = cell_at(column);
    if (const IssueCode* code = read_cell(plan.specs[column], cell, values[i])) {
      failed = true;
      listener.issue(value_issue(*code, message_of(*code), describe(plan.specs[column]),
                                 cell.to_string(), plan.columns[column].name));
    }
    missing = missing || values[i].missing;
  }
  if (failed) return {};
  if (missing) {
    for (std::size_t i = 0; leaf.missing == MissingPolicy::error && i < leaf.column_count; ++i) {
      if (!values[i].missing) continue;
      const std::size_t column = leaf.first_column + i;
      listener.issue(value_issue(issue::value_missing, message_of(issue::value_missing),
                                 describe(plan.specs[column]), "missing",
                                 plan.columns[column].name));
    }
    listener.branch([&] {
      return Branch{"/missing", "missing: " + std::string(to_string(leaf.missing))};
    });
    return apply_policy(node, leaf.missing);
  }
  const RuleOutcome outcome = evaluate_rule(RuleCall<Listener>{
      node, std::span<const Value>(values.data(), leaf.column_count), listener});
  if (outcome.policy) return apply_policy(node, *outcome.policy);
  return given(node, outcome.points, *node.max);
}

/// Aggregates the children of a node. Every aggregation has its overload.
struct Aggregate {
  const PlanState& plan;
  const PlanNode& parent;
  std::span<const NodeOutcome> outcomes;  // of every node of the plan

  NodeOutcome operator()(const Sum&) const {
    Rational points = 0;
    Rational max = 0;
    for (const std::size_t child : parent.children) {
      if (outcomes[child].status != NodeStatus::ok) continue;
      points += outcomes[child].points;
      max += outcomes[child].max;
    }
    return given(*parent.node, std::move(points), std::move(max));
  }

  NodeOutcome operator()(const WeightedMean&) const {
    Rational sum = 0;
    Rational weights = 0;
    for (const std::size_t child : parent.children) {
      if (outcomes[child].status != NodeStatus::ok) continue;
      const Rational& weight = *plan.nodes[child].node->weight;
      sum += weight * outcomes[child].points / outcomes[child].max;
      weights += weight;
    }
    if (weights.is_zero()) {
      NodeOutcome outcome;
      outcome.status = NodeStatus::excluded;
      return outcome;
    }
    return given(*parent.node, *parent.node->max * sum / weights, *parent.node->max);
  }
};

inline NodeOutcome evaluate_inner(const PlanState& plan, const PlanNode& parent,
                                  std::span<const NodeOutcome> outcomes) {
  bool any = false;
  for (const std::size_t child : parent.children) {
    if (outcomes[child].status == NodeStatus::failed) return {};
    any = any || outcomes[child].status == NodeStatus::ok;
  }
  if (!any) {
    NodeOutcome outcome;
    outcome.status = NodeStatus::excluded;
    return outcome;
  }
  return std::visit(Aggregate{plan, parent, outcomes}, parent.aggregation);
}

/// What a node's outcome looks like from outside.
inline NodeResult to_result(const PlanState& plan, const NodeOutcome& outcome) {
  NodeResult result;
  result.status = outcome.status;
  if (outcome.status != NodeStatus::ok) return result;
  result.points = outcome.points;
  result.max = outcome.max;
  result.index_exact = outcome.points * 100 / outcome.max;
  const auto& rounding = plan.rubric.draft().index_rounding;
  result.index = rounding ? result.index_exact->rounded(*rounding) : *result.index_exact;
  return result;
}

}  // namespace detail

PARINDEX_END_NAMESPACE
