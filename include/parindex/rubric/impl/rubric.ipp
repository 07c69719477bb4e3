// SPDX-License-Identifier: MIT
#pragma once

#include <ostream>

#include <parindex/detail/nested_bodies.hpp>
#include <parindex/rubric/rubric.hpp>

PARINDEX_BEGIN_NAMESPACE

detail::Nested<Node>& parts_within(Node& whole) { return whole.children; }

template class detail::Nested<Node>;

namespace detail {

inline const Node* find_node(const Node& node, std::string_view code) {
  if (node.code == code) return &node;
  for (const Node& child : node.children) {
    if (const Node* found = find_node(child, code)) return found;
  }
  return nullptr;
}

}  // namespace detail

const Node* Rubric::find(std::string_view code) const { return detail::find_node(root(), code); }

std::string_view to_string(Provenance value) {
  switch (value) {
    case Provenance::unstated: return "unstated";
    case Provenance::read: return "read";
    case Provenance::derived: return "derived";
    case Provenance::illustrative: return "illustrative";
  }
  return "";
}

std::string_view to_string(Gate::Kind value) {
  switch (value) {
    case Gate::Kind::points: return "points";
    case Gate::Kind::cap: return "cap";
  }
  return "";
}

std::string_view to_string(Ties value) {
  switch (value) {
    case Ties::competition: return "competition";
    case Ties::dense: return "dense";
    case Ties::ordinal: return "ordinal";
  }
  return "";
}

std::string_view to_string(Figure value) {
  switch (value) {
    case Figure::index: return "index";
    case Figure::points: return "points";
  }
  return "";
}

std::string_view to_string(QuotaTies value) {
  return value == QuotaTies::better ? "better" : "worse";
}

std::string_view to_string(FigureStage value) {
  switch (value) {
    case FigureStage::exact: return "exact";
    case FigureStage::rounded: return "rounded";
  }
  return "";
}

std::string_view to_string(DecimalSign value) {
  switch (value) {
    case DecimalSign::point: return ".";
    case DecimalSign::comma: return ",";
  }
  return "";
}

std::string_view to_string(ThousandsSign value) {
  switch (value) {
    case ThousandsSign::point: return ".";
    case ThousandsSign::comma: return ",";
    case ThousandsSign::space: return " ";
    case ThousandsSign::apostrophe: return "'";
  }
  return "";
}

std::string_view to_string(DateOrder value) {
  switch (value) {
    case DateOrder::dmy: return "dmy";
    case DateOrder::mdy: return "mdy";
    case DateOrder::ymd: return "ymd";
  }
  return "";
}

namespace detail {

inline void write_nodes(std::ostream& out, const Node& node, const std::string& indent) {
  for (const Node& child : node.children) {
    out << '\n' << indent << visible(child.code);
    if (child.max) out << "  " << *child.max;
    if (child.rule) out << "  " << name_of(*child.rule);
    if (child.aggregation) out << "  " << name_of(*child.aggregation);
    write_nodes(out, child, indent + "  ");
  }
}

}  // namespace detail

std::ostream& operator<<(std::ostream& out, const Rubric& value) {
  const Node& root = value.root();
  out << detail::visible(value.id()) << ' ' << detail::visible(value.edition()) << "  "
      << *root.max;
  if (root.aggregation) out << "  " << name_of(*root.aggregation);
  detail::write_nodes(out, root, "  ");
  return out;
}

PARINDEX_END_NAMESPACE
