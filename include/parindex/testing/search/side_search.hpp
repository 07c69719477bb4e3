// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <parindex/detail/stable_sort.hpp>
#include <parindex/stop.hpp>
#include <parindex/testing/search/bound_side.hpp>
#include <parindex/testing/search/every_input.hpp>
#include <parindex/testing/search/slipped_leaf.hpp>
#include <parindex/testing/search/tried_inputs.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// The result of the search for inputs at the bounds of a leaf.
struct FoundSides {
  std::vector<BoundSide> sides;
  std::vector<std::size_t> inputs;  // by side; 0 if there is none
  // Inputs found among all possible inputs of the leaf, and their purposes.
  std::vector<std::pair<std::size_t, std::string>> among_all;
};

/// Searches on every side of every bound for an input whose outcome depends on the bound.
class SideSearch {
 public:
  SideSearch(const IsolatedLeaf& leaf, TriedInputs& tried, EveryInput& every, SlippedLeaf& slipped,
             std::map<std::size_t, std::vector<std::size_t>> directed)
      : leaf_(leaf),
        tried_(tried),
        bounds_(tried.bounds()),
        every_(every),
        slipped_(slipped),
        directed_(std::move(directed)) {}

  FoundSides run() {
    for (std::size_t b = 0; b < bounds_.bounds().size(); ++b) {
      const LeafBound& bound = bounds_.bounds()[b];
      for (const Side side : {Side::below, Side::at, Side::above}) {
        BoundSide wanted{bound, side, 0};
        auto found = tried_.nearest(b, side);
        if (found && !leaf_.whole_cohort) {
          auto hanging = nearest_that_hangs(b, side);
          if (!hanging) hanging = varied(b, side);
          wanted.shown = hanging.has_value();
          if (hanging) found = hanging;
        }
        if (!found) {
          wanted.found = wanted.shown = false;
          wanted.empty = bounds_.nothing_there(bound, side == Side::below, side == Side::at);
        } else if (side != Side::at) {
          wanted.near = max(bound.unit, abs(*tried_.value_of(b, *found) - bound.value));
        }
        if (!wanted.shown && bounds_.refused_there(bound, side == Side::below, side == Side::at)) {
          wanted.found = false;
          wanted.empty = true;
        }
        if (!wanted.shown && !wanted.empty && !leaf_.whole_cohort) prove(b, wanted);
        found_.sides.push_back(std::move(wanted));
        found_.inputs.push_back(found.value_or(0));
      }
    }
    return std::move(found_);
  }

 private:
  /// Among the inputs on a side, the nearest one whose outcome depends on the bound.
  std::optional<std::size_t> nearest_that_hangs(std::size_t b, Side side) const {
    const Rational& bound = bounds_.bounds()[b].value;
    std::vector<std::pair<Rational, std::size_t>> there;
    const auto look = [&](std::size_t i) {
      const auto value = tried_.value_of(b, i);
      if (value && lies(side, *value, bound)) there.emplace_back(abs(*value - bound), i);
    };
    const std::size_t measured = tried_.measured(b);
    stop_point(50 * measured);
    for (std::size_t i = 0; i < measured; ++i) look(i);
    const auto directed = directed_.find(b);
    if (directed != directed_.end()) {
      for (const std::size_t i : directed->second) look(i);
    }
    detail::stable_sort(there, [](const auto& x, const auto& y) { return x.first < y.first; });
    if (there.size() > most_tries) there.resize(most_tries);
    for (const auto& [distance, i] : there) {
      if (slipped_.hangs(tried_.inputs()[i], b, *tried_.value_of(b, i))) return i;
    }
    return std::nullopt;
  }

  std::optional<std::size_t> column_of(const LeafBound& bound) const {
    const std::vector<LeafField>& columns = bounds_.columns();
    for (std::size_t c = 0; c < columns.size(); ++c) {
      if (columns[c].name == bound.variable) return c;
    }
    return std::nullopt;
  }

  /// Varies the inputs nearest to the bound on a side until one depends on the bound.
  std::optional<std::size_t> varied(std::size_t b, Side side) {
    const auto from = tried_.nearest(b, side);
    if (!from) return std::nullopt;
    const LeafBound& bound = bounds_.bounds()[b];
    return tried_.vary(
        *from, column_of(bound), [&](const LeafInput& input, const LeafOutcome& outcome) {
          const auto value = bounds_.variable(bound, input, outcome);
          return value && lies(side, *value, bound.value) && slipped_.hangs(input, b, *value);
        });
  }

  /// Searches all inputs on a side, if they can be listed. One that depends on the bound is kept;
  /// if there is none, that is the proof.
  void prove(std::size_t b, BoundSide& side) {
    const LeafBound& bound = bounds_.bounds()[b];
    if (bound.key == "min" || bound.key == "max") return;  // beyond them every input has an issue
    std::optional<std::pair<std::size_t, Rational>> fixed;
    const auto column = column_of(bound);
    if (side.side == Side::at && column) fixed.emplace(*column, bound.value);
    std::vector<LeafInput> own;
    std::vector<LeafOutcome> own_outcomes;
    if (fixed) {
      if (auto all = sound_inputs(bounds_, fixed)) own = *std::move(all);
      own_outcomes = try_leaf(bounds_.plan(), own, true);
    }
    const std::vector<LeafInput>& all = fixed ? own : every_.inputs(bounds_, leaf_.whole_cohort);
    const std::vector<LeafOutcome>& outcomes = fixed ? own_outcomes : every_.outcomes();
    if (all.empty() || outcomes.size() != all.size()) return;
    std::size_t there = 0;
    for (std::size_t i = 0; i < all.size(); ++i) {
      const auto value = bounds_.variable(bound, all[i], outcomes[i]);
      if (!value || !side.is_there(*value)) continue;
      ++there;
      if (!slipped_.hangs(all[i], b, *value)) continue;
      side.found = side.shown = true;
      if (side.side != Side::at) side.near = max(bound.unit, abs(*value - bound.value));
      tried_.add(all[i], outcomes[i]);
      found_.among_all.emplace_back(tried_.inputs().size() - 1, side.words().en);
      return;
    }
    side.proof = there == 0 ? Said(sentence::proof_none_lies)
                            : say(sentence::proof_none_hangs, std::to_string(there));
  }

  const IsolatedLeaf& leaf_;
  TriedInputs& tried_;
  const LeafBounds& bounds_;
  EveryInput& every_;
  SlippedLeaf& slipped_;
  const std::map<std::size_t, std::vector<std::size_t>> directed_;  // by bound
  FoundSides found_;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
