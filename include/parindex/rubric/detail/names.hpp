// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <parindex/detail/json_tree.hpp>
#include <parindex/rubric/rubric.hpp>
#include <parindex/stop.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

inline bool has_names(const RubricDraft& draft) {
  return !draft.shared.empty() || !draft.constants.empty();
}

/// The value at a pointer within a value, or nullptr. Only keys of the format are searched, and
/// none of them needs an escape.
inline JsonValue* value_at(JsonValue& whole, std::string_view pointer) {
  JsonValue* at = &whole;
  while (!pointer.empty()) {
    pointer.remove_prefix(1);
    const std::string_view step = pointer.substr(0, pointer.find('/'));
    pointer.remove_prefix(step.size());
    if (at->kind == JsonValue::Kind::array) {
      std::size_t index = 0;
      for (const char digit : step) index = 10 * index + static_cast<std::size_t>(digit - '0');
      if (index >= at->children.size()) return nullptr;
      at = &at->children[index];
    } else {
      at = find_member(*at, step);
      if (at == nullptr) return nullptr;
    }
  }
  return at;
}

/// The value of a constant in an edition that comes into force on a day; nothing if it has none.
inline std::optional<Rational> value_of(const Constant& constant, const RubricDraft& draft) {
  if (constant.value) return constant.value;
  const auto own = constant.by_edition.find(draft.edition);
  if (own != constant.by_edition.end()) return own->second;
  if (!draft.effective) return std::nullopt;
  const auto later = constant.by_date.upper_bound(draft.effective->from);
  return later == constant.by_date.begin() ? std::nullopt : std::optional(std::prev(later)->second);
}

inline JsonValue text_value(std::string key, std::string text) {
  JsonValue made;
  made.kind = JsonValue::Kind::string;
  made.key = std::move(key);
  made.text = std::move(text);
  return made;
}

/// Calls visit(node, tree) for every node of a draft, and for the whole draft, with its tree.
template <class AnyNode, class Visit>
void each_node(AnyNode& node, JsonValue& tree, const Visit& visit) {
  stop_point(200);
  visit(node, tree);
  JsonValue* list = nodes_below(tree);
  for (std::size_t i = 0; i < node.children.size(); ++i) {
    each_node(node.children[i], list->children[i], visit);
  }
}

/// Replaces values by the names of their constants, if the values are still the same.
inline void name_constants(const Node& node, const RubricDraft& draft, JsonValue& tree) {
  for (const auto& [pointer, name] : node.constants) {
    const auto constant = draft.constants.find(name);
    JsonValue* at = value_at(tree, pointer);
    if (constant == draft.constants.end() || at == nullptr) continue;
    const auto number = value_of(constant->second, draft);
    if (!number || at->kind != JsonValue::Kind::string || at->text != number->to_string()) continue;
    at->kind = JsonValue::Kind::object;
    at->text.clear();
    at->children.push_back(text_value("constant", name));
  }
}

/// The pointers of shared parts of a node, each before the part that contains it.
inline std::vector<std::string> inner_first(const NameMap& parts) {
  std::vector<std::string> pointers;
  for (const auto& [pointer, name] : parts) pointers.push_back(pointer);
  std::sort(pointers.begin(), pointers.end(),
            [](const std::string& a, const std::string& b) { return a.size() > b.size(); });
  return pointers;
}

/// Replaces contents by the names of their shared parts. `same` says whether the contents are still
/// those of the part.
template <class Same>
void name_parts(const Node& node, JsonValue& tree, const Same& same) {
  for (const std::string& pointer : inner_first(node.shared)) {
    JsonValue* at = value_at(tree, pointer);
    const std::string& name = node.shared.at(pointer);
    if (at == nullptr || !same(pointer, name, tree_text(*at))) continue;
    *at = text_value(at->key, name);
  }
}

template <class Parts>
auto& section_of(Parts& parts, std::string_view pointer) {
  if (pointer.ends_with("/options")) return parts.options;
  return pointer.ends_with("/steps") || pointer.ends_with("/pieces") ? parts.scales : parts.inputs;
}

/// The canonical tree of a draft with the names that its author gave.
inline JsonValue with_names(const RubricDraft& draft, JsonValue tree) {
  if (!has_names(draft)) return tree;
  each_node(draft.root, tree, [&](const Node& node, JsonValue& at) {
    name_constants(node, draft, at);
    name_parts(node, at,
               [&](const std::string& pointer, const std::string& name, const std::string& text) {
                 const NameMap& section = section_of(draft.shared, pointer);
                 const auto found = section.find(name);
                 return found != section.end() && found->second == text;
               });
  });
  return tree;
}

/// Gives the shared parts of a draft that was just read the canonical form that they have in the
/// nodes, and drops names that replace nothing in the canonical tree.
inline void settle_names(RubricDraft& draft, JsonValue tree) {
  each_node(draft.root, tree, [&](Node& node, JsonValue& at) {
    std::erase_if(node.constants, [&](const auto& use) {
      const JsonValue* found = value_at(at, use.first);
      return found == nullptr || found->kind != JsonValue::Kind::string;
    });
    std::erase_if(node.shared, [&](const auto& use) { return !value_at(at, use.first); });
    name_constants(node, draft, at);
    name_parts(node, at,
               [&](const std::string& pointer, const std::string& name, const std::string& text) {
                 section_of(draft.shared, pointer)[name] = text;
                 return true;
               });
  });
}

/// The same draft without names.
inline void drop_names(Node& node) {
  stop_point(100);
  node.shared.clear();
  node.constants.clear();
  for (Node& child : node.children) drop_names(child);
}
inline RubricDraft without_names(RubricDraft draft) {
  draft.shared = {};
  draft.constants.clear();
  drop_names(draft.root);
  return draft;
}

}  // namespace detail

PARINDEX_END_NAMESPACE
