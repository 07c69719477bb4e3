// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <parindex/detail/text.hpp>
#include <parindex/engine/detail/usual_number.hpp>
#include <parindex/engine/table.hpp>
#include <parindex/limits.hpp>
#include <parindex/rubric/rubric.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// The number of a text as `read_cell` reads it, or NaN: the text may also have another form, or be
/// too long.
inline double number_of_text(std::string_view text) {
  return text.size() <= limits().cell_digits ? usual_number(text)
                                             : std::numeric_limits<double>::quiet_NaN();
}

/// A whole number of a machine type as a double, or NaN if it has more than 15 digits.
template <class Whole>
double exact_whole(Whole number) {
  constexpr std::int64_t limit = 1'000'000'000'000'000;
  if (std::cmp_less_equal(number, -limit) || std::cmp_greater_equal(number, limit)) {
    return std::numeric_limits<double>::quiet_NaN();
  }
  return static_cast<double>(number);
}

/// A cell as the double that represents it exactly, or NaN. At most 15 significant digits: then the
/// decimal is the shortest one of its double, so the double means this number and no other.
inline double exact_double(const Cell& cell) {
  constexpr double none = std::numeric_limits<double>::quiet_NaN();
  const Rational* number = std::get_if<Rational>(&cell.value());
  if (!number || !number->is_small()) return none;
  constexpr std::int64_t limit = 1'000'000'000'000'000;  // 15 digits
  const std::int64_t num = number->small_numerator();
  const std::int64_t den = number->small_denominator();
  if (den == 1) return exact_whole(num);
  if (num <= -limit || num >= limit) return none;
  const int digits = number->decimal_digits();
  if (digits < 0 || digits > 15) return none;
  const auto scaled = number->to_scaled_int64(digits);
  if (!scaled || *scaled <= -limit || *scaled >= limit) return none;
  return static_cast<double>(num) / static_cast<double>(den);
}

/// The same for the number that a cell is read as, which a text may mean.
inline double number_of(const Cell& cell) {
  const auto* const text = std::get_if<std::string>(&cell.value());
  return text ? number_of_text(*text) : exact_double(cell);
}

inline double flag_of(const Cell& cell) {
  if (const bool* flag = std::get_if<bool>(&cell.value())) return *flag ? 1 : 0;
  if (const auto* text = std::get_if<std::string>(&cell.value())) {
    const bool* const flag = parse_flag(*text);
    return flag == nullptr ? std::numeric_limits<double>::quiet_NaN() : *flag ? 1 : 0;
  }
  return exact_double(cell);
}

/// The position of a text among options; NaN for any other text.
inline double position_of_text(std::string_view text, const std::vector<std::string>& options) {
  for (std::size_t i = 0; i < options.size(); ++i) {
    if (options[i] == text) return static_cast<double>(i);
  }
  return std::numeric_limits<double>::quiet_NaN();
}

inline double position_of(const Cell& cell, const std::vector<std::string>& options) {
  if (const auto* id = std::get_if<std::string>(&cell.value()))
    return position_of_text(*id, options);
  if (const Rational* number = std::get_if<Rational>(&cell.value())) {
    return position_of_text(number->to_string(), options);
  }
  return std::numeric_limits<double>::quiet_NaN();
}

/// A cell as the loops of the fixed lane read it in a column of this type; NaN if they cannot.
inline double value_of(const Cell& cell, InputType type, const std::vector<std::string>& options) {
  return type == InputType::boolean  ? flag_of(cell)
         : type == InputType::choice ? position_of(cell, options)
                                     : number_of(cell);
}

}  // namespace detail

PARINDEX_END_NAMESPACE
