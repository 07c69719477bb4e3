// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include <parindex/rubric/rubric.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// The title in a language, otherwise in any available language, otherwise nothing.
inline std::string_view pick_title(const Titles& titles, std::string_view language) {
  const auto wanted = titles.find(language);
  if (wanted != titles.end()) return wanted->second;
  return titles.empty() ? std::string_view() : std::string_view(titles.begin()->second);
}

}  // namespace detail

PARINDEX_END_NAMESPACE
