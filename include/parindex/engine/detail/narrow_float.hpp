// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>

#include <parindex/detail/number_text.hpp>
#include <parindex/engine/detail/exact_double.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// A number of 32 bits means its shortest decimal: 0.1, and not 0.10000000149011612, the value of
/// the nearest double. NaN and infinities stay as they are.
inline Cell narrow_cell(float value) {
  if (!std::isfinite(value)) return Cell(static_cast<double>(value));
  char text[number_text_size];
  const char* const end = write_plain(text, value);
  return Cell(*Rational::parse({text, static_cast<std::size_t>(end - text)}));
}

/// Converts numbers of 32 bits, at any address, as `exact_double` does with their cells.
///
/// Most have few decimals: the nearest multiple of 1/100 is found in double, without a rounding
/// before the last step, because a product of 24 and 7 bits fits. If it has the same nearest float,
/// and fewer than 2^23 hundredths, it is the only multiple of 1/100 with that float, for the floats
/// there are further apart than half of it; a shorter decimal would be another one.
inline void narrow_doubles(const char* values, std::size_t count, double* out) {
  constexpr double shift = 6755399441055744.0;  // 1.5 * 2^52: adding it rounds to a whole number
  constexpr double most = 8388608.0;            // 2^23
  constexpr double none = std::numeric_limits<double>::quiet_NaN();
  bool all = true;
  for (std::size_t i = 0; i < count; ++i) {
    float value = 0;
    std::memcpy(&value, values + i * sizeof value, sizeof value);
    const double hundredths = (static_cast<double>(value) * 100 + shift) - shift;
    const double found = hundredths / 100 + 0.0;  // not -0.0
    const bool is_it = static_cast<float>(found) == value && std::fabs(hundredths) < most;
    out[i] = is_it ? found : none;
    all = all && is_it;
  }
  if (all) return;
  for (std::size_t i = 0; i < count; ++i) {
    if (out[i] == out[i]) continue;
    float value = 0;
    std::memcpy(&value, values + i * sizeof value, sizeof value);
    out[i] = exact_double(narrow_cell(value));
  }
}

}  // namespace detail

PARINDEX_END_NAMESPACE
