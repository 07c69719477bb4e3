// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <parindex/engine/detail/gates.hpp>
#include <parindex/engine/detail/left_out.hpp>
#include <parindex/engine/detail/pages.hpp>
#include <parindex/engine/detail/sentences.hpp>
#include <parindex/engine/detail/unit_index.hpp>
#include <parindex/engine/score.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// The points of one kept node for every row, as whole multiples of 1/scale: in 32 bits if they
/// fit, otherwise in 64. Half the memory takes half the time to write. It does not own the memory.
class PointsColumn {
 public:
  static constexpr std::int64_t none = std::numeric_limits<std::int64_t>::min();

  // One value below the range is reserved for `none`.
  explicit PointsColumn(double bound) : narrow_(bound < std::numeric_limits<std::int32_t>::max()) {}

  std::size_t bytes(std::size_t rows) const {
    return rows * (narrow_ ? sizeof(std::int32_t) : sizeof(std::int64_t));
  }
  /// Takes its memory at an address that is aligned for both widths.
  void place(std::byte* memory) {
    if (narrow_) {
      small_ = reinterpret_cast<std::int32_t*>(memory);
    } else {
      large_ = reinterpret_cast<std::int64_t*>(memory);
    }
  }

  std::int64_t at(std::size_t row) const {
    if (!narrow_) return large_[row];
    return small_[row] == small_none ? none : small_[row];
  }
  void set_none(std::size_t row) {
    if (narrow_) {
      small_[row] = small_none;
    } else {
      large_[row] = none;
    }
  }
  /// Stores whole numbers.
  template <class Number>
  void store(std::size_t begin, const Number* values, std::size_t count) {
    if (narrow_) {
      std::int32_t* const to = small_ + begin;
      if constexpr (std::is_same_v<Number, std::int32_t>) {
        std::memcpy(to, values, count * sizeof *to);
      } else {
        for (std::size_t i = 0; i < count; ++i) to[i] = static_cast<std::int32_t>(values[i]);
      }
    } else {
      std::int64_t* const to = large_ + begin;
      for (std::size_t i = 0; i < count; ++i) to[i] = static_cast<std::int64_t>(values[i]);
    }
  }

 private:
  static constexpr std::int32_t small_none = std::numeric_limits<std::int32_t>::min();
  bool narrow_;
  std::int32_t* small_ = nullptr;
  std::int64_t* large_ = nullptr;
};

/// The class by quota of every row, by node, each found once: it depends on all units, and
/// explaining every unit must not compare all of them every time.
class QuotaCache {
 public:
  using Bands = std::vector<std::optional<std::size_t>>;

  /// `find()` gives the positions of the classes. Several threads may call it.
  template <class Find>
  const Bands& at(std::size_t node, const Find& find) {
    const std::lock_guard lock(mutex_);
    const auto known = bands_.find(node);
    return known != bands_.end() ? known->second : bands_.emplace(node, find()).first->second;
  }

  void forget() { bands_.clear(); }

 private:
  std::mutex mutex_;
  std::map<std::size_t, Bands> bands_;
};

/// A table, and what reading it has found: several scores may share them.
struct ReadTable {
  explicit ReadTable(Table read) : table(std::move(read)) {}
  // `columns` and `row_of` point into `table`.
  ReadTable(const ReadTable&) = delete;
  ReadTable& operator=(const ReadTable&) = delete;

  Table table;
  std::vector<const Column*> columns;  // one per plan column; nullptr: all values are missing
  UnitIndex row_of;                    // if units have names
};

struct ScoresState {
  ScoresState(Plan scored_by, std::shared_ptr<const ReadTable> scored)
      : plan(std::move(scored_by)),
        data(std::move(scored)),
        table(data->table),
        columns(data->columns),
        rows(table.rows()) {}
  ScoresState(const ScoresState&) = delete;
  ScoresState& operator=(const ScoresState&) = delete;

  static constexpr std::size_t not_kept = std::numeric_limits<std::size_t>::max();

  Plan plan;
  std::shared_ptr<const ReadTable> data;
  const Table& table;
  const std::vector<const Column*>& columns;
  std::size_t rows;
  unsigned threads = 0;             // at most, 0: all of the processor
  bool has_all_units = false;       // statistics are over the units of this table
  std::vector<std::size_t> groups;  // positions, one per row, if the rubric has groups
  std::vector<std::size_t> kept;    // node -> position among the kept nodes, or not_kept
  std::size_t kept_count = 0;
  // Kept nodes of the fixed lane have one column each; for the other kept nodes, `dense` has every
  // row. For a node with neither, the position is not_kept.
  std::vector<std::size_t> column_of;
  std::vector<PointsColumn> points;
  Pages<std::byte> points_memory;  // of all these columns
  LeftOutRows left_out;
  std::vector<std::size_t> dense_of;
  std::size_t dense_count = 0;
  std::vector<NodeOutcome> dense;
  // Rows in which a value left its lane: their numbers in order, and the outcome of every kept node
  // for each.
  std::vector<std::size_t> exact_rows;
  std::vector<NodeOutcome> exact_outcomes;
  std::shared_ptr<const CohortState> cohort;  // nullptr: no leaf needs it, or no other units
  Issues issues;
  mutable QuotaCache quotas;

  /// Throws Error for an unknown row.
  void check_row(std::size_t row) const {
    if (row < rows) return;
    throw Error(
        say(sentence::no_row_at_position_the_table_has, std::to_string(row), std::to_string(rows)));
  }

  /// The issues of a row. All issues are in row order and count rows from 1; the last may have no
  /// row.
  std::span<const Issue> issues_of(std::size_t row) const {
    const bool has_rest = !issues.empty() && issues.back().row == 0;
    const std::span<const Issue> all = std::span(issues).first(issues.size() - (has_rest ? 1 : 0));
    const auto first = std::partition_point(all.begin(), all.end(),
                                            [&](const Issue& one) { return one.row <= row; });
    const auto last = std::partition_point(first, all.end(),
                                           [&](const Issue& one) { return one.row == row + 1; });
    return {first, last};
  }

  UnitContext unit(std::size_t row) const {
    return {cohort.get(), table.groups.empty() ? std::string_view() : table.groups[row]};
  }
  /// The position of the group of a row, or `no_group`.
  std::size_t group(std::size_t row) const { return groups.empty() ? no_group : groups[row]; }

  /// Finds the groups again after the table has changed.
  void find_groups() {
    quotas.forget();
    const auto& declared = plan.state().groups;
    if (declared.empty()) return;
    groups.assign(rows, no_group);
    for (std::size_t row = 0; row < table.groups.size(); ++row) {
      const auto found = declared.find(table.groups[row]);
      if (found != declared.end()) groups[row] = found->second;
    }
  }
  /// Whether the unit has no group although it must have one.
  bool lacks_group(std::size_t row) const { return !groups.empty() && groups[row] == no_group; }

  Cell cell(std::size_t row, std::size_t column) const {
    const Column* source = columns[column];
    return source ? source->at(row) : Cell();
  }

  /// Whether the points of this node are in a column, for all rows that did not leave the fixed
  /// lane.
  bool in_columns(std::size_t position) const {
    return kept[position] != not_kept && column_of[position] != not_kept;
  }
  /// Points in 1/scale of the node, as the fixed lane stores them, if its whole maximum applies.
  /// Nothing for any other row.
  std::optional<std::int64_t> scaled(std::size_t row, std::size_t position) const {
    if (!in_columns(position)) return std::nullopt;
    const std::size_t column = column_of[position];
    const std::int64_t found = points[column].at(row);
    if (found == PointsColumn::none || left_out.at(row, column) != 0) return std::nullopt;
    return found;
  }

  /// Throws Error for an unknown row or node.
  void require(std::size_t row, std::size_t position) const {
    check_row(row);
    if (position >= plan.size()) plan.node(position);  // throws
  }
  bool is_kept(std::size_t position) const { return kept[position] != not_kept; }

  /// The outcome of a kept node. It lacks the points before rounding if the fixed lane stores it.
  NodeOutcome kept_outcome(std::size_t row, std::size_t position) const {
    const std::size_t column = column_of[position];
    if (column != not_kept) {
      const std::int64_t value = points[column].at(row);
      if (value != PointsColumn::none) return whole(position, value, left_out.at(row, column));
    } else if (dense_of[position] != not_kept) {
      const NodeOutcome& found = dense[row * dense_count + dense_of[position]];
      if (found.status != Status::error) return found;  // or the row left the fixed lane
    }
    const auto found = std::lower_bound(exact_rows.begin(), exact_rows.end(), row);
    if (found != exact_rows.end() && *found == row) {
      const auto index = static_cast<std::size_t>(found - exact_rows.begin());
      return exact_outcomes[index * kept_count + kept[position]];
    }
    if (column == not_kept) return {};
    return is_all(position, left_out.at(row, column)) ? excluded_outcome() : NodeOutcome();
  }

  /// The status of the total, which is always kept.
  Status status(std::size_t row) const {
    require(row, 0);
    return scaled(row, 0) ? Status::ok : kept_outcome(row, 0).status;
  }

  /// Whether the whole maximum of a node is left out.
  bool is_all(std::size_t position, std::int32_t without) const {
    return without != 0 && without == plan.state().lanes.nodes[position].full;
  }

  /// Points that the fixed lane stores as a whole number, and what is left out of the maximum.
  NodeOutcome whole(std::size_t position, std::int64_t value, std::int32_t without) const {
    const FixedNode& fixed = plan.state().lanes.nodes[position];
    NodeOutcome result;
    result.status = Status::ok;
    result.points = Rational::ratio(value, static_cast<std::int64_t>(fixed.scale));
    result.max = without == 0 ? fixed.full_max
                              : Rational::ratio(fixed.full - without, plan.state().lanes.max_scale);
    return result;
  }
};

/// Scores every row of the table. It is in engine/impl/batch.ipp, which is compiled separately
/// because its loops take the longest to compile.
void score_rows(ScoresState& scores, const ScoreOptions& options);

}  // namespace detail

PARINDEX_END_NAMESPACE
