// SPDX-License-Identifier: MIT
#include "convert.hpp"
#include "sentences.hpp"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

#include <pybind11/typing.h>
#include <parindex/detail/visible.hpp>
#include <parindex/engine/detail/row_outcomes.hpp>
#include <parindex/engine/detail/scores_access.hpp>
#include <parindex/io/json.hpp>
#include <parindex/results/csv.hpp>
#include <parindex/results/detail/ranking_key.hpp>
#include <parindex/rubric/detail/node_results.hpp>

namespace parindex::python {

namespace {

using NodeRow = std::tuple<std::string_view, ProvenNumber, ProvenNumber, ProvenNumber, ProvenNumber,
                           ProvenNumber>;

/// The figures of a node of a unit. Throws Error for an unknown row or node.
class NodeFigures {
 public:
  NodeFigures(const Scores& scores, detail::RowOutcomes& outcomes, std::size_t position)
      : plan_(scores.plan().state()),
        outcomes_(outcomes),
        position_(position),
        outcome_(outcomes.at(position)),
        proven_(plan_.terminating[position]) {}

  std::string_view status() const { return to_string(outcome_.status); }
  ProvenNumber points() {
    return {if_ok(outcome_.points), proven_.points, plan_.nodes[position_].node->rounding};
  }
  ProvenNumber max() { return {if_ok(outcome_.max), proven_.max, {}}; }
  ProvenNumber index() {
    return {result().index, proven_.index, plan_.nodes[position_].index_rounding};
  }
  ProvenNumber exact() {
    return {detail::exact_points(plan_, outcomes_, position_), proven_.exact, {}};
  }
  ProvenNumber index_exact() { return {result().index_exact, proven_.index_exact, {}}; }

 private:
  /// Divides; only the indices need this.
  const NodeResult& result() {
    if (!result_) result_ = detail::to_result(plan_, outcome_, position_);
    return *result_;
  }
  std::optional<Rational> if_ok(const Rational& figure) const {
    return outcome_.status == Status::ok ? std::optional(figure) : std::nullopt;
  }

  const detail::PlanState& plan_;
  detail::RowOutcomes& outcomes_;
  std::size_t position_;
  const detail::NodeOutcome outcome_;
  const TerminatingFigures& proven_;
  std::optional<NodeResult> result_;
};

/// One figure of the total.
template <ProvenNumber (NodeFigures::*figure)()>
ProvenNumber of_total(const Scores& scores, std::size_t row) {
  detail::RowOutcomes outcomes(ScoresAccess::state(scores), row);
  return (NodeFigures(scores, outcomes, 0).*figure)();
}

/// Status, points, maximum, index, exact points, exact index.
NodeRow node_row(const Scores& scores, detail::RowOutcomes& outcomes, std::size_t position) {
  NodeFigures node(scores, outcomes, position);
  return {node.status(), node.points(), node.max(), node.index(), node.exact(), node.index_exact()};
}

/// One node, because most callers read only a few nodes.
NodeRow node(const Scores& scores, std::size_t row, std::size_t position) {
  detail::RowOutcomes outcomes(ScoresAccess::state(scores), row);
  return node_row(scores, outcomes, position);
}

/// Every node of a row, in the order of the codes of the plan.
std::vector<NodeRow> nodes(const Scores& scores, std::size_t row) {
  detail::RowOutcomes outcomes(ScoresAccess::state(scores), row);
  std::vector<NodeRow> rows;
  for (std::size_t i = 0; i < scores.plan().size(); ++i) {
    rows.push_back(node_row(scores, outcomes, i));
  }
  return rows;
}

Issues row_issues(const Scores& scores, std::size_t row) {
  scores.status(row);  // throws for an unknown row
  const auto own = ScoresAccess::state(scores).issues_of(row);
  return {own.begin(), own.end()};
}

using LostRow = std::tuple<std::string, ProvenNumber, ProvenNumber, ProvenNumber>;

std::vector<LostRow> lost(const Scores& scores, std::size_t row) {
  std::vector<LostRow> rows;
  for (PointsLost& leaf : points_lost(scores, row)) {
    const std::size_t position = *scores.plan().find(leaf.code);
    const TerminatingFigures& proven = scores.plan().terminating()[position];
    rows.emplace_back(
        std::move(leaf.code), ProvenNumber{leaf.lost, proven.points && proven.max, {}},
        ProvenNumber{leaf.points, proven.points, scores.plan().node(position).rounding},
        ProvenNumber{leaf.max, proven.max, {}});
  }
  return rows;
}

template <class Enum>
void choose(const std::optional<std::string>& word, std::initializer_list<Enum> values,
            Enum& target, const char* option) {
  if (!word) return;
  std::string words;
  for (const Enum value : values) {
    if (*word == to_string(value)) {
      target = value;
      return;
    }
    words += (words.empty() ? "" : ", ") + std::string(to_string(value));
  }
  throw Error(
      detail::say(detail::sentence::option_must_be_one_of, std::string(option), words, *word));
}

/// The rule declared for the node, overridden by the options of the call. Without a declared rule
/// the call must give all options, because a ranking has no defaults.
Ranking rank_with(const Scores& scores, const std::string& node,
                  const std::optional<std::string>& on, const std::optional<std::string>& stage,
                  const std::optional<std::string>& ties,
                  const std::optional<std::vector<std::string>>& tie_break,
                  const std::optional<std::string>& within) {
  const Plan& plan = scores.plan();
  const auto& declared =
      detail::ranking_of(plan.rubric().draft(), plan.node(detail::position_of(scores, node)));
  if (!declared && !(on && stage && ties && within)) return rank(scores, node);
  RankRule rule = declared.value_or(RankRule{});
  choose(on, {Figure::index, Figure::points}, rule.on, "on");
  choose(stage, {FigureStage::exact, FigureStage::rounded}, rule.stage, "stage");
  choose(ties, {Ties::competition, Ties::dense, Ties::ordinal}, rule.ties, "ties");
  if (tie_break) rule.tie_break = *tie_break;
  if (within) {
    if (*within != "all" && *within != "group") {
      throw Error(detail::say(detail::sentence::option_must_be_one_of, std::string("within"),
                              std::string("all, group"), *within));
    }
    rule.by_group = *within == "group";
  }
  return rank(scores, rule, node);
}

/// The nodes other than the total that declare a ranking or give classes, and which of them.
std::vector<std::tuple<std::string, bool, bool>> declared_results(const Scores& scores) {
  const detail::PlanState& plan = scores.plan().state();
  std::vector<std::tuple<std::string, bool, bool>> found;
  for (const std::size_t position : detail::declaring_nodes(plan)) {
    const Node& node = *plan.nodes[position].node;
    found.emplace_back(node.code, node.ranking.has_value(),
                       detail::gives_classes(plan.rubric.draft(), node));
  }
  return found;
}

/// Whether units have classes by a node.
bool has_classes(const Scores& scores, const std::string& node) {
  const Plan& plan = scores.plan();
  return detail::gives_classes(plan.rubric().draft(), plan.node(detail::position_of(scores, node)));
}

/// The id of the class of every row by a node; nothing for a row without a class.
Listed<std::optional<std::string>> class_ids(const Scores& scores, const std::string& node) {
  const Unlocked unlocked;
  const Classes classes = classify(scores, node);
  Listed<std::optional<std::string>> ids;
  for (std::size_t row = 0; row < scores.size(); ++row) {
    const ClassBand* band = classes.of(row);
    ids.add(band ? std::optional(band->id) : std::nullopt);
  }
  return ids;
}

using RuleDict = py::typing::Dict<py::str, py::object>;

RuleDict rule_dict(const Ranking& ranking) {
  RuleDict out;
  out["on"] = to_string(ranking.rule.on);
  out["stage"] = to_string(ranking.rule.stage);
  out["ties"] = to_string(ranking.rule.ties);
  out["tie_break"] = ranking.rule.tie_break;
  out["within"] = ranking.rule.by_group ? "group" : "all";
  return out;
}

/// The results of a function for every row, as a tuple.
template <class Of>
py::typing::Tuple<py::str, py::ellipsis> of_rows(const Scores& scores, const Of& of) {
  const Interruptible interruptible;
  py::tuple out(scores.size());
  for (std::size_t row = 0; row < scores.size(); ++row) {
    detail::stop_point(100);
    out[row] = py::str(of(row));
  }
  return out;
}

using EntryRow = std::tuple<std::size_t, std::optional<std::size_t>, bool, ProvenNumber,
                            std::string, std::string, std::string>;

/// For every entry: row, rank, tied, value, reason in English and Vietnamese, label.
Listed<EntryRow> entries(const Ranking& ranking, const Scores& scores) {
  const Unlocked unlocked;
  const auto shown = figure_of_node(scores, detail::position_of(scores, ranking.node),
                                    ranking.rule.on, ranking.rule.stage);
  Listed<EntryRow> rows;
  for (const RankEntry& entry : ranking.entries) {
    rows.add(entry.row, entry.rank, entry.tied, shown(entry.value), entry.reason, entry.reason_vi,
             entry.label());
  }
  return rows;
}

/// A function of Python that is called with parts of a text.
using Taker = py::typing::Callable<py::object(py::bytes)>;

/// Calls a function of Python with each part of a text, as bytes.
TextSink sink_to(const Taker& take) {
  return [&take](std::string_view part) {
    const py::gil_scoped_acquire locked;
    take(py::bytes(part.data(), part.size()));
  };
}

/// As visible_json. Most of the text is printable ASCII, in which nothing is hidden.
std::string visible_part(std::string_view part) {
  const auto is_plain = [](char c) { return c >= ' ' && c <= '~'; };
  std::string out;
  out.reserve(part.size());
  for (auto at = part.begin(); at != part.end();) {
    const auto other = std::find_if_not(at, part.end(), is_plain);
    out.append(at, other);
    at = std::find_if(other, part.end(), is_plain);
    out += detail::visible_json({other, at});
  }
  return out;
}

void write_json_to(const Scores& scores, const std::optional<Ranking>& ranking, const Taker& take) {
  const TextSink sink = sink_to(take);
  const Unlocked unlocked;
  write_json(scores, ranking ? &*ranking : nullptr,
             [&](std::string_view part) { sink(visible_part(part)); });
}

void write_csv_to(const Scores& scores, const std::optional<Ranking>& ranking,
                  const std::string& delimiter, const std::string& decimal,
                  const std::optional<Rounding>& rounding, bool guard, bool excel,
                  const Taker& take) {
  const TextSink sink = sink_to(take);
  const char separator = to_character(delimiter);
  const char sign = to_character(decimal);
  const Unlocked unlocked;
  write_csv(scores, ranking ? &*ranking : nullptr,
            {separator, sign, rounding, guard, excel && !rounding}, sink);
}

}  // namespace

void bind_scores(py::module_& m) {
  // Both classes come before their functions, so that signatures can name them.
  auto cohort_class =
      bind_class<Cohort>(m, "Cohort", "The units that statistics are computed over.");
  auto scores_class = bind_class<Scores>(m, "Scores");
  auto ranking_class = bind_class<Ranking>(m, "Ranking");

  scores_class.def("__len__", &Scores::size)
      .def_property_readonly("plan", [](const Scores& scores) { return scores.plan(); })
      .def_property_readonly("has_groups",
                             [](const Scores& scores) { return !scores.table().groups.empty(); })
      .def_property_readonly("issues", [](const Scores& scores) { return scores.issues(); })
      .def_property_readonly("cohort", &Scores::cohort)
      .def("unit", &Scores::unit, py::arg("row"))
      .def("units",
           [](const Scores& scores) {
             return of_rows(scores, [&](std::size_t row) { return scores.unit(row); });
           })
      .def("groups",
           [](const Scores& scores) {
             return of_rows(scores, [&](std::size_t row) { return scores.group(row); });
           })
      .def("statuses",
           [](const Scores& scores) -> py::typing::Tuple<py::str, py::ellipsis> {
             const auto words = status_words();
             const Interruptible interruptible;
             py::tuple out(scores.size());
             for (std::size_t row = 0; row < scores.size(); ++row) {
               detail::stop_point(100);
               out[row] = words[static_cast<std::size_t>(scores.status(row))];
             }
             return out;
           })
      .def(
          "group", [](const Scores& scores, std::size_t row) { return scores.group(row); },
          py::arg("row"))
      .def(
          "status",
          [](const Scores& scores, std::size_t row) {
            return std::string(to_string(scores.status(row)));
          },
          py::arg("row"))
      .def("find", &Scores::find, py::arg("unit"))
      .def("node", &node, py::arg("row"), py::arg("position"))
      .def("nodes", &nodes, py::arg("row"))
      .def("points", &of_total<&NodeFigures::points>, py::arg("row"))
      .def("max", &of_total<&NodeFigures::max>, py::arg("row"))
      .def("index", &of_total<&NodeFigures::index>, py::arg("row"))
      .def("row_issues", &row_issues, py::arg("row"))
      .def("points_lost", &lost, py::arg("row"))
      .def("data_digest", &Scores::data_digest, NoGil())
      .def("classes", &class_ids, py::arg("node"))
      .def("has_classes", &has_classes, py::arg("node"))
      .def_property_readonly("declared_results", &declared_results)
      .def(
          "to_json",
          [](const Scores& scores, const std::optional<Ranking>& ranking) {
            return to_json(scores, ranking ? &*ranking : nullptr);
          },
          py::arg("ranking").none(true), NoGil())
      .def("write_json", &write_json_to, py::arg("ranking").none(true), py::arg("take"),
           "The text of `to_json` in parts, with invisible characters escaped.")
      .def("write_csv", &write_csv_to, py::arg("ranking").none(true), py::kw_only(),
           py::arg("delimiter"), py::arg("decimal"), py::arg("rounding").none(true),
           py::arg("guard"), py::arg("excel"), py::arg("take"), "The results as CSV, in parts.")
      .def("rank", &rank_with, py::kw_only(), py::arg("node"), py::arg("on"), py::arg("stage"),
           py::arg("ties"), py::arg("tie_break"), py::arg("within"), NoGil());

  ranking_class.def("__len__", [](const Ranking& ranking) { return ranking.entries.size(); })
      .def_property_readonly("rule", &rule_dict)
      .def_property_readonly("node", [](const Ranking& ranking) { return ranking.node; })
      .def_property_readonly("issues", [](const Ranking& ranking) { return ranking.issues; })
      .def("entries", &entries, py::arg("scores"))
      .def(
          "to_json",
          [](const Ranking& ranking, const Scores& scores) { return to_json(ranking, scores); },
          py::arg("scores"), NoGil());

  bind_figures(scores_class, ranking_class);
  bind_digest(m, scores_class);
  bind_state(m, scores_class, cohort_class);
  m.def(
      "audit", [](const Scores& scores) { return to_json(audit(scores), scores); },
      py::arg("scores"), NoGil(),
      "The parts of a result that depend on a convention, as JSON text.");
}

}  // namespace parindex::python
