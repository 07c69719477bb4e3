// SPDX-License-Identifier: MIT
#pragma once

#include <parindex/rubric/detail/names.hpp>
#include <parindex/rubric/detail/rubric_access.hpp>
#include <parindex/rubric/rubric.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// The rubric without names of shared parts and constants. Mutants change what the nodes contain,
/// so the rubric that they are compared with has no names either.
inline Rubric plain_rubric(const Rubric& rubric) {
  if (!has_names(rubric.draft())) return rubric;
  return RubricAccess::make(without_names(rubric.draft()), rubric.warnings());
}

}  // namespace detail

PARINDEX_END_NAMESPACE
