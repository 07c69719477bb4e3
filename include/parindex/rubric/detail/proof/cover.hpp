// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include <parindex/detail/sentences.hpp>
#include <parindex/detail/stable_sort.hpp>
#include <parindex/error.hpp>
#include <parindex/rubric/detail/proof/gap_list.hpp>
#include <parindex/rubric/detail/proof/interval.hpp>
#include <parindex/rubric/detail/sentences/kinds.hpp>
#include <parindex/rubric/detail/sentences/structure.hpp>
#include <parindex/stop.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Whether a value is in the range of a band.
inline bool holds(const Band& band, const Rational& value) {
  return in_range(band.lower, band.upper, value);
}

/// One range of a list of ranges that together must cover a domain.
struct CoverRange {
  std::optional<Bound> lower;
  std::optional<Bound> upper;
  std::string where;  ///< its pointer, relative to the node

  std::string describe() const { return parindex::describe(Band{lower, upper, 0, {}}); }
};

/// Every value of the domain must be in exactly one range. Sorted by lower end, each range must
/// begin where the ranges before it end: earlier is an overlap, later is a gap. `report.add`
/// receives the problems; `list` is the pointer of the list.
template <class Report>
void check_cover(Report& report, const std::string& list, const std::vector<CoverRange>& ranges,
                 const Domain& domain) {
  struct Piece {
    Cut lower;
    Cut upper;
    const CoverRange* range;
  };
  std::vector<Piece> pieces;
  for (const CoverRange& range : ranges) {
    stop_point(2000);
    Piece piece{lower_cut(range.lower), upper_cut(range.upper), &range};
    if (!(piece.lower < piece.upper)) {
      report.add(issue::range_empty, range.where, sentence::the_band_contains_no_value,
                 sentence::lower_end_upper_end, range.describe());
      continue;
    }
    if (!witness(domain, piece.lower, piece.upper)) {
      report.add(issue::band_unreachable, range.where,
                 sentence::no_possible_value_falls_into_this_band, {}, range.describe());
    }
    pieces.push_back(std::move(piece));
  }
  detail::stable_sort(pieces, [](const Piece& a, const Piece& b) { return a.lower < b.lower; });
  GapList gaps;
  const auto gap = [&](const Cut& from, const Cut& to, const std::string& where) {
    const auto value = witness(domain, from, to);
    if (!value) return;
    CoverRange left_out;
    if (is_finite(from)) left_out.lower = Bound{from.value, from.where == Cut::Where::before};
    if (is_finite(to)) left_out.upper = Bound{to.value, to.where == Cut::Where::after};
    gaps.add([&] {
      return GapList::Gap{left_out.describe(), say(sentence::a_band_for, value->to_string()),
                          where};
    });
  };
  Cut covered{Cut::Where::below_all, 0};
  const CoverRange* covered_by = nullptr;
  for (const Piece& piece : pieces) {
    gap(covered, piece.lower, piece.range->where);
    if (covered_by) {
      const Cut& end = piece.upper < covered ? piece.upper : covered;
      if (const auto value = witness(domain, piece.lower, end)) {
        report.add(issue::bands_overlap, piece.range->where,
                   say(sentence::the_value_falls_into_two_bands, value->to_string()),
                   say(sentence::only_one_of_and, covered_by->describe(), piece.range->describe()),
                   sentence::both);
      }
    }
    if (covered < piece.upper) {
      covered = piece.upper;
      covered_by = piece.range;
    }
  }
  gap(covered, {Cut::Where::above_all, 0}, list);
  gaps.report([&](const GapList::Gap& each, const Phrase& text) {
    report.add(issue::bands_gap, each.where, say(sentence::no_band_contains, text), each.expected,
               sentence::none);
  });
}

}  // namespace detail

PARINDEX_END_NAMESPACE
