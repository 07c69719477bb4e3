// SPDX-License-Identifier: MIT
#pragma once

#include <parindex/impl/batch.ipp>
#include <parindex/score.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// One value of the unit that is being scored, as a column of one row.
class RowValue final : public ColumnSource {
 public:
  RowValue(const double* value, ColumnType type, const std::vector<std::string>* options)
      : value_(value), type_(type), options_(options) {}

  std::size_t size() const override { return 1; }

  Cell at(std::size_t) const override {
    const double v = *value_;
    if (v != v) return Cell();
    if (type_ == ColumnType::choice) {
      const bool known = v >= 0 && v < static_cast<double>(options_->size()) &&
                         v == static_cast<double>(static_cast<std::size_t>(v));
      return known ? Cell((*options_)[static_cast<std::size_t>(v)]) : Cell(v);
    }
    return Cell(v);
  }

  const double* numbers(std::size_t, std::size_t, double*) const override { return value_; }
  const double* flags(std::size_t, std::size_t, double*) const override { return value_; }
  void positions(std::size_t, std::size_t, const std::vector<std::string>&,
                 double* buffer) const override {
    *buffer = *value_;
  }

 private:
  const double* value_;
  ColumnType type_;
  const std::vector<std::string>* options_;
};

inline Table row_table(const PlanState& plan, const std::vector<double>& values) {
  Table table;
  for (std::size_t i = 0; i < plan.columns.size(); ++i) {
    table.columns.push_back(Column::over(
        plan.columns[i].name,
        std::make_shared<RowValue>(&values[i], plan.columns[i].type, &plan.lanes.options[i])));
  }
  return table;
}

/// A table of one row whose values change: one unit is a batch of one.
struct RowScorerState {
  explicit RowScorerState(const Plan& plan)
      : values(plan.columns().size()), scores(plan, row_table(plan.state(), values)) {
    for (const Column& column : scores.table.columns) scores.columns.push_back(&column);
    choose_kept(scores, Keep::total);
    const Lanes& lanes = plan.state().lanes;
    fixed = lanes.fixed && floating_point_is_standard();
    if (fixed) scores.points.emplace_back(1, lanes.nodes[0].bound);
    // Wide vectors have nothing to do in a single row.
    scorer.emplace(scores, Simd::baseline, fixed);
  }

  std::vector<double> values;
  ScoresState scores;
  bool fixed = false;
  std::optional<BlockScorer> scorer;
  BlockResult result;
};

}  // namespace detail

PARINDEX_INLINE RowScorer::RowScorer(const Plan& plan)
    : state_(std::make_unique<detail::RowScorerState>(plan)) {}
PARINDEX_INLINE RowScorer::RowScorer(RowScorer&&) noexcept = default;
PARINDEX_INLINE RowScorer& RowScorer::operator=(RowScorer&&) noexcept = default;
PARINDEX_INLINE RowScorer::~RowScorer() = default;

PARINDEX_INLINE NodeResult RowScorer::score(std::span<const double> values) {
  if (values.size() != state_->values.size()) {
    throw Error("the plan reads " + std::to_string(state_->values.size()) + " values, not " +
                std::to_string(values.size()));
  }
  std::copy(values.begin(), values.end(), state_->values.begin());
  detail::BlockResult& result = state_->result;
  result.rows.clear();
  result.outcomes.clear();
  result.issues.clear();
  state_->scorer->run(0, 1, result);
  const detail::PlanState& plan = state_->scores.plan.state();
  // The total is the only node that is kept, whether the row left the lane or not.
  return detail::to_result(plan, result.rows.empty() ? state_->scores.outcome(0, 0)
                                                     : result.outcomes.front());
}

PARINDEX_INLINE const Issues& RowScorer::issues() const noexcept { return state_->result.issues; }

PARINDEX_END_NAMESPACE
