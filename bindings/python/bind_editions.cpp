// SPDX-License-Identifier: MIT
#include "convert.hpp"
#include "python_rule.hpp"

#include <tuple>
#include <utility>

#include <parindex/detail/sentences.hpp>
#include <parindex/results/replay.hpp>
#include <parindex/results/verify.hpp>
#include <parindex/rubric/overlay.hpp>

namespace parindex::python {

namespace {

using Codes = std::map<std::string, std::string>;

// ---- replay ------------------------------------------------------------------------------------

Replay replay_with(const Scores& old, const Rubric& rubric, const Codes& codes,
                   const std::optional<std::string>& lacking, const std::string& on,
                   const std::string& stage, const GivenRules& custom,
                   std::optional<Cohort> cohort) {
  ReplayOptions options;
  options.custom = custom_rules(custom);
  options.cohort = std::move(cohort);
  options.compare.codes.insert(codes.begin(), codes.end());
  options.compare.on = on == "index" ? Figure::index : Figure::points;
  options.compare.stage = stage == "exact" ? FigureStage::exact : FigureStage::rounded;
  for (const MissingPolicy policy :
       {MissingPolicy::error, MissingPolicy::zero, MissingPolicy::exclude, MissingPolicy::full}) {
    if (lacking == to_string(policy)) options.lacking = policy;
  }
  const Unlocked unlocked;
  return replay(old, rubric, options);
}

using StepRow =
    std::tuple<std::vector<std::string>, std::vector<std::size_t>, ProvenNumber, std::size_t>;

bool steps_terminate(const Replay& replay) {
  const Comparison& of = replay.comparison;
  return python::steps_terminate(of.before, of.after, of.options.on, of.options.stage);
}

/// A sum of the compared figures.
ProvenNumber sum_of(const Rational& sum, const Scores& scores, const CompareOptions& options) {
  return {sum, total_figure(scores, options.on, options.stage).terminates, {}};
}

std::vector<StepRow> steps(const Replay& replay) {
  const bool terminates = steps_terminate(replay);
  std::vector<StepRow> rows;
  for (const ReplayStep& step : replay.steps) {
    rows.emplace_back(step.codes, step.changes, ProvenNumber{step.total, terminates, {}},
                      step.units);
  }
  return rows;
}

// ---- overlays ----------------------------------------------------------------------------------

using SourceDict = std::map<std::string, std::string>;
using OverlayRow = std::tuple<std::string, std::string, std::string, std::string,
                              std::vector<std::string>, Titles, SourceDict, std::string>;

std::vector<OverlayRow> changes(const Overlaid& overlaid) {
  std::vector<OverlayRow> rows;
  for (const OverlayChange& change : overlaid.changes) {
    SourceDict source;
    if (change.source) {
      for (const auto& [key, text] : std::initializer_list<std::pair<const char*, std::string>>{
               {"document", change.source->document},
               {"date", change.source->date},
               {"clause", change.source->clause},
               {"url", change.source->url},
               {"note", change.source->note}}) {
        if (!text.empty()) source.emplace(key, text);
      }
    }
    rows.emplace_back(change.overlay, change.edition, change.action, change.code, change.keys,
                      change.title, std::move(source), change.pointer);
  }
  return rows;
}

/// Rubric, changes and issues; no rubric if an issue is an error.
std::tuple<std::optional<Rubric>, std::vector<OverlayRow>, Issues> overlay(
    const Rubric& base, const std::vector<py::bytes>& texts) {
  const std::vector<std::string> files(texts.begin(), texts.end());
  const auto checked = [&] {
    const Unlocked unlocked;
    return apply_overlays(base, files);
  }();
  if (!checked) return {std::nullopt, {}, checked.issues()};
  return {checked->rubric, changes(*checked), checked.issues()};
}

// ---- verification ------------------------------------------------------------------------------

using CellRow = std::tuple<std::string, std::string, std::string, std::string, std::string>;

Listed<CellRow> differences(const Verification& found) {
  const Unlocked unlocked;
  Listed<CellRow> rows;
  for (const CellDifference& cell : found.differences) {
    rows.add(cell.unit, cell.code, cell.figure, cell.expected, cell.found);
  }
  return rows;
}

}  // namespace

void bind_editions(py::module_& m) {
  bind_class<Replay>(m, "Replay")
      .def_property_readonly("diff", [](const Replay& replay) { return replay.diff; })
      .def_property_readonly("comparison", [](const Replay& replay) { return replay.comparison; })
      .def_property_readonly("after", [](const Replay& replay) { return replay.comparison.after; })
      .def_property_readonly("lacking", [](const Replay& replay) { return replay.lacking; })
      .def_property_readonly("unused", [](const Replay& replay) { return replay.unused; })
      .def_property_readonly("taken", [](const Replay& replay) { return replay.taken; })
      .def_property_readonly("steps", &steps)
      .def_property_readonly("units", [](const Replay& replay) { return replay.units; })
      .def_property_readonly("total_before",
                             [](const Replay& replay) {
                               const Comparison& of = replay.comparison;
                               return sum_of(replay.before, of.before, of.options);
                             })
      .def_property_readonly("total_after",
                             [](const Replay& replay) {
                               const Comparison& of = replay.comparison;
                               return sum_of(replay.after, of.after, of.options);
                             })
      .def(
          "effects",
          [](const Replay& replay, std::size_t row) {
            if (row >= replay.effects.size()) {
              throw Error(detail::say(detail::sentence::no_row_at_position, std::to_string(row)));
            }
            const bool terminates = steps_terminate(replay);
            std::vector<ProvenNumber> effects;
            for (const Rational& each : replay.effects[row]) {
              effects.push_back({each, terminates, {}});
            }
            return effects;
          },
          py::arg("row"))
      .def("to_json", [](const Replay& replay) { return to_json(replay); }, NoGil());
  m.def("replay", &replay_with, py::arg("old"), py::arg("rubric"), py::kw_only(), py::arg("codes"),
        py::arg("lacking").none(true), py::arg("on"), py::arg("stage"), py::arg("custom"),
        py::arg("cohort").none(true), "Old data under new rules.");

  m.def("overlay", &overlay, py::arg("base"), py::arg("overlays"),
        "A rubric with the changes of overlays, or the issues that prevent it.");

  m.def(
      "check_editions",
      [](const std::vector<Rubric>& rubrics) {
        const Checked<Editions> checked = make_editions(rubrics);
        return std::pair(checked ? checked->rubrics() : std::vector<Rubric>(), checked.issues());
      },
      py::arg("rubrics"), "The editions in order; none when there are errors.");
  m.def(
      "edition_at",
      [](const std::vector<Rubric>& rubrics, const std::string& date) {
        return make_editions(rubrics).value().at(date).value();
      },
      py::arg("rubrics"), py::arg("date"), "The edition in force on a day.");

  bind_class<Verification>(m, "Verification")
      .def_readonly("same_rubric", &Verification::same_rubric)
      .def_readonly("same_engine", &Verification::same_engine)
      .def_readonly("same_data", &Verification::same_data)
      .def_readonly("engine_before", &Verification::engine_before)
      .def_readonly("engine_now", &Verification::engine_now)
      .def_readonly("figures", &Verification::figures)
      .def_property_readonly("identical", &Verification::identical)
      .def_property_readonly("differences", &differences)
      .def(
          "to_text",
          [](const Verification& found, const std::string& language) {
            return found.to_string(language);
          },
          py::arg("language"))
      .def("to_json", [](const Verification& found) { return to_json(found); }, NoGil());
  m.def(
      "verify",
      [](const py::bytes& result, const Scores& scores) {
        const std::string text = result;
        const Unlocked unlocked;
        return verify(text, scores).value();
      },
      py::arg("result"), py::arg("scores"), "Compares a result file with results computed now.");
}

}  // namespace parindex::python
