// SPDX-License-Identifier: MIT
#pragma once

#include <parindex/detail/alternatives.hpp>
#include <parindex/detail/nested_bodies.hpp>
#include <parindex/detail/visit.hpp>
#include <parindex/rubric/detail/rules.hpp>
#include <parindex/rubric/rule.hpp>

PARINDEX_BEGIN_NAMESPACE

Rule::Rule() = default;
Rule::Rule(const Rule& other) : Rule() { detail::copy_alternative<variant>(other, *this); }
Rule::Rule(Rule&& other) noexcept : Rule() { detail::move_alternative<variant>(other, *this); }
Rule& Rule::operator=(const Rule& other) { return *this = Rule(other); }
Rule& Rule::operator=(Rule&& other) noexcept {
  Rule moved(std::move(other));  // before *this, which may contain it, is destroyed
  detail::move_alternative<variant>(moved, *this);
  return *this;
}
Rule::~Rule() = default;
bool operator==(const Rule& a, const Rule& b) {
  return detail::same_alternative<Rule::variant>(a, b);
}

bool operator==(const GroupCase& a, const GroupCase& b) {
  return a.groups == b.groups && a.rule == b.rule;
}

bool operator==(const ByGroup& a, const ByGroup& b) { return a.cases == b.cases; }

detail::Nested<GroupCase>& parts_within(GroupCase& whole) {
  thread_local detail::Nested<GroupCase> none;
  ByGroup* const within = std::get_if<ByGroup>(&whole.rule);
  return within ? within->cases : none;
}

template class detail::Nested<GroupCase>;

std::string_view to_string(MissingPolicy value) {
  switch (value) {
    case MissingPolicy::error: return "error";
    case MissingPolicy::zero: return "zero";
    case MissingPolicy::exclude: return "exclude";
    case MissingPolicy::full: return "full";
    case MissingPolicy::points: return "points";
  }
  return "";
}

std::string_view to_string(Direction value) {
  switch (value) {
    case Direction::up: return "up";
    case Direction::down: return "down";
  }
  return "";
}

std::string_view to_string(NoValue value) {
  switch (value) {
    case NoValue::missing: return "missing";
    case NoValue::not_applicable: return "not_applicable";
    case NoValue::not_proven: return "not_proven";
    case NoValue::refused: return "refused";
  }
  return "";
}

std::string_view to_string(InputType value) {
  switch (value) {
    case InputType::number: return "number";
    case InputType::count: return "count";
    case InputType::boolean: return "boolean";
    case InputType::choice: return "choice";
    case InputType::date: return "date";
  }
  return "";
}

std::string_view to_string(DecisionTable::Hit value) {
  switch (value) {
    case DecisionTable::Hit::unique: return "unique";
    case DecisionTable::Hit::first: return "first";
    case DecisionTable::Hit::sum: return "sum";
    case DecisionTable::Hit::max: return "max";
    case DecisionTable::Hit::min: return "min";
    case DecisionTable::Hit::any: return "any";
    case DecisionTable::Hit::priority: return "priority";
    case DecisionTable::Hit::count: return "count";
  }
  return "";
}

std::string_view name_of(const Rule& rule) { return detail::kind_name(rule).key; }

std::string column_name(std::string_view code, std::string_view input) {
  if (code.empty()) return std::string(input);
  std::string name(code);
  if (input != "value") {
    name += '.';
    name += input;
  }
  return name;
}

std::string describe(const Band& band, std::string_view variable) {
  return detail::phrase_of(band, variable).en;
}

std::string describe(const Quantity& quantity) { return detail::phrase_of(quantity).en; }

PARINDEX_END_NAMESPACE
