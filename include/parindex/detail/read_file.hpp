// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <fstream>
#include <optional>
#include <string>

#include <parindex/error.hpp>
#include <parindex/limits.hpp>
#include <parindex/stop.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// The bytes of a file, at most one more than the limit, so that an endless file ends here and a
/// long one still shows as too long. Nothing when it cannot be read.
inline std::optional<std::string> read_file(const std::string& path) {
  if (path.find('\0') != std::string::npos) return std::nullopt;  // would name another file
  std::ifstream file(path, std::ios::binary);
  std::string text;
  char block[1 << 16];
  while (file && text.size() <= limits().file_bytes) {
    stop_point(sizeof block);
    file.read(block, sizeof block);
    text.append(block, static_cast<std::size_t>(file.gcount()));
  }
  // A folder opens but does not read; a file that was read to its end has failed by reaching it.
  if (file.bad() || (!file.eof() && text.size() <= limits().file_bytes)) return std::nullopt;
  return text;
}

}  // namespace detail

PARINDEX_END_NAMESPACE
