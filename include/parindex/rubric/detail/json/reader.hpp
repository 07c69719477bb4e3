// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include <parindex/detail/issue_log.hpp>
#include <parindex/detail/json_text.hpp>
#include <parindex/detail/stable_sort.hpp>
#include <parindex/detail/unread.hpp>
#include <parindex/limits.hpp>
#include <parindex/numbers/rational.hpp>
#include <parindex/rubric/rubric.hpp>
#include <parindex/stop.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Digits of a number written without an exponent.
inline std::size_t written_digits(const Rational& value) {
  const std::string plain = value.to_string();
  return static_cast<std::size_t>(std::count_if(plain.begin(), plain.end(), is_ascii_digit));
}

/// Steps from one text to another, each inserting, deleting or replacing a byte.
inline std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t k = 0; k < row.size(); ++k) row[k] = k;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t k = 1; k <= b.size(); ++k) {
      const std::size_t above = row[k];
      row[k] = std::min({above + 1, row[k - 1] + 1, diagonal + (a[i - 1] == b[k - 1] ? 0 : 1)});
      diagonal = above;
    }
  }
  return row[b.size()];
}

/// A key that an object may have.
struct Key {
  std::string_view name;
  bool required = false;
};
using Keys = std::vector<Key>;

/// Reads typed values out of a tree. What does not fit is reported and left out, so that reading
/// goes on and all issues of a file come at once.
class JsonReader {
 public:
  explicit JsonReader(const JsonValue& root) : root_(root) {}

  struct Finding {
    Issue issue;
    std::size_t offset;
  };

  void report(const IssueCode& code, const JsonValue& at, std::string message, std::string expected,
              std::string actual) {
    const std::string* pointer = add_finding(
        make_issue(code, std::move(message), std::move(expected), std::move(actual)), at, at.begin);
    if (pointer) unread_.add(*pointer);
  }
  /// About the key of a member rather than its value.
  void report_key(const IssueCode& code, const JsonValue& member, std::string message,
                  std::string expected) {
    add_finding(make_issue(code, std::move(message), std::move(expected), in_quotes(member.key)),
                member, member.key_begin);
  }
  const std::vector<Finding>& findings() const { return findings_; }
  const Unread& unread() const { return unread_; }

  /// Everything found, and `more` about the same text, in their order, with line and column where
  /// there is a text.
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

  void mismatch(const JsonValue& at, std::string expected) {
    report(issue::type_mismatch, at, "The value is of another type", std::move(expected),
           shown(at));
  }

  bool is(const JsonValue& value, JsonValue::Kind kind, const char* expected) {
    if (value.kind == kind) return true;
    mismatch(value, expected);
    return false;
  }

  /// An object with these keys and no others. False when it is none; an object with a key too
  /// many or too few is read on.
  bool object(const JsonValue& value, const Keys& keys) {
    if (!is(value, JsonValue::Kind::object, "an object")) return false;
    stop_point(500 + 100 * value.children.size());
    check_duplicates(value);
    suggested_.clear();
    for (const JsonValue& member : value.children) {
      const bool known = std::any_of(keys.begin(), keys.end(),
                                     [&](const Key& key) { return key.name == member.key; });
      if (known) continue;
      const std::string_view nearest = suggestion(member.key, keys);
      report_key(issue::key_unknown, member, "The format does not define this key here",
                 nearest.empty() ? "one of " + list_of(keys) : in_quotes(nearest));
      if (nearest.empty()) continue;
      suggested_.push_back(nearest);
      unread_.add(pointer_to(root_, value) + "/" + std::string(nearest));
    }
    for (const Key& key : keys) {
      if (key.required && !value.find(key.name) && !was_suggested(key.name)) {
        const std::string* pointer =
            add_finding(make_issue(issue::key_missing, "The object lacks a required key",
                                   in_quotes(key.name), "none"),
                        value, value.begin);
        if (pointer) unread_.add(*pointer + "/" + std::string(key.name));
      }
    }
    return true;
  }

  /// Of keys that exclude each other, the member that the object has; reports when it has more
  /// than one or, where one is required, none. To be called right after `object`.
  const JsonValue* one_of(const JsonValue& value, const Keys& keys, bool required) {
    const JsonValue* found = nullptr;
    for (const JsonValue& member : value.children) {
      if (std::none_of(keys.begin(), keys.end(),
                       [&](const Key& key) { return key.name == member.key; })) {
        continue;
      }
      if (found == nullptr) {
        found = &member;
      } else if (found->key != member.key) {  // the same key twice is reported as such
        report_key(issue::key_unknown, member,
                   "The key cannot stand beside " + in_quotes(found->key),
                   "one of " + list_of(keys));
      }
    }
    if (found == nullptr && required &&
        std::none_of(keys.begin(), keys.end(),
                     [this](const Key& key) { return was_suggested(key.name); })) {
      report(issue::key_missing, value, "The object lacks a required key",
             "one of " + list_of(keys), "none");
    }
    return found;
  }

  /// Calls read(item) for each item of an array; an absent array has none.
  template <class Read>
  void list(const JsonValue* array, Read read) {
    if (array == nullptr || !is(*array, JsonValue::Kind::array, "an array")) return;
    for (const JsonValue& item : array->children) {
      stop_point(100);
      read(item);
    }
  }

  void text(const JsonValue* value, std::string& out) {
    if (value != nullptr && is(*value, JsonValue::Kind::string, "a text")) out = value->text;
  }
  /// A text of which an empty one would look like none at all once it is read.
  void identifier(const JsonValue* value, std::string& out) {
    text(value, out);
    if (value != nullptr && value->kind == JsonValue::Kind::string && value->text.empty()) {
      report(issue::code_invalid, *value, "The identifier is empty", "an identifier",
             shown(*value));
    }
  }
  void texts(const JsonValue* value, std::vector<std::string>& out) {
    list(value, [&](const JsonValue& item) { text(&item, out.emplace_back()); });
  }
  /// An object from any key to a text.
  template <class Map>
  void text_map(const JsonValue* value, Map& out) {
    if (value == nullptr || !is(*value, JsonValue::Kind::object, "an object")) return;
    check_duplicates(*value);
    for (const JsonValue& member : value->children) text(&member, out[member.key]);
  }
  /// An object from any key to a number.
  template <class Map>
  void number_map(const JsonValue& value, Map& out) {
    check_duplicates(value);
    for (const JsonValue& member : value.children) number(&member, out[member.key]);
  }

  void boolean(const JsonValue* value, bool& out) {
    if (value != nullptr && is(*value, JsonValue::Kind::boolean, "true or false")) {
      out = value->truth;
    }
  }

  std::optional<Rational> number(const JsonValue& value) {
    if (value.kind != JsonValue::Kind::number && value.kind != JsonValue::Kind::string) {
      mismatch(value, "a number");
      return std::nullopt;
    }
    // Written out, too: "1e300" is short, but its canonical form is not.
    auto read = Rational::parse(value.text, limits().constant_digits);
    if (read && written_digits(*read) <= limits().constant_digits) return read;
    if (has_number_form(value.text)) {
      report(issue::number_too_long, value, "The number has too many digits",
             "at most " + std::to_string(limits().constant_digits) +
                 " digits, also when written without an exponent",
             shown(value));
    } else {
      report(issue::number_malformed, value, "The text is not a number",
             "digits, as in \"12\", \"-0.25\", \"1e-3\" or \"1/3\"", shown(value));
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

 protected:
  template <class Choices, class Out, class Name>
  void word_among(const JsonValue* value, Out& out, const Choices& choices, Name name) {
    if (value == nullptr || !is(*value, JsonValue::Kind::string, "a text")) return;
    std::string words;
    for (const auto& choice : choices) {
      if (name(choice) == value->text) {
        out = choice;
        return;
      }
      words += (words.empty() ? "" : ", ") + std::string(name(choice));
    }
    report(issue::word_unknown, *value, "The text is none of the words of this place", words,
           shown(*value));
  }
  void check_duplicates(const JsonValue& object) {
    std::unordered_set<std::string_view> seen;
    for (const JsonValue& member : object.children) {
      if (seen.insert(member.key).second) continue;
      report_key(issue::key_duplicate, member, "The key stands twice in one object",
                 "each key once");
    }
  }

  const JsonValue& root_;

 private:
  /// The pointer of the finding; none when it is one too many, which is only counted.
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

  /// The key that was probably meant, or nothing.
  static std::string_view suggestion(std::string_view wrong, const Keys& keys) {
    if (wrong.size() > 40) return {};  // no key is that long, and comparing would take time
    // Beyond this distance a suggestion would be a guess.
    std::size_t distance = std::min<std::size_t>(wrong.size() / 3 + 1, 3) + 1;
    std::string_view nearest;
    for (const Key& key : keys) {
      const auto [shorter, longer] = std::minmax({wrong.size(), key.name.size()});
      if (longer - shorter >= distance) continue;  // the distance is no less than that
      const std::size_t d = edit_distance(wrong, key.name);
      if (d < distance) {
        distance = d;
        nearest = key.name;
      }
    }
    return nearest;
  }
  static std::string list_of(const Keys& keys) {
    std::string list;
    for (const Key& key : keys) list += (list.empty() ? "" : ", ") + std::string(key.name);
    return list;
  }
  bool was_suggested(std::string_view name) const {
    return std::find(suggested_.begin(), suggested_.end(), name) != suggested_.end();
  }

  // What was suggested for the object read last: a key that is only misspelt is not missing too.
  std::vector<std::string_view> suggested_;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
