// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include <parindex/version.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// The parts of a recursive type: a list like any other, except for its destructor. The destructor
/// of a plain list calls itself at every level, so a tree that an application nests deeply enough
/// would overflow the stack before the check can reject it. `parts_within(T&)` gives the list of
/// the parts of a part.
///
/// The implementation is in <parindex/detail/nested_bodies.hpp>, and one file of the library
/// instantiates it: copying and destroying a tree takes much code, which applications should not
/// compile in every file.
template <class T>
class Nested : public std::vector<T> {
 public:
  using std::vector<T>::vector;
  Nested() noexcept;
  // Implicit, so that a plain list of parts is accepted wherever parts are given.
  Nested(std::vector<T> parts) noexcept;  // NOLINT(google-explicit-constructor)
  Nested(const Nested&);
  Nested(Nested&&) noexcept;
  Nested& operator=(const Nested&);
  Nested& operator=(Nested&&) noexcept;
  ~Nested();

 private:
  void flatten() noexcept;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
