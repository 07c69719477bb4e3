// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <parindex/detail/sentences.hpp>
#include <parindex/limits.hpp>
#include <parindex/rubric/detail/aggregate_call.hpp>
#include <parindex/rubric/detail/check/aggregation_checker.hpp>
#include <parindex/rubric/detail/fields.hpp>
#include <parindex/rubric/detail/proof/finite_points.hpp>
#include <parindex/rubric/detail/proof/gap_list.hpp>
#include <parindex/rubric/detail/proof/reaches.hpp>
#include <parindex/rubric/detail/proof/terminating.hpp>
#include <parindex/rubric/detail/sentences/kinds.hpp>
#include <parindex/stop.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

// lookup: a table from the points of the children, in any order, to points.

inline constexpr KindName kind_of(const Lookup&) { return {"lookup"}; }

template <class To>
void fields(To& to, Is<LookupRow> auto& row) {
  to("children", row.children);
  to("points", row.points);
}

template <class To>
void fields(To& to, Is<Lookup> auto& kind) {
  to("rows", kind.rows);
}

inline std::vector<Rational> in_order(std::vector<Rational> points) {
  std::sort(points.begin(), points.end());
  return points;
}

inline std::string list_of(const std::vector<Rational>& points) {
  std::string text;
  for (const Rational& each : points) text += (text.empty() ? "" : ", ") + each.to_string();
  return text;
}

inline Weights weights_of(const Lookup&) { return Weights::none; }

inline AggregateOutcome aggregate(const Lookup& kind, const AggregateCall& call) {
  std::vector<Rational> points;
  for (const Part& part : call.parts) points.push_back(part.points);
  points = in_order(std::move(points));
  for (std::size_t i = 0; i < kind.rows.size(); ++i) {
    if (in_order(kind.rows[i].children) != points) continue;
    call.listener.branch([&] {
      return Branch{"/aggregation/lookup/rows/" + std::to_string(i),
                    say(words::gives, joined(call.parts, ", ", code_and_points),
                        kind.rows[i].points.to_string())};
    });
    return {Status::ok, kind.rows[i].points, call.max()};
  }
  // The check proves that every combination has a row.
  return no_points(Status::error);
}

inline void check(const Lookup& kind, AggregationChecker& checker) {
  std::map<std::vector<Rational>, std::size_t> seen;
  std::optional<Rational> highest;
  for (std::size_t i = 0; i < kind.rows.size(); ++i) {
    const LookupRow& row = kind.rows[i];
    const auto [first, fresh] = seen.emplace(in_order(row.children), i);
    if (!fresh) {
      checker.add(issue::lookup_overlap, "/rows/" + std::to_string(i) + "/children",
                  say(sentence::the_points_appear_in_two_rows, list_of(row.children)),
                  sentence::one_row_for_each,
                  say(sentence::rows_and, std::to_string(first->second), std::to_string(i)));
    }
    highest = highest ? max(*highest, row.points) : row.points;
  }
  const auto& most = checker.node().max;
  if (!highest || !most || *highest == *most) return;
  const bool more = *highest > *most;
  checker.add(more ? issue::maximum_exceeded : issue::maximum_unreachable, "/rows",
              more ? sentence::a_row_gives_more_than_the_maximum_points
                   : sentence::no_row_gives_the_maximum_points,
              most->to_string(), highest->to_string());
}

/// Checks that every combination of possible points of the children, with or without each
/// excludable child, has a row.
inline void check_form(const Lookup& kind, AggregationChecker& checker) {
  std::set<std::vector<Rational>> rows;
  for (const LookupRow& row : kind.rows) rows.insert(in_order(row.children));
  std::set<std::vector<Rational>> combinations{{}};
  // How many numbers the combinations of all steps contain.
  std::size_t numbers = 0;
  const std::size_t most_numbers = 100 * limits().combinations;
  for (const Node* child : checker.children()) {
    const auto given = finite_points(*child, checker.inherited().at(*child));
    if (!given) {
      checker.add(issue::lookup_gap, "",
                  say(sentence::the_possible_points_of_cannot_be_listed_so, child->code),
                  sentence::children_that_each_have_few_possible_points, child->code);
      return;
    }
    std::set<std::vector<Rational>> next;
    for (const std::vector<Rational>& before : combinations) {
      if (given->excludable) next.insert(before);
      for (const Rational& points : given->points) {
        stop_point(500 + 50 * before.size());
        std::vector<Rational> after = before;
        after.insert(std::lower_bound(after.begin(), after.end(), points), points);
        numbers += after.size();
        next.insert(std::move(after));
      }
      if (next.size() > limits().combinations || numbers > most_numbers) {
        checker.add(issue::lookup_gap, "", sentence::there_are_too_many_combinations_to_compare,
                    say(sentence::at_most, std::to_string(limits().combinations)), sentence::more);
        return;
      }
    }
    combinations = std::move(next);
  }
  combinations.erase(std::vector<Rational>{});  // no child has points: the node is excluded
  GapList gaps;
  for (const std::vector<Rational>& each : combinations) {
    if (rows.contains(each)) continue;
    gaps.add([&] {
      return GapList::Gap{list_of(each), say(sentence::a_row_for, list_of(each)), "/rows"};
    });
  }
  gaps.report([&](const GapList::Gap& each, const Phrase& text) {
    checker.add(issue::lookup_gap, each.where, say(sentence::no_row_for_points, text),
                each.expected, sentence::none);
  });
}

inline Termination terminates(const Lookup& kind, const ChildTerminations& children) {
  return children.over_own_maximum(points_terminate(kind.rows));
}

inline NodeReach reach_of(const Lookup& kind, const ChildReaches& reaches) {
  ReachBuilder points;
  for (const LookupRow& row : kind.rows) points.add(row.points);
  const Rational& most = *reaches.node.max;
  return reaches.from_points(points.done().value_or(PointsRange{}), most, most);
}

}  // namespace detail

PARINDEX_END_NAMESPACE
