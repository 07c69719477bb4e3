// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <span>
#include <string>

#include <parindex/detail/plan_state.hpp>
#include <parindex/detail/read_cell.hpp>
#include <parindex/score.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// The result of one node for one unit, as it flows up the tree.
struct NodeOutcome {
  NodeStatus status = NodeStatus::failed;
  Rational exact;   // before the node's rounding
  Rational points;  // after it
  Rational max;     // applicable
};

/// Listens to nothing but issues. Every other call compiles away, so scoring and explaining run
/// through one definition of every rule and only explaining pays for its words.
struct IssueListener {
  Issues& issues;

  void issue(Issue found) { issues.push_back(std::move(found)); }
  template <class Describe>
  void branch(const Describe&) {}
  void quantity(const Rational&, const Quantity&) {}
};

inline Issue value_issue(const IssueCode& code, std::string message, std::string expected,
                         std::string actual, std::string field) {
  Issue found = make_issue(code, std::move(message), std::move(expected), std::move(actual));
  found.field = std::move(field);
  return found;
}

/// What a rule made of the values of its leaf: points, or the policy that decides instead.
struct RuleOutcome {
  std::optional<MissingPolicy> policy;
  Rational points;
};

/// The branch that was taken: a JSON Pointer relative to the node, and words.
struct Branch {
  std::string pointer;
  std::string text;
};

/// The value of the quantity that a rule looks at. Nothing when `outcome` already says what
/// happens: the denominator is 0, or the value is out of range and was reported.
template <class Listener>
std::optional<Rational> evaluate_quantity(const PlanNode& leaf, const Quantity& on,
                                          std::span<const Value> values, Listener& listener,
                                          RuleOutcome& outcome) {
  Rational value = values[leaf.numerator].number;
  if (on.kind != Quantity::Kind::value) {
    const Rational& denominator = values[leaf.denominator].number;
    if (denominator.is_zero()) {
      // A checked rubric has a policy wherever the denominator can be 0.
      outcome.policy = on.when_zero.value_or(MissingPolicy::error);
      if (*outcome.policy == MissingPolicy::error) {
        listener.issue(value_issue(issue::denominator_zero,
                                   "The denominator of " + describe(on) + " is 0", "not 0", "0",
                                   column_name(leaf.node->code, on.denominator)));
      } else {
        listener.branch([&] {
          return Branch{"/rule/" + std::string(name_of(*leaf.node->rule)) + "/on/when_zero",
                        on.denominator + " is 0: " + std::string(to_string(*outcome.policy))};
        });
      }
      return std::nullopt;
    }
    value /= denominator;
    if (on.kind == Quantity::Kind::percent) value *= 100;
  }
  listener.quantity(value, on);
  const bool below = on.min && value < *on.min;
  if (below || (on.max && value > *on.max)) {
    outcome.policy = MissingPolicy::error;
    listener.issue(value_issue(
        below ? issue::value_below_minimum : issue::value_above_maximum,
        describe(on) + " is out of range",
        (below ? "at least " : "at most ") + (below ? *on.min : *on.max).to_string(),
        value.to_string(), leaf.node->code));
    return std::nullopt;
  }
  return value;
}

/// Points by rule, before the leaf's rounding. Every kind of rule has its overload.
template <class Listener>
struct EvaluateRule {
  const PlanNode& leaf;
  std::span<const Value> values;  // one per column of the leaf
  Listener& listener;

  RuleOutcome operator()(const Choice& rule) const {
    const std::size_t i = values[0].option;
    listener.branch([&] {
      return Branch{"/rule/choice/options/" + std::to_string(i),
                    rule.options[i].id + " gives " + rule.options[i].points.to_string()};
    });
    return {{}, rule.options[i].points};
  }

  RuleOutcome operator()(const YesNo& rule) const {
    const bool yes = values[0].flag;
    const Rational& points = yes ? rule.yes : rule.no;
    listener.branch([&] {
      const std::string word = yes ? "yes" : "no";
      return Branch{"/rule/yes_no/" + word, word + " gives " + points.to_string()};
    });
    return {{}, points};
  }

  RuleOutcome operator()(const AllOf& rule) const {
    std::size_t held = 0;
    for (const Value& value : values) held += value.flag ? 1 : 0;
    const bool all = held == values.size();
    const Rational& points = all ? rule.points : rule.otherwise;
    listener.branch([&] {
      std::string failing;
      for (std::size_t i = 0; i < values.size(); ++i) {
        if (!values[i].flag) failing += (failing.empty() ? "" : ", ") + rule.items[i].id;
      }
      return Branch{all ? "/rule/all_of/points" : "/rule/all_of/otherwise",
                    (all ? "all items hold" : "not held: " + failing) + ", gives " +
                        points.to_string()};
    });
    return {{}, points};
  }

  RuleOutcome operator()(const Checklist& rule) const {
    Rational points = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (values[i].flag) points += rule.items[i].points;
    }
    listener.branch([&] {
      std::string sum;
      for (std::size_t i = 0; i < values.size(); ++i) {
        if (!values[i].flag) continue;
        sum += (sum.empty() ? "" : " + ") + rule.items[i].id + " " +
               rule.items[i].points.to_string();
      }
      return Branch{"/rule/checklist/items",
                    sum.empty() ? "no item holds, gives 0" : sum + " = " + points.to_string()};
    });
    return {{}, points};
  }

  RuleOutcome operator()(const Bands& rule) const {
    RuleOutcome outcome;
    const auto value = evaluate_quantity(leaf, rule.on, values, listener, outcome);
    if (!value) return outcome;
    for (std::size_t i = 0; i < rule.steps.size(); ++i) {
      const Band& band = rule.steps[i];
      if (!holds(band, *value)) continue;
      listener.branch([&] {
        return Branch{"/rule/bands/steps/" + std::to_string(i),
                      describe(band) + " gives " + band.points.to_string()};
      });
      return {{}, band.points};
    }
    // check() proved that the bands cover every value that can get here.
    throw Error("no band of " + leaf.node->code + " holds " + value->to_string());
  }

  RuleOutcome operator()(const Proportional& rule) const {
    RuleOutcome outcome;
    const auto value = evaluate_quantity(leaf, rule.on, values, listener, outcome);
    if (!value) return outcome;
    if (rule.cut_off) {
      const Bound& bound = rule.cut_off->bound;
      if (*value < bound.value || (bound.closed && *value == bound.value)) {
        listener.branch([&] {
          return Branch{"/rule/proportional/cut_off",
                        std::string(bound.closed ? "x <= " : "x < ") + bound.value.to_string() +
                            " gives " + rule.cut_off->points.to_string()};
        });
        return {{}, rule.cut_off->points};
      }
    }
    Rational points = *leaf.node->max * *value / rule.full_at;
    const bool capped = rule.cap && points > *rule.cap;
    const bool floored = !capped && rule.floor && points < *rule.floor;
    listener.branch([&] {
      const std::string formula = leaf.node->max->to_string() + " * x / " +
                                  rule.full_at.to_string() + " = " + points.to_string();
      if (capped) {
        return Branch{"/rule/proportional/cap", formula + ", capped at " + rule.cap->to_string()};
      }
      if (floored) {
        return Branch{"/rule/proportional/floor",
                      formula + ", raised to " + rule.floor->to_string()};
      }
      return Branch{"/rule/proportional/full_at", formula};
    });
    if (capped) points = *rule.cap;
    if (floored) points = *rule.floor;
    return {{}, std::move(points)};
  }

  RuleOutcome operator()(const Direct&) const {
    listener.branch([&] {
      return Branch{"/rule/direct", "mark of " + values[0].number.to_string()};
    });
    return {{}, values[0].number};
  }

 private:
  static bool holds(const Band& band, const Rational& value) {
    if (band.lower) {
      if (value < band.lower->value) return false;
      if (!band.lower->closed && value == band.lower->value) return false;
    }
    if (band.upper) {
      if (value > band.upper->value) return false;
      if (!band.upper->closed && value == band.upper->value) return false;
    }
    return true;
  }
};

inline NodeOutcome given(const Node& node, Rational exact, Rational max) {
  NodeOutcome outcome;
  outcome.status = NodeStatus::ok;
  outcome.points = node.rounding ? exact.rounded(*node.rounding) : exact;
  outcome.exact = std::move(exact);
  outcome.max = std::move(max);
  return outcome;
}

inline NodeOutcome apply_policy(const Node& node, MissingPolicy policy) {
  switch (policy) {
    case MissingPolicy::error: break;
    case MissingPolicy::zero: return given(node, 0, *node.max);
    case MissingPolicy::exclude: {
      NodeOutcome outcome;
      outcome.status = NodeStatus::excluded;
      return outcome;
    }
    case MissingPolicy::full: return given(node, *node.max, *node.max);
  }
  return {};
}

/// The sentence of a code as a message: without its full stop, as "; expected ..." follows.
inline std::string message_of(const IssueCode& code) {
  return std::string(code.summary.substr(0, code.summary.size() - 1));
}

/// Scores a leaf. `cell_at(i)` is the cell of the i-th column of the plan; `values` is scratch
/// space with room for every column of the leaf.
template <class CellAt, class Listener>
NodeOutcome evaluate_leaf(const PlanState& plan, const PlanNode& leaf, const CellAt& cell_at,
                          std::vector<Value>& values, Listener& listener) {
  if (values.size() < leaf.column_count) values.resize(leaf.column_count);
  const Node& node = *leaf.node;
  bool failed = false;
  bool missing = false;
  for (std::size_t i = 0; i < leaf.column_count; ++i) {
    const std::size_t column = leaf.first_column + i;
    const Cell& cell = cell_at(column);
    if (const IssueCode* code = read_cell(plan.specs[column], cell, values[i])) {
      failed = true;
      listener.issue(value_issue(*code, message_of(*code), describe(plan.specs[column]),
                                 cell.to_string(), plan.columns[column].name));
    }
    missing = missing || values[i].missing;
  }
  if (failed) return {};
  if (missing) {
    for (std::size_t i = 0; leaf.missing == MissingPolicy::error && i < leaf.column_count; ++i) {
      if (!values[i].missing) continue;
      const std::size_t column = leaf.first_column + i;
      listener.issue(value_issue(issue::value_missing, message_of(issue::value_missing),
                                 describe(plan.specs[column]), "missing",
                                 plan.columns[column].name));
    }
    listener.branch([&] {
      return Branch{"/missing", "missing: " + std::string(to_string(leaf.missing))};
    });
    return apply_policy(node, leaf.missing);
  }
  const RuleOutcome outcome = std::visit(
      EvaluateRule<Listener>{leaf, std::span<const Value>(values.data(), leaf.column_count),
                             listener},
      *node.rule);
  if (outcome.policy) return apply_policy(node, *outcome.policy);
  return given(node, outcome.points, *node.max);
}

/// Aggregates the children of a node. Every aggregation has its overload.
struct Aggregate {
  const PlanState& plan;
  const PlanNode& parent;
  std::span<const NodeOutcome> outcomes;  // of every node of the plan

  NodeOutcome operator()(const Sum&) const {
    Rational points = 0;
    Rational max = 0;
    for (const std::size_t child : parent.children) {
      if (outcomes[child].status != NodeStatus::ok) continue;
      points += outcomes[child].points;
      max += outcomes[child].max;
    }
    return given(*parent.node, std::move(points), std::move(max));
  }

  NodeOutcome operator()(const WeightedMean&) const {
    Rational sum = 0;
    Rational weights = 0;
    for (const std::size_t child : parent.children) {
      if (outcomes[child].status != NodeStatus::ok) continue;
      const Rational& weight = *plan.nodes[child].node->weight;
      sum += weight * outcomes[child].points / outcomes[child].max;
      weights += weight;
    }
    if (weights.is_zero()) {
      NodeOutcome outcome;
      outcome.status = NodeStatus::excluded;
      return outcome;
    }
    return given(*parent.node, *parent.node->max * sum / weights, *parent.node->max);
  }
};

inline NodeOutcome evaluate_inner(const PlanState& plan, const PlanNode& parent,
                                  std::span<const NodeOutcome> outcomes) {
  bool any = false;
  for (const std::size_t child : parent.children) {
    if (outcomes[child].status == NodeStatus::failed) return {};
    any = any || outcomes[child].status == NodeStatus::ok;
  }
  if (!any) {
    NodeOutcome outcome;
    outcome.status = NodeStatus::excluded;
    return outcome;
  }
  return std::visit(Aggregate{plan, parent, outcomes}, parent.aggregation);
}

/// What a node's outcome looks like from outside.
inline NodeResult to_result(const PlanState& plan, const NodeOutcome& outcome) {
  NodeResult result;
  result.status = outcome.status;
  if (outcome.status != NodeStatus::ok) return result;
  result.points = outcome.points;
  result.max = outcome.max;
  result.index_exact = outcome.points * 100 / outcome.max;
  const auto& rounding = plan.rubric.draft().index_rounding;
  result.index = rounding ? result.index_exact->rounded(*rounding) : *result.index_exact;
  return result;
}

}  // namespace detail

PARINDEX_END_NAMESPACE
