// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <parindex/detail/text.hpp>
#include <parindex/engine/detail/exact_double.hpp>
#include <parindex/engine/detail/usual_number.hpp>
#include <parindex/io/delimited.hpp>
#include <parindex/io/detail/delimited_rows.hpp>
#include <parindex/limits.hpp>
#include <parindex/stop.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Whether a text has the form of a day: four digits, two and two.
inline bool has_date_form(const RawCell& cell) {
  if (cell.size() != 10) return false;
  for (std::size_t i = 0; i < 10; ++i) {
    const char c = cell.begin[i];
    if (i == 4 || i == 7 ? c != '-' : static_cast<unsigned char>(c - '0') > 9) return false;
  }
  return true;
}

/// Whether a name is used as it is written. It is not too long, has no sign that guards a formula,
/// and has only characters that normalisation (NFC) keeps in any context: those below U+0300, and
/// the Vietnamese letters from U+1E80 to U+1EFF.
inline bool is_plain_name(const RawCell& cell) {
  if (*cell.begin == '\'' || *cell.begin == '=' || cell.size() > limits().cell_bytes) return false;
  for (const char* at = cell.begin; at != cell.end; ++at) {
    const auto byte = static_cast<unsigned char>(*at);
    if (byte < 0xCC) continue;
    const auto next = static_cast<unsigned char>(at[1]);  // the text is valid UTF-8
    if (byte != 0xE1 || (next != 0xBA && next != 0xBB)) return false;
  }
  return true;
}

/// Whether the meaning of a cell that is not empty needs no further statement.
inline bool is_usual(const RawCell& cell, const CellForm& form) {
  switch (form.kind) {
    case CellForm::Kind::text: return is_plain_name(cell);
    case CellForm::Kind::number: {
      const double number =
          usual_number({cell.begin, cell.size()}, form.decimal, form.groups_are_unusual);
      return number == number;
    }
    case CellForm::Kind::flag: return false;
    case CellForm::Kind::choice:
      return !cell.doubled &&
             !std::isnan(position_of_text({cell.begin, cell.size()}, form.options));
    case CellForm::Kind::date: return has_date_form(cell);
  }
  return false;
}

/// Values of a text by forms. A thread reads a block of rows once, for all columns, and keeps it
/// until it requests another.
class DelimitedValues {
 public:
  DelimitedValues(std::shared_ptr<const DelimitedRows> rows, std::vector<CellForm> forms)
      : rows_(std::move(rows)), forms_(std::move(forms)), id_(next_id()) {}

  std::size_t size() const { return rows_->rows(); }

  /// Copies rows of a column: another text may replace the block while these are in use.
  const double* numbers(std::size_t column, std::size_t begin, std::size_t count,
                        double* buffer) const {
    Block& block = last_block();
    // Rows that need care are requested a second time, as a part of the block.
    if (block.id != id_ || begin < block.begin || begin + count > block.begin + block.count) {
      read(block, begin, count);
    }
    const std::size_t first = begin - block.begin;
    std::copy_n(block.values.data() + column * block.stride + first, count, buffer);
    return buffer;
  }

  /// A thread finds the cells of a row once, and keeps them until it requests another row, because
  /// rows are read cell by cell.
  Cell at(std::size_t row, std::size_t column) const {
    Row& last = last_row();
    if (last.id != id_ || last.row != row) {
      last.id = 0;
      last.cells.resize(rows_->width());
      DelimitedCursor cursor = rows_->cursor(row);
      for (RawCell& cell : last.cells) cursor.next(cell);
      last.id = id_;
      last.row = row;
    }
    return meaning(last.cells[column], forms_[column]);
  }

  const CellForm& form(std::size_t column) const { return forms_[column]; }

 private:
  struct Block {
    std::uint64_t id = 0;
    std::size_t begin = 0;
    std::size_t count = 0;
    std::size_t stride = 0;
    std::vector<double> values;
  };

  struct Row {
    std::uint64_t id = 0;
    std::size_t row = 0;
    std::vector<RawCell> cells;
  };

  static Row& last_row() {
    static thread_local Row row;
    return row;
  }
  static Block& last_block() {
    static thread_local Block block;
    return block;
  }
  /// Never reused, unlike the address of destroyed values.
  static std::uint64_t next_id() {
    static std::atomic<std::uint64_t> last{0};
    return ++last;
  }

  void read(Block& block, std::size_t begin, std::size_t count) const {
    const std::size_t width = rows_->width();
    block.id = 0;  // after an exception, the block is not treated as read
    // Columns whose distance is a power of two would share a few lines of the cache.
    block.stride = count + 8;
    block.values.resize(width * block.stride);
    DelimitedCursor cursor = rows_->cursor(begin);
    RawCell cell;
    for (std::size_t row = 0; row < count; ++row) {
      stop_point(10 * width);
      double* out = &block.values[row];
      for (std::size_t column = 0; column < width; ++column, out += block.stride) {
        cursor.next(cell);
        *out = value(cell, forms_[column]);
      }
    }
    block.id = id_;
    block.begin = begin;
    block.count = count;
  }

  static double value(const RawCell& cell, const CellForm& form) {
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    if (cell.empty() || form.kind == CellForm::Kind::text || form.kind == CellForm::Kind::date) {
      return none;
    }
    if (form.kind == CellForm::Kind::number) {
      const double number =
          usual_number({cell.begin, cell.size()}, form.decimal, form.groups_are_unusual);
      if (number == number || form.meanings.empty()) return number;
      return number_of(meaning(cell, form));
    }
    if (form.meanings.empty() && !cell.doubled) {
      const std::string_view text(cell.begin, cell.size());
      if (form.kind == CellForm::Kind::flag) {
        const bool* const flag = parse_flag(text);
        return flag ? (*flag ? 1 : 0) : none;
      }
      return position_of_text(text, form.options);
    }
    const Cell found = meaning(cell, form);
    return form.kind == CellForm::Kind::flag ? flag_of(found) : position_of(found, form.options);
  }

  static Cell meaning(const RawCell& cell, const CellForm& form) {
    if (cell.empty()) return Missing{};
    std::string text = cell.text();
    if (!form.meanings.empty()) {
      const auto found = form.meanings.find(text);
      if (found != form.meanings.end()) return found->second;
    }
    if (form.kind == CellForm::Kind::number && form.decimal != '.' && form.decimal != 0) {
      const double number =
          usual_number({cell.begin, cell.size()}, form.decimal, form.groups_are_unusual);
      const std::size_t sign = text.find(form.decimal);
      if (number == number && sign != std::string::npos) text[sign] = '.';
    }
    return Cell(std::move(text));
  }

  std::shared_ptr<const DelimitedRows> rows_;
  std::vector<CellForm> forms_;
  std::uint64_t id_;
};

/// One of their columns. The form says what a double is: a number, 0 or 1, or a position.
class DelimitedColumn final : public ColumnSource {
 public:
  DelimitedColumn(std::shared_ptr<const DelimitedValues> values, std::size_t column)
      : values_(std::move(values)), column_(column) {}

  std::size_t size() const override { return values_->size(); }
  Cell at(std::size_t row) const override { return values_->at(row, column_); }
  const double* numbers(std::size_t begin, std::size_t count, double* buffer) const override {
    return values_->numbers(column_, begin, count, buffer);
  }
  const double* flags(std::size_t begin, std::size_t count, double* buffer) const override {
    return values_->numbers(column_, begin, count, buffer);
  }
  void positions(std::size_t begin, std::size_t count, const std::vector<std::string>& options,
                 double* buffer) const override {
    // The form was made for a reader with other options.
    if (values_->form(column_).options != options) {
      return ColumnSource::positions(begin, count, options, buffer);
    }
    values_->numbers(column_, begin, count, buffer);
  }

 private:
  std::shared_ptr<const DelimitedValues> values_;
  std::size_t column_;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
