// SPDX-License-Identifier: MIT
#pragma once

#include <parindex/detail/stoppable.hpp>
#include <parindex/engine/detail/row_outcomes.hpp>
#include <parindex/engine/detail/scored_block.hpp>
#include <parindex/engine/detail/scores_access.hpp>
#include <parindex/engine/detail/whole_column.hpp>
#include <parindex/io/arrow.hpp>
#include <parindex/io/detail/arrow_writer.hpp>
#include <parindex/results/detail/row_blocks.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

inline std::vector<OutColumn> columns_of(const Scores& scores, ArrowNumbers numbers,
                                         ArrowNodes nodes) {
  check_stop();
  const ScoresState& state = ScoresAccess::state(scores);
  const Plan& plan = scores.plan();
  const auto& index_rounding = plan.state().nodes[0].index_rounding;
  ArrowWriter writer(scores.size(), numbers);
  writer.add_text("unit", [&](std::size_t row) { return scores.unit(row); });
  if (!scores.table().groups.empty()) {
    writer.add_text("group",
                    [&](std::size_t row) -> std::string_view { return scores.group(row); });
  }
  writer.add_text("status", [&](std::size_t row) { return to_string(scores.status(row)); });
  writer.add_numbers("points", whole_points(state, 0),
                     [&](std::size_t row) { return scores.total(row).points; });
  writer.add_numbers("max", whole_max(state, 0),
                     [&](std::size_t row) { return scores.total(row).max; });
  writer.add_numbers(
      "index",
      index_rounding ? whole_index(state, 0, *index_rounding) : whole_index_exact(state, 0),
      [&](std::size_t row) { return scores.total(row).index; });
  if (plan.rubric().draft().ranking) {
    const Ranking ranking = rank(scores).value();
    const std::vector<const RankEntry*> places = places_of(scores, &ranking);
    writer.add_counts("rank", [&](std::size_t row) { return places[row]->rank; });
  }
  if (const auto classes = declared_classes(scores, "")) {
    writer.add_classes("class", [&](std::size_t row) { return classes->of(row); });
  }
  const DeclaredResults of_nodes(scores);
  std::vector<std::size_t> shown;
  for (std::size_t i = 1; i < plan.size(); ++i) {
    if (nodes == ArrowNodes::all || plan.parent(i) == 0 || of_nodes.ranks(i) ||
        of_nodes.classifies(i))
      shown.push_back(i);
  }
  const bool kept =
      std::all_of(shown.begin(), shown.end(), [&](std::size_t i) { return state.is_kept(i); });
  const Scores whole = kept ? scores : complete(scores);
  const ScoresState& every = ScoresAccess::state(whole);
  for (const std::size_t i : shown) {
    const std::string code = plan.codes()[i] + ".";
    writer.add_numbers(code + "points", whole_points(every, i), [&](std::size_t row) {
      return points_or_nothing(every.kept_outcome(row, i));
    });
    if (of_nodes.ranks(i)) {
      writer.add_counts(code + "rank", [&](std::size_t row) { return of_nodes.rank_of(i, row); });
    }
    if (of_nodes.classifies(i)) {
      writer.add_classes(code + "class",
                         [&](std::size_t row) { return of_nodes.class_of(i, row); });
    }
  }
  return writer.take();
}

inline std::vector<OutColumn> columns_of(const Ranking& ranking, const Scores& scores,
                                         ArrowNumbers numbers) {
  const std::vector<RankEntry>& entries = ranking.entries;
  ArrowWriter writer(entries.size(), numbers);
  writer.add_text("unit", [&](std::size_t at) { return scores.unit(entries[at].row); });
  if (!scores.table().groups.empty()) {
    writer.add_text(
        "group", [&](std::size_t at) -> std::string_view { return scores.group(entries[at].row); });
  }
  writer.add_counts("rank", [&](std::size_t at) { return entries[at].rank; });
  writer.add_flags("tied", [&](std::size_t at) { return entries[at].tied; });
  writer.add_numbers("value", std::nullopt, [&](std::size_t at) { return entries[at].value; });
  writer.add_text("reason", [&](std::size_t at) -> std::string_view { return entries[at].reason; });
  return writer.take();
}

}  // namespace detail

void write_arrow(const Scores& scores, ArrowNumbers numbers, ArrowArrayStream* stream,
                 ArrowNodes nodes) {
  detail::export_columns(detail::columns_of(scores, numbers, nodes), scores.size(), stream);
}

void write_arrow(const Scores& scores, ArrowNumbers numbers, ArrowSchema* schema, ArrowArray* array,
                 ArrowNodes nodes) {
  detail::export_columns(detail::columns_of(scores, numbers, nodes), scores.size(), schema, array);
}

void write_arrow(const Ranking& ranking, const Scores& scores, ArrowNumbers numbers,
                 ArrowArrayStream* stream) {
  detail::export_columns(detail::columns_of(ranking, scores, numbers), ranking.entries.size(),
                         stream);
}

PARINDEX_END_NAMESPACE
