// SPDX-License-Identifier: MIT
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <limits>
#include <version>

#include <parindex/version.hpp>

// What a compiler, a system or a standard library may lack, chosen in one place. With
// PARINDEX_PORTABLE the twins are taken also where nothing is missing: the source is then standard
// C++20, and one compiler can compare both.

// Extensions of the language that GCC and Clang share: vector types, attributes, pragmas, builtins.
#if defined(__GNUC__) && !defined(PARINDEX_PORTABLE)
#define PARINDEX_HAS_GNU 1
#define PARINDEX_ALWAYS_INLINE [[gnu::always_inline]]
#define PARINDEX_UNROLL_16 _Pragma("GCC unroll 16")
#define PARINDEX_PREFETCH(address) __builtin_prefetch(address, 0, 2)
#else
#define PARINDEX_HAS_GNU 0
#define PARINDEX_ALWAYS_INLINE
#define PARINDEX_UNROLL_16
#define PARINDEX_PREFETCH(address) static_cast<void>(address)
#endif

// Instruction sets that are chosen when the program runs.
#if PARINDEX_HAS_GNU && defined(__x86_64__)
#define PARINDEX_HAS_X86 1
#else
#define PARINDEX_HAS_X86 0
#endif

// Integers of 128 bits: not for processors of 32 bits.
#if PARINDEX_HAS_GNU && defined(__SIZEOF_INT128__)
#define PARINDEX_HAS_INT128 1
#else
#define PARINDEX_HAS_INT128 0
#include <parindex/detail/int128.hpp>
#endif

// Aligned memory that std::free releases: not on Windows. Only it can consist of large pages.
#if !defined(_WIN32) && !defined(PARINDEX_PORTABLE)
#define PARINDEX_HAS_ALIGNED_ALLOC 1
#else
#define PARINDEX_HAS_ALIGNED_ALLOC 0
#endif

// Texts of floating-point numbers. libc++ has them in part, and reports the feature when it is
// complete.
#if defined(__cpp_lib_to_chars) && !defined(PARINDEX_PORTABLE)
#define PARINDEX_HAS_TO_CHARS 1
#else
#define PARINDEX_HAS_TO_CHARS 0
#endif

// Strings in constant expressions: libc++ from 15 on. Before, the macro counts char_traits alone.
#if defined(__cpp_lib_constexpr_string) && __cpp_lib_constexpr_string >= 201907L && \
    !defined(PARINDEX_PORTABLE)
#define PARINDEX_CONSTEXPR_STRING constexpr
#else
#define PARINDEX_CONSTEXPR_STRING inline
#endif

// Requests to stop: libc++ from 20 on.
#if defined(__cpp_lib_jthread) && !defined(PARINDEX_PORTABLE)
#define PARINDEX_HAS_STOP_TOKEN 1
#else
#define PARINDEX_HAS_STOP_TOKEN 0
#endif

PARINDEX_BEGIN_NAMESPACE

namespace detail {

#if PARINDEX_HAS_INT128
// __extension__ silences -Wpedantic.
__extension__ typedef __int128 int128;
#else
using int128 = Int128;
#endif

namespace portable {

constexpr bool mul_overflow(std::int64_t a, std::int64_t b, std::int64_t& product) noexcept {
  product =
      static_cast<std::int64_t>(static_cast<std::uint64_t>(a) * static_cast<std::uint64_t>(b));
  if (a == 0) return false;
  if (a == -1) return b == std::numeric_limits<std::int64_t>::min();
  return product % a != 0 || product / a != b;
}

}  // namespace portable

/// Whether a * b overflows; `product` is a * b modulo 2^64.
constexpr bool mul_overflow(std::int64_t a, std::int64_t b, std::int64_t& product) noexcept {
#if PARINDEX_HAS_GNU
  return __builtin_mul_overflow(a, b, &product);
#else
  return portable::mul_overflow(a, b, product);
#endif
}

// libc++ from 14 on.
#if defined(__cpp_lib_bit_cast) && !defined(PARINDEX_PORTABLE)
using std::bit_cast;
#else
template <class To, class From>
To bit_cast(const From& from) noexcept {
  static_assert(sizeof(To) == sizeof(From));
  To to;
  std::memcpy(&to, &from, sizeof to);
  return to;
}
#endif

}  // namespace detail

PARINDEX_END_NAMESPACE
