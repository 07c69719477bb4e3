// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <parindex/rubric/detail/aggregate_call.hpp>
#include <parindex/rubric/detail/check/aggregation_checker.hpp>
#include <parindex/rubric/detail/dropped.hpp>
#include <parindex/rubric/detail/fields.hpp>
#include <parindex/rubric/detail/proof/reaches.hpp>
#include <parindex/rubric/detail/proof/terminating.hpp>
#include <parindex/rubric/detail/sentences/weights.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

// weighted_mean: the mean of the shares by weight.

inline constexpr KindName kind_of(const WeightedMean&) { return {"weighted_mean"}; }

template <class To>
void fields(To& to, Is<WeightedMean> auto& kind) {
  to("minimum_available", kind.minimum_available);
  to("weights_sum", kind.weights_sum, "The sum of the weights, which is checked.");
  to(since(2, "drop"), kind.drop, "The lowest and highest children, which are left out.");
}

inline Weights weights_of(const WeightedMean&) { return Weights::required; }

inline AggregateOutcome aggregate(const WeightedMean& kind, const AggregateCall& call) {
  if (auto outcome = if_too_few(call, kind.minimum_available)) return *outcome;
  const auto counts = [](const Node& child) { return child.weight && !child.weight->is_zero(); };
  if (auto outcome = if_dropping("weighted_mean", kind, call, counts)) return *outcome;
  Rational sum = 0;
  Rational weights = 0;
  for (const Part& part : call.parts) {
    sum += part.weight() * part.share();
    weights += part.weight();
  }
  if (weights.is_zero()) {
    call.say([] { return say(words::weight_zero); });
    return no_points(Status::excluded);
  }
  AggregateOutcome outcome{Status::ok, call.max() * sum / weights, call.max()};
  call.say([&] {
    const bool plain = all_have_its_maximum(call);
    return (plain ? "" : factor(call.max()) + " * ") + "(" +
           joined(call.parts, " + ",
                  [&](const Part& part) {
                    return factor(part.weight()) + " * " +
                           (plain ? factor(part.points) : points_over_max(part));
                  }) +
           ") / " + factor(weights) + " = " + outcome.points.to_string();
  });
  return outcome;
}

/// Whether the weight of a child comes from the data.
inline bool has_weight_input(const Node* child) { return !child->weight_input.empty(); }

inline void check(const WeightedMean& kind, AggregationChecker& checker) {
  checker.check_minimum(kind.minimum_available);
  if (kind.drop) check_drop(*kind.drop, checker);
  const std::vector<const Node*> children = counted_children(checker.node());
  const auto from_data = std::count_if(children.begin(), children.end(), has_weight_input);
  if (from_data != 0 && kind.drop) {
    checker.add(issue::part_misplaced, "/drop", sentence::a_drop_needs_weights_in_the_rubric,
                sentence::no_such_key);
  }
  if (from_data != 0 && kind.weights_sum && std::cmp_not_equal(from_data, children.size())) {
    checker.add(issue::part_misplaced, "/weights_sum",
                sentence::a_sum_needs_all_weights_from_the_data, sentence::no_such_key);
  }
}

inline void check_form(const WeightedMean& kind, AggregationChecker& checker) {
  const std::vector<std::vector<Rational>> lists = checker.weight_lists();
  checker.compare_weights(lists, kind.weights_sum);
  if (!kind.drop) return;
  const bool points = kind.drop->by == Drop::By::points;
  for (const std::vector<Rational>& weights : lists) {
    std::vector<const Node*> children;
    for (std::size_t i = 0; i < weights.size(); ++i) {
      if (!weights[i].is_zero()) children.push_back(checker.children()[i]);
    }
    const auto matters = [&](const Node& a, const Node& b) {
      return a.weight != b.weight || a.weights != b.weights || (points && maxima_may_differ(a, b));
    };
    if (!check_drop_of_form(*kind.drop, children, checker, matters)) return;
  }
}

inline Termination terminates(const WeightedMean& kind, const ChildTerminations& children) {
  // If children can be left out, the sum of the weights of the others is unknown.
  const bool from_data =
      std::any_of(children.children.begin(), children.children.end(),
                  [](const auto& child) { return has_weight_input(child.node); });
  if (from_data || children.any_excludable() || kind.drop) return children.over_own_maximum(false);
  Rational weights = 0;
  for (const auto& child : children.children) weights += child.node->weight.value_or(1);
  if (weights.is_zero()) return children.over_own_maximum(false);
  return children.over_own_maximum(children.shares_terminate(
      [&](const Node& child) { return *children.node.max * child.weight.value_or(1) / weights; }));
}

inline NodeReach reach_of(const WeightedMean& kind, const ChildReaches& reaches) {
  // If a child can be left out, its weight moves to the others, and only the extremes of the
  // children bound the mean. The remaining weights may then also be 0.
  const bool from_data =
      std::any_of(reaches.children.begin(), reaches.children.end(),
                  [](const auto& child) { return has_weight_input(child.node); });
  if (from_data || reaches.any_excludable()) return reaches.mean(true);
  if (kind.drop) return reaches.mean(false);
  PointsRange share{Rational(0), Rational(0)};
  Rational weights = 0;
  for (const auto& [child, below] : reaches.children) {
    const PointsRange weighted = scaled(below.share, *child->weight);
    add_end(share.min, weighted.min);
    add_end(share.max, weighted.max);
    weights += *child->weight;
  }
  return reaches.from_share(scaled(share, Rational(1) / weights), false);
}

}  // namespace detail

PARINDEX_END_NAMESPACE
