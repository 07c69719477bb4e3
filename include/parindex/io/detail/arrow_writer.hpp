// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <limits>
#include <memory>
#include <new>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <parindex/detail/stoppable.hpp>
#include <parindex/engine/detail/whole_column.hpp>
#include <parindex/io/arrow.hpp>
#include <parindex/io/detail/sentences.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// One exported column: a format, a name and up to three buffers.
struct OutColumn {
  std::string name;
  std::string format;
  std::int64_t nulls = 0;
  std::vector<std::uint8_t> validity;
  std::vector<std::uint8_t> values;
  std::vector<char> text;
  bool has_text = false;
};

// A consumer may move children away before it releases their parent; their release is null then.
template <class T>
void release_all(std::vector<T>& children) {
  for (T& child : children) {
    if (child.release) child.release(&child);
  }
}

/// What the private_data of an exported structure points to.
struct OutSchema {
  std::string name;
  std::string format;
  std::vector<ArrowSchema> children;
  std::vector<ArrowSchema*> pointers;
  ~OutSchema() { release_all(children); }
};
struct OutArray {
  OutColumn column;
  std::vector<const void*> buffers;
  std::vector<ArrowArray> children;
  std::vector<ArrowArray*> pointers;
  ~OutArray() { release_all(children); }
};

template <class State, class T>
void release_state(T* exported) {
  delete static_cast<State*>(exported->private_data);
  exported->release = nullptr;
}

inline void fill(ArrowSchema& schema, std::unique_ptr<OutSchema> state) {
  schema = ArrowSchema{};
  schema.format = state->format.c_str();
  schema.name = state->name.c_str();
  schema.flags = ARROW_FLAG_NULLABLE;
  for (ArrowSchema& child : state->children) state->pointers.push_back(&child);
  schema.n_children = static_cast<std::int64_t>(state->children.size());
  schema.children = state->pointers.data();
  schema.release = release_state<OutSchema>;
  schema.private_data = state.release();
}

inline void fill(ArrowArray& array, std::unique_ptr<OutArray> state, std::int64_t rows) {
  array = ArrowArray{};
  const OutColumn& column = state->column;
  array.length = rows;
  array.null_count = column.nulls;
  state->buffers.push_back(column.validity.empty() ? nullptr : column.validity.data());
  if (!column.format.empty()) state->buffers.push_back(column.values.data());
  if (column.has_text) state->buffers.push_back(column.text.data());
  for (ArrowArray& child : state->children) state->pointers.push_back(&child);
  array.n_buffers = static_cast<std::int64_t>(state->buffers.size());
  array.buffers = state->buffers.data();
  array.n_children = static_cast<std::int64_t>(state->children.size());
  array.children = state->pointers.data();
  array.release = release_state<OutArray>;
  array.private_data = state.release();
}

/// Builds columns of this many rows.
class ArrowWriter {
 public:
  ArrowWriter(std::size_t rows, ArrowNumbers numbers) : rows_(rows), numbers_(numbers) {}

  std::vector<OutColumn> take() { return std::move(columns_); }

  template <class Text>
  void add_text(const char* name, const Text& text) {
    OutColumn& column = add_texts(name);
    for (std::size_t row = 0; row < rows_; ++row) put_text(column, row, text(row));
  }

  /// The id of a class for each row; null for a row without one.
  template <class Class>
  void add_classes(std::string name, const Class& class_of) {
    OutColumn& column = add_texts(std::move(name));
    allow_nulls(column);
    for (std::size_t row = 0; row < rows_; ++row) {
      const ClassBand* const band = class_of(row);
      put_text(column, row, band ? std::string_view(band->id) : std::string_view());
      if (band) {
        set_bit(column.validity, row);
      } else {
        ++column.nulls;
      }
    }
  }

  template <class Flag>
  void add_flags(const char* name, const Flag& flag) {
    OutColumn& column = add(name, "b");
    column.values.assign((rows_ + 7) / 8, 0);
    for (std::size_t row = 0; row < rows_; ++row) {
      stop_point_at(row, 10);
      if (flag(row)) set_bit(column.values, row);
    }
  }

  /// Whole numbers of 64 bits; null for a row without one.
  template <class Count>
  void add_counts(std::string name, const Count& count) {
    OutColumn& column = add(std::move(name), "l");
    reserve<std::int64_t>(column, rows_);
    allow_nulls(column);
    for (std::size_t row = 0; row < rows_; ++row) {
      stop_point_at(row, 10);
      if (const auto value = count(row)) {
        put(column, row, static_cast<std::int64_t>(*value));
        set_bit(column.validity, row);
      } else {
        ++column.nulls;
      }
    }
  }

  /// Numbers; `whole` has the same ones, if they have that form. `rounding` is the one that the
  /// rubric declares for them.
  template <class Number>
  void add_numbers(const std::string& name, const std::optional<WholeColumn>& whole,
                   const Number& number, const std::optional<Rounding>& rounding = {}) {
    if (numbers_ == ArrowNumbers::declared && !rounding) {
      add_exact_texts(name, whole, number);
      return;
    }
    OutColumn& column = add(name, {});
    allow_nulls(column);
    const std::optional<int> declared = numbers_ == ArrowNumbers::declared
                                            ? std::optional(step_of(*rounding).decimal_digits())
                                            : std::nullopt;
    if (whole && write_whole(*whole, declared, column)) return;
    std::vector<std::optional<Rational>> values;
    values.reserve(rows_);
    for (std::size_t row = 0; row < rows_; ++row) {
      stop_point(300);
      values.push_back(number(row));
      if (values.back()) {
        set_bit(column.validity, row);
      } else {
        ++column.nulls;
      }
    }
    if (numbers_ == ArrowNumbers::float64) {
      write_doubles(values, column);
    } else {
      write_decimals(values, declared, column);
    }
  }

  /// Numbers as exact text; null for a row without one.
  template <class Number>
  void add_exact_texts(const std::string& name, const std::optional<WholeColumn>& whole,
                       const Number& number) {
    OutColumn& column = add_texts(name);
    allow_nulls(column);
    std::unordered_map<std::int64_t, std::string> written;  // most columns have few values
    std::string other;
    const auto text_of = [&](std::size_t row) -> const std::string* {
      if (!whole) {
        const std::optional<Rational> value = number(row);
        if (!value) return nullptr;
        other = value->to_string();
        return &other;
      }
      const std::int64_t value = whole->values[row];
      if (value == WholeColumn::none) return nullptr;
      if (written.size() > most_written) written.clear();
      const auto [found, fresh] = written.try_emplace(value);
      if (fresh) found->second = (Rational(value) * whole->unit).to_string();
      return &found->second;
    };
    for (std::size_t row = 0; row < rows_; ++row) {
      stop_point(whole ? 50 : 300);
      const std::string* const text = text_of(row);
      put_text(column, row, text ? std::string_view(*text) : std::string_view());
      if (text) {
        set_bit(column.validity, row);
      } else {
        ++column.nulls;
      }
    }
  }

 private:
  static constexpr std::size_t most_written = 1 << 16;

  OutColumn& add(std::string name, std::string format) {
    OutColumn& column = columns_.emplace_back();
    column.name = std::move(name);
    column.format = std::move(format);
    return column;
  }
  OutColumn& add_texts(std::string name) {
    OutColumn& column = add(std::move(name), "U");  // 64-bit offsets: no limit to check
    column.has_text = true;
    reserve<std::int64_t>(column, rows_ + 1);
    return column;
  }
  static void put_text(OutColumn& column, std::size_t row, std::string_view value) {
    stop_point_at(row, 50);
    column.text.insert(column.text.end(), value.begin(), value.end());
    put(column, row + 1, static_cast<std::int64_t>(column.text.size()));
  }
  void allow_nulls(OutColumn& column) const { column.validity.assign((rows_ + 7) / 8, 0); }
  static void set_bit(std::vector<std::uint8_t>& bits, std::size_t row) {
    bits[row / 8] |= static_cast<std::uint8_t>(1U << (row % 8));
  }
  static void set_decimal(OutColumn& column, int scale) {
    column.format = "d:38," + std::to_string(scale);
  }
  /// Room for values of a type.
  template <class T>
  static void reserve(OutColumn& column, std::size_t count) {
    column.values.resize(count * sizeof(T));
  }
  template <class T>
  static void put(OutColumn& column, std::size_t at, T value) {
    std::memcpy(&column.values[at * sizeof value], &value, sizeof value);
  }

  /// False if the figures cannot be written with 64-bit arithmetic and `declared` digits; then
  /// nothing is written.
  bool write_whole(const WholeColumn& whole, std::optional<int> declared, OutColumn& column) const {
    if (!whole.unit.is_small()) return false;
    std::int64_t num = whole.unit.small_numerator();
    const std::int64_t den = whole.unit.small_denominator();
    int digits = 0;
    if (numbers_ != ArrowNumbers::float64) {
      digits = whole.unit.decimal_digits();
      const auto scaled = digits >= 0 && digits <= Rounding::max_digits
                              ? whole.unit.to_scaled_int64(digits)
                              : std::nullopt;
      if (!scaled) return false;
      num = *scaled;
    }
    constexpr std::int64_t exact = std::int64_t{1} << 53;  // up to here a double is a whole number
    const bool floats = numbers_ == ArrowNumbers::float64;
    const std::int64_t limit = (floats ? exact : std::numeric_limits<std::int64_t>::max()) / num;
    if (floats && den > exact) return false;
    int zeros = digits;  // at the end of every figure
    for (const std::int64_t value : whole.values) {
      if (value == WholeColumn::none) continue;
      if (value > limit || value < -limit) return false;
      while (zeros > 0 && value * num % pow10[zeros] != 0) --zeros;
    }
    if (declared) {
      if (*declared > digits || digits - *declared > zeros) return false;
      zeros = digits - *declared;
    }
    column.nulls = std::count(whole.values.begin(), whole.values.end(), WholeColumn::none);
    if (floats) {
      column.format = "g";
      reserve<double>(column, whole.values.size());
    } else {
      set_decimal(column, digits - zeros);
      reserve<int128>(column, whole.values.size());
    }
    for (std::size_t row = 0; row < whole.values.size(); ++row) {
      stop_point_at(row, 10);
      if (whole.values[row] == WholeColumn::none) continue;
      set_bit(column.validity, row);
      const std::int64_t product = whole.values[row] * num;
      if (floats) {
        // Both are whole numbers, so the division rounds once and correctly.
        put(column, row, static_cast<double>(product) / static_cast<double>(den));
      } else {
        put(column, row, int128{zeros == 0 ? product : product / pow10[zeros]});
      }
    }
    return true;
  }

  static void write_doubles(const std::vector<std::optional<Rational>>& values, OutColumn& column) {
    column.format = "g";
    reserve<double>(column, values.size());
    for (std::size_t row = 0; row < values.size(); ++row) {
      stop_point(50);
      put(column, row, values[row] ? values[row]->to_double() : 0.0);
    }
  }

  static void write_decimals(const std::vector<std::optional<Rational>>& values,
                             std::optional<int> declared, OutColumn& column) {
    int scale = declared.value_or(0);
    for (std::size_t row = 0; row < values.size(); ++row) {
      stop_point(100);
      if (!values[row]) continue;
      const int digits = values[row]->decimal_digits();
      if (digits < 0) {
        throw Error(say(sentence::column_cannot_be_written_as_decimals_in_row, column.name,
                        values[row]->to_string(), std::to_string(row + 1)));
      }
      scale = std::max(scale, digits);
    }
    constexpr int most = 38;
    if (scale > most) {
      throw Error(say(sentence::column_cannot_be_written_as_decimals_it, column.name,
                      std::to_string(scale)));
    }
    set_decimal(column, scale);
    reserve<int128>(column, values.size());
    const Rational factor = Rational(10).pow(scale);
    const Rational limit = Rational(10).pow(38);
    const DigitScope lifted(no_limit);
    for (std::size_t row = 0; row < values.size(); ++row) {
      stop_point(200);
      const auto& value = values[row];
      const Rational scaled = value ? *value * factor : Rational(0);
      if (scaled >= limit || scaled <= -limit) {
        throw Error(say(sentence::column_cannot_be_written_as_decimals_of_38, column.name,
                        value->to_string()));
      }
      int128 wide = 0;
      if (scaled.is_small()) {
        wide = scaled.small_numerator();
      } else {
        for (const char digit : abs(scaled).to_string()) wide = wide * 10 + (digit - '0');
        if (scaled.sign() < 0) wide = -wide;
      }
      put(column, row, wide);
    }
  }

  const std::size_t rows_;
  const ArrowNumbers numbers_;
  std::vector<OutColumn> columns_;
};

inline void export_columns(std::vector<OutColumn> columns, std::size_t count, ArrowSchema* schema,
                           ArrowArray* array) {
  auto schema_state = std::make_unique<OutSchema>();
  auto array_state = std::make_unique<OutArray>();
  schema_state->format = "+s";
  schema_state->children.resize(columns.size());
  array_state->children.resize(columns.size());
  const auto rows = static_cast<std::int64_t>(count);
  for (std::size_t i = 0; i < columns.size(); ++i) {
    auto child_schema = std::make_unique<OutSchema>();
    child_schema->name = columns[i].name;
    child_schema->format = columns[i].format;
    fill(schema_state->children[i], std::move(child_schema));
    auto child_array = std::make_unique<OutArray>();
    child_array->column = std::move(columns[i]);
    fill(array_state->children[i], std::move(child_array), rows);
  }
  fill(*schema, std::move(schema_state));
  fill(*array, std::move(array_state), rows);
}

/// What the private_data of an exported stream points to: one batch that is not yet taken.
struct OutStream {
  std::vector<ArrowSchema> schema{1};
  std::vector<ArrowArray> array{1};
  ~OutStream() {
    release_all(schema);
    release_all(array);
  }
};

// A stream may be asked for its schema again, so it keeps its own and gives a copy.
inline void copy_schema(const ArrowSchema& from, ArrowSchema& to) {
  auto copy = std::make_unique<OutSchema>();
  copy->name = from.name;
  copy->format = from.format;
  copy->children.resize(static_cast<std::size_t>(from.n_children));
  for (std::size_t i = 0; i < copy->children.size(); ++i) {
    copy_schema(*from.children[i], copy->children[i]);
  }
  fill(to, std::move(copy));
}

inline int stream_schema(ArrowArrayStream* stream, ArrowSchema* out) {
  try {
    copy_schema(static_cast<OutStream*>(stream->private_data)->schema.front(), *out);
    return 0;
  } catch (const std::bad_alloc&) {
    constexpr int no_memory = 12;  // ENOMEM; an exception must not run through a caller in C
    return no_memory;
  }
}

inline int stream_next(ArrowArrayStream* stream, ArrowArray* out) {
  ArrowArray& waiting = static_cast<OutStream*>(stream->private_data)->array.front();
  *out = waiting;  // after the first time an array without release: the end
  waiting.release = nullptr;
  return 0;
}

inline const char* stream_error(ArrowArrayStream*) { return "out of memory"; }

inline void export_columns(std::vector<OutColumn> columns, std::size_t count,
                           ArrowArrayStream* stream) {
  auto state = std::make_unique<OutStream>();
  export_columns(std::move(columns), count, &state->schema.front(), &state->array.front());
  stream->get_schema = stream_schema;
  stream->get_next = stream_next;
  stream->get_last_error = stream_error;
  stream->release = release_state<OutStream>;
  stream->private_data = state.release();
}

}  // namespace detail

PARINDEX_END_NAMESPACE
