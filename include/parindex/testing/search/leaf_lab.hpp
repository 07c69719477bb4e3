// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <initializer_list>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <parindex/detail/contains.hpp>
#include <parindex/detail/json_text.hpp>
#include <parindex/detail/json_tree.hpp>
#include <parindex/engine/detail/evaluate.hpp>
#include <parindex/engine/detail/scores_access.hpp>
#include <parindex/engine/detail/scores_state.hpp>
#include <parindex/engine/trace.hpp>
#include <parindex/numbers/detail/unit.hpp>
#include <parindex/rubric/detail/canonical.hpp>
#include <parindex/rubric/detail/compared.hpp>
#include <parindex/rubric/detail/json/rubric.hpp>
#include <parindex/rubric/detail/statistics.hpp>
#include <parindex/stop.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// The values of one leaf for one unit, one cell per column, the group of the unit, and its table,
/// if that matters.
struct LeafInput {
  std::vector<Cell> cells;
  std::string group;
  std::string cohort;
  friend bool operator==(const LeafInput&, const LeafInput&) = default;
};

/// Adds a part to a key: two keys are equal exactly if their parts are equal.
inline void add_to_key(std::string& key, char kind, std::string_view text) {
  key += kind;
  key += std::to_string(text.size());
  key += ':';
  key += text;
}
inline void add_to_key(std::string& key, const Cell& cell) {
  const Cell::Value& value = cell.value();
  if (const auto* text = std::get_if<std::string>(&value)) {
    add_to_key(key, '"', *text);  // the whole text: to_string may cut it
  } else {
    add_to_key(key, static_cast<char>('0' + value.index()), cell.to_string());
  }
}

inline std::string key_of(const LeafInput& input) {
  std::string key;
  add_to_key(key, 'g', input.group);
  add_to_key(key, 'c', input.cohort);
  for (const Cell& cell : input.cells) add_to_key(key, cell);
  return key;
}

/// The result of a leaf for these values.
struct LeafOutcome {
  Status status = Status::error;
  std::optional<Rational> points;
  std::optional<Rational> max;
  std::optional<Rational> index;
  std::optional<Rational> exact;    // points before the leaf's rounding
  std::vector<std::string> issues;  // code and column of each
  // Only on request.
  std::string branch;
  Phrase branch_text;
  std::optional<Rational> quantity;
  std::vector<std::optional<Rational>> compared;  // as `compared_in` lists the expressions
  std::vector<std::string> steps;                 // pointers of imputations, and after the rule
  std::vector<std::string> rows;                  // pointers of the table rows that applied

  bool same_result(const LeafOutcome& other) const {
    return status == other.status && points == other.points && max == other.max &&
           issues == other.issues;
  }
};

/// One leaf taken out of its rubric: a rubric of this leaf alone, whose text can be changed and
/// tried a thousand times, while the whole rubric is read once.
struct IsolatedLeaf {
  std::string code;
  std::string pointer;  // of the leaf in the rubric file
  const JsonValue* json = nullptr;
  JsonValue frame;                    // the rubric around it, without nodes
  std::vector<std::string> groups;    // all groups of the rubric
  std::vector<std::string> only_for;  // groups that have the leaf; empty: all
  std::string only_for_pointer;       // of that list
  bool whole_cohort = false;          // it reads other units
  bool by_group = false;              // it has rules by group
  bool summed = true;                 // its parent is a sum, which determines its maximum

  Checked<Rubric> check(const JsonValue& leaf) const {
    JsonValue whole = frame;
    JsonValue nodes;
    nodes.kind = JsonValue::Kind::array;
    nodes.key = "nodes";
    nodes.children.push_back(alone(leaf));
    whole.children.push_back(std::move(nodes));
    return check_rubric_tree(whole);
  }

 private:
  /// The leaf without its members about other nodes and other units: its weight under its parent,
  /// whether the parent counts it, the units for which it replaces another leaf, the gates that
  /// test other nodes, its ranking and its classes.
  static JsonValue alone(JsonValue leaf) {
    for (const char* key :
         {"weight", "weight_input", "only_for", "informative", "ranking", "classes"}) {
      remove_member(leaf, key);
    }
    if (JsonValue* const gates = find_member(leaf, "gates")) {
      std::erase_if(gates->children,
                    [](const JsonValue& gate) { return gate.find("when") != nullptr; });
    }
    return leaf;
  }
};

/// A rubric as the tree of its canonical text.
class RubricText {
 public:
  explicit RubricText(const Rubric& rubric) : root_(canonical_tree(rubric.draft())) {
    Above above;
    above.inherit(root_, rubric.draft().root);
    for (const Group& group : rubric.draft().groups) groups_.push_back(group.id);
    walk(*root_.find("nodes"), rubric.draft().root, "/nodes", above);
  }
  RubricText(const RubricText&) = delete;
  RubricText& operator=(const RubricText&) = delete;

  const JsonValue& root() const { return root_; }
  const std::vector<std::string>& groups() const { return groups_; }
  const std::vector<IsolatedLeaf>& leaves() const { return leaves_; }
  const IsolatedLeaf* find(std::string_view code) const {
    for (const IsolatedLeaf& leaf : leaves_) {
      if (leaf.code == code) return &leaf;
    }
    return nullptr;
  }

 private:
  // The inherited members of a leaf, and the keys of the top that it needs.
  static bool is_inherited(std::string_view key) {
    for (const char* word : {"missing", "not_applicable", "not_proven", "refused", "layer"}) {
      if (key == word) return true;
    }
    return false;
  }
  static bool is_needed(std::string_view key) {
    for (const char* word :
         {"parindex", "id", "edition", "index_rounding", "groups", "calendar", "markers"}) {
      if (key == word) return true;
    }
    return false;
  }

  /// The members that a node inherits from its ancestors.
  struct Above {
    std::map<std::string, JsonValue> members;
    std::vector<std::string> only_for;
    std::string only_for_pointer;
    bool summed = true;

    void inherit(const JsonValue& json, const Node& node) {
      if (node.aggregation) summed = std::holds_alternative<Sum>(*node.aggregation);
      for (const JsonValue& member : json.children) {
        if (is_inherited(member.key)) members[member.key] = member;
      }
    }
    /// A node exists for the groups that it names, among those for which its parent exists.
    void narrow(const Node& node, const std::string& at) {
      if (node.only_for.empty()) return;
      std::vector<std::string> both;
      for (const std::string& group : node.only_for) {
        if (only_for.empty() || contains(only_for, group)) both.push_back(group);
      }
      only_for = std::move(both);
      only_for_pointer = at + "/only_for";
    }
  };

  void walk(const JsonValue& nodes, const Node& parent, const std::string& pointer,
            const Above& above) {
    for (std::size_t i = 0; i < nodes.children.size(); ++i) {
      const JsonValue& json = nodes.children[i];
      const Node& node = parent.children[i];
      const std::string at = pointer + "/" + std::to_string(i);
      Above own = above;
      own.narrow(node, at);
      if (const JsonValue* children = json.find("children")) {
        own.inherit(json, node);
        walk(*children, node, at + "/children", own);
        continue;
      }
      IsolatedLeaf leaf;
      leaf.code = node.code;
      leaf.pointer = at;
      leaf.json = &json;
      leaf.groups = groups_;
      leaf.only_for = own.only_for;
      leaf.only_for_pointer = own.only_for_pointer;
      leaf.summed = own.summed;
      leaf.whole_cohort = !statistics_of(node).empty();
      leaf.by_group = std::holds_alternative<ByGroup>(*node.rule);
      leaf.frame = frame_of(json, own);
      leaves_.push_back(std::move(leaf));
    }
  }

  JsonValue frame_of(const JsonValue& leaf, const Above& above) const {
    JsonValue frame;
    frame.kind = JsonValue::Kind::object;
    for (const JsonValue& member : root_.children) {
      if (!is_needed(member.key)) continue;
      JsonValue& kept = frame.children.emplace_back(member);
      if (member.key != "groups" || above.only_for.empty()) continue;
      std::erase_if(kept.children, [&](const JsonValue& group) {
        return !contains(above.only_for, group.find("id")->text);
      });
    }
    for (const auto& [key, value] : above.members) frame.children.push_back(value);
    frame.children.push_back(*leaf.find("max"));
    JsonValue& sum = frame.children.emplace_back();
    sum.kind = JsonValue::Kind::string;
    sum.key = "aggregation";
    sum.text = "sum";
    return frame;
  }

  JsonValue root_;
  std::vector<std::string> groups_;
  std::vector<IsolatedLeaf> leaves_;
};

/// Pointers of the rows of a decision table that determine the points of a leaf; `branch` is the
/// one that a trace names.
inline std::vector<std::string> decisive_rows(const ScoresState& scores, std::size_t row,
                                              std::size_t position, const std::string& branch) {
  const std::string list = "/decision_table/rows/";
  const std::size_t found = branch.find(list);
  if (found == std::string::npos) return {};
  const PlanState& plan = scores.plan.state();
  const PlanNode& leaf = plan.nodes[position];
  const UnitContext unit = scores.unit(row);
  const Rule& rule = rule_for(*leaf.node->rule, unit.group);
  const auto* table = std::get_if<DecisionTable>(&rule);
  if (table == nullptr) return {};
  if (table->hit == DecisionTable::Hit::unique || table->hit == DecisionTable::Hit::first) {
    return {branch};
  }
  IssueLog ignored(0);
  IssueListener listener{ignored};
  std::vector<Value> values;
  evaluate_leaf(
      plan, leaf, scores.group(row), [&](std::size_t column) { return scores.cell(row, column); },
      values, listener, unit);
  const RuleCall call{*leaf.node, rule, std::span(values.data(), leaf.column_count), listener,
                      context_of(plan, leaf, unit)};
  std::vector<std::string> pointers;
  for (const std::size_t i : decisive_rows(*table, rows_that_hold(*table, call))) {
    pointers.push_back(branch.substr(0, found) + list + std::to_string(i));
  }
  return pointers;
}

/// Scores the only leaf of a plan for some inputs. Empty if the table cannot be scored.
inline std::vector<LeafOutcome> try_leaf(const Plan& plan, const std::vector<LeafInput>& inputs,
                                         bool traced) {
  std::vector<LeafOutcome> outcomes;
  if (inputs.empty()) return outcomes;
  stop_point(20'000);  // building a table has a cost
  Table table;
  for (std::size_t i = 0; i < plan.columns().size(); ++i) {
    std::vector<Cell> cells;
    for (const LeafInput& input : inputs) cells.push_back(input.cells[i]);
    table.columns.emplace_back(plan.columns()[i].name, std::move(cells));
  }
  if (std::any_of(inputs.begin(), inputs.end(),
                  [](const LeafInput& input) { return !input.group.empty(); })) {
    for (const LeafInput& input : inputs) table.groups.push_back(input.group);
  }
  ScoreOptions options;
  options.threads = 1;
  options.issues = no_limit;  // each issue is part of an outcome
  const Checked<Scores> checked = score(plan, std::move(table), options);
  if (!checked) return outcomes;
  const Scores& scores = checked.value();
  outcomes.resize(inputs.size());
  for (const Issue& found : scores.issues()) {
    if (found.row != 0) outcomes[found.row - 1].issues.push_back(found.code + " " + found.field);
  }
  for (std::size_t row = 0; row < inputs.size(); ++row) {
    LeafOutcome& outcome = outcomes[row];
    const NodeResult result = scores.at(row, std::size_t{1});
    outcome.status = result.status;
    outcome.points = result.points;
    outcome.exact = plan.node(1).rounding ? scores.exact(row, 1) : result.points;
    outcome.max = result.max;
    outcome.index = result.index;
    if (!traced) continue;
    const Trace trace = explain_node(scores, row, 1);
    outcome.branch = trace.branch;
    outcome.branch_text = {trace.branch_text, trace.branch_text_vi};
    outcome.quantity = trace.quantity;
    for (const TraceStep& step : trace.steps) {
      const bool limit = step.kind == StepKind::cap || step.kind == StepKind::floor;
      if (limit || step.kind == StepKind::gate || step.kind == StepKind::replaced) {
        outcome.steps.push_back(step.pointer);
      }
    }
    outcome.compared = compared_values(scores, row, 1);
    outcome.rows = decisive_rows(ScoresAccess::state(scores), row, 1, trace.branch);
  }
  return outcomes;
}

}  // namespace detail

PARINDEX_END_NAMESPACE
