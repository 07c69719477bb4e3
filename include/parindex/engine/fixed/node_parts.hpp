// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <functional>
#include <span>
#include <vector>

#include <parindex/engine/fixed/block_sums.hpp>
#include <parindex/engine/fixed/lanes.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Computes the points of a node from the points of its children, `parts`, for the rows of a block.
/// The caller treats rows in which something is left out.
class NodeParts {
 public:
  NodeParts(const FixedNode& node, std::span<const double> weights,
            std::span<const BlockSums> parts, std::size_t count)
      : node_(node), weights_(weights), parts_(parts), count_(count) {}

  void run(std::vector<double>& out) const {
    switch (node_.adds) {
      case FixedAdds::minimum: return least(out);
      case FixedAdds::best:
        if (node_.taken == 1) return most(out);
        return each_row(out, [&](double* first, double* last) {
          const auto taken = static_cast<std::ptrdiff_t>(node_.taken);
          std::nth_element(first, first + (taken - 1), last, std::greater<>());
          double sum = 0;
          for (std::size_t k = 0; k < node_.taken; ++k) sum += first[k];
          return sum;
        });
      case FixedAdds::median:
        return each_row(out, [&](double* first, double* last) {
          std::sort(first, last);
          const std::size_t above = parts_.size() / 2;
          // The scale of an even number of children has a factor of 2.
          return parts_.size() % 2 != 0 ? first[above] : (first[above - 1] + first[above]) / 2;
        });
      case FixedAdds::adjusted: return adjusted(out);
      case FixedAdds::sum:
        for (std::size_t k = 0; k < parts_.size(); ++k) merge(k, out, added);
        return;
    }
  }

 private:
  template <class Merge>
  void merge(std::size_t k, std::vector<double>& out, const Merge& merge_points) const {
    const double weight = weights_[k];
    const BlockSums& part = parts_[k];
    if (part.is_narrow) {
      for (std::size_t i = 0; i < count_; ++i) {
        out[i] = merge_points(out[i], part.narrow[i] * weight);
      }
    } else {
      for (std::size_t i = 0; i < count_; ++i) {
        out[i] = merge_points(out[i], part.wide[i] * weight);
      }
    }
  }

  static double added(double sum, double points) { return sum + points; }

  void least(std::vector<double>& out) const {
    merge(0, out, added);
    for (std::size_t k = 1; k < parts_.size(); ++k) {
      merge(k, out, [](double a, double b) { return b < a ? b : a; });
    }
  }

  void most(std::vector<double>& out) const {
    merge(0, out, added);
    for (std::size_t k = 1; k < parts_.size(); ++k) {
      merge(k, out, [](double a, double b) { return b > a ? b : a; });
    }
  }

  template <class Row>
  void each_row(std::vector<double>& out, const Row& row) const {
    std::array<double, most_parts> points;
    for (std::size_t i = 0; i < count_; ++i) {
      for (std::size_t k = 0; k < parts_.size(); ++k) points[k] = parts_[k].at(i) * weights_[k];
      out[i] = row(points.data(), points.data() + parts_.size());
    }
  }

  void adjusted(std::vector<double>& out) const {
    for (std::size_t k = 0; k < parts_.size(); ++k) {
      const auto acts = [k](const FixedAdjustment& each) { return each.child == k; };
      if (std::none_of(node_.adjust.begin(), node_.adjust.end(), acts)) merge(k, out, added);
    }
    for (const FixedAdjustment& each : node_.adjust) {
      const double limit = each.limit;
      if (!each.limited) {
        merge(each.child, out, [&](double a, double b) { return each.raises ? a + b : a - b; });
      } else if (each.raises) {
        merge(each.child, out,
              [&](double a, double b) { return std::min(a + b, std::max(a, limit)); });
      } else {
        merge(each.child, out,
              [&](double a, double b) { return std::max(a - b, std::min(a, limit)); });
      }
    }
  }

  const FixedNode& node_;
  std::span<const double> weights_;
  std::span<const BlockSums> parts_;
  std::size_t count_;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
