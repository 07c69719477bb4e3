// SPDX-License-Identifier: MIT
#pragma once

#include <parindex/rubric/aggregation.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

// Overloads rather than an index into a list of names: a new kind without a name does not compile.
struct AggregationName {
  std::string_view operator()(const Sum&) const { return "sum"; }
  std::string_view operator()(const WeightedMean&) const { return "weighted_mean"; }
  std::string_view operator()(const Mean&) const { return "mean"; }
  std::string_view operator()(const Median&) const { return "median"; }
  std::string_view operator()(const GeometricMean&) const { return "geometric_mean"; }
  std::string_view operator()(const HarmonicMean&) const { return "harmonic_mean"; }
  std::string_view operator()(const Minimum&) const { return "minimum"; }
  std::string_view operator()(const Best&) const { return "best"; }
  std::string_view operator()(const Alternatives&) const { return "one_of"; }
  std::string_view operator()(const Lookup&) const { return "lookup"; }
};

}  // namespace detail

std::string_view name_of(const Aggregation& aggregation) {
  return std::visit(detail::AggregationName{}, aggregation);
}

std::string_view to_string(Adjustment::Kind value) {
  switch (value) {
    case Adjustment::Kind::bonus: return "bonus";
    case Adjustment::Kind::penalty: return "penalty";
  }
  return "";
}

PARINDEX_END_NAMESPACE
