// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

#include <parindex/analysis/detail/sentences.hpp>
#include <parindex/analysis/detail/shared_ranks.hpp>
#include <parindex/analysis/draw_ranks.hpp>
#include <parindex/detail/portable.hpp>
#include <parindex/error.hpp>
#include <parindex/stop.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

struct DrawnFigure {
  std::int64_t numerator;
  std::size_t unit;

  bool above(const DrawnFigure& other) const { return numerator > other.numerator; }
};

struct DrawnFraction {
  std::int64_t numerator;
  std::int64_t denominator;
  std::size_t unit;

  bool above(const DrawnFraction& other) const {
    return int128{numerator} * other.denominator > int128{other.numerator} * denominator;
  }
};

inline void check_figures(const DrawFigures& figures) {
  const std::size_t all = figures.numerators.size();
  const bool whole = figures.units == 0
                         ? all == 0
                         : all % figures.units == 0 && all / figures.units == figures.draws;
  const bool fits = whole && (figures.denominators.empty() || figures.denominators.size() == all) &&
                    (figures.valid.empty() || figures.valid.size() == all ||
                     figures.valid.size() == figures.units) &&
                    (figures.groups.empty() || figures.groups.size() == figures.units);
  if (!fits) throw Error(say(sentence::draws_of_another_size));
}

/// Ranks the units of one group in every draw.
template <class Figure, class Make>
void rank_group(const DrawFigures& figures, const std::vector<std::size_t>& units, bool dense,
                const Make& make, std::vector<std::int32_t>& ranks) {
  std::vector<Figure> found;
  found.reserve(units.size());
  const bool by_draw = figures.valid.size() != figures.units;
  for (std::size_t draw = 0; draw < figures.draws; ++draw) {
    stop_point(20 * units.size());
    const std::size_t row = draw * figures.units;
    found.clear();
    for (const std::size_t unit : units) {
      if (figures.valid.empty() || figures.valid[by_draw ? row + unit : unit] != 0) {
        found.push_back(make(row + unit, unit));
      }
    }
    std::sort(found.begin(), found.end(),
              [](const Figure& a, const Figure& b) { return a.above(b); });
    each_shared_rank(
        found.size(), dense,
        [&](std::size_t a, std::size_t b) { return !found[a].above(found[b]); },
        [&](std::size_t at, std::size_t rank) {
          ranks[row + found[at].unit] = static_cast<std::int32_t>(rank);
        });
  }
}

}  // namespace detail

std::vector<std::int32_t> draw_ranks(const DrawFigures& figures, Ties ties) {
  detail::check_figures(figures);
  std::map<std::uint32_t, std::vector<std::size_t>> groups;
  for (std::size_t unit = 0; unit < figures.units; ++unit) {
    detail::stop_point(100);
    groups[figures.groups.empty() ? 0 : figures.groups[unit]].push_back(unit);
  }
  std::vector<std::int32_t> ranks(figures.numerators.size());
  const bool dense = ties == Ties::dense;
  for (const auto& [group, units] : groups) {
    if (figures.denominators.empty()) {
      detail::rank_group<detail::DrawnFigure>(
          figures, units, dense,
          [&](std::size_t at, std::size_t unit) {
            return detail::DrawnFigure{figures.numerators[at], unit};
          },
          ranks);
      continue;
    }
    detail::rank_group<detail::DrawnFraction>(
        figures, units, dense,
        [&](std::size_t at, std::size_t unit) {
          if (figures.denominators[at] <= 0) {
            throw Error(detail::say(detail::sentence::draws_need_denominators_above_0));
          }
          return detail::DrawnFraction{figures.numerators[at], figures.denominators[at], unit};
        },
        ranks);
  }
  return ranks;
}

PARINDEX_END_NAMESPACE
