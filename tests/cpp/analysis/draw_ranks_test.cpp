// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <random>
#include <vector>

#include <parindex/analysis/draw_ranks.hpp>
#include <parindex/numbers/rational.hpp>

#include "message_of.hpp"

namespace px = parindex;
using testing::ElementsAre;
using Numbers = std::vector<std::int64_t>;

namespace {

constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();

TEST(DrawRanks, OfWholeNumbers) {
  const Numbers numbers = {5, 7, 5, 1, most, -most - 1, 0, 0};
  const px::DrawFigures figures{2, 4, numbers};
  EXPECT_THAT(px::draw_ranks(figures, px::Ties::competition), ElementsAre(2, 1, 2, 4, 1, 4, 2, 2));
  EXPECT_THAT(px::draw_ranks(figures, px::Ties::ordinal), ElementsAre(2, 1, 2, 4, 1, 4, 2, 2));
  EXPECT_THAT(px::draw_ranks(figures, px::Ties::dense), ElementsAre(2, 1, 2, 3, 1, 3, 2, 2));
}

TEST(DrawRanks, OfFractions) {
  // The doubles of the first two are equal.
  const Numbers above = {most - 1, most - 2, 2, 1, -1, 3};
  const Numbers below = {most, most - 1, 4, 2, 2, 2};
  const px::DrawFigures figures{2, 3, above, below};
  EXPECT_THAT(px::draw_ranks(figures, px::Ties::competition), ElementsAre(1, 2, 3, 2, 3, 1));
}

TEST(DrawRanks, OfValidFiguresByGroup) {
  const Numbers numbers = {1, 2, 3, 4, 4, 3, 2, 1};
  const std::vector<std::uint32_t> groups = {7, 0, 7, 0};
  const std::vector<unsigned char> by_unit = {1, 1, 1, 0};
  const std::vector<unsigned char> by_draw = {1, 0, 1, 1, 0, 1, 1, 1};
  EXPECT_THAT(px::draw_ranks({2, 4, numbers, {}, {}, groups}, px::Ties::competition),
              ElementsAre(2, 2, 1, 1, 1, 1, 2, 2));
  EXPECT_THAT(px::draw_ranks({2, 4, numbers, {}, by_unit}, px::Ties::competition),
              ElementsAre(3, 2, 1, 0, 1, 2, 3, 0));
  EXPECT_THAT(px::draw_ranks({2, 4, numbers, {}, by_draw, groups}, px::Ties::dense),
              ElementsAre(2, 0, 1, 1, 0, 1, 1, 2));
  // The denominator of a figure that is not ranked does not count.
  const Numbers below = {1, 0, 1, 1, 0, 1, 1, 1};
  EXPECT_THAT(px::draw_ranks({2, 4, numbers, below, by_draw}, px::Ties::dense),
              ElementsAre(3, 0, 2, 1, 0, 1, 2, 3));
}

TEST(DrawRanks, AgreesWithRationalNumbers) {
  std::mt19937_64 random(1);
  for (int round = 0; round < 200; ++round) {
    const int shift = static_cast<int>(random() % 62);
    Numbers above(12);
    Numbers below(12);
    for (std::size_t i = 0; i < 12; ++i) {
      above[i] = static_cast<std::int64_t>(random()) >> shift;
      below[i] = 1 + static_cast<std::int64_t>(random() >> (shift + 1));
    }
    const auto ranks = px::draw_ranks({1, 12, above, below}, px::Ties::competition);
    const auto at = [&](std::size_t i) { return px::Rational(above[i]) / below[i]; };
    for (std::size_t i = 0; i < 12; ++i) {
      std::int32_t better = 0;
      for (std::size_t other = 0; other < 12; ++other) better += at(other) > at(i) ? 1 : 0;
      EXPECT_EQ(ranks[i], better + 1);
    }
  }
}

TEST(DrawRanks, OfNothing) {
  EXPECT_THAT(px::draw_ranks({}, px::Ties::dense), ElementsAre());
  EXPECT_THAT(px::draw_ranks({3, 0, {}}, px::Ties::dense), ElementsAre());
}

TEST(DrawRanks, SaysWhatIsNotPossible) {
  const Numbers numbers = {1, 2};
  const Numbers zero = {1, 0};
  const std::vector<std::uint32_t> groups = {1, 2, 3};
  const std::string size = "the lists of figures do not have a value for each draw and each unit";
  const auto said = [](const px::DrawFigures& figures) {
    return message_of([&] { (void)px::draw_ranks(figures, px::Ties::dense); });
  };
  EXPECT_EQ(said({2, 2, numbers}), size);
  EXPECT_EQ(said({1, 3, numbers}), size);
  EXPECT_EQ(said({1, 2, numbers, {}, {}, groups}), size);
  EXPECT_EQ(said({1, 2, numbers, zero}), "denominators of figures are above 0");
}

}  // namespace
