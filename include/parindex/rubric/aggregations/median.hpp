// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include <parindex/detail/stable_sort.hpp>
#include <parindex/rubric/detail/aggregate_call.hpp>
#include <parindex/rubric/detail/check/aggregation_checker.hpp>
#include <parindex/rubric/detail/fields.hpp>
#include <parindex/rubric/detail/proof/reaches.hpp>
#include <parindex/rubric/detail/proof/terminating.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

// median: the middle share.

inline constexpr KindName kind_of(const Median&) { return {"median"}; }

template <class To>
void fields(To& to, Is<Median> auto& kind) {
  to("minimum_available", kind.minimum_available);
}

inline Weights weights_of(const Median&) { return Weights::none; }

inline AggregateOutcome aggregate(const Median& kind, const AggregateCall& call) {
  if (auto outcome = if_too_few(call, kind.minimum_available)) return *outcome;
  std::vector<Rational> shares;
  for (const Part& part : call.parts) shares.push_back(part.share());
  std::sort(shares.begin(), shares.end());
  const std::size_t above = shares.size() / 2;
  const Rational middle =
      shares.size() % 2 != 0 ? shares[above] : (shares[above - 1] + shares[above]) / 2;
  AggregateOutcome outcome{Status::ok, call.max() * middle, call.max()};
  call.say([&]() -> Phrase {
    std::vector<const Part*> order;
    for (const Part& part : call.parts) order.push_back(&part);
    detail::stable_sort(order,
                        [](const Part* a, const Part* b) { return a->share() < b->share(); });
    const bool plain = all_have_its_maximum(call);
    std::string list;
    for (const Part* part : order) {
      list +=
          (list.empty() ? "" : ", ") + (plain ? part->points.to_string() : points_over_max(*part));
    }
    if (plain) return say(words::median_is, list, outcome.points.to_string());
    return say(words::median_is, list, middle.to_string()) + "; " + factor(call.max()) + " * " +
           factor(middle) + " = " + outcome.points.to_string();
  });
  return outcome;
}

inline void check(const Median& kind, AggregationChecker& checker) {
  checker.check_minimum(kind.minimum_available);
}

inline void check_form(const Median&, AggregationChecker&) {}

inline Termination terminates(const Median&, const ChildTerminations& children) {
  return children.over_own_maximum(
      children.shares_terminate([&](const Node&) { return *children.node.max; }));
}

inline NodeReach reach_of(const Median& kind, const ChildReaches& reaches) {
  return reaches.mean(reaches.all_excludable() || kind.minimum_available.has_value());
}

}  // namespace detail

PARINDEX_END_NAMESPACE
