// SPDX-License-Identifier: MIT
// Figures of many units and nodes at once, for NumPy, pandas and dictionaries.
#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include <parindex/engine/detail/row_outcomes.hpp>
#include <parindex/engine/detail/scored_block.hpp>
#include <parindex/engine/detail/scores_access.hpp>
#include <parindex/engine/detail/whole_column.hpp>

#include <pybind11/typing.h>

#include "convert.hpp"
#include "sentences.hpp"

namespace parindex::python {

namespace {

/// One figure of a node for every row.
class NodeFigure {
 public:
  enum class Which { points, max, index };

  static Which which(const std::string& name) {
    return name == "points" ? Which::points : name == "max" ? Which::max : Which::index;
  }

  NodeFigure(const Scores& scores, std::size_t position, Which figure)
      : scores_(ScoresAccess::state(scores)), position_(position), figure_(figure) {
    const TerminatingFigures& proven = scores_.plan.state().terminating[position];
    const detail::PlanNode& node = scores_.plan.state().nodes[position];
    switch (figure) {
      case Which::points:
        form_ = {{}, proven.points, node.node->rounding};
        whole_ = detail::whole_points(scores_, position);
        break;
      case Which::max:
        form_ = {{}, proven.max, {}};
        whole_ = detail::whole_max(scores_, position);
        break;
      case Which::index:
        form_ = {{}, proven.index, node.index_rounding};
        whole_ = node.index_rounding ? detail::whole_index(scores_, position, *node.index_rounding)
                                     : detail::whole_index_exact(scores_, position);
        break;
    }
  }

  /// The nearest doubles; NaN for a row without the figure.
  void write(double* out) const {
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    if (!whole_) {
      for (std::size_t row = 0; row < scores_.rows; ++row) {
        detail::stop_point(300);
        const auto value = at(row);
        out[row] = value ? value->to_double() : none;
      }
      return;
    }
    const Rational& unit = whole_->unit;
    constexpr std::int64_t exact = std::int64_t{1} << 53;  // up to here a double is a whole number
    const bool narrow = unit.is_small() && unit.small_denominator() <= exact;
    const std::int64_t num = narrow ? unit.small_numerator() : 1;
    const auto den = static_cast<double>(narrow ? unit.small_denominator() : 1);
    const std::int64_t most = narrow ? exact / num : -1;
    for (std::size_t row = 0; row < scores_.rows; ++row) {
      detail::stop_point_at(row, 5);
      const std::int64_t value = whole_->values[row];
      if (value == detail::WholeColumn::none) {
        out[row] = none;
      } else if (value <= most && value >= -most) {
        // Both are whole numbers, so the division rounds once and correctly.
        out[row] = static_cast<double>(value * num) / den;
      } else {
        out[row] = (unit * value).to_double();
      }
    }
  }

  /// Exact numbers; None for a row without the figure. Equal ones are one object, because making a
  /// Decimal takes much longer than looking it up.
  py::list objects() const {
    py::list out(scores_.rows);
    std::unordered_map<std::int64_t, py::object> made;
    for (std::size_t row = 0; row < scores_.rows; ++row) {
      detail::stop_point_at(row, 50);
      if (!whole_) {
        out[row] = number(at(row));
      } else if (whole_->values[row] == detail::WholeColumn::none) {
        out[row] = py::none();
      } else {
        const std::int64_t value = whole_->values[row];
        auto found = made.find(value);
        if (found == made.end()) {
          found = made.emplace(value, number(whole_->unit * value)).first;
        }
        out[row] = found->second;
      }
    }
    return out;
  }

 private:
  py::object number(const std::optional<Rational>& value) const {
    return to_number(ProvenNumber{value, form_.terminates, form_.rounding});
  }

  std::optional<Rational> at(std::size_t row) const {
    const detail::NodeOutcome outcome = scores_.kept_outcome(row, position_);
    if (outcome.status != Status::ok) return std::nullopt;
    if (figure_ == Which::points) return outcome.points;
    if (figure_ == Which::max) return outcome.max;
    return detail::to_result(scores_.plan.state(), outcome, position_).index;
  }

  const detail::ScoresState& scores_;
  const std::size_t position_;
  const Which figure_;
  ProvenNumber form_;
  std::optional<detail::WholeColumn> whole_;
};

/// Throws Error for a node that the plan lacks.
void check_nodes(const Scores& scores, const std::vector<std::size_t>& nodes) {
  for (const std::size_t position : nodes) scores.plan().node(position);
}

using Positions = std::vector<std::size_t>;

Scores unlocked_complete(const Scores& scores) {
  const Unlocked unlocked;
  return detail::complete(scores);
}

void write_figures(const Scores& scores, const Positions& nodes, const std::string& figure,
                   const py::buffer& out) {
  check_nodes(scores, nodes);
  const py::buffer_info room = out.request();
  const auto wanted = static_cast<py::ssize_t>(nodes.size() * scores.size());
  const bool flat = room.ndim == 1 && room.strides[0] == room.itemsize;
  const bool fits = room.format == py::format_descriptor<double>::format() && room.size == wanted;
  if (room.readonly || !fits || !flat) {
    throw WrongTypeError(detail::sentence::the_buffer_does_not_fit_the_figures);
  }
  auto* to = static_cast<double*>(room.ptr);
  const Unlocked unlocked;
  const Scores whole = detail::complete(scores);
  for (const std::size_t position : nodes) {
    NodeFigure(whole, position, NodeFigure::which(figure)).write(to);
    to += scores.size();
  }
}

using Objects = py::typing::List<py::object>;

py::typing::List<Objects> figure_lists(const Scores& scores, const Positions& nodes,
                                       const std::string& figure) {
  check_nodes(scores, nodes);
  const Scores whole = unlocked_complete(scores);
  const Interruptible interruptible;
  py::typing::List<Objects> columns;
  for (const std::size_t position : nodes) {
    columns.append(NodeFigure(whole, position, NodeFigure::which(figure)).objects());
  }
  return columns;
}

py::typing::List<py::typing::List<py::str>> status_lists(const Scores& scores,
                                                         const Positions& nodes) {
  check_nodes(scores, nodes);
  const Scores whole = unlocked_complete(scores);
  const detail::ScoresState& state = ScoresAccess::state(whole);
  const auto words = status_words();
  const Interruptible interruptible;
  py::typing::List<py::typing::List<py::str>> columns;
  for (const std::size_t position : nodes) {
    py::list column(scores.size());
    for (std::size_t row = 0; row < scores.size(); ++row) {
      detail::stop_point_at(row, 50);
      const Status status =
          state.scaled(row, position) ? Status::ok : state.kept_outcome(row, position).status;
      column[row] = words[static_cast<std::size_t>(status)];
    }
    columns.append(column);
  }
  return columns;
}

/// The rank of each row; None for a row without one.
Listed<std::optional<std::size_t>> ranks(const Ranking& ranking, const Scores& scores) {
  std::vector<std::optional<std::size_t>> of(scores.size());
  for (const RankEntry& entry : ranking.entries) {
    ScoresAccess::state(scores).check_row(entry.row);
    of[entry.row] = entry.rank;
  }
  Listed<std::optional<std::size_t>> found;
  for (const auto& rank : of) found.add(rank);
  return found;
}

}  // namespace

std::array<py::str, 4> status_words() {
  return {py::str(to_string(Status::ok)), py::str(to_string(Status::excluded)),
          py::str(to_string(Status::unavailable)), py::str(to_string(Status::error))};
}

void bind_figures(py::class_<Scores>& scores, py::class_<Ranking>& ranking) {
  scores
      .def(
          "block",
          [](const Scores& whole, std::size_t begin, std::size_t end) {
            const Unlocked unlocked;
            if (begin > end || end > whole.size()) {
              ScoresAccess::state(whole).check_row(whole.size());  // throws
            }
            return detail::ScoredBlock(whole, begin, end).scores();
          },
          py::arg("begin"), py::arg("end"),
          "The rows from begin to end, or more of them, with the results of every node.")
      .def("write_figures", &write_figures, py::arg("nodes"), py::arg("figure"), py::arg("out"),
           "Fills a buffer of doubles, node by node.")
      .def("figure_lists", &figure_lists, py::arg("nodes"), py::arg("figure"),
           "For each node a list of exact numbers by row.")
      .def("status_lists", &status_lists, py::arg("nodes"),
           "For each node a list of statuses by row.");
  ranking.def("ranks", &ranks, py::arg("scores"), "The rank of each row.");
}

}  // namespace parindex::python
