// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>

#include <parindex/version.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// The path of a name in UTF-8. The standard library reads one in the code page of Windows there,
/// which lacks Vietnamese letters on most machines.
inline std::filesystem::path file_path(const std::string& name) {
#ifdef _WIN32
  return std::filesystem::path(std::u8string(name.begin(), name.end()));
#else
  return name;
#endif
}

/// The name of a path in UTF-8, with slashes.
inline std::string path_text(const std::filesystem::path& path) {
#ifdef _WIN32
  const std::u8string text = path.generic_u8string();
  return {text.begin(), text.end()};
#else
  return path.generic_string();
#endif
}

}  // namespace detail

PARINDEX_END_NAMESPACE
