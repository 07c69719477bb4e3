// SPDX-License-Identifier: MIT
#include <parindex/numbers/decimal.hpp>

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <type_traits>

namespace {

using parindex::Decimal;
using parindex::Rounding;
using parindex::RoundingMode;
using namespace parindex::literals;

// The compiler is the first test runner: all of Decimal works in constant expressions.
static_assert("0.25"_dec.coefficient() == 25 && "0.25"_dec.scale() == 2);
static_assert("0.2500"_dec == "0.25"_dec);
static_assert("-0"_dec == 0 && "-0.000"_dec.sign() == 0);
static_assert("1e3"_dec == 1000 && "1E+3"_dec == 1000 && "25e-2"_dec == "0.25"_dec);
static_assert("0.1"_dec < "0.11"_dec && "-0.1"_dec > "-0.11"_dec && "2"_dec > "1.999"_dec);
static_assert(-"1.5"_dec == "-1.5"_dec);
static_assert(!Decimal::parse("1e18") && Decimal::parse("1e17"));
static_assert(Decimal(std::uint8_t{200}) == 200);

// Conversions that must not compile; each also has a file in tests/compile_fail.
static_assert(!std::is_constructible_v<Decimal, double>);
static_assert(!std::is_constructible_v<Decimal, float>);
static_assert(!std::is_constructible_v<Decimal, long double>);
static_assert(!std::is_constructible_v<Decimal, bool>);
static_assert(!std::is_constructible_v<Decimal, char>);
static_assert(!std::is_constructible_v<Decimal, const char*>);
static_assert(!std::is_default_constructible_v<Rounding>);
static_assert(!std::is_constructible_v<Rounding, int>);
static_assert(std::is_trivially_copyable_v<Decimal> && sizeof(Decimal) == 16);

std::string text(std::string_view input) {
  const std::optional<Decimal> value = Decimal::parse(input);
  return value ? value->to_string() : "refused";
}

TEST(Decimal, ReadsAndWritesPlainNotation) {
  const struct {
    std::string_view input, output;
  } table[] = {
      {"0", "0"},
      {"-0", "0"},
      {"-0.0e7", "0"},
      {"007", "7"},
      {"00.500", "0.5"},
      {"-3", "-3"},
      {"100", "100"},
      {"1e2", "100"},
      {"1.25e1", "12.5"},
      {"1.25E+2", "125"},
      {"125e-5", "0.00125"},
      {"-125e-3", "-0.125"},
      {"0.000000000000000001", "0.000000000000000001"},
      {"1e-18", "0.000000000000000001"},
      {"999999999999999999", "999999999999999999"},
      {"-999999999999999999", "-999999999999999999"},
      {"0.999999999999999999", "0.999999999999999999"},
      {"999999999.999999999", "999999999.999999999"},
      {"1000000000000000000000e-10", "100000000000"},
      {"0.00000000000000000000000000001e29", "1"},
      {"0e99999999999999999999999999", "0"},
  };
  for (const auto& row : table) EXPECT_EQ(text(row.input), row.output) << row.input;
}

TEST(Decimal, RefusesEverythingElse) {
  for (const std::string_view input :
       {"",      "-",     "+1",   " 1",       "1 ",    ".5",      "5.",  "1..2",  "1.2.3",
        "1,5",   "1'000", "0x10", "1e",       "1e+",   "1e-",     "e5",  "1e5.0", "--1",
        "-+1",   "1-",    "nan",  "inf",      "1e5e5", ".",       "-.5", "1.e5",  "1_000",
        "1e+-5", "1/2",   "1d",   "\xd9\xa1", "1e--5", "Infinity"}) {
    EXPECT_EQ(text(input), "refused") << input;
  }
  EXPECT_EQ(text(std::string_view("1\0", 2)), "refused");
  EXPECT_EQ(text(std::string_view("\0", 1)), "refused");
}

TEST(Decimal, RefusesWhatDoesNotFit) {
  for (const std::string_view input :
       {"1000000000000000000", "-1000000000000000000", "1e18", "1e-19", "0.1234567890123456789",
        "1234567890123456789", "1e400", "1e-400", "1e99999999999999999999999999",
        "1e-99999999999999999999999999", "9999999999999999999999999", "1.0000000000000000001",
        "99e17", "10000000000000000001e-10"}) {
    EXPECT_EQ(text(input), "refused") << input;
  }
}

// Length alone is not a reason to reject or to be slow: only significant digits need room.
TEST(Decimal, LongText) {
  const std::string zeros(10'000, '0');
  EXPECT_EQ(text(zeros + "1." + zeros), "1");
  EXPECT_EQ(text("1." + zeros + "1"), "refused");
  EXPECT_EQ(text("1" + zeros), "refused");
  EXPECT_EQ(text("1" + zeros + "e-10000"), "1");
  EXPECT_EQ(text("0." + zeros + "7e10001"), "7");
  EXPECT_EQ(text("1e" + zeros + "5"), "100000");
  EXPECT_EQ(text("1e" + std::string(10'000, '9')), "refused");
}

TEST(Decimal, IntegersOfEveryType) {
  constexpr std::int64_t limit = 1'000'000'000'000'000'000;
  EXPECT_EQ(Decimal(limit - 1).to_string(), "999999999999999999");
  EXPECT_EQ(Decimal(-limit + 1).to_string(), "-999999999999999999");
  EXPECT_EQ(Decimal(std::int8_t{-128}).to_string(), "-128");
  EXPECT_EQ(Decimal(100).scale(), 0);
  EXPECT_EQ(Decimal(100).coefficient(), 100);
  EXPECT_THROW(Decimal{limit}, parindex::Error);
  EXPECT_THROW(Decimal{-limit}, parindex::Error);
  EXPECT_THROW(Decimal{std::numeric_limits<std::int64_t>::min()}, parindex::Error);
  EXPECT_THROW(Decimal{std::numeric_limits<std::uint64_t>::max()}, parindex::Error);
}

TEST(Decimal, FromScaled) {
  EXPECT_EQ(Decimal::from_scaled(2500, 4), "0.25"_dec);
  EXPECT_EQ(Decimal::from_scaled(25, -2), Decimal(2500));
  EXPECT_EQ(Decimal::from_scaled(0, 1'000'000), Decimal(0));
  EXPECT_EQ(Decimal::from_scaled(0, -1'000'000), Decimal(0));
  EXPECT_EQ(Decimal::from_scaled(10, 19), "0.000000000000000001"_dec);
  EXPECT_EQ(Decimal::from_scaled(1, 19), std::nullopt);
  EXPECT_EQ(Decimal::from_scaled(1, -18), std::nullopt);
  EXPECT_EQ(Decimal::from_scaled(-1, std::numeric_limits<std::int64_t>::min()), std::nullopt);
  EXPECT_EQ(Decimal::from_scaled(std::numeric_limits<std::int64_t>::min(), 3), std::nullopt);
  // 19 digits, the last of which is a zero after the point.
  EXPECT_EQ(Decimal::from_scaled(1'234'567'890'123'456'780, 1), "123456789012345678"_dec);
}

TEST(Decimal, OrderIsTheOrderOfValues) {
  const Decimal ascending[] = {"-999999999999999999"_dec,
                               "-1.1"_dec,
                               "-1"_dec,
                               "-0.000000000000000001"_dec,
                               0,
                               "0.000000000000000001"_dec,
                               "0.999999999999999999"_dec,
                               1,
                               "1.1"_dec,
                               10,
                               "999999999999999999"_dec};
  for (const Decimal& a : ascending) {
    for (const Decimal& b : ascending) {
      EXPECT_EQ(a < b, &a < &b) << a.to_string() << ' ' << b.to_string();
      EXPECT_EQ(a == b, &a == &b) << a.to_string() << ' ' << b.to_string();
    }
  }
}

TEST(Decimal, TextRoundTripsAndIsCanonical) {
  std::mt19937_64 random(20200101);
  for (int i = 0; i < 200'000; ++i) {
    const std::int64_t limit = parindex::detail::pow10[1 + random() % 18];
    const auto coefficient = static_cast<std::int64_t>(random()) % limit;
    const int scale = static_cast<int>(random() % 19);
    const Decimal value = Decimal::from_scaled(coefficient, scale).value();
    ASSERT_EQ(Decimal::parse(value.to_string()), value);
    ASSERT_TRUE(value.scale() == 0 || value.coefficient() % 10 != 0);
    // The same value written with an exponent and padded zeros is the same object.
    const std::string other = std::to_string(coefficient) + "000e-" + std::to_string(scale + 3);
    ASSERT_EQ(Decimal::parse(other), value) << other;
  }
}

// Random text over the alphabet of numbers: every accepted text must read back as itself.
TEST(Decimal, ParseFuzz) {
  std::mt19937_64 random(7);
  const std::string_view alphabet = "0123456789000..-+eE/ ,";
  int accepted = 0;
  for (int i = 0; i < 300'000; ++i) {
    std::string input(random() % 12, '\0');
    for (char& c : input) c = alphabet[random() % alphabet.size()];
    const std::optional<Decimal> value = Decimal::parse(input);
    if (!value) continue;
    ++accepted;
    ASSERT_EQ(Decimal::parse(value->to_string()), value) << input;
    ASSERT_EQ(input.find_first_of("/ ,"), std::string::npos) << input;
  }
  EXPECT_GT(accepted, 10'000);
}

TEST(RoundingMode, NamesRoundTrip) {
  for (int i = 0; i < 7; ++i) {
    const auto mode = static_cast<RoundingMode>(i);
    EXPECT_EQ(parindex::parse_rounding_mode(parindex::to_string(mode)), mode);
  }
  EXPECT_EQ(parindex::to_string(RoundingMode::half_even), "half_even");
  EXPECT_EQ(parindex::to_string(RoundingMode::ceiling), "ceiling");
  for (const std::string_view name : {"", "half", "HALF_UP", "half_up ", "nearest"}) {
    EXPECT_EQ(parindex::parse_rounding_mode(name), std::nullopt) << name;
  }
}

TEST(Rounding, ComparesBothParts) {
  const Rounding two{2, RoundingMode::half_up};
  EXPECT_EQ(two, Rounding(2, RoundingMode::half_up));
  EXPECT_NE(two, Rounding(3, RoundingMode::half_up));
  EXPECT_NE(two, Rounding(2, RoundingMode::half_even));
}

}  // namespace
