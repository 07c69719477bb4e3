// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>

#include <parindex/error.hpp>
#include <parindex/issue_codes.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Throws when a rubric needs more cases or mutants than the limit.
inline void check_generated(std::size_t count, std::size_t most, const std::string& what) {
  if (count <= most) return;
  throw RubricError("the " + what + " are too many",
                    {make_issue(issue::too_many_generated, "The rubric needs too many " + what,
                                "at most " + std::to_string(most), "more")});
}

}  // namespace detail

PARINDEX_END_NAMESPACE
