// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <utility>
#include <variant>

#include <parindex/engine/detail/case_scores.hpp>
#include <parindex/engine/detail/gates.hpp>
#include <parindex/engine/detail/number_size.hpp>
#include <parindex/engine/detail/sparse_column.hpp>
#include <parindex/stop.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

CaseScores::CaseScores(const Plan& plan, Table table, ScoreOptions options, std::size_t looked_at)
    : options_(std::move(options)) {
  Checked<Scores> unscored = check_unscored(plan, std::move(table), options_);
  if (!unscored) {
    errors_ = unscored.issues();
    return;
  }
  figures_ = std::move(unscored).value();
  if (!find_others(looked_at)) figures_ = whole();
}

const Scores& CaseScores::whole() {
  if (whole_) return *whole_;
  whole_ = score(figures_->plan(), figures_->table(), options_);
  whole_issues_.resize(whole_->size());
  for (const Issue& found : whole_->issues()) {
    if (found.row != 0) whole_issues_[found.row - 1].push_back(found);
  }
  return *whole_;
}

/// Whether no node above the leaves can report an issue, provided that numbers stay within their
/// limit.
inline bool is_silent(const Aggregation& kind) {
  return !std::holds_alternative<OneOf>(kind) && !std::holds_alternative<GeometricMean>(kind) &&
         !std::holds_alternative<HarmonicMean>(kind) && !std::holds_alternative<Product>(kind);
}

/// Which nodes of which rows have their own values. False if this is not worth it, or if issues
/// depend on more than these values.
bool CaseScores::find_others(std::size_t looked_at) {
  const ScoresState& scores = ScoresAccess::state(*figures_);
  const PlanState& plan = scores.plan.state();
  // One figure alone takes as long as several dozen in a table that is scored as a whole.
  constexpr std::size_t dozens = 64;
  const std::size_t figures = scores.rows * plan.nodes.size();
  if (looked_at > figures / dozens || !plan.statistics.empty()) return false;
  std::size_t given = 0;
  for (const Column* column : scores.columns) {
    if (column == nullptr) continue;
    const auto* sparse = dynamic_cast<const SparseColumn*>(column->source.get());
    if (sparse == nullptr) return false;
    given += sparse->others().size();
  }
  if (given > figures / dozens) return false;
  for (const PlanNode& node : plan.nodes) {
    // Its issues depend on other nodes, or on its points.
    if (!node.reads.empty() || node.weight_at) return false;
    if (!node.children.empty() && !is_silent(node.aggregation)) return false;
  }
  if (NumberSizes(plan).longest() > limits().intermediate_digits / 4) return false;
  others_.resize(scores.rows);
  for (std::size_t i = 0; i < plan.nodes.size(); ++i) {
    const PlanNode& node = plan.nodes[i];
    for (std::size_t c = 0; c < own_columns(node); ++c) {
      const Column* const column = scores.columns[node.first_column + c];
      if (column == nullptr) continue;
      const auto& sparse = dynamic_cast<const SparseColumn&>(*column->source);
      stop_point(20 * sparse.others().size());
      for (const auto& other : sparse.others()) {
        auto& nodes = others_[other.first];
        if (nodes.empty() || nodes.back() != i) nodes.push_back(i);
      }
    }
  }
  return true;
}

/// The issues of a node's own values, and the points of a leaf.
template <class CellAt>
std::pair<Issues, NodeOutcome> issues_of_node(const ScoresState& scores, std::size_t row,
                                              std::size_t position, const CellAt& cell_at) {
  const PlanState& plan = scores.plan.state();
  const PlanNode& node = plan.nodes[position];
  IssueLog log(no_limit);
  IssueListener listener{log};
  NodeOutcome outcome;
  if (node.children.empty()) {
    std::vector<Value> values;
    outcome =
        evaluate_leaf(plan, node, scores.group(row), cell_at, values, listener, scores.unit(row));
  }
  read_gates(plan, node, scores.group(row), cell_at, listener);
  return {log.take(), std::move(outcome)};
}

const CaseScores::Usual& CaseScores::usual(std::size_t row) {
  const ScoresState& scores = ScoresAccess::state(*figures_);
  const auto [found, fresh] = usual_.try_emplace(scores.group(row));
  Usual& usual = found->second;
  if (!fresh) return usual;
  const auto cell_at = [&](std::size_t column) -> Cell {
    const Column* const from = scores.columns[column];
    return from == nullptr ? Cell() : dynamic_cast<const SparseColumn&>(*from->source).usual();
  };
  for (std::size_t i = 0; i < scores.plan.size(); ++i) {
    auto [issues, outcome] = issues_of_node(scores, row, i, cell_at);
    if (!issues.empty()) usual.issues.emplace(i, std::move(issues));
    usual.wide = usual.wide || !outcome.points.is_small();
    usual.odd += usual.wide || outcome.points.is_terminating() ? 0 : 1;
  }
  return usual;
}

/// Nothing if numbers above the leaves may get too long, which cannot be decided from the row
/// alone.
std::optional<Issues> CaseScores::issues_of_differences(std::size_t row) {
  const ScoresState& scores = ScoresAccess::state(*figures_);
  if (scores.lacks_group(row)) return std::nullopt;
  const Usual& usual = this->usual(row);
  if (usual.wide) return std::nullopt;
  std::size_t odd = usual.odd;
  Issues all;
  const auto take = [&](const Issues& issues) {
    all.insert(all.end(), issues.begin(), issues.end());
  };
  const auto cell_at = [&](std::size_t column) { return scores.cell(row, column); };
  auto next = usual.issues.begin();
  for (const std::size_t position : others_[row]) {
    for (; next != usual.issues.end() && next->first < position; ++next) take(next->second);
    if (next != usual.issues.end() && next->first == position) ++next;
    const auto [issues, outcome] = issues_of_node(scores, row, position, cell_at);
    take(issues);
    if (!outcome.points.is_small()) return std::nullopt;
    if (!outcome.points.is_terminating()) ++odd;
  }
  constexpr std::size_t digits = 19;  // of a 64-bit denominator
  if (odd > limits().intermediate_digits / 8 / digits) return std::nullopt;
  for (; next != usual.issues.end(); ++next) take(next->second);
  for (Issue& issue : all) {
    issue.row = row + 1;
    issue.unit = clipped(scores.table.unit(row), limits().message_bytes);
  }
  return all;
}

Issues CaseScores::issues(std::size_t row) {
  if (!whole_) {
    if (auto found = issues_of_differences(row)) return *std::move(found);
    whole();
  }
  return whole_issues_[row];
}

}  // namespace detail

PARINDEX_END_NAMESPACE
