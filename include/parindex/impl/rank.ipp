// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <map>
#include <numeric>

#include <parindex/detail/standing.hpp>
#include <parindex/impl/score.ipp>
#include <parindex/rank.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// What one unit is compared by: the ranked value, then the points of the tie-break chain. A part
/// without a value compares below every value.
using RankKey = std::vector<std::optional<Rational>>;

/// Ranks the units of one group.
class GroupRanker {
 public:
  GroupRanker(const Scores& scores, const RankRule& rule, const std::vector<std::size_t>& chain)
      : scores_(scores), rule_(rule), chain_(chain) {}

  void run(const std::vector<std::size_t>& rows, Ranking& ranking) const {
    std::vector<std::pair<RankKey, RankEntry>> ranked;
    std::vector<RankEntry> unranked;
    for (const std::size_t row : rows) {
      RankEntry entry = make_entry(row);
      if (entry.reason.empty()) {
        ranked.emplace_back(make_key(entry), std::move(entry));
      } else {
        unranked.push_back(std::move(entry));
      }
    }
    // Stable: units that share a rank stay in the order of the table.
    std::stable_sort(ranked.begin(), ranked.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    std::size_t rank = 0;
    for (std::size_t begin = 0, end = 0; begin < ranked.size(); begin = end) {
      while (end < ranked.size() && ranked[end].first == ranked[begin].first) ++end;
      rank = rule_.ties == Ties::dense ? rank + 1 : begin + 1;
      for (std::size_t i = begin; i < end; ++i) {
        ranked[i].second.rank = rank;
        ranked[i].second.tied = end - begin > 1;
      }
      if (end - begin > 1 && rule_.ties == Ties::ordinal) {
        report_tie(ranked, begin, end, ranking.issues);
      }
    }
    for (auto& [key, entry] : ranked) ranking.entries.push_back(std::move(entry));
    for (RankEntry& entry : unranked) ranking.entries.push_back(std::move(entry));
  }

 private:
  RankEntry make_entry(std::size_t row) const {
    RankEntry entry;
    entry.row = row;
    entry.value = standing(scores_, row, rule_.on, rule_.stage);
    entry.reason = scores_.unranked(row) ? "out of the ranking"
                                         : without_points(scores_.total(row).status);
    return entry;
  }

  RankKey make_key(const RankEntry& entry) const {
    RankKey key{entry.value};
    for (const std::size_t position : chain_) {
      key.push_back(rule_.stage == RankRule::Stage::exact
                        ? scores_.exact(entry.row, position)
                        : scores_.at(entry.row, position).points);
    }
    return key;
  }

  void report_tie(const std::vector<std::pair<RankKey, RankEntry>>& ranked, std::size_t begin,
                  std::size_t end, Issues& issues) const {
    std::string units;
    for (std::size_t i = begin; i < end; ++i) {
      units += (i == begin ? "" : ", ") + scores_.unit(ranked[i].second.row);
    }
    issues.push_back(make_issue(issue::tie_unresolved,
                                "Rank " + std::to_string(begin + 1) + " is shared",
                                "a tie-break chain that tells the units apart", units));
  }

  const Scores& scores_;
  const RankRule& rule_;
  const std::vector<std::size_t>& chain_;
};

}  // namespace detail

PARINDEX_INLINE std::string RankEntry::label() const {
  if (!rank) return "";
  return (tied ? "=" : "") + std::to_string(*rank);
}

PARINDEX_INLINE const RankEntry* Ranking::find(std::size_t row) const {
  for (const RankEntry& entry : entries) {
    if (entry.row == row) return &entry;
  }
  return nullptr;
}

PARINDEX_INLINE Ranking rank(const Scores& scores, const RankRule& rule) {
  std::vector<std::size_t> chain;
  for (const std::string& code : rule.tie_break) {
    const auto position = scores.plan().find(code);
    if (!position) {
      throw Error("the tie-break chain names \"" + code + "\", which the rubric does not have");
    }
    chain.push_back(*position);
  }
  // Groups in the order in which the table first names them.
  std::vector<std::vector<std::size_t>> groups;
  std::map<std::string_view, std::size_t> group_of;
  for (std::size_t row = 0; row < scores.size(); ++row) {
    const std::string_view name = rule.by_group ? scores.group(row) : std::string_view();
    const auto [found, fresh] = group_of.emplace(name, groups.size());
    if (fresh) groups.emplace_back();
    groups[found->second].push_back(row);
  }
  Ranking ranking;
  ranking.rule = rule;
  const detail::GroupRanker ranker(scores, rule, chain);
  for (const auto& rows : groups) ranker.run(rows, ranking);
  return ranking;
}

PARINDEX_INLINE Ranking rank(const Scores& scores) {
  const auto& rule = scores.plan().rubric().draft().ranking;
  if (!rule) {
    throw RubricError("the scores cannot be ranked",
                      {make_issue(issue::ranking_undeclared,
                                  "Neither the rubric nor the call says how to rank", "a ranking",
                                  "none")});
  }
  return rank(scores, *rule);
}

PARINDEX_END_NAMESPACE
