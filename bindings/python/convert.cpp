// SPDX-License-Identifier: MIT
#include "convert.hpp"
#include "sentences.hpp"

#include <cmath>

#include <parindex/detail/date.hpp>
#include <parindex/detail/make_issue.hpp>
#include <parindex/detail/visit.hpp>
#include <parindex/results/detail/ranking_key.hpp>

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

/// A Fraction that computes with Decimal, and can be written at any length.
const py::object& exact_fraction_type() {
  PYBIND11_CONSTINIT static Slot slot;
  return import_once(slot, "parindex._fraction", "ExactFraction");
}

const py::object& date_type() {
  PYBIND11_CONSTINIT static Slot slot;
  return import_once(slot, "datetime", "date");
}

/// int(Decimal(text)), because int(text) rejects more than 4300 digits.
py::object to_integer(const std::string& digits) {
  return py::int_(decimal_type()(py::str(digits)));
}

/// A number written as decimal or fraction. If it is longer than the engine reads, it stays text,
/// so that it becomes the same issue of its row as a number from a file.
Cell numeral(std::string text) {
  if (auto value = Rational::parse(text, limits().cell_digits)) return *std::move(value);
  return Cell(std::move(text));
}

std::string text_of(py::handle value) { return py::cast<std::string>(py::str(value)); }

// A class derived from Decimal may override every method, so the text comes from Decimal itself.
Cell from_decimal(py::handle value) {
  std::string text = text_of(decimal_type().attr("__str__")(value));
  if (text.find("NaN") != std::string::npos) return Cell(std::nan(""));
  if (text.ends_with("Infinity")) return Cell(text.front() == '-' ? -HUGE_VAL : HUGE_VAL);
  return numeral(std::move(text));
}

/// An int with more digits than any computed number: its sign and size.
struct HugeInteger {
  std::string text;
};

/// The digits of an int. str(int) rejects more than 4300 digits; Decimal does not. Writing an int
/// takes time that grows with the square of its digits, so it throws HugeInteger for an int that is
/// longer than any figure of a result.
std::string digits_of(py::handle integer) {
  int overflow = 0;
  const long long small = PyLong_AsLongLongAndOverflow(integer.ptr(), &overflow);
  if (overflow == 0) return std::to_string(small);
  // The method of int itself: a derived class may override it.
  const py::handle type(reinterpret_cast<PyObject*>(&PyLong_Type));
  const auto bits = py::cast<std::size_t>(type.attr("bit_length")(integer));
  const std::size_t least = bits / 10 * 3;  // 2^10 > 10^3
  if (least > limits().intermediate_digits) {
    throw HugeInteger{(overflow < 0 ? "-1e" : "1e") + std::to_string(least)};
  }
  return text_of(decimal_type()(integer));
}

// Precondition: an int, or an instance of a class derived from int. Methods of the derived class
// are not called.
Cell from_integer(py::handle value) {
  int overflow = 0;
  const long long small = PyLong_AsLongLongAndOverflow(value.ptr(), &overflow);
  return overflow == 0 ? Cell(small) : numeral(digits_of(value));
}

std::optional<Cell> from_fraction(py::handle value) {
  const py::object numerator = value.attr("numerator");
  const py::object denominator = value.attr("denominator");
  if (!PyLong_Check(numerator.ptr()) || !PyLong_Check(denominator.ptr())) return std::nullopt;
  return numeral(digits_of(numerator) + "/" + digits_of(denominator));
}

/// A date or a time from its text. Midnight is the day itself; any other time stays as it is and
/// becomes an issue of its row. Nothing for NaT, and nothing for a year or a month, which is not a
/// day.
std::optional<Cell> from_day(std::string text) {
  constexpr std::size_t date = 10;
  if (!detail::has_date_form(std::string_view(text).substr(0, date))) return std::nullopt;
  if (text.size() > date && (text[date] == 'T' || text[date] == ' ') &&
      text.find_first_not_of("0:.", date + 1) == std::string::npos) {
    text.resize(date);
  }
  return Cell(std::move(text));
}

/// A float from NumPy. The text of a float32 is its own shortest decimal: 0.1, and not
/// 0.10000000149011612, the value of the nearest double.
std::optional<Cell> from_float_text(std::string text) {
  if (text == "nan") return Cell(std::nan(""));
  if (text == "inf" || text == "-inf") return Cell(text.front() == '-' ? -HUGE_VAL : HUGE_VAL);
  if (text.find_first_not_of("0123456789+-.e") != std::string::npos) return std::nullopt;
  return numeral(std::move(text));
}

/// A NumPy scalar, or an array without dimensions. NumPy is not imported: if such a value exists,
/// NumPy is already loaded.
std::optional<Cell> from_numpy(py::handle value) {
  const auto name = py::str("numpy");
  const auto numpy = py::reinterpret_steal<py::object>(PyImport_GetModule(name.ptr()));
  if (!numpy || numpy.is_none()) {
    if (PyErr_Occurred()) throw py::error_already_set();
    return std::nullopt;
  }
  const bool array = py::isinstance(value, numpy.attr("ndarray"));
  if (!array && !py::isinstance(value, numpy.attr("generic"))) return std::nullopt;
  if (py::len(value.attr("shape")) != 0) return std::nullopt;
  if (array && py::hasattr(value, "mask") && py::bool_(value.attr("mask"))) return Missing{};
  const py::object type = value.attr("dtype");
  const std::string kind = text_of(type.attr("kind"));
  if (kind == "f") return from_float_text(text_of(value));
  if (kind == "M") {
    // A week is written as one of its days.
    const bool weeks = text_of(type.attr("str")).ends_with("W]");
    return weeks ? std::nullopt : from_day(text_of(value));
  }
  if (kind != "b" && kind != "i" && kind != "u") return std::nullopt;
  const py::object item = value.attr("item")();
  if (PyBool_Check(item.ptr())) return Cell(item.ptr() == Py_True);
  return PyLong_Check(item.ptr()) ? std::optional(from_integer(item)) : std::nullopt;
}

const py::object& no_value_type() {
  PYBIND11_CONSTINIT static Slot slot;
  return import_once(slot, "parindex.novalue", "NoValue");
}

std::optional<Cell> from_no_value(py::handle value) {
  const std::string word = text_of(value.attr("value"));
  for (const NoValue kind : {NoValue::not_applicable, NoValue::not_proven, NoValue::refused}) {
    if (to_string(kind) == word) return Cell(kind);
  }
  return std::nullopt;
}

/// The value of an object that is not None, a bool or a text. Nothing for a type that no input
/// accepts.
std::optional<Cell> from_object(py::handle value) {
  if (PyLong_Check(value.ptr())) return from_integer(value);
  if (PyFloat_Check(value.ptr())) return Cell(PyFloat_AS_DOUBLE(value.ptr()));
  if (py::isinstance(value, decimal_type())) return from_decimal(value);
  if (py::isinstance(value, fraction_type())) return from_fraction(value);
  // datetime.date, datetime.datetime and the Timestamp of pandas.
  if (py::isinstance(value, date_type())) return from_day(text_of(value.attr("isoformat")()));
  if (py::isinstance(value, no_value_type())) return from_no_value(value);
  return from_numpy(value);
}

py::object to_decimal(const Rational& value) { return decimal_type()(py::str(value.to_string())); }

py::object to_fraction(const Rational& value) {
  const py::object& type = exact_fraction_type();
  if (value.is_small()) {
    return type(py::int_(value.small_numerator()), py::int_(value.small_denominator()));
  }
  return type(to_integer(value.numerator_string()), to_integer(value.denominator_string()));
}

GivenCell refused(const detail::Said& message, std::string actual) {
  return {{},
          make_issue(issue::value_type, message, detail::sentence::a_number_a_boolean_text_or_none,
                     std::move(actual))};
}

}  // namespace

char to_character(std::string_view text) {
  if (text.size() != 1) throw Error(detail::sentence::not_one_character);
  return text.front();
}

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
  return value.is_terminating() ? to_decimal(value) : to_fraction(value);
}

py::object to_number(const ProvenNumber& figure) {
  if (!figure.value) return py::none();
  const Rational& value = *figure.value;
  if (figure.rounding) return decimal_type()(py::str(value.to_string(*figure.rounding)));
  return figure.terminates ? to_decimal(value) : to_fraction(value);
}

TotalFigure figure_of_node(const Scores& scores, std::size_t position, Figure on,
                           FigureStage stage) {
  const bool exact = stage == FigureStage::exact;
  const TerminatingFigures& proven = scores.plan().terminating()[position];
  const bool index = on == Figure::index;
  return {
      index ? (exact ? proven.index_exact : proven.index) : (exact ? proven.exact : proven.points),
      parindex::detail::ranking_key_rounding(scores.plan().state(), on, stage, position)};
}

TotalFigure total_figure(const Scores& scores, Figure on, FigureStage stage) {
  return figure_of_node(scores, 0, on, stage);
}

bool steps_terminate(const Scores& before, const Scores& after, Figure on, FigureStage stage) {
  const TotalFigure first = total_figure(before, on, stage);
  const TotalFigure second = total_figure(after, on, stage);
  // Proofs about two rubrics need not be valid for a mixture of them; the figures are rounded
  // anyway.
  if (before.plan().fingerprint() == after.plan().fingerprint()) return second.terminates;
  return first.rounding && second.rounding;
}

py::tuple items_of(py::handle sequence) {
  PyObject* items = nullptr;
  if (PyList_Check(sequence.ptr())) {
    items = PyList_AsTuple(sequence.ptr());
  } else if (PyTuple_Check(sequence.ptr())) {
    items = PyTuple_GetSlice(sequence.ptr(), 0, PyTuple_GET_SIZE(sequence.ptr()));
  } else {
    throw WrongTypeError(
        detail::say(detail::sentence::must_be_a_list_or_a_tuple, type_name(sequence)));
  }
  if (items == nullptr) throw py::error_already_set();
  return py::reinterpret_steal<py::tuple>(items);
}

std::string exception_text(py::error_already_set& error) {
  if (!error.matches(PyExc_Exception) || error.matches(PyExc_MemoryError)) throw error;
  PYBIND11_CONSTINIT static Slot slot;
  return py::cast<std::string>(
      import_once(slot, "parindex._foreign", "exception_text")(error.value()));
}

std::string type_name(py::handle value) {
  PYBIND11_CONSTINIT static Slot slot;
  return py::cast<std::string>(import_once(slot, "parindex._foreign", "type_name")(value));
}

GivenCell to_cell(py::handle value) {
  if (value.is_none()) return {};
  // This check precedes the numbers, because a Python bool is an int.
  if (PyBool_Check(value.ptr())) return {value.ptr() == Py_True, {}};
  if (PyUnicode_Check(value.ptr())) {
    if (auto text = to_utf8(value)) return {text->empty() ? Cell() : Cell(*std::move(text)), {}};
    return {{}, make_issue(issue::text_not_utf8, detail::sentence::text_half_surrogate)};
  }
  try {
    if (auto cell = from_object(value)) return {*std::move(cell), {}};
  } catch (HugeInteger& huge) {
    return {Cell(std::move(huge.text)), {}, true};
  } catch (py::error_already_set& error) {
    return refused(detail::sentence::reading_the_value_raised_an_exception, exception_text(error));
  } catch (const py::cast_error&) {
    // A method returned an unexpected type.
  }
  return refused(detail::sentence::no_input_accepts_a_value_of_this_python_type, type_name(value));
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
  return detail::visit(convert, cell.value());
}

py::object to_words(const std::string& en, const std::string& vi) {
  if (vi.empty() || vi == en) return to_text(en);
  PYBIND11_CONSTINIT static Slot slot;
  return import_once(slot, "parindex._sentences", "Text")(to_text(en), to_text(vi));
}

/// The Vietnamese version of a text, if it has one.
std::string vietnamese_of(const py::object& text) {
  const py::object vi = py::getattr(text, "vi", py::none());
  return PyUnicode_Check(vi.ptr()) ? any_utf8(vi) : std::string();
}

py::object to_issue(const Issue& issue) {
  PYBIND11_CONSTINIT static Slot slot;
  return import_once(slot, "parindex.errors", "Issue")(
      to_text(issue.code), issue.severity == Severity::error ? "error" : "warning",
      to_words(issue.message, issue.message_vi), to_words(issue.expected, issue.expected_vi),
      to_words(issue.actual, issue.actual_vi), to_text(issue.pointer), issue.line, issue.column,
      issue.row, to_text(issue.unit), to_text(issue.field), to_text(issue.file),
      to_text(issue.accepted));
}

bool from_issue(py::handle source, Issue& issue) {
  const auto text = [&](const char* name) {
    const py::object given = source.attr(name);
    if (!PyUnicode_Check(given.ptr())) throw py::cast_error("not a text");
    return any_utf8(given);
  };
  const auto number = [&](const char* name) { return py::cast<std::size_t>(source.attr(name)); };
  try {
    issue.code = text("code");
    issue.severity = text("severity") == "error" ? Severity::error : Severity::warning;
    issue.message = text("message");
    issue.expected = text("expected");
    issue.actual = text("actual");
    issue.message_vi = vietnamese_of(source.attr("message"));
    issue.expected_vi = vietnamese_of(source.attr("expected"));
    issue.actual_vi = vietnamese_of(source.attr("actual"));
    issue.pointer = text("pointer");
    issue.line = number("line");
    issue.column = number("column");
    issue.row = number("row");
    issue.unit = text("unit");
    issue.field = text("field");
    issue.file = text("file");
    issue.accepted = text("accepted");
    return true;
  } catch (py::error_already_set& error) {
    exception_text(error);  // rethrows errors that are not about the object
  } catch (const py::cast_error&) {
  }
  return false;
}

py::object to_rounding(const Rounding& rounding) {
  PYBIND11_CONSTINIT static Slot slot;
  const py::object type = import_once(slot, "parindex.rounding", "Rounding");
  const py::object mode = to_text(to_string(rounding.mode));
  if (!rounding.has_step()) return type(rounding.digits, mode);
  return type(py::arg("mode") = mode,
              py::arg("step") = decimal_type()(step_of(rounding).to_string()));
}

std::optional<Rounding> from_rounding(py::handle rounding) {
  try {
    const auto mode = parse_rounding_mode(py::cast<std::string>(rounding.attr("mode")));
    const int digits = py::cast<int>(rounding.attr("digits"));
    const py::object step = rounding.attr("step");
    if (mode && !step.is_none()) {
      const auto decimal = Decimal::parse(py::cast<std::string>(py::str(step)));
      return decimal ? Rounding::to_step(*decimal, *mode) : std::nullopt;
    }
    if (mode && digits >= 0 && digits <= Rounding::max_digits) return Rounding(digits, *mode);
  } catch (py::error_already_set& error) {
    exception_text(error);  // rethrows errors that are not about the object
  } catch (const py::cast_error&) {
  }
  return std::nullopt;
}

}  // namespace parindex::python
