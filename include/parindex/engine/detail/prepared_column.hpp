// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <parindex/engine/detail/pages.hpp>
#include <parindex/engine/detail/read_values.hpp>
#include <parindex/engine/fixed/lanes.hpp>
#include <parindex/engine/fixed/prepared_leaf.hpp>
#include <parindex/engine/table.hpp>
#include <parindex/stop.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// The codes of several columns in tiles: those of the first rows of each column, then those of the
/// following rows. The rows of a tile are those that are scored together, so that memory is read in
/// its order.
struct CodeTiles {
  std::size_t columns;
  std::size_t tile_rows;
  Pages<std::int16_t> codes;

  CodeTiles(std::size_t column_count, std::size_t rows, std::size_t rows_of_a_tile)
      : columns(column_count),
        tile_rows(rows_of_a_tile),
        codes(pages_of<std::int16_t>((rows + tile_rows - 1) / tile_rows * tile_rows * columns)) {}
};

/// A column that was read once. A value is a code: a flag, the position of an option, or a number
/// times a power of ten. Values that have none are kept as they are; if there are many of these,
/// all numbers are kept as doubles.
class PreparedColumn final : public ColumnSource {
 public:
  PreparedColumn(const Column& from, InputType type, const std::vector<std::string>& options)
      : type_(type), options_(options), rows_(from.size()) {
    if (encode(from)) {
      codes_ = own_codes_.data();
      tile_rows_ = std::max<std::size_t>(rows_, 1);
    } else {
      keep_numbers(from);
    }
    for (const auto& [row, cell] : others_) only_missing_ &= cell.is_missing();
  }

  /// A column as one of these; nullptr if it is another.
  static const PreparedColumn* of(const Column& column) {
    return dynamic_cast<const PreparedColumn*>(column.source.get());
  }

  std::size_t size() const override { return rows_; }
  Cell at(std::size_t row) const override {
    const std::int16_t code = has_codes() ? codes(row)[0] : std::int16_t{0};
    const bool kept = has_codes() ? code == none : std::isnan(numbers_[row]);
    if (kept) return from(row)->second;
    if (!has_codes()) return Cell(numbers_[row]);
    if (type_ == InputType::boolean) return Cell(code != 0);
    if (type_ == InputType::choice) return Cell(options_[static_cast<std::size_t>(code)]);
    return Cell(Rational::ratio(code, static_cast<std::int64_t>(power_)));
  }
  const double* numbers(std::size_t begin, std::size_t count, double* buffer) const override {
    if (!has_codes()) std::copy_n(numbers_.data() + begin, count, buffer);
    for (std::size_t done = 0; has_codes() && done < count;) {
      const std::span<const std::int16_t> some = codes(begin + done);
      const std::size_t end = std::min(count, done + some.size());
      for (std::size_t i = 0; done < end; ++done, ++i) buffer[done] = some[i] / power_;
    }
    for (auto at = from(begin); at != others_.end() && at->first < begin + count; ++at) {
      buffer[at->first - begin] = value_of(at->second, type_, options_);
    }
    return buffer;
  }
  const double* flags(std::size_t begin, std::size_t count, double* buffer) const override {
    return numbers(begin, count, buffer);
  }
  void positions(std::size_t begin, std::size_t count, const std::vector<std::string>&,
                 double* buffer) const override {
    numbers(begin, count, buffer);
  }
  bool is_nan_missing() const override { return only_missing_; }

  bool has_codes() const { return codes_ != nullptr; }
  /// The codes of a row and of the following ones, negative for none: as many as are side by side.
  std::span<const std::int16_t> codes(std::size_t row) const {
    const std::size_t tile = row / tile_rows_;
    const std::size_t within = row - tile * tile_rows_;
    const std::size_t rows = std::min(tile_rows_, rows_ - tile * tile_rows_);
    return {codes_ + tile * tile_distance_ + within, rows - within};
  }
  /// Moves the codes into tiles, as those of the column at this position there.
  void move_to(std::shared_ptr<CodeTiles> tiles, std::size_t position) {
    const std::size_t distance = tiles->columns * tiles->tile_rows;
    std::int16_t* const to = tiles->codes.get() + position * tiles->tile_rows;
    for (std::size_t row = 0; row < rows_; row += tiles->tile_rows) {
      std::copy_n(codes_ + row, std::min(tiles->tile_rows, rows_ - row),
                  to + row / tiles->tile_rows * distance);
    }
    tile_rows_ = tiles->tile_rows;
    tile_distance_ = distance;
    codes_ = to;
    own_codes_ = std::vector<std::int16_t>();
    tiles_ = std::move(tiles);
  }
  /// What a number is multiplied by to be its code.
  double power() const { return power_; }

  const PreparedLeaf* leaf() const { return leaf_ ? &*leaf_ : nullptr; }
  void set_leaf(PreparedLeaf leaf) { leaf_ = std::move(leaf); }

 private:
  using Other = std::pair<std::size_t, Cell>;  // row and value
  static constexpr std::int16_t none = -1;
  static constexpr double most_code = 32'000;
  static constexpr double most_power = 10'000;
  static constexpr std::size_t block = 4096;

  /// Calls use(begin, values, count) for blocks of rows.
  template <class Use>
  void each_block(const Column& from, const Use& use) const {
    std::vector<double> buffer(block);
    for (std::size_t begin = 0; begin < from.size(); begin += block) {
      const std::size_t count = std::min(block, from.size() - begin);
      stop_point(10 * count);
      use(begin, read_values(from, type_, options_, begin, count, buffer.data()), count);
    }
  }

  bool is_number() const { return type_ == InputType::number || type_ == InputType::count; }

  bool has_code(double value, double power) const {
    const double most = type_ == InputType::boolean ? 1 : most_code;
    const double code = (value * power + magic) - magic;
    return code >= 0 && code <= most && code / power == value && !std::signbit(value);
  }

  /// False if many values have no code.
  bool encode(const Column& from) {
    each_block(from, [&](std::size_t, const double* values, std::size_t count) {
      for (std::size_t i = 0; i < count; ++i) {
        double power = power_;
        while (power <= most_power && !has_code(values[i], power)) power *= 10;
        if (power <= most_power && is_number()) power_ = power;
      }
    });
    own_codes_.reserve(from.size());
    std::size_t without = 0;
    each_block(from, [&](std::size_t begin, const double* values, std::size_t count) {
      for (std::size_t i = 0; i < count; ++i) {
        const bool has = has_code(values[i], power_);
        own_codes_.push_back(has ? static_cast<std::int16_t>(values[i] * power_ + 0.5) : none);
        if (has) continue;
        without += values[i] == values[i] ? 1 : 0;
        others_.emplace_back(begin + i, from.at(begin + i));
      }
    });
    return !is_number() || without <= from.size() / 8;
  }

  void keep_numbers(const Column& from) {
    own_codes_ = std::vector<std::int16_t>();
    others_.clear();
    numbers_.reserve(from.size());
    each_block(from, [&](std::size_t begin, const double* values, std::size_t count) {
      for (std::size_t i = 0; i < count; ++i) {
        numbers_.push_back(values[i]);
        if (std::isnan(values[i])) others_.emplace_back(begin + i, from.at(begin + i));
      }
    });
  }

  std::vector<Other>::const_iterator from(std::size_t row) const {
    return std::lower_bound(others_.begin(), others_.end(), row,
                            [](const Other& other, std::size_t at) { return other.first < at; });
  }

  InputType type_;
  std::vector<std::string> options_;  // of a choice
  std::size_t rows_;
  double power_ = 1;
  std::vector<std::int16_t> own_codes_;  // until they are moved
  std::shared_ptr<CodeTiles> tiles_;
  const std::int16_t* codes_ = nullptr;  // of the first row; nullptr: the column has none
  std::size_t tile_rows_ = 1;
  std::size_t tile_distance_ = 0;
  std::vector<double> numbers_;  // instead of codes
  std::vector<Other> others_;    // rows without a code or a number, in order
  bool only_missing_ = true;
  std::optional<PreparedLeaf> leaf_;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
