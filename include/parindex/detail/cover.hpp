// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <parindex/detail/interval.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Proves that every value of the domain lies in exactly one of the bands. Sorted by lower end, a
/// band must begin where those before it end: earlier is an overlap, later is a gap.
///
/// Calls report(code, position of the band or nothing for all, message, expected, actual). `noun`
/// is what a message calls a band.
template <class Report>
void check_cover(const std::vector<Band>& bands, const Domain& domain, const std::string& noun,
                 Report report) {
  struct Range {
    Cut lower;
    Cut upper;
    std::size_t index;
  };
  using Place = std::optional<std::size_t>;
  std::vector<Range> ranges;
  for (std::size_t i = 0; i < bands.size(); ++i) {
    Range range{lower_cut(bands[i].lower), upper_cut(bands[i].upper), i};
    if (!(range.lower < range.upper)) {
      report(issue::range_empty, Place(i), "The " + noun + " holds no value",
             std::string("lower end <= upper end"), describe(bands[i]));
      continue;
    }
    if (!witness(domain, range.lower, range.upper)) {
      report(issue::band_unreachable, Place(i), "No value that can occur falls into this " + noun,
             std::string(), describe(bands[i]));
    }
    ranges.push_back(std::move(range));
  }
  std::stable_sort(ranges.begin(), ranges.end(),
                   [](const Range& a, const Range& b) { return a.lower < b.lower; });
  const auto gap = [&](const Cut& from, const Cut& to, Place place) {
    const auto value = witness(domain, from, to);
    if (!value) return;
    Band hole;
    if (is_finite(from)) hole.lower = Bound{from.value, from.where == Cut::Where::before};
    if (is_finite(to)) hole.upper = Bound{to.value, to.where == Cut::Where::after};
    report(issue::bands_gap, place, "No " + noun + " holds " + describe(hole),
           "a " + noun + " for " + value->to_string(), std::string("none"));
  };
  Cut covered{Cut::Where::below_all, 0};
  Place covered_by;
  for (const Range& range : ranges) {
    gap(covered, range.lower, range.index);
    if (covered_by) {
      const Cut& end = range.upper < covered ? range.upper : covered;
      if (const auto value = witness(domain, range.lower, end)) {
        report(issue::bands_overlap, Place(range.index),
               "The value " + value->to_string() + " falls into two " +
                   (noun == "class" ? "classes" : noun + "s"),
               "one of " + describe(bands[*covered_by]) + " and " + describe(bands[range.index]),
               std::string("both"));
      }
    }
    if (covered < range.upper) {
      covered = range.upper;
      covered_by = range.index;
    }
  }
  gap(covered, {Cut::Where::above_all, 0}, std::nullopt);
}

}  // namespace detail

PARINDEX_END_NAMESPACE
