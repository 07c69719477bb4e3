// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <limits>
#include <utility>
#include <vector>

#include <parindex/version.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Sorts whole numbers in ascending order. Draws have few units, in random order: merging from both
/// ends without branches, which the processor would have to guess, takes a fraction of the time of
/// std::sort.
template <class Number>
class NumberSorter {
 public:
  void operator()(Number* numbers, std::size_t count) {
    const std::size_t size = std::bit_ceil(count);
    from_.assign(size, std::numeric_limits<Number>::max());
    to_.resize(size);
    std::copy_n(numbers, count, from_.begin());
    for (std::size_t width = 1; width < size; width *= 2) {
      for (std::size_t begin = 0; begin < size; begin += 2 * width) {
        merge(from_.data() + begin, width, to_.data() + begin);
      }
      std::swap(from_, to_);
    }
    std::copy_n(from_.begin(), count, numbers);
  }

 private:
  /// Merges two runs of one length: the lower half of the numbers from the front, the upper half
  /// from the back. Neither half can leave a run.
  static void merge(const Number* from, std::size_t width, Number* to) {
    std::size_t front = 0;
    std::size_t back = width - 1;
    for (std::size_t i = 0; i < width; ++i) {
      // The places in the other run follow from the number of those that are taken.
      const Number first = from[front];
      const Number other_first = from[width + i - front];
      to[i] = std::min(first, other_first);
      front += static_cast<std::size_t>(first <= other_first);
      const Number last = from[back];
      const Number other_last = from[3 * width - 2 - i - back];
      to[2 * width - 1 - i] = std::max(last, other_last);
      back -= static_cast<std::size_t>(last > other_last);
    }
  }

  std::vector<Number> from_;
  std::vector<Number> to_;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
