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
#include <parindex/rubric/detail/sentences/kinds.hpp>
#include <parindex/rubric/detail/sentences/structure.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

// direct: a mark given by an appraiser.

inline constexpr KindName kind_of(const Direct&) {
  return {"direct", "A mark from min to max, in steps if there is a step."};
}

template <class To>
void fields(To& to, Is<Direct> auto& rule) {
  to("min", rule.min);
  to("step", rule.step);
  to("max", rule.max);
}

inline void add_columns(const Direct& rule, LeafColumns& columns) {
  ColumnSpec& spec = columns.add("value", InputType::number);
  spec.title = {{"en", "Points given"}, {"vi", "Điểm chấm"}};
  spec.min = rule.min;
  spec.max = rule.max;
  spec.step = rule.step;
}

inline void check(const Direct& rule, RuleChecker& checker) {
  if (rule.max < rule.min) {
    checker.add(issue::range_empty, "/rule/direct", sentence::the_minimum_is_above_the_maximum,
                sentence::min_max, rule.min.to_string() + " > " + rule.max.to_string());
  }
  checker.check_step("/rule/direct", rule.min, rule.max, rule.step);
}

inline std::optional<PointsRange> reach_of(const Direct& rule, const Node&) {
  return PointsRange{rule.min, rule.max};
}

inline RuleOutcome evaluate(const Direct&, const RuleCall& call) {
  call.listener.branch([&] {
    return Branch{"/rule/direct", say(words::mark_of, call.values[0].number.to_string())};
  });
  return {{}, call.values[0].number};
}

inline bool terminates(const Direct& rule, const Node&) {
  return rule.step && terminates(*rule.step) && terminates(rule.min);
}

inline std::vector<std::string> branches_of(const Direct&) { return {"/rule/direct"}; }

}  // namespace detail

PARINDEX_END_NAMESPACE
