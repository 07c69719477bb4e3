// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <unordered_map>
#include <utility>

#include <parindex/detail/merged_order.hpp>
#include <parindex/detail/stable_sort.hpp>
#include <parindex/detail/stoppable.hpp>
#include <parindex/results/compare.hpp>
#include <parindex/results/detail/overtakes.hpp>
#include <parindex/results/detail/row_tree.hpp>
#include <parindex/results/detail/sentences.hpp>
#include <parindex/results/detail/unit_change.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

inline bool same_outcome(const NodeOutcome& a, const NodeOutcome& b) {
  if (a.status != b.status) return false;
  return a.status != Status::ok || (a.points == b.points && a.max == b.max);
}

/// Moves from one result to another, one node at a time.
class Decomposer {
 public:
  Decomposer(RowTree before, RowTree after, const CompareOptions& options)
      : before_(std::move(before)), after_(std::move(after)), options_(options) {}

  std::vector<NodePart> run() {
    start();
    figure_ = figure_in(before_);
    for (std::size_t i = 0; i < old_codes_.size(); ++i) {
      if (!before_.is_leaf(i) || after_.plan().positions.contains(old_codes_[i])) continue;
      const NodeOutcome nothing{Status::excluded, {}, {}, {}};
      before_.replace(i, nothing);
      step(old_codes_[i], before_);
    }
    move_to_new_tree();
    if (after_.plan().fingerprint != before_.plan().fingerprint) {
      for (std::size_t i = current_->outcomes.size(); i-- > 0;) {
        if (!current_->is_leaf(i)) current_->aggregate(i);
      }
      step("", *current_);
    }
    walk(0);
    sum_up();
    return std::move(parts_);
  }

 private:
  /// One part for every node of either rubric.
  void start() {
    const auto& plan = before_.plan();
    for (const std::string& code : plan.codes) {
      const auto renamed = options_.codes.find(code);
      old_codes_.push_back(renamed == options_.codes.end() ? code : renamed->second);
    }
    for (const std::string& code : merged_order(old_codes_, after_.plan().codes)) {
      place_.emplace(code, parts_.size());
      NodePart& part = parts_.emplace_back();
      part.code = code;
      part.in_before = false;
      if (const auto found = after_.plan().positions.find(code);
          found == after_.plan().positions.end()) {
        part.in_after = false;
      } else {
        part.after = points_of(after_.outcomes[found->second]);
      }
    }
    for (std::size_t i = 0; i < old_codes_.size(); ++i) {
      NodePart& part = part_of(old_codes_[i]);
      part.in_before = true;
      part.before = points_of(before_.outcomes[i]);
    }
  }

  static std::optional<Rational> points_of(const NodeOutcome& outcome) {
    if (outcome.status != Status::ok) return std::nullopt;
    return outcome.points;
  }

  NodePart& part_of(const std::string& code) { return parts_[place_.at(code)]; }

  /// The tree of the second rubric with the outcomes of the first.
  void move_to_new_tree() {
    current_.emplace(after_);
    for (NodeOutcome& outcome : current_->outcomes) outcome = {Status::excluded, {}, {}, {}};
    for (std::size_t i = 0; i < old_codes_.size(); ++i) {
      const auto found = after_.plan().positions.find(old_codes_[i]);
      if (found == after_.plan().positions.end()) continue;
      // A leaf that became an inner node, or the reverse, has no outcome to pass on.
      if (before_.is_leaf(i) == after_.is_leaf(found->second)) {
        current_->outcomes[found->second] = before_.outcomes[i];
      }
    }
  }

  void walk(std::size_t position) {
    each_child(after_.plan().nodes, position, [&](std::size_t child) { walk(child); });
    // An inner node differs here only by properties that its children do not determine.
    const NodeOutcome& wanted = after_.outcomes[position];
    if (same_outcome(current_->outcomes[position], wanted) && position != 0) return;
    current_->replace(position, wanted);
    step(after_.plan().codes[position], *current_);
  }

  /// 0 without points, which can happen between two rubrics.
  static Rational figure_in(const RowTree& tree) { return tree.figure().value_or(Rational(0)); }

  void step(const std::string& code, const RowTree& tree) {
    Rational reached = figure_in(tree);
    part_of(code).own += reached - figure_;
    figure_ = std::move(reached);
  }

  void sum_up() {
    for (NodePart& part : parts_) part.contribution = part.own;
    // In reverse order, every child is done before its parent. A removed node counts for its former
    // parent, as long as that still exists.
    const auto add = [&](const std::string& code, const std::string& parent) {
      if (!code.empty()) part_of(parent).contribution += part_of(code).contribution;
    };
    const PlanState& old = before_.plan();
    for (std::size_t i = old_codes_.size(); i-- > 1;) {
      if (!part_of(old_codes_[i]).in_after) add(old_codes_[i], old_codes_[old.nodes[i].parent]);
    }
    const PlanState& plan = after_.plan();
    for (std::size_t i = plan.codes.size(); i-- > 1;) {
      add(plan.codes[i], plan.codes[plan.nodes[i].parent]);
    }
  }

  RowTree before_;
  RowTree after_;
  const CompareOptions& options_;
  std::optional<RowTree> current_;
  std::vector<std::string> old_codes_;  // of the first rubric, as named in the second
  std::vector<NodePart> parts_;
  std::unordered_map<std::string, std::size_t> place_;
  Rational figure_;
};

/// The rank of each row, absent if there is none. Adds the reason why a ranking is impossible to
/// the issues.
inline std::vector<std::optional<std::size_t>> ranks_of(const Scores& scores,
                                                        const CompareOptions& options,
                                                        Issues& issues) {
  std::vector<std::optional<std::size_t>> ranks(scores.size());
  if (!options.ranking && !scores.plan().rubric().draft().ranking) return ranks;
  const Checked<Ranking> ranking = options.ranking ? rank(scores, *options.ranking) : rank(scores);
  if (ranking) {
    for (const RankEntry& entry : ranking->entries) ranks[entry.row] = entry.rank;
  } else {
    issues.insert(issues.end(), ranking.issues().begin(), ranking.issues().end());
  }
  return ranks;
}

/// The id of the class of each row, empty if there is none.
inline std::vector<std::string> classes_of(const Scores& scores) {
  std::vector<std::string> ids(scores.size());
  if (!scores.plan().rubric().draft().classes) return ids;
  const Classes classes = classify(scores);
  for (std::size_t row = 0; row < ids.size(); ++row) {
    if (const ClassBand* band = classes.of(row)) ids[row] = band->id;
  }
  return ids;
}

inline void give_reason(UnitChange& unit, const Phrase& reason) {
  unit.reason = reason.en;
  unit.reason_vi = reason.vi;
}

/// Reports that a unit has no figure in one of the results, and why.
inline void give_reason(UnitChange& unit, const Scores& scores, std::size_t row,
                        const Sentence<1>& where) {
  give_reason(unit, say(where, without_points(scores.total(row).status)));
}

}  // namespace detail

std::vector<NodePart> decompose(const Scores& before, std::size_t row_before, const Scores& after,
                                std::size_t row_after, const CompareOptions& options) {
  for (const auto& [scores, row] : {std::pair{&before, row_before}, std::pair{&after, row_after}}) {
    if (scores->total(row).status != Status::ok) {
      throw Error(
          detail::say(detail::sentence::unit_has_no_result_to_decompose, scores->unit(row)));
    }
  }
  detail::RowTree from(ScoresAccess::state(before), row_before, options);
  detail::RowTree to(ScoresAccess::state(after), row_after, options);
  return detail::Decomposer(std::move(from), std::move(to), options).run();
}

bool UnitChange::changed() const {
  return before.has_value() != after.has_value() ||
         row_before.has_value() != row_after.has_value() ||
         (difference && !difference->is_zero()) || rank_before != rank_after ||
         class_before != class_after;
}

const UnitChange* Comparison::find(std::string_view unit) const {
  if (order) {
    const auto found = order->find(unit);
    return found ? &units[*found] : nullptr;
  }
  for (const UnitChange& change : units) {
    if (change.unit == unit) return &change;
  }
  return nullptr;
}

bool Comparison::changed() const {
  return std::any_of(units.begin(), units.end(),
                     [](const UnitChange& unit) { return unit.changed(); });
}

std::vector<std::string> Comparison::overtaken_by(const UnitChange& unit) const {
  const auto known = order ? order : std::make_shared<const detail::UnitOrder>(units);
  std::vector<std::string> names;
  for (const std::size_t position : known->overtaken_by(unit)) {
    names.push_back(units[position].unit);
  }
  return names;
}

std::vector<NodePart> Comparison::parts(const UnitChange& unit) const {
  if (!unit.difference) {
    throw Error(detail::say(detail::sentence::unit_has_no_difference, unit.unit,
                            detail::Phrase(unit.reason, unit.reason_in("vi"))));
  }
  return decompose(before, *unit.row_before, after, *unit.row_after, options);
}

Checked<Comparison> compare(const Scores& before, const Scores& after, CompareOptions options) {
  check_stop();
  Issues issues;
  const auto ranks_before = detail::ranks_of(before, options, issues);
  const auto ranks_after = detail::ranks_of(after, options, issues);
  if (!issues.empty()) {
    return Checked<Comparison>(std::move(issues), detail::sentence::the_results_cannot_be_compared);
  }
  const auto classes_before = detail::classes_of(before);
  const auto classes_after = detail::classes_of(after);
  std::unordered_map<std::string, std::size_t> rows_before;
  for (std::size_t row = 0; row < before.size(); ++row) {
    detail::stop_point(200);
    rows_before.emplace(before.unit(row), row);
  }

  std::vector<UnitChange> units;
  const auto fill_before = [&](UnitChange& unit, std::size_t row) {
    unit.row_before = row;
    unit.before = detail::figure_of(before, row, options);
    unit.rank_before = ranks_before[row];
    unit.class_before = classes_before[row];
    if (!unit.before) detail::give_reason(unit, before, row, detail::sentence::no_points_before);
  };
  for (std::size_t row = 0; row < after.size(); ++row) {
    detail::stop_point(1000);
    UnitChange& unit = units.emplace_back();
    unit.unit = after.unit(row);
    unit.group = after.group(row);
    unit.row_after = row;
    unit.after = detail::figure_of(after, row, options);
    unit.rank_after = ranks_after[row];
    unit.class_after = classes_after[row];
    const auto found = rows_before.find(unit.unit);
    if (found == rows_before.end()) {
      detail::give_reason(unit, detail::sentence::only_after);
      continue;
    }
    fill_before(unit, found->second);
    rows_before.erase(found);
    if (unit.before && unit.after) {
      unit.difference = *unit.after - *unit.before;
    } else if (unit.reason.empty()) {
      detail::give_reason(unit, after, row, detail::sentence::no_points_after);
    }
  }
  for (std::size_t row = 0; row < before.size(); ++row) {
    detail::stop_point(100);
    if (!rows_before.contains(before.unit(row))) continue;
    UnitChange& unit = units.emplace_back();
    unit.unit = before.unit(row);
    unit.group = before.group(row);
    fill_before(unit, row);
    detail::give_reason(unit, detail::sentence::only_before);
  }
  const detail::StoppableOrder largest_first([](const UnitChange& a, const UnitChange& b) {
    if (!a.difference || !b.difference) return a.difference.has_value() > b.difference.has_value();
    return abs(*a.difference) > abs(*b.difference);
  });
  detail::stable_sort(units, largest_first);
  auto order = std::make_shared<const detail::UnitOrder>(units);
  return Comparison{before, after, std::move(options), std::move(units), std::move(order)};
}

namespace detail {

inline void write_parts(MemberWriter& out, const std::vector<NodePart>& parts) {
  out.list("parts", parts, [&out](const NodePart& part) {
    if (part.contribution.is_zero() && part.own.is_zero()) return;
    out.json.begin_object();
    out.text("code", part.code);
    out.number("before", part.before);
    out.number("after", part.after);
    out.number("own", part.own);
    out.number("contribution", part.contribution);
    out.json.end_object();
  });
}

}  // namespace detail

std::string to_json(const Comparison& comparison) {
  detail::MemberWriter out;
  out.json.begin_object();
  out.text("on", to_string(comparison.options.on));
  out.text("stage", to_string(comparison.options.stage));
  out.list("units", comparison.units, [&](const UnitChange& unit) {
    out.json.begin_object();
    detail::write_unit(out, comparison, unit);
    if (unit.difference && !unit.difference->is_zero()) {
      detail::write_parts(out, comparison.parts(unit));
    }
    out.json.end_object();
  });
  out.texts("fingerprints", std::vector{comparison.before.plan().fingerprint(),
                                        comparison.after.plan().fingerprint()});
  out.json.end_object();
  return out.json.take();
}

PARINDEX_END_NAMESPACE
