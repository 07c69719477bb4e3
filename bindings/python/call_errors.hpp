// SPDX-License-Identifier: MIT
#pragma once

#ifdef PYBIND11_OVERRIDE_IMPL
#error "include call_errors.hpp before pybind11/pybind11.h"
#endif

#include <string>

#include <pybind11/pytypes.h>

namespace PYBIND11_NAMESPACE {

/// The text of each argument that does not fit, in the TypeError of pybind11. pybind11 calls this
/// overload because the argument is a plain pointer. It does not use repr, which runs code of the
/// argument's class and may be exponentially long: a list of two references to a list of two
/// references, and so on.
inline str repr(PyObject* argument) {
  return str("<" + std::string(Py_TYPE(argument)->tp_name) + ">");
}

}  // namespace PYBIND11_NAMESPACE

#include <pybind11/pybind11.h>
