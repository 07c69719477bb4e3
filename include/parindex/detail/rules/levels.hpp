// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <parindex/detail/rule_branches.hpp>
#include <parindex/detail/rule_call.hpp>
#include <parindex/detail/rule_checker.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

// levels: one of several answers, each a share of the maximum.

inline void add_columns(const Levels& rule, LeafColumns& columns) {
  columns.add_choice("value", rule.options);
}

inline void check(const Levels& rule, RuleChecker& checker) {
  const std::string list = "/rule/levels/options";
  std::set<std::string_view> seen;
  if (rule.options.empty()) {
    checker.add(issue::range_empty, list, "The rule has no levels", "at least one", "0");
  }
  for (std::size_t i = 0; i < rule.options.size(); ++i) {
    const std::string where = list + "/" + std::to_string(i);
    checker.check_id(where + "/id", "The id of a level", rule.options[i].id, false, seen);
    checker.check_percent(where + "/percent", rule.options[i].percent);
  }
}

inline std::optional<Reach> reach_of(const Levels& rule, const Node& node) {
  if (!node.max) return std::nullopt;
  ReachBuilder reach;
  for (const Level& level : rule.options) reach.add(*node.max * level.percent / 100);
  return reach.done();
}

template <class Listener>
RuleOutcome evaluate(const Levels& rule, const RuleCall<Listener>& call) {
  const std::size_t i = call.values[0].option;
  const Level& level = rule.options[i];
  Rational points = *call.node.max * level.percent / 100;
  call.listener.branch([&] {
    return Branch{"/rule/levels/options/" + std::to_string(i),
                  level.id + " gives " + level.percent.to_string() + " % of " +
                      call.node.max->to_string() + " = " + points.to_string(),
                  level.title};
  });
  return {{}, std::move(points)};
}

inline std::vector<std::string> branches_of(const Levels& rule) {
  return numbered("/rule/levels/options/", rule.options.size());
}

template <class Writer>
void write(const Level& level, Writer& out) {
  out.member("id", level.id);
  out.member("percent", level.percent);
  out.optional("title", level.title);
}

template <class Writer>
void write(const Levels& rule, Writer& out) {
  out.member("options", rule.options);
}

template <class Reader, class Json>
void read(Reader& in, const Json& body, Levels& out) {
  if (!in.object(body, {{"options", true}})) return;
  in.list(body.find("options"), [&](const Json& item) {
    Level& level = out.options.emplace_back();
    if (!in.object(item, {{"id", true}, {"percent", true}, {"title"}})) return;
    in.text(item.find("id"), level.id);
    in.number(item.find("percent"), level.percent);
    in.text_map(item.find("title"), level.title);
  });
}

}  // namespace detail

PARINDEX_END_NAMESPACE
