// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <parindex/engine/score.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {
struct WeightIntervalsState;
}

/// The values of one weight, all others as they are, with which units keep their order.
struct WeightInterval {
  /// Two rows of the table, the one that is ahead now first.
  using Pair = std::pair<std::size_t, std::size_t>;

  std::string code;  ///< code of the node whose weight it is; below a sum, its maximum
  Rational weight;   ///< the weight in the rubric
  /// The end below, 0 or above: with this weight two units are equal, with a smaller one they
  /// change places. Absent: no smaller weight changes the order, except perhaps 0 for a unit that
  /// counts nothing else there and loses its result.
  std::optional<Rational> low = {};
  /// The end above. Absent: no weight, however large, changes the order.
  std::optional<Rational> high = {};
  std::optional<Pair> at_low = {};   ///< the units that are equal at `low`
  std::optional<Pair> at_high = {};  ///< the units that are equal at `high`
  /// False if `low` is irrational: its distance to the weight is then rounded to twelve decimals,
  /// into the interval.
  bool low_exact = true;
  bool high_exact = true;  ///< the same of `high`
};

/// A node whose weight has no interval, and why.
struct LeftOutWeight {
  std::string code;
  std::string reason;
  std::string reason_vi;  ///< the same in Vietnamese

  /// The reason in a language, "en" or "vi".
  const std::string& reason_in(std::string_view language) const {
    return language == "vi" ? reason_vi : reason;
  }
};

/// For each weight the interval in which units keep their order. Immutable; copies share.
/// A temporary object returns its parts by value, so a loop over them is safe.
class WeightIntervals {
 public:
  /// The rows with a result, in the order of the table. The others are not compared.
  const std::vector<std::size_t>& rows() const& noexcept;
  std::vector<std::size_t> rows() && { return rows(); }
  /// Codes of the nodes whose weights have an interval, in document order.
  const std::vector<std::string>& codes() const& noexcept;
  std::vector<std::string> codes() && { return codes(); }
  /// The weights of these nodes in the rubric.
  const std::vector<Rational>& weights() const& noexcept;
  std::vector<Rational> weights() && { return weights(); }
  /// Nodes whose weight has no interval, in document order.
  const std::vector<LeftOutWeight>& left_out() const& noexcept;
  std::vector<LeftOutWeight> left_out() && { return left_out(); }

  /// The interval of each weight in which two units, given by their rows, keep their order; in the
  /// order of `codes`. Units that are equal now keep that only at the weight itself, or with any
  /// weight. Throws Error for a row without a result.
  std::vector<WeightInterval> between(std::size_t first, std::size_t second) const;
  /// The interval of each weight in which no unit overtakes another, and which two would be the
  /// first; in the order of `codes`. Units are compared with those with which the rubric ranks
  /// them, by the figure of its ranking before its rounding; by the index if it declares no
  /// ranking. Units that are equal now are not compared with each other.
  std::vector<WeightInterval> order() const;

 private:
  explicit WeightIntervals(std::shared_ptr<const detail::WeightIntervalsState> state)
      : state_(std::move(state)) {}
  std::shared_ptr<const detail::WeightIntervalsState> state_;
  friend WeightIntervals weight_intervals(const Scores& scores);
};

/// For each weight the interval in which units keep their order, exactly, without sampling.
///
/// A weight has an interval if its node is a part of a sum, mean or weighted mean without drops,
/// adjustments, caps, floors, gates and roundings, and if that is so for the nodes above it as far
/// as the total; the total may be rounded. Of nodes below a sum the weight is the maximum: the
/// points of the node grow with it, and so do the maxima of the sums above. If the rubric names
/// sets of weights, the weights are those of the first.
///
/// With another weight w + x the total of a unit is (T W + s x) / (W + x), where W is the sum of
/// the weights that count for it. Two units are therefore equal at the root of a line or, if they
/// count different weights, of a parabola.
WeightIntervals weight_intervals(const Scores& scores);

PARINDEX_END_NAMESPACE
