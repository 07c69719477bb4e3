// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include <parindex/version.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Sorts; equal elements keep their order. `std::stable_sort` of libstdc++ 12 calls a function that
/// C++17 deprecates, and clang 19 warns about it in every file that calls `std::stable_sort`. Both
/// it and `std::sort` also take twenty functions and more for each order.
template <class T, class Less>
void stable_sort(std::vector<T>& items, const Less& less) {
  const std::size_t size = items.size();
  std::vector<T> merged;
  for (std::size_t width = 1; width < size; width *= 2) {
    merged.clear();
    merged.reserve(size);
    for (std::size_t begin = 0; begin < size; begin += 2 * width) {
      const std::size_t middle = std::min(begin + width, size);
      const std::size_t end = std::min(begin + 2 * width, size);
      std::size_t first = begin;
      std::size_t second = middle;
      while (first < middle || second < end) {
        const bool from_second =
            first == middle || (second < end && less(items[second], items[first]));
        merged.push_back(std::move(items[from_second ? second++ : first++]));
      }
    }
    items.swap(merged);
  }
}

}  // namespace detail

PARINDEX_END_NAMESPACE
