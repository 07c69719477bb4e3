// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <parindex/detail/json_writer.hpp>
#include <parindex/engine/score.hpp>
#include <parindex/stop.hpp>
#include <parindex/testing/detail/equivalence.hpp>
#include <parindex/testing/detail/mutant_status.hpp>
#include <parindex/testing/detail/sentences.hpp>
#include <parindex/testing/mutate.hpp>
#include <parindex/testing/search/inner_node_case_search.hpp>
#include <parindex/testing/search/random_units.hpp>
#include <parindex/testing/search/rubric_study.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Units of one table, and their results under the rubric.
struct ScoredUnits {
  std::vector<StudyUnit> units;
  std::optional<Scores> scores;
};

inline Phrase shown(const NodeResult& result) {
  switch (result.status) {
    case Status::ok: break;
    case Status::excluded: return sentence::unit_excluded;
    case Status::unavailable: return sentence::unit_unavailable;
    case Status::error: return sentence::unit_in_error;
  }
  return say(sentence::unit_figures, result.points->to_string(), result.max->to_string(),
             result.index->to_string());
}

inline std::string unit_json(const StudyUnit& unit) {
  JsonWriter json;
  json.begin_object();
  if (!unit.group.empty()) {
    json.key("group");
    json.string(unit.group);
  }
  StudyUnit::Cells cells = unit.own;
  if (unit.base) cells.insert(unit.base->begin(), unit.base->end());
  for (const auto& [name, cell] : cells) {
    json.key(name);
    cell_json(cell, json);
  }
  json.end_object();
  return json.take();
}

/// Whether a unit has a different result, so that the mutant survives.
inline bool tells(const ScoredUnits& units, const Scores& after, Mutant& mutant) {
  const Scores& before = *units.scores;
  for (std::size_t row = 0; row < before.size(); ++row) {
    for (std::size_t i = 0; i < before.plan().size(); ++i) {
      stop_point(1000);
      const NodeResult x = before.at(row, i);
      const NodeResult y = after.at(row, i);
      if (x.status == y.status && x.points == y.points && x.index == y.index && x.max == y.max) {
        continue;
      }
      const std::string& code = before.plan().codes()[i];
      mutant.status = MutantStatus::survived;
      say_by(mutant,
             say(sentence::unit_tells, unit_json(units.units[row]),
                 code.empty() ? Phrase(sentence::case_total) : Phrase(code), shown(x), shown(y)));
      return true;
    }
  }
  return false;
}

/// The units for every mutant that is not limited to one leaf: mixtures of the leaves' own cases,
/// each table of a leaf that compares units, and many random units.
struct StudiedUnits {
  explicit StudiedUnits(const Rubric& rubric) : StudiedUnits(RubricStudy(rubric)) {}
  explicit StudiedUnits(const RubricStudy& study) : plan(study.plan), lists(plan) {
    ScoredUnits mixed;
    for (std::size_t m = 0; m < mixtures_tried; ++m) {
      for (const std::string& group : study.groups()) {
        mixed.units.push_back(study.unit(study.mixture(m, group), group));
      }
    }
    const InnerNodeCaseSearch whole(study);
    mixed.units.insert(mixed.units.end(), whole.units().begin(), whole.units().end());
    tables.push_back(std::move(mixed));
    for (std::size_t k = 0; k < study.leaves.size(); ++k) {
      std::map<std::string, ScoredUnits> cohorts;
      for (const LeafCase& one : study.chosen[k]) {
        if (one.input.cohort.empty()) continue;
        cohorts[one.input.cohort].units.push_back(study.with(k, one.input));
      }
      for (auto& [name, table] : cohorts) tables.push_back(std::move(table));
    }
    const auto score = [&](ScoredUnits& each) {
      Checked<Scores> scores = score_units(study.plan, each.units);
      if (scores) each.scores.emplace(std::move(scores).value());
      return each.scores.has_value();
    };
    std::erase_if(tables, [&](ScoredUnits& each) { return !score(each); });
    ScoredUnits any;
    any.units = random_units(study);
    const auto& nodes = plan.state().nodes;
    const bool ranks = std::any_of(nodes.begin(), nodes.end(), [](const PlanNode& node) {
      return node.node->ranking.has_value();
    });
    if (plan.rubric().draft().ranking || ranks) {
      ranked = with_ties(any.units);
      if (!score(*ranked)) ranked.reset();
    }
    if (score(any)) random = std::move(any);
  }

  Plan plan;
  ResultLists lists;
  std::vector<ScoredUnits> tables;
  std::optional<ScoredUnits> random;
  std::optional<ScoredUnits> ranked;  // if the rubric ranks; some units are equal

 private:
  /// The same units, each in a group, and some of them twice.
  static ScoredUnits with_ties(std::vector<StudyUnit> units) {
    const std::size_t twins = std::min<std::size_t>(500, units.size());
    units.reserve(units.size() + twins);
    for (std::size_t i = 0; i < twins; ++i) units.push_back(units[i]);
    for (std::size_t i = 0; i < units.size(); ++i) {
      if (units[i].group.empty()) units[i].group = i % 3 == 0 ? "A" : "B";
    }
    return {std::move(units), {}};
  }

  static constexpr std::size_t mixtures_tried = 40;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
