// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <parindex/numbers/detail/logarithm.hpp>
#include <parindex/rubric/detail/check/rule_checker.hpp>
#include <parindex/rubric/detail/expression_call.hpp>
#include <parindex/rubric/detail/fields.hpp>
#include <parindex/rubric/detail/proof/stretch.hpp>
#include <parindex/rubric/detail/proof/terminating.hpp>
#include <parindex/rubric/detail/quantity_call.hpp>
#include <parindex/rubric/detail/rule_branches.hpp>
#include <parindex/rubric/detail/sentences/kinds.hpp>
#include <parindex/rubric/detail/sentences/structure.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

// goalposts: the position of a quantity between a low and a high value, as in the Human Development
// Index (UNDP, technical note 1) and in min-max normalisation.

inline constexpr KindName kind_of(const Goalposts&) {
  return {"goalposts",
          "points = max * (quantity - low) / (high - low), or the same of logarithms."};
}

template <class To>
void fields(To& to, Is<Goalposts> auto& rule) {
  to("on", rule.on);
  to("low", rule.low);
  to("high", rule.high);
  to.word("outside", rule.clamp, {"error", "clamp"});
  to.word("scale", rule.log, {"linear", "log"});
  to("when_zero", rule.when_zero, "For equal low and high.");
}

inline void add_columns(const Goalposts&, LeafColumns& columns) { columns.add_inputs(); }

/// Points of a quantity between the goalposts, ends included; low and high differ.
inline Rational points_between(const Goalposts& rule, const Node& node, const Rational& x,
                               const Rational& low, const Rational& high) {
  if (x == low) return 0;
  if (x == high) return *node.max;
  if (!rule.log) return *node.max * (x - low) / (high - low);
  return rounded_log_share(*node.max, x / low, high / low, *node.rounding);
}

/// -1 for a quantity beyond low, 1 beyond high, 0 between them.
inline int side_of(const Rational& x, const Rational& low, const Rational& high) {
  if (low < high) return x < low ? -1 : x > high ? 1 : 0;
  return x > low ? -1 : x < high ? 1 : 0;
}

inline void check(const Goalposts& rule, RuleChecker& checker) {
  const std::string where = "/rule/goalposts";
  checker.check_quantity(where + "/on", rule.on);
  ExpressionChecker expressions(checker);
  expressions.number(where + "/low", rule.low);
  expressions.number(where + "/high", rule.high);
  if (rule.log && !checker.node().rounding) {
    checker.add(issue::rounding_missing, where + "/scale",
                sentence::a_logarithm_may_be_irrational_state_a);
  }
  if (!checker.sound()) return;
  const Node& node = checker.node();
  const Domain low = domain_of(node, rule.low);
  const Domain high = domain_of(node, rule.high);
  if (is_point(low) && is_point(high) && low.lower.value == high.lower.value) {
    checker.add(issue::range_empty, where, sentence::the_goalposts_are_equal,
                sentence::different_low_and_high, low.lower.value.to_string());
    return;
  }
  const InputIndex& inputs = checker.inputs();
  expressions.zero(where,
                   holds_zero(sum_of(high, negated(low))) || can_divide_by_zero(inputs, rule.low) ||
                       can_divide_by_zero(inputs, rule.high),
                   rule.when_zero);
  if (!rule.log) return;
  for (const auto& [name, domain] : {std::pair("/low", &low), std::pair("/high", &high)}) {
    if (const auto value = witness(*domain, below_all, {Cut::Where::after, 0})) {
      checker.add(issue::number_out_of_range, where + name, sentence::the_number_has_no_logarithm,
                  sentence::above_0, value->to_string());
    }
  }
}

inline std::optional<PointsRange> reach_of(const Goalposts& rule, const Node& node) {
  const auto domain = domain_of(node, rule.on);
  if (!domain || !node.max) return std::nullopt;
  const Domain low = domain_of(node, rule.low);
  const Domain high = domain_of(node, rule.high);
  if (!is_point(low) || !is_point(high)) return PointsRange{Rational(0), *node.max};
  const Rational& zero = low.lower.value;
  const Rational& full = high.lower.value;
  // The points are monotonic in the quantity, so the ends of the domain give the ends of the
  // points.
  ReachBuilder reach;
  const auto add = [&](const Cut& cut, const Rational& beyond) {
    if (!is_finite(cut)) return reach.add(beyond);
    const int side = side_of(cut.value, zero, full);
    reach.add(side < 0   ? Rational(0)
              : side > 0 ? *node.max
                         : points_between(rule, node, cut.value, zero, full));
  };
  const bool rising = zero < full;
  add(domain->lower, rising ? Rational(0) : *node.max);
  add(domain->upper, rising ? *node.max : Rational(0));
  return reach.done();
}

/// Adds none if the goalposts are not constants: they may move as the quantity grows.
inline void add_stretches(const Goalposts& rule, const Node& node, std::vector<Stretch>& out) {
  const Domain zero = domain_of(node, rule.low);
  const Domain full = domain_of(node, rule.high);
  if (!is_point(zero) || !is_point(full)) return;
  const auto points = [rule, &node, low = zero.lower.value,
                       high = full.lower.value](const Rational& x) -> Rational {
    const int side = side_of(x, low, high);
    return side < 0 ? Rational(0) : side > 0 ? *node.max : points_between(rule, node, x, low, high);
  };
  const Cut from{Cut::Where::before, min(zero.lower.value, full.lower.value)};
  const Cut to{Cut::Where::after, max(zero.lower.value, full.lower.value)};
  out.push_back({from, to, points});
  if (rule.clamp) {  // otherwise a quantity beyond the ends has no points
    out.push_back({{Cut::Where::below_all, 0}, from, points});
    out.push_back({to, {Cut::Where::above_all, 0}, points});
  }
}

inline RuleOutcome evaluate(const Goalposts& rule, const RuleCall& call) {
  const std::string here = "/rule/goalposts";
  RuleOutcome outcome;
  const auto x = evaluate_quantity(call, rule.on, outcome);
  if (!x) return outcome;
  Evaluator evaluator(call);
  const auto low = evaluator.value(rule.low);
  const auto high = low ? evaluator.value(rule.high) : std::nullopt;
  evaluator.tell_treated(call);
  if (!high || *low == *high) return evaluator.stopped(call, rule.when_zero, here + "/when_zero");
  const int side = side_of(*x, *low, *high);
  if (side != 0 && !rule.clamp) {
    const bool below = *x < *low && *x < *high;
    call.listener.issue(value_issue(below ? issue::value_below_minimum : issue::value_above_maximum,
                                    say(sentence::is_out_of_range, describe(rule.on)),
                                    say(sentence::to, low->to_string(), high->to_string()),
                                    x->to_string(), call.node.code));
    outcome.policy = MissingPolicy::error;
    return outcome;
  }
  Rational points = side < 0   ? Rational(0)
                    : side > 0 ? *call.node.max
                               : points_between(rule, call.node, *x, *low, *high);
  call.listener.branch([&] {
    const std::string max = call.node.max->to_string();
    if (side < 0) return Branch{here + "/low", say(words::beyond, low->to_string(), "0")};
    if (side > 0) {
      return Branch{here + "/high", say(words::beyond, high->to_string(), max)};
    }
    const auto part = [&](const Rational& value) {
      return rule.log ? "ln " + value.to_string() : value.to_string();
    };
    return Branch{here + "/on", max + " * (" + (rule.log ? "ln x" : "x") + " - " + part(*low) +
                                    ") / (" + part(*high) + " - " + part(*low) +
                                    ") = " + points.to_string()};
  });
  return {{}, std::move(points)};
}

inline bool terminates(const Goalposts& rule, const Node& leaf) {
  if (!terminates(*leaf.max)) return false;
  if (rule.log) return true;  // rounded
  using enum Expression::Kind;
  if (rule.low.kind != number || rule.high.kind != number) return false;
  return terminates(rule.low.number) && terminates(rule.on, leaf) &&
         quotient_terminates(*leaf.max, rule.high.number - rule.low.number);
}

inline std::vector<std::string> branches_of(const Goalposts& rule) {
  std::vector<std::string> branches{"/rule/goalposts/on"};
  if (rule.clamp) {
    branches.push_back("/rule/goalposts/low");
    branches.push_back("/rule/goalposts/high");
  }
  if (rule.when_zero && *rule.when_zero != MissingPolicy::error) {
    branches.push_back("/rule/goalposts/when_zero");
  }
  return with_when_zero(rule.on, "/rule/goalposts", std::move(branches));
}

}  // namespace detail

PARINDEX_END_NAMESPACE
