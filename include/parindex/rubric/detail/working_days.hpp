// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

#include <parindex/rubric/expression.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// The weekday of a day; 1970-01-01 was a Thursday.
inline Weekday weekday_of(Day day) { return static_cast<Weekday>(((day + 3) % 7 + 7) % 7); }

/// A calendar prepared for counting, for any number of holidays.
class WorkingDays {
 public:
  explicit WorkingDays(const Calendar& calendar) : from_(calendar.from), to_(calendar.to) {
    for (const Weekday day : calendar.weekend) weekend_[static_cast<std::size_t>(day)] = true;
    std::vector<Day> working = calendar.working;
    std::sort(working.begin(), working.end());
    for (const Day day : calendar.holidays) {
      const bool works = std::binary_search(working.begin(), working.end(), day);
      if (!is_weekend(day) && !works) taken_.push_back(day);
    }
    for (const Day day : working) {
      if (is_weekend(day)) added_.push_back(day);
    }
    std::sort(taken_.begin(), taken_.end());
  }

  /// The days that the calendar covers, both included.
  Day from() const { return from_; }
  Day to() const { return to_; }

  /// The number of working days after `from`, up to and including `to`; negative if `to` is
  /// earlier.
  Day between(Day from, Day to) const {
    return from <= to ? forward(from, to) : -forward(to, from);
  }

 private:
  bool is_weekend(Day day) const { return weekend_[static_cast<std::size_t>(weekday_of(day))]; }

  Day forward(Day from, Day to) const {
    Day count = 0;
    const Day weeks = (to - from) / 7;
    for (Day day = from + 1; day <= from + 7; ++day) count += is_weekend(day) ? 0 : weeks;
    for (Day day = from + 7 * weeks + 1; day <= to; ++day) count += is_weekend(day) ? 0 : 1;
    const auto within = [&](const std::vector<Day>& days) {
      return std::upper_bound(days.begin(), days.end(), to) -
             std::upper_bound(days.begin(), days.end(), from);
    };
    return count - within(taken_) + within(added_);
  }

  Day from_;
  Day to_;
  std::array<bool, 7> weekend_{};
  std::vector<Day> taken_;  // holidays on regular working days, in order
  std::vector<Day> added_;  // working days on weekends, in order
};

}  // namespace detail

PARINDEX_END_NAMESPACE
