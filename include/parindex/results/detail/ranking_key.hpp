// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include <parindex/detail/phrase.hpp>
#include <parindex/engine/detail/plan_state.hpp>
#include <parindex/engine/detail/row_outcomes.hpp>
#include <parindex/engine/detail/scores_access.hpp>
#include <parindex/engine/score.hpp>
#include <parindex/results/detail/sentences.hpp>
#include <parindex/rubric/detail/node_results.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// The figure of a node by which units are compared; nothing if the node has no points.
inline std::optional<Rational> ranking_key(const Scores& scores, std::size_t row, Figure on,
                                           FigureStage stage, std::size_t position) {
  return compared_figure(on, stage, scores.at(row, position),
                         [&] { return scores.exact(row, position); });
}

/// Why a node has no points, in words; empty if it has points.
inline Phrase without_points(Status status) {
  if (status == Status::error) return sentence::no_points_error;
  if (status == Status::excluded) return sentence::no_points_excluded;
  if (status == Status::unavailable) return sentence::no_points_available;
  return {};
}

/// The rounding of the values of `ranking_key`, if any.
inline std::optional<Rounding> ranking_key_rounding(const PlanState& plan, Figure on,
                                                    FigureStage stage, std::size_t position) {
  if (stage == FigureStage::exact) return std::nullopt;
  const PlanNode& node = plan.nodes[position];
  return on == Figure::index ? node.index_rounding : node.node->rounding;
}

/// The nodes other than the total that declare a ranking, or by which units have classes.
inline std::vector<std::size_t> declaring_nodes(const PlanState& plan) {
  std::vector<std::size_t> found;
  for (std::size_t i = 1; i < plan.nodes.size(); ++i) {
    const Node& node = *plan.nodes[i].node;
    if (node.ranking || gives_classes(plan.rubric.draft(), node)) found.push_back(i);
  }
  return found;
}

}  // namespace detail

PARINDEX_END_NAMESPACE
