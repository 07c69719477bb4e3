// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <functional>
#include <list>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <parindex/detail/json_tree.hpp>
#include <parindex/stop.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// The nodes of a rubric taken out of its JSON tree, so that each is found by its code, added and
/// removed in constant time. `join` reassembles the tree.
class NodeTree {
 public:
  struct Node {
    JsonValue value;  // without descendants: their array is empty
    Node* parent = nullptr;
    std::list<std::unique_ptr<Node>> children;
    std::list<std::unique_ptr<Node>>::iterator place;  // among the parent's children
    std::size_t depth = 0;

    const std::string* code() const {
      const JsonValue* found = value.find("code");
      return found == nullptr ? nullptr : &found->text;
    }
  };

  explicit NodeTree(JsonValue rubric) : root_(split(std::move(rubric), nullptr)) {}

  /// The node with a code, the whole rubric for an empty code, or nullptr.
  Node* find(const std::string& code) {
    if (code.empty()) return root_.get();
    const auto found = by_code_.find(code);
    return found == by_code_.end() ? nullptr : found->second;
  }

  /// Puts a node below `parent`: before `next`, which is a child of it, or at the end.
  void add(Node& parent, JsonValue value, const Node* next) {
    const auto at = next != nullptr ? next->place : parent.children.end();
    place(split(std::move(value), &parent), parent, at);
  }
  void remove(Node& node) {
    forget(node);
    node.parent->children.erase(node.place);
  }
  void replace(Node& node, JsonValue value) {
    Node& parent = *node.parent;
    const auto next = std::next(node.place);
    remove(node);
    place(split(std::move(value), &parent), parent, next);
  }
  /// The child after another one, or nullptr.
  static const Node* after(const Node& node) {
    const auto next = std::next(node.place);
    return next == node.parent->children.end() ? nullptr : next->get();
  }

  JsonValue join() { return join(*root_); }

 private:
  using Owned = std::unique_ptr<Node>;

  // Recursive over the children: a text is nested to at most `Limits::json_depth` levels, and code
  // that adds nodes below nodes checks their depth.
  Owned split(JsonValue value, Node* parent) {
    stop_point(500);
    Owned node = std::make_unique<Node>();
    node->parent = parent;
    node->depth = parent == nullptr ? 0 : parent->depth + 1;
    node->value = std::move(value);
    if (JsonValue* const list = nodes_below(node->value)) {
      for (JsonValue& child : std::exchange(list->children, {})) {
        place(split(std::move(child), node.get()), *node, node->children.end());
      }
    }
    return node;
  }

  void place(Owned node, Node& parent, std::list<Owned>::iterator at) {
    Node& placed = *node;
    placed.place = parent.children.insert(at, std::move(node));
    // Two nodes with the same code are an issue of the result; until then the first one counts.
    if (const std::string* code = placed.code()) by_code_.emplace(*code, &placed);
  }

  void forget(const Node& node) {
    for (const Owned& child : node.children) forget(*child);
    const std::string* code = node.code();
    if (code == nullptr) return;
    const auto found = by_code_.find(*code);
    if (found != by_code_.end() && found->second == &node) by_code_.erase(found);
  }

  JsonValue join(Node& node) {
    stop_point(500);
    JsonValue value = std::move(node.value);
    if (!node.children.empty()) {
      JsonValue& list = *nodes_below(value);
      for (const Owned& child : node.children) list.children.push_back(join(*child));
    }
    return value;
  }

  std::unordered_map<std::string, Node*> by_code_;
  Owned root_;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
