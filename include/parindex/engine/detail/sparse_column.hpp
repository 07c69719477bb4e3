// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <parindex/engine/detail/exact_double.hpp>
#include <parindex/engine/table.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// A column in which most rows have the same value. The cells of many cases, each of which states
/// only its differences, use no more memory than these statements.
class SparseColumn final : public ColumnSource {
 public:
  using Other = std::pair<std::size_t, Cell>;  // row and value

  /// The rows of `others` are in ascending order.
  SparseColumn(std::size_t rows, Cell usual, std::vector<Other> others)
      : rows_(rows), usual_(std::move(usual)), others_(std::move(others)) {}

  std::size_t size() const override { return rows_; }
  Cell at(std::size_t row) const override {
    const auto found = from(row);
    return found != others_.end() && found->first == row ? found->second : usual_;
  }
  const double* numbers(std::size_t begin, std::size_t count, double* buffer) const override {
    return fill(begin, count, buffer, [](const Cell& cell) { return number_of(cell); });
  }
  const double* flags(std::size_t begin, std::size_t count, double* buffer) const override {
    return fill(begin, count, buffer, [](const Cell& cell) { return flag_of(cell); });
  }
  void positions(std::size_t begin, std::size_t count, const std::vector<std::string>& options,
                 double* buffer) const override {
    fill(begin, count, buffer, [&](const Cell& cell) { return position_of(cell, options); });
  }

  const Cell& usual() const { return usual_; }
  const std::vector<Other>& others() const { return others_; }

 private:
  std::vector<Other>::const_iterator from(std::size_t row) const {
    return std::lower_bound(others_.begin(), others_.end(), row,
                            [](const Other& other, std::size_t at) { return other.first < at; });
  }
  template <class Value>
  const double* fill(std::size_t begin, std::size_t count, double* buffer,
                     const Value& value) const {
    std::fill_n(buffer, count, value(usual_));
    for (auto at = from(begin); at != others_.end() && at->first < begin + count; ++at) {
      buffer[at->first - begin] = value(at->second);
    }
    return buffer;
  }

  std::size_t rows_;
  Cell usual_;
  std::vector<Other> others_;
};

/// The value of a column in a row, however it is stored.
inline Cell cell_in(const Column& column, std::size_t row) { return column.at(row); }

}  // namespace detail

PARINDEX_END_NAMESPACE
