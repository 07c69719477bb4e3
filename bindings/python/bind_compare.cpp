// SPDX-License-Identifier: MIT
#include "convert.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include <parindex/detail/visible.hpp>
#include <parindex/rubric/diff.hpp>

namespace parindex::python {

namespace {

using Codes = std::map<std::string, std::string>;

CompareOptions options_of(const std::string& on, const std::string& stage, const Codes& codes) {
  CompareOptions options;
  options.on = on == "index" ? Figure::index : Figure::points;
  options.stage = stage == "exact" ? FigureStage::exact : FigureStage::rounded;
  options.codes.insert(codes.begin(), codes.end());
  return options;
}

using UnitRow = std::tuple<std::string, std::string, ProvenNumber, ProvenNumber, ProvenNumber,
                           std::optional<std::size_t>, std::optional<std::size_t>, std::string,
                           std::string, std::string, std::string>;

/// The compared figures of one side.
TotalFigure figure_of(const Scores& scores, const CompareOptions& options) {
  return total_figure(scores, options.on, options.stage);
}

/// For every unit: unit, group, before, after, difference, ranks, classes, reason in English and
/// Vietnamese.
Listed<UnitRow> units(const Comparison& comparison) {
  const Unlocked unlocked;
  const TotalFigure before = figure_of(comparison.before, comparison.options);
  const TotalFigure after = figure_of(comparison.after, comparison.options);
  const bool both = before.terminates && after.terminates;
  Listed<UnitRow> rows;
  for (const UnitChange& unit : comparison.units) {
    rows.add(unit.unit, unit.group, before(unit.before), after(unit.after),
             ProvenNumber{unit.difference, both, {}}, unit.rank_before, unit.rank_after,
             unit.class_before, unit.class_after, unit.reason, unit.reason_vi);
  }
  return rows;
}

const UnitChange& unit_of(const Comparison& comparison, const std::string& name) {
  const UnitChange* found = comparison.find(name);
  if (found == nullptr) throw py::key_error(parindex::detail::visible(name));
  return *found;
}

using PartRow =
    std::tuple<std::string, bool, bool, ProvenNumber, ProvenNumber, ProvenNumber, ProvenNumber>;

/// The points of a node in one of the results, with the digits of the node's rounding.
ProvenNumber points_of(const Scores& scores, const std::string& code,
                       const std::optional<Rational>& points) {
  const auto position = scores.plan().find(code);
  if (!position) return {};
  return {points, scores.plan().terminating()[*position].points,
          scores.plan().node(*position).rounding};
}

/// Code in the first rubric, code in the second, points before, points after, own part,
/// contribution.
Listed<PartRow> rows_of(const std::vector<NodePart>& parts, const Scores& before,
                        const Scores& after, const CompareOptions& options) {
  const bool terminates = steps_terminate(before, after, options.on, options.stage);
  Listed<PartRow> rows;
  for (const NodePart& part : parts) {
    const auto old = std::find_if(options.codes.begin(), options.codes.end(),
                                  [&](const auto& each) { return each.second == part.code; });
    rows.add(part.code, part.in_before, part.in_after,
             points_of(before, old == options.codes.end() ? part.code : old->first, part.before),
             points_of(after, part.code, part.after), ProvenNumber{part.own, terminates, {}},
             ProvenNumber{part.contribution, terminates, {}});
  }
  return rows;
}

using ChangeRow = std::tuple<std::string, std::string, std::string, std::string, std::string,
                             std::string, std::string, std::string, Titles, bool>;

std::vector<ChangeRow> changes(const Diff& diff) {
  std::vector<ChangeRow> rows;
  for (const RubricChange& change : diff.changes) {
    rows.emplace_back(change.code, change.old_code, change.kind, change.key, change.pointer_before,
                      change.pointer_after, change.before, change.after, change.sentence,
                      change.scoring);
  }
  return rows;
}

}  // namespace

void bind_compare(py::module_& m) {
  bind_class<Comparison>(m, "Comparison")
      .def_property_readonly("units", &units)
      .def_property_readonly("changed", &Comparison::changed)
      .def(
          "overtaken_by",
          [](const Comparison& comparison, const std::string& unit) {
            const Unlocked unlocked;
            return comparison.overtaken_by(unit_of(comparison, unit));
          },
          py::arg("unit"))
      .def(
          "parts",
          [](const Comparison& comparison, const std::string& unit) {
            const Unlocked unlocked;
            return rows_of(comparison.parts(unit_of(comparison, unit)), comparison.before,
                           comparison.after, comparison.options);
          },
          py::arg("unit"))
      .def("to_json", [](const Comparison& comparison) { return to_json(comparison); }, NoGil());
  m.def(
      "compare",
      [](const Scores& before, const Scores& after, const std::string& on, const std::string& stage,
         const Codes& codes) {
        CompareOptions options = options_of(on, stage, codes);
        const Unlocked unlocked;
        return compare(before, after, std::move(options)).value();
      },
      py::arg("before"), py::arg("after"), py::kw_only(), py::arg("on"), py::arg("stage"),
      py::arg("codes"), "Compares two results unit by unit.");
  m.def(
      "decompose",
      [](const Scores& before, std::size_t row_before, const Scores& after, std::size_t row_after,
         const std::string& on, const std::string& stage, const Codes& codes) {
        const CompareOptions options = options_of(on, stage, codes);
        const Unlocked unlocked;
        return rows_of(decompose(before, row_before, after, row_after, options), before, after,
                       options);
      },
      py::arg("before"), py::arg("row_before"), py::arg("after"), py::arg("row_after"),
      py::kw_only(), py::arg("on"), py::arg("stage"), py::arg("codes"),
      "The difference of two totals over the nodes.");

  bind_class<Diff>(m, "Diff")
      .def_property_readonly("changes", &changes)
      .def_property_readonly(
          "codes", [](const Diff& diff) { return Codes(diff.codes.begin(), diff.codes.end()); })
      .def(
          "to_text",
          [](const Diff& diff, const std::string& language) { return diff.to_string(language); },
          py::arg("language"))
      .def("to_json", [](const Diff& diff) { return to_json(diff); });
  m.def(
      "diff",
      [](const Rubric& before, const Rubric& after, const Codes& codes) {
        return diff(before, after, CodeMap(codes.begin(), codes.end())).value();
      },
      py::arg("before"), py::arg("after"), py::arg("codes"), "What changed between two rubrics.",
      NoGil());
}

}  // namespace parindex::python
