// SPDX-License-Identifier: MIT
#pragma once

#include <parindex/rubric/check.hpp>
#include <parindex/rubric/detail/proof/node_reach.hpp>
#include <parindex/rubric/detail/sentences/structure.hpp>

PARINDEX_BEGIN_NAMESPACE

PointsRange points_range(const Rubric& rubric, std::string_view code) {
  const auto found = detail::find_reach(rubric.root(), detail::Inherited{}.at(rubric.root()), code);
  if (!found) throw Error(detail::say(detail::sentence::no_node_with_code, std::string(code)));
  return found->points;
}

PARINDEX_END_NAMESPACE
