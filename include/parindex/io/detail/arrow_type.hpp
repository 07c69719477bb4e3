// SPDX-License-Identifier: MIT
#pragma once

#include <charconv>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

#include <parindex/io/arrow.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

enum class ArrowKind {
  null,
  boolean,
  int8,
  int16,
  int32,
  int64,
  uint8,
  uint16,
  uint32,
  uint64,
  float16,
  float32,
  float64,
  decimal,
  utf8,
  large_utf8,
  utf8_view,
  date32,
  date64,
  timestamp,
  other  // not read, which matters only when a rubric reads the column
};

/// The limit for the rows of a table: up to it, no product of a row and the size of a value
/// overflows.
inline constexpr std::int64_t arrow_rows_limit = std::numeric_limits<std::int64_t>::max() / 64;

/// The type of a column, from its format strings.
struct ArrowType {
  ArrowKind kind = ArrowKind::null;
  int width = 0;           // bytes of a decimal
  int scale = 0;           // digits of a decimal after the point; negative for trailing zeros
  std::int64_t ticks = 1;  // of a timestamp, for each second
  std::string format;      // as the producer wrote it
  bool dictionary = false;
  ArrowKind index = ArrowKind::int32;  // of a dictionary
};

inline std::optional<ArrowKind> arrow_kind(std::string_view format) {
  struct Known {
    std::string_view format;
    ArrowKind kind;
  };
  static constexpr Known known[] = {
      {"n", ArrowKind::null},       {"b", ArrowKind::boolean},  {"c", ArrowKind::int8},
      {"s", ArrowKind::int16},      {"i", ArrowKind::int32},    {"l", ArrowKind::int64},
      {"C", ArrowKind::uint8},      {"S", ArrowKind::uint16},   {"I", ArrowKind::uint32},
      {"L", ArrowKind::uint64},     {"e", ArrowKind::float16},  {"f", ArrowKind::float32},
      {"g", ArrowKind::float64},    {"u", ArrowKind::utf8},     {"U", ArrowKind::large_utf8},
      {"vu", ArrowKind::utf8_view}, {"tdD", ArrowKind::date32}, {"tdm", ArrowKind::date64}};
  for (const Known& entry : known) {
    if (entry.format == format) return entry.kind;
  }
  return std::nullopt;
}

/// Reads `d:precision,scale` or `d:precision,scale,bits`.
inline bool parse_decimal_format(std::string_view format, ArrowType& type) {
  int parts[3] = {0, 0, 128};
  const char* at = format.data() + 2;
  const char* const end = format.data() + format.size();
  int count = 0;
  while (count < 3) {
    const auto [next, error] = std::from_chars(at, end, parts[count]);
    if (error != std::errc()) return false;
    ++count;
    at = next;
    if (at == end) break;
    if (*at++ != ',') return false;
  }
  const int bits = parts[2];
  if (at != end || count < 2 || (bits != 32 && bits != 64 && bits != 128 && bits != 256) ||
      parts[1] < -100 || parts[1] > 100) {
    return false;
  }
  type.kind = ArrowKind::decimal;
  type.width = bits / 8;
  type.scale = parts[1];
  return true;
}

/// The ticks for each second of a timestamp without a time zone.
inline std::optional<std::int64_t> timestamp_ticks(std::string_view format) {
  if (format == "tss:") return 1;
  if (format == "tsm:") return 1'000;
  if (format == "tsu:") return 1'000'000;
  if (format == "tsn:") return 1'000'000'000;
  return std::nullopt;
}

/// The time zone of a timestamp; empty for every other type.
inline std::string_view time_zone(std::string_view format) {
  return format.starts_with("ts") && format.size() > 4 && format[3] == ':' ? format.substr(4)
                                                                           : std::string_view();
}

/// The type of a column; `other` if it cannot be read.
inline ArrowType arrow_type(const ArrowSchema& schema) {
  ArrowType type;
  type.kind = ArrowKind::other;
  if (!schema.format) return type;
  type.format = schema.format;
  if (schema.dictionary) {
    // Not deeper: a schema may even point back to itself.
    if (schema.dictionary->dictionary) return type;
    const auto index = arrow_kind(type.format);
    if (!index || *index < ArrowKind::int8 || *index > ArrowKind::uint64) return type;
    type = arrow_type(*schema.dictionary);
    type.dictionary = type.kind != ArrowKind::other;
    type.index = *index;
    return type;
  }
  if (type.format.starts_with("d:")) {
    ArrowType decimal = type;
    return parse_decimal_format(type.format, decimal) ? decimal : type;
  }
  if (type.format == "_pli128") {  // polars: an integer of 128 bits
    type.kind = ArrowKind::decimal;
    type.width = 16;
    return type;
  }
  if (const auto ticks = timestamp_ticks(type.format)) {
    type.kind = ArrowKind::timestamp;
    type.ticks = *ticks;
    return type;
  }
  type.kind = arrow_kind(type.format).value_or(ArrowKind::other);
  return type;
}

inline std::int64_t arrow_buffers(ArrowKind kind) {
  switch (kind) {
    case ArrowKind::null: return 0;
    case ArrowKind::utf8:
    case ArrowKind::large_utf8:
    case ArrowKind::utf8_view: return 3;  // views have one more for each buffer of long texts
    default: return 2;
  }
}

}  // namespace detail

PARINDEX_END_NAMESPACE
