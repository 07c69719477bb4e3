// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <filesystem>
#include <string>
#include <system_error>

#include <parindex/version.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Whether a path leads to a place in a folder or below it, once links are followed. The place need
/// not exist, the folder must; the empty name is the folder where the program runs.
inline bool is_inside(const std::string& path, const std::string& folder) {
  namespace fs = std::filesystem;
  if (path.find('\0') != std::string::npos) return false;  // the system would read less of it
  std::error_code failed;
  const fs::path top = fs::canonical(folder.empty() ? fs::path(".") : fs::path(folder), failed);
  if (failed) return false;
  const fs::path found = fs::weakly_canonical(fs::absolute(path, failed), failed);
  if (failed) return false;
  return std::mismatch(top.begin(), top.end(), found.begin(), found.end()).first == top.end();
}

}  // namespace detail

PARINDEX_END_NAMESPACE
