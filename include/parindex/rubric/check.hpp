// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

#include <parindex/limits.hpp>
#include <parindex/rubric/points_range.hpp>
#include <parindex/rubric/rubric.hpp>

PARINDEX_BEGIN_NAMESPACE

/// Proves everything about a rubric that can be proven without data: structure, names, maxima
/// against children, bands without gap or overlap, reachable points of every leaf.
///
/// Returns the Rubric with its warnings, or every issue found, in document order.
Checked<Rubric> check(RubricDraft draft);

/// The rubric with another of its named sets of weights: that set comes first. An issue
/// (weight_set_unknown) for a set that the rubric does not name.
Checked<Rubric> with_weights(const Rubric& rubric, std::string_view set);

/// The smallest and largest points that a node can give, for all data: by its rule or its
/// children, the policies for missing values and zero denominators, and its rounding. Throws Error
/// for an unknown code.
PointsRange points_range(const Rubric& rubric, std::string_view code);

PARINDEX_END_NAMESPACE
