// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <functional>
#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <parindex/error.hpp>
#include <parindex/rubric/detail/sentences/build.hpp>
#include <parindex/rubric/rule.hpp>

PARINDEX_BEGIN_NAMESPACE

/// Expressions, ranges and inputs for rubrics built in C++: see rubric/build.hpp.
namespace build {

namespace detail {
using parindex::detail::say;
namespace sentence = parindex::detail::sentence;
}  // namespace detail

/// Integers, decimals and exact numbers; never a double.
template <class T>
concept Number = std::convertible_to<T, Rational>;

/// A day as ISO 8601 text: `day("2026-03-01")`. Throws Error for a text that is not a date.
struct Date {
  Day day;
};
inline Date day(std::string_view text) {
  if (const auto read = parse_date(text)) return {*read};
  throw Error(detail::say(detail::sentence::text_is_not_a_day, text));
}

/// The lower end of a range. A plain number or day belongs to the range.
struct Lower {
  Bound bound;
  bool date = false;
  Lower(Bound at, bool is_date) : bound(std::move(at)), date(is_date) {}
  template <Number T>
  Lower(T at) : bound{Rational(std::move(at)), true} {}
  Lower(Date at) : bound{Rational(at.day), true}, date(true) {}
};
/// The upper end of a range. A plain number or day belongs to the range.
struct Upper {
  Bound bound;
  bool date = false;
  Upper(Bound at, bool is_date) : bound(std::move(at)), date(is_date) {}
  template <Number T>
  Upper(T at) : bound{Rational(std::move(at)), true} {}
  Upper(Date at) : bound{Rational(at.day), true}, date(true) {}
};

// The words of a rubric file: `from` and `to` include their number, `above` and `below` do not.
inline Lower from(Rational at) { return {{std::move(at), true}, false}; }
inline Lower from(Date at) { return at; }
inline Lower above(Rational at) { return {{std::move(at), false}, false}; }
inline Lower above(Date at) { return {{Rational(at.day), false}, true}; }
inline Upper to(Rational at) { return {{std::move(at), true}, false}; }
inline Upper to(Date at) { return at; }
inline Upper below(Rational at) { return {{std::move(at), false}, false}; }
inline Upper below(Date at) { return {{Rational(at.day), false}, true}; }

/// A range with one end or both.
struct Range {
  std::optional<Bound> lower;
  std::optional<Bound> upper;
  bool dates = false;
  Range(Lower end) : lower(std::move(end.bound)), dates(end.date) {}
  Range(Upper end) : upper(std::move(end.bound)), dates(end.date) {}
  /// Throws Error when no value is between the ends, or when only one of them is a day.
  Range(Lower low, Upper high)
      : lower(std::move(low.bound)), upper(std::move(high.bound)), dates(low.date) {
    if (low.date != high.date) throw Error(detail::sentence::lower_and_upper_differ_in_type);
    const auto text = [&](const Bound& end) {
      return dates ? date_text(end.value.to_scaled_int64(0).value_or(0)) : end.value.to_string();
    };
    if (lower->value > upper->value) {
      throw Error(detail::say(detail::sentence::lower_exceeds_upper, text(*lower), text(*upper)));
    }
    if (lower->value == upper->value && !(lower->closed && upper->closed)) {
      throw Error(detail::say(detail::sentence::lower_and_upper_exclude, text(*lower)));
    }
  }
};
/// `between(70, 90)` includes both; `between(above(70), below(90))` neither.
inline Range between(Lower lower, Upper upper) { return {std::move(lower), std::move(upper)}; }

/// The condition of a case, with `&&`, `||` and `!`. Converts to Condition.
class Test {
 public:
  explicit Test(Condition condition) : made_(std::move(condition)) {}
  operator Condition() const { return made_; }

  friend Test operator&&(Test a, Test b) {
    return joined(Condition::Kind::all, std::move(a), std::move(b));
  }
  friend Test operator||(Test a, Test b) {
    return joined(Condition::Kind::any, std::move(a), std::move(b));
  }
  friend Test operator!(Test a) {
    Condition made;
    made.kind = Condition::Kind::none;
    made.parts.push_back(std::move(a.made_));
    return Test(std::move(made));
  }

 private:
  static Test joined(Condition::Kind kind, Test a, Test b) {
    // a && b && c is one list of three.
    if (a.made_.kind == kind && !a.made_.parts.empty()) {
      a.made_.parts.push_back(std::move(b.made_));
      return a;
    }
    Condition made;
    made.kind = kind;
    made.parts.push_back(std::move(a.made_));
    made.parts.push_back(std::move(b.made_));
    return Test(std::move(made));
  }
  Condition made_;
};

/// An expression over the inputs of a leaf, with `+ - * /` and comparisons. Converts to Expression.
class Term {
 public:
  template <Number T>
  Term(T value) : made_(Expression::of(Rational(std::move(value)))) {}
  Term(Date at) : made_(Expression::of(Rational(at.day))) { made_.kind = Expression::Kind::date; }
  Term(Expression expression) : made_(std::move(expression)) {}
  operator Expression() const { return made_; }

  friend Term operator+(Term a, Term b) { return joined(Expression::Kind::add, a, b); }
  friend Term operator*(Term a, Term b) { return joined(Expression::Kind::multiply, a, b); }
  friend Term operator-(Term a, Term b) {
    return Expression::of(Expression::Kind::subtract, {std::move(a.made_), std::move(b.made_)});
  }
  friend Term operator/(Term a, Term b) {
    return Expression::of(Expression::Kind::divide, {std::move(a.made_), std::move(b.made_)});
  }
  friend Test operator>(Term of, Lower than) {
    than.bound.closed = false;
    return in(std::move(of), std::move(than));
  }
  friend Test operator>=(Term of, Lower than) { return in(std::move(of), std::move(than)); }
  friend Test operator<(Term of, Upper than) {
    than.bound.closed = false;
    return in(std::move(of), std::move(than));
  }
  friend Test operator<=(Term of, Upper than) { return in(std::move(of), std::move(than)); }
  /// `in(input("late"), between(0, 2))`.
  friend Test in(Term of, Range range) {
    Condition made;
    made.kind = Condition::Kind::range;
    made.of = std::move(of.made_);
    made.lower = std::move(range.lower);
    made.upper = std::move(range.upper);
    made.dates = range.dates;
    return Test(std::move(made));
  }

 private:
  static Term joined(Expression::Kind kind, Term& a, Term& b) {
    // a + b + c is one list of three.
    if (a.made_.kind == kind) {
      a.made_.parts.push_back(std::move(b.made_));
      return std::move(a);
    }
    return Expression::of(kind, {std::move(a.made_), std::move(b.made_)});
  }
  Expression made_;
};

namespace detail {
inline Term of_parts(Expression::Kind kind, std::initializer_list<Term> parts) {
  return Expression::of(kind, std::vector<Expression>(parts.begin(), parts.end()));
}
}  // namespace detail

/// The value of an input of the leaf.
inline Term input(std::string name) { return Expression::of(std::move(name)); }
inline Term min_of(std::initializer_list<Term> parts) {
  return detail::of_parts(Expression::Kind::min, parts);
}
inline Term max_of(std::initializer_list<Term> parts) {
  return detail::of_parts(Expression::Kind::max, parts);
}
inline Term abs(Term of) { return detail::of_parts(Expression::Kind::abs, {std::move(of)}); }
inline Term round(Term of, Rounding rounding) {
  Expression made = detail::of_parts(Expression::Kind::round, {std::move(of)});
  made.rounding = rounding;
  return made;
}
/// A whole power from 1, exact.
inline Term power(Term of, int exponent) {
  Expression made = detail::of_parts(Expression::Kind::power, {std::move(of)});
  made.number = exponent;
  return made;
}
/// A root of a whole degree from 2, rounded correctly.
inline Term root(Term of, int degree, Rounding rounding) {
  Expression made = detail::of_parts(Expression::Kind::root, {std::move(of)});
  made.number = degree;
  made.rounding = rounding;
  return made;
}
/// e to a power, rounded correctly.
inline Term exp(Term of, Rounding rounding) {
  Expression made = detail::of_parts(Expression::Kind::exp, {std::move(of)});
  made.rounding = rounding;
  return made;
}
/// The logarithm to a base above 0 other than 1, rounded correctly.
inline Term log(Term of, Rational base, Rounding rounding) {
  if (base.is_zero()) throw Error(detail::sentence::the_base_of_log_is_0);
  Expression made = detail::of_parts(Expression::Kind::log, {std::move(of)});
  made.number = std::move(base);
  made.rounding = rounding;
  return made;
}
/// The natural logarithm, rounded correctly.
inline Term ln(Term of, Rounding rounding) {
  Expression made = detail::of_parts(Expression::Kind::log, {std::move(of)});
  made.rounding = rounding;
  return made;
}
/// The number for the answer of a boolean or choice: `map_of("kind", {{"ward", 1}, {"town", 2}})`.
inline Term map_of(std::string input, std::map<std::string, Rational, std::less<>> values) {
  Expression made = detail::of_parts(Expression::Kind::map, {});
  made.input = std::move(input);
  made.values = std::move(values);
  return made;
}
/// Calendar days from one date to another.
inline Term days(Term first, Term last) {
  return detail::of_parts(Expression::Kind::days, {std::move(first), std::move(last)});
}
/// The same, counting only working days of the rubric's calendar.
inline Term working_days(Term first, Term last) {
  return detail::of_parts(Expression::Kind::working_days, {std::move(first), std::move(last)});
}
/// The units that a statistic is about.
enum class Within { all, group };
inline Term cohort(Statistic statistic, Term of, Within within) {
  Expression made = detail::of_parts(Expression::Kind::cohort, {std::move(of)});
  made.statistic = statistic;
  made.within_group = within == Within::group;
  return made;
}

/// Whether the units of a cohort are the whole population or a sample.
enum class CohortUnits { population, sample };
/// A standard deviation or a z-score.
inline Term cohort(Statistic statistic, Term of, Within within, CohortUnits units,
                   Rounding rounding) {
  Expression made = cohort(statistic, std::move(of), within);
  made.sample = units == CohortUnits::sample;
  made.rounding = rounding;
  return made;
}

/// A quantile of the units at a percent from 0 to 100.
inline Term quantile(Term of, Rational percent, QuantileMethod method, Within within) {
  Expression made = cohort(Statistic::quantile, std::move(of), within);
  made.number = std::move(percent);
  made.method = method;
  return made;
}
/// The value at a position, from 1, counted from the lowest or the highest value.
inline Term extreme(Statistic statistic, Term of, int position, Within within) {
  Expression made = cohort(statistic, std::move(of), within);
  made.number = position;
  return made;
}
/// Raised to at least `low`, and lowered to at most `high`; marked where this changes the value.
inline Term winsorise(Term of, Term low, Term high) {
  return detail::of_parts(Expression::Kind::winsorise,
                          {std::move(of), std::move(low), std::move(high)});
}

/// A figure of another node for the same unit; `when_none`: what the leaf gives if that node has no
/// result.
inline Term figure_of(std::string node, NodeFigure figure,
                      std::optional<MissingPolicy> when_none = {}) {
  Expression made = detail::of_parts(Expression::Kind::figure, {});
  made.node = std::move(node);
  made.figure = figure;
  made.when_none = when_none;
  return made;
}

/// A boolean input is `yes` or `no`, or a choice has one of these options:
/// `is("kind", "ward", "town")`.
template <std::convertible_to<std::string>... Words>
Test is(std::string input, const Words&... words) {
  Condition made;
  made.kind = Condition::Kind::is;
  made.input = std::move(input);
  made.words = {std::string(words)...};
  return Test(std::move(made));
}

namespace detail {

/// Sets a member that may be given only once.
template <class T, class Value>
void set_once(std::optional<T>& to, Value&& value, const char* argument) {
  if (to) throw Error(say(sentence::argument_stated_already, argument));
  to = std::forward<Value>(value);
}
inline void set_once(std::string& to, std::string value, const char* argument) {
  if (!to.empty()) throw Error(say(sentence::argument_stated_already, argument));
  to = std::move(value);
}

inline void check_order(const char* call, const Rational& min, const Rational& max) {
  if (min <= max) return;
  throw Error(say(sentence::min_exceeds_max, call, min.to_string(), max.to_string()));
}

}  // namespace detail

/// Builds a Quantity.
class QuantityBuilder {
 public:
  explicit QuantityBuilder(Quantity made) : made_(std::move(made)) {}
  operator Quantity() const { return made_; }

  QuantityBuilder& when_zero(MissingPolicy policy) {
    detail::set_once(made_.when_zero, policy, "when_zero");
    return *this;
  }
  QuantityBuilder& rounding(Rounding rounding) {
    detail::set_once(made_.rounding, rounding, "rounding");
    return *this;
  }
  QuantityBuilder& min(Rational value) {
    detail::set_once(made_.min, std::move(value), "min");
    if (made_.max) detail::check_order("min", *made_.min, *made_.max);
    return *this;
  }
  QuantityBuilder& max(Rational value) {
    detail::set_once(made_.max, std::move(value), "max");
    if (made_.min) detail::check_order("max", *made_.min, *made_.max);
    return *this;
  }
  /// A name for a part of the expression: `input("rate")` then reads it. Throws Error if the name
  /// is stated already.
  QuantityBuilder& let(std::string name, Term meaning) {
    if (!made_.let.try_emplace(name, std::move(meaning)).second) {
      throw Error(detail::say(detail::sentence::argument_stated_already, name));
    }
    return *this;
  }
  QuantityBuilder& direction(Direction way) {
    detail::set_once(made_.direction, way, "direction");
    return *this;
  }

 private:
  Quantity made_;
};

namespace detail {
inline QuantityBuilder quotient(Quantity::Kind kind, std::string numerator,
                                std::string denominator) {
  Quantity made;
  made.kind = kind;
  made.numerator = std::move(numerator);
  made.denominator = std::move(denominator);
  return QuantityBuilder(std::move(made));
}
}  // namespace detail

/// The input itself.
inline QuantityBuilder value(std::string input) {
  return detail::quotient(Quantity::Kind::value, std::move(input), {});
}
/// numerator / denominator.
inline QuantityBuilder ratio(std::string numerator, std::string denominator) {
  return detail::quotient(Quantity::Kind::ratio, std::move(numerator), std::move(denominator));
}
/// 100 * numerator / denominator.
inline QuantityBuilder percent(std::string numerator, std::string denominator) {
  return detail::quotient(Quantity::Kind::percent, std::move(numerator), std::move(denominator));
}
/// An expression, or a figure of another node.
inline QuantityBuilder quantity(Term expression) {
  Quantity made;
  made.formula = std::move(expression);
  made.kind = made.formula->kind == Expression::Kind::figure ? Quantity::Kind::figure
                                                             : Quantity::Kind::formula;
  return QuantityBuilder(std::move(made));
}

/// Builds an Input of a leaf.
class InputBuilder {
 public:
  InputBuilder(InputType type, std::string name) {
    made_.type = type;
    made_.name = std::move(name);
  }
  operator Input() const { return made_; }

  template <Number T>
  InputBuilder& min(T value) {
    return set_min(Rational(std::move(value)));
  }
  InputBuilder& min(Date day) { return set_min(Rational(day.day)); }
  template <Number T>
  InputBuilder& max(T value) {
    return set_max(Rational(std::move(value)));
  }
  InputBuilder& max(Date day) { return set_max(Rational(day.day)); }
  InputBuilder& step(Rational value) {
    detail::set_once(made_.step, std::move(value), "step");
    return *this;
  }
  /// Rounds the value before the rule reads it.
  InputBuilder& rounding(Rounding how) {
    detail::set_once(made_.rounding, how, "rounding");
    return *this;
  }
  /// A number in the data that means `missing`.
  InputBuilder& missing_marker(Rational value) {
    made_.missing_markers.push_back(std::move(value));
    return *this;
  }
  /// What replaces a missing value; `when_none`: what the leaf gives if that has no value.
  InputBuilder& impute(Term by, std::optional<MissingPolicy> when_none = {}) {
    detail::set_once(made_.impute, Imputation{std::move(by), when_none}, "impute");
    return *this;
  }
  /// Only imputations read it, and it may lack a value.
  InputBuilder& optional() {
    made_.optional = true;
    return *this;
  }
  /// The column of the publisher's tables that contains the input.
  InputBuilder& column(std::string name) {
    made_.column = std::move(name);
    return *this;
  }
  /// An option of a choice.
  InputBuilder& option(std::string id, Titles title = {}) {
    made_.options.push_back({std::move(id), std::move(title)});
    return *this;
  }
  InputBuilder& title(std::string language, std::string text) {
    made_.title.insert_or_assign(std::move(language), std::move(text));
    return *this;
  }

 private:
  InputBuilder& set_min(Rational value) {
    detail::set_once(made_.min, std::move(value), "min");
    if (made_.max) detail::check_order(made_.name.c_str(), *made_.min, *made_.max);
    return *this;
  }
  InputBuilder& set_max(Rational value) {
    detail::set_once(made_.max, std::move(value), "max");
    if (made_.min) detail::check_order(made_.name.c_str(), *made_.min, *made_.max);
    return *this;
  }
  Input made_;
};

inline InputBuilder number(std::string name) { return {InputType::number, std::move(name)}; }
inline InputBuilder count(std::string name) { return {InputType::count, std::move(name)}; }
inline InputBuilder boolean(std::string name) { return {InputType::boolean, std::move(name)}; }
/// A choice: `choices("kind").option("ward").option("town")`.
inline InputBuilder choices(std::string name) { return {InputType::choice, std::move(name)}; }
inline InputBuilder date(std::string name) { return {InputType::date, std::move(name)}; }

}  // namespace build

PARINDEX_END_NAMESPACE
