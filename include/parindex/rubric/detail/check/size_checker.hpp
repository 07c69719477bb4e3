// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include <parindex/detail/sentences.hpp>
#include <parindex/issue_codes.hpp>
#include <parindex/limits.hpp>
#include <parindex/rubric/detail/check/nesting.hpp>
#include <parindex/rubric/detail/check/node_report.hpp>
#include <parindex/rubric/detail/sentences/structure.hpp>
#include <parindex/rubric/rubric.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Whether a rubric is small enough to be checked: its nodes, its levels, and the nesting in its
/// rules.
inline bool check_size(const RubricDraft& draft, NodeReport& report) {
  std::size_t count = 0;
  std::size_t deepest = 0;
  // An explicit stack, because the depth is being checked.
  std::vector<std::pair<const Node*, std::size_t>> open{{&draft.root, 0}};
  while (!open.empty()) {
    const auto [node, depth] = open.back();
    open.pop_back();
    ++count;
    deepest = std::max(deepest, depth);
    const std::size_t nested = node->rule ? Nesting(*node->rule).deepest() : 0;
    if (nested > limits().json_depth) {
      report.add(issue::rubric_too_large, "/nodes",
                 say(sentence::the_rule_of_is_nested_too_deeply, quote(node->code)),
                 say(sentence::at_most_levels, std::to_string(limits().json_depth)),
                 std::to_string(nested));
      return false;
    }
    for (const Node& child : node->children) open.emplace_back(&child, depth + 1);
  }
  if (count > limits().nodes || deepest > limits().depth) {
    report.add(issue::rubric_too_large, "/nodes", sentence::the_rubric_is_too_large,
               say(sentence::at_most_nodes_in_levels, std::to_string(limits().nodes),
                   std::to_string(limits().depth)),
               say(sentence::nodes_in_levels, std::to_string(count), std::to_string(deepest)));
    return false;
  }
  return true;
}

}  // namespace detail

PARINDEX_END_NAMESPACE
