// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <compare>
#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include <parindex/engine/detail/plan_state.hpp>
#include <parindex/engine/score.hpp>
#include <parindex/stop.hpp>
#include <parindex/testing/search/bound_side.hpp>
#include <parindex/testing/search/rubric_study.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// The kind of a figure: the points or the index of a node, or the value for classes.
struct FigureKey {
  std::size_t node;
  bool points;
  bool of_class;
  bool available;  // the number of its children with points
  auto operator<=>(const FigureKey&) const = default;
};

/// A figure of the tried units, from their scores.
using FigureOf = std::function<std::optional<Rational>(const Scores&, std::size_t)>;

/// The figures that bounds apply to, and the values of the tried units for each.
class UnitFigures {
 public:
  explicit UnitFigures(const RubricStudy& study) : study_(study), plan_(study.plan) {}

  /// The place of a figure among all; adds the figure if it is new.
  std::size_t place_of(const FigureKey& key, const FigureOf& of) {
    const auto [at, fresh] = place_of_.emplace(key, lines_.size());
    if (fresh) lines_.push_back({of, leaves_behind(key.node), {}, {}});
    return at->second;
  }

  /// Adds the unit in a row of a table; `unit` is its place among all units.
  void add(const Scores& scores, std::size_t row, std::size_t unit) {
    for (Line& line : lines_) {
      stop_point(500);
      auto& value = line.values[unit];
      value = line.of(scores, row);
      if (value) line.units[*value].push_back(unit);
    }
  }
  /// Makes room for this many units.
  void resize(std::size_t units) {
    for (Line& line : lines_) line.values.resize(units);
  }

  const std::optional<Rational>& value(std::size_t figure, std::size_t unit) const {
    return lines_[figure].values[unit];
  }
  /// Whether a leaf can change a figure.
  bool hangs_on(std::size_t figure, std::size_t leaf) const { return lines_[figure].leaves[leaf]; }

  /// Up to `most` units whose figure is on a side of a bound, the nearest first.
  std::vector<std::size_t> on_side(std::size_t figure, const Rational& bound, Side side,
                                   std::size_t most) const {
    stop_point(500);
    const auto& units = lines_[figure].units;
    std::vector<std::size_t> found;
    const auto take = [&](const std::vector<std::size_t>& at) {
      const std::size_t count = std::min(most - found.size(), at.size());
      found.insert(found.end(), at.begin(), at.begin() + static_cast<std::ptrdiff_t>(count));
      return found.size() < most;
    };
    if (side == Side::at) {
      const auto at = units.find(bound);
      if (at != units.end()) take(at->second);
    } else if (side == Side::above) {
      for (auto at = units.upper_bound(bound); at != units.end() && take(at->second); ++at) {
      }
    } else {
      for (auto at = units.lower_bound(bound); at != units.begin() && take((--at)->second);) {
      }
    }
    return found;
  }

 private:
  struct Line {
    FigureOf of;
    std::vector<bool> leaves;                            // leaves that can change it
    std::vector<std::optional<Rational>> values;         // by unit
    std::map<Rational, std::vector<std::size_t>> units;  // units by value, in order
  };

  /// The leaves that can change a figure of a node: those below it, those below the nodes that
  /// their gates test or that they read, and the rivals of all these.
  std::vector<bool> leaves_behind(std::size_t node) const {
    const auto& nodes = plan_.state().nodes;
    std::vector<bool> seen(nodes.size());
    std::vector<std::size_t> open{node};
    while (!open.empty()) {
      const std::size_t top = open.back();
      open.pop_back();
      for (std::size_t at = top; at < nodes[top].end; ++at) {
        if (seen[at]) continue;
        seen[at] = true;
        stop_point(50);
        for (const PlanGate& gate : nodes[at].gates) {
          if (gate.gate->when) open.push_back(*plan_.find(gate.gate->when->node));
        }
        for (const std::size_t read : nodes[at].reads) open.push_back(read);
      }
    }
    std::vector<bool> leaves(study_.leaves.size());
    for (std::size_t k = 0; k < leaves.size(); ++k) {
      const std::size_t at = *plan_.find(study_.text.leaves()[k].code);
      if (!seen[at]) continue;
      leaves[k] = true;
      for (const std::size_t rival : study_.rivals(k)) leaves[rival] = true;
    }
    return leaves;
  }

  const RubricStudy& study_;
  const Plan& plan_;
  std::map<FigureKey, std::size_t> place_of_;
  std::vector<Line> lines_;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
