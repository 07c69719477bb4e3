// SPDX-License-Identifier: MIT
#include <parindex/detail/sha256.hpp>

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace {

using parindex::detail::Sha256;
using parindex::detail::sha256;

// Published vectors: FIPS 180-4 examples and the NIST "million a".
TEST(Sha256, PublishedVectors) {
  EXPECT_EQ(sha256(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  EXPECT_EQ(sha256(std::string(1'000'000, 'a')),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

// The padding needs a second block from 56 bytes on; values from coreutils sha256sum.
TEST(Sha256, LengthsAroundTheBlockBoundaries) {
  EXPECT_EQ(sha256(std::string(1, 'x')),
            "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881");
  EXPECT_EQ(sha256(std::string(55, 'x')),
            "d5e285683cd4efc02d021a5c62014694958901005d6f71e89e0989fac77e4072");
  EXPECT_EQ(sha256(std::string(56, 'x')),
            "04c26261370ee7541549d16dee320c723e3fd14671e66a099afe0a377c16888e");
  EXPECT_EQ(sha256(std::string(57, 'x')),
            "ae14a2563ccf969d99aca69ce6bb74981f734bbf9f655f73b8f06db68cab5217");
  EXPECT_EQ(sha256(std::string(63, 'x')),
            "75220b47218278e656f2013bb8f0c455a25eaf01e86c64924e9d48d89776d6f2");
  EXPECT_EQ(sha256(std::string(64, 'x')),
            "7ce100971f64e7001e8fe5a51973ecdfe1ced42befe7ee8d5fd6219506b5393c");
  EXPECT_EQ(sha256(std::string(65, 'x')),
            "9537c5fdf120482f7d58d25e9ed583f52c02b4e304ea814db1633ad565aed7e9");
  EXPECT_EQ(sha256(std::string(119, 'x')),
            "000b48d4edf0fa7bee3c6236ecd2785baa5db4eeb8bb54341b029e0d9fa5fb0c");
  EXPECT_EQ(sha256(std::string(120, 'x')),
            "13f05a0b594787f5ecd315edc96141bd3243203d1b7d4f0836f37308b276ba98");
  EXPECT_EQ(sha256(std::string(128, 'x')),
            "24da1b81d0b16df6428eee73c69fcb2a93c76bc6df706f0c6670fe6bfe800464");
}

TEST(Sha256, BytesAboveAsciiAndZeroBytes) {
  EXPECT_EQ(sha256(std::string_view("\xff\x00\x80", 3)),
            "ef192b7af54e943f206ab27075ec1805384c972c9959fc5820f1fa7d5268fcef");
}

TEST(Sha256, PiecesGiveTheSameDigestAndDigestCanBeAskedEarly) {
  const std::string text(300, 'q');
  for (std::size_t cut = 0; cut <= text.size(); ++cut) {
    Sha256 hash;
    hash.update(std::string_view(text).substr(0, cut));
    (void)hash.digest();
    hash.update(std::string_view(text).substr(cut));
    const auto hex = hash.digest();
    ASSERT_EQ(std::string(hex.begin(), hex.end()), sha256(text)) << cut;
  }
}

#if PARINDEX_HAS_X86
TEST(Sha256, TheInstructionsGiveTheSameState) {
  using namespace parindex::detail;
  if (!has_sha_instructions()) GTEST_SKIP() << "this processor has no SHA instructions";
  std::string text;
  for (int i = 0; i < 64 * 20; ++i) text += static_cast<char>(i * 7 + i / 256);
  Sha256State quick{1, 2, 3, 4, 5, 6, 7, 8};
  Sha256State plain = quick;
  for (std::size_t blocks = 0; blocks <= 20; ++blocks) {
    compress_sha256_quickly(quick, text.data(), blocks);
    compress_sha256_plainly(plain, text.data(), blocks);
    ASSERT_EQ(quick, plain) << blocks;
  }
}
#endif

// Usable at compile time.
constexpr char first_digit() {
  Sha256 hash;
  hash.update("abc");
  return hash.digest()[0];
}
static_assert(first_digit() == 'b');

}  // namespace
