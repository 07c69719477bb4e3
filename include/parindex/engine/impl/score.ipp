// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <ostream>
#include <unordered_map>
#include <unordered_set>

#include <parindex/detail/issue_line.hpp>
#include <parindex/detail/issue_log.hpp>
#include <parindex/detail/make_issue.hpp>
#include <parindex/detail/sentences.hpp>
#include <parindex/engine/detail/case_scores.hpp>
#include <parindex/engine/detail/cohort_pass.hpp>
#include <parindex/engine/detail/evaluate.hpp>
#include <parindex/engine/detail/prepare_table.hpp>
#include <parindex/engine/detail/row_outcomes.hpp>
#include <parindex/engine/detail/scores_access.hpp>
#include <parindex/engine/detail/scores_state.hpp>
#include <parindex/engine/detail/sentences.hpp>
#include <parindex/engine/score.hpp>
#include <parindex/stop.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Matches the columns of a table with those of a plan and reports every problem of the table as a
/// whole.
class TableReader {
 public:
  TableReader(const PlanState& plan, const Table& table, const ScoreOptions& options)
      : plan_(plan), table_(table), options_(options) {}

  Issues run(std::vector<const Column*>& columns, UnitIndex& row_of) {
    check_shape();
    match_columns(columns);
    check_units(row_of);
    return issues_.take();
  }

 private:
  void add(const IssueCode& code, const Said& message, const Detail& expected, const Detail& actual,
           std::string field = {}, std::size_t row = 0) {
    Issue found = value_issue(code, message, expected, actual, std::move(field));
    found.row = row;
    if (row != 0) found.unit = table_.unit(row - 1);
    issues_.add(std::move(found));
  }

  void check_shape() {
    if (table_.rows() == 0) {
      add(issue::table_empty, sentence::the_table_has_no_rows, sentence::at_least_one_row,
          as_is("0"));
    }
    const auto check_length = [&](std::size_t length, const std::string& field) {
      if (length == table_.rows()) return;
      add(issue::table_malformed, sentence::columns_differ_in_length,
          say(sentence::rows, std::to_string(table_.rows())), std::to_string(length), field);
    };
    if (!table_.groups.empty()) check_length(table_.groups.size(), "group");
    if (!table_.unranked.empty()) check_length(table_.unranked.size(), "ranked");
    for (const Column& column : table_.columns) check_length(column.size(), column.name);
  }

  void match_columns(std::vector<const Column*>& columns) {
    std::unordered_map<std::string_view, std::size_t> wanted;
    for (std::size_t i = 0; i < plan_.columns.size(); ++i) {
      wanted.emplace(plan_.columns[i].name, i);
    }
    columns.assign(plan_.columns.size(), nullptr);
    std::unordered_set<std::string_view> seen;
    for (const Column& column : table_.columns) {
      if (!seen.insert(column.name).second) {
        add(issue::column_duplicate, sentence::two_columns_have_the_same_name,
            sentence::distinct_names, column.name, column.name);
        continue;
      }
      const auto found = wanted.find(column.name);
      if (found != wanted.end()) {
        columns[found->second] = &column;
        const Detail problem = column.source ? column.source->problem() : Detail();
        if (!problem.empty()) {
          add(issue::value_type, sentence::the_values_have_a_type_that_cannot_be_read,
              describe(plan_.specs[found->second]), problem, column.name);
        }
      } else if (!options_.allow_unknown_columns) {
        add_unknown(column.name);
      }
    }
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if (!columns[i] && !options_.allow_missing_columns) {
        add(issue::column_missing, sentence::the_table_lacks_a_column_that_the_rubric,
            plan_.columns[i].name + ", " + describe(plan_.specs[i]), sentence::none,
            plan_.columns[i].name);
      }
    }
  }

  /// A misspelt column has a name close to that of a missing one. The search is limited to this
  /// many.
  void add_unknown(const std::string& name) {
    constexpr std::size_t most = 100;
    const Said message = sentence::unknown_column;
    const bool look = issues_.count() < most;
    add(issue::column_unknown,
        look ? did_you_mean(message, name, names_of(plan_.columns, &PlanColumn::name)) : message,
        say(sentence::one_of_options, listed(names_of(plan_.columns, &PlanColumn::name))), name,
        name);
  }

  void add_too_large(const std::string& text, std::string field, std::size_t row) {
    add(issue::cell_too_large, message_of(issue::cell_too_large),
        say(sentence::at_most_bytes, std::to_string(limits().cell_bytes)),
        say(sentence::bytes, std::to_string(text.size())), std::move(field), row + 1);
  }

  void check_units(UnitIndex& row_of) {
    row_of.reset(table_.units);
    for (std::size_t i = 0; i < table_.groups.size(); ++i) {
      const std::string& group = table_.groups[i];
      if (group.size() > limits().cell_bytes) add_too_large(group, "group", i);
    }
    for (std::size_t i = 0; i < table_.units.size(); ++i) {
      stop_point(100);
      const std::string& unit = table_.units[i];
      if (unit.size() > limits().cell_bytes) add_too_large(unit, "unit", i);
      if (unit.empty()) {
        add(issue::unit_missing, sentence::the_row_does_not_name_a_unit, sentence::a_name,
            sentence::nothing, "unit", i + 1);
        continue;
      }
      // Without the number of that row: a file may count lines, and gives the place of this row
      // only.
      if (row_of.add(i)) {
        add(issue::unit_duplicate, sentence::an_earlier_row_has_the_same_unit,
            sentence::one_row_for_each_unit, unit, "unit", i + 1);
      }
    }
  }

  const PlanState& plan_;
  const Table& table_;
  const ScoreOptions options_;
  IssueLog issues_;
};

}  // namespace detail

namespace detail {

/// A table that is ready for scoring, or nothing if it has errors.
inline std::shared_ptr<ScoresState> prepare_scores(const Plan& plan,
                                                   std::shared_ptr<const ReadTable> data,
                                                   const ScoreOptions& options, Issues& issues) {
  auto state = std::make_shared<ScoresState>(plan, std::move(data));
  if (options.cohort) check_cohort(plan, *options.cohort, issues);
  if (has_errors(issues)) return nullptr;
  state->has_all_units = !options.cohort && !options.part && state->rows > 1;
  if (options.cohort) {
    state->cohort = ScoresAccess::share(*options.cohort);
  } else if (!plan.state().statistics.empty() && state->has_all_units) {
    state->cohort = compute_cohort(*state);
  }
  return state;
}

inline std::shared_ptr<ReadTable> read_table(const Plan& plan, Table table,
                                             const ScoreOptions& options, Issues& issues) {
  auto data = std::make_shared<ReadTable>(std::move(table));
  issues = TableReader(plan.state(), data->table, options).run(data->columns, data->row_of);
  return data;
}

inline std::shared_ptr<ScoresState> prepare_scores(const Plan& plan, Table table,
                                                   const ScoreOptions& options, Issues& issues) {
  auto data = read_table(plan, std::move(table), options, issues);
  return prepare_scores(plan, std::move(data), options, issues);
}

Checked<Scores> check_unscored(const Plan& plan, Table table, const ScoreOptions& options) {
  Issues issues;
  const auto state = prepare_scores(plan, std::move(table), options, issues);
  if (!state) return Checked<Scores>(std::move(issues));
  state->kept.assign(plan.size(), ScoresState::not_kept);
  state->column_of = state->dense_of = state->kept;
  state->find_groups();
  return Checked<Scores>(ScoresAccess::make(state), std::move(issues));
}

}  // namespace detail

Checked<Scores> score(const Plan& plan, Table table, const ScoreOptions& options) {
  Issues issues;
  auto state = detail::prepare_scores(plan, std::move(table), options, issues);
  if (!state)
    return Checked<Scores>(std::move(issues), detail::sentence::the_table_cannot_be_scored);
  detail::score_rows(*state, options);
  return Checked<Scores>(ScoresAccess::make(std::move(state)), std::move(issues));
}

Checked<PreparedTable> prepare(const Plan& plan, Table table, const ScoreOptions& options) {
  Issues issues;
  auto data = detail::read_table(plan, std::move(table), options, issues);
  if (has_errors(issues)) {
    return Checked<PreparedTable>(std::move(issues), detail::sentence::the_table_cannot_be_scored);
  }
  detail::prepare_table(plan, *data, options.threads);
  return Checked<PreparedTable>(ScoresAccess::prepared(std::move(data), plan.fingerprint()),
                                std::move(issues));
}

std::size_t PreparedTable::size() const noexcept { return data_->table.rows(); }

Checked<Scores> score(const Plan& plan, const PreparedTable& table, const ScoreOptions& options) {
  Issues issues;
  if (table.fingerprint() != plan.fingerprint()) {
    issues.push_back(detail::make_issue(issue::table_malformed,
                                        detail::sentence::the_table_was_prepared_for_another_plan,
                                        plan.fingerprint(), table.fingerprint()));
    return Checked<Scores>(std::move(issues), detail::sentence::the_table_cannot_be_scored);
  }
  const auto state = detail::prepare_scores(plan, ScoresAccess::share(table), options, issues);
  if (!state)
    return Checked<Scores>(std::move(issues), detail::sentence::the_table_cannot_be_scored);
  detail::score_rows(*state, options);
  return Checked<Scores>(ScoresAccess::make(state), std::move(issues));
}

Checked<Scores> score(const Plan& plan, Row row, const ScoreOptions& options) {
  return score(plan, make_table("unit", row), options);
}

Checked<Cohort> cohort_of(const Plan& plan, Table table, const ScoreOptions& options) {
  ScoreOptions part = options;
  part.cohort.reset();
  part.part = true;
  Issues issues;
  const auto state = detail::prepare_scores(plan, std::move(table), part, issues);
  if (!state)
    return Checked<Cohort>(std::move(issues), detail::sentence::the_table_cannot_be_scored);
  return Checked<Cohort>(ScoresAccess::cohort(detail::compute_cohort(*state)), std::move(issues));
}

Cohort merge(std::span<const Cohort> cohorts) {
  if (cohorts.empty()) throw Error(detail::sentence::no_cohort_to_merge);
  std::vector<std::shared_ptr<const detail::CohortState>> states;
  for (const Cohort& cohort : cohorts) {
    if (cohort.state().fingerprint != cohorts.front().state().fingerprint) {
      throw Error(detail::say(detail::sentence::cohorts_of_two_plans,
                              cohorts.front().state().fingerprint, cohort.state().fingerprint));
    }
    states.push_back(ScoresAccess::share(cohort));
  }
  return ScoresAccess::cohort(detail::joined_cohort(states));
}

const Plan& Scores::plan() const& noexcept { return state_->plan; }
std::size_t Scores::size() const noexcept { return state_->rows; }
std::string Scores::unit(std::size_t row) const {
  state_->check_row(row);
  return state_->table.unit(row);
}

const std::string& Scores::group(std::size_t row) const& {
  static const std::string none;
  state_->check_row(row);
  return state_->table.groups.empty() ? none : state_->table.groups[row];
}

bool Scores::unranked(std::size_t row) const {
  state_->check_row(row);
  return !state_->table.unranked.empty() && state_->table.unranked[row];
}

Status Scores::status(std::size_t row) const {
  state_->check_row(row);
  // An error of a node is an error of all its ancestors, so the total shows it for the whole row.
  return state_->status(row);
}

std::optional<std::size_t> Scores::find(std::string_view unit) const {
  if (state_->table.units.empty()) {
    const auto number = Rational::parse(unit);
    if (!number || !number->is_small() || number->to_string() != unit) return std::nullopt;
    const std::int64_t row = number->small_numerator();
    if (!number->is_integer() || row < 1 || static_cast<std::size_t>(row) > size()) {
      return std::nullopt;
    }
    return static_cast<std::size_t>(row) - 1;
  }
  return state_->data->row_of.find(unit);
}

NodeResult Scores::at(std::size_t row, std::size_t position) const {
  return detail::to_result(state_->plan.state(), detail::RowOutcomes(*state_, row).at(position),
                           position);
}

std::vector<NodeResult> Scores::nodes(std::size_t row) const {
  detail::RowOutcomes outcomes(*state_, row);
  std::vector<NodeResult> results;
  results.reserve(plan().size());
  for (std::size_t i = 0; i < plan().size(); ++i) {
    results.push_back(detail::to_result(state_->plan.state(), outcomes.at(i), i));
  }
  return results;
}

NodeResult Scores::at(std::size_t row, std::string_view code) const {
  return at(row, detail::position_of(*this, code));
}

std::optional<Rational> Scores::exact(std::size_t row, std::size_t position) const {
  detail::RowOutcomes outcomes(*state_, row);
  return detail::exact_points(plan().state(), outcomes, position);
}

const Issues& Scores::issues() const& noexcept { return state_->issues; }
std::optional<Cohort> Scores::cohort() const {
  if (!state_->cohort) return std::nullopt;
  return ScoresAccess::cohort(state_->cohort);
}
const Table& Scores::table() const& noexcept { return state_->table; }

std::string_view to_string(Status status) {
  switch (status) {
    case Status::ok: return "ok";
    case Status::excluded: return "excluded";
    case Status::unavailable: return "unavailable";
    case Status::error: return "error";
  }
  return "";
}

UnitScore::Iterator UnitScore::begin() const {
  const Plan& plan = scores_.plan();
  auto nodes = std::make_shared<std::vector<NodeScore>>();
  nodes->reserve(plan.size());
  for (NodeResult& result : scores_.nodes(row_)) {
    const std::size_t position = nodes->size();
    nodes->push_back({std::move(result), plan.codes()[position], &plan.node(position)});
  }
  return Iterator(std::move(nodes));
}

std::ostream& operator<<(std::ostream& out, const NodeResult& value) {
  if (!value.points || !value.max) return out << to_string(value.status);
  out << *value.points << " of " << *value.max << " points";
  if (value.index) out << ", " << *value.index << " %";
  return out;
}

std::ostream& operator<<(std::ostream& out, const NodeScore& value) {
  return out << (value.code.empty() ? "total" : detail::visible(value.code)) << ": "
             << static_cast<const NodeResult&>(value);
}

std::ostream& operator<<(std::ostream& out, const UnitScore& value) {
  return out << detail::visible(value.name()) << ": " << value.total();
}

std::ostream& operator<<(std::ostream& out, const Scores& value) {
  constexpr std::size_t most = 100;
  for (std::size_t row = 0; row < value.size() && row < most; ++row) {
    out << (row == 0 ? "" : "\n") << UnitScore(value, row);
  }
  if (value.size() > most) out << "\n... and " << value.size() - most << " more units";
  return out;
}

PARINDEX_END_NAMESPACE
