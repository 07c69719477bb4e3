// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include <parindex/detail/portable.hpp>
#include <parindex/detail/stable_sort.hpp>
#include <parindex/engine/fixed/lanes.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// The quick leaves of a plan for one unit: the arithmetic of kernel_quick.ipp on single values.
/// The data of a leaf is contiguous, and leaves of one kind are consecutive, so that processors
/// predict every branch.
class RowLeaves {
 public:
  /// Takes a leaf if single values can be scored here; `column` is the position of its value.
  bool take(const FixedLeaf& leaf, std::size_t column, std::size_t parent, double weight) {
    const QuickLeaf& quick = leaf.quick;
    const bool proportion = leaf.kind == FixedKind::proportion;
    // A proportion without a decimal grid needs its distance from the next half.
    if (!quick.on || (proportion && leaf.grid.power == 0)) return false;
    const Place place{&leaf,
                      column,
                      parent,
                      weight,
                      static_cast<std::uint64_t>(quick.low_bits),
                      static_cast<std::uint64_t>(quick.high_bits - quick.low_bits)};
    if (proportion) {
      const bool both = leaf.how.half && leaf.how.even;
      proportions_.push_back({place, leaf.grid.power, quick.grid_factor,
                              both ? quick.lower_factor : quick.grid_factor,
                              leaf.how.half ? 0 : quick.grid_offset, leaf.has_cut ? leaf.cut.at : 0,
                              quick.cut_points, quick.cap});
      return true;
    }
    bands_.push_back({place, cuts_.size(), leaf.cuts.size(), quick.base});
    for (std::size_t k = 0; k < leaf.cuts.size(); ++k) {
      cuts_.push_back({leaf.cuts[k].at, quick.steps[k]});
    }
    return true;
  }

  /// Call this once, after the last leaf.
  void arrange() {
    detail::stable_sort(bands_, [](const Bands& a, const Bands& b) { return a.count < b.count; });
  }

  /// Adds the points of every leaf, times its weight, to the sum of its parent. For a value that is
  /// out of range or off the decimal grid, `careful(leaf, points)` computes the points; if it
  /// returns false, the function stops.
  template <class Careful>
  bool add(const double* values, double* sums, const Careful& careful) const {
    for (const Bands& leaf : bands_) {
      const double x = values[leaf.place.column];
      std::uint32_t total = leaf.base;
      const Cut* const cut = cuts_.data() + leaf.first;
      for (std::size_t k = 0; k < leaf.count; ++k) {
        total += cut[k].step & (0U - static_cast<std::uint32_t>(x >= cut[k].at));
      }
      double points = static_cast<std::int32_t>(total);
      if (!leaf.place.in_range(x) && !careful(*leaf.place.leaf, points)) return false;
      sums[leaf.place.parent] += points * leaf.place.weight;
    }
    for (const Proportion& leaf : proportions_) {
      const double x = values[leaf.place.column];
      double points = 0;
      if (!leaf.of(x, points) && !careful(*leaf.place.leaf, points)) return false;
      sums[leaf.place.parent] += points * leaf.place.weight;
    }
    return true;
  }

 private:
  struct Place {
    const FixedLeaf* leaf;
    std::size_t column;
    std::size_t parent;
    double weight;
    std::uint64_t low;    // bits of the smallest value in range
    std::uint64_t width;  // of the range, in bits

    // NaN and negative numbers, including -0.0, are greater than every value in range as unsigned
    // numbers.
    bool in_range(double x) const { return bit_cast<std::uint64_t>(x) - low <= width; }
  };
  struct Cut {
    double at;
    std::uint32_t step;
  };
  struct Bands {
    Place place;
    std::size_t first, count;  // of its cuts
    std::uint32_t base;
  };
  struct Proportion {
    Place place;
    double power, factor, lower_factor, offset, cut;
    std::int32_t cut_points, cap;

    /// False if the value is outside the grid or the range.
    bool of(double x, double& points) const {
      const double r = (x * power + magic) - magic;
      // NaN is not equal to any number; -0.0 is out of range.
      if (!(r / power == x) || !place.in_range(x)) return false;
      const double up = (r * factor + offset + magic) - magic;
      const double down = (r * lower_factor + offset + magic) - magic;
      // Two different results are the neighbours of a half: take the even one.
      auto whole = static_cast<std::int32_t>(up);
      whole -= (whole - static_cast<std::int32_t>(down)) & whole;
      points = x >= cut ? std::min(whole, cap) : cut_points;
      return true;
    }
  };

  std::vector<Bands> bands_;
  std::vector<Cut> cuts_;
  std::vector<Proportion> proportions_;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
