// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <parindex/detail/sentences.hpp>
#include <parindex/rubric/detail/check/rule_checker.hpp>
#include <parindex/rubric/detail/fields.hpp>
#include <parindex/rubric/detail/proof/terminating.hpp>
#include <parindex/rubric/detail/rule_branches.hpp>
#include <parindex/rubric/detail/rule_call.hpp>
#include <parindex/rubric/detail/sentences/kinds.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

// all_of: a set of conditions that must all be met.

inline constexpr KindName kind_of(const AllOf&) {
  return {"all_of", "Points when every item is true."};
}

template <class To>
void fields(To& to, Is<AllOf> auto& rule) {
  to.some("items", rule.items);
  to("points", rule.points);
  to("otherwise", rule.otherwise);
}

inline void add_columns(const AllOf& rule, LeafColumns& columns) {
  for (const Item& item : rule.items) {
    columns.add(item.id, InputType::boolean).title = item.title;
  }
}

inline void check(const AllOf& rule, RuleChecker& checker) {
  std::set<std::string_view> seen;
  if (rule.items.empty()) {
    checker.add(issue::range_empty, "/rule/all_of/items", sentence::the_rule_has_no_items,
                sentence::at_least_one, as_is("0"));
  }
  for (std::size_t i = 0; i < rule.items.size(); ++i) {
    checker.check_id("/rule/all_of/items/" + std::to_string(i) + "/id", sentence::the_id_of_an_item,
                     rule.items[i].id, true, seen);
  }
}

inline std::optional<PointsRange> reach_of(const AllOf& rule, const Node&) {
  return PointsRange{min(rule.points, rule.otherwise), max(rule.points, rule.otherwise)};
}

inline RuleOutcome evaluate(const AllOf& rule, const RuleCall& call) {
  std::size_t held = 0;
  for (const Value& value : call.values) held += value.flag ? 1 : 0;
  const bool all = held == call.values.size();
  const Rational& points = all ? rule.points : rule.otherwise;
  call.listener.branch([&] {
    std::string failing;
    for (std::size_t i = 0; i < call.values.size(); ++i) {
      if (!call.values[i].flag) failing += (failing.empty() ? "" : ", ") + rule.items[i].id;
    }
    return Branch{all ? "/rule/all_of/points" : "/rule/all_of/otherwise",
                  all ? say(words::all_items_hold, points.to_string())
                      : say(words::items_not_held, failing, points.to_string())};
  });
  return {{}, points};
}

inline bool terminates(const AllOf& rule, const Node&) {
  return terminates(rule.points) && terminates(rule.otherwise);
}

inline std::vector<std::string> branches_of(const AllOf&) {
  return {"/rule/all_of/points", "/rule/all_of/otherwise"};
}

}  // namespace detail

PARINDEX_END_NAMESPACE
