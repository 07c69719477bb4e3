// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include <parindex/detail/stable_sort.hpp>
#include <parindex/detail/stoppable.hpp>
#include <parindex/rubric/rubric.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Whether a value is good enough for a class with a quota.
inline bool qualifies(const ClassBand& band, const Rational& value) {
  if (!band.lower) return true;
  return band.lower->closed ? value >= band.lower->value : value > band.lower->value;
}

/// A unit with a value, among others that are classified together.
struct QuotaUnit {
  Rational value;
  std::size_t row;
};

/// Gives classes by quota to units that are classified together: from the best unit down, each
/// class takes its percent of all of them, as far as they qualify. `take(row, band)` receives each.
template <class Take>
void fill_quotas(const ClassRule& rule, std::vector<QuotaUnit> units, const Take& take) {
  stable_sort(units, StoppableOrder(
                         [](const QuotaUnit& a, const QuotaUnit& b) { return a.value > b.value; }));
  const Rational all(units.size());
  const Rounding how{0, rule.quota->rounding};
  std::size_t next = 0;  // the best unit that has no class yet
  for (std::size_t band = 0; band < rule.bands.size(); ++band) {
    const ClassBand& own = rule.bands[band];
    const Rational room = own.percent ? Rational(*own.percent * all / 100).rounded(how) : all;
    std::size_t taken = 0;
    while (next < units.size() && Rational(taken) < room && qualifies(own, units[next].value)) {
      std::size_t end = next + 1;
      while (end < units.size() && units[end].value == units[next].value) ++end;
      const bool fits = Rational(taken + end - next) <= room;
      if (!fits && rule.quota->ties != QuotaTies::better) break;
      taken += end - next;
      for (; next < end; ++next) {
        stop_point_at(next, 50);
        take(units[next].row, band);
      }
    }
  }
}

/// The classes by quota of `rows` units; `value_of(row)` has no value for a unit that is not
/// counted, and `group_of(row)` is its group.
template <class ValueOf, class GroupOf>
std::vector<std::optional<std::size_t>> quota_bands(const ClassRule& rule, std::size_t rows,
                                                    const ValueOf& value_of,
                                                    const GroupOf& group_of) {
  std::vector<std::optional<std::size_t>> bands(rows);
  std::map<std::string_view, std::vector<QuotaUnit>> groups;
  for (std::size_t row = 0; row < rows; ++row) {
    stop_point(200);
    std::optional<Rational> value = value_of(row);
    if (!value) continue;
    const std::string_view group = rule.quota->by_group ? group_of(row) : std::string_view();
    groups[group].push_back({*std::move(value), row});
  }
  for (auto& [group, units] : groups) {
    fill_quotas(rule, std::move(units),
                [&](std::size_t row, std::size_t band) { bands[row] = band; });
  }
  return bands;
}

}  // namespace detail

PARINDEX_END_NAMESPACE
