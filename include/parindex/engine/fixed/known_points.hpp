// SPDX-License-Identifier: MIT
#pragma once

#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include <parindex/detail/portable.hpp>
#include <parindex/engine/fixed/kernel.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// What the rule of a leaf gave for values that were seen before: points by the values of its
/// columns. Equal doubles mean equal values, so the exact engine finds each entry once. A value
/// without an entry is `not_fixed`.
class KnownPoints {
 public:
  /// Instead of points: the rule excludes the leaf.
  static constexpr double is_left_out = std::numeric_limits<double>::infinity();

  /// `width`: numbers of a key.
  explicit KnownPoints(std::size_t width) : width_(width) {}

  /// The points of each row. Returns false if all are known.
  bool find(const double* const* columns, std::size_t rows, double* points) const {
    return width_ == 1   ? find_in<1>(columns, rows, points)
           : width_ == 2 ? find_in<2>(columns, rows, points)
                         : find_in<0>(columns, rows, points);
  }

  double find_row(const double* const* columns, std::size_t row) const {
    return find_at<0>(columns, row);
  }

  /// Adds an entry that is not there yet, if there is room.
  void add(const double* const* columns, std::size_t row, double points) {
    std::vector<double> key;
    for (std::size_t c = 0; c < width_; ++c) {
      key.push_back(columns[c][row]);
      if (key.back() != key.back()) return;
    }
    if (size_ >= most) return;
    if (size_ * 2 >= places()) grow();
    put(key.data(), points);
    ++size_;
  }

 private:
  /// Data with more different values than this rarely repeat them.
  static constexpr std::size_t most = std::size_t{1} << 14;

  std::size_t places() const { return entries_.size() / (width_ + 1); }

  static std::uint64_t mixed(std::uint64_t hash, double value) {
    return (std::rotl(hash, 5) ^ bit_cast<std::uint64_t>(value)) * 0x9E3779B97F4A7C15U;
  }

  template <std::size_t fixed_width>
  bool find_in(const double* const* columns, std::size_t rows, double* points) const {
    bool any = false;
    for (std::size_t row = 0; row < rows; ++row) {
      points[row] = find_at<fixed_width>(columns, row);
      any |= !(points[row] < is_left_out);
    }
    return any;
  }

  // A width of 0 is that of the entries; others are known to the compiler.
  template <std::size_t fixed_width>
  double find_at(const double* const* columns, std::size_t row) const {
    const std::size_t width = fixed_width == 0 ? width_ : fixed_width;
    if (entries_.empty()) return not_fixed;
    std::uint64_t hash = 0;
    for (std::size_t c = 0; c < width; ++c) hash = mixed(hash, columns[c][row]);
    for (std::size_t at = hash >> shift_;; at = (at + 1) & (places() - 1)) {
      const double* const entry = &entries_[at * (width + 1)];
      if (entry[width] != entry[width]) return not_fixed;
      bool same = true;
      for (std::size_t c = 0; c < width; ++c) same &= is_same(entry[c], columns[c][row]);
      if (same) return entry[width];
    }
  }

  static bool is_same(double a, double b) {
    return bit_cast<std::uint64_t>(a) == bit_cast<std::uint64_t>(b);
  }

  void put(const double* key, double points) {
    std::uint64_t hash = 0;
    for (std::size_t c = 0; c < width_; ++c) hash = mixed(hash, key[c]);
    std::size_t at = hash >> shift_;
    const std::size_t stride = width_ + 1;
    while (!std::isnan(entries_[at * stride + width_])) at = (at + 1) & (places() - 1);
    for (std::size_t c = 0; c < width_; ++c) entries_[at * stride + c] = key[c];
    entries_[at * stride + width_] = points;
  }

  void grow() {
    constexpr std::size_t least = 64;
    const std::vector<double> old = std::move(entries_);
    const std::size_t stride = width_ + 1;
    const std::size_t count = old.empty() ? least : 2 * old.size() / stride;
    entries_.assign(count * stride, not_fixed);
    shift_ = 64 - static_cast<unsigned>(std::countr_zero(count));
    for (std::size_t at = 0; at < old.size(); at += stride) {
      if (old[at + width_] == old[at + width_]) put(&old[at], old[at + width_]);
    }
  }

  std::size_t width_;
  std::size_t size_ = 0;
  unsigned shift_ = 0;           // the upper bits of a hash are the place
  std::vector<double> entries_;  // the key and the points of each place
};

}  // namespace detail

PARINDEX_END_NAMESPACE
