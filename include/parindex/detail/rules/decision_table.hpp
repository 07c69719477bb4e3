// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <parindex/detail/case_space.hpp>
#include <parindex/detail/expression_call.hpp>
#include <parindex/detail/rule_branches.hpp>
#include <parindex/detail/rule_checker.hpp>
#include <parindex/limits.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

// decision_table: rows of tests on inputs, with a hit policy as in the DMN standard of the OMG.

inline void add_columns(const DecisionTable&, LeafColumns& columns) { columns.add_inputs(); }

inline std::vector<const Condition*> conditions_of(const DecisionTable& rule) {
  std::vector<const Condition*> conditions;
  for (const DecisionRow& row : rule.rows) {
    for (const Condition& test : row.when) conditions.push_back(&test);
  }
  return conditions;
}

inline std::vector<std::size_t> rows_at(const DecisionTable& rule, const CaseSpace& space,
                                        const CaseSpace::Cell& cell) {
  std::vector<std::size_t> hits;
  for (std::size_t i = 0; i < rule.rows.size(); ++i) {
    const auto& tests = rule.rows[i].when;
    if (std::all_of(tests.begin(), tests.end(),
                    [&](const Condition& test) { return space.holds(test, cell); })) {
      hits.push_back(i);
    }
  }
  return hits;
}

/// The points of the rows that hold, at least one of them.
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

inline void check_rows(const DecisionTable& rule, RuleChecker& checker) {
  const std::string list = "/rule/decision_table/rows";
  const CaseSpace space(checker.node(), conditions_of(rule));
  if (space.too_large()) {
    checker.add(issue::cases_too_many, list, "The rows tell too many cells apart to be proven",
                "at most " + std::to_string(limits().case_cells) + " cells", "more");
    return;
  }
  std::vector<bool> reached(rule.rows.size());
  std::vector<bool> overlaps(rule.rows.size());
  bool gap = false;
  space.each([&](const CaseSpace::Cell& cell) {
    const auto hits = rows_at(rule, space, cell);
    const bool first_only = rule.hit == DecisionTable::Hit::first;
    for (std::size_t i = 0; i < (first_only ? std::min<std::size_t>(1, hits.size()) : hits.size());
         ++i) {
      reached[hits[i]] = true;
    }
    if (hits.empty() && !rule.otherwise && !std::exchange(gap, true)) {
      checker.add(issue::cases_gap, list, "No row holds for " + space.witness_of(cell),
                  "a row for it, or otherwise", "none");
    }
    if (rule.hit == DecisionTable::Hit::unique && hits.size() > 1 && !overlaps[hits[1]]) {
      overlaps[hits[1]] = true;
      checker.add(issue::cases_overlap, list + "/" + std::to_string(hits[1]),
                  "Two rows hold for " + space.witness_of(cell), "one row",
                  "rows " + std::to_string(hits[0]) + " and " + std::to_string(hits[1]));
    }
    return true;
  });
  for (std::size_t i = 0; i < rule.rows.size(); ++i) {
    if (!reached[i]) {
      checker.add(issue::case_unreachable, list + "/" + std::to_string(i),
                  "No values that can occur lead to this row");
    }
  }
}

inline void check(const DecisionTable& rule, RuleChecker& checker) {
  const std::string list = "/rule/decision_table/rows";
  if (rule.rows.empty()) {
    checker.add(issue::range_empty, list, "The rule has no rows", "at least one", "0");
  }
  ExpressionChecker expressions(checker);
  for (std::size_t i = 0; i < rule.rows.size(); ++i) {
    for (const Condition& test : rule.rows[i].when) {
      const std::string where = list + "/" + std::to_string(i) + "/when";
      const bool range = test.kind == Condition::Kind::range &&
                         test.of.kind == Expression::Kind::input;
      if (!range && test.kind != Condition::Kind::is) {
        checker.add(issue::part_misplaced, where, "A row tests inputs one by one",
                    "a range or a word for an input");
        continue;
      }
      expressions.condition(where + "/" + (range ? test.of.input : test.input), test);
    }
  }
  if (checker.sound()) check_rows(rule, checker);
}

inline std::optional<Reach> reach_of(const DecisionTable& rule, const Node& node) {
  const CaseSpace space(node, conditions_of(rule));
  if (space.too_large()) return std::nullopt;
  ReachBuilder reach;
  space.each([&](const CaseSpace::Cell& cell) {
    const auto hits = rows_at(rule, space, cell);
    if (!hits.empty()) {
      reach.add(points_of(rule, hits));
    } else if (rule.otherwise) {
      reach.add(*rule.otherwise);
    }
    return true;
  });
  return reach.done();
}

template <class Listener>
RuleOutcome evaluate(const DecisionTable& rule, const RuleCall<Listener>& call) {
  Evaluator evaluator(call);
  std::vector<std::size_t> hits;
  for (std::size_t i = 0; i < rule.rows.size(); ++i) {
    const auto& tests = rule.rows[i].when;
    // A test looks at one input, which always has a value here.
    if (std::all_of(tests.begin(), tests.end(),
                    [&](const Condition& test) { return *evaluator.holds(test); })) {
      hits.push_back(i);
    }
  }
  const std::string here = "/rule/decision_table";
  if (hits.empty()) {
    call.listener.branch([&] {
      return Branch{here + "/otherwise", "no row holds, gives " + rule.otherwise->to_string()};
    });
    return {{}, *rule.otherwise};
  }
  Rational points = points_of(rule, hits);
  call.listener.branch([&] {
    std::vector<std::string> rows;
    const bool one = rule.hit == DecisionTable::Hit::unique || rule.hit == DecisionTable::Hit::first;
    std::size_t decisive = hits.front();
    for (const std::size_t i : hits) {
      std::vector<std::string> tests;
      for (const Condition& test : rule.rows[i].when) tests.push_back(describe(test));
      if (!one && rule.hit != DecisionTable::Hit::sum && rule.rows[i].points == points &&
          rule.rows[decisive].points != points) {
        decisive = i;
      }
      rows.push_back((tests.empty() ? "always" : joined(tests, " and ")) + " gives " +
                     rule.rows[i].points.to_string());
      if (one) break;
    }
    std::string text = joined(rows, "; ");
    if (rows.size() > 1) text = std::string(to_string(rule.hit)) + " of: " + text + " = " + points.to_string();
    return Branch{here + "/rows/" + std::to_string(decisive), std::move(text)};
  });
  return {{}, std::move(points)};
}

inline std::vector<std::string> branches_of(const DecisionTable& rule) {
  auto branches = numbered("/rule/decision_table/rows/", rule.rows.size());
  if (rule.otherwise) branches.push_back("/rule/decision_table/otherwise");
  return branches;
}

template <class Writer>
void write(const DecisionRow& row, Writer& out) {
  out.tests("when", row.when);
  out.member("points", row.points);
  out.optional("title", row.title);
}

template <class Writer>
void write(const DecisionTable& rule, Writer& out) {
  out.member("hit", to_string(rule.hit));
  out.member("rows", rule.rows);
  out.optional("otherwise", rule.otherwise);
}

template <class Reader, class Json>
void read(Reader& in, const Json& body, DecisionTable& out) {
  using Hit = DecisionTable::Hit;
  if (!in.object(body, {{"hit", true}, {"rows", true}, {"otherwise"}})) return;
  in.word(body.find("hit"), out.hit, {Hit::unique, Hit::first, Hit::sum, Hit::max, Hit::min});
  in.list(body.find("rows"), [&](const Json& item) {
    DecisionRow& row = out.rows.emplace_back();
    if (!in.object(item, {{"when", true}, {"points", true}, {"title"}})) return;
    in.tests(item.find("when"), row.when);
    in.number(item.find("points"), row.points);
    in.text_map(item.find("title"), row.title);
  });
  in.number(body.find("otherwise"), out.otherwise);
}

}  // namespace detail

PARINDEX_END_NAMESPACE
