// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <utility>

#include <parindex/error.hpp>
#include <parindex/testing/detail/sentences.hpp>
#include <parindex/testing/mutate.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

// The status of a mutant.

inline void say_by(Mutant& mutant, Phrase by) {
  mutant.by = std::move(by.en);
  mutant.by_vi = std::move(by.vi);
}

inline void refused(Mutant& mutant, const Issues& issues) {
  mutant.status = MutantStatus::check;
  for (const Issue& found : issues) {
    if (found.severity != Severity::error) continue;
    say_by(mutant, found.code);
    return;
  }
}

inline void equivalent(Mutant& mutant, Phrase reason) {
  mutant.status = MutantStatus::equivalent;
  say_by(mutant, std::move(reason));
}
/// What was searched without success: one thing, or a number of them.
inline void undecided(Mutant& mutant, std::size_t tried, const Sentence<1>& one,
                      const Sentence<1>& several) {
  mutant.status = MutantStatus::undecided;
  say_by(mutant, say(sentence::mutant_no_difference,
                     say(tried == 1 ? one : several, std::to_string(tried))));
}

}  // namespace detail

PARINDEX_END_NAMESPACE
