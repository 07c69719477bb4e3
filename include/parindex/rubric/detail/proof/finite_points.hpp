// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <variant>

#include <parindex/detail/visit.hpp>
#include <parindex/rubric/detail/inherited.hpp>
#include <parindex/rubric/detail/node_limits.hpp>
#include <parindex/rubric/detail/rules.hpp>
#include <parindex/stop.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

using PointSet = std::set<Rational>;

/// All points that a node can give, if they are a short list.
struct FinitePoints {
  PointSet points;
  bool excludable = false;  // it can also be left out
};

// The points that a rule can give; nothing if they are not a short list, or if the kind has no
// overload.
template <class Kind>
std::optional<PointSet> listed(const Kind&, const Node&) {
  return std::nullopt;
}
inline std::optional<PointSet> listed(const Choice& rule, const Node&) {
  PointSet points;
  for (const Option& option : rule.options) points.insert(option.points);
  return points;
}
inline std::optional<PointSet> listed(const Levels& rule, const Node& node) {
  PointSet points;
  for (const Level& level : rule.options) points.insert(*node.max * level.percent / 100);
  return points;
}
inline std::optional<PointSet> listed(const YesNo& rule, const Node&) {
  return PointSet{rule.yes, rule.no};
}
inline std::optional<PointSet> listed(const AllOf& rule, const Node&) {
  return PointSet{rule.points, rule.otherwise};
}
inline std::optional<PointSet> listed(const Checklist& rule, const Node&) {
  PointSet points{0};
  for (const Option& item : rule.items) {
    stop_point(500 * points.size());
    for (const Rational& before : PointSet(points)) points.insert(before + item.points);
    if (points.size() > limits().listed_points) return std::nullopt;
  }
  return points;
}
inline std::optional<PointSet> listed(const Bands& rule, const Node&) {
  PointSet points;
  for (const Band& band : rule.steps) points.insert(band.points);
  return points;
}
inline std::optional<PointSet> listed(const Direct& rule, const Node&) {
  if (!rule.step || rule.step->sign() <= 0) return std::nullopt;
  PointSet points;
  for (Rational mark = rule.min; mark <= rule.max; mark += *rule.step) {
    points.insert(mark);
    if (points.size() > limits().listed_points) return std::nullopt;
  }
  return points;
}

inline std::optional<PointSet> listed_of_any(const Rule& rule, const Node& node);
inline std::optional<PointSet> listed(const ByGroup& rule, const Node& node) {
  PointSet points;
  for (const GroupCase& each : rule.cases) {
    const auto own = listed_of_any(each.rule, node);
    if (!own) return std::nullopt;
    points.insert(own->begin(), own->end());
  }
  return points;
}

inline std::optional<PointSet> listed_of_any(const Rule& rule, const Node& node) {
  return detail::visit([&](const auto& kind) { return listed(kind, node); }, rule);
}

inline std::optional<FinitePoints> finite_points(const Node& node, const Inherited& own) {
  stop_point(1000);
  FinitePoints found;
  const auto add = [&](const PointSet& points) {
    for (const Rational& each : points) found.points.insert(limited(node, each));
  };
  if (node.children.empty()) {
    if (!node.rule || !node.max) return std::nullopt;  // reported there
    const auto points = listed_of_any(*node.rule, node);
    if (!points) return std::nullopt;
    add(*points);
    const auto add_policy = [&](const std::optional<MissingPolicy>& policy) {
      if (policy == MissingPolicy::zero) found.points.insert(0);
      if (policy == MissingPolicy::full) found.points.insert(*node.max);
      if (policy == MissingPolicy::exclude) found.excludable = true;
    };
    for (const auto& policy : own.policies) add_policy(policy);
    for (const auto& stated : own.points) {
      if (stated) found.points.insert(*stated);
    }
    for (const MissingPolicy policy : policies_of(node)) add_policy(policy);
  } else {
    found.excludable = true;
    const Lookup* const table = own.aggregation ? std::get_if<Lookup>(&*own.aggregation) : nullptr;
    const bool choosing = own.aggregation && (std::holds_alternative<Minimum>(*own.aggregation) ||
                                              std::holds_alternative<OneOf>(*own.aggregation));
    if (!table && !choosing) return std::nullopt;
    for (const Node& child : node.children) {
      if (child.informative) continue;
      const auto below = finite_points(child, own.at(child));
      if (!below) return std::nullopt;
      found.excludable = found.excludable && (below->excludable || !child.only_for.empty());
      if (choosing) add(below->points);
    }
    if (table) {
      for (const LookupRow& row : table->rows) add({row.points});
    }
    if (node.nothing_left && found.excludable && node.max) {
      found.points.insert(*node.nothing_left == NothingLeft::full ? *node.max : Rational(0));
      found.excludable = false;
    }
  }
  for (const Gate& gate : node.gates) {
    const bool caps = gate.kind == Gate::Kind::cap;  // lowers only points above it
    if (!caps || (!found.points.empty() && gate.points < *found.points.rbegin())) {
      found.points.insert(gate.points);
    }
  }
  if (node.rounding) {
    PointSet rounded;
    for (const Rational& each : found.points) rounded.insert(each.rounded(*node.rounding));
    found.points = std::move(rounded);
  }
  if (found.points.size() > limits().listed_points) return std::nullopt;
  return found;
}

}  // namespace detail

PARINDEX_END_NAMESPACE
