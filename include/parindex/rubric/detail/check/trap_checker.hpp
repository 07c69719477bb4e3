// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <variant>

#include <parindex/detail/issue_log.hpp>
#include <parindex/issue_codes.hpp>
#include <parindex/rubric/detail/check/node_report.hpp>
#include <parindex/rubric/detail/inherited.hpp>
#include <parindex/rubric/detail/proof/node_reach.hpp>
#include <parindex/rubric/detail/sentences/structure.hpp>
#include <parindex/rubric/rubric.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

inline void check_gate_points(const Node& node, NodeReport& report, const NodeReach& reach) {
  std::optional<Rational> least = reach.ungated.min;
  for (std::size_t i = 0; i < node.gates.size(); ++i) {
    const Gate& gate = node.gates[i];
    const Rational points = node.rounding ? gate.points.rounded(*node.rounding) : gate.points;
    if (gate.kind == Gate::Kind::cap) {
      if (least) least = min(*least, points);
      continue;
    }
    if (least && points <= *least) continue;
    report.add(issue::gate_raises, "/gates/" + std::to_string(i) + "/points",
               sentence::the_gate_may_raise_the_points_a_node_can,
               least ? say(sentence::cap_for_points_or, least->to_string())
                     : Phrase(sentence::cap_for_points),
               gate.points.to_string());
  }
}

inline void check_bonus_caps(const Node& node, NodeReport& report, const Sum& sum,
                             const ReachOfNodes& reaches) {
  const NodeReach& reach = reaches.at(&node);
  if (!reach.varying_max()) return;
  for (std::size_t i = 0; i < sum.adjust.size(); ++i) {
    const Adjustment& each = sum.adjust[i];
    if (each.kind != Adjustment::Kind::bonus || !each.limit) continue;
    if (*each.limit <= reach.least_max) continue;
    report.add(issue::bonus_above_maximum, "/aggregation/sum/adjust/" + std::to_string(i) + "/cap",
               sentence::the_cap_of_the_bonus_may_exceed_the,
               say(sentence::max_or_at_most, reach.least_max.to_string()), each.limit->to_string());
  }
}

/// Reports valid parts that may surprise their author: gates that raise points, bonuses beyond the
/// maximum. Recursive over the children: the check limits a rubric to `Limits::depth` levels.
inline void check_traps(const Node& node, NodeReport& report, const Inherited& own,
                        const ReachOfNodes& reaches, std::size_t depth, IssueLog& issues) {
  check_gate_points(node, report, reaches.at(&node));
  if (const auto* sum = own.aggregation ? std::get_if<Sum>(&*own.aggregation) : nullptr) {
    if (!node.children.empty()) check_bonus_caps(node, report, *sum, reaches);
  }
  report.finish_late();
  const std::string list = report.pointer() + (depth == 0 ? "/nodes/" : "/children/");
  for (std::size_t i = 0; i < node.children.size(); ++i) {
    const Node& child = node.children[i];
    NodeReport of_child(child, list + std::to_string(i), issues);
    check_traps(child, of_child, own.at(child), reaches, depth + 1, issues);
  }
}

}  // namespace detail

PARINDEX_END_NAMESPACE
