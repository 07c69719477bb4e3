// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "call_errors.hpp"

#include <pybind11/stl.h>

#include <parindex/parindex.hpp>

#include "interrupt.hpp"

/// Conversions of values between C++ and Python. Numbers, issues and roundings have no bound class,
/// because Python already has Decimal, Fraction and dataclasses.
namespace parindex::python {

namespace py = pybind11;

/// An attribute of a Python module, imported once. `slot` must be static: one per call site.
using Slot = py::gil_safe_call_once_and_store<py::object>;
const py::object& import_once(Slot& slot, const char* module, const char* name);

/// A class whose objects only this module creates. Otherwise Python could create an object without
/// a C++ object in it (`Plan.__new__(Plan)`), and every call on it would read uninitialised memory.
template <class T, class... Doc>
py::class_<T> bind_class(py::module_& m, const char* name, const Doc&... doc) {
  const auto forbid = [](PyHeapTypeObject* type) {
    type->ht_type.tp_flags |= Py_TPFLAGS_DISALLOW_INSTANTIATION;
  };
  return py::class_<T>(m, name, py::is_final(), py::custom_type_setup(forbid), doc...);
}

/// Text for Python. Bytes that are not UTF-8 are replaced: a message about bad text must not fail
/// because of it.
py::str to_text(std::string_view utf8);

/// The only character of a text. Throws Error for a text of another length.
char to_character(std::string_view text);

/// An argument of a type that the call does not take: WrongTypeError in Python.
class WrongTypeError : public Error {
 public:
  using Error::Error;
};

/// A text with its Vietnamese version: an object of `parindex._sentences.Text`, or a plain str if
/// both are equal.
py::object to_words(const std::string& en, const std::string& vi);

/// The UTF-8 of a Python text in normal form C, so that the same letters are the same bytes in
/// whatever form they were typed. Nothing for a text with lone surrogates, which has no UTF-8.
std::optional<std::string> to_utf8(py::handle text);

/// The UTF-8 of a Python text for display, including lone surrogates.
struct AnyText {
  std::string utf8;
};
std::string any_utf8(py::handle text);

/// A figure of a result; its type must not depend on its value.
struct ProvenNumber {
  std::optional<Rational> value;
  bool terminates = false;           ///< proven for all data
  std::optional<Rounding> rounding;  ///< of the rubric: determines the digits written, 91.00
};

/// A number of a rubric or of the data: a Decimal if the expansion is finite, otherwise an
/// ExactFraction.
py::object to_number(const Rational& value);
/// A Decimal if it is rounded or proven finite, otherwise an ExactFraction; None without a value.
py::object to_number(const ProvenNumber& figure);

/// The figure of a total, of any value, that is ranked or compared.
struct TotalFigure {
  bool terminates = false;
  std::optional<Rounding> rounding;
  ProvenNumber operator()(const std::optional<Rational>& value) const {
    return {value, terminates, rounding};
  }
};
/// The same figure of the node at a position.
TotalFigure figure_of_node(const Scores& scores, std::size_t position, Figure on,
                           FigureStage stage);
TotalFigure total_figure(const Scores& scores, Figure on, FigureStage stage);
/// Whether the figure terminates at every step from one result to the other, where the rubric is a
/// mixture of both.
bool steps_terminate(const Scores& before, const Scores& after, Figure on, FigureStage stage);

/// The current items of a list or tuple. A list may change whenever Python code runs, in this
/// thread or another; the tuple keeps a reference to every item. Throws TypeError for other types.
py::tuple items_of(py::handle sequence);

/// A Python exception as one line: its type and its text, without paths. Rethrows exceptions that
/// are not about the object that was read: MemoryError, and everything that is not an Exception,
/// for example KeyboardInterrupt.
std::string exception_text(py::error_already_set& error);

/// The name of a type, even if its metaclass reports another one.
std::string type_name(py::handle value);

/// A value of the data as a cell. If the value is wrong, `issue` says why and the cell is missing.
/// Numbers with more digits than the engine reads are text, as they are in a file.
struct GivenCell {
  Cell cell;
  std::optional<Issue> issue;
  /// The text states the size of the number, which is too long to write out.
  bool is_estimate = false;
};

/// Reads any object. An exception raised by the object's own code becomes its issue; see
/// `exception_text`.
GivenCell to_cell(py::handle value);

/// A cell as a Python value; a float if it is not finite.
py::object to_value(const Cell& cell);
py::object to_issue(const Issue& issue);
/// False for an object that is not an Issue.
bool from_issue(py::handle source, Issue& issue);
py::object to_rounding(const Rounding& rounding);
/// Nothing for an object that is not a Rounding.
std::optional<Rounding> from_rounding(py::handle rounding);

/// "all", "fields" or "total".
Keep keep_of(const std::string& word);

void bind_interrupt(py::module_& m);
/// Support for pickling scores and cohorts.
void bind_state(py::module_& m, py::class_<Scores>& scores, py::class_<Cohort>& cohort);
/// The words of `Status`, in the order of its values.
std::array<py::str, 4> status_words();
/// Figures of many rows at once.
void bind_figures(py::class_<Scores>& scores, py::class_<Ranking>& ranking);
void bind_digest(py::module_& m, py::class_<Scores>& scores);
void bind_scorer(py::module_& m);
void bind_rubric(py::module_& m);
void bind_table(py::module_& m);
void bind_scores(py::module_& m);
void bind_trace(py::module_& m);
void bind_cases(py::module_& m);
void bind_draws(py::module_& m);
void bind_analysis(py::module_& m);
void bind_arrow(py::module_& m);
void bind_process(py::module_& m);
void bind_compare(py::module_& m);
void bind_editions(py::module_& m);
void bind_limits(py::module_& m);

}  // namespace parindex::python

namespace PYBIND11_NAMESPACE {  // carries an attribute, so `::detail` cannot follow
namespace detail {

/// Values that are only converted to Python; PYBIND11_TYPE_CASTER would also require a conversion
/// from Python and a default value.
template <class T, class Python, auto Convert>
struct outward_caster {
  static constexpr auto name = Python::name;
  static handle cast(const T& value, return_value_policy, handle) {
    return Convert(value).release();
  }
};

struct python_number {
  static constexpr auto name = const_name("decimal.Decimal | parindex._fraction.ExactFraction");
};
struct python_number_or_none {
  static constexpr auto name =
      const_name("decimal.Decimal | parindex._fraction.ExactFraction | None");
};
struct python_value {
  static constexpr auto name = const_name(
      "bool | decimal.Decimal | parindex._fraction.ExactFraction | float | str | "
      "parindex.novalue.NoValue | None");
};

template <>
struct type_caster<parindex::Rational>
    : outward_caster<parindex::Rational, python_number,
                     static_cast<object (*)(const parindex::Rational&)>(
                         parindex::python::to_number)> {};
template <>
struct type_caster<parindex::python::ProvenNumber>
    : outward_caster<parindex::python::ProvenNumber, python_number_or_none,
                     static_cast<object (*)(const parindex::python::ProvenNumber&)>(
                         parindex::python::to_number)> {};
template <>
struct type_caster<parindex::Cell>
    : outward_caster<parindex::Cell, python_value, parindex::python::to_value> {};

template <>
struct type_caster<parindex::python::AnyText> {
  PYBIND11_TYPE_CASTER(parindex::python::AnyText, const_name("str"));
  bool load(handle source, bool) {
    if (!isinstance<str>(source)) return false;
    value.utf8 = parindex::python::any_utf8(source);
    return true;
  }
};

template <>
struct type_caster<parindex::Issue> {
  PYBIND11_TYPE_CASTER(parindex::Issue, const_name("parindex.errors.Issue"));
  bool load(handle source, bool) { return parindex::python::from_issue(source, value); }
  static handle cast(const parindex::Issue& issue, return_value_policy, handle) {
    return parindex::python::to_issue(issue).release();
  }
};

template <>
struct type_caster<parindex::Rounding> {
  // Written by hand instead of PYBIND11_TYPE_CASTER, which requires a default rounding; there is
  // none.
  static constexpr auto name = const_name("parindex.rounding.Rounding");
  template <class T>
  using cast_op_type = parindex::Rounding;
  operator parindex::Rounding() const { return *value_; }  // NOLINT
  bool load(handle source, bool) {
    value_ = parindex::python::from_rounding(source);
    return value_.has_value();
  }
  static handle cast(const parindex::Rounding& rounding, return_value_policy, handle) {
    return parindex::python::to_rounding(rounding).release();
  }

 private:
  std::optional<parindex::Rounding> value_;
};

}  // namespace detail
}  // namespace PYBIND11_NAMESPACE
