// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include <parindex/engine/detail/evaluate.hpp>
#include <parindex/engine/detail/gates.hpp>
#include <parindex/testing/search/leaf_bounds.hpp>
#include <parindex/testing/search/leaf_changes.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// An isolated leaf, unchanged and with a bound moved to the value next to it.
class SlippedLeaf {
 public:
  SlippedLeaf(const JsonValue& json, const LeafBounds& bounds)
      : plan_(bounds.plan()), versions_(plan_.state(), 1, json), slips_(json, bounds.bounds()) {}

  LeafVersions& versions() { return versions_; }

  /// The outcome of an input after the gates of the leaf, unchanged or with a moved bound.
  std::optional<LeafResult> result_of(const LeafInput& input, const ChangedLeaf* changed) const {
    const PlanState& state = plan_.state();
    const PlanNode& leaf = state.nodes[1];
    const std::size_t group = group_of(state, input.group);
    const UnitContext unit{nullptr, input.group};
    const auto cell_at = [&](std::size_t column) { return input.cells[column]; };
    auto result = changed != nullptr ? changed->result(group, cell_at, unit)
                                     : leaf_result(state, leaf, group, cell_at, unit);
    if (!result) return result;
    IssueLog ignored(0);
    IssueListener listener{ignored};
    const std::vector<NodeOutcome> none;
    result->own = apply_gates(state, leaf, group, cell_at, none, std::move(result->own), listener);
    return result;
  }

  static bool same_result(const std::optional<LeafResult>& a, const std::optional<LeafResult>& b) {
    return a && b && a->issues == b->issues && a->own.status == b->own.status &&
           (a->own.status != Status::ok || a->own.points == b->own.points);
  }

  /// Whether the outcome of an input changes if the bound, on whose side `value` is, moves.
  bool hangs(const LeafInput& input, std::size_t b, const Rational& value) {
    const auto now = result_of(input, nullptr);
    for (const LeafEdits& slip : slips_.of(b, value)) {
      const ChangedLeaf* changed = versions_.of(slip);
      if (changed != nullptr && !same_result(now, result_of(input, changed))) return true;
    }
    return false;
  }

 private:
  const Plan& plan_;
  LeafVersions versions_;
  BoundSlips slips_;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
