// SPDX-License-Identifier: MIT
// No include guard: checksum.hpp includes this file once for each instruction set. Nothing is
// called on the way: this code is compiled for size, and vectors are split before functions are
// inlined.

template <class Words>
PARINDEX_CHECKSUM_TARGET inline std::uint64_t PARINDEX_CHECKSUM_NAME(const char* bytes,
                                                                     std::size_t size) {
  const std::size_t whole = size / line_bytes * line_bytes;
  char rest[line_bytes] = {};
  if (whole < size) std::memcpy(rest, bytes + whole, size - whole);
  std::uint64_t all = 0;
  for (std::size_t first = 0; first < line_bytes; first += sizeof(Words)) {
    Words sums = {};
    Words sums_of_sums = {};
    Words words;
    for (std::size_t at = 0; at < whole; at += line_bytes) {
      std::memcpy(&words, bytes + at + first, sizeof words);
      sums += words ^ (words >> 32);
      sums_of_sums += sums;
    }
    std::memcpy(&words, rest + first, sizeof words);
    sums += words ^ (words >> 32);
    sums_of_sums += sums;
    for (std::size_t i = 0; i < sizeof words / 8; ++i) {
      const std::size_t lane = first / 8 + i;
      all += sums[i] * lane_factors[lane] + sums_of_sums[i] * lane_factors[lanes + lane];
    }
  }
  all ^= all >> 32;
  return all == 0 ? 1 : all;
}
