// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include <parindex/rubric/detail/check/rule_checker.hpp>
#include <parindex/rubric/detail/fields.hpp>
#include <parindex/rubric/detail/proof/terminating.hpp>
#include <parindex/rubric/detail/rule_branches.hpp>
#include <parindex/rubric/detail/rule_call.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

// checklist: items that each give their own points.

inline constexpr KindName kind_of(const Checklist&) {
  return {"checklist", "The sum of the points of the items that are true."};
}

template <class To>
void fields(To& to, Is<Checklist> auto& rule) {
  to.some("items", rule.items, "", Ids::names);
}

inline void add_columns(const Checklist& rule, LeafColumns& columns) {
  for (const Option& item : rule.items) {
    columns.add(item.id, InputType::boolean).title = item.title;
  }
}

inline void check(const Checklist& rule, RuleChecker& checker) {
  checker.check_options("/rule/checklist/items", rule.items, true);
}

inline std::optional<PointsRange> reach_of(const Checklist& rule, const Node&) {
  PointsRange reach{Rational(0), Rational(0)};
  for (const Option& item : rule.items) {
    if (item.points.sign() < 0) *reach.min += item.points;
    if (item.points.sign() > 0) *reach.max += item.points;
  }
  return reach;
}

inline RuleOutcome evaluate(const Checklist& rule, const RuleCall& call) {
  Rational points = 0;
  for (std::size_t i = 0; i < call.values.size(); ++i) {
    if (call.values[i].flag) points += rule.items[i].points;
  }
  call.listener.branch([&] {
    std::string sum;
    for (std::size_t i = 0; i < call.values.size(); ++i) {
      if (!call.values[i].flag) continue;
      sum += (sum.empty() ? "" : " + ") + rule.items[i].id + " " + rule.items[i].points.to_string();
    }
    return Branch{"/rule/checklist/items", sum.empty() ? Phrase(words::no_item_holds)
                                                       : Phrase(sum + " = " + points.to_string())};
  });
  return {{}, points};
}

inline bool terminates(const Checklist& rule, const Node&) { return points_terminate(rule.items); }

inline std::vector<std::string> branches_of(const Checklist&) { return {"/rule/checklist/items"}; }

}  // namespace detail

PARINDEX_END_NAMESPACE
