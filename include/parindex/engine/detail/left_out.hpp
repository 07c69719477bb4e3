// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <parindex/version.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// What is left out of the maxima of kept nodes, for every row of the fixed lane. There is a list
/// for each block of rows and each column of points in which something is left out. Threads write
/// different blocks at the same time.
class LeftOutRows {
 public:
  void resize(std::size_t rows, std::size_t length, std::size_t columns) {
    length_ = length;
    columns_ = columns;
    blocks_.assign((rows + length - 1) / length, {});
  }

  /// Forgets the block that starts at this row.
  void clear_block(std::size_t begin) { blocks_[begin / length_].clear(); }

  void store(std::size_t begin, std::size_t column, std::span<const std::int32_t> left_out) {
    auto& block = blocks_[begin / length_];
    block.resize(columns_);
    block[column].assign(left_out.begin(), left_out.end());
  }

  /// Forgets a row.
  void clear(std::size_t row, std::size_t column) {
    auto& block = blocks_[row / length_];
    if (!block.empty() && !block[column].empty()) block[column][row % length_] = 0;
  }

  /// In 1/max_scale of the plan; 0 for a row from which nothing is left out.
  std::int32_t at(std::size_t row, std::size_t column) const {
    const auto& block = blocks_[row / length_];
    if (block.empty() || block[column].empty()) return 0;
    return block[column][row % length_];
  }

 private:
  std::size_t length_ = 1;
  std::size_t columns_ = 0;
  std::vector<std::vector<std::vector<std::int32_t>>> blocks_;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
