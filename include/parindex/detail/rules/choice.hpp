// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <parindex/detail/rule_branches.hpp>
#include <parindex/detail/rule_call.hpp>
#include <parindex/detail/rule_checker.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

// choice: one of several answers, each with its points.

inline void add_columns(const Choice& rule, LeafColumns& columns) {
  columns.add_choice("value", rule.options);
}

inline void check(const Choice& rule, RuleChecker& checker) {
  checker.check_options("/rule/choice/options", rule.options, false);
}

inline std::optional<Reach> reach_of(const Choice& rule, const Node&) {
  ReachBuilder reach;
  for (const Option& option : rule.options) reach.add(option.points);
  return reach.done();
}

template <class Listener>
RuleOutcome evaluate(const Choice& rule, const RuleCall<Listener>& call) {
  const std::size_t i = call.values[0].option;
  call.listener.branch([&] {
    return Branch{"/rule/choice/options/" + std::to_string(i),
                  rule.options[i].id + " gives " + rule.options[i].points.to_string(),
                  rule.options[i].title};
  });
  return {{}, rule.options[i].points};
}

inline std::vector<std::string> branches_of(const Choice& rule) {
  return numbered("/rule/choice/options/", rule.options.size());
}

template <class Writer>
void write(const Choice& rule, Writer& out) {
  out.member("options", rule.options);
}

template <class Reader, class Json>
void read(Reader& in, const Json& body, Choice& out) {
  if (in.object(body, {{"options", true}})) in.options(body.find("options"), out.options);
}

}  // namespace detail

PARINDEX_END_NAMESPACE
