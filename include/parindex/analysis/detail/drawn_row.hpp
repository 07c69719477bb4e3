// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

#include <parindex/analysis/detail/drawn_weights.hpp>
#include <parindex/detail/portable.hpp>
#include <parindex/engine/detail/row_outcomes.hpp>
#include <parindex/engine/detail/scores_access.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// What drawn weights have an effect on: nodes above them, nodes whose gates test such a node, and
/// leaves that read its figures.
class DrawnPlan {
 public:
  DrawnPlan(const PlanState& plan, const DrawnMeans& drawn)
      : plan_(plan), weights_(plan.nodes.size()), affected_(plan.nodes.size()) {
    for (const DrawnMean& mean : drawn.means) {
      affected_[mean.node] = true;
      for (const WeightColumn& child : mean.children) weights_[child.node] = &child.values;
    }
    const auto hit = [&](std::size_t need) { return bool{affected_[need]}; };
    for (const std::size_t position : plan.order) {
      const PlanNode& node = plan.nodes[position];
      const bool above =
          std::any_of(node.children.begin(), node.children.end(), hit) ||
          std::any_of(node.reads.begin(), node.reads.end(), hit) ||
          std::any_of(node.gates.begin(), node.gates.end(),
                      [&](const PlanGate& gate) { return gate.gate->when && affected_[gate.at]; });
      if (above) affected_[position] = true;
      if (affected_[position]) order_.push_back(position);
    }
  }

  const PlanState& plan() const { return plan_; }
  /// The nodes that change, each after those that it needs.
  const std::vector<std::size_t>& order() const { return order_; }
  bool affected(std::size_t position) const { return affected_[position]; }
  /// The weight of a node by draw; nullptr for one that is not drawn.
  const std::vector<std::int64_t>* weights(std::size_t position) const {
    return weights_[position];
  }

 private:
  const PlanState& plan_;
  std::vector<const std::vector<std::int64_t>*> weights_;
  std::vector<bool> affected_;
  std::vector<std::size_t> order_;
};

/// A whole number of up to 124 bits.
inline Rational rational_of(const int128& value) {
  constexpr std::int64_t base = std::int64_t{1} << 62;
  const int128 upper = value / int128{base};
  const Rational low(static_cast<std::int64_t>(value - upper * int128{base}));
  if (upper == int128{0}) return low;
  return Rational(static_cast<std::int64_t>(upper)) * base + low;
}

/// The sum of weighted shares below one mean for one row, in whole numbers: the shares of children
/// that no draw changes have a common denominator.
class WeightedShares {
 public:
  /// Nothing if the mean is no plain weighted mean, or its shares are too long.
  template <class Outcomes>
  static std::optional<WeightedShares> make(const DrawnPlan& drawn, std::size_t position,
                                            const Outcomes& outcomes) {
    const PlanNode& node = drawn.plan().nodes[position];
    const auto* const kind = std::get_if<WeightedMean>(&node.aggregation);
    if (kind == nullptr || kind->drop || !node.gates.empty() || node.weighs_by_data ||
        node.weight_at || node.children.size() > most_children ||
        !drawn.weights(node.children[0])) {
      return std::nullopt;
    }
    WeightedShares made;
    std::vector<Rational> shares;
    for (const std::size_t child : node.children) {
      const std::vector<std::int64_t>* const weights = drawn.weights(child);
      if (weights == nullptr) return std::nullopt;
      if (drawn.affected(child)) {
        made.changing_.push_back({child, weights});
        continue;
      }
      const NodeOutcome& outcome = outcomes[child];
      if (outcome.status == Status::error) return std::nullopt;
      if (outcome.status != Status::ok) continue;
      made.fixed_.push_back({0, weights});
      shares.push_back(outcome.points / outcome.max);
      if (!shares.back().is_small() || !made.take_denominator(shares.back())) return std::nullopt;
    }
    if (kind->minimum_available &&
        made.fixed_.size() + made.changing_.size() < *kind->minimum_available) {
      return std::nullopt;
    }
    for (std::size_t i = 0; i < shares.size(); ++i) {
      const auto whole = (shares[i] * made.denominator_).to_scaled_int64(0);
      if (!whole || *whole >= most_share || *whole <= -most_share) return std::nullopt;
      made.fixed_[i].share = *whole;
    }
    return made;
  }

  /// The mean of the shares in a draw; nothing if a child has no points, or all weights are 0.
  template <class Outcomes>
  std::optional<Rational> mean(std::size_t draw, const Outcomes& outcomes) const {
    int128 sum = 0;
    int128 weights = 0;
    for (const Fixed& one : fixed_) {
      const std::int64_t weight = (*one.weights)[draw];
      sum += int128{one.share} * weight;
      weights += weight;
    }
    Rational changing = 0;
    for (const Changing& one : changing_) {
      const NodeOutcome& outcome = outcomes[one.node];
      if (outcome.status != Status::ok) return std::nullopt;
      const std::int64_t weight = (*one.weights)[draw];
      changing += outcome.points / outcome.max * weight;
      weights += weight;
    }
    if (weights == int128{0}) return std::nullopt;
    Rational found = rational_of(sum);
    if (!changing_.empty()) return (found / denominator_ + changing) / rational_of(weights);
    return found / (rational_of(weights) * denominator_);
  }

 private:
  // Shares below 2^60 times weights below 2^50, of 2^12 children, are below 2^122.
  static constexpr std::size_t most_children = 1 << 12;
  static constexpr std::int64_t most_share = std::int64_t{1} << 60;

  struct Fixed {
    std::int64_t share;  // times the denominator
    const std::vector<std::int64_t>* weights;
  };
  struct Changing {
    std::size_t node;
    const std::vector<std::int64_t>* weights;
  };

  bool take_denominator(const Rational& share) {
    const std::int64_t below = share.small_denominator();
    const auto shared = static_cast<std::int64_t>(gcd(magnitude(denominator_), magnitude(below)));
    return !mul_overflow(denominator_, below / shared, denominator_);
  }

  std::int64_t denominator_ = 1;
  std::vector<Fixed> fixed_;
  std::vector<Changing> changing_;
};

/// The outcomes of one row, draw after draw.
class DrawnRow {
 public:
  /// `figures` are the nodes whose figures are wanted, also before their rounding.
  DrawnRow(const DrawnPlan& drawn, const ScoresState& scores, std::size_t row,
           const std::vector<std::size_t>& figures)
      : drawn_(drawn), scores_(scores), row_(row), outcomes_(drawn.plan().nodes.size()) {
    RowOutcomes found(scores, row);
    std::vector<bool> known(outcomes_.size());
    const auto need = [&](std::size_t position, bool exact = false) {
      if (drawn.affected(position) || known[position]) return;
      known[position] = true;
      outcomes_[position] = exact ? found.with_exact(position) : found.at(position);
    };
    for (const std::size_t position : figures) need(position, true);
    for (const std::size_t position : drawn.order()) {
      const PlanNode& node = drawn.plan().nodes[position];
      for (const std::size_t child : node.children) need(child);
      for (const std::size_t read : node.reads) need(read);
      for (const PlanGate& gate : node.gates) {
        if (gate.gate->when) need(gate.at);
      }
    }
    for (const std::size_t position : drawn.order()) {
      shares_.push_back(drawn.plan().nodes[position].children.empty()
                            ? std::nullopt
                            : WeightedShares::make(drawn, position, outcomes_));
    }
  }

  void evaluate(std::size_t draw) {
    for (std::size_t i = 0; i < shares_.size(); ++i) {
      const std::size_t position = drawn_.order()[i];
      stop_point(300);
      if (shares_[i] && evaluate_quickly(*shares_[i], position, draw)) continue;
      const PlanNode& node = drawn_.plan().nodes[position];
      for (const std::size_t child : node.children) {
        if (const auto* const weights = drawn_.weights(child)) {
          outcomes_[child].weight = Rational((*weights)[draw]);
        }
      }
      outcomes_[position] = evaluated(position, node);
    }
  }

  const NodeOutcome& operator[](std::size_t position) const { return outcomes_[position]; }

 private:
  bool evaluate_quickly(const WeightedShares& shares, std::size_t position, std::size_t draw) {
    const Node& node = *drawn_.plan().nodes[position].node;
    IssueLog ignored(0);
    IssueListener listener{ignored};
    try {
      const std::optional<Rational> mean = shares.mean(draw, outcomes_);
      if (!mean) return false;
      outcomes_[position] =
          ok_outcome(node, clamp_points(node, *node.max * *mean, listener), *node.max, listener);
      return true;
    } catch (const NumberTooLong&) {
      return false;  // the slow way reports it
    }
  }

  NodeOutcome evaluated(std::size_t position, const PlanNode& node) {
    const PlanState& plan = drawn_.plan();
    const std::size_t group = scores_.group(row_);
    const auto cell_at = [&](std::size_t column) { return scores_.cell(row_, column); };
    IssueLog ignored(0);
    IssueListener listener{ignored};
    if (!node.children.empty()) {
      return evaluate_node(plan, position, group, cell_at, outcomes_, listener);
    }
    NodeOutcome own = evaluate_leaf_among(plan, node, group, cell_at, outcomes_, values_, listener,
                                          scores_.unit(row_));
    return apply_gates(plan, node, group, cell_at, outcomes_, std::move(own), listener);
  }

  const DrawnPlan& drawn_;
  const ScoresState& scores_;
  const std::size_t row_;
  std::vector<NodeOutcome> outcomes_;
  std::vector<std::optional<WeightedShares>> shares_;  // by place in the order
  std::vector<Value> values_;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
