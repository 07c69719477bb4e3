// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include <parindex/engine/detail/evaluate.hpp>
#include <parindex/engine/detail/scores_state.hpp>
#include <parindex/rubric/detail/node_results.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// The output that the table of a leaf gives a unit, by its place. Nothing if the unit does not
/// have the leaf or lacks a valid value of it: then no row of the table applies.
inline std::optional<std::size_t> output_at(const ScoresState& scores, std::size_t row,
                                            std::size_t position) {
  const PlanState& plan = scores.plan.state();
  const PlanNode& leaf = plan.nodes[position];
  const DecisionTable* const table = table_of_outputs(*leaf.node);
  if (table == nullptr || !exists(leaf, scores.group(row))) return std::nullopt;
  std::vector<Value> values(leaf.column_count);
  for (std::size_t i = 0; i < leaf.column_count; ++i) {
    const std::size_t column = leaf.first_column + i;
    const Cell cell = scores.cell(row, column);
    const ColumnSpec& spec = plan.specs[column];
    if (const auto none = no_value_of(plan.markers, spec, cell)) {
      if (!is_dispensable(spec, *none)) return std::nullopt;
      values[i].none = none;
    } else if (read_cell(spec, cell, values[i]) != nullptr) {
      return std::nullopt;
    }
  }
  IssueLog ignored(0);
  IssueListener listener{ignored};
  const RuleContext context = context_of(plan, leaf, scores.unit(row));
  if (impute_values(plan, leaf, std::span<Value>(values), listener, context)) return std::nullopt;
  const RuleCall call{*leaf.node, *leaf.node->rule, std::span<const Value>(values), listener,
                      context};
  return output_of(*table, rows_that_hold(*table, call));
}

}  // namespace detail

PARINDEX_END_NAMESPACE
