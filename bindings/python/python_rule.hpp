// SPDX-License-Identifier: MIT
#pragma once

#include <exception>
#include <functional>
#include <memory>

#include <pybind11/pybind11.h>

#include <parindex/custom_rule.hpp>

namespace parindex::python {

/// An exception of Python that is no error of a rule, such as KeyboardInterrupt, on its way through
/// the engine. Not an std::exception: it must not become an issue of a row.
struct PythonInterrupt {
  std::shared_ptr<pybind11::error_already_set> error;
};

/// A custom rule that calls a Python function with a parindex.CustomCall.
std::function<Rational(const CustomCall&)> python_rule(pybind11::object function);

}  // namespace parindex::python
