// SPDX-License-Identifier: MIT
// For pickle: converts scores and cohorts to plain objects and restores them.
#include <algorithm>
#include <cmath>
#include <cstring>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <parindex/engine/detail/exact_double.hpp>
#include <parindex/engine/detail/scores_access.hpp>
#include <parindex/engine/detail/scores_state.hpp>
#include <parindex/rubric/detail/cohort_state.hpp>
#include <parindex/stop.hpp>

#include "convert.hpp"
#include "sentences.hpp"

namespace parindex::python {

namespace {

/// A column of doubles that it owns.
std::shared_ptr<const ColumnSource> keep_doubles(const std::string& bytes) {
  struct Kept {
    std::vector<double> values;
    std::shared_ptr<const ColumnSource> view;
  };
  auto kept = std::make_shared<Kept>();
  kept->values.resize(bytes.size() / sizeof(double));
  std::memcpy(kept->values.data(), bytes.data(), kept->values.size() * sizeof(double));
  kept->view = view_of(kept->values);
  return {kept, kept->view.get()};
}

/// The values of a column: either bytes of doubles, each of which means its shortest decimal, or a
/// list.
py::object column_state(const Column& column) {
  std::vector<double> numbers(column.size());
  for (std::size_t row = 0; row < numbers.size(); ++row) {
    detail::stop_point(100);
    numbers[row] = detail::exact_double(column.at(row));
  }
  if (std::ranges::none_of(numbers, [](double value) { return std::isnan(value); })) {
    return py::bytes(reinterpret_cast<const char*>(numbers.data()),
                     numbers.size() * sizeof(double));
  }
  py::list values;
  for (std::size_t row = 0; row < column.size(); ++row) {
    detail::stop_point(500);
    values.append(column.at(row));
  }
  return values;
}

Column restored_column(std::string name, const py::handle& state) {
  if (PyBytes_Check(state.ptr())) {
    return Column::over(std::move(name), keep_doubles(state.cast<std::string>()));
  }
  Column column(std::move(name), {});
  for (const py::handle value : items_of(state)) {
    detail::stop_point(500);
    column.cells.push_back(to_cell(value).cell);
  }
  return column;
}

/// Row, column, layer, date and author of a value.
using OriginRow = std::tuple<std::size_t, std::string, std::string, std::string, std::string>;

class KeptOrigins final : public Origins {
 public:
  explicit KeptOrigins(const std::vector<OriginRow>& rows) {
    for (const auto& [row, column, layer, date, author] : rows) {
      of_[{row, column}] = {layer, date, author};
    }
  }
  std::optional<Origin> of(std::size_t row, std::string_view column) const override {
    const auto found = of_.find({row, std::string(column)});
    return found == of_.end() ? std::nullopt : std::optional(found->second);
  }

 private:
  std::map<std::pair<std::size_t, std::string>, Origin> of_;
};

std::optional<std::vector<OriginRow>> origin_rows(const Table& table) {
  if (!table.origins) return std::nullopt;
  std::vector<OriginRow> rows;
  for (const Column& column : table.columns) {
    for (std::size_t row = 0; row < table.rows(); ++row) {
      detail::stop_point(100);
      const auto origin = table.origins->of(row, column.name);
      if (origin) rows.emplace_back(row, column.name, origin->layer, origin->date, origin->author);
    }
  }
  return rows;
}

std::string kept_nodes(const detail::ScoresState& state) {
  const bool all = state.kept_count == state.plan.size() && state.kept_count > 1;
  return all ? "all" : state.kept_count > 1 ? "fields" : "total";
}

using ColumnStates = std::vector<std::pair<std::string, py::object>>;
using Names = std::vector<std::string>;

/// The arguments of `restored_scores` after the plan.
py::typing::Tuple<py::object, py::ellipsis> scores_state(const Scores& scores) {
  const Interruptible interruptible;
  const detail::ScoresState& state = ScoresAccess::state(scores);
  ColumnStates columns;
  for (const Column& column : state.table.columns) {
    columns.emplace_back(column.name, column_state(column));
  }
  const auto cohort = state.has_all_units ? std::nullopt : scores.cohort();
  return py::make_tuple(state.table.units, state.table.groups, state.table.unranked, columns,
                        origin_rows(state.table), cohort, !state.has_all_units, kept_nodes(state));
}

Scores restored_scores(const Plan& plan, Names units, Names groups, std::vector<bool> unranked,
                       const ColumnStates& columns,
                       const std::optional<std::vector<OriginRow>>& origins,
                       const std::optional<Cohort>& cohort, bool part, const std::string& keep) {
  Table table;
  table.units = std::move(units);
  table.groups = std::move(groups);
  table.unranked = std::move(unranked);
  {
    const Interruptible interruptible;
    for (const auto& [name, state] : columns) {
      table.columns.push_back(restored_column(name, state));
    }
  }
  if (origins) table.origins = std::make_shared<KeptOrigins>(*origins);
  ScoreOptions options;
  options.allow_missing_columns = options.allow_unknown_columns = true;
  options.cohort = cohort;
  options.part = part;
  options.keep = keep_of(keep);
  const Unlocked unlocked;
  return score(plan, std::move(table), options).value();
}

/// For each statistic and group, the values and the number of units with each.
using CohortParts =
    std::vector<std::map<std::string, std::vector<std::pair<std::string, std::uint64_t>>>>;

std::pair<std::string, CohortParts> cohort_state(const Cohort& cohort) {
  CohortParts parts;
  for (const auto& part : cohort.state().parts) {
    auto& groups = parts.emplace_back();
    for (const auto& [group, values] : part->groups) {
      auto& written = groups[group];
      for (const auto& one : values.distinct()) {
        written.emplace_back(one.value.to_string(), one.times);
      }
    }
  }
  return {cohort.state().fingerprint, std::move(parts)};
}

Cohort restored_cohort(std::string fingerprint, const CohortParts& parts) {
  auto made = std::make_shared<detail::CohortState>();
  made->fingerprint = std::move(fingerprint);
  for (const auto& groups : parts) {
    detail::CohortState::Parts part;
    for (const auto& [group, values] : groups) {
      detail::CohortValues& of_group = part.groups[group];
      for (const auto& [text, times] : values) {
        const auto value = Rational::parse(text, text.size());
        if (!value || times == 0) throw Error(detail::sentence::the_state_of_a_cohort_is_damaged);
        of_group.add(*value, times);
        part.all.add(*value, times);
      }
      of_group.arrange();
    }
    part.all.arrange();
    made->parts.push_back(std::make_shared<const detail::CohortState::Parts>(std::move(part)));
  }
  return ScoresAccess::cohort(std::move(made));
}

/// Position from 1, group (empty: all units), number of values, mean, median, minimum and maximum.
using StatisticRow =
    std::tuple<std::size_t, std::string, std::size_t, std::optional<Rational>,
               std::optional<Rational>, std::optional<Rational>, std::optional<Rational>>;

StatisticRow statistic_row(std::size_t position, const std::string& group,
                           const detail::CohortValues& values) {
  const auto figure = [&](Statistic wanted) -> std::optional<Rational> {
    if (values.empty()) return std::nullopt;
    try {
      return values.statistic(wanted, 0);
    } catch (const NumberTooLong&) {
      return std::nullopt;
    }
  };
  return {position,
          group,
          values.count(),
          figure(Statistic::mean),
          figure(Statistic::median),
          figure(Statistic::min),
          figure(Statistic::max)};
}

/// The statistics of a cohort over all units, each followed by those of its groups.
std::vector<StatisticRow> statistic_rows(const Cohort& cohort) {
  std::vector<StatisticRow> rows;
  std::size_t position = 0;
  for (const auto& part : cohort.state().parts) {
    rows.push_back(statistic_row(++position, "", part->all));
    for (const auto& [group, values] : part->groups) {
      if (!group.empty()) rows.push_back(statistic_row(position, group, values));
    }
  }
  return rows;
}

void check_type(const py::handle& cohort) {
  if (!py::isinstance<Cohort>(cohort)) {
    throw WrongTypeError(detail::say(detail::sentence::not_a_cohort, type_name(cohort)));
  }
}

/// A cohort is immutable: its copy is the object itself.
py::object itself(const py::object& cohort) {
  check_type(cohort);
  return cohort;
}

Cohort merged(const py::typing::Iterable<Cohort>& cohorts) {
  std::vector<Cohort> all;
  for (const py::handle one : cohorts) {
    check_type(one);
    all.push_back(one.cast<const Cohort&>());
  }
  const Unlocked unlocked;
  return merge(all);
}

}  // namespace

void bind_state(py::module_& m, py::class_<Scores>& scores, py::class_<Cohort>& cohort) {
  const py::module_ module = m;
  cohort
      .def("__reduce__",
           [module](const Cohort& one) -> py::typing::Tuple<py::object, py::object> {
             const py::object restored = module.attr("restored_cohort");
             const auto [fingerprint, parts] = cohort_state(one);
             return py::make_tuple(restored, py::make_tuple(fingerprint, parts));
           })
      .def("__eq__",
           [](const Cohort& one, const py::object& other) {
             return py::isinstance<Cohort>(other) &&
                    cohort_state(one) == cohort_state(other.cast<const Cohort&>());
           })
      .def("__hash__", [](const Cohort& one) { return py::hash(py::str(one.state().fingerprint)); })
      .def_static("merge", &merged, py::arg("cohorts"),
                  "The cohort of the units of several cohorts of one plan: that of one table with "
                  "these units, whatever the parts and their order.")
      .def("__copy__", &itself)
      .def("__repr__",
           [](const Cohort& one) {
             PYBIND11_CONSTINIT static Slot slot;
             return import_once(slot, "parindex.display._cohort",
                                "cohort_text")(statistic_rows(one))
                 .cast<std::string>();
           })
      .def("_repr_html_",
           [](const Cohort& one) {
             PYBIND11_CONSTINIT static Slot slot;
             return import_once(slot, "parindex.display._cohort",
                                "cohort_html")(statistic_rows(one))
                 .cast<std::string>();
           })
      .def(
          "__deepcopy__", [](const py::object& one, const py::object&) { return itself(one); },
          py::arg("memo"));
  m.def("restored_cohort", &restored_cohort, py::arg("fingerprint"), py::arg("parts"),
        "A cohort from its state.");
  scores.def("state", &scores_state,
             "The state from which the scores are made again, without the plan.");
  m.def("restored_scores", &restored_scores, py::arg("plan"), py::arg("units"), py::arg("groups"),
        py::arg("unranked"), py::arg("columns"), py::arg("origins").none(true),
        py::arg("cohort").none(true), py::arg("part"), py::arg("keep"),
        "Scores from their state: the data are scored again.");
}

}  // namespace parindex::python
