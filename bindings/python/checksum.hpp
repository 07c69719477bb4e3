// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace parindex::python {

/// A checksum of bytes that distinguishes states of the same array; never 0.
///
/// It computes sums, and sums of these sums, which depend on the positions of the values. The upper
/// half of every word is first mixed into the lower one: signs and exponents alone would add up to
/// multiples of 2^52, of which few are different. Vectors are written out because this file is
/// compiled for code size.
inline std::uint64_t checksum(const char* bytes, std::size_t size) {
  using Words [[gnu::vector_size(16)]] = std::uint64_t;
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

}  // namespace parindex::python
