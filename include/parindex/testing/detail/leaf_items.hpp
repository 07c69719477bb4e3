// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <parindex/detail/contains.hpp>
#include <parindex/detail/visit.hpp>
#include <parindex/engine/detail/plan_state.hpp>
#include <parindex/engine/plan.hpp>
#include <parindex/rubric/detail/proof/rule_reach.hpp>
#include <parindex/rubric/detail/rule_branches.hpp>
#include <parindex/rubric/detail/rules.hpp>
#include <parindex/testing/detail/sentences.hpp>
#include <parindex/testing/search/leaf_changes.hpp>
#include <parindex/testing/search/leaf_fields.hpp>
#include <parindex/testing/search/leaf_lab.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Something that affects the points of a leaf, for a case to cover.
struct LeafItem {
  enum class About {
    branch,
    row,
    replaced,
    policy,
    absence,
    limit,
    inner_limit,
    gate,
    passed,
    side,
    flag
  };

  About about = About::branch;
  std::size_t item = 0;      // its place in the coverage
  std::string pointer = {};  // relative to the leaf
  std::size_t at = 0;        // index of the gate, side or column
  bool wanted = false;       // value of a flag
};

inline LeafItem::About about_branch(const std::string& branch) {
  if (branch == "/only_for") return LeafItem::About::absence;
  if (branch == "/cap" || branch == "/floor") return LeafItem::About::limit;
  if (branch.find("/decision_table/rows/") != std::string::npos) return LeafItem::About::row;
  for (const char* policy : {"/when_zero", "/when_small", "/when_none"}) {
    if (branch.ends_with(policy)) return LeafItem::About::policy;
  }
  return branch.starts_with("/rule") ? LeafItem::About::branch : LeafItem::About::policy;
}

/// The caps and floors within a rule.
template <class Each>
void limits_in(const JsonValue& value, const std::string& at, const Each& each) {
  for (std::size_t i = 0; i < value.children.size(); ++i) {
    const JsonValue& child = value.children[i];
    const std::string inside =
        at + "/" + (value.kind == JsonValue::Kind::array ? std::to_string(i) : child.key);
    if ((child.key == "cap" || child.key == "floor") && number_in(child)) each(inside);
    // The numbers of a map have the ids of answers as keys.
    if (child.key == "values" && value.find("input") != nullptr) continue;
    limits_in(child, inside, each);
  }
}

/// Whether a limit of a winsorised expression may change a value; false is proven.
inline bool can_limit(const Node& leaf, const Expression& winsorised, bool low) {
  const Expression& of = winsorised.parts[0];
  const Expression& limit = winsorised.parts[low ? 1 : 2];
  if (limit.kind == Expression::Kind::cohort && limit.parts[0] == of) {
    const Statistic asked = limit.statistic;
    const bool first = limit.number == Rational(1);
    if (asked == (low ? Statistic::min : Statistic::max)) return false;
    if (first && asked == (low ? Statistic::lowest : Statistic::highest)) return false;
  }
  const Domain values = domain_of(leaf, of);
  const Domain ends = domain_of(leaf, limit);
  if (low) {
    return !is_finite(ends.upper) || values.lower < Cut{Cut::Where::before, ends.upper.value};
  }
  return !is_finite(ends.lower) || Cut{Cut::Where::after, ends.lower.value} < values.upper;
}

/// Everything that affects the points of a leaf: the branches of its rule, the policies for missing
/// values, and the steps after the rule.
inline std::vector<LeafItem> items_of(const Plan& plan, std::size_t position,
                                      const IsolatedLeaf& text) {
  const PlanNode& node = plan.state().nodes[position];
  std::vector<LeafItem> found;
  const auto add = [&](std::string branch, LeafItem::About what, std::size_t at = 0) {
    found.push_back({what, 0, std::move(branch), at});
  };
  std::vector<std::string> known = rule_branches(*node.node->rule);
  for (const std::string& branch : known) add(branch, about_branch(branch));
  for (const FigurePlace& place : winsorised_in(*node.node->rule)) {
    for (const bool low : {true, false}) {
      if (!can_limit(*node.node, *place.figure, low)) continue;
      add(place.pointer + (low ? "/winsorise/low" : "/winsorise/high"), LeafItem::About::replaced);
    }
  }
  limits_in(*text.json->find("rule"), "/rule", [&](const std::string& limit) {
    if (!contains(known, limit)) add(limit, LeafItem::About::inner_limit);
  });
  bool lacks = false;    // a policy for a missing value can apply
  bool refused = false;  // one for another kind of no-value can
  for (std::size_t i = 0; i < node.column_count; ++i) {
    const ColumnSpec& spec = plan.state().specs[node.first_column + i];
    lacks = lacks || !(spec.optional || spec.imputed);
    refused = refused || !spec.optional;
    if (!spec.imputed) continue;
    const std::string pointer = "/inputs/" + std::to_string(i) + "/impute";
    add(pointer, LeafItem::About::replaced);
    const auto& instead = node.node->inputs[i].impute->when_none;
    if (instead && *instead != MissingPolicy::error) {
      add(pointer + "/when_none", LeafItem::About::policy);
    }
  }
  if (refused) {
    known.push_back("/missing");
    if (lacks) add(known.back(), LeafItem::About::policy);
    for (const auto& [kind, texts] : plan.rubric().draft().markers) {
      // Without a marker, no value of a case can be of this kind.
      const bool decides = node.policies[static_cast<std::size_t>(kind)].has_value();
      const std::string branch = "/" + std::string(to_string(kind));
      if (!decides || texts.empty() || contains(known, branch)) continue;
      known.push_back(branch);
      add(branch, LeafItem::About::policy);
    }
  }
  if (!text.only_for.empty() && text.only_for.size() < text.groups.size()) {
    add("/only_for", LeafItem::About::absence);
  }
  if (node.node->cap) add("/cap", LeafItem::About::limit);
  if (node.node->floor) add("/floor", LeafItem::About::limit);
  for (std::size_t i = 0; i < node.gates.size(); ++i) {
    if (node.gates[i].gate->when) continue;
    add("/gates/" + std::to_string(i), LeafItem::About::gate, i);
    add("/gates/" + std::to_string(i), LeafItem::About::passed, i);
  }
  return found;
}

/// An item in words, if no input takes it and it has no words of its own.
inline Phrase words_of(const LeafItem& item, const PlanNode& node, const IsolatedLeaf& text) {
  switch (item.about) {
    case LeafItem::About::gate: return say(sentence::item_gate, node.gates[item.at].gate->id);
    case LeafItem::About::passed:
      return say(sentence::item_gate_passed, node.gates[item.at].gate->id);
    case LeafItem::About::limit: {
      const bool cap = item.pointer == "/cap";
      return cap ? say(sentence::item_capped, node.node->cap->to_string())
                 : say(sentence::item_raised, node.node->floor->to_string());
    }
    case LeafItem::About::inner_limit: {
      const JsonValue* limit = value_at(*text.json, item.pointer);
      return say(item.pointer.ends_with("/cap") ? sentence::item_capped : sentence::item_raised,
                 limit == nullptr ? "" : limit->text);
    }
    case LeafItem::About::row: {
      const JsonValue* row = value_at(*text.json, item.pointer);
      return row == nullptr ? Phrase(item.pointer) : say(sentence::item_row, tree_text(*row));
    }
    default: return item.pointer;
  }
}

/// Why a rule without its cap or floor never goes beyond it: then the branch is never taken.
inline std::optional<Phrase> never_limits(const Rule& rule, const Node& leaf,
                                          const std::string& branch) {
  if (const ByGroup* const split = std::get_if<ByGroup>(&rule)) {
    for (std::size_t i = 0; i < split->cases.size(); ++i) {
      const std::string inside = group_case_pointer(i);
      if (branch.compare(0, inside.size() + 1, inside + "/") != 0) continue;
      return never_limits(split->cases[i].rule, leaf, "/rule" + branch.substr(inside.size()));
    }
    return std::nullopt;
  }
  const std::string at = "/rule/" + std::string(name_of(rule));
  return detail::visit(
      [&](const auto& limited) -> std::optional<Phrase> {
        if constexpr (requires { limited.cap; }) {
          if (branch == at + "/cap" && limited.cap) {
            auto kind = limited;
            const Rational cap = *std::exchange(kind.cap, std::nullopt);
            const auto reach = reach_of(kind, leaf);
            if (reach && reach->max && *reach->max <= cap) {
              return say(sentence::proof_at_most_points, reach->max->to_string(), cap.to_string());
            }
          }
        }
        if constexpr (requires { limited.floor; }) {
          if (branch == at + "/floor" && limited.floor) {
            auto kind = limited;
            const Rational floor = *std::exchange(kind.floor, std::nullopt);
            const auto reach = reach_of(kind, leaf);
            if (reach && reach->min && *reach->min >= floor) {
              return say(sentence::proof_at_least_points, reach->min->to_string(),
                         floor.to_string());
            }
          }
        }
        return std::nullopt;
      },
      rule);
}

}  // namespace detail

PARINDEX_END_NAMESPACE
