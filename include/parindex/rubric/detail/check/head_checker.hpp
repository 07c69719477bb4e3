// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include <parindex/detail/date.hpp>
#include <parindex/rubric/detail/check/node_report.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Checks what a rubric states at its head and nothing below refers to by position: its dates in
/// force, its sets of weights and its calendar.
class HeadChecker {
 public:
  HeadChecker(const RubricDraft& draft, NodeReport& report) : draft_(draft), report_(report) {}

  void check_effective() const {
    if (!draft_.effective) return;
    const auto read = [&](const char* where, const std::string& text) {
      const auto date = parse_date(text);
      if (!date) {
        report_.add(issue::date_malformed, where, "The text is no date",
                    "a day as in \"2026-12-31\"", quote(text));
      }
      return date;
    };
    const auto from = read("/effective/from", draft_.effective->from);
    if (draft_.effective->to.empty()) return;
    const auto to = read("/effective/to", draft_.effective->to);
    if (from && to && *to < *from) {
      report_.add(issue::range_empty, "/effective", "The edition is in force on no day",
                  "from not after to", draft_.effective->from + " to " + draft_.effective->to);
    }
  }

  void check_weight_sets() const {
    std::set<std::string_view> seen;
    for (std::size_t i = 0; i < draft_.weight_sets.size(); ++i) {
      const std::string& set = draft_.weight_sets[i];
      const std::string where = "/weight_sets/" + std::to_string(i);
      check_identifier(report_, where, "The name of a set of weights", set);
      if (!seen.insert(set).second) {
        report_.add(issue::id_duplicate, where, "Two sets of weights share one name",
                    "names that differ", quote(set));
      }
    }
  }

  void check_calendar() const {
    if (!draft_.calendar) return;
    const Calendar& calendar = *draft_.calendar;
    if (calendar.to < calendar.from) {
      report_.add(issue::range_empty, "/calendar", "The calendar ends before it begins",
                  "from <= to", date_text(calendar.from) + " > " + date_text(calendar.to));
    }
    const auto check_days = [&](const char* key, const std::vector<Day>& days) {
      std::unordered_set<Day> seen;
      for (std::size_t i = 0; i < days.size(); ++i) {
        const std::string where = std::string("/calendar/") + key + "/" + std::to_string(i);
        if (days[i] < calendar.from || days[i] > calendar.to) {
          report_.add(issue::number_out_of_range, where, "The calendar does not reach this day",
                      date_text(calendar.from) + " to " + date_text(calendar.to),
                      date_text(days[i]));
        }
        if (!seen.insert(days[i]).second) {
          report_.add(issue::id_duplicate, where, "The day stands twice in one list",
                      "days that differ", date_text(days[i]));
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
