// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <parindex/testing/cases.hpp>

PARINDEX_BEGIN_NAMESPACE

/// An item of a rubric that a case can cover.
///  branch   - a band, an option, a row, a cut-off, a cap, a floor, a policy, a gate as true or as
///             false, a bonus or penalty, too few children with points;
///  boundary - one side of a number at which the outcome changes;
///  flag     - a boolean value, given as yes or as no.
enum class CoverageKind { branch, boundary, flag };

/// Why no case has to cover an item.
///  no            - a case has to;
///  unreachable   - it is proven that it cannot occur or has no effect;
///  outside_range - the ranges of the inputs exclude this side of the boundary.
enum class Exempt { no, unreachable, outside_range };

struct CoverageItem {
  std::string code;  ///< node; empty for the total
  CoverageKind kind = CoverageKind::branch;
  std::string pointer;    ///< in the rubric file; of a flag, the data column
  std::string text;       ///< `70 <= x <= 90`, `just below 70 (from)`, `1.1.q3 = no`
  std::size_t cases = 0;  ///< cases that cover it: an expectation depends on it
  Exempt exempt = Exempt::no;
  /// For an exempt item, the proof. For an item that no case covers, what was searched without
  /// success, if anything.
  std::string reason = {};
  std::string text_vi = {};    ///< `text` in Vietnamese
  std::string reason_vi = {};  ///< `reason` in Vietnamese

  /// `text` in a language, "en" or "vi".
  const std::string& text_in(std::string_view language) const {
    return language == "vi" ? text_vi : text;
  }
  /// `reason` in a language.
  const std::string& reason_in(std::string_view language) const {
    return language == "vi" ? reason_vi : reason;
  }
  bool missing() const noexcept { return cases == 0 && exempt == Exempt::no; }
};

/// The items of a rubric that a set of cases covers, and the rest.
struct Coverage {
  std::vector<CoverageItem> items;
  std::size_t cases = 0;

  /// Number of items that a case has to cover.
  std::size_t total() const;
  std::size_t covered() const;
  /// In percent, rounded down; 100 only when everything is covered.
  std::size_t percent() const;
  /// A count for each kind, every item that is not covered, and the exempt items with the reason.
  std::string to_string(std::string_view language = "en") const;
};

/// Coverage of a rubric by the cases that were read for it; cases of other rubrics do not count.
///
/// A case covers a branch or the side of a bound that it takes if its expectations depend on it.
/// With another result of the branch, or with the bound moved past the value, an expected figure
/// (points, index, maximum, status, class or rank) or the issues of the row would differ.
/// In a decision table it covers the rows that determine the points: all matching rows of a sum,
/// and for `min` and `max` each row that gives the result.
Coverage measure_coverage(const Rubric& rubric, const CaseSet& cases);

/// `{"covered", "total", "percent", "cases", "items": [{"code", "kind", "pointer", "text",
/// "text_vi", "cases", "exempt", "reason", "reason_vi"}]}`; `exempt` is null if a case has to
/// cover the item, `reason` if there is none.
std::string to_json(const Coverage& coverage);

/// The text of a case file.
struct BoundaryCases {
  using error_type = RubricError;

  std::string text;
};

/// Cases for every bound of a rubric, at it, just below and just above it, and for every branch,
/// gate and policy: the text of a case file with what the engine answers, each case marked
/// `"confirmed": false` until a person has reviewed it. A leaf that compares units gets separate
/// tables, distinguished by `cohort`. Items that no case covers are listed under `not_reached`,
/// each with the reason. An issue (too_many_generated) beyond limits().generated_cases.
Checked<BoundaryCases> boundary_cases(const Rubric& rubric);

std::string_view to_string(CoverageKind kind);
std::string_view to_string(Exempt value);

PARINDEX_END_NAMESPACE
