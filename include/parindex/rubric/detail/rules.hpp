// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <parindex/detail/visit.hpp>
#include <parindex/rubric/detail/check/reach_checker.hpp>
#include <parindex/rubric/detail/figures.hpp>
#include <parindex/rubric/detail/proof/direction.hpp>
#include <parindex/rubric/detail/rule_kinds.hpp>
#include <parindex/rubric/rules/by_group.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

inline KindName kind_name(const Rule& rule) {
  return detail::visit([](const auto& kind) { return kind_of(kind); }, rule);
}

/// The data columns of a leaf, in the order in which it reads them.
inline std::vector<ColumnSpec> columns_of(const Node& leaf) {
  LeafColumns columns(leaf);
  detail::visit([&](const auto& rule) { add_columns(rule, columns); }, *leaf.rule);
  return columns.take();
}

/// The points of a leaf before its rounding, or the policy that applies instead.
inline RuleOutcome evaluate_rule(const RuleCall& call) {
  return detail::visit([&](const auto& rule) { return evaluate(rule, call); }, call.rule);
}

/// The smallest and largest points that the rule of a leaf can give, without its policies, rounded
/// as the leaf rounds.
inline std::optional<PointsRange> rule_reach(const Node& leaf) {
  auto reach = detail::visit([&](const auto& rule) { return reach_of(rule, leaf); }, *leaf.rule);
  return leaf_reach(std::move(reach), leaf);
}

/// The policies that apply instead of the rule if it cannot use an existing value: none for a rule
/// that can use every value.
inline std::vector<MissingPolicy> policies_of(const Rule& rule) {
  std::vector<MissingPolicy> policies;
  const auto add = [&](const std::optional<MissingPolicy>& policy) {
    if (policy) policies.push_back(*policy);
  };
  detail::visit(
      [&](const auto& kind) {
        if constexpr (requires { kind.on.when_zero; }) add(kind.on.when_zero);
        if constexpr (requires { kind.when_zero; }) add(kind.when_zero);
        if constexpr (requires { kind.when_small; }) add(kind.when_small);
        if constexpr (requires { kind.cases.front().rule; }) {
          for (const GroupCase& each : kind.cases) {
            for (const MissingPolicy policy : policies_of(each.rule)) policies.push_back(policy);
          }
        }
      },
      rule);
  for (const FigurePlace& place : figures_in(rule)) add(place.figure->when_none);
  return policies;
}

/// The same for a leaf, with those that apply if there is nothing to impute a value from.
inline std::vector<MissingPolicy> policies_of(const Node& leaf) {
  std::vector<MissingPolicy> policies = policies_of(*leaf.rule);
  for (const Input& input : leaf.inputs) {
    if (input.impute && input.impute->when_none) policies.push_back(*input.impute->when_none);
  }
  return policies;
}

/// Whether the points of the rule of a leaf terminate for all data.
inline bool rule_terminates(const Rule& rule, const Node& leaf) {
  return detail::visit([&](const auto& kind) { return terminates(kind, leaf); }, rule);
}

/// Whether the quantity of a rule, and that of each of its cases, terminates for all data.
inline bool quantity_terminates(const Rule& rule, const Node& leaf) {
  return detail::visit(
      [&](const auto& kind) {
        if constexpr (requires { kind.on; }) return terminates(kind.on, leaf);
        if constexpr (requires { kind.cases.front().rule; }) {
          return std::all_of(kind.cases.begin(), kind.cases.end(), [&](const GroupCase& each) {
            return quantity_terminates(each.rule, leaf);
          });
        }
        return true;
      },
      rule);
}

/// JSON Pointers, relative to the leaf, of every branch that a trace of its rule can name.
inline std::vector<std::string> rule_branches(const Rule& rule) {
  auto branches = detail::visit([](const auto& kind) { return branches_of(kind); }, rule);
  for (const FigurePlace& place : figures_in(rule)) {
    const auto& policy = place.figure->when_none;
    if (policy && *policy != MissingPolicy::error) branches.push_back(place.pointer + "/when_none");
  }
  return branches;
}

/// Checks the rule of one leaf: its parts, its inputs, and the points that it can give.
inline void check_rule(const Node& leaf, NodeReport& report, const RubricDraft& draft,
                       bool informative) {
  RuleChecker checker(leaf, report, draft, informative);
  checker.check_inputs();
  detail::visit([&](const auto& rule) { check(rule, checker); }, *leaf.rule);
  checker.check_imputations();
  checker.check_unused_inputs();
  check_direction(*leaf.rule, checker);
  // With by_group, the rule of each case is compared with the maximum separately.
  if (!checker.sound() || std::holds_alternative<ByGroup>(*leaf.rule)) return;
  check_reach(rule_reach(leaf), *leaf.rule, checker);
}

}  // namespace detail

PARINDEX_END_NAMESPACE
