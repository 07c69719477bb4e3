// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

#include <parindex/analysis/detail/sentences.hpp>
#include <parindex/engine/detail/row_outcomes.hpp>
#include <parindex/engine/detail/scores_access.hpp>
#include <parindex/stop.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// The total of a unit by the change x of one weight: (total * whole + slope * x) / (whole + x), or
/// (total * whole + slope * x) / whole if x is no part of the denominator.
struct WeightLine {
  Rational total;
  Rational whole = 1;
  Rational slope = 0;
  bool grows = false;  // x is part of the denominator
};

/// A node whose weight can vary: the weight, and what the total of each unit becomes.
struct WeighedNode {
  std::size_t position = 0;
  Rational weight;
  std::vector<WeightLine> lines;
};

/// What each unit with a result has of each node, and the total as a function of one weight.
///
/// The share of a node is its points / its applicable maximum. In a weighted mean it is
/// sum(weight * share) / sum(weight) over the children that count, in a mean all weights are 1, and
/// in a sum the maxima are the weights. Sums directly below sums are one block: their leaves share
/// the maximum of the uppermost one. If the weight w of a node becomes w + x, then the total of a
/// unit becomes
///
///     (total * W + slope * x) / (W + x)        W: the weights of its block that count for the unit
///
/// and it stays as it is for a unit that does not count the node. Points of a total that is a sum
/// grow instead, by x * share. Figures of the total are those before its rounding; a rounding of
/// any other node makes its children left out.
class NodeShares {
 public:
  explicit NodeShares(const Scores& scores)
      : plan_(scores.plan().state()),
        on_(figure_of(scores)),
        places_(plan_.nodes.size()),
        reasons_(plan_.nodes.size()) {
    read(scores);
    for (std::size_t position = 0; position < places_.size(); ++position) {
      if (places_[position].counts && !plan_.nodes[position].children.empty()) decide(position);
    }
  }

  /// The figure by which the rubric ranks its units: its index if it declares no ranking.
  static Figure figure_of(const Scores& scores) {
    const auto& ranking = scores.plan().rubric().draft().ranking;
    return ranking ? ranking->on : Figure::index;
  }

  /// The rows with a result. Units are counted in this order.
  const std::vector<std::size_t>& rows() const { return rows_; }
  /// The figure of each unit that is compared: the exact share of the total, or its points.
  const std::vector<Rational>& totals() const { return totals_; }
  /// Why the weight of a node cannot vary, by position; for a node with a weight that can, nothing.
  const std::vector<std::optional<Phrase>>& reasons() const { return reasons_; }

  /// Every node whose weight can vary, in document order; `reasons` then has those of the others.
  std::vector<WeighedNode> weighed() {
    std::vector<WeighedNode> found;
    for (std::size_t position = 1; position < places_.size(); ++position) {
      if (!places_[position].counts || !above(position).kind) continue;
      if (auto node = weigh(position)) found.push_back(*std::move(node));
    }
    return found;
  }

 private:
  enum class Kind { sum, mean, weighted_mean };

  /// A node with its results for each unit; nothing where it does not count.
  struct Place {
    bool counts = false;       // it is part of the total, not for information
    std::optional<Kind> kind;  // of a plain sum or mean; nothing for a leaf and for any other node
    std::vector<std::optional<Rational>> max;
    std::vector<std::optional<Rational>> share;
    std::vector<Rational> whole;  // of a plain sum or mean: the weights of the children that count
  };

  // ---- results ----------------------------------------------------------------------------------

  void read(const Scores& scores) {
    mark(0);
    const ScoresState& state = ScoresAccess::state(scores);
    for (std::size_t row = 0; row < scores.size(); ++row) {
      stop_point(100);
      if (scores.status(row) == Status::ok) rows_.push_back(row);
    }
    for (const std::size_t row : rows_) {
      RowOutcomes outcomes(state, row);
      for (std::size_t position = 0; position < places_.size(); ++position) {
        stop_point(200);
        if (places_[position].counts) add(outcomes, position);
      }
    }
  }

  void mark(std::size_t position) {
    places_[position].counts = true;
    for (const std::size_t child : plan_.nodes[position].children) mark(child);
  }

  void add(RowOutcomes& outcomes, std::size_t position) {
    const NodeOutcome outcome = outcomes.at(position);
    std::optional<Rational> points;
    std::optional<Rational> max;
    if (outcome.status == Status::ok) {
      points = position == 0 ? exact_points(plan_, outcomes, 0) : outcome.points;
      max = outcome.max;
    }
    std::optional<Rational> share;
    if (points && !max->is_zero()) share = *points / *max;
    if (position == 0) {
      totals_.push_back((on_ == Figure::points ? points : share).value_or(Rational(0)));
    }
    places_[position].max.push_back(std::move(max));
    places_[position].share.push_back(std::move(share));
  }

  // ---- plain sums and means ---------------------------------------------------------------------

  const Place& above(std::size_t position) const { return places_[plan_.nodes[position].parent]; }

  /// Whether a node is a plain sum or mean: by what it states, and by the points of every unit.
  void decide(std::size_t position) {
    Place& place = places_[position];
    place.kind = stated_kind(position);
    for (std::size_t unit = 0; place.kind && unit < rows_.size(); ++unit) {
      if (!is_mean(position, unit)) place.kind.reset();
    }
    if (place.kind) return;
    for (const std::size_t child : plan_.nodes[position].children) {
      reasons_[child] = no_plain_mean(position);
    }
  }

  std::optional<Kind> stated_kind(std::size_t position) const {
    const PlanNode& node = plan_.nodes[position];
    const Node& own = *node.node;
    if (own.cap || own.floor || !own.gates.empty() || own.nothing_left || node.weighs_by_data ||
        (own.rounding && position != 0)) {
      return std::nullopt;
    }
    if (const auto* sum = std::get_if<Sum>(&node.aggregation)) {
      const bool plain = sum->adjust.empty() && !sum->excluded && !sum->drop;
      return plain ? std::optional(Kind::sum) : std::nullopt;
    }
    if (const auto* mean = std::get_if<Mean>(&node.aggregation)) {
      return mean->drop ? std::nullopt : std::optional(Kind::mean);
    }
    if (const auto* mean = std::get_if<WeightedMean>(&node.aggregation)) {
      return mean->drop ? std::nullopt : std::optional(Kind::weighted_mean);
    }
    return std::nullopt;
  }

  /// Whether the share of a node is the mean of those of its children. Finds the sum of weights.
  bool is_mean(std::size_t position, std::size_t unit) {
    Rational whole;
    Rational parts;
    for (const std::size_t child : plan_.nodes[position].children) {
      stop_point(200);
      const auto found = weight(child, unit);
      if (!found) continue;
      whole += *found;
      parts += *found * *places_[child].share[unit];
    }
    Place& place = places_[position];
    place.whole.push_back(whole);
    const auto& share = place.share[unit];
    return !share || (!whole.is_zero() && *share * whole == parts);
  }

  Phrase no_plain_mean(std::size_t position) const {
    const Phrase name =
        position == 0 ? Phrase(sentence::the_total_as_a_place) : Phrase(plan_.codes[position]);
    return say(sentence::not_a_plain_sum_or_mean, name);
  }

  /// The weight of a node for a unit; nothing if it does not count for it.
  std::optional<Rational> weight(std::size_t position, std::size_t unit) const {
    const Place& place = places_[position];
    if (!place.share[unit]) return std::nullopt;
    if (above(position).kind == Kind::sum) return place.max[unit];
    if (above(position).kind == Kind::mean) return Rational(1);
    return plan_.nodes[position].node->weight.value_or(Rational(0));
  }

  // ---- blocks -----------------------------------------------------------------------------------

  /// The node in which the weight of a node is one part of the whole: its parent, or the uppermost
  /// sum.
  std::size_t block_of(std::size_t position) const {
    std::size_t block = plan_.nodes[position].parent;
    while (block != 0 && places_[block].kind == Kind::sum && above(block).kind == Kind::sum) {
      block = plan_.nodes[block].parent;
    }
    return block;
  }

  /// What one whole share of a block gives to the total of a unit; nothing if that is not a plain
  /// product.
  std::optional<Rational> effect(std::size_t block, std::size_t unit) const {
    const Place& place = places_[block];
    const auto& most = places_[0].max[unit];
    if (!place.share[unit] || !most) return std::nullopt;
    if (block == 0) return on_ == Figure::points ? *most : Rational(1);
    if (!above(block).kind) return std::nullopt;
    const bool in_sum = above(block).kind == Kind::sum;
    const std::size_t outer = in_sum ? block_of(block) : plan_.nodes[block].parent;
    const auto upper = effect(outer, unit);
    const auto own = in_sum ? place.max[unit] : weight(block, unit);
    const auto whole =
        in_sum ? places_[outer].max[unit] : std::optional(places_[outer].whole[unit]);
    if (!upper || !own || !whole || whole->is_zero()) return std::nullopt;
    return *upper * *own / *whole;
  }

  // ---- one weight -------------------------------------------------------------------------------

  /// The weight, if it is the same for every unit that counts the node.
  std::optional<Rational> common_weight(std::size_t position) {
    std::optional<Rational> common;
    for (std::size_t unit = 0; unit < rows_.size(); ++unit) {
      const auto found = weight(position, unit);
      if (!found) continue;
      if (common && *common != *found) {
        reasons_[position] = sentence::its_maximum_differs_between_units;
        return std::nullopt;
      }
      common = found;
    }
    if (!common) reasons_[position] = sentence::it_counts_for_no_unit;
    return common;
  }

  std::optional<WeighedNode> weigh(std::size_t position) {
    const auto common = common_weight(position);
    if (!common) return std::nullopt;
    WeighedNode found{position, *common, {}};
    const std::size_t block = block_of(position);
    for (std::size_t unit = 0; unit < rows_.size(); ++unit) {
      stop_point(500);
      auto line = line_of(position, block, unit);
      if (!line) {
        reasons_[position] = no_plain_mean(not_plain_above(block));
        return std::nullopt;
      }
      found.lines.push_back(*std::move(line));
    }
    const auto is_alone = [&](const WeightLine& line) {
      return line.grows && line.whole == *common;
    };
    if (std::all_of(found.lines.begin(), found.lines.end(), is_alone)) {
      reasons_[position] = sentence::nothing_else_is_weighed_there;
      return std::nullopt;
    }
    // If a unit counts nothing else there, then no weight above 0 changes its total.
    for (WeightLine& line : found.lines) {
      if (is_alone(line)) line = {line.total, 1, 0, false};
    }
    return found;
  }

  /// Nothing if the total of the unit does not follow from the share of the block.
  std::optional<WeightLine> line_of(std::size_t position, std::size_t block,
                                    std::size_t unit) const {
    const Rational& total = totals_[unit];
    const auto& share = places_[position].share[unit];
    const auto& share_of_block = places_[block].share[unit];
    if (!share || !share_of_block) return WeightLine{total};
    const auto gives = effect(block, unit);
    if (!gives) return std::nullopt;
    const bool is_sum = places_[block].kind == Kind::sum;
    if (on_ == Figure::points && block == 0 && is_sum) return WeightLine{total, 1, *share, false};
    const Rational& whole = is_sum ? *places_[block].max[unit] : places_[block].whole[unit];
    return WeightLine{total, whole, total + *gives * (*share - *share_of_block), true};
  }

  /// The nearest node above a block that is no plain sum or mean.
  std::size_t not_plain_above(std::size_t block) const {
    while (block != 0 && above(block).kind) block = plan_.nodes[block].parent;
    return plan_.nodes[block].parent;
  }

  const PlanState& plan_;
  Figure on_;
  std::vector<std::size_t> rows_;
  std::vector<Rational> totals_;
  std::vector<Place> places_;  // by position
  std::vector<std::optional<Phrase>> reasons_;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
