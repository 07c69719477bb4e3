// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include <parindex/results/compare.hpp>

PARINDEX_BEGIN_NAMESPACE

/// Another value of a unit in one data column.
struct ValueChange {
  std::string code;    ///< of the leaf, or of the node with the gate or the weight
  std::string input;   ///< name of the input in its leaf; the id of the item, or of the gate
  std::string column;  ///< name of the data column
  Cell before;         ///< the value in the data; missing if the table lacks the column
  Cell after;          ///< the other value
};

/// What other values of one unit do to the whole table.
struct WhatIf {
  using error_type = DataError;

  std::size_t row = 0;
  std::vector<ValueChange> changes;  ///< in the order of the data columns
  /// All units before and after, on the points of the total. Its scores `after` are those of the
  /// whole table with the other values.
  Comparison comparison;

  /// Points, rank and class of the unit before and after.
  const UnitChange& change() const& { return *comparison.find(comparison.before.unit(row)); }
  UnitChange change() && { return change(); }
};

/// Other values by data column: `{{"1.1", "on_time"}, {"1.2.done", 46}}`.
using OtherValues = std::vector<std::pair<std::string, Cell>>;

/// Scores a table again with other values of one unit. Statistics over the units of the table are
/// computed again with these values; a cohort that was passed in stays. Everything else is as in
/// `scores`: rubric, groups, units out of the ranking. Origins of values are left out.
///
/// Issues, all at once, and no result: column_unknown and column_duplicate for the names of
/// `values`, and every issue of a value in one of these columns, if one of them is an error. Issues
/// of other columns are those of `comparison.after`. Throws Error for an unknown row.
Checked<WhatIf> what_if(const Scores& scores, std::size_t row, const OtherValues& values);

PARINDEX_END_NAMESPACE
