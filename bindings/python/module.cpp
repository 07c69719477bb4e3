// SPDX-License-Identifier: MIT
#include "convert.hpp"
#include "python_rule.hpp"

#include <exception>
#include <tuple>

#include <parindex/detail/parse_figure.hpp>
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
  } catch (const StoppedError& error) {
    raise("StoppedError", py::make_tuple(to_text(error.what())));
  } catch (const PythonInterrupt& interrupt) {
    interrupt.error->restore();
  } catch (const Error& error) {
    raise("Error", py::make_tuple(to_text(error.what())));
  }
}

using CodeRow = std::tuple<std::string_view, std::string_view, std::string_view>;

/// No object of these classes becomes one of another by `thing.__class__ = other`: both would lie
/// in memory alike, but for the C++ object inside. Once everything is bound, for binding sets
/// attributes.
void close_classes(const py::module_& m) {
  for (const auto& entry : m.attr("__dict__").cast<py::dict>()) {
    if (!PyType_Check(entry.second.ptr())) continue;
    reinterpret_cast<PyTypeObject*>(entry.second.ptr())->tp_flags |= Py_TPFLAGS_IMMUTABLETYPE;
  }
}

/// A value of a dictionary that becomes JSON, as plain as JSON has it, or what is wrong with it.
std::pair<Cell, std::optional<Issue>> plain(const py::object& value) {
  GivenCell given = to_cell(value);
  return {std::move(given.cell), std::move(given.issue)};
}

std::vector<CodeRow> all_issue_codes() {
  std::vector<CodeRow> rows;
  for (const IssueCode& code : issue_codes) {
    rows.emplace_back(code.code, code.severity == Severity::error ? "error" : "warning",
                      code.summary);
  }
  return rows;
}

}  // namespace

// Without py::mod_gil_not_used(): a free-threaded Python turns its lock on when this is imported.
// Much here counts on it: slots that are filled once, capsules that are moved from, and the calls
// of the C API that lend references.
PYBIND11_MODULE(_core, m) {
  m.doc() = "The C++ engine. Private: use the classes of `parindex`, which document themselves.";
  m.attr("__version__") = version;
  py::register_exception_translator(&translate);

  m.def("issue_codes", &all_issue_codes, "Slug, severity and summary of every issue code.");
  m.def("issue_text", &Issue::to_string, py::arg("issue"), "An issue as one line.");
  m.def(
      "issues_to_json", [](const Issues& issues) { return to_json(issues); }, py::arg("issues"),
      "Issues as JSON text.");
  m.def("plain", &plain, py::arg("value"), "A value of the data as one of few types.");
  m.def(
      "round",
      [](const py::object& value, Rounding rounding) {
        const GivenCell given = to_cell(value);
        const Cell::Value& cell = given.cell.value();
        if (const auto* number = std::get_if<Rational>(&cell)) return Rounded{*number, rounding};
        // Longer than a number in a table: a figure of a result. A text was none from the start.
        const auto* text = PyUnicode_Check(value.ptr()) ? nullptr : std::get_if<std::string>(&cell);
        const auto number = text ? detail::parse_figure(*text) : std::nullopt;
        if (!number) throw py::type_error("not a finite number");
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

  bind_limits(m);
  bind_interrupt(m);
  bind_rubric(m);
  bind_scores(m);
  bind_table(m);
  bind_arrow(m);
  bind_process(m);
  bind_trace(m);
  bind_cases(m);
  bind_compare(m);
  bind_editions(m);
  close_classes(m);
}

}  // namespace parindex::python
