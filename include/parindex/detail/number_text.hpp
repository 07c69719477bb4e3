// SPDX-License-Identifier: MIT
#pragma once

#include <charconv>
#include <cstddef>
#include <cstdio>
#include <cstdlib>

#include <parindex/detail/portable.hpp>
#include <parindex/version.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// The size of a text that the functions below write.
inline constexpr std::size_t number_text_size = 48;

namespace portable {

inline bool is_digit_of_text(char c) { return c >= '0' && c <= '9'; }

/// A copy with a point for the decimal sign of the locale, which may have several bytes.
inline char* copy_with_point(char* out, const char* text) {
  bool in_sign = false;
  for (; *text != '\0'; ++text) {
    const char c = *text;
    const bool known = is_digit_of_text(c) || c == 'e' || c == '-' || c == '+';
    if (known || !in_sign) *out++ = known ? c : '.';
    in_sign = !known;
  }
  return out;
}

inline double read_back(const char* text, double /*as*/) { return std::strtod(text, nullptr); }
inline float read_back(const char* text, float /*as*/) { return std::strtof(text, nullptr); }

/// The next decimal away from zero with as many digits, in place; false if that is a power of ten.
inline bool step_up(char* text) {
  char* last = text;
  while (*last != 'e') ++last;
  for (char* at = last; at-- != text;) {
    if (!is_digit_of_text(*at)) continue;
    if (*at != '9') {
      ++*at;
      return true;
    }
    *at = '0';
  }
  return false;
}

/// Like std::to_chars in scientific form with that many digits after the point.
inline char* write_digits(char* out, double value, int digits) {
  char text[number_text_size];
  std::snprintf(text, sizeof text, "%.*e", digits, value);
  return copy_with_point(out, text);
}

/// Like std::to_chars in scientific form without a precision: the fewest digits that read back as
/// the same number, and of these decimals the nearest. Both directions use the locale of the
/// program.
template <class Real>
char* write_shortest(char* out, Real value) {
  char text[number_text_size];
  for (int digits = 0; digits < 17; ++digits) {
    std::snprintf(text, sizeof text, "%.*e", digits, static_cast<double>(value));
    if (read_back(text, value) == value) break;
    // The numbers above a power of two are further apart than those below: the next decimal may
    // read back although a nearer one does not.
    if (step_up(text) && read_back(text, value) == value) break;
  }
  return copy_with_point(out, text);
}

/// Like std::to_chars without a form: a whole number has all of its digits if that is not longer.
inline char* write_plain(char* out, float value) {
  char* const end = write_shortest(out, value);
  char fixed[number_text_size];
  const int size = std::snprintf(fixed, sizeof fixed, "%.0f", static_cast<double>(value));
  const bool whole = read_back(fixed, value) == value;
  return whole && size <= end - out ? copy_with_point(out, fixed) : end;
}

}  // namespace portable

/// The shortest decimal that means this number, in scientific form; finite numbers only.
inline char* write_shortest(char* out, double value) {
#if PARINDEX_HAS_TO_CHARS
  return std::to_chars(out, out + number_text_size, value, std::chars_format::scientific).ptr;
#else
  return portable::write_shortest(out, value);
#endif
}

/// The shortest text that means this number; finite numbers only.
inline char* write_plain(char* out, float value) {
#if PARINDEX_HAS_TO_CHARS
  return std::to_chars(out, out + number_text_size, value).ptr;
#else
  return portable::write_plain(out, value);
#endif
}

/// In scientific form with that many digits after the point, rounded to nearest.
inline char* write_digits(char* out, double value, int digits) {
#if PARINDEX_HAS_TO_CHARS
  return std::to_chars(out, out + number_text_size, value, std::chars_format::scientific, digits)
      .ptr;
#else
  return portable::write_digits(out, value, digits);
#endif
}

}  // namespace detail

PARINDEX_END_NAMESPACE
