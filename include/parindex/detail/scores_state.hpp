// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include <parindex/detail/evaluate.hpp>
#include <parindex/score.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

struct ScoresState {
  ScoresState(Plan scored_by, Table scored)
      : plan(std::move(scored_by)), table(std::move(scored)) {}
  // `columns` points into `table`.
  ScoresState(const ScoresState&) = delete;
  ScoresState& operator=(const ScoresState&) = delete;

  Plan plan;
  Table table;
  std::vector<const Column*> columns;  // one per plan column; nullptr: all values are missing
  std::vector<NodeOutcome> outcomes;   // row after row, every node of the plan
  Issues issues;
  std::unordered_map<std::string, std::size_t> rows;  // unit -> row

  const Cell& cell(std::size_t row, std::size_t column) const {
    static const Cell missing;
    return columns[column] ? columns[column]->cells[row] : missing;
  }
  const NodeOutcome& outcome(std::size_t row, std::size_t position) const {
    if (row >= table.rows() || position >= plan.size()) {
      throw Error("no node " + std::to_string(position) + " in row " + std::to_string(row));
    }
    return outcomes[row * plan.size() + position];
  }
};

}  // namespace detail

PARINDEX_END_NAMESPACE
