// SPDX-License-Identifier: MIT
#pragma once

#include <bit>
#include <cstring>
#include <version>

#include <parindex/version.hpp>

// What a standard library may lack, chosen in one place. With PARINDEX_PORTABLE the twins are taken
// also where nothing is missing, so that one compiler can compare both.

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
