// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <parindex/testing/search/leaf_bounds.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Where a value lies, seen from a bound.
enum class Side { below, at, above };

inline const char* to_word(Side side) {
  return side == Side::below ? "just below" : side == Side::at ? "at" : "just above";
}

inline bool lies(Side side, const Rational& value, const Rational& bound) {
  return side == Side::at ? value == bound : side == Side::below ? value < bound : value > bound;
}

/// One side of one bound, and how near a value must come to count.
struct BoundSide {
  LeafBound bound;
  Side side = Side::at;
  Rational near;           // largest distance; 0 for `at`
  bool found = true;       // an input lies there
  bool empty = false;      // no value can lie there
  bool shown = true;       // the outcome of an input there depends on the bound
  std::string proof = {};  // why that of no input does

  /// `just below 90 (from)`
  std::string to_string() const {
    const std::string what = bound.compared ? bound.variable + " " : "";
    return what + to_word(side) + " " + bound.value.to_string() + " (" + bound.key + ")";
  }

  bool is_there(const Rational& value) const { return lies(side, value, bound.value); }
  bool holds(const Rational& value) const {
    return found && is_there(value) && abs(value - bound.value) <= near;
  }
};

}  // namespace detail

PARINDEX_END_NAMESPACE
