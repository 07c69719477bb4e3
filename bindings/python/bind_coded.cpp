// SPDX-License-Identifier: MIT
#include "coded_column.hpp"

#include <cstring>
#include <optional>

#include <pybind11/typing.h>

#include "sentences.hpp"

namespace parindex::python {

namespace {

/// A copy, because the owner may change the codes later. Throws WrongTypeError for anything but
/// codes of 32 bits below the number of values.
std::vector<std::int32_t> copy_codes(const py::buffer& codes, std::size_t values) {
  const py::buffer_info given = codes.request();
  const bool flat = given.ndim == 1 && (given.size < 2 || given.strides[0] == given.itemsize);
  if (given.format != py::format_descriptor<std::int32_t>::format() || !flat) {
    throw WrongTypeError(detail::sentence::codes_must_be_positions);
  }
  std::vector<std::int32_t> copy(static_cast<std::size_t>(given.size));
  if (!copy.empty()) std::memcpy(copy.data(), given.ptr, copy.size() * sizeof copy[0]);
  for (std::int32_t& code : copy) {
    if (code < 0) {
      code = CodedValues::missing;
    } else if (static_cast<std::size_t>(code) >= values) {
      throw WrongTypeError(detail::sentence::codes_must_be_positions);
    }
  }
  return copy;
}

/// Nothing if a text has no UTF-8. Throws WrongTypeError for a value that is not a text.
std::optional<CodedColumn> coded_column(const py::buffer& codes,
                                        const py::typing::List<py::object>& values) {
  std::vector<Cell> cells;
  for (const py::handle value : items_of(values)) {
    if (!PyUnicode_CheckExact(value.ptr())) {
      throw WrongTypeError(detail::sentence::coded_values_must_be_texts);
    }
    const auto text = to_utf8(value);
    if (!text) return std::nullopt;
    cells.push_back(text->empty() ? Cell() : Cell(*text));
  }
  std::vector<std::int32_t> copy = copy_codes(codes, cells.size());
  return CodedColumn{std::make_shared<CodedValues>(std::move(copy), std::move(cells))};
}

}  // namespace

void bind_coded(py::module_& m) {
  bind_class<CodedColumn>(m, "CodedColumn", "A column of few different texts.");
  m.def("coded_column", &coded_column, py::arg("codes"), py::arg("values"),
        "Codes of 32 bits and the texts that they stand for; None if a text has no UTF-8.");
}

}  // namespace parindex::python
