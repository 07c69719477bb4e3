// SPDX-License-Identifier: MIT
#include "convert.hpp"
#include "python_rule.hpp"

#include <utility>

#include <parindex/io/assessment_json.hpp>
#include <parindex/process/detail/process_writer.hpp>

namespace parindex::python {

namespace {

using Layer = std::optional<std::string>;
using MaybeAssessment = std::pair<std::optional<Assessment>, Issues>;

MaybeAssessment to_pair(const Checked<Assessment>& checked) {
  if (!checked) return {std::nullopt, checked.issues()};
  return {checked.value(), checked.issues()};
}

std::optional<std::string_view> view(const Layer& layer) {
  return layer ? std::optional<std::string_view>(*layer) : std::nullopt;
}

}  // namespace

/// Assessments and agencies. Most data is passed as JSON text: it is
/// read once by people, and a class for each line of a form would only be copied again.
void bind_process(py::module_& m) {
  bind_class<Assessment>(m, "Assessment")
      .def_property_readonly("plan", [](const Assessment& round) { return round.plan(); })
      .def_property_readonly("warnings", [](const Assessment& round) { return round.warnings(); })
      .def("history", &Assessment::history, py::arg("unit"), py::arg("code"), py::arg("input"))
      .def("reopenings_of", &Assessment::reopenings_of, py::arg("unit"), py::arg("code"))
      .def(
          "stages_on",
          [](const Assessment& assessment, const std::string& date) {
            return detail::stages_json(stages_on(assessment, date).value());
          },
          py::arg("date"))
      .def(
          "refused_on",
          [](const Assessment& assessment, std::size_t first, const std::string& date) {
            return refused_on(assessment, first, date);
          },
          py::arg("first"), py::arg("date"), NoGil())
      .def(
          "to_json", [](const Assessment& assessment) { return to_json(assessment); }, NoGil())
      .def(
          "score",
          [](const Assessment& assessment, const Layer& layer) {
            return score(assessment, view(layer)).value();
          },
          py::arg("layer").none(true), NoGil())
      .def(
          "gap",
          [](const Assessment& assessment, const std::string& first, const Layer& second) {
            return to_json(layer_gap(assessment, first, view(second)).value(), assessment);
          },
          py::arg("first"), py::arg("second").none(true), NoGil())
      .def(
          "freeze",
          [](const Assessment& assessment) {
            Snapshot snapshot = freeze(assessment);
            return std::pair(std::move(snapshot.text), std::move(snapshot.fingerprint));
          },
          NoGil())
      .def(
          "progress",
          [](const Assessment& assessment, const std::string& layer) {
            return detail::progress_json(progress(assessment, layer).value());
          },
          py::arg("layer"), NoGil());

  m.def(
      "check_assessment",
      [](const Plan& plan, const py::bytes& text) {
        const std::string_view bytes = text;
        const Unlocked unlocked;
        return to_pair(read_assessment(plan, bytes));
      },
      py::arg("plan"), py::arg("text"), "Reads and checks an assessment.");
  m.def(
      "check_snapshot",
      [](const py::bytes& text, const GivenRules& custom) {
        const std::string_view bytes = text;
        CompileOptions options{custom_rules(custom)};
        const Unlocked unlocked;
        return to_pair(read_snapshot(bytes, std::move(options)));
      },
      py::arg("text"), py::arg("custom"), "Reads, checks and verifies a snapshot.");
  m.def(
      "worksheet",
      [](const Plan& plan, const std::string& agency) {
        return detail::worksheet_json(worksheet(plan, agency).value());
      },
      py::arg("plan"), py::arg("agency"), "The worksheet of an agency, as JSON text.");
  m.def(
      "merge",
      [](const Plan& plan, const py::bytes& text, const std::string& layer) {
        const std::string_view bytes = text;
        const Unlocked unlocked;
        return merge(plan, bytes, layer).issues;
      },
      py::arg("plan"), py::arg("text"), py::arg("layer"),
      "The issues of the submissions of agencies.");
}

}  // namespace parindex::python
