// SPDX-License-Identifier: MIT
#include "convert.hpp"
#include "python_rule.hpp"

#include <exception>
#include <tuple>

#include <parindex/json.hpp>

namespace parindex::python {

namespace {

/// Raises a class of parindex.errors: the classes live in Python, where they are documented,
/// typed and picklable.
void raise(const char* name, const py::tuple& arguments) {
  const py::object type = py::module_::import("parindex.errors").attr(name);
  PyErr_SetObject(type.ptr(), arguments.ptr());
}

void raise(const char* name, const IssuesError& error) {
  raise(name, py::make_tuple(to_text(error.subject()), error.issues()));
}

void translate(std::exception_ptr thrown) {
  try {
    std::rethrow_exception(thrown);
  } catch (const RubricError& error) {
    raise("RubricError", error);
  } catch (const DataError& error) {
    raise("DataError", error);
  } catch (const PythonInterrupt& interrupt) {
    interrupt.error->restore();
  } catch (const Error& error) {
    raise("Error", py::make_tuple(to_text(error.what())));
  }
}

using CodeRow = std::tuple<std::string_view, std::string_view, std::string_view>;

std::vector<CodeRow> all_issue_codes() {
  std::vector<CodeRow> rows;
  for (const IssueCode& code : issue_codes) {
    rows.emplace_back(code.code, code.severity == Severity::error ? "error" : "warning",
                      code.summary);
  }
  return rows;
}

}  // namespace

PYBIND11_MODULE(_core, m, py::mod_gil_not_used()) {
  m.doc() = "The C++ engine. Private: use the classes of `parindex`, which document themselves.";
  m.attr("__version__") = version;
  py::register_exception_translator(&translate);

  m.def("issue_codes", &all_issue_codes, "Slug, severity and summary of every issue code.");
  m.def("issue_text", &Issue::to_string, py::arg("issue"), "An issue as one line.");
  m.def(
      "issues_to_json", [](const Issues& issues) { return to_json(issues); }, py::arg("issues"),
      "Issues as JSON text.");
  m.def(
      "round",
      [](const py::object& value, Rounding rounding) {
        const auto cell = to_numeric_cell(value);
        const auto* number = cell ? std::get_if<Rational>(&cell->value()) : nullptr;
        if (number == nullptr) throw py::type_error("not a finite number of at most 400 digits");
        return Rounded{*number, rounding};
      },
      py::arg("value"), py::arg("rounding"), "A number, rounded.");
  m.def(
      "visible", [](const AnyText& text) { return parindex::detail::visible(text.utf8); },
      py::arg("text"), "A name as it may be shown: what is not seen is escaped.");
  m.def(
      "visible_lines",
      [](const AnyText& text) { return parindex::detail::visible_lines(text.utf8); },
      py::arg("text"), "A finished text: what is not seen is escaped, but for line ends and tabs.");
  m.def(
      "visible_json",
      [](const AnyText& text) { return parindex::detail::visible_json(text.utf8); },
      py::arg("text"), "A JSON text with the same values, without characters that are not seen.");

  bind_rubric(m);
  bind_scores(m);
  bind_table(m);
  bind_arrow(m);
  bind_process(m);
  bind_trace(m);
  bind_cases(m);
  bind_compare(m);
  bind_editions(m);
}

}  // namespace parindex::python
