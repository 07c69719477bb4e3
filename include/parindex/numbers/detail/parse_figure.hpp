// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string_view>

#include <parindex/limits.hpp>
#include <parindex/numbers/rational.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Parses a figure of a result, which may have more digits than a cell. An index is made of two
/// figures with two parts each, and a decimal may have as many digits after the point as its
/// denominator.
inline std::optional<Rational> parse_figure(std::string_view text) {
  return Rational::parse(text, 8 * limits().intermediate_digits);
}

}  // namespace detail

PARINDEX_END_NAMESPACE
