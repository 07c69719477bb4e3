// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>

#include <parindex/numbers/rational.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// 10^-digits: the value of the last of so many decimal digits.
inline Rational unit_of_digits(int digits) { return Rational(10).pow(-digits); }

/// The value of the last written digit: 1 for 90, 1/100 for 0.25.
inline Rational unit_of(const Rational& value) {
  return unit_of_digits(std::max(0, value.decimal_digits()));
}

}  // namespace detail

PARINDEX_END_NAMESPACE
