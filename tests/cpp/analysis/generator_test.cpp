// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <numeric>
#include <vector>

#include <parindex/analysis/detail/philox.hpp>
#include <parindex/analysis/generator.hpp>

#include "message_of.hpp"

namespace px = parindex;
using testing::ElementsAre;
using Numbers = std::vector<std::int64_t>;

namespace {

constexpr std::uint64_t most = std::numeric_limits<std::uint64_t>::max();

// kat_vectors of Random123, philox4x32 with 10 rounds: counter, key, answer.
static_assert(px::detail::philox({0, 0, 0, 0}, {0, 0}) ==
              std::array<std::uint32_t, 4>{0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8});
static_assert(px::detail::philox({0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF},
                                 {0xFFFFFFFF, 0xFFFFFFFF}) ==
              std::array<std::uint32_t, 4>{0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD});
static_assert(px::detail::philox({0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344},
                                 {0xA4093822, 0x299F31D0}) ==
              std::array<std::uint32_t, 4>{0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1});

// The numbers below come from the slow twin in tests/python/philox.py.
TEST(RandomStream, Bits) {
  const px::RandomStream stream(2026, "weights");
  EXPECT_EQ(stream.bits(32, 0, 2, 5),
            (Numbers{2336306694, 2146800211, 3868908380, 1954391606, 3542566188, 4253633231,
                     1445685573, 2922400011, 502594537, 333301219}));
  EXPECT_THAT(stream.bits(24, 3, 6),
              ElementsAre(7634342, 16615754, 5647209, 11415625, 1963259, 6358502));
  EXPECT_THAT(stream.bits(0, 0, 2), ElementsAre(0, 0));
  EXPECT_THAT(stream.bits(32, 3, 1, 1, 1u << 15), ElementsAre(1386456136));
}

TEST(RandomStream, NumbersBelowALimit) {
  const px::RandomStream stream(2026, "weights");
  EXPECT_THAT(stream.below(2001, 4294967290, 6), ElementsAre(1419, 1494, 1553, 11, 951, 1560));
  EXPECT_THAT(stream.below(3, 0, 2, 6), ElementsAre(1, 1, 2, 1, 2, 2, 2, 1, 2, 0, 0, 2));
  // A third of the words is rejected.
  EXPECT_EQ(stream.below((std::uint64_t{1} << 33) / 3, 0, 8),
            (Numbers{1557537795, 1431200140, 2579272252, 474864986, 2835755486, 963790381,
                     1948266673, 335063024}));
  EXPECT_EQ(stream.below((std::uint64_t{1} << 61) + 1, 0, 3, 2),
            (Numbers{1447694744550162078, 1188729377276113666, 2301228697383405601,
                     976519504605480813, 1747811721364481006, 1601257911779794373}));
  EXPECT_THAT(stream.below(1, 0, 3), ElementsAre(0, 0, 0));
}

TEST(RandomStream, WeightsThatAddUp) {
  const px::RandomStream stream(2026, "weights");
  EXPECT_EQ(stream.simplex(4, 24, 7, 2),
            (Numbers{1386144, 8595822, 6685529, 109721, 1597134, 651086, 6305062, 8223934}));
  EXPECT_EQ(stream.simplex(2, 24, 0, 3),
            (Numbers{9126198, 7651018, 8385938, 8391278, 15112923, 1664293}));
  EXPECT_THAT(stream.simplex(1, 24, 0, 2), ElementsAre(1 << 24, 1 << 24));
  const Numbers many = stream.simplex(1000, 32, 5, 1);
  EXPECT_EQ(std::accumulate(many.begin(), many.end(), std::int64_t{0}), std::int64_t{1} << 32);
}

TEST(RandomStream, ThePartOfAName) {
  const px::RandomStream stream = px::RandomStream(most, "inputs tỷ lệ").part("Hà Nội");
  EXPECT_EQ(stream.seed(), most);
  EXPECT_EQ(stream.name(), "inputs tỷ lệ\nHà Nội");
  EXPECT_THAT(stream.bits(32, 5, 2, 2),
              ElementsAre(1029431837, 3736428846, 2003534062, 3253897536));
}

TEST(RandomStream, PartsOfTheDrawsAreTheSame) {
  const px::RandomStream stream(7, "a");
  for (const std::size_t size : {1u, 3u, 6u}) {
    for (const std::uint64_t limit : {std::uint64_t{3}, (std::uint64_t{1} << 33) / 3, most >> 2}) {
      const Numbers whole = stream.below(limit, 10, 9, size);
      for (std::size_t draw = 0; draw < 9; ++draw) {
        const auto begin = whole.begin() + static_cast<std::ptrdiff_t>(draw * size);
        EXPECT_EQ(stream.below(limit, 10 + draw, 1, size),
                  Numbers(begin, begin + static_cast<std::ptrdiff_t>(size)));
      }
    }
  }
}

TEST(RandomStream, SaysWhatIsNotPossible) {
  const px::RandomStream stream(7, "a");
  const std::string too_many = "at most 2^32 draws of 2^18 random numbers each are possible";
  EXPECT_EQ(message_of([&] { (void)stream.bits(32, 0, 1, (1u << 18) + 1); }), too_many);
  EXPECT_EQ(message_of([&] { (void)stream.below(most >> 2, 0, 1, (1u << 17) + 1); }), too_many);
  EXPECT_EQ(message_of([&] { (void)stream.bits(1, std::uint64_t{1} << 32, 1); }), too_many);
  EXPECT_EQ(message_of([&] { (void)stream.bits(1, most, 2); }), too_many);
  EXPECT_EQ(message_of([&] { (void)stream.bits(1, 0, 1, 1, 1u << 16); }), too_many);
  EXPECT_EQ(message_of([&] { (void)stream.bits(33, 0, 1); }),
            "random numbers have at most 32 bits");
  EXPECT_EQ(message_of([&] { (void)stream.below(0, 0, 1); }), "a limit is from 1 to 2^62, not 0");
  EXPECT_EQ(message_of([&] { (void)stream.below((most >> 2) + 2, 0, 1); }),
            "a limit is from 1 to 2^62, not 4611686018427387905");
  EXPECT_EQ(message_of([&] { (void)stream.simplex(0, 24, 0, 1); }),
            "there are weights of at least one part");
}

}  // namespace
