// SPDX-License-Identifier: MIT
#pragma once

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

// choice: one of several answers, each with its points.

inline constexpr KindName kind_of(const Choice&) { return {"choice", "Points by answer."}; }

template <class To>
void fields(To& to, Is<Choice> auto& rule) {
  to.some("options", rule.options);
}

inline void add_columns(const Choice& rule, LeafColumns& columns) {
  columns.add_choice("value", rule.options);
}

inline void check(const Choice& rule, RuleChecker& checker) {
  checker.check_options("/rule/choice/options", rule.options, false);
}

inline std::optional<PointsRange> reach_of(const Choice& rule, const Node&) {
  ReachBuilder reach;
  for (const Option& option : rule.options) reach.add(option.points);
  return reach.done();
}

inline RuleOutcome evaluate(const Choice& rule, const RuleCall& call) {
  const std::size_t i = call.values[0].option;
  call.listener.branch([&] {
    return Branch{"/rule/choice/options/" + std::to_string(i),
                  say(words::gives, rule.options[i].id, rule.options[i].points.to_string()),
                  rule.options[i].title};
  });
  return {{}, rule.options[i].points};
}

inline bool terminates(const Choice& rule, const Node&) { return points_terminate(rule.options); }

inline std::vector<std::string> branches_of(const Choice& rule) {
  return numbered("/rule/choice/options/", rule.options.size());
}

}  // namespace detail

PARINDEX_END_NAMESPACE
