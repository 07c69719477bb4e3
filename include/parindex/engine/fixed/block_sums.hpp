// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include <parindex/engine/fixed/fixed_numbers.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Points of a node as a whole multiple of 1/scale, if the lane has room for them.
inline std::optional<double> scaled_points(const FixedNode& node, const Rational& points) {
  const Rational scaled = points * static_cast<std::int64_t>(node.scale);
  if (!scaled.is_integer() || !scaled.is_small()) return std::nullopt;
  const auto whole = static_cast<double>(scaled.small_numerator());
  return std::fabs(whole) <= node.bound ? std::optional(whole) : std::nullopt;
}

/// A child that is left out in one row of a block, or whose applicable maximum is smaller there.
struct ReducedChild {
  std::uint32_t row;
  std::int32_t left_out;  // of its maximum, in 1/max_scale
  std::size_t child;
  double points;  // whole, in its scale
};

/// The points of a node for the rows of a block, as whole numbers in one of two widths. The memory
/// for a width is allocated at its first use.
struct BlockSums {
  bool is_narrow = false;
  std::vector<double> wide;
  std::vector<std::int32_t> narrow;
  // What is left out of the maximum of the node, in 1/max_scale; used only if something is left
  // out. If the whole maximum is left out, so is the node.
  bool is_reduced = false;
  std::vector<std::int32_t> left_out;
  // Used for a node whose points depend on what is left out.
  std::vector<ReducedChild> reduced;

  void clear(bool in_narrow, std::size_t count) {
    is_reduced = false;
    reduced.clear();
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
  double at(std::size_t row) const { return is_narrow ? narrow[row] : wide[row]; }
  void set(std::size_t row, double points) {
    if (is_narrow) {
      narrow[row] = static_cast<std::int32_t>(points);
    } else {
      wide[row] = points;
    }
  }
  void add(const BlockSums& part, double weight, std::size_t count) {
    if (is_narrow && part.is_narrow) {
      // Intermediate overflow of 31 bits wraps back: the sum is known to fit.
      const std::uint32_t factor = wrap_u32(weight);
      std::int32_t* const to = narrow.data();
      const std::int32_t* const from = part.narrow.data();
      const auto add_times = [&](std::uint32_t times) {
        for (std::size_t i = 0; i < count; ++i) {
          to[i] = static_cast<std::int32_t>(static_cast<std::uint32_t>(to[i]) +
                                            static_cast<std::uint32_t>(from[i]) * times);
        }
      };
      if (factor == 1) return add_times(1);  // without multiplying
      add_times(factor);
    } else if (is_narrow) {
      // The bound of a narrow sum is that of all its parts times their weights.
      std::int32_t* const to = narrow.data();
      const double* const from = part.wide.data();
      for (std::size_t i = 0; i < count; ++i) to[i] += static_cast<std::int32_t>(from[i] * weight);
    } else {
      for (std::size_t i = 0; i < count; ++i) {
        wide[i] += (part.is_narrow ? static_cast<double>(part.narrow[i]) : part.wide[i]) * weight;
      }
    }
  }
  /// Prepares `left_out` for a change.
  void reduce(std::size_t count) {
    if (!is_reduced) left_out.assign(count, 0);
    is_reduced = true;
  }
  /// Adds what is left out of the maximum of a child to what is left out of the sum.
  void add_left_out(const BlockSums& part, std::size_t count) {
    reduce(count);
    for (std::size_t i = 0; i < count; ++i) left_out[i] += part.left_out[i];
  }
};

}  // namespace detail

PARINDEX_END_NAMESPACE
