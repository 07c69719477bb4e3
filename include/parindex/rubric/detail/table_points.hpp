// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <parindex/rubric/detail/proof/case_walk.hpp>
#include <parindex/rubric/rule.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

// The points that the rows of a decision table give under its hit policy.

inline std::vector<const Condition*> conditions_of(const DecisionTable& rule) {
  std::vector<const Condition*> conditions;
  for (const DecisionRow& row : rule.rows) {
    for (const Condition& test : row.when) conditions.push_back(&test);
  }
  return conditions;
}

/// The place of an output in its list; the length of the list if it is not one of them.
inline std::size_t place_of_output(const DecisionTable& rule, std::string_view id) {
  std::size_t i = 0;
  while (i < rule.outputs.size() && rule.outputs[i].id != id) ++i;
  return i;
}

/// The points of a row; those of a checked rubric exist wherever they are used.
inline const Rational& points_of(const DecisionTable& rule, const DecisionRow& row) {
  static const Rational none;
  if (rule.outputs.empty()) return row.points ? *row.points : none;
  const std::size_t place = place_of_output(rule, row.output);
  return place < rule.outputs.size() ? rule.outputs[place].points : none;
}

/// The points if no row matches, or nullptr.
inline const Rational* otherwise_of(const DecisionTable& rule) {
  if (rule.outputs.empty()) return rule.otherwise ? &*rule.otherwise : nullptr;
  const std::size_t place = place_of_output(rule, rule.otherwise_output);
  return place < rule.outputs.size() ? &rule.outputs[place].points : nullptr;
}

/// `count`: the points for a number of rows.
inline Rational points_of_count(const DecisionTable& rule, std::size_t rows) {
  const Rational points =
      rule.points_each.value_or(Rational(0)) * Rational(static_cast<std::int64_t>(rows));
  return rule.cap ? min(points, *rule.cap) : points;
}

/// `priority`: the place of points in the list; of a checked rubric they are in it.
inline std::size_t priority_of(const DecisionTable& rule, const Rational& points) {
  return static_cast<std::size_t>(std::find(rule.priority.begin(), rule.priority.end(), points) -
                                  rule.priority.begin());
}
/// `priority`: the place of a row by its points or its output.
inline std::size_t priority_of(const DecisionTable& rule, const DecisionRow& row) {
  return rule.outputs.empty() ? priority_of(rule, points_of(rule, row))
                              : place_of_output(rule, row.output);
}

/// The first of the rows whose tests are true, at least one, that wins by `priority`.
inline std::size_t first_by_priority(const DecisionTable& rule,
                                     const std::vector<std::size_t>& hits) {
  return *std::min_element(hits.begin(), hits.end(), [&](std::size_t a, std::size_t b) {
    return priority_of(rule, rule.rows[a]) < priority_of(rule, rule.rows[b]);
  });
}

/// The output that the rows whose tests are true give, by its place; nothing if none does.
inline std::optional<std::size_t> output_of(const DecisionTable& rule,
                                            const std::vector<std::size_t>& hits) {
  const std::string* id = &rule.otherwise_output;
  if (!hits.empty()) {
    const bool ranked = rule.hit == DecisionTable::Hit::priority;
    id = &rule.rows[ranked ? first_by_priority(rule, hits) : hits.front()].output;
  }
  const std::size_t place = place_of_output(rule, *id);
  return place < rule.outputs.size() ? std::optional(place) : std::nullopt;
}

/// The points of the rows whose tests are true, at least one.
inline Rational points_of(const DecisionTable& rule, const std::vector<std::size_t>& hits) {
  if (rule.hit == DecisionTable::Hit::count) return points_of_count(rule, hits.size());
  if (rule.hit == DecisionTable::Hit::priority) {
    return points_of(rule, rule.rows[first_by_priority(rule, hits)]);
  }
  Rational points = points_of(rule, rule.rows[hits.front()]);
  for (std::size_t i = 1; i < hits.size(); ++i) {
    const Rational& more = points_of(rule, rule.rows[hits[i]]);
    switch (rule.hit) {
      case DecisionTable::Hit::unique:
      case DecisionTable::Hit::first:
      case DecisionTable::Hit::any:
      case DecisionTable::Hit::priority:
      case DecisionTable::Hit::count: break;
      case DecisionTable::Hit::sum: points += more; break;
      case DecisionTable::Hit::max: points = max(points, more); break;
      case DecisionTable::Hit::min: points = min(points, more); break;
    }
  }
  return points;
}

/// Finds the points of the rows, cell by cell, and calls see(points, cell) where some are given.
template <class See>
class RowsPoints {
 public:
  RowsPoints(const DecisionTable& rule, const See& see) : rule_(rule), see_(see) {}

  void enter(std::size_t row) {
    rows_.insert(row);
    const Rational& points = points_of(rule_, rule_.rows[row]);
    sum_ += points;
    ++points_[points];
    if (ranked_) ++places_[priority_of(rule_, rule_.rows[row])];
  }
  void leave(std::size_t row) {
    rows_.erase(row);
    const Rational& points = points_of(rule_, rule_.rows[row]);
    sum_ -= points;
    const auto found = points_.find(points);
    if (--found->second == 0) points_.erase(found);
    if (!ranked_) return;
    const auto place = places_.find(priority_of(rule_, rule_.rows[row]));
    if (--place->second == 0) places_.erase(place);
  }
  void cell(const CaseSpace::Cell& cell) {
    if (rule_.hit == DecisionTable::Hit::count) {
      see_(points_of_count(rule_, rows_.size()), cell);
    } else if (!rows_.empty()) {
      see_(given(), cell);
    } else if (const Rational* const otherwise = otherwise_of(rule_)) {
      see_(*otherwise, cell);
    }
  }

 private:
  const Rational& given() const {
    switch (rule_.hit) {
      case DecisionTable::Hit::sum: return sum_;
      case DecisionTable::Hit::max: return points_.rbegin()->first;
      case DecisionTable::Hit::min: return points_.begin()->first;
      case DecisionTable::Hit::priority:
        if (!rule_.outputs.empty()) return rule_.outputs[places_.begin()->first].points;
        return rule_.priority[places_.begin()->first];
      case DecisionTable::Hit::unique:
      case DecisionTable::Hit::first:
      case DecisionTable::Hit::any:
      case DecisionTable::Hit::count: break;
    }
    return points_of(rule_, rule_.rows[*rows_.begin()]);
  }

  const DecisionTable& rule_;
  const bool ranked_ = rule_.hit == DecisionTable::Hit::priority;
  const See& see_;
  std::set<std::size_t> rows_;                 // whose tests are true
  Rational sum_;                               // of their points
  std::map<Rational, std::size_t> points_;     // the number of rows with these points
  std::map<std::size_t, std::size_t> places_;  // of `priority`: the number of rows at this place
};

/// Calls see(points, cell) for every cell in which the table gives points. False if there are too
/// many cells, or too much work.
template <class See>
bool each_points(const DecisionTable& rule, const CaseSpace& space, const See& see) {
  if (space.too_large()) return false;
  CaseWalk walk(space);
  for (const DecisionRow& row : rule.rows) walk.add_all(row.when);
  RowsPoints<See> rows(rule, see);
  return walk.run(rows);
}

}  // namespace detail

PARINDEX_END_NAMESPACE
