// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <parindex/detail/contains.hpp>
#include <parindex/engine/detail/gates.hpp>
#include <parindex/engine/trace.hpp>
#include <parindex/testing/detail/leaf_items.hpp>
#include <parindex/testing/search/case_sight.hpp>
#include <parindex/testing/search/leaf_changes.hpp>
#include <parindex/testing/search/leaf_study.hpp>
#include <parindex/testing/search/node_changes.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// A row, and a leaf that a case reads.
struct LeafSeen {
  RowSight& sight;
  CaseSight& sees;
  std::size_t position;
  const PlanNode& node;
  const Trace& trace;
  const LeafResult& now;     // before gates
  const NodeOutcome actual;  // after gates

  bool steps(const std::string& pointer) const {
    return std::any_of(trace.steps.begin(), trace.steps.end(),
                       [&](const TraceStep& step) { return step.pointer == pointer; });
  }
  /// Whether the case would notice a different outcome of the leaf after its gates.
  bool hangs_behind(const NodeOutcome& other) const {
    return !same_points(other, actual) && sees.sees(position, other);
  }
  /// Whether the case would notice a different outcome before the gates. Different issues are
  /// always noticed.
  bool hangs(const std::optional<LeafResult>& other) const {
    if (!other || other->issues != now.issues) return true;
    return hangs_behind(sight.behind_gates(position, other->own));
  }
  bool hangs(const NodeOutcome& own) const {
    return hangs_behind(sight.behind_gates(position, own));
  }
  /// The outcome of the leaf if its rule gives these points.
  NodeOutcome with_points(const Node& leaf, const Rational& points) const {
    IssueLog ignored(0);
    IssueListener listener{ignored};
    return ok_outcome(leaf, limited(leaf, points), *leaf.max, listener);
  }
  /// The points of the rule before cap, floor and rounding of the leaf.
  std::optional<Rational> rule_points() const {
    for (const TraceStep& step : trace.steps) {
      if (step.kind == StepKind::branch) return step.points;
    }
    return std::nullopt;
  }
  bool hangs_on_branch() const {
    const auto points = rule_points();
    if (!points) return false;
    const Rational unit = unit_of(*points);
    for (const Rational& other :
         {Rational(*points + unit), Rational(*points - unit), Rational(0), *node.node->max}) {
      if (other != *points && hangs(with_points(*node.node, other))) return true;
    }
    return false;
  }
};

inline std::optional<LeafResult> result_of(const ChangedLeaf& changed, const LeafSeen& seen) {
  return changed.result(
      seen.sight.group(), [&](std::size_t column) { return seen.sight.cell(column); },
      seen.sight.unit(seen.position));
}

/// Whether the case would notice the other answer.
inline bool hangs_on_flag(const LeafSeen& seen, const LeafItem& one) {
  const PlanNode& node = seen.node;
  const std::size_t flag = node.first_column + one.at;
  const auto cell_at = [&](std::size_t column) {
    return column == flag ? Cell(!one.wanted) : seen.sight.cell(column);
  };
  auto other = leaf_result(seen.sight.plan(), node, seen.sight.group(), cell_at,
                           seen.sight.unit(seen.position));
  if (!other || other->issues != seen.now.issues) return true;
  seen.sight.outcomes().find_needs(seen.position);
  IssueLog ignored(0);
  IssueListener listener{ignored};
  return seen.hangs_behind(apply_gates(seen.sight.plan(), node, seen.sight.group(), cell_at,
                                       seen.sight.outcomes(), std::move(other->own), listener));
}

/// The variants of a leaf that are tried against a case: with a shifted bound, or without a limit.
struct LeafForms {
  LeafVersions versions;
  std::optional<BoundSlips> slips = {};
};

/// Whether a case takes an item of a leaf, and would notice if the item were different.
inline bool shows(LeafForms& forms, const LeafItem& one, const LeafSeen& seen,
                  const std::vector<std::string>& rows, const LeafStudy& study,
                  const LeafInput& input, const LeafOutcome& outcome) {
  const PlanNode& node = seen.node;
  NodeChanges changes(seen.sight, seen.position);
  constexpr std::size_t sides_of_a_bound = 3;
  switch (one.about) {
    case LeafItem::About::branch: return seen.trace.branch == one.pointer && seen.hangs_on_branch();
    case LeafItem::About::row: return contains(rows, one.pointer) && seen.hangs_on_branch();
    // The row has an issue for each value that was replaced.
    case LeafItem::About::replaced: return seen.steps(one.pointer);
    // Under another policy the row has an additional issue or lacks one.
    case LeafItem::About::policy: return seen.trace.branch == one.pointer;
    case LeafItem::About::absence:
      return seen.trace.branch == one.pointer &&
             (node.policies[0].value_or(MissingPolicy::error) == MissingPolicy::error ||
              seen.hangs(seen.with_points(*node.node, 0)) ||
              seen.hangs(seen.with_points(*node.node, *node.node->max)));
    case LeafItem::About::limit: {
      const auto points = seen.rule_points();
      if (!points || !seen.steps(one.pointer)) return false;
      Node free = *node.node;
      (one.pointer == "/cap" ? free.cap : free.floor).reset();
      return seen.hangs(seen.with_points(free, *points));
    }
    case LeafItem::About::inner_limit: {
      if (seen.now.own.status != Status::ok) return false;
      const ChangedLeaf* free = forms.versions.of({{one.pointer, {}, {}}});
      return free != nullptr && seen.hangs(result_of(*free, seen));
    }
    case LeafItem::About::gate:
      return seen.steps(one.pointer) && seen.hangs_behind(changes.without_gate(one.at));
    case LeafItem::About::passed: {
      const auto steps = [&](const std::string& pointer) { return seen.steps(pointer); };
      if (seen.actual.status != Status::ok || !gate_passed(node, one.at, steps)) return false;
      const auto gated = changes.by_gate(one.at);
      return gated && seen.hangs_behind(*gated);
    }
    case LeafItem::About::side: {
      const BoundSide& side = study.sides()[one.at];
      const auto value = study.bounds().variable(side.bound, input, outcome);
      if (!value || !side.holds(*value)) return false;
      for (const LeafEdits& slip : forms.slips->of(one.at / sides_of_a_bound, *value)) {
        const ChangedLeaf* changed = forms.versions.of(slip);
        if (changed != nullptr && seen.hangs(result_of(*changed, seen))) return true;
      }
      return false;
    }
    case LeafItem::About::flag: {
      if (flag_of(input.cells[one.at]) != (one.wanted ? 1.0 : 0.0)) return false;
      return hangs_on_flag(seen, one);
    }
  }
  return false;
}

}  // namespace detail

PARINDEX_END_NAMESPACE
