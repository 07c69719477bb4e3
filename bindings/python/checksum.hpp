// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include <parindex/detail/portable.hpp>

namespace parindex::python {

/// A number of 64 bits, where vectors are missing.
struct OneWord {
  std::uint64_t value;

  std::uint64_t operator[](std::size_t) const { return value; }
  OneWord& operator+=(OneWord other) {
    value += other.value;
    return *this;
  }
  friend OneWord operator>>(OneWord a, unsigned by) { return {a.value >> by}; }
  friend OneWord operator^(OneWord a, OneWord b) { return {a.value ^ b.value}; }
};

/// Words with sums of their own: every eighth is of one lane.
inline constexpr std::size_t lanes = 8;
inline constexpr std::size_t line_bytes = 8 * lanes;

/// Odd numbers without a pattern: no simple change of several values cancels out.
inline constexpr auto lane_factors = [] {
  std::array<std::uint64_t, 2 * lanes> made{};
  std::uint64_t state = 0;
  for (std::uint64_t& each : made) {  // SplitMix64
    std::uint64_t z = state += 0x9E3779B97F4A7C15U;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
    each = (z ^ (z >> 31)) | 1U;
  }
  return made;
}();

#define PARINDEX_CHECKSUM_NAME checksum_in
#define PARINDEX_CHECKSUM_TARGET
#include "checksum_loop.ipp"
#undef PARINDEX_CHECKSUM_NAME
#undef PARINDEX_CHECKSUM_TARGET

#if PARINDEX_HAS_X86
#define PARINDEX_CHECKSUM_NAME checksum_in_avx2
#define PARINDEX_CHECKSUM_TARGET __attribute__((target("avx2")))
#include "checksum_loop.ipp"
#undef PARINDEX_CHECKSUM_NAME
#undef PARINDEX_CHECKSUM_TARGET

#define PARINDEX_CHECKSUM_NAME checksum_in_avx512
#define PARINDEX_CHECKSUM_TARGET __attribute__((target("avx512f")))
#include "checksum_loop.ipp"
#undef PARINDEX_CHECKSUM_NAME
#undef PARINDEX_CHECKSUM_TARGET
#endif

/// A checksum of bytes that distinguishes states of the same array; never 0.
///
/// It computes sums, and sums of these sums, which depend on the positions of the values, for every
/// lane. The upper half of every word is first mixed into the lower one: signs and exponents
/// alone would add up to multiples of 2^52, of which few are different.
inline std::uint64_t checksum(const char* bytes, std::size_t size) {
#if PARINDEX_HAS_X86
  using Eight [[gnu::vector_size(64)]] = std::uint64_t;
  using Four [[gnu::vector_size(32)]] = std::uint64_t;
  static const bool has_eight = __builtin_cpu_supports("avx512f");
  static const bool has_four = __builtin_cpu_supports("avx2");
  if (has_eight) return checksum_in_avx512<Eight>(bytes, size);
  if (has_four) return checksum_in_avx2<Four>(bytes, size);
#endif
#if PARINDEX_HAS_GNU
  using Two [[gnu::vector_size(16)]] = std::uint64_t;
  return checksum_in<Two>(bytes, size);
#else
  return checksum_in<OneWord>(bytes, size);
#endif
}

}  // namespace parindex::python
