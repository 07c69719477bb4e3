// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include <parindex/rubric/detail/aggregate_call.hpp>
#include <parindex/rubric/detail/check/aggregation_checker.hpp>
#include <parindex/rubric/detail/fields.hpp>
#include <parindex/rubric/detail/proof/reaches.hpp>
#include <parindex/rubric/detail/proof/terminating.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

// product: the product of the shares of the children that have points.

inline constexpr KindName kind_of(const Product&) {
  return {"product", "The maximum times the shares of the children.", 2};
}

template <class To>
void fields(To& to, Is<Product> auto& kind) {
  to("minimum_available", kind.minimum_available);
}

inline Weights weights_of(const Product&) { return Weights::none; }

inline AggregateOutcome aggregate(const Product& kind, const AggregateCall& call) {
  if (auto outcome = if_too_few(call, kind.minimum_available)) return *outcome;
  AggregateOutcome outcome{Status::ok, call.max(), call.max()};
  for (const Part& part : call.parts) outcome.points *= part.share();
  call.say([&] {
    return factor(call.max()) + " * " +
           joined(call.parts, " * ",
                  [](const Part& part) { return "(" + points_over_max(part) + ")"; }) +
           " = " + outcome.points.to_string();
  });
  return outcome;
}

inline void check(const Product& kind, AggregationChecker& checker) {
  checker.check_minimum(kind.minimum_available);
}

inline void check_form(const Product&, AggregationChecker&) {}

inline Termination terminates(const Product&, const ChildTerminations& children) {
  const auto whole = [](const Node&) { return Rational(1); };
  return children.over_own_maximum(children.shares_terminate(whole) &&
                                   terminates(*children.node.max));
}

/// The products of a number of one range and a number of another.
inline PointsRange product_of(const PointsRange& a, const PointsRange& b) {
  if (!a.min || !a.max || !b.min || !b.max) {
    const bool positive = a.min && b.min && a.min->sign() >= 0 && b.min->sign() >= 0;
    return positive ? PointsRange{*a.min * *b.min, std::nullopt} : PointsRange{};
  }
  const auto [least, most] =
      std::minmax({*a.min * *b.min, *a.min * *b.max, *a.max * *b.min, *a.max * *b.max});
  return {least, most};
}

inline NodeReach reach_of(const Product& kind, const ChildReaches& reaches) {
  PointsRange share{Rational(1), Rational(1)};
  for (const auto& child : reaches.children) {
    PointsRange part = child.reach.share;
    // A child that is left out does not change the product.
    if (child.reach.excludable && part.min) part.min = min(*part.min, 1);
    if (child.reach.excludable && part.max) part.max = max(*part.max, 1);
    share = product_of(share, part);
  }
  return reaches.from_share(std::move(share),
                            reaches.all_excludable() || kind.minimum_available.has_value());
}

}  // namespace detail

PARINDEX_END_NAMESPACE
