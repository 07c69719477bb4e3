// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <vector>

#include <parindex/rubric/detail/proof/interval.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// A stretch of a quantity on which the points are monotonic.
struct Stretch {
  Cut lower;
  Cut upper;
  std::function<Rational(const Rational&)> points;
};

// A kind of rule whose direction can be proven adds its stretches in its own file, in any order:
//   void add_stretches(const Bands& rule, const Node& leaf, std::vector<Stretch>& out)

}  // namespace detail

PARINDEX_END_NAMESPACE
