// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <parindex/engine/detail/quota_band.hpp>
#include <parindex/engine/detail/scores_access.hpp>
#include <parindex/engine/score.hpp>
#include <parindex/engine/trace.hpp>
#include <parindex/rubric/detail/node_results.hpp>
#include <parindex/testing/search/bound_side.hpp>
#include <parindex/testing/search/node_changes.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// A behaviour of a rubric above its leaves or between them, and a unit that shows it.
///  step   - a cap, floor, row, adjustment or gate that takes effect;
///  passed - a gate that does not apply;
///  limit  - an adjustment that reaches its limit;
///  few    - too few children have points;
///  flag   - a flag of a gate, yes or no;
///  quota  - a class by quota;
///  side   - one side of a bound.
struct InnerNodeItem {
  enum class Kind { step, passed, limit, few, flag, quota, side };
  Kind kind = Kind::step;
  std::size_t node = 0;  // position of the node that does it
  bool of_class = false;
  std::string pointer;  // in the rubric file; for a flag, the data column
  Phrase text;
  std::string step;         // relative to the node, as a trace names it
  bool wanted = false;      // the answer of a flag
  std::size_t at = 0;       // index of the gate, row, adjustment or class
  bool on_minimum = false;  // a side of `minimum_available`
  Phrase proof = {};        // why no unit can show it
  // For a side: the figure, its place among all figures, the required distance, and the position.
  std::function<std::optional<Rational>(const Scores&, std::size_t)> figure;
  std::size_t of = 0;
  BoundSide side;
  std::optional<std::size_t> unit = {};  // a unit that shows it
  bool shown = false;                    // whether that unit's node depends on it
};

/// Whether fewer children have points than the node of an item needs.
inline bool few_available(const InnerNodeItem& item, RowSight& sight) {
  const auto needed = minimum_of(sight.node(item.node).aggregation);
  return needed && NodeChanges(sight, item.node).available() < *needed;
}

/// Whether a unit shows an item. `flag` is its value in the column of a flag, or nullptr.
inline bool shows(const InnerNodeItem& item, const Scores& scores, RowSight& sight,
                  const Cell* flag, const Trace& trace) {
  const auto steps = [&](const std::string& pointer) {
    return trace.branch == pointer ||
           std::any_of(trace.steps.begin(), trace.steps.end(),
                       [&](const TraceStep& step) { return step.pointer == pointer; });
  };
  switch (item.kind) {
    case InnerNodeItem::Kind::step: return steps(item.step);
    case InnerNodeItem::Kind::passed:
      return trace.status == Status::ok && gate_passed(sight.node(item.node), item.at, steps);
    case InnerNodeItem::Kind::limit: return steps(item.step.substr(0, item.step.rfind('/')));
    case InnerNodeItem::Kind::few:
      return trace.status == Status::unavailable && few_available(item, sight);
    case InnerNodeItem::Kind::flag:
      return flag != nullptr && flag_of(*flag) == (item.wanted ? 1.0 : 0.0);
    case InnerNodeItem::Kind::quota: {
      const ClassRule& rule =
          *classes_of(scores.plan().rubric().draft(), *sight.node(item.node).node);
      return quota_band_of(ScoresAccess::state(scores), sight.row(), item.node, rule) ==
             &rule.bands[item.at];
    }
    case InnerNodeItem::Kind::side: {
      const auto value = item.figure(scores, sight.row());
      return value && item.side.holds(*value);
    }
  }
  return false;
}

/// Whether the pointer of a step is within a drop.
inline bool contains_drop(std::string_view step) {
  return step.find("/drop/") != std::string_view::npos;
}

/// The outcome of an item's node if the item were changed. Nothing if the item does not concern
/// figures.
inline std::optional<std::vector<NodeOutcome>> otherwise(const InnerNodeItem& item,
                                                         const Scores& scores, RowSight& sight) {
  if (item.of_class || item.kind == InnerNodeItem::Kind::flag) return std::nullopt;
  NodeChanges changes(sight, item.node);
  const PlanNode& node = sight.node(item.node);
  std::vector<NodeOutcome> other;
  switch (item.kind) {
    case InnerNodeItem::Kind::step:
      if (item.step == "/cap" || item.step == "/floor") {
        other.push_back(changes.without_limit(item.step == "/cap"));
      } else if (item.step.starts_with("/gates/")) {
        other.push_back(changes.without_gate(item.at));
      } else if (item.step == "/nothing_left") {
        other.push_back(changes.without_nothing_left());
      } else if (drop_of(node.aggregation) != nullptr && contains_drop(item.step)) {
        const std::string_view step = item.step;
        other.push_back(changes.without_drop(step.substr(step.rfind('/') + 1)));
      } else if (const auto* lookup = std::get_if<Lookup>(&node.aggregation)) {
        const Rational& points = lookup->rows[item.at].points;
        for (const int way : {1, -1}) {
          other.push_back(changes.with_row(item.at, points + Rational(way) * unit_of(points)));
        }
        other.push_back(changes.with_row(item.at, 0));
        other.push_back(changes.with_row(item.at, *node.node->max));
      } else {
        other.push_back(changes.with_adjustment(item.at, false));
      }
      break;
    case InnerNodeItem::Kind::passed:
      if (auto gated = changes.by_gate(item.at)) other.push_back(*std::move(gated));
      break;
    case InnerNodeItem::Kind::limit: other.push_back(changes.with_adjustment(item.at, true)); break;
    case InnerNodeItem::Kind::few:
      other.push_back(changes.with_minimum(changes.available()));
      break;
    case InnerNodeItem::Kind::flag:
    case InnerNodeItem::Kind::quota: break;
    case InnerNodeItem::Kind::side: {
      if (item.on_minimum) {
        const auto needed = static_cast<std::size_t>(item.side.bound.value.small_numerator());
        const std::size_t available = changes.available();
        other.push_back(changes.with_minimum(available < needed ? available : needed + 1));
        break;
      }
      const auto value = item.figure(scores, sight.row());
      if (!value) break;
      const LeafBound& bound = item.side.bound;
      const bool lower = bound.key == "from" || bound.key == "above";
      const bool closed = bound.key == "from" || bound.key == "to";
      const bool inside = *value == bound.value ? closed : (*value > bound.value) == lower;
      // The end was moved to the value, which it then excludes or includes.
      other.push_back(changes.with_test(item.at, {*value, !inside}, lower));
      break;
    }
  }
  return other;
}

}  // namespace detail

PARINDEX_END_NAMESPACE
