// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include <parindex/detail/phrase.hpp>
#include <parindex/engine/score.hpp>
#include <parindex/results/detail/sentences.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// The figure of the total by which units are compared; nothing if the total has no points.
inline std::optional<Rational> ranking_key(const Scores& scores, std::size_t row, Figure on,
                                           FigureStage stage) {
  const NodeResult total = scores.total(row);
  const bool exact = stage == FigureStage::exact;
  if (on == Figure::index) return exact ? total.index_exact : total.index;
  return exact ? scores.exact(row, 0) : total.points;
}

/// Why a total has no points, in words; empty if it has points.
inline Phrase without_points(Status status) {
  if (status == Status::error) return sentence::no_points_error;
  if (status == Status::excluded) return sentence::no_points_excluded;
  if (status == Status::unavailable) return sentence::no_points_available;
  return {};
}

/// The rounding of the values of `ranking_key`, if any.
inline std::optional<Rounding> ranking_key_rounding(const RubricDraft& draft, Figure on,
                                                    FigureStage stage) {
  if (stage == FigureStage::exact) return std::nullopt;
  return on == Figure::index ? draft.index_rounding : draft.root.rounding;
}

}  // namespace detail

PARINDEX_END_NAMESPACE
