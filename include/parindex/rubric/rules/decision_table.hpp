// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <parindex/detail/sentences.hpp>
#include <parindex/limits.hpp>
#include <parindex/rubric/detail/check/rule_checker.hpp>
#include <parindex/rubric/detail/expression_call.hpp>
#include <parindex/rubric/detail/fields.hpp>
#include <parindex/rubric/detail/proof/case_walk.hpp>
#include <parindex/rubric/detail/proof/gap_list.hpp>
#include <parindex/rubric/detail/proof/terminating.hpp>
#include <parindex/rubric/detail/rule_branches.hpp>
#include <parindex/rubric/detail/sentences/kinds.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

// decision_table: rows of tests on inputs, with a hit policy as in the DMN standard of the OMG.

inline constexpr KindName kind_of(const DecisionTable&) {
  return {"decision_table", "Points by the rows whose tests are true."};
}

template <class To>
void fields(To& to, Is<DecisionRow> auto& row) {
  to.tests("when", row.when, "A range or a word for each input that is tested.");
  to("points", row.points);
  to.optional("title", row.title);
}

template <class To>
void fields(To& to, Is<DecisionTable> auto& rule) {
  to("hit", rule.hit);
  to.some("rows", rule.rows);
  to("otherwise", rule.otherwise);
}

inline void add_columns(const DecisionTable&, LeafColumns& columns) { columns.add_inputs(); }

inline std::vector<const Condition*> conditions_of(const DecisionTable& rule) {
  std::vector<const Condition*> conditions;
  for (const DecisionRow& row : rule.rows) {
    for (const Condition& test : row.when) conditions.push_back(&test);
  }
  return conditions;
}

/// The points of the rows whose tests are true, at least one.
inline Rational points_of(const DecisionTable& rule, const std::vector<std::size_t>& hits) {
  Rational points = rule.rows[hits.front()].points;
  for (std::size_t i = 1; i < hits.size(); ++i) {
    const Rational& more = rule.rows[hits[i]].points;
    switch (rule.hit) {
      case DecisionTable::Hit::unique:
      case DecisionTable::Hit::first: break;
      case DecisionTable::Hit::sum: points += more; break;
      case DecisionTable::Hit::max: points = max(points, more); break;
      case DecisionTable::Hit::min: points = min(points, more); break;
    }
  }
  return points;
}

/// Determines for every cell the rows whose tests are true. A row is the box of its tests, so a row
/// that can be true in a cell is true in it.
class RowsCheck {
 public:
  RowsCheck(const DecisionTable& rule, const CaseSpace& space, RuleChecker& checker)
      : rule_(rule),
        space_(space),
        checker_(checker),
        reached_(rule.rows.size()),
        overlaps_(rule.rows.size()) {}

  void enter(std::size_t row) {
    rows_.insert(row);
    if (!reached_[row]) waiting_.insert(row);
  }
  void leave(std::size_t row) {
    rows_.erase(row);
    waiting_.erase(row);
  }
  void cell(const CaseSpace::Cell& cell) {
    if (rule_.hit != DecisionTable::Hit::first) {
      for (const std::size_t row : waiting_) reached_[row] = true;
      waiting_.clear();
    } else if (!rows_.empty()) {
      reached_[*rows_.begin()] = true;
    }
    if (rows_.empty() && !rule_.otherwise) {
      gaps_.add([&] {
        return GapList::Gap{space_.witness_of(cell), sentence::a_row_or_otherwise, list};
      });
    }
    if (rule_.hit != DecisionTable::Hit::unique || rows_.size() < 2) return;
    const std::size_t first = *rows_.begin();
    const std::size_t second = *std::next(rows_.begin());
    if (overlaps_[second]) return;
    overlaps_[second] = true;
    found_.push_back({&issue::cases_overlap, list + "/" + std::to_string(second),
                      say(sentence::two_rows_apply_to, space_.witness_of(cell)), sentence::one_row,
                      say(sentence::rows_and, std::to_string(first), std::to_string(second))});
  }

  void report() {
    gaps_.report([&](const GapList::Gap& each, const Phrase& text) {
      checker_.add(issue::cases_gap, each.where, say(sentence::no_row_applies_to, text),
                   each.expected, sentence::none);
    });
    for (Found& each : found_) {
      checker_.add(*each.code, each.where, each.message, each.expected, each.actual);
    }
    for (std::size_t row = 0; row < reached_.size(); ++row) {
      if (reached_[row]) continue;
      checker_.add(issue::case_unreachable, list + "/" + std::to_string(row),
                   sentence::no_possible_values_lead_to_this_row);
    }
  }

 private:
  struct Found {
    const IssueCode* code;
    std::string where;
    Said message;
    Detail expected;
    Detail actual;
  };

  const std::string list = "/rule/decision_table/rows";
  const DecisionTable& rule_;
  const CaseSpace& space_;
  RuleChecker& checker_;
  std::set<std::size_t> rows_;     // whose tests are true
  std::set<std::size_t> waiting_;  // those among them not yet reached by a cell
  std::vector<bool> reached_;
  std::vector<bool> overlaps_;
  GapList gaps_;
  std::vector<Found> found_;
};

inline void check_rows(const DecisionTable& rule, RuleChecker& checker) {
  const CaseSpace space(checker.node(), conditions_of(rule));
  if (!space.too_large()) {
    CaseWalk walk(space);
    for (const DecisionRow& row : rule.rows) walk.add_all(row.when);
    RowsCheck rows(rule, space, checker);
    if (walk.run(rows)) return rows.report();
  }
  checker.add(issue::cases_too_many, "/rule/decision_table/rows",
              sentence::the_rows_divide_the_inputs_into_too_many,
              say(sentence::at_most_cells, std::to_string(limits().case_cells)), sentence::more);
}

inline void check(const DecisionTable& rule, RuleChecker& checker) {
  const std::string list = "/rule/decision_table/rows";
  if (rule.rows.empty()) {
    checker.add(issue::range_empty, list, sentence::the_rule_has_no_rows, sentence::at_least_one,
                as_is("0"));
  }
  ExpressionChecker expressions(checker);
  for (std::size_t i = 0; i < rule.rows.size(); ++i) {
    for (const Condition& test : rule.rows[i].when) {
      const std::string where = list + "/" + std::to_string(i) + "/when";
      const bool range =
          test.kind == Condition::Kind::range && test.of.kind == Expression::Kind::input;
      if (!range && test.kind != Condition::Kind::is) {
        checker.add(issue::part_misplaced, where,
                    sentence::each_test_of_a_row_must_be_about_one_input,
                    sentence::a_range_or_a_keyword_for_one_input);
        continue;
      }
      expressions.test(where + "/" + (range ? test.of.input : test.input), test);
    }
  }
  if (checker.sound()) check_rows(rule, checker);
}

/// Collects the points of the rows, cell by cell.
class RowsReach {
 public:
  explicit RowsReach(const DecisionTable& rule) : rule_(rule) {}

  void enter(std::size_t row) {
    rows_.insert(row);
    const Rational& points = rule_.rows[row].points;
    sum_ += points;
    ++points_[points];
  }
  void leave(std::size_t row) {
    rows_.erase(row);
    const Rational& points = rule_.rows[row].points;
    sum_ -= points;
    const auto found = points_.find(points);
    if (--found->second == 0) points_.erase(found);
  }
  void cell(const CaseSpace::Cell&) {
    if (!rows_.empty()) {
      reach_.add(given());
    } else if (rule_.otherwise) {
      reach_.add(*rule_.otherwise);
    }
  }
  std::optional<PointsRange> done() const { return reach_.done(); }

 private:
  const Rational& given() const {
    switch (rule_.hit) {
      case DecisionTable::Hit::sum: return sum_;
      case DecisionTable::Hit::max: return points_.rbegin()->first;
      case DecisionTable::Hit::min: return points_.begin()->first;
      case DecisionTable::Hit::unique:
      case DecisionTable::Hit::first: break;
    }
    return rule_.rows[*rows_.begin()].points;
  }

  const DecisionTable& rule_;
  std::set<std::size_t> rows_;              // whose tests are true
  Rational sum_;                            // of their points
  std::map<Rational, std::size_t> points_;  // the number of rows with these points
  ReachBuilder reach_;
};

inline std::optional<PointsRange> reach_of(const DecisionTable& rule, const Node& node) {
  const CaseSpace space(node, conditions_of(rule));
  if (space.too_large()) return std::nullopt;
  CaseWalk walk(space);
  for (const DecisionRow& row : rule.rows) walk.add_all(row.when);
  RowsReach reach(rule);
  return walk.run(reach) ? reach.done() : std::nullopt;
}

/// The rows whose tests are true, in order.
template <class Listener>
std::vector<std::size_t> rows_that_hold(const DecisionTable& rule, const RuleCall<Listener>& call) {
  Evaluator evaluator(call);
  std::vector<std::size_t> hits;
  for (std::size_t i = 0; i < rule.rows.size(); ++i) {
    const auto& tests = rule.rows[i].when;
    // A test reads one input, which always has a value here.
    if (std::all_of(tests.begin(), tests.end(),
                    [&](const Condition& test) { return *evaluator.holds(test); })) {
      hits.push_back(i);
    }
  }
  return hits;
}

/// The rows with true tests that determine the points: for a sum all of them, for `first` and
/// `unique` the first, for `min` and `max` each row that gives the result.
inline std::vector<std::size_t> decisive_rows(const DecisionTable& rule,
                                              std::vector<std::size_t> hits) {
  if (hits.empty() || rule.hit == DecisionTable::Hit::sum) return hits;
  if (rule.hit == DecisionTable::Hit::unique || rule.hit == DecisionTable::Hit::first) {
    return {hits.front()};
  }
  const Rational points = points_of(rule, hits);
  std::erase_if(hits, [&](std::size_t i) { return rule.rows[i].points != points; });
  return hits;
}

template <class Listener>
RuleOutcome evaluate(const DecisionTable& rule, const RuleCall<Listener>& call) {
  const std::vector<std::size_t> hits = rows_that_hold(rule, call);
  const std::string here = "/rule/decision_table";
  if (hits.empty()) {
    // check() proved that a row applies for all values that can occur here.
    if (!rule.otherwise) throw Error(say(sentence::no_row_of_applies, call.node.code));
    call.listener.branch([&] {
      return Branch{here + "/otherwise", say(words::no_row_holds, rule.otherwise->to_string())};
    });
    return {{}, *rule.otherwise};
  }
  Rational points = points_of(rule, hits);
  call.listener.branch([&] {
    std::vector<Phrase> rows;
    const bool one =
        rule.hit == DecisionTable::Hit::unique || rule.hit == DecisionTable::Hit::first;
    const std::size_t decisive =
        rule.hit == DecisionTable::Hit::sum ? hits.front() : decisive_rows(rule, hits).front();
    for (const std::size_t i : hits) {
      Condition tests;  // all of them
      tests.parts = rule.rows[i].when;
      const Phrase when = tests.parts.empty() ? say(words::always) : phrase_of(tests);
      rows.push_back(say(words::gives, when, rule.rows[i].points.to_string()));
      if (one) break;
    }
    Phrase text = joined(rows, "; ");
    if (rows.size() > 1) {
      const Sentence<2>& of = rule.hit == DecisionTable::Hit::sum   ? words::sum_of
                              : rule.hit == DecisionTable::Hit::max ? words::max_of
                                                                    : words::min_of;
      text = say(of, text, points.to_string());
    }
    return Branch{here + "/rows/" + std::to_string(decisive), std::move(text),
                  rule.rows[decisive].title};
  });
  return {{}, std::move(points)};
}

inline bool terminates(const DecisionTable& rule, const Node&) {
  return points_terminate(rule.rows) && terminates(rule.otherwise);
}

inline std::vector<std::string> branches_of(const DecisionTable& rule) {
  auto branches = numbered("/rule/decision_table/rows/", rule.rows.size());
  if (rule.otherwise) branches.push_back("/rule/decision_table/otherwise");
  return branches;
}

}  // namespace detail

PARINDEX_END_NAMESPACE
