// SPDX-License-Identifier: MIT
#pragma once

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <utility>

#include <parindex/detail/date.hpp>
#include <parindex/engine/score.hpp>
#include <parindex/io/detail/arrow_chunk.hpp>
#include <parindex/io/detail/arrow_type.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

inline Rational decimal_value(const std::uint8_t* bytes, int width, int scale) {
  const bool negative = (bytes[width - 1] & 0x80U) != 0;
  Rational value = 0;
  for (int i = width / 4; i-- > 0;) {
    std::uint32_t word = 0;
    std::memcpy(&word, bytes + 4 * i, 4);
    value = value * (std::int64_t{1} << 32) + Rational(negative ? std::uint32_t(~word) : word);
  }
  if (negative) value = -value - 1;  // two's complement
  return value * Rational(10).pow(-scale);
}

/// The value of a chunk as a cell.
inline Cell arrow_cell(const ArrowChunk& chunk, const ArrowType& type, std::int64_t i) {
  if (chunk.is_null(i)) return Cell();
  switch (type.kind) {
    case ArrowKind::boolean: return Cell(chunk.flag(i));
    case ArrowKind::float64: return Cell(chunk.get<double>(i));
    case ArrowKind::float32: {
      const float value = chunk.get<float>(i);
      char text[32];
      const auto end = std::to_chars(text, text + sizeof text, value).ptr;
      if (auto exact = Rational::parse({text, static_cast<std::size_t>(end - text)})) {
        return Cell(*std::move(exact));
      }
      return Cell(static_cast<double>(value));  // NaN and infinities
    }
    case ArrowKind::decimal:
      return Cell(decimal_value(chunk.decimal(i, type.width), type.width, type.scale));
    case ArrowKind::utf8:
    case ArrowKind::large_utf8:
    case ArrowKind::utf8_view: return Cell(chunk.text(i));
    case ArrowKind::date32: return Cell(iso_date(chunk.get<std::int32_t>(i)));
    case ArrowKind::date64: {
      constexpr std::int64_t day = 86'400'000;
      const std::int64_t ms = chunk.get<std::int64_t>(i);
      return Cell(iso_date(ms >= 0 ? ms / day : -((-(ms + 1)) / day) - 1));
    }
    case ArrowKind::uint64: return Cell(chunk.get<std::uint64_t>(i));
    default: return Cell(*chunk.integer(i));
  }
}

}  // namespace detail

PARINDEX_END_NAMESPACE
