// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <utility>

#include <parindex/detail/date.hpp>
#include <parindex/rubric/rubric.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// A cut of the number line: just before or just after a value, or at one of its two ends.
///
/// Ranges with open and closed ends become pairs of cuts. Then "70 <= x" and "x < 70" meet at the
/// same cut, and no other code distinguishes open and closed ends.
struct Cut {
  enum class Where { below_all, before, after, above_all };
  Where where;
  Rational value;  // 0 at the two ends

  friend bool operator==(const Cut&, const Cut&) = default;
  friend bool operator<(const Cut& a, const Cut& b) {
    const auto end = [](Where w) {
      return w == Where::below_all ? -1 : w == Where::above_all ? 1 : 0;
    };
    if (end(a.where) != end(b.where)) return end(a.where) < end(b.where);
    if (end(a.where) != 0) return false;
    if (a.value != b.value) return a.value < b.value;
    return a.where == Where::before && b.where == Where::after;
  }
};

/// Whether a value is between two ends, each open, closed or absent.
inline bool in_range(const std::optional<Bound>& lower, const std::optional<Bound>& upper,
                     const Rational& value) {
  if (lower && (value < lower->value || (!lower->closed && value == lower->value))) return false;
  return !upper || value < upper->value || (upper->closed && value == upper->value);
}

inline Cut lower_cut(const std::optional<Bound>& bound) {
  if (!bound) return {Cut::Where::below_all, 0};
  return {bound->closed ? Cut::Where::before : Cut::Where::after, bound->value};
}

inline Cut upper_cut(const std::optional<Bound>& bound) {
  if (!bound) return {Cut::Where::above_all, 0};
  return {bound->closed ? Cut::Where::after : Cut::Where::before, bound->value};
}

/// The values that an input or a quantity can take: a range, and for counts and stepped inputs a
/// grid `base + n * step` within it.
struct Domain {
  Cut lower{Cut::Where::below_all, 0};
  Cut upper{Cut::Where::above_all, 0};
  std::optional<Rational> step;
  Rational base;
};

inline bool is_finite(const Cut& cut) {
  return cut.where == Cut::Where::before || cut.where == Cut::Where::after;
}

/// A value of the domain between two cuts, or nothing if there is none: the witness of a gap.
inline std::optional<Rational> witness(const Domain& domain, Cut lower, Cut upper) {
  if (lower < domain.lower) lower = domain.lower;
  if (domain.upper < upper) upper = domain.upper;
  if (!(lower < upper)) return std::nullopt;
  if (domain.step) {
    const Rational& step = *domain.step;
    Rational value = domain.base;
    if (is_finite(lower)) {
      // The first grid value that is not below the cut.
      value = domain.base + step * -((-(lower.value - domain.base) / step).floor());
      if (value == lower.value && lower.where == Cut::Where::after) value += step;
    } else if (is_finite(upper)) {
      value = domain.base + step * ((upper.value - domain.base) / step).floor();
      if (value == upper.value && upper.where == Cut::Where::before) value -= step;
    }
    if (is_finite(upper) && !(Cut{Cut::Where::before, value} < upper)) return std::nullopt;
    return value;
  }
  if (is_finite(lower) && lower.where == Cut::Where::before) return lower.value;
  if (is_finite(upper) && upper.where == Cut::Where::after) return upper.value;
  if (is_finite(lower) && is_finite(upper)) return (lower.value + upper.value) / 2;
  if (is_finite(lower)) return lower.value + 1;
  if (is_finite(upper)) return upper.value - 1;
  return Rational(0);
}

inline Domain domain_of(const Input& input) {
  Domain domain;
  if (input.min) domain.lower = {Cut::Where::before, *input.min};
  if (input.max) domain.upper = {Cut::Where::after, *input.max};
  // Another check may call this before it is known that the step is above 0.
  if (input.step && input.step->sign() > 0) domain.step = input.step;
  domain.base = input.min.value_or(0);
  if (input.rounding && input.rounding->multiple > 0 && input.type == InputType::number) {
    domain.step = step_of(*input.rounding);
    domain.base = 0;
  }
  if (input.type == InputType::date) {
    // Days are whole numbers, and an ISO date has a year of four digits.
    if (!input.min) domain.lower = {Cut::Where::before, first_day};
    if (!input.max) domain.upper = {Cut::Where::after, last_day};
    domain.step = Rational(1);
    domain.base = 0;
  }
  if (input.type == InputType::count) {
    const Cut zero{Cut::Where::before, 0};
    if (domain.lower < zero) domain.lower = zero;
    if (!domain.step) {
      domain.step = Rational(1);
      domain.base = 0;
    }
  }
  return domain;
}

inline bool holds(const Domain& domain, const Rational& value) {
  return witness(domain, {Cut::Where::before, value}, {Cut::Where::after, value}).has_value();
}

/// Whether the domain contains 0, the value that a denominator must not take.
inline bool holds_zero(const Domain& domain) { return holds(domain, 0); }

/// The range of numerator / denominator. Exact if the denominator cannot be negative; otherwise all
/// numbers, which can only make a proof about the rule stricter.
inline Domain quotient_domain(const Domain& num, const Domain& den, const Rational& scale) {
  Domain range;
  const Cut zero{Cut::Where::before, 0};
  if (den.lower < zero) return range;
  // The smallest denominator above 0; nothing if it can be arbitrarily small.
  std::optional<Rational> least;
  if (den.step) {
    least = witness(den, {Cut::Where::after, 0}, {Cut::Where::above_all, 0});
    if (!least) return range;
  } else if (den.lower.value.sign() > 0) {
    least = den.lower.value;
  }
  const std::optional<Rational> greatest =
      is_finite(den.upper) ? std::optional(den.upper.value) : std::nullopt;
  // One end of the quotient: an end of the numerator over the denominator that moves it furthest.
  const auto end = [&](const Cut& cut, bool is_lower) -> Cut {
    const Cut unbounded{is_lower ? Cut::Where::below_all : Cut::Where::above_all, 0};
    if (!is_finite(cut)) return unbounded;
    const int sign = cut.value.sign();
    const Cut::Where closed = is_lower ? Cut::Where::before : Cut::Where::after;
    const Cut::Where open = is_lower ? Cut::Where::after : Cut::Where::before;
    if (sign == 0) return {closed, 0};
    const bool outward = (sign < 0) == is_lower;  // away from 0: the smallest denominator applies
    if (outward) return least ? Cut{closed, scale * cut.value / *least} : unbounded;
    return greatest ? Cut{closed, scale * cut.value / *greatest} : Cut{open, 0};
  };
  range.lower = end(num.lower, true);
  range.upper = end(num.upper, false);
  return range;
}

/// Restricts a domain to the declared range of a quantity.
inline void narrow(Domain& domain, const std::optional<Rational>& min,
                   const std::optional<Rational>& max) {
  if (min && domain.lower < Cut{Cut::Where::before, *min}) {
    domain.lower = {Cut::Where::before, *min};
  }
  if (max && Cut{Cut::Where::after, *max} < domain.upper) {
    domain.upper = {Cut::Where::after, *max};
  }
}

}  // namespace detail

PARINDEX_END_NAMESPACE
