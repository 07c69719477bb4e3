// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <cstdlib>
#include <new>

/// Replaces operator new of the program by one that counts, and fails on request. Include it in
/// exactly one file of a program.
namespace faults {

inline std::atomic<std::size_t> asked{0};      ///< allocations requested since `start`
inline std::atomic<std::size_t> fail_from{0};  ///< the first failing one, from 1; 0: none
inline std::atomic<bool> fail_on{false};       ///< also every later one
inline std::atomic<std::ptrdiff_t> live{0};    ///< allocations that are not freed

/// Counts from here. The n-th allocation fails, and with `on` every later one; 0: none fails.
inline void start(std::size_t n, bool on) {
  fail_from = 0;
  asked = 0;
  fail_on = on;
  fail_from = n;
}
inline void stop() { fail_from = 0; }

inline void* allocate(std::size_t size, std::size_t alignment = 0) {
  const std::size_t number = ++asked;
  const std::size_t first = fail_from;
  if (first != 0 && (number == first || (fail_on && number > first))) return nullptr;
  const std::size_t whole = size == 0 ? 1 : size;
  void* const memory =
      alignment == 0
          ? std::malloc(whole)
          : std::aligned_alloc(alignment, (whole + alignment - 1) / alignment * alignment);
  if (memory) ++live;
  return memory;
}

inline void* allocate_or_throw(std::size_t size, std::size_t alignment = 0) {
  void* const memory = allocate(size, alignment);
  if (!memory) throw std::bad_alloc();
  return memory;
}

inline void release(void* memory) noexcept {
  if (!memory) return;
  --live;
  std::free(memory);
}

}  // namespace faults

void* operator new(std::size_t size) { return faults::allocate_or_throw(size); }
void* operator new[](std::size_t size) { return faults::allocate_or_throw(size); }
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  return faults::allocate(size);
}
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept {
  return faults::allocate(size);
}
void* operator new(std::size_t size, std::align_val_t to) {
  return faults::allocate_or_throw(size, static_cast<std::size_t>(to));
}
void* operator new[](std::size_t size, std::align_val_t to) {
  return faults::allocate_or_throw(size, static_cast<std::size_t>(to));
}
void operator delete(void* memory) noexcept { faults::release(memory); }
void operator delete[](void* memory) noexcept { faults::release(memory); }
void operator delete(void* memory, std::size_t) noexcept { faults::release(memory); }
void operator delete[](void* memory, std::size_t) noexcept { faults::release(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { faults::release(memory); }
void operator delete[](void* memory, std::align_val_t) noexcept { faults::release(memory); }
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept {
  faults::release(memory);
}
void operator delete[](void* memory, std::size_t, std::align_val_t) noexcept {
  faults::release(memory);
}
void operator delete(void* memory, const std::nothrow_t&) noexcept { faults::release(memory); }
void operator delete[](void* memory, const std::nothrow_t&) noexcept { faults::release(memory); }
