// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

#include <parindex/detail/portable.hpp>

namespace parindex::python {

/// Two numbers of 64 bits, where vectors are missing.
struct WordPair {
  std::uint64_t at[2];

  std::uint64_t operator[](int i) const { return at[i]; }
  WordPair& operator+=(const WordPair& other) {
    at[0] += other.at[0];
    at[1] += other.at[1];
    return *this;
  }
  friend WordPair operator>>(const WordPair& a, unsigned by) {
    return {{a.at[0] >> by, a.at[1] >> by}};
  }
  friend WordPair operator^(const WordPair& a, const WordPair& b) {
    return {{a.at[0] ^ b.at[0], a.at[1] ^ b.at[1]}};
  }
};

template <class Words>
std::uint64_t checksum_in(const char* bytes, std::size_t size) {
  constexpr unsigned half = 32;
  Words sums = {};
  Words sums_of_sums = {};
  const auto add = [&](const char* from) {
    Words words;
    std::memcpy(&words, from, sizeof words);
    sums += words ^ (words >> half);
    sums_of_sums += sums;
  };
  const std::size_t whole = size / sizeof(Words) * sizeof(Words);
  for (std::size_t at = 0; at < whole; at += sizeof(Words)) add(bytes + at);
  if (whole < size) {
    char rest[sizeof(Words)] = {};
    std::memcpy(rest, bytes + whole, size - whole);
    add(rest);
  }
  std::uint64_t all = 0;
  for (const std::uint64_t sum : {sums[0], sums[1], sums_of_sums[0], sums_of_sums[1]}) {
    all = (all ^ sum) * 0x9E3779B97F4A7C15U;  // the golden ratio, odd: no bit is lost
    all ^= all >> half;
  }
  return all == 0 ? 1 : all;
}

/// A checksum of bytes that distinguishes states of the same array; never 0.
///
/// It computes sums, and sums of these sums, which depend on the positions of the values. The upper
/// half of every word is first mixed into the lower one: signs and exponents alone would add up to
/// multiples of 2^52, of which few are different. Vectors are written out because this file is
/// compiled for code size.
inline std::uint64_t checksum(const char* bytes, std::size_t size) {
#if PARINDEX_HAS_GNU
  using Words [[gnu::vector_size(16)]] = std::uint64_t;
#else
  using Words = WordPair;
#endif
  return checksum_in<Words>(bytes, size);
}

}  // namespace parindex::python
