// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include <parindex/detail/text.hpp>
#include <parindex/issue_codes.hpp>
#include <parindex/process/observation.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// The name of a file that lies in a folder itself, not above or below it, on any system.
inline bool is_file_name(std::string_view text) {
  if (text.empty() || text == "." || text == "..") return false;
  return std::none_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20U || byte == 0x7FU || c == '/' || c == '\\';
  });
}

inline bool is_sha256(std::string_view text) {
  return text.size() == 64 && std::all_of(text.begin(), text.end(), [](char c) {
           return is_ascii_digit(c) || (c >= 'a' && c <= 'f');
         });
}

/// Reports with wrong(code, key, message, expected, actual) what is not right about the file of a
/// piece of evidence.
template <class Wrong>
void check_evidence_file(const EvidenceGiven& given, const Wrong& wrong) {
  std::string missing;
  const auto expect = [&](bool there, std::string_view key) {
    if (!there) missing += (missing.empty() ? "" : ", ") + std::string(key);
    return there;
  };
  // Not short-circuited: every missing part is named.
  const bool named = expect(!given.file.empty(), "file");
  const bool sized = expect(given.size.has_value(), "size");
  const bool hashed = expect(!given.sha256.empty(), "sha256");
  if (!named && !sized && !hashed) return;
  if (!missing.empty()) {
    wrong(issue::evidence_incomplete, "", "A file of evidence has a name, a size and a SHA-256",
          "file, size and sha256", "no " + missing);
  }
  if (named && !is_file_name(given.file)) {
    wrong(issue::file_name_invalid, "/file", "The text cannot be the name of a file in a folder",
          "a name without / and \\, control characters and folders", given.file);
  } else if (given.file.size() > EvidenceGiven::max_file_name) {
    wrong(issue::file_name_invalid, "/file", "The name of the file is too long",
          "at most " + std::to_string(EvidenceGiven::max_file_name) + " bytes",
          std::to_string(given.file.size()) + " bytes");
  }
  if (sized && *given.size > EvidenceGiven::max_size) {
    wrong(issue::number_out_of_range, "/size", "The size of the file is out of range",
          "at most " + std::to_string(EvidenceGiven::max_size), std::to_string(*given.size));
  }
  if (hashed && !is_sha256(given.sha256)) {
    wrong(issue::sha256_malformed, "/sha256", "The text is not a SHA-256",
          "64 hexadecimal digits in lower case", given.sha256);
  }
}

}  // namespace detail

PARINDEX_END_NAMESPACE
