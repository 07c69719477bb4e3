// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <parindex/testing/cases.hpp>

PARINDEX_BEGIN_NAMESPACE

/// The status of a mutant.
///  check      - the check rejects it without any data;
///  killed     - a case fails on it;
///  equivalent - it is proven to give every unit the same result, so no case can notice it;
///  survived   - it gives a different result for a unit that no case contains;
///  undecided  - no unit tried gives a different result, and no proof shows that none would.
enum class MutantStatus { check, killed, equivalent, survived, undecided };

/// A rubric with one small mistake.
struct Mutant {
  std::string code;     ///< node with the mistake; empty for the top of the rubric
  std::string pointer;  ///< of what was changed, in the rubric file
  std::string change;   ///< `from 90 becomes 91`, `from 90 becomes above 90`, `cap removed`
  MutantStatus status = MutantStatus::survived;
  /// The issue that rejected it, the case that failed, why it is equivalent, a unit with a
  /// different result, or what was searched.
  std::string by;
  std::string change_vi;  ///< `change` in Vietnamese
  std::string by_vi;      ///< `by` in Vietnamese

  /// `change` in a language, "en" or "vi".
  const std::string& change_in(std::string_view language) const {
    return language == "vi" ? change_vi : change;
  }
  /// `by` in a language.
  const std::string& by_in(std::string_view language) const {
    return language == "vi" ? by_vi : by;
  }
};

/// The mutants of a rubric, as a measure of its cases.
struct MutationReport {
  using error_type = RubricError;

  std::vector<Mutant> mutants;

  std::size_t count(MutantStatus status) const;
  /// Share of the non-equivalent mutants killed by check or case, in percent, rounded down.
  /// Undecided mutants count as not killed.
  std::size_t percent() const;
  /// Every survivor with a unit that reveals it, every undecided mutant, then the counts.
  std::string to_string(std::string_view language = "en") const;
};

/// How mutants are tried.
struct MutateOptions {
  unsigned threads = 0;  ///< 0 is one per processor; the report does not depend on it
  /// Called after each mutant with how many have been tried and how many there are, in any thread,
  /// one call at a time. An exception that it throws ends the call and reaches the caller.
  std::function<void(std::size_t tried, std::size_t all)> progress = {};
};

/// Makes every possible small mistake in the numbers, bounds, policies, roundings, weights,
/// aggregations, classes and the ranking of a rubric, one at a time, and runs the check and the
/// cases on each. Works on the rubric as JSON, so that it knows every kind of rule.
///
/// Issues when a case fails on the rubric itself (case_fails), when no case is for it
/// (case_edition), and beyond limits().mutants (too_many_generated). Throws StoppedError, which
/// says how many mutants were tried, when a StopScope ends the call.
Checked<MutationReport> mutate(const Rubric& rubric, const CaseSet& cases,
                               const MutateOptions& options = {});

/// `{"percent", "check", "killed", "equivalent", "survived", "undecided", "mutants": [{"code",
/// "pointer", "change", "change_vi", "status", "by", "by_vi"}]}`.
std::string to_json(const MutationReport& report);
std::string_view to_string(MutantStatus status);

PARINDEX_END_NAMESPACE
