// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include <parindex/detail/json_tree.hpp>
#include <parindex/detail/make_issue.hpp>
#include <parindex/detail/sentences.hpp>
#include <parindex/rubric/detail/json/rubric.hpp>
#include <parindex/rubric/detail/sentences/reading.hpp>
#include <parindex/rubric/detail/sentences/structure.hpp>
#include <parindex/rubric/overlay.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// One overlay after reading.
struct OverlayFile {
  std::string id;
  std::string edition;
  std::string base_id;
  std::string base_edition;
  struct Change {
    OverlayChange told;
    const JsonValue* verb = nullptr;    // the member that states the action
    const JsonValue* values = nullptr;  // of set
    const JsonValue* under = nullptr;   // of add
    const JsonValue* before = nullptr;
    const JsonValue* after = nullptr;
  };
  std::vector<Change> changes;
};

/// Reads the tree of an overlay file.
class OverlayReader : private JsonReader {
 public:
  OverlayReader(const JsonValue& root, std::string_view text) : JsonReader(root), text_(text) {}

  OverlayFile read() {
    OverlayFile file;
    if (!object(root_, {{"parindex_overlay", true},
                        {"id", true},
                        {"edition", true},
                        {"base", true},
                        {"title"},
                        {"source"},
                        {"note"},
                        {"changes", true}})) {
      return file;
    }
    format(root_.find("parindex_overlay"), 1);
    identifier(root_.find("id"), file.id);
    identifier(root_.find("edition"), file.edition);
    const JsonValue* base = root_.find("base");
    if (base != nullptr && object(*base, {{"id", true}, {"edition", true}})) {
      text(base->find("id"), file.base_id);
      text(base->find("edition"), file.base_edition);
    }
    Titles ignored;
    std::string note;
    Source ignored_source;
    text_map(root_.find("title"), ignored);
    if (const JsonValue* found = root_.find("source")) source(*found, ignored_source);
    text(root_.find("note"), note);
    list(root_.find("changes"), [&](const JsonValue& item) { change(item, file); });
    return file;
  }

  /// Reports an issue about a value of this file, for callers outside.
  void add(const IssueCode& code, const JsonValue& at, const Said& message, const Detail& expected,
           const Detail& actual) {
    report(code, at, message, expected, actual);
  }
  const JsonValue& root() const { return root_; }

  /// The findings in the order of the file, with their lines.
  Issues take(const std::string& id) {
    LineCounter lines(text_);
    Issues issues = placed(&lines);
    for (Issue& issue : issues) {
      set_message(issue, id.empty() ? say(sentence::overlay_without_id, message_of(issue))
                                    : say(sentence::overlay_prefix, id, message_of(issue)));
    }
    return issues;
  }

 private:
  void source(const JsonValue& value, Source& out) {
    read_fields(static_cast<JsonReader&>(*this), value, out);
  }

  void change(const JsonValue& value, OverlayFile& file) {
    static const Keys verbs{{"add"}, {"remove"}, {"replace"}, {"set"}};
    if (!object(value, {{"add"},
                        {"remove"},
                        {"replace"},
                        {"set"},
                        {"values"},
                        {"under"},
                        {"before"},
                        {"after"},
                        {"title"},
                        {"source"}})) {
      return;
    }
    const JsonValue* verb = one_of(value, verbs, true);
    if (verb == nullptr) return;
    OverlayFile::Change change;
    change.verb = verb;
    change.told.overlay = file.id;
    change.told.edition = file.edition;
    change.told.action = verb->key;
    change.told.pointer = pointer_to(root_, value);
    text_map(value.find("title"), change.told.title);
    if (const JsonValue* found = value.find("source")) {
      source(*found, change.told.source.emplace());
    }
    const bool is_set = verb->key == "set";
    const bool is_add = verb->key == "add";
    for (const char* key : {"values", "under", "before", "after"}) {
      const JsonValue* found = value.find(key);
      const bool belongs = std::string_view(key) == "values" ? is_set : is_add;
      if (found != nullptr && !belongs) {
        report_key(issue::key_unknown, *found,
                   say(sentence::the_key_cannot_be_combined_with, verb->key),
                   sentence::no_such_key);
      }
    }
    if (is_set || verb->key == "remove") {
      if (!is(*verb, JsonValue::Kind::string, sentence::a_code)) return;
      change.told.code = verb->text;
    } else {
      if (!is(*verb, JsonValue::Kind::object, sentence::a_node)) return;
      const JsonValue* code = verb->find("code");
      if (code == nullptr || code->kind != JsonValue::Kind::string) {
        report(issue::key_missing, *verb, sentence::the_node_has_no_code, sentence::code,
               sentence::none);
        return;
      }
      change.told.code = code->text;
    }
    if (is_set) {
      change.values = value.find("values");
      if (change.values == nullptr) {
        report(issue::key_missing, value, sentence::a_required_key_is_missing, sentence::values,
               sentence::none);
        return;
      }
      if (!object_of_keys(*change.values, change.told)) return;
    }
    change.under = place(value, "under");
    change.before = place(value, "before");
    change.after = place(value, "after");
    if (change.before != nullptr && change.after != nullptr) {
      report_key(issue::key_unknown, *change.after,
                 sentence::the_key_cannot_be_combined_with_before, sentence::no_such_key);
    }
    file.changes.push_back(std::move(change));
  }

  /// The code of the node to which a node is added; nothing if it is absent or not a text.
  const JsonValue* place(const JsonValue& value, const char* key) {
    const JsonValue* found = value.find(key);
    return found != nullptr && is(*found, JsonValue::Kind::string, sentence::a_code) ? found
                                                                                     : nullptr;
  }

  bool object_of_keys(const JsonValue& values, OverlayChange& told) {
    if (!is(values, JsonValue::Kind::object, sentence::an_object)) return false;
    std::unordered_set<std::string_view> seen;
    for (const JsonValue& member : values.children) {
      const std::string& key = member.key;
      // The overlay itself states these members of the result.
      static constexpr std::array own{"id", "edition", "title", "source", "note"};
      const bool fixed = key.empty() || key == "code" || key == "children" || key == "nodes" ||
                         key == "parindex" ||
                         (told.code.empty() && std::find(own.begin(), own.end(), key) != own.end());
      if (fixed) {
        report_key(issue::key_unknown, member, sentence::an_overlay_cannot_set_this_key,
                   sentence::a_key_of_the_node);
      } else if (!seen.insert(key).second) {
        report_key(issue::key_duplicate, member, sentence::the_key_appears_twice_in_one_object,
                   sentence::each_key_once);
      } else {
        told.keys.push_back(key);
      }
    }
    return true;
  }

  std::string_view text_;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
