// SPDX-License-Identifier: MIT
#pragma once

#include <parindex/rubric.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

inline const Node* find_node(const Node& node, std::string_view code) {
  if (node.code == code) return &node;
  for (const Node& child : node.children) {
    if (const Node* found = find_node(child, code)) return found;
  }
  return nullptr;
}

}  // namespace detail

PARINDEX_INLINE Node Node::leaf(std::string code, Rational max, Rule rule,
                                std::vector<Input> inputs) {
  Node node;
  node.code = std::move(code);
  node.max = std::move(max);
  node.rule = std::move(rule);
  node.inputs = std::move(inputs);
  return node;
}

PARINDEX_INLINE Node Node::group(std::string code, Rational max, std::vector<Node> children) {
  Node node;
  node.code = std::move(code);
  node.max = std::move(max);
  node.children = std::move(children);
  return node;
}

PARINDEX_INLINE const Node* Rubric::find(std::string_view code) const {
  return detail::find_node(root(), code);
}

PARINDEX_INLINE std::string_view to_string(Provenance value) {
  switch (value) {
    case Provenance::unstated: return "unstated";
    case Provenance::read: return "read";
    case Provenance::derived: return "derived";
    case Provenance::illustrative: return "illustrative";
  }
  return "";
}

PARINDEX_INLINE std::string_view to_string(Gate::Kind value) {
  switch (value) {
    case Gate::Kind::points: return "points";
    case Gate::Kind::cap: return "cap";
  }
  return "";
}

PARINDEX_INLINE std::string_view to_string(GateTest::On value) {
  switch (value) {
    case GateTest::On::points: return "points";
    case GateTest::On::index: return "index";
  }
  return "";
}

PARINDEX_INLINE std::string_view to_string(Ties value) {
  switch (value) {
    case Ties::competition: return "competition";
    case Ties::dense: return "dense";
    case Ties::ordinal: return "ordinal";
  }
  return "";
}

PARINDEX_INLINE std::string_view to_string(RankRule::On value) {
  switch (value) {
    case RankRule::On::index: return "index";
    case RankRule::On::points: return "points";
  }
  return "";
}

PARINDEX_INLINE std::string_view to_string(RankRule::Stage value) {
  switch (value) {
    case RankRule::Stage::exact: return "exact";
    case RankRule::Stage::rounded: return "rounded";
  }
  return "";
}

PARINDEX_END_NAMESPACE
