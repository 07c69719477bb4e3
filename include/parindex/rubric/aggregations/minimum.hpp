// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <optional>
#include <string>

#include <parindex/rubric/detail/aggregate_call.hpp>
#include <parindex/rubric/detail/check/aggregation_checker.hpp>
#include <parindex/rubric/detail/fields.hpp>
#include <parindex/rubric/detail/proof/reaches.hpp>
#include <parindex/rubric/detail/proof/terminating.hpp>
#include <parindex/rubric/detail/sentences/kinds.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

// minimum: the weakest child.

inline constexpr KindName kind_of(const Minimum&) { return {"minimum"}; }

template <class To>
void fields(To&, Is<Minimum> auto&) {}

inline Weights weights_of(const Minimum&) { return Weights::none; }

inline AggregateOutcome aggregate(const Minimum&, const AggregateCall& call) {
  const Part* lowest = &call.parts.front();
  Rational max = lowest->max;
  for (const Part& part : call.parts) {
    if (part.points < lowest->points) lowest = &part;
    max = min(max, part.max);
  }
  call.say([&] {
    return say(words::lowest, joined(call.parts, ", ", code_and_points), lowest->node.code,
               lowest->points.to_string());
  });
  return {Status::ok, lowest->points, max};
}

inline void check(const Minimum&, AggregationChecker&) {}

inline void check_form(const Minimum&, AggregationChecker& checker) {
  std::optional<Rational> lowest;
  for (const Node* child : checker.children()) {
    if (!child->max) return;  // reported at the child
    lowest = lowest ? min(*lowest, *child->max) : *child->max;
  }
  checker.compare_maximum(sentence::lowest_maximum_of_children, *lowest);
  checker.compare_maxima();
}

inline Termination terminates(const Minimum&, const ChildTerminations& children) {
  const auto maxima = children.fixed_maxima();
  return children.of_children(
      maxima ? std::optional(*std::min_element(maxima->begin(), maxima->end())) : std::nullopt);
}

inline NodeReach reach_of(const Minimum&, const ChildReaches& reaches) {
  PointsRange reach;
  if (const auto lows = reaches.ends(false)) reach.min = lows->back();
  // A child that can be left out does not limit the others.
  if (const auto highs = reaches.ends(true)) {
    reach.max = reaches.any_excludable() ? highs->front() : highs->back();
  }
  auto [least, most] = reaches.maxima();
  if (!reaches.any_excludable()) {
    // At most the lowest of the maxima; each maximum is bounded by its own highest value.
    for (const auto& child : reaches.children) most = min(most, child.reach.most_max);
  }
  return reaches.from_points(std::move(reach), std::move(least), std::move(most));
}

}  // namespace detail

PARINDEX_END_NAMESPACE
