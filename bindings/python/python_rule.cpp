// SPDX-License-Identifier: MIT
#include "python_rule.hpp"
#include "sentences.hpp"

#include <chrono>
#include <functional>
#include <stdexcept>
#include <utility>

#include <parindex/limits.hpp>

#include "convert.hpp"

namespace parindex::python {

namespace {

py::object to_standard_fraction(const Rational& value) {
  PYBIND11_CONSTINIT static Slot fraction;
  return import_once(fraction, "fractions", "Fraction")(value.to_string());
}

py::object to_date(std::chrono::sys_days day) {
  PYBIND11_CONSTINIT static Slot date;
  const std::chrono::year_month_day parts(day);
  return import_once(date, "datetime", "date")(static_cast<int>(parts.year()),
                                               static_cast<unsigned>(parts.month()),
                                               static_cast<unsigned>(parts.day()));
}

py::object to_python_call(const CustomCall& call) {
  PYBIND11_CONSTINIT static Slot type;
  py::dict inputs;
  for (const auto& [name, value] : call.inputs) {
    const auto* number = std::get_if<Rational>(&value);
    const auto* option = std::get_if<std::string>(&value);
    const auto* day = std::get_if<std::chrono::sys_days>(&value);
    inputs[to_text(name)] = number   ? to_standard_fraction(*number)
                            : option ? py::object(to_text(*option))
                            : day    ? to_date(*day)
                                     : py::bool_(std::get<bool>(value));
  }
  py::dict parameters;
  for (const auto& [name, value] : call.parameters)
    parameters[to_text(name)] = to_standard_fraction(value);
  return import_once(type, "parindex.engine.custom", "CustomCall")(
      to_text(call.code), inputs, parameters, to_standard_fraction(call.max));
}

/// Exact numbers only: the engine does not guess the meaning of a float.
Rational to_points(const py::object& given) {
  PYBIND11_CONSTINIT static Slot rational;
  PYBIND11_CONSTINIT static Slot decimal;
  const bool exact = py::isinstance(given, import_once(rational, "numbers", "Rational")) ||
                     py::isinstance(given, import_once(decimal, "decimal", "Decimal"));
  const bool number = (exact || PyFloat_Check(given.ptr())) && !PyBool_Check(given.ptr());
  const GivenCell points = number ? to_cell(given) : GivenCell{};
  const auto* value = std::get_if<Rational>(&points.cell.value());
  if (exact && value) return *value;
  if (exact && std::holds_alternative<std::string>(points.cell.value())) {
    throw Error(detail::say(detail::sentence::points_must_have_at_most_digits,
                            std::to_string(limits().cell_digits)));
  }
  throw Error(detail::say(detail::sentence::points_must_be_a_finite_int_fraction_or,
                          (points.issue ? points.issue->actual
                           : number     ? points.cell.to_string()
                                        : type_name(given))));
}

std::function<Rational(const CustomCall&)> python_rule(py::object function) {
  // The last copy may be destroyed in any thread, with or without the interpreter lock.
  const std::shared_ptr<py::object> held(new py::object(std::move(function)),
                                         [](py::object* object) {
                                           const py::gil_scoped_acquire locked;
                                           delete object;
                                         });
  return [held](const CustomCall& call) {
    const py::gil_scoped_acquire locked;
    try {
      return to_points((*held)(to_python_call(call)));
    } catch (py::error_already_set& error) {
      std::string text;
      try {
        text = exception_text(error);
      } catch (py::error_already_set& passing) {
        throw PythonInterrupt{std::make_shared<py::error_already_set>(std::move(passing))};
      }
      // This is not an Error: the text goes into an issue unchanged, and is escaped when the issue
      // is displayed.
      throw std::runtime_error(text);
    }
  };
}

}  // namespace

CustomRules custom_rules(const GivenRules& given) {
  CustomRules rules;
  for (const auto& [name, rule] : given) {
    rules.emplace(name, CustomRule{rule.first, python_rule(rule.second)});
  }
  return rules;
}

}  // namespace parindex::python
