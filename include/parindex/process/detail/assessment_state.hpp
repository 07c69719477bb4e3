// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <parindex/engine/plan.hpp>
#include <parindex/process/assessment.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

struct AssessmentState {
  Plan plan;
  AssessmentDraft draft;
  Issues warnings;
  std::unordered_map<std::string, std::size_t> unit_of;
};

}  // namespace detail

/// Gives access to the private constructor of Assessment.
struct AssessmentAccess {
  static Assessment make(std::shared_ptr<const detail::AssessmentState> state) {
    return Assessment(std::move(state));
  }
};

PARINDEX_END_NAMESPACE
