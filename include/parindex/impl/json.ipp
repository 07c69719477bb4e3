// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <fstream>
#include <string>
#include <string_view>
#include <utility>

#include <parindex/impl/json_results.ipp>
#include <parindex/impl/json_rubric.ipp>
#include <parindex/json.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// The bytes of a file, at most one more than the limit, so that an endless file ends here and a
/// long one still shows as too long. Nothing when it cannot be read.
inline std::optional<std::string> read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string text;
  char block[1 << 16];
  while (file && text.size() <= limits::file_bytes) {
    file.read(block, sizeof block);
    text.append(block, static_cast<std::size_t>(file.gcount()));
  }
  // A folder opens but does not read; a file that was read to its end has failed by reaching it.
  if (file.bad() || (!file.eof() && text.size() <= limits::file_bytes)) return std::nullopt;
  return text;
}

inline Rubric rubric_or_throw(Checked<Rubric> checked, const std::string& subject) {
  if (!checked) throw RubricError(subject, checked.issues());
  return std::move(checked).value();
}

}  // namespace detail

PARINDEX_INLINE Checked<Rubric> check_rubric(std::string_view text) {
  return detail::check_rubric_text(text);
}

PARINDEX_INLINE Rubric read_rubric(std::string_view text) {
  return detail::rubric_or_throw(check_rubric(text), "the rubric does not hold");
}

PARINDEX_INLINE Checked<Rubric> check_rubric_file(const std::string& path) {
  const std::optional<std::string> text = detail::read_file(path);
  if (text) return check_rubric(*text);
  return Checked<Rubric>(Issues{
      make_issue(issue::file_unreadable, "The file cannot be read", "a rubric file", path)});
}

PARINDEX_INLINE Rubric load_rubric(const std::string& path) {
  return detail::rubric_or_throw(check_rubric_file(path), "the rubric " + path + " does not hold");
}

PARINDEX_END_NAMESPACE
