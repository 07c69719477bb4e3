// SPDX-License-Identifier: MIT
// One unit at a time from a dictionary, without a table.
#include <cmath>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <parindex/engine/detail/plan_state.hpp>
#include <parindex/engine/score.hpp>

#include <pybind11/typing.h>

#include "convert.hpp"

namespace parindex::python {

namespace {

/// Status, points, maximum and index of the total.
using TotalRow = std::tuple<std::string_view, ProvenNumber, ProvenNumber, ProvenNumber>;

using Given = py::typing::Dict<py::object, py::object>;

/// What a plan needs to read a dictionary: the place of each name, and the number that stands for
/// each text of a column. It knows only what needs no check; for anything else a table is scored,
/// which has the same results and says what is wrong.
class UnitReader {
 public:
  UnitReader(const Plan& plan, bool allow_missing) : plan_(plan), allow_missing_(allow_missing) {
    const detail::PlanState& state = plan.state();
    for (std::size_t i = 0; i < state.columns.size(); ++i) {
      place_of_[to_text(state.columns[i].name)] = i;
      py::dict& texts = texts_.emplace_back();
      if (state.columns[i].type == InputType::choice) {
        const auto& options = state.specs[i].options;
        for (std::size_t k = 0; k < options.size(); ++k) {
          if (!state.markers.contains(options[k])) texts[to_text(options[k])] = k;
        }
      } else if (state.columns[i].type == InputType::boolean) {
        if (!state.markers.contains("yes")) texts["yes"] = 1;
        if (!state.markers.contains("no")) texts["no"] = 0;
      }
    }
    for (const char* const role : {"unit", "group", "ranked"}) {
      if (place_of_.contains(role)) simple_ = false;
    }
  }

  /// The total, or nothing if the dictionary needs a table.
  std::optional<TotalRow> score(const Given& given) {
    if (!simple_) return std::nullopt;
    std::unique_ptr<Worker> worker = take();
    std::optional<TotalRow> row;
    if (const auto group = read(given, worker->values)) {
      const std::string own(*group);  // another thread may change the dictionary
      const NodeResult total = [&] {
        const py::gil_scoped_release unlocked;
        return worker->scorer.score(worker->values, own);
      }();
      // A row with an issue names the unit and its place, which only a table knows.
      if (worker->scorer.issues().empty()) row = row_of(total);
    }
    idle_.push_back(std::move(worker));
    return row;
  }

 private:
  /// A scorer serves one thread at a time. The interpreter lock guards the list.
  struct Worker {
    explicit Worker(const Plan& plan) : scorer(plan), values(plan.columns().size()) {}
    RowScorer scorer;
    std::vector<double> values;
  };

  std::unique_ptr<Worker> take() {
    if (idle_.empty()) return std::make_unique<Worker>(plan_);
    std::unique_ptr<Worker> worker = std::move(idle_.back());
    idle_.pop_back();
    return worker;
  }

  TotalRow row_of(const NodeResult& total) const {
    const TerminatingFigures& proven = plan_.terminating()[0];
    const detail::PlanNode& root = plan_.state().nodes[0];
    return {to_string(total.status), ProvenNumber{total.points, proven.points, root.node->rounding},
            ProvenNumber{total.max, proven.max, {}},
            ProvenNumber{total.index, proven.index, root.index_rounding}};
  }

  /// Reads the values, and returns the group.
  std::optional<std::string_view> read(const py::dict& given, std::vector<double>& values) const {
    constexpr double missing = std::numeric_limits<double>::quiet_NaN();
    values.assign(values.size(), missing);
    std::size_t found = 0;
    std::string_view group;
    PyObject* key = nullptr;
    PyObject* value = nullptr;
    for (Py_ssize_t at = 0; PyDict_Next(given.ptr(), &at, &key, &value) != 0;) {
      // The methods of other types may run code of the caller, which may change the dictionary.
      if (!PyUnicode_CheckExact(key)) return std::nullopt;
      PyObject* const place = PyDict_GetItemWithError(place_of_.ptr(), key);
      if (place != nullptr) {
        const std::size_t column = PyLong_AsSize_t(place);
        const auto number = number_of(column, value);
        if (!number) return std::nullopt;
        values[column] = *number;
        ++found;
      } else if (!read_role(key, value, group)) {
        return std::nullopt;
      }
    }
    if (found != values.size() && !allow_missing_) return std::nullopt;
    return group;
  }

  /// False for a name that is not that of a role, and for a value that needs a check.
  static bool read_role(PyObject* key, PyObject* value, std::string_view& group) {
    if (!PyUnicode_IS_ASCII(key)) return false;
    if (PyUnicode_CompareWithASCIIString(key, "ranked") == 0) return PyBool_Check(value) != 0;
    const bool is_group = PyUnicode_CompareWithASCIIString(key, "group") == 0;
    if (!is_group && PyUnicode_CompareWithASCIIString(key, "unit") != 0) return false;
    if (!PyUnicode_CheckExact(value)) return false;
    // A text with half a surrogate pair has no bytes.
    Py_ssize_t size = 0;
    const char* const bytes = PyUnicode_AsUTF8AndSize(value, &size);
    if (bytes == nullptr) PyErr_Clear();
    constexpr Py_ssize_t most = 200;
    if (bytes == nullptr || size > most) return false;
    if (!is_group) return size > 0;
    if (!PyUnicode_IS_ASCII(value)) return false;  // it may have another normal form
    group = {bytes, static_cast<std::size_t>(size)};
    return true;
  }

  /// The double that means a value to `RowScorer`; NaN for a missing one.
  std::optional<double> number_of(std::size_t column, PyObject* value) const {
    const InputType type = plan_.columns()[column].type;
    const bool numeric = type == InputType::number || type == InputType::count;
    if (value == Py_None) return std::numeric_limits<double>::quiet_NaN();
    if (PyFloat_CheckExact(value)) {
      const double number = PyFloat_AS_DOUBLE(value);
      return numeric && std::isfinite(number) ? std::optional(number) : std::nullopt;
    }
    if (PyLong_CheckExact(value)) {
      constexpr long long exact = 1LL << 53;  // up to here a double is a whole number
      int overflow = 0;
      const long long number = PyLong_AsLongLongAndOverflow(value, &overflow);
      const bool fits = overflow == 0 && number <= exact && number >= -exact;
      return numeric && fits ? std::optional(static_cast<double>(number)) : std::nullopt;
    }
    if (PyBool_Check(value)) {
      return type == InputType::boolean ? std::optional(value == Py_True ? 1.0 : 0.0)
                                        : std::nullopt;
    }
    if (!PyUnicode_CheckExact(value)) return std::nullopt;
    PyObject* const known = PyDict_GetItemWithError(texts_[column].ptr(), value);
    return known == nullptr ? std::nullopt : std::optional(PyLong_AsDouble(known));
  }

  const Plan plan_;
  const bool allow_missing_;
  bool simple_ = true;  // no column has the name of a role
  py::dict place_of_;
  std::vector<py::dict> texts_;  // for each column
  std::vector<std::unique_ptr<Worker>> idle_;
};

}  // namespace

void bind_scorer(py::module_& m) {
  bind_class<UnitReader>(m, "UnitReader")
      .def("score", &UnitReader::score, py::arg("given"),
           "Status, points, maximum and index; None if a table must be scored.");
  m.def(
      "unit_reader",
      [](const Plan& plan, bool allow_missing) {
        return std::make_unique<UnitReader>(plan, allow_missing);
      },
      py::arg("plan"), py::arg("allow_missing"), "Reads units of a plan.");
}

}  // namespace parindex::python
