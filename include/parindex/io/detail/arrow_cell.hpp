// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <string>
#include <utility>

#include <parindex/detail/date.hpp>
#include <parindex/detail/number_text.hpp>
#include <parindex/engine/detail/narrow_float.hpp>
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

/// The shortest decimal that is nearest to this number of 16 bits: 0.1, not 0.0999755859375.
inline Cell half_cell(std::uint16_t bits) {
  const auto magnitude = [](int half) {
    const int exponent = half >> 10;
    const int fraction = half & 0x3FF;
    return exponent == 0 ? std::ldexp(fraction, -24) : std::ldexp(fraction | 0x400, exponent - 25);
  };
  const bool negative = (bits & 0x8000U) != 0;
  const int half = bits & 0x7FFF;
  constexpr int infinite = 0x7C00;
  constexpr double infinity = std::numeric_limits<double>::infinity();
  if (half > infinite) return Cell(std::numeric_limits<double>::quiet_NaN());
  if (half == infinite) return Cell(negative ? -infinity : infinity);
  if (half == 0) return Cell(0);
  const double value = magnitude(half);
  const double low = (value + magnitude(half - 1)) / 2;
  const double high = (value + magnitude(half + 1)) / 2;
  const bool even = half % 2 == 0;  // a tie goes to the even one
  for (int digits = 0;; ++digits) {
    // A power of two has more room above it than below. Of two equally near decimals, only the
    // upper one may then be in the interval.
    for (const double aim : {value, std::nextafter(value, high)}) {
      char text[number_text_size];
      const char* const end = write_digits(text, aim, digits);
      const auto exact = *Rational::parse({text, static_cast<std::size_t>(end - text)});
      const double nearest = exact.to_double();
      if (nearest < low || nearest > high) continue;
      if (!even && (nearest == low || nearest == high)) continue;
      return Cell(negative ? -exact : exact);
    }
  }
}

/// A time as text; midnight is the day itself, as in every other container.
inline Cell timestamp_cell(std::int64_t ticks, std::int64_t per_second) {
  const std::int64_t per_day = 86'400 * per_second;
  std::int64_t day = ticks / per_day;
  std::int64_t within = ticks % per_day;
  if (within < 0) {
    --day;
    within += per_day;
  }
  std::string text = iso_date(day);
  if (within == 0) return Cell(std::move(text));
  const auto digits = [](std::int64_t value, std::size_t width) {
    const std::string plain = std::to_string(value);
    return std::string(width - plain.size(), '0') + plain;
  };
  const std::int64_t second = within / per_second;
  text += "T" + digits(second / 3600, 2) + ":" + digits(second / 60 % 60, 2) + ":" +
          digits(second % 60, 2);
  const std::int64_t nanosecond = within % per_second * (1'000'000'000 / per_second);
  if (nanosecond == 0) return Cell(std::move(text));
  const bool fine = nanosecond % 1000 != 0;
  text += "." + (fine ? digits(nanosecond, 9) : digits(nanosecond / 1000, 6));
  return Cell(std::move(text));
}

/// The value of a chunk as a cell.
inline Cell arrow_cell(const ArrowChunk& chunk, const ArrowType& type, std::int64_t i) {
  if (chunk.is_null(i)) return Cell();
  switch (type.kind) {
    case ArrowKind::boolean: return Cell(chunk.flag(i));
    case ArrowKind::float64: return Cell(chunk.get<double>(i));
    case ArrowKind::float16: return half_cell(chunk.get<std::uint16_t>(i));
    case ArrowKind::float32: return narrow_cell(chunk.get<float>(i));
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
    case ArrowKind::timestamp: return timestamp_cell(chunk.get<std::int64_t>(i), type.ticks);
    case ArrowKind::uint64: return Cell(chunk.get<std::uint64_t>(i));
    default: return Cell(*chunk.integer(i));
  }
}

}  // namespace detail

PARINDEX_END_NAMESPACE
