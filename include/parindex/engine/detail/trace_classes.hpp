// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include <parindex/engine/detail/quota_band.hpp>
#include <parindex/engine/detail/scores_state.hpp>
#include <parindex/engine/trace.hpp>
#include <parindex/rubric/detail/node_results.hpp>
#include <parindex/rubric/detail/step_words.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

// The last lines of an explanation: the class of the unit.

/// The class of the unit by a node.
template <class Steps>
void add_class(const ScoresState& scores, std::size_t row, std::size_t position,
               const ClassRule& rule, const NodeResult& result, Trace& trace, Steps& steps) {
  trace.class_id.emplace();
  if (!result.points) return;
  const auto value = [&] {
    return compared_figure(rule.on, rule.stage, result, [&] { return trace.exact; }).value();
  };
  const ClassBand* const band =
      rule.quota ? quota_band_of(scores, row, position, rule) : band_of(rule, value());
  if (band == nullptr) return;
  trace.class_id = band->id;
  const auto at = static_cast<std::size_t>(band - rule.bands.data());
  steps.add(StepKind::group_of_class, {"/classes/bands/" + std::to_string(at),
                                       say(words::class_of_node, band->id), band->title});
}

/// The output of the table of a leaf, as the class of the unit.
template <class Steps>
void add_output(const DecisionTable& table, const std::optional<std::size_t>& output, Trace& trace,
                Steps& steps) {
  trace.class_id.emplace();
  if (!output) return;
  const Option& given = table.outputs[*output];
  trace.class_id = given.id;
  steps.add(StepKind::group_of_class, {"/rule/decision_table/outputs/" + std::to_string(*output),
                                       say(words::class_of_node, given.id), given.title});
}

}  // namespace detail

PARINDEX_END_NAMESPACE
