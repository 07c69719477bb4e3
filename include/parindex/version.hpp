// SPDX-License-Identifier: MIT
#pragma once

#if defined(__FAST_MATH__) || defined(_M_FP_FAST)
#error "parindex is exact and cannot be compiled with -ffast-math, -Ofast or /fp:fast"
#endif
// A double with more digits than it has in memory is rounded twice: the x87 unit of x86.
#if defined(__FLT_EVAL_METHOD__) && (__FLT_EVAL_METHOD__ < 0 || __FLT_EVAL_METHOD__ == 2)
#error "parindex is exact and needs plain doubles: add -msse2 -mfpmath=sse"
#endif

/// The one place where the version is written: CMake and the Python build read this line.
#define PARINDEX_VERSION_STRING "0.2.0"

// Objects built against two incompatible versions must not link silently into one program,
// so everything lives in an inline namespace of its version, which changes with the SONAME: with
// each minor version before 1.0.
#define PARINDEX_BEGIN_NAMESPACE \
  namespace parindex {           \
  inline namespace v0_2 {
#define PARINDEX_END_NAMESPACE \
  }                            \
  }

PARINDEX_BEGIN_NAMESPACE

/// Version of the engine; it is part of every fingerprint.
inline constexpr const char* version = PARINDEX_VERSION_STRING;

PARINDEX_END_NAMESPACE
