// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <parindex/detail/json_text.hpp>
#include <parindex/detail/json_writer.hpp>
#include <parindex/stop.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Writes a tree that was read, or put together out of several, as compact text.
inline void write_tree(const JsonValue& value, JsonWriter& out) {
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

inline JsonValue* find_member(JsonValue& object, std::string_view key) {
  for (JsonValue& member : object.children) {
    if (member.key == key) return &member;
  }
  return nullptr;
}

/// Puts a member, which carries its key, in the place of the one of that key, or at the end.
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

/// Where a node stands: in the array of its parent.
struct NodePlace {
  JsonValue* parent = nullptr;
  JsonValue* list = nullptr;
  std::size_t index = 0;

  explicit operator bool() const { return list != nullptr; }
  JsonValue& node() const { return list->children[index]; }
  /// Takes the node out.
  JsonValue take() const {
    JsonValue node = std::move(list->children[index]);
    list->children.erase(list->children.begin() + static_cast<std::ptrdiff_t>(index));
    return node;
  }
};

/// The node of a code, wherever it stands. Valid until the tree changes.
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

/// The node of a code, the whole rubric for the empty one, or nullptr.
inline JsonValue* node_or_root(JsonValue& root, std::string_view code) {
  if (code.empty()) return &root;
  const NodePlace found = find_node(root, code);
  return found ? &found.node() : nullptr;
}

}  // namespace detail

PARINDEX_END_NAMESPACE
