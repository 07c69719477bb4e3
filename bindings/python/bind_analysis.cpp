// SPDX-License-Identifier: MIT
#include "convert.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <parindex/analysis/detail/sentences.hpp>
#include <parindex/analysis/weight_intervals.hpp>
#include <parindex/analysis/what_if.hpp>

namespace parindex::python {

namespace {

using GivenValues = std::vector<std::pair<std::string, py::object>>;

/// The values before, by column of the plan, and the scores after. Throws DataError with every
/// value that cannot be read or scored.
std::tuple<std::vector<Cell>, Scores, Comparison> with_values(const Scores& scores, std::size_t row,
                                                              const GivenValues& values) {
  OtherValues others;
  Issues wrong;
  for (const auto& [column, value] : values) {
    GivenCell given = to_cell(value);
    if (!given.issue) {
      others.emplace_back(column, std::move(given.cell));
      continue;
    }
    Issue& issue = wrong.emplace_back(*std::move(given.issue));
    issue.row = row + 1;
    issue.unit = scores.unit(row);
    issue.field = column;
  }
  Checked<WhatIf> found = [&] {
    const Unlocked unlocked;
    return what_if(scores, row, others);
  }();
  wrong.insert(wrong.end(), found.issues().begin(), found.issues().end());
  if (!wrong.empty()) {
    throw DataError(detail::sentence::the_values_cannot_be_scored, std::move(wrong));
  }
  std::vector<Cell> before;
  for (const ValueChange& change : found->changes) before.push_back(change.before);
  return {std::move(before), found->comparison.after, found->comparison};
}

/// An end of an interval is a fraction, whatever its value.
ProvenNumber end_of(const std::optional<Rational>& end) { return {end, false, {}}; }

using Ends = std::tuple<ProvenNumber, ProvenNumber, bool, bool>;

/// The rows of the two units, the one that is ahead first, if they are equal anywhere; and for each
/// weight the ends, and whether each is exact.
std::pair<WeightInterval::Pair, Listed<Ends>> between(const WeightIntervals& intervals,
                                                      std::size_t first, std::size_t second) {
  WeightInterval::Pair pair(first, second);
  Listed<Ends> rows;
  for (const WeightInterval& one : intervals.between(first, second)) {
    if (one.at_low) pair = *one.at_low;
    if (one.at_high) pair = *one.at_high;
    rows.add(end_of(one.low), end_of(one.high), one.low_exact, one.high_exact);
  }
  return {pair, std::move(rows)};
}

using OptionalPair = std::optional<WeightInterval::Pair>;
using OrderRow = std::tuple<ProvenNumber, ProvenNumber, OptionalPair, OptionalPair, bool, bool>;

Listed<OrderRow> order(const WeightIntervals& intervals) {
  const Unlocked unlocked;
  Listed<OrderRow> rows;
  for (const WeightInterval& one : intervals.order()) {
    rows.add(end_of(one.low), end_of(one.high), one.at_low, one.at_high, one.low_exact,
             one.high_exact);
  }
  return rows;
}

}  // namespace

void bind_analysis(py::module_& m) {
  m.def("what_if", &with_values, py::arg("scores"), py::arg("row"), py::arg("values"),
        "The table with other values of a row, a list of (column, value): the values before by "
        "column of the plan, the scores after, and the comparison.");
  bind_class<WeightIntervals>(m, "WeightIntervals")
      .def_property_readonly("rows",
                             [](const WeightIntervals& intervals) { return intervals.rows(); })
      .def_property_readonly("codes",
                             [](const WeightIntervals& intervals) { return intervals.codes(); })
      .def_property_readonly("weights",
                             [](const WeightIntervals& intervals) {
                               Listed<ProvenNumber> weights;
                               for (const Rational& weight : intervals.weights()) {
                                 weights.add(end_of(weight));
                               }
                               return weights;
                             })
      .def_property_readonly("left_out",
                             [](const WeightIntervals& intervals) {
                               std::vector<std::tuple<std::string, std::string, std::string>> rows;
                               for (const LeftOutWeight& one : intervals.left_out()) {
                                 rows.emplace_back(one.code, one.reason, one.reason_vi);
                               }
                               return rows;
                             })
      .def("between", &between, py::arg("first"), py::arg("second"))
      .def("order", &order);
  m.def("weight_intervals", &weight_intervals, py::arg("scores"),
        "The interval of each weight in which units keep their order.", NoGil());
}

}  // namespace parindex::python
