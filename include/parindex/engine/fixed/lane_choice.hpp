// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cmath>

#include <parindex/engine/detail/evaluate.hpp>
#include <parindex/engine/fixed/fixed_leaf.hpp>
#include <parindex/rubric/detail/dropped.hpp>
#include <parindex/stop.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Adds the rounding of a node to its fixed form, which has none yet.
inline void add_rounding(const Node& node, FixedNode& fixed) {
  if (!node.rounding) return;
  const Rational target = Rational(1) / step_of(*node.rounding);
  if (!target.is_integer()) throw NotFixed{sentence::lane_rounding_step};
  const Rational ratio = target / Rational(static_cast<std::int64_t>(fixed.sum_scale));
  fixed.scale = fixed_number(target, sentence::lane_rounding_scale);
  if (ratio.is_integer() && fixed.sum_scale == fixed.scale) return;
  fixed.rounds = true;
  fixed.how = FixedRounding(node.rounding->mode);
  fixed.round_num = fixed_number(ratio * denominator_of(ratio), sentence::lane_rounding);
  fixed.round_den = fixed_number(denominator_of(ratio), sentence::lane_rounding);
  if (fixed.bound * fixed.round_num >= fixed_limit / 4 || fixed.round_den >= fixed_limit / 4) {
    throw NotFixed{sentence::lane_rounding_bits};
  }
  fixed.bound = std::ceil(fixed.bound * fixed.round_num / fixed.round_den) + 1;
}

inline bool is_mean(const Aggregation& aggregation) {
  return std::holds_alternative<WeightedMean>(aggregation) ||
         std::holds_alternative<Mean>(aggregation);
}

/// Whether the children of a node count by their share of their maximum.
inline bool counts_shares(const Aggregation& aggregation) {
  return is_mean(aggregation) || std::holds_alternative<Median>(aggregation);
}

/// The maximum of a node with children of which nothing is left out.
inline Rational full_maximum(const PlanState& plan, const PlanNode& inner, const Lanes& lanes) {
  if (counts_shares(inner.aggregation)) return *inner.node->max;
  std::vector<Part> parts;
  for (const std::size_t child : inner.children) {
    const Rational& full = lanes.nodes[child].full_max;
    parts.push_back({*plan.nodes[child].node, full, full});
  }
  Aggregation aggregation = inner.aggregation;
  // A sum that fills its maximum would hide that the maxima of its children are others.
  if (auto* const sum = std::get_if<Sum>(&aggregation)) sum->excluded.reset();
  IssueLog ignored(0);
  IssueListener listener{ignored};
  return aggregate_parts(aggregation, AggregateCall{*inner.node, parts, listener}).max;
}

/// Builds a node with children in the fixed lane.
class FixedInnerBuilder {
 public:
  FixedInnerBuilder(const PlanState& plan, const PlanNode& inner, Lanes& lanes, FixedNode& fixed)
      : plan_(plan), inner_(inner), lanes_(lanes), fixed_(fixed) {}

  void run() {
    std::vector<Rational> coefficients = coefficients_of_children();
    fixed_.full_max = full_maximum(plan_, inner_, lanes_);
    choose_kind();
    const Node& node = *inner_.node;
    cover(node.cap);
    cover(node.floor);
    for (const Gate& gate : node.gates) cover(gate.points);
    fixed_.sum_scale = fixed_.scale = fixed_number(scale_, sentence::lane_points_denominator);
    double bound = 0;
    for (std::size_t i = 0; i < coefficients.size(); ++i) {
      FixedNode& below = lanes_.nodes[inner_.children[i]];
      below.weight = fixed_number(coefficients[i] * scale_, sentence::lane_weight);
      bound += std::fabs(below.weight) * below.bound;
    }
    const auto place = [&](const Rational& points) {
      const double at = fixed_number(points * scale_, sentence::lane_points_value);
      bound = std::max(bound, std::fabs(at));
      return at;
    };
    if (node.cap) fixed_.cap = place(*node.cap);
    if (node.floor) fixed_.floor = place(*node.floor);
    fixed_.has_cap = node.cap.has_value();
    fixed_.has_floor = node.floor.has_value();
    for (const PlanGate& gate : inner_.gates) {
      const bool caps = gate.gate->kind == Gate::Kind::cap;
      fixed_.gates.push_back({gate.at, place(gate.gate->points), caps});
    }
    for (std::size_t i = 0; i < limits_.size(); ++i) {
      fixed_.adjust[i].limited = limits_[i].has_value();
      if (limits_[i]) fixed_.adjust[i].limit = place(*limits_[i]);
    }
    if (!(bound < fixed_limit / 4)) throw NotFixed{sentence::lane_points};
    const auto* sum = std::get_if<Sum>(&inner_.aggregation);
    if (sum && sum->excluded && fixed_.full_max != *node.max) {
      throw NotFixed{sentence::lane_excluded};
    }
    fixed_.bound = bound;
    fixed_.narrow = bound < narrow_limit && fixed_.adds == FixedAdds::sum && !fixed_.has_steps();
    add_rounding(node, fixed_);
  }

 private:
  /// The points of the node in terms of the points of a child: coefficient * points.
  std::vector<Rational> coefficients_of_children() {
    std::vector<Rational> coefficients;
    Rational weights = 0;
    const bool mean = is_mean(inner_.aggregation);
    for (const std::size_t child : inner_.children) {
      FixedNode& below = lanes_.nodes[child];
      if (!below.fixed) throw NotFixed{say(sentence::lane_part, plan_.codes[child])};
      const Node& node = *plan_.nodes[child].node;
      if (mean) {
        const bool weighted = std::holds_alternative<WeightedMean>(inner_.aggregation);
        below.mean_weight = weighted ? *node.weight : Rational(1);
        weights += below.mean_weight;
      }
      const Rational share = *inner_.node->max / below.full_max;
      coefficients.push_back(mean                                ? share * below.mean_weight
                             : counts_shares(inner_.aggregation) ? share
                                                                 : Rational(1));
    }
    fixed_.weights = weights;
    for (std::size_t i = 0; i < coefficients.size(); ++i) {
      if (mean) coefficients[i] /= weights;
      coefficients[i] /=
          Rational(static_cast<std::int64_t>(lanes_.nodes[inner_.children[i]].scale));
      cover(coefficients[i]);
    }
    return coefficients;
  }

  void choose_kind() {
    const auto* const best = std::get_if<Best>(&inner_.aggregation);
    const auto* const sum = std::get_if<Sum>(&inner_.aggregation);
    if (std::holds_alternative<Minimum>(inner_.aggregation)) {
      fixed_.adds = FixedAdds::minimum;
    } else if (std::holds_alternative<Median>(inner_.aggregation)) {
      fixed_.adds = FixedAdds::median;
      if (inner_.children.size() % 2 == 0) scale_ *= 2;
    } else if (best) {
      fixed_.adds = FixedAdds::best;
      fixed_.taken = std::min<std::size_t>(best->count, inner_.children.size());
    } else if (sum && !sum->adjust.empty()) {
      fixed_.adds = FixedAdds::adjusted;
      for (const Adjustment& each : sum->adjust) adjust(each);
    }
    if (fixed_.adds != FixedAdds::sum && inner_.children.size() > most_parts) {
      throw NotFixed{say(sentence::lane_aggregation, name_of(inner_.aggregation))};
    }
  }

  void adjust(const Adjustment& each) {
    std::size_t child = 0;
    while (child < inner_.children.size() &&
           plan_.nodes[inner_.children[child]].node->code != each.code) {
      ++child;
    }
    if (child == inner_.children.size()) return;
    const bool raises = each.kind == Adjustment::Kind::bonus;
    fixed_.adjust.push_back({child, raises, false, 0});
    limits_.push_back(each.to_maximum ? std::optional(fixed_.full_max) : each.limit);
    cover(limits_.back());
  }

  void cover(const std::optional<Rational>& points) {
    if (points) scale_ = lcm(scale_, denominator_of(*points));
  }

  const PlanState& plan_;
  const PlanNode& inner_;
  Lanes& lanes_;
  FixedNode& fixed_;
  Rational scale_ = 1;
  std::vector<std::optional<Rational>> limits_;  // of the adjustments
};

/// Why a node is outside the fixed lane for reasons other than its rule or its children.
inline void refuse(const PlanState& plan, std::size_t position) {
  const PlanNode& node = plan.nodes[position];
  if (node.weight_at) throw NotFixed{sentence::lane_weight_input};
  if (node.node->informative) throw NotFixed{sentence::lane_informative};
  for (const Input& input : node.node->inputs) {
    if (input.impute || input.optional) throw NotFixed{sentence::lane_imputed};
  }
  const auto has_test = [](const PlanGate& gate) { return gate.gate->when.has_value(); };
  const bool apart = node.children.empty() || !node.exists_for.empty();
  if (!node.gates.empty() &&
      (apart || std::any_of(node.gates.begin(), node.gates.end(), has_test))) {
    throw NotFixed{sentence::lane_gate};
  }
  if (!node.reads.empty()) throw NotFixed{sentence::lane_reads};
  if (node.node->nothing_left) throw NotFixed{sentence::lane_nothing_left};
  if (drop_of(node.aggregation) != nullptr) throw NotFixed{sentence::lane_drop};
  if (node.children.empty() || is_mean(node.aggregation) ||
      std::holds_alternative<Sum>(node.aggregation) ||
      std::holds_alternative<Minimum>(node.aggregation) ||
      std::holds_alternative<Best>(node.aggregation) ||
      std::holds_alternative<Median>(node.aggregation)) {
    return;
  }
  throw NotFixed{say(sentence::lane_aggregation, name_of(node.aggregation))};
}

/// Gives the maxima of the fixed lane a common denominator, if there is one.
inline void scale_maxima(const PlanState& plan, Lanes& lanes) {
  Rational scale = 1;
  try {
    for (const FixedNode& node : lanes.nodes) {
      if (node.fixed) scale = lcm(scale, denominator_of(node.full_max));
    }
    if (!scale.is_small()) return;
    for (FixedNode& node : lanes.nodes) {
      if (!node.fixed) continue;
      const double full = fixed_number(node.full_max * scale, sentence::lane_points);
      if (full >= narrow_limit) return;
      node.full = static_cast<std::int32_t>(full);
    }
    for (std::size_t i = 0; i < lanes.nodes.size(); ++i) {
      FixedNode& node = lanes.nodes[i];
      for (const std::size_t child : plan.nodes[i].children) {
        if (node.fixed) node.all_full += lanes.nodes[child].full;
      }
      if (node.all_full >= static_cast<std::int64_t>(narrow_limit)) return;
    }
  } catch (const NotFixed&) {
    return;
  } catch (const NumberTooLong&) {
    return;
  }
  lanes.max_scale = scale.small_numerator();
}

inline Lanes build_lanes(const PlanState& plan) {
  Lanes lanes;
  lanes.nodes.resize(plan.nodes.size());
  lanes.leaf_of.resize(plan.nodes.size());
  for (std::size_t i = plan.nodes.size(); i-- > 0;) {
    stop_point(5000);
    const PlanNode& node = plan.nodes[i];
    FixedNode& fixed = lanes.nodes[i];
    FixedLeaf leaf;
    leaf.node = i;
    try {
      if (node.children.empty()) fixed.full_max = *node.node->max;
      refuse(plan, i);
      if (node.children.empty()) {
        FixedLeafBuilder(plan, node, leaf, fixed).run();
        // The quick loops do not test groups.
        if (!node.exists_for.empty()) leaf.quick.on = false;
      } else {
        FixedInnerBuilder(plan, node, lanes, fixed).run();
      }
      fixed.fixed = true;
    } catch (const NotFixed& why) {
      fixed.reason = why.reason;
    } catch (const NumberTooLong&) {
      fixed.reason = sentence::lane_numbers;
    }
    if (node.children.empty()) lanes.leaves.push_back(std::move(leaf));
  }
  std::reverse(lanes.leaves.begin(), lanes.leaves.end());
  for (std::size_t i = 0; i < lanes.leaves.size(); ++i) lanes.leaf_of[lanes.leaves[i].node] = i;
  lanes.fixed = lanes.nodes[0].fixed;
  scale_maxima(plan, lanes);
  return lanes;
}

}  // namespace detail

PARINDEX_END_NAMESPACE
