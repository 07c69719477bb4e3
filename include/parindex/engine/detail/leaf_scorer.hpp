// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <tuple>
#include <utility>
#include <vector>

#include <parindex/detail/issue_log.hpp>
#include <parindex/engine/detail/evaluate.hpp>
#include <parindex/engine/detail/prepared_column.hpp>
#include <parindex/engine/detail/read_values.hpp>
#include <parindex/engine/detail/scores_state.hpp>
#include <parindex/engine/fixed/block_sums.hpp>
#include <parindex/engine/fixed/kernel.hpp>
#include <parindex/engine/fixed/known_points.hpp>
#include <parindex/stop.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Scores the leaves of the fixed lane, one leaf and one block of rows at a time. If the loops
/// leave a value, only this value goes to the exact engine. Its row stays in the lane: with points,
/// without the leaf, or in error. Rows that cannot stay are marked.
class LeafScorer {
 public:
  /// A row in which a leaf has an error.
  struct Failure {
    std::size_t row;  // within the block
    std::size_t position;
    const Issues* issues;  // of a single absent value; nullptr: not yet known

    friend bool operator<(const Failure& a, const Failure& b) {
      return std::tie(a.row, a.position) < std::tie(b.row, b.position);
    }
  };

  /// `room`: rows of a block.
  LeafScorer(ScoresState& scores, Simd simd, std::size_t room)
      : scores_(scores), plan_(scores.plan.state()), kernel_(kernel_for(simd)), room_(room) {
    for (const Column* const column : scores.columns) {
      prepared_.push_back(column ? PreparedColumn::of(*column) : nullptr);
    }
    std::size_t columns = 0;
    for (const PlanNode& node : plan_.nodes) columns = std::max(columns, node.column_count);
    buffers_.resize(columns * room_);
    inputs_.resize(columns + 1);
    shifted_.resize(std::max<std::size_t>(columns, 2));
    outside_.resize(room_);
    flags_.resize(room_);
    known_.resize(plan_.lanes.leaves.size());
    group_ids_.resize(scores.groups.empty() ? 0 : room_);
    for (const FixedLeaf& leaf : plan_.lanes.leaves) {
      const bool any = leaf.kind == FixedKind::known;
      seen_.emplace_back(any ? key_width(plan_.nodes[leaf.node]) : 0);
    }
  }

  const Kernel& kernel() const { return kernel_; }

  /// Begins a block.
  void start(std::size_t begin, std::size_t count) {
    begin_ = begin;
    count_ = count;
    any_outside_ = false;
    std::fill_n(outside_.begin(), count, std::uint8_t{0});
    failures_.clear();
    for (std::size_t i = 0; !scores_.groups.empty() && i < count; ++i) {
      if (scores_.lacks_group(begin + i)) leave(i);
      group_ids_[i] = static_cast<double>(scores_.group(begin + i));
    }
  }

  /// Marks a row that is to be scored exactly as a whole.
  void leave(std::size_t row) {
    outside_[row] = 1;
    any_outside_ = true;
  }
  bool is_outside(std::size_t row) const { return outside_[row] != 0; }
  bool any_outside() const { return any_outside_; }
  /// The errors of the block so far.
  std::vector<Failure>& failures() { return failures_; }
  /// The rows of the block that do not have the leaf that was scored last.
  std::span<const std::uint32_t> left_out() const { return left_out_; }

  /// Whether this is a leaf of a quick loop.
  bool is_quick_leaf(std::size_t position) const {
    return plan_.nodes[position].children.empty() && leaf_at(position).quick.on;
  }

  /// A column of yes and no in the rows of the block: 1, 0, or NaN.
  const double* flags(std::size_t column) { return read(column, begin_, count_, flags_.data()); }

  /// The points of a leaf.
  void run(std::size_t position, BlockSums& points) {
    left_out_.clear();
    if (is_quick_leaf(position)) {
      points.clear(true, count_);
      add_quickly(position, 1, points);
    } else {
      points.clear(false, count_);
      run_carefully(position, 0, count_, points.wide.data());
    }
  }

  /// Adds the points of a quick leaf to narrow sums.
  void add_quickly(std::size_t position, double weight, BlockSums& sums) {
    left_out_.clear();
    stop_point(count_);
    const PlanNode& node = plan_.nodes[position];
    if (const PreparedColumn* const column = prepared_[node.first_column]) {
      if (const PreparedLeaf* const leaf = column->leaf()) {
        return add_prepared(position, *column, *leaf, wrap_u32(weight), sums);
      }
    }
    const double* const values = read(node.first_column, begin_, count_, buffers_.data());
    const QuickSink sink{sums.narrow.data(), wrap_u32(weight),
                         next_column(node.first_column + 1, values)};
    const std::size_t whole = count_ / quick_rows * quick_rows;
    const std::uint32_t left = kernel_.quick(leaf_at(position), values, whole, sink);
    for (std::size_t chunk = 0; left >> chunk != 0; ++chunk) {
      if ((left >> chunk & 1) == 0) continue;
      const std::size_t first = chunk * chunk_rows;
      add_carefully(position, first, std::min(chunk_rows, whole - first), sink);
    }
    if (whole < count_) add_carefully(position, whole, count_ - whole, sink);
  }

 private:
  /// Rows whose values are fetched while as many of another leaf are scored.
  static constexpr std::size_t fetched_rows = 256;
  /// The outcome of a leaf for a value that the loops leave.
  struct Outcome {
    enum class State { unknown, points, left_out, failed, outside };
    State state = State::unknown;
    double points = 0;  // whole, in the scale of the leaf
    const Issues* issues = nullptr;
  };
  using State = Outcome::State;
  /// What the policy of a leaf says about a kind of no-value.
  struct Known {
    Outcome outcome;
    Issues issues;
  };

  /// Adds the points of a quick leaf whose values are codes.
  void add_prepared(std::size_t position, const PreparedColumn& column, const PreparedLeaf& leaf,
                    std::uint32_t weight, BlockSums& sums) {
    for (std::size_t first = 0; first < count_;) {
      const std::span<const std::int16_t> codes = column.codes(begin_ + first);
      const std::size_t rows = std::min({chunk_rows, count_ - first, codes.size()});
      if (leaf.knows(begin_ + first, rows)) {
        kernel_.prepared(leaf, leaf_at(position), codes.data(), rows,
                         {sums.narrow.data() + first, weight, nullptr});
      } else {
        add_carefully(position, first, rows, {sums.narrow.data(), weight, nullptr});
      }
      first += rows;
    }
  }

  const FixedLeaf& leaf_at(std::size_t position) const {
    return plan_.lanes.leaves[plan_.lanes.leaf_of[position]];
  }

  /// Adds the points of a quick leaf in the rows of a block that the quick loops left.
  void add_carefully(std::size_t position, std::size_t first, std::size_t rows,
                     const QuickSink& sink) {
    careful_points_.resize(chunk_rows);
    run_carefully(position, first, rows, careful_points_.data());
    for (std::size_t i = first; i < first + rows; ++i) {
      const std::uint32_t more = wrap_u32(careful_points_[i - first]) * sink.weight;
      sink.sum[i] = static_cast<std::int32_t>(static_cast<std::uint32_t>(sink.sum[i]) + more);
    }
  }

  /// The points of a leaf in the rows first .. first + rows of the block, 0 where it has none.
  void run_carefully(std::size_t position, std::size_t first, std::size_t rows, double* points) {
    const FixedLeaf& leaf = leaf_at(position);
    const PlanNode& node = plan_.nodes[position];
    stop_point(10 * rows * node.column_count);
    for (std::size_t i = 0; i < node.column_count; ++i) {
      inputs_[i] = read(node.first_column + i, begin_ + first, rows, &buffers_[i * room_]);
    }
    bool any = false;
    if (leaf.kind == FixedKind::known) {
      if (!group_ids_.empty()) inputs_[node.column_count] = &group_ids_[first];
      any = seen_of(position).find(inputs_.data(), rows, points);
    } else if (leaf.kind == FixedKind::by_group) {
      any = run_by_group(leaf, node.column_count, first, rows, points);
    } else {
      for (std::size_t at = 0; at < rows; at += fetched_rows) {
        const std::size_t some = std::min(fetched_rows, rows - at);
        if (some == fetched_rows) fetch_after(node, first + at);
        any |= run_loop(leaf, node.column_count, at, some, points + at);
      }
    }
    for (std::size_t i = 0; !node.exists_for.empty() && i < rows; ++i) {
      if (exists(node, scores_.group(begin_ + first + i))) continue;
      points[i] = not_fixed;
      any = true;
    }
    if (any) repair(position, first, rows, points);
  }

  /// The loop of a leaf over `rows` of its values, from `at` on.
  bool run_loop(const FixedLeaf& leaf, std::size_t columns, std::size_t at, std::size_t rows,
                double* points) {
    // The kernel needs the numerator before the denominator; the rubric declares them in any order.
    if (leaf.is_quotient()) {
      shifted_[0] = inputs_[leaf.numerator] + at;
      shifted_[1] = inputs_[leaf.denominator] + at;
    } else {
      for (std::size_t i = 0; i < columns; ++i) shifted_[i] = inputs_[i] + at;
    }
    return kernel_.leaf(leaf, shifted_.data(), rows, points);
  }

  /// Fetches rows of the columns that are read after those of a leaf: processors do not foresee
  /// where a new column begins.
  void fetch_after(const PlanNode& leaf, std::size_t first) const {
    constexpr std::size_t line = 64 / sizeof(double);
    const std::size_t begin = leaf.first_column + leaf.column_count;
    for (std::size_t i = 0; i < leaf.column_count; ++i) {
      const double* const at = next_column(begin + i, nullptr);
      for (std::size_t row = first; at && row < first + fetched_rows; row += line) {
        PARINDEX_PREFETCH(at + row);
      }
    }
  }

  /// Every case over all rows; each row takes the points of its own case.
  bool run_by_group(const FixedLeaf& leaf, std::size_t columns, std::size_t first, std::size_t rows,
                    double* points) {
    of_cases_.resize(leaf.cases.size() * rows);
    for (std::size_t k = 0; k < leaf.cases.size(); ++k) {
      run_loop(leaf.cases[k], columns, 0, rows, &of_cases_[k * rows]);
    }
    bool any = false;
    for (std::size_t i = 0; i < rows; ++i) {
      // A row without a group is outside the lane, whatever it has here.
      const std::size_t group = scores_.group(begin_ + first + i);
      const std::size_t k = group < leaf.case_of.size() ? leaf.case_of[group] : 0;
      points[i] = of_cases_[k * rows + i] * leaf.cases[k].times;
      any |= points[i] != points[i];
    }
    return any;
  }

  /// The numbers that the points of a leaf of this kind depend on: its values and the group.
  std::size_t key_width(const PlanNode& leaf) const {
    return leaf.column_count + (group_ids_.empty() ? 0 : 1);
  }
  KnownPoints& seen_of(std::size_t position) { return seen_[plan_.lanes.leaf_of[position]]; }

  // The address of the values of the next column, if it is read in place.
  const double* next_column(std::size_t column, const double* otherwise) const {
    if (column >= plan_.columns.size() || !scores_.columns[column]) return otherwise;
    const auto& source = scores_.columns[column]->source;
    const double* const at = source ? source->in_place(begin_) : nullptr;
    return at ? at : otherwise;
  }

  const double* read(std::size_t column, std::size_t begin, std::size_t count,
                     double* buffer) const {
    const Column* const from = scores_.columns[column];
    const InputType type = plan_.columns[column].type;
    if (!from || type == InputType::date) {
      std::fill_n(buffer, count, not_fixed);
      return buffer;
    }
    return read_values(*from, type, plan_.specs[column].options, begin, count, buffer);
  }

  /// Scores the values that the loops left, one by one.
  void repair(std::size_t position, std::size_t first, std::size_t rows, double* points) {
    const bool is_known = leaf_at(position).kind == FixedKind::known;
    for (std::size_t i = 0; i < rows; ++i) {
      if (std::isfinite(points[i])) continue;
      const bool was_left_out = points[i] == KnownPoints::is_left_out;
      points[i] = 0;
      const std::size_t row = first + i;
      if (outside_[row]) continue;
      const auto none = was_left_out ? std::nullopt : no_value(position, row, i);
      const Outcome outcome = was_left_out ? Outcome{State::left_out}
                              : none       ? outcome_without_value(position, row, *none)
                              : is_known   ? known_or_evaluated(position, row, i)
                                           : evaluated(position, row);
      switch (outcome.state) {
        case State::points: points[i] = outcome.points; break;
        case State::left_out: left_out_.push_back(static_cast<std::uint32_t>(row)); break;
        case State::failed: failures_.push_back({row, position, outcome.issues}); break;
        case State::unknown:
        case State::outside: leave(row); break;
      }
    }
  }

  /// The kind of no-value of a leaf, if all its other values are valid; nothing if this is not
  /// certain. `i` is the row among `inputs_`.
  std::optional<NoValue> no_value(std::size_t position, std::size_t row, std::size_t i) const {
    const PlanNode& node = plan_.nodes[position];
    const std::size_t group = scores_.group(begin_ + row);
    const FixedLeaf& leaf = leaf_at(position).of_group(group);
    const bool there = exists(node, group);
    std::optional<NoValue> found;
    for (std::size_t c = 0; c < node.column_count; ++c) {
      const double value = inputs_[c][i];
      // A leaf that the group does not have must have no values.
      if (there && accepts(leaf, c, value)) continue;
      if (value == value) return std::nullopt;
      const auto kind = no_value_of_cell(node.first_column + c, row);
      if (!kind) return std::nullopt;
      found = found ? no_value_among(std::array{found, kind}) : kind;
    }
    return found;
  }

  std::optional<NoValue> no_value_of_cell(std::size_t column, std::size_t row) const {
    const Column* const from = scores_.columns[column];
    if (!from) return NoValue::missing;
    // NaN as the position of a choice may also be an unknown option; dates are not read here.
    const InputType type = plan_.columns[column].type;
    const bool sure = type != InputType::choice && type != InputType::date;
    if (from->source && sure && from->source->is_nan_missing()) return NoValue::missing;
    return no_value_of(plan_.markers, plan_.specs[column], from->at(begin_ + row));
  }

  /// Whether one of several values of a leaf is valid; false if the loops alone do not know.
  static bool accepts(const FixedLeaf& leaf, std::size_t column, double value) {
    if (leaf.kind == FixedKind::items) return value == 0 || value == 1;
    if (!leaf.is_quotient()) return false;
    const FixedInput& in = column == leaf.numerator ? leaf.first : leaf.second;
    return value >= in.low && value <= in.high && (!in.whole || std::trunc(value) == value);
  }

  /// What the policy of a leaf says about a kind of no-value, found once.
  Outcome outcome_without_value(std::size_t position, std::size_t row, NoValue kind) {
    const PlanNode& node = plan_.nodes[position];
    if (!exists(node, scores_.group(begin_ + row))) return checked({State::left_out});
    Known& known = known_[plan_.lanes.leaf_of[position]][static_cast<std::size_t>(kind)];
    if (known.outcome.state == State::unknown) {
      values_.assign(1, {});
      values_[0].none = kind;
      IssueLog found(no_limit);
      IssueListener listener{found};
      known.outcome = outcome_of(position, evaluate_no_value(plan_, node, values_, listener));
      known.issues = found.take();
      // With several values, the issues depend on which of them are absent.
      if (node.column_count == 1) known.outcome.issues = &known.issues;
    }
    return known.outcome;
  }

  /// The outcome for values that an earlier row of the block may have had.
  Outcome known_or_evaluated(std::size_t position, std::size_t row, std::size_t i) {
    KnownPoints& seen = seen_of(position);
    const bool there = exists(plan_.nodes[position], scores_.group(begin_ + row));
    const double points = there ? seen.find_row(inputs_.data(), i) : not_fixed;
    if (points == KnownPoints::is_left_out) return {State::left_out};
    if (points == points) return {State::points, points};
    const Outcome found = evaluated(position, row);
    if (there && found.state == State::points) seen.add(inputs_.data(), i, found.points);
    if (there && found.state == State::left_out) {
      seen.add(inputs_.data(), i, KnownPoints::is_left_out);
    }
    return found;
  }

  Outcome evaluated(std::size_t position, std::size_t row) {
    const auto cell_at = [&](std::size_t column) { return scores_.cell(begin_ + row, column); };
    IssueListener listener{ignored_};
    const NodeOutcome found =
        evaluate_leaf(plan_, plan_.nodes[position], scores_.group(begin_ + row), cell_at, values_,
                      listener, scores_.unit(begin_ + row));
    // An issue of a leaf with points is reported with its row.
    const bool tells = !ignored_.empty() && found.status != Status::error;
    ignored_.clear();
    return tells ? Outcome{State::outside} : outcome_of(position, found);
  }

  /// Converts an outcome of the exact engine to the fixed lane.
  Outcome outcome_of(std::size_t position, const NodeOutcome& found) const {
    if (found.status == Status::error) return {State::failed};
    if (found.status == Status::excluded) return checked({State::left_out});
    if (found.status != Status::ok) return {State::outside};
    const auto points = scaled_points(plan_.lanes.nodes[position], found.points);
    return points ? Outcome{State::points, *points} : Outcome{State::outside};
  }

  /// Without a common denominator of the maxima, a row that lacks a leaf leaves the lane.
  Outcome checked(Outcome outcome) const {
    return plan_.lanes.max_scale != 0 ? outcome : Outcome{State::outside};
  }

  ScoresState& scores_;
  const PlanState& plan_;
  const Kernel kernel_;
  const std::size_t room_;
  std::size_t begin_ = 0;  // of the block
  std::size_t count_ = 0;
  std::vector<double> careful_points_;  // a chunk that the quick loops left
  std::vector<double> of_cases_;        // points of the rows in each case
  std::vector<double> buffers_;         // columns that had to be converted
  std::vector<const double*> inputs_;
  std::vector<const double*> shifted_;  // inputs_ from a row on
  std::vector<double> flags_;
  std::vector<std::uint8_t> outside_;  // rows of the block that left the lane
  bool any_outside_ = false;
  std::vector<Failure> failures_;
  std::vector<std::uint32_t> left_out_;
  std::vector<std::array<Known, no_value_kinds>> known_;  // by leaf of the lanes
  std::vector<KnownPoints> seen_;                         // likewise
  std::vector<const PreparedColumn*> prepared_;           // by column; nullptr: it is not
  std::vector<double> group_ids_;                         // of the rows, if the rubric has groups
  std::vector<Value> values_;
  IssueLog ignored_{0};
};

}  // namespace detail

PARINDEX_END_NAMESPACE
