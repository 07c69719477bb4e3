// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <map>
#include <numeric>
#include <ostream>

#include <parindex/detail/issue_log.hpp>
#include <parindex/detail/make_issue.hpp>
#include <parindex/detail/sentences.hpp>
#include <parindex/detail/stoppable.hpp>
#include <parindex/engine/detail/whole_column.hpp>
#include <parindex/results/detail/ranking_key.hpp>
#include <parindex/results/detail/sentences.hpp>
#include <parindex/results/rank.hpp>
#include <parindex/rubric/detail/node_results.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// One key of the comparison of units. Larger numbers rank higher; a row without a value has
/// `WholeColumn::none`, which is below every value.
struct RankColumn {
  std::vector<std::int64_t> keys;
  std::optional<Rational> unit;                 // a value is its key times this unit
  std::vector<std::optional<Rational>> values;  // or, without a unit, in this list

  std::optional<Rational> value(std::size_t row) const {
    if (!unit) return values[row];
    if (keys[row] == WholeColumn::none) return std::nullopt;
    return Rational(keys[row]) * *unit;
  }
};

/// Whole numbers in the order of values without a common unit: the places of the distinct values.
inline RankColumn places_of(std::vector<std::optional<Rational>> values) {
  RankColumn column;
  column.keys.assign(values.size(), WholeColumn::none);
  std::vector<std::size_t> order;
  for (std::size_t row = 0; row < values.size(); ++row) {
    stop_point_at(row, 10);
    if (values[row]) order.push_back(row);
  }
  std::sort(order.begin(), order.end(),
            StoppableOrder([&](std::size_t a, std::size_t b) { return *values[a] < *values[b]; }));
  std::int64_t place = 0;
  for (std::size_t i = 0; i < order.size(); ++i) {
    stop_point_at(i, 50);
    if (i > 0 && *values[order[i]] != *values[order[i - 1]]) ++place;
    column.keys[order[i]] = place;
  }
  column.values = std::move(values);
  return column;
}

/// Points of nodes. Those that are not available as whole numbers are all computed in one walk over
/// each row.
inline std::vector<RankColumn> points_columns(const Scores& scores,
                                              const std::vector<std::size_t>& positions,
                                              FigureStage stage) {
  const ScoresState& state = ScoresAccess::state(scores);
  const PlanState& plan = state.plan.state();
  const bool exact = stage == FigureStage::exact;
  std::vector<RankColumn> columns(positions.size());
  std::vector<std::size_t> others;  // of `positions`
  std::vector<std::size_t> nodes;
  for (std::size_t i = 0; i < positions.size(); ++i) {
    const bool before = exact && plan.nodes[positions[i]].node->rounding;
    if (auto whole = before ? std::nullopt : whole_points(state, positions[i])) {
      columns[i] = {std::move(whole->values), std::move(whole->unit), {}};
    } else {
      others.push_back(i);
      nodes.push_back(positions[i]);
    }
  }
  auto found = columns_by_row(state, nodes, [&](RowOutcomes& outcomes, std::size_t position) {
    return exact ? exact_points(plan, outcomes, position)
                 : points_or_nothing(outcomes.at(position));
  });
  for (std::size_t i = 0; i < others.size(); ++i)
    columns[others[i]] = places_of(std::move(found[i]));
  return columns;
}

inline RankColumn index_column(const Scores& scores, const RankRule& rule, std::size_t position) {
  const ScoresState& state = ScoresAccess::state(scores);
  const auto rounding = ranking_key_rounding(state.plan.state(), rule.on, rule.stage, position);
  if (auto whole =
          rounding ? whole_index(state, position, *rounding) : whole_index_exact(state, position)) {
    return {std::move(whole->values), std::move(whole->unit), {}};
  }
  std::vector<std::optional<Rational>> values(scores.size());
  for (std::size_t row = 0; row < values.size(); ++row) {
    stop_point(500);
    values[row] = ranking_key(scores, row, rule.on, rule.stage, position);
  }
  return places_of(std::move(values));
}

/// Ranks the units of one group after the other.
class Ranker {
 public:
  Ranker(const Scores& scores, const RankRule& rule, std::size_t position,
         const std::vector<std::size_t>& chain)
      : scores_(scores), rule_(rule), position_(position) {
    std::vector<std::size_t> positions = chain;
    if (rule.on == Figure::points) {
      positions.insert(positions.begin(), position);
    } else {
      columns_.push_back(index_column(scores, rule, position));
    }
    for (RankColumn& column : points_columns(scores, positions, rule.stage)) {
      columns_.push_back(std::move(column));
    }
  }

  void run(const std::vector<std::size_t>& rows, Ranking& ranking) {
    std::vector<Place> places;
    std::vector<RankEntry> unranked;
    for (const std::size_t row : rows) {
      stop_point_at(row, 50);
      Phrase reason =
          scores_.unranked(row) ? Phrase(sentence::out_of_the_ranking) : without_result(row);
      if (reason.empty()) {
        places.push_back({columns_.front().keys[row], row});
      } else {
        unranked.push_back({row, std::nullopt, false, columns_.front().value(row),
                            std::move(reason.en), std::move(reason.vi)});
      }
    }
    std::sort(places.begin(), places.end(),
              StoppableOrder([&](const Place& a, const Place& b) { return is_before(a, b); }));
    ranking.entries.reserve(ranking.entries.size() + rows.size());
    std::size_t rank = 0;
    for (std::size_t begin = 0, end = 0; begin < places.size(); begin = end) {
      while (end < places.size() && compare(places[end], places[begin]) == 0) ++end;
      const bool tied = end - begin > 1;
      rank = rule_.ties == Ties::dense ? rank + 1 : begin + 1;
      for (std::size_t i = begin; i < end; ++i) {
        stop_point_at(i, 50);
        const std::size_t row = places[i].row;
        ranking.entries.push_back({row, rank, tied, columns_.front().value(row), {}, {}});
      }
      if (tied && rule_.ties == Ties::ordinal) report_tie(places, begin, end);
    }
    for (RankEntry& entry : unranked) ranking.entries.push_back(std::move(entry));
  }
  /// Ties that remain after the chain.
  Issues take_issues() { return issues_.take(); }

 private:
  struct Place {
    std::int64_t key;  // in the first column; cached, because it nearly always decides
    std::size_t row;
  };

  /// Why the node has no points; empty if it has points.
  Phrase without_result(std::size_t row) const {
    if (position_ == 0) return without_points(ScoresAccess::state(scores_).status(row));
    if (columns_.front().keys[row] != WholeColumn::none) return {};
    return without_points(scores_.at(row, position_).status);
  }

  /// Above 0 if `a` ranks higher.
  int compare(const Place& a, const Place& b) const {
    if (a.key != b.key) return a.key > b.key ? 1 : -1;
    for (std::size_t i = 1; i < columns_.size(); ++i) {
      const std::int64_t left = columns_[i].keys[a.row];
      const std::int64_t right = columns_[i].keys[b.row];
      if (left != right) return left > right ? 1 : -1;
    }
    return 0;
  }
  /// Units that share a rank keep the order of the table.
  bool is_before(const Place& a, const Place& b) const {
    const int order = compare(a, b);
    return order != 0 ? order > 0 : a.row < b.row;
  }

  void report_tie(const std::vector<Place>& places, std::size_t begin, std::size_t end) {
    std::string units;
    for (std::size_t i = begin; i < end; ++i) {
      stop_point(100);
      units += (i == begin ? "" : ", ") + scores_.unit(places[i].row);
    }
    issues_.add(make_issue(issue::tie_unresolved,
                           say(sentence::rank_is_shared, std::to_string(begin + 1)),
                           sentence::a_tie_break_chain_that_separates_the_units, std::move(units)));
  }

  const Scores& scores_;
  const RankRule& rule_;
  std::size_t position_;
  IssueLog issues_;
  std::vector<RankColumn> columns_;  // the ranked value, then the points of the tie-break chain
};

}  // namespace detail

std::string RankEntry::label() const {
  if (!rank) return "";
  return (tied ? "=" : "") + std::to_string(*rank);
}

const RankEntry* Ranking::find(std::size_t row) const {
  for (const RankEntry& entry : entries) {
    if (entry.row == row) return &entry;
  }
  return nullptr;
}

Checked<Ranking> rank(const Scores& scores, const RankRule& rule, std::string_view node) {
  check_stop();
  const std::size_t position = detail::position_of(scores, node);
  std::vector<std::size_t> chain;
  Issues unknown;
  for (const std::string& code : rule.tie_break) {
    if (const auto found = scores.plan().find(code)) {
      chain.push_back(*found);
      continue;
    }
    const auto& codes = scores.plan().codes();
    unknown.push_back(make_issue(
        issue::code_unknown,
        detail::did_you_mean(detail::sentence::the_tie_break_chain_names_a_code, code, codes),
        detail::sentence::a_code_of_the_rubric, detail::in_quotes(code)));
  }
  if (!unknown.empty()) {
    return Checked<Ranking>(std::move(unknown), detail::sentence::the_scores_cannot_be_ranked);
  }
  // Groups in the order in which the table first names them.
  std::vector<std::vector<std::size_t>> groups;
  std::map<std::string_view, std::size_t> group_of;
  for (std::size_t row = 0; row < scores.size(); ++row) {
    detail::stop_point_at(row, 50);
    const std::string_view name = rule.by_group ? scores.group(row) : std::string_view();
    const auto [found, fresh] = group_of.emplace(name, groups.size());
    if (fresh) groups.emplace_back();
    groups[found->second].push_back(row);
  }
  Ranking ranking;
  ranking.rule = rule;
  ranking.node = node;
  detail::Ranker ranker(scores, rule, position, chain);
  for (const auto& rows : groups) ranker.run(rows, ranking);
  ranking.issues = ranker.take_issues();
  return ranking;
}

Checked<Ranking> rank(const Scores& scores, std::string_view node) {
  const Plan& plan = scores.plan();
  const std::size_t position = detail::position_of(scores, node);
  const auto& rule = detail::ranking_of(plan.rubric().draft(), plan.node(position));
  if (!rule) {
    const bool total = position == 0;
    const detail::Said message =
        total ? detail::Said(detail::sentence::neither_the_rubric_nor_the_call_states_a)
              : detail::say(detail::sentence::neither_the_node_nor_the_call_states_a_ranking,
                            std::string(node));
    return Checked<Ranking>(
        Issues{make_issue(issue::ranking_undeclared, message,
                          total ? detail::sentence::ranking_in_the_rubric_or_in_the_call
                                : detail::sentence::ranking_at_the_node_or_in_the_call,
                          detail::sentence::none)},
        detail::sentence::the_scores_cannot_be_ranked);
  }
  return rank(scores, *rule, node);
}

std::ostream& operator<<(std::ostream& out, const RankEntry& value) {
  out << (value.rank ? value.label() : "-") << " row " << value.row + 1 << ": ";
  if (value.value) return out << *value.value;
  return out << value.reason;
}

std::ostream& operator<<(std::ostream& out, const Ranking& value) {
  const char* between = "";
  for (const RankEntry& entry : value.entries) {
    out << between << entry;
    between = "\n";
  }
  return out;
}

PARINDEX_END_NAMESPACE
