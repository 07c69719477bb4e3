// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include <parindex/numbers/rational.hpp>
#include <parindex/rubric/rubric.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// The effect of a rounding on a figure; different roundings treat one of these differently.
enum class RoundedHow { below_half, above_half, half_after_even, half_after_odd, every_digit };

/// Nothing if a rounding to a step ten times as wide has the same effect.
inline std::optional<RoundedHow> rounded_how(const Rational& exact, const Rounding& rounding) {
  const Rational scaled = exact / step_of(rounding);
  const Rational whole = scaled.floor();
  const Rational rest = scaled - whole;
  if (rest.is_zero()) {
    return (scaled / 10).is_integer() ? std::nullopt : std::optional(RoundedHow::every_digit);
  }
  const Rational half = Rational::ratio(1, 2);
  if (rest != half) return rest < half ? RoundedHow::below_half : RoundedHow::above_half;
  return (whole / 2).is_integer() ? RoundedHow::half_after_even : RoundedHow::half_after_odd;
}

inline const char* to_words(RoundedHow how) {
  switch (how) {
    case RoundedHow::below_half: return "rounds from below a half";
    case RoundedHow::above_half: return "rounds from above a half";
    case RoundedHow::half_after_even: return "half, after an even digit";
    case RoundedHow::half_after_odd: return "half, after an odd digit";
    case RoundedHow::every_digit: return "needs every digit of the rounding";
  }
  return "";
}

}  // namespace detail

PARINDEX_END_NAMESPACE
