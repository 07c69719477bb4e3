// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <parindex/version.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// A text in the two languages of the library.
struct Phrase {
  std::string en;
  std::string vi;

  Phrase() = default;
  Phrase(std::string both) : en(both), vi(std::move(both)) {}
  Phrase(std::string_view both) : Phrase(std::string(both)) {}
  Phrase(const char* both) : Phrase(std::string(both)) {}
  Phrase(std::string english, std::string vietnamese)
      : en(std::move(english)), vi(std::move(vietnamese)) {}
  Phrase& operator+=(const Phrase& more) {
    en += more.en;
    vi += more.vi;
    return *this;
  }
  friend Phrase operator+(Phrase a, const Phrase& b) { return a += b; }
  bool empty() const { return en.empty(); }
  /// English for every other language.
  const std::string& in(std::string_view language) const { return language == "vi" ? vi : en; }
};

/// A sentence in both languages, in which `{0}`, `{1}` … are filled in.
struct Sentence {
  std::string_view en;
  std::string_view vi;
};

inline std::string filled(std::string_view sentence, const std::vector<std::string_view>& parts) {
  std::string text;
  for (std::size_t i = 0; i < sentence.size(); ++i) {
    if (sentence[i] == '{') {
      text += parts[static_cast<std::size_t>(sentence[i + 1] - '0')];
      i += 2;
    } else {
      text += sentence[i];
    }
  }
  return text;
}

template <class... Parts>
Phrase say(const Sentence& sentence, const Parts&... parts) {
  const std::array<Phrase, sizeof...(Parts)> all{Phrase(parts)...};
  std::vector<std::string_view> en;
  std::vector<std::string_view> vi;
  for (const Phrase& part : all) {
    en.push_back(part.en);
    vi.push_back(part.vi);
  }
  return {filled(sentence.en, en), filled(sentence.vi, vi)};
}

inline Phrase joined(const std::vector<Phrase>& parts, const Phrase& between) {
  Phrase text;
  for (const Phrase& part : parts) {
    if (!text.empty()) text += between;
    text += part;
  }
  return text;
}

}  // namespace detail

PARINDEX_END_NAMESPACE
