// SPDX-License-Identifier: MIT
#pragma once

#ifdef __FAST_MATH__
#error "parindex is exact and cannot be compiled with -ffast-math or -Ofast"
#endif

/// The one place where the version is written: CMake and the Python build read this line.
#define PARINDEX_VERSION_STRING "0.1.0"

// Objects built against two incompatible versions must not link silently into one program,
// so everything lives in a versioned inline namespace.
#define PARINDEX_BEGIN_NAMESPACE \
  namespace parindex {           \
  inline namespace v0 {
#define PARINDEX_END_NAMESPACE \
  }                            \
  }

// The same bodies (impl/*.ipp) serve both ways of linking: compiled once in src/, or inline
// after their header when the target parindex::header_only defines PARINDEX_HEADER_ONLY.
#ifdef PARINDEX_HEADER_ONLY
#define PARINDEX_INLINE inline
#else
#define PARINDEX_INLINE
#endif

PARINDEX_BEGIN_NAMESPACE

/// Version of the engine; it is part of every fingerprint.
inline constexpr const char* version = PARINDEX_VERSION_STRING;

PARINDEX_END_NAMESPACE
