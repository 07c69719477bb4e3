// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <memory>
#include <optional>
#include <unordered_set>

#include <parindex/analysis/detail/sentences.hpp>
#include <parindex/analysis/what_if.hpp>
#include <parindex/engine/detail/scores_access.hpp>
#include <parindex/results/detail/renamed_table.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// A column of an already scored result, or one that it lacks, with another value in one row.
class OtherValueColumn final : public ColumnSource {
 public:
  OtherValueColumn(Scores owner, const Column* column, std::size_t row, Cell value)
      : owner_(std::move(owner)), column_(column), row_(row), value_(std::move(value)) {}
  std::size_t size() const override { return owner_.size(); }
  Cell at(std::size_t row) const override {
    if (row == row_) return value_;
    return column_ != nullptr ? column_->at(row) : Cell();
  }

 private:
  Scores owner_;  // keeps the column alive
  const Column* column_;
  std::size_t row_;
  Cell value_;
};

/// Scores a table again with other values of one row.
class OtherValuesScorer {
 public:
  OtherValuesScorer(const Scores& scores, std::size_t row)
      : scores_(scores), state_(ScoresAccess::state(scores)), row_(row) {
    state_.check_row(row);
    options_.allow_missing_columns = true;
    options_.threads = state_.threads;
  }

  Checked<WhatIf> run(const OtherValues& values) {
    Issues wrong = read(values);
    const Scores after = scored_again();
    const Issues of_values = issues_of_values(after);
    if (has_errors(of_values)) wrong.insert(wrong.end(), of_values.begin(), of_values.end());
    if (!wrong.empty()) {
      return Checked<WhatIf>(std::move(wrong), sentence::the_values_cannot_be_scored);
    }
    return WhatIf{row_, changes(), compare(scores_, after)};
  }

 private:
  const std::vector<PlanColumn>& columns() const { return scores_.plan().columns(); }

  /// Takes the values by the columns of the plan. Issues of names are those of any table.
  Issues read(const OtherValues& values) {
    Table given;
    given.units = {scores_.unit(row_)};
    others_.resize(columns().size());
    for (const auto& [name, value] : values) {
      given.columns.emplace_back(name, std::vector<Cell>{value});
      for (std::size_t i = 0; i < columns().size(); ++i) {
        if (columns()[i].name == name && !others_[i]) others_[i] = value;
      }
    }
    const auto read = prepare(scores_.plan(), std::move(given), options_);
    return read ? Issues() : read.issues();
  }

  Scores scored_again() const {
    Table table;
    table.units = state_.table.units;
    table.groups = state_.table.groups;
    table.unranked = state_.table.unranked;
    std::unordered_set<std::string_view> changed;
    for (std::size_t i = 0; i < others_.size(); ++i) {
      if (!others_[i]) continue;
      changed.insert(columns()[i].name);
      table.columns.push_back(Column::over(
          columns()[i].name,
          std::make_shared<OtherValueColumn>(scores_, state_.columns[i], row_, *others_[i])));
    }
    for (const Column& column : state_.table.columns) {
      if (changed.contains(column.name)) continue;
      auto source = column.source;
      if (!source) source = std::make_shared<BorrowedColumn>(scores_, column);
      table.columns.push_back(Column::over(column.name, std::move(source)));
    }
    ScoreOptions options = options_;
    options.allow_unknown_columns = true;
    options.part = !state_.has_all_units;
    if (options.part) options.cohort = scores_.cohort();
    return score(scores_.plan(), std::move(table), options);
  }

  /// The issues of the columns with other values. The row is scored once more, alone, because the
  /// scores of a table keep a limited number of issues.
  Issues issues_of_values(const Scores& after) const {
    Table alone;
    alone.units = {scores_.unit(row_)};
    if (!state_.table.groups.empty()) alone.groups = {state_.table.groups[row_]};
    for (std::size_t i = 0; i < others_.size(); ++i) {
      alone.columns.emplace_back(
          columns()[i].name, std::vector<Cell>{others_[i] ? *others_[i] : state_.cell(row_, i)});
    }
    ScoreOptions options = options_;
    options.part = true;
    options.cohort = after.cohort();
    options.keep = Keep::total;
    const Scores scored = score(scores_.plan(), std::move(alone), options);
    Issues found;
    for (Issue issue : scored.issues()) {
      if (!is_other(issue.field)) continue;
      issue.row = row_ + 1;
      found.push_back(std::move(issue));
    }
    return found;
  }

  bool is_other(std::string_view name) const {
    for (std::size_t i = 0; i < others_.size(); ++i) {
      if (others_[i] && columns()[i].name == name) return true;
    }
    return false;
  }

  std::vector<ValueChange> changes() const {
    std::vector<ValueChange> made;
    for (std::size_t i = 0; i < others_.size(); ++i) {
      if (!others_[i]) continue;
      const PlanColumn& column = columns()[i];
      made.push_back({column.code, column.input, column.name, state_.cell(row_, i), *others_[i]});
    }
    return made;
  }

  const Scores& scores_;
  const ScoresState& state_;
  std::size_t row_;
  ScoreOptions options_;
  std::vector<std::optional<Cell>> others_;  // by column of the plan
};

}  // namespace detail

Checked<WhatIf> what_if(const Scores& scores, std::size_t row, const OtherValues& values) {
  return detail::OtherValuesScorer(scores, row).run(values);
}

PARINDEX_END_NAMESPACE
