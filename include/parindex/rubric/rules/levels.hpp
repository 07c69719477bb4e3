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

// levels: one of several answers, each with a share of the maximum.

inline constexpr KindName kind_of(const Levels&) {
  return {"levels", "A share of the maximum by answer."};
}

template <class To>
void fields(To& to, Is<Level> auto& level) {
  to.id("id", level.id);
  to("percent", level.percent, "Of the maximum points, 0 to 100.");
  to.optional("title", level.title);
}

template <class To>
void fields(To& to, Is<Levels> auto& rule) {
  to.some("options", rule.options);
}

inline void add_columns(const Levels& rule, LeafColumns& columns) {
  columns.add_choice("value", rule.options);
}

inline void check(const Levels& rule, RuleChecker& checker) {
  const std::string list = "/rule/levels/options";
  std::set<std::string_view> seen;
  if (rule.options.empty()) {
    checker.add(issue::range_empty, list, sentence::the_rule_has_no_levels, sentence::at_least_one,
                as_is("0"));
  }
  for (std::size_t i = 0; i < rule.options.size(); ++i) {
    const std::string where = list + "/" + std::to_string(i);
    checker.check_id(where + "/id", sentence::the_id_of_a_level, rule.options[i].id, false, seen);
    checker.check_percent(where + "/percent", rule.options[i].percent);
  }
}

inline std::optional<PointsRange> reach_of(const Levels& rule, const Node& node) {
  if (!node.max) return std::nullopt;
  ReachBuilder reach;
  for (const Level& level : rule.options) reach.add(*node.max * level.percent / 100);
  return reach.done();
}

inline RuleOutcome evaluate(const Levels& rule, const RuleCall& call) {
  const std::size_t i = call.values[0].option;
  const Level& level = rule.options[i];
  Rational points = *call.node.max * level.percent / 100;
  call.listener.branch([&] {
    return Branch{"/rule/levels/options/" + std::to_string(i),
                  say(words::level_gives, level.id, level.percent.to_string(),
                      call.node.max->to_string(), points.to_string()),
                  level.title};
  });
  return {{}, std::move(points)};
}

inline bool terminates(const Levels& rule, const Node& leaf) {
  return std::all_of(rule.options.begin(), rule.options.end(), [&](const Level& level) {
    return terminates(*leaf.max * level.percent / 100);
  });
}

inline std::vector<std::string> branches_of(const Levels& rule) {
  return numbered("/rule/levels/options/", rule.options.size());
}

}  // namespace detail

PARINDEX_END_NAMESPACE
