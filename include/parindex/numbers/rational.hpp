// SPDX-License-Identifier: MIT
#pragma once

#include <parindex/detail/portable.hpp>
#include <parindex/error.hpp>
#include <parindex/numbers/decimal.hpp>
#include <parindex/version.hpp>

#include <bit>
#include <compare>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

PARINDEX_BEGIN_NAMESPACE

class Rational;

namespace detail {

struct BigRational;  // defined in impl/rational.ipp, the only file that sees Boost

constexpr std::uint64_t magnitude(std::int64_t v) noexcept {
  return v < 0 ? 0 - static_cast<std::uint64_t>(v) : static_cast<std::uint64_t>(v);
}

/// Greatest common divisor by shifts and subtractions (no division); gcd(0, b) is b.
/// Not std::gcd, whose header costs every user more compile time than these lines.
constexpr std::uint64_t gcd(std::uint64_t a, std::uint64_t b) noexcept {
  if (a == 0 || b == 0) return a | b;
  const int shift = std::countr_zero(a | b);
  a >>= std::countr_zero(a);
  while (true) {
    b >>= std::countr_zero(b);
    if (a > b) std::swap(a, b);
    b -= a;
    if (b == 0) return a << shift;
  }
}

/// A fraction in lowest terms: den > 0 and num is never INT64_MIN, so that -num always exists.
struct SmallFraction {
  std::int64_t num;
  std::int64_t den;
};

/// Greatest common divisor of two fractions, each of which may be 0: the coarsest grid through 0
/// that contains both.
Rational common_divisor(const Rational& a, const Rational& b);

/// Throws NumberTooLong, like a result that is too long.
[[noreturn]] void throw_too_long();

/// While an instance exists, results of this thread may have this many digits instead of
/// limits().intermediate_digits: for a step whose operands bound its size, and for roots, whose
/// operands are longer than the result.
class DigitScope {
 public:
  explicit DigitScope(std::size_t digits) noexcept;
  ~DigitScope();
  DigitScope(const DigitScope&) = delete;
  DigitScope& operator=(const DigitScope&) = delete;

 private:
  std::size_t before_;
};

}  // namespace detail

/// A result would exceed limits().intermediate_digits in numerator or denominator.
/// Its issue is `number_too_long`, without a place; the caller that knows the place adds it.
class NumberTooLong : public DataError {
 public:
  using DataError::DataError;
};

/// An exact rational number.
///
/// Arithmetic is exact up to limits().intermediate_digits digits of numerator and denominator;
/// beyond, `+ - * /` and `pow` throw NumberTooLong and change nothing, so that hostile numbers
/// cause an issue instead of minutes of work. Numbers read by `parse` may be longer.
///
/// A value whose numerator and denominator fit 64 bits is stored inline, and its arithmetic is
/// inline. A larger value is widened before a bit is lost, and narrowed when it fits again. The
/// representation is canonical, so equal values have equal parts, text and hash. Copies share the
/// immutable wide value; a Rational is safe to read from many threads.
class Rational {
 public:
  /// The longest number that `parse` accepts by default: every double fits, an attack does not.
  static constexpr std::size_t default_max_digits = 400;

  /// Zero.
  constexpr Rational() noexcept = default;

  /// An integer, exactly, whatever its type and size.
  template <detail::Integer T>
  Rational(T value);  // NOLINT(google-explicit-constructor): implicit on purpose, nothing is lost

  /// A decimal, exactly.
  Rational(const Decimal& value);  // NOLINT(google-explicit-constructor)

  // A double can be read in several ways, so the conversion is explicit: from_double().
  template <std::floating_point T>
  Rational(T) = delete;
  template <std::same_as<bool> T>
  Rational(T) = delete;

  /// numerator / denominator in lowest terms. Throws Error when the denominator is 0.
  [[nodiscard]] static Rational ratio(std::int64_t numerator, std::int64_t denominator);

  /// The shortest decimal that reads back as this double: 0.1 is 1/10, not 0.1000000000000000055.
  /// Nothing for NaN and infinities; -0.0 is 0.
  [[nodiscard]] static std::optional<Rational> from_double(double value);

  /// Reads a decimal, `-?digits(.digits)?([eE][+-]?digits)?`, or a fraction, `-?digits/digits`
  /// with a denominator above 0. No spaces, no '+' in front, no locale.
  /// Nothing when the text has another form, more than max_digits digits (zeros count, in a
  /// fraction both parts together) or an exponent beyond +-max_digits (itself of at most 18
  /// digits). Reading stops at the first excess digit, so hostile text costs nothing; a limit
  /// above 1'000'000 digits counts as that.
  [[nodiscard]] static std::optional<Rational> parse(std::string_view text,
                                                     std::size_t max_digits = default_max_digits);

  /// -1, 0 or 1.
  [[nodiscard]] int sign() const noexcept;
  [[nodiscard]] bool is_zero() const noexcept { return !big_ && num_ == 0; }
  [[nodiscard]] bool is_integer() const noexcept;
  /// True when numerator and denominator are held in 64 bits each (-2^63 itself is not).
  [[nodiscard]] bool is_small() const noexcept { return !big_; }
  /// Numerator in lowest terms, with the sign. Precondition: is_small().
  [[nodiscard]] std::int64_t small_numerator() const noexcept { return num_; }
  /// Denominator in lowest terms, above 0. Precondition: is_small().
  [[nodiscard]] std::int64_t small_denominator() const noexcept { return den_; }
  /// True when neither numerator nor denominator has more than this many digits.
  [[nodiscard]] bool fits_digits(std::size_t digits) const;
  /// The parts in lowest terms as decimal integers of any size; only the numerator has a sign.
  [[nodiscard]] std::string numerator_string() const;
  [[nodiscard]] std::string denominator_string() const;

  /// True when the decimal expansion is finite.
  [[nodiscard]] bool is_terminating() const { return decimal_digits() >= 0; }
  /// Digits after the point of the exact decimal expansion, or -1 when it is infinite.
  [[nodiscard]] int decimal_digits() const;

  /// Exact text: plain decimal notation when the expansion is finite ("0.25", "-3", "100"),
  /// otherwise "n/d" in lowest terms ("1/3"). `parse` reads it back, given enough digits.
  [[nodiscard]] std::string to_string() const;
  /// Rounded text with exactly how.digits digits after the point: "91.00"; never "-0.00".
  /// Throws Error when how.digits is not in 0..18.
  [[nodiscard]] std::string to_string(Rounding how) const;

  /// The multiple of the step of `how` that the mode chooses.
  /// Throws Error when how.digits is not in 0..18.
  [[nodiscard]] Rational rounded(Rounding how) const;
  /// True when the value lies exactly halfway between two neighbouring multiples of 10^-digits,
  /// the case in which the half modes differ. Throws Error when digits is not in 0..18.
  [[nodiscard]] bool is_half(int digits) const;
  /// The greatest integer that is not above the value.
  [[nodiscard]] Rational floor() const;

  /// The n-th root (n in 1..1000, value >= 0), correctly rounded by integer arithmetic alone.
  /// A root is usually irrational, so a Rounding is required. Throws Error outside this range.
  [[nodiscard]] Rational rounded_root(int n, Rounding how) const;
  /// The value to an integer power, exactly; 0^0 is 1. Throws Error for 0 to a negative power and
  /// when |exponent| > 10'000, NumberTooLong before anything long is computed.
  [[nodiscard]] Rational pow(int exponent) const;

  /// The nearest double, ties to even; infinite beyond its range. For display and export only.
  [[nodiscard]] double to_double() const;
  /// value * 10^digits when that is an integer of 64 bits, otherwise nothing.
  /// Throws Error when digits is not in 0..18.
  [[nodiscard]] std::optional<std::int64_t> to_scaled_int64(int digits) const;
  /// The same value as a Decimal when it is one (at most 18 digits), otherwise nothing.
  [[nodiscard]] std::optional<Decimal> to_decimal() const;

  /// Equal values have equal hashes, in every process on every machine.
  [[nodiscard]] std::size_t hash() const noexcept;

  Rational& operator+=(const Rational& other);
  Rational& operator-=(const Rational& other);
  Rational& operator*=(const Rational& other);
  /// Throws Error when other is 0; *this is unchanged then.
  Rational& operator/=(const Rational& other);

  /// Writes `to_string()`.
  friend std::ostream& operator<<(std::ostream& out, const Rational& value);

  [[nodiscard]] Rational operator-() const;
  [[nodiscard]] Rational operator+() const { return *this; }
  [[nodiscard]] friend Rational operator+(Rational a, const Rational& b) {
    a += b;
    return a;  // by name, so it moves; `return a += b` would copy
  }
  [[nodiscard]] friend Rational operator-(Rational a, const Rational& b) {
    a -= b;
    return a;
  }
  [[nodiscard]] friend Rational operator*(Rational a, const Rational& b) {
    a *= b;
    return a;
  }
  [[nodiscard]] friend Rational operator/(Rational a, const Rational& b) {
    a /= b;
    return a;
  }

  [[nodiscard]] friend bool operator==(const Rational& a, const Rational& b) noexcept {
    if (!a.big_ && !b.big_) return a.num_ == b.num_ && a.den_ == b.den_;
    return a.big_ && b.big_ && equal_big(a, b);
  }
  [[nodiscard]] friend std::strong_ordering operator<=>(const Rational& a, const Rational& b) {
    if (a.big_ || b.big_) return compare_big(a, b) <=> 0;
    // Each product stays below 2^126.
    return detail::int128{a.num_} * b.den_ <=> detail::int128{b.num_} * a.den_;
  }

 private:
  friend struct detail::BigRational;

  Rational(detail::SmallFraction v) noexcept : num_(v.num), den_(v.den) {}  // NOLINT
  [[nodiscard]] detail::SmallFraction small() const noexcept { return {num_, den_}; }
  void set(detail::SmallFraction v) noexcept {
    num_ = v.num;
    den_ = v.den;
  }

  static void check_digits(int digits) {
    if (digits < 0 || digits > Rounding::max_digits) throw_digits(digits);
  }
  [[noreturn]] static void throw_digits(int digits);
  [[noreturn]] static void throw_zero_divisor();

  // The wide paths, out of line. They take the operands afresh: a fast path that gives up has
  // changed nothing.
  static Rational from_wide(bool negative, std::uint64_t magnitude);
  static Rational apply_big(char operation, const Rational& a, const Rational& b);
  static bool equal_big(const Rational& a, const Rational& b) noexcept;
  static int compare_big(const Rational& a, const Rational& b);
  [[nodiscard]] Rational rounded_big(Rounding how) const;
  [[nodiscard]] Rational negated_big() const;
  [[nodiscard]] int sign_big() const noexcept;
  [[nodiscard]] bool is_integer_big() const noexcept;
  [[nodiscard]] bool is_half_big(int digits) const;
  [[nodiscard]] std::optional<std::int64_t> to_scaled_int64_big(int digits) const;

  std::int64_t num_ = 0;  // 0 / 1 while big_ holds the value, so a moved-from number is zero
  std::int64_t den_ = 1;
  std::shared_ptr<const detail::BigRational> big_;
};

static_assert(sizeof(Rational) <= 32);

/// The step of a rounding: 0.01 for two digits.
[[nodiscard]] inline Rational step_of(const Rounding& how) {
  return Rational::ratio(how.multiple, detail::pow10[how.digits]);
}

/// The value without its sign.
[[nodiscard]] inline Rational abs(const Rational& value) {
  return value.sign() < 0 ? -value : value;
}
/// The smaller of two values. By value: a temporary argument cannot dangle, as it can in std::min.
[[nodiscard]] inline Rational min(const Rational& a, const Rational& b) { return b < a ? b : a; }
/// The larger of two values.
[[nodiscard]] inline Rational max(const Rational& a, const Rational& b) { return a < b ? b : a; }

// ---- Inline implementation: the code that scores of ordinary size use ------------------------

namespace detail {

constexpr bool fits_small(int128 v) noexcept {
  constexpr std::int64_t limit = std::numeric_limits<std::int64_t>::max();
  return v <= limit && v >= -int128{limit};
}

inline bool add_small(SmallFraction a, SmallFraction b, SmallFraction& out) noexcept {
  // Knuth, TAOCP 2, 4.5.1: with g = gcd of the denominators, the sum over lcm can only be
  // reduced by a divisor of g, so all gcds stay in 64 bits even when the sum does not.
  const auto g = a.den == b.den
                     ? static_cast<std::uint64_t>(a.den)
                     : gcd(static_cast<std::uint64_t>(a.den), static_cast<std::uint64_t>(b.den));
  const std::int64_t ag = a.den / static_cast<std::int64_t>(g);
  const std::int64_t bg = b.den / static_cast<std::int64_t>(g);
  const int128 sum = int128{a.num} * bg + int128{b.num} * ag;
  std::int64_t num = 0;
  std::int64_t common = 1;
  if (fits_small(sum)) {  // by far the usual case; 128-bit division is several times slower
    num = static_cast<std::int64_t>(sum);
    if (g != 1) common = static_cast<std::int64_t>(gcd(magnitude(num), g));
    num /= common;
  } else {
    const int128 rest = sum % static_cast<int128>(g);
    common = static_cast<std::int64_t>(gcd(static_cast<std::uint64_t>(rest < 0 ? -rest : rest), g));
    const int128 reduced = sum / common;
    if (!fits_small(reduced)) return false;
    num = static_cast<std::int64_t>(reduced);
  }
  out.num = num;
  return !mul_overflow(ag, b.den / common, out.den);
}

inline bool multiply_small(SmallFraction a, SmallFraction b, SmallFraction& out) noexcept {
  // Crosswise reduction first: the products are then in lowest terms already.
  if (b.den != 1) {
    const auto g = static_cast<std::int64_t>(gcd(magnitude(a.num), magnitude(b.den)));
    a.num /= g;
    b.den /= g;
  }
  if (a.den != 1) {
    const auto g = static_cast<std::int64_t>(gcd(magnitude(b.num), magnitude(a.den)));
    b.num /= g;
    a.den /= g;
  }
  return !mul_overflow(a.num, b.num, out.num) && !mul_overflow(a.den, b.den, out.den) &&
         out.num != std::numeric_limits<std::int64_t>::min();
}

inline bool round_small(SmallFraction a, Rounding how, SmallFraction& out) noexcept {
  const std::int64_t step = pow10[how.digits];
  if (a.den == 1 || step % a.den == 0) {  // already a multiple of the step
    out = a;
    return true;
  }
  std::int64_t scaled = 0;
  std::int64_t quotient = 0;
  if (!mul_overflow(a.num, step, scaled)) {
    quotient = round_div(scaled, a.den, how.mode);
  } else {
    // Below 2^63 * 10^18 < 2^123.
    const int128 wide = round_div(int128{a.num} * step, int128{a.den}, how.mode);
    if (!fits_small(wide)) return false;
    quotient = static_cast<std::int64_t>(wide);
  }
  const auto g = static_cast<std::int64_t>(gcd(magnitude(quotient), magnitude(step)));
  out.num = quotient / g;
  out.den = step / g;
  return true;
}

}  // namespace detail

template <detail::Integer T>
Rational::Rational(T value) : num_(static_cast<std::int64_t>(value)) {
  if constexpr (sizeof(T) == 8) {
    // -2^63 and everything above 2^63 - 1 is wide, see detail::SmallFraction.
    if (!detail::fits_small(detail::int128{value})) {
      *this = from_wide(value < T(0), std::is_signed_v<T> ? std::uint64_t{1} << 63
                                                          : static_cast<std::uint64_t>(value));
    }
  }
}

inline Rational::Rational(const Decimal& value) : num_(value.coefficient()) {
  if (value.scale() == 0) return;
  const std::int64_t step = detail::pow10[value.scale()];
  const auto g = static_cast<std::int64_t>(
      detail::gcd(detail::magnitude(num_), static_cast<std::uint64_t>(step)));
  num_ /= g;
  den_ = step / g;
}

inline Rational Rational::ratio(std::int64_t numerator, std::int64_t denominator) {
  if (denominator == 0) throw_zero_divisor();
  const std::uint64_t n = detail::magnitude(numerator);
  const std::uint64_t d = detail::magnitude(denominator);
  const std::uint64_t g = detail::gcd(n, d);
  constexpr std::uint64_t limit = std::numeric_limits<std::int64_t>::max();
  if (n / g > limit || d / g > limit) return Rational(numerator) / Rational(denominator);
  const auto num = static_cast<std::int64_t>(n / g);
  return detail::SmallFraction{(numerator < 0) == (denominator < 0) ? num : -num,
                               static_cast<std::int64_t>(d / g)};
}

inline int Rational::sign() const noexcept { return big_ ? sign_big() : (num_ > 0) - (num_ < 0); }

inline bool Rational::is_integer() const noexcept { return big_ ? is_integer_big() : den_ == 1; }

inline Rational& Rational::operator+=(const Rational& other) {
  detail::SmallFraction out;
  if (!big_ && !other.big_ && detail::add_small(small(), other.small(), out)) [[likely]] {
    set(out);
  } else {
    *this = apply_big('+', *this, other);
  }
  return *this;
}

inline Rational& Rational::operator-=(const Rational& other) {
  detail::SmallFraction out;
  if (!big_ && !other.big_ && detail::add_small(small(), {-other.num_, other.den_}, out))
      [[likely]] {
    set(out);
  } else {
    *this = apply_big('-', *this, other);
  }
  return *this;
}

inline Rational& Rational::operator*=(const Rational& other) {
  detail::SmallFraction out;
  if (!big_ && !other.big_ && detail::multiply_small(small(), other.small(), out)) [[likely]] {
    set(out);
  } else {
    *this = apply_big('*', *this, other);
  }
  return *this;
}

inline Rational& Rational::operator/=(const Rational& other) {
  if (other.is_zero()) throw_zero_divisor();
  if (!big_ && !other.big_) [[likely]] {
    detail::SmallFraction out;
    const detail::SmallFraction inverse = other.num_ < 0
                                              ? detail::SmallFraction{-other.den_, -other.num_}
                                              : detail::SmallFraction{other.den_, other.num_};
    if (detail::multiply_small(small(), inverse, out)) [[likely]] {
      set(out);
      return *this;
    }
  }
  return *this = apply_big('/', *this, other);
}

inline Rational Rational::operator-() const {
  return big_ ? negated_big() : Rational(detail::SmallFraction{-num_, den_});
}

inline Rational Rational::rounded(Rounding how) const {
  check_digits(how.digits);
  detail::SmallFraction out;
  if (!big_ && !how.has_step() && detail::round_small(small(), how, out)) [[likely]]
    return out;
  return rounded_big(how);
}

inline Rational Rational::floor() const { return rounded(Rounding(0, RoundingMode::floor)); }

inline bool Rational::is_half(int digits) const {
  check_digits(digits);
  if (big_) return is_half_big(digits);
  // Half a step over, either side: twice the remainder is the denominator.
  const auto rest = static_cast<std::int64_t>(detail::int128{num_} * detail::pow10[digits] % den_);
  return detail::magnitude(rest) * 2 == static_cast<std::uint64_t>(den_);
}

inline std::optional<std::int64_t> Rational::to_scaled_int64(int digits) const {
  check_digits(digits);
  if (big_) return to_scaled_int64_big(digits);
  const std::int64_t step = detail::pow10[digits];
  std::int64_t out = 0;
  if (step % den_ != 0 || detail::mul_overflow(num_, step / den_, out)) return std::nullopt;
  return out;
}

PARINDEX_END_NAMESPACE

/// Rationals as keys of unordered containers.
template <>
struct std::hash<parindex::Rational> {
  std::size_t operator()(const parindex::Rational& value) const noexcept { return value.hash(); }
};
