// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

#include <parindex/detail/stoppable.hpp>
#include <parindex/engine/detail/scores_state.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// One figure of all rows as whole multiples of one unit, so that a million results are exported
/// and sorted without a fraction for each.
struct WholeColumn {
  static constexpr std::int64_t none = PointsColumn::none;  // the row has no such figure

  Rational unit = 1;  // above 0
  std::vector<std::int64_t> values;
};

/// value / unit if that is a whole number that fits a column.
inline std::optional<std::int64_t> whole_multiple(const Rational& value, const Rational& unit) {
  const auto multiple = (value / unit).to_scaled_int64(0);
  return multiple && *multiple != WholeColumn::none ? multiple : std::nullopt;
}

/// One figure of a kept node. `from_scaled` converts points that the fixed lane stores,
/// `from_outcome` any other outcome that is ok. Nothing as soon as one of them returns nothing.
template <class FromScaled, class FromOutcome>
std::optional<WholeColumn> whole_column(const ScoresState& scores, std::size_t position,
                                        Rational unit, const FromScaled& from_scaled,
                                        const FromOutcome& from_outcome) {
  WholeColumn column{std::move(unit), std::vector<std::int64_t>(scores.rows, WholeColumn::none)};
  for (std::size_t row = 0; row < scores.rows; ++row) {
    stop_point_at(row, 10);
    std::optional<std::int64_t> value;
    if (const auto scaled = scores.scaled(row, position)) {
      value = from_scaled(*scaled);
    } else {
      const NodeOutcome outcome = scores.kept_outcome(row, position);
      if (outcome.status != Status::ok) continue;
      value = from_outcome(outcome, column.unit);
    }
    if (!value) return std::nullopt;
    column.values[row] = *value;
  }
  return column;
}

/// The points of a node, if the fixed lane stores it and no other row has a smaller fraction of a
/// point.
inline std::optional<WholeColumn> whole_points(const ScoresState& scores, std::size_t position) {
  if (!scores.in_columns(position)) return std::nullopt;
  const auto scale = static_cast<std::int64_t>(scores.plan.state().lanes.nodes[position].scale);
  return whole_column(
      scores, position, Rational::ratio(1, scale),
      [](std::int64_t scaled) { return std::optional(scaled); },
      [](const NodeOutcome& outcome, const Rational& unit) {
        return whole_multiple(outcome.points, unit);
      });
}

/// The applicable maximum of a node.
inline std::optional<WholeColumn> whole_max(const ScoresState& scores, std::size_t position) {
  if (!scores.in_columns(position)) return std::nullopt;
  return whole_column(
      scores, position, scores.plan.state().lanes.nodes[position].full_max,
      [](std::int64_t) { return std::optional<std::int64_t>(1); },
      [](const NodeOutcome& outcome, const Rational& unit) {
        return whole_multiple(outcome.max, unit);
      });
}

/// The index of a node before rounding, under the same condition, and only if all rows have one
/// maximum.
inline std::optional<WholeColumn> whole_index_exact(const ScoresState& scores,
                                                    std::size_t position) {
  if (!scores.in_columns(position)) return std::nullopt;
  const FixedNode& fixed = scores.plan.state().lanes.nodes[position];
  const Rational scale = static_cast<std::int64_t>(fixed.scale);
  return whole_column(
      scores, position, Rational(100) / (scale * fixed.full_max),
      [](std::int64_t scaled) { return std::optional(scaled); },
      [&](const NodeOutcome& outcome, const Rational&) {
        return outcome.max == fixed.full_max ? whole_multiple(outcome.points, Rational(1) / scale)
                                             : std::nullopt;
      });
}

/// The index of a node as the rubric rounds it.
inline std::optional<WholeColumn> whole_index(const ScoresState& scores, std::size_t position,
                                              const Rounding& rounding) {
  if (!scores.in_columns(position)) return std::nullopt;
  const FixedNode& fixed = scores.plan.state().lanes.nodes[position];
  const Rational step = step_of(rounding);
  const Rational scale = static_cast<std::int64_t>(fixed.scale);
  const Rational factor = Rational(100) / (step * scale * fixed.full_max);
  if (!factor.is_small()) return std::nullopt;
  const std::int64_t num = factor.small_numerator();
  const std::int64_t den = factor.small_denominator();
  return whole_column(
      scores, position, step,
      [&](std::int64_t scaled) -> std::optional<std::int64_t> {
        std::int64_t product = 0;
        if (!mul_overflow(scaled, num, product)) {
          return round_div(product, den, rounding.mode);
        }
        const int128 wide = round_div(int128{scaled} * num, int128{den}, rounding.mode);
        if (!fits_small(wide)) return std::nullopt;
        return static_cast<std::int64_t>(wide);
      },
      [&](const NodeOutcome& outcome, const Rational& unit) {
        return whole_multiple((outcome.points * 100 / outcome.max).rounded(rounding), unit);
      });
}

}  // namespace detail

PARINDEX_END_NAMESPACE
