// SPDX-License-Identifier: MIT
#include <parindex/numbers/rational.hpp>

#include <gtest/gtest.h>
#include <boost/multiprecision/cpp_int.hpp>

#include <array>
#include <bit>
#include <chrono>
#include <clocale>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <optional>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_set>
#include <utility>
#include <vector>

namespace {

using parindex::Decimal;
using parindex::Rational;
using parindex::Rounding;
using parindex::RoundingMode;
using namespace parindex::literals;
using Oracle = boost::multiprecision::cpp_rational;
using OracleInt = boost::multiprecision::cpp_int;

constexpr std::int64_t int64_min = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t int64_max = std::numeric_limits<std::int64_t>::max();

constexpr std::array all_modes = {
    RoundingMode::half_up, RoundingMode::half_even, RoundingMode::half_down, RoundingMode::up,
    RoundingMode::down,    RoundingMode::floor,     RoundingMode::ceiling};

static_assert(sizeof(Rational) <= 32);
static_assert(std::is_nothrow_move_constructible_v<Rational>);
static_assert(std::is_convertible_v<int, Rational>);
static_assert(std::is_convertible_v<std::uint64_t, Rational>);
static_assert(std::is_convertible_v<Decimal, Rational>);
static_assert(!std::is_constructible_v<Rational, double>);
static_assert(!std::is_constructible_v<Rational, float>);
static_assert(!std::is_constructible_v<Rational, long double>);
static_assert(!std::is_constructible_v<Rational, bool>);
static_assert(!std::is_constructible_v<Rational, char>);
static_assert(!std::is_constructible_v<Rational, const char*>);
static_assert(!std::is_convertible_v<Rational, double>);
static_assert(!std::is_convertible_v<Rational, int>);
static_assert(!std::is_convertible_v<Rational, Decimal>);
static_assert(!std::is_convertible_v<Rational, bool>);

Rational read(std::string_view text) {
  const std::optional<Rational> value = Rational::parse(text, 100'000);
  if (!value) throw std::runtime_error("test text refused: " + std::string(text.substr(0, 80)));
  return *value;
}

Oracle oracle(const Rational& value) {
  return Oracle(OracleInt(value.numerator_string()), OracleInt(value.denominator_string()));
}

// Every invariant of the representation, checked on the result of any operation.
::testing::AssertionResult is_canonical(const Rational& value, const Oracle& expected) {
  const OracleInt num = numerator(expected);
  const OracleInt den = denominator(expected);
  if (value.numerator_string() != num.str() || value.denominator_string() != den.str()) {
    return ::testing::AssertionFailure() << value.to_string() << " is not " << expected.str();
  }
  const bool fits = num <= int64_max && num >= -OracleInt(int64_max) && den <= int64_max;
  if (value.is_small() != fits) {
    return ::testing::AssertionFailure() << value.to_string() << " is held in the wrong width";
  }
  if (fits && (num != value.small_numerator() || den != value.small_denominator())) {
    return ::testing::AssertionFailure() << value.to_string() << " has wrong small parts";
  }
  if (value.sign() != num.sign() || value.is_zero() != (num == 0) ||
      value.is_integer() != (den == 1)) {
    return ::testing::AssertionFailure() << value.to_string() << " has wrong predicates";
  }
  const Rational again = *Rational::parse(num.str() + "/" + den.str(), 100'000);
  if (!(again == value) || again.hash() != value.hash() || (again <=> value) != 0) {
    return ::testing::AssertionFailure() << value.to_string() << " is not equal to its own text";
  }
  return ::testing::AssertionSuccess();
}

// Values of all sizes with the edges of 64 bits, simple fractions and decimals well represented.
class Source {
 public:
  explicit Source(std::uint64_t seed) : random_(seed) {}

  std::uint64_t below(std::uint64_t n) { return random_() % n; }

  std::int64_t integer() {
    static constexpr std::int64_t edges[] = {0,
                                             1,
                                             -1,
                                             2,
                                             -2,
                                             3,
                                             5,
                                             10,
                                             100,
                                             int64_max,
                                             int64_max - 1,
                                             -int64_max,
                                             int64_min,
                                             int64_min + 2,
                                             std::int64_t{1} << 62,
                                             std::int64_t{1} << 32,
                                             -(std::int64_t{1} << 31),
                                             3'037'000'499,
                                             3'037'000'500,
                                             1'000'000'000'000'000'000};
    switch (below(4)) {
      case 0: return edges[below(std::size(edges))];
      case 1: return static_cast<std::int64_t>(below(2001)) - 1000;
      default: return static_cast<std::int64_t>(random_()) >> below(63);
    }
  }

  Rational value() {
    if (below(3) == 0) {
      const int digits = static_cast<int>(below(19));
      std::int64_t coefficient = integer() % 1'000'000'000'000'000'000;
      return *Decimal::from_scaled(coefficient, digits);
    }
    std::int64_t den = integer();
    if (den == 0) den = 7;
    const Rational small = Rational::ratio(integer(), den);
    if (below(8) != 0) return small;
    std::string text = std::to_string(integer());
    for (std::uint64_t i = below(4); i-- > 0;) text += std::to_string(below(1'000'000'000));
    return read(text) / read("1" + std::string(below(40), '0')) + small;
  }

 private:
  std::mt19937_64 random_;
};

TEST(Rational, Integers) {
  EXPECT_TRUE(Rational().is_zero());
  EXPECT_EQ(Rational(std::int8_t{-128}).to_string(), "-128");
  EXPECT_EQ(Rational(std::uint64_t{18446744073709551615u}).to_string(), "18446744073709551615");
  EXPECT_EQ(Rational(int64_min).to_string(), "-9223372036854775808");
  EXPECT_EQ(Rational(static_cast<unsigned long long>(int64_max)).small_numerator(), int64_max);
  EXPECT_TRUE(Rational(int64_max).is_small());
  EXPECT_TRUE(Rational(-int64_max).is_small());
  EXPECT_FALSE(Rational(int64_min).is_small());
  EXPECT_FALSE(Rational(std::uint64_t{1} << 63).is_small());
  EXPECT_EQ(-Rational(int64_min), Rational(std::uint64_t{1} << 63));
  EXPECT_EQ(Rational(int64_min) + 1, Rational(-int64_max));
  EXPECT_TRUE((Rational(int64_min) + 1).is_small());
}

TEST(Rational, Ratio) {
  EXPECT_EQ(Rational::ratio(6, -4).to_string(), "-1.5");
  EXPECT_EQ(Rational::ratio(0, -4), Rational(0));
  EXPECT_EQ(Rational::ratio(0, int64_min), Rational(0));
  EXPECT_EQ(Rational::ratio(int64_min, int64_min), Rational(1));
  EXPECT_EQ(Rational::ratio(int64_min, 1), Rational(int64_min));
  EXPECT_EQ(Rational::ratio(int64_min, -1).to_string(), "9223372036854775808");
  EXPECT_EQ(Rational::ratio(1, int64_min).denominator_string(), "9223372036854775808");
  EXPECT_EQ(Rational::ratio(1, int64_min).sign(), -1);
  EXPECT_EQ(Rational::ratio(int64_min, 2).small_numerator(), int64_min / 2);
  EXPECT_THROW((void)Rational::ratio(1, 0), parindex::Error);
  EXPECT_THROW((void)Rational::ratio(0, 0), parindex::Error);
}

TEST(Rational, FromDecimal) {
  EXPECT_EQ(Rational("0.25"_dec), Rational::ratio(1, 4));
  EXPECT_EQ(Rational("-12.50"_dec), Rational::ratio(-25, 2));
  EXPECT_EQ(Rational("0.000000000000000001"_dec).small_denominator(), 1'000'000'000'000'000'000);
  EXPECT_EQ(Rational(0) + "0.1"_dec + "0.2"_dec, Rational("0.3"_dec));
}

TEST(Rational, MixedOperands) {
  const Rational third = Rational::ratio(1, 3);
  EXPECT_EQ(1 - third, third * 2);
  EXPECT_EQ(third + "0.5"_dec, Rational::ratio(5, 6));
  EXPECT_EQ("0.5"_dec / third, Rational("1.5"_dec));
  EXPECT_TRUE(third < "0.34"_dec && 1 > third && third != 0 && 0 != third);
  EXPECT_EQ(+third, third);
  Rational sum = third;
  sum += sum;
  sum -= 1;
  sum *= sum;
  EXPECT_EQ(sum, Rational::ratio(1, 9));
  const Rational& itself = sum;  // the operand may be the target
  sum /= itself;
  EXPECT_EQ(sum, 1);
}

TEST(Rational, DivisionByZeroThrowsAndChangesNothing) {
  Rational value = 5;
  EXPECT_THROW(value /= 0, parindex::Error);
  EXPECT_EQ(value, 5);
  Rational wide = read("1e30");
  EXPECT_THROW(wide /= Rational(), parindex::Error);
  EXPECT_EQ(wide, read("1e30"));
  EXPECT_THROW((void)(Rational(0) / 0), parindex::Error);
}

TEST(Rational, ArithmeticAgreesWithTheOracle) {
  Source source(1);
  for (int i = 0; i < 60'000; ++i) {
    const Rational a = source.value();
    const Rational b = source.value();
    const Oracle x = oracle(a);
    const Oracle y = oracle(b);
    ASSERT_TRUE(is_canonical(a, x));
    ASSERT_TRUE(is_canonical(a + b, x + y)) << a.to_string() << " + " << b.to_string();
    ASSERT_TRUE(is_canonical(a - b, x - y)) << a.to_string() << " - " << b.to_string();
    ASSERT_TRUE(is_canonical(a * b, x * y)) << a.to_string() << " * " << b.to_string();
    if (!b.is_zero()) {
      ASSERT_TRUE(is_canonical(a / b, x / y)) << a.to_string() << " / " << b.to_string();
    }
    ASSERT_TRUE(is_canonical(-a, -x));
    ASSERT_TRUE(is_canonical(abs(a), x < 0 ? Oracle(-x) : x));
    ASSERT_EQ(a == b, x == y);
    ASSERT_EQ(a < b, x < y) << a.to_string() << " < " << b.to_string();
    ASSERT_EQ(a > b, x > y) << a.to_string() << " > " << b.to_string();
    ASSERT_EQ(min(a, b), x < y ? a : b);
    ASSERT_EQ(max(a, b), x < y ? b : a);
    // Results that cross the 64-bit width and return have the same representation.
    ASSERT_EQ(a + b - b, a);
    if (!b.is_zero()) {
      ASSERT_EQ(a * b / b, a);
    }
  }
}

TEST(Rational, LongSumsAreExactInAnyOrder) {
  std::vector<Rational> terms;
  Source source(2);
  for (int i = 1; i <= 300; ++i) terms.push_back(Rational::ratio(source.integer() % 1000, i));
  Rational forward;
  for (const Rational& term : terms) forward += term;
  Rational backward;
  for (std::size_t i = terms.size(); i-- > 0;) backward += terms[i];
  EXPECT_EQ(forward, backward);
  EXPECT_FALSE(forward.is_small());
  for (const Rational& term : terms) forward -= term;
  EXPECT_TRUE(forward.is_zero() && forward.is_small());
}

TEST(Rational, CopyAndMove) {
  const Rational wide = read("1e50");
  Rational copy = wide;
  Rational moved = std::move(copy);
  EXPECT_EQ(moved, wide);
  copy = 3;  // a moved-from number can be assigned
  EXPECT_EQ(copy, 3);
  moved += 1;
  EXPECT_EQ(wide, read("1e50")) << "a shared wide value never changes";
  const Rational& itself = moved;
  moved = itself;
  EXPECT_EQ(moved - 1, wide);
}

// ---- Rounding --------------------------------------------------------------------------------

// Computed by hand; the columns follow the order of RoundingMode.
TEST(RationalRounding, TableForAllModesSignsAndHalves) {
  const struct {
    std::string_view value;
    int digits;
    std::string_view half_up, half_even, half_down, up, down, floor, ceiling;
  } table[] = {
      {"0", 0, "0", "0", "0", "0", "0", "0", "0"},
      {"2.5", 0, "3", "2", "2", "3", "2", "2", "3"},
      {"-2.5", 0, "-3", "-2", "-2", "-3", "-2", "-3", "-2"},
      {"3.5", 0, "4", "4", "3", "4", "3", "3", "4"},
      {"-3.5", 0, "-4", "-4", "-3", "-4", "-3", "-4", "-3"},
      {"0.5", 0, "1", "0", "0", "1", "0", "0", "1"},
      {"-0.5", 0, "-1", "0", "0", "-1", "0", "-1", "0"},
      {"1.5", 0, "2", "2", "1", "2", "1", "1", "2"},
      {"2.1", 0, "2", "2", "2", "3", "2", "2", "3"},
      {"-2.1", 0, "-2", "-2", "-2", "-3", "-2", "-3", "-2"},
      {"2.9", 0, "3", "3", "3", "3", "2", "2", "3"},
      {"-2.9", 0, "-3", "-3", "-3", "-3", "-2", "-3", "-2"},
      {"2.500000001", 0, "3", "3", "3", "3", "2", "2", "3"},
      {"-2.499999999", 0, "-2", "-2", "-2", "-3", "-2", "-3", "-2"},
      {"1.005", 2, "1.01", "1.00", "1.00", "1.01", "1.00", "1.00", "1.01"},
      {"-1.005", 2, "-1.01", "-1.00", "-1.00", "-1.01", "-1.00", "-1.01", "-1.00"},
      {"1.015", 2, "1.02", "1.02", "1.01", "1.02", "1.01", "1.01", "1.02"},
      {"0.004", 2, "0.00", "0.00", "0.00", "0.01", "0.00", "0.00", "0.01"},
      {"-0.004", 2, "0.00", "0.00", "0.00", "-0.01", "0.00", "-0.01", "0.00"},
      {"91", 2, "91.00", "91.00", "91.00", "91.00", "91.00", "91.00", "91.00"},
      {"99.995", 2, "100.00", "100.00", "99.99", "100.00", "99.99", "99.99", "100.00"},
      {"1/3", 2, "0.33", "0.33", "0.33", "0.34", "0.33", "0.33", "0.34"},
      {"-1/3", 2, "-0.33", "-0.33", "-0.33", "-0.34", "-0.33", "-0.34", "-0.33"},
      {"2/3", 4, "0.6667", "0.6667", "0.6667", "0.6667", "0.6666", "0.6666", "0.6667"},
      {"1/8", 2, "0.13", "0.12", "0.12", "0.13", "0.12", "0.12", "0.13"},
      {"-3/8", 2, "-0.38", "-0.38", "-0.37", "-0.38", "-0.37", "-0.38", "-0.37"},
      {"1e-300", 18, "0.000000000000000000", "0.000000000000000000", "0.000000000000000000",
       "0.000000000000000001", "0.000000000000000000", "0.000000000000000000",
       "0.000000000000000001"},
      {"9223372036854775807.5", 0, "9223372036854775808", "9223372036854775808",
       "9223372036854775807", "9223372036854775808", "9223372036854775807", "9223372036854775807",
       "9223372036854775808"},
      {"-9223372036854775807.5", 0, "-9223372036854775808", "-9223372036854775808",
       "-9223372036854775807", "-9223372036854775808", "-9223372036854775807",
       "-9223372036854775808", "-9223372036854775807"},
      {"100000000000000000000000000.25", 1, "100000000000000000000000000.3",
       "100000000000000000000000000.2", "100000000000000000000000000.2",
       "100000000000000000000000000.3", "100000000000000000000000000.2",
       "100000000000000000000000000.2", "100000000000000000000000000.3"},
  };
  for (const auto& row : table) {
    const std::string_view expected[] = {row.half_up, row.half_even, row.half_down, row.up,
                                         row.down,    row.floor,     row.ceiling};
    for (const RoundingMode mode : all_modes) {
      EXPECT_EQ(read(row.value).to_string({row.digits, mode}),
                expected[static_cast<std::size_t>(mode)])
          << row.value << ' ' << parindex::to_string(mode);
    }
  }
}

// The definition of each mode in words, by search among the neighbours rather than by remainder.
Oracle rounded_by_definition(const Oracle& value, int digits, RoundingMode mode) {
  const Oracle step(OracleInt(1), pow(OracleInt(10), static_cast<unsigned>(digits)));
  OracleInt count = numerator(Oracle(value / step)) / denominator(Oracle(value / step));
  while (Oracle(count) * step > value) --count;
  while (Oracle(count + 1) * step <= value) ++count;
  const Oracle low = Oracle(count) * step;
  if (low == value) return low;
  const Oracle high = low + step;
  const Oracle outer = value > 0 ? high : low;
  const Oracle inner = value > 0 ? low : high;
  const bool tie = value - low == high - value;
  const Oracle nearest = value - low < high - value ? low : high;
  switch (mode) {
    case RoundingMode::half_up: return tie ? outer : nearest;
    case RoundingMode::half_even: return tie ? (count % 2 == 0 ? low : high) : nearest;
    case RoundingMode::half_down: return tie ? inner : nearest;
    case RoundingMode::up: return outer;
    case RoundingMode::down: return inner;
    case RoundingMode::floor: return low;
    case RoundingMode::ceiling: return high;
  }
  return value;
}

TEST(RationalRounding, AgreesWithTheDefinition) {
  Source source(3);
  int halves = 0;
  for (int i = 0; i < 20'000; ++i) {
    const int digits = static_cast<int>(source.below(19));
    Rational value = source.value();
    if (i % 2 == 0) {  // an exact half; random values never are
      value = Rational::ratio(source.integer() | 1, 2) / Rational(10).pow(digits);
    }
    const Oracle x = oracle(value);
    for (const RoundingMode mode : all_modes) {
      const Rational rounded = value.rounded({digits, mode});
      ASSERT_TRUE(is_canonical(rounded, rounded_by_definition(x, digits, mode)))
          << value.to_string() << ' ' << digits << ' ' << parindex::to_string(mode);
      const std::string text = value.to_string({digits, mode});
      ASSERT_EQ(read(text), rounded);
      ASSERT_EQ(digits == 0 ? text.size() : text.size() - text.find('.') - 1,
                digits == 0 ? text.size() : static_cast<std::size_t>(digits));
      ASSERT_EQ(rounded.rounded({digits, mode}), rounded);
    }
    const bool half = value.rounded({digits, RoundingMode::half_up}) !=
                      value.rounded({digits, RoundingMode::half_down});
    ASSERT_EQ(value.is_half(digits), half) << value.to_string() << ' ' << digits;
    halves += half;
    ASSERT_EQ(value.floor(), value.rounded({0, RoundingMode::floor}));
  }
  EXPECT_GE(halves, 10'000);
}

TEST(RationalRounding, Half) {
  EXPECT_TRUE(read("1.005").is_half(2));
  EXPECT_TRUE(read("-1.005").is_half(2));
  EXPECT_FALSE(read("1.005").is_half(3));
  EXPECT_FALSE(read("1.005").is_half(1));
  EXPECT_FALSE(read("0").is_half(0));
  EXPECT_FALSE(read("1/3").is_half(0));
  EXPECT_TRUE(read("1/2").is_half(0));
  EXPECT_TRUE(read("100000000000000000000.5").is_half(0));
  EXPECT_TRUE(read("-100000000000000000000.05").is_half(1));
}

TEST(RationalRounding, Floor) {
  EXPECT_EQ(read("-0.1").floor(), -1);
  EXPECT_EQ(read("2.9").floor(), 2);
  EXPECT_EQ(read("-3").floor(), -3);
  EXPECT_EQ(read("1e30").floor(), read("1e30"));
  EXPECT_EQ((read("-1e30") + read("1/3")).floor(), read("-1e30"));
}

TEST(RationalRounding, DigitsOutsideTheRangeThrow) {
  for (const int digits :
       {-1, 19, int{std::numeric_limits<int>::max()}, int{std::numeric_limits<int>::min()}}) {
    const Rounding how(digits, RoundingMode::half_up);
    EXPECT_THROW((void)Rational(1).rounded(how), parindex::Error);
    EXPECT_THROW((void)Rational(1).to_string(how), parindex::Error);
    EXPECT_THROW((void)Rational(1).is_half(digits), parindex::Error);
    EXPECT_THROW((void)Rational(1).to_scaled_int64(digits), parindex::Error);
    EXPECT_THROW((void)Rational(1).rounded_root(2, how), parindex::Error);
  }
}

// ---- Text ------------------------------------------------------------------------------------

TEST(RationalText, ExactText) {
  const struct {
    std::string_view input, output;
    int digits;
  } table[] = {
      {"0", "0", 0},
      {"-0.00", "0", 0},
      {"1/4", "0.25", 2},
      {"-6/2", "-3", 0},
      {"100", "100", 0},
      {"1e2", "100", 0},
      {"2/6", "1/3", -1},
      {"-10/12", "-5/6", -1},
      {"007/0008", "0.875", 3},
      {"1/1024", "0.0009765625", 10},
      {"1/6103515625", "0.00000000016384", 14},
      {"1e-20", "0.00000000000000000001", 20},
      {"123456789012345678901234567890", "123456789012345678901234567890", 0},
      {"-0.123456789012345678901234567890", "-0.12345678901234567890123456789", 29},
      {"1/1180591620717411303424",
       "0.0000000000000000000008470329472543003390683225006796419620513916015625", 70},
      {"1/3e0", "refused", 0},
      {"1/30000000000000000000000", "1/30000000000000000000000", -1},
      {"9223372036854775807", "9223372036854775807", 0},
      {"-9223372036854775808", "-9223372036854775808", 0},
      {"9223372036854775808/9223372036854775808", "1", 0},
      {"1e0005", "100000", 0},
  };
  for (const auto& row : table) {
    const std::optional<Rational> value = Rational::parse(row.input);
    ASSERT_EQ(value ? value->to_string() : "refused", row.output) << row.input;
    if (!value) continue;
    EXPECT_EQ(value->decimal_digits(), row.digits) << row.input;
    EXPECT_EQ(value->is_terminating(), row.digits >= 0) << row.input;
    EXPECT_EQ(Rational::parse(value->to_string()), value) << row.input;
  }
}

TEST(RationalText, RefusesEverythingElse) {
  for (const std::string_view input : {"",
                                       "-",
                                       "+1",
                                       " 1",
                                       "1 ",
                                       ".5",
                                       "5.",
                                       "1..2",
                                       "1.2.3",
                                       "1,5",
                                       "1'000",
                                       "0x10",
                                       "1e",
                                       "1e+",
                                       "1e-",
                                       "e5",
                                       "1e5.0",
                                       "--1",
                                       "nan",
                                       "inf",
                                       "1e5e5",
                                       ".",
                                       "-.5",
                                       "1.e5",
                                       "1/0",
                                       "1/00",
                                       "0/0",
                                       "1/",
                                       "/2",
                                       "1/-2",
                                       "1/+2",
                                       "1/2/3",
                                       "1.5/2",
                                       "1/2.5",
                                       "1/2e3",
                                       "1e1/2",
                                       "1 /2",
                                       "1/ 2",
                                       "-/2",
                                       "1e401",
                                       "1e-401",
                                       "0e401",
                                       "1e1000000000000000000",
                                       "1e99999999999999999999999999999999",
                                       "1e-99999999999999999999999999999999"}) {
    EXPECT_EQ(Rational::parse(input), std::nullopt) << input;
  }
  EXPECT_EQ(Rational::parse(std::string_view("1\0", 2)), std::nullopt);
  EXPECT_EQ(Rational::parse(std::string_view("1/2\0", 4)), std::nullopt);
}

TEST(RationalText, DigitsAreCountedWithTheirZeros) {
  const std::string zeros(400, '0');
  EXPECT_EQ(Rational::parse(zeros), Rational(0));
  EXPECT_EQ(Rational::parse(zeros + "1"), std::nullopt);
  EXPECT_EQ(Rational::parse("-" + zeros.substr(1) + "1"), Rational(-1));
  EXPECT_EQ(Rational::parse("1." + zeros.substr(1)), Rational(1));
  EXPECT_EQ(Rational::parse("1." + zeros), std::nullopt);
  EXPECT_EQ(Rational::parse("1/" + zeros.substr(2) + "2"), Rational("0.5"_dec));
  EXPECT_EQ(Rational::parse("1/" + zeros + "2"), std::nullopt);
  EXPECT_EQ(Rational::parse("1234", 3), std::nullopt);
  EXPECT_EQ(Rational::parse("1.23", 3), Rational("1.23"_dec));
  EXPECT_EQ(Rational::parse("1e3", 3), Rational(1000));
  EXPECT_EQ(Rational::parse("1e4", 3), std::nullopt);
  EXPECT_EQ(Rational::parse("1", 0), std::nullopt);
  EXPECT_TRUE(Rational::parse("1e400") && Rational::parse("1e-400"));
}

TEST(RationalText, HostileTextIsRefusedAtOnce) {
  EXPECT_EQ(Rational::parse(std::string(10'000, '9')), std::nullopt);
  EXPECT_EQ(Rational::parse("0." + std::string(10'000, '9')), std::nullopt);
  EXPECT_EQ(Rational::parse("1/" + std::string(10'000, '9')), std::nullopt);
  const std::string huge(5'000'000, '7');
  const std::string inputs[] = {huge, "0." + huge, "1e" + huge, "1e-" + huge, "3/" + huge};
  const auto start = std::chrono::steady_clock::now();
  for (int i = 0; i < 1'000; ++i) {
    for (const std::string& input : inputs) ASSERT_EQ(Rational::parse(input), std::nullopt);
  }
  // Reading 25 gigabytes would take seconds; the bound is generous because machines are shared.
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(1));
  // With a raised limit, ten thousand digits are an ordinary number.
  const std::string many(10'000, '9');
  EXPECT_EQ(Rational::parse(many, 10'000)->to_string(), many);
}

TEST(RationalText, ParseFuzz) {
  Source random(4);
  const std::string_view alphabet = "01234567890000..--+eE// ,";
  int accepted = 0;
  for (int i = 0; i < 300'000; ++i) {
    std::string input(random.below(16), '\0');
    for (char& c : input) c = alphabet[random.below(alphabet.size())];
    const std::optional<Rational> value = Rational::parse(input, 60);
    const std::optional<Decimal> decimal = Decimal::parse(input);
    // Two parsers of one grammar: a Rational accepts everything that a Decimal accepts, with the
    // same value.
    if (decimal && input.find_first_of("eE") == std::string::npos) {
      ASSERT_TRUE(value) << input;
    }
    if (decimal && value) {
      ASSERT_EQ(*value, Rational(*decimal)) << input;
    }
    if (!value) continue;
    ++accepted;
    ASSERT_EQ(Rational::parse(value->to_string(), 1000), value) << input;
    ASSERT_EQ(input.find_first_of(" ,"), std::string::npos) << input;
  }
  EXPECT_GT(accepted, 10'000);
}

TEST(RationalText, RoundTripsAtAllSizes) {
  Source source(5);
  for (int i = 0; i < 20'000; ++i) {
    const Rational value = source.value();
    const std::string text = value.to_string();
    ASSERT_EQ(read(text), value);
    ASSERT_EQ(text.find('/') == std::string::npos, value.is_terminating());
    const std::size_t point = text.find('.');
    if (value.is_terminating()) {
      const std::size_t digits = point == std::string::npos ? 0 : text.size() - point - 1;
      ASSERT_EQ(static_cast<std::size_t>(value.decimal_digits()), digits) << text;
    }
  }
}

TEST(RationalText, LocaleChangesNothing) {
  const std::string before = std::setlocale(LC_ALL, nullptr);
  // Any installed locale with a decimal comma is suitable; without one the test still runs in "C".
  for (const char* name : {"vi_VN.UTF-8", "de_DE.UTF-8", "fr_FR.UTF-8"}) {
    if (std::setlocale(LC_ALL, name) != nullptr) break;
  }
  EXPECT_EQ(read("1234567.5").to_string(), "1234567.5");
  EXPECT_EQ(Rational::from_double(0.25)->to_string(), "0.25");
  EXPECT_EQ(read("1e25").to_string({2, RoundingMode::half_up}), "10000000000000000000000000.00");
  EXPECT_EQ(Rational::parse("0,25"), std::nullopt);
  std::setlocale(LC_ALL, before.c_str());
}

// ---- Conversions -----------------------------------------------------------------------------

TEST(RationalDouble, MeansItsShortestDecimal) {
  const auto text = [](double value) { return Rational::from_double(value)->to_string(); };
  EXPECT_EQ(text(0.1), "0.1");
  EXPECT_EQ(text(-2.5), "-2.5");
  EXPECT_EQ(text(100.0), "100");
  EXPECT_EQ(text(0.1 + 0.2), "0.30000000000000004");
  EXPECT_EQ(text(1e23), "1" + std::string(23, '0'));
  EXPECT_EQ(text(-0.0), "0");
  EXPECT_EQ(text(5e-324), "0." + std::string(323, '0') + "5");
  EXPECT_EQ(text(1e308), "1" + std::string(308, '0'));
  EXPECT_EQ(text(std::numeric_limits<double>::max()), "17976931348623157" + std::string(292, '0'));
  EXPECT_EQ(text(9007199254740993.0), "9007199254740992");
  const double infinity = std::numeric_limits<double>::infinity();
  EXPECT_EQ(Rational::from_double(std::numeric_limits<double>::quiet_NaN()), std::nullopt);
  EXPECT_EQ(Rational::from_double(infinity), std::nullopt);
  EXPECT_EQ(Rational::from_double(-infinity), std::nullopt);
}

TEST(RationalDouble, EveryBitPatternComesBack) {
  std::mt19937_64 random(6);
  for (int i = 0; i < 20'000; ++i) {
    const double value = std::bit_cast<double>(random());
    const std::optional<Rational> exact = Rational::from_double(value);
    ASSERT_EQ(exact.has_value(), std::isfinite(value));
    if (exact) {
      ASSERT_EQ(exact->to_double(), value) << value;
    }
  }
}

double by_strtod(const std::string& text) { return std::strtod(text.c_str(), nullptr); }

// The C library reads decimal text with correct rounding: an independent reference.
TEST(RationalDouble, NearestDouble) {
  Source source(7);
  std::mt19937_64 random(8);
  for (int i = 0; i < 20'000; ++i) {
    std::string text = std::to_string(random());
    text += std::to_string(random()).substr(0, source.below(18));
    const int exponent = static_cast<int>(source.below(760)) - 400;
    text = (i % 2 ? "-" : "") + text + "e" + std::to_string(exponent);
    const double expected = by_strtod(text);
    ASSERT_EQ(read(text).to_double(), expected) << text;
  }
  for (int i = 0; i < 20'000; ++i) {
    Rational value = source.value();
    if (!value.is_terminating()) value = value.rounded({18, RoundingMode::half_even});
    ASSERT_EQ(value.to_double(), by_strtod(value.to_string())) << value.to_string();
  }
}

TEST(RationalDouble, ExactMidpointsGoToEven) {
  std::mt19937_64 random(9);
  for (int i = 0; i < 5'000; ++i) {
    // This includes subnormals and the ends of binades: exponent bits are drawn evenly.
    const auto bits = random() & 0x7fffffffffffffff;
    const double low = std::bit_cast<double>(i % 4 == 0   ? bits & 0x000fffffffffffff
                                             : i % 4 == 1 ? bits | 0x000fffffffffffff
                                                          : bits);
    if (!std::isfinite(low)) continue;
    const double high = std::nextafter(low, std::numeric_limits<double>::infinity());
    if (!std::isfinite(high)) continue;
    const auto exact = [](double value) {
      int exponent = 0;
      const double mantissa = std::frexp(value, &exponent);
      return Rational(static_cast<std::int64_t>(std::ldexp(mantissa, 53))) *
             Rational(2).pow(exponent - 53);
    };
    const Rational middle = (exact(low) + exact(high)) / 2;
    const bool low_is_even = (std::bit_cast<std::uint64_t>(low) & 1) == 0;
    ASSERT_EQ(exact(low).to_double(), low);
    ASSERT_EQ(middle.to_double(), low_is_even ? low : high) << low;
    ASSERT_EQ((-middle).to_double(), low_is_even ? -low : -high) << low;
    const Rational hair = Rational(10).pow(-400);
    ASSERT_EQ((middle - hair).to_double(), low) << low;
    ASSERT_EQ((middle + hair).to_double(), high) << low;
  }
}

TEST(RationalDouble, Extremes) {
  EXPECT_EQ(read("1/3").to_double(), 1.0 / 3.0);
  EXPECT_EQ(Rational::ratio(int64_max, 3).to_double(), 3074457345618258602.0);
  EXPECT_EQ(read("1e400").to_double(), std::numeric_limits<double>::infinity());
  EXPECT_EQ(read("-1e9000").to_double(), -std::numeric_limits<double>::infinity());
  EXPECT_EQ(read("1e-9000").to_double(), 0.0);
  EXPECT_EQ(read("1.7976931348623157e308").to_double(), std::numeric_limits<double>::max());
  // Halfway between the largest double and 2^1024, and just below.
  const Rational edge = Rational(2).pow(1024) - Rational(2).pow(970);
  EXPECT_EQ(edge.to_double(), std::numeric_limits<double>::infinity());
  EXPECT_EQ((edge - 1).to_double(), std::numeric_limits<double>::max());
  // Half of the smallest subnormal ties to zero; everything above rounds up.
  const Rational tiny = Rational(2).pow(-1075);
  EXPECT_EQ(tiny.to_double(), 0.0);
  EXPECT_EQ((tiny + Rational(10).pow(-500)).to_double(), 5e-324);
  EXPECT_EQ(Rational(int64_min).to_double(), -9223372036854775808.0);
}

TEST(RationalConversion, ScaledInt64) {
  EXPECT_EQ(read("12.34").to_scaled_int64(2), 1234);
  EXPECT_EQ(read("12.34").to_scaled_int64(4), 123400);
  EXPECT_EQ(read("12.34").to_scaled_int64(1), std::nullopt);
  EXPECT_EQ(read("1/3").to_scaled_int64(18), std::nullopt);
  EXPECT_EQ(read("-0.000000000000000001").to_scaled_int64(18), -1);
  EXPECT_EQ(read("9.223372036854775807").to_scaled_int64(18), int64_max);
  EXPECT_EQ(read("9.223372036854775808").to_scaled_int64(18), std::nullopt);
  EXPECT_EQ(read("-9.223372036854775808").to_scaled_int64(18), int64_min);
  EXPECT_EQ(Rational(int64_min).to_scaled_int64(0), int64_min);
  EXPECT_EQ((-Rational(int64_min)).to_scaled_int64(0), std::nullopt);
  EXPECT_EQ(read("1e30").to_scaled_int64(0), std::nullopt);
  EXPECT_EQ(read("10").to_scaled_int64(18), std::nullopt);
  EXPECT_EQ(Rational(0).to_scaled_int64(18), 0);
}

TEST(RationalConversion, Decimal) {
  EXPECT_EQ(read("12.340").to_decimal(), "12.34"_dec);
  EXPECT_EQ(read("1/3").to_decimal(), std::nullopt);
  EXPECT_EQ(read("1e18").to_decimal(), std::nullopt);
  EXPECT_EQ(read("1e17").to_decimal(), Decimal(100'000'000'000'000'000));
  EXPECT_EQ(read("1e-19").to_decimal(), std::nullopt);
  EXPECT_EQ(read("1e-18").to_decimal(), "0.000000000000000001"_dec);
  Source source(10);
  for (int i = 0; i < 20'000; ++i) {
    const Rational value = source.value();
    const std::optional<Decimal> decimal = value.to_decimal();
    ASSERT_EQ(decimal, value.is_terminating() ? Decimal::parse(value.to_string()) : std::nullopt);
    if (decimal) {
      ASSERT_EQ(Rational(*decimal), value);
    }
  }
}

// ---- Powers, roots, hash ---------------------------------------------------------------------

TEST(RationalPower, Powers) {
  EXPECT_EQ(read("1.5").pow(3), read("3.375"));
  EXPECT_EQ(read("-2/3").pow(-3), read("-27/8"));
  EXPECT_EQ(Rational(0).pow(0), 1);
  EXPECT_EQ(Rational(10).pow(30), read("1e30"));
  EXPECT_EQ(Rational(10).pow(-30), read("1e-30"));
  EXPECT_THROW((void)Rational(0).pow(-1), parindex::Error);
  EXPECT_THROW((void)Rational(2).pow(10'001), parindex::Error);
  EXPECT_THROW((void)Rational(2).pow(std::numeric_limits<int>::min()), parindex::Error);
}

TEST(RationalRoot, KnownRoots) {
  const auto root = [](std::string_view value, int n, int digits, RoundingMode mode) {
    return read(value).rounded_root(n, {digits, mode}).to_string({digits, mode});
  };
  EXPECT_EQ(root("2", 2, 10, RoundingMode::half_even), "1.4142135624");
  EXPECT_EQ(root("2", 2, 10, RoundingMode::down), "1.4142135623");
  EXPECT_EQ(root("10", 3, 6, RoundingMode::half_up), "2.154435");
  EXPECT_EQ(root("0.000001", 3, 2, RoundingMode::half_up), "0.01");
  EXPECT_EQ(root("1/8", 3, 1, RoundingMode::half_up), "0.5");
  EXPECT_EQ(root("1e36", 2, 0, RoundingMode::up), "1" + std::string(18, '0'));
  EXPECT_EQ(root("0", 5, 2, RoundingMode::up), "0.00");
  EXPECT_EQ(root("7.25", 1, 1, RoundingMode::half_even), "7.2");
  // Exact halves exist: the square root of 0.0625 is 0.25.
  EXPECT_EQ(root("0.0625", 2, 1, RoundingMode::half_up), "0.3");
  EXPECT_EQ(root("0.0625", 2, 1, RoundingMode::half_even), "0.2");
  EXPECT_EQ(root("0.0625", 2, 1, RoundingMode::half_down), "0.2");
  EXPECT_THROW((void)read("-8").rounded_root(3, {0, RoundingMode::up}), parindex::Error);
  EXPECT_THROW((void)read("8").rounded_root(0, {0, RoundingMode::up}), parindex::Error);
}

// A root is correct if its neighbours enclose the value, which needs only powers.
TEST(RationalRoot, IsCorrectlyRounded) {
  Source source(11);
  for (int i = 0; i < 3'000; ++i) {
    const Rational value = abs(source.value());
    const int n = 1 + static_cast<int>(source.below(12));
    const int digits = static_cast<int>(source.below(12));
    const Rational step = Rational(10).pow(-digits);
    const Rational low = value.rounded_root(n, {digits, RoundingMode::floor});
    const Rational high = value.rounded_root(n, {digits, RoundingMode::ceiling});
    ASSERT_LE(low.pow(n), value);
    ASSERT_GT((low + step).pow(n), value);
    ASSERT_EQ(high, low.pow(n) == value ? low : low + step);
    const Rational middle = (low + step / 2).pow(n);
    const Rational nearest = value.rounded_root(n, {digits, RoundingMode::half_up});
    ASSERT_EQ(nearest, value < middle ? low : low + step) << value.to_string();
  }
}

TEST(RationalHash, EqualValuesAndSpread) {
  EXPECT_EQ(Rational::ratio(2, 4).hash(), Rational("0.5"_dec).hash());
  EXPECT_EQ((read("1e40") - read("1e40") + 5).hash(), Rational(5).hash());
  EXPECT_EQ((read("1e40") + 1).hash(), (1 + read("1e40")).hash());
  EXPECT_NE(read("1e40").hash(), read("-1e40").hash());
  std::unordered_set<Rational> values;
  std::unordered_set<std::size_t> hashes;
  for (int n = -500; n <= 500; ++n) {
    for (int d = 1; d <= 20; ++d) {
      const Rational value = Rational::ratio(n, d);
      values.insert(value);
      hashes.insert(value.hash());
    }
  }
  EXPECT_EQ(values.size(), hashes.size());
}

}  // namespace
