// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <utility>

#include <parindex/detail/json_text.hpp>
#include <parindex/engine/table.hpp>
#include <parindex/limits.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// A JSON value as a value of the data; nothing for an array and an object. A number with more
/// digits than a cell accepts stays text, which its row then reports.
inline std::optional<Cell> json_cell(const JsonValue& value) {
  switch (value.kind) {
    case JsonValue::Kind::null: return Cell(Missing{});
    case JsonValue::Kind::boolean: return Cell(value.truth);
    case JsonValue::Kind::string: return Cell(value.text);
    case JsonValue::Kind::number: {
      auto parsed = Rational::parse(value.text, limits().cell_digits);
      return parsed ? Cell(*std::move(parsed)) : Cell(value.text);
    }
    case JsonValue::Kind::array:
    case JsonValue::Kind::object: break;
  }
  return std::nullopt;
}

}  // namespace detail

PARINDEX_END_NAMESPACE
