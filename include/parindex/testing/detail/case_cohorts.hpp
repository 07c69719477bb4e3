// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include <parindex/engine/detail/sparse_column.hpp>
#include <parindex/testing/cases.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// The cases of a file that are scored together: a table for each cohort, in the order in which the
/// file first names them. The expectations of the file about the rubric belong to the first.
inline std::vector<CaseFile> by_cohort(CaseFile file) {
  std::unordered_map<std::string, std::size_t> part_of;  // by name
  std::vector<std::size_t> parts;                        // of the cases
  std::vector<std::size_t> rows;                         // of the cases, each within its part
  std::vector<std::size_t> sizes;
  for (const Case& one : file.cases) {
    const auto [found, fresh] = part_of.emplace(one.cohort, sizes.size());
    if (fresh) sizes.push_back(0);
    parts.push_back(found->second);
    rows.push_back(sizes[found->second]++);
  }
  std::vector<CaseFile> tables;
  if (sizes.size() < 2) {
    tables.push_back(std::move(file));
    return tables;
  }
  std::vector<Case> cases = std::exchange(file.cases, {});
  const Table table = std::exchange(file.table, {});
  std::vector<Expectation> issues = std::exchange(file.issues, {});
  const std::size_t issue_count = std::exchange(file.issue_count, 0);
  tables.assign(sizes.size(), file);
  tables.front().issues = std::move(issues);
  tables.front().issue_count = issue_count;
  for (std::size_t i = 0; i < cases.size(); ++i) {
    CaseFile& part = tables[parts[i]];
    part.cases.push_back(std::move(cases[i]));
    if (!table.units.empty()) part.table.units.push_back(table.units[i]);
    if (!table.groups.empty()) part.table.groups.push_back(table.groups[i]);
    if (!table.unranked.empty()) part.table.unranked.push_back(table.unranked[i]);
  }
  std::vector<std::vector<SparseColumn::Other>> others(tables.size());
  for (const Column& column : table.columns) {
    const auto& sparse = dynamic_cast<const SparseColumn&>(*column.source);
    for (const auto& [row, value] : sparse.others()) {
      others[parts[row]].emplace_back(rows[row], value);
    }
    for (std::size_t k = 0; k < tables.size(); ++k) {
      tables[k].table.columns.push_back(Column::over(
          column.name,
          std::make_shared<SparseColumn>(sizes[k], sparse.usual(), std::exchange(others[k], {}))));
    }
  }
  return tables;
}

}  // namespace detail

PARINDEX_END_NAMESPACE
