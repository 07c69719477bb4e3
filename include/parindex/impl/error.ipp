// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <ostream>

#include <parindex/detail/issue_line.hpp>
#include <parindex/detail/sentences.hpp>
#include <parindex/error.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

inline constexpr std::size_t shown_lines = 50;  // issues() has all of them

// The Vietnamese text, or the English one if the application gave no translation.
inline const std::string& in_language(const std::string& en, const std::string& vi,
                                      std::string_view language) {
  return language == "vi" && !vi.empty() ? vi : en;
}

}  // namespace detail

const std::string& Issue::message_in(std::string_view language) const {
  return detail::in_language(message, message_vi, language);
}
const std::string& Issue::expected_in(std::string_view language) const {
  return detail::in_language(expected, expected_vi, language);
}
const std::string& Issue::actual_in(std::string_view language) const {
  return detail::in_language(actual, actual_vi, language);
}

std::string Issue::to_string(std::string_view language) const {
  return detail::visible(detail::issue_line(*this).in(language));
}

std::string to_string(const Issues& issues, std::string_view language, std::size_t most) {
  return detail::issue_lines(issues, most).in(language);
}

bool has_errors(const Issues& issues) {
  return std::any_of(issues.begin(), issues.end(),
                     [](const Issue& issue) { return issue.severity == Severity::error; });
}

IssuesError::IssuesError(std::string subject, Issues issues)
    : Error(
          Lines{detail::visible(subject) + parindex::to_string(issues, "en", detail::shown_lines)}),
      subject_(std::move(subject)),
      issues_(std::move(issues)) {}

IssuesError::IssuesError(const detail::Said& subject, Issues issues)
    : IssuesError(subject.en, std::move(issues)) {
  subject_vi_ = subject.vi;
}

detail::Said IssuesError::default_subject() { return detail::sentence::no_value_errors; }
detail::Said RubricError::default_subject() { return detail::sentence::invalid_rubric; }
detail::Said DataError::default_subject() { return detail::sentence::invalid_data; }

const std::string& IssuesError::subject_in(std::string_view language) const {
  return detail::in_language(subject_, subject_vi_, language);
}

std::string IssuesError::text(std::string_view language) const {
  return detail::visible(subject_in(language)) +
         parindex::to_string(issues_, language, detail::shown_lines);
}

std::ostream& operator<<(std::ostream& out, const Issue& value) { return out << value.to_string(); }

PARINDEX_END_NAMESPACE
