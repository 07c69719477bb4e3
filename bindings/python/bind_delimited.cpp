// SPDX-License-Identifier: MIT
#include "delimited_column.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include <pybind11/typing.h>
#include <parindex/io/delimited.hpp>

namespace parindex::python {

namespace {

/// Kind, decimal sign (empty for a whole number), whether groups are unusual, options, meanings.
using FormRow = std::tuple<std::string, std::string, bool, std::vector<std::string>,
                           py::typing::Dict<py::str, py::object>>;

/// Keeps a bytes object alive; Python releases it under its lock.
std::shared_ptr<const void> owner_of(const py::bytes& content) {
  return {content.inc_ref().ptr(), [](PyObject* object) {
            const py::gil_scoped_acquire locked;
            Py_DECREF(object);
          }};
}

CellForm::Kind kind_of(const std::string& word) {
  if (word == "text") return CellForm::Kind::text;
  if (word == "number") return CellForm::Kind::number;
  if (word == "flag") return CellForm::Kind::flag;
  return word == "date" ? CellForm::Kind::date : CellForm::Kind::choice;
}

/// The forms; nothing if a meaning is not a value of a cell.
std::optional<std::vector<CellForm>> forms_of(const std::vector<FormRow>& rows) {
  std::vector<CellForm> forms;
  for (const auto& [kind, decimal, groups, options, meanings] : rows) {
    CellForm form;
    form.kind = kind_of(kind);
    form.decimal = decimal.empty() ? '\0' : decimal.front();
    form.groups_are_unusual = groups;
    form.options = options;
    for (const auto& [text, value] : meanings) {
      GivenCell given = to_cell(value);
      if (given.issue) return std::nullopt;
      form.meanings.emplace(py::cast<std::string>(text), std::move(given.cell));
    }
    forms.push_back(std::move(form));
  }
  return forms;
}

std::optional<DelimitedText> check_delimited(const py::bytes& content, const std::string& delimiter,
                                             std::size_t header) {
  const std::string_view text = content;
  std::shared_ptr<const void> owner = owner_of(content);
  const char separator = to_character(delimiter);
  const Unlocked unlocked;
  auto checked = read_delimited(text, std::move(owner), {separator, header});
  if (!checked) return std::nullopt;
  return std::move(checked).value();
}

Listed<std::size_t> rows_without(const DelimitedText& text,
                                 const std::vector<std::size_t>& columns) {
  const Unlocked unlocked;
  Listed<std::size_t> rows;
  for (std::size_t row = 0; row < text.rows(); ++row) {
    detail::stop_point(100);
    bool filled = false;
    for (const std::size_t column : columns) {
      filled = !text.cell(row, column).empty();
      if (filled) break;
    }
    if (!filled) rows.add(row);
  }
  return rows;
}

Listed<std::string> cells(const DelimitedText& text, std::size_t column) {
  const Unlocked unlocked;
  return {text.cells(column)};
}

std::optional<std::vector<DelimitedColumn>> columns(const DelimitedText& text,
                                                    const std::vector<FormRow>& rows) {
  auto forms = forms_of(rows);
  if (!forms) return std::nullopt;
  std::vector<DelimitedColumn> made;
  for (Column& column : text.columns(*std::move(forms))) {
    made.push_back({std::move(column.source)});
  }
  return made;
}

}  // namespace

void bind_delimited(py::module_& m) {
  bind_class<DelimitedColumn>(m, "DelimitedColumn",
                              "Values of a delimited text, read where they are.")
      .def("__len__", [](const DelimitedColumn& column) { return column.source->size(); });
  bind_class<DelimitedText>(m, "DelimitedText",
                            "Delimited text whose cells are read where they are.")
      .def("__len__", &DelimitedText::rows)
      .def_property_readonly("heads", &DelimitedText::heads)
      .def(
          "line",
          [](const DelimitedText& text, std::size_t row) {
            static_cast<void>(text.cell(row, 0));  // throws for an unknown row
            return text.line(row);
          },
          py::arg("row"))
      .def("cell", &DelimitedText::cell, py::arg("row"), py::arg("column"))
      .def("cells", &cells, py::arg("column"))
      .def("rows_without", &rows_without, py::arg("columns"),
           "The rows in which all these columns are empty.")
      .def(
          "unusual",
          [](const DelimitedText& text, const std::vector<FormRow>& rows,
             std::size_t most) -> std::vector<std::vector<std::string>> {
            const auto forms = forms_of(rows);
            if (!forms) return {};
            const Unlocked unlocked;
            return text.unusual(*forms, most);
          },
          py::arg("forms"), py::arg("most"),
          "The unusual texts of each column; empty if a column has more than `most`, or if a "
          "meaning is not a value of a cell.")
      .def("columns", &columns, py::arg("forms"),
           "The columns by these forms; None if a meaning is not a value of a cell.");
  m.def("check_delimited", &check_delimited, py::arg("content"), py::arg("delimiter"),
        py::arg("header"), "A delimited text in UTF-8; None when it is not plain.");
}

}  // namespace parindex::python
