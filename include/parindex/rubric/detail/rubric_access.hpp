// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <utility>

#include <parindex/rubric/rubric.hpp>

PARINDEX_BEGIN_NAMESPACE

/// The only access to the private constructor of Rubric. The draft must have been checked.
struct RubricAccess {
  static Rubric make(RubricDraft draft, Issues warnings) {
    auto state = std::make_shared<Rubric::State>();
    state->draft = std::move(draft);
    state->warnings = std::move(warnings);
    return Rubric(std::move(state));
  }
};

PARINDEX_END_NAMESPACE
