// SPDX-License-Identifier: MIT
#include "convert.hpp"

#include <cmath>

namespace parindex::python {

const py::object& import_once(Slot& slot, const char* module, const char* name) {
  return slot
      .call_once_and_store_result(
          [&] { return py::object(py::module_::import(module).attr(name)); })
      .get_stored();
}

namespace {

const py::object& decimal_type() {
  PYBIND11_CONSTINIT static Slot slot;
  return import_once(slot, "decimal", "Decimal");
}

const py::object& fraction_type() {
  PYBIND11_CONSTINIT static Slot slot;
  return import_once(slot, "fractions", "Fraction");
}

const py::object& date_type() {
  PYBIND11_CONSTINIT static Slot slot;
  return import_once(slot, "datetime", "date");
}

/// int(Decimal(text)), since int(text) refuses more than 4300 digits.
py::object to_integer(const std::string& digits) {
  return py::int_(decimal_type()(py::str(digits)));
}

/// A number written as decimal or fraction. What is longer than the engine reads stays text, so
/// that it becomes an issue of its row exactly as it does when it comes out of a file.
Cell numeral(std::string text) {
  if (auto value = Rational::parse(text)) return *std::move(value);
  return Cell(std::move(text));
}

Cell from_decimal(py::handle value) {
  if (!py::cast<bool>(value.attr("is_finite")())) {
    if (py::cast<bool>(value.attr("is_nan")())) return Cell(std::nan(""));
    const bool negative = py::cast<bool>(value.attr("is_signed")());
    return Cell(negative ? -HUGE_VAL : HUGE_VAL);
  }
  return numeral(py::cast<std::string>(py::str(value)));
}

Cell from_integer(py::handle value) {
  int overflow = 0;
  const long long small = PyLong_AsLongLongAndOverflow(value.ptr(), &overflow);
  if (overflow == 0) return small;
  // str(int) refuses more than 4300 digits, Decimal does not.
  return numeral(py::cast<std::string>(py::str(decimal_type()(value))));
}

/// The text of a date or of a time: midnight is the day itself, any other time stays what it is and
/// becomes an issue of its row.
std::string day_text(std::string text) {
  constexpr std::size_t date = 10;
  if (text.size() > date && (text[date] == 'T' || text[date] == ' ') &&
      text.find_first_not_of("0:.", date + 1) == std::string::npos) {
    text.resize(date);
  }
  return text;
}

/// A numpy scalar without importing numpy: it has a dtype, no dimensions and an item().
std::optional<Cell> from_numpy(py::handle value) {
  if (!py::hasattr(value, "dtype") || !py::hasattr(value, "item")) return std::nullopt;
  if (py::len(value.attr("shape")) != 0) return std::nullopt;
  const auto kind = py::cast<std::string>(value.attr("dtype").attr("kind"));
  if (kind == "b") return Cell(py::cast<bool>(value.attr("item")()));
  if (kind == "M") return Cell(day_text(py::cast<std::string>(py::str(value))));
  if (kind == "i" || kind == "u") return from_integer(value.attr("item")());
  // The text of a float32 is its own shortest decimal: 0.1, and not the 0.10000000149011612 that
  // the double nearest to it would mean.
  if (kind == "f") return from_decimal(decimal_type()(py::str(value)));
  return std::nullopt;
}

}  // namespace

py::str to_text(std::string_view utf8) {
  PyObject* text =
      PyUnicode_DecodeUTF8(utf8.data(), static_cast<Py_ssize_t>(utf8.size()), "replace");
  if (text == nullptr) throw py::error_already_set();
  return py::reinterpret_steal<py::str>(text);
}

std::optional<std::string> to_utf8(py::handle text) {
  py::object normal = py::reinterpret_borrow<py::object>(text);
  if (!PyUnicode_IS_ASCII(text.ptr())) {
    PYBIND11_CONSTINIT static Slot slot;
    normal = import_once(slot, "unicodedata", "normalize")("NFC", text);
  }
  Py_ssize_t size = 0;
  const char* bytes = PyUnicode_AsUTF8AndSize(normal.ptr(), &size);
  if (bytes == nullptr) {
    PyErr_Clear();
    return std::nullopt;
  }
  return std::string(bytes, static_cast<std::size_t>(size));
}

std::string any_utf8(py::handle text) {
  PyObject* bytes = PyUnicode_AsEncodedString(text.ptr(), "utf-8", "surrogatepass");
  if (bytes == nullptr) throw py::error_already_set();
  return py::reinterpret_steal<py::bytes>(bytes);
}

py::object to_number(const Rational& value) {
  if (value.is_terminating()) return decimal_type()(py::str(value.to_string()));
  if (value.is_small()) {
    return fraction_type()(py::int_(value.small_numerator()), py::int_(value.small_denominator()));
  }
  return fraction_type()(to_integer(value.numerator_string()),
                         to_integer(value.denominator_string()));
}

py::object to_number(const Rounded& number) {
  if (!number.value) return py::none();
  if (!number.rounding) return to_number(*number.value);
  return decimal_type()(py::str(number.value->to_string(*number.rounding)));
}

std::optional<Cell> to_numeric_cell(py::handle value) {
  if (PyLong_Check(value.ptr())) return from_integer(value);
  if (PyFloat_Check(value.ptr())) return Cell(PyFloat_AS_DOUBLE(value.ptr()));
  if (py::isinstance(value, decimal_type())) return from_decimal(value);
  if (py::isinstance(value, fraction_type())) {
    const auto part = [&](const char* name) {
      return py::cast<std::string>(py::str(decimal_type()(value.attr(name))));
    };
    return numeral(part("numerator") + "/" + part("denominator"));
  }
  // datetime.date, datetime.datetime and the Timestamp of pandas.
  if (py::isinstance(value, date_type())) {
    return Cell(day_text(py::cast<std::string>(value.attr("isoformat")())));
  }
  return from_numpy(value);
}

namespace {

const py::object& no_value_type() {
  PYBIND11_CONSTINIT static Slot slot;
  return import_once(slot, "parindex.novalue", "NoValue");
}

}  // namespace

std::optional<Cell> to_no_value(py::handle value) {
  if (!py::isinstance(value, no_value_type())) return std::nullopt;
  const auto word = py::cast<std::string>(value.attr("value"));
  for (const NoValue kind : {NoValue::not_applicable, NoValue::not_proven, NoValue::refused}) {
    if (to_string(kind) == word) return Cell(kind);
  }
  return std::nullopt;
}

py::object to_value(const Cell& cell) {
  struct {
    py::object operator()(Missing) const { return py::none(); }
    py::object operator()(bool value) const { return py::bool_(value); }
    py::object operator()(const Rational& value) const { return to_number(value); }
    py::object operator()(const std::string& value) const { return to_text(value); }
    py::object operator()(NoValue kind) const { return no_value_type()(to_text(to_string(kind))); }
    py::object operator()(const NotFinite& value) const {
      return py::float_(py::str(to_text(value.text)));
    }
  } convert;
  return std::visit(convert, cell.value());
}

py::object to_issue(const Issue& issue) {
  PYBIND11_CONSTINIT static Slot slot;
  return import_once(slot, "parindex.errors", "Issue")(
      to_text(issue.code), issue.severity == Severity::error ? "error" : "warning",
      to_text(issue.message), to_text(issue.expected), to_text(issue.actual),
      to_text(issue.pointer), issue.line, issue.column, issue.row, to_text(issue.unit),
      to_text(issue.field), to_text(issue.file));
}

Issue from_issue(py::handle issue) {
  const auto text = [&](const char* name) { return any_utf8(py::str(issue.attr(name))); };
  const auto number = [&](const char* name) { return py::cast<std::size_t>(issue.attr(name)); };
  Issue out;
  out.code = text("code");
  out.severity = text("severity") == "error" ? Severity::error : Severity::warning;
  out.message = text("message");
  out.expected = text("expected");
  out.actual = text("actual");
  out.pointer = text("pointer");
  out.line = number("line");
  out.column = number("column");
  out.row = number("row");
  out.unit = text("unit");
  out.field = text("field");
  out.file = text("file");
  return out;
}

py::object to_rounding(const Rounding& rounding) {
  PYBIND11_CONSTINIT static Slot slot;
  return import_once(slot, "parindex.rounding", "Rounding")(rounding.digits,
                                                            to_text(to_string(rounding.mode)));
}

Rounding from_rounding(py::handle rounding) {
  const auto mode = parse_rounding_mode(py::cast<std::string>(rounding.attr("mode")));
  if (!mode) throw Error("no such rounding mode");
  return Rounding(py::cast<int>(rounding.attr("digits")), *mode);
}

}  // namespace parindex::python
