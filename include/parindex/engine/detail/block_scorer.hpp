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
#include <parindex/engine/detail/fixed_nodes.hpp>
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
    fixed_.emplace(scores, *leaves_);
    for (const std::size_t i : plan_.order) {
      if (!plan_.lanes.nodes[i].fixed) exact_.push_back(i);
    }
  }

  void run(std::size_t begin, std::size_t count, BlockResult& result) {
    check_stop();
    if (!leaves_) {
      for (std::size_t i = 0; i < count; ++i) run_exactly(begin + i, result);
      return;
    }
    begin_ = begin;
    leaves_->start(begin, count);
    scores_.left_out.clear_block(begin);
    fixed_->run(begin, count);
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
      } else if (!exact_.empty()) {
        run_mixed(i, failed, result);
      } else if (!failed.empty()) {
        run_failed(i, failed, result);
      }
    }
  }

 private:
  using Failure = LeafScorer::Failure;

  /// Completes a row that is in the fixed lane alone: its leaves in error, whose ancestors have no
  /// result.
  void run_failed(std::size_t i, std::span<const Failure> failed, BlockResult& result) {
    const std::size_t row = begin_ + i;
    const std::size_t first_issue = result.issues.size();
    for (const Failure& failure : failed) {
      if (!failure.issues) {
        evaluate_failed(failure, row);
        for (Issue& found : of_node_.take()) result.issues.add(std::move(found));
      } else if (result.issues.is_full()) {
        for (const Issue& issue : *failure.issues) result.issues.count(issue);
      } else {
        for (const Issue& issue : *failure.issues) result.issues.add(issue);
      }
      clear_above(failure.position, row);
    }
    name_row(row, first_issue, result);
  }

  /// Finds the issues of a leaf in error.
  void evaluate_failed(const Failure& failure, std::size_t row) {
    IssueListener listener{of_node_};
    const auto cell_at = [&](std::size_t column) { return scores_.cell(row, column); };
    evaluate_leaf(plan_, plan_.nodes[failure.position], scores_.group(row), cell_at, values_,
                  listener, scores_.unit(row));
  }

  /// Takes away the results of a leaf in error and of the nodes above it in the fixed lane.
  void clear_above(std::size_t position, std::size_t row) {
    for (std::size_t at = position;; at = plan_.nodes[at].parent) {
      const std::size_t column = scores_.column_of[at];
      if (column != ScoresState::not_kept) {
        scores_.points[column].set_none(row);
        scores_.left_out.clear(row, column);  // the lane saw no error, only 0 points
      }
      outcomes_[at] = {};
      if (at == 0 || !plan_.lanes.nodes[plan_.nodes[at].parent].fixed) break;
    }
  }

  /// Completes a row of which parts are in the fixed lane: the nodes of the exact lane, and the
  /// leaves in error.
  void run_mixed(std::size_t i, std::span<const Failure> failed, BlockResult& result) {
    const std::size_t row = begin_ + i;
    const std::size_t group = scores_.group(row);
    const auto cell_at = [&](std::size_t column) { return scores_.cell(row, column); };
    IssueListener listener{of_node_};
    for (const std::size_t k : fixed_->shown()) outcomes_[k] = fixed_->outcome(k, i);
    for (const Failure& failure : failed) {
      if (failure.issues) {
        for (const Issue& issue : *failure.issues) repeat(issue, failure.position, result);
      } else {
        evaluate_failed(failure, row);
        take_issues(failure.position);
      }
      clear_above(failure.position, row);
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
  std::optional<FixedNodes> fixed_;
  std::vector<std::size_t> exact_;  // exact-lane nodes, each after its dependencies
  std::vector<Value> values_;
  std::vector<NodeOutcome> outcomes_;
  IssueLog of_node_;
  std::map<std::size_t, Issues> row_issues_;  // by place
};

}  // namespace detail

PARINDEX_END_NAMESPACE
