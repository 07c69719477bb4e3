// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>
#include <cstddef>

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
void narrow_doubles(const char* values, std::size_t count, double* out);

}  // namespace detail

PARINDEX_END_NAMESPACE
