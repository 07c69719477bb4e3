// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include <parindex/detail/date.hpp>
#include <parindex/detail/issue_log.hpp>
#include <parindex/detail/make_issue.hpp>
#include <parindex/detail/sentences.hpp>
#include <parindex/detail/unread.hpp>
#include <parindex/engine/detail/plan_state.hpp>
#include <parindex/engine/detail/read_cell.hpp>
#include <parindex/process/assessment.hpp>
#include <parindex/process/detail/assessment_state.hpp>
#include <parindex/process/detail/evidence_checker.hpp>
#include <parindex/process/detail/sentences.hpp>
#include <parindex/process/detail/stage_checker.hpp>
#include <parindex/rubric/check.hpp>
#include <parindex/rubric/detail/check/layer_checker.hpp>
#include <parindex/rubric/detail/rubric_access.hpp>
#include <parindex/stop.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// The issue about a layer that the rubric does not declare.
inline Issue unknown_layer(const RubricDraft& rubric, std::string_view id) {
  const auto known = names_of(rubric.layers, &Layer::id);
  return make_issue(issue::layer_unknown, did_you_mean(sentence::unknown_layer, id, known),
                    known.empty() ? sentence::layers_in_the_rubric : Phrase(layer_words(rubric)),
                    id);
}

/// Checks the parts of an assessment one after the other. It does not report parts that could not
/// be read, or anything that depends on them.
class AssessmentChecker {
 public:
  AssessmentChecker(AssessmentState& state, const Unread& unread)
      : state_(state),
        unread_(unread),
        plan_(state.plan.state()),
        rubric_(plan_.rubric.draft()),
        stages_(plan_, state.draft, state.unit_of) {}

  Issues run() {
    if (rubric_.layers.empty()) {
      add(issue::layers_undeclared, "", sentence::the_rubric_declares_no_layers_of_marks,
          sentence::layers_in_the_rubric, sentence::none);
      return errors_.take();
    }
    check_units();
    check_stages();
    for (std::size_t i = 0; i < state_.draft.observations.size(); ++i) check_observation(i);
    for (const auto& [leaf, given] : given_) {
      if (!given.marked || given.proven || !all_have_leaves_) continue;
      add(issue::evidence_missing, place(given.first, ""),
          sentence::the_marks_have_neither_evidence_nor_an, sentence::evidence_or_a_note,
          sentence::neither, &state_.draft.observations[given.first]);
    }
    errors_.append(std::move(warnings_));  // behind: errors stop
    return errors_.take();
  }

 private:
  struct Given {
    std::size_t first = 0;
    bool marked = false;
    bool proven = false;
    std::string date;
  };

  static std::string place(std::size_t index, std::string_view key) {
    return "/observations/" + std::to_string(index) + std::string(key);
  }

  void add(const IssueCode& code, std::string pointer, const Said& message, const Detail& expected,
           const Detail& actual, const Observation* about = nullptr, std::string unit = {}) {
    if (unread_.covers(pointer)) return;
    Issue found = make_issue(code, message, expected, actual);
    found.pointer = std::move(pointer);
    found.unit = std::move(unit);
    if (about != nullptr) {
      found.unit = about->unit;
      found.field = column_name(about->code, about->input);
    }
    log_of(found).add(std::move(found));
  }

  IssueLog& log_of(const Issue& found) {
    return found.severity == Severity::error ? errors_ : warnings_;
  }

  /// Whether a member of an observation could be read.
  bool is_read(std::size_t index, std::string_view key) const {
    return unread_.empty() || !unread_.touches(place(index, key));
  }

  void check_stages() {
    IssueLog of_stages;
    stages_hold_ =
        stages_.run(of_stages) && !unread_.touches("/stages") && !unread_.touches("/reopenings");
    const bool stages_read = !unread_.touches("/stages");
    for (Issue& found : of_stages.take()) {
      if (unread_.covers(found.pointer)) continue;
      if (found.code == issue::stage_unknown.code && !stages_read) continue;
      if (found.code == issue::unit_unknown.code && !units_read_) continue;
      log_of(found).add(std::move(found));
    }
  }

  void check_units() {
    const auto& units = state_.draft.units;
    units_read_ = !unread_.touches("/units");
    // If no units are listed, they are those that observations name.
    if (units.empty() && !unread_.touches("/observations")) {
      add(issue::table_empty, "/units", sentence::the_assessment_has_no_units,
          sentence::at_least_one, as_is("0"));
    }
    for (std::size_t i = 0; i < units.size(); ++i) {
      const std::string where = "/units/" + std::to_string(i) + "/unit";
      if (units[i].name.empty()) {
        add(issue::unit_missing, where, sentence::the_unit_has_no_name, sentence::a_name,
            sentence::nothing);
      } else if (!state_.unit_of.emplace(units[i].name, i).second) {
        add(issue::unit_duplicate, where, sentence::the_unit_appears_twice,
            sentence::each_unit_once, units[i].name);
      }
      check_group(i);
    }
  }

  void check_group(std::size_t index) {
    if (plan_.groups.empty()) return;
    const AssessedUnit& unit = state_.draft.units[index];
    if (group_of(plan_, unit.group) != no_group) return;
    if (unread_.covers("/units/" + std::to_string(index) + "/group")) return;
    std::vector<std::string_view> known;
    for (const Group& group : rubric_.groups) known.push_back(group.id);
    const bool none = unit.group.empty();
    add(none ? issue::group_missing : issue::group_unknown,
        "/units/" + std::to_string(index) + (none ? "" : "/group"),
        none ? Said(sentence::the_unit_has_no_group)
             : did_you_mean(sentence::unknown_group, unit.group, known),
        listed(known), none ? sentence::nothing : Phrase(unit.group), nullptr, unit.name);
  }

  void check_observation(std::size_t index) {
    stop_point(2000);
    const Observation& seen = state_.draft.observations[index];
    const auto wrong = [&](const IssueCode& code, std::string_view key, const Said& message,
                           const Detail& expected, const Detail& actual) {
      add(code, place(index, key), message, expected, actual, &seen);
    };
    if (units_read_ && !state_.unit_of.contains(seen.unit)) {
      wrong(issue::unit_unknown, "/unit",
            did_you_mean(sentence::unknown_unit, seen.unit, sorted_keys(state_.unit_of)),
            sentence::a_unit_of_the_assessment, seen.unit);
    }
    const auto known_layer = plan_.layers.find(seen.layer);
    const Layer* layer = known_layer == plan_.layers.end() ? nullptr : known_layer->second;
    if (layer == nullptr) {
      wrong(issue::layer_unknown, "/layer",
            did_you_mean(sentence::unknown_layer, seen.layer, names_of(rubric_.layers, &Layer::id)),
            layer_words(rubric_), seen.layer);
    }
    if (const auto day = parse_date(seen.date); !day) {
      wrong(issue::date_malformed, "/date", sentence::not_a_date,
            sentence::a_date_such_as_2021_02_15, seen.date);
    } else if (stages_hold_ && layer != nullptr && is_read(index, "/unit") &&
               is_read(index, "/code")) {
      if (const auto refused = stages_.refusal(seen, *day)) {
        wrong(*refused->code, refused->key, refused->message, refused->expected,
              refused->key == "/date" ? seen.date : seen.layer);
      }
    }
    if (!seen.value && seen.evidence.empty() && seen.note.empty() && is_read(index, "/value") &&
        is_read(index, "/evidence") && is_read(index, "/note")) {
      wrong(issue::observation_empty, "", sentence::the_observation_is_empty,
            sentence::a_value_evidence_or_a_note, sentence::none_of_them);
    }
    check_files(index, wrong);
    if (!is_read(index, "/code")) {
      all_have_leaves_ = false;
      return;
    }
    const auto position = plan_.positions.find(seen.code);
    if (position == plan_.positions.end() || own_columns(plan_.nodes[position->second]) == 0) {
      wrong(issue::code_unknown, "/code",
            position == plan_.positions.end()
                ? did_you_mean(sentence::unknown_node_code, seen.code, sorted_keys(plan_.positions))
                : Said(sentence::the_node_with_this_code_has_no_values_of_its),
            sentence::the_code_of_a_leaf_or_of_a_node_with_a_gate, seen.code);
      return;
    }
    const PlanNode& leaf = plan_.nodes[position->second];
    const auto unit = state_.unit_of.find(seen.unit);
    if (unit != state_.unit_of.end()) {
      const std::string& group = state_.draft.units[unit->second].group;
      const std::size_t at = group_of(plan_, group);
      if (at != no_group && !exists(leaf, at)) {
        wrong(issue::value_unexpected, "/code",
              sentence::the_leaf_does_not_apply_to_the_group_of_this,
              say(sentence::a_leaf_that_applies_to_group, group), seen.code);
      }
    }
    if (layer != nullptr && !takes(state_.plan, position->second, seen.layer)) {
      wrong(issue::layer_refused, "/layer", sentence::the_leaf_does_not_accept_marks_of_this_layer,
            layer->apart ? sentence::another_layer : Phrase(listed(leaf.layers->order)),
            seen.layer);
    }
    if (is_read(index, "/input")) check_value(seen, leaf, wrong);
    for (std::size_t i = 0; i < seen.evidence.size(); ++i) {
      const auto& known = leaf.node->evidence;
      if (!evidence_of(leaf).contains(seen.evidence[i].id)) {
        wrong(issue::evidence_unknown, "/evidence/" + std::to_string(i),
              did_you_mean(sentence::unknown_evidence, seen.evidence[i].id,
                           names_of(known, &Evidence::id)),
              ids(known), seen.evidence[i].id);
      }
    }
    if (is_read(index, "/unit")) {
      note(index, seen, leaf, wrong);
    } else {
      all_have_leaves_ = false;
    }
  }

  template <class Wrong>
  void check_files(std::size_t index, const Wrong& wrong) {
    const auto& evidence = state_.draft.observations[index].evidence;
    for (std::size_t i = 0; i < evidence.size(); ++i) {
      const bool whole = is_read(index, "/evidence/" + std::to_string(i));
      check_evidence_file(evidence[i], [&](const IssueCode& code, std::string_view key,
                                           const Said& message, const Detail& expected,
                                           const Detail& actual) {
        if (key.empty() && !whole) return;  // what is missing may be what could not be read
        wrong(code, "/evidence/" + std::to_string(i) + std::string(key), message, expected, actual);
      });
    }
  }

  template <class Wrong>
  void check_value(const Observation& seen, const PlanNode& leaf, const Wrong& wrong) {
    const auto& own = inputs_of(leaf);
    const auto found = own.find(seen.input);
    if (found == own.end()) {
      wrong(issue::input_unknown, "/input",
            did_you_mean(sentence::unknown_input, seen.input, sorted_keys(own)),
            say(sentence::one_of, listed(sorted_keys(own))), seen.input);
      return;
    }
    const ColumnSpec& spec = plan_.specs[found->second];
    if (!seen.value || no_value_of(plan_.markers, spec, *seen.value)) return;
    Value value;
    if (const IssueCode* code = read_cell(spec, *seen.value, value)) {
      wrong(*code, "/value", sentence::the_value_is_not_valid_for_the_input, describe(spec),
            seen.value->to_string());
    }
  }

  /// The effect of an observation on the state of its leaf.
  template <class Wrong>
  void note(std::size_t index, const Observation& seen, const PlanNode& leaf, const Wrong& wrong) {
    const auto [found, fresh] = given_.try_emplace({seen.unit, seen.code});
    Given& given = found->second;
    if (fresh) given.first = index;
    if (!fresh && parse_date(seen.date) && seen.date < given.date) {
      wrong(issue::date_order, "/date", sentence::the_observation_is_older_than_an_earlier_one,
            say(sentence::or_later, given.date), seen.date);
    }
    if (parse_date(seen.date)) given.date = std::max(given.date, seen.date);
    given.marked = given.marked || (seen.value && !leaf.node->evidence.empty());
    given.proven = given.proven || !seen.evidence.empty() || !seen.note.empty() ||
                   !is_read(index, "/evidence") || !is_read(index, "/note");
  }

  static Phrase ids(const std::vector<Evidence>& all) {
    std::vector<std::string_view> found;
    for (const Evidence& evidence : all) found.push_back(evidence.id);
    return listed(found);
  }

  /// The columns of a leaf by input, and the ids of its evidence; made once for each leaf.
  const std::unordered_map<std::string_view, std::size_t>& inputs_of(const PlanNode& leaf) {
    const auto [found, fresh] = inputs_.try_emplace(&leaf);
    for (std::size_t i = 0; fresh && i < own_columns(leaf); ++i) {
      const std::size_t column = leaf.first_column + i;
      found->second.emplace(plan_.columns[column].input, column);
    }
    return found->second;
  }
  const std::unordered_set<std::string_view>& evidence_of(const PlanNode& leaf) {
    const auto [found, fresh] = evidence_.try_emplace(&leaf);
    if (fresh) {
      for (const Evidence& each : leaf.node->evidence) found->second.insert(each.id);
    }
    return found->second;
  }

  AssessmentState& state_;
  const Unread& unread_;
  const PlanState& plan_;
  const RubricDraft& rubric_;
  StageChecker stages_;
  bool stages_hold_ = false;
  bool units_read_ = true;
  bool all_have_leaves_ = true;  // no observation has a unit or code that could not be read
  std::map<std::pair<std::string, std::string>, Given> given_;  // unit and code
  std::unordered_map<const PlanNode*, std::unordered_map<std::string_view, std::size_t>> inputs_;
  std::unordered_map<const PlanNode*, std::unordered_set<std::string_view>> evidence_;
  IssueLog errors_;
  IssueLog warnings_;
};

inline Checked<Assessment> check_draft(const Plan& plan, AssessmentDraft draft,
                                       const Unread& unread) {
  check_stop();
  auto state = std::make_shared<AssessmentState>(AssessmentState{plan, std::move(draft), {}, {}});
  Issues issues = AssessmentChecker(*state, unread).run();
  if (has_errors(issues)) return Checked<Assessment>(std::move(issues));
  state->warnings = issues;
  return Checked<Assessment>(AssessmentAccess::make(std::move(state)), std::move(issues));
}

}  // namespace detail

PARINDEX_END_NAMESPACE
