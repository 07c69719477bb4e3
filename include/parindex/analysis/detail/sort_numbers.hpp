// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include <parindex/version.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Sorts whole numbers in ascending order. Draws have few units, in random order: a merge without
/// branches that the processor would have to guess takes a fraction of the time of std::sort.
template <class Number>
class NumberSorter {
 public:
  void operator()(Number* numbers, std::size_t count) {
    if (count > other_.size()) other_.resize(count);
    Number* from = numbers;
    Number* to = other_.data();
    for (std::size_t width = 1; width < count; width *= 2) {
      for (std::size_t begin = 0; begin < count; begin += 2 * width) {
        merge(from + begin, std::min(width, count - begin), std::min(2 * width, count - begin),
              to + begin);
      }
      std::swap(from, to);
    }
    if (from != numbers) std::copy_n(from, count, numbers);
  }

 private:
  /// Merges the numbers before and after `middle`.
  static void merge(const Number* from, std::size_t middle, std::size_t end, Number* to) {
    std::size_t left = 0;
    std::size_t right = middle;
    while (left < middle && right < end) {
      const Number a = from[left];
      const Number b = from[right];
      const bool later = b < a;
      *to++ = later ? b : a;
      left += later ? 0 : 1;
      right += later ? 1 : 0;
    }
    to = std::copy(from + left, from + middle, to);
    std::copy(from + right, from + end, to);
  }

  std::vector<Number> other_;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
