// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <parindex/detail/sentences.hpp>
#include <parindex/limits.hpp>
#include <parindex/rubric/detail/aggregate_call.hpp>
#include <parindex/rubric/detail/check/aggregation_checker.hpp>
#include <parindex/rubric/detail/fields.hpp>
#include <parindex/rubric/detail/proof/finite_points.hpp>
#include <parindex/rubric/detail/proof/reaches.hpp>
#include <parindex/rubric/detail/proof/terminating.hpp>
#include <parindex/rubric/detail/sentences/kinds.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

// geometric_mean: the root of the product of the shares.

inline constexpr KindName kind_of(const GeometricMean&) { return {"geometric_mean"}; }

template <class To>
void fields(To& to, Is<GeometricMean> auto& kind) {
  to("minimum_available", kind.minimum_available);
  to(since(2, "weights_sum"), kind.weights_sum, "The sum of the weights, which is checked.");
}

/// The smallest integer multiple of `whole` whose product with `value` is an integer.
inline Rational common_multiple(const Rational& whole, const Rational& value) {
  Rational multiple = whole;
  while (!(multiple * value).is_integer()) {
    // The remaining denominator is the factor that `multiple` lacks.
    multiple *= Rational::parse((multiple * value).denominator_string(), 100'000).value();
  }
  return multiple;
}

/// Weights as whole numbers without a common divisor, as exponents under a root.
inline std::vector<Rational> exponents_of(const std::vector<Rational>& weights) {
  Rational denominators = 1;
  for (const Rational& weight : weights) denominators = common_multiple(denominators, weight);
  Rational divisor = 0;
  for (const Rational& weight : weights) {
    Rational whole = weight * denominators;  // Euclid
    while (!whole.is_zero()) {
      Rational rest = divisor - whole * (divisor / whole).floor();
      divisor = std::move(whole);
      whole = std::move(rest);
    }
  }
  std::vector<Rational> exponents;
  for (const Rational& weight : weights) exponents.push_back(weight * denominators / divisor);
  return exponents;
}

inline Weights weights_of(const GeometricMean&) { return Weights::optional; }

inline AggregateOutcome aggregate(const GeometricMean& kind, const AggregateCall& call) {
  if (auto outcome = if_too_few(call, kind.minimum_available)) return *outcome;
  if (has_negative_share(call)) return no_points(Status::error);
  std::vector<Rational> weights;
  std::vector<const Part*> parts;
  for (const Part& part : call.parts) {
    if (part.weight().is_zero()) continue;
    weights.push_back(part.weight());
    parts.push_back(&part);
  }
  if (parts.empty()) {
    call.say([] { return say(words::weight_zero); });
    return no_points(Status::excluded);
  }
  const DigitScope under_root(limits().root_digits);
  const std::vector<Rational> exponents = exponents_of(weights);
  Rational product = 1;
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    product *= parts[i]->share().pow(static_cast<int>(exponents[i].small_numerator()));
    sum += exponents[i].small_numerator();
  }
  const int root = static_cast<int>(sum);
  const Rounding& how = *call.node.rounding;  // the check requires it
  AggregateOutcome outcome{Status::ok, (call.max().pow(root) * product).rounded_root(root, how),
                           call.max()};
  call.say([&] {
    std::string factors;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      factors += std::string(i == 0 ? "(" : " * (") + points_over_max(*parts[i]) + ")";
      if (exponents[i] != 1) factors += "^" + exponents[i].to_string();
    }
    const std::string root_of =
        factor(call.max()) + " * (" + factors + ")^(1/" + std::to_string(root) + ")";
    return say(words::rounded_to, root_of, name_of_word(to_string(how.mode)), phrase_of_grid(how),
               outcome.points.to_string(how));
  });
  return outcome;
}

inline void check(const GeometricMean& kind, AggregationChecker& checker) {
  checker.check_minimum(kind.minimum_available);
}

inline void check_form(const GeometricMean& kind, AggregationChecker& checker) {
  if (!checker.node().rounding) {
    checker.add(issue::rounding_missing, "", sentence::a_geometric_mean_may_be_irrational_state_a,
                sentence::a_rounding_for_the_node, sentence::none);
  }
  std::vector<std::vector<Rational>> lists;
  if (checker.weighted()) {
    lists = checker.weight_lists();
  } else {
    lists.emplace_back(checker.children().size(), Rational(1));
  }
  checker.compare_weights(lists, kind.weights_sum);
  for (std::vector<Rational>& weights : lists) {
    std::erase(weights, Rational(0));
    Rational root = 0;
    for (const Rational& exponent : exponents_of(weights)) root += exponent;
    if (root <= Rational(limits().root_degree)) continue;
    checker.add(issue::number_too_long, "", sentence::the_degree_of_the_root_given_by_the_weights,
                say(sentence::weights_that_as_whole_numbers_in_lowest,
                    std::to_string(limits().root_degree)),
                root.to_string());
    return;
  }
}

inline Termination terminates(const GeometricMean&, const ChildTerminations& children) {
  return children.over_own_maximum(true);  // rounded
}

inline NodeReach reach_of(const GeometricMean&, const ChildReaches& reaches) {
  return reaches.mean(reaches.any_excludable());
}

}  // namespace detail

PARINDEX_END_NAMESPACE
