// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <parindex/results/classes.hpp>
#include <parindex/results/rank.hpp>

PARINDEX_BEGIN_NAMESPACE

/// Options of a comparison.
struct CompareOptions {
  /// The figure of the total: points, or the index in percent.
  Figure on = Figure::points;
  /// The figure before or after the rounding of the total.
  FigureStage stage = FigureStage::rounded;
  /// Codes of the first result that differ in the second.
  CodeMap codes = {};
  /// How to rank both; by default each is ranked as its own rubric declares, if it does.
  std::optional<RankRule> ranking = {};
};

/// The part of one node in the difference of two results.
struct NodePart {
  std::string code;                ///< empty for the total; the new code of a renamed node
  bool in_before = true;           ///< the first rubric has the node
  bool in_after = true;            ///< the second rubric has it
  std::optional<Rational> before;  ///< points in the first result; absent when excluded
  std::optional<Rational> after;   ///< points in the second
  /// The change of the total caused by this node itself: of a leaf its points, of an inner node
  /// what its leaves do not explain (weights, other aggregation, gates, rounding).
  Rational own;
  /// Its own part and those of all nodes below it. Of the total: the whole difference.
  Rational contribution;
};

/// Decomposes the difference of two totals over the nodes exactly: the own parts add up to the
/// difference, whatever the aggregations and roundings are. The leaves of the first result are
/// replaced by those of the second, one after the other in document order, and each part is the
/// change of the total in that step; leaves that only the first rubric has are removed first. Under
/// sums without rounding a part is the plain difference of the points, in any order.
///
/// Nodes are in the order of the second rubric; nodes that it lacks come after the node that they
/// followed. Throws Error when a row has no total, or does not exist.
std::vector<NodePart> decompose(const Scores& before, std::size_t row_before, const Scores& after,
                                std::size_t row_after, const CompareOptions& options = {});

/// One unit in two results.
struct UnitChange {
  std::string unit;
  std::string group;  ///< in the second result, or in the first when it is only there
  std::optional<std::size_t> row_before;
  std::optional<std::size_t> row_after;
  std::optional<Rational> before;  ///< the figure compared; absent without a result
  std::optional<Rational> after;
  std::optional<Rational> difference;  ///< after - before; absent when one of them is
  std::optional<std::size_t> rank_before;
  std::optional<std::size_t> rank_after;
  std::string class_before;  ///< id of the class, empty without one
  std::string class_after;
  std::string reason;     ///< why there is no difference, empty when there is
  std::string reason_vi;  ///< the same in Vietnamese

  /// The reason in a language, "en" or "vi".
  const std::string& reason_in(std::string_view language) const {
    return language == "vi" ? reason_vi : reason;
  }

  /// Score, rank or class differ, or the unit has a result in only one of the two.
  bool changed() const;
};

namespace detail {
class UnitOrder;
}

/// Two results side by side: two years, or the same data under two editions of a rubric.
struct Comparison {
  using error_type = RubricError;

  Scores before;
  Scores after;
  CompareOptions options;
  /// Every unit of either result: the largest differences first, equal ones in the order of the
  /// second table; units without a difference last.
  std::vector<UnitChange> units;
  /// How `find` and `overtaken_by` find units; `compare` makes it. Without it they search all
  /// units.
  std::shared_ptr<const detail::UnitOrder> order = nullptr;

  /// A unit by name, or nullptr.
  const UnitChange* find(std::string_view unit) const;
  /// True if any unit changed.
  bool changed() const;
  /// Units of the same group that were ranked before this unit or equal to it in the first ranking
  /// and behind it in the second, by their place in the second.
  std::vector<std::string> overtaken_by(const UnitChange& unit) const;
  /// The difference of a unit over the nodes. Throws Error when it has none.
  std::vector<NodePart> parts(const UnitChange& unit) const;
};

/// Compares two results unit by unit, matched by name. An issue (code_unknown) for each code of the
/// tie-break chain of `options.ranking` that a rubric lacks.
Checked<Comparison> compare(const Scores& before, const Scores& after, CompareOptions options = {});

/// `{"on", "stage", "units": [{"unit", "group", "before", "after", "difference", "rank_before",
/// "rank_after", "class_before", "class_after", "overtakes", "reason", "reason_vi", "parts":
/// [{"code", "before", "after", "own", "contribution"}]}], "fingerprints": [before, after]}`. Parts
/// are there for the units that changed, without the nodes that had no part.
std::string to_json(const Comparison& comparison);

PARINDEX_END_NAMESPACE
