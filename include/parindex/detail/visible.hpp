// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <parindex/version.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

struct CodePoints {
  char32_t first;
  char32_t last;
};

/// Characters that are invisible, or that change how the rest is displayed: controls, line and
/// paragraph separators, the code points that Unicode calls default ignorable (among them
/// zero-width and bidirectional ones), annotation marks, surrogates and noncharacters. Combining
/// marks of letters are visible.
inline constexpr CodePoints hidden_code_points[] = {
    {0x0000, 0x001F},   {0x007F, 0x009F}, {0x00AD, 0x00AD}, {0x034F, 0x034F},   {0x061C, 0x061C},
    {0x115F, 0x1160},   {0x17B4, 0x17B5}, {0x180B, 0x180F}, {0x200B, 0x200F},   {0x2028, 0x202E},
    {0x2060, 0x206F},   {0x3164, 0x3164}, {0xD800, 0xDFFF}, {0xFDD0, 0xFDEF},   {0xFE00, 0xFE0F},
    {0xFEFF, 0xFEFF},   {0xFFA0, 0xFFA0}, {0xFFF0, 0xFFFB}, {0x1BCA0, 0x1BCA3}, {0x1D173, 0x1D17A},
    {0xE0000, 0xE0FFF},
};  // ascending

inline bool is_hidden(char32_t code) {
  if ((code & 0xFFFEU) == 0xFFFEU) return true;  // noncharacters: the last two of every plane
  for (const CodePoints& range : hidden_code_points) {
    if (code <= range.last) return code >= range.first;
  }
  return false;
}

/// The code point at a position, and its number of bytes. Surrogates are accepted, as Python's
/// surrogatepass writes them; any other byte that is not UTF-8 is U+DC80 to U+DCFF, as Python's
/// surrogateescape reads it.
struct DecodedCodePoint {
  char32_t code;
  std::size_t bytes;
};

inline DecodedCodePoint decode_code_point(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) -> char32_t {
    return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0U;
  };
  const char32_t lead = byte(0);
  const DecodedCodePoint not_utf8{0xDC00U + lead, 1};
  if (lead < 0x80U) return {lead, 1};
  const std::size_t size = lead >= 0xF0U ? 4 : lead >= 0xE0U ? 3 : 2;
  if (lead < 0xC2U || lead > 0xF4U) return not_utf8;
  char32_t code = lead & (0x7FU >> size);
  for (std::size_t i = 1; i < size; ++i) {
    if ((byte(i) & 0xC0U) != 0x80U) return not_utf8;
    code = (code << 6U) | (byte(i) & 0x3FU);
  }
  const bool overlong = (size == 3 && code < 0x800U) || (size == 4 && code < 0x10000U);
  return overlong || code > 0x10FFFFU ? not_utf8 : DecodedCodePoint{code, size};
}

inline void append_digits(std::string& out, char32_t code, unsigned places) {
  constexpr std::string_view digits = "0123456789abcdef";
  for (unsigned place = places; place-- > 0;) out += digits[(code >> (4 * place)) & 0xFU];
}

/// `\x1b`, `\u202e` or `\U000e0001`.
inline void append_escape(std::string& out, char32_t code) {
  const unsigned places = code < 0x100U ? 2 : code < 0x10000U ? 4 : 8;
  out += places == 2 ? "\\x" : places == 4 ? "\\u" : "\\U";
  append_digits(out, code, places);
}

/// Whether the text after a backslash continues like an escape.
inline bool continues_escape(std::string_view text) {
  if (text.empty()) return false;
  const char kind = text[0];
  const std::size_t places = kind == 'x' ? 2 : kind == 'u' ? 4 : kind == 'U' ? 8 : 0;
  if (places == 0 || text.size() <= places) return false;
  return text.substr(1, places).find_first_not_of("0123456789abcdefABCDEF") ==
         std::string_view::npos;
}

/// A name or a line for display on a terminal, in a log or on a page: characters that hide or
/// reorder text are written as escapes. Different texts stay different: backslashes in front of an
/// escape, or of text that looks like one, are doubled.
inline std::string visible(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  std::size_t backslashes = 0;  // at the end of `out`
  for (std::size_t at = 0; at < text.size();) {
    const DecodedCodePoint found = decode_code_point(text, at);
    const bool hidden = is_hidden(found.code);
    if (backslashes != 0 && (hidden || continues_escape(text.substr(at)))) {
      out.append(backslashes, '\\');
    }
    if (hidden) {
      append_escape(out, found.code);
    } else {
      out += text.substr(at, found.bytes);
    }
    backslashes = found.code == U'\\' ? backslashes + 1 : 0;
    at += found.bytes;
  }
  return out;
}

/// A text of several lines. Hidden code points are passed to `append`; line ends and tabs stay.
template <class Append>
std::string with_hidden(std::string_view text, const Append& append) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const DecodedCodePoint found = decode_code_point(text, at);
    const bool line_end = found.code == U'\n' || text.substr(at, 2) == "\r\n";
    if (is_hidden(found.code) && !line_end && found.code != U'\t') {
      append(out, found.code);
    } else {
      out += text.substr(at, found.bytes);
    }
    at += found.bytes;
  }
  return out;
}

/// A finished text of several lines for output. Its names are already visible; hidden characters
/// that were missed, or that come from other text, are escaped here.
inline std::string visible_lines(std::string_view text) { return with_hidden(text, append_escape); }

/// A JSON text with the same values, in which invisible characters are written as JSON escapes.
inline std::string visible_json(std::string_view text) {
  return with_hidden(text, [](std::string& out, char32_t code) {
    const auto unit = [&](char32_t part) {
      out += "\\u";
      append_digits(out, part, 4);
    };
    if (code < 0x10000U) return unit(code);
    unit(0xD7C0U + (code >> 10U));
    unit(0xDC00U + (code & 0x3FFU));
  });
}

}  // namespace detail

PARINDEX_END_NAMESPACE
