// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <parindex/detail/stable_sort.hpp>
#include <parindex/engine/score.hpp>
#include <parindex/results/rank.hpp>
#include <parindex/rubric/detail/node_results.hpp>
#include <parindex/rubric/detail/proof/node_reach.hpp>
#include <parindex/stop.hpp>
#include <parindex/testing/detail/studied_units.hpp>
#include <parindex/testing/mutate.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Searches for a few units that two rules rank differently; without a rule no unit has a rank.
class RankSearch {
 public:
  RankSearch(const ScoredUnits& units, const std::string& node,
             const std::optional<RankRule>& before, const std::optional<RankRule>& after)
      : units_(units), node_(node), before_(before), after_(after) {}

  /// Whether there are any; then the mutant survived.
  bool tells(Mutant& mutant) {
    const Scores& scores = *units_.scores;
    const Ranks a = ranks(scores, before_);
    const Ranks b = ranks(scores, after_);
    std::vector<std::size_t> moved;
    for (std::size_t row = 0; row < a.size(); ++row) {
      if (a[row] != b[row]) moved.push_back(row);
    }
    if (moved.empty()) return false;
    moved.resize(std::min(moved.size(), most_tried));
    for (const std::size_t row : moved) {
      if (shown_by({row}, mutant)) return true;
    }
    for (const std::size_t row : moved) {
      std::size_t tried = 0;
      for (std::size_t other = 0; other < a.size() && tried < most_tried; ++other) {
        if (order(a, row, other) == order(b, row, other)) continue;
        ++tried;
        if (shown_by({std::min(row, other), std::max(row, other)}, mutant)) return true;
      }
    }
    return shown_by_ties(moved, a, mutant);
  }

 private:
  using Ranks = std::vector<std::optional<std::size_t>>;

  Ranks ranks(const Scores& scores, const std::optional<RankRule>& rule) const {
    Ranks found(scores.size());
    if (!rule) return found;
    for (const RankEntry& entry : rank(scores, *rule, node_).value().entries)
      found[entry.row] = entry.rank;
    return found;
  }

  /// Below 0, 0 or above 0 if one unit ranks below, equal to or above the other.
  static int order(const Ranks& of, std::size_t row, std::size_t other) {
    return of[row] < of[other] ? -1 : of[row] > of[other] ? 1 : 0;
  }

  /// Units that share a rank, and one below them.
  bool shown_by_ties(const std::vector<std::size_t>& moved, const Ranks& a, Mutant& mutant) {
    std::vector<std::size_t> rows(a.size());
    for (std::size_t i = 0; i < rows.size(); ++i) rows[i] = i;
    detail::stable_sort(rows, [&](std::size_t x, std::size_t y) { return a[x] < a[y]; });
    std::size_t tried = 0;
    for (const std::size_t row : moved) {
      for (std::size_t i = 0; i + 1 < rows.size() && tried < most_tried; ++i) {
        const bool tied = a[rows[i]] && a[rows[i]] == a[rows[i + 1]] && a[rows[i]] < a[row];
        if (!tied) continue;
        ++tried;
        if (shown_by({rows[i], rows[i + 1], row}, mutant)) return true;
      }
    }
    return false;
  }

  /// Ranks a subset of the units.
  bool shown_by(const std::vector<std::size_t>& rows, Mutant& mutant) {
    stop_point(1000);
    std::vector<StudyUnit> units;
    for (const std::size_t row : rows) units.push_back(units_.units[row]);
    const Checked<Scores> scores = score_units(units_.scores->plan(), units);
    if (!scores) return false;
    const Ranks a = ranks(*scores, before_);
    const Ranks b = ranks(*scores, after_);
    if (a == b) return false;
    const auto listed = [](const Ranks& of) {
      std::vector<Phrase> all;
      for (const auto& each : of) {
        all.push_back(each ? Phrase(std::to_string(*each)) : Phrase(sentence::none));
      }
      return joined(all, ", ");
    };
    std::string text;
    for (const StudyUnit& unit : units) text += (text.empty() ? "" : ", ") + unit_json(unit);
    const bool one = units.size() == 1;
    mutant.status = MutantStatus::survived;
    say_by(mutant, say(one ? sentence::unit_tells_rank : sentence::units_tell_ranks, text,
                       listed(a), listed(b)));
    return true;
  }

  static constexpr std::size_t most_tried = 50;
  const ScoredUnits& units_;
  const std::string& node_;
  const std::optional<RankRule>& before_;
  const std::optional<RankRule>& after_;
};

/// Why two rules give every unit of every table the same rank; nothing without a proof.
inline std::optional<Phrase> same_ranks(const Rubric& rubric, const std::string& node,
                                        const RankRule& before, const RankRule& after) {
  const Node& ranked = *rubric.find(node);
  const IndexRoundings index_roundings(rubric.draft());
  const std::optional<Rounding>& of_index = index_roundings.of(ranked);
  const auto is_rounded = [&](const RankRule& rule) {
    const bool first =
        rule.on == Figure::index ? of_index.has_value() : ranked.rounding.has_value();
    return first ||
           std::any_of(rule.tie_break.begin(), rule.tie_break.end(),
                       [&](const auto& code) { return rubric.find(code)->rounding.has_value(); });
  };
  RankRule rule = before;
  rule.ties = after.ties;
  if (rule == after && before.ties != Ties::dense && after.ties != Ties::dense) {
    return sentence::same_ranks_of_ties;
  }
  rule = before;
  rule.stage = after.stage;
  if (rule == after && !is_rounded(before)) return sentence::same_nothing_rounded;
  rule = before;
  rule.on = after.on;
  const bool exact = before.stage == FigureStage::exact;
  const bool as_they_are = exact ? !ranked.rounding : !of_index;
  if (!(rule == after) || !as_they_are) return std::nullopt;
  const Node& root = rubric.root();
  const NodeReach reach = *find_reach(root, Inherited{}.at(root), node);
  if (reach.varying_max()) return std::nullopt;
  return say(sentence::same_percent_of_maximum, reach.most_max.to_string());
}

}  // namespace detail

PARINDEX_END_NAMESPACE
