// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <parindex/engine/score.hpp>

PARINDEX_BEGIN_NAMESPACE

/// All weights below a mean, uniform among those with one sum: the children of the mean have the
/// weights of `RandomStream::simplex`, of 24 bits.
struct AnyWeights {
  friend bool operator==(const AnyWeights&, const AnyWeights&) = default;
};

/// Which weights are drawn below a node.
struct DrawnWeight {
  std::string code;  ///< of a mean; with a percentage, of a child of one. Empty: the total
  /// Each side of the range in percent of the weight, from 0 to 100, on a grid of 2001 values with
  /// equal probabilities. Nothing: any weights of the children of the mean.
  std::optional<Rational> percent = {};
};

/// Which weights are drawn: any below every mean, each within some percent, or those of some nodes.
using DrawnWeights = std::variant<AnyWeights, Rational, std::vector<DrawnWeight>>;

struct UncertaintyOptions {
  std::uint64_t seed = 0;  ///< the same seed gives the same draws, on every machine
  DrawnWeights weights = AnyWeights{};
  std::size_t draws = 1000;  ///< at least 1, at most 2^32
  Rational level = 90;       ///< percent of the draws in the intervals, above 0 and below 100
  unsigned threads = 0;      ///< 0: one for each thread of the processor
};

/// How far index and rank of a unit spread over the draws. Everything but `rank` and `index` is an
/// estimate; each is exact for the draws.
struct UnitSpread {
  std::size_t row = 0;              ///< row in the table
  std::optional<std::size_t> rank;  ///< by the rubric as it is
  std::size_t rank_low = 0;         ///< the better end of the interval of ranks
  std::size_t rank_median = 0;
  std::size_t rank_high = 0;      ///< the worse end
  Rational first;                 ///< the share of the draws in which no unit is better, 0 to 1
  std::optional<Rational> index;  ///< by the rubric as it is, in percent
  Rational index_low;             ///< in percent, rounded as the rubric says
  Rational index_median;
  Rational index_high;
  /// The share of the draws in each class, 0 to 1, in the order of `ClassRule::bands`; empty if the
  /// rubric declares no classes of the total.
  std::vector<Rational> classes;
};

/// The spread of index and rank of every unit.
struct Uncertainty {
  using error_type = DataError;

  std::uint64_t seed = 0;
  std::size_t draws = 0;
  Rational level;                    ///< percent
  std::vector<std::string> choices;  ///< the streams of random numbers: `weights 1.2`
  std::vector<UnitSpread> units;     ///< those with a rank in any draw, in the order of the table
  std::size_t rows = 0;              ///< of the table
  /// A row for each draw and a column for each row of the table; 0 for no rank.
  std::vector<std::int32_t> ranks;

  /// The spread of a row, or nullptr.
  const UnitSpread* find(std::size_t row) const;
  /// The number of draws in which a row has each rank, from 0 (no rank) on. Throws Error for an
  /// unknown row.
  std::vector<std::size_t> rank_counts(std::size_t row) const;
  /// The share of the draws in which the first of two rows has the better rank, 0 to 1; one without
  /// a rank is behind every other. Throws Error for an unknown row.
  Rational ahead(std::size_t first, std::size_t second) const;
};

/// How far index and rank of each unit spread when weights are drawn at random. Every draw is
/// evaluated exactly: by aggregations, limits, gates and roundings of the rubric, and its ranking
/// with tie-breaks and groups. A rubric without a ranking is ranked by its exact index. Interval
/// ends and medians are quantiles by nearest rank, so that each is a rank or an index of a draw.
///
/// The draws and figures are those of `Scores.uncertainty` in Python with the same weights and
/// seed, which NumPy computes there; an index that the rubric does not round is the nearest double
/// there.
///
/// Weights can be drawn below each weighted or harmonic mean of at least two children that are not
/// left out by order (`drop`) and whose weights are not in the data. The sum that a mean declares
/// is not demanded of drawn weights. Of several sets of weights, the first one is drawn from.
///
/// Issues: code_unknown; value_unexpected for weights that cannot be drawn, for a rubric without
/// any, and if nothing is drawn; value_below_minimum and value_above_maximum for percentages;
/// weight_zero for a draw in which all weights of a mean are 0; number_out_of_range for weights
/// with too many digits. Throws Error for a level or a number of draws out of range.
///
/// It takes about 50 bytes for each draw and unit; more with tie-breaks or classes by quota.
Checked<Uncertainty> uncertainty(const Scores& scores, const UncertaintyOptions& options);

PARINDEX_END_NAMESPACE
