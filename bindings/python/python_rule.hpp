// SPDX-License-Identifier: MIT
#pragma once

#include <exception>
#include <map>
#include <memory>
#include <string>
#include <utility>

#include "call_errors.hpp"

#include <pybind11/stl.h>
#include <pybind11/typing.h>

#include <parindex/rubric/custom_call.hpp>

namespace parindex::python {

/// A Python exception that is not an error of a rule, for example KeyboardInterrupt or MemoryError,
/// on its way through the engine. It is not a std::exception, because it must not become an issue
/// of a row.
struct PythonInterrupt {
  std::shared_ptr<pybind11::error_already_set> error;
};

/// The version (empty: any version) and the function of each custom rule.
using GivenRules = std::map<
    std::string,
    std::pair<std::string, pybind11::typing::Callable<pybind11::object(pybind11::object)>>>;

/// Custom rules that call Python functions with a parindex.CustomCall.
CustomRules custom_rules(const GivenRules& given);

}  // namespace parindex::python
