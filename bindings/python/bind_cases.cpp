// SPDX-License-Identifier: MIT
#include "convert.hpp"
#include "python_rule.hpp"
#include "sentences.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include <parindex/rubric/proofs.hpp>
#include <parindex/testing/coverage.hpp>
#include <parindex/testing/mutate.hpp>
#include <parindex/testing/runner.hpp>

namespace parindex::python {

namespace {

/// A run and the files that it read, which an update of the files needs.
struct CaseRun {
  CaseSet cases;
  CaseReport report;
};

using Progress = py::typing::Callable<py::object(std::size_t, std::size_t)>;

/// Calls a Python function, which must outlive this object: a copy would need the interpreter lock.
std::function<void(std::size_t, std::size_t)> progress_of(const Progress& function) {
  return [&function](std::size_t tried, std::size_t all) {
    const py::gil_scoped_acquire locked;
    try {
      function(tried, all);
    } catch (py::error_already_set& error) {
      throw PythonInterrupt{std::make_shared<py::error_already_set>(std::move(error))};
    }
  };
}

using Updated = std::tuple<std::string, std::string, std::string>;

std::vector<Updated> updates(const CaseRun& run) {
  std::vector<Updated> rows;
  std::set<std::string> seen;  // a file gives several tables if its cases name cohorts
  for (const CaseFile& file : run.cases.files) {
    if (!seen.insert(file.path).second) continue;
    std::string text = updated(file, run.report);
    if (text != *file.text) rows.emplace_back(file.path, *file.text, std::move(text));
  }
  return rows;
}

std::string failure_text(const CaseRun& run, std::size_t at, std::string_view language) {
  const std::vector<CaseResult>& results = run.report.results;
  if (at >= results.size())
    throw Error(detail::say(detail::sentence::no_case_at_position, std::to_string(at)));
  std::string text;
  for (const Failure& failure : results[at].failures) {
    text += failure.to_string(language);
  }
  return text;
}

}  // namespace

void bind_cases(py::module_& m) {
  bind_class<CaseRun>(m, "CaseRun")
      .def(
          "to_json", [](const CaseRun& run) { return to_json(run.report); }, NoGil())
      .def(
          "to_junit",
          [](const CaseRun& run, const std::string& language) {
            return to_junit(run.report, language);
          },
          py::arg("language"), NoGil())
      .def(
          "to_text",
          [](const CaseRun& run, std::string_view language) {
            return run.report.to_string(language);
          },
          py::arg("language"))
      .def("failure_text", &failure_text, py::arg("at"), py::arg("language"))
      .def("updates", &updates)
      .def(
          "coverage",
          [](const CaseRun& run, const Rubric& rubric) {
            const Unlocked unlocked;
            const Coverage coverage = measure_coverage(rubric, run.cases);
            return std::tuple(to_json(coverage), coverage.to_string(), coverage.to_string("vi"));
          },
          py::arg("rubric"))
      .def(
          "mutate",
          [](const CaseRun& run, const Rubric& rubric, unsigned threads,
             const std::optional<Progress>& progress) {
            MutateOptions options{threads, {}};
            if (progress) options.progress = progress_of(*progress);
            const Unlocked unlocked;
            const MutationReport report = mutate(rubric, run.cases, options).value();
            return std::tuple(to_json(report), report.to_string(), report.to_string("vi"));
          },
          py::arg("rubric"), py::arg("threads"), py::arg("progress"));

  m.def(
      "run_cases",
      [](const std::vector<py::bytes>& paths, std::optional<Rubric> rubric,
         const GivenRules& custom, std::optional<Cohort> cohort, const py::bytes& root) {
        std::vector<std::string> names;
        for (const py::bytes& path : paths) names.emplace_back(path);
        const RunOptions options{custom_rules(custom), std::move(cohort)};
        const std::string top(root);
        const Unlocked unlocked;
        CaseRun run{read_cases(names, rubric, top), {}};
        run.report = run_cases(run.cases, options);
        return run;
      },
      py::arg("paths"), py::arg("rubric").none(true), py::kw_only(), py::arg("custom"),
      py::arg("cohort").none(true), py::arg("root"), "Runs the cases of files and folders.");
  m.def(
      "proofs", [](const Rubric& rubric) { return to_json(proofs(rubric)); }, py::arg("rubric"),
      NoGil(), "What the check proved of a rubric, as JSON.");
  m.def(
      "boundary_cases", [](const Rubric& rubric) { return boundary_cases(rubric).value().text; },
      py::arg("rubric"), NoGil(), "A case file with a case at every boundary.");
}

}  // namespace parindex::python
