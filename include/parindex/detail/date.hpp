// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <parindex/detail/text.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Days since 1970-01-01 as an ISO date (the civil-from-days algorithm of H. Hinnant).
inline std::string iso_date(std::int64_t days) {
  days += 719468;
  const std::int64_t era = (days >= 0 ? days : days - 146096) / 146097;
  const std::int64_t doe = days - era * 146097;
  const std::int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  const std::int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
  const std::int64_t mp = (5 * doy + 2) / 153;
  const std::int64_t day = doy - (153 * mp + 2) / 5 + 1;
  const std::int64_t month = mp < 10 ? mp + 3 : mp - 9;
  const std::int64_t year = yoe + era * 400 + (month <= 2 ? 1 : 0);
  const auto padded = [](std::int64_t value, std::size_t width) {
    std::string text = std::to_string(value);
    return text.size() < width ? std::string(width - text.size(), '0') + text : text;
  };
  return (year < 0 ? "-" : "") + padded(year < 0 ? -year : year, 4) + "-" + padded(month, 2) + "-" +
         padded(day, 2);
}

/// The first and last day that an ISO date of four digits can name: 0001-01-01 and 9999-12-31.
inline constexpr std::int64_t first_day = -719162;
inline constexpr std::int64_t last_day = 2932896;

/// Whether a text has the form of an ISO date; the digits are not checked.
inline bool has_date_form(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  for (const std::size_t i : {0U, 1U, 2U, 3U, 5U, 6U, 8U, 9U}) {
    if (!is_ascii_digit(text[i])) return false;
  }
  return true;
}

/// The day of an ISO date (the days-from-civil algorithm of H. Hinnant).
inline std::optional<std::int64_t> day_of(std::string_view text) {
  if (!has_date_form(text)) return std::nullopt;
  const auto number = [&](std::size_t begin, std::size_t count) {
    std::int64_t value = 0;
    for (std::size_t i = begin; i < begin + count; ++i) value = value * 10 + (text[i] - '0');
    return value;
  };
  const std::int64_t month = number(5, 2);
  const std::int64_t day = number(8, 2);
  const std::int64_t year = number(0, 4) - (month <= 2 ? 1 : 0);
  const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
  const std::int64_t yoe = year - era * 400;
  const std::int64_t doy = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
  const std::int64_t doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
  const std::int64_t days = era * 146097 + doe - 719468;
  // Months and days that do not exist are converted to different ones.
  if (days < first_day || days > last_day || iso_date(days) != text) return std::nullopt;
  return days;
}

}  // namespace detail

PARINDEX_END_NAMESPACE
