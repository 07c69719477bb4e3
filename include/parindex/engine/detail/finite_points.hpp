// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <parindex/detail/issue_log.hpp>
#include <parindex/engine/detail/evaluate.hpp>
#include <parindex/rubric/detail/statistics.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Every value that a column can have, if these are at most `most`.
inline std::optional<std::vector<Cell>> cells_of(const ColumnSpec& spec, std::size_t most) {
  std::vector<Cell> cells;
  switch (spec.type) {
    case InputType::boolean: return std::vector{Cell(false), Cell(true)};
    case InputType::choice:
      for (const std::string& option : spec.options) cells.emplace_back(option);
      return cells;
    case InputType::date: return std::nullopt;
    case InputType::count:
    case InputType::number: break;
  }
  const std::optional<Rational> step = spec.type == InputType::count ? Rational(1) : spec.step;
  if (!step || !spec.min || !spec.max || spec.rounding) return std::nullopt;
  if ((*spec.max - *spec.min) / *step > Rational(most)) return std::nullopt;
  for (Rational value = *spec.min; value <= *spec.max; value += *step) cells.emplace_back(value);
  return cells;
}

/// Every combination of values of a leaf, if these are few.
class FiniteLeaf {
 public:
  FiniteLeaf(const PlanState& plan, const PlanNode& leaf) : plan_(plan), leaf_(leaf) {
    std::size_t all = 1;
    for (std::size_t i = 0; i < leaf.column_count; ++i) {
      auto cells = cells_of(plan.specs[leaf.first_column + i], most);
      if (!cells || cells->empty() || all * cells->size() > most) return;
      all *= cells->size();
      cells_.push_back(*std::move(cells));
    }
    is_finite_ = statistics_of(*leaf.node->rule).empty();
  }

  bool is_finite() const { return is_finite_; }

  /// Calls see(points) for every combination that has points, in each group.
  template <class See>
  void each(const See& see) const {
    if (plan_.groups.empty()) each_of("", no_group, see);
    for (const auto& [id, group] : plan_.groups) {
      if (exists(leaf_, group)) each_of(id, group, see);
    }
  }

 private:
  static constexpr std::size_t most = 1024;

  template <class See>
  void each_of(const std::string& id, std::size_t group, const See& see) const {
    std::vector<std::size_t> at(cells_.size(), 0);
    std::vector<Value> values;
    IssueLog ignored(0);
    IssueListener listener{ignored};
    const auto cell_at = [&](std::size_t column) -> const Cell& {
      const std::size_t i = column - leaf_.first_column;
      return cells_[i][at[i]];
    };
    for (;;) {
      const NodeOutcome found =
          evaluate_leaf(plan_, leaf_, group, cell_at, values, listener, {nullptr, id, nullptr});
      if (found.status == Status::ok) see(found.points);
      std::size_t i = 0;
      while (i < at.size() && ++at[i] == cells_[i].size()) at[i++] = 0;
      if (i == at.size()) return;
    }
  }

  const PlanState& plan_;
  const PlanNode& leaf_;
  std::vector<std::vector<Cell>> cells_;  // of each column
  bool is_finite_ = false;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
