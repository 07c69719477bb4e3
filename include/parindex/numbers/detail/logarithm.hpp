// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include <parindex/limits.hpp>
#include <parindex/numbers/rational.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Two rationals that enclose a real number.
struct Enclosure {
  Rational low;
  Rational high;
};

/// 2 * atanh(z) = ln((1 + z) / (1 - z)) for 0 <= z <= 1/3, within a few hundred units of
/// 10^-digits: the series z + z^3 / 3 + z^5 / 5 ... in whole multiples of that unit, each term
/// rounded down.
inline Enclosure twice_atanh(const Rational& z, int digits) {
  const Rational unit = Rational(10).pow(digits);
  const Rational square = z * z;
  Rational power = (z * unit).floor();
  Rational sum = 0;
  std::int64_t terms = 0;
  while (!power.is_zero()) {
    sum += (power / (2 * terms + 1)).floor();
    power = (power * square).floor();
    ++terms;
  }
  // A power is short by less than 9/8 units (square <= 1/9), a term by less than 17/8. The rest of
  // the series after its power fell below 1 unit is less than 9/8 units.
  const Rational error = 3 * (terms + 1);
  return {2 * sum / unit, 2 * (sum + error) / unit};
}

/// The natural logarithm of a number above 0, by x = m * 2^k with 1 <= m < 2.
inline Enclosure logarithm(Rational x, int digits) {
  if (x < 1) {
    const Enclosure above = logarithm(Rational(1) / x, digits);
    return {-above.high, -above.low};
  }
  // Computes k from its highest bit down: a long number is divided a few times, not once for each
  // of its bits.
  std::vector<Rational> powers{2};  // 2^1, 2^2, 2^4, 2^8 ...
  while (powers.back() * powers.back() <= x) powers.push_back(powers.back() * powers.back());
  std::int64_t k = 0;
  for (std::size_t i = powers.size(); i-- > 0;) {
    if (x < powers[i]) continue;
    x /= powers[i];
    k += std::int64_t{1} << i;
  }
  const Enclosure of_m = twice_atanh((x - 1) / (x + 1), digits);
  const Enclosure of_two = twice_atanh(Rational::ratio(1, 3), digits);
  return {of_m.low + of_two.low * k, of_m.high + of_two.high * k};
}

/// ln a / ln b as a fraction if it is one, for a and b on the same side of 1, both different from
/// 1, and a nearer to it. If it is p / r in lowest terms, b is the r-th power of a rational, so r
/// is at most the number of bits of its longer part: there are few to try.
inline std::optional<Rational> rational_share(const Rational& a, const Rational& b,
                                              const Enclosure& share) {
  const auto length = [](const Rational& x) {
    return x.numerator_string().size() + x.denominator_string().size();
  };
  // A decimal digit is less than 4 bits. A power above 10'000 is not intended by any author.
  const auto most = static_cast<int>(std::min<std::size_t>(length(b) * 4, 10'000));
  for (int r = 1; r <= most; ++r) {
    const Rational p = (share.high * r).floor();
    if (p.sign() <= 0 || p < share.low * r) continue;
    if (a.pow(r) == b.pow(static_cast<int>(p.small_numerator()))) return p / r;
  }
  return std::nullopt;
}

/// max * ln a / ln b, rounded correctly, for a strictly between 1 and b.
inline Rational rounded_log_share(const Rational& max, const Rational& a, const Rational& b,
                                  Rounding how) {
  const DigitScope below_the_logarithm(limits().root_digits);
  for (int digits = how.digits + 25; digits <= 20'000; digits *= 2) {
    Enclosure num = logarithm(a, digits);
    Enclosure den = logarithm(b, digits);
    if (b < 1) {
      num = {-num.high, -num.low};
      den = {-den.high, -den.low};
    }
    if (num.low.sign() <= 0 || den.low.sign() <= 0) continue;  // too close to 1 for these digits
    const Enclosure share{num.low / den.high, num.high / den.low};
    const Rational low = (max * share.low).rounded(how);
    if (low == (max * share.high).rounded(how)) return low;
    // Exactly on a tie, or just very near to one.
    if (const auto exact = rational_share(a, b, share)) return (max * *exact).rounded(how);
  }
  throw_too_long();  // too close to a rounding boundary to decide
}

/// The logarithm of a number above 0, rounded correctly. The base is above 0 and not 1; 0 means e.
inline Rational rounded_logarithm(Rational x, Rational base, Rounding how) {
  const DigitScope below_the_logarithm(limits().root_digits);
  if (x == 1) return 0;
  const bool natural = base.is_zero();
  bool negative = false;
  if (x < 1) {
    x = Rational(1) / x;
    negative = true;
  }
  if (!natural && base < 1) {
    base = Rational(1) / base;
    negative = !negative;
  }
  const auto rounded = [&](const Rational& value) {
    return (negative ? -value : value).rounded(how);
  };
  for (int digits = how.digits + 25; digits <= 20'000; digits *= 2) {
    const Enclosure num = logarithm(x, digits);
    const Enclosure den = natural ? Enclosure{1, 1} : logarithm(base, digits);
    if (num.low.sign() <= 0 || den.low.sign() <= 0) continue;  // too close to 1 for these digits
    const Enclosure found{num.low / den.high, num.high / den.low};
    const Rational low = rounded(found.low);
    if (low == rounded(found.high)) return low;
    // The natural logarithm of a rational other than 1 is irrational: it is never on a tie.
    if (natural) continue;
    if (const auto exact = rational_share(x, base, found)) return rounded(*exact);
  }
  throw_too_long();  // too close to a rounding boundary to decide
}

/// The greatest exponent of an exponential.
inline constexpr int most_exponent = 1'000;

/// e to a power from 0 to 1/2, within a few units of 10^-digits: the series 1 + y + y^2 / 2 ... in
/// whole multiples of that unit, each term rounded down.
inline Enclosure short_exponential(const Rational& y, int digits) {
  const Rational unit = Rational(10).pow(digits);
  Rational term = unit;
  Rational sum = 0;
  std::int64_t terms = 0;
  while (!term.is_zero()) {
    sum += term;
    ++terms;
    term = (term * y / terms).floor();
  }
  // A term is short by less than 1 unit and half of what the term before it is short by: less than
  // 2 units. The first term left out is less than 2 units, and those after it at most half each.
  const Rational error = 2 * terms + 4;
  return {sum / unit, (sum + error) / unit};
}

/// e to a rational power of at most `most_exponent`, rounded correctly.
inline Rational rounded_exponential(const Rational& x, Rounding how) {
  const DigitScope below_the_exponential(limits().root_digits);
  if (x.is_zero()) return Rational(1).rounded(how);
  // Below 10^-(digits + 3): closer to 0 than any tie, and above 0.
  if (x < Rational(-3 * (how.digits + 3))) {
    return Rational(Rational(1) / Rational(10).pow(how.digits + 3)).rounded(how);
  }
  const Rational size = abs(x);
  int halvings = 0;
  Rational part = size;
  while (part > Rational::ratio(1, 2)) {
    part /= 2;
    ++halvings;
  }
  for (int digits = how.digits + 25; digits <= 20'000; digits *= 2) {
    const Rational unit = Rational(10).pow(digits);
    Enclosure found = short_exponential(part, digits);
    for (int i = 0; i < halvings; ++i) {  // e^2a = (e^a)^2, widened to whole units
      found.low = (found.low * found.low * unit).floor() / unit;
      found.high = ((found.high * found.high * unit).floor() + 1) / unit;
    }
    if (x.sign() < 0) found = {Rational(1) / found.high, Rational(1) / found.low};
    // e to a rational power other than 0 is irrational: it is never on a tie.
    const Rational low = found.low.rounded(how);
    if (low == found.high.rounded(how)) return low;
  }
  throw_too_long();  // too close to a rounding boundary to decide
}

}  // namespace detail

PARINDEX_END_NAMESPACE
