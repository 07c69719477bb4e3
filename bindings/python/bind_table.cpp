// SPDX-License-Identifier: MIT
#include "buffer_column.hpp"
#include "coded_column.hpp"
#include "convert.hpp"
#include "delimited_column.hpp"
#include "sentences.hpp"

#include <utility>

#include <pybind11/typing.h>
#include <parindex/detail/issue_log.hpp>
#include <parindex/detail/make_issue.hpp>
#include <parindex/detail/sentences.hpp>
#include <parindex/engine/detail/table_builder.hpp>

namespace parindex::python {

namespace {

using Columns = py::typing::List<py::typing::Tuple<py::str, py::object>>;

/// Reads Python columns into a table and collects every issue. A value that cannot be read becomes
/// a missing cell, so that the rest is also checked.
///
/// Python code may run whenever a value is read, and may change any list. So the items are first
/// copied to a tuple, and only the tuple is iterated. The length is known only then: a class
/// derived from list may report any length.
class ColumnReader {
 public:
  ColumnReader(ColumnRoles roles, bool nan_missing)
      : builder_(std::move(roles), issues_), nan_missing_(nan_missing) {}

  Table read(const Columns& columns) {
    for (const py::handle item : items_of(columns)) {
      if (!PyTuple_Check(item.ptr()) || PyTuple_GET_SIZE(item.ptr()) != 2 ||
          !PyUnicode_Check(PyTuple_GET_ITEM(item.ptr(), 0))) {
        throw WrongTypeError(detail::sentence::columns_must_be_pairs);
      }
      const auto name = to_utf8(PyTuple_GET_ITEM(item.ptr(), 0));
      if (!name) {
        issues_.add(make_issue(issue::text_not_utf8, detail::sentence::column_name_half_surrogate));
        continue;
      }
      builder_.add(read_column(*name, PyTuple_GET_ITEM(item.ptr(), 1)));
    }
    return builder_.finish();
  }

  Issues take_issues() { return issues_.take(); }

 private:
  Column read_column(const std::string& name, py::handle values) {
    if (py::isinstance<DelimitedColumn>(values)) {
      return Column::over(name, values.cast<const DelimitedColumn&>().source);
    }
    if (py::isinstance<CodedColumn>(values)) {
      return Column::over(name, values.cast<const CodedColumn&>().source);
    }
    if (auto lent = BufferColumn::make(values, name, nan_missing_)) {
      return Column::over(name, std::move(lent));
    }
    return {name, read_cells(name, values)};
  }

  std::vector<Cell> read_cells(const std::string& name, py::handle values) {
    const py::tuple items =
        PyObject_CheckBuffer(values.ptr()) ? items_of_array(name, values) : items_of(values);
    std::vector<Cell> cells;
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

  /// Reads the values of an array that the engine cannot read in place, one by one.
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

  void add(Issue issue, const std::string& field) {
    issue.field = field;
    issues_.add(std::move(issue));
  }

  detail::IssueLog issues_;
  detail::TableBuilder builder_;
  bool nan_missing_;
};

/// Reads columns as a table and passes it to a function: `score`, `cohort_of` or `prepare`.
template <class Result, Checked<Result> (*use)(const Plan&, Table, const ScoreOptions&)>
std::pair<std::optional<Result>, Issues> check_columns(const Plan& plan, const Columns& columns,
                                                       std::optional<std::string> unit,
                                                       std::string group, std::string ranked,
                                                       bool nan_missing,
                                                       const ScoreOptions& options) {
  ColumnReader reader({std::move(unit), std::move(group), std::move(ranked)}, nan_missing);
  Table table = [&] {
    const Interruptible interruptible;
    return reader.read(columns);
  }();
  Issues issues = reader.take_issues();
  const Unlocked unlocked;
  auto checked = use(plan, std::move(table), options);
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

Keep keep_of(const std::string& word) {
  return word == "total" ? Keep::total : word == "fields" ? Keep::fields : Keep::all;
}

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
        options.keep = keep_of(keep);
        options.threads = threads;
        return options;
      },
      py::kw_only(), py::arg("allow_missing_columns"), py::arg("allow_unknown_columns"),
      py::arg("keep"), py::arg("threads"), py::arg("cohort").none(true), py::arg("part"),
      "How a table is scored.");
  m.def("check_score", &check_columns<Scores, &score>, py::arg("plan"), py::arg("columns"),
        py::kw_only(), py::arg("unit").none(true), py::arg("group"), py::arg("ranked"),
        py::arg("nan_missing"), py::arg("options"),
        "Scores columns, a list of (name, values); or says why the table cannot be scored.");
  bind_class<PreparedTable>(m, "PreparedTable", "A table that was read for a plan.")
      .def("__len__", &PreparedTable::size, "The number of units.")
      .def_property_readonly(
          "fingerprint", [](const PreparedTable& table) { return table.fingerprint(); },
          "The fingerprint of the plan.");
  m.def("check_prepare", &check_columns<PreparedTable, &prepare>, py::arg("plan"),
        py::arg("columns"), py::kw_only(), py::arg("unit").none(true), py::arg("group"),
        py::arg("ranked"), py::arg("nan_missing"), py::arg("options"),
        "Prepares columns, a list of (name, values); or says why they cannot be scored.");
  m.def(
      "score_prepared",
      [](const Plan& plan, const PreparedTable& table,
         const ScoreOptions& options) -> std::pair<std::optional<Scores>, Issues> {
        const Unlocked unlocked;
        auto checked = score(plan, table, options);
        if (!checked) return {std::nullopt, checked.issues()};
        return {std::move(checked).value(), {}};
      },
      py::arg("plan"), py::arg("table"), py::arg("options"),
      "Scores a prepared table; or says why it cannot be scored.");
  m.def("check_cohort", &check_columns<Cohort, &cohort_of>, py::arg("plan"), py::arg("columns"),
        py::kw_only(), py::arg("unit").none(true), py::arg("group"), py::arg("ranked"),
        py::arg("nan_missing"), py::arg("options"),
        "The units of columns, a list of (name, values), as a cohort; or says why there is none.");
}

}  // namespace parindex::python
