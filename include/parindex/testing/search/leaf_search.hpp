// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <parindex/rubric/detail/rule_branches.hpp>
#include <parindex/stop.hpp>
#include <parindex/testing/search/every_input.hpp>
#include <parindex/testing/search/leaf_candidates.hpp>
#include <parindex/testing/search/leaf_crossings.hpp>
#include <parindex/testing/search/row_inputs.hpp>
#include <parindex/testing/search/tried_inputs.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Tries inputs of a leaf until they show all that it can do.
class LeafSearch {
 public:
  LeafSearch(const IsolatedLeaf& leaf, TriedInputs& tried, EveryInput& every)
      : leaf_(leaf),
        tried_(tried),
        bounds_(tried.bounds()),
        plan_(tried.plan()),
        candidates_(bounds_),
        crossings_(bounds_),
        every_(every) {}

  /// Positions of the inputs next to which the branch changes.
  std::vector<std::size_t> take_flips() { return std::move(flips_); }
  /// By bound: the positions of the inputs that were made for it.
  std::map<std::size_t, std::vector<std::size_t>> take_directed() { return std::move(directed_); }

  /// Inputs that form their own unit; a leaf with a changed bound needs fewer.
  void study_alone(bool slip) {
    std::vector<LeafInput> first = candidates_.candidates();
    std::vector<LeafOutcome> given = try_leaf(plan_, first, true);
    if (given.empty()) return;
    tried_.start(std::move(first), std::move(given));
    const std::vector<LeafInput> flips = crossings_.flips(tried_.inputs(), tried_.outcomes());
    for (const LeafInput& input : flips) {
      if (tried_.is_known(input)) continue;
      flips_.push_back(tried_.inputs().size());
      tried_.keep(input, try_leaf(plan_, {input}, true).front());
    }
    const std::vector<LeafInput> ties = crossings_.ties(tried_.inputs(), tried_.outcomes());
    const std::vector<LeafOutcome> tied = try_leaf(plan_, ties, true);
    for (std::size_t i = 0; i < tied.size(); ++i) {
      if (!tried_.is_known(ties[i])) tried_.keep(ties[i], tied[i]);
    }
    std::set<std::string> seen;
    for (const LeafOutcome& outcome : tried_.outcomes()) seen.insert(sign_of(outcome));
    const std::vector<LeafInput> samples = candidates_.samples();
    const std::vector<LeafOutcome> sampled = try_leaf(plan_, samples, true);
    for (std::size_t i = 0; i < sampled.size(); ++i) {
      const bool fresh = sampled[i].issues.empty() && seen.insert(sign_of(sampled[i])).second;
      if (fresh || tried_.is_first(samples[i], sampled[i])) tried_.keep(samples[i], sampled[i]);
    }
    for (std::size_t b = 0; b < bounds_.bounds().size(); ++b) approach(b);
    // These are last, because their position is measured only for their own bound.
    if (slip) return;
    if (!candidates_.tries_all()) add_directed();
    add_rest(seen);
  }

  /// For a leaf that compares units: the tables that show something new.
  void study_cohorts() {
    std::set<std::string> seen;
    std::size_t number = 0;
    tried_.start({}, {});
    for (std::vector<LeafInput>& table : candidates_.cohorts()) {
      const std::vector<LeafOutcome> outcomes = try_leaf(plan_, table, true);
      bool fresh = false;
      for (std::size_t i = 0; i < outcomes.size(); ++i) {
        if (seen.insert(sign_of(outcomes[i])).second || tried_.is_first(table[i], outcomes[i])) {
          fresh = true;
        }
        for (std::size_t c = 0; c < table[i].cells.size(); ++c) {
          const bool flag = std::holds_alternative<bool>(table[i].cells[c].value());
          const std::string said = plan_.columns()[c].name + " = " + table[i].cells[c].to_string();
          if (flag && seen.insert(said).second) fresh = true;
        }
      }
      if (!fresh) continue;
      const std::string name = leaf_.code + " #" + std::to_string(++number);
      for (std::size_t i = 0; i < outcomes.size(); ++i) {
        table[i].cohort = name;
        tried_.keep(table[i], outcomes[i]);
      }
    }
  }

 private:
  /// Inputs for the rows of a table, each for its row or bound.
  void add_directed() {
    std::vector<DirectedInput> directed = RowInputs::of(bounds_, *plan_.node(1).rule);
    std::vector<LeafInput> inputs;
    for (const DirectedInput& each : directed) inputs.push_back(each.input);
    const std::vector<LeafOutcome> outcomes = try_leaf(plan_, inputs, true);
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
      if (directed[i].bound) directed_[*directed[i].bound].push_back(tried_.inputs().size());
      tried_.add(std::move(inputs[i]), outcomes[i]);
    }
  }

  /// If no input takes a branch, this searches all inputs, if they can be listed.
  void add_rest(std::set<std::string>& seen) {
    const std::vector<std::string> branches = missing_branches();
    if (branches.empty()) return;
    const std::vector<LeafInput>& every = every_.inputs(bounds_, leaf_.whole_cohort);
    for (std::size_t i = 0; i < every.size(); ++i) {
      if (!seen.insert(sign_of(every_.outcomes()[i])).second) continue;
      tried_.add(every[i], every_.outcomes()[i]);
    }
  }

  /// Branches of the rule, without policies, that no input takes.
  std::vector<std::string> missing_branches() const {
    std::vector<std::string> missing = rule_branches(*plan_.node(1).rule);
    std::set<std::string> taken;
    for (const LeafOutcome& outcome : tried_.outcomes()) {
      taken.insert(outcome.branch);
      taken.insert(outcome.rows.begin(), outcome.rows.end());
    }
    std::erase_if(missing, [&](const std::string& branch) { return taken.contains(branch); });
    return missing;
  }

  /// Walks to a bound that no input is at yet, or that no input is near.
  void approach(std::size_t b) {
    const LeafBound& bound = bounds_.bounds()[b];
    const auto below = tried_.nearest(b, Side::below);
    const auto at = tried_.nearest(b, Side::at);
    const auto above = tried_.nearest(b, Side::above);
    if (below && at && above && !bound.compared) return;
    const auto walk = [&](const std::optional<std::size_t>& from,
                          const std::optional<std::size_t>& to) {
      if (!from || !to) return;
      for (LeafInput& input :
           crossings_.cross(bound, tried_.inputs()[*from], tried_.inputs()[*to])) {
        if (tried_.is_known(input)) continue;
        const auto outcome = try_leaf(plan_, {input}, true);
        if (!outcome.empty()) tried_.keep(std::move(input), outcome.front());
      }
    };
    walk(below, above ? above : at);
    walk(above, below ? below : at);
  }

  const IsolatedLeaf& leaf_;
  TriedInputs& tried_;
  const LeafBounds& bounds_;
  const Plan& plan_;
  const LeafCandidates candidates_;
  const LeafCrossings crossings_;
  EveryInput& every_;
  std::vector<std::size_t> flips_;
  std::map<std::size_t, std::vector<std::size_t>> directed_;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
