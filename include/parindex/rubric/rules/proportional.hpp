// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <parindex/rubric/detail/check/rule_checker.hpp>
#include <parindex/rubric/detail/fields.hpp>
#include <parindex/rubric/detail/proof/stretch.hpp>
#include <parindex/rubric/detail/proof/terminating.hpp>
#include <parindex/rubric/detail/quantity_call.hpp>
#include <parindex/rubric/detail/rule_branches.hpp>
#include <parindex/rubric/detail/sentences/kinds.hpp>
#include <parindex/rubric/detail/sentences/structure.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

// proportional: a share of the maximum, with cut-off, cap and floor.

inline constexpr KindName kind_of(const Proportional&) {
  return {"proportional",
          "points = max * quantity / full_at, after the cut-off, then limited to floor and cap."};
}

template <class To>
void fields(To& to, Is<Proportional> auto& rule) {
  to("on", rule.on);
  to("full_at", rule.full_at);
  to("cut_off", rule.cut_off);
  to("cap", rule.cap);
  to("floor", rule.floor);
}

inline void add_columns(const Proportional&, LeafColumns& columns) { columns.add_inputs(); }

inline void check(const Proportional& rule, RuleChecker& checker) {
  checker.check_quantity("/rule/proportional/on", rule.on);
  if (rule.full_at.sign() <= 0) {
    checker.add(issue::number_out_of_range, "/rule/proportional/full_at",
                sentence::the_quantity_that_earns_the_maximum_points, sentence::above_0,
                rule.full_at.to_string());
  }
  if (rule.cap && rule.floor && *rule.cap < *rule.floor) {
    checker.add(issue::range_empty, "/rule/proportional", sentence::the_floor_is_above_the_cap,
                sentence::floor_cap, rule.floor->to_string() + " > " + rule.cap->to_string());
  }
}

inline std::optional<PointsRange> reach_of(const Proportional& rule, const Node& node) {
  auto domain = domain_of(node, rule.on);
  if (!domain || !node.max || rule.full_at.sign() <= 0) return std::nullopt;
  ReachBuilder reach;
  if (rule.cut_off) {
    const Cut cut = upper_cut(rule.cut_off->bound);
    if (domain->lower < cut) {
      if (witness(*domain, domain->lower, cut)) reach.add(rule.cut_off->points);
      domain->lower = cut;
    }
  }
  if (domain->lower < domain->upper) {
    // The points grow with the quantity, so the ends of the domain give the ends of the points.
    const auto points = [&](const Cut& cut) -> std::optional<Rational> {
      if (!is_finite(cut)) return std::nullopt;
      return *node.max * cut.value / rule.full_at;
    };
    reach.add_range(points(domain->lower), points(domain->upper), rule.cap, rule.floor);
  }
  return reach.done();
}

inline void add_stretches(const Proportional& rule, const Node& node, std::vector<Stretch>& out) {
  Cut from{Cut::Where::below_all, 0};
  if (rule.cut_off) {
    const Rational points = rule.cut_off->points;
    const Cut cut = upper_cut(rule.cut_off->bound);
    out.push_back({from, cut, [points](const Rational&) { return points; }});
    from = cut;
  }
  out.push_back({from, {Cut::Where::above_all, 0}, [rule, max = *node.max](const Rational& x) {
                   Rational points = max * x / rule.full_at;
                   if (rule.cap && points > *rule.cap) return *rule.cap;
                   if (rule.floor && points < *rule.floor) return *rule.floor;
                   return points;
                 }});
}

inline RuleOutcome evaluate(const Proportional& rule, const RuleCall& call) {
  RuleOutcome outcome;
  const auto value = evaluate_quantity(call, rule.on, outcome);
  if (!value) return outcome;
  if (rule.cut_off) {
    const Bound& bound = rule.cut_off->bound;
    if (*value < bound.value || (bound.closed && *value == bound.value)) {
      call.listener.branch([&] {
        const std::string below = (bound.closed ? "x <= " : "x < ") + bound.value.to_string();
        return Branch{"/rule/proportional/cut_off",
                      say(words::gives, below, rule.cut_off->points.to_string())};
      });
      return {{}, rule.cut_off->points};
    }
  }
  Rational points = *call.node.max * *value / rule.full_at;
  const bool capped = rule.cap && points > *rule.cap;
  const bool floored = !capped && rule.floor && points < *rule.floor;
  call.listener.branch([&] {
    const std::string formula = call.node.max->to_string() + " * x / " + rule.full_at.to_string() +
                                " = " + points.to_string();
    if (capped) {
      return Branch{"/rule/proportional/cap", say(words::capped, formula, rule.cap->to_string())};
    }
    if (floored) {
      return Branch{"/rule/proportional/floor",
                    say(words::raised, formula, rule.floor->to_string())};
    }
    return Branch{"/rule/proportional/full_at", formula};
  });
  if (capped) points = *rule.cap;
  if (floored) points = *rule.floor;
  return {{}, std::move(points)};
}

inline bool terminates(const Proportional& rule, const Node& leaf) {
  return terminates(rule.on, leaf) && quotient_terminates(*leaf.max, rule.full_at) &&
         (!rule.cut_off || terminates(rule.cut_off->points)) && terminates(rule.cap) &&
         terminates(rule.floor);
}

inline std::vector<std::string> branches_of(const Proportional& rule) {
  std::vector<std::string> branches{"/rule/proportional/full_at"};
  if (rule.cut_off) branches.push_back("/rule/proportional/cut_off");
  if (rule.cap) branches.push_back("/rule/proportional/cap");
  if (rule.floor) branches.push_back("/rule/proportional/floor");
  return with_when_zero(rule.on, "/rule/proportional", std::move(branches));
}

}  // namespace detail

PARINDEX_END_NAMESPACE
