// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include <parindex/detail/sentences.hpp>
#include <parindex/detail/text.hpp>
#include <parindex/issue_codes.hpp>
#include <parindex/process/detail/sentences.hpp>
#include <parindex/process/observation.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Whether a name is that of a file directly in a folder, not above or below it, on any system.
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

/// Reports with wrong(code, key, message, expected, actual) the problems of the file of a
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
    wrong(issue::evidence_incomplete, "", sentence::a_file_of_evidence_needs_a_name_a_size_and_a,
          sentence::file_size_and_sha256, say(sentence::no, missing));
  }
  if (named && !is_file_name(given.file)) {
    wrong(issue::file_name_invalid, "/file", sentence::the_text_is_not_a_valid_file_name,
          sentence::a_file_name_without_a_folder_or_or_control, given.file);
  } else if (given.file.size() > EvidenceGiven::max_file_name) {
    wrong(issue::file_name_invalid, "/file", sentence::the_file_name_is_too_long,
          say(sentence::at_most_bytes, std::to_string(EvidenceGiven::max_file_name)),
          say(sentence::bytes, std::to_string(given.file.size())));
  }
  if (sized && *given.size > EvidenceGiven::max_size) {
    wrong(issue::number_out_of_range, "/size", sentence::the_file_size_is_out_of_range,
          say(sentence::at_most, std::to_string(EvidenceGiven::max_size)),
          std::to_string(*given.size));
  }
  if (hashed && !is_sha256(given.sha256)) {
    wrong(issue::sha256_malformed, "/sha256", sentence::the_text_is_not_a_sha_256,
          sentence::hexadecimal_digits_in_lower_case, given.sha256);
  }
}

}  // namespace detail

PARINDEX_END_NAMESPACE
