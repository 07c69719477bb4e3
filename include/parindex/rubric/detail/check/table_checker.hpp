// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <parindex/detail/sentences.hpp>
#include <parindex/limits.hpp>
#include <parindex/rubric/detail/check/node_report.hpp>
#include <parindex/rubric/detail/check/rule_checker.hpp>
#include <parindex/rubric/detail/operations.hpp>
#include <parindex/rubric/detail/proof/case_walk.hpp>
#include <parindex/rubric/detail/proof/gap_list.hpp>
#include <parindex/rubric/detail/sentences/expressions.hpp>
#include <parindex/rubric/detail/sentences/kinds.hpp>
#include <parindex/rubric/detail/sentences/reading.hpp>
#include <parindex/rubric/detail/table_points.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

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
    if (rows_.empty() && otherwise_of(rule_) == nullptr && rule_.hit != DecisionTable::Hit::count) {
      gaps_.add([&] {
        return GapList::Gap{space_.witness_of(cell), sentence::a_row_or_otherwise, list};
      });
    }
    const bool any = rule_.hit == DecisionTable::Hit::any;
    if ((!any && rule_.hit != DecisionTable::Hit::unique) || rows_.size() < 2) return;
    const std::size_t first = *rows_.begin();
    const auto other = std::find_if(std::next(rows_.begin()), rows_.end(), [&](std::size_t row) {
      return !any || !alike(rule_.rows[row], rule_.rows[first]);
    });
    if (other == rows_.end() || overlaps_[*other]) return;
    const std::size_t second = *other;
    const bool words = !rule_.outputs.empty();
    overlaps_[second] = true;
    const std::string values = space_.witness_of(cell);
    found_.push_back({&issue::cases_overlap, list + "/" + std::to_string(second),
                      !any    ? say(sentence::two_rows_apply_to, values)
                      : words ? say(sentence::two_rows_with_different_outputs_apply_to, values)
                              : say(sentence::two_rows_with_different_points_apply_to, values),
                      !any    ? sentence::one_row
                      : words ? sentence::rows_with_one_output
                              : sentence::rows_with_equal_points,
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
  /// Whether two rows give the same.
  bool alike(const DecisionRow& a, const DecisionRow& b) const {
    return rule_.outputs.empty() ? points_of(rule_, a) == points_of(rule_, b)
                                 : a.output == b.output;
  }

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

/// Proves the declared directions: for all values of the other inputs, the points never change
/// against the direction. Within a cell the points are constant, so cells next to each other are
/// compared.
inline void check_directions(const DecisionTable& rule, const CaseSpace& space,
                             RuleChecker& checker) {
  for (const auto& [name, direction] : rule.direction) {
    const auto axis = space.axis_of_number(name);
    if (!axis) continue;  // no row tests it, which was reported
    const bool up = direction == Direction::up;
    std::map<CaseSpace::Cell, std::pair<Rational, CaseSpace::Cell>> last;  // by the other axes
    std::optional<Said> found;
    each_points(rule, space, [&](const Rational& points, const CaseSpace::Cell& cell) {
      if (found) return;
      CaseSpace::Cell others = cell;
      others[*axis] = 0;
      const auto [before, first] = last.try_emplace(std::move(others), points, cell);
      if (first) return;
      auto& [least, at] = before->second;
      if (up ? points < least : least < points) {
        found = say(sentence::points_at_one_place_and_another, least.to_string(),
                    space.witness_of(at), points.to_string(), space.witness_of(cell));
      }
      before->second = {points, cell};
    });
    if (!found) continue;
    checker.add(issue::direction_broken, "/rule/decision_table/direction" + pointer_step(name),
                say(up ? sentence::points_fall_as_grows : sentence::points_rise_as_grows, name),
                say(up ? sentence::never_fall_as_grows : sentence::never_rise_as_grows, name),
                *found);
  }
}

/// The inputs of the declared directions: numbers or dates that a row tests.
inline void check_direction_inputs(const DecisionTable& rule, RuleChecker& checker) {
  for (const auto& [name, direction] : rule.direction) {
    const std::string where = "/rule/decision_table/direction" + pointer_step(name);
    const Input* const input = checker.inputs().find(name);
    if (input == nullptr) {
      checker.check_reference(where, name, false);
      continue;
    }
    if (input->type == InputType::boolean || input->type == InputType::choice) {
      checker.add(issue::type_conflict, where, sentence::a_direction_needs_a_number_or_a_date,
                  sentence::a_number_or_a_date, phrase_of(input->type));
      continue;
    }
    const bool tested =
        std::any_of(rule.rows.begin(), rule.rows.end(), [&wanted = name](const DecisionRow& row) {
          return std::any_of(row.when.begin(), row.when.end(),
                             [&](const Condition& test) { return input_of_test(test) == wanted; });
        });
    if (!tested) {
      checker.add(issue::part_misplaced, where, sentence::no_row_tests_the_input_of_the_direction,
                  sentence::a_row_tests_this_input, quote(name));
    }
  }
}

inline void check_rows(const DecisionTable& rule, RuleChecker& checker) {
  const CaseSpace space(checker.node(), conditions_of(rule));
  if (!space.too_large()) {
    CaseWalk walk(space);
    for (const DecisionRow& row : rule.rows) walk.add_all(row.when);
    RowsCheck rows(rule, space, checker);
    if (walk.run(rows)) {
      rows.report();
      if (checker.sound()) check_directions(rule, space, checker);
      return;
    }
  }
  checker.add(issue::cases_too_many, "/rule/decision_table/rows",
              sentence::the_rows_divide_the_inputs_into_too_many,
              say(sentence::at_most_cells, std::to_string(limits().case_cells)), sentence::more);
}

/// Alternatives of a test: ranges of one input.
inline void check_alternatives(const Condition& test, const std::string& where,
                               ExpressionChecker<RuleChecker>& expressions, RuleChecker& checker) {
  const bool ranges = !test.parts.empty() &&
                      std::all_of(test.parts.begin(), test.parts.end(), [&](const Condition& part) {
                        return part.kind == Condition::Kind::range &&
                               part.of.kind == Expression::Kind::input &&
                               part.of.input == test.parts[0].of.input;
                      });
  if (!ranges) {
    checker.add(issue::part_misplaced, where,
                sentence::alternatives_of_a_cell_must_be_ranges_of_one_input,
                sentence::a_list_of_ranges);
    return;
  }
  for (std::size_t i = 0; i < test.parts.size(); ++i) {
    expressions.test(where + pointer_step(input_of_test(test)) + "/" + std::to_string(i),
                     test.parts[i]);
  }
}

/// The outputs of a table, and the members of the table and its leaf that are about them. The word
/// and the points of a unit belong together, so nothing at the leaf may change the points.
inline void check_outputs(const DecisionTable& rule, RuleChecker& checker) {
  const std::string here = "/rule/decision_table";
  const auto misplaced = [&](const std::string& where, const Sentence<0>& message) {
    checker.add(issue::part_misplaced, where, message, sentence::no_such_key);
  };
  const auto each_word = [&](const auto& see) {
    for (std::size_t i = 0; i < rule.rows.size(); ++i) {
      see(rule.rows[i].output, here + "/rows/" + std::to_string(i) + "/output");
    }
    see(rule.otherwise_output, here + "/otherwise_output");
  };
  if (rule.outputs.empty()) {
    return each_word([&](const std::string& word, const std::string& where) {
      if (!word.empty()) misplaced(where, sentence::only_a_table_with_outputs_has_this_key);
    });
  }
  using Hit = DecisionTable::Hit;
  if (rule.hit != Hit::unique && rule.hit != Hit::first && rule.hit != Hit::any &&
      rule.hit != Hit::priority) {
    misplaced(here + "/outputs", sentence::the_hit_policy_does_not_use_this_key);
  }
  if (checker.nested()) misplaced(here + "/outputs", sentence::outputs_belong_to_the_whole_leaf);
  const Node& leaf = checker.node();
  if (leaf.cap) misplaced("/cap", sentence::a_leaf_with_outputs_has_no_limits);
  if (leaf.floor) misplaced("/floor", sentence::a_leaf_with_outputs_has_no_limits);
  if (!leaf.gates.empty()) misplaced("/gates", sentence::a_leaf_with_outputs_has_no_limits);
  if (leaf.classes) misplaced("/classes", sentence::the_outputs_are_the_classes_of_the_leaf);
  std::set<std::string_view> seen;
  std::vector<std::string_view> ids;
  for (std::size_t i = 0; i < rule.outputs.size(); ++i) {
    checker.check_id(here + "/outputs/" + std::to_string(i) + "/id", sentence::the_id_of_an_output,
                     rule.outputs[i].id, false, seen);
    ids.push_back(rule.outputs[i].id);
  }
  std::set<std::string_view> given;
  each_word([&](const std::string& word, const std::string& where) {
    given.insert(word);
    if (word.empty() || seen.contains(word)) return;
    checker.add(issue::choice_unknown, where, did_you_mean(sentence::unknown_output, word, ids),
                say(sentence::one_of, listed(ids)), quote(word));
  });
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if (given.contains(ids[i])) continue;
    checker.add(issue::case_unreachable, here + "/outputs/" + std::to_string(i),
                sentence::no_row_gives_this_output);
  }
}

/// The keys that belong to a hit policy.
inline void check_keys(const DecisionTable& rule, RuleChecker& checker) {
  const std::string here = "/rule/decision_table";
  const bool count = rule.hit == DecisionTable::Hit::count;
  const auto misplaced = [&](const std::string& key) {
    checker.add(issue::part_misplaced, here + key, sentence::the_hit_policy_does_not_use_this_key,
                sentence::no_such_key);
  };
  const auto missing = [&](const std::string& where, const std::string& key) {
    checker.add(issue::hit_incomplete, where, sentence::a_required_key_is_missing, quote(key),
                sentence::none);
  };
  const bool words = !rule.outputs.empty();
  for (std::size_t i = 0; i < rule.rows.size(); ++i) {
    const std::string row = "/rows/" + std::to_string(i);
    if ((count || words) && rule.rows[i].points) misplaced(row + "/points");
    if (words && rule.rows[i].output.empty()) missing(here + row, "output");
    if (!count && !words && !rule.rows[i].points) missing(here + row, "points");
  }
  if (words && rule.otherwise) misplaced("/otherwise");
  if (words && !rule.priority.empty()) misplaced("/priority");
  if (count && !rule.points_each) missing(here, "points_each");
  if (count && rule.otherwise) misplaced("/otherwise");
  if (!count && rule.points_each) misplaced("/points_each");
  if (!count && rule.cap) misplaced("/cap");
  if (words) return;
  if (rule.hit != DecisionTable::Hit::priority) {
    if (!rule.priority.empty()) misplaced("/priority");
    return;
  }
  const auto listed = [&](const Rational& points) {
    return std::find(rule.priority.begin(), rule.priority.end(), points) != rule.priority.end();
  };
  for (std::size_t i = 0; i < rule.rows.size(); ++i) {
    const auto& points = rule.rows[i].points;
    if (!points || listed(*points)) continue;
    checker.add(issue::priority_mismatch, here + "/rows/" + std::to_string(i) + "/points",
                sentence::priority_must_list_the_points_of_the_rows,
                sentence::the_points_of_all_rows_once_each, points->to_string());
  }
  for (std::size_t i = 0; i < rule.priority.size(); ++i) {
    const Rational& points = rule.priority[i];
    const std::string where = here + "/priority/" + std::to_string(i);
    if (priority_of(rule, points) != i) {
      checker.add(issue::priority_mismatch, where, sentence::the_number_appears_twice_in_the_list,
                  sentence::the_points_of_all_rows_once_each, points.to_string());
    } else if (std::none_of(rule.rows.begin(), rule.rows.end(),
                            [&](const DecisionRow& row) { return row.points == points; })) {
      checker.add(issue::priority_mismatch, where, sentence::no_row_has_these_points,
                  sentence::the_points_of_all_rows_once_each, points.to_string());
    }
  }
}

inline void check(const DecisionTable& rule, RuleChecker& checker) {
  const std::string list = "/rule/decision_table/rows";
  if (rule.rows.empty()) {
    checker.add(issue::range_empty, list, sentence::the_rule_has_no_rows, sentence::at_least_one,
                as_is("0"));
  }
  check_keys(rule, checker);
  check_outputs(rule, checker);
  check_direction_inputs(rule, checker);
  ExpressionChecker expressions(checker);
  for (std::size_t i = 0; i < rule.rows.size(); ++i) {
    for (const Condition& test : rule.rows[i].when) {
      const std::string where = list + "/" + std::to_string(i) + "/when";
      if (test.kind == Condition::Kind::any) {
        check_alternatives(test, where, expressions, checker);
        continue;
      }
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

}  // namespace detail

PARINDEX_END_NAMESPACE
