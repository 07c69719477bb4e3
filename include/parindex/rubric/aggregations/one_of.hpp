// SPDX-License-Identifier: MIT
#pragma once

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

// one_of: alternatives; a unit has exactly one of them.

inline constexpr KindName kind_of(const OneOf&) { return {"one_of"}; }

template <class To>
void fields(To&, Is<OneOf> auto&) {}

inline Weights weights_of(const OneOf&) { return Weights::none; }

inline AggregateOutcome aggregate(const OneOf&, const AggregateCall& call) {
  if (call.parts.size() > 1) {
    call.listener.issue(value_issue(
        issue::alternatives_several, message_of(issue::alternatives_several),
        sentence::one_alternative,
        joined(call.parts, ", ", [](const Part& part) { return part.node.code; }), call.node.code));
    return no_points(Status::error);
  }
  const Part& given = call.parts.front();
  call.say([&] { return say(words::given, code_and_points(given)); });
  return {Status::ok, given.points, given.max};
}

inline void check(const OneOf&, AggregationChecker&) {}

inline void check_form(const OneOf&, AggregationChecker& checker) {
  for (const Node* child : checker.children()) {
    if (!child->max) continue;  // reported at the child
    if (checker.node().max && *child->max != *checker.node().max) {
      checker.compare_maximum(sentence::maximum_of_one_child, *child->max, child->code);
    }
  }
}

inline Termination terminates(const OneOf&, const ChildTerminations& children) {
  std::optional<Rational> max;
  for (const auto& child : children.children) {
    const auto& own = child.figures.fixed_max;
    if (!own || (max && *max != *own)) return children.of_children(std::nullopt);
    max = own;
  }
  return children.of_children(std::move(max));
}

inline NodeReach reach_of(const OneOf&, const ChildReaches& reaches) {
  PointsRange reach;
  if (const auto lows = reaches.ends(false)) reach.min = lows->back();
  if (const auto highs = reaches.ends(true)) reach.max = highs->front();
  auto [least, most] = reaches.maxima();
  return reaches.from_points(std::move(reach), std::move(least), std::move(most));
}

}  // namespace detail

PARINDEX_END_NAMESPACE
