// SPDX-License-Identifier: MIT
#pragma once

#include <parindex/table.hpp>

PARINDEX_BEGIN_NAMESPACE

PARINDEX_INLINE Cell::Cell(double value) {
  if (auto exact = Rational::from_double(value)) {
    value_ = *std::move(exact);
  } else {
    // value != value is true for NaN alone.
    value_ = NotFinite{value != value ? "nan" : value > 0 ? "inf" : "-inf"};
  }
}

PARINDEX_INLINE std::string Cell::to_string() const {
  struct {
    std::string operator()(Missing) const { return "missing"; }
    std::string operator()(bool value) const { return value ? "yes" : "no"; }
    std::string operator()(const Rational& value) const { return value.to_string(); }
    std::string operator()(const std::string& value) const {
      // A message must stay readable whatever a data file holds.
      constexpr std::size_t longest = 80;
      if (value.size() <= longest) return '"' + value + '"';
      std::size_t end = longest;
      while (end > 0 && (static_cast<unsigned char>(value[end]) & 0xC0U) == 0x80U) --end;
      return '"' + value.substr(0, end) + "...\" (" + std::to_string(value.size()) + " bytes)";
    }
    std::string operator()(const NotFinite& value) const { return value.text; }
  } text;
  return std::visit(text, value_);
}

PARINDEX_INLINE Table make_table(std::string unit, Row row) {
  Table table;
  table.units.push_back(std::move(unit));
  for (const auto& [name, cell] : row) table.columns.push_back({std::string(name), {cell}});
  return table;
}

PARINDEX_END_NAMESPACE
