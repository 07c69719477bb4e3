// SPDX-License-Identifier: MIT
#pragma once

#include <version>

// What a standard library may lack, chosen in one place. With PARINDEX_PORTABLE the twins are taken
// also where nothing is missing, so that one compiler can compare both.

// Texts of floating-point numbers. libc++ has them in part, and reports the feature when it is
// complete.
#if defined(__cpp_lib_to_chars) && !defined(PARINDEX_PORTABLE)
#define PARINDEX_HAS_TO_CHARS 1
#else
#define PARINDEX_HAS_TO_CHARS 0
#endif

// Strings in constant expressions: libc++ from 15 on.
#if defined(__cpp_lib_constexpr_string) && !defined(PARINDEX_PORTABLE)
#define PARINDEX_CONSTEXPR_STRING constexpr
#else
#define PARINDEX_CONSTEXPR_STRING inline
#endif
