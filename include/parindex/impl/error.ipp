// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>

#include <parindex/detail/issue_line.hpp>
#include <parindex/error.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

inline std::string describe_issues(const std::string& subject, const Issues& issues) {
  std::string text = visible(subject);
  for (const Issue& issue : issues) text += "\n  " + issue.to_string();
  return text;
}

}  // namespace detail

PARINDEX_INLINE std::string Issue::to_string() const {
  return detail::visible(detail::issue_line(*this));
}

PARINDEX_INLINE Issue make_issue(const IssueCode& code, std::string message, std::string expected,
                                 std::string actual) {
  Issue issue;
  issue.code = std::string(code.code);
  issue.severity = code.severity;
  issue.message = std::move(message);
  issue.expected = std::move(expected);
  issue.actual = std::move(actual);
  return issue;
}

PARINDEX_INLINE bool has_errors(const Issues& issues) {
  return std::any_of(issues.begin(), issues.end(),
                     [](const Issue& issue) { return issue.severity == Severity::error; });
}

PARINDEX_INLINE IssuesError::IssuesError(std::string subject, Issues issues)
    : Error(Lines{detail::describe_issues(subject, issues)}),
      subject_(std::move(subject)),
      issues_(std::move(issues)) {}

PARINDEX_END_NAMESPACE
