// SPDX-License-Identifier: MIT
#pragma once

#include <parindex/detail/visit.hpp>
#include <parindex/rubric/aggregation.hpp>
#include <parindex/rubric/detail/aggregations.hpp>

PARINDEX_BEGIN_NAMESPACE

Aggregation::Aggregation() = default;
Aggregation::Aggregation(const Aggregation&) = default;
Aggregation::Aggregation(Aggregation&&) noexcept = default;
Aggregation& Aggregation::operator=(const Aggregation&) = default;
Aggregation& Aggregation::operator=(Aggregation&&) noexcept = default;
Aggregation::~Aggregation() = default;
bool operator==(const Aggregation& a, const Aggregation& b) {
  return static_cast<const Aggregation::variant&>(a) == static_cast<const Aggregation::variant&>(b);
}

std::string_view name_of(const Aggregation& aggregation) {
  return detail::visit([](const auto& kind) { return detail::kind_of(kind).key; }, aggregation);
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
