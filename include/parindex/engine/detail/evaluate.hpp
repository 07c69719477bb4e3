// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <iterator>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <parindex/detail/issue_log.hpp>
#include <parindex/detail/make_issue.hpp>
#include <parindex/detail/sentences.hpp>
#include <parindex/engine/detail/plan_state.hpp>
#include <parindex/engine/detail/read_cell.hpp>
#include <parindex/engine/score.hpp>
#include <parindex/rubric/detail/aggregations.hpp>
#include <parindex/rubric/detail/node_limits.hpp>
#include <parindex/rubric/detail/rules.hpp>
#include <parindex/stop.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// The result of one node for one unit, as its parent uses it.
struct NodeOutcome {
  Status status = Status::error;
  Rational exact;                       // before the node's rounding
  Rational points;                      // after it
  Rational max;                         // applicable
  std::optional<Rational> weight = {};  // under the parent, if it comes from the data
};

/// The listener of scoring.
class IssueListener final : public Listener {
 public:
  explicit IssueListener(IssueLog& issues) : Listener(false), issues_(issues) {}
  void issue(Issue found) override { issues_.add(std::move(found)); }

 private:
  IssueLog& issues_;
};

inline NodeOutcome ok_outcome(const Node& node, Rational exact, Rational max, Listener& listener) {
  NodeOutcome outcome;
  outcome.status = Status::ok;
  outcome.points = node.rounding ? exact.rounded(*node.rounding) : exact;
  listener.points(exact);
  if (outcome.points != exact) {
    listener.step([&] {
      const Rounding& how = *node.rounding;
      return Branch{"/rounding",
                    say(words::rounded, name_of_word(to_string(how.mode)), phrase_of_grid(how),
                        exact.to_string(), outcome.points.to_string(how))};
    });
    listener.points(outcome.points);
  }
  outcome.exact = std::move(exact);
  outcome.max = std::move(max);
  return outcome;
}

inline NodeOutcome excluded_outcome() {
  NodeOutcome outcome;
  outcome.status = Status::excluded;
  return outcome;
}

/// Limits the result of a rule or an aggregation to the floor and the cap of its node.
inline Rational clamp_points(const Node& node, Rational points, Listener& listener) {
  Rational held = limited(node, points);
  listener.points(points);
  if (held != points) {
    listener.step([&] {
      const bool cap = held < points;
      return Branch{cap ? "/cap" : "/floor", say(cap ? words::capped_from : words::raised_from,
                                                 held.to_string(), points.to_string())};
    });
  }
  return held;
}

inline NodeOutcome apply_policy(const Node& node, MissingPolicy policy, Listener& listener) {
  switch (policy) {
    case MissingPolicy::error: break;
    case MissingPolicy::zero: return ok_outcome(node, 0, *node.max, listener);
    case MissingPolicy::exclude: return excluded_outcome();
    case MissingPolicy::full: return ok_outcome(node, *node.max, *node.max, listener);
    case MissingPolicy::points: break;  // only of kinds of no-value
  }
  return {};
}

/// The data about its unit, besides values, that a leaf may need.
struct UnitContext {
  const CohortState* cohort = nullptr;
  std::string_view group;
  const std::vector<NodeFigures>* figures = nullptr;  // of the nodes that the leaf reads
};

inline RuleContext context_of(const PlanState& plan, const PlanNode& leaf,
                              const UnitContext& unit) {
  return {&*leaf.inputs, calendar_of(plan), unit.cohort, &plan.statistic_places,
          unit.group,    leaf.custom,       unit.figures};
}

/// The figures that the rule of a leaf reads; `outcomes[i]` is the outcome of the node at position
/// i, which must be known for the nodes that the leaf reads.
template <class Outcomes>
std::vector<NodeFigures> figures_read(const PlanState& plan, const PlanNode& leaf,
                                      const Outcomes& outcomes) {
  std::vector<NodeFigures> figures;
  for (const std::size_t position : leaf.reads) {
    const NodeOutcome& outcome = outcomes[position];
    using State = NodeFigures::State;
    const State state = outcome.status == Status::ok      ? State::known
                        : outcome.status == Status::error ? State::failed
                                                          : State::none;
    figures.push_back({plan.nodes[position].node->code, state, outcome.points, outcome.max});
  }
  return figures;
}

/// The leaf does not exist for the group of the unit: it is left out, and must have no values.
template <class CellAt>
NodeOutcome skip_leaf(const PlanState& plan, const PlanNode& leaf, const CellAt& cell_at,
                      Listener& listener) {
  bool failed = false;
  for (std::size_t i = 0; i < leaf.column_count; ++i) {
    const std::size_t column = leaf.first_column + i;
    const Cell& cell = cell_at(column);
    if (no_value_of(plan.markers, plan.specs[column], cell)) continue;
    failed = true;
    listener.issue(value_issue(issue::value_unexpected, message_of(issue::value_unexpected),
                               sentence::nothing, cell.to_string(), plan.columns[column].name));
  }
  if (failed) return {};
  listener.branch([] { return Branch{"/only_for", say(words::other_group)}; });
  return excluded_outcome();
}

/// The kind of no-value of a leaf; nothing if it has all its values. If there are several kinds,
/// the first of missing, refused, not_proven and not_applicable applies: an input that was never
/// collected must not be hidden behind an answered one.
inline std::optional<NoValue> no_value_among(std::span<const std::optional<NoValue>> reasons) {
  for (const NoValue kind :
       {NoValue::missing, NoValue::refused, NoValue::not_proven, NoValue::not_applicable}) {
    if (std::find(reasons.begin(), reasons.end(), kind) != reasons.end()) return kind;
  }
  return std::nullopt;
}

/// Whether the leaf can be scored without this value: another value replaces it, or only
/// imputations read it.
inline bool is_dispensable(const ColumnSpec& spec, NoValue kind) {
  return spec.optional || (spec.imputed && kind == NoValue::missing);
}

/// The same from the data; nothing for a unit that does not have the leaf.
template <class CellAt>
std::optional<NoValue> no_value_of_leaf(const PlanState& plan, const PlanNode& leaf,
                                        std::size_t group, const CellAt& cell_at) {
  if (!exists(leaf, group)) return std::nullopt;
  std::vector<std::optional<NoValue>> reasons;
  for (std::size_t i = 0; i < leaf.column_count; ++i) {
    const std::size_t column = leaf.first_column + i;
    if (plan.specs[column].optional) continue;
    reasons.push_back(no_value_of(plan.markers, plan.specs[column], cell_at(column)));
  }
  return no_value_among(reasons);
}

/// Applies the policy for a leaf with missing values.
inline NodeOutcome evaluate_no_value(const PlanState& plan, const PlanNode& leaf,
                                     std::span<const Value> values, Listener& listener) {
  std::vector<std::optional<NoValue>> reasons;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const auto& none = values[i].none;
    const bool lacks = none && !is_dispensable(plan.specs[leaf.first_column + i], *none);
    reasons.push_back(lacks ? none : std::nullopt);
  }
  const std::optional<NoValue> kind = no_value_among(reasons);
  const auto policy = leaf.policies[static_cast<std::size_t>(*kind)];
  if (!policy || *policy == MissingPolicy::error) {
    const IssueCode& code = !policy                     ? issue::policy_undeclared
                            : *kind == NoValue::missing ? issue::value_missing
                                                        : issue::value_absent;
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (reasons[i] != kind) continue;
      const std::size_t column = leaf.first_column + i;
      listener.issue(value_issue(code, message_of(code), describe(plan.specs[column]),
                                 phrase_of(*kind), plan.columns[column].name));
    }
  }
  if (!policy) return {};
  const auto& points = leaf.policy_points[static_cast<std::size_t>(*kind)];
  listener.branch([&] {
    static constexpr const Sentence<1>* sentences[no_value_kinds] = {
        &words::missing, &words::not_applicable, &words::not_proven, &words::refused};
    const Phrase given =
        points ? say(words::policy_points, points->to_string()) : phrase_of(*policy, *leaf.node);
    return Branch{"/" + std::string(to_string(*kind)),
                  say(*sentences[static_cast<std::size_t>(*kind)], given)};
  });
  if (points) return ok_outcome(*leaf.node, *points, *leaf.node->max, listener);
  return apply_policy(*leaf.node, *policy, listener);
}

/// Replaces the missing values of inputs that declare an imputation. Returns the outcome of the
/// leaf if a value has no replacement, and nothing if each input has a value now. Throws
/// NumberTooLong.
inline std::optional<NodeOutcome> impute_values(const PlanState& plan, const PlanNode& leaf,
                                                std::span<Value> values, Listener& listener,
                                                const RuleContext& context) {
  const Node& node = *leaf.node;
  for (std::size_t i = 0; i < node.inputs.size(); ++i) {
    const Input& input = node.inputs[i];
    if (!input.impute || values[i].none != NoValue::missing) continue;
    const std::string& column = plan.columns[leaf.first_column + i].name;
    const Imputation& how = *input.impute;
    const std::string pointer = "/inputs/" + std::to_string(i) + "/impute";
    Evaluator evaluator(node, values, context);
    const auto found = evaluator.value_or_none(how.by);
    if (found) {
      values[i] = Value{};
      values[i].number = *found;
      const auto said = [&] {
        const bool date = input.type == InputType::date;
        const std::string value = date ? date_text(found->small_numerator()) : found->to_string();
        const Phrase by = phrase_of(how.by);
        return say(words::imputed_by, input.name, by.en == value ? by : by + " = " + value);
      };
      listener.step([&] { return Branch{pointer, said()}; });
      listener.issue(value_issue(issue::value_replaced, said(), {}, {}, column));
      continue;
    }
    if (auto why = evaluator.take_issue()) {
      listener.issue(*std::move(why));
      return NodeOutcome{};
    }
    // A checked rubric has a policy for every imputation that can be without data.
    const MissingPolicy instead = how.when_none.value_or(MissingPolicy::error);
    if (instead == MissingPolicy::error) {
      listener.issue(value_issue(issue::imputation_without_data,
                                 message_of(issue::imputation_without_data), phrase_of(how.by),
                                 sentence::none, column));
      return NodeOutcome{};
    }
    listener.branch([&] {
      return Branch{pointer + "/when_none",
                    say(words::nothing_to_impute, input.name, phrase_of(instead, node))};
    });
    return apply_policy(node, instead, listener);
  }
  return std::nullopt;
}

/// Scores a leaf. `cell_at(i)` is the cell of the i-th column of the plan; `group` is the position
/// of the group of the unit, or `no_group`; `values` is scratch space with room for every column of
/// the leaf.
template <class CellAt>
NodeOutcome evaluate_leaf(const PlanState& plan, const PlanNode& leaf, std::size_t group,
                          const CellAt& cell_at, std::vector<Value>& values, Listener& listener,
                          const UnitContext& unit) {
  stop_point(1000);
  if (!leaf.exists_for.empty() && group == no_group) return {};  // the row reports it once
  if (!exists(leaf, group)) return skip_leaf(plan, leaf, cell_at, listener);
  if (values.size() < leaf.column_count) values.resize(leaf.column_count);
  const Node& node = *leaf.node;
  bool failed = false;
  bool none = false;
  bool imputed = false;
  for (std::size_t i = 0; i < leaf.column_count; ++i) {
    const std::size_t column = leaf.first_column + i;
    const Cell& cell = cell_at(column);
    if (const auto kind = no_value_of(plan.markers, plan.specs[column], cell)) {
      values[i] = Value{};
      values[i].none = kind;
      const bool lacks = !is_dispensable(plan.specs[column], *kind);
      none = none || lacks;
      imputed = imputed || (!lacks && !plan.specs[column].optional);
      continue;
    }
    if (const IssueCode* code = read_cell(plan.specs[column], cell, values[i])) {
      failed = true;
      const ColumnSpec& spec = plan.specs[column];
      const auto* const text = std::get_if<std::string>(&cell.value());
      const Said message = did_you_mean(message_of(*code), text ? *text : "", spec.options);
      listener.issue(
          value_issue(*code, message, describe(spec), cell.to_string(), plan.columns[column].name));
    }
  }
  if (failed) return {};
  const std::span<Value> given_values(values.data(), leaf.column_count);
  if (none) return evaluate_no_value(plan, leaf, given_values, listener);
  const RuleContext context = context_of(plan, leaf, unit);
  try {
    if (imputed) {
      if (auto instead = impute_values(plan, leaf, given_values, listener, context)) {
        return *std::move(instead);
      }
    }
    const RuleOutcome outcome =
        evaluate_rule(RuleCall{node, *node.rule, given_values, listener, context});
    if (outcome.policy) return apply_policy(node, *outcome.policy, listener);
    return ok_outcome(node, clamp_points(node, outcome.points, listener), *node.max, listener);
  } catch (const NumberTooLong& error) {
    listener.issue(too_long_issue(error, node.code));
    return {};
  }
}

/// Scores a leaf that may read figures of other nodes, whose outcomes are known.
template <class CellAt, class Outcomes>
NodeOutcome evaluate_leaf_among(const PlanState& plan, const PlanNode& leaf, std::size_t group,
                                const CellAt& cell_at, const Outcomes& outcomes,
                                std::vector<Value>& values, Listener& listener, UnitContext unit) {
  const std::vector<NodeFigures> figures = figures_read(plan, leaf, outcomes);
  unit.figures = &figures;
  return evaluate_leaf(plan, leaf, group, cell_at, values, listener, unit);
}

/// The outcome of a node when nothing is left; `exists` says whether the unit has the node.
inline NodeOutcome nothing_left(const Node& node, bool exists, Listener& listener) {
  if (!node.nothing_left || !exists) return excluded_outcome();
  const Rational points = *node.nothing_left == NothingLeft::full ? *node.max : Rational(0);
  listener.step(
      [&] { return Branch{"/nothing_left", say(words::nothing_left, points.to_string())}; });
  return ok_outcome(node, points, *node.max, listener);
}

/// Whether the children's weights from the data add up to the declared sum; true without one.
template <class Outcomes>
bool weights_add_up(const PlanNode& parent, const Outcomes& outcomes, Listener& listener) {
  const auto* const mean = std::get_if<WeightedMean>(&parent.aggregation);
  if (mean == nullptr || !mean->weights_sum) return true;
  Rational total = 0;
  for (const std::size_t child : parent.children) {
    if (outcomes[child].weight) total += *outcomes[child].weight;
  }
  if (total == *mean->weights_sum) return true;
  listener.issue(value_issue(issue::weights_sum_mismatch,
                             say(sentence::weights_add_up_to, "", total.to_string()),
                             mean->weights_sum->to_string(), total.to_string(), parent.node->code));
  return false;
}

/// Aggregates the children of a node; `outcomes[i]` is the outcome of the node at position i, and
/// `exists` says whether the unit has the node.
template <class Outcomes>
NodeOutcome evaluate_inner(const PlanState& plan, const PlanNode& parent, const Outcomes& outcomes,
                           bool exists, Listener& listener) {
  stop_point(500 + 50 * parent.children.size());
  std::vector<Part> parts;
  bool unavailable = false;
  for (const std::size_t child : parent.children) {
    const NodeOutcome& outcome = outcomes[child];
    if (outcome.status == Status::error) return {};
    unavailable = unavailable || outcome.status == Status::unavailable;
    if (outcome.status != Status::ok) continue;
    parts.push_back({*plan.nodes[child].node, outcome.points, outcome.max,
                     outcome.weight ? &*outcome.weight : nullptr});
  }
  const Node& node = *parent.node;
  NodeOutcome none;
  none.status = Status::unavailable;
  if (parts.empty()) return unavailable ? none : nothing_left(node, exists, listener);
  try {
    if (parent.weighs_by_data && !weights_add_up(parent, outcomes, listener)) return {};
    AggregateOutcome made =
        aggregate_parts(parent.aggregation, AggregateCall{node, parts, listener});
    if (made.status == Status::excluded && !unavailable) {
      return nothing_left(node, exists, listener);
    }
    none.status = made.status;
    if (made.status != Status::ok) return none;
    return ok_outcome(node, clamp_points(node, std::move(made.points), listener),
                      std::move(made.max), listener);
  } catch (const NumberTooLong& error) {
    listener.issue(too_long_issue(error, node.code));
    return {};
  }
}

/// The public form of the outcome of a node at a position.
inline NodeResult to_result(const PlanState& plan, const NodeOutcome& outcome,
                            std::size_t position) {
  NodeResult result;
  result.status = outcome.status;
  if (outcome.status != Status::ok) return result;
  result.points = outcome.points;
  result.max = outcome.max;
  const DigitScope lifted(no_limit);  // both operands are within the limit
  result.index_exact = outcome.points * 100 / outcome.max;
  const auto& rounding = plan.nodes[position].index_rounding;
  result.index = rounding ? result.index_exact->rounded(*rounding) : *result.index_exact;
  return result;
}

}  // namespace detail

PARINDEX_END_NAMESPACE
