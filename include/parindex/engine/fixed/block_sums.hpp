// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include <parindex/engine/fixed/fixed_numbers.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// The points of a node for the rows of a block, as whole numbers in one of two widths. The memory
/// for a width is allocated at its first use.
struct BlockSums {
  bool is_narrow = false;
  std::vector<double> wide;
  std::vector<std::int32_t> narrow;

  void clear(bool in_narrow, std::size_t count) {
    is_narrow = in_narrow;
    if (is_narrow) {
      narrow.assign(count, 0);
    } else {
      wide.assign(count, 0.0);
    }
  }
  void widen(std::size_t count) {
    if (is_narrow) wide.assign(narrow.begin(), narrow.begin() + static_cast<std::ptrdiff_t>(count));
    is_narrow = false;
  }
  void add(const BlockSums& part, double weight, std::size_t count) {
    if (is_narrow) {
      // Intermediate overflow of 31 bits wraps back: the sum is known to fit.
      const std::uint32_t factor = wrap_u32(weight);
      for (std::size_t i = 0; i < count; ++i) {
        const std::uint32_t points =
            part.is_narrow ? static_cast<std::uint32_t>(part.narrow[i]) : wrap_u32(part.wide[i]);
        narrow[i] =
            static_cast<std::int32_t>(static_cast<std::uint32_t>(narrow[i]) + points * factor);
      }
    } else {
      for (std::size_t i = 0; i < count; ++i) {
        wide[i] += (part.is_narrow ? static_cast<double>(part.narrow[i]) : part.wide[i]) * weight;
      }
    }
  }
};

}  // namespace detail

PARINDEX_END_NAMESPACE
