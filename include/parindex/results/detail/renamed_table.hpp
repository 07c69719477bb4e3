// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include <parindex/engine/score.hpp>
#include <parindex/rubric/detail/diff/changes.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// A column of an already scored result, under another name.
class BorrowedColumn : public ColumnSource {
 public:
  BorrowedColumn(Scores owner, const Column& column) : owner_(std::move(owner)), column_(column) {}
  std::size_t size() const override { return column_.size(); }
  Cell at(std::size_t row) const override { return column_.cells[row]; }

 private:
  Scores owner_;  // keeps the column alive
  const Column& column_;
};

/// The table of a result with the columns of renamed nodes under their new names.
inline Table renamed_table(const Scores& scores, const CodeMap& codes) {
  const Table& old = scores.table();
  CodeMap names;
  std::set<std::string, std::less<>> taken;
  for (const PlanColumn& column : scores.plan().columns()) {
    const auto found = codes.find(column.code);
    if (found == codes.end()) continue;
    // The name consists of the code and a suffix.
    names.emplace(column.name, found->second + column.name.substr(column.code.size()));
    taken.insert(names.at(column.name));
  }
  Table table;
  table.units = old.units;
  table.groups = old.groups;
  table.unranked = old.unranked;
  for (const Column& column : old.columns) {
    const auto renamed = names.find(column.name);
    if (renamed == names.end() && taken.contains(column.name)) continue;
    auto source = column.source;
    if (!source) source = std::make_shared<BorrowedColumn>(scores, column);
    table.columns.push_back(
        Column::over(renamed == names.end() ? column.name : renamed->second, std::move(source)));
  }
  return table;
}

}  // namespace detail

PARINDEX_END_NAMESPACE
