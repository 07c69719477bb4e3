// SPDX-License-Identifier: MIT
#pragma once

#include <utility>

#include <parindex/rubric/rubric.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Points limited to the floor and the cap of a node.
inline Rational limited(const Node& node, Rational points) {
  if (node.cap && points > *node.cap) return *node.cap;
  if (node.floor && points < *node.floor) return *node.floor;
  return points;
}

}  // namespace detail

PARINDEX_END_NAMESPACE
