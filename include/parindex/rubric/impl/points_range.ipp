// SPDX-License-Identifier: MIT
#pragma once

#include <parindex/rubric/check.hpp>
#include <parindex/rubric/detail/proof/node_reach.hpp>
#include <parindex/rubric/detail/sentences/structure.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// The reach of the node with a code, at or below a node.
inline std::optional<NodeReach> find_reach(const Node& node, const Inherited& own,
                                           std::string_view code) {
  if (node.code == code) return node_reach(node, own);
  for (const Node& child : node.children) {
    if (auto found = find_reach(child, own.at(child), code)) return found;
  }
  return std::nullopt;
}

}  // namespace detail

PointsRange points_range(const Rubric& rubric, std::string_view code) {
  const auto found = detail::find_reach(rubric.root(), detail::Inherited{}.at(rubric.root()), code);
  if (!found) throw Error(detail::say(detail::sentence::no_node_with_code, std::string(code)));
  return found->points;
}

PARINDEX_END_NAMESPACE
