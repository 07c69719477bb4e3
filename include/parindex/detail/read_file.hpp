// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <string>
#include <system_error>
#include <utility>

#include <parindex/detail/file_path.hpp>
#include <parindex/detail/make_issue.hpp>
#include <parindex/detail/sentences.hpp>
#include <parindex/error.hpp>
#include <parindex/limits.hpp>
#include <parindex/stop.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// The bytes of a regular file. A device or a pipe may never end, and is rejected. `expected` says
/// in words what the file should contain.
inline Checked<std::string> read_file(const std::string& path, const Detail& expected,
                                      std::size_t most) {
  const auto refused = [&](const Detail& wanted, const Detail& found) {
    return Checked<std::string>(Issues{
        make_issue(issue::file_unreadable, sentence::the_file_cannot_be_read, wanted, found)});
  };
  if (path.find('\0') != std::string::npos)
    return refused(expected, path);  // the path would name a different file
  std::error_code failure;
  const std::filesystem::file_status status = std::filesystem::status(file_path(path), failure);
  if (std::filesystem::is_directory(status))
    return refused(sentence::a_regular_file, say(sentence::path_is_a_folder, path));
  if (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status)) {
    return refused(sentence::a_regular_file, say(sentence::path_is_a_device, path));
  }
  std::ifstream file(file_path(path), std::ios::binary);
  std::string text;
  char block[1 << 16];
  // Reading one byte more than the limit detects a file that is too large, even one that grows
  // meanwhile.
  while (file && text.size() <= most) {
    stop_point(sizeof block);
    file.read(block, sizeof block);
    text.append(block, static_cast<std::size_t>(file.gcount()));
  }
  if (text.size() > most) {
    return Checked<std::string>(
        Issues{make_issue(issue::file_too_large, sentence::the_file_is_too_large,
                          say(sentence::at_most_bytes, std::to_string(most)), sentence::more)});
  }
  // Reading to the end of a file also sets the fail flag.
  if (file.bad() || !file.eof()) return refused(expected, path);
  return Checked<std::string>(std::move(text));
}

}  // namespace detail

PARINDEX_END_NAMESPACE
