// SPDX-License-Identifier: MIT
// The twins of parindex/detail/portable.hpp against what they replace. number_text_test.cpp tests
// those of texts of numbers.
#include <gtest/gtest.h>

#include <array>
#include <bit>
#include <cstring>
#include <limits>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <parindex/detail/int128.hpp>
#include <parindex/detail/portable.hpp>
#include <parindex/detail/stop_token.hpp>
#include <parindex/engine/detail/key_stream.hpp>
#include <parindex/numbers/rational.hpp>

#include "../../bindings/python/checksum.hpp"

namespace detail = parindex::detail;
using detail::Int128;
using parindex::RoundingMode;

namespace {

constexpr auto least = std::numeric_limits<std::int64_t>::min();
constexpr auto most = std::numeric_limits<std::int64_t>::max();
constexpr RoundingMode modes[] = {
    RoundingMode::half_up, RoundingMode::half_even, RoundingMode::half_down, RoundingMode::up,
    RoundingMode::down,    RoundingMode::floor,     RoundingMode::ceiling};

/// Numbers near the limits of 32 and 64 bits, and random ones of every size.
std::vector<std::int64_t> numbers(std::uint64_t seed) {
  std::vector<std::int64_t> made{0, least, most};
  for (int bit = 0; bit < 63; ++bit) {
    const std::int64_t power = std::int64_t{1} << bit;
    for (const std::int64_t near : {power - 1, power, power + 1}) {
      made.push_back(near);
      made.push_back(-near);
    }
  }
  std::mt19937_64 random(seed);
  for (int i = 0; i < 200; ++i) {
    const auto bits = random();
    made.push_back(static_cast<std::int64_t>(bits) >> (random() % 64));
  }
  return made;
}

// ---- requests to stop
// ----------------------------------------------------------------------------

template <class Source, class Token>
void expect_requests() {
  EXPECT_FALSE(Token().stop_requested());
  Source source;
  const Token token = source.get_token();
  const Token copy = token;
  EXPECT_FALSE(token.stop_requested());
  source.request_stop();
  EXPECT_TRUE(token.stop_requested() && copy.stop_requested());
  EXPECT_TRUE(source.get_token().stop_requested());
  EXPECT_FALSE(Source().get_token().stop_requested());
}

TEST(StopToken, IsThatOfTheStandardLibrary) {
  expect_requests<detail::stop_source, detail::stop_token>();
  expect_requests<detail::portable::stop_source, detail::portable::stop_token>();
}

// ---- integers of 128 bits: also while compiling
// --------------------------------------------------

constexpr Int128 ten_to_20 = Int128(10'000'000'000) * 10'000'000'000;
static_assert(ten_to_20 / 10'000'000'000 == 10'000'000'000);
static_assert(-ten_to_20 % 7 == -2 && ten_to_20 % -7 == 2);
static_assert(-ten_to_20 < 0 && ten_to_20 > most && Int128(~std::uint64_t{0}) > Int128(-1));
static_assert(static_cast<std::int64_t>(ten_to_20 - ten_to_20 + -5) == -5);
static_assert(Int128(least) * least / least == least);
static_assert(detail::round_div(ten_to_20 + 1, Int128(2), RoundingMode::half_even) ==
              ten_to_20 / 2);

// ---- overflow
// ------------------------------------------------------------------------------------

constexpr bool overflows(std::int64_t a, std::int64_t b) {
  std::int64_t product = 0;
  return detail::portable::mul_overflow(a, b, product);
}
static_assert(overflows(least, -1) && overflows(-1, least) && !overflows(least, 1));
static_assert(!overflows(0, least) && !overflows(least, 0) && overflows(most, 2));

}  // namespace

#if PARINDEX_HAS_INT128

namespace {

using detail::int128;
__extension__ typedef unsigned __int128 uint128;  // its sums are modulo 2^128

bool same(int128 a, const Int128& b) {
  static_assert(sizeof a == sizeof b);
  return std::memcmp(&a, &b, sizeof a) == 0;  // so their bytes have one order
}

int128 product_of(std::int64_t a, std::int64_t b) { return int128{a} * b; }

TEST(Int128, IsTheBuiltInTypeForEveryOperation) {
  const std::vector<std::int64_t> all = numbers(1);
  std::mt19937_64 random(2);
  const auto any = [&] { return all[random() % all.size()]; };
  for (int i = 0; i < 200'000; ++i) {
    const std::int64_t a0 = any();
    const std::int64_t a1 = any();
    const std::int64_t a2 = any();
    const std::int64_t b0 = any();
    const std::int64_t b1 = any();
    const bool wide = i % 2 == 0;
    const int128 a = product_of(a0, a1) + a2;
    const int128 b = wide ? product_of(b0, b1) : int128{b0};
    const Int128 c = Int128(a0) * a1 + a2;
    const Int128 d = wide ? Int128(b0) * b1 : Int128(b0);
    ASSERT_TRUE(same(a, c) && same(b, d));
    ASSERT_EQ(a <=> b, c <=> d);
    ASSERT_EQ(a == b, c == d);
    ASSERT_EQ(static_cast<std::int64_t>(a), static_cast<std::int64_t>(c));
    ASSERT_EQ(static_cast<std::uint64_t>(a), static_cast<std::uint64_t>(c));
    ASSERT_TRUE(same(-a, -c));
    ASSERT_TRUE(same(static_cast<int128>(uint128(a) + uint128(b)), c + d));
    ASSERT_TRUE(same(static_cast<int128>(uint128(a) - uint128(b)), c - d));
    ASSERT_TRUE(same(static_cast<int128>(uint128(a) * uint128(b)), c * d));
    if (b == 0) continue;
    ASSERT_TRUE(same(a / b, c / d) && same(a % b, c % d));
    if (b < 0) continue;
    const RoundingMode mode = modes[static_cast<std::size_t>(i) % std::size(modes)];
    ASSERT_TRUE(same(detail::round_div(a, b, mode), detail::round_div(c, d, mode)));
  }
}

TEST(Int128, ComesFromAndGoesToEveryIntegerOf64Bits) {
  for (const std::int64_t value : numbers(3)) {
    const auto bits = static_cast<std::uint64_t>(value);
    ASSERT_TRUE(same(value, Int128(value)));
    ASSERT_TRUE(same(bits, Int128(bits)));
    ASSERT_TRUE(same(static_cast<int>(value), Int128(static_cast<int>(value))));
  }
}

TEST(Int128, IsOnlyAsLargeAsTwoNumbersOf64Bits) {
  EXPECT_EQ(sizeof(Int128), 16u);
  std::array<std::uint64_t, 2> limbs{1, 2};
  if constexpr (std::endian::native == std::endian::big) limbs = {2, 1};
  const Int128 value = Int128(std::uint64_t{1} << 63) * 4 + 1;
  EXPECT_EQ(std::memcmp(&value, limbs.data(), sizeof value), 0);
}

}  // namespace

#endif

#if PARINDEX_HAS_GNU

namespace {

TEST(MulOverflow, IsTheBuiltIn) {
  const std::vector<std::int64_t> all = numbers(4);
  for (const std::int64_t a : all) {
    for (const std::int64_t b : all) {
      std::int64_t expected = 0;
      std::int64_t product = 0;
      const bool overflow = __builtin_mul_overflow(a, b, &expected);
      ASSERT_EQ(detail::portable::mul_overflow(a, b, product), overflow) << a << ' ' << b;
      ASSERT_EQ(product, expected) << a << ' ' << b;
      ASSERT_EQ(detail::mul_overflow(a, b, product), overflow);
      ASSERT_EQ(product, expected);
    }
  }
}

TEST(KeyStream, OneBlockAtATimeIsTheSame) {
  std::array<std::uint32_t, 512> plain{};
  std::array<std::uint32_t, 512> vectors{};
  std::mt19937 random(5);
  for (int turn = 0; turn < 50; ++turn) {
    detail::Sha256State key;
    for (std::uint32_t& word : key) word = static_cast<std::uint32_t>(random());
    detail::add_key_stream_in<1>(key, plain.data());
    detail::add_key_stream_in<4>(key, vectors.data());
    ASSERT_EQ(plain, vectors) << turn;
  }
}

TEST(Checksum, IsTheSameForEveryInstructionSet) {
  namespace python = parindex::python;
  std::mt19937 random(6);
  std::string bytes;
  for (int size = 0; size < 300; ++size) {
    const std::uint64_t best = python::checksum(bytes.data(), bytes.size());
    using Two [[gnu::vector_size(16)]] = std::uint64_t;
    ASSERT_EQ(python::checksum_in<python::OneWord>(bytes.data(), bytes.size()), best) << size;
    ASSERT_EQ(python::checksum_in<Two>(bytes.data(), bytes.size()), best) << size;
#if PARINDEX_HAS_X86
    using Four [[gnu::vector_size(32)]] = std::uint64_t;
    if (__builtin_cpu_supports("avx2")) {
      ASSERT_EQ(python::checksum_in_avx2<Four>(bytes.data(), bytes.size()), best) << size;
    }
#endif
    bytes += static_cast<char>(random());
  }
}

TEST(Checksum, DiffersForEveryChangeOfAValueAndEverySwap) {
  namespace python = parindex::python;
  std::vector<double> values(100);
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<double>(i % 7);
  const auto now = [&] {
    return python::checksum(reinterpret_cast<const char*>(values.data()), 8 * values.size());
  };
  const std::uint64_t before = now();
  for (std::size_t i = 0; i < values.size(); ++i) {
    values[i] += 1;
    EXPECT_NE(now(), before) << i;
    values[i] -= 1;
    for (std::size_t j = 0; j < i; ++j) {
      if (values[i] == values[j]) continue;
      std::swap(values[i], values[j]);
      EXPECT_NE(now(), before) << i << ' ' << j;
      std::swap(values[i], values[j]);
    }
  }
  EXPECT_EQ(now(), before);
}

}  // namespace

#endif
