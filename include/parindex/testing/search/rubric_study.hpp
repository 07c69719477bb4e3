// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <parindex/detail/stable_sort.hpp>
#include <parindex/engine/detail/plan_state.hpp>
#include <parindex/stop.hpp>
#include <parindex/testing/search/leaf_study.hpp>
#include <parindex/testing/search/study_unit.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// The number of mixtures that show the behaviour above the leaves.
inline constexpr std::size_t mixtures = 12;

/// Every leaf of a rubric, studied, and how a unit is composed of their inputs.
class RubricStudy {
 public:
  explicit RubricStudy(const Rubric& rubric) : text(rubric), plan(compile(rubric)) {
    for (const IsolatedLeaf& leaf : text.leaves()) leaves.emplace_back(leaf);
    for (const LeafStudy& leaf : leaves) {
      chosen.push_back(leaf ? leaf.cases() : std::vector<LeafCase>());
    }
    std::vector<std::size_t> none;
    find_rivals(rubric.draft().root, none);
  }

  /// The groups that a unit can belong to; one without a name if the rubric declares none.
  std::vector<std::string> groups() const {
    return text.groups().empty() ? std::vector<std::string>{""} : text.groups();
  }

  /// A unit of a group with the best input of every leaf and no active gate.
  StudyUnit best(const std::string& group) const {
    auto& base = best_[group];
    if (!base) {
      std::vector<std::optional<LeafInput>> inputs;
      for (const LeafStudy& leaf : leaves) inputs.push_back(leaf ? leaf.best(group) : std::nullopt);
      base = std::make_shared<const StudyUnit::Cells>(unit(inputs, group).own);
    }
    StudyUnit made;
    made.base = base;
    made.group = group;
    return made;
  }

  /// The best unit except for one leaf.
  StudyUnit with(std::size_t k, const LeafInput& input) const {
    const std::string group = input.group.empty() ? groups().front() : input.group;
    StudyUnit made = best(group);
    for (const std::size_t rival : rivals_[k]) erase(made, rival);
    put(made, k, input);
    made.cohort = input.cohort;
    return made;
  }

  /// Of alternatives, a unit has the first one with values.
  StudyUnit unit(const std::vector<std::optional<LeafInput>>& inputs,
                 const std::string& group) const {
    StudyUnit made;
    made.group = group;
    for (const std::size_t column : gates_of(group)) {
      made.own[plan.columns()[column].name] = Cell(false);
    }
    for (const auto& [column, weight] : weights_of(group)) {
      made.own[plan.columns()[column].name] = Cell(weight);
    }
    stop_point(500 * leaves.size());
    std::vector<bool> taken(leaves.size());
    for (std::size_t k = 0; k < inputs.size(); ++k) {
      if (!inputs[k] || taken[k] || !leaves[k].exists_for(group)) continue;
      put(made, k, *inputs[k]);
      for (const std::size_t rival : rivals_[k]) taken[rival] = true;
    }
    return made;
  }

  /// The i-th of a few mixtures of the leaves' inputs, none with an issue: possible whole units.
  /// The first has the best input of every leaf.
  std::vector<std::optional<LeafInput>> mixture(std::size_t i, const std::string& group) const {
    return mixture(group, [i](std::size_t k) { return i * (2 * k + 1); });
  }
  template <class Which>
  std::vector<std::optional<LeafInput>> mixture(const std::string& group,
                                                const Which& which) const {
    std::vector<std::optional<LeafInput>> inputs;
    for (std::size_t k = 0; k < leaves.size(); ++k) {
      stop_point(100 * chosen[k].size());
      std::vector<const LeafCase*> sound;
      for (const LeafCase& one : chosen[k]) {
        const bool here = !leaves[k].by_group() || one.input.group == group;
        if (one.outcome.issues.empty() && here) sound.push_back(&one);
      }
      detail::stable_sort(sound, [](const LeafCase* a, const LeafCase* b) {
        return a->outcome.points.value_or(Rational(0)) > b->outcome.points.value_or(Rational(0));
      });
      inputs.push_back(sound.empty() ? std::nullopt
                                     : std::optional(sound[which(k) % sound.size()]->input));
    }
    return inputs;
  }

  /// Columns of the flags of gates of nodes that are not leaves.
  std::vector<std::size_t> gates_of(const std::string& group) const {
    std::vector<std::size_t> found;
    const PlanState& state = plan.state();
    const auto declared = state.groups.find(group);
    const std::size_t at = declared == state.groups.end() ? no_group : declared->second;
    for (const PlanNode& node : state.nodes) {
      if (node.children.empty() || !exists(node, at)) continue;
      for (const PlanGate& gate : node.gates) {
        if (!gate.gate->when) found.push_back(gate.at);
      }
    }
    return found;
  }

  /// Weights that come from columns of their own, in equal parts of the declared sum, by column.
  std::vector<std::pair<std::size_t, Rational>> weights_of(const std::string& group) const {
    std::vector<std::pair<std::size_t, Rational>> found;
    const PlanState& state = plan.state();
    const auto declared = state.groups.find(group);
    const std::size_t at = declared == state.groups.end() ? no_group : declared->second;
    for (const PlanNode& node : state.nodes) {
      if (!node.weighs_by_data) continue;
      const std::size_t first = found.size();
      for (const std::size_t child : node.children) {
        const PlanNode& below = state.nodes[child];
        const bool own =
            below.weight_at && *below.weight_at >= below.first_column + below.column_count;
        if (own && exists(below, at)) found.emplace_back(*below.weight_at, 1);
      }
      const auto* const mean = std::get_if<WeightedMean>(&node.aggregation);
      if (mean == nullptr || !mean->weights_sum) continue;
      for (std::size_t i = first; i < found.size(); ++i) {
        found[i].second = *mean->weights_sum / Rational(found.size() - first);
      }
    }
    return found;
  }

  /// Leaves of which a unit has only one.
  const std::vector<std::size_t>& rivals(std::size_t k) const { return rivals_[k]; }

  RubricText text;
  Plan plan;
  std::vector<LeafStudy> leaves;
  std::vector<std::vector<LeafCase>> chosen;

 private:
  void put(StudyUnit& unit, std::size_t k, const LeafInput& input) const {
    for (std::size_t c = 0; c < input.cells.size(); ++c) {
      unit.own[leaves[k].plan().columns()[c].name] = input.cells[c];
    }
  }
  void erase(StudyUnit& unit, std::size_t k) const {
    if (!leaves[k]) return;
    for (const PlanColumn& column : leaves[k].plan().columns()) {
      if (unit.find(column.name) != nullptr) unit.own[column.name] = Cell();
    }
  }

  /// Leaves of different alternatives are rivals, because a unit has only one alternative; `below`
  /// collects the leaves below a node.
  void find_rivals(const Node& node, std::vector<std::size_t>& below) {
    if (node.children.empty()) {
      below.push_back(rivals_.size());
      rivals_.emplace_back();
      return;
    }
    const bool one_of = node.aggregation && std::holds_alternative<OneOf>(*node.aggregation);
    for (const Node& child : node.children) {
      std::vector<std::size_t> own;
      find_rivals(child, own);
      for (const std::size_t a : own) {
        stop_point(20 * below.size());
        for (std::size_t i = 0; one_of && i < below.size(); ++i) {
          rivals_[a].push_back(below[i]);
          rivals_[below[i]].push_back(a);
        }
      }
      below.insert(below.end(), own.begin(), own.end());
    }
  }

  std::vector<std::vector<std::size_t>> rivals_;
  mutable std::map<std::string, std::shared_ptr<const StudyUnit::Cells>> best_;  // by group
};

}  // namespace detail

PARINDEX_END_NAMESPACE
