// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <utility>

#include <parindex/detail/date.hpp>
#include <parindex/rubric/expression.hpp>

PARINDEX_BEGIN_NAMESPACE

Expression Expression::of(Rational value) {
  Expression made;
  made.number = std::move(value);
  return made;
}

Expression Expression::of(std::string input) {
  Expression made;
  made.kind = Kind::input;
  made.input = std::move(input);
  return made;
}

Expression Expression::of(Kind kind, std::vector<Expression> parts) {
  Expression made;
  made.kind = kind;
  made.parts = std::move(parts);
  return made;
}

std::string_view to_string(Statistic value) {
  switch (value) {
    case Statistic::mean: return "mean";
    case Statistic::median: return "median";
    case Statistic::min: return "min";
    case Statistic::max: return "max";
    case Statistic::sum: return "sum";
    case Statistic::count: return "count";
    case Statistic::rank: return "rank";
    case Statistic::percentile: return "percentile";
  }
  return "";
}

std::string_view to_string(Weekday value) {
  constexpr std::array<std::string_view, 7> names{"monday", "tuesday",  "wednesday", "thursday",
                                                  "friday", "saturday", "sunday"};
  return names[static_cast<std::size_t>(value)];
}

std::string_view to_string(Expression::Kind value) {
  switch (value) {
    case Expression::Kind::number: return "number";
    case Expression::Kind::date: return "date";
    case Expression::Kind::input: return "input";
    case Expression::Kind::add: return "add";
    case Expression::Kind::multiply: return "multiply";
    case Expression::Kind::min: return "min";
    case Expression::Kind::max: return "max";
    case Expression::Kind::subtract: return "subtract";
    case Expression::Kind::divide: return "divide";
    case Expression::Kind::abs: return "abs";
    case Expression::Kind::round: return "round";
    case Expression::Kind::days: return "days";
    case Expression::Kind::working_days: return "working_days";
    case Expression::Kind::cohort: return "cohort";
  }
  return "";
}

std::string date_text(Day day) { return detail::iso_date(day); }

std::optional<Day> parse_date(std::string_view text) { return detail::day_of(text); }

namespace detail {

/// Binding strength of what `describe` writes: a part that binds less gets parentheses.
inline int strength(const Expression& expression) {
  using Kind = Expression::Kind;
  switch (expression.kind) {
    case Kind::add:
    case Kind::subtract: return 1;
    case Kind::multiply:
    case Kind::divide: return 2;
    case Kind::number: return expression.number.sign() < 0 ? 1 : 3;
    default: return 3;
  }
}

inline std::string in_place(const Expression& part, int least) {
  const std::string text = describe(part);
  return strength(part) < least ? "(" + text + ")" : text;
}

inline std::string describe_range(const Condition& range) {
  const std::string x = describe(range.of);
  const auto end = [&](const Rational& value) {
    return range.dates ? iso_date(value.small_numerator()) : value.to_string();
  };
  const auto& low = range.lower;
  const auto& high = range.upper;
  if (low && high) {
    if (low->closed && high->closed && low->value == high->value)
      return x + " = " + end(low->value);
    return end(low->value) + (low->closed ? " <= " : " < ") + x + (high->closed ? " <= " : " < ") +
           end(high->value);
  }
  if (low) return x + (low->closed ? " >= " : " > ") + end(low->value);
  if (high) return x + (high->closed ? " <= " : " < ") + end(high->value);
  return "any " + x;
}

}  // namespace detail

std::string describe(const Expression& expression) {
  using Kind = Expression::Kind;
  const auto& parts = expression.parts;
  const auto infix = [&](std::string_view between, int own) {
    std::vector<std::string> texts;
    for (const Expression& part : parts) {
      // a - (b - c) and a / (b / c): the second part must bind more than its place does.
      const bool later = !texts.empty() && (expression.kind == Kind::subtract || own == 2);
      texts.push_back(detail::in_place(part, later ? own + 1 : own));
    }
    return detail::joined(texts, between);
  };
  const auto call = [&](const std::string& name, const std::string& more = "") {
    std::vector<std::string> texts;
    for (const Expression& part : parts) texts.push_back(describe(part));
    return name + "(" + detail::joined(texts, ", ") + more + ")";
  };
  switch (expression.kind) {
    case Kind::number: return expression.number.to_string();
    case Kind::date: return detail::iso_date(expression.number.small_numerator());
    case Kind::input: return expression.input;
    case Kind::add: return infix(" + ", 1);
    case Kind::subtract: return infix(" - ", 1);
    case Kind::multiply: return infix(" * ", 2);
    case Kind::divide: return infix(" / ", 2);
    case Kind::round:
      return call("round", ", " + std::to_string(expression.rounding->digits) + " digits " +
                               std::string(to_string(expression.rounding->mode)));
    case Kind::cohort:
      return call(std::string(to_string(expression.statistic)),
                  expression.within_group ? " over the group" : " over all units");
    default: return call(std::string(to_string(expression.kind)));
  }
}

std::string describe(const Condition& condition) {
  const auto list = [&](std::string_view between) {
    std::vector<std::string> texts;
    for (const Condition& part : condition.parts) {
      const bool nested = part.kind == Condition::Kind::all || part.kind == Condition::Kind::any;
      texts.push_back(nested ? "(" + describe(part) + ")" : describe(part));
    }
    return detail::joined(texts, between);
  };
  switch (condition.kind) {
    case Condition::Kind::range: return detail::describe_range(condition);
    case Condition::Kind::is:
      return condition.input + " is " + detail::joined(condition.words, " or ");
    case Condition::Kind::all: return list(" and ");
    case Condition::Kind::any: return list(" or ");
    case Condition::Kind::none: return "not (" + describe(condition.parts[0]) + ")";
  }
  return "";
}

PARINDEX_END_NAMESPACE
