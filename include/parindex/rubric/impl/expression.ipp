// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <utility>

#include <parindex/detail/date.hpp>
#include <parindex/detail/nested_bodies.hpp>
#include <parindex/rubric/detail/phrases.hpp>
#include <parindex/rubric/expression.hpp>

PARINDEX_BEGIN_NAMESPACE

detail::Nested<Expression>& parts_within(Expression& whole) { return whole.parts; }
detail::Nested<Condition>& parts_within(Condition& whole) { return whole.parts; }

template class detail::Nested<Expression>;
template class detail::Nested<Condition>;

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
    case Statistic::standard_deviation: return "standard_deviation";
    case Statistic::z_score: return "z_score";
    case Statistic::quantile: return "quantile";
    case Statistic::lowest: return "lowest";
    case Statistic::highest: return "highest";
  }
  return "";
}

std::string_view to_string(QuantileMethod value) {
  return value == QuantileMethod::linear ? "linear" : "nearest_rank";
}

std::string_view to_string(NodeFigure value) {
  switch (value) {
    case NodeFigure::points: return "points";
    case NodeFigure::share: return "share";
    case NodeFigure::index: return "index";
    case NodeFigure::max: return "max";
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
    case Expression::Kind::figure: return "figure";
    case Expression::Kind::map: return "map";
    case Expression::Kind::power: return "power";
    case Expression::Kind::root: return "root";
    case Expression::Kind::exp: return "exp";
    case Expression::Kind::log: return "log";
    case Expression::Kind::winsorise: return "winsorise";
  }
  return "";
}

std::string date_text(Day day) { return detail::iso_date(day); }

std::optional<Day> parse_date(std::string_view text) { return detail::day_of(text); }

std::string describe(const Expression& expression) { return detail::phrase_of(expression).en; }

std::string describe(const Condition& condition) { return detail::phrase_of(condition).en; }

PARINDEX_END_NAMESPACE
