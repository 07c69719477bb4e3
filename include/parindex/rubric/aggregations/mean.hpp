// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <optional>
#include <string>

#include <parindex/rubric/detail/aggregate_call.hpp>
#include <parindex/rubric/detail/check/aggregation_checker.hpp>
#include <parindex/rubric/detail/dropped.hpp>
#include <parindex/rubric/detail/fields.hpp>
#include <parindex/rubric/detail/proof/reaches.hpp>
#include <parindex/rubric/detail/proof/terminating.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

// mean: the mean of the shares of the children that have points.

inline constexpr KindName kind_of(const Mean&) { return {"mean"}; }

template <class To>
void fields(To& to, Is<Mean> auto& kind) {
  to("minimum_available", kind.minimum_available);
  to(since(2, "drop"), kind.drop, "The lowest and highest children, which are left out.");
}

inline Weights weights_of(const Mean&) { return Weights::none; }

inline AggregateOutcome aggregate(const Mean& kind, const AggregateCall& call) {
  if (auto outcome = if_too_few(call, kind.minimum_available)) return *outcome;
  if (auto outcome = if_dropping("mean", kind, call, [](const Node&) { return true; }))
    return *outcome;
  Rational sum = 0;
  for (const Part& part : call.parts) sum += part.share();
  const Rational count = call.parts.size();
  AggregateOutcome outcome{Status::ok, call.max() * sum / count, call.max()};
  call.say([&] {
    const bool plain = all_have_its_maximum(call);
    return (plain ? "" : factor(call.max()) + " * ") + "(" +
           joined(call.parts, " + ",
                  [&](const Part& part) {
                    return plain ? factor(part.points) : points_over_max(part);
                  }) +
           ") / " + count.to_string() + " = " + outcome.points.to_string();
  });
  return outcome;
}

inline void check(const Mean& kind, AggregationChecker& checker) {
  checker.check_minimum(kind.minimum_available);
  if (kind.drop) check_drop(*kind.drop, checker);
}

inline void check_form(const Mean& kind, AggregationChecker& checker) {
  if (!kind.drop) return;
  const bool points = kind.drop->by == Drop::By::points;  // equal shares add the same
  check_drop_of_form(*kind.drop, checker.children(), checker, [&](const Node& a, const Node& b) {
    return points && maxima_may_differ(a, b);
  });
}

inline Termination terminates(const Mean& kind, const ChildTerminations& children) {
  const std::size_t all = children.children.size();
  std::size_t count = children.any_excludable() ? kind.minimum_available.value_or(1) : all;
  if (kind.drop) count = 1;
  for (count = std::max<std::size_t>(count, 1); count <= all; ++count) {
    const Rational factor = *children.node.max / Rational(count);
    if (children.shares_terminate([&](const Node&) { return factor; })) continue;
    return children.over_own_maximum(false);
  }
  return children.over_own_maximum(true);
}

inline NodeReach reach_of(const Mean& kind, const ChildReaches& reaches) {
  return reaches.mean(reaches.all_excludable() || kind.minimum_available.has_value() ||
                      may_drop_too_many(kind.drop, reaches));
}

}  // namespace detail

PARINDEX_END_NAMESPACE
