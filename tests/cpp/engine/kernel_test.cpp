// SPDX-License-Identifier: MIT
// The quick loops alone: they process what they support, and leave the rest. lanes_test.cpp and
// batch_test.cpp test the batch engine as a whole.
#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <limits>
#include <random>

#include <parindex/engine/detail/plan_state.hpp>
#include <parindex/engine/fixed/kernel.hpp>

#include "sample.hpp"

#if PARINDEX_HAS_GNU  // other compilers have no quick loops

namespace px = parindex;
namespace detail = parindex::detail;
using namespace sample;

namespace {

using Doubles = std::vector<double>;

constexpr px::RoundingMode modes[] = {px::RoundingMode::half_up,   px::RoundingMode::half_even,
                                      px::RoundingMode::half_down, px::RoundingMode::up,
                                      px::RoundingMode::down,      px::RoundingMode::floor,
                                      px::RoundingMode::ceiling};
constexpr px::Simd levels[] = {px::Simd::avx512, px::Simd::avx2, px::Simd::baseline};

px::Plan plan_of(px::Node leaf) {
  for (const char* code :
       {"maximum_unreachable", "maximum_exceeded", "minimum_above_zero", "minimum_below_zero"}) {
    leaf.accept[code] = "a test";
  }
  const px::Rational max = *leaf.max;
  return px::compile(px::check(draft(max, {std::move(leaf)})));
}

px::Node proportion(px::Rational max, px::Rational full_at, px::Rounding how) {
  px::Proportional rule;
  rule.on = value("value");
  rule.full_at = std::move(full_at);
  rule.cap = max;
  auto leaf = sample::leaf("1", std::move(max), rule, {number("value", 0, 100)});
  leaf.rounding = how;
  return leaf;
}

struct Quick {
  std::uint32_t left;
  std::vector<std::int32_t> sums;
};

const detail::FixedLeaf& only_leaf(const px::Plan& plan) { return plan.state().lanes.leaves[0]; }

/// The quick loops over a column, on top of sums of 7, with weight 3.
Quick run(const px::Plan& plan, const Doubles& values, px::Simd level) {
  Quick made{0, std::vector<std::int32_t>(values.size(), 7)};
  EXPECT_TRUE(only_leaf(plan).quick.on);
  made.left = detail::kernel_for(level).quick(only_leaf(plan), values.data(), values.size(),
                                              {made.sums.data(), 3, values.data()});
  return made;
}

/// Everything is processed, and equal to the exact engine.
void expect_done(const px::Plan& plan, const Doubles& values) {
  px::Table table;
  table.columns.push_back(px::Column::over("1", px::view_of(values)));
  const px::Scores exact = px::score(plan, table, {.exact = true});
  const px::Rational scale =
      static_cast<std::int64_t>(plan.state().lanes.nodes[only_leaf(plan).node].scale);
  for (const px::Simd level : levels) {
    const Quick got = run(plan, values, level);
    EXPECT_EQ(got.left, 0u) << "a value was left to the careful loops";
    for (std::size_t i = 0; i < values.size(); ++i) {
      ASSERT_EQ(px::Rational(got.sums[i]), *exact.at(i, std::size_t{1}).points * scale * 3 + 7)
          << values[i];
    }
  }
}

/// Nothing is processed, and nothing is changed.
void expect_left(const px::Plan& plan, const Doubles& values, std::uint32_t chunks) {
  for (const px::Simd level : levels) {
    const Quick got = run(plan, values, level);
    EXPECT_EQ(got.left, chunks);
    for (std::size_t i = 0; i < values.size(); ++i) {
      if ((chunks >> (i / detail::chunk_rows) & 1) == 0) continue;
      ASSERT_EQ(got.sums[i], 7) << values[i];
    }
  }
}

/// `count` different multiples of 1 / divisor from 0 to 100, shuffled.
Doubles decimals(std::size_t count, std::int64_t divisor, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  Doubles made{0.0, 100.0};
  while (made.size() < count) {
    made.push_back(static_cast<double>(random() % static_cast<std::uint64_t>(100 * divisor + 1)) /
                   static_cast<double>(divisor));
  }
  std::shuffle(made.begin(), made.end(), random);
  return made;
}

TEST(QuickProportions, RoundEveryTieOfADecimalGrid) {
  std::uint64_t seed = 0;
  for (const auto mode : modes) {
    for (const px::Rational& full_at : {px::Rational(100), px::Rational(95), px::Rational(64),
                                        px::Rational::ratio(250, 3), px::Rational("12.5"_dec)}) {
      for (const px::Rational& max : {px::Rational("0.5"_dec), px::Rational("0.75"_dec),
                                      px::Rational(7), px::Rational::ratio(1, 3)}) {
        const int digits = static_cast<int>(++seed % 6);
        const auto plan = plan_of(proportion(max, full_at, {digits, mode}));
        const int decimals_of = static_cast<int>(seed % 5);
        const auto divisor = static_cast<std::int64_t>(std::pow(10, decimals_of));
        ASSERT_GE(only_leaf(plan).grid.power, static_cast<double>(divisor));
        expect_done(plan, decimals(160, divisor, seed));
      }
    }
  }
}

TEST(QuickProportions, RoundTiesOfManyDecimals) {
  for (const auto mode : modes) {
    const auto plan = plan_of(proportion(1, 100, {7, mode}));
    ASSERT_EQ(only_leaf(plan).grid.power, 1e7);
    expect_done(plan, decimals(320, 200'000, 5));  // every other one is a tie
    expect_done(plan, decimals(320, 10'000'000, 5));
  }
}

TEST(QuickProportions, RoundNumbersOffTheGrid) {
  std::mt19937_64 random(3);
  for (const auto mode : modes) {
    const auto plan = plan_of(proportion("0.5"_dec, 95, {4, mode}));
    Doubles values;
    for (int i = 0; i < 320; ++i) {
      values.push_back(std::uniform_real_distribution<double>(0.001, 100)(random));
    }
    expect_done(plan, values);
  }
}

TEST(QuickProportions, KeepTheirLimitsAtTies) {
  for (const auto mode : modes) {
    for (const bool closed : {false, true}) {
      auto leaf = proportion("0.5"_dec, 100, {4, mode});
      auto& rule = std::get<px::Proportional>(*leaf.rule);
      rule.cut_off = px::CutOff{{"20.01"_dec, closed}, "0.0003"_dec};
      rule.cap = "0.43215"_dec;
      expect_done(plan_of(leaf), decimals(1024, 100, 8));
    }
  }
}

TEST(QuickProportions, LeaveWhatIsNextToATie) {
  for (const auto mode : modes) {
    const auto plan = plan_of(proportion("0.5"_dec, 100, {4, mode}));
    const bool half = mode == px::RoundingMode::half_up || mode == px::RoundingMode::half_down ||
                      mode == px::RoundingMode::half_even;
    const double tie = half ? 33.33 : 33.32;
    for (const double way : {0.0, 100.0}) {
      for (const std::size_t at : {0, 1023, 1024, 2047}) {
        auto values = decimals(2048, 100, 4);
        values[at] = std::nextafter(tie, way);
        expect_left(plan, values, 1u << at / 1024);
      }
    }
  }
}

TEST(QuickLoops, LeaveWhatIsOutOfRange) {
  px::Bands bands{value("value"), {band({}, below(50), 0), band(from(50), {}, 1)}};
  const auto banded = plan_of(sample::leaf("1", 1, bands, {number("value", 0, 100)}));
  const auto share = plan_of(proportion("0.5"_dec, 100, {4, px::RoundingMode::half_up}));
  const auto all_ones = std::bit_cast<double>(~std::uint64_t{0});
  for (const double wrong :
       {-0.0, -1.0, -5e-324, -1e300, std::nextafter(100.0, 101.0), 100.01, 1e15, 1e300,
        double(INFINITY), -double(INFINITY), double(NAN), all_ones}) {
    for (const std::size_t at : {0, 5, 1023}) {
      auto values = decimals(2048, 100, 6);
      values[at] = wrong;
      expect_left(banded, values, 1);
      expect_left(share, values, 1);
    }
  }
}

TEST(QuickLoops, RunInTablesOfEveryLength) {
  const auto plan = plan_of(proportion("0.5"_dec, 100, {4, px::RoundingMode::half_up}));
  const auto values = decimals(8300, 100, 1);
  const auto whole = px::Column::over("1", px::view_of(values));
  px::Table all;
  all.columns.push_back(whole);
  const px::Scores exact = px::score(plan, all, {.exact = true});
  std::vector<std::size_t> lengths;
  for (std::size_t n = 1; n <= 70; ++n) lengths.push_back(n);
  for (const std::size_t n : {512, 1024, 4096, 8192}) {
    for (const std::size_t more : {0, 1, 15, 16, 17}) lengths.push_back(n - 8 + more);
  }
  for (const std::size_t n : lengths) {
    px::Table table;
    table.columns.push_back(px::Column::over("1", px::view_of({values.data(), n})));
    const px::Scores scores = px::score(plan, table);
    for (std::size_t i = 0; i < n; ++i) {
      ASSERT_EQ(scores.total(i).points, exact.total(i).points) << "row " << i << " of " << n;
    }
  }
}

TEST(QuickBands, MeetTheirCuts) {
  std::mt19937_64 random(1);
  // Cuts above a number, below it, both, and numbers that are not short doubles.
  for (std::size_t kind = 0; kind < 4; ++kind) {
    for (std::size_t cuts = 1; cuts <= 8; ++cuts) {
      px::Bands bands{value("value"), {}};
      std::optional<px::Bound> lower;
      Doubles values{0.0, 100.0, 5e-324};
      for (std::size_t k = 0; k < cuts; ++k) {
        const auto at = kind < 3 ? px::Rational::ratio(10 * static_cast<int>(k) + 5, 1)
                                 : px::Rational::ratio(100 * static_cast<int>(k) + 33, 10);
        const bool closed = kind == 2 ? k % 2 == 0 : kind == 1;
        bands.steps.push_back(
            band(lower, px::Bound{at, closed}, static_cast<int>(random() % 50) - 9));
        lower = px::Bound{at, !closed};
        const double place = at.to_double();
        for (const double v : {place, std::nextafter(place, 0), std::nextafter(place, 200)}) {
          values.push_back(v);
        }
      }
      bands.steps.push_back(band(lower, {}, 50));
      for (const px::Rational& most : {px::Rational(100), px::Rational("100.7"_dec)}) {
        const auto plan = plan_of(sample::leaf("1", 50, bands, {number("value", 0, most)}));
        EXPECT_EQ(only_leaf(plan).quick.has_words, kind < 2 || cuts == 1);
        while (values.size() % 16 != 0)
          values.push_back(static_cast<double>(random() % 10001) / 100);
        expect_done(plan, values);
      }
    }
  }
}

}  // namespace

#endif
