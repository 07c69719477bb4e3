// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include <parindex/numbers/detail/logarithm.hpp>
#include <parindex/rubric/detail/input_index.hpp>
#include <parindex/rubric/detail/leaf.hpp>
#include <parindex/rubric/detail/proof/interval.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

// The values that an expression can have, by interval arithmetic. A domain may contain values that
// cannot occur (x - x is not known to be 0), which can only make a proof about the rule stricter.
// It never lacks a value that can occur.

/// Known domains that are narrower than the expression alone gives: of the parts that a case
/// compares.
using Scope = std::vector<std::pair<const Expression*, Domain>>;

inline const Cut below_all{Cut::Where::below_all, 0};
inline const Cut above_all{Cut::Where::above_all, 0};

inline Domain point(const Rational& value) {
  return {{Cut::Where::before, value}, {Cut::Where::after, value}, {}, value};
}

inline bool is_point(const Domain& domain) {
  return is_finite(domain.lower) && is_finite(domain.upper) &&
         domain.lower.value == domain.upper.value;
}

/// The step of a domain; 0 for a single value, nothing if values are dense.
inline std::optional<Rational> step_of(const Domain& domain) {
  return is_point(domain) ? std::optional(Rational(0)) : domain.step;
}

inline void set_grid(Domain& domain, const Rational& step, Rational base) {
  if (!step.is_zero()) domain.step = step;
  domain.base = std::move(base);
}

inline Rational base_of(const Domain& domain) {
  return is_point(domain) ? domain.lower.value : domain.base;
}

inline Domain negated(const Domain& domain) {
  const auto flip = [](const Cut& cut) -> Cut {
    using Where = Cut::Where;
    switch (cut.where) {
      case Where::below_all: return above_all;
      case Where::above_all: return below_all;
      case Where::before: return {Where::after, -cut.value};
      case Where::after: return {Where::before, -cut.value};
    }
    return cut;
  };
  return {flip(domain.upper), flip(domain.lower), domain.step, -domain.base};
}

inline Domain sum_of(const Domain& a, const Domain& b) {
  const auto end = [](const Cut& x, const Cut& y, const Cut& none, Cut::Where closed) -> Cut {
    if (!is_finite(x) || !is_finite(y)) return none;
    if (x.where == closed && y.where == closed) return {closed, x.value + y.value};
    const Cut::Where open = closed == Cut::Where::before ? Cut::Where::after : Cut::Where::before;
    return {open, x.value + y.value};
  };
  Domain sum;
  sum.lower = end(a.lower, b.lower, below_all, Cut::Where::before);
  sum.upper = end(a.upper, b.upper, above_all, Cut::Where::after);
  const auto [step, other] = std::pair(step_of(a), step_of(b));
  if (step && other) set_grid(sum, common_divisor(*step, *other), base_of(a) + base_of(b));
  return sum;
}

inline Domain product_of(const Domain& a, const Domain& b) {
  // An end of a domain: a value, or nothing if there is no end; closed if the value belongs to it.
  struct End {
    std::optional<Rational> value;
    int sign;
    bool closed;
  };
  const auto ends = [](const Domain& domain) {
    const auto end = [](const Cut& cut, int infinite, Cut::Where closed) -> End {
      if (!is_finite(cut)) return {std::nullopt, infinite, false};
      return {cut.value, cut.value.sign(), cut.where == closed};
    };
    return std::pair(end(domain.lower, -1, Cut::Where::before),
                     end(domain.upper, 1, Cut::Where::after));
  };
  const auto [a_low, a_high] = ends(a);
  const auto [b_low, b_high] = ends(b);
  Domain product;
  bool first = true;
  for (const End* x : {&a_low, &a_high}) {
    for (const End* y : {&b_low, &b_high}) {
      const int sign = x->sign * y->sign;
      Cut low = below_all;
      Cut high = above_all;
      if (sign == 0 || (x->value && y->value)) {
        // 0 times any number is 0; whether an end at 0 is open does not matter.
        const Rational value = sign == 0 ? Rational(0) : *x->value * *y->value;
        const bool closed = sign == 0 || (x->closed && y->closed);
        low = {closed ? Cut::Where::before : Cut::Where::after, value};
        high = {closed ? Cut::Where::after : Cut::Where::before, value};
      } else if (sign > 0) {
        low = above_all;
      } else {
        high = below_all;
      }
      // A corner at infinity widens only one side.
      if (first || low < product.lower) product.lower = low;
      if (first || product.upper < high) product.upper = high;
      first = false;
    }
  }
  if (product.lower == above_all) product.lower = below_all;
  if (product.upper == below_all) product.upper = above_all;
  const auto [step, other] = std::pair(step_of(a), step_of(b));
  if (step && other) {
    // (p + i s)(q + k t) = pq + i s q + k t p + i k s t
    const Rational p = base_of(a), q = base_of(b);
    set_grid(product, common_divisor(common_divisor(*step * q, *other * p), *step * *other), p * q);
  }
  return product;
}

inline Domain division_of(const Domain& a, const Domain& b) {
  if (is_point(b)) {
    return b.lower.value.is_zero() ? Domain{} : product_of(a, point(Rational(1) / b.lower.value));
  }
  const Cut zero{Cut::Where::before, 0};
  if (!(b.lower < zero)) return quotient_domain(a, b, 1);
  if (!(Cut{Cut::Where::after, 0} < b.upper)) return quotient_domain(negated(a), negated(b), 1);
  return {};
}

inline Domain hull_of(const Domain& a, const Domain& b, bool greatest) {
  Domain hull;
  const auto pick = [&](const Cut& x, const Cut& y) { return (x < y) == greatest ? y : x; };
  hull.lower = pick(a.lower, b.lower);
  hull.upper = pick(a.upper, b.upper);
  const auto [step, other] = std::pair(step_of(a), step_of(b));
  if (step && other) {
    const Rational shift = base_of(a) - base_of(b);
    set_grid(hull, common_divisor(common_divisor(*step, *other), shift), base_of(a));
  }
  return hull;
}

inline Domain rounded_domain(const Domain& domain, const Rounding& how) {
  Domain result;
  if (is_finite(domain.lower)) {
    result.lower = {Cut::Where::before, domain.lower.value.rounded(how)};
  }
  if (is_finite(domain.upper)) {
    result.upper = {Cut::Where::after, domain.upper.value.rounded(how)};
  }
  set_grid(result, step_of(how), 0);
  return result;
}

inline Domain cohort_domain(const Expression& expression, Domain of) {
  const bool above_zero = !(of.lower < Cut{Cut::Where::before, 0});
  switch (expression.statistic) {
    case Statistic::min:
    case Statistic::max:
    case Statistic::lowest:
    case Statistic::highest: return of;
    case Statistic::quantile:
      if (expression.method == QuantileMethod::linear) of.step.reset();
      return of;
    case Statistic::mean:
    case Statistic::median: of.step.reset(); return of;
    case Statistic::sum:
      // At least one unit has a value.
      if (!above_zero) of.lower = below_all;
      of.upper = above_all;
      of.step.reset();
      return of;
    case Statistic::count:
    case Statistic::rank: return {{Cut::Where::before, 1}, above_all, Rational(1), 0};
    case Statistic::percentile: return {{Cut::Where::before, 0}, {Cut::Where::after, 100}, {}, 0};
    case Statistic::standard_deviation: {
      Domain result;
      result.lower = {Cut::Where::before, 0};
      if (is_finite(of.lower) && is_finite(of.upper)) {
        // Of a population at most half of the range; of a sample its root of 1/2 (two units).
        const Rational range = of.upper.value - of.lower.value;
        const Rational square = range * range / (expression.sample ? 2 : 4);
        result.upper = {Cut::Where::after, square.rounded_root(2, *expression.rounding)};
      }
      set_grid(result, step_of(*expression.rounding), 0);
      return result;
    }
    case Statistic::z_score: {
      Domain result;
      set_grid(result, step_of(*expression.rounding), 0);
      return result;
    }
  }
  return {};
}

/// A number to a whole power of at least 1.
inline Domain power_domain(const Domain& domain, const Rational& exponent) {
  const auto power = static_cast<int>(exponent.small_numerator());
  const auto raised = [&](Cut cut) {
    if (is_finite(cut)) cut.value = cut.value.pow(power);
    return cut;
  };
  if (is_point(domain)) return point(domain.lower.value.pow(power));
  const Cut zero{Cut::Where::before, 0};
  Domain result;
  if (power % 2 != 0 || !(domain.lower < zero)) {
    result.lower = raised(domain.lower);
    result.upper = raised(domain.upper);
    return result;
  }
  // In an even power the sign does not matter: the side that reaches further from 0 counts.
  const Domain other = negated(domain);
  const Domain& far = domain.upper < other.upper ? other : domain;
  result.lower = zero;
  result.upper = raised(far.upper);
  return result;
}

/// A root, an exponential or a logarithm, rounded: each is monotonic. An end outside the numbers
/// that the check allows bounds nothing.
inline Domain rounded_function_domain(const Expression& expression, const Domain& of) {
  using Kind = Expression::Kind;
  const Rounding& how = *expression.rounding;
  const auto value = [&](const Cut& cut) -> std::optional<Rational> {
    if (!is_finite(cut)) return std::nullopt;
    if (expression.kind == Kind::root) {
      const Rational least = max(cut.value, Rational(0));
      return least.rounded_root(static_cast<int>(expression.number.small_numerator()), how);
    }
    if (expression.kind == Kind::exp) {
      if (cut.value > Rational(most_exponent)) return std::nullopt;
      return rounded_exponential(cut.value, how);
    }
    if (cut.value.sign() <= 0) return std::nullopt;
    return rounded_logarithm(cut.value, expression.number, how);
  };
  std::optional<Rational> low = value(of.lower);
  std::optional<Rational> high = value(of.upper);
  const bool falls = expression.kind == Kind::log && !expression.number.is_zero() &&
                     expression.number < Rational(1);
  if (falls) std::swap(low, high);
  if (!low && expression.kind != Kind::log) low = Rational(0);
  Domain result;
  if (low) result.lower = {Cut::Where::before, *low};
  if (high) result.upper = {Cut::Where::after, *high};
  set_grid(result, step_of(how), 0);
  return result;
}

// Recursive over the parts: the check rejects deeper nesting (nesting.hpp).
inline Domain domain_within(const InputIndex& inputs, const Expression& expression,
                            const Scope& scope) {
  for (const auto& [known, domain] : scope) {
    if (*known == expression) return domain;
  }
  using Kind = Expression::Kind;
  std::vector<Domain> parts;
  for (const Expression& part : expression.parts) {
    parts.push_back(domain_within(inputs, part, scope));
  }
  const auto fold = [&](const auto& combine) {
    Domain result = parts[0];
    for (std::size_t i = 1; i < parts.size(); ++i) result = combine(result, parts[i]);
    return result;
  };
  switch (expression.kind) {
    case Kind::number:
    case Kind::date: return point(expression.number);
    case Kind::input: {
      const Input* input = inputs.find(expression.input);
      return input ? domain_of(*input) : Domain{};
    }
    case Kind::add: return fold(sum_of);
    case Kind::multiply: return fold(product_of);
    case Kind::min: return fold([](const auto& a, const auto& b) { return hull_of(a, b, false); });
    case Kind::max: return fold([](const auto& a, const auto& b) { return hull_of(a, b, true); });
    case Kind::subtract: return sum_of(parts[0], negated(parts[1]));
    case Kind::divide: return division_of(parts[0], parts[1]);
    case Kind::abs: {
      if (!(parts[0].lower < Cut{Cut::Where::before, 0})) return parts[0];
      Domain result = hull_of(parts[0], negated(parts[0]), true);
      if (result.lower < Cut{Cut::Where::before, 0}) result.lower = {Cut::Where::before, 0};
      return result;
    }
    case Kind::round: return rounded_domain(parts[0], *expression.rounding);
    case Kind::days: return sum_of(parts[1], negated(parts[0]));
    case Kind::working_days: {
      // Between no days and all days.
      Domain result = sum_of(parts[1], negated(parts[0]));
      const Domain none = point(0);
      if (none.lower < result.lower) result.lower = none.lower;
      if (result.upper < none.upper) result.upper = none.upper;
      result.step.reset();
      set_grid(result, 1, 0);
      return result;
    }
    case Kind::cohort: return cohort_domain(expression, parts[0]);
    case Kind::figure: return {};  // any number
    case Kind::map: {
      std::optional<Domain> all;
      for (const auto& [word, number] : expression.values) {
        const Domain one = point(number);
        if (!all) {
          all = one;
          continue;
        }
        Domain both = hull_of(*all, one, true);
        both.lower = std::min(all->lower, one.lower);
        all = std::move(both);
      }
      return all.value_or(Domain{});
    }
    case Kind::winsorise: return hull_of(hull_of(parts[0], parts[1], true), parts[2], false);
    case Kind::power: return power_domain(parts[0], expression.number);
    case Kind::root:
    case Kind::exp:
    case Kind::log: return rounded_function_domain(expression, parts[0]);
  }
  return {};
}

/// The values of an expression. The names of the formula are known from the domains of those that
/// they read, unless the scope knows them.
inline Domain domain_of(const InputIndex& inputs, const Expression& expression,
                        const Scope& scope = {}) {
  if (inputs.names().empty()) return domain_within(inputs, expression, scope);
  Scope known = scope;
  for (const InputIndex::Part& each : inputs.names()) {
    const bool stated = std::any_of(scope.begin(), scope.end(),
                                    [&](const auto& entry) { return *entry.first == each.name; });
    if (!stated) known.emplace_back(&each.name, domain_within(inputs, *each.of, known));
  }
  return domain_within(inputs, expression, known);
}

inline Domain domain_of(const Node& node, const Expression& expression) {
  return domain_of(InputIndex(node), expression);
}

/// The number of expressions in it, including itself.
inline std::size_t size_of(const Expression& expression) {
  std::size_t size = 1;
  for (const Expression& part : expression.parts) size += size_of(part);
  return size;
}

/// Whether any denominator in the expression can be 0: also that of a statistic, where all units
/// have one value or there is only one unit.
inline bool can_divide_by_zero(const InputIndex& inputs, const Expression& expression) {
  if (expression.kind == Expression::Kind::cohort &&
      (expression.statistic == Statistic::z_score ||
       (expression.statistic == Statistic::standard_deviation && expression.sample))) {
    return true;
  }
  if (expression.kind == Expression::Kind::divide &&
      holds_zero(domain_of(inputs, expression.parts[1]))) {
    return true;
  }
  return std::any_of(expression.parts.begin(), expression.parts.end(),
                     [&](const Expression& part) { return can_divide_by_zero(inputs, part); });
}

inline bool can_divide_by_zero(const InputIndex& inputs, const NamedExpressions& let) {
  return std::any_of(let.begin(), let.end(),
                     [&](const Named& each) { return can_divide_by_zero(inputs, each.second); });
}

inline bool can_divide_by_zero(const InputIndex& inputs, const Condition& condition) {
  if (can_divide_by_zero(inputs, condition.of)) return true;
  return std::any_of(condition.parts.begin(), condition.parts.end(),
                     [&](const Condition& part) { return can_divide_by_zero(inputs, part); });
}

}  // namespace detail

PARINDEX_END_NAMESPACE
