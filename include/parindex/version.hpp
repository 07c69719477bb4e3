// SPDX-License-Identifier: MIT
#pragma once

#ifdef __FAST_MATH__
#error "parindex is exact and cannot be compiled with -ffast-math or -Ofast"
#endif

/// The version is defined only here: CMake and the Python build read this line.
#define PARINDEX_VERSION_STRING "0.1.0"

// Objects built against two incompatible versions must not link silently into one program,
// so everything lives in a versioned inline namespace.
#define PARINDEX_BEGIN_NAMESPACE \
  namespace parindex {           \
  inline namespace v0 {
#define PARINDEX_END_NAMESPACE \
  }                            \
  }

PARINDEX_BEGIN_NAMESPACE

/// Version of the engine; it is part of every fingerprint.
inline constexpr const char* version = PARINDEX_VERSION_STRING;

PARINDEX_END_NAMESPACE
