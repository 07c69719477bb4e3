// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <parindex/rubric/detail/check/rule_checker.hpp>
#include <parindex/rubric/detail/fields.hpp>
#include <parindex/rubric/detail/proof/expression_domain.hpp>
#include <parindex/rubric/detail/proof/stretch.hpp>
#include <parindex/rubric/detail/proof/terminating.hpp>
#include <parindex/rubric/detail/quantity_call.hpp>
#include <parindex/rubric/detail/rule_branches.hpp>
#include <parindex/rubric/detail/sentences/kinds.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

// target: the nearer to a value, the more points.

inline constexpr KindName kind_of(const Target&) {
  return {"target", "points = max * max(0, 1 - |quantity - target| / zero_at)."};
}

template <class To>
void fields(To& to, Is<Target> auto& rule) {
  to("on", rule.on);
  to("target", rule.target);
  to("zero_at", rule.zero_at);
}

inline void add_columns(const Target&, LeafColumns& columns) { columns.add_inputs(); }

inline void check(const Target& rule, RuleChecker& checker) {
  checker.check_quantity("/rule/target/on", rule.on);
  checker.check_positive("/rule/target/zero_at",
                         sentence::the_distance_at_which_the_points_become_0, rule.zero_at);
}

inline Rational points_at(const Target& rule, const Node& node, const Rational& x) {
  return *node.max * max(0, Rational(1) - abs(x - rule.target) / rule.zero_at);
}

inline std::optional<PointsRange> reach_of(const Target& rule, const Node& node) {
  const auto domain = domain_of(node, rule.on);
  if (!domain || !node.max || rule.zero_at.sign() <= 0) return std::nullopt;
  ReachBuilder reach;
  for (const Cut& end : {domain->lower, domain->upper}) {
    reach.add(is_finite(end) ? points_at(rule, node, end.value) : Rational(0));
  }
  // The best value is on either side of the target, or the target itself; on a grid, the nearest
  // values.
  const Cut before{Cut::Where::before, rule.target};
  const Cut after{Cut::Where::after, rule.target};
  if (witness(*domain, before, after)) reach.add(*node.max);
  if (domain->step) {
    const Rational& step = *domain->step;
    const Rational down = domain->base + step * ((rule.target - domain->base) / step).floor();
    for (const Rational& near : {down, Rational(down + step)}) {
      const Cut at{Cut::Where::before, near};
      if (!(at < domain->lower) && at < domain->upper) reach.add(points_at(rule, node, near));
    }
  }
  return reach.done();
}

inline void add_stretches(const Target& rule, const Node& node, std::vector<Stretch>& out) {
  const auto points = [rule, &node](const Rational& x) { return points_at(rule, node, x); };
  const Cut middle{Cut::Where::before, rule.target};
  out.push_back({{Cut::Where::below_all, 0}, middle, points});
  out.push_back({middle, {Cut::Where::above_all, 0}, points});
}

inline RuleOutcome evaluate(const Target& rule, const RuleCall& call) {
  RuleOutcome outcome;
  const auto x = evaluate_quantity(call, rule.on, outcome);
  if (!x) return outcome;
  Rational points = points_at(rule, call.node, *x);
  call.listener.branch([&] {
    const Rational distance = abs(*x - rule.target);
    if (distance >= rule.zero_at) {
      const std::string away = "(x - " + rule.target.to_string() + ") = " + distance.to_string();
      return Branch{"/rule/target/zero_at", say(words::gives, say(words::abs) + away, "0")};
    }
    return Branch{"/rule/target/target", call.node.max->to_string() + " * (1 - " + say(words::abs) +
                                             "(x - " + rule.target.to_string() + ") / " +
                                             rule.zero_at.to_string() +
                                             ") = " + points.to_string()};
  });
  return {{}, std::move(points)};
}

inline bool terminates(const Target& rule, const Node& leaf) {
  return terminates(*leaf.max) && terminates(rule.on, leaf) && terminates(rule.target) &&
         quotient_terminates(*leaf.max, rule.zero_at);
}

inline std::vector<std::string> branches_of(const Target& rule) {
  return with_when_zero(rule.on, "/rule/target", {"/rule/target/target", "/rule/target/zero_at"});
}

}  // namespace detail

PARINDEX_END_NAMESPACE
