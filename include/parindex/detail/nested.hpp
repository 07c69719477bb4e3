// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include <parindex/version.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// The parts of a recursive type: a list like any other, except for its
/// destructor. That of a plain list calls itself for every level, so a tree that an application
/// nests deeply enough would overflow the stack before the check can refuse it. `parts_within(T&)`
/// gives the list of the parts of a part.
template <class T>
class Nested : public std::vector<T> {
 public:
  using std::vector<T>::vector;
  Nested() = default;
  // Implicit, so that a plain list of parts serves wherever parts are given.
  Nested(std::vector<T> parts) noexcept  // NOLINT(google-explicit-constructor)
      : std::vector<T>(std::move(parts)) {}
  Nested(const Nested&) = default;
  Nested(Nested&&) noexcept = default;
  Nested& operator=(const Nested&) = default;
  Nested& operator=(Nested&&) noexcept = default;
  ~Nested() {
    thread_local std::size_t depth = 0;
    ++depth;
    if (depth > deep) flatten();
    this->clear();
    --depth;
  }

 private:
  static constexpr std::size_t deep = 1'000;  // far below what a stack holds

  // Takes all levels below into this list, so that none of them has parts any more.
  void flatten() noexcept {
    for (std::size_t i = 0; i < this->size(); ++i) {
      Nested below = std::move(parts_within((*this)[i]));
      for (T& part : below) this->push_back(std::move(part));
      // Its parts have moved on and have nothing below them.
    }
  }
};

}  // namespace detail

PARINDEX_END_NAMESPACE
