// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include <parindex/results/classes.hpp>
#include <parindex/stop.hpp>
#include <parindex/testing/detail/equivalence.hpp>
#include <parindex/testing/detail/studied_units.hpp>
#include <parindex/testing/mutate.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// The class of a row; none without a rule.
inline std::string class_id(const std::optional<Classes>& classes, std::size_t row) {
  const ClassBand* const band = classes ? classes->of(row) : nullptr;
  return band ? band->id : "none";
}

/// Whether a unit gets another class; then the mutant survived.
inline bool tells_classes(const ScoredUnits& units, const std::string& node,
                          const std::optional<ClassRule>& before,
                          const std::optional<ClassRule>& after, Mutant& mutant) {
  const auto classes = [&](const Scores& scores, const std::optional<ClassRule>& rule) {
    return rule ? std::optional(classify(scores, *rule, node)) : std::nullopt;
  };
  const auto a = classes(*units.scores, before);
  const auto b = classes(*units.scores, after);
  for (std::size_t row = 0; row < units.units.size(); ++row) {
    stop_point(100);
    if (class_id(a, row) == class_id(b, row)) continue;
    if ((before && before->quota) || (after && after->quota)) {
      mutant.status = MutantStatus::survived;
      say_by(mutant, say(sentence::unit_tells_quota, unit_json(units.units[row]), class_id(a, row),
                         class_id(b, row), std::to_string(units.units.size())));
      return true;
    }
    // Scored alone, as the message shows it, because a statistic may be over the other units.
    const Checked<Scores> alone = score_units(units.scores->plan(), {units.units[row]});
    if (!alone) continue;
    const std::string x = class_id(classes(*alone, before), 0);
    const std::string y = class_id(classes(*alone, after), 0);
    if (x == y) continue;
    mutant.status = MutantStatus::survived;
    const auto named = [](const std::string& id) {
      return id == sentence::none.en ? Phrase(sentence::none) : Phrase(id);
    };
    say_by(mutant,
           say(sentence::unit_tells_class, unit_json(units.units[row]), named(x), named(y)));
    return true;
  }
  return false;
}

/// Why two rules give every unit the same class: they agree on each of the few possible results of
/// the node.
inline std::optional<Phrase> same_classes(const Plan& plan, std::size_t position,
                                          const ClassRule& before, const ClassRule& after,
                                          const ResultLists& lists) {
  if (before.quota || after.quota) return std::nullopt;  // other units matter
  const PlanNode& node = plan.state().nodes[position];
  const auto& results = lists.of(position);
  // The lists contain points after the rounding of their node.
  const bool on_exact_points =
      (before.on == Figure::points && before.stage == FigureStage::exact) ||
      (after.on == Figure::points && after.stage == FigureStage::exact);
  if (!results || (on_exact_points && node.node->rounding)) return std::nullopt;
  const auto class_in = [&](const ClassRule& rule, const Rational& points, const Rational& max) {
    Rational value = points;
    if (rule.on == Figure::index) {
      value = points * 100 / max;
      const auto& rounding = node.index_rounding;
      if (rule.stage == FigureStage::rounded && rounding) value = value.rounded(*rounding);
    }
    for (const ClassBand& band : rule.bands) {
      if (holds(Band{band.lower, band.upper, 0, {}}, value)) return band.id;
    }
    return std::string();
  };
  for (const auto& [points, max] : results->values) {
    if (class_in(before, points, max) != class_in(after, points, max)) return std::nullopt;
  }
  return say(sentence::same_classes, std::to_string(results->values.size()));
}

}  // namespace detail

PARINDEX_END_NAMESPACE
