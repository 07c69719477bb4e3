// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include <parindex/issue_codes.hpp>
#include <parindex/limits.hpp>
#include <parindex/rubric/detail/check/nesting.hpp>
#include <parindex/rubric/detail/check/node_report.hpp>
#include <parindex/rubric/rubric.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Whether a rubric is small enough to be looked into: its nodes, its levels, and what is nested in
/// its rules.
inline bool check_size(const RubricDraft& draft, NodeReport& report) {
  std::size_t count = 0;
  std::size_t deepest = 0;
  // An explicit stack: the depth is what is being checked.
  std::vector<std::pair<const Node*, std::size_t>> open{{&draft.root, 0}};
  while (!open.empty()) {
    const auto [node, depth] = open.back();
    open.pop_back();
    ++count;
    deepest = std::max(deepest, depth);
    const std::size_t nested = node->rule ? Nesting(*node->rule).deepest() : 0;
    if (nested > limits().json_depth) {
      report.add(issue::rubric_too_large, "/nodes",
                 "The rule of " + quote(node->code) + " is nested too deeply",
                 "at most " + std::to_string(limits().json_depth) + " levels",
                 std::to_string(nested));
      return false;
    }
    for (const Node& child : node->children) open.emplace_back(&child, depth + 1);
  }
  if (count > limits().nodes || deepest > limits().depth) {
    report.add(issue::rubric_too_large, "/nodes", "The rubric is too large",
               "at most " + std::to_string(limits().nodes) + " nodes in " +
                   std::to_string(limits().depth) + " levels",
               std::to_string(count) + " nodes in " + std::to_string(deepest) + " levels");
    return false;
  }
  return true;
}

}  // namespace detail

PARINDEX_END_NAMESPACE
