// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include <parindex/rubric/expression.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Spans of days, first and last included. A query takes logarithmic time.
class DaySpans {
 public:
  void add(Day first, Day last) { spans_.emplace_back(first, last); }

  /// To be called once, after all spans are added.
  void sort() {
    std::sort(spans_.begin(), spans_.end());
    for (const auto& [first, last] : spans_) {
      reach_.push_back(reach_.empty() ? last : std::max(reach_.back(), last));
    }
  }

  bool hold(Day day) const {
    const auto last = last_begun(day);
    return last && *last >= day;
  }
  /// The last day before this one that is in a span; only for a day that is in none.
  std::optional<Day> before(Day day) const { return last_begun(day); }
  /// The first day after this one on which a span begins.
  std::optional<Day> after(Day day) const {
    const std::size_t next = begun(day);
    if (next == spans_.size()) return std::nullopt;
    return spans_[next].first;
  }

 private:
  /// The number of spans that begin on the day or before it.
  std::size_t begun(Day day) const {
    const auto next = std::upper_bound(spans_.begin(), spans_.end(), day,
                                       [](Day at, const auto& span) { return at < span.first; });
    return static_cast<std::size_t>(next - spans_.begin());
  }
  /// The last day of all spans that begin on the day or before it.
  std::optional<Day> last_begun(Day day) const {
    const std::size_t next = begun(day);
    if (next == 0) return std::nullopt;
    return reach_[next - 1];
  }

  std::vector<std::pair<Day, Day>> spans_;
  std::vector<Day> reach_;  // the last day of a span and all before it
};

}  // namespace detail

PARINDEX_END_NAMESPACE
