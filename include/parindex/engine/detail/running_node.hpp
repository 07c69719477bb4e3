// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <optional>
#include <set>
#include <utility>
#include <variant>
#include <vector>

#include <parindex/detail/visit.hpp>
#include <parindex/engine/detail/evaluate.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// A changing set of numbers, split into a given number of the lowest and the rest, with the values
/// at the border.
class SplitNumbers {
 public:
  void add(const Rational& value) {
    if (!low_.empty() && value < *low_.rbegin()) {
      low_.insert(value);
      low_sum_ += value;
    } else {
      high_.insert(value);
    }
  }
  void remove(const Rational& value) {
    const auto found = low_.find(value);
    if (found != low_.end()) {
      low_.erase(found);
      low_sum_ -= value;
    } else {
      high_.erase(high_.find(value));
    }
  }
  /// Moves numbers over the border until exactly `count` are below it.
  void split(std::size_t count) {
    while (low_.size() > count) {
      const auto last = std::prev(low_.end());
      low_sum_ -= *last;
      high_.insert(high_.begin(), *last);
      low_.erase(last);
    }
    while (low_.size() < count) {
      low_sum_ += *high_.begin();
      low_.insert(low_.end(), *high_.begin());
      high_.erase(high_.begin());
    }
  }
  std::size_t size() const { return low_.size() + high_.size(); }
  const Rational& last_low() const { return *low_.rbegin(); }
  const Rational& first_high() const { return *high_.begin(); }
  const Rational& low_sum() const { return low_sum_; }

 private:
  std::multiset<Rational> low_;
  std::multiset<Rational> high_;
  Rational low_sum_;
};

/// The result of a node while its children change one after the other: the same as
/// `evaluate_inner`, without visiting all children each time. Aggregations with a bounded number of
/// children (the degree of a root, the combinations of a lookup), and sums with adjustments, are
/// evaluated anew.
class RunningNode {
 public:
  /// `outcomes[i]` is the outcome of the node at position i; `exists` says whether the unit has the
  /// node.
  template <class Outcomes>
  RunningNode(const PlanState& plan, std::size_t position, const Outcomes& outcomes, bool exists)
      : plan_(&plan), parent_(&plan.nodes[position]), exists_(exists) {
    const Aggregation& kind = parent_->aggregation;
    const auto* sum = std::get_if<Sum>(&kind);
    anew_ = std::holds_alternative<GeometricMean>(kind) || std::holds_alternative<Lookup>(kind) ||
            std::holds_alternative<Product>(kind) || drop_of(kind) != nullptr ||
            parent_->node->nothing_left || parent_->weighs_by_data ||
            (sum != nullptr && (!sum->adjust.empty() || sum->excluded));
    for (const std::size_t child : parent_->children) {
      stop_point(200);
      apply(child, outcomes[child], true);
    }
  }

  /// Updates a child with a new outcome.
  void change(std::size_t child, const NodeOutcome& before, const NodeOutcome& after) {
    apply(child, before, false);
    apply(child, after, true);
  }

  template <class Outcomes>
  NodeOutcome outcome(const Outcomes& outcomes) {
    IssueLog ignored(0);
    IssueListener listener{ignored};
    if (anew_) return evaluate_inner(*plan_, *parent_, outcomes, exists_, listener);
    if (failed_ != 0) return {};
    NodeOutcome none;
    none.status = unavailable_ != 0 ? Status::unavailable : Status::excluded;
    if (ok_.empty()) return none;
    const Node& node = *parent_->node;
    try {
      AggregateOutcome made = detail::visit(
          [&](const auto& kind) { return aggregated(kind, outcomes); }, parent_->aggregation);
      none.status = made.status;
      if (made.status != Status::ok) return none;
      return ok_outcome(node, clamp_points(node, std::move(made.points), listener),
                        std::move(made.max), listener);
    } catch (const NumberTooLong&) {
      return {};
    }
  }

 private:
  void apply(std::size_t child, const NodeOutcome& outcome, bool comes) {
    if (anew_) return;
    const auto step = [comes](std::size_t& count) { comes ? ++count : --count; };
    if (outcome.status == Status::error) step(failed_);
    if (outcome.status == Status::unavailable) step(unavailable_);
    if (outcome.status != Status::ok) return;
    if (comes) {
      ok_.insert(child);
    } else {
      ok_.erase(child);
    }
    try {
      const Part part{*plan_->nodes[child].node, outcome.points, outcome.max};
      detail::visit([&](const auto& kind) { count(kind, part, comes); }, parent_->aggregation);
    } catch (const NumberTooLong&) {
      anew_ = true;  // it may fit again after other children change
    }
  }

  static void move(SplitNumbers& numbers, const Rational& value, bool comes) {
    comes ? numbers.add(value) : numbers.remove(value);
  }
  static void move(Rational& sum, const Rational& value, bool comes) {
    comes ? sum += value : sum -= value;
  }

  void count(const Sum&, const Part& part, bool comes) {
    move(sum_, part.points, comes);
    move(max_sum_, part.max, comes);
  }
  void count(const Mean&, const Part& part, bool comes) { move(sum_, part.share(), comes); }
  void count(const WeightedMean&, const Part& part, bool comes) {
    move(sum_, part.weight() * part.share(), comes);
    move(weights_, part.weight(), comes);
  }
  void count(const HarmonicMean&, const Part& part, bool comes) {
    const auto step = [comes](std::size_t& number) { comes ? ++number : --number; };
    if (part.points.sign() < 0) step(negative_);
    if (part.weight().is_zero()) return;
    move(weights_, part.weight(), comes);
    if (part.points.is_zero()) return step(zero_);
    move(sum_, part.weight() / part.share(), comes);
  }
  void count(const Median&, const Part& part, bool comes) { move(points_, part.share(), comes); }
  void count(const Minimum&, const Part& part, bool comes) {
    move(points_, part.points, comes);
    move(maxima_, part.max, comes);
  }
  void count(const Best&, const Part& part, bool comes) {
    // The highest numbers are the lowest of the negated ones.
    move(points_, -part.points, comes);
    move(maxima_, -part.max, comes);
  }
  template <class Other>
  void count(const Other&, const Part&, bool) {}

  const Rational& max() const { return *parent_->node->max; }
  bool too_few(const std::optional<std::size_t>& minimum) const {
    return minimum && ok_.size() < *minimum;
  }

  template <class Outcomes>
  AggregateOutcome aggregated(const Sum&, const Outcomes&) const {
    const auto& cap = parent_->node->cap;
    return {Status::ok, sum_, cap ? min(max_sum_, *cap) : max_sum_};
  }
  template <class Outcomes>
  AggregateOutcome aggregated(const Mean& kind, const Outcomes&) const {
    if (too_few(kind.minimum_available)) return no_points(Status::unavailable);
    return {Status::ok, max() * sum_ / Rational(ok_.size()), max()};
  }
  template <class Outcomes>
  AggregateOutcome aggregated(const WeightedMean& kind, const Outcomes&) const {
    if (too_few(kind.minimum_available)) return no_points(Status::unavailable);
    if (weights_.is_zero()) return no_points(Status::excluded);
    return {Status::ok, max() * sum_ / weights_, max()};
  }
  template <class Outcomes>
  AggregateOutcome aggregated(const HarmonicMean& kind, const Outcomes&) const {
    if (too_few(kind.minimum_available)) return no_points(Status::unavailable);
    if (negative_ != 0) return no_points(Status::error);
    if (weights_.is_zero()) return no_points(Status::excluded);
    return {Status::ok, zero_ != 0 ? Rational(0) : max() * weights_ / sum_, max()};
  }
  template <class Outcomes>
  AggregateOutcome aggregated(const Median& kind, const Outcomes&) {
    if (too_few(kind.minimum_available)) return no_points(Status::unavailable);
    points_.split(ok_.size() / 2);
    const Rational middle = ok_.size() % 2 != 0 ? points_.first_high()
                                                : (points_.last_low() + points_.first_high()) / 2;
    return {Status::ok, max() * middle, max()};
  }
  template <class Outcomes>
  AggregateOutcome aggregated(const Minimum&, const Outcomes&) {
    points_.split(0);
    maxima_.split(0);
    return {Status::ok, points_.first_high(), maxima_.first_high()};
  }
  template <class Outcomes>
  AggregateOutcome aggregated(const Best& kind, const Outcomes&) {
    const std::size_t taken = std::min(kind.count, ok_.size());
    points_.split(taken);
    maxima_.split(taken);
    const auto& cap = parent_->node->cap;
    const Rational most = -maxima_.low_sum();
    return {Status::ok, -points_.low_sum(), cap ? min(most, *cap) : most};
  }
  template <class Outcomes>
  AggregateOutcome aggregated(const OneOf&, const Outcomes& outcomes) const {
    if (ok_.size() > 1) return no_points(Status::error);
    const NodeOutcome& one = outcomes[*ok_.begin()];
    return {Status::ok, one.points, one.max};
  }
  template <class Other, class Outcomes>
  AggregateOutcome aggregated(const Other&, const Outcomes&) const {
    return no_points(Status::error);  // evaluated anew
  }

  const PlanState* plan_;
  const PlanNode* parent_;
  bool exists_;
  bool anew_ = false;
  std::size_t failed_ = 0;
  std::size_t unavailable_ = 0;
  std::set<std::size_t> ok_;  // children that have points
  Rational sum_;
  Rational max_sum_;
  Rational weights_;
  std::size_t negative_ = 0;
  std::size_t zero_ = 0;
  SplitNumbers points_;
  SplitNumbers maxima_;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
