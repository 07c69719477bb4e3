// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <parindex/detail/date.hpp>
#include <parindex/detail/issue_log.hpp>
#include <parindex/detail/make_issue.hpp>
#include <parindex/detail/sentences.hpp>
#include <parindex/detail/stable_sort.hpp>
#include <parindex/rubric/detail/sentences/reading.hpp>
#include <parindex/rubric/detail/sentences/structure.hpp>
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
  // ISO dates compare like texts.
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
    return Checked<Rubric>(Issues{make_issue(issue::date_malformed, detail::sentence::not_a_date,
                                             detail::sentence::a_date_such_as_2026_12_31, shown)},
                           detail::sentence::no_edition_was_found);
  }
  std::string days;
  for (const Rubric& rubric : rubrics_) {
    days += (days.empty() ? "" : "; ") + rubric.edition() + " " + detail::days_of(rubric);
  }
  return Checked<Rubric>(Issues{make_issue(issue::date_out_of_range,
                                           detail::sentence::no_edition_is_in_force_on_this_date,
                                           std::move(days), shown)},
                         detail::sentence::no_edition_was_found);
}

Checked<Editions> make_editions(std::vector<Rubric> rubrics) {
  detail::IssueLog log;
  const auto add = [&](const IssueCode& code, const detail::Said& message,
                       const detail::Detail& expected, const detail::Detail& actual) {
    log.add(make_issue(code, message, expected, actual));
  };
  if (rubrics.empty()) {
    add(issue::rubric_empty, detail::sentence::the_set_has_no_editions,
        detail::sentence::at_least_one, detail::as_is("0"));
  }
  for (const Rubric& rubric : rubrics) {
    if (rubric.id() != rubrics.front().id()) {
      add(issue::edition_foreign, detail::sentence::the_rubric_has_another_id_than_the_other,
          rubrics.front().id(), detail::edition_name(rubric));
    }
    if (!rubric.draft().effective) {
      add(issue::edition_undated, detail::sentence::the_edition_does_not_state_when_it_is_in,
          detail::sentence::effective_with_a_date, detail::edition_name(rubric));
    }
  }
  if (log.has_errors()) return Checked<Editions>(log.take());

  detail::stable_sort(rubrics, [](const Rubric& a, const Rubric& b) {
    return a.draft().effective->from < b.draft().effective->from;
  });
  std::map<std::string, std::vector<std::size_t>, std::less<>> of_name;
  std::set<std::pair<std::string_view, std::size_t>> open;  // last day and position
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
        add(issue::edition_duplicate, detail::sentence::two_rubrics_are_the_same_edition,
            detail::sentence::distinct_editions, detail::edition_name(rubrics[i]));
      } else {
        add(issue::edition_overlap,
            detail::say(detail::sentence::editions_and_are_both_in_force_on, rubrics[k].edition(),
                        rubrics[i].edition(), later.from),
            detail::say(detail::sentence::an_end_of_before_that_date, rubrics[k].edition()),
            detail::days_of(rubrics[k]));
      }
    }
    namesakes.push_back(i);
    if (!later.to.empty()) open.emplace(later.to, i);
    if (i == 0) continue;
    const Effective& earlier = *rubrics[i - 1].draft().effective;
    if (!earlier.to.empty() && earlier.to < later.from &&
        *parse_date(earlier.to) + 1 < *parse_date(later.from)) {
      add(issue::edition_gap,
          detail::say(detail::sentence::no_edition_is_in_force_between_and,
                      rubrics[i - 1].edition(), rubrics[i].edition()),
          detail::say(detail::sentence::a_start_on_the_day_after, earlier.to), later.from);
    }
  }
  Issues issues = log.take();
  if (has_errors(issues)) return Checked<Editions>(std::move(issues));
  return Checked<Editions>(Editions(std::move(rubrics), issues), issues);
}

PARINDEX_END_NAMESPACE
