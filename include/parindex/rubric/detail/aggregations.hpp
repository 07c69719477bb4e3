// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

// One file for each kind of aggregation, with everything that the library does with it. A kind that
// lacks one of these functions does not compile.
#include <parindex/detail/visit.hpp>
#include <parindex/rubric/aggregations/best.hpp>
#include <parindex/rubric/aggregations/geometric_mean.hpp>
#include <parindex/rubric/aggregations/harmonic_mean.hpp>
#include <parindex/rubric/aggregations/lookup.hpp>
#include <parindex/rubric/aggregations/mean.hpp>
#include <parindex/rubric/aggregations/median.hpp>
#include <parindex/rubric/aggregations/minimum.hpp>
#include <parindex/rubric/aggregations/one_of.hpp>
#include <parindex/rubric/aggregations/product.hpp>
#include <parindex/rubric/aggregations/sum.hpp>
#include <parindex/rubric/aggregations/weighted_mean.hpp>
#include <parindex/rubric/detail/parts.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

inline KindName kind_name(const Aggregation& aggregation) {
  return detail::visit([](const auto& kind) { return kind_of(kind); }, aggregation);
}

/// Whether a file writes an aggregation as the word of its kind alone.
inline bool is_word(const Aggregation& aggregation) {
  return detail::visit([](const auto& kind) { return stated_fields(kind) == 0; }, aggregation);
}

inline Weights weights_of(const std::optional<Aggregation>& aggregation) {
  if (!aggregation) return Weights::none;
  return detail::visit([](const auto& kind) { return weights_of(kind); }, *aggregation);
}

/// The smallest number of children with points that a node needs; nothing if it states none.
inline std::optional<std::size_t> minimum_of(const Aggregation& aggregation) {
  return detail::visit(
      [](const auto& kind) -> std::optional<std::size_t> {
        if constexpr (requires { kind.minimum_available; }) {
          if (kind.minimum_available) return static_cast<std::size_t>(*kind.minimum_available);
        }
        return std::nullopt;
      },
      aggregation);
}

inline AggregateOutcome aggregate_parts(const Aggregation& aggregation, const AggregateCall& call) {
  return detail::visit([&](const auto& kind) { return aggregate(kind, call); }, aggregation);
}

}  // namespace detail

PARINDEX_END_NAMESPACE
