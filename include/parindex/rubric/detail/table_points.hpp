// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
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

/// The points of a row; those of a checked rubric exist wherever they are used.
inline const Rational& points_of(const DecisionRow& row) {
  static const Rational none;
  return row.points ? *row.points : none;
}

/// `count`: the points for a number of rows.
inline Rational points_of_count(const DecisionTable& rule, std::size_t rows) {
  Rational points =
      rule.points_each.value_or(Rational(0)) * Rational(static_cast<std::int64_t>(rows));
  return rule.cap ? min(std::move(points), *rule.cap) : points;
}

/// `priority`: the place of points in the list; of a checked rubric they are in it.
inline std::size_t priority_of(const DecisionTable& rule, const Rational& points) {
  return static_cast<std::size_t>(std::find(rule.priority.begin(), rule.priority.end(), points) -
                                  rule.priority.begin());
}

/// The points of the rows whose tests are true, at least one.
inline Rational points_of(const DecisionTable& rule, const std::vector<std::size_t>& hits) {
  if (rule.hit == DecisionTable::Hit::count) return points_of_count(rule, hits.size());
  Rational points = points_of(rule.rows[hits.front()]);
  for (std::size_t i = 1; i < hits.size(); ++i) {
    const Rational& more = points_of(rule.rows[hits[i]]);
    switch (rule.hit) {
      case DecisionTable::Hit::unique:
      case DecisionTable::Hit::first:
      case DecisionTable::Hit::any:
      case DecisionTable::Hit::count: break;
      case DecisionTable::Hit::sum: points += more; break;
      case DecisionTable::Hit::max: points = max(points, more); break;
      case DecisionTable::Hit::min: points = min(points, more); break;
      case DecisionTable::Hit::priority:
        if (priority_of(rule, more) < priority_of(rule, points)) points = more;
        break;
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
    const Rational& points = points_of(rule_.rows[row]);
    sum_ += points;
    ++points_[points];
  }
  void leave(std::size_t row) {
    rows_.erase(row);
    const Rational& points = points_of(rule_.rows[row]);
    sum_ -= points;
    const auto found = points_.find(points);
    if (--found->second == 0) points_.erase(found);
  }
  void cell(const CaseSpace::Cell& cell) {
    if (rule_.hit == DecisionTable::Hit::count) {
      see_(points_of_count(rule_, rows_.size()), cell);
    } else if (!rows_.empty()) {
      see_(given(), cell);
    } else if (rule_.otherwise) {
      see_(*rule_.otherwise, cell);
    }
  }

 private:
  const Rational& given() const {
    switch (rule_.hit) {
      case DecisionTable::Hit::sum: return sum_;
      case DecisionTable::Hit::max: return points_.rbegin()->first;
      case DecisionTable::Hit::min: return points_.begin()->first;
      case DecisionTable::Hit::priority:
        for (const Rational& points : rule_.priority) {
          if (points_.contains(points)) return points;
        }
        break;
      case DecisionTable::Hit::unique:
      case DecisionTable::Hit::first:
      case DecisionTable::Hit::any:
      case DecisionTable::Hit::count: break;
    }
    return points_of(rule_.rows[*rows_.begin()]);
  }

  const DecisionTable& rule_;
  const See& see_;
  std::set<std::size_t> rows_;              // whose tests are true
  Rational sum_;                            // of their points
  std::map<Rational, std::size_t> points_;  // the number of rows with these points
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
