// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <variant>
#include <vector>

#include <parindex/detail/issue_log.hpp>
#include <parindex/detail/stable_sort.hpp>
#include <parindex/engine/detail/gates.hpp>
#include <parindex/engine/detail/leaf_scorer.hpp>
#include <parindex/engine/detail/scores_state.hpp>
#include <parindex/engine/fixed/block_sums.hpp>
#include <parindex/engine/fixed/node_parts.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Scores the nodes of the fixed lane, one block of rows at a time. Rows in which a node cannot
/// stay in the lane are marked in the scorer of the leaves.
class FixedNodes {
 public:
  FixedNodes(ScoresState& scores, LeafScorer& leaves)
      : scores_(scores), plan_(scores.plan.state()), leaves_(leaves) {
    std::size_t depth = 0;
    bool any_exact = false;
    for (const std::size_t i : plan_.order) {
      depth = std::max(depth, depth_of(plan_.nodes[i]) + 1);
      if (!plan_.lanes.nodes[i].fixed) {
        any_exact = true;
      } else if (i == 0 || !plan_.lanes.nodes[plan_.nodes[i].parent].fixed) {
        tops_.push_back(i);
      }
    }
    sums_.resize(depth + 1);  // one more for the leaves
    parts_.resize(depth);
    shown_of_.assign(plan_.nodes.size(), ScoresState::not_kept);
    if (!any_exact) return;
    for (const std::size_t i : tops_) show(i);
    for (const std::size_t i : plan_.looked_at) {
      if (plan_.lanes.nodes[i].fixed) show(i);
    }
    shown_sums_.resize(shown_.size());
    outcomes_.resize(plan_.nodes.size());
  }

  /// The nodes whose results nodes of the exact lane use.
  const std::vector<std::size_t>& shown() const { return shown_; }

  /// Scores a block, which the scorer of the leaves has begun.
  void run(std::size_t begin, std::size_t count) {
    begin_ = begin;
    count_ = count;
    for (const std::size_t position : tops_) {
      if (plan_.nodes[position].children.empty()) {
        run_leaf(position, sums_[0]);
      } else {
        run_node(position, 0);
      }
    }
  }

  /// The result of a shown node in a row of the block.
  NodeOutcome outcome(std::size_t position, std::size_t row) const {
    return outcome_in(shown_sums_[shown_of_[position]], position, row);
  }

 private:
  std::size_t depth_of(const PlanNode& node) const {
    std::size_t depth = 0;
    for (const PlanNode* at = &node; at != &plan_.nodes[0]; at = &plan_.nodes[at->parent]) ++depth;
    return depth;
  }

  void show(std::size_t position) {
    if (is_shown(position)) return;
    shown_of_[position] = shown_.size();
    shown_.push_back(position);
  }
  bool is_shown(std::size_t position) const { return shown_of_[position] != ScoresState::not_kept; }

  NodeOutcome outcome_in(const BlockSums& sums, std::size_t position, std::size_t row) const {
    const std::int32_t without = sums.is_reduced ? sums.left_out[row] : 0;
    if (scores_.is_all(position, without)) return excluded_outcome();
    return scores_.whole(position, static_cast<std::int64_t>(sums.at(row)), without);
  }

  void keep(std::size_t position, const BlockSums& sums) {
    if (is_shown(position)) shown_sums_[shown_of_[position]] = sums;
    const std::size_t column = scores_.column_of[position];
    if (column == ScoresState::not_kept) return;
    if (sums.is_narrow) {
      scores_.points[column].store(begin_, sums.narrow.data(), count_);
    } else {
      scores_.points[column].store(begin_, sums.wide.data(), count_);
    }
    if (!sums.is_reduced) return;
    scores_.left_out.store(begin_, column, std::span(sums.left_out).first(count_));
    const std::int32_t full = plan_.lanes.nodes[position].full;
    for (std::size_t i = 0; i < count_; ++i) {
      if (sums.left_out[i] == full) scores_.points[column].set_none(begin_ + i);
    }
  }

  /// The points of a node in one row.
  struct Settled {
    std::size_t row;
    double points;
  };

  /// Whether the points of a node are more than the sum of its children in what is left out: then
  /// the exact engine scores a row of which something is left out.
  bool is_apart(std::size_t position) const {
    const FixedNode& fixed = plan_.lanes.nodes[position];
    return fixed.adds != FixedAdds::sum || (fixed.has_steps() && !adds_maxima(position));
  }

  /// Computes the sums of a node from its children, into the level `depth`.
  void run_node(std::size_t position, std::size_t depth) {
    const PlanNode& node = plan_.nodes[position];
    const FixedNode& fixed = plan_.lanes.nodes[position];
    BlockSums& sums = sums_[depth];
    sums.clear(fixed.narrow, count_);
    std::vector<Settled> settled;
    if (is_apart(position)) {
      settled = run_parts(position, depth, sums);
    } else {
      for (const std::size_t child : node.children) add_child(position, child, depth, sums);
      if (!sums.reduced.empty()) settled = settle(position, sums);
    }
    if (fixed.has_steps()) run_steps(position, sums);
    if (fixed.rounds) {
      sums.widen(count_);
      leaves_.kernel().rounding(fixed, sums.wide.data(), count_);
    }
    for (const Settled& each : settled) sums.set(each.row, each.points);
    keep(position, sums);
  }

  void add_child(std::size_t position, std::size_t child, std::size_t depth, BlockSums& sums) {
    const double weight = plan_.lanes.nodes[child].weight;
    const bool is_kept = scores_.column_of[child] != ScoresState::not_kept || is_shown(child);
    if (leaves_.is_quick_leaf(child) && sums.is_narrow && !is_kept) {
      leaves_.add_quickly(child, weight, sums);
      leave_out(position, child, sums);
      return;
    }
    const BlockSums& part = run_child(child, depth);
    sums.add(part, weight, count_);
    if (part.is_reduced) leave_out(position, child, part, sums);
  }

  BlockSums& run_child(std::size_t child, std::size_t depth) {
    if (plan_.nodes[child].children.empty()) {
      run_leaf(child, sums_[depth + 1]);
    } else {
      run_node(child, depth + 1);
    }
    return sums_[depth + 1];
  }

  /// Computes a node from the points of its children, which are held at the same time.
  std::vector<Settled> run_parts(std::size_t position, std::size_t depth, BlockSums& sums) {
    const PlanNode& node = plan_.nodes[position];
    std::vector<BlockSums>& parts = parts_[depth];
    if (parts.size() < node.children.size()) parts.resize(node.children.size());
    std::vector<double> weights;
    bool reduced = false;
    for (std::size_t k = 0; k < node.children.size(); ++k) {
      std::swap(parts[k], run_child(node.children[k], depth));
      weights.push_back(plan_.lanes.nodes[node.children[k]].weight);
      reduced = reduced || parts[k].is_reduced;
    }
    const std::span<const BlockSums> used = std::span(parts).first(node.children.size());
    NodeParts(plan_.lanes.nodes[position], weights, used, count_).run(sums.wide);
    return reduced ? settle_parts(position, used, sums) : std::vector<Settled>();
  }

  /// Scores the rows in which something is left out of a child.
  std::vector<Settled> settle_parts(std::size_t position, std::span<const BlockSums> parts,
                                    BlockSums& sums) {
    const PlanNode& node = plan_.nodes[position];
    std::vector<Settled> settled;
    outcomes_.resize(plan_.nodes.size());
    for (std::size_t i = 0; i < count_; ++i) {
      const auto lacks = [i](const BlockSums& part) {
        return part.is_reduced && part.left_out[i] != 0;
      };
      if (leaves_.is_outside(i) || std::none_of(parts.begin(), parts.end(), lacks)) continue;
      for (std::size_t k = 0; k < parts.size(); ++k) {
        outcomes_[node.children[k]] = outcome_in(parts[k], node.children[k], i);
      }
      const auto cell_at = [&](std::size_t column) { return scores_.cell(begin_ + i, column); };
      IssueLog found(0);
      IssueListener listener{found};
      const NodeOutcome outcome =
          evaluate_node(plan_, position, scores_.group(begin_ + i), cell_at, outcomes_, listener);
      if (!found.empty() || !store(position, i, outcome, sums, settled)) leaves_.leave(i);
    }
    return settled;
  }

  /// Stores an outcome of the exact engine, if the lane has room for it.
  bool store(std::size_t position, std::size_t row, const NodeOutcome& outcome, BlockSums& sums,
             std::vector<Settled>& settled) const {
    const FixedNode& fixed = plan_.lanes.nodes[position];
    if (outcome.status == Status::excluded) {
      sums.reduce(count_);
      sums.left_out[row] = fixed.full;
      settled.push_back({row, 0});
      return true;
    }
    if (outcome.status != Status::ok) return false;
    const auto points = scaled_points(fixed, outcome.points);
    const Rational left = (fixed.full_max - outcome.max) * plan_.lanes.max_scale;
    if (!points || !left.is_integer() || !left.is_small() || left.sign() < 0) return false;
    if (left >= Rational(fixed.full)) return false;
    if (!left.is_zero()) {
      sums.reduce(count_);
      sums.left_out[row] = static_cast<std::int32_t>(left.small_numerator());
    }
    settled.push_back({row, *points});
    return true;
  }

  /// Caps, floors and gates; what a cap changes in what is left out of the maximum of a sum.
  void run_steps(std::size_t position, BlockSums& sums) {
    const FixedNode& fixed = plan_.lanes.nodes[position];
    sums.widen(count_);
    double* const points = sums.wide.data();
    if (fixed.has_floor) {
      for (std::size_t i = 0; i < count_; ++i) points[i] = std::max(points[i], fixed.floor);
    }
    if (fixed.has_cap) {
      for (std::size_t i = 0; i < count_; ++i) points[i] = std::min(points[i], fixed.cap);
    }
    run_gates(fixed, points);
    if (!sums.is_reduced || is_apart(position)) return;
    for (std::size_t i = 0; i < count_; ++i) {
      std::int32_t& left = sums.left_out[i];
      if (left == fixed.all_full) {
        left = fixed.full;
        points[i] = 0;  // the parent adds it
      } else {
        const std::int64_t rest = fixed.all_full - left;
        left = fixed.full - static_cast<std::int32_t>(std::min<std::int64_t>(rest, fixed.full));
      }
    }
  }

  void run_gates(const FixedNode& fixed, double* points) {
    if (fixed.gates.empty()) return;
    is_set_.assign(count_, 0);
    for (const FixedGate& gate : fixed.gates) {
      const double* const flags = leaves_.flags(gate.column);
      for (std::size_t i = 0; i < count_; ++i) {
        const double flag = flags[i];
        if (flag != 0 && flag != 1) leaves_.leave(i);  // also NaN
        if (flag != 1 || is_set_[i]) continue;
        points[i] = gate.caps ? std::min(points[i], gate.points) : gate.points;
        is_set_[i] = !gate.caps;
      }
    }
  }

  /// The points of one leaf.
  void run_leaf(std::size_t position, BlockSums& points) {
    leaves_.run(position, points);
    if (!leaves_.left_out().empty()) {
      points.reduce(count_);
      const std::int32_t full = plan_.lanes.nodes[position].full;
      for (const std::uint32_t row : leaves_.left_out()) points.left_out[row] = full;
    }
    keep(position, points);
  }

  /// Whether the points of a node are the sum of the points of the children that are left, and its
  /// maximum is the sum of their maxima.
  bool adds_maxima(std::size_t position) const {
    const auto* const sum = std::get_if<Sum>(&plan_.nodes[position].aggregation);
    return sum && !sum->excluded;
  }

  /// Records, in the sums of the parent, the rows that do not have the leaf that was scored last.
  void leave_out(std::size_t parent, std::size_t leaf, BlockSums& sums) {
    if (leaves_.left_out().empty()) return;
    const std::int32_t full = plan_.lanes.nodes[leaf].full;
    if (adds_maxima(parent)) {
      sums.reduce(count_);
      for (const std::uint32_t row : leaves_.left_out()) sums.left_out[row] += full;
    } else {
      for (const std::uint32_t row : leaves_.left_out()) {
        sums.reduced.push_back({row, full, leaf, 0});
      }
    }
  }

  /// The same for a child that has its own sums.
  void leave_out(std::size_t parent, std::size_t child, const BlockSums& part, BlockSums& sums) {
    if (adds_maxima(parent)) {
      sums.add_left_out(part, count_);
      return;
    }
    for (std::size_t i = 0; i < count_; ++i) {
      if (part.left_out[i] == 0) continue;
      sums.reduced.push_back({static_cast<std::uint32_t>(i), part.left_out[i], child, part.at(i)});
    }
  }

  /// Scores a node whose points depend on what is left out, in the rows in which something
  /// is left out.
  std::vector<Settled> settle(std::size_t position, BlockSums& sums) {
    stable_sort(sums.reduced,
                [](const ReducedChild& a, const ReducedChild& b) { return a.row < b.row; });
    std::vector<Settled> settled;
    for (std::span<const ReducedChild> left = sums.reduced; !left.empty();) {
      const std::size_t row = left.front().row;
      const auto end = std::partition_point(
          left.begin(), left.end(), [&](const ReducedChild& each) { return each.row == row; });
      const std::span<const ReducedChild> same(left.begin(), end);
      left = left.subspan(same.size());
      if (leaves_.is_outside(row)) continue;
      const std::size_t gone = static_cast<std::size_t>(std::count_if(
          same.begin(), same.end(), [&](const ReducedChild& each) { return is_left_out(each); }));
      if (gone == plan_.nodes[position].children.size()) {
        sums.reduce(count_);
        sums.left_out[row] = plan_.lanes.nodes[position].full;
        settled.push_back({row, 0});
        continue;
      }
      const auto points = points_of_rest(position, same, gone, sums.at(row));
      if (points) {
        settled.push_back({row, *points});
      } else {
        leaves_.leave(row);
      }
    }
    return settled;
  }

  bool is_left_out(const ReducedChild& each) const {
    return each.left_out == plan_.lanes.nodes[each.child].full;
  }

  /// The scaled points of a node in a row in which some children are left out or have a smaller
  /// maximum; nothing if the lane has no room for them. `sum` is the sum over all children.
  std::optional<double> points_of_rest(std::size_t position, std::span<const ReducedChild> reduced,
                                       std::size_t gone, double sum) const {
    const PlanNode& node = plan_.nodes[position];
    const FixedNode& fixed = plan_.lanes.nodes[position];
    Rational total = static_cast<std::int64_t>(sum);
    Rational all;
    Rational rest;
    const auto* const sum_of = std::get_if<Sum>(&node.aggregation);
    if (!sum_of) {
      const auto least = minimum_of(node.aggregation);
      if (least && node.children.size() - gone < *least) return std::nullopt;
      all = rest = fixed.weights;
      for (const ReducedChild& each : reduced) {
        const FixedNode& child = plan_.lanes.nodes[each.child];
        if (is_left_out(each)) {
          rest -= child.mean_weight;
        } else {  // it has its share of the smaller maximum
          total += Rational(static_cast<std::int64_t>(each.points)) *
                   static_cast<std::int64_t>(child.weight) *
                   Rational::ratio(each.left_out, child.full - each.left_out);
        }
      }
    } else {
      if (*sum_of->excluded != LeftOut::rescale) return std::nullopt;
      all = rest = fixed.full;
      for (const ReducedChild& each : reduced) rest -= each.left_out;
    }
    if (rest.is_zero()) return std::nullopt;
    Rational points = total * all / rest / static_cast<std::int64_t>(fixed.sum_scale);
    if (node.node->rounding) points = points.rounded(*node.node->rounding);
    return scaled_points(fixed, points);
  }

  ScoresState& scores_;
  const PlanState& plan_;
  LeafScorer& leaves_;
  std::size_t begin_ = 0;  // of the block
  std::size_t count_ = 0;
  std::vector<std::size_t> tops_;              // nodes without ancestors in the lane
  std::vector<BlockSums> sums_;                // of each open level of the tree
  std::vector<std::vector<BlockSums>> parts_;  // of the open node of each level
  std::vector<std::size_t> shown_;
  std::vector<std::size_t> shown_of_;  // node -> position among them, or not_kept
  std::vector<BlockSums> shown_sums_;
  std::vector<std::uint8_t> is_set_;  // rows in which a gate gave the points
  std::vector<NodeOutcome> outcomes_;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
