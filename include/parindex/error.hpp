// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <iosfwd>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <parindex/detail/visible.hpp>
#include <parindex/issue_codes.hpp>
#include <parindex/version.hpp>

PARINDEX_BEGIN_NAMESPACE

/// One finding about a rubric or about data, with its place.
///
/// A place in a file is `pointer` (JSON Pointer, RFC 6901; empty means the whole document) with
/// `line` and `column`, both counted from 1, 0 when the rubric was built in code. A place in data
/// is `row` (counted from 1 without the header, 0 when the finding is about the whole table),
/// `unit` and `field` (the name of the data column); `file` says which, where there are several.
struct Issue {
  std::string code;  ///< slug out of `issue_codes`, stable between versions
  Severity severity = Severity::error;
  std::string message;   ///< one English sentence
  std::string expected;  ///< what the place should hold, empty when there is no single answer
  std::string actual;    ///< what was found
  std::string pointer;
  std::size_t line = 0;
  std::size_t column = 0;
  std::size_t row = 0;
  std::string unit;
  std::string field;
  std::string file;  ///< name of the file, where one of several is meant

  /// One line for a person: `error bands_gap at /nodes/0 (line 3, column 5): ...`. Characters that
  /// are not seen, such as controls and bidirectional marks, are escaped: `\x1b`, `\u202e`.
  std::string to_string() const;

  friend bool operator==(const Issue&, const Issue&) = default;
  /// Writes `to_string()`.
  friend std::ostream& operator<<(std::ostream& out, const Issue& value);
};

using Issues = std::vector<Issue>;

/// An issue of a known code: taking the code object rather than its text makes a misspelt slug
/// a compile error.
Issue make_issue(const IssueCode& code, std::string message, std::string expected = {},
                 std::string actual = {});

/// True when any issue is an error; warnings alone do not stop anything.
bool has_errors(const Issues& issues);

/// Base of everything the library throws. Names in `what()` are escaped as in Issue::to_string.
class Error : public std::runtime_error {
 public:
  explicit Error(const std::string& message) : std::runtime_error(detail::visible(message)) {}

 protected:
  /// Lines that are escaped already.
  struct Lines {
    std::string text;
  };
  explicit Error(const Lines& lines) : std::runtime_error(lines.text) {}
};

/// An error that carries every issue found, not just the first.
class IssuesError : public Error {
 public:
  static constexpr std::string_view default_subject = "the check found errors";

  explicit IssuesError(std::string subject, Issues issues);
  /// What failed, as it was given.
  const std::string& subject() const noexcept { return subject_; }
  const Issues& issues() const noexcept { return issues_; }

 private:
  std::string subject_;
  Issues issues_;
};

/// A rubric that is not valid.
class RubricError : public IssuesError {
 public:
  static constexpr std::string_view default_subject = "invalid rubric";
  using IssuesError::IssuesError;
};

/// A table that cannot be scored as a whole; a bad row alone never throws.
class DataError : public IssuesError {
 public:
  static constexpr std::string_view default_subject = "invalid data";
  using IssuesError::IssuesError;
};

namespace detail {

/// What a failed check of a T throws: its `error_type`, where it names one.
template <class T>
struct CheckError {
  using type = IssuesError;
};
template <class T>
  requires requires { typename T::error_type; }
struct CheckError<T> {
  using type = typename T::error_type;
};

}  // namespace detail

/// A value, or the issues that prevented it; warnings may accompany a value. What reads, checks,
/// compiles or scores returns one:
///
///     const Rubric rubric = load_rubric(path);               // throws RubricError
///     if (const auto rubric = load_rubric(path)) use(*rubric);
///     else show(rubric.issues());
///
/// Every way to the value (`value()`, `*`, `->`, the conversion to T) throws the typed error with
/// every issue when there is no value: RubricError for rubrics and plans, DataError for data.
///
/// An rvalue gives its value away, not a reference into itself, so that
/// `for (auto& entry : rank(scores).value().entries)` is safe.
template <class T>
class [[nodiscard]] Checked {
 public:
  using value_type = T;

  Checked(T value, Issues warnings = {}) : value_(std::move(value)), issues_(std::move(warnings)) {}
  /// No value. `subject` says what failed, in the error that `value()` throws.
  Checked(Issues issues, std::string subject = {})
      : issues_(std::move(issues)), subject_(std::move(subject)) {}

  explicit operator bool() const noexcept { return value_.has_value(); }
  [[nodiscard]] bool has_value() const noexcept { return value_.has_value(); }
  [[nodiscard]] const Issues& issues() const noexcept { return issues_; }

  const T& value() const& {
    if (!value_) fail();
    return *value_;
  }
  T value() && {
    if (!value_) fail();
    return *std::move(value_);
  }
  const T& operator*() const& { return value(); }
  T operator*() && { return std::move(*this).value(); }
  const T* operator->() const& { return &value(); }
  /// The pointer would outlive what it points to.
  const T* operator->() const&& = delete;
  operator T() const& { return value(); }
  operator T() && { return std::move(*this).value(); }

 private:
  [[noreturn]] void fail() const {
    using CheckError = typename detail::CheckError<T>::type;
    throw CheckError(subject_.empty() ? std::string(CheckError::default_subject) : subject_,
                     issues_);
  }

  std::optional<T> value_;
  Issues issues_;
  std::string subject_;
};

PARINDEX_END_NAMESPACE
