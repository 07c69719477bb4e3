// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>

#include <parindex/version.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// The exact number of a text of the usual form; NaN for any other text. Fifteen digits and a power
/// of ten below 10^16 are exact doubles, so their quotient is the double nearest to the decimal.
/// The shortest form of this double is that decimal again.
/// `groups_are_unusual`: not even if it may be a whole number with a mark between its groups of
/// digits.
inline double usual_number(std::string_view text, char decimal = '.',
                           bool groups_are_unusual = false) {
  constexpr double none = std::numeric_limits<double>::quiet_NaN();
  static constexpr double powers[] = {1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                      1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
  const char* at = text.data();
  const char* const end = at + text.size();
  const bool negative = at != end && *at == '-';
  at += negative ? 1 : 0;
  const auto digits = [&](std::int64_t& value) {
    const char* const first = at;
    while (at != end && static_cast<unsigned char>(*at - '0') < 10 && at - first < 16) {
      value = 10 * value + (*at++ - '0');
    }
    return at - first;
  };
  std::int64_t value = 0;
  const auto whole = digits(value);
  if (whole == 0 || whole > 15) return none;
  std::ptrdiff_t places = 0;
  if (at != end) {
    if (decimal == 0 || *at != decimal) return none;
    const bool leads = value != 0;
    ++at;
    places = digits(value);
    if (places == 0 || whole + places > 15 || at != end) return none;
    if (groups_are_unusual && places == 3 && whole <= 3 && leads) return none;
  }
  if (value == 0) return negative ? none : 0.0;
  const double number = static_cast<double>(value) / powers[places];
  return negative ? -number : number;
}

}  // namespace detail

PARINDEX_END_NAMESPACE
