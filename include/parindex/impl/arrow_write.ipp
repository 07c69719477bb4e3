// SPDX-License-Identifier: MIT
#pragma once

#include <cstring>

#include <parindex/arrow.hpp>
#include <parindex/impl/score.ipp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// One column on its way out: a format, a name and up to three buffers.
struct OutColumn {
  std::string name;
  std::string format;
  std::int64_t nulls = 0;
  std::vector<std::uint8_t> validity;
  std::vector<std::uint8_t> values;
  std::vector<char> text;
  bool has_text = false;
};

/// What the private_data of an exported structure points to.
struct OutSchema {
  std::string name;
  std::string format;
  std::vector<ArrowSchema> children;
  std::vector<ArrowSchema*> pointers;
};
struct OutArray {
  OutColumn column;
  std::vector<const void*> buffers;
  std::vector<ArrowArray> children;
  std::vector<ArrowArray*> pointers;
};

// A consumer may move children away before it releases the parent; then their release is null.
inline void release_schema(ArrowSchema* schema) {
  auto* const state = static_cast<OutSchema*>(schema->private_data);
  for (ArrowSchema& child : state->children) {
    if (child.release) child.release(&child);
  }
  delete state;
  schema->release = nullptr;
}
inline void release_array(ArrowArray* array) {
  auto* const state = static_cast<OutArray*>(array->private_data);
  for (ArrowArray& child : state->children) {
    if (child.release) child.release(&child);
  }
  delete state;
  array->release = nullptr;
}

inline void fill(ArrowSchema& schema, std::unique_ptr<OutSchema> state) {
  schema = ArrowSchema{};
  schema.format = state->format.c_str();
  schema.name = state->name.c_str();
  schema.flags = ARROW_FLAG_NULLABLE;
  for (ArrowSchema& child : state->children) state->pointers.push_back(&child);
  schema.n_children = static_cast<std::int64_t>(state->children.size());
  schema.children = state->pointers.data();
  schema.release = release_schema;
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
  array.release = release_array;
  array.private_data = state.release();
}

/// Builds the columns of a result.
class ArrowWriter {
 public:
  ArrowWriter(const Scores& scores, ArrowNumbers numbers) : scores_(scores), numbers_(numbers) {}

  std::vector<OutColumn> run() {
    add_text("unit", [&](std::size_t row) { return scores_.unit(row); });
    if (!scores_.table().groups.empty()) {
      add_text("group", [&](std::size_t row) { return scores_.group(row); });
    }
    add_text("status", [&](std::size_t row) { return std::string(to_string(scores_.status(row))); });
    add_numbers("points", 0, &NodeResult::points);
    add_numbers("max", 0, &NodeResult::max);
    add_numbers("index", 0, &NodeResult::index);
    for (std::size_t i = 1; i < scores_.plan().size(); ++i) {
      if (scores_.plan().parent(i) == 0) {
        add_numbers(scores_.plan().codes()[i] + ".points", i, &NodeResult::points);
      }
    }
    return std::move(columns_);
  }

 private:
  template <class T>
  static void append(std::vector<std::uint8_t>& to, T value) {
    const std::size_t at = to.size();
    to.resize(at + sizeof value);
    std::memcpy(&to[at], &value, sizeof value);
  }

  template <class Text>
  void add_text(const char* name, const Text& text) {
    OutColumn column;
    column.name = name;
    column.format = "U";  // 64-bit offsets: no limit to think about
    column.has_text = true;
    append(column.values, std::int64_t{0});
    for (std::size_t row = 0; row < scores_.size(); ++row) {
      const std::string value = text(row);
      column.text.insert(column.text.end(), value.begin(), value.end());
      append(column.values, static_cast<std::int64_t>(column.text.size()));
    }
    columns_.push_back(std::move(column));
  }

  void add_numbers(const std::string& name, std::size_t position,
                   std::optional<Rational> NodeResult::*part) {
    OutColumn column;
    column.name = name;
    column.validity.assign((scores_.size() + 7) / 8, 0);
    std::vector<std::optional<Rational>> values;
    values.reserve(scores_.size());
    for (std::size_t row = 0; row < scores_.size(); ++row) {
      values.push_back(scores_.at(row, position).*part);
      if (values.back()) {
        column.validity[row / 8] |= static_cast<std::uint8_t>(1U << (row % 8));
      } else {
        ++column.nulls;
      }
    }
    if (numbers_ == ArrowNumbers::float64) {
      column.format = "g";
      for (const auto& value : values) append(column.values, value ? value->to_double() : 0.0);
    } else {
      write_decimals(values, column);
    }
    columns_.push_back(std::move(column));
  }

  void write_decimals(const std::vector<std::optional<Rational>>& values, OutColumn& column) {
    int scale = 0;
    for (std::size_t row = 0; row < values.size(); ++row) {
      if (!values[row]) continue;
      const int digits = values[row]->decimal_digits();
      if (digits < 0) {
        throw Error("column \"" + column.name + "\" cannot be written as decimals: " +
                    values[row]->to_string() + " in row " + std::to_string(row + 1) +
                    " has no finite decimal form; write float64, or round in the rubric");
      }
      scale = std::max(scale, digits);
    }
    column.format = "d:38," + std::to_string(scale);
    const Rational factor = Rational(10).pow(scale);
    const Rational limit = Rational(10).pow(38);
    for (const auto& value : values) {
      const Rational scaled = value ? *value * factor : Rational(0);
      if (scaled >= limit || scaled <= -limit) {
        throw Error("column \"" + column.name + "\" cannot be written as decimals of 38 digits: " +
                    value->to_string());
      }
      int128 wide = 0;
      if (scaled.is_small()) {
        wide = scaled.small_numerator();
      } else {
        for (const char digit : abs(scaled).to_string()) wide = wide * 10 + (digit - '0');
        if (scaled.sign() < 0) wide = -wide;
      }
      append(column.values, wide);
    }
  }

  const Scores& scores_;
  const ArrowNumbers numbers_;
  std::vector<OutColumn> columns_;
};

}  // namespace detail

namespace detail {

/// What the private_data of an exported stream points to: one batch that waits to be taken.
struct OutStream {
  ArrowSchema schema;
  ArrowArray array;
};

inline int stream_schema(ArrowArrayStream* stream, ArrowSchema* out) {
  auto* const state = static_cast<OutStream*>(stream->private_data);
  constexpr int gone = 22;  // EINVAL
  if (!state->schema.release) return gone;
  // A stream may be asked for its schema again, so this one stays and a copy goes out.
  auto copy = std::make_unique<OutSchema>();
  const auto& from = *static_cast<OutSchema*>(state->schema.private_data);
  copy->format = from.format;
  copy->children.resize(from.children.size());
  for (std::size_t i = 0; i < from.children.size(); ++i) {
    auto child = std::make_unique<OutSchema>();
    child->name = from.children[i].name;
    child->format = from.children[i].format;
    fill(copy->children[i], std::move(child));
  }
  fill(*out, std::move(copy));
  return 0;
}

inline int stream_next(ArrowArrayStream* stream, ArrowArray* out) {
  auto* const state = static_cast<OutStream*>(stream->private_data);
  *out = state->array;  // after the first time an array without release: the end
  state->array.release = nullptr;
  return 0;
}

inline const char* stream_error(ArrowArrayStream*) { return "the stream has no schema"; }

inline void release_stream(ArrowArrayStream* stream) {
  auto* const state = static_cast<OutStream*>(stream->private_data);
  if (state->schema.release) state->schema.release(&state->schema);
  if (state->array.release) state->array.release(&state->array);
  delete state;
  stream->release = nullptr;
}

}  // namespace detail

PARINDEX_INLINE void write_arrow(const Scores& scores, ArrowNumbers numbers,
                                 ArrowArrayStream* stream) {
  auto state = std::make_unique<detail::OutStream>();
  write_arrow(scores, numbers, &state->schema, &state->array);
  stream->get_schema = detail::stream_schema;
  stream->get_next = detail::stream_next;
  stream->get_last_error = detail::stream_error;
  stream->release = detail::release_stream;
  stream->private_data = state.release();
}

PARINDEX_INLINE void write_arrow(const Scores& scores, ArrowNumbers numbers, ArrowSchema* schema,
                                 ArrowArray* array) {
  auto columns = detail::ArrowWriter(scores, numbers).run();
  auto schema_state = std::make_unique<detail::OutSchema>();
  auto array_state = std::make_unique<detail::OutArray>();
  schema_state->format = "+s";
  schema_state->children.resize(columns.size());
  array_state->children.resize(columns.size());
  const auto rows = static_cast<std::int64_t>(scores.size());
  for (std::size_t i = 0; i < columns.size(); ++i) {
    auto child_schema = std::make_unique<detail::OutSchema>();
    child_schema->name = columns[i].name;
    child_schema->format = columns[i].format;
    detail::fill(schema_state->children[i], std::move(child_schema));
    auto child_array = std::make_unique<detail::OutArray>();
    child_array->column = std::move(columns[i]);
    detail::fill(array_state->children[i], std::move(child_array), rows);
  }
  detail::fill(*schema, std::move(schema_state));
  detail::fill(*array, std::move(array_state), rows);
}

PARINDEX_END_NAMESPACE
