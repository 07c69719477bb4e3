// SPDX-License-Identifier: MIT
#include "convert.hpp"

#include <algorithm>
#include <memory>
#include <tuple>
#include <utility>

#include <pybind11/typing.h>
#include <parindex/io/json.hpp>
#include <parindex/rubric/detail/proof/terminating.hpp>
#include <parindex/rubric/detail/statistics.hpp>

namespace parindex::python {

namespace {

/// A node in a tree that stays complete: each node that Python holds shares ownership of the root.
class TraceNode {
 public:
  TraceNode(Trace root, Plan plan)
      : TraceNode(std::make_shared<const Trace>(std::move(root)), std::move(plan)) {}

  const Trace& operator*() const { return *at_; }
  TraceNode inner(const Trace& node) const {
    return {std::shared_ptr<const Trace>(at_, &node), plan_};
  }
  /// Which of the node's figures are proven finite.
  const TerminatingFigures& proven() const { return plan_.terminating()[position_]; }
  bool statistics_terminate() const {
    const Node& node = plan_.node(position_);
    const auto asked = parindex::detail::statistics_of(*node.rule);
    return std::all_of(asked.begin(), asked.end(), [&](const Expression* each) {
      return parindex::detail::terminates(*each, node);
    });
  }

 private:
  TraceNode(std::shared_ptr<const Trace> at, Plan plan)
      : at_(std::move(at)), plan_(std::move(plan)), position_(*plan_.find(at_->code)) {}
  std::shared_ptr<const Trace> at_;
  Plan plan_;
  std::size_t position_;
};

using InputRow = std::tuple<std::string, std::string, Cell, std::optional<std::string>,
                            std::optional<std::string>>;

std::vector<InputRow> inputs(const TraceNode& node) {
  std::vector<InputRow> rows;
  for (const TraceInput& input : (*node).inputs) {
    const auto& from = input.origin;
    rows.emplace_back(input.name, input.column, input.value,
                      from ? std::optional(from->layer) : std::nullopt,
                      from ? std::optional(from->date) : std::nullopt);
  }
  return rows;
}

using StepRow =
    std::tuple<std::string_view, std::string, std::string, Titles, ProvenNumber, std::string>;

using SourceDict = py::typing::Dict<py::str, py::str>;

py::typing::Optional<SourceDict> source(const TraceNode& node) {
  const auto& from = (*node).source;
  if (!from) return py::none();
  SourceDict out;
  const auto put = [&](const char* key, const std::string& value) {
    if (!value.empty()) out[key] = value;
  };
  put("document", from->document);
  put("date", from->date);
  put("clause", from->clause);
  put("url", from->url);
  put("note", from->note);
  return out;
}

std::vector<TraceNode> children(const TraceNode& node) {
  std::vector<TraceNode> out;
  for (const Trace& child : (*node).children) out.push_back(node.inner(child));
  return out;
}

template <auto Member>
auto field() {
  return [](const TraceNode& node) { return (*node).*Member; };
}

}  // namespace

void bind_trace(py::module_& m) {
  bind_class<TraceNode>(m, "Trace")
      .def_property_readonly("code", field<&Trace::code>())
      .def_property_readonly("titles", field<&Trace::title>())
      .def_property_readonly("kind", field<&Trace::kind>())
      .def_property_readonly("layer", field<&Trace::layer>())
      .def_property_readonly(
          "status", [](const TraceNode& node) { return std::string(to_string((*node).status)); })
      .def_property_readonly("inputs", &inputs)
      .def_property_readonly("quantity",
                             [](const TraceNode& node) {
                               return ProvenNumber{(*node).quantity, node.proven().quantity, {}};
                             })
      .def_property_readonly("quantity_text", field<&Trace::quantity_text>())
      .def_property_readonly("branch", field<&Trace::branch>())
      .def_property_readonly(
          "statistics",
          [](const TraceNode& node) {
            std::vector<std::pair<std::string, py::object>> all;
            if ((*node).statistics.empty()) return all;
            const bool terminates = node.statistics_terminate();
            for (const TraceStatistic& each : (*node).statistics) {
              all.emplace_back(each.text, to_number(ProvenNumber{each.value, terminates, {}}));
            }
            return all;
          })
      .def_property_readonly("branch_text", field<&Trace::branch_text>())
      .def_property_readonly(
          "steps",
          [](const TraceNode& node) {
            std::vector<StepRow> rows;
            for (const TraceStep& step : (*node).steps) {
              rows.emplace_back(to_string(step.kind), step.pointer, step.text, step.title,
                                ProvenNumber{step.points, node.proven().exact, {}}, step.text_vi);
            }
            return rows;
          })
      .def_property_readonly("weight", field<&Trace::weight>())
      .def_property_readonly("exact",
                             [](const TraceNode& node) {
                               return ProvenNumber{(*node).exact, node.proven().exact, {}};
                             })
      .def_property_readonly("rounding", field<&Trace::rounding>())
      .def_property_readonly("points",
                             [](const TraceNode& node) {
                               return ProvenNumber{(*node).points, node.proven().points,
                                                   (*node).rounding};
                             })
      .def_property_readonly("declared_max", field<&Trace::declared_max>())
      .def_property_readonly(
          "max",
          [](const TraceNode& node) { return ProvenNumber{(*node).max, node.proven().max, {}}; })
      .def_property_readonly("index",
                             [](const TraceNode& node) {
                               return ProvenNumber{(*node).index, node.proven().index,
                                                   (*node).index_rounding};
                             })
      .def_property_readonly("index_rounding", field<&Trace::index_rounding>())
      .def_property_readonly("lost",
                             [](const TraceNode& node) {
                               const TerminatingFigures& proven = node.proven();
                               return ProvenNumber{(*node).lost, proven.points && proven.max, {}};
                             })
      .def_property_readonly("informative", field<&Trace::informative>())
      .def_property_readonly("class_id", field<&Trace::class_id>())
      .def_property_readonly("source", &source)
      .def_property_readonly("issues", field<&Trace::issues>())
      .def_property_readonly("children", &children)
      .def(
          "to_text",
          [](const TraceNode& node, const std::string& language) {
            return (*node).to_string(language);
          },
          py::arg("language"))
      .def(
          "to_markdown",
          [](const TraceNode& node, const std::string& language, std::optional<std::size_t> depth) {
            return (*node).to_markdown(language, depth);
          },
          py::arg("language"), py::arg("depth").none(true))
      .def("to_json", [](const TraceNode& node) { return to_json(*node); });

  m.def(
      "explain",
      [](const Scores& scores, std::size_t row) {
        return TraceNode(explain(scores, row), scores.plan());
      },
      py::arg("scores"), py::arg("row"), NoGil(), "The trace of one row.");
}

}  // namespace parindex::python
