// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include <parindex/detail/issue_log.hpp>
#include <parindex/detail/json_text.hpp>
#include <parindex/detail/make_issue.hpp>
#include <parindex/detail/sentences.hpp>
#include <parindex/detail/stable_sort.hpp>
#include <parindex/detail/unread.hpp>
#include <parindex/limits.hpp>
#include <parindex/numbers/rational.hpp>
#include <parindex/rubric/detail/sentences/reading.hpp>
#include <parindex/rubric/detail/sentences/structure.hpp>
#include <parindex/rubric/rubric.hpp>
#include <parindex/stop.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// The digits of a number when written without an exponent.
inline std::size_t written_digits(const Rational& value) {
  const std::string plain = value.to_string();
  return static_cast<std::size_t>(std::count_if(plain.begin(), plain.end(), is_ascii_digit));
}

/// A key that an object may have.
struct Key {
  std::string_view name;
  bool required = false;
  std::size_t since = 1;  ///< the format that introduced it
};
using Keys = std::vector<Key>;

/// Reads typed values from a tree. Invalid values are reported and left out, so that reading
/// continues and all issues of a file are reported at once.
class JsonReader {
 public:
  explicit JsonReader(const JsonValue& root) : root_(root) {}

  struct Finding {
    Issue issue;
    std::size_t offset;
  };

  void report(const IssueCode& code, const JsonValue& at, const Said& message,
              const Detail& expected, const Detail& actual) {
    const std::string* pointer =
        add_finding(make_issue(code, message, expected, actual), at, offset_of(at.begin));
    if (pointer) unread_.add(*pointer);
  }
  /// Reports the key of a member instead of its value.
  void report_key(const IssueCode& code, const JsonValue& member, const Said& message,
                  const Detail& expected) {
    add_finding(make_issue(code, message, expected, in_quotes(member.key)), member,
                member.key_begin);
  }
  const std::vector<Finding>& findings() const { return findings_; }
  const Unread& unread() const { return unread_; }
  /// The offset in the text of a value with this place in the tree.
  std::size_t offset_of(std::size_t place) const {
    return offsets_ != nullptr ? (*offsets_)[place] : place;
  }

  /// All findings, with `more` about the same text, in order, and with line and column if there is
  /// a text.
  Issues placed(LineCounter* lines, const std::vector<Finding>& more = {}) const {
    std::vector<Finding> all = findings_;
    all.insert(all.end(), more.begin(), more.end());
    detail::stable_sort(all,
                        [](const Finding& a, const Finding& b) { return a.offset < b.offset; });
    IssueLog issues;
    for (Finding& finding : all) {
      if (lines != nullptr) lines->place(finding.issue, finding.offset);
      issues.add(std::move(finding.issue));
    }
    issues.append(omitted_);
    return issues.take();
  }

  void mismatch(const JsonValue& at, const Detail& expected) {
    report(issue::type_mismatch, at, sentence::the_value_has_the_wrong_type, expected, shown(at));
  }

  bool is(const JsonValue& value, JsonValue::Kind kind, const Sentence<0>& expected) {
    if (value.kind == kind) return true;
    mismatch(value, expected);
    return false;
  }

  /// An object with exactly these keys. False if the value is not an object; an object with an
  /// extra or missing key is read further.
  bool object(const JsonValue& value, const Keys& keys) {
    if (!is(value, JsonValue::Kind::object, sentence::an_object)) return false;
    stop_point(500 + 100 * value.children.size());
    check_duplicates(value);
    suggested_.clear();
    for (const JsonValue& member : value.children) {
      const auto known = std::find_if(keys.begin(), keys.end(),
                                      [&](const Key& key) { return key.name == member.key; });
      if (known != keys.end()) {
        came(known->since, member);
        continue;
      }
      const std::string_view meant = nearest(member.key, names_of(keys, &Key::name));
      report_key(issue::key_unknown, member,
                 meant.empty()
                     ? Said(sentence::unknown_key)
                     : say(sentence::did_you_mean, sentence::unknown_key, in_quotes(meant)),
                 say(sentence::one_of, list_of(keys)));
      if (meant.empty()) continue;
      suggested_.push_back(meant);
      unread_.add(pointer_to(root_, value) + "/" + std::string(meant));
    }
    for (const Key& key : keys) {
      if (key.required && !value.find(key.name) && !was_suggested(key.name)) {
        const std::string* pointer =
            add_finding(make_issue(issue::key_missing, sentence::a_required_key_is_missing,
                                   in_quotes(key.name), sentence::none),
                        value, offset_of(value.begin));
        if (pointer) unread_.add(*pointer + "/" + std::string(key.name));
      }
    }
    return true;
  }

  /// The member that the object has of keys that exclude each other. Reports if it has more than
  /// one, or none although one is required. Call it right after `object`.
  const JsonValue* one_of(const JsonValue& value, const Keys& keys, bool required) {
    const JsonValue* found = nullptr;
    for (const JsonValue& member : value.children) {
      if (std::none_of(keys.begin(), keys.end(),
                       [&](const Key& key) { return key.name == member.key; })) {
        continue;
      }
      if (found == nullptr) {
        found = &member;
      } else if (found->key != member.key) {  // a duplicate key has its own report
        report_key(issue::key_unknown, member,
                   say(sentence::the_key_cannot_be_combined_with, in_quotes(found->key)),
                   say(sentence::one_of, list_of(keys)));
      }
    }
    if (found == nullptr && required &&
        std::none_of(keys.begin(), keys.end(),
                     [this](const Key& key) { return was_suggested(key.name); })) {
      report(issue::key_missing, value, sentence::a_required_key_is_missing,
             say(sentence::one_of, list_of(keys)), sentence::none);
    }
    return found;
  }

  /// Calls read(item) for each item of an array; an absent array has none.
  template <class Read>
  void list(const JsonValue* array, Read read) {
    if (array == nullptr || !is(*array, JsonValue::Kind::array, sentence::an_array)) return;
    for (const JsonValue& item : array->children) {
      stop_point(100);
      read(item);
    }
  }

  void text(const JsonValue* value, std::string& out) {
    if (value != nullptr && is(*value, JsonValue::Kind::string, sentence::text)) out = value->text;
  }
  /// A nonempty text: after reading, an empty one would look absent.
  void identifier(const JsonValue* value, std::string& out) {
    text(value, out);
    if (value != nullptr && value->kind == JsonValue::Kind::string && value->text.empty()) {
      report(issue::code_invalid, *value, sentence::the_identifier_is_empty,
             sentence::an_identifier, shown(*value));
    }
  }
  void texts(const JsonValue* value, std::vector<std::string>& out) {
    list(value, [&](const JsonValue& item) { text(&item, out.emplace_back()); });
  }
  /// An object from arbitrary keys to texts.
  template <class Map>
  void text_map(const JsonValue* value, Map& out) {
    if (value == nullptr || !is(*value, JsonValue::Kind::object, sentence::an_object)) return;
    check_duplicates(*value);
    for (const JsonValue& member : value->children) text(&member, out[member.key]);
  }
  /// An object from arbitrary keys to numbers.
  template <class Map>
  void number_map(const JsonValue& value, Map& out) {
    check_duplicates(value);
    for (const JsonValue& member : value.children) number(&member, out[member.key]);
  }

  /// The format that a file states, from 1 to the newest one. For any other value, nothing and an
  /// issue.
  std::optional<std::size_t> format(const JsonValue* stated, std::size_t newest) {
    if (stated == nullptr ||
        !is(*stated, JsonValue::Kind::number, sentence::a_format_version_such_as_1))
      return {};
    const auto read = number(*stated);
    if (!read) return {};
    const auto whole = read->to_scaled_int64(0);
    if (whole && *whole >= 1 && *whole <= static_cast<std::int64_t>(newest)) return *whole;
    const bool later = read->is_integer() && *read > Rational(1);
    report(issue::format_version, *stated,
           later ? say(sentence::the_format_came_after_version, version)
                 : Said(sentence::unsupported_format_version),
           newest == 1 ? as_is("1") : say(sentence::from_format_to, "1", std::to_string(newest)),
           shown(*stated));
    return {};
  }

  void boolean(const JsonValue* value, bool& out) {
    if (value != nullptr && is(*value, JsonValue::Kind::boolean, sentence::true_or_false)) {
      out = value->truth;
    }
  }

  std::optional<Rational> number(const JsonValue& value) {
    if (value.kind != JsonValue::Kind::number && value.kind != JsonValue::Kind::string) {
      mismatch(value, sentence::a_number);
      return std::nullopt;
    }
    // The limit also applies to the written-out form: "1e300" is short, but its canonical form is
    // not.
    auto read = Rational::parse(value.text, limits().constant_digits);
    if (read && written_digits(*read) <= limits().constant_digits) return read;
    if (has_number_form(value.text)) {
      report(issue::number_too_long, value, sentence::the_number_has_too_many_digits,
             say(sentence::at_most_digits_when_written_without_an,
                 std::to_string(limits().constant_digits)),
             shown(value));
    } else {
      report(issue::number_malformed, value, sentence::not_a_number,
             sentence::a_number_such_as_12_0_25_1e_3_or_1_3, shown(value));
    }
    return std::nullopt;
  }
  void number(const JsonValue* value, std::optional<Rational>& out) {
    if (value != nullptr) out = number(*value);
  }
  void number(const JsonValue* value, Rational& out) {
    if (value != nullptr) out = number(*value).value_or(0);
  }

  /// One of the words that `name` gives to these choices.
  template <class T, class Out, class Name>
  void word(const JsonValue* value, Out& out, std::initializer_list<T> choices, Name name) {
    word_among(value, out, choices, name);
  }
  template <class Out, class T>
  void word(const JsonValue* value, Out& out, std::initializer_list<T> choices) {
    word_among(value, out, choices, [](const T& choice) { return to_string(choice); });
  }
  template <class Out, class T, std::size_t count>
  void word(const JsonValue* value, Out& out, const std::array<T, count>& choices) {
    word_among(value, out, choices, [](const T& choice) { return to_string(choice); });
  }

  /// Reports a key, or the word of a key, that needs a newer format than the one that the file
  /// states.
  void came(std::size_t since, const JsonValue& member, bool word = false) {
    if (since <= format_) return;
    const Said message = say(sentence::only_since_format, std::to_string(since));
    const Detail expected = as_is("\"parindex\": " + std::to_string(since));
    word ? report(issue::format_version, member, message, expected, shown(member))
         : report_key(issue::format_version, member, message, expected);
  }

 protected:
  template <class Choices, class Out, class Name>
  void word_among(const JsonValue* value, Out& out, const Choices& choices, Name name) {
    std::vector<std::string_view> words;
    for (const auto& choice : choices) words.push_back(name(choice));
    if (const auto at = position_among(value, words)) out = choices.begin()[*at];
  }
  std::optional<std::size_t> position_among(const JsonValue* value,
                                            const std::vector<std::string_view>& words) {
    if (value == nullptr || !is(*value, JsonValue::Kind::string, sentence::text)) return {};
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (words[i] == value->text) return i;
    }
    report(issue::word_unknown, *value, did_you_mean(sentence::unknown_keyword, value->text, words),
           say(sentence::one_of, listed(words)), shown(*value));
    return {};
  }
  void check_duplicates(const JsonValue& object) {
    std::unordered_set<std::string_view> seen;
    for (const JsonValue& member : object.children) {
      if (seen.insert(member.key).second) continue;
      report_key(issue::key_duplicate, member, sentence::the_key_appears_twice_in_one_object,
                 sentence::each_key_once);
    }
  }

  const JsonValue& root_;
  /// The offsets in the text by place, if the places of the tree are not the offsets.
  const std::vector<std::size_t>* offsets_ = nullptr;
  /// The format of the file; a file that states no format may use all keys.
  std::size_t format_ = std::numeric_limits<std::size_t>::max();

 private:
  /// The pointer of the finding; none if the finding is beyond the limit and is only counted.
  const std::string* add_finding(Issue found, const JsonValue& at, std::size_t offset) {
    if (findings_.size() >= limits().issues) {
      omitted_.add(std::move(found));
      return nullptr;
    }
    found.pointer = pointer_to(root_, at);
    findings_.push_back({std::move(found), offset});
    return &findings_.back().issue.pointer;
  }

  std::vector<Finding> findings_;
  Unread unread_;
  IssueLog omitted_{0};

  static std::string list_of(const Keys& keys) {
    std::string list;
    for (const Key& key : keys) list += (list.empty() ? "" : ", ") + std::string(key.name);
    return list;
  }
  bool was_suggested(std::string_view name) const {
    return std::find(suggested_.begin(), suggested_.end(), name) != suggested_.end();
  }

  // The suggestions for the object read last: a misspelt key is not also reported as missing.
  std::vector<std::string_view> suggested_;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
