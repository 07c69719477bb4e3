// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>
#include <limits>

#include <parindex/detail/phrase.hpp>
#include <parindex/engine/detail/sentences.hpp>
#include <parindex/engine/fixed/lanes.hpp>
#include <parindex/rubric/detail/proof/interval.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Thrown during lane selection if a node cannot take the fixed lane; the text is the reason.
struct NotFixed {
  Phrase reason;
};

// The shortest decimals of doubles are in the same order as the doubles, because each is within the
// rounding interval of its own double. So "the decimal of v is at least t" is equivalent to "v is
// at least the first double whose decimal is at least t". A comparison with any exact bound becomes
// a comparison of doubles, without computing the decimal.

/// The first double whose shortest decimal is at or after the cut.
inline double first_double(const Cut& cut) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  if (cut.where == Cut::Where::below_all) return -std::numeric_limits<double>::max();
  if (cut.where == Cut::Where::above_all) return infinity;
  const auto reached = [&](double candidate) {
    const auto value = Rational::from_double(candidate);
    if (!value) return candidate > 0;
    return cut.where == Cut::Where::before ? *value >= cut.value : *value > cut.value;
  };
  double at = cut.value.to_double();
  while (!reached(at)) at = std::nextafter(at, infinity);
  while (std::isfinite(at) && reached(std::nextafter(at, -infinity))) {
    at = std::nextafter(at, -infinity);
  }
  return at;
}

/// The last double whose shortest decimal is before the cut.
inline double last_double(const Cut& cut) {
  return std::nextafter(first_double(cut), -std::numeric_limits<double>::infinity());
}

/// A whole number that fits the lane, as a double. Throws NotFixed.
inline double fixed_number(const Rational& value, const Sentence<0>& what) {
  if (!value.is_integer() || !value.is_small() ||
      std::fabs(static_cast<double>(value.small_numerator())) >= fixed_limit) {
    throw NotFixed{say(sentence::lane_bits, what, value.to_string())};
  }
  return static_cast<double>(value.small_numerator());
}

inline Rational denominator_of(const Rational& value) {
  if (!value.is_small()) throw NotFixed{say(sentence::lane_long_number, value.to_string())};
  return value.small_denominator();
}

/// Least common multiple of two whole numbers above 0.
inline Rational lcm(const Rational& a, const Rational& b) {
  const Rational quotient = a / b;
  if (!quotient.is_small()) throw NotFixed{sentence::lane_common_denominator};
  return b * quotient.small_numerator();
}

}  // namespace detail

PARINDEX_END_NAMESPACE
