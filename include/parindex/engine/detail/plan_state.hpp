// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include <parindex/engine/fixed/lanes.hpp>
#include <parindex/engine/plan.hpp>
#include <parindex/rubric/detail/check/layer_checker.hpp>
#include <parindex/rubric/detail/inherited.hpp>
#include <parindex/rubric/detail/input_index.hpp>
#include <parindex/rubric/detail/leaf.hpp>
#include <parindex/rubric/detail/rule_call.hpp>
#include <parindex/rubric/detail/working_days.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// The group of a unit without a group, or with a group that the rubric does not declare.
inline constexpr std::size_t no_group = static_cast<std::size_t>(-1);

/// A gate of a node.
struct PlanGate {
  const Gate* gate = nullptr;
  std::size_t at = 0;  // its column, or the node that it tests
};

/// A node with everything that it inherits or names resolved.
struct PlanNode {
  const Node* node = nullptr;
  std::size_t parent = 0;
  std::vector<std::size_t> children;  // those that it aggregates, without nodes for information
  std::size_t end = 0;                // the position after the last descendant
  Policies policies;
  PolicyPoints policy_points;
  std::vector<bool> exists_for;  // by position of the group; empty: for every unit
  Aggregation aggregation;
  std::string layer;
  std::shared_ptr<const LayerList> layers;  // sources of the marks
  Provenance provenance = Provenance::unstated;
  std::optional<Rounding> index_rounding;
  std::size_t first_column = 0;  // a leaf reads columns first_column .. + column_count
  std::size_t column_count = 0;
  std::size_t extra_count = 0;           // gates with a flag, and the weight; their columns follow
  std::optional<std::size_t> weight_at;  // the column of the weight, if that comes from the data
  bool weighs_by_data = false;           // a child that it aggregates has such a weight
  std::optional<InputIndex> inputs;      // of a leaf
  const CustomRule* custom = nullptr;    // of a leaf whose rule is custom
  std::vector<std::size_t> reads;        // nodes whose figures the rule of a leaf reads, by code
  std::vector<PlanGate> gates;
};

/// The columns that belong to a node itself, from `first_column` on: the columns of its rule, of
/// its gates and of its weight.
inline std::size_t own_columns(const PlanNode& node) {
  return node.column_count + node.extra_count;
}

/// Whether a unit of this group has the node; `no_group` has every node that all groups have.
inline bool exists(const PlanNode& node, std::size_t group) {
  return node.exists_for.empty() || (group != no_group && node.exists_for[group]);
}

/// Calls a function with every child of a node in document order, including nodes for information.
template <class Nodes, class See>
void each_child(const Nodes& nodes, std::size_t position, const See& see) {
  for (std::size_t at = position + 1; at < nodes[position].end; at = nodes[at].end) see(at);
}

struct PlanState {
  explicit PlanState(Rubric checked) : rubric(std::move(checked)) {}

  Rubric rubric;
  CustomRules custom;
  std::vector<PlanNode> nodes;  // in document order
  // An order in which every node comes after its children, after the nodes that its gates test and
  // after the nodes whose figures it reads.
  std::vector<std::size_t> order;
  std::vector<std::string> codes;
  std::unordered_map<std::string, std::size_t> positions;  // code -> position
  std::unordered_map<std::string, std::size_t> groups;     // id -> position
  LayersById layers;
  std::unordered_map<std::string, NoValue> markers;  // text in the data -> its meaning
  std::set<std::size_t> looked_at;  // positions of nodes that a gate tests or a leaf reads
  std::vector<PlanColumn> columns;
  std::vector<ColumnSpec> specs;  // one per column
  // The statistics that leaves use, in document order, and the node of each.
  std::vector<const Expression*> statistics;
  std::vector<std::size_t> statistic_nodes;
  StatisticPlaces statistic_places;
  std::optional<WorkingDays> calendar;
  std::string fingerprint;
  std::vector<TerminatingFigures> terminating;  // one per node
  Lanes lanes;
};

inline const WorkingDays* calendar_of(const PlanState& plan) {
  return plan.calendar ? &*plan.calendar : nullptr;
}

/// The position of a group, or `no_group`.
inline std::size_t group_of(const PlanState& plan, const std::string& id) {
  const auto found = plan.groups.find(id);
  return found == plan.groups.end() ? no_group : found->second;
}

}  // namespace detail

PARINDEX_END_NAMESPACE
