// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>
#include <variant>

#include <parindex/version.hpp>

PARINDEX_BEGIN_NAMESPACE

/// points = sum of the children's points; applicable maximum = sum of theirs.
struct Sum {
  friend bool operator==(const Sum&, const Sum&) = default;
};

/// points = maximum * sum(weight_i * points_i / maximum_i) / sum(weight_i) over the children that
/// are not excluded; the applicable maximum is the node's own maximum.
struct WeightedMean {
  friend bool operator==(const WeightedMean&, const WeightedMean&) = default;
};

using Aggregation = std::variant<Sum, WeightedMean>;

/// `sum`, `weighted_mean`.
PARINDEX_INLINE std::string_view name_of(const Aggregation& aggregation);

PARINDEX_END_NAMESPACE

#ifdef PARINDEX_HEADER_ONLY
#include <parindex/impl/aggregation.ipp>
#endif
