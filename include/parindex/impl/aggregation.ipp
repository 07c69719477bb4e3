// SPDX-License-Identifier: MIT
#pragma once

#include <parindex/aggregation.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

// Overloads rather than an index into a list of names: a new kind without a name does not compile.
struct AggregationName {
  std::string_view operator()(const Sum&) const { return "sum"; }
  std::string_view operator()(const WeightedMean&) const { return "weighted_mean"; }
};

}  // namespace detail

PARINDEX_INLINE std::string_view name_of(const Aggregation& aggregation) {
  return std::visit(detail::AggregationName{}, aggregation);
}

PARINDEX_END_NAMESPACE
