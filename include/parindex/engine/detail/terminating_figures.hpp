// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <utility>
#include <variant>
#include <vector>

#include <parindex/detail/visit.hpp>
#include <parindex/engine/detail/plan_state.hpp>
#include <parindex/rubric/detail/aggregations.hpp>
#include <parindex/rubric/detail/rules.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// What is proven about the points of a leaf's rule and its policies.
inline Termination leaf_termination(const PlanNode& leaf) {
  const Node& node = *leaf.node;
  const bool max = terminates(*node.max);
  Termination made{max && rule_terminates(*node.rule, node), max, node.max, false};
  for (const auto& points : leaf.policy_points) made.points = made.points && terminates(points);
  const std::vector<MissingPolicy> instead = policies_of(node);
  made.excludable =
      std::find(leaf.policies.begin(), leaf.policies.end(), MissingPolicy::exclude) !=
          leaf.policies.end() ||
      std::find(instead.begin(), instead.end(), MissingPolicy::exclude) != instead.end();
  return made;
}

/// What is proven about the figures of every node, in node order.
inline std::vector<TerminatingFigures> terminating_figures(const PlanState& plan) {
  std::vector<Termination> proven(plan.nodes.size());
  std::vector<TerminatingFigures> figures(plan.nodes.size());
  // In reverse order every node comes after its children.
  for (std::size_t i = plan.nodes.size(); i-- > 0;) {
    stop_point(1000);
    const PlanNode& compiled = plan.nodes[i];
    const Node& node = *compiled.node;
    Termination& made = proven[i];
    if (compiled.children.empty()) {
      made = leaf_termination(compiled);
    } else {
      ChildTerminations children{node, {}};
      for (const std::size_t child : compiled.children) {
        children.children.push_back({plan.nodes[child].node, proven[child]});
      }
      made = detail::visit([&](const auto& kind) { return terminates(kind, children); },
                           compiled.aggregation);
      made.excludable = children.any_excludable();
      if (node.nothing_left && made.excludable) {
        made.points = made.points && terminates(*node.max);
        made.max = made.max && terminates(*node.max);
        if (made.fixed_max != node.max) made.fixed_max.reset();
      }
    }
    made.excludable = made.excludable || !node.only_for.empty();
    TerminatingFigures& own = figures[i];
    own.code = plan.codes[i];
    own.exact = made.points && terminates(node.cap) && terminates(node.floor) &&
                points_terminate(node.gates);
    made.points = own.exact || node.rounding;
    own.points = made.points;
    own.max = made.max;
    own.index_exact = made.points && made.fixed_max && quotient_terminates(100, *made.fixed_max);
    own.index = own.index_exact || compiled.index_rounding;
    own.quantity = node.rule && quantity_terminates(*node.rule, node);
  }
  return figures;
}

}  // namespace detail

PARINDEX_END_NAMESPACE
