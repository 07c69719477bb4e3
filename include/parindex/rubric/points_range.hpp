// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include <parindex/numbers/rational.hpp>

PARINDEX_BEGIN_NAMESPACE

/// The smallest and largest points that a node can give; an absent end has no limit.
struct PointsRange {
  std::optional<Rational> min;
  std::optional<Rational> max;
  friend bool operator==(const PointsRange&, const PointsRange&) = default;
};

PARINDEX_END_NAMESPACE
