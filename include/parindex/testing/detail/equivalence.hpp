// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <compare>
#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <parindex/detail/visit.hpp>
#include <parindex/engine/detail/evaluate.hpp>
#include <parindex/rubric/detail/proof/finite_points.hpp>
#include <parindex/rubric/detail/proof/interval.hpp>
#include <parindex/rubric/detail/proof/rule_reach.hpp>
#include <parindex/rubric/detail/statistics.hpp>
#include <parindex/testing/detail/sentences.hpp>
#include <parindex/testing/search/leaf_lab.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

// Proofs that a changed rubric gives every unit the same result. Each function returns the reason
// in words, or nothing: without a proof, the rubrics are not treated as equivalent.

/// The maximum number of inputs of a leaf, and of combinations of children, that a proof goes
/// through.
inline constexpr std::size_t proof_cases = 20'000;

// ---- one leaf -----------------------------------------------------------------------------------

/// Every value that a column can contain without an issue, including the ways to have none. Nothing
/// if there are too many.
inline std::optional<std::vector<Cell>> all_cells(const ColumnSpec& spec) {
  std::vector<Cell> cells;
  switch (spec.type) {
    case InputType::boolean: cells = {Cell(false), Cell(true)}; break;
    case InputType::choice:
      for (const std::string& option : spec.options) cells.emplace_back(option);
      break;
    default: {
      const bool whole = spec.type == InputType::count || spec.type == InputType::date;
      if (!spec.min || !spec.max || !(spec.step || whole)) return std::nullopt;
      const Rational step = spec.step.value_or(Rational(1));
      if (Rational(static_cast<std::int64_t>(proof_cases)) * step < *spec.max - *spec.min) {
        return std::nullopt;
      }
      for (Rational value = *spec.min; value <= *spec.max; value += step) {
        cells.push_back(spec.type == InputType::date && value.is_small()
                            ? Cell(iso_date(value.small_numerator()))
                            : Cell(value));
      }
    }
  }
  cells.emplace_back(Missing{});
  for (const NoValue kind : {NoValue::not_applicable, NoValue::not_proven, NoValue::refused}) {
    cells.emplace_back(kind);
  }
  return cells;
}

/// Every input of the leaf that a plan contains alone; nothing if there are too many.
inline std::optional<std::vector<LeafInput>> all_inputs(const Plan& plan,
                                                        const std::vector<std::string>& groups) {
  std::vector<LeafInput> inputs;
  if (groups.empty()) inputs.emplace_back();
  for (const std::string& group : groups) inputs.push_back({{}, group, {}});
  for (const ColumnSpec& spec : plan.state().specs) {
    const auto cells = all_cells(spec);
    if (!cells || cells->size() * inputs.size() > proof_cases) return std::nullopt;
    std::vector<LeafInput> longer;
    longer.reserve(cells->size() * inputs.size());
    for (const LeafInput& input : inputs) {
      for (const Cell& cell : *cells) {
        longer.push_back(input);
        longer.back().cells.push_back(cell);
      }
    }
    inputs = std::move(longer);
  }
  return inputs;
}

inline bool same_specs(const Plan& a, const Plan& b) {
  const auto& first = a.state().specs;
  const auto& second = b.state().specs;
  return std::equal(first.begin(), first.end(), second.begin(), second.end(),
                    [](const ColumnSpec& x, const ColumnSpec& y) {
                      return x.input == y.input && x.type == y.type && x.min == y.min &&
                             x.max == y.max && x.step == y.step && x.options == y.options &&
                             x.rounding == y.rounding && x.missing_markers == y.missing_markers &&
                             x.optional == y.optional;
                    });
}

inline std::optional<Phrase> same_for_all_inputs(const Plan& before, const Plan& after,
                                                 const std::vector<std::string>& groups) {
  if (!same_specs(before, after)) return std::nullopt;
  const auto inputs = all_inputs(before, groups);
  if (!inputs) return std::nullopt;
  const auto a = try_leaf(before, *inputs, false);
  const auto b = try_leaf(after, *inputs, false);
  if (a.size() != inputs->size() || b.size() != a.size()) return std::nullopt;
  for (std::size_t i = 0; i < a.size(); ++i) {
    // Rankings and classes may use unrounded figures.
    if (!a[i].same_result(b[i]) || a[i].exact != b[i].exact) return std::nullopt;
  }
  return say(sentence::same_for_inputs, std::to_string(a.size()));
}

/// Proves that two lists of bands over one quantity differ only where the quantity has no value.
inline std::optional<Phrase> same_bands(const Node& before, const Node& after) {
  const auto* a = before.rule ? std::get_if<Bands>(&*before.rule) : nullptr;
  const auto* b = after.rule ? std::get_if<Bands>(&*after.rule) : nullptr;
  if (a == nullptr || b == nullptr || !(a->on == b->on)) return std::nullopt;
  Node rest = after;
  rest.rule = before.rule;
  if (!(rest == before)) return std::nullopt;
  const auto domain = domain_of(before, a->on);
  if (!domain) return std::nullopt;
  for (const Band& x : a->steps) {
    for (const Band& y : b->steps) {
      if (x.points == y.points) continue;
      const Cut from = std::max(lower_cut(x.lower), lower_cut(y.lower));
      const Cut to = std::min(upper_cut(x.upper), upper_cut(y.upper));
      if (from < to && witness(*domain, from, to)) return std::nullopt;
    }
  }
  return sentence::same_between_bands;
}

/// Caps and floors that no points reach.
inline std::optional<Phrase> same_within_limits(const Node& before, const Node& after,
                                                const PointsRange& inside) {
  const auto above = [&](const std::optional<Rational>& cap) {
    return !cap || (inside.max && *inside.max <= *cap);
  };
  const auto below = [&](const std::optional<Rational>& floor) {
    return !floor || (inside.min && *floor <= *inside.min);
  };
  if (before.cap != after.cap && !(above(before.cap) && above(after.cap))) return std::nullopt;
  if (before.floor != after.floor && !(below(before.floor) && below(after.floor))) {
    return std::nullopt;
  }
  const auto end = [](const std::optional<Rational>& value) {
    return value ? Phrase(value->to_string()) : Phrase(sentence::no_bound);
  };
  return before.cap != after.cap ? say(sentence::same_below_cap, end(inside.max))
                                 : say(sentence::same_above_floor, end(inside.min));
}

inline std::optional<Phrase> same_leaf_limits(const Node& before, const Node& after) {
  if (before.cap == after.cap && before.floor == after.floor) return std::nullopt;
  Node rest = after;
  rest.cap = before.cap;
  rest.floor = before.floor;
  if (!(rest == before) || !before.rule) return std::nullopt;
  Node free = before;
  free.cap.reset();
  free.floor.reset();
  free.rounding.reset();
  const auto inside =
      detail::visit([&](const auto& rule) { return reach_of(rule, free); }, *before.rule);
  return inside ? same_within_limits(before, after, *inside) : std::nullopt;
}

/// Roundings that have the same effect on each of the few values of a leaf before rounding.
inline std::optional<Phrase> same_leaf_roundings(const Node& before, const Node& after) {
  if (before.rounding == after.rounding || !before.rule || !before.max) return std::nullopt;
  Node rest = after;
  rest.rounding = before.rounding;
  if (!(rest == before)) return std::nullopt;
  auto points = listed_of_any(*before.rule, before);
  if (!points) return std::nullopt;
  PointSet values;
  for (const Rational& each : *points) values.insert(limited(before, each));
  values.insert(0);  // the points of policies
  values.insert(*before.max);
  for (const Gate& gate : before.gates) values.insert(gate.points);
  const auto rounded = [](const Node& node, const Rational& value) {
    return node.rounding ? value.rounded(*node.rounding) : value;
  };
  for (const Rational& value : values) {
    if (rounded(before, value) != rounded(after, value)) return std::nullopt;
  }
  return say(sentence::same_rounded, std::to_string(values.size()));
}

/// Why a changed leaf is the same for every unit. Both plans contain only this leaf; `groups` are
/// those that have it.
inline std::optional<Phrase> same_leaf(const Plan& before, const Plan& after,
                                       const std::vector<std::string>& groups) {
  const Node& a = before.node(1);
  const Node& b = after.node(1);
  if (!before.statistics().empty() || !after.statistics().empty()) return std::nullopt;
  if (before.state().nodes[1].custom || after.state().nodes[1].custom) return std::nullopt;
  if (auto reason = same_bands(a, b)) return reason;
  if (auto reason = same_leaf_limits(a, b)) return reason;
  if (auto reason = same_leaf_roundings(a, b)) return reason;
  return same_for_all_inputs(before, after, groups);
}

// ---- nodes above leaves -------------------------------------------------------------------------

/// Points as the node rounds them.
inline NodeOutcome settled(const Node& node, Rational exact, Rational max) {
  IssueLog none;
  IssueListener listener{none};
  return ok_outcome(node, std::move(exact), std::move(max), listener);
}

/// Points and applicable maximum, the minimum of a result.
using PointsAndMax = std::pair<Rational, Rational>;

/// A superset of the results that a node can have; `excludable` and `unavailable`: it can have
/// none.
struct NodeResults {
  std::set<PointsAndMax> values;
  bool excludable = false;
  bool unavailable = false;
};

/// Lists the possible results of the nodes of a plan, if the lists are short. A node that tests
/// other nodes has none.
class ResultLists {
 public:
  explicit ResultLists(const Plan& plan) : plan_(plan.state()) {
    lists_.resize(plan_.nodes.size());
    for (const std::size_t at : plan_.order) lists_[at] = list(at);
  }

  const std::optional<NodeResults>& of(std::size_t position) const { return lists_[position]; }

  /// Calls `look(outcomes)` for each combination of results of the children of a node, until it
  /// returns false or all have been visited. False if `look` returned false or there are too many
  /// combinations.
  template <class Look>
  bool each_combination(std::size_t position, const Look& look) const {
    if (plan_.nodes[position].weighs_by_data) return false;  // any weight is possible
    const std::vector<std::size_t>& children = plan_.nodes[position].children;
    std::vector<std::vector<NodeOutcome>> options;
    std::size_t product = 1;
    for (const std::size_t child : children) {
      if (!lists_[child]) return false;
      options.push_back(outcomes_of(*lists_[child]));
      product *= options.back().size();
      if (product > proof_cases) return false;
    }
    std::vector<NodeOutcome> outcomes(plan_.nodes.size());
    for (std::size_t n = 0; n < product; ++n) {
      std::size_t rest = n;
      for (std::size_t i = 0; i < children.size(); ++i) {
        outcomes[children[i]] = options[i][rest % options[i].size()];
        rest /= options[i].size();
      }
      if (!look(outcomes)) return false;
    }
    return true;
  }

  /// The data about children that an additive kind needs.
  struct Added {
    Rational first;         // sum: the points; mean: the weighted shares
    Rational second;        // sum: the maxima; mean: the weights
    std::size_t count = 0;  // of children that have points
    friend auto operator<=>(const Added&, const Added&) = default;
  };

  /// All totals that the children of a node can add up to. Nothing for another kind, or if the list
  /// is not short.
  std::optional<std::set<Added>> additions(std::size_t position) const {
    const PlanNode& node = plan_.nodes[position];
    if (!adds(node)) return std::nullopt;
    const bool sum = std::holds_alternative<Sum>(node.aggregation);
    std::set<Added> all{Added{Rational(0), Rational(0), 0}};
    for (const std::size_t child : node.children) {
      if (!lists_[child]) return std::nullopt;
      const NodeResults& results = *lists_[child];
      std::set<Added> longer;
      if (results.excludable || results.unavailable) longer = all;
      if (all.size() * results.values.size() > 50 * proof_cases) return std::nullopt;
      const Rational weight = plan_.nodes[child].node->weight.value_or(Rational(1));
      for (const Added& before : all) {
        for (const auto& [points, max] : results.values) {
          longer.insert({before.first + (sum ? points : weight * points / max),
                         before.second + (sum ? max : weight), before.count + 1});
        }
        if (longer.size() > proof_cases) return std::nullopt;
      }
      all = std::move(longer);
    }
    all.erase(Added{Rational(0), Rational(0), 0});
    return all;
  }

  static bool adds(const PlanNode& node) {
    const Aggregation& kind = node.aggregation;
    if (node.node->nothing_left || node.weighs_by_data || drop_of(kind) != nullptr) return false;
    const auto* sum = std::get_if<Sum>(&kind);
    return sum != nullptr
               ? sum->adjust.empty() && !sum->excluded
               : std::holds_alternative<Mean>(kind) || std::holds_alternative<WeightedMean>(kind);
  }

  /// The result of a node from such a total: a second definition of sum, mean and weighted_mean,
  /// which covers all combinations with the same total at once.
  static NodeOutcome added(const PlanNode& node, const Added& all) {
    NodeOutcome none;
    none.status = Status::unavailable;
    if (const auto* mean = std::get_if<Mean>(&node.aggregation)) {
      if (mean->minimum_available && all.count < *mean->minimum_available) return none;
    }
    if (const auto* mean = std::get_if<WeightedMean>(&node.aggregation)) {
      if (mean->minimum_available && all.count < *mean->minimum_available) return none;
      none.status = Status::excluded;
      if (all.second.is_zero()) return none;
    }
    if (std::holds_alternative<Sum>(node.aggregation)) {
      const auto& cap = node.node->cap;
      return settled(*node.node, limited(*node.node, all.first),
                     cap ? min(all.second, *cap) : all.second);
    }
    const Rational& max = *node.node->max;
    return settled(*node.node, limited(*node.node, max * all.first / all.second), max);
  }

 private:
  static std::vector<NodeOutcome> outcomes_of(const NodeResults& results) {
    std::vector<NodeOutcome> all;
    for (const auto& [points, max] : results.values) {
      NodeOutcome& one = all.emplace_back();
      one.status = Status::ok;
      one.exact = points;
      one.points = points;
      one.max = max;
    }
    NodeOutcome none;
    none.status = Status::excluded;
    if (results.excludable) all.push_back(none);
    none.status = Status::unavailable;
    if (results.unavailable) all.push_back(none);
    return all;
  }

  std::optional<NodeResults> list(std::size_t at) const {
    const PlanNode& node = plan_.nodes[at];
    for (const PlanGate& gate : node.gates) {
      if (gate.gate->when) return std::nullopt;
    }
    NodeResults found;
    if (node.children.empty()) {
      Inherited own;
      own.policies = node.policies;
      own.points = node.policy_points;
      const auto listed = finite_points(*node.node, own);
      if (!listed) return std::nullopt;
      for (const Rational& points : listed->points) found.values.emplace(points, *node.node->max);
      found.excludable = listed->excludable || !node.exists_for.empty();
      return found;
    }
    const auto add = [&](const NodeOutcome& outcome) {
      found.excludable = found.excludable || outcome.status == Status::excluded;
      found.unavailable = found.unavailable || outcome.status == Status::unavailable;
      if (outcome.status != Status::ok) return;
      found.values.emplace(outcome.points, outcome.max);
      for (const PlanGate& gate : node.gates) {
        // A cap does not change points below it, so it gives no other value.
        found.values.emplace(settled(*node.node, gate.gate->points, outcome.max).points,
                             outcome.max);
      }
    };
    if (const auto all = additions(at)) {
      for (const Added& one : *all) add(added(node, one));
      found.excludable = true;  // extra entries in a list do no harm
      found.unavailable = true;
    } else {
      IssueLog issues;
      IssueListener listener{issues};
      const bool through = each_combination(at, [&](const std::vector<NodeOutcome>& outcomes) {
        add(evaluate_inner(plan_, node, outcomes, true, listener));
        return found.values.size() <= proof_cases;
      });
      if (!through) return std::nullopt;
    }
    if (!node.exists_for.empty()) found.excludable = true;
    return found;
  }

  const PlanState& plan_;
  std::vector<std::optional<NodeResults>> lists_;
};

inline bool same_figures(const NodeOutcome& a, const NodeOutcome& b) {
  return a.status == b.status && a.points == b.points && a.max == b.max && a.exact == b.exact;
}

/// Why a node with changed members gives the same result for all results of its children. `lists`
/// are those of the unchanged plan.
inline std::optional<Phrase> same_node(const Plan& before, const Plan& after, std::size_t position,
                                       const ResultLists& lists) {
  const PlanState& old_plan = before.state();
  const PlanState& new_plan = after.state();
  const PlanNode& a = old_plan.nodes[position];
  const PlanNode& b = new_plan.nodes[position];
  if (a.node->gates != b.node->gates || a.children.empty()) return std::nullopt;
  // Policies and other inherited members take effect below the node.
  for (std::size_t i = 0; i < old_plan.nodes.size(); ++i) {
    if (old_plan.nodes[i].policies != new_plan.nodes[i].policies ||
        old_plan.nodes[i].policy_points != new_plan.nodes[i].policy_points) {
      return std::nullopt;
    }
    const bool other_kind = !(old_plan.nodes[i].aggregation == new_plan.nodes[i].aggregation);
    if (i != position && other_kind) return std::nullopt;
  }
  for (const PlanGate& gate : a.gates) {
    const Rational& points = gate.gate->points;
    if (settled(*a.node, points, 1).points != settled(*b.node, points, 1).points) {
      return std::nullopt;
    }
  }
  const bool same_weights =
      std::all_of(a.children.begin(), a.children.end(), [&](std::size_t child) {
        return old_plan.nodes[child].node->weight == new_plan.nodes[child].node->weight;
      });
  if (same_weights && a.aggregation.index() == b.aggregation.index() && ResultLists::adds(b)) {
    if (const auto all = lists.additions(position)) {
      for (const ResultLists::Added& one : *all) {
        if (!same_figures(ResultLists::added(a, one), ResultLists::added(b, one))) {
          return std::nullopt;
        }
      }
      return say(sentence::same_sums, std::to_string(all->size()));
    }
  }
  std::size_t seen = 0;
  const bool same = lists.each_combination(position, [&](const std::vector<NodeOutcome>& outcomes) {
    ++seen;
    IssueLog first;
    IssueLog second;
    IssueListener one{first};
    IssueListener other{second};
    return same_figures(evaluate_inner(old_plan, a, outcomes, true, one),
                        evaluate_inner(new_plan, b, outcomes, true, other)) &&
           first.count() == second.count();
  });
  if (!same) return std::nullopt;
  return say(sentence::same_combinations, std::to_string(seen));
}

/// Why another rounding of the index gives every node of every unit the same index.
inline std::optional<Phrase> same_index(const Plan& before, const Plan& after,
                                        const ResultLists& lists) {
  const auto rounded = [](const std::optional<Rounding>& how, const Rational& index) {
    return how ? index.rounded(*how) : index;
  };
  std::size_t seen = 0;
  for (std::size_t i = 0; i < before.size(); ++i) {
    const auto& a = before.state().nodes[i].index_rounding;
    const auto& b = after.state().nodes[i].index_rounding;
    if (a == b) continue;
    if (!lists.of(i)) return std::nullopt;
    for (const auto& [points, max] : lists.of(i)->values) {
      ++seen;
      const Rational index = points * 100 / max;
      if (rounded(a, index) != rounded(b, index)) return std::nullopt;
    }
  }
  return say(sentence::same_indices, std::to_string(seen));
}

}  // namespace detail

PARINDEX_END_NAMESPACE
