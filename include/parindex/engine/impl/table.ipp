// SPDX-License-Identifier: MIT
#pragma once

#include <ostream>

#include <parindex/detail/alternatives.hpp>
#include <parindex/detail/sentences.hpp>
#include <parindex/detail/visit.hpp>
#include <parindex/engine/detail/exact_double.hpp>
#include <parindex/engine/detail/table_builder.hpp>
#include <parindex/engine/table.hpp>

PARINDEX_BEGIN_NAMESPACE

Cell::Cell() = default;
Cell::Cell(const Cell& other) { detail::copy_alternative(other.value_, value_); }
Cell::Cell(Cell&& other) noexcept { detail::move_alternative(other.value_, value_); }
Cell& Cell::operator=(const Cell& other) { return *this = Cell(other); }
Cell& Cell::operator=(Cell&& other) noexcept {
  if (this != &other) detail::move_alternative(other.value_, value_);
  return *this;
}
Cell::~Cell() = default;
Cell::Cell(Missing) {}
Cell::Cell(NoValue kind) {
  if (kind != NoValue::missing) value_ = kind;
}
Cell::Cell(bool value) : value_(value) {}
Cell::Cell(Decimal value) : value_(Rational(value)) {}
Cell::Cell(Rational value) : value_(std::move(value)) {}
Cell::Cell(std::string value) : value_(std::move(value)) {}
Cell::Cell(std::string_view value) : value_(std::string(value)) {}
Cell::Cell(const char* value) : value_(std::string(value)) {}
bool operator==(const Cell& a, const Cell& b) {
  return detail::same_alternative(a.value_, b.value_);
}

Cell::Cell(double value) {
  if (auto exact = Rational::from_double(value)) {
    value_ = *std::move(exact);
  } else {
    // value != value is true for NaN alone.
    value_ = NotFinite{value != value ? "nan" : value > 0 ? "inf" : "-inf"};
  }
}

std::string Cell::to_string() const {
  struct {
    std::string operator()(Missing) const { return "missing"; }
    std::string operator()(bool value) const { return value ? "yes" : "no"; }
    std::string operator()(const Rational& value) const { return value.to_string(); }
    std::string operator()(const std::string& value) const {
      // A message must stay readable for any contents of a data file.
      constexpr std::size_t longest = 80;
      if (value.size() <= longest) return '"' + value + '"';
      std::size_t end = longest;
      while (end > 0 && (static_cast<unsigned char>(value[end]) & 0xC0U) == 0x80U) --end;
      return '"' + value.substr(0, end) + "...\" (" + std::to_string(value.size()) + " bytes)";
    }
    std::string operator()(const NotFinite& value) const { return value.text; }
    std::string operator()(NoValue kind) const { return std::string(parindex::to_string(kind)); }
  } text;
  return detail::visit(text, value_);
}

Column::Column(std::string column, std::vector<Cell> values)
    : name(std::move(column)), cells(std::move(values)) {}

Column Column::over(std::string name, std::shared_ptr<const ColumnSource> source) {
  Column column;
  column.name = std::move(name);
  column.source = std::move(source);
  return column;
}

Cell Column::at(std::size_t row) const { return source ? source->at(row) : cells[row]; }

std::string Table::unit(std::size_t row) const {
  if (units.empty()) return std::to_string(row + 1);
  if (row >= units.size())
    throw Error(detail::say(detail::sentence::no_row_at_position, std::to_string(row)));
  return units[row];
}

const double* ColumnSource::numbers(std::size_t begin, std::size_t count, double* buffer) const {
  for (std::size_t i = 0; i < count; ++i) buffer[i] = detail::number_of(at(begin + i));
  return buffer;
}

const double* ColumnSource::flags(std::size_t begin, std::size_t count, double* buffer) const {
  for (std::size_t i = 0; i < count; ++i) buffer[i] = detail::flag_of(at(begin + i));
  return buffer;
}

void ColumnSource::positions(std::size_t begin, std::size_t count,
                             const std::vector<std::string>& options, double* buffer) const {
  for (std::size_t i = 0; i < count; ++i) {
    buffer[i] = detail::position_of(at(begin + i), options);
  }
}

namespace detail {

class DoubleView final : public ColumnSource {
 public:
  explicit DoubleView(std::span<const double> values) : values_(values) {}
  std::size_t size() const override { return values_.size(); }
  Cell at(std::size_t row) const override { return Cell(values_[row]); }
  const double* numbers(std::size_t begin, std::size_t, double*) const override {
    return values_.data() + begin;
  }
  const double* in_place(std::size_t begin) const override { return values_.data() + begin; }
  const double* flags(std::size_t begin, std::size_t, double*) const override {
    return values_.data() + begin;
  }

 private:
  std::span<const double> values_;
};

}  // namespace detail

std::shared_ptr<const ColumnSource> view_of(std::span<const double> values) {
  return std::make_shared<detail::DoubleView>(values);
}

Checked<Table> make_table(std::vector<Column> columns, const ColumnRoles& roles) {
  detail::IssueLog issues;
  detail::TableBuilder builder(roles, issues);
  for (Column& column : columns) builder.add(std::move(column));
  Table table = builder.finish();
  if (issues.has_errors()) {
    return Checked<Table>(issues.take(), detail::sentence::the_table_cannot_be_scored);
  }
  return Checked<Table>(std::move(table), issues.take());
}

Table make_table(std::string unit, Row row) {
  Table table;
  table.units.push_back(std::move(unit));
  for (const auto& [name, cell] : row) table.columns.push_back({std::string(name), {cell}});
  return table;
}

std::ostream& operator<<(std::ostream& out, const Cell& value) { return out << value.to_string(); }

PARINDEX_END_NAMESPACE
