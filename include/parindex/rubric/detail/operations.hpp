// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <parindex/rubric/rule.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

// How the operations of expressions are written in a rubric file.

/// Whether the operation is written as an object with the part `of`.
constexpr bool has_of(Expression::Kind kind) {
  using enum Expression::Kind;
  return kind == round || kind == cohort || kind == power || kind == root ||
         kind == Expression::Kind::exp || kind == Expression::Kind::log;
}

/// Whether the statistic rounds its result, and tells a population from a sample.
constexpr bool has_rounding(Statistic statistic) {
  return statistic == Statistic::standard_deviation || statistic == Statistic::z_score;
}

/// Whether the statistic compares the unit's own value with the others.
constexpr bool reads_own_value(Statistic statistic) {
  return statistic == Statistic::rank || statistic == Statistic::percentile ||
         statistic == Statistic::z_score;
}

/// Whether the operation rounds its result.
constexpr bool has_rounding(Expression::Kind kind) {
  return has_of(kind) && kind != Expression::Kind::cohort && kind != Expression::Kind::power;
}
inline bool has_rounding(const Expression& expression) {
  return expression.kind == Expression::Kind::cohort ? has_rounding(expression.statistic)
                                                     : has_rounding(expression.kind);
}

/// The key of the constant of an operation; empty if it has none.
constexpr std::string_view number_key(Expression::Kind kind) {
  switch (kind) {
    case Expression::Kind::power: return "exponent";
    case Expression::Kind::root: return "degree";
    case Expression::Kind::log: return "base";
    default: return {};
  }
}

/// The same of a statistic.
constexpr std::string_view number_key(Statistic statistic) {
  if (statistic == Statistic::quantile) return "percent";
  const bool counts = statistic == Statistic::lowest || statistic == Statistic::highest;
  return counts ? "position" : std::string_view();
}

/// The format of rubric files that introduced the operation.
constexpr std::size_t since_of(Expression::Kind kind) {
  using enum Expression::Kind;
  return kind == figure || kind == map || kind == power || kind == root ||
                 kind == Expression::Kind::exp || kind == Expression::Kind::log || kind == winsorise
             ? 2
             : 1;
}

/// The input that a test of a row of a decision table is about.
inline const std::string& input_of_test(const Condition& test) {
  if (test.kind == Condition::Kind::range) return test.of.input;
  return test.kind == Condition::Kind::any && !test.parts.empty() ? test.parts[0].of.input
                                                                  : test.input;
}

}  // namespace detail

PARINDEX_END_NAMESPACE
