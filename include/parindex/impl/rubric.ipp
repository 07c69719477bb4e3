// SPDX-License-Identifier: MIT
#pragma once

#include <parindex/rubric.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

inline const Node* find_node(const Node& node, std::string_view code) {
  if (node.code == code) return &node;
  for (const Node& child : node.children) {
    if (const Node* found = find_node(child, code)) return found;
  }
  return nullptr;
}

}  // namespace detail

PARINDEX_INLINE Node Node::leaf(std::string code, Rational max, Rule rule,
                                std::vector<Input> inputs) {
  Node node;
  node.code = std::move(code);
  node.max = std::move(max);
  node.rule = std::move(rule);
  node.inputs = std::move(inputs);
  return node;
}

PARINDEX_INLINE Node Node::group(std::string code, Rational max, std::vector<Node> children) {
  Node node;
  node.code = std::move(code);
  node.max = std::move(max);
  node.children = std::move(children);
  return node;
}

PARINDEX_INLINE const Node* Rubric::find(std::string_view code) const {
  return detail::find_node(root(), code);
}

PARINDEX_INLINE std::string_view to_string(Provenance value) {
  switch (value) {
    case Provenance::unstated: return "unstated";
    case Provenance::read: return "read";
    case Provenance::derived: return "derived";
    case Provenance::illustrative: return "illustrative";
  }
  return "";
}

PARINDEX_INLINE std::string_view to_string(MissingPolicy value) {
  switch (value) {
    case MissingPolicy::error: return "error";
    case MissingPolicy::zero: return "zero";
    case MissingPolicy::exclude: return "exclude";
    case MissingPolicy::full: return "full";
  }
  return "";
}

PARINDEX_INLINE std::string_view to_string(InputType value) {
  switch (value) {
    case InputType::number: return "number";
    case InputType::count: return "count";
  }
  return "";
}

PARINDEX_INLINE std::string_view to_string(Ties value) {
  switch (value) {
    case Ties::competition: return "competition";
    case Ties::dense: return "dense";
    case Ties::ordinal: return "ordinal";
  }
  return "";
}

PARINDEX_INLINE std::string_view to_string(RankRule::On value) {
  switch (value) {
    case RankRule::On::index: return "index";
    case RankRule::On::points: return "points";
  }
  return "";
}

PARINDEX_INLINE std::string_view to_string(RankRule::Stage value) {
  switch (value) {
    case RankRule::Stage::exact: return "exact";
    case RankRule::Stage::rounded: return "rounded";
  }
  return "";
}

namespace detail {

// Overloads rather than an index into a list of names: a new kind without a name does not compile.
struct NameOf {
  std::string_view operator()(const Sum&) const { return "sum"; }
  std::string_view operator()(const WeightedMean&) const { return "weighted_mean"; }
  std::string_view operator()(const Choice&) const { return "choice"; }
  std::string_view operator()(const YesNo&) const { return "yes_no"; }
  std::string_view operator()(const AllOf&) const { return "all_of"; }
  std::string_view operator()(const Checklist&) const { return "checklist"; }
  std::string_view operator()(const Bands&) const { return "bands"; }
  std::string_view operator()(const Proportional&) const { return "proportional"; }
  std::string_view operator()(const Direct&) const { return "direct"; }
};

}  // namespace detail

PARINDEX_INLINE std::string_view name_of(const Aggregation& aggregation) {
  return std::visit(detail::NameOf{}, aggregation);
}

PARINDEX_INLINE std::string_view name_of(const Rule& rule) {
  return std::visit(detail::NameOf{}, rule);
}

PARINDEX_INLINE std::string column_name(std::string_view code, std::string_view input) {
  std::string name(code);
  if (input != "value") {
    name += '.';
    name += input;
  }
  return name;
}

PARINDEX_INLINE std::string describe(const Band& band, std::string_view variable) {
  const std::string x(variable);
  if (band.lower && band.upper) {
    if (band.lower->closed && band.upper->closed && band.lower->value == band.upper->value) {
      return x + " = " + band.lower->value.to_string();
    }
    return band.lower->value.to_string() + (band.lower->closed ? " <= " : " < ") + x +
           (band.upper->closed ? " <= " : " < ") + band.upper->value.to_string();
  }
  if (band.lower) {
    return x + (band.lower->closed ? " >= " : " > ") + band.lower->value.to_string();
  }
  if (band.upper) {
    return x + (band.upper->closed ? " <= " : " < ") + band.upper->value.to_string();
  }
  return "any " + x;
}

PARINDEX_INLINE std::string describe(const Quantity& quantity) {
  switch (quantity.kind) {
    case Quantity::Kind::value: return quantity.numerator;
    case Quantity::Kind::ratio: return quantity.numerator + " / " + quantity.denominator;
    case Quantity::Kind::percent:
      return "100 * " + quantity.numerator + " / " + quantity.denominator;
  }
  return "";
}

PARINDEX_END_NAMESPACE
