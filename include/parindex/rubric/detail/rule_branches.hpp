// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include <parindex/rubric/rule.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// The pointers of the members 0 .. count of a list.
inline std::vector<std::string> numbered(const std::string& list, std::size_t count) {
  std::vector<std::string> pointers;
  for (std::size_t i = 0; i < count; ++i) pointers.push_back(list + std::to_string(i));
  return pointers;
}

/// The branches of a rule, and the branch of a denominator of 0 if that gives points.
inline std::vector<std::string> with_when_zero(const Quantity& on, const std::string& rule,
                                               std::vector<std::string> branches) {
  if (on.when_zero && *on.when_zero != MissingPolicy::error) {
    branches.push_back(rule + "/on/when_zero");
  }
  return branches;
}

}  // namespace detail

PARINDEX_END_NAMESPACE
