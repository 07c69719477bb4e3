// SPDX-License-Identifier: MIT
#pragma once

#include <parindex/detail/make_issue.hpp>
#include <parindex/detail/number_text.hpp>
#include <parindex/detail/sentences.hpp>
#include <parindex/limits.hpp>
#include <parindex/numbers/detail/big_rational.hpp>
#include <parindex/numbers/detail/sentences.hpp>
#include <parindex/numbers/rational.hpp>

#include <boost/multiprecision/cpp_int.hpp>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>

PARINDEX_BEGIN_NAMESPACE

void detail::refuse_integer() { throw Error(sentence::an_integer_of_more_than_18_digits_does_not); }

namespace detail {

void throw_too_long() {
  throw NumberTooLong(
      "a number is too long",
      {make_issue(issue::number_too_long, sentence::a_computed_number_has_too_many_digits,
                  say(sentence::at_most_digits, std::to_string(most_digits())), sentence::more)});
}

}  // namespace detail

void Rational::throw_digits(int digits) {
  throw Error(detail::say(detail::sentence::the_number_of_decimal_places_must_be_0_to,
                          std::to_string(Rounding::max_digits), std::to_string(digits)));
}

void Rational::throw_zero_divisor() { throw Error(detail::sentence::division_by_zero); }

Rational Rational::from_wide(bool negative, std::uint64_t magnitude) {
  detail::BigInt num(magnitude);
  if (negative) num = -num;
  return detail::BigRational::canonical(std::move(num), 1);
}

std::optional<Rational> Rational::from_double(double value) {
  if (!std::isfinite(value)) return std::nullopt;
  char text[detail::number_text_size];
  const char* const end = detail::write_shortest(text, value);
  return parse(std::string_view(text, static_cast<std::size_t>(end - text)));
}

std::optional<Rational> Rational::parse(std::string_view text, std::size_t max_digits) {
  max_digits = std::min<std::size_t>(max_digits, 1'000'000);

  // Checks the form first, so that nothing is computed for text that is rejected.
  std::size_t i = 0;
  std::size_t budget = max_digits;
  bool over = false;
  const auto skip_digits = [&]() -> std::size_t {
    const std::size_t start = i;
    for (; i < text.size() && detail::is_digit(text[i]); ++i) {
      if (budget == 0) {
        over = true;
        return 0;
      }
      --budget;
    }
    return i - start;
  };

  const bool negative = !text.empty() && text[0] == '-';
  if (negative) ++i;
  const std::size_t whole = i;
  const std::size_t whole_size = skip_digits();
  if (whole_size == 0 || over) return std::nullopt;

  // Boost reads a leading zero as the prefix of an octal number.
  const auto integer = [](std::string_view decimal) {
    const std::size_t start = std::min(decimal.find_first_not_of('0'), decimal.size());
    const std::string_view rest = decimal.substr(start);
    return rest.empty() ? detail::BigInt(0) : detail::BigInt(std::string(rest).c_str());
  };

  if (i < text.size() && text[i] == '/') {
    const std::size_t below = ++i;
    const std::size_t below_size = skip_digits();
    if (below_size == 0 || over || i != text.size()) return std::nullopt;
    const std::string_view num = text.substr(whole, whole_size);
    const std::string_view den = text.substr(below, below_size);
    // Most fractions are short and need no wide integers.
    const std::optional<Decimal> small_num = Decimal::parse(num);
    const std::optional<Decimal> small_den = Decimal::parse(den);
    if (small_den && small_den->sign() == 0) return std::nullopt;
    if (small_num && small_den) {
      const std::int64_t n = small_num->coefficient();
      return ratio(negative ? -n : n, small_den->coefficient());
    }
    detail::BigInt n = integer(num);
    if (negative) n = -n;
    return detail::BigRational::reduce(std::move(n), integer(den));
  }

  std::size_t fraction = i;
  std::size_t fraction_size = 0;
  if (i < text.size() && text[i] == '.') {
    fraction = ++i;
    fraction_size = skip_digits();
    if (fraction_size == 0 || over) return std::nullopt;
  }
  std::int64_t exponent = 0;
  if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
    ++i;
    const bool down = i < text.size() && text[i] == '-';
    if (i < text.size() && (text[i] == '-' || text[i] == '+')) ++i;
    const std::size_t size = text.size() - i;
    if (size < 1 || size > 18) return std::nullopt;
    for (; i < text.size() && detail::is_digit(text[i]); ++i) {
      exponent = exponent * 10 + (text[i] - '0');
    }
    if (exponent > static_cast<std::int64_t>(max_digits)) return std::nullopt;
    if (down) exponent = -exponent;
  }
  if (i != text.size()) return std::nullopt;

  if (const std::optional<Decimal> small = Decimal::parse(text)) return Rational(*small);
  std::string digits(text.substr(whole, whole_size));
  digits.append(text.substr(fraction, fraction_size));
  detail::BigInt num = integer(digits);
  if (negative) num = -num;
  const std::int64_t scale = static_cast<std::int64_t>(fraction_size) - exponent;
  const detail::BigInt step =
      detail::BigRational::power(10, static_cast<std::uint64_t>(scale < 0 ? -scale : scale));
  if (scale <= 0) return detail::BigRational::canonical(num * step, 1);
  return detail::BigRational::reduce(std::move(num), step);
}

std::string Rational::numerator_string() const {
  return big_ ? big_->num.str() : std::to_string(num_);
}

std::string Rational::denominator_string() const {
  return big_ ? big_->den.str() : std::to_string(den_);
}

int Rational::decimal_digits() const {
  // The expansion of n / (2^a * 5^b) in lowest terms ends after max(a, b) digits; with any other
  // prime in the denominator it never ends.
  if (!big_) {
    const int twos = std::countr_zero(static_cast<std::uint64_t>(den_));
    std::int64_t rest = den_ >> twos;
    int fives = 0;
    for (; rest % 5 == 0; rest /= 5) ++fives;
    return rest == 1 ? std::max(twos, fives) : -1;
  }
  const auto twos = static_cast<int>(boost::multiprecision::lsb(big_->den));
  const detail::BigInt rest = big_->den >> twos;
  // At most one power of five has this many bits, since log2(5) > 1.
  const double log2_of_5 = 2.321928094887362;
  const auto bits = static_cast<double>(boost::multiprecision::msb(rest));
  const auto fives = static_cast<int>(std::ceil(bits / log2_of_5));
  if (detail::BigRational::power(5, static_cast<std::uint64_t>(fives)) != rest) return -1;
  return std::max(twos, fives);
}

std::string Rational::to_string() const {
  const int digits = decimal_digits();
  if (digits < 0) return numerator_string() + '/' + denominator_string();
  if (const std::optional<Decimal> decimal = to_decimal()) return decimal->to_string();
  detail::BigRational scratch;
  const detail::BigRational& wide = detail::BigRational::of(*this, scratch);
  const auto scale = static_cast<std::size_t>(digits);
  return detail::BigRational::place_point(
      wide.num * detail::BigRational::power(10, scale) / wide.den, scale);
}

std::string Rational::to_string(Rounding how) const {
  const Rational value = rounded(how);
  detail::BigRational scratch;
  const auto digits = static_cast<std::size_t>(how.digits);
  if (const std::optional<std::int64_t> scaled = value.to_scaled_int64(how.digits)) {
    std::string text = std::to_string(detail::magnitude(*scaled));
    if (text.size() <= digits) text.insert(0, digits + 1 - text.size(), '0');
    if (digits > 0) text.insert(text.size() - digits, 1, '.');
    if (*scaled < 0) text.insert(0, 1, '-');
    return text;
  }
  const detail::BigRational& wide = detail::BigRational::of(value, scratch);
  return detail::BigRational::place_point(wide.num * detail::pow10[digits] / wide.den, digits);
}

double Rational::to_double() const {
  constexpr std::int64_t exact = std::int64_t{1} << 53;
  if (!big_ && num_ <= exact && num_ >= -exact && den_ <= exact) {
    // Both parts are doubles, and IEEE division rounds correctly.
    return static_cast<double>(num_) / static_cast<double>(den_);
  }
  detail::BigRational scratch;
  const detail::BigRational& wide = detail::BigRational::of(*this, scratch);
  const bool negative = wide.num < 0;
  const detail::BigInt num = negative ? detail::BigInt(-wide.num) : wide.num;

  // The value lies between 2^(order - 1) and 2^(order + 1), ends not included below.
  const auto order = static_cast<std::int64_t>(boost::multiprecision::msb(num)) -
                     static_cast<std::int64_t>(boost::multiprecision::msb(wide.den));
  double out = 0.0;
  if (order > 1030) {
    out = std::numeric_limits<double>::infinity();
  } else if (order >= -1080) {
    // Divide in units of the last place. Two attempts determine the exponent. The smallest unit is
    // that of the subnormals, so that their fewer bits are rounded only once.
    for (std::int64_t unit = std::max<std::int64_t>(order - 53, -1074);; ++unit) {
      const detail::BigInt scaled = unit < 0 ? detail::BigInt(num << -unit) : num;
      const detail::BigInt divisor = unit > 0 ? detail::BigInt(wide.den << unit) : wide.den;
      const detail::BigInt quotient = scaled / divisor;
      if (quotient >= exact) continue;
      const detail::BigInt rounded = detail::round_div(scaled, divisor, RoundingMode::half_even);
      out = std::ldexp(static_cast<double>(rounded.convert_to<std::int64_t>()),
                       static_cast<int>(unit));
      break;
    }
  }
  return negative ? -out : out;
}

std::optional<Decimal> Rational::to_decimal() const {
  if (big_) return std::nullopt;  // every Decimal is small
  const int digits = decimal_digits();
  if (digits < 0 || digits > Decimal::max_scale) return std::nullopt;
  const std::optional<std::int64_t> scaled = to_scaled_int64(digits);
  if (!scaled) return std::nullopt;
  return Decimal::from_scaled(*scaled, digits);
}

std::size_t Rational::hash() const noexcept {
  using detail::BigRational;
  std::uint64_t h = 0;
  if (big_) {
    h = BigRational::mix(BigRational::mix(h, big_->num), big_->den);
  } else {
    h = BigRational::mix(BigRational::mix(h, static_cast<std::uint64_t>(num_)),
                         static_cast<std::uint64_t>(den_));
  }
  return static_cast<std::size_t>(h);
}

Rational Rational::rounded_root(int n, Rounding how) const {
  check_digits(how.digits);
  if (n < 1 || n > 1000) throw Error(detail::sentence::the_degree_of_a_root_must_be_1_to_1000);
  if (sign() < 0) throw Error(detail::sentence::a_negative_number_has_no_root);
  detail::BigRational scratch;
  const detail::BigRational& wide = detail::BigRational::of(*this, scratch);
  const auto degree = static_cast<unsigned>(n);
  const detail::BigInt step = detail::pow10[how.digits];
  // Everything in steps: of the root, and of the number under it, whose step is the n-th power.
  const detail::BigInt scaled = wide.num * boost::multiprecision::pow(step, degree);
  const detail::BigInt den =
      wide.den * boost::multiprecision::pow(detail::BigInt(how.multiple), degree);
  const detail::BigInt low = detail::BigRational::root(scaled / den, degree);

  // The position of the true root between low and low + 1. Rounding only needs to know whether it
  // is at low, before the middle, in the middle, or after it.
  int quarter = 0;
  if (boost::multiprecision::pow(low, degree) * den != scaled) {
    const detail::BigInt middle =
        boost::multiprecision::pow(detail::BigInt(2 * low + 1), degree) * den;
    const detail::BigInt doubled = scaled << degree;
    quarter = doubled < middle ? 1 : doubled == middle ? 2 : 3;
  }
  const detail::BigInt steps =
      detail::round_div(detail::BigInt(4 * low + quarter), detail::BigInt(4), how.mode);
  return detail::BigRational::reduce(steps * how.multiple, step);
}

Rational Rational::pow(int exponent) const {
  if (exponent < -10'000 || exponent > 10'000) {
    throw Error(detail::sentence::an_exponent_must_be_10000_to_10000);
  }
  if (exponent < 0 && is_zero()) throw_zero_divisor();
  detail::BigRational scratch;
  const detail::BigRational& wide = detail::BigRational::of(*this, scratch);
  const auto times = static_cast<unsigned>(exponent < 0 ? -exponent : exponent);
  // The `times`-th power of a number of n bits has at least (n - 1) * times bits, and a digit has
  // less than 4.
  const std::size_t bits =
      std::max(detail::BigRational::bits(wide.num), detail::BigRational::bits(wide.den));
  if ((bits - 1) * times / 4 >= detail::most_digits()) detail::throw_too_long();
  detail::BigInt num = boost::multiprecision::pow(wide.num, times);
  detail::BigInt den = boost::multiprecision::pow(wide.den, times);
  if (exponent < 0) std::swap(num, den);
  return detail::BigRational::result(std::move(num), std::move(den));
}

bool Rational::fits_digits(std::size_t digits) const {
  constexpr std::size_t small = 19;  // digits of a number of 64 bits, at most
  if (!big_ && digits >= small) return true;
  detail::BigRational scratch;
  const detail::BigRational& wide = detail::BigRational::of(*this, scratch);
  return detail::BigRational::fits_digits(wide.num, digits) &&
         detail::BigRational::fits_digits(wide.den, digits);
}

namespace detail {

DigitScope::DigitScope(std::size_t digits) noexcept
    : before_(std::exchange(digits_in_scope(), digits)) {}
DigitScope::~DigitScope() { digits_in_scope() = before_; }

Rational common_divisor(const Rational& a, const Rational& b) {
  BigRational scratch_x;
  BigRational scratch_y;
  const BigRational& x = BigRational::of(a, scratch_x);
  const BigRational& y = BigRational::of(b, scratch_y);
  return BigRational::result(
      boost::multiprecision::gcd(BigInt(x.num * y.den), BigInt(y.num * x.den)), x.den * y.den);
}

}  // namespace detail

Rational Rational::apply_big(char operation, const Rational& a, const Rational& b) {
  detail::BigRational scratch_x;
  detail::BigRational scratch_y;
  const detail::BigRational& x = detail::BigRational::of(a, scratch_x);
  const detail::BigRational& y = detail::BigRational::of(b, scratch_y);
  switch (operation) {
    case '+': return detail::BigRational::result(x.num * y.den + y.num * x.den, x.den * y.den);
    case '-': return detail::BigRational::result(x.num * y.den - y.num * x.den, x.den * y.den);
    case '*': return detail::BigRational::result(x.num * y.num, x.den * y.den);
    default: return detail::BigRational::result(x.num * y.den, x.den * y.num);
  }
}

bool Rational::equal_big(const Rational& a, const Rational& b) noexcept {
  return a.big_ == b.big_ || (a.big_->num == b.big_->num && a.big_->den == b.big_->den);
}

int Rational::compare_big(const Rational& a, const Rational& b) {
  detail::BigRational scratch_x;
  detail::BigRational scratch_y;
  const detail::BigRational& x = detail::BigRational::of(a, scratch_x);
  const detail::BigRational& y = detail::BigRational::of(b, scratch_y);
  return detail::BigInt(x.num * y.den).compare(y.num * x.den);
}

Rational Rational::rounded_big(Rounding how) const {
  detail::BigRational scratch;
  const detail::BigRational& wide = detail::BigRational::of(*this, scratch);
  const detail::BigInt step = detail::pow10[how.digits];
  const detail::BigInt steps = detail::round_div(detail::BigInt(wide.num * step),
                                                 detail::BigInt(wide.den * how.multiple), how.mode);
  return detail::BigRational::reduce(steps * how.multiple, step);
}

Rational Rational::negated_big() const {
  return detail::BigRational::canonical(-big_->num, big_->den);
}

int Rational::sign_big() const noexcept { return big_->num.sign(); }

bool Rational::is_integer_big() const noexcept { return big_->den == 1; }

bool Rational::is_half_big(int digits) const {
  const detail::BigInt rest = big_->num * detail::pow10[digits] % big_->den;
  return abs(rest) * 2 == big_->den;
}

std::optional<std::int64_t> Rational::to_scaled_int64_big(int digits) const {
  const detail::BigInt scaled = big_->num * detail::pow10[digits];
  const detail::BigInt quotient = scaled / big_->den;
  constexpr std::int64_t low = std::numeric_limits<std::int64_t>::min();
  // -2^63 is a 64-bit integer, although it is never stored as a small one.
  if (quotient * big_->den != scaled || (quotient != low && !detail::BigRational::fits(quotient))) {
    return std::nullopt;
  }
  return quotient == low ? low : quotient.convert_to<std::int64_t>();
}

std::ostream& operator<<(std::ostream& out, Decimal value) { return out << value.to_string(); }

std::ostream& operator<<(std::ostream& out, const Rational& value) {
  return out << value.to_string();
}

PARINDEX_END_NAMESPACE
