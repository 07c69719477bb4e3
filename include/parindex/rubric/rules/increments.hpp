// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
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

PARINDEX_BEGIN_NAMESPACE

namespace detail {

// increments: a base up to a threshold, then points for each step beyond it, up to a cap.

inline constexpr KindName kind_of(const Increments&) {
  return {"increments",
          "points = base up to the threshold, beyond it base + points_each * steps, at most cap."};
}

template <class To>
void fields(To& to, Is<Increments> auto& rule) {
  to("on", rule.on);
  to("base", rule.base, "The points up to the threshold.");
  to("threshold", rule.threshold);
  to.word("direction", rule.down, {"up", "down"},
          "up: quantities above the threshold earn more; down: those below it.");
  to("step", rule.step, "Above 0.");
  to("points_each", rule.points_each, "For each step beyond the threshold; above 0.");
  to.word("partial_steps", rule.whole, {"counted", "dropped"},
          "counted: a part of a step earns its share; dropped: only whole steps count.");
  to("cap", rule.cap, "Above base.");
}

inline void add_columns(const Increments&, LeafColumns& columns) { columns.add_inputs(); }

inline void check(const Increments& rule, RuleChecker& checker) {
  const std::string where = "/rule/increments";
  checker.check_quantity(where + "/on", rule.on);
  checker.check_positive(where + "/step", sentence::the_length_of_a_step, rule.step);
  checker.check_positive(where + "/points_each", sentence::the_points_for_each_step,
                         rule.points_each);
  if (rule.cap && *rule.cap <= rule.base) {
    checker.add(issue::range_empty, where, sentence::the_base_points_are_not_below_the_cap,
                sentence::base_cap, rule.base.to_string() + " >= " + rule.cap->to_string());
  }
}

/// The distance of a quantity beyond the threshold; 0 or less up to it.
inline Rational beyond(const Increments& rule, const Rational& x) {
  return rule.down ? rule.threshold - x : x - rule.threshold;
}

/// The quantity that is this many steps beyond the threshold.
inline Rational place_after(const Increments& rule, const Rational& steps) {
  return rule.down ? rule.threshold - rule.step * steps : rule.threshold + rule.step * steps;
}

/// The points after this many steps, before the cap.
inline Rational uncapped(const Increments& rule, const Rational& steps) {
  return rule.base + rule.points_each * steps;
}

/// The points of a quantity, before the cap.
inline Rational uncapped_at(const Increments& rule, const Rational& x) {
  const Rational distance = beyond(rule, x);
  if (distance.sign() <= 0) return rule.base;
  const Rational steps = distance / rule.step;
  return uncapped(rule, rule.whole ? steps.floor() : steps);
}

inline Rational capped(const Increments& rule, const Rational& points) {
  return rule.cap && points > *rule.cap ? *rule.cap : points;
}

inline std::optional<PointsRange> reach_of(const Increments& rule, const Node& node) {
  const auto domain = domain_of(node, rule.on);
  if (!domain || rule.step.sign() <= 0) return std::nullopt;
  // The points are monotonic, so the ends of the domain give the ends of the points.
  const Cut& worst = rule.down ? domain->upper : domain->lower;
  const Cut& best = rule.down ? domain->lower : domain->upper;
  std::optional<Rational> most;
  if (is_finite(best)) {
    most = uncapped_at(rule, best.value);
    // A step that ends at an open end is never completed.
    const bool open = best.where == (rule.down ? Cut::Where::after : Cut::Where::before);
    const Rational distance = beyond(rule, best.value);
    if (rule.whole && open && distance.sign() > 0 && (distance / rule.step).is_integer()) {
      *most -= rule.points_each;
    }
  }
  ReachBuilder reach;
  reach.add_range(is_finite(worst) ? uncapped_at(rule, worst.value) : rule.base, std::move(most),
                  rule.cap, std::nullopt);
  return reach.done();
}

/// The stretches are: up to the threshold, one step, up to the cap, and the rest. If the points
/// ever rise, they rise within that one step; distant ends of whole steps would not show it.
inline void add_stretches(const Increments& rule, const Node& node, std::vector<Stretch>& out) {
  const auto domain = domain_of(node, rule.on);
  if (!domain) return;
  Rational from = rule.threshold;
  const Cut& worst = rule.down ? domain->upper : domain->lower;
  if (is_finite(worst) && beyond(rule, worst.value).sign() > 0) from = worst.value;
  std::vector<Rational> places{from, rule.down ? from - rule.step : from + rule.step};
  if (rule.cap) {
    const Rational steps = (*rule.cap - rule.base) / rule.points_each;
    places.push_back(place_after(rule, rule.whole ? -(-steps).floor() : steps));
  }
  std::sort(places.begin(), places.end());
  const auto points = [rule](const Rational& x) { return capped(rule, uncapped_at(rule, x)); };
  Cut lower{Cut::Where::below_all, 0};
  for (const Rational& place : places) {
    // On this side of a place the points are those at the place itself.
    const Cut upper{rule.down ? Cut::Where::before : Cut::Where::after, place};
    out.push_back({lower, upper, points});
    lower = upper;
  }
  out.push_back({lower, {Cut::Where::above_all, 0}, points});
}

inline bool terminates(const Increments& rule, const Node& leaf) {
  if (!terminates(rule.base) || !terminates(rule.cap)) return false;
  if (rule.whole) return terminates(rule.points_each);
  return terminates(rule.on, leaf) && terminates(rule.threshold) &&
         quotient_terminates(rule.points_each, rule.step);
}

inline RuleOutcome evaluate(const Increments& rule, const RuleCall& call) {
  RuleOutcome outcome;
  const auto x = evaluate_quantity(call, rule.on, outcome);
  if (!x) return outcome;
  const Rational free = uncapped_at(rule, *x);
  Rational points = capped(rule, free);
  call.listener.branch([&] {
    const std::string threshold = rule.threshold.to_string();
    if (free == rule.base) {  // up to the threshold, or to the end of the first whole step
      const std::string range =
          rule.whole ? (rule.down ? "x > " : "x < ") + place_after(rule, 1).to_string()
                     : (rule.down ? "x >= " : "x <= ") + threshold;
      return Branch{"/rule/increments/base", say(words::gives, range, rule.base.to_string())};
    }
    const std::string distance = rule.down ? threshold + " - x" : "x - " + threshold;
    const Phrase steps("(" + distance + ") / " + rule.step.to_string());
    const Phrase formula = rule.base.to_string() + " + " + rule.points_each.to_string() + " * " +
                           (rule.whole ? say(words::whole_part, steps) : steps) + " = " +
                           free.to_string();
    if (points == free) return Branch{"/rule/increments/points_each", formula};
    return Branch{"/rule/increments/cap", say(words::capped, formula, rule.cap->to_string())};
  });
  return {{}, std::move(points)};
}

inline std::vector<std::string> branches_of(const Increments& rule) {
  std::vector<std::string> branches{"/rule/increments/base", "/rule/increments/points_each"};
  if (rule.cap) branches.push_back("/rule/increments/cap");
  return with_when_zero(rule.on, "/rule/increments", std::move(branches));
}

}  // namespace detail

PARINDEX_END_NAMESPACE
