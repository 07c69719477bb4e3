// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

#include <parindex/limits.hpp>
#include <parindex/rubric/detail/inherited.hpp>
#include <parindex/rubric/detail/node_limits.hpp>
#include <parindex/rubric/detail/proof/rule_reach.hpp>
#include <parindex/rubric/points_range.hpp>
#include <parindex/rubric/rubric.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// The points that a node can give.
struct NodeReach {
  PointsRange points;
  PointsRange share;         ///< points / applicable maximum
  bool excludable = false;   ///< the node can have no points and be left out of its parent
  bool unavailable = false;  ///< the node can have too few children; it is then excludable as well
  /// Bounds of the applicable maximum, which varies if a node below can be left out.
  Rational least_max;
  Rational most_max;
  PointsRange ungated;  ///< points before the gates of the node, if it has any

  bool varying_max() const { return least_max != most_max; }
  /// The share of points of which only their own bounds are known.
  PointsRange share_of(const PointsRange& of) const;
};

inline PointsRange scaled(PointsRange reach, const Rational& factor) {
  if (reach.min) *reach.min *= factor;
  if (reach.max) *reach.max *= factor;
  return reach;
}

inline PointsRange NodeReach::share_of(const PointsRange& of) const {
  // Over a varying maximum, no bound is worth proving.
  return varying_max() ? PointsRange{} : scaled(of, Rational(1) / most_max);
}

/// The same, limited to the floor and the cap of a node.
inline PointsRange limited_reach(const Node& node, PointsRange reach) {
  if (reach.min) reach.min = limited(node, *reach.min);
  if (reach.max) reach.max = limited(node, *reach.max);
  if (!reach.min && node.floor) reach.min = node.floor;
  if (!reach.max && node.cap) reach.max = node.cap;
  return reach;
}

/// Adds one end of a child's range to a running total; a missing limit stays missing.
inline void add_end(std::optional<Rational>& total, const std::optional<Rational>& end) {
  if (total && end) {
    *total += *end;
  } else {
    total.reset();
  }
}

/// The points that the children of a node can give, as an aggregation uses them.
struct ChildReaches {
  struct Child {
    const Node* node;
    NodeReach reach;
  };
  const Node& node;
  std::vector<Child> children;

  bool any_excludable() const {
    return std::any_of(children.begin(), children.end(),
                       [](const Child& child) { return child.reach.excludable; });
  }
  bool all_excludable() const {
    return std::all_of(children.begin(), children.end(),
                       [](const Child& child) { return child.reach.excludable; });
  }
  /// All shares of all children, which bound any mean of them.
  NodeReach mean(bool excludable) const {
    ReachBuilder shares;
    for (const Child& child : children) {
      shares.add_range(child.reach.share.min, child.reach.share.max);
    }
    return from_share(shares.done().value_or(PointsRange{}), excludable);
  }
  NodeReach from_share(PointsRange share, bool excludable) const {
    NodeReach result;
    result.points = scaled(share, *node.max);
    result.share = std::move(share);
    result.least_max = result.most_max = *node.max;
    result.excludable = excludable;
    return result;
  }
  /// Points over an applicable maximum within bounds.
  NodeReach from_points(PointsRange points, Rational least_max, Rational most_max) const {
    NodeReach result;
    result.excludable = all_excludable();
    result.least_max = std::move(least_max);
    result.most_max = std::move(most_max);
    result.share = result.share_of(points);
    result.points = std::move(points);
    return result;
  }
  /// The lowest and the highest applicable maximum of a child.
  std::pair<Rational, Rational> maxima() const {
    std::pair<Rational, Rational> found{children.front().reach.least_max,
                                        children.front().reach.most_max};
    for (const Child& child : children) {
      found.first = min(found.first, child.reach.least_max);
      found.second = max(found.second, child.reach.most_max);
    }
    return found;
  }
  /// The smallest or greatest ends of the children; nothing if one has no limit.
  std::optional<std::vector<Rational>> ends(bool upper) const {
    std::vector<Rational> found;
    for (const Child& child : children) {
      const auto& end = upper ? child.reach.points.max : child.reach.points.min;
      if (!end) return std::nullopt;
      found.push_back(*end);
    }
    std::sort(found.begin(), found.end(), std::greater<>());
    return found;
  }
};

}  // namespace detail

PARINDEX_END_NAMESPACE
