// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include <parindex/rubric/detail/leaf.hpp>
#include <parindex/rubric/detail/proof/expression_domain.hpp>
#include <parindex/rubric/detail/proof/interval.hpp>
#include <parindex/rubric/points_range.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// The values that a quantity of a leaf can take, or nothing if it names an unknown input.
inline std::optional<Domain> domain_of(const Node& node, const Quantity& quantity) {
  Domain domain;
  if (quantity.formula) {
    domain = domain_of(InputIndex(node, quantity.let), *quantity.formula);
  } else {
    const Input* numerator = find_input(node, quantity.numerator);
    if (!numerator) return std::nullopt;
    domain = domain_of(*numerator);
  }
  if (quantity.kind == Quantity::Kind::ratio || quantity.kind == Quantity::Kind::percent) {
    const Input* denominator = find_input(node, quantity.denominator);
    if (!denominator) return std::nullopt;
    const Rational scale = quantity.kind == Quantity::Kind::percent ? 100 : 1;
    domain = quotient_domain(domain, domain_of(*denominator), scale);
  }
  if (quantity.rounding) domain = rounded_domain(domain, *quantity.rounding);
  narrow(domain, quantity.min, quantity.max);
  return domain;
}

/// A growing set of points, stored as its smallest and largest member.
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
  /// The same, limited by a cap and a floor.
  void add_range(std::optional<Rational> low, std::optional<Rational> high,
                 const std::optional<Rational>& cap, const std::optional<Rational>& floor) {
    if (cap) {
      high = high ? min(*high, *cap) : *cap;
      if (low) low = min(*low, *cap);
    }
    if (floor) {
      low = low ? max(*low, *floor) : *floor;
      if (high) high = max(*high, *floor);
    }
    add_range(low, high);
  }
  /// Nothing if no points were added: the rule cannot give any.
  std::optional<PointsRange> done() const { return empty_ ? std::nullopt : std::optional(reach_); }

 private:
  bool empty_ = true;
  PointsRange reach_;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
