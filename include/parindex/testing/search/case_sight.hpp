// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <parindex/engine/detail/gates.hpp>
#include <parindex/engine/detail/row_outcomes.hpp>
#include <parindex/engine/detail/running_node.hpp>
#include <parindex/rubric/detail/node_results.hpp>
#include <parindex/stop.hpp>
#include <parindex/testing/search/case_looks.hpp>
#include <parindex/testing/search/leaf_changes.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

inline bool same_points(const NodeOutcome& a, const NodeOutcome& b) {
  if (a.status != b.status) return false;
  return a.status != Status::ok || (a.points == b.points && a.max == b.max);
}

/// Which nodes depend on which: the parent of a node, the nodes whose gates test it, and the
/// leaves that read a figure of it.
class Dependents {
 public:
  explicit Dependents(const PlanState& plan) : above_(plan.nodes.size()), rank_(plan.nodes.size()) {
    for (std::size_t i = 1; i < plan.nodes.size(); ++i) {
      if (!plan.nodes[i].node->informative) above_[i].push_back(plan.nodes[i].parent);
    }
    for (std::size_t i = 0; i < plan.nodes.size(); ++i) {
      for (const PlanGate& gate : plan.nodes[i].gates) {
        if (gate.gate->when) above_[gate.at].push_back(i);
      }
      for (const std::size_t read : plan.nodes[i].reads) above_[read].push_back(i);
    }
    for (std::size_t i = 0; i < plan.order.size(); ++i) rank_[plan.order[i]] = i;
  }
  const std::vector<std::size_t>& of(std::size_t position) const { return above_[position]; }
  /// The position of a node in an order in which its dependencies come first.
  std::size_t rank(std::size_t position) const { return rank_[position]; }

 private:
  std::vector<std::vector<std::size_t>> above_;
  std::vector<std::size_t> rank_;
};

/// One row of a table, and the outcomes of its nodes if one of them were different.
class RowSight {
 public:
  using Changed = std::map<std::size_t, NodeOutcome>;

  RowSight(const ScoresState& scores, std::size_t row, const Dependents& dependents)
      : scores_(scores),
        plan_(scores.plan.state()),
        row_(row),
        dependents_(dependents),
        outcomes_(scores, row) {}

  std::size_t row() const { return row_; }
  RowOutcomes& outcomes() { return outcomes_; }
  std::size_t group() const { return scores_.group(row_); }
  /// The unit as a leaf sees it, with the figures that it reads.
  UnitContext unit(std::size_t position) {
    UnitContext made = scores_.unit(row_);
    const PlanNode& leaf = node(position);
    if (leaf.reads.empty()) return made;
    const auto [found, fresh] = figures_.try_emplace(position);
    if (fresh) {
      outcomes_.find_needs(position);
      found->second = figures_read(plan_, leaf, outcomes_);
    }
    made.figures = &found->second;
    return made;
  }
  /// See `Dependents::rank`.
  std::size_t rank(std::size_t position) const { return dependents_.rank(position); }
  Cell cell(std::size_t column) const { return scores_.cell(row_, column); }
  const PlanState& plan() const { return plan_; }
  const PlanNode& node(std::size_t position) const { return plan_.nodes[position]; }

  /// The result of a leaf for the row before its gates.
  const std::optional<LeafResult>& leaf(std::size_t position) {
    const auto [found, fresh] = leaves_.try_emplace(position);
    if (fresh) found->second = leaf_of(position, unit(position));
    return found->second;
  }

  /// The outcome after its gates of a node that had `own` before them.
  NodeOutcome behind_gates(std::size_t position, NodeOutcome own) {
    return behind_gates(node(position), position, std::move(own));
  }
  NodeOutcome behind_gates(const PlanNode& changed, std::size_t position, NodeOutcome own) {
    if (changed.gates.empty() && !changed.weight_at) return own;
    outcomes_.find_needs(position);
    IssueLog ignored(0);
    IssueListener listener{ignored};
    return apply_gates(
        plan_, changed, group(), [&](std::size_t column) { return cell(column); }, outcomes_,
        std::move(own), listener);
  }
  /// The outcome of a node above leaves from its children, before its gates.
  NodeOutcome inner(const PlanNode& changed, std::size_t position) {
    outcomes_.find_needs(position);
    IssueLog ignored(0);
    IssueListener listener{ignored};
    return evaluate_inner(plan_, changed, outcomes_, exists(changed, group()), listener);
  }

  /// Every node up to rank `last` whose outcome would change if this node had `other`.
  Changed with(std::size_t position, NodeOutcome other, std::size_t last) {
    Changed changed;
    // A weight from the data does not depend on the change.
    if (node(position).weight_at && !other.weight) {
      other.weight = outcomes_.at(position).weight;
    }
    changed.emplace(position, std::move(other));
    std::set<std::pair<std::size_t, std::size_t>> open;
    const auto push = [&](std::size_t at) {
      for (const std::size_t above : dependents_.of(at)) {
        const std::size_t rank = dependents_.rank(above);
        if (rank <= last) open.emplace(rank, above);
      }
    };
    push(position);
    IssueLog ignored(0);
    IssueListener listener{ignored};
    while (!open.empty()) {
      const std::size_t at = open.begin()->second;
      open.erase(open.begin());
      if (at == position) continue;
      const PlanNode& node = this->node(at);
      NodeOutcome own;
      if (!node.children.empty()) {
        own = inner_with(at, changed);
      } else {
        outcomes_.find_needs(at);
        if (const auto result = leaf_with(at, changed)) own = result->own;
      }
      const Overlaid overlaid{outcomes_, changed};
      own = apply_gates(
          plan_, node, group(), [&](std::size_t column) { return cell(column); }, overlaid,
          std::move(own), listener);
      const bool same = same_points(own, outcomes_.at(at));
      if (!same) push(at);
      // Classes and ranks may use the unrounded total.
      if (!same || at == 0) changed.emplace(at, std::move(own));
    }
    return changed;
  }

 private:
  std::optional<LeafResult> leaf_of(std::size_t position, const UnitContext& unit) const {
    return leaf_result(
        plan_, node(position), group(), [&](std::size_t column) { return cell(column); }, unit);
  }
  /// The result of a leaf before its gates, if some nodes were different.
  std::optional<LeafResult> leaf_with(std::size_t position, const Changed& changed) {
    if (node(position).reads.empty()) return leaf(position);
    const auto figures = figures_read(plan_, node(position), Overlaid{outcomes_, changed});
    UnitContext unit = scores_.unit(row_);
    unit.figures = &figures;
    return leaf_of(position, unit);
  }
  /// The outcome of a node above leaves, before its gates, if some nodes were different. It visits
  /// only the children that are.
  NodeOutcome inner_with(std::size_t position, const Changed& changed) {
    auto found = running_.find(position);
    if (found == running_.end()) {
      outcomes_.find_needs(position);
      found =
          running_
              .try_emplace(position, plan_, position, outcomes_, exists(node(position), group()))
              .first;
    }
    RunningNode& running = found->second;
    const auto is_child = [&](const auto& change) {
      const PlanNode& node = plan_.nodes[change.first];
      return change.first != 0 && node.parent == position && !node.node->informative;
    };
    for (const auto& change : changed) {
      if (is_child(change)) running.change(change.first, outcomes_[change.first], change.second);
    }
    NodeOutcome made = running.outcome(Overlaid{outcomes_, changed});
    for (const auto& change : changed) {
      if (is_child(change)) running.change(change.first, change.second, outcomes_[change.first]);
    }
    return made;
  }

  struct Overlaid {
    const RowOutcomes& as_is;
    const Changed& changed;
    const NodeOutcome& operator[](std::size_t position) const {
      const auto found = changed.find(position);
      return found == changed.end() ? as_is[position] : found->second;
    }
  };

  const ScoresState& scores_;
  const PlanState& plan_;
  const std::size_t row_;
  const Dependents& dependents_;
  RowOutcomes outcomes_;
  std::map<std::size_t, std::optional<LeafResult>> leaves_;
  std::map<std::size_t, RunningNode> running_;
  std::map<std::size_t, std::vector<NodeFigures>> figures_;  // that each leaf reads
};

/// The expectations of one case, which determine the changes that it notices.
class CaseSight {
 public:
  CaseSight(const CaseLooks& looks, RowSight& row)
      : plan_(row.plan()),
        row_(row),
        looks_(looks),
        tolerance_(looks.file().cases[row.row()].tolerance) {
    for (const Expectation& expected : looks.file().cases[row.row()].expects) {
      const auto position = looks.scores()->plan().find(expected.code);
      if (!position || expected.path.starts_with("issues")) continue;
      const bool figure = CaseLooks::is_figure(expected);
      const bool trace = expected.path.starts_with("trace/");
      Key key = Key::nothing;
      if (trace) key = Key::trace;
      if (figure && expected.key == "points") key = Key::points;
      if (figure && expected.key == "max") key = Key::max;
      if (figure && expected.key == "index") key = Key::index;
      if (figure && expected.key == "status") key = Key::status;
      if (figure && expected.key == "class") key = Key::group_of_class;
      if (figure && expected.key == "rank") key = Key::rank;
      if (key == Key::nothing) continue;
      expects_.emplace_back(*position, key);
      last_ = std::max(last_, row.rank(*position));
    }
  }

  /// Whether the case would fail if a node had another outcome. A case always fails on other
  /// issues; the caller checks these at the leaf.
  bool sees(std::size_t position, const NodeOutcome& other) {
    if (expects_.empty()) return false;
    auto& known = known_[position];
    for (const auto& [outcome, answer] : known) {
      if (same_points(outcome, other) && outcome.exact == other.exact) return answer;
    }
    const bool answer = look(row_.with(position, other, last_));
    known.emplace_back(other, answer);
    return answer;
  }

 private:
  enum class Key { nothing, points, max, index, status, trace, group_of_class, rank };

  bool look(const RowSight::Changed& changed) {
    for (const auto& [position, key] : expects_) {
      const auto found = changed.find(position);
      if (found == changed.end()) continue;
      const NodeOutcome& after = found->second;
      const NodeOutcome before = row_.outcomes().at(position);
      switch (key) {
        case Key::nothing: break;
        case Key::points:
          if (differs(position, before, after, &NodeResult::points)) {
            return true;
          }
          break;
        case Key::max:
          if (differs(position, before, after, &NodeResult::max)) {
            return true;
          }
          break;
        case Key::index:
          if (differs(position, before, after, &NodeResult::index)) {
            return true;
          }
          break;
        case Key::status:
          if (before.status != after.status) return true;
          break;
        case Key::trace:
          if (!same_points(before, after)) return true;
          break;
        case Key::group_of_class:
          if (class_of(position, exactly(position)) != class_of(position, after)) return true;
          break;
        case Key::rank:
          if (changes_rank(position, after)) return true;
          break;
      }
    }
    return false;
  }

  bool differs(std::size_t position, const NodeOutcome& before, const NodeOutcome& after,
               std::optional<Rational> NodeResult::* figure) const {
    const auto a = to_result(plan_, before, position).*figure;
    const auto b = to_result(plan_, after, position).*figure;
    if (a.has_value() != b.has_value()) return true;
    return a && abs(*a - *b) > tolerance_;
  }

  /// The outcome of a node with its points before rounding.
  NodeOutcome exactly(std::size_t position) { return row_.outcomes().with_exact(position); }

  std::optional<Rational> ranking_key_of(std::size_t position, const NodeOutcome& outcome,
                                         Figure on, FigureStage stage) const {
    const NodeResult result = to_result(plan_, outcome, position);
    if (!result.points) return std::nullopt;
    const bool exact = stage == FigureStage::exact;
    if (on == Figure::index) return exact ? result.index_exact : result.index;
    return exact && plan_.nodes[position].node->rounding ? outcome.exact : result.points;
  }

  /// The class of the unit by a node; nullptr without one.
  const ClassBand* class_of(std::size_t position, const NodeOutcome& outcome) const {
    const auto& rule = classes_of(plan_.rubric.draft(), *plan_.nodes[position].node);
    if (!rule || rule->quota) return nullptr;  // a quota depends on the other units
    const auto value = ranking_key_of(position, outcome, rule->on, rule->stage);
    return value ? band_of(*rule, *value) : nullptr;
  }

  /// Whether the order of the node's result and that of another unit of the table changes.
  bool changes_rank(std::size_t position, const NodeOutcome& after) {
    const auto& rule = ranking_of(plan_.rubric.draft(), *plan_.nodes[position].node);
    if (!rule) return false;
    const auto now = ranking_key_of(position, exactly(position), rule->on, rule->stage);
    const auto then = ranking_key_of(position, after, rule->on, rule->stage);
    if (now.has_value() != then.has_value()) return true;
    if (!now) return false;
    const auto sign = [](const Rational& a, const Rational& b) {
      return a < b ? -1 : b < a ? 1 : 0;
    };
    const auto& groups = looks_.file().table.groups;
    const std::vector<std::optional<Rational>>& all =
        looks_.ranking_keys(position, rule->on, rule->stage);
    for (std::size_t other = 0; other < all.size(); ++other) {
      if (other == row_.row() || !all[other]) continue;
      if (rule->by_group && groups[other] != groups[row_.row()]) continue;
      if (sign(*now, *all[other]) != sign(*then, *all[other])) return true;
    }
    return false;
  }

  const PlanState& plan_;
  RowSight& row_;
  const CaseLooks& looks_;
  const Rational tolerance_;
  std::vector<std::pair<std::size_t, Key>> expects_;
  std::size_t last_ = 0;  // the highest rank of a node with an expectation
  std::map<std::size_t, std::vector<std::pair<NodeOutcome, bool>>> known_;  // by node
};

}  // namespace detail

PARINDEX_END_NAMESPACE
