// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include <parindex/rubric/detail/aggregate_call.hpp>
#include <parindex/rubric/detail/check/aggregation_checker.hpp>
#include <parindex/rubric/detail/fields.hpp>
#include <parindex/rubric/detail/proof/reaches.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

// harmonic_mean: the reciprocal of the mean of the reciprocal shares.

inline constexpr KindName kind_of(const HarmonicMean&) { return {"harmonic_mean"}; }

template <class To>
void fields(To& to, Is<HarmonicMean> auto& kind) {
  to("minimum_available", kind.minimum_available);
  to(since(2, "weights_sum"), kind.weights_sum, "The sum of the weights, which is checked.");
}

inline Weights weights_of(const HarmonicMean&) { return Weights::optional; }

inline AggregateOutcome aggregate(const HarmonicMean& kind, const AggregateCall& call) {
  if (auto outcome = if_too_few(call, kind.minimum_available)) return *outcome;
  if (has_negative_share(call)) return no_points(Status::error);
  Rational weights = 0;
  Rational reciprocals = 0;
  bool zero = false;
  for (const Part& part : call.parts) {
    if (part.weight().is_zero()) continue;
    weights += part.weight();
    zero = zero || part.points.is_zero();
    if (!part.points.is_zero()) reciprocals += part.weight() / part.share();
  }
  if (weights.is_zero()) {
    call.say([] { return say(words::weight_zero); });
    return no_points(Status::excluded);
  }
  AggregateOutcome outcome{Status::ok, 0, call.max()};
  if (!zero) outcome.points = call.max() * weights / reciprocals;
  call.say([&]() -> Phrase {
    if (zero) return say(words::share_zero);
    return Phrase(factor(call.max()) + " * " + factor(weights) + " / (" +
                  joined(call.parts, " + ",
                         [](const Part& part) {
                           return factor(part.weight()) + " / (" + points_over_max(part) + ")";
                         }) +
                  ") = " + outcome.points.to_string());
  });
  return outcome;
}

inline void check(const HarmonicMean& kind, AggregationChecker& checker) {
  checker.check_minimum(kind.minimum_available);
}

inline void check_form(const HarmonicMean& kind, AggregationChecker& checker) {
  if (checker.weighted()) return checker.check_weights_sum(kind.weights_sum);
  checker.compare_weights({std::vector<Rational>(checker.children().size(), Rational(1))},
                          kind.weights_sum);
}

inline NodeReach reach_of(const HarmonicMean&, const ChildReaches& reaches) {
  return reaches.mean(reaches.any_excludable());
}

}  // namespace detail

PARINDEX_END_NAMESPACE
