// SPDX-License-Identifier: MIT
#pragma once

#include <parindex/detail/contains.hpp>
#include <parindex/expression.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// The weekday of a day; 1970-01-01 was a Thursday.
inline Weekday weekday_of(Day day) { return static_cast<Weekday>(((day + 3) % 7 + 7) % 7); }

/// Working days after `from`, up to and including `to`; below 0 when `to` is the earlier one.
inline Day working_days(const Calendar& calendar, Day from, Day to) {
  if (to < from) return -working_days(calendar, to, from);
  const auto off = [&](Day day) { return contains(calendar.weekend, weekday_of(day)); };
  Day count = 0;
  const Day weeks = (to - from) / 7;
  for (Day day = from + 1; day <= from + 7; ++day) count += off(day) ? 0 : weeks;
  for (Day day = from + 7 * weeks + 1; day <= to; ++day) count += off(day) ? 0 : 1;
  const auto inside = [&](Day day) { return from < day && day <= to; };
  for (const Day day : calendar.holidays) {
    if (inside(day) && !off(day) && !contains(calendar.working, day)) --count;
  }
  for (const Day day : calendar.working) {
    if (inside(day) && off(day)) ++count;
  }
  return count;
}

}  // namespace detail

PARINDEX_END_NAMESPACE
