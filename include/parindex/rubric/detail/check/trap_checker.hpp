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
               "The gate is not shown to lower the points: fewer may come out before it",
               "\"cap\" in place of \"points\"" +
                   (least ? ", or at most " + least->to_string() : std::string()),
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
               "The cap of the bonus is not shown to stay within the applicable maximum, which "
               "children that are left out lower",
               "\"max\", or at most " + reach.least_max.to_string(), each.limit->to_string());
  }
}

/// What holds and may yet surprise its author: gates that lift, bonuses beyond the maximum. Calls
/// itself for the children: the check holds a rubric to `Limits::depth` levels.
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
