// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <parindex/engine/detail/plan_state.hpp>
#include <parindex/engine/detail/read_cell.hpp>
#include <parindex/engine/detail/read_values.hpp>
#include <parindex/engine/table.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// A value as its column reads it; a value that cannot be read, unchanged.
inline std::string meaning_of(const PlanState& plan, const ColumnSpec& spec, const Cell& cell) {
  if (const auto kind = no_value_of(plan.markers, spec, cell))
    return "-" + std::string(to_string(*kind));
  Value value;
  if (read_cell(spec, cell, value) != nullptr) return "!" + cell.to_string();
  if (spec.type == InputType::boolean) return value.flag ? "yes" : "no";
  if (spec.type == InputType::choice) return spec.options[value.option];
  return value.number.to_string();
}

/// The meanings of a column, read in blocks. Flags, options and numbers with up to two decimals,
/// which nearly all values are, need no cell.
class ColumnMeanings {
 public:
  ColumnMeanings(const PlanState& plan, std::size_t position, const Column* column)
      : plan_(plan), spec_(plan.specs[position]), column_(column) {
    // The check refuses markers that are also values.
    is_quick_ = column && spec_.type != InputType::date && spec_.missing_markers.empty() &&
                !spec_.rounding && !spec_.step && set_bounds();
  }

  /// Prepares `write` for rows of the block.
  void start(std::size_t begin, std::size_t count) {
    begin_ = begin;
    if (!is_quick_) return;
    buffer_.resize(count);
    values_ = read_values(*column_, spec_.type, spec_.options, begin, count, buffer_.data());
  }

  /// Appends the length and the text of a value: `length:text`.
  void write(std::size_t row, std::string& out) const {
    if (is_quick_ && write_quickly(values_[row - begin_], out)) return;
    add_field(meaning_of(plan_, spec_, column_ ? column_->at(row) : Cell()), out);
  }

  static void add_field(std::string_view text, std::string& out) {
    if (text.size() < 10) {
      out += static_cast<char>('0' + text.size());
    } else {
      out += std::to_string(text.size());
    }
    out += ':';
    out += text;
  }

 private:
  static constexpr double most = 1e15;  // below, a decimal of a double is its shortest

  /// The range in hundredths; false if its ends are not whole hundredths.
  bool set_bounds() {
    const auto set = [](const std::optional<Rational>& end, double& hundredths) {
      if (!end) return true;
      const auto scaled = end->to_scaled_int64(2);
      if (!scaled || std::fabs(static_cast<double>(*scaled)) >= most) return false;
      hundredths = static_cast<double>(*scaled);
      return true;
    };
    return set(spec_.min, low_) && set(spec_.max, high_);
  }

  bool write_quickly(double value, std::string& out) const {
    if (spec_.type == InputType::boolean) {
      if (value != 0 && value != 1) return false;
      out += value == 0 ? "2:no" : "3:yes";
      return true;
    }
    if (spec_.type == InputType::choice) {
      if (!(value >= 0)) return false;
      add_field(spec_.options[static_cast<std::size_t>(value)], out);
      return true;
    }
    const double hundredths = std::nearbyint(value * 100);
    if (!(hundredths >= low_ && hundredths <= high_) || hundredths / 100 != value) return false;
    if (spec_.type == InputType::count && std::trunc(value) != value) return false;
    add_hundredths(static_cast<std::int64_t>(hundredths), out);
    return true;
  }

  static void add_hundredths(std::int64_t number, std::string& out) {
    char text[24];
    char* at = std::end(text);
    auto rest = static_cast<std::uint64_t>(number < 0 ? -number : number);
    int decimals = 2;
    for (; decimals > 0 && rest % 10 == 0; --decimals) rest /= 10;
    for (int left = decimals; left > 0; --left, rest /= 10) {
      *--at = static_cast<char>('0' + rest % 10);
    }
    if (decimals > 0) *--at = '.';
    do {
      *--at = static_cast<char>('0' + rest % 10);
      rest /= 10;
    } while (rest != 0);
    if (number < 0) *--at = '-';
    add_field({at, static_cast<std::size_t>(std::end(text) - at)}, out);
  }

  const PlanState& plan_;
  const ColumnSpec& spec_;
  const Column* column_;
  bool is_quick_ = false;
  double low_ = -most;
  double high_ = most;
  std::size_t begin_ = 0;
  std::vector<double> buffer_;
  const double* values_ = nullptr;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
