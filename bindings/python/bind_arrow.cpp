// SPDX-License-Identifier: MIT
#include <memory>
#include <string>
#include <utility>

#include <parindex/detail/make_issue.hpp>
#include <parindex/detail/text.hpp>
#include <parindex/io/arrow.hpp>

#include "convert.hpp"
#include "sentences.hpp"

namespace parindex::python {

namespace {

/// Takes a structure out of a capsule while the interpreter is locked: two threads may have the
/// same capsule, and only one of them gets the structure. Returns nothing for any other object.
template <class T>
std::optional<T> take(const py::handle& capsule, const char* name) {
  if (PyCapsule_IsValid(capsule.ptr(), name) == 0) return std::nullopt;
  auto* const held = static_cast<T*>(PyCapsule_GetPointer(capsule.ptr(), name));
  T taken = *held;
  held->release = nullptr;
  return taken;
}

Checked<Table> no_capsule(const char* name, const py::handle& found) {
  return Issues{make_issue(issue::table_malformed,
                           detail::sentence::the_object_did_not_provide_arrow_data,
                           detail::say(detail::sentence::a_capsule_named, name), type_name(found))};
}

/// Names in normal form C, as everywhere in the library; most already are.
void normalise(std::string& name) {
  if (!detail::has_combining_mark(name)) return;
  if (auto normal = to_utf8(to_text(name))) name = *std::move(normal);
}

/// `data` is an arrow_array_stream capsule, or a pair of arrow_schema and arrow_array.
Checked<Table> read_capsules(const py::object& data, const ColumnRoles& roles) {
  if (PyTuple_Check(data.ptr()) && PyTuple_GET_SIZE(data.ptr()) == 2) {
    const py::handle first = PyTuple_GET_ITEM(data.ptr(), 0);
    const py::handle second = PyTuple_GET_ITEM(data.ptr(), 1);
    if (PyCapsule_IsValid(second.ptr(), "arrow_array") == 0) {
      return no_capsule("arrow_array", second);
    }
    auto schema = take<ArrowSchema>(first, "arrow_schema");
    if (!schema) return no_capsule("arrow_schema", first);
    auto array = take<ArrowArray>(second, "arrow_array");
    const Unlocked unlocked;
    return read_arrow(&*schema, &*array, roles);
  }
  auto source = take<ArrowArrayStream>(data, "arrow_array_stream");
  if (!source) return no_capsule("arrow_array_stream", data);
  const Unlocked unlocked;  // a producer in Python acquires the lock itself
  return read_arrow(&*source, roles);
}

/// Reads Arrow capsules as a table, with names in normal form C, and passes it to a function.
template <class Result>
std::pair<std::optional<Result>, Issues> with_arrow_table(
    const Plan& plan, const py::object& data, const ColumnRoles& roles, const ScoreOptions& options,
    Checked<Result> (*use)(const Plan&, Table, const ScoreOptions&)) {
  auto read = read_capsules(data, roles);
  if (!read) return {std::nullopt, read.issues()};
  Table table = std::move(read).value();
  {
    const Interruptible interruptible;
    for (auto* names : {&table.units, &table.groups}) {
      for (std::string& name : *names) {
        detail::stop_point(100);
        normalise(name);
      }
    }
    for (Column& column : table.columns) normalise(column.name);
  }
  const Unlocked unlocked;
  auto checked = use(plan, std::move(table), options);
  if (!checked) return {std::nullopt, checked.issues()};
  return {std::move(checked).value(), {}};
}

/// What `score`, `cohort_of` or `prepare` makes of Arrow data.
template <class Result, Checked<Result> (*use)(const Plan&, Table, const ScoreOptions&)>
std::pair<std::optional<Result>, Issues> check_arrow(const Plan& plan, const py::object& data,
                                                     std::optional<std::string> unit,
                                                     std::string group, std::string ranked,
                                                     const ScoreOptions& options) {
  return with_arrow_table<Result>(
      plan, data, {std::move(unit), std::move(group), std::move(ranked)}, options, use);
}

// A capsule owns its structure until a consumer moves it out and leaves release empty.
template <class T>
py::capsule wrap(std::unique_ptr<T> value, const char* name) {
  return py::capsule(value.release(), name, [](PyObject* capsule) {
    auto* const held = static_cast<T*>(PyCapsule_GetPointer(capsule, PyCapsule_GetName(capsule)));
    if (held->release) held->release(held);
    delete held;
  });
}

ArrowNumbers numbers_of(const std::string& word) {
  return word == "float64"    ? ArrowNumbers::float64
         : word == "declared" ? ArrowNumbers::declared
                              : ArrowNumbers::decimal;
}

/// `write` fills a stream without the interpreter lock.
template <class Write>
py::capsule to_stream(const Write& write) {
  auto stream = std::make_unique<ArrowArrayStream>();
  {
    const Unlocked unlocked;
    write(stream.get());
  }
  return wrap(std::move(stream), "arrow_array_stream");
}

}  // namespace

void bind_arrow(py::module_& m) {
  m.def("check_score_arrow", &check_arrow<Scores, &score>, py::arg("plan"), py::arg("data"),
        py::kw_only(), py::arg("unit").none(true), py::arg("group"), py::arg("ranked"),
        py::arg("options"), "Scores Arrow capsules; or says why it cannot be scored.");
  m.def("check_cohort_arrow", &check_arrow<Cohort, &cohort_of>, py::arg("plan"), py::arg("data"),
        py::kw_only(), py::arg("unit").none(true), py::arg("group"), py::arg("ranked"),
        py::arg("options"), "The units of Arrow capsules as a cohort; or says why there is none.");
  m.def("check_prepare_arrow", &check_arrow<PreparedTable, &prepare>, py::arg("plan"),
        py::arg("data"), py::kw_only(), py::arg("unit").none(true), py::arg("group"),
        py::arg("ranked"), py::arg("options"),
        "Prepares Arrow capsules; or says why they cannot be scored.");
  m.def(
      "part_to_arrow",
      [](const Scores& scores, const std::string& numbers, bool groups) {
        return to_stream([&](ArrowArrayStream* out) {
          write_arrow_part(scores, numbers_of(numbers), groups, out);
        });
      },
      py::arg("scores"), py::arg("numbers"), py::arg("groups"),
      "Results of a part of the units as an arrow_array_stream capsule; numbers are \"declared\" "
      "or "
      "\"float64\".");
  m.def(
      "empty_part_to_arrow",
      [](const Plan& plan, const std::string& numbers, bool groups) {
        return to_stream([&](ArrowArrayStream* out) {
          write_arrow_part(plan, numbers_of(numbers), groups, out);
        });
      },
      py::arg("plan"), py::arg("numbers"), py::arg("groups"),
      "The columns of `part_to_arrow` without a row.");
  m.def(
      "keys_to_arrow",
      [](const Scores& scores, const std::string& node, const std::string& on,
         const std::string& stage, std::vector<std::string> tie_break) {
        RankRule rule;
        rule.on = on == "points" ? Figure::points : Figure::index;
        rule.stage = stage == "rounded" ? FigureStage::rounded : FigureStage::exact;
        rule.tie_break = std::move(tie_break);
        return to_stream([&](ArrowArrayStream* out) { write_arrow_keys(scores, rule, node, out); });
      },
      py::arg("scores"), py::kw_only(), py::arg("node"), py::arg("on"), py::arg("stage"),
      py::arg("tie_break"), "What a ranking compares, as an arrow_array_stream capsule.");
  m.def(
      "to_arrow",
      [](const Scores& scores, const std::string& numbers, bool every_node) {
        const ArrowNodes nodes = every_node ? ArrowNodes::all : ArrowNodes::fields;
        return to_stream(
            [&](ArrowArrayStream* out) { write_arrow(scores, numbers_of(numbers), out, nodes); });
      },
      py::arg("scores"), py::arg("numbers"), py::arg("every_node"),
      "Results as an arrow_array_stream capsule; numbers are \"decimal\" or \"float64\".");
  m.def(
      "ranking_to_arrow",
      [](const Ranking& ranking, const Scores& scores, const std::string& numbers) {
        return to_stream(
            [&](ArrowArrayStream* out) { write_arrow(ranking, scores, numbers_of(numbers), out); });
      },
      py::arg("ranking"), py::arg("scores"), py::arg("numbers"),
      "A ranking as an arrow_array_stream capsule; numbers are \"decimal\" or \"float64\".");
}

}  // namespace parindex::python
