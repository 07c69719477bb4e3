// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <parindex/rubric/check.hpp>

PARINDEX_BEGIN_NAMESPACE

/// The dated editions of one rubric. Made by `make_editions`; immutable.
class Editions {
 public:
  using error_type = RubricError;

  /// The editions, the earliest first.
  const std::vector<Rubric>& rubrics() const noexcept { return rubrics_; }
  /// Warnings: days between two editions on which none is in force.
  const Issues& warnings() const noexcept { return warnings_; }
  /// The edition in force on a day (ISO date), or nullptr. An edition without an end is in force
  /// until the next begins.
  const Rubric* find(std::string_view date) const;
  /// The edition in force on a day, or the issue why there is none: date_malformed, or
  /// date_out_of_range.
  Checked<Rubric> at(std::string_view date) const;

 private:
  Editions(std::vector<Rubric> rubrics, Issues warnings)
      : rubrics_(std::move(rubrics)), warnings_(std::move(warnings)) {}
  std::vector<Rubric> rubrics_;
  Issues warnings_;
  friend Checked<Editions> make_editions(std::vector<Rubric> rubrics);
};

/// Sorts editions by date. Reports every issue at once: another rubric among them
/// (edition_foreign), an edition without dates (edition_undated), a duplicate (edition_duplicate),
/// days of two editions (edition_overlap), no editions (rubric_empty); a gap between two is a
/// warning (edition_gap).
Checked<Editions> make_editions(std::vector<Rubric> rubrics);

PARINDEX_END_NAMESPACE
