// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>
#include <utility>

#include <parindex/detail/date.hpp>
#include <parindex/detail/issue_log.hpp>
#include <parindex/detail/make_issue.hpp>
#include <parindex/detail/unread.hpp>
#include <parindex/engine/detail/plan_state.hpp>
#include <parindex/engine/detail/read_cell.hpp>
#include <parindex/process/assessment.hpp>
#include <parindex/process/detail/assessment_checker.hpp>
#include <parindex/process/detail/evidence_checker.hpp>
#include <parindex/process/detail/sentences.hpp>
#include <parindex/process/detail/stage_checker.hpp>
#include <parindex/rubric/check.hpp>
#include <parindex/rubric/detail/check/layer_checker.hpp>
#include <parindex/rubric/detail/rubric_access.hpp>
#include <parindex/stop.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// The origin of every cell of a resolved table.
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

/// The mark of a cell that is used: the first in the order of its leaf.
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

/// The plan of one layer. Leaves that use no marks of it do not count in points and maximum, and
/// their gates with a flag are removed.
inline Plan plan_of_layer(const Plan& plan, std::string_view layer) {
  RubricDraft draft = plan.rubric().draft();
  draft.classes.reset();  // they are those of the final result
  // Recursive over the children: the check limits a rubric to `Limits::depth` levels.
  const auto edit = [&](auto& self, Node& node) -> void {
    for (Node& child : node.children) self(self, child);
    node.classes.reset();
    if (takes(plan, *plan.find(node.code), layer)) return;
    if (node.rule) node.missing = MissingPolicy::exclude;
    std::erase_if(node.gates, [](const Gate& gate) { return !gate.when; });
  };
  edit(edit, draft.root);
  // Already checked. An accepted issue about the reach may no longer occur, which is not an error
  // here.
  return compile(RubricAccess::make(std::move(draft), {}), {plan.custom()});
}

}  // namespace detail

const Plan& Assessment::plan() const& noexcept { return state_->plan; }
const std::vector<AssessedUnit>& Assessment::units() const& noexcept { return state_->draft.units; }
const std::vector<Observation>& Assessment::observations() const& noexcept {
  return state_->draft.observations;
}
const std::vector<Stage>& Assessment::stages() const& noexcept { return state_->draft.stages; }
const std::vector<Reopening>& Assessment::reopenings() const& noexcept {
  return state_->draft.reopenings;
}
const Issues& Assessment::warnings() const& noexcept { return state_->warnings; }

std::vector<std::size_t> Assessment::history(std::string_view unit, std::string_view code,
                                             std::string_view input) const {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < observations().size(); ++i) {
    const Observation& seen = observations()[i];
    if (seen.unit == unit && seen.code == code && seen.input == input) found.push_back(i);
  }
  return found;
}

std::vector<std::size_t> Assessment::reopenings_of(std::string_view unit,
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

std::vector<std::string> resolution_of(const Plan& plan, std::size_t position) {
  return plan.state().nodes.at(position).layers->order;
}

bool takes(const Plan& plan, std::size_t position, std::string_view layer) {
  const auto wanted = plan.state().layers.find(layer);
  if (wanted == plan.state().layers.end()) return false;
  const detail::LayerList& own = *plan.state().nodes.at(position).layers;
  return wanted->second->apart ? own.apart.contains(layer) : own.apart.empty();
}

Checked<Assessment> check(const Plan& plan, AssessmentDraft draft) {
  return detail::check_draft(plan, std::move(draft), {});
}

Checked<Assessment> append(const Assessment& assessment, std::vector<Observation> more) {
  AssessmentDraft draft = assessment.state().draft;
  for (Observation& seen : more) draft.observations.push_back(std::move(seen));
  return check(assessment.plan(), std::move(draft));
}

Checked<Assessment> reopen(const Assessment& assessment, Reopening reopening) {
  AssessmentDraft draft = assessment.state().draft;
  draft.reopenings.push_back(std::move(reopening));
  return check(assessment.plan(), std::move(draft));
}

namespace detail {

/// The issue about the text of a day that is not a date.
inline Issue malformed_day(std::string_view date) {
  return make_issue(issue::date_malformed, sentence::not_a_date,
                    sentence::a_date_such_as_2021_02_15, date);
}

}  // namespace detail

Issues refused_on(const Assessment& assessment, std::size_t first, std::string_view date) {
  const std::optional<Day> day = parse_date(date);
  if (!day) return {detail::malformed_day(date)};
  const detail::AssessmentState& state = assessment.state();
  detail::StageChecker stages(state.plan.state(), state.draft, state.unit_of);
  detail::IssueLog issues;
  stages.run(issues);  // finds nothing: the assessment was checked
  for (std::size_t i = first; i < assessment.observations().size(); ++i) {
    const Observation& seen = assessment.observations()[i];
    const auto refused = stages.refusal(seen, *day);
    if (!refused) continue;
    Issue found =
        make_issue(issue::stage_locked, detail::sentence::the_observation_arrived_when_its_layer,
                   refused->expected, std::string(date));
    found.pointer = "/observations/" + std::to_string(i);
    found.unit = seen.unit;
    found.field = column_name(seen.code, seen.input);
    issues.add(std::move(found));
  }
  return issues.take();
}

Checked<std::vector<StageState>> stages_on(const Assessment& assessment, std::string_view date) {
  if (!parse_date(date)) {
    return {Issues{detail::malformed_day(date)},
            detail::sentence::the_stages_of_the_day_were_not_found};
  }
  std::vector<StageState> states;
  std::unordered_map<std::string_view, std::size_t> at;
  for (const Stage& stage : assessment.stages()) {
    at.emplace(stage.id, states.size());
    // ISO dates sort as text.
    states.push_back({stage.id,
                      date < stage.from     ? StageStatus::upcoming
                      : date <= stage.until ? StageStatus::open
                                            : StageStatus::closed,
                      {}});
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

Checked<Table> resolve(const Assessment& assessment, std::optional<std::string_view> layer) {
  const detail::AssessmentState& state = assessment.state();
  const detail::PlanState& plan = state.plan.state();
  if (layer && !plan.layers.contains(*layer)) {
    return {Issues{detail::unknown_layer(plan.rubric.draft(), *layer)},
            detail::sentence::the_layer_was_not_found};
  }
  const std::size_t rows = state.draft.units.size();
  const std::size_t columns = plan.columns.size();
  // By code and input, not by name: the flag of a gate may have the name of an input of its node.
  using CellKey = std::pair<std::string_view, std::string_view>;
  std::map<CellKey, std::size_t> column_of;
  for (std::size_t i = 0; i < columns; ++i) {
    column_of.emplace(CellKey(plan.columns[i].code, plan.columns[i].input), i);
  }

  // The last mark in each layer of each cell that has any: a table of all cells and layers
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

Checked<Scores> score(const Assessment& assessment, std::optional<std::string_view> layer) {
  Checked<Table> marks = resolve(assessment, layer);
  if (!marks) return {marks.issues(), detail::sentence::the_layer_was_not_found};
  if (!layer) return score(assessment.plan(), *std::move(marks));
  ScoreOptions options;
  options.allow_unknown_columns = true;  // of the removed gates
  return score(detail::plan_of_layer(assessment.plan(), *layer), *std::move(marks), options);
}

PARINDEX_END_NAMESPACE
