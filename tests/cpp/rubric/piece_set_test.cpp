// SPDX-License-Identifier: MIT
// Sets of pieces compared with all sets of five pieces, written as bits.
#include <gtest/gtest.h>

#include <vector>

#include <parindex/rubric/detail/proof/piece_set.hpp>

namespace px = parindex;
using px::detail::PieceSet;

namespace {

constexpr std::size_t pieces = 5;
constexpr unsigned every = (1U << pieces) - 1;

/// The set of these bits, assembled from single pieces from the last to the first.
PieceSet set_of(unsigned bits) {
  std::vector<PieceSet::Stretch> stretches;
  for (std::size_t i = pieces; i-- > 0;) {
    if ((bits >> i & 1U) != 0) stretches.emplace_back(i, i + 1);
  }
  return PieceSet(stretches);
}

unsigned bits_of(const PieceSet& set) {
  unsigned bits = 0;
  for (std::size_t i = 0; i < pieces; ++i) bits |= set.contains(i) ? 1U << i : 0U;
  return bits;
}

TEST(PieceSet, HoldsWhatWasPutIn) {
  for (unsigned bits = 0; bits <= every; ++bits) {
    const PieceSet set = set_of(bits);
    EXPECT_EQ(bits_of(set), bits);
    EXPECT_EQ(set.empty(), bits == 0);
    EXPECT_FALSE(set.contains(pieces));
  }
  EXPECT_EQ(bits_of(PieceSet::all(pieces)), every);
  EXPECT_TRUE(PieceSet::all(0).empty());
}

TEST(PieceSet, HasStretchesInOrderThatDoNotTouch) {
  for (unsigned bits = 0; bits <= every; ++bits) {
    const std::vector<PieceSet::Stretch> stretches = set_of(bits).stretches();
    for (std::size_t i = 0; i < stretches.size(); ++i) {
      EXPECT_LT(stretches[i].first, stretches[i].second);
      if (i > 0) {
        EXPECT_LT(stretches[i - 1].second, stretches[i].first);
      }
    }
  }
}

TEST(PieceSet, JoinsStretchesThatOverlapAndDropsEmptyOnes) {
  const PieceSet set({{3, 5}, {1, 1}, {0, 2}, {1, 3}, {4, 2}});
  EXPECT_EQ(set.stretches(), (std::vector<PieceSet::Stretch>{{0, 5}}));
}

TEST(PieceSet, HasARest) {
  for (unsigned bits = 0; bits <= every; ++bits) {
    EXPECT_EQ(bits_of(set_of(bits).rest_of(pieces)), every & ~bits);
  }
}

TEST(PieceSet, AnyAndAllAreOrAndAnd) {
  for (unsigned a = 0; a <= every; ++a) {
    for (unsigned b = 0; b <= every; ++b) {
      EXPECT_EQ(bits_of(PieceSet::any_of({set_of(a), set_of(b)})), a | b);
      EXPECT_EQ(bits_of(PieceSet::all_of({set_of(a), set_of(b)}, pieces)), a & b);
    }
  }
  EXPECT_TRUE(PieceSet::any_of({}).empty());
  EXPECT_EQ(bits_of(PieceSet::all_of({}, pieces)), every);
}

}  // namespace
