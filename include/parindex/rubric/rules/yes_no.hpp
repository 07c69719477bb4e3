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

// yes_no: one question.

inline constexpr KindName kind_of(const YesNo&) { return {"yes_no", "Points by yes or no."}; }

template <class To>
void fields(To& to, Is<YesNo> auto& rule) {
  to("yes", rule.yes);
  to("no", rule.no);
}

inline void add_columns(const YesNo&, LeafColumns& columns) {
  columns.add("value", InputType::boolean);
}

inline void check(const YesNo&, RuleChecker&) {}

inline std::optional<PointsRange> reach_of(const YesNo& rule, const Node&) {
  return PointsRange{min(rule.yes, rule.no), max(rule.yes, rule.no)};
}

inline RuleOutcome evaluate(const YesNo& rule, const RuleCall& call) {
  const bool yes = call.values[0].flag;
  const Rational& points = yes ? rule.yes : rule.no;
  call.listener.branch([&] {
    const std::string word = yes ? "yes" : "no";
    return Branch{"/rule/yes_no/" + word,
                  say(words::gives, name_of_word(word), points.to_string())};
  });
  return {{}, points};
}

inline bool terminates(const YesNo& rule, const Node&) {
  return terminates(rule.yes) && terminates(rule.no);
}

inline std::vector<std::string> branches_of(const YesNo&) {
  return {"/rule/yes_no/yes", "/rule/yes_no/no"};
}

}  // namespace detail

PARINDEX_END_NAMESPACE
