// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <parindex/analysis/detail/drawn_row.hpp>
#include <parindex/analysis/detail/drawn_weights.hpp>
#include <parindex/analysis/detail/sentences.hpp>
#include <parindex/analysis/detail/shared_ranks.hpp>
#include <parindex/analysis/uncertainty.hpp>
#include <parindex/detail/make_issue.hpp>
#include <parindex/detail/stoppable.hpp>
#include <parindex/detail/threads.hpp>
#include <parindex/results/rank.hpp>
#include <parindex/rubric/detail/node_results.hpp>
#include <parindex/rubric/detail/quota.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// The draws of all rows, and what is said about them.
class DrawnScores {
 public:
  DrawnScores(const Scores& scores, const DrawnPlan& drawn, const UncertaintyOptions& options)
      : scores_(scores),
        state_(ScoresAccess::state(scores)),
        drawn_(drawn),
        options_(options),
        draws_(options.draws),
        rule_(scores.plan().rubric().draft().ranking.value_or(RankRule{})),
        classes_(scores.plan().rubric().draft().classes),
        spreads_(scores.size()),
        keys_(draws_ * scores.size()) {
    figures_.push_back(0);
    for (const std::string& code : rule_.tie_break) figures_.push_back(position_of(scores, code));
    chains_.resize(rule_.tie_break.empty() ? 0 : keys_.size());
    if (classes_ && classes_->quota) classified_.resize(keys_.size());
  }

  Uncertainty run() {
    std::atomic<std::size_t> next = 0;
    run_threads(std::min(threads_of(options_.threads), std::max<std::size_t>(1, scores_.size())),
                [&] {
                  for (std::size_t row = next++; row < scores_.size(); row = next++) draw_row(row);
                });
    Uncertainty made;
    made.seed = options_.seed;
    made.draws = draws_;
    made.level = options_.level;
    made.rows = scores_.size();
    made.ranks = ranks();
    if (classes_ && classes_->quota) count_quotas();
    add_ranks(made);
    return made;
  }

 private:
  /// The place of the quantile of a share, by nearest rank, among sorted values.
  std::size_t quantile(const Rational& share, std::size_t count) const {
    const Rational place = (share * count).rounded(Rounding(0, RoundingMode::ceiling));
    return place.is_zero() ? 0 : static_cast<std::size_t>(place.small_numerator() - 1);
  }
  /// The shares of the lower end, the middle and the upper end of an interval.
  std::array<Rational, 3> shares() const {
    const Rational outside = (Rational(1) - options_.level / 100) / 2;
    return {outside, Rational::ratio(1, 2), Rational(1) - outside};
  }
  Rational share(std::size_t count) const { return Rational(count) / draws_; }

  void draw_row(std::size_t row) {
    UnitSpread& spread = spreads_[row];
    spread.row = row;
    spread.index = scores_.total(row).index;
    std::vector<std::size_t> bands(classes_ ? classes_->bands.size() : 0);
    if (!state_.lacks_group(row)) {
      std::vector<Rational> indices;
      indices.reserve(draws_);
      DrawnRow outcomes(drawn_, state_, row, figures_);
      for (std::size_t draw = 0; draw < draws_; ++draw) {
        outcomes.evaluate(draw);
        if (outcomes[0].status == Status::ok) take(row, draw, outcomes, indices, bands);
      }
      take_indices(std::move(indices), spread);
    }
    for (const std::size_t count : bands) spread.classes.push_back(share(count));
  }

  void take(std::size_t row, std::size_t draw, const DrawnRow& outcomes,
            std::vector<Rational>& indices, std::vector<std::size_t>& bands) {
    const NodeOutcome& total = outcomes[0];
    const NodeResult result = to_result(state_.plan.state(), total, 0);
    const auto exact = [&] { return std::optional(total.exact); };
    indices.push_back(*result.index);
    const std::size_t at = draw * scores_.size() + row;
    if (!scores_.unranked(row)) {
      keys_[at] = compared_figure(rule_.on, rule_.stage, result, exact);
      if (!chains_.empty()) chains_[at] = chain(outcomes);
    }
    if (!classes_) return;
    auto value = compared_figure(classes_->on, classes_->stage, result, exact);
    if (classes_->quota) {
      classified_[at] = std::move(value);
    } else if (const ClassBand* const band = band_of(*classes_, *value)) {
      ++bands[static_cast<std::size_t>(band - classes_->bands.data())];
    }
  }

  /// The points of the nodes of the tie-break chain.
  std::vector<std::optional<Rational>> chain(const DrawnRow& outcomes) const {
    std::vector<std::optional<Rational>> found;
    for (std::size_t i = 1; i < figures_.size(); ++i) {
      const NodeOutcome& one = outcomes[figures_[i]];
      if (one.status != Status::ok) {
        found.emplace_back();
      } else {
        found.emplace_back(rule_.stage == FigureStage::exact ? one.exact : one.points);
      }
    }
    return found;
  }

  void take_indices(std::vector<Rational> indices, UnitSpread& spread) const {
    if (indices.empty()) return;
    std::sort(indices.begin(), indices.end(),
              StoppableOrder([](const Rational& a, const Rational& b) { return a < b; }));
    const auto ends = shares();
    spread.index_low = indices[quantile(ends[0], indices.size())];
    spread.index_median = indices[quantile(ends[1], indices.size())];
    spread.index_high = indices[quantile(ends[2], indices.size())];
  }

  // ---- ranks and classes of each draw
  // -------------------------------------------------------------

  std::vector<std::vector<std::size_t>> groups() const {
    std::map<std::string_view, std::vector<std::size_t>> found;
    for (std::size_t row = 0; row < scores_.size(); ++row) {
      stop_point(100);
      found[rule_.by_group ? std::string_view(scores_.group(row)) : std::string_view()].push_back(
          row);
    }
    std::vector<std::vector<std::size_t>> rows;
    for (auto& [name, members] : found) rows.push_back(std::move(members));
    return rows;
  }

  /// Above 0 if the first of two figures of a draw ranks higher.
  int compare(std::size_t a, std::size_t b) const {
    if (*keys_[a] != *keys_[b]) return *keys_[a] > *keys_[b] ? 1 : -1;
    if (chains_.empty() || chains_[a] == chains_[b]) return 0;
    return chains_[a] > chains_[b] ? 1 : -1;  // nothing is below every number
  }

  std::vector<std::int32_t> ranks() const {
    std::vector<std::int32_t> found(keys_.size());
    for (const std::vector<std::size_t>& rows : groups()) {
      std::vector<std::size_t> places;
      for (std::size_t draw = 0; draw < draws_; ++draw) {
        places.clear();
        for (const std::size_t row : rows) {
          const std::size_t at = draw * scores_.size() + row;
          if (keys_[at]) places.push_back(at);
        }
        std::sort(places.begin(), places.end(),
                  StoppableOrder([&](std::size_t a, std::size_t b) { return compare(a, b) > 0; }));
        each_shared_rank(
            places.size(), rule_.ties == Ties::dense,
            [&](std::size_t a, std::size_t b) { return compare(places[a], places[b]) == 0; },
            [&](std::size_t i, std::size_t rank) {
              found[places[i]] = static_cast<std::int32_t>(rank);
            });
      }
    }
    return found;
  }

  void count_quotas() {
    std::vector<std::vector<std::size_t>> counts(scores_.size(),
                                                 std::vector<std::size_t>(classes_->bands.size()));
    for (std::size_t draw = 0; draw < draws_; ++draw) {
      const auto bands = quota_bands(
          *classes_, scores_.size(),
          [&](std::size_t row) {
            return scores_.unranked(row) ? std::nullopt : classified_[draw * scores_.size() + row];
          },
          [&](std::size_t row) { return std::string_view(scores_.group(row)); });
      for (std::size_t row = 0; row < bands.size(); ++row) {
        if (bands[row]) ++counts[row][*bands[row]];
      }
    }
    for (std::size_t row = 0; row < counts.size(); ++row) {
      for (std::size_t band = 0; band < counts[row].size(); ++band) {
        spreads_[row].classes[band] = share(counts[row][band]);
      }
    }
  }

  /// The spreads of all rows that have a rank in any draw.
  void add_ranks(Uncertainty& made) {
    std::vector<std::optional<std::size_t>> now(scores_.size());
    const Ranking ranking = rank(scores_, rule_).value();
    for (const RankEntry& entry : ranking.entries) now[entry.row] = entry.rank;
    const auto ends = shares();
    for (std::size_t row = 0; row < scores_.size(); ++row) {
      stop_point(50 * draws_);
      std::vector<std::int32_t> own;
      for (std::size_t draw = 0; draw < draws_; ++draw) {
        const std::int32_t one = made.ranks[draw * scores_.size() + row];
        if (one != 0) own.push_back(one);
      }
      if (own.empty()) continue;
      std::sort(own.begin(), own.end());
      const auto at = [&](const Rational& share) {
        return static_cast<std::size_t>(own[quantile(share, own.size())]);
      };
      UnitSpread& spread = spreads_[row];
      spread.rank = now[row];
      spread.rank_low = at(ends[0]);
      spread.rank_median = at(ends[1]);
      spread.rank_high = at(ends[2]);
      const auto best = std::upper_bound(own.begin(), own.end(), 1);
      spread.first = share(static_cast<std::size_t>(best - own.begin()));
      made.units.push_back(std::move(spread));
    }
  }

  const Scores& scores_;
  const ScoresState& state_;
  const DrawnPlan& drawn_;
  const UncertaintyOptions& options_;
  const std::size_t draws_;
  const RankRule rule_;
  const std::optional<ClassRule>& classes_;
  std::vector<std::size_t> figures_;  // the total, then the nodes of the tie-break chain
  std::vector<UnitSpread> spreads_;   // by row
  // A row for each draw. Different threads write different elements.
  std::vector<std::optional<Rational>> keys_;
  std::vector<std::vector<std::optional<Rational>>> chains_;
  std::vector<std::optional<Rational>> classified_;  // of classes by quota
};

inline void check_row(const Uncertainty& made, std::size_t row) {
  if (row < made.rows) return;
  throw Error(say(sentence::no_row_at_position, std::to_string(row)));
}

}  // namespace detail

const UnitSpread* Uncertainty::find(std::size_t row) const {
  const auto found =
      std::lower_bound(units.begin(), units.end(), row,
                       [](const UnitSpread& one, std::size_t wanted) { return one.row < wanted; });
  return found != units.end() && found->row == row ? &*found : nullptr;
}

std::vector<std::size_t> Uncertainty::rank_counts(std::size_t row) const {
  detail::check_row(*this, row);
  std::vector<std::size_t> counts;
  for (std::size_t draw = 0; draw < draws; ++draw) {
    const auto rank = static_cast<std::size_t>(ranks[draw * rows + row]);
    if (rank >= counts.size()) counts.resize(rank + 1);
    ++counts[rank];
  }
  return counts;
}

Rational Uncertainty::ahead(std::size_t first, std::size_t second) const {
  detail::check_row(*this, first);
  detail::check_row(*this, second);
  std::size_t count = 0;
  for (std::size_t draw = 0; draw < draws; ++draw) {
    const std::int32_t one = ranks[draw * rows + first];
    const std::int32_t other = ranks[draw * rows + second];
    if (one != 0 && (other == 0 || one < other)) ++count;
  }
  return Rational(count) / draws;
}

Checked<Uncertainty> uncertainty(const Scores& scores, const UncertaintyOptions& options) {
  check_stop();
  if (options.draws == 0) throw Error(detail::say(detail::sentence::draws_at_least_1));
  if (options.level.sign() <= 0 || options.level >= 100) {
    throw Error(detail::say(detail::sentence::level_is_a_percentage, options.level.to_string()));
  }
  const detail::PlanState& plan = scores.plan().state();
  detail::WeightReader reader(plan, options);
  const detail::DrawnMeans means = reader.read();
  if (Issues issues = reader.take_issues(); !issues.empty()) {
    return Checked<Uncertainty>(std::move(issues), detail::sentence::the_weights_cannot_be_drawn);
  }
  const detail::DrawnPlan drawn(plan, means);
  Uncertainty made = detail::DrawnScores(scores, drawn, options).run();
  made.choices = means.choices;
  return made;
}

PARINDEX_END_NAMESPACE
