// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>

#include <parindex/detail/make_issue.hpp>
#include <parindex/detail/sentences.hpp>
#include <parindex/error.hpp>
#include <parindex/issue_codes.hpp>
#include <parindex/testing/detail/sentences.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

enum class Generated { cases, mutants };

/// Thrown during the generation of cases or mutants if there will be none.
struct NotMade {
  Said subject;
  Issues issues;
};

/// Throws NotMade when a rubric needs more cases or mutants than the limit.
inline void check_generated(std::size_t count, std::size_t most, Generated what) {
  if (count <= most) return;
  throw NotMade{
      what == Generated::cases ? sentence::cases_too_many_made : sentence::mutants_too_many_made,
      {make_issue(issue::too_many_generated,
                  what == Generated::cases ? sentence::too_many_cases_needed
                                           : sentence::too_many_mutants_needed,
                  say(sentence::at_most, std::to_string(most)), sentence::more)}};
}

}  // namespace detail

PARINDEX_END_NAMESPACE
