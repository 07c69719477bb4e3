// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>

#include <parindex/detail/make_issue.hpp>
#include <parindex/detail/sentences.hpp>
#include <parindex/rubric/detail/check/node_report.hpp>
#include <parindex/rubric/detail/inherited.hpp>
#include <parindex/rubric/detail/sentences/structure.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// In a file the points are the policy; a draft made in code can have one without the other.
inline void check_policy_points(const Node& node, NodeReport& report) {
  const std::pair<NoValue, std::optional<MissingPolicy>> stated[] = {
      {NoValue::missing, node.missing},
      {NoValue::not_applicable, node.not_applicable},
      {NoValue::not_proven, node.not_proven},
      {NoValue::refused, node.refused}};
  for (const auto& [kind, policy] : stated) {
    if ((policy == MissingPolicy::points) == node.no_value_points.contains(kind)) continue;
    report.add(issue::part_misplaced, "/" + std::string(to_string(kind)),
               sentence::the_policy_states_no_points, sentence::no_such_key);
  }
}

/// `own` has the policies that apply at the leaf.
inline void check_policy_points_of_leaf(const Node& leaf, const Inherited& own,
                                        NodeReport& report) {
  for (const NoValue kind :
       {NoValue::missing, NoValue::not_applicable, NoValue::not_proven, NoValue::refused}) {
    const auto& points = own.points[static_cast<std::size_t>(kind)];
    if (!points || !leaf.max || *points <= *leaf.max) continue;
    report.add(issue::maximum_exceeded, "/" + std::string(to_string(kind)),
               sentence::the_policy_gives_more_than_the_maximum, leaf.max->to_string(),
               points->to_string());
  }
}

}  // namespace detail

PARINDEX_END_NAMESPACE
