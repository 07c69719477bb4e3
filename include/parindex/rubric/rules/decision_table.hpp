// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <parindex/detail/sentences.hpp>
#include <parindex/rubric/detail/check/table_checker.hpp>
#include <parindex/rubric/detail/expression_call.hpp>
#include <parindex/rubric/detail/fields.hpp>
#include <parindex/rubric/detail/proof/terminating.hpp>
#include <parindex/rubric/detail/rule_branches.hpp>
#include <parindex/rubric/detail/sentences/kinds.hpp>
#include <parindex/rubric/detail/table_points.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

// decision_table: rows of tests on inputs, with a hit policy as in the DMN standard of the OMG.

inline constexpr KindName kind_of(const DecisionTable&) {
  return {"decision_table", "Points by the rows whose tests are true."};
}

template <class To>
void fields(To& to, Is<DecisionRow> auto& row) {
  to.tests("when", row.when, "A range or a word for each input that is tested.");
  to.optional("points", row.points,
              "Points of the row; for every hit policy except count, without outputs.");
  to.label(since(2, "output"), row.output, false, "With outputs, instead of points: one of them.");
  to.optional("title", row.title);
}

template <class To>
void fields(To& to, Is<DecisionTable> auto& rule) {
  to("hit", rule.hit);
  to.optional(since(2, "outputs"), rule.outputs,
              "The words that rows give, with their points; the first ones have priority.");
  to.some("rows", rule.rows);
  to("otherwise", rule.otherwise);
  to.label(since(2, "otherwise_output"), rule.otherwise_output, false,
           "With outputs, instead of otherwise: one of them.");
  to.optional(since(2, "priority"), rule.priority,
              "For priority: the points of all rows, in order of priority.");
  to(since(2, "points_each"), rule.points_each, "For count: the points for each row that matches.");
  to(since(2, "cap"), rule.cap, "For count: the most points.");
  to.optional(since(2, "direction"), rule.direction,
              "How points change as a number or a date grows; the check proves it.");
}

inline void add_columns(const DecisionTable&, LeafColumns& columns) { columns.add_inputs(); }

inline std::optional<PointsRange> reach_of(const DecisionTable& rule, const Node& node) {
  const CaseSpace space(node, conditions_of(rule));
  ReachBuilder reach;
  const bool walked =
      each_points(rule, space, [&](const Rational& points, const auto&) { reach.add(points); });
  return walked ? reach.done() : std::nullopt;
}

/// The rows whose tests are true, in order.
inline std::vector<std::size_t> rows_that_hold(const DecisionTable& rule, const RuleCall& call) {
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

/// Whether every row with true tests contributes to the points.
inline bool adds_rows(const DecisionTable& rule) {
  return rule.hit == DecisionTable::Hit::sum || rule.hit == DecisionTable::Hit::count;
}

/// The rows with true tests that determine the points: for a sum or a count all of them, for
/// `first` and `unique` the first, for the other policies each row that gives the result.
inline std::vector<std::size_t> decisive_rows(const DecisionTable& rule,
                                              std::vector<std::size_t> hits) {
  if (hits.empty() || adds_rows(rule)) return hits;
  if (rule.hit == DecisionTable::Hit::unique || rule.hit == DecisionTable::Hit::first) {
    return {hits.front()};
  }
  if (const auto output = output_of(rule, hits)) {
    std::erase_if(hits,
                  [&](std::size_t i) { return rule.rows[i].output != rule.outputs[*output].id; });
    return hits;
  }
  const Rational points = points_of(rule, hits);
  std::erase_if(hits, [&](std::size_t i) { return rule.rows[i].points != points; });
  return hits;
}

/// `rows that apply: 2 (...), 2 * 0.5 = 1`.
inline Phrase phrase_of_count(const DecisionTable& rule, const std::vector<std::size_t>& hits) {
  const Rational each = rule.points_each.value_or(Rational(0));
  const Rational points = each * Rational(static_cast<std::int64_t>(hits.size()));
  std::vector<Phrase> rows;
  for (const std::size_t i : hits) {
    Condition tests;
    tests.parts = rule.rows[i].when;
    rows.push_back(tests.parts.empty() ? say(words::always) : phrase_of(tests));
  }
  const std::string count = std::to_string(hits.size());
  Phrase text = say(words::rows_hold, count);
  if (!rows.empty()) text += " (" + joined(rows, "; ") + ")";
  text += ", " + count + " * " + each.to_string() + " = " + points.to_string();
  return rule.cap && points > *rule.cap ? say(words::capped, text, rule.cap->to_string()) : text;
}

/// What a row or `otherwise` gives: points, or an output and its points.
inline std::string given_text(const std::string& output, const Rational& points) {
  return output.empty() ? points.to_string() : output + " (" + points.to_string() + ")";
}

/// How a hit policy combines rows, in words.
inline const Sentence<2>& words_of_hit(DecisionTable::Hit hit) {
  using Hit = DecisionTable::Hit;
  switch (hit) {
    case Hit::sum: return words::sum_of;
    case Hit::max: return words::max_of;
    case Hit::priority: return words::first_by_priority;
    case Hit::any: return words::any_of_rows;
    default: return words::min_of;
  }
}

inline RuleOutcome evaluate(const DecisionTable& rule, const RuleCall& call) {
  const std::vector<std::size_t> hits = rows_that_hold(rule, call);
  const std::string here = "/rule/decision_table";
  if (rule.hit == DecisionTable::Hit::count) {
    call.listener.branch([&] {
      return Branch{
          hits.empty() ? here + "/points_each" : here + "/rows/" + std::to_string(hits.front()),
          phrase_of_count(rule, hits), hits.empty() ? Titles() : rule.rows[hits.front()].title};
    });
    return {{}, points_of_count(rule, hits.size())};
  }
  if (hits.empty()) {
    // check() proved that a row applies for all values that can occur here.
    const Rational* const otherwise = otherwise_of(rule);
    if (otherwise == nullptr) throw Error(say(sentence::no_row_of_applies, call.node.code));
    call.listener.branch([&] {
      return Branch{here + (rule.outputs.empty() ? "/otherwise" : "/otherwise_output"),
                    say(words::no_row_holds, given_text(rule.otherwise_output, *otherwise))};
    });
    return {{}, *otherwise};
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
      rows.push_back(
          say(words::gives, when, given_text(rule.rows[i].output, points_of(rule, rule.rows[i]))));
      if (one) break;
    }
    Phrase text = joined(rows, "; ");
    if (rows.size() > 1) {
      text = say(words_of_hit(rule.hit), text, given_text(rule.rows[decisive].output, points));
    }
    return Branch{here + "/rows/" + std::to_string(decisive), std::move(text),
                  rule.rows[decisive].title};
  });
  return {{}, std::move(points)};
}

inline bool terminates(const DecisionTable& rule, const Node&) {
  return std::all_of(rule.rows.begin(), rule.rows.end(),
                     [](const DecisionRow& row) { return terminates(row.points); }) &&
         points_terminate(rule.outputs) && terminates(rule.otherwise) &&
         terminates(rule.points_each) && terminates(rule.cap);
}

inline std::vector<std::string> branches_of(const DecisionTable& rule) {
  auto branches = numbered("/rule/decision_table/rows/", rule.rows.size());
  if (rule.otherwise) branches.push_back("/rule/decision_table/otherwise");
  if (!rule.otherwise_output.empty()) {
    branches.push_back("/rule/decision_table/otherwise_output");
  }
  if (rule.hit == DecisionTable::Hit::count) {
    branches.push_back("/rule/decision_table/points_each");
  }
  return branches;
}

}  // namespace detail

PARINDEX_END_NAMESPACE
