// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <utility>
#include <vector>

#include <parindex/version.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Sorts; equal elements keep their order. `std::stable_sort` of libstdc++ 12 calls a function that
/// C++17 deprecates, and clang 19 warns about it in every file that calls `std::stable_sort`.
template <class T, class Less>
void stable_sort(std::vector<T>& items, const Less& less) {
  const std::size_t size = items.size();
  std::vector<T> merged;
  for (std::size_t width = 1; width < size; width *= 2) {
    merged.clear();
    merged.reserve(size);
    for (std::size_t begin = 0; begin < size; begin += 2 * width) {
      const auto at = [&](std::size_t position) {
        return std::move_iterator(items.begin() +
                                  static_cast<std::ptrdiff_t>(std::min(position, size)));
      };
      const auto middle = at(begin + width);
      std::merge(at(begin), middle, middle, at(begin + 2 * width), std::back_inserter(merged),
                 [&](const T& a, const T& b) { return less(a, b); });
    }
    items.swap(merged);
  }
}

}  // namespace detail

PARINDEX_END_NAMESPACE
