// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <utility>

#include <parindex/detail/stoppable.hpp>
#include <parindex/engine/detail/known_statistics.hpp>
#include <parindex/engine/detail/row_outcomes.hpp>
#include <parindex/results/audit.hpp>
#include <parindex/results/detail/ranking_key.hpp>
#include <parindex/rubric/check.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

inline bool is_half(RoundingMode mode) {
  return mode == RoundingMode::half_up || mode == RoundingMode::half_even ||
         mode == RoundingMode::half_down;
}

/// Applies the same test to every figure of a result.
class HalfFinder {
 public:
  HalfFinder(const Scores& scores, std::vector<HalfTie>& found) : scores_(scores), found_(found) {}

  void run() {
    const Plan& plan = scores_.plan();
    for (std::size_t row = 0; row < scores_.size(); ++row) {
      RowOutcomes outcomes(ScoresAccess::state(scores_), row);
      for (std::size_t at = 0; at < plan.size(); ++at) {
        stop_point(1000);
        const auto& rounding = plan.node(at).rounding;
        const auto& index_rounding = plan.state().nodes[at].index_rounding;
        if (rounding) {
          look(row, at, false, exact_points(plan.state(), outcomes, at), *rounding);
        }
        if (index_rounding) {
          look(row, at, true, to_result(plan.state(), outcomes.at(at), at).index_exact,
               *index_rounding);
        }
      }
    }
  }

 private:
  void look(std::size_t row, std::size_t at, bool of_index, const std::optional<Rational>& exact,
            const Rounding& rounding) {
    if (!exact || !is_half(rounding.mode)) return;
    Rounding other = rounding;
    other.mode = RoundingMode::floor;
    const Rational below = exact->rounded(other);
    other.mode = RoundingMode::ceiling;
    const Rational above = exact->rounded(other);
    if (below == above || *exact - below != above - *exact) return;
    found_.push_back({row, scores_.plan().codes()[at], of_index, *exact, below, above,
                      exact->rounded(rounding), rounding});
  }

  const Scores& scores_;
  std::vector<HalfTie>& found_;
};

/// The place of every row.
inline std::vector<Place> places(const Scores& scores, const RankRule& rule,
                                 const std::string& code) {
  std::vector<Place> places(scores.size());
  const Ranking ranking = rank(scores, rule, code);
  for (std::size_t begin = 0; begin < ranking.entries.size();) {
    stop_point(50);
    std::size_t end = begin + 1;
    const RankEntry& first = ranking.entries[begin];
    // Units that share a rank are adjacent; the next group starts again at rank 1.
    while (first.tied && end < ranking.entries.size() && ranking.entries[end].tied &&
           ranking.entries[end].rank == first.rank &&
           (!rule.by_group || scores.group(ranking.entries[end].row) == scores.group(first.row))) {
      ++end;
    }
    for (std::size_t i = begin; i < end; ++i) {
      Place& place = places[ranking.entries[i].row];
      place.rank = ranking.entries[i].rank;
      place.tied = ranking.entries[i].tied;
      place.last = place.rank.value_or(0);
      if (rule.ties == Ties::ordinal) place.last += end - begin - 1;
    }
    begin = end;
  }
  return places;
}

/// The ranking and the classes by the total or by a node, as the rubric declares them, and what
/// other decisions would change in them.
struct AuditedNode {
  std::string code;  // empty for the total
  std::optional<RankRule> ranking;
  std::optional<ClassRule> rule;
  std::vector<Place> places;
  std::optional<Classes> classes;
  std::map<std::size_t, RankDependence> ranks;
  std::map<std::size_t, ClassDependence> bands;

  AuditedNode(const Scores& scores, std::string of, std::optional<RankRule> ranks_by,
              std::optional<ClassRule> classes_by)
      : code(std::move(of)), ranking(std::move(ranks_by)), rule(std::move(classes_by)) {
    if (ranking) places = detail::places(scores, *ranking, code);
    if (rule) classes = classify(scores, *rule, code);
  }
};

/// Changes the decisions of a rubric one at a time and collects the effects.
class Auditor {
 public:
  Auditor(const Scores& scores, Audit& audit)
      : scores_(scores), draft_(scores.plan().rubric().draft()), audit_(audit) {
    statistics_.add(scores);
  }

  void run() {
    add("", draft_.ranking, draft_.classes);
    const PlanState& plan = scores_.plan().state();
    for (const std::size_t position : declaring_nodes(plan)) {
      // Classes that are outputs of a table depend on no convention: only stated ones are audited.
      const Node& node = *plan.nodes[position].node;
      add(node.code, node.ranking, node.classes);
    }
    if (nodes_.empty()) return;
    try_rank_rules();
    try_stages();
    try_policies();
    if (!audit_.halves.empty()) try_modes();
    for (AuditedNode& node : nodes_) {
      for (auto& [row, found] : node.ranks) audit_.ranks.push_back(std::move(found));
      for (auto& [row, found] : node.bands) audit_.classes.push_back(std::move(found));
    }
  }

 private:
  void add(const std::string& code, const std::optional<RankRule>& ranking,
           const std::optional<ClassRule>& classes) {
    if (ranking || classes) nodes_.emplace_back(scores_, code, ranking, classes);
  }

  void try_rank_rules() {
    for (AuditedNode& node : nodes_) {
      if (!node.ranking) continue;
      RankRule rule = *node.ranking;
      for (const Ties ties : {Ties::competition, Ties::dense, Ties::ordinal}) {
        rule.ties = ties;
        compare_ranks({"ties", std::string(to_string(ties))}, scores_, node, rule);
      }
      rule = *node.ranking;
      rule.tie_break.clear();
      compare_ranks({"tie_break", "none"}, scores_, node, rule);
    }
  }

  void try_stages() {
    for (const auto stage : {FigureStage::exact, FigureStage::rounded}) {
      const Decision decision{"stage", std::string(to_string(stage))};
      for (AuditedNode& node : nodes_) {
        if (node.ranking) {
          RankRule rule = *node.ranking;
          rule.stage = stage;
          compare_ranks(decision, scores_, node, rule);
        }
        if (node.rule) {
          ClassRule rule = *node.rule;
          rule.stage = stage;
          compare_classes(decision, scores_, node, rule);
        }
      }
    }
  }

  void try_policies() {
    const std::pair<NoValue, std::optional<MissingPolicy> Node::*> kinds[] = {
        {NoValue::missing, &Node::missing},
        {NoValue::not_applicable, &Node::not_applicable},
        {NoValue::not_proven, &Node::not_proven},
        {NoValue::refused, &Node::refused}};
    for (const auto& [kind, member] : kinds) {
      if (!states(draft_.root, member)) continue;
      for (const auto policy : {MissingPolicy::zero, MissingPolicy::exclude, MissingPolicy::full}) {
        rescore({std::string(to_string(kind)), std::string(to_string(policy))},
                [&, at = member](Node& node, bool is_root) {
                  (node.*at).reset();
                  if (is_root) node.*at = policy;
                });
      }
    }
  }

  static bool states(const Node& node, std::optional<MissingPolicy> Node::* member) {
    if (node.*member) return true;
    return std::any_of(node.children.begin(), node.children.end(),
                       [&](const Node& child) { return states(child, member); });
  }

  void try_modes() {
    for (const auto mode :
         {RoundingMode::half_up, RoundingMode::half_even, RoundingMode::half_down}) {
      index_mode_ = mode;
      rescore({"rounding", std::string(to_string(mode))}, [&](Node& node, bool) {
        if (node.rounding && is_half(node.rounding->mode)) node.rounding->mode = mode;
        if (!node.index_rounding || !node.index_rounding->rounding) return;
        Rounding& of_index = *node.index_rounding->rounding;
        if (is_half(of_index.mode)) of_index.mode = mode;
      });
      index_mode_.reset();
    }
  }

  template <class Edit>
  static void edit_below(Node& node, const Edit& edit) {
    for (Node& child : node.children) {
      edit(child, false);
      edit_below(child, edit);
    }
  }

  /// Scores the same table with a rubric that is changed at every node, and compares.
  template <class Edit>
  void rescore(const Decision& decision, const Edit& edit) {
    RubricDraft changed = draft_;
    // It does not matter here whether the classes also cover every value of the changed rubric.
    changed.classes.reset();
    edit(changed.root, true);
    edit_below(changed.root, edit);
    edit_below(changed.root, [](Node& node, bool) { node.classes.reset(); });
    if (index_mode_ && changed.index_rounding && is_half(changed.index_rounding->mode)) {
      changed.index_rounding->mode = *index_mode_;
    }
    Checked<Rubric> rubric = check(std::move(changed));
    if (!rubric) {
      audit_.issues.insert(audit_.issues.end(), rubric.issues().begin(), rubric.issues().end());
      return;
    }
    const Plan plan = compile(*rubric, {scores_.plan().custom()});
    ScoreOptions options;
    options.allow_missing_columns = true;
    options.allow_unknown_columns = true;
    options.part = true;  // statistics stay over the same units
    options.cohort = statistics_.cohort_of(plan);
    const Scores other = score(plan, scores_.table(), options);
    for (AuditedNode& node : nodes_) {
      if (node.ranking) compare_ranks(decision, other, node, *node.ranking);
      if (node.rule) compare_classes(decision, other, node, *node.rule);
    }
  }

  static void compare_ranks(const Decision& decision, const Scores& scores, AuditedNode& node,
                            const RankRule& rule) {
    const std::vector<Place> others = places(scores, rule, node.code);
    for (std::size_t row = 0; row < others.size(); ++row) {
      stop_point_at(row, 50);
      if (others[row] == node.places[row]) continue;
      RankDependence& found = node.ranks[row];
      found.row = row;
      found.code = node.code;
      found.place = node.places[row];
      found.changes.push_back({decision, others[row]});
    }
  }

  static void compare_classes(const Decision& decision, const Scores& scores, AuditedNode& node,
                              const ClassRule& rule) {
    const auto id_of = [](const ClassBand* band) { return band ? band->id : std::string(); };
    const Classes others = classify(scores, rule, node.code);
    for (std::size_t row = 0; row < scores.size(); ++row) {
      stop_point(100);
      const std::string declared = id_of(node.classes->of(row));
      std::string other = id_of(others.of(row));
      if (other == declared) continue;
      ClassDependence& found = node.bands[row];
      found.row = row;
      found.code = node.code;
      found.class_id = declared;
      found.changes.push_back({decision, std::move(other)});
    }
  }

  const Scores& scores_;
  const RubricDraft& draft_;
  Audit& audit_;
  KnownStatistics statistics_;
  std::optional<RoundingMode> index_mode_;
  std::vector<AuditedNode> nodes_;  // the total first
};

}  // namespace detail

std::string Place::label() const {
  if (!rank) return "";
  if (last > *rank) return std::to_string(*rank) + "-" + std::to_string(last);
  return (tied ? "=" : "") + std::to_string(*rank);
}

Audit audit(const Scores& scores) {
  check_stop();
  Audit found;
  detail::HalfFinder(scores, found.halves).run();
  detail::Auditor(scores, found).run();
  return found;
}

PARINDEX_END_NAMESPACE
