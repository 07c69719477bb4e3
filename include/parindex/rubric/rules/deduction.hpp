// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
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

// deduction: points taken off for every violation, up to a cap.

inline constexpr KindName kind_of(const Deduction&) {
  return {"deduction", "points = start - min(cap, sum of min(cap of the item, each * number))."};
}

template <class To>
void fields(To& to, Is<Violation> auto& item) {
  to.id("id", item.id, Ids::names);
  to("each", item.each, "Above 0.");
  to("cap", item.cap, "Above 0.");
  to.optional("title", item.title);
}

template <class To>
void fields(To& to, Is<Deduction> auto& rule) {
  to("start", rule.start);
  to.some("items", rule.items);
  to("cap", rule.cap, "Above 0.");
}

inline void add_columns(const Deduction& rule, LeafColumns& columns) {
  for (const Violation& item : rule.items) columns.add_count(item.id).title = item.title;
}

inline void check(const Deduction& rule, RuleChecker& checker) {
  const std::string list = "/rule/deduction/items";
  std::set<std::string_view> seen;
  if (rule.items.empty()) {
    checker.add(issue::range_empty, list, sentence::the_rule_has_no_items, sentence::at_least_one,
                as_is("0"));
  }
  for (std::size_t i = 0; i < rule.items.size(); ++i) {
    const std::string where = list + "/" + std::to_string(i);
    const Violation& item = rule.items[i];
    checker.check_id(where + "/id", sentence::the_id_of_an_item, item.id, true, seen);
    checker.check_positive(where + "/each", sentence::the_points_for_each_violation, item.each);
    if (item.cap) checker.check_positive(where + "/cap", sentence::the_cap_of_an_item, *item.cap);
  }
  if (rule.cap) {
    checker.check_positive("/rule/deduction/cap", sentence::the_cap_of_a_deduction, *rule.cap);
  }
}

inline std::optional<PointsRange> reach_of(const Deduction& rule, const Node&) {
  std::optional<Rational> most = Rational(0);
  for (const Violation& item : rule.items) {
    if (!item.cap) most.reset();
    if (most) *most += *item.cap;
  }
  if (rule.cap) most = most ? min(*most, *rule.cap) : *rule.cap;
  PointsRange reach{std::nullopt, rule.start};
  if (most) reach.min = rule.start - *most;
  return reach;
}

inline RuleOutcome evaluate(const Deduction& rule, const RuleCall& call) {
  Rational total = 0;
  for (std::size_t i = 0; i < rule.items.size(); ++i) {
    const Rational off = rule.items[i].each * call.values[i].number;
    const auto& cap = rule.items[i].cap;
    total += cap ? min(off, *cap) : off;
  }
  const bool capped = rule.cap && total > *rule.cap;
  Rational points = rule.start - (capped ? *rule.cap : total);
  call.listener.branch([&] {
    Phrase sum;
    for (std::size_t i = 0; i < rule.items.size(); ++i) {
      const Violation& item = rule.items[i];
      const Rational off = item.each * call.values[i].number;
      if (off.is_zero()) continue;
      Phrase one =
          item.id + " " + item.each.to_string() + " * " + call.values[i].number.to_string();
      if (item.cap && off > *item.cap) {
        one = say(words::item_capped, one, item.cap->to_string());
      }
      sum += (sum.empty() ? "" : " + ") + one;
    }
    if (sum.empty()) {
      return Branch{"/rule/deduction/start", say(words::no_violation, points.to_string())};
    }
    sum = say(words::taken_off, sum + " = " + total.to_string());
    if (capped) sum = say(words::capped, sum, rule.cap->to_string());
    return Branch{capped ? "/rule/deduction/cap" : "/rule/deduction/items",
                  sum + ": " + rule.start.to_string() + " - " +
                      (capped ? *rule.cap : total).to_string() + " = " + points.to_string()};
  });
  return {{}, std::move(points)};
}

inline bool terminates(const Deduction& rule, const Node&) {
  return terminates(rule.start) && terminates(rule.cap) &&
         std::all_of(rule.items.begin(), rule.items.end(), [](const Violation& item) {
           return terminates(item.each) && terminates(item.cap);
         });
}

inline std::vector<std::string> branches_of(const Deduction& rule) {
  std::vector<std::string> branches{"/rule/deduction/start", "/rule/deduction/items"};
  if (rule.cap) branches.push_back("/rule/deduction/cap");
  return branches;
}

}  // namespace detail

PARINDEX_END_NAMESPACE
