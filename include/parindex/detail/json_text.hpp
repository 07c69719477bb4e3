// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include <parindex/detail/json_writer.hpp>
#include <parindex/detail/make_issue.hpp>
#include <parindex/detail/sentences.hpp>
#include <parindex/detail/text.hpp>
#include <parindex/error.hpp>
#include <parindex/limits.hpp>
#include <parindex/stop.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// One value of a JSON text with its place. Members of an object keep their order and their
/// duplicates; a number keeps the text that the author wrote.
struct JsonValue {
  enum class Kind : unsigned char { null, boolean, number, string, array, object };

  Kind kind = Kind::null;
  bool truth = false;         ///< value of a boolean
  std::size_t begin = 0;      ///< offset of the first byte in the text
  std::size_t end = 0;        ///< offset after the last byte
  std::size_t key_begin = 0;  ///< offset of the key if the value is a member
  std::size_t origin = 0;     ///< in a combined tree: the text that it comes from
  std::string key;
  std::string text;  ///< a string unescaped, or a number as written
  std::vector<JsonValue> children;

  /// The first member with this key, or nullptr.
  const JsonValue* find(std::string_view wanted) const {
    for (const JsonValue& child : children) {
      if (child.key == wanted) return &child;
    }
    return nullptr;
  }
};

/// The members of an object by key, for callers that look up many of them. For a duplicate key it
/// gives the first member.
class Members {
 public:
  explicit Members(const JsonValue& object) : object_(&object) {
    if (object.children.size() <= few) return;
    for (std::size_t i = 0; i < object.children.size(); ++i) {
      by_key_.emplace(object.children[i].key, i);
    }
  }

  const JsonValue* find(std::string_view key) const {
    if (object_->children.size() <= few) return object_->find(key);
    const auto found = by_key_.find(key);
    return found == by_key_.end() ? nullptr : &object_->children[found->second];
  }

 private:
  static constexpr std::size_t few = 16;
  const JsonValue* object_;
  std::unordered_map<std::string_view, std::size_t> by_key_;  // positions
};

/// Line and column of offsets, both from 1. Columns count code points, as editors do; a byte order
/// mark is not counted. Offsets may come in any order: within text already counted, counting
/// resumes at the nearest mark.
class LineCounter {
 public:
  explicit LineCounter(std::string_view text) : text_(text), marks_(1) {}

  void place(Issue& issue, std::size_t offset) {
    Place at = marks_[std::min(offset / distance, marks_.size() - 1)];
    for (; at.offset < offset && at.offset < text_.size(); ++at.offset) {
      if (at.offset / distance == marks_.size()) marks_.push_back(at);
      const auto byte = static_cast<unsigned char>(text_[at.offset]);
      if (byte == '\n') {
        ++at.line;
        at.column = 1;
      } else if ((byte & 0xC0U) != 0x80U && !(at.offset == 0 && has_byte_order_mark(text_))) {
        ++at.column;  // continuation bytes belong to the character before them
      }
    }
    issue.line = at.line;
    issue.column = at.column;
  }

  static bool has_byte_order_mark(std::string_view text) {
    return text.substr(0, 3) == "\xEF\xBB\xBF";
  }

 private:
  struct Place {
    std::size_t offset = 0;
    std::size_t line = 1;
    std::size_t column = 1;
  };
  static constexpr std::size_t distance = 1024;  // bytes between two marks

  std::string_view text_;
  std::vector<Place> marks_;  // at 0, 1024, 2048, ... as far as the text was read
};

inline std::string in_quotes(std::string_view text) { return '"' + clipped(text) + '"'; }

inline Detail shown(const JsonValue& value) {
  switch (value.kind) {
    case JsonValue::Kind::null: return as_is("null");
    case JsonValue::Kind::boolean: return as_is(value.truth ? "true" : "false");
    case JsonValue::Kind::number: return clipped(value.text);
    case JsonValue::Kind::string: return in_quotes(value.text);
    case JsonValue::Kind::array: return sentence::an_array;
    case JsonValue::Kind::object: return sentence::an_object;
  }
  return {};
}

/// What nlohmann's parser expected or found, with its most frequent words also in Vietnamese.
inline Detail parser_phrase(std::string_view text) {
  for (const Sentence<0>& word :
       {sentence::end_of_input, sentence::string_literal, sentence::number_literal,
        sentence::true_literal, sentence::false_literal, sentence::null_literal,
        sentence::invalid_literal, sentence::object_key, sentence::a_json_value}) {
    if (text == word.en) return word;
  }
  return text.empty() ? Detail() : say(sentence::json_parser_says, text);
}

/// The maximum sizes of a JSON text.
struct JsonLimits {
  std::size_t bytes = limits().file_bytes;
  std::size_t depth = limits().json_depth;
  std::size_t values = limits().json_values;
};

/// For files that parindex wrote: results, assessments, snapshots, cases.
inline JsonLimits result_limits() { return {limits().result_bytes, limits().json_depth, no_limit}; }

inline Issue too_many_bytes(std::size_t bytes, std::size_t most) {
  return make_issue(issue::file_too_large, sentence::the_file_is_too_large,
                    say(sentence::at_most_bytes, std::to_string(most)),
                    say(sentence::bytes, std::to_string(bytes)));
}
inline Issue too_many_values(std::size_t most) {
  return make_issue(issue::file_too_large, sentence::the_file_contains_too_many_json_values,
                    say(sentence::at_most_values, std::to_string(most)));
}
inline Issue too_deep(std::size_t most) {
  return make_issue(issue::json_too_deep, sentence::the_json_text_is_nested_too_deeply,
                    say(sentence::at_most_levels, std::to_string(most)));
}

/// Receives the events of nlohmann's parser and builds the tree.
///
/// The parser gives neither the position of a token nor the spelling of an integer. So a cursor
/// walks over the text together with the events: each event is exactly one token, and the parser
/// has already verified that the token is well formed. Reading numbers from the text also avoids
/// the locale, under which the parser may pass on `0,25`.
class JsonBuilder {
 public:
  JsonBuilder(std::string_view text, const JsonLimits& most) : text_(text), most_(most) {
    if (LineCounter::has_byte_order_mark(text)) at_ = 3;
  }

  JsonValue root;
  /// Receives the objects of the top-level list "units" one by one; they are not kept afterwards.
  std::function<void(const JsonValue&)> each_unit;
  Issues issues;            ///< empty, or the reason why the text is unreadable
  std::size_t offset = 0;   ///< the place of the issue
  bool overflowed = false;  ///< the parser stopped at a number beyond the range of a double

  // ---- functions that nlohmann calls; false stops it ----------------------------------------
  bool null() { return add(JsonValue::Kind::null); }
  bool boolean(bool value) {
    if (!add(JsonValue::Kind::boolean)) return false;
    last_->truth = value;
    return true;
  }
  bool number_integer(nlohmann::json::number_integer_t) { return number(); }
  bool number_unsigned(nlohmann::json::number_unsigned_t) { return number(); }
  bool number_float(nlohmann::json::number_float_t, const std::string&) { return number(); }
  bool string(std::string& value) {
    if (!add(JsonValue::Kind::string)) return false;
    last_->text = std::move(value);
    return true;
  }
  bool binary(nlohmann::json::binary_t&) { return false; }  // not in JSON text
  bool start_object(std::size_t) { return open(JsonValue::Kind::object); }
  bool start_array(std::size_t) { return open(JsonValue::Kind::array); }
  bool end_object() { return close(); }
  bool end_array() { return close(); }
  bool key(std::string& name) {
    take_token();
    key_begin_ = begin_;
    key_ = std::move(name);
    return true;
  }
  bool parse_error(std::size_t position, const std::string& token,
                   const nlohmann::json::exception& error) {
    take_token();
    const std::size_t last_read = std::min(position == 0 ? 0 : position - 1, text_.size());
    // The number that overflowed: the parser converts every number to a double.
    constexpr int number_overflow = 406;
    overflowed = error.id == number_overflow;
    if (overflowed) return false;
    // The parser quotes its last token; that is the author's text and must not be searched.
    std::string what = error.what();
    const std::string read_last = "; last read: '" + token + "'";
    const std::size_t quotation = what.find(read_last);
    if (quotation != std::string::npos) what.erase(quotation, read_last.size());
    // The issue points at a token in the wrong place, or at the first bad byte of a broken token.
    // The cursor passes over commas, so a superfluous comma is before the cursor.
    const bool whole_token = what.find(" - unexpected ") != std::string::npos;
    offset = whole_token ? std::min(begin_, last_read) : last_read;
    return fail_malformed(what);
  }

  /// The parser treats a zero byte after the last value as the end.
  void expect_end() {
    at_ = text_.find_first_not_of(" \t\r\n", at_);
    if (at_ == std::string_view::npos || !issues.empty()) return;
    offset = at_;
    fail(make_issue(issue::json_malformed, sentence::invalid_json, sentence::end_of_input,
                    sentence::a_zero_byte));
  }

 private:
  bool number() {
    if (!add(JsonValue::Kind::number)) return false;
    last_->text = text_.substr(begin_, at_ - begin_);
    return true;
  }

  bool open(JsonValue::Kind kind) {
    if (!add(kind)) return false;
    open_.push_back(last_);
    if (open_.size() <= most_.depth) return true;
    offset = begin_;
    return fail(too_deep(most_.depth));
  }

  bool close() {
    take_token();
    open_.back()->end = at_;
    const bool unit = each_unit && open_.size() == 3 && open_[1]->key == "units" &&
                      open_[1]->kind == JsonValue::Kind::array &&
                      open_[2]->kind == JsonValue::Kind::object;
    if (unit) each_unit(*open_[2]);
    open_.pop_back();
    if (unit) open_[1]->children.pop_back();
    return true;
  }

  bool add(JsonValue::Kind kind) {
    stop_point(200);
    take_token();
    if (++values_ > most_.values) {
      offset = begin_;
      return fail(too_many_values(most_.values));
    }
    // Only the innermost open container grows, so pointers to the outer ones stay valid.
    last_ = open_.empty() ? &root : &open_.back()->children.emplace_back();
    last_->kind = kind;
    last_->begin = begin_;
    last_->end = at_;
    if (!open_.empty() && open_.back()->kind == JsonValue::Kind::object) {
      last_->key_begin = key_begin_;
      last_->key = std::move(key_);
    }
    return true;
  }

  void take_token() {
    begin_ = std::min(text_.find_first_not_of(" \t\r\n,:", at_), text_.size());
    const char first = begin_ < text_.size() ? text_[begin_] : '\0';
    if (first == '"') {
      at_ = json_string_end(text_, begin_);
    } else if (first == '{' || first == '}' || first == '[' || first == ']') {
      at_ = begin_ + 1;
    } else {  // a number, or one of true, false, null
      at_ = std::min(text_.find_first_not_of("+-.0123456789Eaeflnrstu", begin_), text_.size());
    }
  }

  bool fail(Issue issue) {
    issues.push_back(std::move(issue));
    return false;
  }

  // "... syntax error while parsing array - unexpected '}'; expected ',' or ']'"
  bool fail_malformed(std::string_view what) {
    const auto after = [what](std::string_view mark) {
      const std::size_t at = what.find(mark);
      return at == std::string_view::npos ? std::string_view() : what.substr(at + mark.size());
    };
    std::string expected(after("; expected "));
    expected.resize(std::min(expected.find(';'), expected.size()));
    // The parser's message omits that a comma would also be valid here, not only the end.
    if (expected == "']'" || expected == "'}'") expected = "',' or " + expected;
    std::string_view found = after(" - ");
    found = found.substr(0, found.find("; expected "));
    constexpr std::string_view unexpected = "unexpected ";
    if (found.substr(0, unexpected.size()) == unexpected) found.remove_prefix(unexpected.size());
    return fail(make_issue(issue::json_malformed, sentence::invalid_json, parser_phrase(expected),
                           parser_phrase(found)));
  }

  std::string_view text_;
  const JsonLimits most_;
  std::size_t begin_ = 0;  // of the last token read
  std::size_t at_ = 0;     // after it
  std::size_t key_begin_ = 0;
  std::string key_;
  std::size_t values_ = 0;
  JsonValue* last_ = nullptr;
  std::vector<JsonValue*> open_;
};

/// Whether a text is a number in JSON syntax: without a leading zero.
inline bool is_json_number(std::string_view text) {
  const std::size_t first = text.substr(0, 1) == "-" ? 1 : 0;
  const bool zero_in_front =
      text.size() > first + 1 && text[first] == '0' && is_ascii_digit(text[first + 1]);
  return !zero_in_front && has_number_form(text);
}

/// The text with 0 in place of every number that may be beyond the range of a double, padded with
/// spaces to the length of that number.
inline std::string without_large_numbers(std::string_view text) {
  constexpr std::size_t safe_digits = 300;
  std::string tamed(text);
  for (std::size_t at = 0; at < text.size();) {
    stop_point(20);
    if (text[at] == '"') {
      at = json_string_end(text, at);
      continue;
    }
    const std::size_t end = std::min(text.find_first_not_of("+-.0123456789Ee", at), text.size());
    const std::string_view token = text.substr(at, end - at);
    if ((token.size() > safe_digits || token.find_first_of("eE") != token.npos) &&
        is_json_number(token)) {
      tamed.replace(at, token.size(), "0" + std::string(token.size() - 1, ' '));
    }
    at = std::max(end, at + 1);
  }
  return tamed;
}

/// Reads a JSON text, or says with line and column why it cannot be read. `each_unit` is as in
/// JsonBuilder.
inline Checked<JsonValue> parse_json(std::string_view text, const JsonLimits& most = {},
                                     std::function<void(const JsonValue&)> each_unit = {}) {
  LineCounter lines(text);
  const auto fail = [&lines](Issue issue, std::size_t offset) {
    lines.place(issue, offset);
    return Checked<JsonValue>(Issues{std::move(issue)});
  };
  if (text.size() > most.bytes) {
    return Checked<JsonValue>(Issues{too_many_bytes(text.size(), most.bytes)});
  }
  if (text.empty()) {  // the parser has no specific message for it
    return fail(make_issue(issue::json_malformed, sentence::invalid_json, sentence::an_object,
                           sentence::no_text),
                0);
  }
  const std::size_t valid = utf8_valid_prefix(text);
  if (valid != text.size()) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    const auto byte = static_cast<unsigned char>(text[valid]);
    return fail(
        make_issue(issue::text_not_utf8, sentence::the_text_is_not_valid_utf_8, as_is("UTF-8"),
                   std::string("byte 0x") + digits[byte / 16] + digits[byte % 16]),
        valid);
  }
  std::optional<JsonBuilder> builder;
  std::size_t taken = 0;  // the end of the last unit
  const auto build = [&](std::string_view parsed) {
    builder.emplace(text, most);
    if (each_unit) {
      builder->each_unit = [&](const JsonValue& unit) {
        if (unit.end > taken) each_unit(unit);
        taken = std::max(taken, unit.end);
      };
    }
    nlohmann::json::sax_parse(parsed.data(), parsed.data() + parsed.size(), &*builder);
  };
  build(text);
  if (builder->overflowed) build(without_large_numbers(text));
  builder->expect_end();
  if (!builder->issues.empty()) return fail(builder->issues.front(), builder->offset);
  return Checked<JsonValue>(std::move(builder->root));
}

/// Reads a text that parindex has just written, of any size.
inline JsonValue parse_own_json(std::string_view text) {
  return parse_json(text, {no_limit, no_limit, no_limit}).value();
}

/// The child of a container that contains the value at a place, or nullptr if all children are
/// before it. The values of a container are in the order of their places, so the place alone
/// determines the path.
inline const JsonValue* child_around(const JsonValue& container, std::size_t place) {
  const auto next = std::upper_bound(
      container.children.begin(), container.children.end(), place,
      [](std::size_t offset, const JsonValue& child) { return offset < child.begin; });
  return next == container.children.begin() ? nullptr : &*std::prev(next);
}

/// The JSON Pointer (RFC 6901) of a value of a tree.
inline std::string pointer_to(const JsonValue& root, const JsonValue& wanted) {
  std::string pointer;
  const JsonValue* at = &root;
  while (at != &wanted) {
    const JsonValue& child = *child_around(*at, wanted.begin);
    pointer += '/';
    if (at->kind == JsonValue::Kind::array) {
      pointer += std::to_string(&child - at->children.data());
    } else {
      for (const char c : child.key) {
        if (c == '~') {
          pointer += "~0";
        } else if (c == '/') {
          pointer += "~1";
        } else {
          pointer += c;
        }
      }
    }
    at = &child;
  }
  return pointer;
}

/// Finds values of a tree by JSON Pointer.
class PointerReader {
 public:
  explicit PointerReader(const JsonValue& root) : root_(root) {}

  /// The value at a pointer, or the innermost value on its path that the file has. Only keys of the
  /// format are searched, and none of them needs an escape.
  const JsonValue& nearest(std::string_view pointer) {
    const JsonValue* at = &root_;
    while (!pointer.empty()) {
      pointer.remove_prefix(1);
      const std::string_view part = pointer.substr(0, pointer.find('/'));
      pointer.remove_prefix(part.size());
      const JsonValue* next = nullptr;
      if (at->kind == JsonValue::Kind::object) {
        next = objects_.try_emplace(at, *at).first->second.find(part);
      } else if (!part.empty() && part.size() < 9 &&
                 std::all_of(part.begin(), part.end(), is_ascii_digit)) {
        const std::size_t index = std::stoul(std::string(part));
        if (index < at->children.size()) next = &at->children[index];
      }
      if (next == nullptr) break;
      at = next;
    }
    return *at;
  }

 private:
  const JsonValue& root_;
  std::unordered_map<const JsonValue*, Members> objects_;  // objects already visited
};

}  // namespace detail

PARINDEX_END_NAMESPACE
