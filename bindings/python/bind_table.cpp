// SPDX-License-Identifier: MIT
#include "buffer_column.hpp"
#include "convert.hpp"

#include <utility>

#include <pybind11/typing.h>
#include <parindex/detail/read_cell.hpp>

namespace parindex::python {

namespace {

/// The names of the columns that say something about the unit itself.
struct Roles {
  std::optional<std::string> unit;  // nothing: rows are called by number
  std::string group;
  std::string ranked;
};

using Columns = py::typing::List<py::typing::Tuple<py::str, py::object>>;

/// Builds a Table out of Python columns and gathers everything that stands in the way. A value
/// that cannot be taken leaves a missing cell behind, so that the rest is checked as well.
class ColumnReader {
 public:
  ColumnReader(Roles roles, bool nan_missing)
      : roles_(std::move(roles)), nan_missing_(nan_missing) {}

  void read(const Columns& columns) {
    for (const py::handle item : columns) {
      const auto column = py::reinterpret_borrow<py::tuple>(item);
      auto name = to_utf8(column[0]).value_or("");
      if (const auto lent = BufferColumn::make(column[1], nan_missing_)) {
        rows_ = lent->size();
        table_.columns.push_back(Column::over(std::move(name), lent));
        continue;
      }
      const py::list values = column[1];
      if (name == roles_.unit) {
        read_role(units_, name, values);
      } else if (name == roles_.group) {
        read_role(groups_, name, values);
      } else if (name == roles_.ranked) {
        read_role(ranked_, name, values);
      } else {
        read_data(std::move(name), values);
      }
    }
    finish();
  }

  Table take_table() { return std::move(table_); }
  Issues take_issues() { return std::move(issues_); }

 private:
  using Cells = std::vector<Cell>;

  static Cells read_cells(const py::list& values, auto&& complain) {
    Cells cells;
    cells.reserve(values.size());
    std::size_t row = 0;
    for (const py::handle value : values) {
      ++row;
      cells.push_back(read_cell(value, [&](Issue issue) {
        issue.row = row;
        complain(std::move(issue));
      }));
    }
    return cells;
  }

  static Cell read_cell(py::handle value, auto&& complain) {
    if (value.is_none()) return Missing{};
    // Before the numbers: a Python bool is an int.
    if (PyBool_Check(value.ptr())) return value.ptr() == Py_True;
    if (PyUnicode_Check(value.ptr())) {
      if (auto text = to_utf8(value)) return text->empty() ? Cell() : Cell(*std::move(text));
      complain(make_issue(issue::text_not_utf8, "The text holds half a surrogate pair"));
      return Missing{};
    }
    if (auto cell = to_numeric_cell(value)) return *std::move(cell);
    if (auto cell = to_no_value(value)) return *std::move(cell);
    complain(make_issue(issue::value_type, "The value is of a Python type that no input takes",
                        "a number, a boolean, a text or None",
                        py::cast<std::string>(py::type::of(value).attr("__qualname__"))));
    return Missing{};
  }

  void read_role(std::optional<Cells>& role, const std::string& name, const py::list& values) {
    if (role) {
      Issue twice = make_issue(issue::column_duplicate, "Two columns have the same name",
                               "names that differ", name);
      twice.field = name;
      issues_.push_back(std::move(twice));
      return;
    }
    role = read_cells(values, [&](Issue issue) { add(std::move(issue), name); });
  }

  void read_data(std::string name, const py::list& values) {
    Cells cells = read_cells(values, [&](Issue issue) { add(std::move(issue), name); });
    rows_ = cells.size();
    table_.columns.push_back({std::move(name), std::move(cells)});
  }

  /// Issues of cells wait until the names of the units are known.
  void add(Issue issue, const std::string& field) {
    issue.field = field;
    issues_.push_back(std::move(issue));
  }

  void finish() {
    for (const auto* role : {&units_, &groups_, &ranked_}) {
      if (*role) rows_ = (*role)->size();
    }
    if (units_) {
      for (std::size_t row = 0; row < rows_; ++row) {
        table_.units.push_back(label((*units_)[row], row, *roles_.unit));
      }
    } else if (roles_.unit) {
      Issue missing = make_issue(issue::column_missing,
                                 "The column that names the units is missing", *roles_.unit);
      missing.field = *roles_.unit;
      issues_.push_back(std::move(missing));
      // Stand-ins, so that the other columns are checked in the same go.
      for (std::size_t row = 0; row < rows_; ++row) table_.units.push_back(std::to_string(row + 1));
    }
    for (Issue& issue : issues_) {
      if (units_ && issue.row != 0) issue.unit = table_.units[issue.row - 1];
    }
    for (std::size_t row = 0; groups_ && row < rows_; ++row) {
      table_.groups.push_back(label((*groups_)[row], row, roles_.group));
    }
    for (std::size_t row = 0; ranked_ && row < rows_; ++row) {
      table_.unranked.push_back(!is_ranked((*ranked_)[row], row));
    }
  }

  void complain(const IssueCode& code, std::string message, std::string expected, const Cell& cell,
                std::size_t row, const std::string& field) {
    Issue issue = make_issue(code, std::move(message), std::move(expected), cell.to_string());
    issue.row = row + 1;
    if (row < table_.units.size()) issue.unit = table_.units[row];
    add(std::move(issue), field);
  }

  /// The name of a unit or group; numbers, such as the codes of provinces, are names too.
  std::string label(const Cell& cell, std::size_t row, const std::string& field) {
    if (cell.is_missing()) return "";
    if (const auto* text = std::get_if<std::string>(&cell.value())) return *text;
    if (const auto* number = std::get_if<Rational>(&cell.value())) return number->to_string();
    complain(issue::value_type, "The value is no name", "a text or a number", cell, row, field);
    return std::to_string(row + 1);
  }

  bool is_ranked(const Cell& cell, std::size_t row) {
    detail::ColumnSpec yes_or_no;
    yes_or_no.type = InputType::boolean;
    detail::Value value;
    if (cell.is_missing()) return true;
    if (const IssueCode* wrong = detail::read_cell(yes_or_no, cell, value)) {
      complain(*wrong, "The value does not say whether the unit is ranked",
               detail::describe(yes_or_no), cell, row, roles_.ranked);
      return true;
    }
    return value.flag;
  }

  Roles roles_;
  bool nan_missing_;
  std::size_t rows_ = 0;
  std::optional<Cells> units_;
  std::optional<Cells> groups_;
  std::optional<Cells> ranked_;
  Table table_;
  Issues issues_;
};

std::pair<std::optional<Scores>, Issues> check_score_columns(
    const Plan& plan, const Columns& columns, std::optional<std::string> unit, std::string group,
    std::string ranked, bool nan_missing, const ScoreOptions& options) {
  ColumnReader reader({std::move(unit), std::move(group), std::move(ranked)}, nan_missing);
  reader.read(columns);
  Issues issues = reader.take_issues();
  const py::gil_scoped_release unlocked;
  auto checked = check_score(plan, reader.take_table(), options);
  if (checked && issues.empty()) return {std::move(checked).value(), {}};
  if (!checked) {
    issues.insert(issues.end(), checked.issues().begin(), checked.issues().end());
  }
  return {std::nullopt, std::move(issues)};
}

}  // namespace

void bind_table(py::module_& m) {
  py::class_<ScoreOptions>(m, "ScoreOptions", py::is_final())
      .def(py::init([](bool missing_columns, bool unknown_columns, const std::string& keep,
                       unsigned threads, const std::optional<Cohort>& cohort, bool part) {
             ScoreOptions options;
             options.cohort = cohort;
             options.part = part;
             options.missing_columns = missing_columns;
             options.unknown_columns = unknown_columns;
             options.keep = keep == "total"    ? Keep::total
                            : keep == "fields" ? Keep::fields
                                               : Keep::all;
             options.threads = threads;
             return options;
           }),
           py::kw_only(), py::arg("missing_columns"), py::arg("unknown_columns"), py::arg("keep"),
           py::arg("threads"), py::arg("cohort").none(true), py::arg("part"));
  m.def("check_score", &check_score_columns, py::arg("plan"), py::arg("columns"), py::kw_only(),
        py::arg("unit").none(true), py::arg("group"), py::arg("ranked"), py::arg("nan_missing"),
        py::arg("options"),
        "Scores columns, a list of (name, values); or says why the table cannot be scored.");
}

}  // namespace parindex::python
