// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <string_view>
#include <variant>

#include <parindex/engine/detail/plan_state.hpp>
#include <parindex/rubric/diff.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Whether two rubrics differ only within leaves, so that each leaf can change independently. Then
/// every mixture of old and new leaves between two steps is a valid rubric except for its figures,
/// and each leaf gives the same points in it as in the old or the new rubric.
class LeavesAlone {
 public:
  LeavesAlone(const PlanState& before, const PlanState& after) : before_(before), after_(after) {}

  bool hold(const Diff& diff) const {
    if (!diff.codes.empty() || before_.codes != after_.codes || !same_frame()) return false;
    for (const PlanState* plan : {&before_, &after_}) {
      // The points of a leaf must depend only on that leaf and its ancestors.
      if (!plan->statistics.empty() || !plan->looked_at.empty()) return false;
      if (!std::all_of(plan->nodes.begin(), plan->nodes.end(), stands_alone)) return false;
    }
    return std::all_of(diff.changes.begin(), diff.changes.end(),
                       [this](const auto& change) { return !change.scoring || is_within(change); });
  }

 private:
  /// The same tree, and every data column is read by the same node in both.
  bool same_frame() const {
    std::map<std::string, std::string, std::less<>> readers;
    for (const PlanState* plan : {&before_, &after_}) {
      for (const PlanColumn& column : plan->columns) {
        if (readers.emplace(column.name, column.code).first->second != column.code) return false;
      }
    }
    for (std::size_t i = 0; i < after_.nodes.size(); ++i) {
      if (before_.nodes[i].children != after_.nodes[i].children) return false;
    }
    return true;
  }

  /// Whether the node has neither a custom rule nor an aggregation whose check uses the points of
  /// its children.
  static bool stands_alone(const PlanNode& node) {
    const Aggregation& kind = node.aggregation;
    return node.children.empty()
               ? node.custom == nullptr
               : std::holds_alternative<Sum>(kind) || std::holds_alternative<Mean>(kind) ||
                     std::holds_alternative<WeightedMean>(kind) ||
                     std::holds_alternative<Median>(kind) ||
                     std::holds_alternative<Minimum>(kind) || std::holds_alternative<Best>(kind);
  }

  bool is_within(const RubricChange& change) const {
    static constexpr std::array keys{"rule", "inputs", "rounding", "max", "cap", "floor"};
    const auto found = after_.positions.find(change.code);
    return found != after_.positions.end() && after_.nodes[found->second].children.empty() &&
           std::find(keys.begin(), keys.end(), change.key) != keys.end();
  }

  const PlanState& before_;
  const PlanState& after_;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
