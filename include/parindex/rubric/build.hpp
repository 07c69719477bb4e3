// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <parindex/rubric/build_expression.hpp>
#include <parindex/rubric/build_rule.hpp>
#include <parindex/rubric/rubric.hpp>

PARINDEX_BEGIN_NAMESPACE

/// Builds rubrics in C++ with the words of a rubric file:
///
///     using namespace parindex::build;
///     const Rubric made =
///         check(rubric("r").edition("2026").max(2).aggregation(sum()).node(
///             node("1").max(2).missing(MissingPolicy::zero)
///                 .inputs(count("done"), count("planned").min(1))
///                 .rule(bands(percent("done", "planned"))
///                           .above(90, 2).between(70, 90, 1).below(70, 0))));
///
/// The result is a RubricDraft: `check` proves it and reports what is wrong. A call that can never
/// be right (a key given twice, a range whose lower end is above its upper end, text that is not a
/// date) throws Error, which names the argument.
namespace build {

/// Builds a Gate.
class GateBuilder {
 public:
  GateBuilder(std::string id, Gate::Kind kind, Rational points) {
    made_.id = std::move(id);
    made_.kind = kind;
    made_.points = std::move(points);
  }
  operator Gate() const { return made_; }
  /// Without a test, the gate reads a boolean column of the data.
  GateBuilder& when(GateTest test) {
    detail::set_once(made_.when, std::move(test), "when");
    return *this;
  }
  GateBuilder& title(std::string language, std::string text) {
    made_.title.insert_or_assign(std::move(language), std::move(text));
    return *this;
  }

 private:
  Gate made_;
};
/// The node has these points when the gate is true.
inline GateBuilder gate(std::string id, Rational points) {
  return {std::move(id), Gate::Kind::points, std::move(points)};
}
/// The node has at most these points when the gate is true.
inline GateBuilder cap_gate(std::string id, Rational points) {
  return {std::move(id), Gate::Kind::cap, std::move(points)};
}
inline GateTest points_of(std::string code, Range range) {
  return {std::move(code), Figure::points, std::move(range.lower), std::move(range.upper), {}};
}
inline GateTest index_of(std::string code, FigureStage stage, Range range) {
  return {std::move(code), Figure::index, std::move(range.lower), std::move(range.upper), stage};
}

/// True if a leaf has no value for one of these reasons.
inline GateTest lacks(std::string code, std::vector<NoValue> reasons) {
  return {std::move(code), Figure::points, {}, {}, {}, std::move(reasons)};
}

/// The keys that nodes and the whole rubric share.
template <class Self>
class NodeSetters {
 public:
  Self& max(Rational points) { return once(node_.max, std::move(points), "max"); }
  Self& aggregation(Aggregation made) {
    return once(node_.aggregation, std::move(made), "aggregation");
  }
  Self& missing(MissingPolicy policy) { return once(node_.missing, policy, "missing"); }
  Self& not_applicable(MissingPolicy policy) {
    return once(node_.not_applicable, policy, "not_applicable");
  }
  Self& not_proven(MissingPolicy policy) { return once(node_.not_proven, policy, "not_proven"); }
  Self& refused(MissingPolicy policy) { return once(node_.refused, policy, "refused"); }
  /// The points of a leaf without a value of this kind, whose policy is then `points`.
  Self& no_value_points(NoValue kind, Rational points) {
    auto& policy = kind == NoValue::missing          ? node_.missing
                   : kind == NoValue::not_applicable ? node_.not_applicable
                   : kind == NoValue::not_proven     ? node_.not_proven
                                                     : node_.refused;
    once(policy, MissingPolicy::points, std::string(to_string(kind)).c_str());
    node_.no_value_points.insert_or_assign(kind, std::move(points));
    return static_cast<Self&>(*this);
  }
  Self& cap(Rational points) { return once(node_.cap, std::move(points), "cap"); }
  Self& floor(Rational points) { return once(node_.floor, std::move(points), "floor"); }
  /// The points when all children are excluded.
  Self& nothing_left(NothingLeft points) {
    return once(node_.nothing_left, points, "nothing_left");
  }
  Self& rounding(Rounding rounding) { return once(node_.rounding, rounding, "rounding"); }
  Self& layer(std::string id) { return once(node_.layer, std::move(id), "layer"); }
  Self& note(std::string text) { return once(node_.note, std::move(text), "note"); }
  Self& provenance(Provenance provenance) {
    node_.provenance = provenance;
    return self();
  }
  /// Layers whose marks are used, in order of preference.
  Self& resolution(std::vector<std::string> layers) {
    node_.resolution = std::move(layers);
    return self();
  }
  Self& gate(Gate gate) {
    node_.gates.push_back(std::move(gate));
    return self();
  }
  /// Accepts an issue of this node, with the reason.
  Self& accept(std::string issue, std::string reason) {
    node_.accept.insert_or_assign(std::move(issue), std::move(reason));
    return self();
  }
  /// Appends a child.
  Self& node(Node child) {
    node_.children.push_back(std::move(child));
    return self();
  }

 protected:
  explicit NodeSetters(std::string code) { node_.code = std::move(code); }
  Self& self() { return static_cast<Self&>(*this); }
  template <class T, class Value>
  Self& once(T& to, Value&& value, const char* argument) {
    try {
      detail::set_once(to, std::forward<Value>(value), argument);
    } catch (const Error& error) {
      const parindex::detail::Phrase what(error.what(), error.text("vi"));
      throw Error(node_.code.empty()
                      ? detail::say(detail::sentence::argument_of_rubric, what)
                      : detail::say(detail::sentence::argument_of_node, node_.code, what));
    }
    return self();
  }
  Node node_;
};

/// Builds a Node: with a rule it is a leaf, with nodes it is an aggregation.
class NodeBuilder : public NodeSetters<NodeBuilder> {
 public:
  explicit NodeBuilder(std::string code) : NodeSetters(std::move(code)) {}
  operator Node() const { return node_; }

  NodeBuilder& title(std::string language, std::string text) {
    node_.title.insert_or_assign(std::move(language), std::move(text));
    return *this;
  }
  NodeBuilder& source(Source source) { return once(node_.source, std::move(source), "source"); }
  /// The weight is the number in the data column `<code>.<input>`.
  NodeBuilder& weight_input(std::string input) {
    return once(node_.weight_input, std::move(input), "weight_input");
  }
  NodeBuilder& weight(Rational weight) { return once(node_.weight, std::move(weight), "weight"); }
  /// The weight in a set of weights that the rubric names.
  NodeBuilder& weight(std::string set, Rational weight) {
    node_.weights.insert_or_assign(std::move(set), std::move(weight));
    return *this;
  }
  /// Groups whose units have this node.
  NodeBuilder& only_for(std::vector<std::string> groups) {
    node_.only_for = std::move(groups);
    return *this;
  }
  NodeBuilder& evidence(std::string id, Titles title = {}) {
    node_.evidence.push_back({std::move(id), std::move(title)});
    return *this;
  }
  /// The inputs of a leaf whose rule takes a quantity or an expression.
  template <std::convertible_to<Input>... Inputs>
  NodeBuilder& inputs(const Inputs&... declared) {
    (node_.inputs.push_back(declared), ...);
    return *this;
  }
  NodeBuilder& rule(Rule rule) { return once(node_.rule, std::move(rule), "rule"); }
  /// For information: not part of the parent.
  NodeBuilder& informative() {
    node_.informative = true;
    return *this;
  }
  /// Rounds the indices of the node and of the nodes below.
  NodeBuilder& index_rounding(Rounding rounding) {
    return once(node_.index_rounding, IndexRounding{rounding}, "index_rounding");
  }
  /// Leaves the indices of the node and of the nodes below exact.
  NodeBuilder& exact_index() {
    return once(node_.index_rounding, IndexRounding{}, "index_rounding");
  }
  /// Ranks the units by this node.
  NodeBuilder& ranking(RankRule rule) { return once(node_.ranking, std::move(rule), "ranking"); }
  /// Classifies the units by this node.
  NodeBuilder& classes(ClassRule rule) { return once(node_.classes, std::move(rule), "classes"); }
};
inline NodeBuilder node(std::string code) { return NodeBuilder(std::move(code)); }

/// Builds a ClassRule.
class ClassesBuilder {
 public:
  ClassesBuilder(Figure on, FigureStage stage) {
    made_.on = on;
    made_.stage = stage;
  }
  operator ClassRule() const { return made_; }
  ClassesBuilder& band(Range range, std::string id, Titles title = {}) {
    made_.bands.push_back(
        {std::move(range.lower), std::move(range.upper), std::move(id), std::move(title), {}});
    return *this;
  }
  /// From the best unit down, each class takes its percent of the units.
  ClassesBuilder& quota(ClassQuota quota) {
    made_.quota = quota;
    return *this;
  }
  /// A class that takes a percent of the units; without one, the rest.
  ClassesBuilder& share(std::string id, std::optional<Rational> percent = {},
                        std::optional<Range> range = {}, Titles title = {}) {
    ClassBand band{{}, {}, std::move(id), std::move(title), std::move(percent)};
    if (range) {
      band.lower = std::move(range->lower);
      band.upper = std::move(range->upper);
    }
    made_.bands.push_back(std::move(band));
    return *this;
  }

 private:
  ClassRule made_;
};
/// `classes(Figure::index, FigureStage::rounded).band(from(80), "A").band(below(80), "B")`.
inline ClassesBuilder classes(Figure on, FigureStage stage) { return {on, stage}; }

/// Builds a RubricDraft.
class RubricBuilder : public NodeSetters<RubricBuilder> {
 public:
  explicit RubricBuilder(std::string id) : NodeSetters(std::string()) { draft_.id = std::move(id); }
  operator RubricDraft() const {
    RubricDraft made = draft_;
    made.root = node_;
    return made;
  }

  RubricBuilder& edition(std::string edition) {
    return once(draft_.edition, std::move(edition), "edition");
  }
  RubricBuilder& title(std::string language, std::string text) {
    draft_.title.insert_or_assign(std::move(language), std::move(text));
    return *this;
  }
  RubricBuilder& source(Source source) { return once(draft_.source, std::move(source), "source"); }
  /// The first and last day on which the edition is in force; without a last day, until the next
  /// edition.
  RubricBuilder& effective(Date from, std::optional<Date> to = {}) {
    if (to && to->day < from.day) {
      throw Error(detail::say(detail::sentence::from_is_later_than_to, "effective",
                              date_text(from.day), date_text(to->day)));
    }
    return once(draft_.effective,
                Effective{date_text(from.day), to ? date_text(to->day) : std::string()},
                "effective");
  }
  /// The part of a real rubric that this rubric contains.
  RubricBuilder& part(std::string text) { return once(draft_.part, std::move(text), "part"); }
  /// Rounds every index in percent; without it indices stay exact.
  RubricBuilder& index_rounding(Rounding rounding) {
    return once(draft_.index_rounding, rounding, "index_rounding");
  }
  RubricBuilder& ranking(RankRule rule) { return once(draft_.ranking, std::move(rule), "ranking"); }
  RubricBuilder& classes(ClassRule rule) {
    return once(draft_.classes, std::move(rule), "classes");
  }
  /// Names of the sets of weights; the first is used.
  RubricBuilder& weight_sets(std::vector<std::string> names) {
    draft_.weight_sets = std::move(names);
    return *this;
  }
  /// Declares a layer.
  RubricBuilder& declare(Layer layer) {
    draft_.layers.push_back(std::move(layer));
    return *this;
  }
  /// Declares a kind of units.
  RubricBuilder& declare(Group group) {
    draft_.groups.push_back(std::move(group));
    return *this;
  }
  /// Declares an agency.
  RubricBuilder& declare(Agency agency) {
    draft_.agencies.push_back(std::move(agency));
    return *this;
  }
  /// Text in the data that means a kind of no-value.
  RubricBuilder& marker(NoValue kind, std::string text) {
    draft_.markers[kind].push_back(std::move(text));
    return *this;
  }
  RubricBuilder& calendar(Calendar calendar) {
    if (calendar.to < calendar.from) {
      throw Error(detail::say(detail::sentence::from_is_later_than_to, "calendar",
                              date_text(calendar.from), date_text(calendar.to)));
    }
    return once(draft_.calendar, std::move(calendar), "calendar");
  }
  /// How the publisher of the data writes tables.
  RubricBuilder& data(DataForm form) { return once(draft_.data, std::move(form), "data"); }

 private:
  RubricDraft draft_;
};
inline RubricBuilder rubric(std::string id) { return RubricBuilder(std::move(id)); }

}  // namespace build

PARINDEX_END_NAMESPACE
