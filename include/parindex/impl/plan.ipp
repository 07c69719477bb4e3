// SPDX-License-Identifier: MIT
#pragma once

#include <parindex/detail/canonical.hpp>
#include <parindex/detail/plan_state.hpp>
#include <parindex/detail/sha256.hpp>
#include <parindex/impl/lanes.ipp>
#include <parindex/plan.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Adds the data columns that a rule reads. Every kind of rule has its overload.
struct AddColumns {
  PlanState& plan;
  PlanNode& leaf;

  void operator()(const Choice& rule) {
    add("value", ColumnType::choice);
    plan.specs.back().options = &rule.options;
  }
  void operator()(const YesNo&) { add("value", ColumnType::boolean); }
  void operator()(const AllOf& rule) {
    for (const Item& item : rule.items) add(item.id, ColumnType::boolean);
  }
  void operator()(const Checklist& rule) {
    for (const Option& item : rule.items) add(item.id, ColumnType::boolean);
  }
  void operator()(const Bands& rule) { add_inputs(rule.on); }
  void operator()(const Proportional& rule) { add_inputs(rule.on); }
  void operator()(const Direct& rule) {
    add("value", ColumnType::number);
    plan.specs.back().min = rule.min;
    plan.specs.back().max = rule.max;
    plan.specs.back().step = rule.step;
  }

 private:
  void add(const std::string& input, ColumnType type) {
    plan.columns.push_back(
        {column_name(leaf.node->code, input), leaf.node->code, input, type});
    plan.specs.emplace_back();
    plan.specs.back().type = type;
    ++leaf.column_count;
  }

  void add_inputs(const Quantity& on) {
    for (const Input& input : leaf.node->inputs) {
      const bool count = input.type == InputType::count;
      if (input.name == on.numerator) leaf.numerator = leaf.column_count;
      if (input.name == on.denominator) leaf.denominator = leaf.column_count;
      add(input.name, count ? ColumnType::count : ColumnType::number);
      ColumnSpec& spec = plan.specs.back();
      spec.min = input.min;
      spec.max = input.max;
      spec.step = input.step;
      if (count && (!spec.min || spec.min->sign() < 0)) {
        // The grid of the steps keeps its origin when the floor of a count moves to 0.
        if (spec.step && spec.min) {
          const Rational& step = *spec.step;
          spec.min = *spec.min + step * -((*spec.min / step).floor());
        } else {
          spec.min = Rational(0);
        }
      }
    }
  }
};

inline void add_node(PlanState& plan, const Node& node, std::size_t parent) {
  const std::size_t position = plan.nodes.size();
  PlanNode compiled;
  compiled.node = &node;
  compiled.parent = parent;
  if (position != 0) {
    const PlanNode& above = plan.nodes[parent];
    compiled.missing = above.missing;
    compiled.aggregation = above.aggregation;
    compiled.layer = above.layer;
    compiled.provenance = above.provenance;
  }
  if (node.missing) compiled.missing = *node.missing;
  if (node.aggregation) compiled.aggregation = *node.aggregation;
  if (!node.layer.empty()) compiled.layer = node.layer;
  if (node.provenance != Provenance::unstated) compiled.provenance = node.provenance;
  compiled.first_column = plan.columns.size();
  if (node.rule) {
    AddColumns columns{plan, compiled};
    std::visit(columns, *node.rule);
  }
  plan.nodes.push_back(std::move(compiled));
  plan.codes.push_back(node.code);
  plan.positions.emplace(node.code, position);
  if (position != 0) plan.nodes[parent].children.push_back(position);
  for (const Node& child : node.children) add_node(plan, child, position);
}

}  // namespace detail

PARINDEX_INLINE Plan compile(const Rubric& rubric) {
  auto plan = std::make_shared<detail::PlanState>(rubric);
  detail::add_node(*plan, plan->rubric.root(), 0);
  plan->lanes = detail::build_lanes(*plan);
  plan->fingerprint =
      "sha256:" + detail::sha256(std::string("parindex ") + version + '\n' +
                                     detail::canonical_json(plan->rubric.draft()));
  return Plan(std::move(plan));
}

PARINDEX_INLINE const Rubric& Plan::rubric() const noexcept { return state_->rubric; }
PARINDEX_INLINE std::size_t Plan::size() const noexcept { return state_->nodes.size(); }
PARINDEX_INLINE const std::vector<std::string>& Plan::codes() const noexcept {
  return state_->codes;
}

PARINDEX_INLINE std::optional<std::size_t> Plan::find(std::string_view code) const {
  const auto found = state_->positions.find(std::string(code));
  if (found == state_->positions.end()) return std::nullopt;
  return found->second;
}

PARINDEX_INLINE const Node& Plan::node(std::size_t position) const {
  return *state_->nodes.at(position).node;
}

PARINDEX_INLINE std::size_t Plan::parent(std::size_t position) const {
  return state_->nodes.at(position).parent;
}

PARINDEX_INLINE const std::vector<PlanColumn>& Plan::columns() const noexcept {
  return state_->columns;
}

PARINDEX_INLINE const std::string& Plan::fingerprint() const noexcept {
  return state_->fingerprint;
}

PARINDEX_INLINE std::vector<LaneReport> Plan::lanes() const {
  std::vector<LaneReport> reports;
  for (std::size_t i = 0; i < size(); ++i) {
    const detail::FixedNode& node = state_->lanes.nodes[i];
    reports.push_back({codes()[i], node.fixed ? "fixed" : "exact", node.reason});
  }
  return reports;
}

PARINDEX_INLINE std::string_view to_string(ColumnType type) {
  switch (type) {
    case ColumnType::number: return "number";
    case ColumnType::count: return "count";
    case ColumnType::boolean: return "boolean";
    case ColumnType::choice: return "choice";
  }
  return "";
}

PARINDEX_END_NAMESPACE
