// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <parindex/rubric/detail/check/rule_checker.hpp>
#include <parindex/rubric/detail/rule_branches.hpp>
#include <parindex/rubric/detail/rule_call.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

// yes_no: one question.

inline void add_columns(const YesNo&, LeafColumns& columns) {
  columns.add("value", InputType::boolean);
}

inline void check(const YesNo&, RuleChecker&) {}

inline std::optional<Reach> reach_of(const YesNo& rule, const Node&) {
  return Reach{min(rule.yes, rule.no), max(rule.yes, rule.no)};
}

template <class Listener>
RuleOutcome evaluate(const YesNo& rule, const RuleCall<Listener>& call) {
  const bool yes = call.values[0].flag;
  const Rational& points = yes ? rule.yes : rule.no;
  call.listener.branch([&] {
    const std::string word = yes ? "yes" : "no";
    return Branch{"/rule/yes_no/" + word, word + " gives " + points.to_string()};
  });
  return {{}, points};
}

inline std::vector<std::string> branches_of(const YesNo&) {
  return {"/rule/yes_no/yes", "/rule/yes_no/no"};
}

template <class Writer>
void write(const YesNo& rule, Writer& out) {
  out.member("yes", rule.yes);
  out.member("no", rule.no);
}

template <class Reader, class Json>
void read(Reader& in, const Json& body, YesNo& out) {
  if (!in.object(body, {{"yes", true}, {"no", true}})) return;
  in.number(body.find("yes"), out.yes);
  in.number(body.find("no"), out.no);
}

}  // namespace detail

PARINDEX_END_NAMESPACE
