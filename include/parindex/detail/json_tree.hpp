// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <parindex/detail/json_text.hpp>
#include <parindex/detail/json_writer.hpp>
#include <parindex/stop.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Builds the tree that reading the output of JsonWriter would give, with the same calls. The
/// places of the values are not offsets of a text, but are in the same order.
class JsonTreeWriter final : public JsonOut {
 public:
  void begin_object() override { open(JsonValue::Kind::object); }
  void end_object() override { close(); }
  void begin_array() override { open(JsonValue::Kind::array); }
  void end_array() override { close(); }
  void key(std::string_view name) override { key_ = name; }
  void boolean(bool value) override { add(JsonValue::Kind::boolean).truth = value; }
  void integer(std::size_t value) override {
    add(JsonValue::Kind::number).text = std::to_string(value);
  }
  void string(std::string_view text) override { add(JsonValue::Kind::string).text = text; }
  void null() override { add(JsonValue::Kind::null); }
  void raw(std::string_view number) override { add(JsonValue::Kind::number).text = number; }

  JsonValue take() { return std::move(root_); }

 private:
  JsonValue& add(JsonValue::Kind kind) {
    stop_point(200);
    // Only the innermost open container grows, so pointers to the outer ones stay valid.
    JsonValue& made = open_.empty() ? root_ : open_.back()->children.emplace_back();
    made.kind = kind;
    made.begin = place_++;
    made.end = place_;
    made.key = std::exchange(key_, {});
    return made;
  }
  void open(JsonValue::Kind kind) { open_.push_back(&add(kind)); }
  void close() {
    open_.back()->end = place_;
    open_.pop_back();
  }

  JsonValue root_;
  std::string key_;
  std::size_t place_ = 0;
  std::vector<JsonValue*> open_;
};

/// Assigns places, in order, to the values of a combined tree, as JsonTreeWriter does.
inline void number_places(JsonValue& value, std::size_t& place) {
  stop_point(50);
  value.begin = place++;
  for (JsonValue& child : value.children) number_places(child, place);
  value.end = place;
}

/// Writes a tree that was read or combined from several, as compact text or as a tree.
inline void write_tree(const JsonValue& value, JsonOut& out) {
  switch (value.kind) {
    case JsonValue::Kind::null: return out.null();
    case JsonValue::Kind::boolean: return out.boolean(value.truth);
    case JsonValue::Kind::number: return out.raw(value.text);
    case JsonValue::Kind::string: return out.string(value.text);
    case JsonValue::Kind::array:
      out.begin_array();
      for (const JsonValue& item : value.children) write_tree(item, out);
      return out.end_array();
    case JsonValue::Kind::object:
      out.begin_object();
      for (const JsonValue& member : value.children) {
        out.key(member.key);
        write_tree(member, out);
      }
      return out.end_object();
  }
}

inline std::string tree_text(const JsonValue& value) {
  JsonWriter out;
  write_tree(value, out);
  return out.take();
}

/// Why the text of a tree could not be read back, if it cannot.
inline std::optional<Issue> beyond_limits(const JsonValue& root, const JsonLimits& most = {}) {
  std::size_t values = 0;
  std::size_t deepest = 0;
  const auto count = [&](const auto& self, const JsonValue& value, std::size_t depth) -> void {
    ++values;
    const bool opens =
        value.kind == JsonValue::Kind::array || value.kind == JsonValue::Kind::object;
    if (opens) deepest = std::max(deepest, depth + 1);
    for (const JsonValue& child : value.children) self(self, child, depth + 1);
  };
  count(count, root, 0);
  if (deepest > most.depth) return too_deep(most.depth);
  if (values > most.values) return too_many_values(most.values);
  const std::size_t bytes = tree_text(root).size();
  if (bytes > most.bytes) return too_many_bytes(bytes, most.bytes);
  return std::nullopt;
}

inline JsonValue* find_member(JsonValue& object, std::string_view key) {
  for (JsonValue& member : object.children) {
    if (member.key == key) return &member;
  }
  return nullptr;
}

/// Replaces the member with the same key, or appends the new one.
inline void set_member(JsonValue& object, JsonValue member) {
  if (JsonValue* found = find_member(object, member.key)) {
    *found = std::move(member);
  } else {
    object.children.push_back(std::move(member));
  }
}

inline void remove_member(JsonValue& object, std::string_view key) {
  std::erase_if(object.children, [&](const JsonValue& member) { return member.key == key; });
}

/// The array of the nodes below a node, or below the whole rubric.
inline JsonValue* nodes_below(JsonValue& node) {
  JsonValue* list = find_member(node, "children");
  if (list == nullptr) list = find_member(node, "nodes");
  return list != nullptr && list->kind == JsonValue::Kind::array ? list : nullptr;
}

/// The position of a node in the array of its parent.
struct NodePlace {
  JsonValue* parent = nullptr;
  JsonValue* list = nullptr;
  std::size_t index = 0;

  explicit operator bool() const { return list != nullptr; }
  JsonValue& node() const { return list->children[index]; }
  /// Removes the node.
  JsonValue take() const {
    JsonValue node = std::move(list->children[index]);
    list->children.erase(list->children.begin() + static_cast<std::ptrdiff_t>(index));
    return node;
  }
};

/// The node with a code, at any depth. Valid until the tree changes.
inline NodePlace find_node(JsonValue& parent, std::string_view code) {
  JsonValue* const list = nodes_below(parent);
  if (list == nullptr) return {};
  for (std::size_t i = 0; i < list->children.size(); ++i) {
    stop_point(50);
    JsonValue& node = list->children[i];
    const JsonValue* own = node.find("code");
    if (own != nullptr && own->text == code) return {&parent, list, i};
    if (const NodePlace found = find_node(node, code)) return found;
  }
  return {};
}

/// The node with a code, the whole rubric for an empty code, or nullptr.
inline JsonValue* node_or_root(JsonValue& root, std::string_view code) {
  if (code.empty()) return &root;
  const NodePlace found = find_node(root, code);
  return found ? &found.node() : nullptr;
}

}  // namespace detail

PARINDEX_END_NAMESPACE
