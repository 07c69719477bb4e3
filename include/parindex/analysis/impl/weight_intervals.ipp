// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include <tuple>
#include <unordered_map>

#include <parindex/analysis/detail/near_roots.hpp>
#include <parindex/analysis/detail/node_shares.hpp>
#include <parindex/analysis/weight_intervals.hpp>
#include <parindex/detail/stable_sort.hpp>
#include <parindex/results/rank.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// The positions, among the units with a result, of those that the rubric ranks with each other;
/// all, if it declares no ranking.
inline std::vector<std::vector<std::size_t>> compared_units(const Scores& scores,
                                                            const std::vector<std::size_t>& rows) {
  const auto& rule = scores.plan().rubric().draft().ranking;
  std::vector<bool> ranked(scores.size(), !rule);
  if (rule) {
    for (const RankEntry& entry : rank(scores).value().entries) {
      ranked[entry.row] = entry.rank.has_value();
    }
  }
  std::vector<std::vector<std::size_t>> together;
  std::unordered_map<std::string, std::size_t> place;
  for (std::size_t unit = 0; unit < rows.size(); ++unit) {
    stop_point(200);
    if (!ranked[rows[unit]]) continue;
    const std::string group = rule && rule->by_group ? scores.group(rows[unit]) : std::string();
    const auto [found, added] = place.emplace(group, together.size());
    if (added) together.emplace_back();
    together[found->second].push_back(unit);
  }
  return together;
}

/// Intervals by the positions of units, among those with a result.
struct WeightIntervalsState {
  using Pair = WeightInterval::Pair;

  explicit WeightIntervalsState(const Scores& scored) : scores(scored) {
    NodeShares shares(scored);
    nodes = shares.weighed();
    rows = shares.rows();
    totals = shares.totals();
    const std::vector<std::string>& all = scored.plan().codes();
    for (const WeighedNode& node : nodes) {
      codes.push_back(all[node.position]);
      weights.push_back(node.weight);
    }
    for (std::size_t position = 0; position < all.size(); ++position) {
      const auto& reason = shares.reasons()[position];
      if (reason) left_out.push_back({all[position], reason->en, reason->vi});
    }
  }

  /// Narrows an interval so that two units, of which the first is not behind, keep their order.
  void narrow(WeightInterval& interval, const WeighedNode& node, std::size_t first,
              std::size_t second) const {
    stop_point(300);
    Gap gap = gap_of(node.lines[first], node.lines[second]);
    NearRoots ends;
    if (!gap.c.is_zero()) {
      ends = near_roots(std::move(gap.a), std::move(gap.b), std::move(gap.c), -node.weight);
    } else if (!gap.a.is_zero() || !gap.b.is_zero()) {
      ends = {NearRoot{0, true}, NearRoot{0, true}};
    }
    const Pair pair(rows[first], rows[second]);
    if (ends.below) {
      Rational low = node.weight + ends.below->at;
      if (!interval.low || low > *interval.low) {
        std::tie(interval.low, interval.at_low, interval.low_exact) =
            std::tuple(std::move(low), pair, ends.below->exact);
      }
    }
    if (ends.above) {
      Rational high = node.weight + ends.above->at;
      if (!interval.high || high < *interval.high) {
        std::tie(interval.high, interval.at_high, interval.high_exact) =
            std::tuple(std::move(high), pair, ends.above->exact);
      }
    }
  }

  WeightInterval interval_of(std::size_t at) const { return {codes[at], nodes[at].weight}; }

  /// The place of a row among those with a result. Throws Error for a row without one.
  std::size_t unit_of(std::size_t row) const {
    const auto found = std::lower_bound(rows.begin(), rows.end(), row);
    if (found != rows.end() && *found == row) {
      return static_cast<std::size_t>(found - rows.begin());
    }
    throw Error(say(sentence::the_unit_has_no_result, scores.unit(row)));
  }

  /// Pairs of units that are adjacent in the order; each unit of a tie is adjacent to each one of
  /// the tie before it.
  std::vector<Pair> neighbours() const {
    std::vector<Pair> found;
    for (std::vector<std::size_t>& units : compared_units(scores, rows)) {
      stable_sort(units,
                  [&](std::size_t one, std::size_t other) { return totals[one] > totals[other]; });
      std::size_t better = 0;
      std::size_t tie = 0;
      for (std::size_t at = 0; at < units.size(); ++at) {
        if (totals[units[at]] != totals[units[tie]]) {
          better = tie;
          tie = at;
        }
        for (std::size_t other = better; other < tie; ++other) {
          stop_point(50);
          found.emplace_back(units[other], units[at]);
        }
      }
    }
    return found;
  }

  Scores scores;
  std::vector<std::size_t> rows;
  std::vector<Rational> totals;
  std::vector<WeighedNode> nodes;
  std::vector<std::string> codes;
  std::vector<Rational> weights;
  std::vector<LeftOutWeight> left_out;

 private:
  /// How far a unit is ahead of another if a weight changes by x, times both denominators:
  /// a x^2 + b x + c.
  struct Gap {
    Rational a;
    Rational b;
    Rational c;
  };

  static Gap gap_of(const WeightLine& one, const WeightLine& other) {
    if (one.grows == other.grows && one.whole == other.whole) {  // without the common denominator
      return {0, one.slope - other.slope, (one.total - other.total) * one.whole};
    }
    Gap gap = times(one, other);
    const Gap less = times(other, one);
    gap.a -= less.a;
    gap.b -= less.b;
    gap.c -= less.c;
    return gap;
  }

  /// The numerator of a line times the denominator of another.
  static Gap times(const WeightLine& line, const WeightLine& other) {
    const Rational start = line.total * line.whole;
    Gap product{0, line.slope * other.whole, start * other.whole};
    if (other.grows) {
      product.a = line.slope;
      product.b += start;
    }
    return product;
  }
};

}  // namespace detail

const std::vector<std::size_t>& WeightIntervals::rows() const& noexcept { return state_->rows; }
const std::vector<std::string>& WeightIntervals::codes() const& noexcept { return state_->codes; }
const std::vector<Rational>& WeightIntervals::weights() const& noexcept { return state_->weights; }
const std::vector<LeftOutWeight>& WeightIntervals::left_out() const& noexcept {
  return state_->left_out;
}

std::vector<WeightInterval> WeightIntervals::between(std::size_t first, std::size_t second) const {
  std::size_t ahead = state_->unit_of(first);
  std::size_t behind = state_->unit_of(second);
  if (state_->totals[ahead] < state_->totals[behind]) std::swap(ahead, behind);
  std::vector<WeightInterval> found;
  for (std::size_t at = 0; at < state_->nodes.size(); ++at) {
    found.push_back(state_->interval_of(at));
    state_->narrow(found.back(), state_->nodes[at], ahead, behind);
  }
  return found;
}

std::vector<WeightInterval> WeightIntervals::order() const {
  const auto neighbours = state_->neighbours();
  std::vector<WeightInterval> found;
  for (std::size_t at = 0; at < state_->nodes.size(); ++at) {
    found.push_back(state_->interval_of(at));
    for (const auto& [ahead, behind] : neighbours) {
      state_->narrow(found.back(), state_->nodes[at], ahead, behind);
    }
  }
  return found;
}

WeightIntervals weight_intervals(const Scores& scores) {
  check_stop();
  return WeightIntervals(std::make_shared<const detail::WeightIntervalsState>(scores));
}

PARINDEX_END_NAMESPACE
