// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <parindex/detail/contains.hpp>
#include <parindex/detail/visit.hpp>
#include <parindex/rubric/detail/input_index.hpp>
#include <parindex/rubric/detail/operations.hpp>
#include <parindex/rubric/rubric.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

// The statistics over other units that a rule uses, in the order of the rule.

inline void add_statistics(const Expression& expression, std::vector<const Expression*>& out) {
  if (expression.kind == Expression::Kind::cohort) out.push_back(&expression);
  for (const Expression& part : expression.parts) add_statistics(part, out);
}

inline void add_statistics(const Condition& condition, std::vector<const Expression*>& out) {
  add_statistics(condition.of, out);
  for (const Condition& part : condition.parts) add_statistics(part, out);
}

inline std::vector<const Expression*> statistics_of(const Rule& rule) {
  std::vector<const Expression*> found;
  detail::visit(
      [&](const auto& kind) {
        if constexpr (requires { kind.on.formula; }) {
          if (kind.on.formula) add_statistics(*kind.on.formula, found);
          for (const auto& [name, each] : kind.on.let) add_statistics(each, found);
        }
        if constexpr (requires { kind.low.parts; }) {
          add_statistics(kind.low, found);
          add_statistics(kind.high, found);
        }
        if constexpr (requires { kind.let; }) {
          for (const auto& [name, each] : kind.let) add_statistics(each, found);
        }
        if constexpr (requires { kind.cases.front().points.parts; }) {
          for (const auto& each : kind.cases) {
            if (each.when) add_statistics(*each.when, found);
            add_statistics(each.points, found);
          }
        }
        if constexpr (requires { kind.cases.front().rule; }) {
          for (const GroupCase& each : kind.cases) {
            for (const Expression* statistic : statistics_of(each.rule)) found.push_back(statistic);
          }
        }
      },
      rule);
  return found;
}

/// The statistics that a leaf uses: those of its imputations, then those of its rule.
inline std::vector<const Expression*> statistics_of(const Node& leaf) {
  std::vector<const Expression*> found;
  for (const Input& input : leaf.inputs) {
    if (input.impute) add_statistics(input.impute->by, found);
  }
  for (const Expression* statistic : statistics_of(*leaf.rule)) found.push_back(statistic);
  return found;
}

/// The rule that applies to the units of a group.
inline const Rule& rule_for(const Rule& rule, std::string_view group) {
  if (const ByGroup* const split = std::get_if<ByGroup>(&rule)) {
    for (const GroupCase& each : split->cases) {
      if (contains(each.groups, group)) return each.rule;
    }
  }
  return rule;
}

/// The positions of the inputs that an expression reads, in order, without duplicates; `own`: only
/// those whose value for the unit itself it reads. The rule is checked.
inline std::vector<std::size_t> inputs_read(const Expression& expression, const InputIndex& inputs,
                                            bool own = false) {
  std::vector<std::size_t> found;
  std::vector<const Expression*> open{&expression};
  while (!open.empty()) {
    const Expression& at = *open.back();
    open.pop_back();
    if (own && at.kind == Expression::Kind::cohort && !reads_own_value(at.statistic)) continue;
    if (at.kind == Expression::Kind::input || at.kind == Expression::Kind::map) {
      found.push_back(*inputs.position(at.input));
    }
    for (const Expression& part : at.parts) open.push_back(&part);
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

}  // namespace detail

PARINDEX_END_NAMESPACE
