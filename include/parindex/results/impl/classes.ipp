// SPDX-License-Identifier: MIT
#pragma once

#include <parindex/detail/make_issue.hpp>
#include <parindex/detail/sentences.hpp>
#include <parindex/engine/detail/table_output.hpp>
#include <parindex/results/classes.hpp>
#include <parindex/results/detail/ranking_key.hpp>
#include <parindex/results/detail/sentences.hpp>
#include <parindex/rubric/detail/node_results.hpp>
#include <parindex/rubric/detail/quota.hpp>
#include <parindex/stop.hpp>

PARINDEX_BEGIN_NAMESPACE

const ClassBand* Classes::of(std::size_t row) const {
  if (row >= entries.size())
    throw Error(detail::say(detail::sentence::no_row_at_position, std::to_string(row)));
  const auto& band = entries[row].band;
  return band ? &rule.bands[*band] : nullptr;
}

namespace detail {

/// The classes by quota of entries that have their values.
inline void add_quota_bands(const Scores& scores, std::size_t position, Classes& classes) {
  const auto bands = quota_bands(
      classes.rule, scores.size(),
      [&](std::size_t row) {
        return scores.unranked(row) ? std::nullopt : classes.entries[row].value;
      },
      [&](std::size_t row) { return std::string_view(scores.group(row)); });
  for (std::size_t row = 0; row < bands.size(); ++row) {
    ClassEntry& entry = classes.entries[row];
    entry.band = bands[row];
    if (entry.band) continue;
    Phrase why = entry.value ? Phrase(sentence::out_of_the_ranking)
                             : without_points(scores.at(row, position).status);
    entry.reason = std::move(why.en);
    entry.reason_vi = std::move(why.vi);
  }
}

/// The classes by the outputs of the table of a leaf.
inline Classes classes_by_output(const Scores& scores, const DecisionTable& table,
                                 std::size_t position) {
  check_stop();
  Classes classes;
  classes.rule = classes_of_outputs(table);
  classes.node = scores.plan().codes()[position];
  const ScoresState& state = ScoresAccess::state(scores);
  for (std::size_t row = 0; row < scores.size(); ++row) {
    stop_point(500 + 50 * table.rows.size());
    ClassEntry& entry = classes.entries.emplace_back();
    entry.value = ranking_key(scores, row, Figure::points, FigureStage::exact, position);
    if (entry.value) entry.band = output_at(state, row, position);
    if (entry.band) continue;
    Phrase why = entry.value ? Phrase(sentence::no_output_without_values)
                             : without_points(scores.at(row, position).status);
    entry.reason = std::move(why.en);
    entry.reason_vi = std::move(why.vi);
  }
  return classes;
}

}  // namespace detail

Classes classify(const Scores& scores, const ClassRule& rule, std::string_view node) {
  check_stop();
  const std::size_t position = detail::position_of(scores, node);
  Classes classes;
  classes.rule = rule;
  classes.node = node;
  for (std::size_t row = 0; row < scores.size(); ++row) {
    detail::stop_point(300 + 100 * rule.bands.size());
    ClassEntry entry;
    entry.value = detail::ranking_key(scores, row, rule.on, rule.stage, position);
    if (rule.quota) {
      classes.entries.push_back(std::move(entry));
      continue;
    }
    const ClassBand* const band = entry.value ? detail::band_of(rule, *entry.value) : nullptr;
    if (band != nullptr) entry.band = static_cast<std::size_t>(band - rule.bands.data());
    if (!entry.band) {
      detail::Phrase why = entry.value ? detail::Phrase(detail::sentence::in_no_class)
                                       : detail::without_points(scores.at(row, position).status);
      entry.reason = std::move(why.en);
      entry.reason_vi = std::move(why.vi);
    }
    classes.entries.push_back(std::move(entry));
  }
  if (rule.quota) detail::add_quota_bands(scores, position, classes);
  return classes;
}

Checked<Classes> classify(const Scores& scores, std::string_view node) {
  const Plan& plan = scores.plan();
  const std::size_t position = detail::position_of(scores, node);
  const auto& rule = detail::classes_of(plan.rubric().draft(), plan.node(position));
  if (const DecisionTable* const table = detail::table_of_outputs(plan.node(position))) {
    return Checked<Classes>(detail::classes_by_output(scores, *table, position));
  }
  if (!rule) {
    const bool total = position == 0;
    const detail::Said message =
        total ? detail::Said(detail::sentence::the_rubric_declares_no_classes)
              : detail::say(detail::sentence::the_node_declares_no_classes, std::string(node));
    return Checked<Classes>(Issues{make_issue(issue::classes_undeclared, message,
                                              total ? detail::sentence::classes_in_the_rubric
                                                    : detail::sentence::classes_at_the_node,
                                              detail::sentence::none)},
                            detail::sentence::the_scores_cannot_be_classified);
  }
  return classify(scores, *rule, node);
}

PARINDEX_END_NAMESPACE
