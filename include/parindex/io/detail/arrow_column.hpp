// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <charconv>
#include <cstring>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <parindex/detail/date.hpp>
#include <parindex/engine/detail/exact_double.hpp>
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
  float32,
  float64,
  decimal,
  utf8,
  large_utf8,
  utf8_view,
  date32,
  date64,
  other  // not read, which matters only when a rubric reads the column
};

/// No table has more rows: up to here no product of a row and the size of a value overflows.
inline constexpr std::int64_t arrow_rows_limit = std::numeric_limits<std::int64_t>::max() / 64;

/// The type of a column, from its format strings.
struct ArrowType {
  ArrowKind kind = ArrowKind::null;
  int width = 0;       // bytes of a decimal
  int scale = 0;       // digits of a decimal after the point; negative for trailing zeros
  std::string format;  // as the producer wrote it
  bool dictionary = false;
  ArrowKind index = ArrowKind::int32;  // of a dictionary
};

inline std::optional<ArrowKind> arrow_kind(std::string_view format) {
  struct Known {
    std::string_view format;
    ArrowKind kind;
  };
  static constexpr Known known[] = {
      {"n", ArrowKind::null},     {"b", ArrowKind::boolean},    {"c", ArrowKind::int8},
      {"s", ArrowKind::int16},    {"i", ArrowKind::int32},      {"l", ArrowKind::int64},
      {"C", ArrowKind::uint8},    {"S", ArrowKind::uint16},     {"I", ArrowKind::uint32},
      {"L", ArrowKind::uint64},   {"f", ArrowKind::float32},    {"g", ArrowKind::float64},
      {"u", ArrowKind::utf8},     {"U", ArrowKind::large_utf8}, {"vu", ArrowKind::utf8_view},
      {"tdD", ArrowKind::date32}, {"tdm", ArrowKind::date64}};
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

/// The type of a column; `other` when it is none that can be read.
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

/// One array of one batch: values by position, from its own buffers. Values are read byte by byte,
/// for a buffer out of a file or a network packet need not be aligned.
class ArrowChunk {
 public:
  /// `shift` is the offset of the record batch that the array is a column of. Precondition:
  /// `layout_problem` found none.
  ArrowChunk(const ArrowArray& array, ArrowKind kind, std::int64_t shift, std::int64_t length)
      : array_(array), kind_(kind), offset_(array.offset + shift), length_(length) {
    if (!has_values()) return;
    // A missing bitmap means that nothing is null.
    if (array.null_count != 0) bitmap_ = static_cast<const std::uint8_t*>(array.buffers[0]);
    values_ = array.buffers[1];
  }

  /// What is wrong with the shape of an array that must hold `rows` rows, or nothing.
  static std::string layout_problem(const ArrowArray& array, ArrowKind kind, std::int64_t rows) {
    if (array.length < 0 || array.offset < 0 || array.length > arrow_rows_limit ||
        array.offset > arrow_rows_limit - array.length) {
      return "a column of " + std::to_string(array.length) + " rows from row " +
             std::to_string(array.offset);
    }
    if (array.length < rows) return "a column shorter than its batch";
    if (kind == ArrowKind::other) return "";
    const std::int64_t expected = arrow_buffers(kind);
    const bool enough =
        kind == ArrowKind::utf8_view ? array.n_buffers >= expected : array.n_buffers == expected;
    if (!enough) return "a column with " + std::to_string(array.n_buffers) + " buffers";
    if (expected == 0) return "";
    if (!array.buffers) return "a column without buffers";
    if (rows == 0) return "";
    if (!array.buffers[1]) return "a column without values";
    if (array.null_count > 0 && !array.buffers[0]) {
      return "a column with nulls and without a validity bitmap";
    }
    return "";
  }

  /// What is wrong with the texts, or nothing: a text must lie within its buffer.
  std::string content_problem() const {
    switch (kind_) {
      case ArrowKind::utf8: return offsets_problem<std::int32_t>();
      case ArrowKind::large_utf8: return offsets_problem<std::int64_t>();
      case ArrowKind::utf8_view: return views_problem();
      default: return "";
    }
  }

  std::int64_t length() const { return length_; }
  bool has_nulls() const { return bitmap_ != nullptr || !has_values(); }

  bool is_null(std::int64_t i) const {
    if (!bitmap_) return !has_values();
    const std::int64_t bit = offset_ + i;
    return ((bitmap_[bit >> 3] >> (bit & 7)) & 1) == 0;
  }

  template <class T>
  T get(std::int64_t i) const {
    T value;
    std::memcpy(&value, bytes<T>() + static_cast<std::int64_t>(sizeof value) * i, sizeof value);
    return value;
  }
  /// Where the first value lies.
  template <class T>
  const char* bytes() const {
    return static_cast<const char*>(values_) + static_cast<std::int64_t>(sizeof(T)) * offset_;
  }

  bool flag(std::int64_t i) const {
    const std::int64_t bit = offset_ + i;
    return ((static_cast<const std::uint8_t*>(values_)[bit >> 3] >> (bit & 7)) & 1) != 0;
  }

  std::string_view text(std::int64_t i) const {
    if (kind_ == ArrowKind::utf8) {
      return text_between(get<std::int32_t>(i), get<std::int32_t>(i + 1));
    }
    if (kind_ == ArrowKind::large_utf8) {
      return text_between(get<std::int64_t>(i), get<std::int64_t>(i + 1));
    }
    const auto view = get<View>(i);
    if (view.size <= inlined) {
      return {bytes<View>() + 16 * i + 4, static_cast<std::size_t>(view.size)};
    }
    return {static_cast<const char*>(array_.buffers[2 + std::int64_t{view.buffer}]) + view.offset,
            static_cast<std::size_t>(view.size)};
  }

  /// An integer of any width. Precondition: the kind is one.
  std::optional<std::int64_t> integer(std::int64_t i) const {
    switch (kind_) {
      case ArrowKind::int8: return get<std::int8_t>(i);
      case ArrowKind::int16: return get<std::int16_t>(i);
      case ArrowKind::int32: return get<std::int32_t>(i);
      case ArrowKind::int64: return get<std::int64_t>(i);
      case ArrowKind::uint8: return get<std::uint8_t>(i);
      case ArrowKind::uint16: return get<std::uint16_t>(i);
      case ArrowKind::uint32: return get<std::uint32_t>(i);
      case ArrowKind::uint64: {
        const std::uint64_t value = get<std::uint64_t>(i);
        if (value > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
          return std::nullopt;
        }
        return static_cast<std::int64_t>(value);
      }
      default: return std::nullopt;
    }
  }

  /// The bytes of a decimal, least significant first.
  const std::uint8_t* decimal(std::int64_t i, int width) const {
    return static_cast<const std::uint8_t*>(values_) + (offset_ + i) * width;
  }

 private:
  /// A text that is no longer than this lies in the view itself, behind its size.
  static constexpr std::int32_t inlined = 12;
  struct View {
    std::int32_t size;
    std::int32_t prefix;  // the first four bytes of the text
    std::int32_t buffer;
    std::int32_t offset;
  };

  // A null array has no buffers at all, and nobody looks at those of a type that is not read.
  bool has_values() const { return kind_ != ArrowKind::null && kind_ != ArrowKind::other; }

  template <class Offset>
  std::string offsets_problem() const {
    if (length_ == 0) return "";
    auto end = get<Offset>(0);
    if (end < 0) return "a text column with a negative offset";
    const bool empty = get<Offset>(length_) == end;
    for (std::int64_t i = 0; i < length_; ++i) {
      const auto begin = end;
      end = get<Offset>(i + 1);
      if (end < begin) return "a text column with offsets that go back";
    }
    return empty || array_.buffers[2] ? "" : "a text column without text";
  }

  std::string views_problem() const {
    // The last buffer holds the sizes of those between the views and itself.
    const std::int64_t count = array_.n_buffers - 3;
    const auto* const sizes = static_cast<const char*>(array_.buffers[array_.n_buffers - 1]);
    for (std::int64_t i = 0; i < length_; ++i) {
      const auto view = get<View>(i);
      if (is_null(i) || (view.size >= 0 && view.size <= inlined)) continue;
      const bool known = view.size >= 0 && view.buffer >= 0 && view.buffer < count && sizes &&
                         array_.buffers[2 + std::int64_t{view.buffer}];
      std::int64_t room = 0;
      if (known) std::memcpy(&room, sizes + 8 * std::int64_t{view.buffer}, 8);
      if (!known || view.offset < 0 || std::int64_t{view.offset} + view.size > room) {
        return "a text outside its buffer in row " + std::to_string(i + 1);
      }
    }
    return "";
  }

  std::string_view text_between(std::int64_t begin, std::int64_t end) const {
    if (begin == end) return {};  // there may be no buffer at all
    return {static_cast<const char*>(array_.buffers[2]) + begin,
            static_cast<std::size_t>(end - begin)};
  }

  ArrowArray array_;  // a shallow copy; the batch owns what it points to
  ArrowKind kind_;
  std::int64_t offset_;
  std::int64_t length_;
  const std::uint8_t* bitmap_ = nullptr;
  const void* values_ = nullptr;
};

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

/// A column over the arrays of many batches.
class ArrowColumn final : public ColumnSource {
 public:
  ArrowColumn(std::shared_ptr<const void> owner, ArrowType type)
      : owner_(std::move(owner)), type_(type) {}

  void add(ArrowChunk chunk, std::optional<ArrowChunk> dictionary) {
    starts_.push_back(size_);
    size_ += static_cast<std::size_t>(chunk.length());
    chunks_.push_back(chunk);
    dictionaries_.push_back(dictionary);
  }

  std::size_t size() const override { return size_; }

  std::string problem() const override {
    return type_.kind == ArrowKind::other ? "Arrow type " + type_.format : "";
  }

  Cell at(std::size_t row) const override {
    const std::size_t chunk = chunk_of(row);
    return value(chunk, static_cast<std::int64_t>(row - starts_[chunk]));
  }

  const double* in_place(std::size_t begin) const override {
    if (type_.kind != ArrowKind::float64 || type_.dictionary || begin >= size_) return nullptr;
    const std::size_t chunk = chunk_of(begin);
    const char* const first = chunks_[chunk].bytes<double>();
    if (chunks_[chunk].has_nulls() || reinterpret_cast<std::uintptr_t>(first) % alignof(double)) {
      return nullptr;
    }
    return reinterpret_cast<const double*>(first) + (begin - starts_[chunk]);
  }

  const double* numbers(std::size_t begin, std::size_t count, double* buffer) const override {
    const double* const there = in_place(begin);
    if (there && count <= starts_[chunk_of(begin)] +
                              static_cast<std::size_t>(chunks_[chunk_of(begin)].length()) - begin) {
      return there;
    }
    each_chunk(
        begin, count,
        [&](std::size_t chunk, std::int64_t from, std::int64_t n, double* to) {
          number_run(chunk, from, n, to);
        },
        buffer);
    return buffer;
  }

  const double* flags(std::size_t begin, std::size_t count, double* buffer) const override {
    if (type_.kind != ArrowKind::boolean || type_.dictionary) {
      return ColumnSource::flags(begin, count, buffer);
    }
    each_chunk(
        begin, count,
        [&](std::size_t chunk, std::int64_t from, std::int64_t n, double* to) {
          const ArrowChunk& values = chunks_[chunk];
          for (std::int64_t i = 0; i < n; ++i) {
            to[i] = values.is_null(from + i) ? none : values.flag(from + i) ? 1.0 : 0.0;
          }
        },
        buffer);
    return buffer;
  }

  void positions(std::size_t begin, std::size_t count, const std::vector<std::string>& options,
                 double* buffer) const override {
    const bool text = type_.kind == ArrowKind::utf8 || type_.kind == ArrowKind::large_utf8 ||
                      type_.kind == ArrowKind::utf8_view;
    if (!text) return ColumnSource::positions(begin, count, options, buffer);
    const auto find = [&](std::string_view id) {
      for (std::size_t k = 0; k < options.size(); ++k) {
        if (options[k] == id) return static_cast<double>(k);
      }
      return none;
    };
    each_chunk(
        begin, count,
        [&](std::size_t chunk, std::int64_t from, std::int64_t n, double* to) {
          const ArrowChunk& values = chunks_[chunk];
          const auto& dictionary = dictionaries_[chunk];
          for (std::int64_t i = 0; i < n; ++i) {
            to[i] = none;
            if (values.is_null(from + i)) continue;
            if (!dictionary) {
              to[i] = find(values.text(from + i));
            } else if (const auto entry = *values.integer(from + i); !dictionary->is_null(entry)) {
              to[i] = find(dictionary->text(entry));
            }
          }
        },
        buffer);
  }

 private:
  static constexpr double none = std::numeric_limits<double>::quiet_NaN();

  std::size_t chunk_of(std::size_t row) const {
    const auto after = std::upper_bound(starts_.begin(), starts_.end(), row);
    return static_cast<std::size_t>(after - starts_.begin()) - 1;
  }

  Cell value(std::size_t chunk, std::int64_t i) const {
    const ArrowChunk& values = chunks_[chunk];
    if (!dictionaries_[chunk] || values.is_null(i)) return arrow_cell(values, type_, i);
    return arrow_cell(*dictionaries_[chunk], type_, *values.integer(i));
  }

  template <class Run>
  void each_chunk(std::size_t begin, std::size_t count, const Run& run, double* buffer) const {
    std::size_t chunk = count == 0 ? 0 : chunk_of(begin);
    while (count != 0) {
      const std::size_t from = begin - starts_[chunk];
      const std::size_t n =
          std::min(count, static_cast<std::size_t>(chunks_[chunk].length()) - from);
      run(chunk, static_cast<std::int64_t>(from), static_cast<std::int64_t>(n), buffer);
      begin += n;
      buffer += n;
      count -= n;
      ++chunk;
    }
  }

  template <class T>
  static void integer_run(const ArrowChunk& values, std::int64_t from, std::int64_t n, double* to) {
    constexpr double limit = 9007199254740992.0;  // 2^53
    for (std::int64_t i = 0; i < n; ++i) {
      const auto value = static_cast<double>(values.get<T>(from + i));
      to[i] = sizeof(T) < 8 || (value < limit && value > -limit) ? value : none;
    }
  }

  void number_run(std::size_t chunk, std::int64_t from, std::int64_t n, double* to) const {
    const ArrowChunk& values = chunks_[chunk];
    if (dictionaries_[chunk]) {
      for (std::int64_t i = 0; i < n; ++i) to[i] = carrier(value(chunk, from + i));
      return;
    }
    switch (type_.kind) {
      case ArrowKind::float64:
        std::memcpy(to, values.bytes<double>() + 8 * from, static_cast<std::size_t>(n) * 8);
        break;
      case ArrowKind::int8: integer_run<std::int8_t>(values, from, n, to); break;
      case ArrowKind::int16: integer_run<std::int16_t>(values, from, n, to); break;
      case ArrowKind::int32: integer_run<std::int32_t>(values, from, n, to); break;
      case ArrowKind::int64: integer_run<std::int64_t>(values, from, n, to); break;
      case ArrowKind::uint8: integer_run<std::uint8_t>(values, from, n, to); break;
      case ArrowKind::uint16: integer_run<std::uint16_t>(values, from, n, to); break;
      case ArrowKind::uint32: integer_run<std::uint32_t>(values, from, n, to); break;
      case ArrowKind::uint64: integer_run<std::uint64_t>(values, from, n, to); break;
      case ArrowKind::decimal: decimal_run(values, from, n, to); break;
      default:
        for (std::int64_t i = 0; i < n; ++i) to[i] = carrier(value(chunk, from + i));
        return;
    }
    if (!values.has_nulls()) return;
    for (std::int64_t i = 0; i < n; ++i) {
      if (values.is_null(from + i)) to[i] = none;
    }
  }

  void decimal_run(const ArrowChunk& values, std::int64_t from, std::int64_t n, double* to) const {
    constexpr std::int64_t limit = 1'000'000'000'000'000;  // 15 digits, see carrier()
    const bool plain = type_.scale >= 0 && type_.scale <= 18;
    const double divisor = plain ? static_cast<double>(pow10[type_.scale]) : 1;
    for (std::int64_t i = 0; i < n; ++i) {
      const std::uint8_t* const bytes = values.decimal(from + i, type_.width);
      std::int64_t low = 0;
      std::memcpy(&low, bytes, type_.width < 8 ? 4 : 8);
      if (type_.width < 8) low = static_cast<std::int32_t>(low);
      // Wider numbers must only repeat the sign.
      bool fits = plain && low > -limit && low < limit;
      for (int b = 8; b < type_.width; ++b) fits = fits && bytes[b] == (low < 0 ? 0xFFU : 0U);
      to[i] = fits ? static_cast<double>(low) / divisor : none;
    }
  }

  std::shared_ptr<const void> owner_;  // keeps the batches alive
  ArrowType type_;
  std::size_t size_ = 0;
  std::vector<std::size_t> starts_;
  std::vector<ArrowChunk> chunks_;
  std::vector<std::optional<ArrowChunk>> dictionaries_;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
