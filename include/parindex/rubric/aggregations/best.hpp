// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <parindex/detail/stable_sort.hpp>
#include <parindex/rubric/detail/aggregate_call.hpp>
#include <parindex/rubric/detail/check/aggregation_checker.hpp>
#include <parindex/rubric/detail/fields.hpp>
#include <parindex/rubric/detail/proof/reaches.hpp>
#include <parindex/rubric/detail/proof/terminating.hpp>
#include <parindex/rubric/detail/sentences/kinds.hpp>
#include <parindex/rubric/detail/sentences/structure.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

// best: the sum of the `count` highest children.

inline constexpr KindName kind_of(const Best&) { return {"best"}; }

template <class To>
void fields(To& to, Is<Best> auto& kind) {
  to("count", kind.count);
}

inline Weights weights_of(const Best&) { return Weights::none; }

/// The sum of the first `count` numbers of a descending list.
inline Rational sum_of_highest(const std::vector<Rational>& sorted, std::size_t count) {
  Rational sum = 0;
  for (std::size_t i = 0; i < sorted.size() && i < count; ++i) sum += sorted[i];
  return sum;
}

inline AggregateOutcome aggregate(const Best& kind, const AggregateCall& call) {
  std::vector<const Part*> order;
  for (const Part& part : call.parts) order.push_back(&part);
  detail::stable_sort(order, [](const Part* a, const Part* b) { return a->points > b->points; });
  std::vector<Rational> points;
  std::vector<Rational> maxima;
  for (const Part* part : order) {
    points.push_back(part->points);
    maxima.push_back(part->max);
  }
  std::sort(maxima.begin(), maxima.end(), std::greater<>());
  AggregateOutcome outcome{Status::ok, sum_of_highest(points, kind.count),
                           sum_of_highest(maxima, kind.count)};
  if (call.node.cap) outcome.max = min(outcome.max, *call.node.cap);
  call.say([&] {
    std::string taken;
    for (std::size_t i = 0; i < order.size() && i < kind.count; ++i) {
      taken += (i == 0 ? "" : " + ") + code_and_points(*order[i]);
    }
    return say(words::best, std::to_string(kind.count), std::to_string(order.size()),
               taken + " = " + outcome.points.to_string());
  });
  return outcome;
}

inline void check(const Best& kind, AggregationChecker& checker) {
  const std::size_t most = counted_children(checker.node()).size();
  if (kind.count >= 1 && kind.count <= most) return;
  checker.add(issue::number_out_of_range, "/count", sentence::the_node_has_fewer_children,
              say(sentence::n_1_to, std::to_string(most)), std::to_string(kind.count));
}

inline void check_form(const Best& kind, AggregationChecker& checker) {
  std::vector<Rational> maxima;
  for (const Node* child : checker.children()) {
    if (!child->max) return;  // reported at the child
    maxima.push_back(*child->max);
  }
  std::sort(maxima.begin(), maxima.end(), std::greater<>());
  checker.compare_maximum(sentence::highest_maxima_add_up, sum_of_highest(maxima, kind.count));
  if (kind.count < maxima.size()) checker.compare_maxima();
}

inline Termination terminates(const Best& kind, const ChildTerminations& children) {
  const auto& cap = children.node.cap;
  Termination made = children.of_children(std::nullopt);
  if (auto maxima = children.fixed_maxima()) {
    std::sort(maxima->begin(), maxima->end(), std::greater<>());
    const Rational max = sum_of_highest(*maxima, kind.count);
    made.fixed_max = cap ? min(max, *cap) : max;
  }
  made.max = made.max && terminates(cap);
  return made;
}

inline NodeReach reach_of(const Best& kind, const ChildReaches& reaches) {
  PointsRange reach;
  const bool drops = reaches.any_excludable();
  const auto end = [&](bool upper) -> std::optional<Rational> {
    auto found = reaches.ends(upper);
    if (!found) return std::nullopt;
    if (drops) {
      // Any child may be left out, with high or low points.
      for (Rational& each : *found) each = upper ? max(each, 0) : min(each, 0);
      if (!upper) std::reverse(found->begin(), found->end());
    }
    return sum_of_highest(*found, kind.count);
  };
  reach.min = end(false);
  reach.max = end(true);
  std::vector<Rational> least;  // with the fewest possible children
  std::vector<Rational> most;
  for (const auto& child : reaches.children) {
    if (!child.reach.excludable) least.push_back(child.reach.least_max);
    most.push_back(child.reach.most_max);
  }
  if (least.empty()) least.push_back(reaches.maxima().first);
  const auto& cap = reaches.node.cap;
  const auto highest = [&](std::vector<Rational>& maxima) {
    std::sort(maxima.begin(), maxima.end(), std::greater<>());
    const Rational sum = sum_of_highest(maxima, kind.count);
    return cap ? min(sum, *cap) : sum;
  };
  return reaches.from_points(std::move(reach), highest(least), highest(most));
}

}  // namespace detail

PARINDEX_END_NAMESPACE
