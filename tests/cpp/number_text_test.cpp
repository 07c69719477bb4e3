// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>
#include <parindex/detail/number_text.hpp>

#include <bit>
#include <charconv>
#include <clocale>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <string>
#include <system_error>

namespace {

namespace portable = parindex::detail::portable;
constexpr std::size_t size = parindex::detail::number_text_size;

// The standard library of these tests has std::to_chars, which is what the twins are compared with.
#if defined(__GLIBCXX__) && !defined(PARINDEX_PORTABLE)
static_assert(PARINDEX_HAS_TO_CHARS);
#endif

#ifdef __cpp_lib_to_chars

std::string shortest(double value) {
  char text[size];
  return {text, std::to_chars(text, text + size, value, std::chars_format::scientific).ptr};
}
std::string plain(float value) {
  char text[size];
  return {text, std::to_chars(text, text + size, value).ptr};
}
std::string digits_of(double value, int digits) {
  char text[size];
  return {text, std::to_chars(text, text + size, value, std::chars_format::scientific, digits).ptr};
}

std::string twin_shortest(double value) {
  char text[size];
  return {text, portable::write_shortest(text, value)};
}
std::string twin_plain(float value) {
  char text[size];
  return {text, portable::write_plain(text, value)};
}
std::string twin_digits(double value, int digits) {
  char text[size];
  return {text, portable::write_digits(text, value, digits)};
}

/// A plain text may be fixed where the twin is scientific: as a number, whichever form it has.
std::string same_digits(const std::string& text) {
  double value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return shortest(value);
}

void compare(double value) {
  ASSERT_EQ(twin_shortest(value), shortest(value));
  ASSERT_EQ(twin_shortest(-value), shortest(-value));
}

void compare(float value) {
  ASSERT_EQ(same_digits(twin_plain(value)), same_digits(plain(value))) << plain(value);
}

TEST(NumberText, PowersOfTwoHaveMoreRoomAbove) {
  EXPECT_EQ(shortest(std::ldexp(1.0, -44)), "5.684341886080802e-14");
  for (int exponent = -1074; exponent < 1024; ++exponent) compare(std::ldexp(1.0, exponent));
  for (int exponent = -149; exponent < 128; ++exponent) compare(std::ldexp(1.0F, exponent));
}

TEST(NumberText, RandomNumbersOfEverySize) {
  std::mt19937_64 random(20200101);
  for (int i = 0; i < 30'000; ++i) {
    const auto bits = random();
    const auto value = std::bit_cast<double>(bits);
    if (std::isfinite(value)) compare(value);
    const auto narrow = std::bit_cast<float>(static_cast<std::uint32_t>(bits >> 17));
    if (std::isfinite(narrow)) compare(narrow);
    compare(static_cast<double>(bits % 100'000'000) / 1000);
    compare(static_cast<float>(bits % 4'000'000'000) / (i % 2 == 0 ? 1.0F : 100.0F));
    const auto cents = static_cast<double>(bits % 70'000) / 7;
    for (int digits = 0; digits < 8; ++digits) {
      ASSERT_EQ(twin_digits(cents, digits), digits_of(cents, digits));
    }
  }
}

TEST(NumberText, ExtremeNumbers) {
  compare(0.0);
  compare(0.0F);
  compare(std::numeric_limits<double>::max());
  compare(std::numeric_limits<double>::denorm_min());
  compare(std::numeric_limits<float>::max());
  compare(std::numeric_limits<float>::denorm_min());
  compare(9.5);
  compare(99.5);
}

TEST(NumberText, ADecimalCommaOfTheLocaleBecomesAPoint) {
  const char* const set = std::setlocale(LC_ALL, "vi_VN.UTF-8");
  if (set == nullptr) GTEST_SKIP() << "no locale vi_VN.UTF-8";
  compare(0.25);
  compare(123456.789);
  compare(0.1F);
  EXPECT_EQ(twin_digits(0.25, 3), "2.500e-01");
  std::setlocale(LC_ALL, "C");
}

#endif

}  // namespace
