// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <utility>

#include <parindex/process/detail/sentences.hpp>
#include <parindex/process/layer_gap.hpp>
#include <parindex/stop.hpp>

PARINDEX_BEGIN_NAMESPACE

Checked<LayerGap> layer_gap(const Assessment& assessment, std::string_view first,
                            std::optional<std::string_view> second) {
  const Checked<Scores> first_scores = score(assessment, first);
  const Checked<Scores> second_scores = score(assessment, second);
  if (!first_scores || !second_scores) {
    Issues issues = first_scores ? Issues() : first_scores.issues();
    if (!second_scores) {
      issues.insert(issues.end(), second_scores.issues().begin(), second_scores.issues().end());
    }
    return {std::move(issues), detail::sentence::the_layers_were_not_compared};
  }
  const Scores& before = *first_scores;
  const Scores& after = *second_scores;
  const Plan& plan = assessment.plan();
  LayerGap result;
  result.first = first;
  result.second = second.value_or("");
  std::vector<ComponentGap> components(plan.size());
  for (std::size_t row = 0; row < before.size(); ++row) {
    UnitGap& unit = result.units.emplace_back();
    unit.row = row;
    for (std::size_t at = 0; at < plan.size(); ++at) {
      if (!plan.node(at).rule) continue;
      detail::stop_point(1000);
      const auto a = before.at(row, at).points;
      const auto b = after.at(row, at).points;
      if (!a || !b) continue;
      result.cells.push_back({row, plan.codes()[at], *a, *b, *b - *a});
      ++unit.leaves;
      unit.first += *a;
      unit.second += *b;
      ++components[at].units;
      components[at].first += *a;
      components[at].second += *b;
    }
    unit.gap = unit.second - unit.first;
  }
  for (std::size_t at = 0; at < plan.size(); ++at) {
    detail::stop_point(10);
    ComponentGap& component = components[at];
    if (component.units == 0) continue;
    component.code = plan.codes()[at];
    const Rational count = static_cast<std::int64_t>(component.units);
    component.first /= count;
    component.second /= count;
    component.bias = component.first - component.second;
    result.components.push_back(std::move(component));
  }
  std::int64_t compared = 0;
  Rational sum = 0;
  for (const UnitGap& unit : result.units) {
    if (unit.leaves == 0) continue;
    ++compared;
    sum -= unit.gap;
  }
  if (compared > 0) result.bias = sum / Rational(compared);
  return result;
}

PARINDEX_END_NAMESPACE
