// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <optional>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include <parindex/rubric/detail/leaf.hpp>
#include <parindex/rubric/detail/named.hpp>
#include <parindex/rubric/rubric.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

// Whether the decimal expansion of a figure terminates for all data. Each kind of rule and of
// aggregation has its own `terminates` beside its other functions. False means that no proof was
// found; this is also the answer for a kind without an overload.

inline bool terminates(const Rational& value) { return value.is_terminating(); }

inline bool terminates(const std::optional<Rational>& value) {
  return !value || value->is_terminating();
}

/// Whether the product of a / b and a terminating number always terminates.
inline bool quotient_terminates(const Rational& a, const Rational& b) {
  return !b.is_zero() && Rational(a / b).is_terminating();
}

/// Whether the points of all options, bands, rows ... terminate.
template <class List>
bool points_terminate(const List& list) {
  return std::all_of(list.begin(), list.end(),
                     [](const auto& each) { return each.points.is_terminating(); });
}

/// Only a step excludes fractions such as 1/3 from an input that accepts numbers. Imputed values
/// are values that the input can have.
inline bool terminates(const Input& input) {
  if (input.type != InputType::number) return true;
  if (input.rounding) return true;
  return input.step && terminates(*input.step) && terminates(input.min);
}

/// `named`: names of a formula whose figures terminate.
inline bool terminates(const Expression& expression, const Node& leaf,
                       const std::set<std::string_view>& named = {}) {
  using Kind = Expression::Kind;
  const auto& parts = expression.parts;
  const auto all_parts = [&] {
    return std::all_of(parts.begin(), parts.end(),
                       [&](const Expression& part) { return terminates(part, leaf, named); });
  };
  switch (expression.kind) {
    case Kind::number: return terminates(expression.number);
    case Kind::input: {
      if (named.contains(expression.input)) return true;
      const Input* const input = find_input(leaf, expression.input);
      return input != nullptr && terminates(*input);
    }
    case Kind::add:
    case Kind::multiply:
    case Kind::subtract:
    case Kind::min:
    case Kind::max:
    case Kind::abs: return all_parts();
    case Kind::divide:
      return parts[1].kind == Kind::number && quotient_terminates(1, parts[1].number) &&
             terminates(parts[0], leaf, named);
    case Kind::map:
      return std::all_of(expression.values.begin(), expression.values.end(),
                         [](const auto& each) { return terminates(each.second); });
    case Kind::power:
    case Kind::winsorise: return all_parts();
    case Kind::root:
    case Kind::exp:
    case Kind::log:
    case Kind::date:
    case Kind::round:
    case Kind::days:
    case Kind::working_days: return true;
    case Kind::figure: return false;
    case Kind::cohort: break;
  }
  switch (expression.statistic) {
    case Statistic::median:
    case Statistic::min:
    case Statistic::max:
    case Statistic::sum:
    case Statistic::lowest:
    case Statistic::highest: return all_parts();
    case Statistic::quantile:
      return all_parts() &&
             (expression.method == QuantileMethod::nearest_rank || terminates(expression.number));
    case Statistic::count:
    case Statistic::rank:
    case Statistic::standard_deviation:
    case Statistic::z_score: return true;
    case Statistic::mean:
    case Statistic::percentile: break;  // divided by the number of units
  }
  return false;
}

/// The names whose figures terminate.
inline std::set<std::string_view> terminating_names(const NamedExpressions& let, const Node& leaf) {
  std::set<std::string_view> named;
  for (const Named* const each : NamedOrder(let).order) {
    if (terminates(each->second, leaf, named)) named.insert(each->first);
  }
  return named;
}

inline bool terminates(const Quantity& on, const Node& leaf) {
  if (on.rounding) return true;
  if (on.formula) return terminates(*on.formula, leaf, terminating_names(on.let, leaf));
  const Input* const input = find_input(leaf, on.numerator);
  return on.kind == Quantity::Kind::value && input != nullptr && terminates(*input);
}

/// Points of a rule, before the floor, cap, gates and rounding of its leaf.
template <class Kind>
bool terminates(const Kind&, const Node&) {
  return false;
}

/// What is proven about a node, or about the result of an aggregation, as its parent uses it.
struct Termination {
  bool points = false;
  bool max = false;                   ///< the applicable maximum
  std::optional<Rational> fixed_max;  ///< the applicable maximum if it is constant
  bool excludable = false;            ///< the node can be without points
};

/// What is proven about the children of a node, as an aggregation uses it.
struct ChildTerminations {
  struct Child {
    const Node* node;
    Termination figures;
  };
  const Node& node;
  std::vector<Child> children;

  bool any_excludable() const {
    return std::any_of(children.begin(), children.end(),
                       [](const Child& child) { return child.figures.excludable; });
  }
  /// Whether factor * share terminates for every child, where factor(child) is constant.
  template <class Factor>
  bool shares_terminate(const Factor& factor) const {
    return std::all_of(children.begin(), children.end(), [&](const Child& child) {
      const auto& max = child.figures.fixed_max;
      return child.figures.points && max && quotient_terminates(factor(*child.node), *max);
    });
  }
  /// The applicable maxima, if no child can be left out and each maximum is constant.
  std::optional<std::vector<Rational>> fixed_maxima() const {
    std::vector<Rational> maxima;
    for (const Child& child : children) {
      if (child.figures.excludable || !child.figures.fixed_max) return std::nullopt;
      maxima.push_back(*child.figures.fixed_max);
    }
    return maxima;
  }
  /// For an aggregation whose applicable maximum is that of its node.
  Termination over_own_maximum(bool points) const {
    return {points, terminates(*node.max), node.max, false};
  }
  /// For an aggregation that takes points and applicable maxima from its children.
  Termination of_children(std::optional<Rational> fixed_max) const {
    Termination made{true, true, std::move(fixed_max), false};
    for (const Child& child : children) {
      made.points = made.points && child.figures.points;
      made.max = made.max && child.figures.max;
    }
    return made;
  }
};

template <class Kind>
Termination terminates(const Kind&, const ChildTerminations& children) {
  return children.over_own_maximum(false);
}

}  // namespace detail

PARINDEX_END_NAMESPACE
