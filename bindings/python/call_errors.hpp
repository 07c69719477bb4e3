// SPDX-License-Identifier: MIT
#pragma once

#ifdef PYBIND11_OVERRIDE_IMPL
#error "include call_errors.hpp before pybind11/pybind11.h"
#endif

#include <string>

#include <pybind11/pytypes.h>

namespace PYBIND11_NAMESPACE {

/// What the TypeError of pybind11 says of each argument that does not fit: it calls this overload,
/// because the argument is a plain pointer. The repr of an argument runs code of its class, and may
/// be exponentially long: a list of two references to a list of two references, and so on.
inline str repr(PyObject* argument) {
  return str("<" + std::string(Py_TYPE(argument)->tp_name) + ">");
}

}  // namespace PYBIND11_NAMESPACE

#include <pybind11/pybind11.h>
