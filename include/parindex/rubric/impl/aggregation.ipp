// SPDX-License-Identifier: MIT
#pragma once

#include <parindex/detail/visit.hpp>
#include <parindex/rubric/aggregation.hpp>
#include <parindex/rubric/detail/aggregations.hpp>

PARINDEX_BEGIN_NAMESPACE

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

PARINDEX_END_NAMESPACE
