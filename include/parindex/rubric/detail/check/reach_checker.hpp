// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>

#include <parindex/detail/sentences.hpp>
#include <parindex/detail/visit.hpp>
#include <parindex/rubric/detail/check/rule_checker.hpp>
#include <parindex/rubric/detail/proof/reaches.hpp>
#include <parindex/rubric/detail/sentences/structure.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// The points that a rule can give, limited and rounded as its leaf specifies.
inline std::optional<PointsRange> leaf_reach(std::optional<PointsRange> reach, const Node& leaf) {
  if (reach) reach = limited_reach(leaf, std::move(*reach));
  if (reach && leaf.rounding) {
    if (reach->min) reach->min = reach->min->rounded(*leaf.rounding);
    if (reach->max) reach->max = reach->max->rounded(*leaf.rounding);
  }
  return reach;
}

/// Whether the points of a rule are bounded by intervals of expressions: no points are beyond the
/// bounds, but the bounds need not be reached, for example if an input occurs twice.
inline bool bounded_by_intervals(const Rule& rule) {
  return detail::visit(
      [](const auto& kind) {
        if constexpr (std::is_same_v<decltype(kind), const Formula&>) return true;
        if constexpr (requires { kind.on.formula; }) return kind.on.formula.has_value();
        return false;
      },
      rule);
}

/// Checks the points that a rule can give against the maximum of its leaf.
inline void check_reach(const std::optional<PointsRange>& reach, const Rule& rule,
                        RuleChecker& checker) {
  const Node& node = checker.node();
  if (!reach || !node.max || node.max->sign() <= 0) return;
  const std::string where = "/rule/" + std::string(name_of(rule));
  const bool bounds = bounded_by_intervals(rule);
  const auto text = [bounds](const Sentence<1>& side,
                             const std::optional<Rational>& value) -> Phrase {
    if (!value) return bounds ? sentence::no_bound : sentence::no_limit;
    return bounds ? say(side, value->to_string()) : Phrase(value->to_string());
  };
  if (!reach->max || *reach->max > *node.max) {
    checker.add(issue::maximum_exceeded, where,
                bounds ? sentence::the_rule_may_give_more_than_the_maximum
                       : sentence::the_rule_can_give_more_than_the_maximum,
                text(sentence::at_most, node.max), text(sentence::at_most, reach->max));
  } else if (*reach->max < *node.max) {
    checker.add(issue::maximum_unreachable, where,
                sentence::the_rule_can_never_give_the_maximum_points, node.max->to_string(),
                text(sentence::at_most, reach->max));
  }
  // A rating for information may begin above 0: no total counts its points.
  if (reach->min && reach->min->sign() > 0 && !checker.informative()) {
    checker.add(issue::minimum_above_zero, where, sentence::the_rule_always_gives_points_above_0,
                as_is("0"), text(sentence::at_least, reach->min));
  } else if (!reach->min || reach->min->sign() < 0) {
    checker.add(issue::minimum_below_zero, where,
                bounds ? sentence::the_rule_may_give_points_below_0
                       : sentence::the_rule_can_give_points_below_0,
                text(sentence::at_least, Rational(0)), text(sentence::at_least, reach->min));
  }
}

}  // namespace detail

PARINDEX_END_NAMESPACE
