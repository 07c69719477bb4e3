// SPDX-License-Identifier: MIT
#pragma once

#include <memory>

#include "convert.hpp"

namespace parindex::python {

/// A column of a delimited text on its way to the engine.
struct DelimitedColumn {
  std::shared_ptr<const ColumnSource> source;
};

void bind_delimited(py::module_& m);

}  // namespace parindex::python
