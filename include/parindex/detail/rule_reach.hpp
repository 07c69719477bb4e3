// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <optional>
#include <string_view>
#include <variant>

#include <parindex/check.hpp>
#include <parindex/detail/interval.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

inline const Input* find_input(const Node& node, std::string_view name) {
  for (const Input& input : node.inputs) {
    if (input.name == name) return &input;
  }
  return nullptr;
}

/// The values that a quantity of a leaf can take, or nothing when it names an unknown input.
inline std::optional<Domain> domain_of(const Node& node, const Quantity& quantity) {
  const Input* numerator = find_input(node, quantity.numerator);
  if (!numerator) return std::nullopt;
  Domain domain = domain_of(*numerator);
  if (quantity.kind != Quantity::Kind::value) {
    const Input* denominator = find_input(node, quantity.denominator);
    if (!denominator) return std::nullopt;
    const Rational scale = quantity.kind == Quantity::Kind::percent ? 100 : 1;
    domain = quotient_domain(domain, domain_of(*denominator), scale);
  }
  narrow(domain, quantity.min, quantity.max);
  return domain;
}

/// A growing set of points, kept as its smallest and largest member.
class ReachBuilder {
 public:
  void add(const Rational& points) {
    if (empty_ || (reach_.min && points < *reach_.min)) reach_.min = points;
    if (empty_ || (reach_.max && points > *reach_.max)) reach_.max = points;
    empty_ = false;
  }
  void add_range(const std::optional<Rational>& low, const std::optional<Rational>& high) {
    if (low) add(*low);
    if (high) add(*high);
    if (!low) reach_.min.reset();
    if (!high) reach_.max.reset();
    empty_ = false;
  }
  /// Nothing when no points were added: the rule cannot give any.
  std::optional<Reach> done() const { return empty_ ? std::nullopt : std::optional(reach_); }

 private:
  bool empty_ = true;
  Reach reach_;
};

/// The smallest and largest points that a rule can give, before the leaf's rounding and apart from
/// its policies. Every kind of rule has its overload; a kind without one does not compile.
struct RuleReach {
  const Node& node;

  std::optional<Reach> operator()(const Choice& rule) const {
    ReachBuilder reach;
    for (const Option& option : rule.options) reach.add(option.points);
    return reach.done();
  }

  std::optional<Reach> operator()(const YesNo& rule) const {
    return Reach{min(rule.yes, rule.no), max(rule.yes, rule.no)};
  }

  std::optional<Reach> operator()(const AllOf& rule) const {
    return Reach{min(rule.points, rule.otherwise), max(rule.points, rule.otherwise)};
  }

  std::optional<Reach> operator()(const Checklist& rule) const {
    Reach reach{Rational(0), Rational(0)};
    for (const Option& item : rule.items) {
      if (item.points.sign() < 0) *reach.min += item.points;
      if (item.points.sign() > 0) *reach.max += item.points;
    }
    return reach;
  }

  std::optional<Reach> operator()(const Bands& rule) const {
    const auto domain = domain_of(node, rule.on);
    ReachBuilder reach;
    for (const Band& band : rule.steps) {
      if (!domain || witness(*domain, lower_cut(band.lower), upper_cut(band.upper))) {
        reach.add(band.points);
      }
    }
    return reach.done();
  }

  std::optional<Reach> operator()(const Proportional& rule) const {
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
      auto low = points(domain->lower);
      auto high = points(domain->upper);
      if (rule.cap) {
        high = high ? min(*high, *rule.cap) : *rule.cap;
        if (low) low = min(*low, *rule.cap);
      }
      if (rule.floor) {
        low = low ? max(*low, *rule.floor) : *rule.floor;
        if (high) high = max(*high, *rule.floor);
      }
      reach.add_range(low, high);
    }
    return reach.done();
  }

  std::optional<Reach> operator()(const Direct& rule) const { return Reach{rule.min, rule.max}; }
};

/// The reach of a leaf's rule, rounded as the leaf rounds.
inline std::optional<Reach> rule_reach(const Node& node) {
  auto reach = std::visit(RuleReach{node}, *node.rule);
  if (reach && node.rounding) {
    if (reach->min) reach->min = reach->min->rounded(*node.rounding);
    if (reach->max) reach->max = reach->max->rounded(*node.rounding);
  }
  return reach;
}

}  // namespace detail

PARINDEX_END_NAMESPACE
