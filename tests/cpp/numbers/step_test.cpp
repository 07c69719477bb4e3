// SPDX-License-Identifier: MIT
#include <parindex/numbers/rational.hpp>

#include <gtest/gtest.h>

#include <string>

namespace {

using namespace parindex::literals;
using parindex::Decimal;
using parindex::Rational;
using parindex::Rounding;
using parindex::RoundingMode;

Rational number(const char* text) { return Rational::parse(text).value(); }

std::string rounded(const char* value, Decimal step, RoundingMode mode) {
  return number(value).to_string(Rounding::to_step(step, mode).value());
}

TEST(Step, EqualStepsAreEqualRoundings) {
  EXPECT_EQ(Rounding::to_step("0.01"_dec, RoundingMode::up), Rounding(2, RoundingMode::up));
  EXPECT_EQ(Rounding::to_step(1, RoundingMode::up), Rounding(0, RoundingMode::up));
  const auto ten = Rounding::to_step(10, RoundingMode::up);
  ASSERT_TRUE(ten);
  EXPECT_TRUE(ten->has_step());
  EXPECT_EQ(ten->digits, 0);
  EXPECT_EQ(parindex::step_of(*ten), Rational(10));
  EXPECT_EQ(parindex::step_of(Rounding(3, RoundingMode::up)), number("0.001"));
}

TEST(Step, StepsOutsideTheLimitsAreRefused) {
  for (const Decimal step : {"0"_dec, "-0.5"_dec, "1000000001"_dec}) {
    EXPECT_FALSE(Rounding::to_step(step, RoundingMode::up)) << step.to_string();
  }
  EXPECT_TRUE(Rounding::to_step("1000000000"_dec, RoundingMode::up));
}

TEST(Step, EveryModeChoosesAMultiple) {
  EXPECT_EQ(rounded("7.25", "0.5"_dec, RoundingMode::half_up), "7.5");
  EXPECT_EQ(rounded("7.25", "0.5"_dec, RoundingMode::half_down), "7.0");
  EXPECT_EQ(rounded("7.25", "0.5"_dec, RoundingMode::half_even), "7.0");
  EXPECT_EQ(rounded("7.75", "0.5"_dec, RoundingMode::half_even), "8.0");
  EXPECT_EQ(rounded("-7.25", "0.5"_dec, RoundingMode::half_up), "-7.5");
  EXPECT_EQ(rounded("1/3", "0.25"_dec, RoundingMode::up), "0.50");
  EXPECT_EQ(rounded("-1/3", "0.25"_dec, RoundingMode::down), "-0.25");
  EXPECT_EQ(rounded("-1", 10, RoundingMode::floor), "-10");
  EXPECT_EQ(rounded("-1", 10, RoundingMode::ceiling), "0");
}

TEST(Step, WideNumbersAndRoots) {
  EXPECT_EQ(rounded("1000000000000000000000000000007", 10, RoundingMode::half_up),
            "1000000000000000000000000000010");
  const auto half = Rounding::to_step("0.5"_dec, RoundingMode::half_up).value();
  EXPECT_EQ(Rational(40).rounded_root(2, half), number("6.5"));       // 6.3246
  EXPECT_EQ(number("39.0625").rounded_root(2, half), number("6.5"));  // 6.25 exactly
  EXPECT_EQ(number("39.0624").rounded_root(2, half), Rational(6));
}

}  // namespace
