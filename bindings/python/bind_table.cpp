// SPDX-License-Identifier: MIT
#include "buffer_column.hpp"
#include "convert.hpp"
#include "sentences.hpp"

#include <utility>

#include <pybind11/typing.h>
#include <parindex/detail/issue_log.hpp>
#include <parindex/detail/make_issue.hpp>
#include <parindex/detail/sentences.hpp>
#include <parindex/engine/detail/read_cell.hpp>

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
///
/// Code of Python may run wherever a value is read, and may change every list, so that only tuples
/// of their items are walked. Nothing is known of lengths before the items are there: a class
/// derived from list says what it likes of its own.
class ColumnReader {
 public:
  ColumnReader(Roles roles, bool nan_missing)
      : roles_(std::move(roles)), nan_missing_(nan_missing) {}

  void read(const Columns& columns) {
    for (const py::handle item : items_of(columns)) {
      if (!PyTuple_Check(item.ptr()) || PyTuple_GET_SIZE(item.ptr()) != 2 ||
          !PyUnicode_Check(PyTuple_GET_ITEM(item.ptr(), 0))) {
        throw py::type_error("columns must be a list of pairs of a text and values");
      }
      const auto name = to_utf8(PyTuple_GET_ITEM(item.ptr(), 0));
      if (!name) {
        issues_.add(make_issue(issue::text_not_utf8, detail::sentence::column_name_half_surrogate));
        continue;
      }
      read_column(*name, PyTuple_GET_ITEM(item.ptr(), 1));
    }
    finish();
  }

  Table take_table() { return std::move(table_); }
  Issues take_issues() { return issues_.take(); }

 private:
  using Cells = std::vector<Cell>;

  void read_column(const std::string& name, py::handle values) {
    std::optional<Cells>* const role = name == roles_.unit     ? &units_
                                       : name == roles_.group  ? &groups_
                                       : name == roles_.ranked ? &ranked_
                                                               : nullptr;
    if (role) return read_role(*role, name, values);
    if (auto lent = BufferColumn::make(values, name, nan_missing_)) {
      table_.columns.push_back(Column::over(name, std::move(lent)));
    } else {
      table_.columns.push_back({name, read_cells(name, values)});
    }
  }

  Cells read_cells(const std::string& name, py::handle values) {
    const py::tuple items =
        PyObject_CheckBuffer(values.ptr()) ? items_of_array(name, values) : items_of(values);
    Cells cells;
    cells.reserve(items.size());
    for (const py::handle item : items) {
      detail::stop_point(100);
      GivenCell given = to_cell(item);
      cells.push_back(std::move(given.cell));
      if (!given.issue) continue;
      given.issue->row = cells.size();
      add(*std::move(given.issue), name);
    }
    return cells;
  }

  /// The values of an array that the engine cannot read where they lie, one by one.
  py::tuple items_of_array(const std::string& name, py::handle values) {
    try {
      return py::tuple(py::reinterpret_borrow<py::object>(values));
    } catch (py::error_already_set& failure) {
      add(make_issue(issue::table_malformed, detail::sentence::reading_the_data_raised_an_exception,
                     {}, exception_text(failure)),
          name);
      return py::tuple();
    }
  }

  void read_role(std::optional<Cells>& role, const std::string& name, py::handle values) {
    if (role) {
      Issue twice =
          make_issue(issue::column_duplicate, detail::sentence::two_columns_have_the_same_name,
                     detail::sentence::distinct_names, name);
      twice.field = name;
      issues_.add(std::move(twice));
      return;
    }
    role = read_cells(name, values);
  }

  /// Issues of cells wait until the names of the units are known.
  void add(Issue issue, const std::string& field) {
    issue.field = field;
    issues_.add(std::move(issue));
  }

  /// Each column has the length of its own values here; `score` compares them.
  void finish() {
    if (units_) {
      for (std::size_t row = 0; row < units_->size(); ++row) {
        detail::stop_point(100);
        table_.units.push_back(label((*units_)[row], row, *roles_.unit));
      }
    } else if (roles_.unit) {
      Issue missing =
          make_issue(issue::column_missing,
                     detail::sentence::the_column_with_the_names_of_the_units_is, *roles_.unit);
      missing.field = *roles_.unit;
      issues_.add(std::move(missing));
      // Stand-ins, so that the other columns are checked in the same go.
      for (std::size_t row = 0; row < nameless_rows(); ++row) {
        table_.units.push_back(std::to_string(row + 1));
      }
    }
    for (Issue& issue : issues_.from(0)) {
      if (issue.row != 0 && issue.row <= table_.units.size()) {
        issue.unit = table_.units[issue.row - 1];
        detail::clip(issue);
      }
    }
    for (std::size_t row = 0; groups_ && row < groups_->size(); ++row) {
      table_.groups.push_back(label((*groups_)[row], row, roles_.group));
    }
    for (std::size_t row = 0; ranked_ && row < ranked_->size(); ++row) {
      table_.unranked.push_back(!is_ranked((*ranked_)[row], row));
    }
  }

  std::size_t nameless_rows() const {
    return !table_.columns.empty() ? table_.columns.front().size()
           : groups_               ? groups_->size()
           : ranked_               ? ranked_->size()
                                   : 0;
  }

  void complain(const IssueCode& code, const detail::Said& message, const detail::Detail& expected,
                const Cell& cell, std::size_t row, const std::string& field) {
    Issue issue = make_issue(code, message, expected, cell.to_string());
    issue.row = row + 1;
    if (row < table_.units.size()) issue.unit = table_.units[row];
    add(std::move(issue), field);
  }

  /// The name of a unit or group; numbers, such as the codes of provinces, are names too.
  std::string label(const Cell& cell, std::size_t row, const std::string& field) {
    if (cell.is_missing()) return "";
    if (const auto* text = std::get_if<std::string>(&cell.value())) return *text;
    if (const auto* number = std::get_if<Rational>(&cell.value())) return number->to_string();
    complain(issue::value_type, detail::sentence::the_value_is_not_a_name,
             detail::sentence::text_or_a_number, cell, row, field);
    return std::to_string(row + 1);
  }

  bool is_ranked(const Cell& cell, std::size_t row) {
    detail::ColumnSpec yes_or_no;
    yes_or_no.type = InputType::boolean;
    detail::Value value;
    if (cell.is_missing()) return true;
    if (const IssueCode* wrong = detail::read_cell(yes_or_no, cell, value)) {
      complain(*wrong, detail::sentence::the_value_does_not_state_whether_ranked,
               detail::describe(yes_or_no), cell, row, roles_.ranked);
      return true;
    }
    return value.flag;
  }

  Roles roles_;
  bool nan_missing_;
  std::optional<Cells> units_;
  std::optional<Cells> groups_;
  std::optional<Cells> ranked_;
  Table table_;
  detail::IssueLog issues_;
};

std::pair<std::optional<Scores>, Issues> check_score_columns(
    const Plan& plan, const Columns& columns, std::optional<std::string> unit, std::string group,
    std::string ranked, bool nan_missing, const ScoreOptions& options) {
  ColumnReader reader({std::move(unit), std::move(group), std::move(ranked)}, nan_missing);
  {
    const Interruptible interruptible;
    reader.read(columns);
  }
  Issues issues = reader.take_issues();
  const Unlocked unlocked;
  auto checked = score(plan, reader.take_table(), options);
  if (checked && issues.empty()) return {std::move(checked).value(), {}};
  if (!checked) {
    detail::IssueLog all;
    for (const Issues* part : {&std::as_const(issues), &checked.issues()}) {
      for (const Issue& found : *part) all.add(found);
    }
    issues = all.take();
  }
  return {std::nullopt, std::move(issues)};
}

}  // namespace

void bind_table(py::module_& m) {
  bind_class<ScoreOptions>(m, "ScoreOptions");
  m.def(
      "score_options",
      [](bool allow_missing_columns, bool allow_unknown_columns, const std::string& keep,
         unsigned threads, const std::optional<Cohort>& cohort, bool part) {
        ScoreOptions options;
        options.cohort = cohort;
        options.part = part;
        options.allow_missing_columns = allow_missing_columns;
        options.allow_unknown_columns = allow_unknown_columns;
        options.keep = keep == "total" ? Keep::total : keep == "fields" ? Keep::fields : Keep::all;
        options.threads = threads;
        return options;
      },
      py::kw_only(), py::arg("allow_missing_columns"), py::arg("allow_unknown_columns"),
      py::arg("keep"), py::arg("threads"), py::arg("cohort").none(true), py::arg("part"),
      "How a table is scored.");
  m.def("check_score", &check_score_columns, py::arg("plan"), py::arg("columns"), py::kw_only(),
        py::arg("unit").none(true), py::arg("group"), py::arg("ranked"), py::arg("nan_missing"),
        py::arg("options"),
        "Scores columns, a list of (name, values); or says why the table cannot be scored.");
}

}  // namespace parindex::python
