// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <utility>

#include <parindex/detail/date.hpp>
#include <parindex/editions.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

inline std::string edition_name(const Rubric& rubric) {
  return rubric.id() + " " + rubric.edition();
}

inline std::string days_of(const Rubric& rubric) {
  const auto& dates = rubric.draft().effective;
  if (!dates) return "no dates";
  return "from " + dates->from + (dates->to.empty() ? "" : " to " + dates->to);
}

}  // namespace detail

PARINDEX_INLINE const Rubric* Editions::find(std::string_view date) const {
  if (!parse_date(date)) return nullptr;
  // ISO dates compare as texts do.
  const Rubric* found = nullptr;
  for (const Rubric& rubric : rubrics_) {
    if (rubric.draft().effective->from <= date) found = &rubric;
  }
  if (found == nullptr) return nullptr;
  const std::string& to = found->draft().effective->to;
  return to.empty() || date <= to ? found : nullptr;
}

PARINDEX_INLINE const Rubric& Editions::at(std::string_view date) const {
  if (const Rubric* found = find(date)) return *found;
  const std::string shown = '"' + std::string(date) + '"';
  if (!parse_date(date)) {
    throw RubricError("no edition was found",
                      {make_issue(issue::date_malformed, "The text is no date",
                                  "a day as in \"2026-12-31\"", shown)});
  }
  std::string days;
  for (const Rubric& rubric : rubrics_) {
    days += (days.empty() ? "" : "; ") + rubric.edition() + " " + detail::days_of(rubric);
  }
  throw RubricError("no edition was found",
                    {make_issue(issue::date_out_of_range, "No edition is in force on the day",
                                std::move(days), shown)});
}

PARINDEX_INLINE Checked<Editions> check_editions(std::vector<Rubric> rubrics) {
  Issues issues;
  const auto add = [&](const IssueCode& code, std::string message, std::string expected,
                       std::string actual) {
    issues.push_back(make_issue(code, std::move(message), std::move(expected), std::move(actual)));
  };
  if (rubrics.empty()) {
    add(issue::rubric_empty, "The set has no editions", "at least one", "0");
  }
  for (const Rubric& rubric : rubrics) {
    if (rubric.id() != rubrics.front().id()) {
      add(issue::edition_foreign, "The rubric is no edition of the others", rubrics.front().id(),
          detail::edition_name(rubric));
    }
    if (!rubric.draft().effective) {
      add(issue::edition_undated, "The edition does not say when it is in force",
          "\"effective\" with a day", detail::edition_name(rubric));
    }
  }
  if (has_errors(issues)) return Checked<Editions>(std::move(issues));

  std::stable_sort(rubrics.begin(), rubrics.end(), [](const Rubric& a, const Rubric& b) {
    return a.draft().effective->from < b.draft().effective->from;
  });
  for (std::size_t i = 0; i < rubrics.size(); ++i) {
    for (std::size_t k = 0; k < i; ++k) {
      const Effective& earlier = *rubrics[k].draft().effective;
      const Effective& later = *rubrics[i].draft().effective;
      if (rubrics[i].edition() == rubrics[k].edition()) {
        add(issue::edition_duplicate, "Two rubrics are the same edition", "editions that differ",
            detail::edition_name(rubrics[i]));
      } else if (earlier.from == later.from || (!earlier.to.empty() && earlier.to >= later.from)) {
        add(issue::edition_overlap,
            "Editions " + rubrics[k].edition() + " and " + rubrics[i].edition() +
                " are both in force on " + later.from,
            "an end of " + rubrics[k].edition() + " before that day",
            detail::days_of(rubrics[k]));
      }
    }
    if (i == 0) continue;
    const Effective& earlier = *rubrics[i - 1].draft().effective;
    const Effective& later = *rubrics[i].draft().effective;
    if (!earlier.to.empty() && earlier.to < later.from &&
        *parse_date(earlier.to) + 1 < *parse_date(later.from)) {
      add(issue::edition_gap,
          "No edition is in force between " + rubrics[i - 1].edition() + " and " +
              rubrics[i].edition(),
          "a beginning on the day after " + earlier.to, later.from);
    }
  }
  if (has_errors(issues)) return Checked<Editions>(std::move(issues));
  return Checked<Editions>(Editions(std::move(rubrics), issues), issues);
}

PARINDEX_INLINE Editions make_editions(std::vector<Rubric> rubrics) {
  Checked<Editions> checked = check_editions(std::move(rubrics));
  if (!checked) throw RubricError("the editions do not hold", checked.issues());
  return std::move(checked).value();
}

PARINDEX_END_NAMESPACE
