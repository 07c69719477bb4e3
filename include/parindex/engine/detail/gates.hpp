// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <parindex/detail/sentences.hpp>
#include <parindex/engine/detail/evaluate.hpp>
#include <parindex/rubric/detail/sentences/weights.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Reads the flags of the gates of a node. False if one is wrong or missing: a veto has no policy,
/// so its flag is required. A node that the group does not have must have no flags.
template <class CellAt>
bool read_gates(const PlanState& plan, const PlanNode& node, std::size_t group,
                const CellAt& cell_at, Listener& listener) {
  if (!node.exists_for.empty() && group == no_group) return true;  // the row reports it once
  bool sound = true;
  const bool absent = !exists(node, group);
  for (const PlanGate& gate : node.gates) {
    if (gate.gate->when) continue;
    const Cell& cell = cell_at(gate.at);
    const auto none = no_value_of(plan.markers, cell);
    Value value;
    const IssueCode* code = nullptr;
    if (absent) {
      if (!none) code = &issue::value_unexpected;
    } else {
      code = none ? &issue::value_missing : read_cell(plan.specs[gate.at], cell, value);
    }
    if (!code) continue;
    sound = false;
    listener.issue(value_issue(
        *code, message_of(*code), absent ? sentence::nothing : sentence::yes_or_no,
        none ? phrase_of(*none) : Phrase(cell.to_string()), plan.columns[gate.at].name));
  }
  return sound;
}

/// Whether the test of a gate is true. It is false for a node without points.
inline bool gate_holds(const PlanState& plan, const PlanGate& gate, const NodeOutcome& other) {
  if (other.status != Status::ok) return false;
  const GateTest& test = *gate.gate->when;
  const NodeResult result = to_result(plan, other, gate.at);
  const bool exact = test.stage == FigureStage::exact;
  const Rational& value = test.on == Figure::points ? *result.points
                          : exact                   ? *result.index_exact
                                                    : *result.index;
  return !(test.lower &&
           (value < test.lower->value || (!test.lower->closed && value == test.lower->value))) &&
         !(test.upper &&
           (value > test.upper->value || (!test.upper->closed && value == test.upper->value)));
}

inline Phrase phrase_of(const GateTest& test) {
  if (!test.no_value.empty()) {
    Phrase kinds = phrase_of(test.no_value.front());
    for (std::size_t i = 1; i < test.no_value.size(); ++i) {
      kinds = say(words::either, kinds, phrase_of(test.no_value[i]));
    }
    return say(words::is_one_of, test.node, kinds);
  }
  const bool exact = test.stage == FigureStage::exact;
  const Sentence<1>& of = test.on == Figure::points ? words::points_of_node
                          : exact                   ? words::exact_index_of_node
                                                    : words::index_of_node;
  return phrase_of(Band{test.lower, test.upper, 0, {}}, say(of, test.node));
}

/// The outcome of a node with its weight from the data, which a node with points must have.
template <class CellAt>
NodeOutcome weighed(const PlanState& plan, const PlanNode& node, std::size_t group,
                    const CellAt& cell_at, NodeOutcome outcome, Listener& listener) {
  if (!node.weight_at || outcome.status == Status::error) return outcome;
  if (!node.exists_for.empty() && group == no_group) return outcome;  // the row reports it once
  const std::size_t column = *node.weight_at;
  const Cell& cell = cell_at(column);
  const auto none = no_value_of(plan.markers, plan.specs[column], cell);
  if (none && outcome.status != Status::ok) return outcome;
  const bool absent = !exists(node, group);
  Value value;
  const IssueCode* const code = none     ? &issue::value_missing
                                : absent ? &issue::value_unexpected
                                         : read_cell(plan.specs[column], cell, value);
  if (code == nullptr) {
    outcome.weight = std::move(value.number);
    return outcome;
  }
  listener.issue(value_issue(
      *code, none ? Said(sentence::the_node_has_points_but_no_weight) : message_of(*code),
      absent ? sentence::nothing : sentence::a_weight_of_0_or_more,
      none ? phrase_of(*none) : Phrase(cell.to_string()), plan.columns[column].name));
  return {};
}

/// Applies the gates of a node to its outcome, up to the first true gate with points, and adds its
/// weight. Every node that a gate tests must already have its outcome.
template <class CellAt, class Outcomes>
NodeOutcome apply_gates(const PlanState& plan, const PlanNode& node, std::size_t group,
                        const CellAt& cell_at, const Outcomes& outcomes, NodeOutcome outcome,
                        Listener& listener) {
  if (node.gates.empty()) {
    return weighed(plan, node, group, cell_at, std::move(outcome), listener);
  }
  IssueLog reported(0);  // the issues were reported at the first reading
  IssueListener silent{reported};
  if (!read_gates(plan, node, group, cell_at, silent)) return {};
  for (std::size_t i = 0; i < node.gates.size(); ++i) {
    const PlanGate& gate = node.gates[i];
    bool holds = false;
    if (gate.gate->when) {
      const NodeOutcome& other = outcomes[gate.at];
      if (other.status == Status::error) return {};
      const GateTest& test = *gate.gate->when;
      if (test.no_value.empty()) {
        holds = gate_holds(plan, gate, other);
      } else {
        const auto none = no_value_of_leaf(plan, plan.nodes[gate.at], group, cell_at);
        holds = none && contains(test.no_value, *none);
      }
    } else if (exists(node, group)) {
      Value value;
      read_cell(plan.specs[gate.at], cell_at(gate.at), value);
      holds = value.flag;
    }
    if (!holds || outcome.status != Status::ok) continue;
    const bool caps = gate.gate->kind == Gate::Kind::cap;
    // This precedes the rounding, which is the last step.
    if (caps && outcome.exact <= gate.gate->points) continue;
    listener.step([&] {
      const auto& when = gate.gate->when;
      const std::string to = gate.gate->points.to_string();
      const Phrase name =
          when ? gate.gate->id + " (" + phrase_of(*when) + ")" : Phrase(gate.gate->id);
      const std::string from = outcome.points.to_string();
      return Branch{"/gates/" + std::to_string(i),
                    caps ? say(words::gate_caps, name, to, outcome.exact.to_string())
                         : say(words::gate_sets, name, from, to),
                    gate.gate->title};
    });
    outcome = ok_outcome(*node.node, gate.gate->points, std::move(outcome.max), listener);
    if (!caps) break;
  }
  return weighed(plan, node, group, cell_at, std::move(outcome), listener);
}

/// The outcome of a node from its children and its gates. For a leaf, `outcomes` already contains
/// the result of its rule.
template <class CellAt>
NodeOutcome evaluate_node(const PlanState& plan, std::size_t position, std::size_t group,
                          const CellAt& cell_at, const std::vector<NodeOutcome>& outcomes,
                          Listener& listener) {
  const PlanNode& node = plan.nodes[position];
  return apply_gates(plan, node, group, cell_at, outcomes,
                     node.children.empty()
                         ? outcomes[position]
                         : evaluate_inner(plan, node, outcomes, exists(node, group), listener),
                     listener);
}

}  // namespace detail

PARINDEX_END_NAMESPACE
