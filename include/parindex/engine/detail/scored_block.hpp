// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <limits>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <parindex/engine/detail/scores_access.hpp>
#include <parindex/engine/detail/scores_state.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Some rows of a column of `scores`, which it keeps.
class ColumnPart final : public ColumnSource {
 public:
  ColumnPart(const Scores& scores, const Column& whole, std::size_t begin, std::size_t count)
      : scores_(scores), whole_(whole), begin_(begin), count_(count) {}

  std::size_t size() const override { return count_; }
  Cell at(std::size_t row) const override { return whole_.at(begin_ + row); }
  const double* numbers(std::size_t begin, std::size_t count, double* buffer) const override {
    return whole_.source ? whole_.source->numbers(begin_ + begin, count, buffer)
                         : ColumnSource::numbers(begin, count, buffer);
  }
  const double* in_place(std::size_t begin) const override {
    return whole_.source ? whole_.source->in_place(begin_ + begin) : nullptr;
  }
  bool is_nan_missing() const override { return whole_.source && whole_.source->is_nan_missing(); }
  const double* flags(std::size_t begin, std::size_t count, double* buffer) const override {
    return whole_.source ? whole_.source->flags(begin_ + begin, count, buffer)
                         : ColumnSource::flags(begin, count, buffer);
  }
  void positions(std::size_t begin, std::size_t count, const std::vector<std::string>& options,
                 double* buffer) const override {
    if (whole_.source) {
      whole_.source->positions(begin_ + begin, count, options, buffer);
    } else {
      ColumnSource::positions(begin, count, options, buffer);
    }
  }

 private:
  const Scores scores_;
  const Column& whole_;
  const std::size_t begin_;
  const std::size_t count_;
};

/// The results of every node for the rows begin .. end of a table. If `scores` kept only some of
/// them, these rows are scored again as a block: node by node in rational numbers would take a
/// hundred times as long.
class ScoredBlock {
 public:
  /// `with_issues`: the rows are scored again in any case, to find all their
  /// issues, of which a table keeps only the first.
  ScoredBlock(const Scores& scores, std::size_t begin, std::size_t end, bool with_issues = false,
              unsigned threads = 1)
      : scores_(scores) {
    const ScoresState& whole = ScoresAccess::state(scores);
    if (begin == end) return;
    if (!with_issues && whole.kept_count == whole.kept.size()) return;
    begin_ = begin;
    Table table;
    for (std::size_t row = begin; row < end; ++row) table.units.push_back(whole.table.unit(row));
    if (!whole.table.groups.empty()) {
      const auto first = whole.table.groups.begin();
      table.groups.assign(first + static_cast<std::ptrdiff_t>(begin),
                          first + static_cast<std::ptrdiff_t>(end));
    }
    table.columns.reserve(whole.columns.size());  // `columns` points into it
    auto data = std::make_shared<ReadTable>(std::move(table));
    for (const Column* const column : whole.columns) {
      if (column != nullptr) {
        data->table.columns.push_back(Column::over(
            column->name, std::make_shared<ColumnPart>(scores, *column, begin, end - begin)));
      }
      data->columns.push_back(column == nullptr ? nullptr : &data->table.columns.back());
    }
    auto block = std::make_shared<ScoresState>(whole.plan, std::move(data));
    block->cohort = whole.cohort;
    // Otherwise the rows reported their issues before.
    const std::size_t issues = with_issues ? std::numeric_limits<std::size_t>::max() : 0;
    score_rows(*block, {.threads = threads, .issues = issues});
    scores_ = ScoresAccess::make(std::move(block));
  }

  const Scores& scores() const { return scores_; }
  /// The row of `scores()` that has the results of a row of the table.
  std::size_t row(std::size_t row) const { return row - begin_; }

 private:
  Scores scores_;
  std::size_t begin_ = 0;
};

/// The same results with those of every node kept.
inline Scores complete(const Scores& scores) {
  return ScoredBlock(scores, 0, scores.size(), false, 0).scores();
}

}  // namespace detail

PARINDEX_END_NAMESPACE
