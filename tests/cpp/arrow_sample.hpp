// SPDX-License-Identifier: MIT
#pragma once

#include <parindex/io/arrow.hpp>

#include <cstdint>
#include <cstring>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

/// A producer of Arrow data for tests. It is well-formed unless a test makes it hostile, and it
/// counts what its consumer releases.
namespace sample {

using Bytes = std::vector<std::uint8_t>;

/// An array and its schema. The buffers are exported as separate allocations of exactly their size,
/// so that a sanitizer detects a read beyond the end, and are freed when the array is released.
struct ArrowNode {
  std::string format;
  std::string name;
  std::int64_t length = 0;
  std::int64_t null_count = 0;
  std::int64_t offset = 0;
  std::vector<std::optional<Bytes>> buffers;  // nullopt is a null pointer
  std::vector<ArrowNode> children;
  std::vector<ArrowNode> dictionary;  // none or one
  // Deliberately wrong values.
  std::optional<std::int64_t> n_buffers, n_children;
  bool without_buffers = false;
  bool without_children = false;
  bool without_format = false;
  std::size_t misaligned = 0;  // bytes
};

template <class T>
Bytes bytes_of(const std::vector<T>& values) {
  Bytes bytes(values.size() * sizeof(T));
  if (!bytes.empty()) std::memcpy(bytes.data(), values.data(), bytes.size());
  return bytes;
}

inline Bytes bits_of(const std::vector<bool>& values) {
  Bytes bytes((values.size() + 7) / 8);
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (values[i]) bytes[i / 8] |= static_cast<std::uint8_t>(1U << (i % 8));
  }
  return bytes;
}

/// A column of values of one width.
template <class T>
ArrowNode fixed_column(std::string format, const std::vector<T>& values) {
  ArrowNode node;
  node.format = std::move(format);
  node.length = static_cast<std::int64_t>(values.size());
  node.buffers = {std::nullopt, bytes_of(values)};
  return node;
}

inline ArrowNode bool_column(const std::vector<bool>& values) {
  auto node = fixed_column<std::uint8_t>("b", {});
  node.length = static_cast<std::int64_t>(values.size());
  node.buffers[1] = bits_of(values);
  return node;
}

/// utf8 for offsets of 32 bits, large utf8 for 64. The text begins with an unused part.
template <class Offset>
ArrowNode text_column(const std::vector<std::string>& values) {
  std::string text = "unused";
  std::vector<Offset> offsets{static_cast<Offset>(text.size())};
  for (const std::string& value : values) {
    text += value;
    offsets.push_back(static_cast<Offset>(text.size()));
  }
  auto node = fixed_column(sizeof(Offset) == 4 ? "u" : "U", offsets);
  node.length = static_cast<std::int64_t>(values.size());
  node.buffers.push_back(bytes_of(std::vector<char>(text.begin(), text.end())));
  return node;
}

struct StringView {
  std::int32_t size = 0;
  std::int32_t rest[3] = {0, 0, 0};
};

/// Views: long texts are in two buffers alternately.
inline ArrowNode view_column(const std::vector<std::string>& values) {
  std::vector<StringView> views;
  std::vector<char> texts[2];
  for (const std::string& value : values) {
    StringView view;
    view.size = static_cast<std::int32_t>(value.size());
    if (value.size() <= sizeof view.rest) {
      std::memcpy(view.rest, value.data(), value.size());
    } else {
      const std::size_t buffer = views.size() % 2;
      std::memcpy(view.rest, value.data(), 4);
      view.rest[1] = static_cast<std::int32_t>(buffer);
      view.rest[2] = static_cast<std::int32_t>(texts[buffer].size());
      texts[buffer].insert(texts[buffer].end(), value.begin(), value.end());
    }
    views.push_back(view);
  }
  auto node = fixed_column("vu", views);
  node.buffers.push_back(bytes_of(texts[0]));
  node.buffers.push_back(bytes_of(texts[1]));
  node.buffers.push_back(bytes_of(std::vector<std::int64_t>{
      static_cast<std::int64_t>(texts[0].size()), static_cast<std::int64_t>(texts[1].size())}));
  return node;
}

inline ArrowNode null_column(std::int64_t length) {
  ArrowNode node;
  node.format = "n";
  node.length = node.null_count = length;
  return node;
}

template <class Index>
ArrowNode dictionary_column(std::string format, const std::vector<Index>& indices,
                            ArrowNode dictionary) {
  auto node = fixed_column(std::move(format), indices);
  node.dictionary.push_back(std::move(dictionary));
  return node;
}

inline ArrowNode with_nulls(ArrowNode node, const std::vector<bool>& valid,
                            std::int64_t null_count = -1) {
  node.buffers[0] = bits_of(valid);
  node.null_count = null_count;
  return node;
}

inline ArrowNode named(ArrowNode node, std::string name) {
  node.name = std::move(name);
  return node;
}

/// A record batch.
inline ArrowNode batch_of(std::vector<ArrowNode> columns) {
  ArrowNode node;
  node.format = "+s";
  node.length = columns.empty() ? 0 : columns.front().length;
  node.buffers = {std::nullopt};
  node.children = std::move(columns);
  return node;
}

/// Exports nodes and counts releases. It must outlive what it exported.
class ArrowProducer {
 public:
  ArrowProducer() = default;
  ArrowProducer(const ArrowProducer&) = delete;
  ArrowProducer& operator=(const ArrowProducer&) = delete;

  void export_schema(const ArrowNode& node, ArrowSchema* out) {
    auto& state = schemas_.emplace_back();
    state.format = node.format;
    state.name = node.name;
    for (const ArrowNode& child : node.children) {
      export_schema(child, &state.children.emplace_back());
    }
    if (!node.dictionary.empty()) export_schema(node.dictionary[0], &state.dictionary);
    for (ArrowSchema& child : state.children) state.pointers.push_back(&child);
    *out = {};
    out->format = node.without_format ? nullptr : state.format.c_str();
    out->name = state.name.c_str();
    out->n_children = node.n_children.value_or(static_cast<std::int64_t>(state.children.size()));
    out->children = node.without_children ? nullptr : state.pointers.data();
    out->dictionary = node.dictionary.empty() ? nullptr : &state.dictionary;
    out->private_data = &state;
    out->release = [](ArrowSchema* schema) { release<Exported<ArrowSchema>>(schema); };
  }

  void export_array(const ArrowNode& node, ArrowArray* out) {
    auto& state = arrays_.emplace_back();
    for (const auto& buffer : node.buffers) {
      state.buffers.push_back(nullptr);
      if (!buffer) continue;
      auto copy = std::make_unique<std::uint8_t[]>(buffer->size() + node.misaligned);
      state.buffers.back() = copy.get() + node.misaligned;
      if (!buffer->empty())
        std::memcpy(copy.get() + node.misaligned, buffer->data(), buffer->size());
      state.memory.push_back(std::move(copy));
    }
    for (const ArrowNode& child : node.children) {
      export_array(child, &state.children.emplace_back());
    }
    if (!node.dictionary.empty()) export_array(node.dictionary[0], &state.dictionary);
    for (ArrowArray& child : state.children) state.pointers.push_back(&child);
    *out = {};
    out->length = node.length;
    out->null_count = node.null_count;
    out->offset = node.offset;
    out->n_buffers = node.n_buffers.value_or(static_cast<std::int64_t>(state.buffers.size()));
    out->buffers = node.without_buffers ? nullptr : state.buffers.data();
    out->n_children = node.n_children.value_or(static_cast<std::int64_t>(state.children.size()));
    out->children = node.without_children ? nullptr : state.pointers.data();
    out->dictionary = node.dictionary.empty() ? nullptr : &state.dictionary;
    out->private_data = &state;
    out->release = [](ArrowArray* array) { release<Exported<ArrowArray>>(array); };
  }

  /// A stream of batches, which fails on request in get_schema or at a batch.
  void export_stream(std::vector<ArrowNode> batches, ArrowArrayStream* out,
                     bool schema_fails = false, std::optional<std::size_t> fails_at = {}) {
    auto& state = streams_.emplace_back();
    state.producer = this;
    state.batches = std::move(batches);
    state.schema_fails = schema_fails;
    state.fails_at = fails_at;
    *out = {};
    out->private_data = &state;
    out->get_schema = [](ArrowArrayStream* stream, ArrowSchema* schema) {
      auto& from = *static_cast<Stream*>(stream->private_data);
      if (from.schema_fails) return 5;
      from.producer->export_schema(from.batches.at(0), schema);
      return 0;
    };
    out->get_next = [](ArrowArrayStream* stream, ArrowArray* array) {
      auto& from = *static_cast<Stream*>(stream->private_data);
      if (from.next == from.fails_at) return 5;
      *array = {};
      if (from.next < from.batches.size()) {
        from.producer->export_array(from.batches[from.next++], array);
      }
      return 0;
    };
    out->get_last_error = [](ArrowArrayStream*) -> const char* { return "the disk is full"; };
    out->release = [](ArrowArrayStream* stream) {
      ++static_cast<Stream*>(stream->private_data)->releases;
      stream->release = nullptr;
    };
  }

  /// True if everything exported was released exactly once.
  bool all_released_once() const {
    bool once = true;
    for (const auto& state : schemas_) once = once && state.releases == 1;
    for (const auto& state : arrays_) once = once && state.releases == 1;
    for (const auto& state : streams_) once = once && state.releases == 1;
    return once;
  }

 private:
  template <class T>
  struct Exported {
    std::string format, name;
    std::vector<std::unique_ptr<std::uint8_t[]>> memory;
    std::vector<const void*> buffers;
    std::deque<T> children;
    std::vector<T*> pointers;
    T dictionary{};
    int releases = 0;
  };

  struct Stream {
    ArrowProducer* producer = nullptr;
    std::vector<ArrowNode> batches;
    std::size_t next = 0;
    bool schema_fails = false;
    std::optional<std::size_t> fails_at;
    int releases = 0;
  };

  template <class State, class T>
  static void release(T* exported) {
    auto& state = *static_cast<State*>(exported->private_data);
    ++state.releases;
    for (T& child : state.children) {
      if (child.release) child.release(&child);
    }
    if (state.dictionary.release) state.dictionary.release(&state.dictionary);
    state.memory.clear();
    exported->release = nullptr;
  }

  std::deque<Exported<ArrowSchema>> schemas_;
  std::deque<Exported<ArrowArray>> arrays_;
  std::deque<Stream> streams_;
};

}  // namespace sample
