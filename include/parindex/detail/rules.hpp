// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include <parindex/detail/reaches.hpp>
// One file for each kind of rule, with all that the library does with it. A kind that lacks one of
// these functions does not compile.
#include <parindex/detail/direction.hpp>
#include <parindex/detail/rules/all_of.hpp>
#include <parindex/detail/rules/bands.hpp>
#include <parindex/detail/rules/checklist.hpp>
#include <parindex/detail/rules/choice.hpp>
#include <parindex/detail/rules/custom.hpp>
#include <parindex/detail/rules/decision_table.hpp>
#include <parindex/detail/rules/deduction.hpp>
#include <parindex/detail/rules/direct.hpp>
#include <parindex/detail/rules/formula.hpp>
#include <parindex/detail/rules/goalposts.hpp>
#include <parindex/detail/rules/imported.hpp>
#include <parindex/detail/rules/levels.hpp>
#include <parindex/detail/rules/linear.hpp>
#include <parindex/detail/rules/per_unit.hpp>
#include <parindex/detail/rules/proportional.hpp>
#include <parindex/detail/rules/survey.hpp>
#include <parindex/detail/rules/target.hpp>
#include <parindex/detail/rules/yes_no.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// The data columns of a leaf, in the order in which it reads them.
inline std::vector<ColumnSpec> columns_of(const Node& leaf) {
  LeafColumns columns(leaf);
  std::visit([&](const auto& rule) { add_columns(rule, columns); }, *leaf.rule);
  return columns.take();
}

/// Points of a leaf before its rounding, or the policy that decides instead.
template <class Listener>
RuleOutcome evaluate_rule(const RuleCall<Listener>& call) {
  return std::visit([&](const auto& rule) { return evaluate(rule, call); }, *call.node.rule);
}

/// The smallest and largest points that the rule of a leaf can give apart from its policies,
/// rounded as the leaf rounds.
inline std::optional<Reach> rule_reach(const Node& leaf) {
  auto reach = std::visit([&](const auto& rule) { return reach_of(rule, leaf); }, *leaf.rule);
  if (reach) *reach = limited_reach(leaf, *std::move(reach));
  if (reach && leaf.rounding) {
    if (reach->min) reach->min = reach->min->rounded(*leaf.rounding);
    if (reach->max) reach->max = reach->max->rounded(*leaf.rounding);
  }
  return reach;
}

/// The policies that decide instead of the rule when a value that is there is of no use to it:
/// none for a rule that can use every value.
inline std::vector<MissingPolicy> policies_of(const Rule& rule) {
  std::vector<MissingPolicy> policies;
  const auto add = [&](const std::optional<MissingPolicy>& policy) {
    if (policy) policies.push_back(*policy);
  };
  std::visit(
      [&](const auto& kind) {
        if constexpr (requires { kind.on.when_zero; }) add(kind.on.when_zero);
        if constexpr (requires { kind.when_zero; }) add(kind.when_zero);
        if constexpr (requires { kind.when_small; }) add(kind.when_small);
      },
      rule);
  return policies;
}

/// JSON Pointers, relative to the leaf, of every branch that a trace of its rule can name.
inline std::vector<std::string> rule_branches(const Rule& rule) {
  return std::visit([](const auto& kind) { return branches_of(kind); }, rule);
}

/// The points that the rule can give, against the maximum of its leaf.
inline void check_reach(const Node& node, NodeReport& report) {
  const auto reach = rule_reach(node);
  if (!reach || !node.max || node.max->sign() <= 0) return;
  const std::string where = "/rule/" + std::string(name_of(*node.rule));
  const auto text = [](const std::optional<Rational>& value) {
    return value ? value->to_string() : std::string("no limit");
  };
  if (!reach->max || *reach->max > *node.max) {
    report.add(issue::maximum_exceeded, where,
                "The rule can give more than the maximum points", node.max->to_string(),
                text(reach->max));
  } else if (*reach->max < *node.max) {
    report.add(issue::maximum_unreachable, where,
                "The rule can never give the maximum points", node.max->to_string(),
                text(reach->max));
  }
  if (reach->min && reach->min->sign() > 0) {
    report.add(issue::minimum_above_zero, where, "The rule always gives points", "0",
                text(reach->min));
  } else if (!reach->min || reach->min->sign() < 0) {
    report.add(issue::minimum_below_zero, where, "The rule can give points below 0", "0",
                text(reach->min));
  }
}

/// Checks the rule of one leaf: its parts, its inputs, and the points that it can give.
inline void check_rule(const Node& leaf, NodeReport& report, bool has_calendar) {
  RuleChecker checker(leaf, report, has_calendar);
  checker.check_inputs();
  std::visit([&](const auto& rule) { check(rule, checker); }, *leaf.rule);
  checker.check_unused_inputs();
  check_direction(leaf, checker);
  if (checker.sound()) check_reach(leaf, report);
}

}  // namespace detail

PARINDEX_END_NAMESPACE
