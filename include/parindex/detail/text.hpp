// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <parindex/version.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// The position of the first byte that is not well-formed UTF-8 (overlong forms and surrogates
/// included), or the size of the text if all of it is well formed.
inline std::size_t utf8_valid_prefix(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const auto continues = [&](std::size_t i) {
    return i < text.size() && (byte(i) & 0xC0U) == 0x80U;
  };
  std::size_t i = 0;
  while (i < text.size()) {
    const unsigned lead = byte(i);
    if (lead < 0x80U) {
      i += 1;
    } else if (lead >= 0xC2U && lead <= 0xDFU) {
      if (!continues(i + 1)) return i;
      i += 2;
    } else if (lead >= 0xE0U && lead <= 0xEFU) {
      if (!continues(i + 1) || !continues(i + 2)) return i;
      const unsigned second = byte(i + 1);
      if (lead == 0xE0U && second < 0xA0U) return i;   // overlong
      if (lead == 0xEDU && second >= 0xA0U) return i;  // surrogate
      i += 3;
    } else if (lead >= 0xF0U && lead <= 0xF4U) {
      if (!continues(i + 1) || !continues(i + 2) || !continues(i + 3)) return i;
      const unsigned second = byte(i + 1);
      if (lead == 0xF0U && second < 0x90U) return i;   // overlong
      if (lead == 0xF4U && second >= 0x90U) return i;  // beyond U+10FFFF
      i += 4;
    } else {
      return i;
    }
  }
  return i;
}

/// A text as messages show it: a long text is cut between two characters.
inline std::string clipped(std::string_view text, std::size_t longest = 60) {
  if (text.size() <= longest) return std::string(text);
  const std::string_view head = text.substr(0, longest);
  return std::string(head.substr(0, utf8_valid_prefix(head))) + "...";
}

/// Cuts a text if it is longer.
inline void clip(std::string& text, std::size_t longest) {
  if (text.size() > longest) text = clipped(text, longest);
}

inline bool is_ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
inline bool is_ascii_digit(char c) { return c >= '0' && c <= '9'; }

/// A name that becomes part of a column name: a letter, then letters, digits and `_`.
inline bool is_name(std::string_view text) {
  if (text.empty() || !is_ascii_letter(text.front())) return false;
  for (const char c : text) {
    if (!is_ascii_letter(c) && !is_ascii_digit(c) && c != '_') return false;
  }
  return true;
}

/// A code or id: no control characters, no white space, nothing that a JSON Pointer must escape.
inline bool is_identifier(std::string_view text) {
  if (text.empty()) return false;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte <= 0x20U || byte == 0x7FU || c == '/' || c == '~') return false;
  }
  return true;
}

/// Whether a text has the form of a number of a rubric or a table, of any length: a decimal, or a
/// fraction "n/d" whose denominator is not 0.
inline bool has_number_form(std::string_view text) {
  std::size_t i = 0;
  const auto digits = [&] {
    const std::size_t start = i;
    while (i < text.size() && is_ascii_digit(text[i])) ++i;
    return i > start;
  };
  const auto skip = [&](std::string_view any) {
    const bool here = i < text.size() && any.find(text[i]) != std::string_view::npos;
    if (here) ++i;
    return here;
  };
  skip("-");
  if (!digits()) return false;
  if (skip("/")) {
    const bool zero = text.find_first_not_of('0', i) == std::string_view::npos;
    return !zero && digits() && i == text.size();
  }
  if (skip(".") && !digits()) return false;
  if (skip("eE")) {
    skip("+-");
    if (!digits()) return false;
  }
  return i == text.size();
}

/// Joins the parts with a separator.
inline std::string joined(const std::vector<std::string>& parts, std::string_view between) {
  std::string text;
  for (const std::string& part : parts) {
    if (!text.empty()) text += between;
    text += part;
  }
  return text;
}

/// Whether a key of a rubric file is one end of a range.
inline bool is_range_key(std::string_view key) {
  return key == "from" || key == "above" || key == "to" || key == "below";
}

/// yes/no, true/false, 1/0 in any ASCII case, and the Vietnamese words in their usual cases.
inline const bool* parse_flag(std::string_view text) {
  static constexpr bool yes = true;
  static constexpr bool no = false;
  constexpr std::size_t longest = 8;  // bytes of the longest word below
  if (text.size() > longest) return nullptr;
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  // co with acute, in small and capital letters; khong with circumflex likewise
  for (const char* word : {"yes", "true", "1", "c\xC3\xB3", "c\xC3\x93"}) {
    if (lower == word) return &yes;
  }
  for (const char* word : {"no", "false", "0", "kh\xC3\xB4ng", "kh\xC3\x94ng"}) {
    if (lower == word) return &no;
  }
  return nullptr;
}

}  // namespace detail

PARINDEX_END_NAMESPACE
