// SPDX-License-Identifier: MIT
#pragma once

#include <parindex/detail/portable.hpp>
#include <parindex/error.hpp>
#include <parindex/version.hpp>

#include <compare>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

PARINDEX_BEGIN_NAMESPACE

/// How a value between two neighbouring multiples of the rounding step is moved to one of them.
/// The names and meanings are those of Python's `decimal` module.
enum class RoundingMode : std::uint8_t {
  half_up,    ///< nearest; a tie goes away from zero: 2.5 -> 3, -2.5 -> -3
  half_even,  ///< nearest; a tie goes to the even neighbour: 2.5 -> 2, 3.5 -> 4
  half_down,  ///< nearest; a tie goes toward zero: 2.5 -> 2, -2.5 -> -2
  up,         ///< away from zero: 2.1 -> 3, -2.1 -> -3
  down,       ///< toward zero (truncation): 2.9 -> 2, -2.9 -> -2
  floor,      ///< toward minus infinity: -2.1 -> -3
  ceiling,    ///< toward plus infinity: -2.9 -> -2
};

namespace detail {

/// Throws the error of an integer that no Decimal can be.
[[noreturn]] void refuse_integer();

inline constexpr std::string_view rounding_mode_names[] = {
    "half_up", "half_even", "half_down", "up", "down", "floor", "ceiling"};

}  // namespace detail

/// The name of a mode as rubric files spell it, for example "half_even".
[[nodiscard]] constexpr std::string_view to_string(RoundingMode mode) noexcept {
  return detail::rounding_mode_names[static_cast<std::size_t>(mode)];
}

/// The mode with exactly this name, or nothing. There is no default mode.
[[nodiscard]] constexpr std::optional<RoundingMode> parse_rounding_mode(
    std::string_view name) noexcept {
  for (std::size_t i = 0; i < std::size(detail::rounding_mode_names); ++i) {
    if (detail::rounding_mode_names[i] == name) return static_cast<RoundingMode>(i);
  }
  return std::nullopt;
}

class Decimal;

/// The step to whose multiples values are rounded, and the mode. Nothing else drops digits. The
/// step is a power of ten, 10^-digits, or a multiple of one: 0.5, 0.25, 10.
///
/// A constructor, not an aggregate: `Rounding{2}` would otherwise quietly mean half_up, and a
/// default rounding is exactly what a rubric must never have.
struct Rounding {
  static constexpr int max_digits = 18;

  static constexpr std::int64_t max_multiple = 1'000'000'000;

  int digits;         ///< digits after the point, 0..18; checked where it is used, not here
  RoundingMode mode;  ///< always stated
  /// The step in units of 10^-digits, 1 to `max_multiple`: 25 with 2 digits for steps of 0.25.
  std::int64_t multiple = 1;

  constexpr Rounding(int digits_after_point, RoundingMode rounding_mode) noexcept
      : digits(digits_after_point), mode(rounding_mode) {}

  /// Rounds to multiples of a step. Equal steps give equal roundings: a step of 0.01 is two digits.
  /// Nothing unless 0 < step <= 10^9 and its digits without zeros at the end are at most
  /// `max_multiple`.
  [[nodiscard]] static constexpr std::optional<Rounding> to_step(Decimal step,
                                                                 RoundingMode mode) noexcept;

  /// The step is not a power of ten at most 1, so that digits alone do not describe it.
  [[nodiscard]] constexpr bool has_step() const noexcept { return multiple != 1; }

  friend constexpr bool operator==(const Rounding&, const Rounding&) noexcept = default;
};

namespace detail {

inline constexpr std::int64_t pow10[19] = {1,
                                           10,
                                           100,
                                           1'000,
                                           10'000,
                                           100'000,
                                           1'000'000,
                                           10'000'000,
                                           100'000'000,
                                           1'000'000'000,
                                           10'000'000'000,
                                           100'000'000'000,
                                           1'000'000'000'000,
                                           10'000'000'000'000,
                                           100'000'000'000'000,
                                           1'000'000'000'000'000,
                                           10'000'000'000'000'000,
                                           100'000'000'000'000'000,
                                           1'000'000'000'000'000'000};

template <class T, class... Us>
concept SameAsAny = (std::same_as<T, Us> || ...);

/// Integers that mean numbers. bool and the character types are excluded, since `Decimal('5')`
/// would be 53; 128-bit types are excluded because `std::integral` includes them only with
/// -std=gnu++.
template <class T>
concept Integer = std::integral<T> && sizeof(T) <= 8 &&
                  !SameAsAny<std::remove_cv_t<T>, bool, char, wchar_t, char8_t, char16_t, char32_t>;

constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

/// n / d for d > 0, rounded to an integer; exact halves are recognised exactly.
/// T is any signed integer type that can hold 2 * d; n itself is never negated or doubled.
template <class T>
constexpr T round_div(const T& n, const T& d, RoundingMode mode) {
  T q = n / d;  // truncated, so r has the sign of n
  const T r = n % d;
  if (r == 0) return q;
  const bool negative = r < 0;
  // The distance to the neighbour away from zero against the distance to q, without doubling.
  const T rest = negative ? T(-r) : r;
  const T other = d - rest;
  bool away = false;
  switch (mode) {
    case RoundingMode::half_up: away = rest >= other; break;
    case RoundingMode::half_even: away = rest > other || (rest == other && q % 2 != 0); break;
    case RoundingMode::half_down: away = rest > other; break;
    case RoundingMode::up: away = true; break;
    case RoundingMode::down: away = false; break;
    case RoundingMode::floor: away = negative; break;
    case RoundingMode::ceiling: away = !negative; break;
  }
  if (away) q += negative ? -1 : 1;
  return q;
}

}  // namespace detail

/// An exact decimal number as people write weights, maxima and cut-offs:
/// coefficient * 10^-scale with at most 18 significant digits and scale 0..18.
///
/// Always normalised (no trailing zero in the fraction, zero has no sign), so that equal values
/// are equal objects. There is no arithmetic here: compute with Rational, which cannot overflow.
class Decimal {
 public:
  static constexpr int max_digits = 18;  ///< significant digits
  static constexpr int max_scale = 18;   ///< digits after the point

  /// Zero.
  constexpr Decimal() noexcept = default;

  /// An integer, exactly. Throws Error unless |value| < 10^18.
  template <detail::Integer T>
  constexpr Decimal(T value) : coefficient_(checked(value)) {}  // NOLINT: implicit on purpose

  // A double has already lost the written digits; use text or an integer.
  template <std::floating_point T>
  Decimal(T) = delete;
  template <std::same_as<bool> T>
  Decimal(T) = delete;

  /// coefficient * 10^-scale, or nothing when that does not fit (scale may be negative).
  [[nodiscard]] static constexpr std::optional<Decimal> from_scaled(std::int64_t coefficient,
                                                                    std::int64_t scale) noexcept;

  /// Reads `-?digits(.digits)?([eE][+-]?digits)?` and nothing else: no spaces, no '+' in front,
  /// no grouping, no locale. Nothing when the text is not of this form or the value does not fit.
  [[nodiscard]] static constexpr std::optional<Decimal> parse(std::string_view text) noexcept;

  /// |coefficient| < 10^18; its last digit is not 0 when scale() > 0.
  [[nodiscard]] constexpr std::int64_t coefficient() const noexcept { return coefficient_; }
  /// Digits after the point, 0..18.
  [[nodiscard]] constexpr int scale() const noexcept { return scale_; }
  /// -1, 0 or 1.
  [[nodiscard]] constexpr int sign() const noexcept {
    return (coefficient_ > 0) - (coefficient_ < 0);
  }

  /// Plain notation, never an exponent: "0.25", "-3", "100". `parse` reads it back unchanged.
  [[nodiscard]] PARINDEX_CONSTEXPR_STRING std::string to_string() const;

  /// Writes `to_string()`.
  friend std::ostream& operator<<(std::ostream& out, Decimal value);

  friend constexpr Decimal operator-(Decimal value) noexcept {
    value.coefficient_ = -value.coefficient_;
    return value;
  }
  // Normalised, so equality of the parts is equality of the values.
  friend constexpr bool operator==(const Decimal&, const Decimal&) noexcept = default;
  friend constexpr std::strong_ordering operator<=>(const Decimal& a, const Decimal& b) noexcept {
    // Below 10^18 * 10^18 on both sides: 128 bits hold it.
    return detail::int128{a.coefficient_} * detail::pow10[b.scale_] <=>
           detail::int128{b.coefficient_} * detail::pow10[a.scale_];
  }

 private:
  static constexpr std::int64_t limit = detail::pow10[max_digits];

  template <class T>
  static constexpr std::int64_t checked(T value) {
    if (!(detail::int128{value} < limit && detail::int128{value} > -limit)) {
      detail::refuse_integer();
    }
    return static_cast<std::int64_t>(value);
  }

  std::int64_t coefficient_ = 0;
  int scale_ = 0;
};

constexpr std::optional<Decimal> Decimal::from_scaled(std::int64_t coefficient,
                                                      std::int64_t scale) noexcept {
  Decimal out;
  if (coefficient == 0) return out;
  while (scale > 0 && coefficient % 10 == 0) {
    coefficient /= 10;
    --scale;
  }
  if (scale > max_scale || coefficient >= limit || coefficient <= -limit) return std::nullopt;
  for (; scale < 0; ++scale) {
    // Checked at each step, so a scale of minus a billion ends after at most 18 of them.
    if (coefficient >= limit / 10 || coefficient <= -limit / 10) return std::nullopt;
    coefficient *= 10;
  }
  out.coefficient_ = coefficient;
  out.scale_ = static_cast<int>(scale);
  return out;
}

constexpr std::optional<Decimal> Decimal::parse(std::string_view text) noexcept {
  std::size_t i = 0;
  const std::size_t end = text.size();
  const bool negative = i < end && text[i] == '-';
  if (negative) ++i;

  // Zeros are counted before they are multiplied in: "1000...0e-30" and "0.5000...0" fit however
  // long they are, since only the digits between the first and last nonzero digit need room.
  std::int64_t coefficient = 0;
  std::int64_t scale = 0;
  int digits = 0;
  std::int64_t zeros = 0;
  bool fraction = false;
  std::size_t run = 0;  // digits since the start or the point: both sides need at least one
  for (; i < end; ++i) {
    const char c = text[i];
    if (c == '.') {
      if (fraction || run == 0) return std::nullopt;
      fraction = true;
      run = 0;
      continue;
    }
    if (!detail::is_digit(c)) break;
    ++run;
    if (fraction) ++scale;
    if (c == '0') {
      if (digits > 0) ++zeros;
      continue;
    }
    if (zeros > max_digits || digits + zeros + 1 > max_digits) return std::nullopt;
    digits += static_cast<int>(zeros) + 1;
    coefficient = coefficient * detail::pow10[zeros + 1] + (c - '0');
    zeros = 0;
  }
  if (run == 0) return std::nullopt;

  if (i < end) {
    if (text[i] != 'e' && text[i] != 'E') return std::nullopt;
    ++i;
    const bool down = i < end && text[i] == '-';
    if (i < end && (text[i] == '-' || text[i] == '+')) ++i;
    if (i == end) return std::nullopt;
    std::int64_t exponent = 0;
    for (; i < end; ++i) {
      if (!detail::is_digit(text[i])) return std::nullopt;
      // Saturating: beyond 10^17 no text is long enough to bring the value back in range.
      if (exponent < detail::pow10[17]) exponent = exponent * 10 + (text[i] - '0');
    }
    scale += down ? exponent : -exponent;
  }
  return from_scaled(negative ? -coefficient : coefficient, scale - zeros);
}

PARINDEX_CONSTEXPR_STRING std::string Decimal::to_string() const {
  std::uint64_t rest = static_cast<std::uint64_t>(coefficient_ < 0 ? -coefficient_ : coefficient_);
  char buffer[40] = {};
  std::size_t at = sizeof buffer;
  // From the right; at least one digit is before the point.
  for (int place = 0; rest != 0 || place <= scale_; ++place) {
    if (place == scale_ && place > 0) buffer[--at] = '.';
    buffer[--at] = static_cast<char>('0' + rest % 10);
    rest /= 10;
  }
  if (coefficient_ < 0) buffer[--at] = '-';
  return std::string(buffer + at, sizeof buffer - at);
}

constexpr std::optional<Rounding> Rounding::to_step(Decimal step, RoundingMode mode) noexcept {
  if (step.coefficient() <= 0 || step.coefficient() > max_multiple) return std::nullopt;
  Rounding how(step.scale(), mode);
  how.multiple = step.coefficient();
  return how;
}

namespace literals {

/// `"0.25"_dec`: read while compiling; text that is not a Decimal does not compile.
consteval Decimal operator""_dec(const char* text, std::size_t size) {
  const std::optional<Decimal> value = Decimal::parse(std::string_view(text, size));
  if (!value) throw "not a decimal number of at most 18 digits";
  return *value;
}

}  // namespace literals

PARINDEX_END_NAMESPACE
