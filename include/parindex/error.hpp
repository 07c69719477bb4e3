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

#include <parindex/detail/phrase.hpp>
#include <parindex/detail/visible.hpp>
#include <parindex/issue_codes.hpp>
#include <parindex/version.hpp>

PARINDEX_BEGIN_NAMESPACE

/// One finding about a rubric or about data, with its place.
///
/// A place in a file is `pointer` (JSON Pointer, RFC 6901; empty means the whole document) with
/// `line` and `column`, both counted from 1, 0 when the rubric was built in code. A place in data
/// is `row` (counted from 1 without the header, 0 when the finding is about the whole table),
/// `unit` and `field` (the name of the data column); `file` names the file, if there are several.
struct Issue {
  std::string code;  ///< slug from `issue_codes`, stable between versions
  Severity severity = Severity::error;
  std::string message;   ///< one English sentence, without a full stop
  std::string expected;  ///< what was expected, empty when there is no single answer
  std::string actual;    ///< what was found
  std::string pointer;
  std::size_t line = 0;
  std::size_t column = 0;
  std::size_t row = 0;
  std::string unit;
  std::string field;
  std::string file;         ///< name of the file, if there are several
  std::string accepted;     ///< why the author of the rubric accepts it; empty if not accepted
  std::string message_vi;   ///< `message` in Vietnamese; an application may leave it empty
  std::string expected_vi;  ///< `expected` in Vietnamese
  std::string actual_vi;    ///< `actual` in Vietnamese

  /// The message in a language, "en" or "vi"; English if there is no translation.
  const std::string& message_in(std::string_view language) const;
  const std::string& expected_in(std::string_view language) const;
  const std::string& actual_in(std::string_view language) const;

  /// One line for a person: `error bands_gap at /nodes/0 (line 3, column 5): ...`. Characters that
  /// are invisible, such as controls and bidirectional marks, are escaped: `\x1b`, `\u202e`.
  std::string to_string(std::string_view language = "en") const;

  friend bool operator==(const Issue&, const Issue&) = default;
  /// Writes `to_string()`.
  friend std::ostream& operator<<(std::ostream& out, const Issue& value);
};

using Issues = std::vector<Issue>;

/// Issues as text for a person, each on its own line after a line end and two spaces. More than
/// three similar issues, with one code and one message, are one line with a count and the first
/// places; issues beyond `most` lines are counted.
std::string to_string(const Issues& issues, std::string_view language = "en",
                      std::size_t most = 50);

/// True when any issue is an error; warnings alone do not stop anything.
bool has_errors(const Issues& issues);

/// Base of everything the library throws. Names in `what()` are escaped as in Issue::to_string.
class Error : public std::runtime_error {
 public:
  explicit Error(const std::string& message) : std::runtime_error(detail::visible(message)) {}
  explicit Error(const detail::Said& message)
      : std::runtime_error(detail::visible(message.en)), vi_(detail::visible(message.vi)) {}

  /// The text in a language, "en" (that of `what`) or "vi"; English if there is no translation.
  virtual std::string text(std::string_view language) const {
    return language == "vi" && !vi_.empty() ? vi_ : what();
  }

 protected:
  /// Lines that are already escaped.
  struct Lines {
    std::string text;
  };
  explicit Error(const Lines& lines) : std::runtime_error(lines.text) {}

 private:
  std::string vi_;
};

/// An error that carries every issue found, not just the first.
class IssuesError : public Error {
 public:
  /// The text of an error without a subject: "invalid rubric" for a RubricError.
  static detail::Said default_subject();

  explicit IssuesError(std::string subject, Issues issues);
  explicit IssuesError(const detail::Said& subject, Issues issues);
  /// What failed, as given.
  const std::string& subject() const noexcept { return subject_; }
  /// The same in a language, "en" or "vi"; English if there is no translation.
  const std::string& subject_in(std::string_view language) const;
  const Issues& issues() const noexcept { return issues_; }
  std::string text(std::string_view language) const override;

 private:
  std::string subject_;
  std::string subject_vi_;
  Issues issues_;
};

/// An invalid rubric.
class RubricError : public IssuesError {
 public:
  static detail::Said default_subject();
  using IssuesError::IssuesError;
};

/// A table that cannot be scored as a whole; a bad row alone never throws.
class DataError : public IssuesError {
 public:
  static detail::Said default_subject();
  using IssuesError::IssuesError;
};

namespace detail {

/// The exception of a failed check of a T: its `error_type`, if it has one.
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

/// A value, or the issues that prevented it; a value may have warnings. Functions that read, check,
/// compile or score return one:
///
///     const Rubric rubric = load_rubric(path);               // throws RubricError
///     if (const auto rubric = load_rubric(path)) use(*rubric);
///     else show(rubric.issues());
///
/// Every way to the value (`value()`, `*`, `->`, the conversion to T) throws the typed error with
/// every issue when there is no value: RubricError for rubrics and plans, DataError for data.
///
/// An rvalue returns its value by move, not a reference into itself, so that
/// `for (auto& entry : rank(scores).value().entries)` is safe.
template <class T>
class [[nodiscard]] Checked {
 public:
  using value_type = T;

  Checked(T value, Issues warnings = {}) : value_(std::move(value)), issues_(std::move(warnings)) {}
  /// No value. `subject` says what failed, in the error that `value()` throws.
  Checked(Issues issues, std::optional<detail::Said> subject = std::nullopt)
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
    throw CheckError(subject_ ? *subject_ : CheckError::default_subject(), issues_);
  }

  std::optional<T> value_;
  Issues issues_;
  std::optional<detail::Said> subject_;
};

PARINDEX_END_NAMESPACE
