// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

#include <parindex/limits.hpp>
#include <parindex/rubric/reach.hpp>
#include <parindex/rubric/rubric.hpp>

PARINDEX_BEGIN_NAMESPACE

/// Proves everything about a rubric that can be proven without data: structure, names, maxima
/// against children, bands without gap or overlap, reachable points of every leaf.
///
/// Returns the Rubric with its warnings, or every issue found, in document order. Never throws for
/// a bad rubric.
Checked<Rubric> check(RubricDraft draft);

/// As `check`, but throws RubricError with every issue when there is an error.
Rubric make_rubric(RubricDraft draft);

/// The rubric with another of its named sets of weights: that set comes first. Throws RubricError
/// (weight_set_unknown) for a set that the rubric does not name.
Rubric with_weights(const Rubric& rubric, std::string_view set);

/// The reach of a node of a rubric, whatever the data: its rule or its children, the policies for
/// missing values and zero denominators, and its rounding. Throws Error for an unknown code.
Reach reach(const Rubric& rubric, std::string_view code);

PARINDEX_END_NAMESPACE
