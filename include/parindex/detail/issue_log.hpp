// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <utility>

#include <parindex/detail/make_issue.hpp>
#include <parindex/detail/sentences.hpp>
#include <parindex/detail/text.hpp>
#include <parindex/error.hpp>
#include <parindex/limits.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Collects issues: the first ones, with texts of limited length, and a count by code of the rest.
class IssueLog {
 public:
  /// Keeps at most `room` issues; 0 is enough to learn whether there were any.
  explicit IssueLog(std::size_t room = limits().issues) : room_(room) {}

  void add(Issue issue) {
    ++found_;
    errors_ = errors_ || issue.severity == Severity::error;
    // The count of another log follows the kept issues, and is never dropped.
    const bool counts = issue.code == issue::issues_omitted.code;
    if (!counts && is_full()) {
      omit(issue.code, 1, issue.severity);
      return;
    }
    detail::clip(issue);
    (counts ? counts_ : kept_).push_back(std::move(issue));
  }

  /// Whether further issues are only counted.
  bool is_full() const { return kept_.size() >= room_; }
  /// Counts an issue of a full log like `add`, without a copy of it.
  void count(const Issue& issue) {
    ++found_;
    errors_ = errors_ || issue.severity == Severity::error;
    omit(issue.code, 1, issue.severity);
  }

  /// Appends the issues of another log.
  void append(IssueLog other) {
    for (Issue& issue : other.kept_) add(std::move(issue));
    for (Issue& issue : other.counts_) add(std::move(issue));
    for (const auto& [code, number] : other.omitted_) {
      omit(code, number, other.omitted_severity_);
      found_ += number;
    }
    errors_ = errors_ || other.errors_;
  }

  bool empty() const { return found_ == 0; }
  bool has_errors() const { return errors_; }
  /// The number of issues found.
  std::size_t count() const { return found_; }
  /// The number of issues kept.
  std::size_t size() const { return kept_.size(); }
  /// The kept issues from a position on, whose places can still be filled in.
  std::span<Issue> from(std::size_t first) { return std::span(kept_).subspan(first); }

  void clear() { *this = IssueLog(room_); }

  /// The kept issues and, if there were more, an issue that counts the rest. The log is empty
  /// afterwards.
  Issues take() {
    Issues all = std::move(kept_);
    if (!omitted_.empty()) all.push_back(count_of_omitted());
    for (Issue& issue : counts_) all.push_back(std::move(issue));
    clear();
    return all;
  }

 private:
  void omit(const std::string& code, std::size_t number, Severity severity) {
    omitted_[code] += number;
    if (severity == Severity::error) omitted_severity_ = Severity::error;
  }

  Issue count_of_omitted() const {
    std::size_t total = 0;
    std::string codes;
    for (const auto& [code, number] : omitted_) {
      total += number;
      codes += (codes.empty() ? "" : ", ") + code + " " + std::to_string(number);
    }
    Issue issue =
        make_issue(issue::issues_omitted,
                   say(sentence::more_issues_were_found_and_not_kept, std::to_string(total)),
                   say(sentence::at_most, std::to_string(room_)), std::move(codes));
    issue.severity = omitted_severity_;
    return issue;
  }

  std::size_t room_;
  std::size_t found_ = 0;
  bool errors_ = false;
  Issues kept_;
  Issues counts_;  // of other logs
  std::map<std::string, std::size_t, std::less<>> omitted_;
  Severity omitted_severity_ = Severity::warning;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
