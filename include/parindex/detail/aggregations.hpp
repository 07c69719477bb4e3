// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

// One file for each kind of aggregation, with all that the library does with it. A kind that lacks
// one of these functions does not compile.
#include <parindex/detail/aggregations/best.hpp>
#include <parindex/detail/aggregations/geometric_mean.hpp>
#include <parindex/detail/aggregations/harmonic_mean.hpp>
#include <parindex/detail/aggregations/lookup.hpp>
#include <parindex/detail/aggregations/mean.hpp>
#include <parindex/detail/aggregations/median.hpp>
#include <parindex/detail/aggregations/minimum.hpp>
#include <parindex/detail/aggregations/one_of.hpp>
#include <parindex/detail/aggregations/sum.hpp>
#include <parindex/detail/aggregations/weighted_mean.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

inline Weights weights_of(const std::optional<Aggregation>& aggregation) {
  if (!aggregation) return Weights::none;
  return std::visit([](const auto& kind) { return weights_of(kind); }, *aggregation);
}

template <class Listener>
AggregateOutcome aggregate_parts(const Aggregation& aggregation,
                                 const AggregateCall<Listener>& call) {
  return std::visit([&](const auto& kind) { return aggregate(kind, call); }, aggregation);
}

}  // namespace detail

PARINDEX_END_NAMESPACE
