// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

#include <parindex/detail/text.hpp>
#include <parindex/issue_codes.hpp>
#include <parindex/rubric/detail/check/node_report.hpp>
#include <parindex/rubric/detail/sentences/structure.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// "1.2", "1.4" under one parent: 1.3 was skipped. Only plain numbers are compared.
inline void check_numbering(const std::string& before, const std::string& code,
                            NodeReport& report) {
  const auto split = [](const std::string& text) {
    const std::size_t dot = text.rfind('.');
    const std::size_t begin = dot == std::string::npos ? 0 : dot + 1;
    return std::pair(text.substr(0, begin), text.substr(begin));
  };
  const auto [stem_before, last_before] = split(before);
  const auto [stem, last] = split(code);
  const auto is_number = [](const std::string& text) {
    return !text.empty() && text.size() <= 9 &&
           std::all_of(text.begin(), text.end(), is_ascii_digit);
  };
  if (stem != stem_before || !is_number(last) || !is_number(last_before)) return;
  const long expected = std::stol(last_before) + 1;
  if (std::stol(last) > expected) {
    report.add(issue::code_skipped, "/code", sentence::the_numbering_skips_a_code,
               quote(stem + std::to_string(expected)), quote(code));
  }
}

}  // namespace detail

PARINDEX_END_NAMESPACE
