// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include <parindex/version.hpp>

PARINDEX_BEGIN_NAMESPACE

/// Limits that keep a hostile or broken rubric from using up memory, stack or time.
namespace limits {
inline constexpr std::size_t nodes = 100'000;     ///< nodes of one rubric
inline constexpr std::size_t depth = 64;          ///< levels of nodes
inline constexpr std::size_t cells = 10'000;      ///< cells that the cases of one rule tell apart
inline constexpr std::size_t groups = 1'000;      ///< groups of one rubric
inline constexpr std::size_t identifier = 128;    ///< bytes of a code or id
}  // namespace limits

PARINDEX_END_NAMESPACE
