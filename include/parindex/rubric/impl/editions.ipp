// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <parindex/detail/date.hpp>
#include <parindex/detail/issue_log.hpp>
#include <parindex/rubric/editions.hpp>
#include <parindex/stop.hpp>

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

const Rubric* Editions::find(std::string_view date) const {
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

Checked<Rubric> Editions::at(std::string_view date) const {
  if (const Rubric* found = find(date)) return *found;
  const std::string shown = '"' + std::string(date) + '"';
  if (!parse_date(date)) {
    return Issues{make_issue(issue::date_malformed, "The text is no date",
                             "a day as in \"2026-12-31\"", shown)};
  }
  std::string days;
  for (const Rubric& rubric : rubrics_) {
    days += (days.empty() ? "" : "; ") + rubric.edition() + " " + detail::days_of(rubric);
  }
  return Issues{make_issue(issue::date_out_of_range, "No edition is in force on the day",
                           std::move(days), shown)};
}

Checked<Editions> make_editions(std::vector<Rubric> rubrics) {
  detail::IssueLog log;
  const auto add = [&](const IssueCode& code, std::string message, std::string expected,
                       std::string actual) {
    log.add(make_issue(code, std::move(message), std::move(expected), std::move(actual)));
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
  if (log.has_errors()) return Checked<Editions>(log.take());

  std::stable_sort(rubrics.begin(), rubrics.end(), [](const Rubric& a, const Rubric& b) {
    return a.draft().effective->from < b.draft().effective->from;
  });
  std::unordered_map<std::string_view, std::vector<std::size_t>> of_name;
  std::set<std::pair<std::string_view, std::size_t>> open;  // last day and position: not over yet
  std::size_t same_day = 0;  // the first edition that begins on the day of this one
  for (std::size_t i = 0; i < rubrics.size(); ++i) {
    const Effective& later = *rubrics[i].draft().effective;
    if (later.from != rubrics[same_day].draft().effective->from) same_day = i;
    while (!open.empty() && open.begin()->first < later.from) open.erase(open.begin());
    std::vector<std::size_t>& namesakes = of_name[rubrics[i].edition()];
    std::set<std::size_t> clashing(namesakes.begin(), namesakes.end());
    for (const auto& [day, k] : open) clashing.insert(k);
    for (std::size_t k = same_day; k < i; ++k) clashing.insert(k);
    for (const std::size_t k : clashing) {
      detail::stop_point(1000);
      if (rubrics[i].edition() == rubrics[k].edition()) {
        add(issue::edition_duplicate, "Two rubrics are the same edition", "editions that differ",
            detail::edition_name(rubrics[i]));
      } else {
        add(issue::edition_overlap,
            "Editions " + rubrics[k].edition() + " and " + rubrics[i].edition() +
                " are both in force on " + later.from,
            "an end of " + rubrics[k].edition() + " before that day", detail::days_of(rubrics[k]));
      }
    }
    namesakes.push_back(i);
    if (!later.to.empty()) open.emplace(later.to, i);
    if (i == 0) continue;
    const Effective& earlier = *rubrics[i - 1].draft().effective;
    if (!earlier.to.empty() && earlier.to < later.from &&
        *parse_date(earlier.to) + 1 < *parse_date(later.from)) {
      add(issue::edition_gap,
          "No edition is in force between " + rubrics[i - 1].edition() + " and " +
              rubrics[i].edition(),
          "a beginning on the day after " + earlier.to, later.from);
    }
  }
  Issues issues = log.take();
  if (has_errors(issues)) return Checked<Editions>(std::move(issues));
  return Checked<Editions>(Editions(std::move(rubrics), issues), issues);
}

PARINDEX_END_NAMESPACE
