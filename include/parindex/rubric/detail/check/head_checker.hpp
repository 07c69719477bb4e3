// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include <parindex/detail/date.hpp>
#include <parindex/detail/sentences.hpp>
#include <parindex/rubric/detail/check/node_report.hpp>
#include <parindex/rubric/detail/sentences/structure.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Checks the parts of a rubric's head that nothing below refers to by position: its effective
/// dates, its sets of weights and its calendar.
class HeadChecker {
 public:
  HeadChecker(const RubricDraft& draft, NodeReport& report) : draft_(draft), report_(report) {}

  void check_effective() const {
    if (!draft_.effective) return;
    const auto read = [&](const char* where, const std::string& text) {
      const auto date = parse_date(text);
      if (!date) {
        report_.add(issue::date_malformed, where, sentence::not_a_date,
                    sentence::a_date_such_as_2026_12_31, quote(text));
      }
      return date;
    };
    const auto from = read("/effective/from", draft_.effective->from);
    if (draft_.effective->to.empty()) return;
    const auto to = read("/effective/to", draft_.effective->to);
    if (from && to && *to < *from) {
      report_.add(issue::range_empty, "/effective", sentence::the_edition_is_never_in_force,
                  sentence::from_on_or_before_to,
                  say(sentence::to, draft_.effective->from, draft_.effective->to));
    }
  }

  void check_weight_sets() const {
    std::set<std::string_view> seen;
    for (std::size_t i = 0; i < draft_.weight_sets.size(); ++i) {
      const std::string& set = draft_.weight_sets[i];
      const std::string where = "/weight_sets/" + std::to_string(i);
      check_identifier(report_, where, sentence::the_name_of_a_weight_set, set);
      if (!seen.insert(set).second) {
        report_.add(issue::id_duplicate, where, sentence::two_weight_sets_have_the_same_name,
                    sentence::distinct_names, quote(set));
      }
    }
  }

  void check_calendar() const {
    if (!draft_.calendar) return;
    const Calendar& calendar = *draft_.calendar;
    if (calendar.to < calendar.from) {
      report_.add(issue::range_empty, "/calendar", sentence::the_calendar_ends_before_it_begins,
                  sentence::from_to_2, date_text(calendar.from) + " > " + date_text(calendar.to));
    }
    const auto check_days = [&](const char* key, const std::vector<Day>& days) {
      std::unordered_set<Day> seen;
      for (std::size_t i = 0; i < days.size(); ++i) {
        const std::string where = std::string("/calendar/") + key + "/" + std::to_string(i);
        if (days[i] < calendar.from || days[i] > calendar.to) {
          report_.add(issue::number_out_of_range, where, sentence::the_date_is_outside_the_calendar,
                      say(sentence::to, date_text(calendar.from), date_text(calendar.to)),
                      date_text(days[i]));
        }
        if (!seen.insert(days[i]).second) {
          report_.add(issue::id_duplicate, where, sentence::the_date_appears_twice_in_the_list,
                      sentence::distinct_dates, date_text(days[i]));
        }
      }
    };
    check_days("holidays", calendar.holidays);
    check_days("working", calendar.working);
  }

 private:
  const RubricDraft& draft_;
  NodeReport& report_;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
