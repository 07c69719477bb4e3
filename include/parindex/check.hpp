// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include <parindex/rubric.hpp>

PARINDEX_BEGIN_NAMESPACE

/// Limits that keep a hostile or broken rubric from using up memory, stack or time.
namespace limits {
inline constexpr std::size_t nodes = 100'000;     ///< nodes of one rubric
inline constexpr std::size_t depth = 64;          ///< levels of nodes
inline constexpr std::size_t groups = 1'000;      ///< groups of one rubric
inline constexpr std::size_t identifier = 128;    ///< bytes of a code or id
}  // namespace limits

/// Proves everything about a rubric that can be proven without data: structure, names, maxima
/// against children, bands without gap or overlap, reachable points of every leaf.
///
/// Returns the Rubric with its warnings, or every issue found, in document order. Never throws for
/// a bad rubric.
PARINDEX_INLINE Checked<Rubric> check(RubricDraft draft);

/// As `check`, but throws RubricError with every issue when there is an error.
PARINDEX_INLINE Rubric make_rubric(RubricDraft draft);

/// The rubric with another of its named sets of weights: that set comes first. Throws Error for a
/// set that the rubric does not name.
PARINDEX_INLINE Rubric with_weights(const Rubric& rubric, std::string_view set);

/// The smallest and largest points that a node can give; an absent end has no limit.
struct Reach {
  std::optional<Rational> min;
  std::optional<Rational> max;
  friend bool operator==(const Reach&, const Reach&) = default;
};

/// The reach of a node of a rubric, whatever the data: its rule or its children, the policies for
/// missing values and zero denominators, and its rounding. Throws Error for an unknown code.
PARINDEX_INLINE Reach reach(const Rubric& rubric, std::string_view code);

PARINDEX_END_NAMESPACE

#ifdef PARINDEX_HEADER_ONLY
#include <parindex/impl/check.ipp>
#endif
