// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <parindex/error.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// An issue as one line, for texts that are escaped as a whole.
inline std::string issue_line(const Issue& issue) {
  std::string text = issue.severity == Severity::error ? "error " : "warning ";
  text += issue.code;
  if (!issue.file.empty()) text += " in " + issue.file;
  if (issue.row != 0) text += " in row " + std::to_string(issue.row);
  if (!issue.unit.empty()) text += " (" + issue.unit + ")";
  if (!issue.field.empty()) text += ", column \"" + issue.field + "\"";
  if (!issue.pointer.empty()) text += " at " + issue.pointer;
  if (issue.line != 0) {
    text +=
        " (line " + std::to_string(issue.line) + ", column " + std::to_string(issue.column) + ")";
  }
  text += ": " + issue.message;
  if (!issue.expected.empty()) text += "; expected " + issue.expected;
  if (!issue.actual.empty()) {
    text += (issue.expected.empty() ? "; found " : ", found ") + issue.actual;
  }
  return text;
}

}  // namespace detail

PARINDEX_END_NAMESPACE
