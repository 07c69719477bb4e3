// SPDX-License-Identifier: MIT
#pragma once

#include <parindex/detail/alternatives.hpp>
#include <parindex/detail/visit.hpp>
#include <parindex/rubric/aggregation.hpp>
#include <parindex/rubric/detail/aggregations.hpp>

PARINDEX_BEGIN_NAMESPACE

Aggregation::Aggregation() = default;
Aggregation::Aggregation(const Aggregation& other) : Aggregation() {
  detail::copy_alternative<variant>(other, *this);
}
Aggregation::Aggregation(Aggregation&& other) noexcept : Aggregation() {
  detail::move_alternative<variant>(other, *this);
}
Aggregation& Aggregation::operator=(const Aggregation& other) { return *this = Aggregation(other); }
Aggregation& Aggregation::operator=(Aggregation&& other) noexcept {
  Aggregation moved(std::move(other));  // before *this, which may contain it, is destroyed
  detail::move_alternative<variant>(moved, *this);
  return *this;
}
Aggregation::~Aggregation() = default;
bool operator==(const Aggregation& a, const Aggregation& b) {
  return detail::same_alternative<Aggregation::variant>(a, b);
}

std::string_view name_of(const Aggregation& aggregation) {
  return detail::kind_name(aggregation).key;
}

std::string_view to_string(Adjustment::Kind value) {
  switch (value) {
    case Adjustment::Kind::bonus: return "bonus";
    case Adjustment::Kind::penalty: return "penalty";
  }
  return "";
}

std::string_view to_string(LeftOut value) {
  return value == LeftOut::rescale ? "rescale" : "redistribute";
}

std::string_view to_string(Drop::By value) {
  return value == Drop::By::points ? "points" : "share";
}

std::string_view to_string(Drop::Excluded value) {
  return value == Drop::Excluded::counted ? "counted" : "not_counted";
}

std::string_view to_string(Drop::Ties value) {
  return value == Drop::Ties::first ? "first" : "last";
}

std::string_view to_string(NothingLeft value) {
  return value == NothingLeft::zero ? "zero" : "full";
}

PARINDEX_END_NAMESPACE
