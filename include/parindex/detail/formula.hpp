// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include <parindex/version.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Whether a spreadsheet would run a cell with this text, or with this text behind apostrophes that
/// keep it from running.
inline bool runs_as_formula(std::string_view text) {
  while (!text.empty() && text.front() == '\'') text.remove_prefix(1);
  // The last four are the wide forms of the first.
  for (const std::string_view sign : {"=", "+", "-", "@", "\t", "\r", "\n", "\xEF\xBC\x9D",
                                      "\xEF\xBC\x8B", "\xEF\xBC\x8D", "\xEF\xBC\xA0"}) {
    if (text.substr(0, sign.size()) == sign) return true;
  }
  return false;
}

}  // namespace detail

PARINDEX_END_NAMESPACE
