// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <parindex/engine/score.hpp>

PARINDEX_BEGIN_NAMESPACE

/// The place of one unit.
struct RankEntry {
  std::size_t row = 0;              ///< row in the table
  std::optional<std::size_t> rank;  ///< from 1; absent for a unit that is not ranked
  bool tied = false;                ///< another unit of its group has the same rank
  std::optional<Rational> value;    ///< the ranked figure; absent for a row in error
  std::string reason;               ///< why there is no rank
  std::string reason_vi;            ///< the same in Vietnamese

  /// The reason in a language, "en" or "vi".
  const std::string& reason_in(std::string_view language) const {
    return language == "vi" ? reason_vi : reason;
  }

  /// `3`, `=3` when tied, empty without a rank.
  std::string label() const;

  /// Writes rank, row (from 1) and value: `=3 row 2: 92.5`.
  friend std::ostream& operator<<(std::ostream& out, const RankEntry& value);
};

/// Ranks of a table.
struct Ranking {
  using error_type = RubricError;

  RankRule rule;
  std::string node;  ///< code of the node whose results are ranked; empty for the total
  /// Groups in order of first appearance, then by rank, then in table order; unranked units last.
  std::vector<RankEntry> entries;
  Issues issues;  ///< ties that the chain could not resolve

  /// The entry of a row, or nullptr.
  const RankEntry* find(std::size_t row) const;

  /// Writes a line for each entry.
  friend std::ostream& operator<<(std::ostream& out, const Ranking& value);
};

/// Ranks by the given rule and the results of a node, by default the total. An issue (code_unknown)
/// for each code of the tie-break chain that the rubric lacks. Throws Error for a node that the
/// rubric does not have.
Checked<Ranking> rank(const Scores& scores, const RankRule& rule, std::string_view node = "");
/// Ranks by the rule that the rubric declares for the node. An issue (ranking_undeclared) without.
Checked<Ranking> rank(const Scores& scores, std::string_view node = "");

PARINDEX_END_NAMESPACE
