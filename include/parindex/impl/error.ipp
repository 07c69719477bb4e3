// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>

#include <parindex/detail/text.hpp>
#include <parindex/error.hpp>
#include <parindex/limits.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

inline std::string describe_issues(const std::string& subject, const Issues& issues) {
  constexpr std::size_t shown = 50;  // issues() has all of them
  std::string text = subject;
  for (std::size_t i = 0; i < issues.size() && i < shown; ++i) {
    text += "\n  " + issues[i].to_string();
  }
  if (issues.size() > shown) {
    text += "\n  ... and " + std::to_string(issues.size() - shown) + " more in issues()";
  }
  return text;
}

}  // namespace detail

PARINDEX_INLINE std::string Issue::to_string() const {
  std::string text = severity == Severity::error ? "error " : "warning ";
  text += code;
  if (!file.empty()) text += " in " + file;
  if (row != 0) text += " in row " + std::to_string(row);
  if (!unit.empty()) text += " (" + unit + ")";
  if (!field.empty()) text += ", column \"" + field + "\"";
  if (!pointer.empty()) text += " at " + pointer;
  if (line != 0) {
    text += " (line " + std::to_string(line) + ", column " + std::to_string(column) + ")";
  }
  text += ": " + message;
  if (!expected.empty()) text += "; expected " + expected;
  if (!actual.empty()) text += (expected.empty() ? "; found " : ", found ") + actual;
  return text;
}

PARINDEX_INLINE Issue make_issue(const IssueCode& code, std::string message, std::string expected,
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

PARINDEX_INLINE bool has_errors(const Issues& issues) {
  return std::any_of(issues.begin(), issues.end(),
                     [](const Issue& issue) { return issue.severity == Severity::error; });
}

PARINDEX_INLINE IssuesError::IssuesError(const std::string& subject, Issues issues)
    : Error(detail::describe_issues(subject, issues)), issues_(std::move(issues)) {}

PARINDEX_END_NAMESPACE
