// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <parindex/detail/json_tree.hpp>
#include <parindex/rubric/check.hpp>
#include <parindex/rubric/detail/diff/changes.hpp>
#include <parindex/rubric/detail/json/rubric.hpp>
#include <parindex/rubric/detail/rubric_access.hpp>
#include <parindex/stop.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// A rubric from a tree, if it is valid except for its figures (maxima that do not add up, points
/// that cannot be reached): between two steps these may be temporarily inconsistent.
inline std::optional<Rubric> rubric_between(JsonValue& tree) {
  std::size_t places = 0;
  number_places(tree, places);
  RubricReader reader(tree);
  RubricDraft draft = reader.read();
  if (!reader.findings().empty()) return std::nullopt;
  const Checked<Rubric> checked = check(draft);
  if (checked) return *checked;
  static constexpr std::array passing{
      issue::maximum_mismatch.code,    issue::maximum_unreachable.code,
      issue::maximum_exceeded.code,    issue::minimum_above_zero.code,
      issue::minimum_below_zero.code,  issue::weights_sum_mismatch.code,
      issue::maxima_sum_mismatch.code, issue::accept_unused.code};
  for (const Issue& found : checked.issues()) {
    if (found.severity == Severity::error &&
        std::find(passing.begin(), passing.end(), found.code) == passing.end()) {
      return std::nullopt;
    }
  }
  return RubricAccess::make(std::move(draft), {});
}

/// Keys that do not affect the points of a node, and may name nodes that do not exist yet.
inline void drop_declarations(JsonValue& root) {
  for (const char* key : {"agencies", "ranking", "classes"}) remove_member(root, key);
  JsonValue* const below = nodes_below(root);
  if (below == nullptr) return;
  for (JsonValue& node : below->children) drop_declarations(node);
}

/// Renames nodes, and references to them, in a tree.
inline void rename_codes(JsonValue& value, const CodeMap& codes) {
  for (JsonValue& member : value.children) {
    stop_point(50);
    const bool names_node = member.key == "code" || member.key == "node" || member.key == "bonus" ||
                            member.key == "penalty";
    if (names_node && member.kind == JsonValue::Kind::string) {
      const auto found = codes.find(member.text);
      if (found != codes.end()) member.text = found->second;
    }
    rename_codes(member, codes);
  }
}

/// Turns the tree of an old rubric into that of a new one, node by node.
class StepByStep {
 public:
  StepByStep(JsonValue from, const JsonValue& to, const RubricTree& places)
      : tree_(std::move(from)), to_(to), places_(places) {}

  JsonValue& tree() { return tree_; }

  /// Whether the old tree still has the node.
  bool has(const std::string& code) { return node_or_root(tree_, code) != nullptr; }

  /// Gives a node the keys and the parent that it has in the new rubric, or removes it.
  void apply(const std::string& code) {
    JsonValue target = to_;  // a copy, as its nodes are found by the same functions
    const JsonValue* const wanted = node_or_root(target, code);
    if (wanted == nullptr) {
      if (const NodePlace found = find_node(tree_, code)) found.take();
      return;
    }
    JsonValue node = own_keys(*wanted, node_or_root(tree_, code));
    if (code.empty()) {
      tree_ = std::move(node);
      return;
    }
    const std::string& parent = places_.places.at(code).parent;
    if (const NodePlace here = find_node(tree_, code)) {
      const JsonValue* const own = here.parent->find("code");
      if ((own == nullptr ? "" : own->text) == parent) {
        here.node() = std::move(node);
        return;
      }
      here.take();
    }
    insert(std::move(node), code, parent);
  }

 private:
  static JsonValue own_keys(const JsonValue& wanted, JsonValue* old) {
    JsonValue node = wanted;
    JsonValue* const list = nodes_below(node);
    if (list == nullptr) return node;
    const JsonValue* const kept = old == nullptr ? nullptr : nodes_below(*old);
    list->children = kept == nullptr ? std::vector<JsonValue>() : kept->children;
    return node;
  }

  void insert(JsonValue node, const std::string& code, const std::string& parent) {
    JsonValue* const above = node_or_root(tree_, parent);
    JsonValue* list = above == nullptr ? nullptr : nodes_below(*above);
    if (list == nullptr) {
      if (above == nullptr) return;
      JsonValue empty;
      empty.kind = JsonValue::Kind::array;
      empty.key = "children";
      above->children.push_back(std::move(empty));
      list = &above->children.back();
    }
    // Inserts it after the nearest sibling that already exists.
    std::size_t at = 0;
    for (const std::string& sibling : places_.codes) {
      if (sibling == code) break;
      if (sibling.empty() || places_.places.at(sibling).parent != parent) continue;
      for (std::size_t i = 0; i < list->children.size(); ++i) {
        const JsonValue* own = list->children[i].find("code");
        if (own != nullptr && own->text == sibling) at = i + 1;
      }
    }
    list->children.insert(list->children.begin() + static_cast<std::ptrdiff_t>(at),
                          std::move(node));
  }

  JsonValue tree_;
  const JsonValue& to_;
  const RubricTree& places_;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
