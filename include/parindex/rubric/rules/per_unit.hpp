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

PARINDEX_BEGIN_NAMESPACE

namespace detail {

// per_unit: points for each counted thing, up to a cap.

inline constexpr KindName kind_of(const PerItem&) {
  return {"per_unit", "points = points_each * quantity, at most cap."};
}

template <class To>
void fields(To& to, Is<PerItem> auto& rule) {
  to("on", rule.on);
  to("points_each", rule.points_each, "Above 0.");
  to("cap", rule.cap, "Above 0.");
}

inline void add_columns(const PerItem&, LeafColumns& columns) { columns.add_inputs(); }

inline void check(const PerItem& rule, RuleChecker& checker) {
  checker.check_quantity("/rule/per_unit/on", rule.on);
  checker.check_positive("/rule/per_unit/points_each", sentence::the_points_for_each_unit,
                         rule.points_each);
  if (rule.cap) checker.check_positive("/rule/per_unit/cap", sentence::the_cap, *rule.cap);
}

inline std::optional<PointsRange> reach_of(const PerItem& rule, const Node& node) {
  const auto domain = domain_of(node, rule.on);
  if (!domain) return std::nullopt;
  // The points grow with the quantity, so the ends of the domain give the ends of the points.
  const auto points = [&](const Cut& cut) -> std::optional<Rational> {
    if (!is_finite(cut)) return std::nullopt;
    return rule.points_each * cut.value;
  };
  ReachBuilder reach;
  reach.add_range(points(domain->lower), points(domain->upper), rule.cap, std::nullopt);
  return reach.done();
}

inline void add_stretches(const PerItem& rule, const Node&, std::vector<Stretch>& out) {
  out.push_back({{Cut::Where::below_all, 0}, {Cut::Where::above_all, 0}, [rule](const Rational& x) {
                   const Rational points = rule.points_each * x;
                   return rule.cap && points > *rule.cap ? *rule.cap : points;
                 }});
}

inline RuleOutcome evaluate(const PerItem& rule, const RuleCall& call) {
  RuleOutcome outcome;
  const auto value = evaluate_quantity(call, rule.on, outcome);
  if (!value) return outcome;
  Rational points = rule.points_each * *value;
  const bool capped = rule.cap && points > *rule.cap;
  call.listener.branch([&] {
    const std::string formula = rule.points_each.to_string() + " * x = " + points.to_string();
    if (!capped) return Branch{"/rule/per_unit/points_each", formula};
    return Branch{"/rule/per_unit/cap", say(words::capped, formula, rule.cap->to_string())};
  });
  if (capped) points = *rule.cap;
  return {{}, std::move(points)};
}

inline bool terminates(const PerItem& rule, const Node& leaf) {
  return terminates(rule.points_each) && terminates(rule.on, leaf) && terminates(rule.cap);
}

inline std::vector<std::string> branches_of(const PerItem& rule) {
  std::vector<std::string> branches{"/rule/per_unit/points_each"};
  if (rule.cap) branches.push_back("/rule/per_unit/cap");
  return with_when_zero(rule.on, "/rule/per_unit", std::move(branches));
}

}  // namespace detail

PARINDEX_END_NAMESPACE
