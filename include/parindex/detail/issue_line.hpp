// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include <parindex/detail/make_issue.hpp>
#include <parindex/detail/sentences.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Whether the row is shown: a line of a file already says where the row is, with another number.
inline bool shows_row(const Issue& issue) { return issue.row != 0 && issue.line == 0; }

/// Where an issue is: ` in row 3 (Hà Nội), column "x" at /nodes/0`,
/// ` in scores.csv (Hà Nội), column "x" (line 3, column 5)`; nothing when it is about the whole.
inline Phrase place_of(const Issue& issue) {
  Phrase text;
  if (!issue.file.empty()) text += say(sentence::in_file, issue.file);
  if (shows_row(issue)) text += say(sentence::in_row, std::to_string(issue.row));
  if (!issue.unit.empty()) text += " (" + issue.unit + ")";
  if (!issue.field.empty()) text += say(sentence::of_column, issue.field);
  if (!issue.pointer.empty()) text += say(sentence::at_pointer, issue.pointer);
  if (issue.line != 0) {
    text += say(sentence::at_line, std::to_string(issue.line), std::to_string(issue.column));
  }
  return text;
}

inline Phrase head_of(const Issue& issue) {
  return say(issue.severity == Severity::error ? sentence::error_code : sentence::warning_code,
             issue.code);
}

/// The problem: `: message; expected ..., found ...`. Without `found` for issues that differ in it.
inline Phrase finding_of(const Issue& issue, bool with_found = true) {
  Phrase text = ": " + message_of(issue);
  if (!issue.expected.empty()) text += say(sentence::what_is_expected, expected_of(issue));
  if (with_found && !issue.actual.empty()) {
    text += say(issue.expected.empty() ? sentence::what_is_found : sentence::and_what_is_found,
                actual_of(issue));
  }
  return text;
}

/// An issue as one line, for texts that are escaped as a whole.
inline Phrase issue_line(const Issue& issue) {
  return head_of(issue) + place_of(issue) + finding_of(issue);
}

/// Issues with the same message in different places.
struct LikeIssues {
  std::vector<const Issue*> all;

  const Issue& first() const { return *all.front(); }
  bool one_found() const {
    for (const Issue* each : all) {
      if (each->actual != first().actual) return false;
    }
    return true;
  }
};

/// This many similar issues are shown one by one; more become one.
inline constexpr std::size_t few_alike = 3;

/// Issues grouped by message, in the order of the first of each.
inline std::vector<LikeIssues> grouped(const Issues& issues) {
  std::vector<LikeIssues> groups;
  std::map<std::tuple<std::string_view, Severity, std::string_view, std::string_view>, std::size_t>
      places;
  for (const Issue& issue : issues) {
    const auto [found, fresh] = places.try_emplace(
        std::tuple(std::string_view(issue.code), issue.severity, std::string_view(issue.message),
                   std::string_view(issue.expected)),
        groups.size());
    if (fresh) groups.emplace_back();
    groups[found->second].all.push_back(&issue);
  }
  return groups;
}

/// Many similar issues as one line: the problem, the count, and the first places.
inline Phrase group_line(const LikeIssues& group) {
  Phrase places;
  for (std::size_t i = 0; i < few_alike; ++i) {
    const Phrase place = place_of(*group.all[i]);
    if (place.empty()) continue;
    if (!places.empty()) places += ";";
    places += place;
  }
  return head_of(group.first()) + finding_of(group.first(), group.one_found()) +
         say(places.empty() ? sentence::so_many_times : sentence::so_many_times_at,
             std::to_string(group.all.size())) +
         places + (places.empty() ? Phrase() : Phrase(sentence::and_so_on));
}

/// Calls `one` with each of a few like issues, and `many` with a group of more than that.
template <class One, class Many>
void walk_issues(const Issues& issues, One one, Many many) {
  for (const LikeIssues& group : grouped(issues)) {
    if (group.all.size() > few_alike) {
      many(group);
    } else {
      for (const Issue* each : group.all) one(*each);
    }
  }
}

/// Issues as lines, like ones as one; what exceeds `most` lines is counted.
inline Phrase issue_lines(const Issues& issues, std::size_t most) {
  Phrase text;
  std::size_t lines = 0;
  std::size_t left = 0;
  const auto add = [&](std::size_t told, const auto& line_of) {
    if (lines == most) {
      left += told;
      return;
    }
    ++lines;
    const Phrase line = line_of();
    text += "\n  " + Phrase(visible(line.en), visible(line.vi));
  };
  walk_issues(
      issues, [&](const Issue& issue) { add(1, [&] { return issue_line(issue); }); },
      [&](const LikeIssues& group) { add(group.all.size(), [&] { return group_line(group); }); });
  if (left != 0) text += "\n  " + say(sentence::more_in_issues, std::to_string(left));
  return text;
}

/// Where an issue is, for a line of its own: `/nodes/0 (line 3, column 5)`, `row 3, unit Hà Nội`.
inline Phrase block_place(const Issue& issue) {
  std::vector<Phrase> parts;
  if (!issue.file.empty()) parts.emplace_back(issue.file);
  if (!issue.pointer.empty()) parts.emplace_back(issue.pointer);
  if (issue.line != 0) {
    const Phrase line =
        say(sentence::place_line, std::to_string(issue.line), std::to_string(issue.column));
    if (issue.pointer.empty()) {
      parts.push_back(line);
    } else {
      parts.back() += " (" + line + ")";
    }
  }
  if (shows_row(issue)) parts.push_back(say(sentence::place_row, std::to_string(issue.row)));
  if (!issue.unit.empty()) parts.push_back(say(sentence::place_unit, issue.unit));
  if (!issue.field.empty()) parts.push_back(say(sentence::place_column, issue.field));
  return joined(parts, ", ");
}

/// Issues over a few lines each: the problem, then the place, what was expected and what was found.
inline Phrase issue_blocks(const Issues& issues) {
  Phrase text;
  const auto line = [&text](const Phrase& each) {
    if (!text.empty()) text += "\n";
    text += Phrase(visible(each.en), visible(each.vi));
  };
  const auto block = [&line](const Issue& issue, const Phrase& place, std::size_t times,
                             bool with_found) {
    line(head_of(issue) + ": " + message_of(issue));
    if (times > 1) line(Phrase(sentence::block_times) + std::to_string(times));
    if (!place.empty()) line(Phrase(sentence::block_at) + place);
    if (!issue.expected.empty()) line(Phrase(sentence::block_expected) + expected_of(issue));
    if (with_found && !issue.actual.empty()) {
      line(Phrase(sentence::block_found) + actual_of(issue));
    }
  };
  walk_issues(
      issues, [&](const Issue& issue) { block(issue, block_place(issue), 1, true); },
      [&](const LikeIssues& group) {
        std::vector<Phrase> places;
        for (std::size_t i = 0; i < few_alike; ++i) places.push_back(block_place(*group.all[i]));
        if (!places.front().empty()) {
          places.push_back(say(sentence::block_more, std::to_string(group.all.size() - few_alike)));
        }
        block(group.first(), joined(places, "; "), group.all.size(), group.one_found());
      });
  return text;
}

}  // namespace detail

PARINDEX_END_NAMESPACE
