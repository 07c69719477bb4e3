// SPDX-License-Identifier: MIT
#include <parindex/engine/detail/key_stream.hpp>
#include <parindex/parindex.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "sample.hpp"

namespace px = parindex;
using namespace sample;

namespace {

using Sums = std::array<std::uint32_t, 512>;

px::detail::Sha256State counting_key() {
  px::detail::Sha256State key{};
  for (std::uint32_t i = 0; i < 32; ++i) key[i / 4] |= i << (8 * (i % 4));
  return key;
}

// The key 00 01 .. 1f with nonce and counter 0; the words from OpenSSL's chacha20.
TEST(Digest, TheKeyStreamIsThatOfChaCha20) {
  Sums sums{};
  px::detail::add_key_stream_plainly(counting_key(), sums.data());
  const std::array<std::uint32_t, 16> first{0x7d2bfd39, 0x6a19c5d9, 0x7703bd8d, 0x494adcb8,
                                            0x6fd8358a, 0xcc6adebc, 0x4c7dccb2, 0x9224ead8,
                                            0xe7cc232b, 0xab2360a2, 0x69ef0e3f, 0x647fc83a,
                                            0xea358225, 0x2da3f7b1, 0xa06227c2, 0x0c415b48};
  for (std::size_t word = 0; word < first.size(); ++word) EXPECT_EQ(sums[32 * word], first[word]);
}

TEST(Digest, EveryInstructionSetAddsTheSameKeyStream) {
  Sums plain{};
  px::detail::Sha256State key = counting_key();
  std::vector<Sums> others;
#if PARINDEX_HAS_X86
  if (__builtin_cpu_supports("avx2")) others.emplace_back();
  if (__builtin_cpu_supports("avx512f")) others.emplace_back();
#endif
  for (std::uint32_t turn = 0; turn < 50; ++turn) {
    key[turn % 8] += 0x9e3779b9;
    px::detail::add_key_stream_plainly(key, plain.data());
#if PARINDEX_HAS_X86
    if (!others.empty()) px::detail::add_key_stream_avx2(key, others[0].data());
    if (others.size() > 1) px::detail::add_key_stream_avx512(key, others[1].data());
#endif
    for (const Sums& sums : others) ASSERT_EQ(sums, plain) << turn;
  }
}

px::Plan plan_of(const char* edition = "2026") {
  px::RubricDraft made = draft("2.5"_dec, {plan_leaf("1"), yes_no_leaf("2", "0.5"_dec)});
  made.edition = edition;
  return px::compile(px::check(made));
}

px::Table rows(std::size_t begin, std::size_t end) {
  px::Table table;
  px::Column done{"1.done", {}}, planned{"1.planned", {}}, flag{"2", {}};
  for (std::size_t row = begin; row < end; ++row) {
    table.units.push_back("U" + std::to_string(row));
    // Some rows leave the fixed lane, and some have an issue.
    done.cells.push_back(row % 7 == 0    ? px::Cell(px::Missing{})
                         : row % 11 == 0 ? px::Cell("?")
                         : row % 5 == 0  ? px::Cell(px::Rational::ratio(1, 3))
                                         : px::Cell(row % 60));
    planned.cells.push_back(50);
    flag.cells.push_back(row % 2 == 0);
  }
  table.columns = {done, planned, flag};
  return table;
}

TEST(Digest, PartsMakeTheWholeInAnyOrder) {
  const px::Plan plan = plan_of();
  const px::Scores whole = px::score(plan, rows(0, 3000)).value();
  std::vector<px::DigestPart> parts;
  for (const auto& [begin, end] :
       std::vector<std::pair<std::size_t, std::size_t>>{{1000, 3000}, {0, 1}, {1, 1000}}) {
    const px::Table part = rows(begin, end);
    parts.push_back(px::score(plan, part, {.part = true}).value().digest_part());
  }
  const px::DigestPart merged = px::merge_digests(parts);
  EXPECT_EQ(merged, whole.digest_part());
  EXPECT_EQ(merged.rows(), 3000U);
  EXPECT_EQ(merged.digest(), whole.digest());
  EXPECT_EQ(px::DigestPart::from_bytes(merged.bytes()), merged);
  EXPECT_TRUE(whole.matches(merged.digest()));
  EXPECT_FALSE(whole.matches(parts[0].digest()));
}

TEST(Digest, TheLaneAndWhatIsKeptDoNotMatter) {
  const px::Plan plan = plan_of();
  const px::Table table = rows(0, 2000);
  const std::string digest = px::score(plan, table).value().digest();
  for (const px::Keep keep : {px::Keep::fields, px::Keep::total}) {
    EXPECT_EQ(px::score(plan, table, {.keep = keep}).value().digest(), digest);
  }
  EXPECT_EQ(px::score(plan, table, {.exact = true}).value().digest(), digest);
  EXPECT_EQ(px::score(plan, table, {.simd = px::Simd::baseline}).value().digest(), digest);
  // Issues that are only counted.
  EXPECT_EQ(px::score(plan, table, {.issues = 3}).value().digest(), digest);
  EXPECT_EQ(px::score(plan, table, {.issues = 0}).value().digest(), digest);
}

TEST(Digest, OtherPartsAreRefused) {
  const px::DigestPart one = px::score(plan_of(), rows(0, 3)).value().digest_part();
  px::DigestPart other = px::score(plan_of("2027"), rows(0, 3)).value().digest_part();
  EXPECT_THROW(other.merge(one), px::Error);
  EXPECT_THROW((void)px::merge_digests({}), px::Error);
  EXPECT_THROW((void)px::DigestPart::from_bytes(""), px::Error);
  EXPECT_THROW((void)px::DigestPart::from_bytes(one.bytes() + "0"), px::Error);
}

}  // namespace
