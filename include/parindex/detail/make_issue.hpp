// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// The parts of a message.
#include <parindex/detail/nearest.hpp>
#include <parindex/detail/phrase.hpp>
#include <parindex/detail/sentences.hpp>
#include <parindex/detail/text.hpp>
#include <parindex/error.hpp>
#include <parindex/limits.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

inline void set_message(Issue& issue, const Said& message) {
  issue.message = message.en;
  issue.message_vi = message.vi;
}

inline Phrase message_of(const Issue& issue) { return {issue.message, issue.message_in("vi")}; }
inline Phrase expected_of(const Issue& issue) { return {issue.expected, issue.expected_in("vi")}; }
inline Phrase actual_of(const Issue& issue) { return {issue.actual, issue.actual_in("vi")}; }

/// Cuts every text of an issue to the maximum length.
inline void clip(Issue& issue) {
  for (std::string* text : {&issue.message, &issue.expected, &issue.actual, &issue.message_vi,
                            &issue.expected_vi, &issue.actual_vi, &issue.pointer, &issue.unit,
                            &issue.field, &issue.file, &issue.accepted}) {
    clip(*text, limits().message_bytes);
  }
}

/// An issue of a known code, in both languages. A misspelt slug, or a sentence without its
/// Vietnamese version, does not compile.
inline Issue make_issue(const IssueCode& code, const Said& message, const Detail& expected = {},
                        const Detail& actual = {}) {
  Issue issue;
  issue.code = std::string(code.code);
  issue.severity = code.severity;
  set_message(issue, message);
  issue.expected = expected.en;
  issue.expected_vi = expected.vi;
  issue.actual = actual.en;
  issue.actual_vi = actual.vi;
  clip(issue);
  return issue;
}

/// The sentence of a code as a message: without its full stop, because "; expected ..." follows.
inline Said message_of(const IssueCode& code) {
  const auto text = [](std::string_view summary) {
    return std::string(summary.substr(0, summary.size() - 1));
  };
  return {text(code.summary), text(code.summary_vi)};
}

/// A list for a message: the first words, and the number of the others. Otherwise each of many
/// messages would list every word.
template <class Words>
Phrase listed(const Words& words) {
  constexpr std::size_t most = 20;
  std::string text;
  std::size_t count = 0;
  for (const auto& word : words) {
    if (++count > most) continue;
    if (!text.empty()) text += ", ";
    text += word;
  }
  return count > most ? say(sentence::and_more, text, std::to_string(count - most)) : Phrase(text);
}

/// The message, and the known word that was probably meant, if one is near enough.
template <class Words>
Said did_you_mean(const Said& message, std::string_view wrong, const Words& known) {
  const std::string_view word = nearest(wrong, known);
  if (word.empty()) return message;
  return say(sentence::did_you_mean, message, '"' + std::string(word) + '"');
}

/// The keys of a map, in order, to find the one that was meant. Empty if there are very many keys.
template <class Map>
std::vector<std::string_view> sorted_keys(const Map& map) {
  constexpr std::size_t most = 1'000;
  std::vector<std::string_view> keys;
  if (map.size() > most) return keys;
  keys.reserve(map.size());
  for (const auto& [key, value] : map) keys.push_back(key);
  std::sort(keys.begin(), keys.end());
  return keys;
}

/// The names or ids of things, by member: `names_of(node.inputs, &Input::name)`.
template <class Things, class Member>
std::vector<std::string_view> names_of(const Things& things, Member member) {
  std::vector<std::string_view> names;
  names.reserve(things.size());
  for (const auto& thing : things) names.push_back(thing.*member);
  return names;
}

}  // namespace detail

PARINDEX_END_NAMESPACE
