// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

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

/// The node that a gate tests must exist, and must not depend on the node of the gate.
inline void check_references(const Node& root, NodeReport& root_report) {
  struct Place {
    const Node* node;
    std::string pointer;
  };
  std::vector<Place> places;
  std::unordered_map<std::string_view, std::size_t> position;
  std::vector<std::vector<std::size_t>> needs;
  const auto add = [&](const auto& self, const Node& node, const std::string& pointer,
                       std::size_t depth) -> std::size_t {
    const std::size_t own = places.size();
    places.push_back({&node, pointer});
    needs.emplace_back();
    position.emplace(node.code, own);
    const std::string list = pointer + (depth == 0 ? "/nodes/" : "/children/");
    for (std::size_t i = 0; i < node.children.size(); ++i) {
      const std::size_t child = self(self, node.children[i], list + std::to_string(i), depth + 1);
      needs[own].push_back(child);
    }
    return own;
  };
  add(add, root, "", 0);
  struct Look {
    std::size_t from;
    std::size_t to;
    std::string where;
  };
  std::vector<Look> looks;
  for (std::size_t i = 0; i < places.size(); ++i) {
    const auto& gates = places[i].node->gates;
    for (std::size_t k = 0; k < gates.size(); ++k) {
      if (!gates[k].when) continue;
      const std::string where = places[i].pointer + "/gates/" + std::to_string(k) + "/when/node";
      const auto found = position.find(gates[k].when->node);
      if (found == position.end()) {
        root_report.add(
            issue::code_unknown, where,
            did_you_mean(sentence::unknown_node_code, gates[k].when->node, sorted_keys(position)),
            sentence::a_code_of_the_rubric, quote(gates[k].when->node));
        continue;
      }
      looks.push_back({i, found->second, where});
      needs[i].push_back(found->second);
    }
  }
  // A node whose dependencies are never resolved is on a cycle, or depends on one.
  std::vector<std::size_t> waiting(needs.size());
  std::vector<std::vector<std::size_t>> needed_by(needs.size());
  std::vector<std::size_t> free;
  for (std::size_t i = 0; i < needs.size(); ++i) {
    waiting[i] = needs[i].size();
    for (const std::size_t each : needs[i]) needed_by[each].push_back(i);
    if (needs[i].empty()) free.push_back(i);
  }
  while (!free.empty()) {
    const std::size_t done = free.back();
    free.pop_back();
    for (const std::size_t each : needed_by[done]) {
      if (--waiting[each] == 0) free.push_back(each);
    }
  }
  for (const Look& look : looks) {
    if (waiting[look.from] == 0 || waiting[look.to] == 0) continue;
    root_report.add(
        issue::reference_cyclic, look.where, sentence::the_gate_tests_a_node_whose_points_depend_on,
        look.from == 0 ? Phrase(sentence::node_not_needing_total)
                       : say(sentence::node_not_needing, quote(places[look.from].node->code)),
        quote(places[look.to].node->code));
  }
}

}  // namespace detail

PARINDEX_END_NAMESPACE
