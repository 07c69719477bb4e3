// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>

#include <parindex/detail/date.hpp>
#include <parindex/engine/detail/sentences.hpp>
#include <parindex/engine/fixed/row_leaves.hpp>
#include <parindex/engine/score.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// One value of the unit that is being scored, as a column of one row.
class RowValue final : public ColumnSource {
 public:
  RowValue(const double* value, InputType type, const std::vector<std::string>* options)
      : value_(value), type_(type), options_(options) {}

  std::size_t size() const override { return 1; }

  Cell at(std::size_t) const override {
    const double v = *value_;
    if (v != v) return Cell();
    if (type_ == InputType::choice) {
      const bool known = v >= 0 && v < static_cast<double>(options_->size()) &&
                         v == static_cast<double>(static_cast<std::size_t>(v));
      return known ? Cell((*options_)[static_cast<std::size_t>(v)]) : Cell(v);
    }
    if (type_ == InputType::date && v == std::trunc(v) && std::fabs(v) < 1e7) {
      return Cell(iso_date(static_cast<std::int64_t>(v)));
    }
    return Cell(v);
  }

  const double* numbers(std::size_t, std::size_t, double*) const override { return value_; }
  bool is_nan_missing() const override { return true; }
  const double* flags(std::size_t, std::size_t, double*) const override { return value_; }
  void positions(std::size_t, std::size_t, const std::vector<std::string>&,
                 double* buffer) const override {
    *buffer = *value_;
  }

 private:
  const double* value_;
  InputType type_;
  const std::vector<std::string>* options_;
};

inline Table row_table(const PlanState& plan, const std::vector<double>& values) {
  Table table;
  table.units.assign(1, "1");  // without inputs there is no column to determine the length
  for (std::size_t i = 0; i < plan.columns.size(); ++i) {
    table.columns.push_back(Column::over(
        plan.columns[i].name,
        std::make_shared<RowValue>(&values[i], plan.columns[i].type, &plan.specs[i].options)));
  }
  return table;
}

/// A table of one row whose values change. The fixed lane is computed here without the table. If a
/// value leaves the lane, the batch engine scores the row as a batch of one.
struct RowScorerState {
  explicit RowScorerState(const Plan& plan)
      : values(plan.columns().size()),
        row(std::make_shared<ReadTable>(row_table(plan.state(), values))),
        scores(plan, row) {
    for (const Column& column : row->table.columns) row->columns.push_back(&column);
    const PlanState& state = plan.state();
    const bool standard = floating_point_is_standard();
    // Only sums are computed here, of leaves with a loop: no node beside the total, and no group.
    fixed =
        state.lanes.fixed && standard &&
        std::none_of(state.nodes.begin(), state.nodes.end(),
                     [](const PlanNode& node) {
                       return node.node->informative || !node.exists_for.empty();
                     }) &&
        std::none_of(state.lanes.leaves.begin(), state.lanes.leaves.end(),
                     [](const FixedLeaf& leaf) { return leaf.kind == FixedKind::known; }) &&
        std::none_of(state.lanes.nodes.begin(), state.lanes.nodes.end(), [](const FixedNode& node) {
          return node.adds != FixedAdds::sum || node.has_steps();
        });
    row->table.groups.assign(1, "");
    scores.find_groups();
    choose_kept(scores, Keep::total, standard);
    scorer.emplace(scores, Simd::baseline, standard);
    sums.resize(state.nodes.size());
    inputs.resize(values.size());
    for (const FixedLeaf& leaf : state.lanes.leaves) {
      const PlanNode& node = state.nodes[leaf.node];
      const double weight = state.lanes.nodes[leaf.node].weight;
      if (!quick.take(leaf, node.first_column, node.parent, weight)) {
        others.push_back({&leaf, node.parent, weight});
      }
    }
    quick.arrange();
    for (std::size_t i = state.nodes.size(); i-- > 0;) {
      if (state.nodes[i].children.empty()) continue;
      inner.push_back({&state.lanes.nodes[i], i, state.nodes[i].parent});
    }
  }

  /// The total in the fixed lane as a whole multiple of 1/scale; nothing if a value leaves the
  /// lane.
  std::optional<double> total() {
    if (!fixed || scores.lacks_group(0)) return std::nullopt;
    std::fill(sums.begin(), sums.end(), 0.0);
    const auto careful = [&](const FixedLeaf& whole, double& points) {
      const PlanNode& node = scores.plan.state().nodes[whole.node];
      const FixedLeaf& leaf = whole.of_group(scores.group(0));
      const std::size_t count = node.column_count;
      for (std::size_t i = 0; i < count; ++i) inputs[i] = &values[node.first_column + i];
      if (leaf.is_quotient()) {
        // The kernel needs the numerator before the denominator.
        inputs[0] = &values[node.first_column + leaf.numerator];
        inputs[1] = &values[node.first_column + leaf.denominator];
      }
      const bool left = kernel_row::run_leaf(leaf, inputs.data(), 1, &points);
      points *= leaf.times;
      return !left;
    };
    if (!quick.add(values.data(), sums.data(), careful)) return std::nullopt;
    for (const Other& other : others) {
      double points = 0;
      if (!careful(*other.leaf, points)) return std::nullopt;
      sums[other.parent] += points * other.weight;
    }
    for (const Inner& node : inner) {
      double& sum = sums[node.at];
      if (node.fixed->rounds) kernel_row::run_rounding(*node.fixed, &sum, 1);
      if (node.at != 0) sums[node.parent] += sum * node.fixed->weight;
    }
    return sums[0];
  }

  struct Other {
    const FixedLeaf* leaf;
    std::size_t parent;
    double weight;
  };
  struct Inner {
    const FixedNode* fixed;
    std::size_t at;
    std::size_t parent;
  };

  std::vector<double> values;
  std::shared_ptr<ReadTable> row;
  ScoresState scores;
  bool fixed = false;
  std::optional<BlockScorer> scorer;
  BlockResult result;
  Issues issues;             // of the row scored last
  std::vector<double> sums;  // one per node
  RowLeaves quick;
  std::vector<Other> others;          // the leaves that are not quick
  std::vector<Inner> inner;           // the nodes with children, each after these
  std::vector<const double*> inputs;  // of one leaf
};

}  // namespace detail

RowScorer::RowScorer(const Plan& plan) : state_(std::make_unique<detail::RowScorerState>(plan)) {}
RowScorer::RowScorer(RowScorer&&) noexcept = default;
RowScorer& RowScorer::operator=(RowScorer&&) noexcept = default;
RowScorer::~RowScorer() = default;

NodeResult RowScorer::score(std::span<const double> values, std::string_view group) {
  if (values.size() != state_->values.size()) {
    throw Error(detail::say(detail::sentence::the_plan_reads_values_not,
                            std::to_string(state_->values.size()), std::to_string(values.size())));
  }
  std::copy(values.begin(), values.end(), state_->values.begin());
  if (group != state_->row->table.groups.front()) {
    state_->row->table.groups.front() = group;
    state_->scores.find_groups();
  }
  detail::BlockResult& result = state_->result;
  result.rows.clear();
  result.outcomes.clear();
  state_->issues.clear();
  const detail::PlanState& plan = state_->scores.plan.state();
  if (const auto total = state_->total()) {
    const detail::FixedNode& root = plan.lanes.nodes[0];
    detail::NodeOutcome outcome;
    outcome.status = Status::ok;
    outcome.points =
        Rational::ratio(static_cast<std::int64_t>(*total), static_cast<std::int64_t>(root.scale));
    outcome.max = root.full_max;
    return detail::to_result(plan, outcome, 0);
  }
  state_->scorer->run(0, 1, result);
  state_->issues = result.issues.take();
  // Only the total is kept, whether the row left the lane or not.
  return detail::to_result(
      plan, result.rows.empty() ? state_->scores.kept_outcome(0, 0) : result.outcomes.front(), 0);
}

const Issues& RowScorer::issues() const noexcept { return state_->issues; }

PARINDEX_END_NAMESPACE
