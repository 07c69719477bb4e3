// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <type_traits>
#include <unordered_map>
#include <utility>
#include <vector>

#include <parindex/engine/detail/gates.hpp>
#include <parindex/engine/detail/pages.hpp>
#include <parindex/engine/detail/sentences.hpp>
#include <parindex/engine/score.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// The points of one kept node for every row, as whole numbers of 1/scale in 32 bits where they
/// fit and in 64 where not: half the memory is half the time of writing it. The memory is lent.
class PointsColumn {
 public:
  static constexpr std::int64_t none = std::numeric_limits<std::int64_t>::min();

  // One value below the range is taken by `none`.
  explicit PointsColumn(double bound) : narrow_(bound < std::numeric_limits<std::int32_t>::max()) {}

  std::size_t bytes(std::size_t rows) const {
    return rows * (narrow_ ? sizeof(std::int32_t) : sizeof(std::int64_t));
  }
  /// Takes its place at an address that suits both widths.
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

struct ScoresState {
  ScoresState(Plan scored_by, Table scored)
      : plan(std::move(scored_by)), table(std::move(scored)), rows(table.rows()) {}
  // `columns` points into `table`.
  ScoresState(const ScoresState&) = delete;
  ScoresState& operator=(const ScoresState&) = delete;

  static constexpr std::size_t not_kept = std::numeric_limits<std::size_t>::max();

  Plan plan;
  Table table;
  std::size_t rows;
  bool has_all_units = false;          // statistics are about the units of this table
  std::vector<std::size_t> groups;     // positions, one per row, when the rubric declares any
  std::vector<const Column*> columns;  // one per plan column; nullptr: all values are missing
  std::vector<std::size_t> kept;       // node -> position among the kept nodes, or not_kept
  std::size_t kept_count = 0;
  // Kept nodes of the fixed lane have a column each; of the others `dense` has every row. Where
  // a node has neither, the position is not_kept.
  std::vector<std::size_t> column_of;
  std::vector<PointsColumn> points;
  Pages<std::byte> points_memory;  // of all of these
  std::vector<std::size_t> dense_of;
  std::size_t dense_count = 0;
  std::vector<NodeOutcome> dense;
  // Rows in which a value left its lane: their numbers in order, and for each the outcome of every
  // kept node.
  std::vector<std::size_t> exact_rows;
  std::vector<NodeOutcome> exact_outcomes;
  std::shared_ptr<const CohortState> cohort;  // nullptr: no leaf asks, or the others are not there
  Issues issues;
  std::unordered_map<std::string_view, std::size_t> row_of;  // unit -> row, when units have names

  /// Throws Error for a row that is not there.
  void check_row(std::size_t row) const {
    if (row < rows) return;
    throw Error(
        say(sentence::no_row_at_position_the_table_has, std::to_string(row), std::to_string(rows)));
  }

  /// The issues of a row. They are in row order, and count rows from 1; the last may be of none.
  std::span<const Issue> issues_of(std::size_t row) const {
    const bool has_rest = !issues.empty() && issues.back().row == 0;
    const std::span<const Issue> all = std::span(issues).first(issues.size() - (has_rest ? 1 : 0));
    const auto own = std::ranges::equal_range(all, row + 1, {}, &Issue::row);
    return {own.begin(), own.end()};
  }

  UnitContext unit(std::size_t row) const {
    return {cohort.get(), table.groups.empty() ? std::string_view() : table.groups[row]};
  }
  /// The position of the group of a row, or `no_group`.
  std::size_t group(std::size_t row) const { return groups.empty() ? no_group : groups[row]; }

  /// Looks the groups up again: after the table has changed.
  void find_groups() {
    const auto& declared = plan.state().groups;
    if (declared.empty()) return;
    groups.assign(rows, no_group);
    for (std::size_t row = 0; row < table.groups.size(); ++row) {
      const auto found = declared.find(table.groups[row]);
      if (found != declared.end()) groups[row] = found->second;
    }
  }
  /// The unit has no group although it must have one.
  bool lacks_group(std::size_t row) const { return !groups.empty() && groups[row] == no_group; }

  Cell cell(std::size_t row, std::size_t column) const {
    const Column* source = columns[column];
    return source ? source->at(row) : Cell();
  }

  /// The points of this node are in a column, for all rows that did not leave the fixed lane.
  bool in_columns(std::size_t position) const {
    return kept[position] != not_kept && column_of[position] != not_kept;
  }
  /// Points as the fixed lane holds them, in 1/scale of the node; nothing for a row that has none
  /// or left the lane.
  std::optional<std::int64_t> scaled(std::size_t row, std::size_t position) const {
    if (!in_columns(position)) return std::nullopt;
    const std::int64_t found = points[column_of[position]].at(row);
    return found != PointsColumn::none ? std::optional(found) : std::nullopt;
  }

  /// Throws Error for a row or a node that is not there.
  void require(std::size_t row, std::size_t position) const {
    check_row(row);
    if (position >= plan.size()) plan.node(position);  // throws
  }
  bool is_kept(std::size_t position) const { return kept[position] != not_kept; }

  /// The outcome of a node that was kept. It lacks the points before rounding where the fixed lane
  /// holds it.
  NodeOutcome kept_outcome(std::size_t row, std::size_t position) const {
    if (const auto found = scaled(row, position)) return whole(position, *found);
    if (dense_of[position] != not_kept) {
      const NodeOutcome& found = dense[row * dense_count + dense_of[position]];
      if (found.status != Status::error) return found;  // a failed row is among the exact ones
    }
    const auto found = std::lower_bound(exact_rows.begin(), exact_rows.end(), row);
    const auto index = static_cast<std::size_t>(found - exact_rows.begin());
    return exact_outcomes[index * kept_count + kept[position]];
  }

  /// The status of the total, which is always kept.
  Status status(std::size_t row) const {
    require(row, 0);
    return scaled(row, 0) ? Status::ok : kept_outcome(row, 0).status;
  }

  /// Points that the fixed lane holds as a whole number.
  NodeOutcome whole(std::size_t position, std::int64_t value) const {
    const FixedNode& fixed = plan.state().lanes.nodes[position];
    NodeOutcome result;
    result.status = Status::ok;
    result.points = Rational::ratio(value, static_cast<std::int64_t>(fixed.scale));
    result.max = fixed.full_max;
    return result;
  }
};

/// Scores every row of the table. In engine/impl/batch.ipp, compiled apart: its loops take the
/// longest.
void score_rows(ScoresState& scores, const ScoreOptions& options);

}  // namespace detail

PARINDEX_END_NAMESPACE
