// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <parindex/error.hpp>
#include <parindex/rational.hpp>

PARINDEX_BEGIN_NAMESPACE

/// No value was given.
struct Missing {
  friend bool operator==(Missing, Missing) = default;
};

/// A value that is no exact number: NaN or an infinity, kept so that the row can say so.
struct NotFinite {
  std::string text;
  friend bool operator==(const NotFinite&, const NotFinite&) = default;
};

/// One value of the data: missing, a boolean, an exact number or a text.
///
/// Text is not interpreted here: `"46"` becomes a number, and `"yes"` a boolean, only when the
/// rubric says that the input is one.
class Cell {
 public:
  using Value = std::variant<Missing, bool, Rational, std::string, NotFinite>;

  Cell() = default;
  Cell(Missing) {}
  Cell(bool value) : value_(value) {}
  template <std::integral T>
    requires(!std::same_as<T, bool>)
  Cell(T value) : value_(Rational(value)) {}
  Cell(Decimal value) : value_(Rational(value)) {}
  Cell(Rational value) : value_(std::move(value)) {}
  Cell(std::string value) : value_(std::move(value)) {}
  Cell(std::string_view value) : value_(std::string(value)) {}
  Cell(const char* value) : value_(std::string(value)) {}
  /// A double means its shortest round-trip decimal: `Cell(0.1)` is exactly 1/10.
  Cell(double value);

  const Value& value() const noexcept { return value_; }
  bool is_missing() const noexcept { return std::holds_alternative<Missing>(value_); }
  /// The value as text for a message: `46`, `yes`, `"on_time"`, `missing`.
  std::string to_string() const;

  friend bool operator==(const Cell&, const Cell&) = default;

 private:
  Value value_;
};

/// A named column of values, one per row.
struct Column {
  std::string name;
  std::vector<Cell> cells;
};

/// The data of many units. Rows are units, columns are inputs, named as `column_name` says.
struct Table {
  std::vector<std::string> units;   ///< the name of each row, unique and not empty
  std::vector<std::string> groups;  ///< the group of each row, or empty when there are none
  std::vector<bool> unranked;       ///< rows that stay out of the ranking, or empty
  std::vector<Column> columns;

  std::size_t rows() const noexcept { return units.size(); }
};

/// One unit: `{{"1.1", "on_time"}, {"1.2.done", 46}, {"1.2.planned", 50}}`.
using Row = std::initializer_list<std::pair<std::string_view, Cell>>;

/// A table of one row.
PARINDEX_INLINE Table make_table(std::string unit, Row row);

PARINDEX_END_NAMESPACE

#ifdef PARINDEX_HEADER_ONLY
#include <parindex/impl/table.ipp>
#endif
