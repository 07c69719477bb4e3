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

struct IssueCode;

namespace detail {

/// The digit of a placeholder that begins at a position, or -1: `{0}` is one, `{"id"` is not.
constexpr int placeholder_at(std::string_view text, std::size_t at) {
  if (at + 2 >= text.size() || text[at] != '{' || text[at + 2] != '}') return -1;
  const char digit = text[at + 1];
  return digit >= '0' && digit <= '9' ? digit - '0' : -1;
}

/// Whether a text has exactly the placeholders {0} to {count - 1}, each at least once.
constexpr bool has_placeholders(std::string_view text, std::size_t count) {
  std::array<bool, 10> seen{};
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int digit = placeholder_at(text, i);
    if (digit >= 0) seen[static_cast<std::size_t>(digit)] = true;
  }
  for (std::size_t i = 0; i < seen.size(); ++i) {
    if (seen[i] != (i < count)) return false;
  }
  return true;
}

/// True if the text contains a combining mark of U+0300..U+036F. Every Vietnamese letter has a
/// composed form. So such a mark means that the text is not in normal form C, and would not compare
/// equal to the same word typed on another machine.
constexpr bool has_combining_mark(std::string_view text) {
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const auto next = static_cast<unsigned char>(text[i + 1]);
    if (lead == 0xCCU || (lead == 0xCDU && next < 0xB0U)) return true;
  }
  return false;
}

/// A sentence in English and Vietnamese with placeholders `{0}`, `{1}` … for its parts. A sentence
/// without its Vietnamese version, or with different placeholders in the two, does not compile.
template <std::size_t Parts>
struct Sentence {
  std::string_view en;
  std::string_view vi;

  consteval Sentence(std::string_view english, std::string_view vietnamese)
      : en(english), vi(vietnamese) {
    if (english.empty() || vietnamese.empty()) throw "a language is missing";
    if (!has_placeholders(english, Parts)) throw "the English has other placeholders";
    if (!has_placeholders(vietnamese, Parts)) throw "the Vietnamese has other placeholders";
    if (has_combining_mark(vietnamese)) throw "the Vietnamese is not in NFC";
  }
};

/// Text in the two languages of the library.
struct Phrase {
  std::string en;
  std::string vi;

  Phrase() = default;
  Phrase(std::string both) : en(both), vi(std::move(both)) {}
  Phrase(std::string_view both) : Phrase(std::string(both)) {}
  Phrase(const char* both) : Phrase(std::string(both)) {}
  Phrase(const Sentence<0>& sentence) : en(sentence.en), vi(sentence.vi) {}
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

inline std::string filled(std::string_view sentence, const std::vector<std::string_view>& parts) {
  std::string text;
  for (std::size_t i = 0; i < sentence.size(); ++i) {
    const int part = placeholder_at(sentence, i);
    if (part < 0) {
      text += sentence[i];
    } else {
      text += parts[static_cast<std::size_t>(part)];
      i += 2;
    }
  }
  return text;
}

class Said;
inline Said message_of(const IssueCode& code);

/// A sentence with its parts filled in. Messages of issues and errors are made only in this way, so
/// that each has a Vietnamese version.
class Said : public Phrase {
 public:
  Said(const Sentence<0>& sentence) : Phrase(sentence) {}

 private:
  Said(std::string english, std::string vietnamese)
      : Phrase(std::move(english), std::move(vietnamese)) {}
  template <std::size_t Count, class... Parts>
  friend Said say(const Sentence<Count>& sentence, const Parts&... parts);
  friend Said message_of(const IssueCode& code);
};

template <std::size_t Count, class... Parts>
Said say(const Sentence<Count>& sentence, const Parts&... parts) {
  static_assert(sizeof...(Parts) == Count, "a sentence needs each of its parts");
  const std::array<Phrase, Count> all{Phrase(parts)...};
  std::vector<std::string_view> en;
  std::vector<std::string_view> vi;
  for (const Phrase& part : all) {
    en.push_back(part.en);
    vi.push_back(part.vi);
  }
  return {filled(sentence.en, en), filled(sentence.vi, vi)};
}

/// What was expected or found: a value as it is, or a sentence. A literal is not accepted: it would
/// be English in both languages.
struct Detail : Phrase {
  Detail() = default;
  Detail(std::string value) : Phrase(std::move(value)) {}
  Detail(std::string_view value) : Phrase(value) {}
  Detail(Phrase phrase) : Phrase(std::move(phrase)) {}
  Detail(const Said& said) : Phrase(said) {}
  Detail(const Sentence<0>& sentence) : Phrase(sentence) {}
  Detail(const char*) = delete;
};

/// Keywords, keys and numbers, which are the same in every language.
inline Detail as_is(std::string_view text) { return text; }

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
