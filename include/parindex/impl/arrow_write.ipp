// SPDX-License-Identifier: MIT
#pragma once

#include <cstring>
#include <new>

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
    constexpr int most = 38;
    if (scale > most) {
      throw Error("column \"" + column.name + "\" cannot be written as decimals: it needs " +
                  std::to_string(scale) + " digits after the point, and there is room for 38");
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

/// What the private_data of an exported stream points to: one batch that waits to be taken.
struct OutStream {
  std::vector<ArrowSchema> schema{1};
  std::vector<ArrowArray> array{1};
  ~OutStream() {
    release_all(schema);
    release_all(array);
  }
};

// A stream may be asked for its schema again, so its own stays and a copy goes out.
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

}  // namespace detail

PARINDEX_INLINE void write_arrow(const Scores& scores, ArrowNumbers numbers,
                                 ArrowArrayStream* stream) {
  auto state = std::make_unique<detail::OutStream>();
  write_arrow(scores, numbers, &state->schema.front(), &state->array.front());
  stream->get_schema = detail::stream_schema;
  stream->get_next = detail::stream_next;
  stream->get_last_error = detail::stream_error;
  stream->release = detail::release_state<detail::OutStream>;
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
