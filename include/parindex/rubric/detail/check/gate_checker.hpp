// SPDX-License-Identifier: MIT
#pragma once

#include <set>
#include <string>

#include <parindex/detail/make_issue.hpp>
#include <parindex/detail/sentences.hpp>
#include <parindex/rubric/detail/check/node_report.hpp>
#include <parindex/rubric/detail/proof/interval.hpp>
#include <parindex/rubric/detail/sentences/structure.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// The range of a test must contain a value, and exclude one.
inline void check_test(const GateTest& test, const std::string& where, NodeReport& report,
                       const std::optional<Rounding>& index_rounding) {
  if (!test.no_value.empty()) {
    const std::set<NoValue> kinds(test.no_value.begin(), test.no_value.end());
    if (test.lower || test.upper || test.stage || kinds.size() != test.no_value.size()) {
      report.add(issue::part_misplaced, where + "/no_value",
                 sentence::a_test_of_no_value_tests_nothing_else, sentence::no_such_key);
    }
    return;
  }
  if (test.on == Figure::points && test.stage) {
    report.add(issue::part_misplaced, where + "/stage",
               sentence::only_a_test_of_an_index_can_have_a_stage, sentence::no_such_key);
  }
  if (test.on == Figure::index && !test.stage && index_rounding) {
    report.add(issue::gate_rounded, where, sentence::the_gate_tests_an_index_without_stating,
               sentence::stage_exact_or_rounded, sentence::no_stage);
  }
  const std::string range = where + "/" + std::string(to_string(test.on));
  if (!test.lower && !test.upper) {
    report.add(issue::range_empty, range, sentence::the_range_of_the_gate_states_neither_end,
               sentence::from_above_to_or_below, sentence::neither);
  } else if (test.lower && test.upper && !(lower_cut(test.lower) < upper_cut(test.upper))) {
    report.add(issue::range_empty, range, sentence::the_range_of_the_gate_contains_no_value,
               sentence::lower_end_upper_end, describe(Band{test.lower, test.upper, 0, {}}));
  }
}

}  // namespace detail

PARINDEX_END_NAMESPACE
