// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <unordered_map>
#include <utility>
#include <variant>

#include <parindex/detail/visit.hpp>
#include <parindex/rubric/detail/aggregations.hpp>
#include <parindex/rubric/detail/rules.hpp>
#include <parindex/stop.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

inline NodeReach leaf_reach(const Node& node, const Inherited& own) {
  NodeReach result;
  ReachBuilder builder;
  if (const auto rule = rule_reach(node)) builder.add_range(rule->min, rule->max);
  const auto given = [&](const Rational& points) {
    builder.add(node.rounding ? points.rounded(*node.rounding) : points);
  };
  const auto add_policy = [&](MissingPolicy policy) {
    if (policy == MissingPolicy::zero) given(0);
    if (policy == MissingPolicy::full) given(*node.max);
    if (policy == MissingPolicy::exclude) result.excludable = true;
  };
  // Without a column no value can be missing.
  const bool reads = !columns_of(node).empty();
  for (const auto& policy : own.policies) {
    if (policy && reads) add_policy(*policy);
  }
  for (const auto& points : own.points) {
    if (points && reads) given(*points);
  }
  if (!node.only_for.empty()) result.excludable = true;
  for (const MissingPolicy instead : policies_of(node)) add_policy(instead);
  result.points = builder.done().value_or(PointsRange{Rational(0), Rational(0)});
  result.least_max = result.most_max = *node.max;
  result.share = result.share_of(result.points);
  return result;
}

/// The points that each node of a tree can give.
using ReachOfNodes = std::unordered_map<const Node*, NodeReach>;

/// `own` has the keys that apply at the node itself. `all`, if given, receives the reach of every
/// node of the tree. Recursive over the children: the check limits a rubric to `Limits::depth`
/// levels.
inline NodeReach node_reach(const Node& node, const Inherited& own, ReachOfNodes* all = nullptr);

/// The points that the node gives when nothing is left are possible as well.
inline void add_nothing_left(const Node& node, NodeReach& result) {
  const bool full = *node.nothing_left == NothingLeft::full;
  Rational points = full ? *node.max : Rational(0);
  if (node.rounding) points = points.rounded(*node.rounding);
  const auto with = [](const PointsRange& range, const Rational& point) {
    ReachBuilder made;
    made.add_range(range.min, range.max);
    made.add(point);
    return *made.done();
  };
  result.share = with(result.share, points / *node.max);
  result.points = with(result.points, points);
  result.least_max = min(result.least_max, *node.max);
  result.most_max = max(result.most_max, *node.max);
  result.excludable = result.unavailable;
}

inline NodeReach reach_within(const Node& node, const Inherited& own, ReachOfNodes* all) {
  stop_point(2000);
  NodeReach result;
  if (node.children.empty()) {
    result = leaf_reach(node, own);
  } else {
    ChildReaches reaches{node, {}};
    bool unavailable = false;
    for (const Node& child : node.children) {
      NodeReach reach = node_reach(child, own.at(child), all);
      if (child.informative) continue;
      unavailable = unavailable || reach.unavailable;
      reaches.children.push_back({&child, std::move(reach)});
    }
    result =
        detail::visit([&](const auto& kind) { return reach_of(kind, reaches); }, *own.aggregation);
    result.unavailable = unavailable || minimum_of(*own.aggregation).has_value() ||
                         drop_of(*own.aggregation) != nullptr;
    PointsRange points = limited_reach(node, result.points);
    if (node.rounding) {
      if (points.min) points.min = points.min->rounded(*node.rounding);
      if (points.max) points.max = points.max->rounded(*node.rounding);
    }
    if (points != result.points) result.share = result.share_of(points);
    result.points = std::move(points);
    if (node.nothing_left && result.excludable) add_nothing_left(node, result);
    result.excludable = result.excludable || !node.only_for.empty();
  }
  if (node.gates.empty()) return result;
  result.ungated = result.points;
  ReachBuilder with_gates;
  with_gates.add_range(result.points.min, result.points.max);
  for (const Gate& gate : node.gates) {
    const Rational points = node.rounding ? gate.points.rounded(*node.rounding) : gate.points;
    // A cap that nothing exceeds has no effect.
    const auto& most = result.points.max;
    with_gates.add(gate.kind == Gate::Kind::cap && most ? min(points, *most) : points);
  }
  result.points = *with_gates.done();
  result.share = result.share_of(result.points);
  return result;
}

inline NodeReach node_reach(const Node& node, const Inherited& own, ReachOfNodes* all) {
  NodeReach reach = reach_within(node, own, all);
  if (all != nullptr) all->emplace(&node, reach);
  return reach;
}

/// The reach of the node with a code, at or below a node.
inline std::optional<NodeReach> find_reach(const Node& node, const Inherited& own,
                                           std::string_view code) {
  if (node.code == code) return node_reach(node, own);
  for (const Node& child : node.children) {
    if (auto found = find_reach(child, own.at(child), code)) return found;
  }
  return std::nullopt;
}

}  // namespace detail

PARINDEX_END_NAMESPACE
