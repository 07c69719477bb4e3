// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

#include <parindex/engine/detail/read_cell.hpp>
#include <parindex/engine/detail/scores_state.hpp>
#include <parindex/rubric/detail/cohort_state.hpp>
#include <parindex/rubric/detail/expression_call.hpp>
#include <parindex/rubric/detail/statistics.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// The pass over the whole table before its rows are scored. A unit is included in a statistic if
/// every input that the statistic reads has a valid value.
inline std::shared_ptr<const CohortState> compute_cohort(const ScoresState& scores) {
  const PlanState& plan = scores.plan.state();
  auto cohort = std::make_shared<CohortState>();
  cohort->fingerprint = plan.fingerprint;
  std::vector<Value> values;
  for (std::size_t k = 0; k < plan.statistics.size(); ++k) {
    const Expression& of = plan.statistics[k]->parts[0];
    const PlanNode& leaf = plan.nodes[plan.statistic_nodes[k]];
    const Node& node = *leaf.node;
    CohortState::Parts parts;
    RuleContext context;
    context.inputs = &*leaf.inputs;
    context.calendar = calendar_of(plan);
    const std::vector<std::size_t> inputs = inputs_read(of, *leaf.inputs);
    if (values.size() < leaf.column_count) values.resize(leaf.column_count);
    for (std::size_t row = 0; row < scores.rows; ++row) {
      stop_point(300 + 100 * leaf.column_count);
      bool holds = true;
      for (const std::size_t i : inputs) {
        const std::size_t column = leaf.first_column + i;
        const Cell cell = scores.cell(row, column);
        const ColumnSpec& spec = plan.specs[column];
        holds = !no_value_of(plan.markers, spec, cell) && !read_cell(spec, cell, values[i]);
        if (!holds) break;
      }
      if (!holds) continue;
      std::optional<Rational> value;
      try {
        value = Evaluator(node, values, context).value(of);
      } catch (const NumberTooLong&) {  // no value; the row of the unit reports it
      }
      if (!value) continue;
      parts.all.add(*value);
      // Units without a group form their own group.
      parts.groups[std::string(scores.unit(row).group)].add(*std::move(value));
    }
    parts.all.arrange();
    for (auto& [group, of_group] : parts.groups) of_group.arrange();
    cohort->parts.push_back(std::make_shared<const CohortState::Parts>(std::move(parts)));
  }
  return cohort;
}

/// The cohort of all units of several cohorts of one plan.
inline std::shared_ptr<const CohortState> joined_cohort(
    const std::vector<std::shared_ptr<const CohortState>>& cohorts) {
  auto joined = std::make_shared<CohortState>();
  joined->fingerprint = cohorts.front()->fingerprint;
  for (std::size_t k = 0; k < cohorts.front()->parts.size(); ++k) {
    CohortState::Parts parts;
    for (const auto& cohort : cohorts) {
      parts.all.add(cohort->parts[k]->all);
      for (const auto& [group, values] : cohort->parts[k]->groups) parts.groups[group].add(values);
    }
    parts.all.arrange();
    for (auto& [group, of_group] : parts.groups) of_group.arrange();
    joined->parts.push_back(std::make_shared<const CohortState::Parts>(std::move(parts)));
  }
  return joined;
}

}  // namespace detail

PARINDEX_END_NAMESPACE
