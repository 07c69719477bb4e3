// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

#include <parindex/detail/make_issue.hpp>
#include <parindex/detail/sentences.hpp>
#include <parindex/detail/stable_sort.hpp>
#include <parindex/engine/detail/plan_state.hpp>
#include <parindex/limits.hpp>
#include <parindex/process/detail/day_spans.hpp>
#include <parindex/process/detail/sentences.hpp>
#include <parindex/process/observation.hpp>
#include <parindex/rubric/detail/check/layer_checker.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Calls visit(code) for a node and each node above it; the total, or a code that is not there, has
/// the code "".
template <class Visit>
void for_each_scope(const PlanState& plan, const std::string& code, const Visit& visit) {
  const auto position = plan.positions.find(code);
  std::size_t at = position == plan.positions.end() ? 0 : position->second;
  for (; at != 0; at = plan.nodes[at].parent) visit(std::string_view(plan.nodes[at].node->code));
  visit(std::string_view());
}

/// Why a stage accepts no observation on a day; `expected` says when it does.
struct Refusal {
  const IssueCode* code = nullptr;
  std::string_view key;  // of the observation: `/layer` or `/date`
  Said message;
  Detail expected;
};

/// Checks the stages and reopenings of a round, and reports the observations that they reject.
class StageChecker {
 public:
  using Units = std::unordered_map<std::string, std::size_t>;

  StageChecker(const PlanState& plan, const AssessmentDraft& draft, const Units& units)
      : plan_(plan), rubric_(plan.rubric.draft()), draft_(draft), units_(units) {}

  /// Whether stages and reopenings are valid; observations are checked only if they are.
  bool run(IssueLog& issues) {
    NodeReport report(rubric_.root, "", issues);
    const std::size_t before = issues.count();
    if (draft_.stages.size() > limits().stages) {
      report.add(issue::stage_limit, "/stages", sentence::the_assessment_has_too_many_stages,
                 say(sentence::at_most, std::to_string(limits().stages)),
                 std::to_string(draft_.stages.size()));
      return false;
    }
    for (std::size_t i = 0; i < draft_.stages.size(); ++i) check_stage(i, report);
    if (issues.count() == before) check_overlaps(report);
    for (std::size_t i = 0; i < draft_.reopenings.size(); ++i) check_reopening(i, report);
    if (issues.count() != before) return false;
    for (auto& [layer, spans] : open_) spans.sort();
    for (auto& [scope, spans] : reopened_) spans.sort();
    return true;
  }

  /// Nothing if the stages accept the observation. Without stages, every observation is accepted.
  std::optional<Refusal> refusal(const Observation& seen, Day day) const {
    if (draft_.stages.empty()) return std::nullopt;
    const auto own = open_.find(seen.layer);
    if (own == open_.end()) {
      return Refusal{&issue::stage_missing, "/layer",
                     sentence::no_stage_accepts_marks_of_this_layer, joined(staged_layers(), ", ")};
    }
    std::vector<const DaySpans*> spans{&own->second};
    find_reopened(seen, spans);
    std::optional<Day> until;
    std::optional<Day> from;
    for (const DaySpans* each : spans) {
      if (each->hold(day)) return std::nullopt;
      if (const auto last = each->before(day)) until = std::max(until.value_or(*last), *last);
      if (const auto first = each->after(day)) from = std::min(from.value_or(*first), *first);
    }
    Phrase expected;
    if (until) expected = say(sentence::until_date, iso_date(*until));
    if (from) {
      const Phrase later = say(sentence::from_date, iso_date(*from));
      expected = until ? say(sentence::or_last, expected, later) : later;
    }
    return Refusal{&issue::stage_locked, "/date", sentence::the_layer_accepts_no_marks_on_this_date,
                   expected};
  }

 private:
  struct Scope {
    std::size_t stage;
    std::string_view unit;  // empty: every unit
    std::string_view code;  // empty: every leaf
    bool operator<(const Scope& other) const {
      return std::tie(stage, unit, code) < std::tie(other.stage, other.unit, other.code);
    }
  };

  static std::string place(const char* list, std::size_t index, std::string_view key) {
    return "/" + std::string(list) + "/" + std::to_string(index) + std::string(key);
  }

  static std::optional<Day> day_at(const std::string& text, const std::string& where,
                                   NodeReport& report) {
    const auto day = parse_date(text);
    if (!day) {
      report.add(issue::date_malformed, where, sentence::not_a_date,
                 sentence::a_date_such_as_2021_02_15, text);
    }
    return day;
  }

  void check_stage(std::size_t index, NodeReport& report) {
    const Stage& stage = draft_.stages[index];
    const auto at = [&](std::string_view key) { return place("stages", index, key); };
    check_identifier(report, at("/id"), sentence::the_id_of_a_stage, stage.id);
    if (!stage_of_.emplace(stage.id, index).second) {
      report.add(issue::id_duplicate, at("/id"), sentence::the_id_appears_twice_in_the_list,
                 sentence::distinct_ids, quote(stage.id));
    }
    if (stage.layers.empty()) {
      report.add(issue::stage_empty, at("/layers"), sentence::the_stage_accepts_no_layer,
                 layer_words(rubric_), sentence::none);
    }
    std::set<std::string_view> seen;
    for (std::size_t i = 0; i < stage.layers.size(); ++i) {
      const std::string where = at("/layers/" + std::to_string(i));
      if (!plan_.layers.contains(stage.layers[i])) {
        report.add(issue::layer_unknown, where,
                   did_you_mean(sentence::unknown_layer, stage.layers[i],
                                names_of(rubric_.layers, &Layer::id)),
                   layer_words(rubric_), stage.layers[i]);
      } else if (!seen.insert(stage.layers[i]).second) {
        report.add(issue::id_duplicate, where, sentence::the_layer_appears_twice_in_the_list,
                   sentence::distinct_layers, quote(stage.layers[i]));
      }
    }
    const auto from = day_at(stage.from, at("/from"), report);
    const auto until = day_at(stage.until, at("/until"), report);
    if (!from || !until) return;
    if (*until < *from) {
      report.add(issue::stage_dates, at("/until"), sentence::the_stage_ends_before_it_begins,
                 say(sentence::or_later, stage.from), stage.until);
      return;
    }
    for (const std::string& layer : stage.layers) {
      open_[layer].add(*from, *until);
      of_layer_[layer].push_back(index);
    }
  }

  /// Stages that share a layer share no day; otherwise it would be unclear to which of them an
  /// observation belongs to.
  void check_overlaps(NodeReport& report) {
    std::set<std::pair<std::size_t, std::size_t>> told;  // stages may share several layers
    for (auto& [layer, stages] : of_layer_) {
      std::vector<std::size_t> order = stages;
      detail::stable_sort(order, [this](std::size_t a, std::size_t b) {
        return draft_.stages[a].from < draft_.stages[b].from;  // ISO dates sort as text
      });
      std::size_t last = order.front();  // of those so far, the one that ends last
      for (std::size_t k = 1; k < order.size(); ++k) {
        const Stage& earlier = draft_.stages[last];
        const Stage& later = draft_.stages[order[k]];
        const bool apart = earlier.until < later.from || !told.emplace(last, order[k]).second;
        if (earlier.until < later.until) last = order[k];
        if (apart) continue;
        report.add(issue::stage_overlap, place("stages", order[k], "/from"),
                   say(sentence::the_stage_overlaps_stage_and_accepts_the, quote(layer),
                       quote(earlier.id)),
                   say(sentence::after, earlier.until), later.from);
      }
    }
  }

  void check_reopening(std::size_t index, NodeReport& report) {
    const Reopening& reopening = draft_.reopenings[index];
    const auto at = [&](std::string_view key) { return place("reopenings", index, key); };
    const auto stage = stage_of_.find(reopening.stage);
    if (stage == stage_of_.end()) {
      report.add(issue::stage_unknown, at("/stage"),
                 did_you_mean(sentence::unknown_stage, reopening.stage, stage_ids()),
                 listed(stage_ids()), quote(reopening.stage));
    }
    if (!reopening.unit.empty() && !units_.contains(reopening.unit)) {
      report.add(issue::unit_unknown, at("/unit"),
                 did_you_mean(sentence::unknown_unit, reopening.unit, sorted_keys(units_)),
                 sentence::a_unit_of_the_assessment, reopening.unit);
    }
    if (!reopening.code.empty() && !plan_.positions.contains(reopening.code)) {
      report.add(
          issue::code_unknown, at("/code"),
          did_you_mean(sentence::unknown_node_code, reopening.code, sorted_keys(plan_.positions)),
          sentence::a_code_of_the_rubric, reopening.code);
    }
    for (const auto& [key, text] :
         {std::pair("/by", &reopening.by), std::pair("/reason", &reopening.reason)}) {
      if (!text->empty()) continue;
      report.add(issue::reopening_unexplained, at(key),
                 sentence::the_reopening_does_not_state_who_decided_it, sentence::text,
                 sentence::nothing);
    }
    const auto date = day_at(reopening.date, at("/date"), report);
    const auto until = day_at(reopening.until, at("/until"), report);
    if (date && reopening.date < recorded_) {
      report.add(issue::date_order, at("/date"),
                 sentence::the_reopening_is_older_than_an_earlier_one,
                 say(sentence::or_later, recorded_), reopening.date);
    }
    if (date) recorded_ = std::max(recorded_, reopening.date);
    if (stage == stage_of_.end() || !date || !until) return;
    check_days(reopening, draft_.stages[stage->second], index, report);
    reopened_[{stage->second, reopening.unit, reopening.code}].add(*date, *until);
    any_reopened_.insert(stage->second);
  }

  static void check_days(const Reopening& reopening, const Stage& stage, std::size_t index,
                         NodeReport& report) {
    if (reopening.date < stage.from) {
      report.add(issue::stage_dates, place("reopenings", index, "/date"),
                 sentence::the_stage_is_reopened_before_it_begins,
                 say(sentence::or_later, stage.from), reopening.date);
    }
    const std::string& last = std::max(stage.until, reopening.date);
    if (reopening.until < reopening.date || reopening.until <= stage.until) {
      report.add(issue::stage_dates, place("reopenings", index, "/until"),
                 sentence::the_reopening_does_not_extend_the_stage,
                 last == stage.until ? say(sentence::after, last) : say(sentence::or_later, last),
                 reopening.until);
    }
  }

  /// The spans of reopenings that may apply to an observation.
  void find_reopened(const Observation& seen, std::vector<const DaySpans*>& spans) const {
    for (const std::size_t stage : of_layer_.at(seen.layer)) {
      if (!any_reopened_.contains(stage)) continue;
      for (const std::string_view unit : {std::string_view(), std::string_view(seen.unit)}) {
        for_each_scope(plan_, seen.code, [&](std::string_view code) {
          const auto found = reopened_.find({stage, unit, code});
          if (found != reopened_.end()) spans.push_back(&found->second);
        });
      }
    }
  }

  std::vector<std::string> stage_ids() const {
    std::vector<std::string> ids;
    for (const Stage& stage : draft_.stages) ids.push_back(stage.id);
    return ids;
  }
  std::vector<std::string> staged_layers() const {
    std::vector<std::string> ids;
    for (const Layer& layer : rubric_.layers) {
      if (open_.contains(layer.id)) ids.push_back(layer.id);
    }
    return ids;
  }

  const PlanState& plan_;
  const RubricDraft& rubric_;
  const AssessmentDraft& draft_;
  const Units& units_;
  std::map<std::string, std::size_t, std::less<>> stage_of_;
  std::map<std::string, DaySpans, std::less<>> open_;                      // by layer
  std::map<std::string, std::vector<std::size_t>, std::less<>> of_layer_;  // stages by layer
  std::map<Scope, DaySpans> reopened_;
  std::set<std::size_t> any_reopened_;
  std::string recorded_;  // the latest day of the reopenings so far
};

}  // namespace detail

PARINDEX_END_NAMESPACE
