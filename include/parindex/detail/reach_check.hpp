// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <parindex/detail/reaches.hpp>
#include <parindex/detail/rule_checker.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// What a rule can give, held and rounded as its leaf does.
inline std::optional<Reach> leaf_reach(std::optional<Reach> reach, const Node& leaf) {
  if (reach) *reach = limited_reach(leaf, *std::move(reach));
  if (reach && leaf.rounding) {
    if (reach->min) reach->min = reach->min->rounded(*leaf.rounding);
    if (reach->max) reach->max = reach->max->rounded(*leaf.rounding);
  }
  return reach;
}

/// The points that a rule of some kind can give, against the maximum of its leaf.
inline void check_reach(const std::optional<Reach>& reach, std::string_view kind,
                        RuleChecker& checker) {
  const Node& node = checker.node();
  if (!reach || !node.max || node.max->sign() <= 0) return;
  const std::string where = "/rule/" + std::string(kind);
  const auto text = [](const std::optional<Rational>& value) {
    return value ? value->to_string() : std::string("no limit");
  };
  if (!reach->max || *reach->max > *node.max) {
    checker.add(issue::maximum_exceeded, where, "The rule can give more than the maximum points",
                node.max->to_string(), text(reach->max));
  } else if (*reach->max < *node.max) {
    checker.add(issue::maximum_unreachable, where, "The rule can never give the maximum points",
                node.max->to_string(), text(reach->max));
  }
  if (reach->min && reach->min->sign() > 0) {
    checker.add(issue::minimum_above_zero, where, "The rule always gives points", "0",
                text(reach->min));
  } else if (!reach->min || reach->min->sign() < 0) {
    checker.add(issue::minimum_below_zero, where, "The rule can give points below 0", "0",
                text(reach->min));
  }
}

}  // namespace detail

PARINDEX_END_NAMESPACE
