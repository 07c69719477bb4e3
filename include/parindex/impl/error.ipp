// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <ostream>

#include <parindex/detail/issue_line.hpp>
#include <parindex/detail/text.hpp>
#include <parindex/error.hpp>
#include <parindex/limits.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

inline std::string describe_issues(const std::string& subject, const Issues& issues) {
  constexpr std::size_t shown = 50;  // issues() has all of them
  std::string text = visible(subject);
  for (std::size_t i = 0; i < issues.size() && i < shown; ++i) {
    text += "\n  " + issues[i].to_string();
  }
  if (issues.size() > shown) {
    text += "\n  ... and " + std::to_string(issues.size() - shown) + " more in issues()";
  }
  return text;
}

}  // namespace detail

std::string Issue::to_string() const { return detail::visible(detail::issue_line(*this)); }

Issue make_issue(const IssueCode& code, std::string message, std::string expected,
                 std::string actual) {
  Issue issue;
  issue.code = std::string(code.code);
  issue.severity = code.severity;
  issue.message = std::move(message);
  issue.expected = std::move(expected);
  issue.actual = std::move(actual);
  for (std::string* text : {&issue.message, &issue.expected, &issue.actual}) {
    detail::clip(*text, limits().message_bytes);
  }
  return issue;
}

bool has_errors(const Issues& issues) {
  return std::any_of(issues.begin(), issues.end(),
                     [](const Issue& issue) { return issue.severity == Severity::error; });
}

IssuesError::IssuesError(std::string subject, Issues issues)
    : Error(Lines{detail::describe_issues(subject, issues)}),
      subject_(std::move(subject)),
      issues_(std::move(issues)) {}

std::ostream& operator<<(std::ostream& out, const Issue& value) { return out << value.to_string(); }

PARINDEX_END_NAMESPACE
