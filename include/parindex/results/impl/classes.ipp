// SPDX-License-Identifier: MIT
#pragma once

#include <parindex/detail/make_issue.hpp>
#include <parindex/detail/sentences.hpp>
#include <parindex/results/classes.hpp>
#include <parindex/results/detail/ranking_key.hpp>
#include <parindex/results/detail/sentences.hpp>
#include <parindex/rubric/detail/proof/interval.hpp>
#include <parindex/stop.hpp>

PARINDEX_BEGIN_NAMESPACE

const ClassBand* Classes::of(std::size_t row) const {
  if (row >= entries.size())
    throw Error(detail::say(detail::sentence::no_row_at_position, std::to_string(row)));
  const auto& band = entries[row].band;
  return band ? &rule.bands[*band] : nullptr;
}

Classes classify(const Scores& scores, const ClassRule& rule) {
  check_stop();
  Classes classes;
  classes.rule = rule;
  for (std::size_t row = 0; row < scores.size(); ++row) {
    detail::stop_point(300 + 100 * rule.bands.size());
    ClassEntry entry;
    entry.value = detail::ranking_key(scores, row, rule.on, rule.stage);
    for (std::size_t i = 0; entry.value && !entry.band && i < rule.bands.size(); ++i) {
      const detail::Cut before{detail::Cut::Where::before, *entry.value};
      const detail::Cut after{detail::Cut::Where::after, *entry.value};
      const bool inside = !(before < detail::lower_cut(rule.bands[i].lower)) &&
                          !(detail::upper_cut(rule.bands[i].upper) < after);
      if (inside) entry.band = i;
    }
    if (!entry.band) {
      detail::Phrase why = entry.value ? detail::Phrase(detail::sentence::in_no_class)
                                       : detail::without_points(scores.total(row).status);
      entry.reason = std::move(why.en);
      entry.reason_vi = std::move(why.vi);
    }
    classes.entries.push_back(std::move(entry));
  }
  return classes;
}

Checked<Classes> classify(const Scores& scores) {
  const auto& rule = scores.plan().rubric().draft().classes;
  if (!rule) {
    return Checked<Classes>(
        Issues{make_issue(issue::classes_undeclared,
                          detail::sentence::the_rubric_declares_no_classes,
                          detail::sentence::classes_in_the_rubric, detail::sentence::none)},
        detail::sentence::the_scores_cannot_be_classified);
  }
  return classify(scores, *rule);
}

PARINDEX_END_NAMESPACE
