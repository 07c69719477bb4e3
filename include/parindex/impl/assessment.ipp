// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include <parindex/assessment.hpp>
#include <parindex/check.hpp>
#include <parindex/detail/date.hpp>
#include <parindex/detail/evidence_checker.hpp>
#include <parindex/detail/issue_log.hpp>
#include <parindex/detail/layer_checker.hpp>
#include <parindex/detail/plan_state.hpp>
#include <parindex/detail/read_cell.hpp>
#include <parindex/detail/rubric_access.hpp>
#include <parindex/detail/stage_checker.hpp>
#include <parindex/detail/unread.hpp>
#include <parindex/stop.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

struct AssessmentState {
  Plan plan;
  AssessmentDraft draft;
  Issues warnings;
  std::unordered_map<std::string, std::size_t> unit_of;
};

/// Where every cell of a resolved table comes from.
class ResolvedOrigins : public Origins {
 public:
  ResolvedOrigins(Assessment assessment, std::vector<const Observation*> decided)
      : assessment_(std::move(assessment)), decided_(std::move(decided)) {
    const auto& columns = assessment_.plan().columns();
    for (std::size_t i = 0; i < columns.size(); ++i) at_.emplace(columns[i].name, i);
  }

  std::optional<Origin> of(std::size_t row, std::string_view column) const override {
    const auto found = at_.find(std::string(column));
    if (found == at_.end()) return std::nullopt;
    const Observation* from = decided_.at(row * at_.size() + found->second);
    if (from == nullptr) return std::nullopt;
    return Origin{from->layer, from->date, from->author};
  }

 private:
  Assessment assessment_;  // what `decided_` points into
  std::vector<const Observation*> decided_;
  std::unordered_map<std::string, std::size_t> at_;
};

/// Checks the parts of an assessment one after the other. Nothing is said of what could not be read,
/// nor of what depends on it.
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
      add(issue::layers_undeclared, "", "The rubric declares no layers of marks", "layers", "none");
      return errors_.take();
    }
    check_units();
    check_stages();
    for (std::size_t i = 0; i < state_.draft.observations.size(); ++i) check_observation(i);
    for (const auto& [leaf, given] : given_) {
      if (!given.marked || given.proven || !all_have_leaves_) continue;
      add(issue::evidence_missing, place(given.first, ""),
          "Marks have neither evidence nor an explanation", "evidence or a note", "neither",
          &state_.draft.observations[given.first]);
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

  void add(const IssueCode& code, std::string pointer, std::string message, std::string expected,
           std::string actual, const Observation* about = nullptr, std::string unit = {}) {
    if (unread_.covers(pointer)) return;
    Issue found = make_issue(code, std::move(message), std::move(expected), std::move(actual));
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
    stages_hold_ = stages_.run(of_stages) && !unread_.touches("/stages") &&
                   !unread_.touches("/reopenings");
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
    // Units that nobody lists are those that observations name.
    if (units.empty() && !unread_.touches("/observations")) {
      add(issue::table_empty, "/units", "The assessment has no units", "at least one", "0");
    }
    for (std::size_t i = 0; i < units.size(); ++i) {
      const std::string where = "/units/" + std::to_string(i) + "/unit";
      if (units[i].name.empty()) {
        add(issue::unit_missing, where, "A unit has no name", "a name", "nothing");
      } else if (!state_.unit_of.emplace(units[i].name, i).second) {
        add(issue::unit_duplicate, where, "The unit stands twice", "each unit once",
            units[i].name);
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
        none ? "A unit has no group" : "The rubric declares no group of this id", listed(known),
        none ? "nothing" : unit.group, nullptr, unit.name);
  }

  void check_observation(std::size_t index) {
    stop_point(2000);
    const Observation& seen = state_.draft.observations[index];
    const auto wrong = [&](const IssueCode& code, std::string_view key, std::string message,
                           std::string expected, std::string actual) {
      add(code, place(index, key), std::move(message), std::move(expected), std::move(actual),
          &seen);
    };
    if (units_read_ && !state_.unit_of.contains(seen.unit)) {
      wrong(issue::unit_unknown, "/unit", "The assessment has no unit of this name", "", seen.unit);
    }
    const auto known_layer = plan_.layers.find(seen.layer);
    const Layer* layer = known_layer == plan_.layers.end() ? nullptr : known_layer->second;
    if (layer == nullptr) {
      wrong(issue::layer_unknown, "/layer", "The rubric has no layer of this id",
            layer_words(rubric_), seen.layer);
    }
    if (const auto day = parse_date(seen.date); !day) {
      wrong(issue::date_malformed, "/date", "The text is not a date", "a day such as 2021-02-15",
            seen.date);
    } else if (stages_hold_ && layer != nullptr && is_read(index, "/unit") &&
               is_read(index, "/code")) {
      if (auto refused = stages_.refusal(seen, *day)) {
        wrong(*refused->code, refused->key, std::move(refused->message),
              std::move(refused->expected),
              refused->key == "/date" ? seen.date : seen.layer);
      }
    }
    if (!seen.value && seen.evidence.empty() && seen.note.empty() && is_read(index, "/value") &&
        is_read(index, "/evidence") && is_read(index, "/note")) {
      wrong(issue::observation_empty, "", "The observation says nothing",
            "a value, evidence or a note", "none of them");
    }
    check_files(index, wrong);
    if (!is_read(index, "/code")) {
      all_have_leaves_ = false;
      return;
    }
    const auto position = plan_.positions.find(seen.code);
    if (position == plan_.positions.end() || own_columns(plan_.nodes[position->second]) == 0) {
      wrong(issue::code_unknown, "/code",
            position == plan_.positions.end() ? "The rubric has no node of this code"
                                              : "The node of this code has no values of its own",
            "the code of a leaf, or of a node with a gate that the data say", seen.code);
      return;
    }
    const PlanNode& leaf = plan_.nodes[position->second];
    const auto unit = state_.unit_of.find(seen.unit);
    if (unit != state_.unit_of.end()) {
      const std::string& group = state_.draft.units[unit->second].group;
      const std::size_t at = group_of(plan_, group);
      if (at != no_group && !exists(leaf, at)) {
        wrong(issue::value_unexpected, "/code", "The form of this unit does not have the leaf",
              "a leaf of group " + group, seen.code);
      }
    }
    if (layer != nullptr && !takes(state_.plan, position->second, seen.layer)) {
      wrong(issue::layer_refused, "/layer", "The leaf takes no marks of this layer",
            layer->apart ? "another layer" : listed(leaf.layers->order), seen.layer);
    }
    if (is_read(index, "/input")) check_value(seen, leaf, wrong);
    for (std::size_t i = 0; i < seen.evidence.size(); ++i) {
      const auto& known = leaf.node->evidence;
      if (!evidence_of(leaf).contains(seen.evidence[i].id)) {
        wrong(issue::evidence_unknown, "/evidence/" + std::to_string(i),
              "The leaf declares no evidence of this id", ids(known), seen.evidence[i].id);
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
                                           std::string message, std::string expected,
                                           std::string actual) {
        if (key.empty() && !whole) return;  // what is missing may be what could not be read
        wrong(code, "/evidence/" + std::to_string(i) + std::string(key), std::move(message),
              std::move(expected), std::move(actual));
      });
    }
  }

  template <class Wrong>
  void check_value(const Observation& seen, const PlanNode& leaf, const Wrong& wrong) {
    const auto& own = inputs_of(leaf);
    const auto found = own.find(seen.input);
    if (found == own.end()) {
      wrong(issue::input_unknown, "/input", "The leaf has no input of this name", "", seen.input);
      return;
    }
    const ColumnSpec& spec = plan_.specs[found->second];
    if (!seen.value || no_value_of(plan_.markers, *seen.value)) return;
    Value value;
    if (const IssueCode* code = read_cell(spec, *seen.value, value)) {
      wrong(*code, "/value", "The value cannot be what the input takes", describe(spec),
            seen.value->to_string());
    }
  }

  /// What an observation adds to the picture of its leaf.
  template <class Wrong>
  void note(std::size_t index, const Observation& seen, const PlanNode& leaf, const Wrong& wrong) {
    const auto [found, fresh] = given_.try_emplace({seen.unit, seen.code});
    Given& given = found->second;
    if (fresh) given.first = index;
    if (!fresh && parse_date(seen.date) && seen.date < given.date) {
      wrong(issue::date_order, "/date", "The observation is older than one before it",
            given.date + " or later", seen.date);
    }
    if (parse_date(seen.date)) given.date = std::max(given.date, seen.date);
    given.marked = given.marked || (seen.value && !leaf.node->evidence.empty());
    given.proven = given.proven || !seen.evidence.empty() || !seen.note.empty() ||
                   !is_read(index, "/evidence") || !is_read(index, "/note");
  }

  static std::string ids(const std::vector<Evidence>& all) {
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

/// Which of the marks of a cell counts: the first in the order of its leaf.
class LayerOrders {
 public:
  template <class Marks>
  const Observation* first_of(const Marks& marks, const LayerList& layers) {
    const auto [places, fresh] = places_.try_emplace(&layers);
    for (std::size_t i = 0; fresh && i < layers.order.size(); ++i) {
      places->second.emplace(layers.order[i], i);
    }
    const Observation* first = nullptr;
    std::size_t at = layers.order.size();
    for (const auto& [layer, mark] : marks) {
      const auto place = places->second.find(layer);
      if (mark == nullptr || place == places->second.end() || place->second >= at) continue;
      first = mark;
      at = place->second;
    }
    return first;
  }

 private:
  using Places = std::unordered_map<std::string_view, std::size_t>;
  std::unordered_map<const LayerList*, Places> places_;  // of layers in their order
};

/// The plan of one layer: leaves that take no marks of it are out of points and maximum, and so are
/// gates that it says nothing about.
inline Plan plan_of_layer(const Plan& plan, std::string_view layer) {
  RubricDraft draft = plan.rubric().draft();
  draft.classes.reset();  // they are those of the final result
  // Calls itself for the children: the check holds a rubric to `Limits::depth` levels.
  const auto edit = [&](auto& self, Node& node) -> void {
    for (Node& child : node.children) self(self, child);
    if (takes(plan, *plan.find(node.code), layer)) return;
    if (node.rule) node.missing = MissingPolicy::exclude;
    std::erase_if(node.gates, [](const Gate& gate) { return !gate.when; });
  };
  edit(edit, draft.root);
  // Checked already: what was accepted of the reach may now not be needed, which is no error here.
  return compile(RubricAccess::make(std::move(draft), {}), {plan.custom()});
}

}  // namespace detail

/// The only door to the private constructor of Assessment.
struct AssessmentAccess {
  static Assessment make(std::shared_ptr<const detail::AssessmentState> state) {
    return Assessment(std::move(state));
  }
};

PARINDEX_INLINE const Plan& Assessment::plan() const noexcept { return state_->plan; }
PARINDEX_INLINE const std::vector<AssessedUnit>& Assessment::units() const noexcept {
  return state_->draft.units;
}
PARINDEX_INLINE const std::vector<Observation>& Assessment::observations() const noexcept {
  return state_->draft.observations;
}
PARINDEX_INLINE const std::vector<Stage>& Assessment::stages() const noexcept {
  return state_->draft.stages;
}
PARINDEX_INLINE const std::vector<Reopening>& Assessment::reopenings() const noexcept {
  return state_->draft.reopenings;
}
PARINDEX_INLINE const Issues& Assessment::warnings() const noexcept { return state_->warnings; }

PARINDEX_INLINE std::vector<std::size_t> Assessment::history(std::string_view unit,
                                                             std::string_view code,
                                                             std::string_view input) const {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < observations().size(); ++i) {
    const Observation& seen = observations()[i];
    if (seen.unit == unit && seen.code == code && seen.input == input) found.push_back(i);
  }
  return found;
}

PARINDEX_INLINE std::vector<std::size_t> Assessment::reopenings_of(std::string_view unit,
                                                                  std::string_view code) const {
  std::set<std::string_view> scopes;
  detail::for_each_scope(state_->plan.state(), std::string(code),
                         [&](std::string_view scope) { scopes.insert(scope); });
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < reopenings().size(); ++i) {
    const Reopening& one = reopenings()[i];
    if ((one.unit.empty() || one.unit == unit) && scopes.contains(one.code)) found.push_back(i);
  }
  return found;
}

PARINDEX_INLINE std::vector<std::string> resolution_of(const Plan& plan, std::size_t position) {
  return plan.state().nodes.at(position).layers->order;
}

PARINDEX_INLINE bool takes(const Plan& plan, std::size_t position, std::string_view layer) {
  const auto wanted = plan.state().layers.find(layer);
  if (wanted == plan.state().layers.end()) return false;
  const detail::LayerList& own = *plan.state().nodes.at(position).layers;
  return wanted->second->apart ? own.apart.contains(layer) : own.apart.empty();
}

namespace detail {

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

PARINDEX_INLINE Checked<Assessment> check_assessment(const Plan& plan, AssessmentDraft draft) {
  return detail::check_draft(plan, std::move(draft), {});
}

PARINDEX_INLINE Assessment make_assessment(const Plan& plan, AssessmentDraft draft) {
  Checked<Assessment> checked = check_assessment(plan, std::move(draft));
  if (!checked) throw DataError("the assessment does not hold", checked.issues());
  return std::move(checked).value();
}

PARINDEX_INLINE Checked<Assessment> append(const Assessment& assessment,
                                           std::vector<Observation> more) {
  AssessmentDraft draft = assessment.state().draft;
  for (Observation& seen : more) draft.observations.push_back(std::move(seen));
  return check_assessment(assessment.plan(), std::move(draft));
}

PARINDEX_INLINE Checked<Assessment> reopen(const Assessment& assessment, Reopening reopening) {
  AssessmentDraft draft = assessment.state().draft;
  draft.reopenings.push_back(std::move(reopening));
  return check_assessment(assessment.plan(), std::move(draft));
}

namespace detail {

inline Day day_or_throw(std::string_view date) {
  if (const auto day = parse_date(date)) return *day;
  throw Error("not a day such as 2021-02-15: " + std::string(date));
}

}  // namespace detail

PARINDEX_INLINE Issues refused_on(const Assessment& assessment, std::size_t first,
                                  std::string_view date) {
  const Day day = detail::day_or_throw(date);
  const detail::AssessmentState& state = assessment.state();
  detail::StageChecker stages(state.plan.state(), state.draft, state.unit_of);
  detail::IssueLog issues;
  stages.run(issues);  // finds nothing: the assessment was checked
  for (std::size_t i = first; i < assessment.observations().size(); ++i) {
    const Observation& seen = assessment.observations()[i];
    auto refused = stages.refusal(seen, day);
    if (!refused) continue;
    Issue found = make_issue(issue::stage_locked,
                             "The observation arrived when its layer takes no marks",
                             std::move(refused->expected), std::string(date));
    found.pointer = "/observations/" + std::to_string(i);
    found.unit = seen.unit;
    found.field = column_name(seen.code, seen.input);
    issues.add(std::move(found));
  }
  return issues.take();
}

PARINDEX_INLINE std::vector<StageState> stages_on(const Assessment& assessment,
                                                  std::string_view date) {
  detail::day_or_throw(date);
  std::vector<StageState> states;
  std::map<std::string_view, std::size_t> at;
  for (const Stage& stage : assessment.stages()) {
    at.emplace(stage.id, states.size());
    // ISO dates sort as text.
    states.push_back({stage.id, date < stage.from     ? StageStatus::upcoming
                                : date <= stage.until ? StageStatus::open
                                                      : StageStatus::closed, {}});
  }
  for (std::size_t i = 0; i < assessment.reopenings().size(); ++i) {
    const Reopening& one = assessment.reopenings()[i];
    if (date < one.date || one.until < date) continue;
    StageState& state = states[at.at(one.stage)];
    state.reopenings.push_back(i);
    if (state.status == StageStatus::closed) state.status = StageStatus::reopened;
  }
  return states;
}

PARINDEX_INLINE Table resolve(const Assessment& assessment, std::optional<std::string_view> layer) {
  const detail::AssessmentState& state = assessment.state();
  const detail::PlanState& plan = state.plan.state();
  if (layer && !plan.layers.contains(*layer)) {
    throw Error("the rubric has no layer \"" + std::string(*layer) + "\"; it has " +
                detail::layer_words(plan.rubric.draft()));
  }
  const std::size_t rows = state.draft.units.size();
  const std::size_t columns = plan.columns.size();
  // By code and input, not by name: the flag of a gate may be called as an input of its node is.
  using Place = std::pair<std::string_view, std::string_view>;
  std::map<Place, std::size_t> column_of;
  for (std::size_t i = 0; i < columns; ++i) {
    column_of.emplace(Place(plan.columns[i].code, plan.columns[i].input), i);
  }

  // The mark that stands in each layer of each cell that has any: a table of all cells and layers
  // would be far larger than what is in it.
  using Marks = std::unordered_map<std::string_view, const Observation*>;
  std::unordered_map<std::size_t, Marks> marks;
  for (const Observation& seen : assessment.observations()) {
    detail::stop_point(300);
    if (!seen.value) continue;
    const std::size_t row = state.unit_of.at(seen.unit);
    const std::size_t column = column_of.at({seen.code, seen.input});
    marks[row * columns + column][seen.layer] = seen.value->is_missing() ? nullptr : &seen;
  }

  Table table;
  bool grouped = false;
  for (const AssessedUnit& unit : state.draft.units) {
    table.units.push_back(unit.name);
    table.groups.push_back(unit.group);
    table.unranked.push_back(!unit.ranked);
    grouped = grouped || !unit.group.empty();
  }
  if (!grouped) table.groups.clear();
  std::vector<const Observation*> decided(rows * columns, nullptr);
  detail::LayerOrders orders;
  for (const detail::PlanNode& leaf : plan.nodes) {
    for (std::size_t i = 0; i < detail::own_columns(leaf); ++i) {
      const std::size_t column = leaf.first_column + i;
      std::vector<Cell> cells(rows);
      for (std::size_t row = 0; row < rows; ++row) {
        detail::stop_point(100);
        const auto found = marks.find(row * columns + column);
        if (found == marks.end()) continue;
        const Observation* from = nullptr;
        if (layer) {
          const auto mark = found->second.find(*layer);
          if (mark != found->second.end()) from = mark->second;
        } else {
          from = orders.first_of(found->second, *leaf.layers);
        }
        if (from != nullptr) cells[row] = *from->value;
        decided[row * columns + column] = from;
      }
      table.columns.emplace_back(plan.columns[column].name, std::move(cells));
    }
  }
  table.origins = std::make_shared<detail::ResolvedOrigins>(assessment, std::move(decided));
  return table;
}

PARINDEX_INLINE Scores score(const Assessment& assessment, std::optional<std::string_view> layer) {
  if (!layer) return score(assessment.plan(), resolve(assessment));
  ScoreOptions options;
  options.unknown_columns = true;  // of the gates that are out
  return score(detail::plan_of_layer(assessment.plan(), *layer), resolve(assessment, layer),
               options);
}

PARINDEX_END_NAMESPACE
