// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include <parindex/engine/detail/known_statistics.hpp>
#include <parindex/results/detail/leaves_alone.hpp>
#include <parindex/results/detail/renamed_table.hpp>
#include <parindex/results/detail/row_tree.hpp>
#include <parindex/results/detail/rubric_steps.hpp>
#include <parindex/results/detail/sentences.hpp>
#include <parindex/results/detail/unit_change.hpp>
#include <parindex/results/replay.hpp>
#include <parindex/stop.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Builds a replay, filling its members one after the other.
class Replayer {
 public:
  Replayer(const Scores& old, Diff diff, const ReplayOptions& options)
      : old_(old), options_(options), diff_(std::move(diff)) {
    options_.compare.codes = diff_.codes;
    // The custom rules of the old plan that the call does not replace.
    const CustomRules& custom = old.plan().custom();
    options_.custom.insert(custom.begin(), custom.end());
  }

  Checked<Replay> run() {
    check_stop();
    table_ = renamed_table(old_, diff_.codes);
    const Checked<Plan> asked = compile(diff_.after, {options_.custom});
    if (!asked) return refused(asked.issues());
    Issues issues;
    find_statistics(*asked, issues);
    if (!issues.empty()) return refused(std::move(issues));
    match_columns(*asked);
    JsonValue target = canonical_tree(diff_.after.draft());
    const Plan plan = compile(stand_in(target), {options_.custom});
    const Scores after = scored(plan, Keep::all, options_.cohort ? new_statistics_ : statistics_);
    Checked<Comparison> compared = compare(old_, after, options_.compare);
    if (!compared) return refused(compared.issues());
    Replay replay{diff_,
                  std::move(compared).value(),
                  std::move(lacking_),
                  std::move(unused_),
                  taken_,
                  {},
                  {},
                  0,
                  {},
                  {}};
    find_steps(target, after, replay);
    sum_up(replay);
    return replay;
  }

  static Checked<Replay> refused(Issues issues) {
    return Checked<Replay>(std::move(issues), sentence::the_data_cannot_be_replayed);
  }

 private:
  Scores scored(const Plan& plan, Keep keep, const KnownStatistics& statistics) const {
    ScoreOptions options;
    options.allow_missing_columns = true;
    options.allow_unknown_columns = true;
    options.keep = keep;
    options.part = options_.cohort || !ScoresAccess::state(old_).has_all_units;
    if (options.part) options.cohort = statistics.cohort_of(plan);
    return score(plan, table_, options);
  }

  /// The plan of a rubric between two steps. A rule of the same name may exist in two versions, old
  /// and new: nothing if the rubric needs both.
  std::optional<Plan> between(JsonValue& tree) const {
    const auto rubric = rubric_between(tree);
    if (!rubric) return std::nullopt;
    for (const CustomRules& custom : {options_.custom, old_.plan().custom()}) {
      if (Checked<Plan> plan = compile(*rubric, {custom})) return std::move(plan).value();
    }
    return std::nullopt;
  }

  void match_columns(const Plan& plan) {
    std::unordered_set<std::string_view> given;
    for (const Column& column : table_.columns) given.insert(column.name);
    std::set<std::string, std::less<>> read;
    for (const PlanColumn& column : plan.columns()) {
      read.insert(column.name);
      if (given.contains(column.name)) continue;
      lacking_.push_back(column.name);
      if (taken_.empty() || taken_.back() != column.code) taken_.push_back(column.code);
    }
    for (const Column& column : table_.columns) {
      if (!read.contains(column.name)) unused_.push_back(column.name);
    }
    if (!options_.lacking) taken_.clear();
  }

  void find_statistics(const Plan& plan, Issues& issues) {
    statistics_.add(old_, diff_.codes);
    if (!options_.cohort) return;
    check_cohort(plan, *options_.cohort, issues);
    if (!issues.empty()) return;
    for (KnownStatistics* known : {&statistics_, &new_statistics_}) {
      known->add(plan, options_.cohort->state());
    }
    for (const PlanStatistic& statistic : plan.statistics())
      about_others_.push_back(statistic.code);
  }

  /// The new rubric, with the policy of the call at the leaves for which the data lack values.
  Rubric stand_in(JsonValue& target) const {
    if (taken_.empty()) return diff_.after;
    for (const std::string& code : taken_) {
      JsonValue word;
      word.kind = JsonValue::Kind::string;
      word.key = "missing";
      word.text = std::string(to_string(*options_.lacking));
      set_member(*node_or_root(target, code), std::move(word));
    }
    // Only one policy was replaced by another.
    return rubric_between(target).value();
  }

  std::vector<std::optional<Rational>> figures(const Scores& scores) const {
    std::vector<std::optional<Rational>> all;
    for (std::size_t row = 0; row < scores.size(); ++row) {
      stop_point(500);
      all.push_back(figure_of(scores, row, options_.compare));
    }
    return all;
  }

  void find_steps(const JsonValue& target, const Scores& after, Replay& replay) {
    figures_ = figures(old_);
    const auto last = figures(after);
    replay.effects.resize(old_.size());
    for (std::size_t row = 0; row < old_.size(); ++row) {
      if (!figures_[row] || !last[row]) figures_[row].reset();
    }
    if (LeavesAlone(old_.plan().state(), after.plan().state()).hold(diff_)) {
      leaf_by_leaf(after, replay);
    } else {
      rubric_by_rubric(target, last, replay);
    }
    settle(replay, last);
  }

  /// The steps if leaves change independently: no rubric is built for any of them.
  void leaf_by_leaf(const Scores& after, Replay& replay) {
    std::vector<std::size_t> leaves;
    for (std::size_t i = 0; i < diff_.changes.size(); ++i) {
      const RubricChange& change = diff_.changes[i];
      if (!change.scoring) continue;
      if (replay.steps.empty() || replay.steps.back().codes.front() != change.code) {
        replay.steps.push_back({{change.code}, {}, {}, 0});
        leaves.push_back(*after.plan().find(change.code));
      }
      replay.steps.back().changes.push_back(i);
    }
    for (std::size_t row = 0; row < old_.size(); ++row) {
      if (!figures_[row] || leaves.empty()) continue;
      RowTree tree(ScoresAccess::state(after), row, options_.compare);
      const std::vector<NodeOutcome> target = tree.outcomes;
      RowOutcomes before(ScoresAccess::state(old_), row);
      for (std::size_t i = target.size(); i-- > 0;) {
        tree.is_leaf(i) ? void(tree.outcomes[i] = before.at(i)) : tree.aggregate(i);
      }
      for (const std::size_t leaf : leaves) {
        stop_point(2000);
        tree.replace(leaf, target[leaf]);
        add_effect(replay, row, tree.figure());
      }
    }
  }

  /// The steps if each needs its own rubric.
  void rubric_by_rubric(const JsonValue& target, const std::vector<std::optional<Rational>>& last,
                        Replay& replay) {
    JsonValue from = canonical_tree(old_.plan().rubric().draft());
    rename_codes(from, diff_.codes);
    drop_declarations(from);
    JsonValue to = target;
    drop_declarations(to);
    const RubricTree places(diff_.after);
    StepByStep walk(std::move(from), to, places);

    ReplayStep pending;
    for (std::size_t i = 0; i < diff_.changes.size(); ++i) {
      check_stop();
      const RubricChange& change = diff_.changes[i];
      if (!change.scoring) continue;
      const bool gone = change.kind == "removed" && !walk.has(change.code);
      ReplayStep& step =
          gone && pending.codes.empty() && !replay.steps.empty() ? replay.steps.back() : pending;
      step.changes.push_back(i);
      if (step.codes.empty() || step.codes.back() != change.code) step.codes.push_back(change.code);
      if (gone || more_of_node(i)) continue;
      walk.apply(change.code);
      if (const auto plan = between(walk.tree())) {
        finish(replay, std::move(pending), figures(scored(*plan, Keep::total, statistics_)));
        pending = {};
      }
    }
    if (!pending.codes.empty()) finish(replay, std::move(pending), last);
  }

  /// Whether a later change of the same node can also change a result.
  bool more_of_node(std::size_t at) const {
    const std::string& code = diff_.changes[at].code;
    for (++at; at < diff_.changes.size() && diff_.changes[at].code == code; ++at) {
      if (diff_.changes[at].scoring) return true;
    }
    return false;
  }

  void finish(Replay& replay, ReplayStep step,
              const std::vector<std::optional<Rational>>& reached) {
    replay.steps.push_back(std::move(step));
    for (std::size_t row = 0; row < figures_.size(); ++row) {
      stop_point(200);
      if (figures_[row]) add_effect(replay, row, reached[row]);
    }
  }

  /// Records the effect of the next step, which gives a row a figure. If a row has no figure
  /// between two steps, its effect belongs to the next step that gives it one.
  void add_effect(Replay& replay, std::size_t row, const std::optional<Rational>& reached) {
    const Rational effect = reached ? *reached - *figures_[row] : Rational(0);
    *figures_[row] += effect;
    replay.effects[row].push_back(effect);
  }

  /// If a policy replaces missing data, or statistics are over other units than before, and no rule
  /// of the leaf changed, then no step has the effect. It becomes its own step.
  void settle(Replay& replay, const std::vector<std::optional<Rational>>& last) {
    for (std::size_t row = 0; row < figures_.size(); ++row) {
      if (figures_[row] && *figures_[row] != *last[row]) {
        std::vector<std::string> codes = taken_;
        for (const std::string& code : about_others_) {
          if (std::find(codes.begin(), codes.end(), code) == codes.end()) codes.push_back(code);
        }
        finish(replay, ReplayStep{std::move(codes), {}, {}, 0}, last);
        return;
      }
    }
  }

  static void sum_up(Replay& replay) {
    for (const UnitChange& unit : replay.comparison.units) {
      stop_point(500);
      if (!unit.difference) continue;
      ++replay.units;
      replay.before += *unit.before;
      replay.after += *unit.after;
      const std::vector<Rational>& effects = replay.effects[*unit.row_before];
      for (std::size_t i = 0; i < effects.size(); ++i) {
        replay.steps[i].total += effects[i];
        if (!effects[i].is_zero()) ++replay.steps[i].units;
      }
    }
  }

  const Scores& old_;
  ReplayOptions options_;
  Diff diff_;
  Table table_;
  std::vector<std::string> lacking_;
  std::vector<std::string> unused_;
  std::vector<std::string> taken_;
  KnownStatistics statistics_;             // of the old rules, then of the cohort of the call
  KnownStatistics new_statistics_;         // of the cohort of the call
  std::vector<std::string> about_others_;  // leaves that use statistics of that cohort
  std::vector<std::optional<Rational>> figures_;
};

}  // namespace detail

Checked<Replay> replay(const Scores& old, const Rubric& rubric, const ReplayOptions& options) {
  Checked<Diff> differences = diff(old.plan().rubric(), rubric, options.compare.codes);
  if (!differences) return detail::Replayer::refused(differences.issues());
  return detail::Replayer(old, std::move(differences).value(), options).run();
}

std::string to_json(const Replay& replay) {
  detail::MemberWriter out;
  out.json.begin_object();
  out.list("changes", replay.diff.changes,
           [&](const RubricChange& change) { detail::write_change(out, change); });
  out.texts("lacking", replay.lacking);
  out.texts("unused", replay.unused);
  out.texts("taken", replay.taken);
  out.list("steps", replay.steps, [&](const ReplayStep& step) {
    out.json.begin_object();
    out.texts("codes", step.codes);
    out.list("changes", step.changes, [&](std::size_t at) { out.json.integer(at); });
    out.number("total", step.total);
    out.integer("units", step.units);
    out.json.end_object();
  });
  out.number("before", replay.before);
  out.number("after", replay.after);
  out.integer("units", replay.units);
  out.list("comparison", replay.comparison.units, [&](const UnitChange& unit) {
    out.json.begin_object();
    detail::write_unit(out, replay.comparison, unit);
    out.json.key("effects");
    out.json.begin_array();
    if (unit.difference) {
      const std::vector<Rational>& effects = replay.effects[*unit.row_before];
      for (std::size_t i = 0; i < effects.size(); ++i) {
        if (effects[i].is_zero()) continue;
        out.json.begin_object();
        out.integer("step", i);
        out.number("effect", effects[i]);
        out.json.end_object();
      }
    }
    out.json.end_array();
    out.json.end_object();
  });
  out.json.end_object();
  return out.json.take();
}

PARINDEX_END_NAMESPACE
