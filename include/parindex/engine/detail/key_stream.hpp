// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include <parindex/detail/portable.hpp>
#include <parindex/detail/sha256_block.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// A vector of 32-bit words, one for each block of the key stream.
#if PARINDEX_HAS_GNU
template <std::size_t lanes>
struct KeyLanes {
  using Words [[gnu::vector_size(lanes * sizeof(std::uint32_t))]] = std::uint32_t;
};
inline constexpr std::size_t plain_lanes = 4;
#else
template <std::size_t lanes>
struct KeyLanes;
inline constexpr std::size_t plain_lanes = 1;
#endif
template <>
struct KeyLanes<1> {
  using Words = std::uint32_t;
};

/// Adds the first 32 blocks of the ChaCha20 key stream of a key to 512 sums, modulo 2^32: word w of
/// block b to sum 32 w + b, so that vectors need no transposition. Nonce and first counter are 0.
template <std::size_t lanes>
PARINDEX_ALWAYS_INLINE inline void add_key_stream_in(const Sha256State& key, std::uint32_t* sums) {
  using Words = typename KeyLanes<lanes>::Words;
  constexpr std::size_t blocks = 32;
  std::array<std::uint32_t, 16> start{0x61707865, 0x3320646e, 0x79622d32, 0x6b206574};
  std::copy(key.begin(), key.end(), start.begin() + 4);
  for (std::size_t first = 0; first < blocks; first += lanes) {
    Words counters{};
    if constexpr (lanes == 1) {
      counters = static_cast<std::uint32_t>(first);
    } else {
      for (std::size_t i = 0; i < lanes; ++i) counters[i] = static_cast<std::uint32_t>(first + i);
    }
    Words x[16]{};
    PARINDEX_UNROLL_16
    for (std::size_t word = 0; word < 16; ++word) x[word] += start[word];
    x[12] = counters;
#define PARINDEX_QUARTER(a, b, c, d) \
  x[a] += x[b], x[d] ^= x[a];        \
  x[d] = x[d] << 16 | x[d] >> 16;    \
  x[c] += x[d], x[b] ^= x[c];        \
  x[b] = x[b] << 12 | x[b] >> 20;    \
  x[a] += x[b], x[d] ^= x[a];        \
  x[d] = x[d] << 8 | x[d] >> 24;     \
  x[c] += x[d], x[b] ^= x[c];        \
  x[b] = x[b] << 7 | x[b] >> 25
    for (int round = 0; round < 20; round += 2) {
      PARINDEX_QUARTER(0, 4, 8, 12);
      PARINDEX_QUARTER(1, 5, 9, 13);
      PARINDEX_QUARTER(2, 6, 10, 14);
      PARINDEX_QUARTER(3, 7, 11, 15);
      PARINDEX_QUARTER(0, 5, 10, 15);
      PARINDEX_QUARTER(1, 6, 11, 12);
      PARINDEX_QUARTER(2, 7, 8, 13);
      PARINDEX_QUARTER(3, 4, 9, 14);
    }
#undef PARINDEX_QUARTER
    PARINDEX_UNROLL_16
    for (std::size_t word = 0; word < 16; ++word) {
      Words sum;
      std::memcpy(&sum, sums + word * blocks + first, sizeof sum);
      sum += x[word] + start[word];
      if (word == 12) sum += counters;
      std::memcpy(sums + word * blocks + first, &sum, sizeof sum);
    }
  }
}

/// The same on any machine.
inline void add_key_stream_plainly(const Sha256State& key, std::uint32_t* sums) {
  add_key_stream_in<plain_lanes>(key, sums);
}

#if PARINDEX_HAS_X86
__attribute__((target("avx2"))) inline void add_key_stream_avx2(const Sha256State& key,
                                                                std::uint32_t* sums) {
  add_key_stream_in<8>(key, sums);
}
__attribute__((target("avx512f"))) inline void add_key_stream_avx512(const Sha256State& key,
                                                                     std::uint32_t* sums) {
  add_key_stream_in<16>(key, sums);
}
#endif

inline void add_key_stream(const Sha256State& key, std::uint32_t* sums) {
#if PARINDEX_HAS_X86
  if (__builtin_cpu_supports("avx512f")) return add_key_stream_avx512(key, sums);
  if (__builtin_cpu_supports("avx2")) return add_key_stream_avx2(key, sums);
#endif
  add_key_stream_plainly(key, sums);
}

}  // namespace detail

PARINDEX_END_NAMESPACE
