// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <filesystem>
#include <string>
#include <system_error>

#include <parindex/detail/file_path.hpp>
#include <parindex/version.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Whether a path, after links are followed, leads to a place in a folder or below it. The place
/// need not exist, but the folder must. The empty name is the current working directory.
inline bool is_inside(const std::string& path, const std::string& folder) {
  namespace fs = std::filesystem;
  if (path.find('\0') != std::string::npos) return false;  // the system stops reading there
  std::error_code failed;
  const fs::path top = fs::canonical(folder.empty() ? fs::path(".") : file_path(folder), failed);
  if (failed) return false;
  const fs::path found = fs::weakly_canonical(fs::absolute(file_path(path), failed), failed);
  if (failed) return false;
  return std::mismatch(top.begin(), top.end(), found.begin(), found.end()).first == top.end();
}

}  // namespace detail

PARINDEX_END_NAMESPACE
