// SPDX-License-Identifier: MIT
#pragma once

#include <bit>
#include <compare>
#include <concepts>
#include <cstddef>
#include <cstdint>

#include <parindex/version.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// What this library uses of a signed integer of 128 bits, for compilers without one. Results are
/// modulo 2^128, division truncates, and the bytes have the order of the machine.
class Int128 {
 public:
  constexpr Int128() noexcept = default;

  template <std::integral T>
    requires(sizeof(T) <= 8)
  constexpr Int128(T value) noexcept  // NOLINT: implicit, like conversions of integers
      : Int128(value < T(0) ? ~std::uint64_t{0} : 0, static_cast<std::uint64_t>(value)) {}

  /// Modulo 2^64.
  explicit constexpr operator std::uint64_t() const noexcept { return limbs_[lower]; }
  explicit constexpr operator std::int64_t() const noexcept {
    return static_cast<std::int64_t>(limbs_[lower]);
  }

  friend constexpr Int128 operator+(const Int128& a, const Int128& b) noexcept {
    const std::uint64_t low = a.low() + b.low();
    return {a.high() + b.high() + (low < a.low()), low};
  }
  friend constexpr Int128 operator-(const Int128& a, const Int128& b) noexcept {
    return {a.high() - b.high() - (a.low() < b.low()), a.low() - b.low()};
  }
  friend constexpr Int128 operator-(const Int128& a) noexcept { return Int128() - a; }
  constexpr Int128& operator+=(const Int128& b) noexcept { return *this = *this + b; }

  friend constexpr Int128 operator*(const Int128& a, const Int128& b) noexcept {
    // a = a1 * 2^32 + a0, and the same for b: the middle products are added in two halves.
    const std::uint64_t a0 = a.low() & half;
    const std::uint64_t a1 = a.low() >> 32;
    const std::uint64_t b0 = b.low() & half;
    const std::uint64_t b1 = b.low() >> 32;
    const std::uint64_t first = a1 * b0 + (a0 * b0 >> 32);
    const std::uint64_t second = a0 * b1 + (first & half);
    const std::uint64_t high = a1 * b1 + (first >> 32) + (second >> 32);
    return {high + a.high() * b.low() + a.low() * b.high(), a.low() * b.low()};
  }
  friend constexpr Int128 operator/(const Int128& a, const Int128& b) noexcept {
    Int128 rest;
    const Int128 quotient = divide(a.magnitude(), b.magnitude(), rest);
    return a.negative() == b.negative() ? quotient : -quotient;
  }
  friend constexpr Int128 operator%(const Int128& a, const Int128& b) noexcept {
    Int128 rest;
    divide(a.magnitude(), b.magnitude(), rest);
    return a.negative() ? -rest : rest;
  }

  friend constexpr bool operator==(const Int128& a, const Int128& b) noexcept {
    return a.high() == b.high() && a.low() == b.low();
  }
  friend constexpr std::strong_ordering operator<=>(const Int128& a, const Int128& b) noexcept {
    if (a.high() == b.high()) return a.low() <=> b.low();
    return static_cast<std::int64_t>(a.high()) <=> static_cast<std::int64_t>(b.high());
  }

 private:
  static constexpr std::uint64_t half = 0xffffffff;
  static constexpr std::size_t lower = std::endian::native == std::endian::little ? 0 : 1;

  constexpr Int128(std::uint64_t high, std::uint64_t low) noexcept {
    limbs_[1 - lower] = high;
    limbs_[lower] = low;
  }

  constexpr std::uint64_t high() const noexcept { return limbs_[1 - lower]; }
  constexpr std::uint64_t low() const noexcept { return limbs_[lower]; }
  constexpr bool negative() const noexcept { return high() >> 63 != 0; }
  /// As an unsigned number.
  constexpr Int128 magnitude() const noexcept { return negative() ? -*this : *this; }

  /// The quotient and the remainder of unsigned numbers up to 2^127.
  static constexpr Int128 divide(const Int128& a, const Int128& b, Int128& rest) noexcept {
    if (a.high() == 0 && b.high() == 0) {
      rest = a.low() % b.low();
      return a.low() / b.low();
    }
    // Bit by bit: numbers of more than 64 bits are rare. The remainder is below 2^127, so that it
    // can be doubled.
    Int128 quotient;
    rest = 0;
    for (int bit = 127 - std::countl_zero(a.high()); bit >= 0; --bit) {
      const std::uint64_t limb = bit < 64 ? a.low() : a.high();
      rest = rest + rest + (limb >> bit % 64 & 1);
      const bool fits = rest.high() != b.high() ? rest.high() > b.high() : rest.low() >= b.low();
      if (fits) rest = rest - b;
      quotient = quotient + quotient + (fits ? 1 : 0);
    }
    return quotient;
  }

  std::uint64_t limbs_[2] = {};
};

}  // namespace detail

PARINDEX_END_NAMESPACE
