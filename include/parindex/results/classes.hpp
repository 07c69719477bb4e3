// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <parindex/engine/score.hpp>

PARINDEX_BEGIN_NAMESPACE

/// The class of one unit.
struct ClassEntry {
  std::optional<std::size_t> band;  ///< position in `ClassRule::bands`; absent without a class
  std::optional<Rational> value;    ///< the classified figure, in percent or points
  std::string reason;               ///< why there is no class
  std::string reason_vi;            ///< the same in Vietnamese

  /// The reason in a language, "en" or "vi".
  const std::string& reason_in(std::string_view language) const {
    return language == "vi" ? reason_vi : reason;
  }
};

/// Classes of a table.
struct Classes {
  using error_type = RubricError;

  ClassRule rule;
  std::string node;                 ///< code of the node; empty for the total
  std::vector<ClassEntry> entries;  ///< one per row of the table, in its order

  /// The class of a row, or nullptr. A unit that is not ranked still has a class, unless the
  /// classes are by quota. Throws Error for
  /// an unknown row.
  const ClassBand* of(std::size_t row) const;
};

/// Classifies units by the given rule and the results of a node, by default the total. Its bands
/// need not contain every value: a unit in none has no class; a unit in several has the first.
/// Throws Error for a code that the rubric does not have.
Classes classify(const Scores& scores, const ClassRule& rule, std::string_view node = "");
/// Classifies by the rule that the rubric declares for the node. An issue (classes_undeclared) if
/// there is none.
Checked<Classes> classify(const Scores& scores, std::string_view node = "");

PARINDEX_END_NAMESPACE
