// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "call_errors.hpp"

#include <pybind11/stl.h>

#include <parindex/stop.hpp>

namespace parindex::python {

/// Lets Python signals, mainly Ctrl-C, stop the work in its scope: the exception of the signal
/// handler passes through the engine as a PythonInterrupt.
class Interruptible {
 public:
  Interruptible();

 private:
  StopScope scope_;
};

/// The same without the interpreter lock.
class Unlocked {
 public:
  Unlocked() = default;

 private:
  pybind11::gil_scoped_release released_;
  Interruptible interruptible_;
};

using NoGil = pybind11::call_guard<Unlocked>;

/// Converts many items to a list. This may take long and can be interrupted.
template <class T>
struct Listed {
  std::vector<T> items;

  template <class... Arguments>
  void add(Arguments&&... arguments) {
    detail::stop_point(300);
    items.emplace_back(std::forward<Arguments>(arguments)...);
  }
};

}  // namespace parindex::python

namespace PYBIND11_NAMESPACE {  // carries an attribute, so `::detail` cannot follow
namespace detail {

template <class T>
struct type_caster<parindex::python::Listed<T>> {
  static constexpr auto name = const_name("list[") + make_caster<T>::name + const_name("]");

  template <class Listed>
  static handle cast(Listed&& listed, return_value_policy policy, handle parent) {
    const parindex::python::Interruptible interruptible;
    list out(listed.items.size());
    std::size_t at = 0;
    for (auto& item : listed.items) {
      parindex::detail::stop_point(2000);
      auto converted =
          reinterpret_steal<object>(make_caster<T>::cast(std::move(item), policy, parent));
      if (!converted) return handle();
      PyList_SET_ITEM(out.ptr(), static_cast<ssize_t>(at++), converted.release().ptr());
    }
    return out.release();
  }
};

}  // namespace detail
}  // namespace PYBIND11_NAMESPACE
