// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>

#include <parindex/engine/detail/row_outcomes.hpp>
#include <parindex/engine/detail/scores_state.hpp>
#include <parindex/rubric/detail/quota.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// The figure by which a rule classifies; `points` are those before the rounding of the node.
inline const Rational& classified(const ClassRule& rule, const NodeResult& result,
                                  const Rational& points) {
  const bool exact = rule.stage == FigureStage::exact;
  if (rule.on == Figure::index) return *(exact ? result.index_exact : result.index);
  return exact ? points : *result.points;
}

/// The class by quota of one unit among the units of the table, or nullptr.
inline const ClassBand* quota_band_of(const ScoresState& scores, std::size_t row,
                                      std::size_t position, const ClassRule& rule) {
  const PlanState& plan = scores.plan.state();
  const auto& table = scores.table;
  const auto bands = quota_bands(
      rule, scores.rows,
      [&](std::size_t other) -> std::optional<Rational> {
        if (!table.unranked.empty() && table.unranked[other]) return std::nullopt;
        RowOutcomes outcomes(scores, other);
        const NodeResult result = to_result(plan, outcomes.at(position), position);
        if (!result.points) return std::nullopt;
        const bool before = rule.on == Figure::points && rule.stage == FigureStage::exact;
        const auto exact = before ? exact_points(plan, outcomes, position) : result.points;
        return classified(rule, result, *exact);
      },
      [&](std::size_t other) { return scores.unit(other).group; });
  return bands[row] ? &rule.bands[*bands[row]] : nullptr;
}

}  // namespace detail

PARINDEX_END_NAMESPACE
