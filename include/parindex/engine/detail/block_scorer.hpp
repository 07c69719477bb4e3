// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <parindex/detail/issue_log.hpp>
#include <parindex/detail/make_issue.hpp>
#include <parindex/engine/detail/exact_double.hpp>
#include <parindex/engine/detail/gates.hpp>
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
      : scores_(scores),
        plan_(scores.plan.state()),
        kernel_(kernel_for(simd)),
        fixed_(fixed),
        room_(room_for(scores.rows)) {
    outcomes_.resize(plan_.nodes.size());
    if (!fixed_) return;
    std::size_t depth = 0;
    std::size_t columns = 0;
    for (const std::size_t i : plan_.order) {
      const PlanNode& node = plan_.nodes[i];
      columns = std::max(columns, node.column_count);
      depth = std::max(depth, depth_of(node) + 1);
      if (!plan_.lanes.nodes[i].fixed) {
        exact_.push_back(i);
      } else if (i == 0 || !plan_.lanes.nodes[node.parent].fixed) {
        tops_.push_back(i);
      }
    }
    sums_.resize(depth + 1);  // one more for the leaves
    // The tops are not read if the whole plan is fixed: the root has its own sums.
    if (!exact_.empty()) top_points_.resize(tops_.size() * room_);
    buffers_.resize(columns * room_);
    inputs_.resize(columns);
    outside_.resize(block_rows);
  }

  void run(std::size_t begin, std::size_t count, BlockResult& result) {
    check_stop();
    if (fixed_) {
      any_outside_ = false;
      std::fill_n(outside_.begin(), count, std::uint8_t{0});
      for (std::size_t i = 0; !scores_.groups.empty() && i < count; ++i) {
        if (!scores_.lacks_group(begin + i)) continue;
        outside_[i] = 1;
        any_outside_ = true;
      }
      for (std::size_t k = 0; k < tops_.size(); ++k) run_top(k, begin, count);
    }
    if (fixed_ && exact_.empty() && !any_outside_) return;
    for (std::size_t i = 0; i < count; ++i) {
      if (fixed_ && !outside_[i] && (exact_.empty() || run_mixed(begin, i))) continue;
      run_exactly(begin + i, result);
      for (PointsColumn& column : scores_.points) column.set_none(begin + i);
    }
  }

 private:
  std::size_t depth_of(const PlanNode& node) const {
    std::size_t depth = 0;
    for (const PlanNode* at = &node; at != &plan_.nodes[0]; at = &plan_.nodes[at->parent]) ++depth;
    return depth;
  }

  void keep(std::size_t position, std::size_t begin, const BlockSums& sums, std::size_t count) {
    const std::size_t column = scores_.column_of[position];
    if (column == ScoresState::not_kept) return;
    if (sums.is_narrow) {
      scores_.points[column].store(begin, sums.narrow.data(), count);
    } else {
      scores_.points[column].store(begin, sums.wide.data(), count);
    }
  }

  /// A node of the fixed lane whose ancestors are all outside it.
  void run_top(std::size_t k, std::size_t begin, std::size_t count) {
    const std::size_t position = tops_[k];
    BlockSums& points = sums_[0];
    if (plan_.nodes[position].children.empty()) {
      run_leaf(position, begin, count, points);
    } else {
      run_node(position, 0, begin, count);
    }
    if (exact_.empty()) return;
    points.widen(count);
    std::copy_n(points.wide.begin(), count, &top_points_[k * room_]);
  }

  /// Computes the nodes of the exact lane for a row that stays in the fixed lane. False if one of
  /// their values has an error: then the whole row is scored exactly, which also reports the error.
  bool run_mixed(std::size_t begin, std::size_t i) {
    const std::size_t row = begin + i;
    for (std::size_t k = 0; k < tops_.size(); ++k) {
      outcomes_[tops_[k]] =
          scores_.whole(tops_[k], static_cast<std::int64_t>(top_points_[k * room_ + i]));
    }
    IssueListener listener{ignored_};
    const std::size_t group = scores_.group(row);
    const auto cell_at = [&](std::size_t column) { return scores_.cell(row, column); };
    for (const std::size_t k : exact_) {
      const PlanNode& node = plan_.nodes[k];
      if (node.children.empty()) {
        outcomes_[k] = evaluate_leaf_among(plan_, node, group, cell_at, outcomes_, values_,
                                           listener, scores_.unit(row));
      }
      read_gates(plan_, node, group, cell_at, listener);
      outcomes_[k] = evaluate_node(plan_, k, group, cell_at, outcomes_, listener);
    }
    if (!ignored_.empty()) {
      ignored_.clear();
      return false;
    }
    for (const std::size_t position : exact_) {
      const std::size_t slot = scores_.dense_of[position];
      if (slot != ScoresState::not_kept) {
        scores_.dense[row * scores_.dense_count + slot] = outcomes_[position];
      }
    }
    return true;
  }

  /// Computes the sums of a node from its children, into the level `depth`.
  void run_node(std::size_t position, std::size_t depth, std::size_t begin, std::size_t count) {
    const PlanNode& node = plan_.nodes[position];
    const FixedNode& fixed = plan_.lanes.nodes[position];
    BlockSums& sums = sums_[depth];
    sums.clear(fixed.narrow, count);
    for (const std::size_t child : node.children) {
      BlockSums& part = sums_[depth + 1];
      if (!plan_.nodes[child].children.empty()) {
        run_node(child, depth + 1, begin, count);
      } else if (is_quick(child) && fixed.narrow &&
                 scores_.column_of[child] == ScoresState::not_kept) {
        add_quickly(child, begin, count, plan_.lanes.nodes[child].weight, sums);
        continue;
      } else {
        run_leaf(child, begin, count, part);
      }
      sums.add(part, plan_.lanes.nodes[child].weight, count);
    }
    if (fixed.rounds) {
      sums.widen(count);
      kernel_.rounding(fixed, sums.wide.data(), count);
    }
    keep(position, begin, sums, count);
  }

  bool is_quick(std::size_t position) const { return leaf_at(position).quick.on; }

  const FixedLeaf& leaf_at(std::size_t position) const {
    return plan_.lanes.leaves[plan_.lanes.leaf_of[position]];
  }

  /// The points of one leaf.
  void run_leaf(std::size_t position, std::size_t begin, std::size_t count, BlockSums& points) {
    if (is_quick(position)) {
      points.clear(true, count);
      add_quickly(position, begin, count, 1, points);
    } else {
      points.is_narrow = false;
      points.wide.resize(count);
      run_carefully(position, begin, count, points.wide.data());
    }
    keep(position, begin, points, count);
  }

  /// Adds the points of a quick leaf to narrow sums.
  void add_quickly(std::size_t position, std::size_t begin, std::size_t count, double weight,
                   BlockSums& sums) {
    stop_point(count);
    const PlanNode& node = plan_.nodes[position];
    const double* const values = read(node.first_column, begin, count, buffers_.data());
    const QuickSink sink{sums.narrow.data(), wrap_u32(weight),
                         next_column(node.first_column + 1, begin, values)};
    const std::size_t whole = count / quick_rows * quick_rows;
    const std::uint32_t left = kernel_.quick(leaf_at(position), values, whole, sink);
    for (std::size_t chunk = 0; left >> chunk != 0; ++chunk) {
      if ((left >> chunk & 1) == 0) continue;
      const std::size_t first = chunk * chunk_rows;
      add_carefully(position, begin, first, std::min(chunk_rows, whole - first), sink);
    }
    if (whole < count) add_carefully(position, begin, whole, count - whole, sink);
  }

  /// Adds the points of a quick leaf in the rows of a block that the quick loops left.
  void add_carefully(std::size_t position, std::size_t begin, std::size_t first, std::size_t rows,
                     const QuickSink& sink) {
    careful_points_.resize(chunk_rows);
    run_carefully(position, begin + first, rows, careful_points_.data(), first);
    for (std::size_t i = first; i < first + rows; ++i) {
      const std::uint32_t more = wrap_u32(careful_points_[i - first]) * sink.weight;
      sink.sum[i] = static_cast<std::int32_t>(static_cast<std::uint32_t>(sink.sum[i]) + more);
    }
  }

  /// The points of a leaf, 0 in rows that leave the lane. `first` is the first row within the
  /// block.
  void run_carefully(std::size_t position, std::size_t begin, std::size_t count, double* points,
                     std::size_t first = 0) {
    const FixedLeaf& leaf = leaf_at(position);
    const PlanNode& node = plan_.nodes[position];
    stop_point(10 * count * node.column_count);
    for (std::size_t i = 0; i < node.column_count; ++i) {
      inputs_[i] = read(node.first_column + i, begin, count, &buffers_[i * room_]);
    }
    // The kernel needs the numerator before the denominator; the rubric declares them in any order.
    const double* pair[2];
    const double* const* columns = inputs_.data();
    if (leaf.kind == FixedKind::quotient || leaf.kind == FixedKind::quotient_bands) {
      pair[0] = inputs_[leaf.numerator];
      pair[1] = inputs_[leaf.denominator];
      columns = pair;
    }
    if (kernel_.leaf(leaf, columns, count, points)) {
      repair(position, begin, count, points, &outside_[first]);
    }
  }

  // The address of the values of the next column, if it is read in place.
  const double* next_column(std::size_t column, std::size_t begin, const double* otherwise) const {
    if (column >= plan_.columns.size() || !scores_.columns[column]) return otherwise;
    const auto& source = scores_.columns[column]->source;
    const double* const at = source ? source->in_place(begin) : nullptr;
    return at ? at : otherwise;
  }

  const double* read(std::size_t column, std::size_t begin, std::size_t count, double* buffer) {
    const Column* from = scores_.columns[column];
    const InputType type = plan_.columns[column].type;
    if (!from) {
      std::fill_n(buffer, count, not_fixed);
      return buffer;
    }
    if (from->source) {
      if (type == InputType::boolean) return from->source->flags(begin, count, buffer);
      if (type != InputType::choice) return from->source->numbers(begin, count, buffer);
      from->source->positions(begin, count, plan_.specs[column].options, buffer);
      return buffer;
    }
    stop_point(20 * count);
    for (std::size_t i = 0; i < count; ++i) {
      const Cell& cell = from->cells[begin + i];
      buffer[i] = type == InputType::boolean  ? flag_of(cell)
                  : type == InputType::choice ? position_of(cell, plan_.specs[column].options)
                                              : exact_double(cell);
    }
    return buffer;
  }

  /// Scores the values of a leaf that left the lane exactly, one by one. Most return to the lane: a
  /// value on a rounding boundary, or a policy that gives points. The others remove their whole
  /// row.
  void repair(std::size_t position, std::size_t begin, std::size_t count, double* points,
              std::uint8_t* outside) {
    const double scale = plan_.lanes.nodes[position].scale;
    const double bound = plan_.lanes.nodes[position].bound;
    const Rational exact_scale = static_cast<std::int64_t>(scale);
    IssueListener listener{ignored_};
    for (std::size_t i = 0; i < count; ++i) {
      if (points[i] == points[i]) continue;
      points[i] = 0;
      if (outside[i]) continue;
      const NodeOutcome outcome = evaluate_leaf(
          plan_, plan_.nodes[position], scores_.group(begin + i),
          [&](std::size_t column) { return scores_.cell(begin + i, column); }, values_, listener,
          scores_.unit(begin + i));
      ignored_.clear();
      const Rational scaled =
          outcome.status == Status::ok ? outcome.points * exact_scale : Rational(0);
      if (outcome.status != Status::ok || !scaled.is_integer() || !scaled.is_small() ||
          std::fabs(static_cast<double>(scaled.small_numerator())) > bound) {
        outside[i] = 1;
        any_outside_ = true;
        continue;
      }
      points[i] = static_cast<double>(scaled.small_numerator());
    }
  }

  void run_exactly(std::size_t row, BlockResult& result) {
    const std::size_t first_issue = result.issues.size();
    IssueListener listener{result.issues};
    if (scores_.lacks_group(row)) listener.issue(group_issue(row));
    const auto cell_at = [&](std::size_t column) { return scores_.cell(row, column); };
    const std::size_t group = scores_.group(row);
    // Reads the values in document order, so that the issues of a row are in the order of the
    // rubric. Leaves that read figures of other nodes follow with the nodes.
    for (std::size_t i = 0; i < plan_.nodes.size(); ++i) {
      const PlanNode& node = plan_.nodes[i];
      if (node.children.empty() && node.reads.empty()) {
        outcomes_[i] =
            evaluate_leaf(plan_, node, group, cell_at, values_, listener, scores_.unit(row));
      }
      read_gates(plan_, node, group, cell_at, listener);
    }
    IssueLog of_nodes;
    std::map<std::size_t, Issues> by_node;
    for (const std::size_t i : plan_.order) {
      IssueListener inner{of_nodes};
      const PlanNode& node = plan_.nodes[i];
      if (!node.reads.empty()) {
        outcomes_[i] = evaluate_leaf_among(plan_, node, group, cell_at, outcomes_, values_, inner,
                                           scores_.unit(row));
      }
      outcomes_[i] = evaluate_node(plan_, i, group, cell_at, outcomes_, inner);
      if (!of_nodes.empty()) by_node.emplace(i, of_nodes.take());
    }
    for (auto& [position, issues] : by_node) {
      for (Issue& found : issues) listener.issue(std::move(found));
    }
    if (scores_.lacks_group(row)) outcomes_[0] = {};
    for (Issue& found : result.issues.from(first_issue)) {
      found.row = row + 1;
      found.unit = clipped(scores_.table.unit(row), limits().message_bytes);
    }
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
  const Kernel kernel_;
  const bool fixed_;
  const std::size_t room_;              // rows of a block
  std::vector<BlockSums> sums_;         // of each open level of the tree
  std::vector<double> careful_points_;  // a chunk that the quick loops left
  std::vector<std::size_t> tops_;       // fixed-lane nodes without fixed ancestors
  std::vector<std::size_t> exact_;      // exact-lane nodes, each after its dependencies
  std::vector<double> top_points_;      // one block per top, in a plan with both lanes
  std::vector<double> buffers_;         // columns that had to be converted
  std::vector<const double*> inputs_;
  std::vector<std::uint8_t> outside_;  // rows of the block that left the lane
  bool any_outside_ = false;
  std::vector<Value> values_;
  std::vector<NodeOutcome> outcomes_;
  IssueLog ignored_{0};
};

}  // namespace detail

PARINDEX_END_NAMESPACE
