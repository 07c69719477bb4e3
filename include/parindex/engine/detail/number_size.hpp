// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <variant>
#include <vector>

#include <parindex/engine/detail/plan_state.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// The maximum length of a number, in digits: before the point, after it, and in the rest of its
/// denominator.
struct NumberSize {
  std::size_t whole = 0;
  std::size_t scale = 0;
  std::size_t others = 0;

  /// The digits of numerator and denominator together.
  std::size_t digits() const { return whole + 2 * (scale + others); }
  /// The digits that dividing by this number adds to a denominator.
  std::size_t as_divisor() const { return whole + scale + others; }
};

/// The size of either number, or of their sum.
inline NumberSize joined(const NumberSize& a, const NumberSize& b) {
  return {std::max(a.whole, b.whole), std::max(a.scale, b.scale), a.others + b.others};
}

inline NumberSize size_of(const Rational& value) {
  constexpr std::size_t most = 19;  // of 64 bits
  if (value.is_small() && value.is_terminating()) {
    return {most, static_cast<std::size_t>(value.decimal_digits()), 0};
  }
  const std::size_t length = value.to_string().size();
  return {length, 0, length};
}

/// Bounds the numbers above the leaves of a plan if the points of every leaf are 64-bit decimals.
/// The bound need not be sharp: it distinguishes rubrics with usual numbers from those with very
/// long ones.
class NumberSizes {
 public:
  explicit NumberSizes(const PlanState& plan) : plan_(plan), sizes_(plan.nodes.size()) {
    for (std::size_t i = plan.nodes.size(); i-- > 0;) sizes_[i] = measure(plan.nodes[i]);
  }

  /// The digits of the longest number on the way to the total.
  std::size_t longest() const { return longest_; }

 private:
  struct Sizes {
    NumberSize points;
    NumberSize max;
    std::size_t divisor = 0;  // digits that dividing by the maximum adds
  };

  Sizes measure(const PlanNode& planned) {
    const Node& node = *planned.node;
    Sizes made = planned.children.empty() ? leaf(node) : inner(planned);
    for (const auto* limit : {&node.cap, &node.floor}) {
      if (*limit) made.points = joined(made.points, size_of(**limit));
    }
    if (node.cap) made.max = joined(made.max, size_of(*node.cap));
    for (const PlanGate& gate : planned.gates) {
      made.points = joined(made.points, size_of(gate.gate->points));
    }
    longest_ = std::max({longest_, made.points.digits(), made.max.digits()});
    if (node.rounding) {
      const std::size_t of_step = node.rounding->has_step() ? 10 : 0;  // it may be 10^9
      made.points = {std::max(made.points.whole, of_step),
                     static_cast<std::size_t>(node.rounding->digits), 0};
    }
    return made;
  }

  static Sizes leaf(const Node& node) {
    return {{19, 18, 0}, size_of(*node.max), divisor(*node.max)};
  }

  /// Dividing a decimal by a number without prime factors other than 2 and 5 gives a decimal.
  static std::size_t divisor(const Rational& max) {
    const bool plain = max.is_small() && (Rational(1) / max).is_terminating();
    return plain ? 0 : size_of(max).as_divisor();
  }

  Sizes inner(const PlanNode& planned) {
    const Aggregation& kind = planned.aggregation;
    const bool mean = std::holds_alternative<Mean>(kind) || std::holds_alternative<Median>(kind) ||
                      std::holds_alternative<WeightedMean>(kind);
    const auto* sum = std::get_if<Sum>(&kind);
    if (sum != nullptr && sum->excluded) {
      // The sum, and a weighted mean of the shares.
      Sizes made = sum_of(planned);
      const Sizes scaled = mean_of(planned);
      made.points = {made.points.whole + scaled.points.whole,
                     made.points.scale + scaled.points.scale,
                     made.points.others + scaled.points.others};
      return made;
    }
    return mean ? mean_of(planned) : sum_of(planned);
  }

  static constexpr std::size_t count = 9;  // digits of a number of children

  Sizes sum_of(const PlanNode& planned) {
    Sizes made;
    for (const std::size_t child : planned.children) {
      made.points = joined(made.points, sizes_[child].points);
      made.max = joined(made.max, sizes_[child].max);
    }
    if (const auto* sum = std::get_if<Sum>(&planned.aggregation)) {
      for (const Adjustment& each : sum->adjust) {
        if (each.limit) made.points = joined(made.points, size_of(*each.limit));
      }
    }
    if (const auto* lookup = std::get_if<Lookup>(&planned.aggregation)) {
      for (const LookupRow& row : lookup->rows) {
        made.points = joined(made.points, size_of(row.points));
      }
      made.max = size_of(*planned.node->max);
    }
    made.points.whole += count;
    made.max.whole += count;
    made.divisor = made.max.as_divisor();
    return made;
  }

  /// maximum * sum(weight * points / maximum of the child) / sum(weight)
  Sizes mean_of(const PlanNode& planned) {
    NumberSize sum;
    NumberSize weights;
    for (const std::size_t child : planned.children) {
      const Sizes& part = sizes_[child];
      const auto& given = plan_.nodes[child].node->weight;
      const NumberSize weight = plan_.nodes[child].weight_at ? NumberSize{19, 18, 0}
                                : given                      ? size_of(*given)
                                                             : NumberSize{1, 0, 0};
      weights = joined(weights, weight);
      // The maximum is inverted: its denominator goes to the numerator.
      const NumberSize share{part.points.whole + part.max.scale + part.max.others + weight.whole,
                             part.points.scale + part.max.whole + weight.scale,
                             part.points.others + part.divisor + weight.others};
      sum = joined(sum, share);
    }
    weights.whole += count;
    const NumberSize max = size_of(*planned.node->max);
    return {{sum.whole + count + max.whole + weights.scale + weights.others, sum.scale + max.scale,
             sum.others + max.others + weights.as_divisor()},
            max,
            divisor(*planned.node->max)};
  }

  const PlanState& plan_;
  std::vector<Sizes> sizes_;
  std::size_t longest_ = 0;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
