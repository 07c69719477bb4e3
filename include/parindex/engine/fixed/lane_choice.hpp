// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cmath>

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

inline void build_inner(const PlanState& plan, const PlanNode& inner, Lanes& lanes,
                        FixedNode& fixed) {
  // The points of the node in terms of the points of a child: coefficient * points.
  std::vector<Rational> coefficients;
  Rational weights = 0;
  const bool mean = is_mean(inner.aggregation);
  for (const std::size_t child : inner.children) {
    FixedNode& below = lanes.nodes[child];
    if (!below.fixed) {
      throw NotFixed{say(sentence::lane_part, plan.codes[child])};
    }
    const Node& node = *plan.nodes[child].node;
    if (mean) {
      const bool weighted = std::holds_alternative<WeightedMean>(inner.aggregation);
      below.mean_weight = weighted ? *node.weight : Rational(1);
      weights += below.mean_weight;
    }
    coefficients.push_back(mean ? *inner.node->max * below.mean_weight / below.full_max
                                : Rational(1));
  }
  fixed.weights = weights;
  Rational scale = 1;
  for (std::size_t i = 0; i < coefficients.size(); ++i) {
    if (mean) coefficients[i] /= weights;
    coefficients[i] /= Rational(static_cast<std::int64_t>(lanes.nodes[inner.children[i]].scale));
    scale = lcm(scale, denominator_of(coefficients[i]));
  }
  fixed.sum_scale = fixed.scale = fixed_number(scale, sentence::lane_points_denominator);
  double bound = 0;
  for (std::size_t i = 0; i < coefficients.size(); ++i) {
    FixedNode& below = lanes.nodes[inner.children[i]];
    below.weight = fixed_number(coefficients[i] * scale, sentence::lane_weight);
    bound += std::fabs(below.weight) * below.bound;
  }
  if (!(bound < fixed_limit / 4)) throw NotFixed{sentence::lane_points};
  const auto* sum = std::get_if<Sum>(&inner.aggregation);
  if (sum && sum->excluded && fixed.full_max != *inner.node->max) {
    throw NotFixed{sentence::lane_excluded};
  }
  fixed.bound = bound;
  fixed.narrow = bound < narrow_limit;
  add_rounding(*inner.node, fixed);
}

/// Why a node is outside the fixed lane for reasons other than its rule or its children.
inline void refuse(const PlanState& plan, std::size_t position) {
  const PlanNode& node = plan.nodes[position];
  if (node.weight_at) throw NotFixed{sentence::lane_weight_input};
  if (node.node->informative) throw NotFixed{sentence::lane_informative};
  for (const Input& input : node.node->inputs) {
    if (input.impute || input.optional) throw NotFixed{sentence::lane_imputed};
  }
  if (!node.gates.empty()) throw NotFixed{sentence::lane_gate};
  if (!node.reads.empty()) throw NotFixed{sentence::lane_reads};
  if (plan.looked_at.contains(position)) {
    const bool read = plan.read_at.contains(position);
    throw NotFixed{read ? sentence::lane_read : sentence::lane_looked_at};
  }
  if (node.node->cap || node.node->floor) throw NotFixed{sentence::lane_cap_or_floor};
  if (node.node->nothing_left) throw NotFixed{sentence::lane_nothing_left};
  if (drop_of(node.aggregation) != nullptr) throw NotFixed{sentence::lane_drop};
  const auto* sum = std::get_if<Sum>(&node.aggregation);
  if (node.children.empty() || (sum && sum->adjust.empty()) || is_mean(node.aggregation)) return;
  throw NotFixed{sum ? Said(sentence::lane_adjustments)
                     : say(sentence::lane_aggregation, name_of(node.aggregation))};
}

/// Gives the maxima of the fixed lane a common denominator, if there is one.
inline void scale_maxima(Lanes& lanes) {
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
      if (node.children.empty() || is_mean(node.aggregation)) {
        fixed.full_max = *node.node->max;
      } else {
        for (const std::size_t child : node.children) {
          fixed.full_max += lanes.nodes[child].full_max;
        }
      }
      refuse(plan, i);
      if (node.children.empty()) {
        FixedLeafBuilder(plan, node, leaf, fixed).run();
        // The quick loops do not test groups.
        if (!node.exists_for.empty()) leaf.quick.on = false;
      } else {
        build_inner(plan, node, lanes, fixed);
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
  scale_maxima(lanes);
  return lanes;
}

}  // namespace detail

PARINDEX_END_NAMESPACE
