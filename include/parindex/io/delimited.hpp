// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <parindex/engine/table.hpp>

PARINDEX_BEGIN_NAMESPACE

/// How a text is divided into rows and cells.
struct DelimitedFormat {
  char delimiter = ',';  ///< an ASCII character, not a quote or a line end
  std::size_t header =
      1;  ///< the row with the names of the columns, from 1; rows above are left out
};

/// How the cells of a column are read. An empty cell is a missing value.
struct CellForm {
  enum class Kind {
    text,    ///< names: no cell has a number
    number,  ///< a minus sign, digits, and a part behind `decimal`
    flag,    ///< yes or no
    choice,  ///< one of `options`
    date     ///< a day as `2026-12-31`; no cell has a number
  };
  Kind kind = Kind::number;
  char decimal = '.';  ///< of a number; 0 for whole numbers
  /// Whether `1.234` (one to three digits, and three behind the decimal sign) is an unusual text,
  /// because the sign may be one of thousands.
  bool groups_are_unusual = false;
  std::vector<std::string> options;  ///< of a choice, in the order of the input
  /// What unusual texts mean. Every other unusual text is a cell with that text.
  std::unordered_map<std::string, Cell> meanings;
};

namespace detail {
class DelimitedRows;
}

/// Delimited text (RFC 4180, with any delimiter) whose cells are read in place. It needs 8 bytes
/// for each row in addition to the text.
class DelimitedText {
 public:
  using error_type = DataError;

  /// The names of the columns, as the header has them.
  const std::vector<std::string>& heads() const noexcept;
  /// The number of rows below the header.
  std::size_t rows() const noexcept;
  /// The line of the text in which a row begins, from 1. `row` is below `rows()`.
  std::size_t line(std::size_t row) const;
  /// A cell without its quotes. Throws Error for a row or a column that the text does not have.
  std::string cell(std::size_t row, std::size_t column) const;
  /// All cells of a column. Throws Error for a column that the text does not have.
  std::vector<std::string> cells(std::size_t column) const;
  /// The unusual texts of each column, each once. Of numbers and dates these are texts of another
  /// form; of choices, texts that are not an option or contain a quotation mark; of flags, all
  /// texts; of names, texts that begin with `'` or `=`, are longer than limits().cell_bytes or may
  /// not be in NFC. Throws Error unless `forms` has one form per column. A column with more than
  /// `most` such texts ends the search: the result is then empty.
  std::vector<std::vector<std::string>> unusual(const std::vector<CellForm>& forms,
                                                std::size_t most = 100'000) const;
  /// The columns with their values, which share this text. Throws Error unless `forms` has one form
  /// per column.
  std::vector<Column> columns(std::vector<CellForm> forms) const;

 private:
  friend Checked<DelimitedText> read_delimited(std::string_view, std::shared_ptr<const void>,
                                               const DelimitedFormat&);
  explicit DelimitedText(std::shared_ptr<const detail::DelimitedRows> rows)
      : rows_(std::move(rows)) {}

  std::shared_ptr<const detail::DelimitedRows> rows_;
};

/// Divides a text into rows and cells. A byte order mark in front and empty lines behind the last
/// row are ignored. Issues: text_not_utf8; table_empty for a text without a header;
/// table_malformed, with the line, for a row with a different number of cells than the header, for
/// an empty row between others, for a quote that does not enclose a whole cell, and for a zero byte
/// or a carriage return alone.
Checked<DelimitedText> read_delimited(std::string text, const DelimitedFormat& format = {});
/// The same for a text that `owner` keeps alive and unchanged.
Checked<DelimitedText> read_delimited(std::string_view text, std::shared_ptr<const void> owner,
                                      const DelimitedFormat& format = {});

PARINDEX_END_NAMESPACE
