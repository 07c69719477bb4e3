// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <parindex/detail/issue_log.hpp>
#include <parindex/detail/make_issue.hpp>
#include <parindex/detail/stable_sort.hpp>
#include <parindex/engine/detail/gates.hpp>
#include <parindex/engine/detail/leaf_scorer.hpp>
#include <parindex/engine/detail/scores_state.hpp>
#include <parindex/engine/detail/sentences.hpp>
#include <parindex/engine/fixed/block_sums.hpp>
#include <parindex/engine/fixed/kernel.hpp>
#include <parindex/limits.hpp>
#include <parindex/stop.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Maximum number of rows of one block. A column of it is 32 KiB, so a column and the sums of all
/// open nodes stay in the level 2 cache while the data is streamed.
inline constexpr std::size_t block_rows = 4096;
static_assert(block_rows / chunk_rows <= 32, "run_quickly has a bit for each chunk");

/// Number of rows of one block of a table. A short table is also cut into several blocks, so that
/// every thread has work, but not into so many that a block costs more than its rows.
inline std::size_t block_rows_of(std::size_t rows) {
  constexpr std::size_t least = 512;
  constexpr std::size_t blocks = 8;
  const std::size_t share = (rows + blocks - 1) / blocks;
  const std::size_t whole_vectors = (share + 63) / 64 * 64;
  return std::clamp(whole_vectors, least, block_rows);
}

/// Number of rows that a block has room for. It is smaller for a short table, because a leaf may
/// have many columns.
inline std::size_t room_for(std::size_t rows) {
  return std::min(block_rows_of(rows), (rows + 63) / 64 * 64);
}

/// The results of one block outside the fixed lane.
struct BlockResult {
  std::vector<std::size_t> rows;
  std::vector<NodeOutcome> outcomes;  // kept nodes, row by row
  IssueLog issues;
};

/// Scores blocks of rows. One per thread; it owns the scratch space.
class BlockScorer {
 public:
  /// `fixed`: use the fixed lane if the plan has it.
  BlockScorer(ScoresState& scores, Simd simd, bool fixed)
      : scores_(scores), plan_(scores.plan.state()), room_(room_for(scores.rows)) {
    outcomes_.resize(plan_.nodes.size());
    if (!fixed) return;
    leaves_.emplace(scores, simd, room_);
    std::size_t depth = 0;
    for (const std::size_t i : plan_.order) {
      depth = std::max(depth, depth_of(plan_.nodes[i]) + 1);
      if (!plan_.lanes.nodes[i].fixed) {
        exact_.push_back(i);
      } else if (i == 0 || !plan_.lanes.nodes[plan_.nodes[i].parent].fixed) {
        tops_.push_back(i);
      }
    }
    sums_.resize(depth + 1);  // one more for the leaves
    // The tops are not read if the whole plan is fixed: the root has its own sums.
    if (!exact_.empty()) top_sums_.resize(tops_.size());
  }

  void run(std::size_t begin, std::size_t count, BlockResult& result) {
    check_stop();
    if (!leaves_) {
      for (std::size_t i = 0; i < count; ++i) run_exactly(begin + i, result);
      return;
    }
    begin_ = begin;
    count_ = count;
    leaves_->start(begin, count);
    scores_.left_out.clear(begin);
    for (std::size_t k = 0; k < tops_.size(); ++k) run_top(k);
    std::vector<Failure>& failures = leaves_->failures();
    if (exact_.empty() && failures.empty() && !leaves_->any_outside()) return;
    std::sort(failures.begin(), failures.end());  // in the order of the rubric
    std::span<const Failure> left = failures;
    for (std::size_t i = 0; i < count; ++i) {
      const auto end = std::find_if(left.begin(), left.end(),
                                    [&](const Failure& failure) { return failure.row != i; });
      const auto failed = left.first(static_cast<std::size_t>(end - left.begin()));
      left = left.subspan(failed.size());
      if (leaves_->is_outside(i)) {
        run_exactly(begin + i, result);
        for (PointsColumn& column : scores_.points) column.set_none(begin + i);
      } else if (!exact_.empty() || !failed.empty()) {
        run_mixed(i, failed, result);
      }
    }
  }

 private:
  using Failure = LeafScorer::Failure;

  std::size_t depth_of(const PlanNode& node) const {
    std::size_t depth = 0;
    for (const PlanNode* at = &node; at != &plan_.nodes[0]; at = &plan_.nodes[at->parent]) ++depth;
    return depth;
  }

  void keep(std::size_t position, const BlockSums& sums) {
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

  /// A node of the fixed lane whose ancestors are all outside it.
  void run_top(std::size_t k) {
    const std::size_t position = tops_[k];
    if (plan_.nodes[position].children.empty()) {
      run_leaf(position, sums_[0]);
    } else {
      run_node(position, 0);
    }
    if (!exact_.empty()) std::swap(sums_[0], top_sums_[k]);
  }

  /// Computes the sums of a node from its children, into the level `depth`.
  void run_node(std::size_t position, std::size_t depth) {
    const PlanNode& node = plan_.nodes[position];
    const FixedNode& fixed = plan_.lanes.nodes[position];
    BlockSums& sums = sums_[depth];
    sums.clear(fixed.narrow, count_);
    for (const std::size_t child : node.children) {
      BlockSums& part = sums_[depth + 1];
      const double weight = plan_.lanes.nodes[child].weight;
      if (!plan_.nodes[child].children.empty()) {
        run_node(child, depth + 1);
      } else if (leaves_->is_quick(child) && fixed.narrow &&
                 scores_.column_of[child] == ScoresState::not_kept) {
        leaves_->add_quickly(child, weight, sums);
        leave_out(position, child, sums);
        continue;
      } else {
        run_leaf(child, part);
      }
      sums.add(part, weight, count_);
      if (part.is_reduced) leave_out(position, child, part, sums);
    }
    std::vector<Settled> settled;
    if (!sums.reduced.empty()) settled = settle(position, sums);
    if (fixed.rounds) {
      sums.widen(count_);
      leaves_->kernel().rounding(fixed, sums.wide.data(), count_);
    }
    for (const Settled& each : settled) sums.set(each.row, each.points);
    keep(position, sums);
  }

  /// The points of one leaf.
  void run_leaf(std::size_t position, BlockSums& points) {
    leaves_->run(position, points);
    if (!leaves_->left_out().empty()) {
      points.reduce(count_);
      const std::int32_t full = plan_.lanes.nodes[position].full;
      for (const std::uint32_t row : leaves_->left_out()) points.left_out[row] = full;
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
    if (leaves_->left_out().empty()) return;
    const std::int32_t full = plan_.lanes.nodes[leaf].full;
    if (adds_maxima(parent)) {
      sums.reduce(count_);
      for (const std::uint32_t row : leaves_->left_out()) sums.left_out[row] += full;
    } else {
      for (const std::uint32_t row : leaves_->left_out()) {
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

  /// The points of a node in one row.
  struct Settled {
    std::size_t row;
    double points;
  };

  /// Scores a node whose points depend on what is left out, in the rows in which something
  /// is left out.
  std::vector<Settled> settle(std::size_t position, BlockSums& sums) {
    const auto row_of = [](const ReducedChild& each) { return each.row; };
    stable_sort(sums.reduced, [&](const ReducedChild& a, const ReducedChild& b) {
      return row_of(a) < row_of(b);
    });
    std::vector<Settled> settled;
    for (std::span<const ReducedChild> left = sums.reduced; !left.empty();) {
      const std::size_t row = left.front().row;
      const auto same = std::ranges::equal_range(left, left.front().row, {}, row_of);
      left = left.subspan(same.size());
      if (leaves_->is_outside(row)) continue;
      const std::size_t gone = static_cast<std::size_t>(
          std::ranges::count_if(same, [&](const ReducedChild& each) { return is_left_out(each); }));
      if (gone == plan_.nodes[position].children.size()) {
        sums.reduce(count_);
        sums.left_out[row] = plan_.lanes.nodes[position].full;
        settled.push_back({row, 0});
        continue;
      }
      const auto points = points_of_rest(position, {same.begin(), same.end()}, gone, sums.at(row));
      if (points) {
        settled.push_back({row, *points});
      } else {
        leaves_->leave(row);
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

  /// The outcome of a top in a row of the block.
  NodeOutcome top_outcome(std::size_t k, std::size_t row) const {
    const BlockSums& sums = top_sums_[k];
    const std::int32_t without = sums.is_reduced ? sums.left_out[row] : 0;
    if (scores_.is_all(tops_[k], without)) return excluded_outcome();
    return scores_.whole(tops_[k], static_cast<std::int64_t>(sums.at(row)), without);
  }

  /// Completes a row that stays in the fixed lane: the nodes of the exact lane, and the leaves in
  /// error, whose ancestors have no result.
  void run_mixed(std::size_t i, std::span<const Failure> failed, BlockResult& result) {
    const std::size_t row = begin_ + i;
    const std::size_t group = scores_.group(row);
    const auto cell_at = [&](std::size_t column) { return scores_.cell(row, column); };
    IssueListener listener{of_node_};
    for (std::size_t k = 0; !exact_.empty() && k < tops_.size(); ++k) {
      outcomes_[tops_[k]] = top_outcome(k, i);
    }
    for (const Failure& failure : failed) {
      if (failure.issues) {
        for (const Issue& issue : *failure.issues) repeat(issue, failure.position, result);
      } else {
        evaluate_leaf(plan_, plan_.nodes[failure.position], group, cell_at, values_, listener,
                      scores_.unit(row));
        take_issues(failure.position);
      }
      std::size_t at = failure.position;
      for (;; at = plan_.nodes[at].parent) {
        const std::size_t column = scores_.column_of[at];
        if (column != ScoresState::not_kept) scores_.points[column].set_none(row);
        if (at == 0 || !plan_.lanes.nodes[plan_.nodes[at].parent].fixed) break;
      }
      outcomes_[at] = {};
    }
    for (const std::size_t k : exact_) {
      const PlanNode& node = plan_.nodes[k];
      const std::size_t after_values = plan_.nodes.size() + k;
      if (node.children.empty()) {
        outcomes_[k] = evaluate_leaf_among(plan_, node, group, cell_at, outcomes_, values_,
                                           listener, scores_.unit(row));
        take_issues(node.reads.empty() ? k : after_values);
      }
      read_gates(plan_, node, group, cell_at, listener);
      take_issues(k);
      outcomes_[k] = evaluate_node(plan_, k, group, cell_at, outcomes_, listener);
      take_issues(after_values);
    }
    for (const std::size_t position : exact_) {
      const std::size_t slot = scores_.dense_of[position];
      if (slot != ScoresState::not_kept) {
        scores_.dense[row * scores_.dense_count + slot] = outcomes_[position];
      }
    }
    if (row_issues_.empty()) return;
    const std::size_t first_issue = result.issues.size();
    for (auto& [place, issues] : row_issues_) {
      for (Issue& found : issues) result.issues.add(std::move(found));
    }
    row_issues_.clear();
    name_row(row, first_issue, result);
  }

  /// Moves the issues of a node to their place. Issues of values are in document order, before the
  /// issues of nodes.
  void take_issues(std::size_t place) {
    if (of_node_.empty()) return;
    Issues& all = row_issues_[place];
    for (Issue& found : of_node_.take()) all.push_back(std::move(found));
  }

  /// Reports an issue of another row for this one.
  void repeat(const Issue& issue, std::size_t place, BlockResult& result) {
    if (result.issues.is_full()) {
      result.issues.count(issue);
    } else {
      row_issues_[place].push_back(issue);
    }
  }

  /// Writes the row and its unit into the issues of the row.
  void name_row(std::size_t row, std::size_t first_issue, BlockResult& result) const {
    for (Issue& found : result.issues.from(first_issue)) {
      found.row = row + 1;
      found.unit = clipped(scores_.table.unit(row), limits().message_bytes);
    }
  }

  void run_exactly(std::size_t row, BlockResult& result) {
    const std::size_t first_issue = result.issues.size();
    IssueListener listener{result.issues};
    if (scores_.lacks_group(row)) listener.issue(group_issue(row));
    const auto cell_at = [&](std::size_t column) { return scores_.cell(row, column); };
    const std::size_t group = scores_.group(row);
    // Reads the values in document order, so that the issues of a row are in the order of the
    // rubric. Leaves that read figures of other nodes are scored later, with the nodes.
    for (std::size_t i = 0; i < plan_.nodes.size(); ++i) {
      const PlanNode& node = plan_.nodes[i];
      if (node.children.empty() && node.reads.empty()) {
        outcomes_[i] =
            evaluate_leaf(plan_, node, group, cell_at, values_, listener, scores_.unit(row));
      }
      read_gates(plan_, node, group, cell_at, listener);
    }
    IssueListener inner{of_node_};
    for (const std::size_t i : plan_.order) {
      const PlanNode& node = plan_.nodes[i];
      if (!node.reads.empty()) {
        outcomes_[i] = evaluate_leaf_among(plan_, node, group, cell_at, outcomes_, values_, inner,
                                           scores_.unit(row));
      }
      outcomes_[i] = evaluate_node(plan_, i, group, cell_at, outcomes_, inner);
      take_issues(i);
    }
    for (auto& [position, issues] : row_issues_) {
      for (Issue& found : issues) listener.issue(std::move(found));
    }
    row_issues_.clear();
    if (scores_.lacks_group(row)) outcomes_[0] = {};
    name_row(row, first_issue, result);
    result.rows.push_back(row);
    for (std::size_t i = 0; i < plan_.nodes.size(); ++i) {
      if (scores_.kept[i] != ScoresState::not_kept) result.outcomes.push_back(outcomes_[i]);
    }
  }

  Issue group_issue(std::size_t row) const {
    std::vector<std::string> ids;
    for (const Group& group : plan_.rubric.draft().groups) ids.push_back(group.id);
    const std::string found = scores_.table.groups.empty() ? "" : scores_.table.groups[row];
    const IssueCode& code = found.empty() ? issue::group_missing : issue::group_unknown;
    return value_issue(code, did_you_mean(message_of(code), found, ids),
                       say(sentence::one_of_options, listed(ids)), found, "group");
  }

  ScoresState& scores_;
  const PlanState& plan_;
  const std::size_t room_;            // rows of a block
  std::optional<LeafScorer> leaves_;  // nothing if the fixed lane is not used
  std::size_t begin_ = 0;             // of the block
  std::size_t count_ = 0;
  std::vector<BlockSums> sums_;      // of each open level of the tree
  std::vector<std::size_t> tops_;    // fixed-lane nodes without fixed ancestors
  std::vector<BlockSums> top_sums_;  // one per top, in a plan with both lanes
  std::vector<std::size_t> exact_;   // exact-lane nodes, each after its dependencies
  std::vector<Value> values_;
  std::vector<NodeOutcome> outcomes_;
  IssueLog of_node_;
  std::map<std::size_t, Issues> row_issues_;  // by place
};

}  // namespace detail

PARINDEX_END_NAMESPACE
