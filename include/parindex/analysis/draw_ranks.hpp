// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <parindex/rubric/rubric.hpp>

PARINDEX_BEGIN_NAMESPACE

/// Exact figures of many draws: a row for each draw and a column for each unit, one row after the
/// other. It refers to the numbers, and owns none.
struct DrawFigures {
  std::size_t draws = 0;
  std::size_t units = 0;
  std::span<const std::int64_t> numerators;  ///< draws * units
  /// draws * units, each above 0 where the figure is valid. Empty: those of a draw are equal, so
  /// that the numerators have the order of the figures.
  std::span<const std::int64_t> denominators = {};
  /// 0 for a figure that is not ranked: draws * units, or one for each unit; empty: all are ranked.
  std::span<const unsigned char> valid = {};
  /// The group of each unit, if each group has a ranking of its own; empty: one ranking.
  std::span<const std::uint32_t> groups = {};
};

/// The ranks of every draw, in the order of the figures: from 1 for the greatest, 0 where a figure
/// is not valid. Fractions are compared exactly. Units with equal figures share a rank, also by
/// `Ties::ordinal`, since no tie-break chain is known here. Throws Error for a span of another
/// size, and for a denominator of 0 or less.
std::vector<std::int32_t> draw_ranks(const DrawFigures& figures, Ties ties);

PARINDEX_END_NAMESPACE
