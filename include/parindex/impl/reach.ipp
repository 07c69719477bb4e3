// SPDX-License-Identifier: MIT
#pragma once

#include <parindex/check.hpp>
#include <parindex/detail/inherited.hpp>
#include <parindex/detail/rules.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// What a node can give.
struct NodeReach {
  Reach points;
  Reach share;               ///< points / applicable maximum
  bool excludable = false;   ///< the node itself can be excluded
  bool varying_max = false;  ///< a node below can be, so the applicable maximum varies
};

inline Reach scaled(Reach reach, const Rational& factor) {
  if (reach.min) *reach.min *= factor;
  if (reach.max) *reach.max *= factor;
  return reach;
}

inline NodeReach leaf_reach(const Node& node, const Policies& policies) {
  NodeReach result;
  ReachBuilder builder;
  if (const auto rule = rule_reach(node)) builder.add_range(rule->min, rule->max);
  const auto add_policy = [&](MissingPolicy policy) {
    const auto given = [&](const Rational& points) {
      builder.add(node.rounding ? points.rounded(*node.rounding) : points);
    };
    if (policy == MissingPolicy::zero) given(0);
    if (policy == MissingPolicy::full) given(*node.max);
    if (policy == MissingPolicy::exclude) result.excludable = true;
  };
  for (const auto& policy : policies) {
    if (policy) add_policy(*policy);
  }
  if (!node.only_for.empty()) result.excludable = true;
  for (const MissingPolicy instead : policies_of(*node.rule)) add_policy(instead);
  result.points = builder.done().value_or(Reach{Rational(0), Rational(0)});
  result.share = scaled(result.points, Rational(1) / *node.max);
  return result;
}

/// Adds one end of a child's range to a running total; no limit stays no limit.
inline void add_end(std::optional<Rational>& total, const std::optional<Rational>& end) {
  if (total && end) {
    *total += *end;
  } else {
    total.reset();
  }
}

/// `own` is what holds at the node itself.
inline NodeReach node_reach(const Node& node, const Inherited& own) {
  if (node.children.empty()) return leaf_reach(node, own.policies);
  const bool mean = std::holds_alternative<WeightedMean>(*own.aggregation);

  NodeReach result;
  result.excludable = true;
  bool any_excludable = false;
  Reach sum{Rational(0), Rational(0)};
  Reach mean_share{Rational(0), Rational(0)};
  ReachBuilder shares;
  Rational weights = 0;
  for (const Node& child : node.children) {
    const NodeReach below = node_reach(child, own.at(child));
    result.excludable = result.excludable && below.excludable;
    any_excludable = any_excludable || below.excludable;
    result.varying_max = result.varying_max || below.varying_max || below.excludable;
    // A sum takes nothing from a child that is left out.
    Reach part = below.points;
    if (below.excludable && part.min) part.min = min(*part.min, 0);
    if (below.excludable && part.max) part.max = max(*part.max, 0);
    add_end(sum.min, part.min);
    add_end(sum.max, part.max);
    shares.add_range(below.share.min, below.share.max);
    if (mean) {
      const Reach weighted = scaled(below.share, *child.weight);
      add_end(mean_share.min, weighted.min);
      add_end(mean_share.max, weighted.max);
      weights += *child.weight;
    }
  }
  if (mean) {
    // When a child can be left out its weight moves to the others, and only the extremes of the
    // children bound the mean. The weights that are left may then also be 0.
    result.share = any_excludable ? *shares.done() : scaled(mean_share, Rational(1) / weights);
    result.excludable = any_excludable;
    result.varying_max = false;
    result.points = scaled(result.share, *node.max);
  } else {
    result.points = sum;
    result.share = result.varying_max ? *shares.done() : scaled(sum, Rational(1) / *node.max);
  }
  if (node.rounding) {
    if (result.points.min) result.points.min = result.points.min->rounded(*node.rounding);
    if (result.points.max) result.points.max = result.points.max->rounded(*node.rounding);
    // Rounded points over a maximum that can shrink: no bound on the share is worth proving.
    result.share = result.varying_max ? Reach{} : scaled(result.points, Rational(1) / *node.max);
  }
  return result;
}

/// The reach of the node of a code at or below a node.
inline std::optional<NodeReach> find_reach(const Node& node, const Inherited& own,
                                           std::string_view code) {
  if (node.code == code) return node_reach(node, own);
  for (const Node& child : node.children) {
    if (auto found = find_reach(child, own.at(child), code)) return found;
  }
  return std::nullopt;
}

}  // namespace detail

PARINDEX_INLINE Reach reach(const Rubric& rubric, std::string_view code) {
  const auto found =
      detail::find_reach(rubric.root(), detail::Inherited{}.at(rubric.root()), code);
  if (!found) throw Error("no node of code \"" + std::string(code) + "\"");
  return found->points;
}

PARINDEX_END_NAMESPACE
