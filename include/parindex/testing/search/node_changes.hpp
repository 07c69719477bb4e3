// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <parindex/rubric/detail/aggregations.hpp>
#include <parindex/testing/search/case_sight.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Whether a gate was tested and did not apply: `steps` says whether one had an effect, and no gate
/// after an effective points gate is tested.
template <class Steps>
bool gate_passed(const PlanNode& node, std::size_t gate, const Steps& steps) {
  for (std::size_t i = 0; i <= gate; ++i) {
    if (i < gate && node.gates[i].gate->kind == Gate::Kind::cap) continue;
    if (steps("/gates/" + std::to_string(i))) return false;
  }
  return true;
}

/// Nodes with one change, and their outcomes for a row.
class NodeChanges {
 public:
  NodeChanges(RowSight& sight, std::size_t position)
      : sight_(sight), position_(position), as_is_(sight.node(position)) {}

  /// The outcome of the node before its gates.
  NodeOutcome own() {
    if (as_is_.children.empty()) {
      const auto& result = sight_.leaf(position_);
      return result ? result->own : NodeOutcome{};
    }
    return sight_.inner(as_is_, position_);
  }

  std::size_t available() {
    std::size_t count = 0;
    for (const std::size_t child : as_is_.children) {
      count += sight_.outcomes().at(child).status == Status::ok ? 1 : 0;
    }
    return count;
  }

  NodeOutcome without_limit(bool cap) {
    Node node = *as_is_.node;
    (cap ? node.cap : node.floor).reset();
    return with_node(node);
  }
  NodeOutcome without_gate(std::size_t gate) {
    PlanNode changed = as_is_;
    changed.gates.erase(changed.gates.begin() + static_cast<std::ptrdiff_t>(gate));
    return sight_.behind_gates(changed, position_, own());
  }
  /// The outcome of the node if an inactive gate applied; nothing if it could not change anything.
  std::optional<NodeOutcome> by_gate(std::size_t gate) {
    PlanNode changed = as_is_;
    changed.gates.erase(changed.gates.begin() + static_cast<std::ptrdiff_t>(gate),
                        changed.gates.end());
    NodeOutcome before = sight_.behind_gates(changed, position_, own());
    if (before.status != Status::ok) return std::nullopt;
    const Gate& held = *as_is_.gates[gate].gate;
    const bool caps = held.kind == Gate::Kind::cap;
    if (caps && before.exact <= held.points) return std::nullopt;
    IssueLog ignored(0);
    IssueListener listener{ignored};
    NodeOutcome outcome = ok_outcome(*as_is_.node, held.points, std::move(before.max), listener);
    if (!caps) return outcome;
    changed.gates.assign(as_is_.gates.begin() + static_cast<std::ptrdiff_t>(gate) + 1,
                         as_is_.gates.end());
    return sight_.behind_gates(changed, position_, std::move(outcome));
  }
  NodeOutcome with_test(std::size_t gate, const Bound& bound, bool lower) {
    Gate other = *as_is_.gates[gate].gate;
    (lower ? other.when->lower : other.when->upper) = bound;
    PlanNode changed = as_is_;
    changed.gates[gate].gate = &other;
    return sight_.behind_gates(changed, position_, own());
  }
  NodeOutcome with_minimum(std::size_t minimum) {
    return with_kind([&](auto& kind) {
      if constexpr (requires { kind.minimum_available; }) kind.minimum_available = minimum;
    });
  }
  /// Without leaving out the lowest or highest children, or with excluded children that do not
  /// count as one of the lowest.
  NodeOutcome without_drop(std::string_view key) {
    return with_kind([&](auto& kind) {
      if constexpr (requires { kind.drop; }) {
        if (key == "lowest") kind.drop->lowest.reset();
        if (key == "highest") kind.drop->highest.reset();
        if (key == "excluded") kind.drop->excluded = Drop::Excluded::not_counted;
      }
    });
  }
  NodeOutcome without_nothing_left() {
    Node node = *as_is_.node;
    node.nothing_left.reset();
    return with_node(node);
  }
  NodeOutcome with_row(std::size_t row, const Rational& points) {
    return with_kind([&](auto& kind) {
      if constexpr (requires { kind.rows; }) kind.rows[row].points = points;
    });
  }
  NodeOutcome with_adjustment(std::size_t at, bool unlimited) {
    return with_kind([&](auto& kind) {
      if constexpr (requires { kind.adjust; }) {
        Adjustment& each = kind.adjust[at];
        each.limit.reset();
        each.to_maximum = false;
        if (!unlimited) {
          using Kind = Adjustment::Kind;
          each.kind = each.kind == Kind::bonus ? Kind::penalty : Kind::bonus;
        }
      }
    });
  }

 private:
  NodeOutcome with_node(const Node& node) {
    PlanNode changed = as_is_;
    changed.node = &node;
    return sight_.behind_gates(changed, position_, sight_.inner(changed, position_));
  }
  template <class Change>
  NodeOutcome with_kind(const Change& change) {
    PlanNode changed = as_is_;
    detail::visit(change, changed.aggregation);
    return sight_.behind_gates(changed, position_, sight_.inner(changed, position_));
  }

  RowSight& sight_;
  const std::size_t position_;
  const PlanNode& as_is_;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
