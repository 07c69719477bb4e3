// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>

#include <parindex/rubric/detail/check/rule_checker.hpp>
#include <parindex/rubric/detail/proof/reaches.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// What a rule can give, held and rounded as its leaf does.
inline std::optional<PointsRange> leaf_reach(std::optional<PointsRange> reach, const Node& leaf) {
  if (reach) reach = limited_reach(leaf, std::move(*reach));
  if (reach && leaf.rounding) {
    if (reach->min) reach->min = reach->min->rounded(*leaf.rounding);
    if (reach->max) reach->max = reach->max->rounded(*leaf.rounding);
  }
  return reach;
}

/// Whether the points of a rule are bounded by intervals of expressions: none lie beyond the
/// bounds, but none need reach them, as where an input stands twice.
inline bool bounded_by_intervals(const Rule& rule) {
  return std::visit(
      [](const auto& kind) {
        if constexpr (std::is_same_v<decltype(kind), const Formula&>) return true;
        if constexpr (requires { kind.on.formula; }) return kind.on.kind == Quantity::Kind::formula;
        return false;
      },
      rule);
}

/// The points that a rule can give, against the maximum of its leaf.
inline void check_reach(const std::optional<PointsRange>& reach, const Rule& rule,
                        RuleChecker& checker) {
  const Node& node = checker.node();
  if (!reach || !node.max || node.max->sign() <= 0) return;
  const std::string where = "/rule/" + std::string(name_of(rule));
  const bool bounds = bounded_by_intervals(rule);
  const auto text = [bounds](const char* side, const std::optional<Rational>& value) {
    if (!value) return std::string(bounds ? "no bound" : "no limit");
    return (bounds ? side : "") + value->to_string();
  };
  if (!reach->max || *reach->max > *node.max) {
    checker.add(issue::maximum_exceeded, where,
                bounds ? "The rule is not shown to stay within the maximum points"
                       : "The rule can give more than the maximum points",
                text("at most ", node.max), text("at most ", reach->max));
  } else if (*reach->max < *node.max) {
    checker.add(issue::maximum_unreachable, where, "The rule can never give the maximum points",
                node.max->to_string(), text("at most ", reach->max));
  }
  if (reach->min && reach->min->sign() > 0) {
    checker.add(issue::minimum_above_zero, where, "The rule always gives points", "0",
                text("at least ", reach->min));
  } else if (!reach->min || reach->min->sign() < 0) {
    checker.add(issue::minimum_below_zero, where,
                bounds ? "The rule is not shown to stay at 0 points or above"
                       : "The rule can give points below 0",
                text("at least ", Rational(0)), text("at least ", reach->min));
  }
}

}  // namespace detail

PARINDEX_END_NAMESPACE
