// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdlib>
#include <memory>
#include <new>

#include <parindex/detail/portable.hpp>
#include <parindex/version.hpp>

#if PARINDEX_HAS_ALIGNED_ALLOC && defined(__linux__)
#include <sys/mman.h>
#endif

PARINDEX_BEGIN_NAMESPACE

namespace detail {

struct FreePages {
  void operator()(void* memory) const noexcept { std::free(memory); }
};

template <class Number>
using Pages = std::unique_ptr<Number[], FreePages>;

/// Memory for numbers, not initialised: each thread touches its own part first. The system provides
/// memory in pages, and each page fault costs as much as scoring hundreds of rows, so large
/// allocations request large pages. The exception is a remainder that would use less than half of a
/// large page.
template <class Number>
Pages<Number> pages_of(std::size_t count) {
  constexpr std::size_t large_page = std::size_t{2} << 20;
  const std::size_t bytes = count * sizeof(Number);
  [[maybe_unused]] const std::size_t whole = (bytes + large_page / 2) / large_page * large_page;
#if PARINDEX_HAS_ALIGNED_ALLOC
  void* const memory =
      whole == 0 ? std::malloc(bytes + 1) : std::aligned_alloc(large_page, whole + large_page);
#else
  void* const memory = std::malloc(bytes + 1);
#endif
  if (!memory) throw std::bad_alloc();
#ifdef MADV_HUGEPAGE
  // Only a hint; memory after the last large page keeps small pages.
  if (whole != 0) ::madvise(memory, whole, MADV_HUGEPAGE);
#endif
  return Pages<Number>(static_cast<Number*>(memory));
}

}  // namespace detail

PARINDEX_END_NAMESPACE
