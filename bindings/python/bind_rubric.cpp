// SPDX-License-Identifier: MIT
#include "convert.hpp"
#include "python_rule.hpp"

#include <map>
#include <tuple>
#include <utility>

#include <pybind11/typing.h>

#include <parindex/engine/detail/plan_state.hpp>
#include <parindex/io/json.hpp>

namespace parindex::python {

namespace {

using CheckedRubric = std::pair<std::optional<Rubric>, Issues>;
using ColumnRow = std::tuple<std::string, std::string, std::string, std::string_view>;

CheckedRubric to_pair(Checked<Rubric> checked) {
  Issues issues = checked.issues();
  if (!checked) return {std::nullopt, std::move(issues)};
  return {std::move(checked).value(), std::move(issues)};
}

std::vector<ColumnRow> columns(const Plan& plan) {
  std::vector<ColumnRow> rows;
  for (const PlanColumn& column : plan.columns()) {
    rows.emplace_back(column.name, column.code, column.input, to_string(column.type));
  }
  return rows;
}

/// The options of a choice, for each column; none for other types.
std::vector<std::vector<std::string>> options(const Plan& plan) {
  std::vector<std::vector<std::string>> all;
  for (const detail::ColumnSpec& spec : plan.state().specs) all.push_back(spec.options);
  return all;
}

Plan compile_with(const Rubric& rubric, const GivenRules& given) {
  CompileOptions options{custom_rules(given)};
  const Unlocked unlocked;
  return compile(rubric, std::move(options));
}

}  // namespace

void bind_rubric(py::module_& m) {
  // Both classes come before their functions, so that signatures can name them.
  auto rubric_class = bind_class<Rubric>(m, "Rubric");
  auto plan_class = bind_class<Plan>(m, "Plan");

  rubric_class.def_property_readonly("id", &Rubric::id)
      .def_property_readonly("edition", &Rubric::edition)
      .def_property_readonly("titles", [](const Rubric& r) { return r.draft().title; })
      .def_property_readonly("index_rounding",
                             [](const Rubric& r) { return r.draft().index_rounding; })
      .def_property_readonly("has_ranking",
                             [](const Rubric& r) { return r.draft().ranking.has_value(); })
      .def_property_readonly("has_classes",
                             [](const Rubric& r) { return r.draft().classes.has_value(); })
      .def_property_readonly("class_titles",
                             [](const Rubric& r) {
                               std::map<std::string, Titles> titles;
                               if (!r.draft().classes) return titles;
                               for (const ClassBand& band : r.draft().classes->bands) {
                                 titles.emplace(band.id, band.title);
                               }
                               return titles;
                             })
      .def_property_readonly("weight_sets", [](const Rubric& r) { return r.draft().weight_sets; })
      .def(
          "with_weights",
          [](const Rubric& rubric, const std::string& set) {
            return with_weights(rubric, set).value();
          },
          py::arg("set"))
      .def_property_readonly("warnings", &Rubric::warnings)
      .def(
          "digest", [](const Rubric& rubric) { return digest(rubric); }, NoGil())
      .def(
          "to_json", [](const Rubric& rubric) { return to_json(rubric); }, NoGil())
      .def(
          "resolved_json", [](const Rubric& rubric) { return resolved_json(rubric); }, NoGil())
      .def("compile", &compile_with, py::arg("custom"));

  // Bytes, so that text that is not UTF-8 arrives unchanged and becomes an issue with its place.
  m.def("schema_of_kinds", &schema_of_kinds, "The kinds of rules and aggregations as JSON Schema.");
  m.def(
      "check_rubric",
      [](const py::bytes& text) {
        const std::string_view view = text;
        const Unlocked unlocked;
        return to_pair(read_rubric(view));
      },
      py::arg("text"), "Reads and checks a rubric.");
  // The file name is also bytes.
  m.def(
      "check_rubric_file",
      [](const py::bytes& path) {
        const std::string name = path;
        const Unlocked unlocked;
        return to_pair(load_rubric(name));
      },
      py::arg("path"), "Reads and checks the rubric in a file.");

  plan_class.def_property_readonly("rubric", [](const Plan& plan) { return plan.rubric(); })
      .def_property_readonly("codes", [](const Plan& plan) { return plan.codes(); })
      .def_property_readonly("columns", &columns)
      .def_property_readonly("options", &options)
      .def_property_readonly("fingerprint", [](const Plan& plan) { return plan.fingerprint(); })
      .def("find", &Plan::find, py::arg("code"))
      .def("statistics",
           [](const Plan& plan) {
             std::vector<std::tuple<std::string, std::string, std::string, std::string>> all;
             for (const PlanStatistic& each : plan.statistics()) {
               all.emplace_back(each.code, to_string(each.statistic),
                                each.within_group ? "group" : "all", each.text);
             }
             return all;
           })
      .def("terminating",
           [](const Plan& plan) {
             std::vector<std::tuple<std::string, bool, bool, bool, bool, bool, bool>> rows;
             for (const TerminatingFigures& node : plan.terminating()) {
               rows.emplace_back(node.code, node.points, node.max, node.index, node.exact,
                                 node.index_exact, node.quantity);
             }
             return rows;
           })
      .def("lanes", [](const Plan& plan) {
        std::vector<std::tuple<std::string, std::string, std::string, std::string>> rows;
        for (Lane& lane : plan.lanes()) {
          rows.emplace_back(std::move(lane.code), std::move(lane.lane), std::move(lane.reason),
                            std::move(lane.reason_vi));
        }
        return rows;
      });
}

}  // namespace parindex::python
