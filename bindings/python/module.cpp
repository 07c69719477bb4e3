// SPDX-License-Identifier: MIT
#include "coded_column.hpp"
#include "convert.hpp"
#include "delimited_column.hpp"
#include "python_rule.hpp"
#include "sentences.hpp"

#include <cstddef>
#include <exception>
#include <tuple>

#include <parindex/detail/formula.hpp>
#include <parindex/detail/issue_line.hpp>
#include <parindex/detail/make_issue.hpp>
#include <parindex/detail/sentences.hpp>
#include <parindex/detail/text.hpp>
#include <parindex/io/json.hpp>
#include <parindex/numbers/detail/parse_figure.hpp>

namespace parindex::python {

namespace {

/// Raises a class of parindex.errors. The classes are Python classes, where they are documented,
/// typed and picklable.
void raise(const char* name, const py::tuple& arguments) {
  const py::object type = py::module_::import("parindex.errors").attr(name);
  PyErr_SetObject(type.ptr(), arguments.ptr());
}

void raise(const char* name, const IssuesError& error) {
  raise(name, py::make_tuple(to_words(error.subject(), error.subject_in("vi")), error.issues()));
}

void translate(std::exception_ptr thrown) {
  try {
    std::rethrow_exception(thrown);
  } catch (const RubricError& error) {
    raise("RubricError", error);
  } catch (const DataError& error) {
    raise("DataError", error);
  } catch (const StoppedError& error) {
    raise("StoppedError", py::make_tuple(to_words(error.what(), error.text("vi"))));
  } catch (const PythonInterrupt& interrupt) {
    interrupt.error->restore();
  } catch (const WrongTypeError& error) {
    raise("WrongTypeError", py::make_tuple(to_words(error.what(), error.text("vi"))));
  } catch (const Error& error) {
    raise("Error", py::make_tuple(to_words(error.what(), error.text("vi"))));
  }
}

using CodeRow = std::tuple<std::string_view, std::string_view, std::string_view, std::string_view>;

using Call = PyObject* (*)(PyObject*, PyObject* const*, Py_ssize_t, PyObject*);
Call pybind11_call = nullptr;

PyObject* refuse(const detail::Sentence<0>& message) {
  try {
    raise("WrongTypeError",
          py::make_tuple(to_words(std::string(message.en), std::string(message.vi))));
  } catch (py::error_already_set& error) {
    error.restore();
  }
  return nullptr;
}

/// Calls a function of this module after checks that pybind11 lacks. pybind11 copies an unknown
/// argument name into its message and terminates the process if the name has no UTF-8. If a C++
/// method is called on None, pybind11 calls it on a null pointer.
template <bool is_method>
PyObject* call(PyObject* self, PyObject* const* arguments, Py_ssize_t count, PyObject* names) {
  if (is_method && PyVectorcall_NARGS(static_cast<std::size_t>(count)) == 0) {
    return refuse(detail::sentence::a_method_needs_its_object);
  }
  if (is_method && arguments[0] == Py_None)
    return refuse(detail::sentence::none_has_no_such_method);
  for (Py_ssize_t at = 0; names != nullptr && at < PyTuple_GET_SIZE(names); ++at) {
    if (PyUnicode_IS_ASCII(PyTuple_GET_ITEM(names, at))) continue;
    return refuse(detail::sentence::no_argument_has_a_name_that_is_not_ascii);
  }
  return pybind11_call(self, arguments, count, names);
}

template <bool is_method>
void guard_function(py::handle function) {
  if (PyInstanceMethod_Check(function.ptr())) {
    function = PyInstanceMethod_GET_FUNCTION(function.ptr());
  }
  if (!PyCFunction_Check(function.ptr())) return;
  PyMethodDef& method = *reinterpret_cast<PyCFunctionObject*>(function.ptr())->m_ml;
  if (method.ml_flags != (METH_FASTCALL | METH_KEYWORDS)) return;
  using Any = void (*)();
  const auto guarded = reinterpret_cast<PyCFunction>(reinterpret_cast<Any>(&call<is_method>));
  if (method.ml_meth == guarded) return;
  pybind11_call = reinterpret_cast<Call>(reinterpret_cast<Any>(method.ml_meth));
  method.ml_meth = guarded;
}

/// Prevents `thing.__class__ = other` between these classes: both have the same memory layout in
/// Python, but contain different C++ objects.
void close_class(py::handle type) {
  for (const auto& member : py::dict(type.attr("__dict__"))) {
    guard_function<true>(member.second);
    for (const char* accessor : {"fget", "fset"}) {
      if (Py_TYPE(member.second.ptr()) != &PyProperty_Type) continue;
      guard_function<true>(py::object(member.second.attr(accessor)));
    }
  }
  reinterpret_cast<PyTypeObject*>(type.ptr())->tp_flags |= Py_TPFLAGS_IMMUTABLETYPE;
}

/// This runs after all bindings, because binding sets attributes.
void close_module(const py::module_& m) {
  for (const auto& entry : m.attr("__dict__").cast<py::dict>()) {
    if (PyType_Check(entry.second.ptr())) {
      close_class(entry.second);
    } else {
      guard_function<false>(entry.second);
    }
  }
}

/// A value of a dictionary for JSON, as a plain JSON type, or its problem.
std::pair<Cell, std::optional<Issue>> plain(const py::object& value) {
  GivenCell given = to_cell(value);
  // `to_cell` converts a number to text only if it is longer than any number that is read.
  const auto* text = std::get_if<std::string>(&given.cell.value());
  if (text && !PyUnicode_Check(value.ptr()) && detail::has_number_form(*text)) {
    return {{},
            make_issue(
                issue::number_too_long, detail::sentence::the_number_has_too_many_digits,
                detail::say(detail::sentence::at_most_digits, std::to_string(limits().cell_digits)),
                *text)};
  }
  return {std::move(given.cell), std::move(given.issue)};
}

std::vector<CodeRow> all_issue_codes() {
  std::vector<CodeRow> rows;
  for (const IssueCode& code : issue_codes) {
    rows.emplace_back(code.code, code.severity == Severity::error ? "error" : "warning",
                      code.summary, code.summary_vi);
  }
  return rows;
}

}  // namespace

// py::mod_gil_not_used() is deliberately absent: a free-threaded Python enables its lock when it
// imports this module. Much of this code depends on the lock: slots that are filled once, capsules
// that are moved from, and C API calls that return borrowed references.
PYBIND11_MODULE(_core, m) {
  m.doc() = "The C++ engine. Private: use the classes of `parindex`, which are documented.";
  m.attr("__version__") = version;
  py::register_exception_translator(&translate);

  m.def("issue_codes", &all_issue_codes,
        "Slug, severity and summary of every issue code, and the summary in Vietnamese.");
  m.def("issue_text", &Issue::to_string, py::arg("issue"), py::arg("language"),
        "An issue as one line.");
  m.def(
      "issues_text",
      [](const Issues& issues, std::string_view language) {
        return parindex::to_string(issues, language);
      },
      py::arg("issues"), py::arg("language"),
      "Issues as lines, similar ones as one, at most fifty.");
  m.def(
      "issue_blocks",
      [](const Issues& issues, std::string_view language) {
        return detail::issue_blocks(issues).in(language);
      },
      py::arg("issues"), py::arg("language"), "Issues over a few lines each, similar ones as one.");
  m.def(
      "issue_place",
      [](const Issue& issue, std::string_view language) {
        return detail::block_place(issue).in(language);
      },
      py::arg("issue"), py::arg("language"), "Where an issue is.");
  m.def(
      "nearest",
      [](const AnyText& wrong, const std::vector<std::string>& known) {
        return std::string(detail::nearest(wrong.utf8, known));
      },
      py::arg("wrong"), py::arg("known"), "The known word that was probably meant, or nothing.");
  m.def(
      "issues_to_json", [](const Issues& issues) { return to_json(issues); }, py::arg("issues"),
      "Issues as JSON text.");
  m.def("plain", &plain, py::arg("value"), "A value of the data as one of few types.");
  m.def(
      "round",
      [](const py::object& value, Rounding rounding) {
        const auto text = py::isinstance<py::str>(value) ? to_utf8(value) : std::nullopt;
        const auto parsed = text ? Rational::parse(*text) : std::nullopt;
        if (parsed) return ProvenNumber{*parsed, true, rounding};
        const GivenCell given = to_cell(value);
        if (given.is_estimate) throw Error(detail::sentence::the_number_has_too_many_digits_2);
        const Cell::Value& cell = given.cell.value();
        if (const auto* number = std::get_if<Rational>(&cell))
          return ProvenNumber{*number, true, rounding};
        // A figure of a result may be longer than a number in a table. A value that was a text
        // before the conversion is not a number.
        const auto* figure =
            PyUnicode_Check(value.ptr()) ? nullptr : std::get_if<std::string>(&cell);
        const auto number = figure ? detail::parse_figure(*figure) : std::nullopt;
        if (!number) throw WrongTypeError(detail::sentence::not_a_finite_number);
        return ProvenNumber{*number, true, rounding};
      },
      py::arg("value"), py::arg("rounding"), "A number, rounded.");
  m.def(
      "visible", [](const AnyText& text) { return parindex::detail::visible(text.utf8); },
      py::arg("text"), "A name for display: invisible characters are escaped.");
  m.def(
      "visible_lines",
      [](const AnyText& text) { return parindex::detail::visible_lines(text.utf8); },
      py::arg("text"),
      "A finished text: invisible characters are escaped, except line ends and tabs.");
  m.def(
      "visible_json", [](const AnyText& text) { return parindex::detail::visible_json(text.utf8); },
      py::arg("text"), "A JSON text with the same values, with invisible characters escaped.");

  m.def(
      "runs_as_formula",
      [](const AnyText& text) { return parindex::detail::runs_as_formula(text.utf8); },
      py::arg("text"),
      "Whether a spreadsheet would run a cell with this text, ignoring apostrophes in front.");

  bind_limits(m);
  bind_interrupt(m);
  bind_rubric(m);
  bind_scores(m);
  bind_coded(m);
  bind_table(m);
  bind_scorer(m);
  bind_delimited(m);
  bind_arrow(m);
  bind_process(m);
  bind_trace(m);
  bind_cases(m);
  bind_compare(m);
  bind_analysis(m);
  bind_editions(m);
  bind_draws(m);
  close_module(m);
}

}  // namespace parindex::python
