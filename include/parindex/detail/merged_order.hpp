// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include <parindex/version.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Merges two lists of codes: the order of `after`. A code that only `before` has comes after the
/// nearest code that precedes it there.
inline std::vector<std::string> merged_order(const std::vector<std::string>& before,
                                             const std::vector<std::string>& after) {
  const std::set<std::string, std::less<>> kept(after.begin(), after.end());
  std::map<std::string, std::vector<std::string>> behind;
  std::string anchor;
  std::vector<std::string> merged;
  bool started = false;
  for (const std::string& code : before) {
    if (kept.contains(code)) {
      anchor = code;
      started = true;
    } else if (started) {
      behind[anchor].push_back(code);
    } else {
      merged.push_back(code);
    }
  }
  for (const std::string& code : after) {
    merged.push_back(code);
    const auto found = behind.find(code);
    if (found == behind.end()) continue;
    merged.insert(merged.end(), found->second.begin(), found->second.end());
  }
  return merged;
}

}  // namespace detail

PARINDEX_END_NAMESPACE
