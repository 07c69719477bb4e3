// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <iosfwd>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <parindex/error.hpp>
#include <parindex/numbers/rational.hpp>
#include <parindex/rubric/rule.hpp>

PARINDEX_BEGIN_NAMESPACE

/// No value was given.
struct Missing {
  friend bool operator==(Missing, Missing) = default;
};

/// A value that is not an exact number: NaN or an infinity, kept so that the row can report it.
struct NotFinite {
  std::string text;
  friend bool operator==(const NotFinite&, const NotFinite&) = default;
};

/// One value of the data: a boolean, an exact number, a text, or the kind of no-value.
///
/// Text is not interpreted here: `"46"` becomes a number, and `"yes"` a boolean, only when the
/// rubric says that the input is one.
class Cell {
 public:
  /// `NoValue` is every kind except `missing`, which is `Missing`.
  using Value = std::variant<Missing, bool, Rational, std::string, NotFinite, NoValue>;

  Cell();
  // Not in every file that makes a table: copies and moves of a variant take much code.
  Cell(const Cell& other);
  Cell(Cell&& other) noexcept;
  Cell& operator=(const Cell& other);
  Cell& operator=(Cell&& other) noexcept;
  ~Cell();
  Cell(Missing);
  Cell(NoValue kind);
  Cell(bool value);
  template <std::integral T>
    requires(!std::same_as<T, bool>)
  Cell(T value) : Cell(Rational(value)) {}
  Cell(Decimal value);
  Cell(Rational value);
  Cell(std::string value);
  Cell(std::string_view value);
  Cell(const char* value);
  /// A double means its shortest round-trip decimal: `Cell(0.1)` is exactly 1/10.
  Cell(double value);

  const Value& value() const noexcept { return value_; }
  bool is_missing() const noexcept { return std::holds_alternative<Missing>(value_); }
  /// The value as text for a message: `46`, `yes`, `"on_time"`, `missing`, `not_applicable`.
  std::string to_string() const;

  friend bool operator==(const Cell& a, const Cell& b);
  /// Writes `to_string()`.
  friend std::ostream& operator<<(std::ostream& out, const Cell& value);

 private:
  Value value_;
};

/// Values of one column that are stored elsewhere: in an Arrow array, a NumPy array, a vector of
/// doubles. Several threads read a source at the same time.
class ColumnSource {
 public:
  virtual ~ColumnSource() = default;
  virtual std::size_t size() const = 0;
  /// Why no value of the column can be read: the name of its type, or a sentence in English and
  /// Vietnamese. Empty for every other source.
  virtual detail::Detail problem() const { return {}; }
  /// The value of a row, exactly.
  virtual Cell at(std::size_t row) const = 0;
  /// Rows begin .. begin + count as doubles whose shortest decimals are the exact values; NaN for
  /// every value that is not such a number. A text may count as the number that it is. Returns the
  /// values in place, or `buffer` (room for `count`) after filling it.
  virtual const double* numbers(std::size_t begin, std::size_t count, double* buffer) const;
  /// The address of row `begin` if `numbers` returns values in place, otherwise nullptr.
  virtual const double* in_place(std::size_t) const { return nullptr; }
  /// Whether every NaN of `numbers` and `flags` means a missing value.
  virtual bool is_nan_missing() const { return false; }
  /// The same rows as 0 for no and 1 for yes; NaN, or any other number, for other values.
  virtual const double* flags(std::size_t begin, std::size_t count, double* buffer) const;
  /// The same rows as positions in `options`; NaN for any other value.
  virtual void positions(std::size_t begin, std::size_t count,
                         const std::vector<std::string>& options, double* buffer) const;
};

/// A source over doubles that the caller keeps alive and unchanged.
std::shared_ptr<const ColumnSource> view_of(std::span<const double> values);

/// A named column of values, one per row: `cells`, or a source.
struct Column {
  std::string name;
  std::vector<Cell> cells;
  std::shared_ptr<const ColumnSource> source;

  Column() = default;
  Column(std::string column, std::vector<Cell> values);
  /// A column over values that are stored elsewhere.
  static Column over(std::string name, std::shared_ptr<const ColumnSource> source);

  std::size_t size() const { return source ? source->size() : cells.size(); }
  /// The value of a row below `size()`.
  Cell at(std::size_t row) const;
};

/// The origin of one value of the data.
struct Origin {
  std::string layer;
  std::string date;    ///< ISO 8601
  std::string author;  ///< may be empty
};

/// Gives the origins of the values of a table.
class Origins {
 public:
  virtual ~Origins() = default;
  /// Nothing for a value without an origin, or an unknown column.
  virtual std::optional<Origin> of(std::size_t row, std::string_view column) const = 0;
};

/// The data of many units. Rows are units, columns are inputs, named as `column_name` says.
struct Table {
  using error_type = DataError;

  /// The name of each row, unique and not empty; or no names at all: rows are then called by their
  /// number, "1", "2", ...
  std::vector<std::string> units;
  std::vector<std::string> groups;  ///< the group of each row, or empty when there are none
  std::vector<bool> unranked;       ///< rows that stay out of the ranking, or empty
  std::vector<Column> columns;
  /// Who gave each value, if known: traces show it.
  std::shared_ptr<const Origins> origins;

  std::size_t rows() const {
    return !units.empty() ? units.size() : columns.empty() ? 0 : columns.front().size();
  }
  /// The name of a row. Throws Error for a row without a name in a table with names.
  std::string unit(std::size_t row) const;
};

/// Which columns of a table are not inputs. A name that the table does not have is an issue for
/// `unit` and none for the other two; without `unit`, rows are called by number.
struct ColumnRoles {
  std::optional<std::string> unit = "unit";  ///< names, each once
  std::string group = "group";               ///< the group of each unit
  std::string ranked = "ranked";             ///< yes or no; units without a value are ranked
};

/// A table of columns of any order and source. Lengths are compared when it is scored. Issues:
/// column_missing and column_duplicate for columns with a role; value_type, text_not_utf8 and what
/// a yes-or-no input can have for their values.
Checked<Table> make_table(std::vector<Column> columns, const ColumnRoles& roles = {});

/// One unit: `{{"1.1", "on_time"}, {"1.2.done", 46}, {"1.2.planned", 50}}`.
using Row = std::initializer_list<std::pair<std::string_view, Cell>>;

/// A table of one row.
Table make_table(std::string unit, Row row);

PARINDEX_END_NAMESPACE
