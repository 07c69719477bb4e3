// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdlib>
#include <memory>
#include <mutex>
#include <new>
#include <utility>

#include <parindex/detail/portable.hpp>
#include <parindex/version.hpp>

#if PARINDEX_HAS_ALIGNED_ALLOC && defined(__linux__)
#include <sys/mman.h>
#endif

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// The largest block of memory that was released, up to a limit, for the next allocation of about
/// its size: the system clears each page of new memory, which takes as long as scoring its rows.
class ReleasedPages {
 public:
  static void* take(std::size_t bytes) noexcept {
    ReleasedPages& kept = instance();
    const std::lock_guard<std::mutex> lock(kept.mutex_);
    if (kept.bytes_ < bytes || kept.bytes_ / 2 > bytes) return nullptr;
    kept.bytes_ = 0;
    return std::exchange(kept.memory_, nullptr);
  }
  static void give(void* memory, std::size_t bytes) noexcept {
    {
      ReleasedPages& kept = instance();
      const std::lock_guard<std::mutex> lock(kept.mutex_);
      if (bytes > kept.bytes_ && bytes <= most) {
        kept.bytes_ = bytes;
        std::swap(kept.memory_, memory);
      }
    }
    std::free(memory);
  }

 private:
  static constexpr std::size_t most = std::size_t{64} << 20;

  /// Never destroyed: a result may be released while the program ends.
  static ReleasedPages& instance() noexcept {
    static auto* const kept = new ReleasedPages;
    return *kept;
  }

  std::mutex mutex_;
  void* memory_ = nullptr;
  std::size_t bytes_ = 0;
};

struct FreePages {
  std::size_t large = 0;  // bytes in large pages; 0: the memory has none

  void operator()(void* memory) const noexcept {
    if (large == 0) return std::free(memory);
    ReleasedPages::give(memory, large);
  }
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
  const std::size_t large = whole == 0 ? 0 : whole + large_page;
  void* memory = large == 0 ? std::malloc(bytes + 1) : ReleasedPages::take(large);
  if (!memory && large != 0) memory = std::aligned_alloc(large_page, large);
#else
  constexpr std::size_t large = 0;
  void* const memory = std::malloc(bytes + 1);
#endif
  if (!memory) throw std::bad_alloc();
#ifdef MADV_HUGEPAGE
  // Only a hint; memory after the last large page keeps small pages.
  if (whole != 0) ::madvise(memory, whole, MADV_HUGEPAGE);
#endif
  return Pages<Number>(static_cast<Number*>(memory), FreePages{large});
}

}  // namespace detail

PARINDEX_END_NAMESPACE
