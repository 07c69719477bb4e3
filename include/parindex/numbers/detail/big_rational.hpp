// SPDX-License-Identifier: MIT
#pragma once

#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <utility>

#include <parindex/limits.hpp>
#include <parindex/numbers/rational.hpp>

#include <boost/multiprecision/cpp_int.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

// No expression templates: `auto x = a * b` is then a number, not a dangling expression.
using BigInt = boost::multiprecision::number<boost::multiprecision::cpp_int_backend<>,
                                             boost::multiprecision::et_off>;

/// The maximum number of digits of results in this thread; 0 means the limit.
inline std::size_t& digits_in_scope() noexcept {
  static thread_local std::size_t digits = 0;
  return digits;
}

inline std::size_t most_digits() noexcept {
  const std::size_t scope = digits_in_scope();
  return scope != 0 ? scope : limits().intermediate_digits;
}

/// A fraction in lowest terms that does not fit 64 bits; immutable once shared. It is a pair of
/// integers rather than a cpp_rational: the parts are needed by reference here, and the tests can
/// use cpp_rational as an independent oracle.
struct BigRational {
  BigInt num;
  BigInt den{1};

  /// The wide form of any value; `scratch` stores it if the value is small.
  static const BigRational& of(const Rational& value, BigRational& scratch) {
    if (value.big_) return *value.big_;
    scratch.num = value.num_;
    scratch.den = value.den_;
    return scratch;
  }

  /// num / den, with den above 0 and no common factor; narrow if it fits.
  static Rational canonical(BigInt num, BigInt den) {
    if (fits(num) && fits(den)) {
      return SmallFraction{num.convert_to<std::int64_t>(), den.convert_to<std::int64_t>()};
    }
    Rational out;
    out.big_ = std::make_shared<const BigRational>(BigRational{std::move(num), std::move(den)});
    return out;
  }

  /// num / den for any den except 0.
  static Rational reduce(BigInt num, BigInt den) {
    if (den < 0) {
      num = -num;
      den = -den;
    }
    const BigInt common = boost::multiprecision::gcd(num, den);
    if (common != 1) {
      num /= common;
      den /= common;
    }
    return canonical(std::move(num), std::move(den));
  }

  static bool fits(const BigInt& v) {
    constexpr std::int64_t limit = std::numeric_limits<std::int64_t>::max();
    return v >= -limit && v <= limit;
  }

  /// Bits of a magnitude; 0 has none.
  static std::size_t bits(const BigInt& v) {
    if (v == 0) return 0;
    return static_cast<std::size_t>(boost::multiprecision::msb(abs(v))) + 1;
  }

  /// Whether a number has at most `digits` decimal digits. The number of bits decides except for a
  /// few lengths.
  static bool fits_digits(const BigInt& v, std::size_t digits) {
    constexpr double log2_of_10 = 3.3219280948873623;
    const double limit = static_cast<double>(digits) * log2_of_10;
    const auto length = static_cast<double>(bits(v));
    if (length < limit - 1) return true;
    if (length > limit + 2) return false;
    return abs(v) < power(10, digits);
  }

  /// The result of an operation; throws if it is too long.
  static Rational result(BigInt num, BigInt den) {
    Rational value = reduce(std::move(num), std::move(den));
    if (value.big_ && !value.fits_digits(most_digits())) throw_too_long();
    return value;
  }

  static BigInt power(int base, std::uint64_t exponent) {
    return boost::multiprecision::pow(BigInt(base), static_cast<unsigned>(exponent));
  }

  /// The largest x with x^n <= v, for v >= 0 and n >= 1.
  static BigInt root(const BigInt& v, unsigned n) {
    if (v <= 1 || n == 1) return v;
    // Newton's method from above decreases until it reaches the floor of the root.
    BigInt x = BigInt(1) << (boost::multiprecision::msb(v) / n + 1);
    while (true) {
      BigInt next = (x * (n - 1) + v / boost::multiprecision::pow(x, n - 1)) / n;
      if (next >= x) return x;
      x = std::move(next);
    }
  }

  /// The digits of a scaled integer with the decimal point inserted; zero never has a sign.
  static std::string place_point(const BigInt& scaled, std::size_t digits) {
    const bool negative = scaled < 0;
    std::string text = negative ? BigInt(-scaled).str() : scaled.str();
    if (digits > 0) {
      if (text.size() <= digits) text.insert(0, digits + 1 - text.size(), '0');
      text.insert(text.size() - digits, 1, '.');
    }
    if (negative) text.insert(0, 1, '-');
    return text;
  }

  static std::uint64_t mix(std::uint64_t h, std::uint64_t v) noexcept {
    // splitmix64: spreads small integers, which scores usually are, over all bits.
    h += 0x9e3779b97f4a7c15u + v;
    h = (h ^ (h >> 30)) * 0xbf58476d1ce4e5b9u;
    h = (h ^ (h >> 27)) * 0x94d049bb133111ebu;
    return h ^ (h >> 31);
  }

  static std::uint64_t mix(std::uint64_t h, const BigInt& v) noexcept {
    const auto& limbs = v.backend();
    for (unsigned i = 0; i < limbs.size(); ++i) {
      h = mix(h, static_cast<std::uint64_t>(limbs.limbs()[i]));
    }
    return mix(h, static_cast<std::uint64_t>(limbs.sign()));
  }
};

}  // namespace detail

PARINDEX_END_NAMESPACE
