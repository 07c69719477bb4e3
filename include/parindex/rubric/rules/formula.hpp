// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <parindex/detail/sentences.hpp>
#include <parindex/rubric/detail/check/rule_checker.hpp>
#include <parindex/rubric/detail/expression_call.hpp>
#include <parindex/rubric/detail/fields.hpp>
#include <parindex/rubric/detail/named.hpp>
#include <parindex/rubric/detail/proof/case_walk.hpp>
#include <parindex/rubric/detail/proof/gap_list.hpp>
#include <parindex/rubric/detail/proof/terminating.hpp>
#include <parindex/rubric/detail/rule_branches.hpp>
#include <parindex/rubric/detail/sentences/kinds.hpp>
#include <parindex/rubric/detail/sentences/structure.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

// formula: expressions over named inputs; the first case whose condition is true gives the points.

inline constexpr KindName kind_of(const Formula&) {
  return {"formula",
          "Points of the first case whose condition is true, then limited to floor and cap."};
}

template <class To>
void fields(To& to, Is<FormulaCase> auto& each) {
  to("when", each.when);
  to("points", each.points);
  to.optional("title", each.title);
}

template <class To>
void fields(To& to, Is<Formula> auto& rule) {
  to.optional(since(2, "let"), rule.let,
              "Names for numbers and dates, which conditions, points and other names read.");
  to.some("cases", rule.cases);
  to("when_zero", rule.when_zero);
  to("cap", rule.cap);
  to("floor", rule.floor);
}

inline void add_columns(const Formula&, LeafColumns& columns) { columns.add_inputs(); }

/// The conditions before the first case without a condition, and the position of that case.
inline std::pair<std::vector<const Condition*>, std::size_t> conditions_of(const Formula& rule) {
  std::vector<const Condition*> conditions;
  for (const FormulaCase& each : rule.cases) {
    if (!each.when) break;
    conditions.push_back(&*each.when);
  }
  const std::size_t end = conditions.size();
  return {std::move(conditions), end};
}

/// Finds the first case that applies in every cell; calls see(case, cell), with the number of cases
/// if none applies.
template <class See>
class CasesVisitor {
 public:
  CasesVisitor(const Formula& rule, CaseWalk& walk, const See& see)
      : rule_(rule), walk_(walk), see_(see) {}

  void enter(std::size_t i) { cases_.insert(i); }
  void leave(std::size_t i) { cases_.erase(i); }
  void cell(const CaseSpace::Cell& cell) {
    const auto found = std::find_if(cases_.begin(), cases_.end(), [&](std::size_t i) {
      return walk_.box(i).exact || walk_.holds(*rule_.cases[i].when, cell);
    });
    see_(found == cases_.end() ? rule_.cases.size() : *found, cell);
  }

 private:
  const Formula& rule_;
  CaseWalk& walk_;
  const See& see_;
  CaseWalk::Active cases_;  // that can apply
};

/// Calls see(case, cell) for every cell. False if there are too many cells, or too much work.
template <class See>
bool each_case(const Formula& rule, const CaseSpace& space, CaseWalk& walk, const See& see) {
  if (space.too_large()) return false;
  for (const FormulaCase& each : rule.cases) {
    walk.add(each.when ? &*each.when : nullptr);
    if (!each.when) break;
  }
  CasesVisitor visitor(rule, walk, see);
  return walk.run(visitor);
}

inline void check_cases(const Formula& rule, RuleChecker& checker) {
  const std::string list = "/rule/formula/cases";
  const auto [conditions, last] = conditions_of(rule);
  for (std::size_t i = last + 1; i < rule.cases.size(); ++i) {
    checker.add(issue::case_unreachable, list + "/" + std::to_string(i),
                sentence::an_earlier_case_always_applies_so_this_case);
  }
  const CaseSpace space(checker.node(), conditions, rule.let);
  CaseWalk walk(space);
  std::vector<bool> reached(rule.cases.size());
  GapList gaps;
  std::optional<std::string> unproven;
  std::size_t others = 0;  // other cells without a proof
  std::size_t tries = 64 * CaseSpace::most_tries;
  const auto see = [&](std::size_t found, const CaseSpace::Cell& cell) {
    if (found < rule.cases.size()) {
      reached[found] = true;
    } else if (const auto values = space.values_in(cell, tries)) {
      gaps.add([&] { return GapList::Gap{*values, sentence::a_case_or_last, list}; });
    } else if (unproven) {
      ++others;
    } else {
      unproven = space.witness_of(cell);
    }
  };
  if (!each_case(rule, space, walk, see)) {
    if (last == rule.cases.size()) {
      checker.add(issue::cases_too_many, list, sentence::the_conditions_divide_the_inputs_into_too,
                  sentence::a_last_case_without_when, sentence::none);
    }
    return;
  }
  gaps.report([&](const GapList::Gap& each, const Phrase& text) {
    checker.add(issue::cases_gap, each.where, say(sentence::no_case_applies_to, text),
                each.expected, sentence::none);
  });
  if (unproven) {
    checker.add(issue::cases_unproven, list,
                others == 0
                    ? say(sentence::no_case_unproven, *unproven)
                    : say(sentence::no_case_unproven_others, *unproven, std::to_string(others)),
                sentence::a_last_case_without_when, sentence::none);
  }
  for (std::size_t i = 0; i < std::min(last + 1, rule.cases.size()); ++i) {
    if (!reached[i]) {
      checker.add(issue::case_unreachable, list + "/" + std::to_string(i),
                  sentence::no_possible_values_lead_to_this_case);
    }
  }
}

/// The names, and that each is used.
inline void check_names(const Formula& rule, ExpressionChecker<RuleChecker>& expressions,
                        RuleChecker& checker) {
  if (rule.let.empty()) return;
  const std::string where = "/rule/formula/let";
  expressions.names(where, rule.let);
  std::set<std::string_view> read;
  for (const FormulaCase& each : rule.cases) {
    if (each.when) add_names_read(*each.when, rule.let, read);
    add_names_read(each.points, rule.let, read);
  }
  checker.check_names_used(where, rule.let, std::move(read));
}

inline void check(const Formula& rule, RuleChecker& checker) {
  const std::string list = "/rule/formula/cases";
  if (rule.cases.empty()) {
    checker.add(issue::range_empty, list, sentence::the_rule_has_no_cases, sentence::at_least_one,
                as_is("0"));
  }
  ExpressionChecker expressions(checker);
  check_names(rule, expressions, checker);
  for (std::size_t i = 0; i < rule.cases.size(); ++i) {
    const std::string where = list + "/" + std::to_string(i);
    if (rule.cases[i].when) expressions.condition(where + "/when", *rule.cases[i].when);
    expressions.number(where + "/points", rule.cases[i].points);
  }
  if (rule.cap && rule.floor && *rule.cap < *rule.floor) {
    checker.add(issue::range_empty, "/rule/formula", sentence::the_floor_is_above_the_cap,
                sentence::floor_cap, rule.floor->to_string() + " > " + rule.cap->to_string());
  }
  if (!checker.sound()) return;
  for (std::size_t i = 0; i < rule.cases.size(); ++i) {
    const std::string where = list + "/" + std::to_string(i);
    const FormulaCase& each = rule.cases[i];
    expressions.zero(where,
                     can_divide_by_zero(checker.inputs(), rule.let) ||
                         can_divide_by_zero(checker.inputs(), each.points) ||
                         (each.when && can_divide_by_zero(checker.inputs(), *each.when)),
                     rule.when_zero);
  }
  check_cases(rule, checker);
}

inline std::optional<PointsRange> reach_of(const Formula& rule, const Node& node) {
  const CaseSpace space(node, conditions_of(rule).first, rule.let);
  CaseWalk walk(space);
  ReachBuilder reach;
  const auto add = [&](const Expression& points, const Scope& scope) {
    const Domain domain = domain_of(space.inputs(), points, scope);
    reach.add_range(is_finite(domain.lower) ? std::optional(domain.lower.value) : std::nullopt,
                    is_finite(domain.upper) ? std::optional(domain.upper.value) : std::nullopt,
                    rule.cap, rule.floor);
  };
  std::size_t names = 0;  // parts of their expressions
  for (const auto& [name, expression] : rule.let) names += size_of(expression);
  std::vector<std::size_t> sizes;
  for (const FormulaCase& each : rule.cases) sizes.push_back(names + size_of(each.points));
  std::vector<bool> added(rule.cases.size());
  const bool walked = each_case(rule, space, walk, [&](std::size_t i, const auto& cell) {
    if (i == rule.cases.size()) return;
    const Expression& points = rule.cases[i].points;
    // Constant points are the same in every cell.
    if (points.kind == Expression::Kind::number && added[i]) return;
    added[i] = true;
    walk.count(sizes[i] + space.axes());
    add(points, space.scope(cell));
  });
  if (!walked) {
    reach = {};
    for (const FormulaCase& each : rule.cases) add(each.points, {});
  }
  return reach.done();
}

inline RuleOutcome evaluate(const Formula& rule, const RuleCall& call) {
  Evaluator evaluator(call);
  for (std::size_t i = 0; i < rule.cases.size(); ++i) {
    const FormulaCase& each = rule.cases[i];
    if (each.when) {
      const auto holds = evaluator.holds(*each.when);
      if (!holds) {
        evaluator.tell_treated(call);
        return evaluator.stopped(call, rule.when_zero, "/rule/formula/when_zero");
      }
      if (!*holds) continue;
    }
    auto points = evaluator.value(each.points);
    evaluator.tell_treated(call);
    if (!points) return evaluator.stopped(call, rule.when_zero, "/rule/formula/when_zero");
    const bool capped = rule.cap && *points > *rule.cap;
    const bool floored = !capped && rule.floor && *points < *rule.floor;
    call.listener.branch([&] {
      // A formula that is a single number shows it only once.
      const Phrase formula = phrase_of(each.points);
      const std::string result = points->to_string();
      Phrase text =
          formula.en == result ? say(words::formula_gives, result) : formula + " = " + result;
      if (each.when) text = say(words::when, phrase_of(*each.when), text);
      if (capped) text = say(words::capped, text, rule.cap->to_string());
      if (floored) text = say(words::raised, text, rule.floor->to_string());
      const std::vector<Phrase> names = evaluator.told_names();
      if (!names.empty()) text = say(words::names_where, text, joined(names, "; "));
      return Branch{"/rule/formula/cases/" + std::to_string(i), std::move(text), each.title};
    });
    if (capped) points = rule.cap;
    if (floored) points = rule.floor;
    return {{}, *std::move(points)};
  }
  // check() proved that a case applies for all values that can occur here.
  throw Error(say(sentence::no_case_of_applies, call.node.code));
}

inline bool terminates(const Formula& rule, const Node& leaf) {
  const std::set<std::string_view> named = terminating_names(rule.let, leaf);
  return terminates(rule.cap) && terminates(rule.floor) &&
         std::all_of(rule.cases.begin(), rule.cases.end(),
                     [&](const FormulaCase& each) { return terminates(each.points, leaf, named); });
}

inline std::vector<std::string> branches_of(const Formula& rule) {
  auto branches = numbered("/rule/formula/cases/", rule.cases.size());
  if (rule.when_zero && *rule.when_zero != MissingPolicy::error) {
    branches.push_back("/rule/formula/when_zero");
  }
  return branches;
}

}  // namespace detail

PARINDEX_END_NAMESPACE
