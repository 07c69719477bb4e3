// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <utility>

#include <parindex/error.hpp>
#include <parindex/testing/mutate.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

// The status of a mutant.

inline void refused(Mutant& mutant, const Issues& issues) {
  mutant.status = MutantStatus::check;
  for (const Issue& found : issues) {
    if (found.severity != Severity::error) continue;
    mutant.by = found.code;
    return;
  }
}

inline void equivalent(Mutant& mutant, std::string reason) {
  mutant.status = MutantStatus::equivalent;
  mutant.by = std::move(reason);
}
inline void undecided(Mutant& mutant, const std::string& searched) {
  mutant.status = MutantStatus::undecided;
  mutant.by = "no difference in " + searched;
}
inline std::string counted(std::size_t count, const std::string& what) {
  return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
}

}  // namespace detail

PARINDEX_END_NAMESPACE
