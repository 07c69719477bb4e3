// SPDX-License-Identifier: MIT
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <utility>

#include <parindex/detail/portable.hpp>
#include <parindex/engine/fixed/lanes.hpp>
#include <parindex/engine/fixed/prepared_leaf.hpp>
#include <parindex/engine/score.hpp>

#if PARINDEX_HAS_X86
#include <immintrin.h>
#endif

// The loops of the fixed lane. Each runs over one leaf and one block of rows without a branch on
// the data, several rows at a time. The same source is compiled for several instruction sets, and
// one is chosen at run time. Every operation is either exact on whole numbers under 2^53, or
// followed by a test that its error cannot matter, so every instruction set gives the same bits.
// Vectors are written out (the vector types of GCC and Clang) instead of relying on the optimiser,
// which recognises these loops only in some versions and with some flags. Other compilers take the
// same loops with one row at a time, and no quick loops.

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Marks a value that the fixed lane leaves to the exact engine.
inline constexpr double not_fixed = std::numeric_limits<double>::quiet_NaN();

/// Number of rows of a chunk, which the quick loops either complete or leave as a whole.
inline constexpr std::size_t chunk_rows = 1024;
/// Number of rows that the widest quick loop processes at once. The loops only get multiples of it.
inline constexpr std::size_t quick_rows = 16;

/// Where the quick loops add: points * weight, modulo 2^32. `next` is the start of the column that
/// is read after this one. Prefetching it on the way hides the latency of memory, which hardware
/// does not predict across columns.
struct QuickSink {
  std::int32_t* sum;
  std::uint32_t weight;
  const double* next;
};

}  // namespace detail

PARINDEX_END_NAMESPACE

#define PARINDEX_KERNEL_NAMESPACE kernel_row
#define PARINDEX_KERNEL_TARGET
#define PARINDEX_KERNEL_WIDTH 1
#include <parindex/engine/fixed/kernel_body.ipp>

#if PARINDEX_HAS_GNU
#define PARINDEX_KERNEL_NAMESPACE kernel_baseline
#define PARINDEX_KERNEL_TARGET
#define PARINDEX_KERNEL_WIDTH 2
#include <parindex/engine/fixed/kernel_body.ipp>
#endif

#if PARINDEX_HAS_X86
#define PARINDEX_KERNEL_NAMESPACE kernel_avx2
#define PARINDEX_KERNEL_TARGET , target("avx2,fma")
#define PARINDEX_KERNEL_WIDTH 4
#define PARINDEX_KERNEL_FMA(x, y, z) ((Real)_mm256_fmadd_pd((x), (y), (z)))
#define PARINDEX_KERNEL_WIDEN(x) ((SignedWords)_mm256_cvtepi16_epi32((__m128i)(x)))
#include <parindex/engine/fixed/kernel_body.ipp>

#define PARINDEX_KERNEL_NAMESPACE kernel_avx512
#define PARINDEX_KERNEL_TARGET , target("avx512f,avx512dq,avx512vl,avx512bw,avx2,fma")
#define PARINDEX_KERNEL_WIDTH 8
#define PARINDEX_KERNEL_FMA(x, y, z) ((Real)_mm512_fmadd_pd((x), (y), (z)))
#define PARINDEX_KERNEL_WIDEN(x) ((SignedWords)_mm512_maskz_cvtepi16_epi32(0xffff, (__m256i)(x)))
#include <parindex/engine/fixed/kernel_body.ipp>
#endif

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// The loops for one instruction set.
struct Kernel {
  bool (*leaf)(const FixedLeaf&, const double* const*, std::size_t, double*);
  std::uint32_t (*quick)(const FixedLeaf&, const double*, std::size_t, const QuickSink&);
  void (*rounding)(const FixedNode&, double*, std::size_t);
  void (*prepared)(const PreparedLeaf&, const FixedLeaf&, const std::int16_t*, std::size_t,
                   const QuickSink&);
};

/// The loops for an instruction set; `best` is the widest that this processor has. A level that the
/// processor lacks falls back to the next lower one.
inline Kernel kernel_for(Simd simd) {
#if PARINDEX_HAS_X86
  const bool fused = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
  const bool wide = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
                    __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bw");
  if (fused && wide && (simd == Simd::best || simd == Simd::avx512)) {
    return {kernel_avx512::run_leaf, kernel_avx512::run_quickly, kernel_avx512::run_rounding,
            kernel_avx512::run_prepared};
  }
  if (fused && simd != Simd::baseline) {
    return {kernel_avx2::run_leaf, kernel_avx2::run_quickly, kernel_avx2::run_rounding,
            kernel_avx2::run_prepared};
  }
#else
  (void)simd;
#endif
#if PARINDEX_HAS_GNU
  return {kernel_baseline::run_leaf, kernel_baseline::run_quickly, kernel_baseline::run_rounding,
          kernel_baseline::run_prepared};
#else
  return {kernel_row::run_leaf, nullptr, kernel_row::run_rounding, kernel_row::run_prepared};
#endif
}

}  // namespace detail

PARINDEX_END_NAMESPACE
