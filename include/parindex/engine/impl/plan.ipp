// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <ostream>
#include <string_view>
#include <utility>
#include <vector>

#include <parindex/detail/issue_log.hpp>
#include <parindex/detail/make_issue.hpp>
#include <parindex/detail/sentences.hpp>
#include <parindex/detail/sha256.hpp>
#include <parindex/engine/detail/plan_state.hpp>
#include <parindex/engine/detail/sentences.hpp>
#include <parindex/engine/detail/terminating_figures.hpp>
#include <parindex/engine/fixed/lane_choice.hpp>
#include <parindex/engine/plan.hpp>
#include <parindex/rubric/detail/canonical.hpp>
#include <parindex/rubric/detail/check/layer_checker.hpp>
#include <parindex/rubric/detail/figures.hpp>
#include <parindex/rubric/detail/node_results.hpp>
#include <parindex/rubric/detail/rules.hpp>
#include <parindex/rubric/detail/sentences/weights.hpp>
#include <parindex/rubric/detail/statistics.hpp>
#include <parindex/stop.hpp>

PARINDEX_BEGIN_NAMESPACE

/// Gives access to the private constructor of Plan.
struct PlanAccess {
  static Plan make(std::shared_ptr<const detail::PlanState> state) {
    return Plan(std::move(state));
  }
};

namespace detail {

/// Every leaf with a custom rule must have an implementation with its name and version.
inline void check_custom(const Node& node, const std::string& pointer, const CustomRules& given,
                         IssueLog& issues) {
  const auto report = [&](const IssueCode& code, const char* key, const Said& message,
                          const Detail& expected, const Detail& actual) {
    Issue found = make_issue(code, message, expected, actual);
    found.pointer = pointer + "/rule/custom/" + key;
    issues.add(std::move(found));
  };
  if (const auto* rule = node.rule ? std::get_if<Custom>(&*node.rule) : nullptr) {
    const auto found = given.find(rule->name);
    if (found == given.end() || !found->second.points) {
      report(issue::custom_unknown, "name", sentence::no_custom_rule_of_this_name_was_given_pass,
             quote(rule->name), sentence::none);
    } else if (!found->second.version.empty() && found->second.version != rule->version) {
      report(issue::custom_version, "version",
             say(sentence::the_custom_rule_was_given_in_another_version, quote(rule->name)),
             quote(rule->version), quote(found->second.version));
    }
  }
  const std::string list = pointer + (pointer.empty() ? "/nodes/" : "/children/");
  for (std::size_t i = 0; i < node.children.size(); ++i) {
    check_custom(node.children[i], list + std::to_string(i), given, issues);
  }
}

/// The groups that have a node, among those that have its parent.
inline std::vector<bool> exists_for(const PlanState& plan, const Node& node,
                                    const std::vector<bool>& above) {
  if (node.only_for.empty()) return above;
  std::vector<bool> groups(plan.groups.size());
  for (const std::string& id : node.only_for) groups[plan.groups.at(id)] = true;
  return groups;
}

/// The column of the weight of a node: an input that the leaf declares, or a column of its own.
inline void add_weight(PlanState& plan, const Node& node, PlanNode& compiled) {
  for (std::size_t i = 0; i < compiled.column_count; ++i) {
    const std::size_t column = compiled.first_column + i;
    if (plan.columns[column].input == node.weight_input) compiled.weight_at = column;
  }
  if (compiled.weight_at) return;
  ColumnSpec weight;
  weight.input = node.weight_input;
  weight.type = InputType::number;
  weight.min = Rational(0);
  const auto& title = sentence::weight_from_data_in_title;
  weight.title = {{"en", std::string(title.en)}, {"vi", std::string(title.vi)}};
  ++compiled.extra_count;
  compiled.weight_at = plan.columns.size();
  plan.columns.push_back(
      {column_name(node.code, weight.input), node.code, weight.input, InputType::number});
  plan.specs.push_back(std::move(weight));
}

// Recursive over the children: the check limits a rubric to `Limits::depth` levels.
inline void add_node(PlanState& plan, const Node& node, std::size_t parent,
                     const Inherited& inherited) {
  stop_point(2000);
  const std::size_t position = plan.nodes.size();
  PlanNode compiled;
  compiled.node = &node;
  compiled.parent = parent;
  compiled.layers = std::make_shared<const LayerList>();
  compiled.index_rounding = plan.rubric.draft().index_rounding;
  if (position != 0) {
    const PlanNode& above = plan.nodes[parent];
    compiled.layer = above.layer;
    compiled.layers = above.layers;
    compiled.provenance = above.provenance;
    compiled.index_rounding = index_rounding_below(above.index_rounding, node);
    compiled.exists_for = exists_for(plan, node, above.exists_for);
  }
  const Inherited own = inherited.at(node);
  compiled.policies = own.policies;
  compiled.policy_points = own.points;
  compiled.aggregation = own.aggregation.value_or(Sum{});
  if (!node.layer.empty()) compiled.layer = node.layer;
  compiled.layers = own_layers(node, plan.layers, std::move(compiled.layers));
  if (node.provenance != Provenance::unstated) compiled.provenance = node.provenance;
  compiled.first_column = plan.columns.size();
  if (node.rule) {
    compiled.inputs.emplace(node);
    for (const Expression* statistic : statistics_of(node)) {
      plan.statistic_places.emplace(statistic, plan.statistics.size());
      plan.statistics.push_back(statistic);
      plan.statistic_nodes.push_back(position);
    }
    for (ColumnSpec& spec : columns_of(node)) {
      plan.columns.push_back(
          {column_name(node.code, spec.input), node.code, spec.input, spec.type});
      plan.specs.push_back(std::move(spec));
    }
    compiled.column_count = plan.columns.size() - compiled.first_column;
    if (const auto* rule = std::get_if<Custom>(&*node.rule)) {
      compiled.custom = &plan.custom.at(rule->name);
    }
  }
  for (const Gate& gate : node.gates) {
    compiled.gates.push_back({&gate, plan.columns.size()});
    if (gate.when) continue;
    ColumnSpec flag;
    flag.input = gate.id;
    flag.type = InputType::boolean;
    flag.title = gate.title;
    ++compiled.extra_count;
    plan.columns.push_back(
        {column_name(node.code, gate.id), node.code, gate.id, InputType::boolean});
    plan.specs.push_back(std::move(flag));
  }
  if (!node.weight_input.empty()) add_weight(plan, node, compiled);
  plan.nodes.push_back(std::move(compiled));
  plan.codes.push_back(node.code);
  plan.positions.emplace(node.code, position);
  if (position != 0 && !node.informative) {
    plan.nodes[parent].children.push_back(position);
    if (plan.nodes[position].weight_at) plan.nodes[parent].weighs_by_data = true;
  }
  for (const Node& child : node.children) add_node(plan, child, position, own);
  plan.nodes[position].end = plan.nodes.size();
}

/// Gates with flags, and weights from the data, use marks of the same layers as the first leaf
/// below, if the node itself is above all nodes that state layers.
inline void find_layers_of_gates(PlanState& plan) {
  for (PlanNode& node : plan.nodes) {
    if (node.extra_count == 0 || !node.layers->order.empty()) continue;
    const PlanNode* first = &node;
    while (!first->children.empty()) first = &plan.nodes[first->children.front()];
    node.layer = first->layer;
    node.layers = first->layers;
  }
}

/// Finds the nodes that gates test and whose figures leaves read, and an order in which every node
/// comes after its dependencies.
inline void add_order(PlanState& plan) {
  for (PlanNode& node : plan.nodes) {
    for (PlanGate& gate : node.gates) {
      if (!gate.gate->when) continue;
      gate.at = plan.positions.at(gate.gate->when->node);
      plan.looked_at.insert(gate.at);
    }
    if (!node.node->rule) continue;
    std::map<std::string_view, std::size_t> reads;
    for (const FigurePlace& place : figures_in(*node.node->rule)) {
      reads.emplace(place.figure->node, plan.positions.at(place.figure->node));
    }
    for (const auto& [code, read] : reads) {
      node.reads.push_back(read);
      plan.looked_at.insert(read);
    }
  }
  // Depth first with an explicit stack: a chain of gates may be as long as the rubric.
  std::vector<bool> entered(plan.nodes.size());
  std::vector<std::pair<std::size_t, bool>> open;
  for (std::size_t i = plan.nodes.size(); i-- > 1;) {
    if (plan.nodes[i].node->informative) open.emplace_back(i, false);
  }
  open.emplace_back(0, false);
  while (!open.empty()) {
    const auto [position, done] = open.back();
    open.pop_back();
    if (done) {
      plan.order.push_back(position);
    } else if (!entered[position]) {
      entered[position] = true;
      open.emplace_back(position, true);
      const PlanNode& node = plan.nodes[position];
      for (const std::size_t child : node.children) open.emplace_back(child, false);
      for (const PlanGate& gate : node.gates) {
        if (gate.gate->when) open.emplace_back(gate.at, false);
      }
      for (const std::size_t read : node.reads) open.emplace_back(read, false);
    }
  }
}

}  // namespace detail

Checked<Plan> compile(const Rubric& rubric, CompileOptions options) {
  check_stop();
  detail::IssueLog issues;
  detail::check_custom(rubric.root(), "", options.custom, issues);
  if (!issues.empty()) {
    return Checked<Plan>(issues.take(),
                         detail::say(detail::sentence::rubric_cannot_be_compiled, rubric.id()));
  }
  auto plan = std::make_shared<detail::PlanState>(rubric);
  plan->custom = std::move(options.custom);
  const RubricDraft& draft = rubric.draft();
  for (const Group& group : draft.groups) plan->groups.emplace(group.id, plan->groups.size());
  for (const auto& [kind, texts] : draft.markers) {
    for (const std::string& text : texts) plan->markers.emplace(text, kind);
  }
  plan->layers = detail::layers_by_id(plan->rubric.draft());
  if (draft.calendar) plan->calendar.emplace(*draft.calendar);
  detail::add_node(*plan, plan->rubric.root(), 0, {});
  detail::find_layers_of_gates(*plan);
  detail::add_order(*plan);
  plan->terminating = detail::terminating_figures(*plan);
  plan->lanes = detail::build_lanes(*plan);
  plan->fingerprint = "sha256:" + detail::sha256(std::string("parindex ") + version + '\n' +
                                                 detail::canonical_json(plan->rubric.draft()));
  return Checked<Plan>(PlanAccess::make(std::move(plan)));
}

const Rubric& Plan::rubric() const& noexcept { return state_->rubric; }
std::size_t Plan::size() const noexcept { return state_->nodes.size(); }
const std::vector<std::string>& Plan::codes() const& noexcept { return state_->codes; }

std::optional<std::size_t> Plan::find(std::string_view code) const {
  const auto found = state_->positions.find(std::string(code));
  if (found == state_->positions.end()) return std::nullopt;
  return found->second;
}

namespace detail {

inline const PlanNode& node_at(const PlanState& plan, std::size_t position) {
  if (position < plan.nodes.size()) return plan.nodes[position];
  throw Error(say(sentence::no_node_at_position_the_rubric_has, std::to_string(position),
                  std::to_string(plan.nodes.size())));
}

}  // namespace detail

const Node& Plan::node(std::size_t position) const& {
  return *detail::node_at(*state_, position).node;
}

std::size_t Plan::parent(std::size_t position) const {
  return detail::node_at(*state_, position).parent;
}

const std::vector<PlanColumn>& Plan::columns() const& noexcept { return state_->columns; }

const std::string& Plan::fingerprint() const& noexcept { return state_->fingerprint; }

const CustomRules& Plan::custom() const& noexcept { return state_->custom; }

std::vector<PlanStatistic> Plan::statistics() const {
  std::vector<PlanStatistic> found;
  for (std::size_t i = 0; i < state_->statistics.size(); ++i) {
    const Expression& statistic = *state_->statistics[i];
    found.push_back({codes()[state_->statistic_nodes[i]], statistic.statistic,
                     statistic.within_group, describe(statistic)});
  }
  return found;
}

const std::vector<TerminatingFigures>& Plan::terminating() const& noexcept {
  return state_->terminating;
}

std::vector<Lane> Plan::lanes() const {
  std::vector<Lane> reports;
  for (std::size_t i = 0; i < size(); ++i) {
    const detail::FixedNode& node = state_->lanes.nodes[i];
    const char* const lane = !node.fixed ? "exact" : node.reason.en.empty() ? "fixed" : "table";
    reports.push_back({codes()[i], lane, node.reason.en, node.reason.vi});
  }
  return reports;
}

std::ostream& operator<<(std::ostream& out, const Plan& value) {
  const Rubric& rubric = value.rubric();
  return out << "plan of " << detail::visible(rubric.id()) << ' '
             << detail::visible(rubric.edition()) << ": " << value.size() << " nodes, "
             << value.columns().size() << " columns, " << value.fingerprint();
}

PARINDEX_END_NAMESPACE
