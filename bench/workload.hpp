// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <parindex/engine/score.hpp>
#include <parindex/io/json.hpp>

// The workload of the C++ benchmarks: the rubric that the Python benchmarks also read, and rates of
// 0 to 100 % with two decimals.
namespace workload {

inline std::string path(const std::string& name) {
  return std::string(PARINDEX_SOURCE_DIR) + "/" + name;
}

inline const parindex::Rubric& rubric() {
  static const parindex::Rubric made = parindex::load_rubric(path("bench/rubric.json"));
  return made;
}

inline const parindex::Plan& plan() {
  static const parindex::Plan made = parindex::compile(rubric());
  return made;
}

/// The same rubric, but every proportion has maximum 1 and reaches it at 100 %: no points are
/// exactly halfway between two numbers of four digits.
inline const parindex::Plan& plan_without_halves() {
  static const parindex::Plan made = [] {
    parindex::RubricDraft draft = rubric().draft();
    parindex::Rational total = 0;
    for (parindex::Node& field : draft.root.children) {
      parindex::Rational sum = 0;
      for (parindex::Node& leaf : field.children) {
        if (auto* rule = std::get_if<parindex::Proportional>(&*leaf.rule)) {
          leaf.max = rule->cap = parindex::Rational(1);
          rule->full_at = 100;
        }
        sum += *leaf.max;
      }
      field.max = sum;
      total += sum;
    }
    draft.root.max = total;
    return parindex::compile(parindex::check(std::move(draft)));
  }();
  return made;
}

using Columns = std::vector<std::vector<double>>;

/// Columns of at least `rows` rates. They are made at the first call, and again if more rows are
/// requested.
inline const Columns& rates(std::size_t rows) {
  static Columns columns;
  if (!columns.empty() && columns.front().size() >= rows) return columns;
  std::mt19937_64 random(20201230);
  columns.assign(plan().columns().size(), {});
  for (std::vector<double>& column : columns) {
    column.resize(rows);
    // 64 random bits against 10001 rates: the bias is too small to measure.
    for (double& rate : column) rate = static_cast<double>(random() % 10001) / 100.0;
  }
  return columns;
}

/// A table over the first `rows` of these columns.
inline parindex::Table table(std::size_t rows) {
  const Columns& columns = rates(rows);
  parindex::Table made;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    made.columns.push_back(parindex::Column::over(plan().columns()[i].name,
                                                  parindex::view_of({columns[i].data(), rows})));
  }
  return made;
}

}  // namespace workload
