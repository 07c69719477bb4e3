// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>

#include <parindex/engine/detail/row_outcomes.hpp>
#include <parindex/engine/detail/scores_state.hpp>
#include <parindex/rubric/detail/quota.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// The class by quota of one unit among the units of the table, or nullptr; `rule` is the one that
/// the node declares.
inline const ClassBand* quota_band_of(const ScoresState& scores, std::size_t row,
                                      std::size_t position, const ClassRule& rule) {
  const PlanState& plan = scores.plan.state();
  const auto& table = scores.table;
  const auto value_of = [&](std::size_t other) -> std::optional<Rational> {
    if (!table.unranked.empty() && table.unranked[other]) return std::nullopt;
    RowOutcomes outcomes(scores, other);
    const NodeResult result = to_result(plan, outcomes.at(position), position);
    return compared_figure(rule.on, rule.stage, result,
                           [&] { return exact_points(plan, outcomes, position); });
  };
  const QuotaCache::Bands& bands = scores.quotas.at(position, [&] {
    return quota_bands(rule, scores.rows, value_of,
                       [&](std::size_t other) { return scores.unit(other).group; });
  });
  return bands[row] ? &rule.bands[*bands[row]] : nullptr;
}

}  // namespace detail

PARINDEX_END_NAMESPACE
