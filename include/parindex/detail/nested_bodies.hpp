// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <utility>

#include <parindex/detail/nested.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

inline constexpr std::size_t deep_nesting = 1'000;  // far below what a stack has room for

template <class T>
Nested<T>::Nested() noexcept = default;
template <class T>
Nested<T>::Nested(std::vector<T> parts) noexcept : std::vector<T>(std::move(parts)) {}
template <class T>
Nested<T>::Nested(const Nested&) = default;
template <class T>
Nested<T>::Nested(Nested&&) noexcept = default;
template <class T>
Nested<T>& Nested<T>::operator=(const Nested&) = default;
template <class T>
Nested<T>& Nested<T>::operator=(Nested&&) noexcept = default;

template <class T>
Nested<T>::~Nested() {
  thread_local std::size_t depth = 0;
  ++depth;
  if (depth > deep_nesting) flatten();
  this->clear();
  --depth;
}

// Moves all lower levels into this list, so that no element has parts any more.
template <class T>
void Nested<T>::flatten() noexcept {
  for (std::size_t i = 0; i < this->size(); ++i) {
    Nested below = std::move(parts_within((*this)[i]));
    for (T& part : below) this->push_back(std::move(part));
    // Its parts have been moved out, so nothing is below them.
  }
}

}  // namespace detail

PARINDEX_END_NAMESPACE
