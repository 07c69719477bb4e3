// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <parindex/detail/json_tree.hpp>
#include <parindex/detail/sentences.hpp>
#include <parindex/issue_codes.hpp>
#include <parindex/rubric/detail/sentences/reading.hpp>
#include <parindex/rubric/detail/sentences/structure.hpp>
#include <parindex/rubric/rubric.hpp>
#include <parindex/stop.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// The names of shared parts and of constants in a node, by the pointer of the part that each
/// replaces.
struct NameUses {
  NameMap parts;
  NameMap constants;
};

/// A rubric file in which each name is replaced by its shared part or constant. A file that
/// declares neither is not copied.
class SharedNames {
 public:
  /// A name that cannot be replaced.
  struct Problem {
    const JsonValue* at;
    const IssueCode* code;
    Said message;
    Detail expected;
    std::string found;
  };

  explicit SharedNames(const JsonValue& root) : root_(root) {
    if (root.kind != JsonValue::Kind::object) return;
    shared_ = root.find("shared");
    constants_ = root.find("constants");
    if (shared_ == nullptr && constants_ == nullptr) return;
    tree_ = std::make_unique<JsonValue>(root);
    node(*tree_);
    note_offsets(*tree_);
    std::size_t places = 0;
    number_places(*tree_, places);
  }

  const JsonValue& tree() const { return tree_ ? *tree_ : root_; }
  /// The offsets in the text of the values of the tree, by their places; nullptr if these are the
  /// offsets.
  const std::vector<std::size_t>* offsets() const { return tree_ ? &offsets_ : nullptr; }
  bool any() const { return tree_ != nullptr; }
  const std::vector<Problem>& problems() const { return problems_; }
  const NameUses* uses_in(const JsonValue& node) const {
    const auto found = uses_.find(&node);
    return found == uses_.end() ? nullptr : &found->second;
  }

 private:
  // Recursive over the nodes and the values within: the depth of a text is limited.
  void node(JsonValue& at) {
    stop_point(500);
    if (at.kind != JsonValue::Kind::object) return;
    NameUses uses;
    for (JsonValue& member : at.children) {
      if (!holds_no_names(member.key)) value(member, "/" + member.key, uses);
    }
    if (!uses.parts.empty() || !uses.constants.empty()) uses_.emplace(&at, std::move(uses));
    if (JsonValue* list = nodes_below(at)) {
      for (JsonValue& child : list->children) node(child);
    }
  }

  static bool holds_no_names(std::string_view key) {
    static constexpr std::array<std::string_view, 16> keys{
        "title", "source",  "note",     "accept", "evidence", "children",  "nodes",    "shared",
        "cases", "markers", "agencies", "groups", "layers",   "constants", "calendar", "data"};
    return std::find(keys.begin(), keys.end(), key) != keys.end();
  }
  /// Objects whose keys are names that the author chose.
  static bool has_own_keys(std::string_view key) {
    return key == "when" || key == "parameters" || key == "weight";
  }

  void value(JsonValue& at, const std::string& pointer, NameUses& uses) {
    stop_point(100);
    if (at.kind == JsonValue::Kind::array) {
      for (std::size_t i = 0; i < at.children.size(); ++i) {
        const std::string inside = pointer + "/" + std::to_string(i);
        if (at.key == "inputs") part(at.children[i], "inputs", inside, uses);
        value(at.children[i], inside, uses);
      }
      return;
    }
    if (at.kind != JsonValue::Kind::object) return;
    const bool own_keys = has_own_keys(at.key);
    if (!own_keys && at.children.size() == 1 && at.children[0].key == "constant" &&
        at.children[0].kind == JsonValue::Kind::string) {
      return constant(at, pointer, uses);
    }
    for (JsonValue& member : at.children) {
      if (member.key == "title" && !own_keys) continue;
      const std::string inside = pointer + "/" + member.key;
      if (!own_keys && member.key == "options") part(member, "options", inside, uses);
      if (!own_keys && (member.key == "steps" || member.key == "pieces")) {
        part(member, "scales", inside, uses);
      }
      value(member, inside, uses);
    }
  }

  /// Replaces a name by its shared part.
  void part(JsonValue& at, const char* section, const std::string& pointer, NameUses& uses) {
    if (at.kind != JsonValue::Kind::string) return;
    const std::string name = at.text;
    const JsonValue* list = shared_ != nullptr ? shared_->find(section) : nullptr;
    const JsonValue* found = list != nullptr ? list->find(name) : nullptr;
    const auto kind =
        std::string_view(section) == "inputs" ? JsonValue::Kind::object : JsonValue::Kind::array;
    // A part that contains itself never ends.
    const bool open = std::find(open_.begin(), open_.end(), found) != open_.end();
    if (found == nullptr || found->kind != kind || open) {
      problems_.push_back({&at, &issue::shared_unknown, sentence::unknown_shared_part,
                           say(sentence::one_of, listed(names_in(list))), name});
      return empty(at, kind);
    }
    values_ += count(*found);
    if (values_ > JsonLimits{}.values) {
      problems_.push_back({&at, &issue::rubric_too_large, sentence::the_rubric_is_too_large,
                           std::to_string(JsonLimits{}.values), std::to_string(values_)});
      return empty(at, kind);
    }
    const JsonValue name_of = at;
    at = *found;
    at.key = name_of.key;
    at.key_begin = name_of.key_begin;
    at.origin = name_of.origin;
    uses.parts.emplace(pointer, name);
    open_.push_back(found);
    value(at, pointer, uses);
    open_.pop_back();
  }

  /// Replaces a name by the value of its constant.
  void constant(JsonValue& at, const std::string& pointer, NameUses& uses) {
    const std::string name = at.children[0].text;
    const JsonValue* found = constants_ != nullptr ? constants_->find(name) : nullptr;
    at.children.clear();
    at.kind = JsonValue::Kind::string;
    at.text = "0";
    if (found == nullptr) {
      problems_.push_back({&at, &issue::shared_unknown, sentence::unknown_constant,
                           say(sentence::one_of, listed(names_in(constants_))), name});
      return;
    }
    const JsonValue* given = found->find("value");
    if (given == nullptr) given = dated(*found);
    if (given == nullptr) {
      problems_.push_back({&at, &issue::constant_undated, sentence::the_constant_has_no_value_for,
                           say(sentence::edition_and_day, text_of("edition"), first_day_in_force()),
                           name});
      return;
    }
    at.kind = given->kind;
    at.text = given->text;
    uses.constants.emplace(pointer, name);
  }

  std::string text_of(std::string_view key) const {
    const JsonValue* found = root_.find(key);
    return found != nullptr ? found->text : "";
  }
  std::string first_day_in_force() const {
    const JsonValue* effective = root_.find("effective");
    const JsonValue* from = effective != nullptr ? effective->find("from") : nullptr;
    return from != nullptr ? from->text : "-";
  }

  /// The value for the edition, or the last one up to the first day on which the edition is in
  /// force.
  const JsonValue* dated(const JsonValue& constant) const {
    if (const JsonValue* by = constant.find("by_edition")) return by->find(text_of("edition"));
    const JsonValue* by = constant.find("by_date");
    if (by == nullptr) return nullptr;
    const std::string day = first_day_in_force();
    const JsonValue* last = nullptr;
    for (const JsonValue& each : by->children) {
      // Days of ISO 8601 are in the order of their texts.
      if (day != "-" && each.key <= day && (last == nullptr || last->key < each.key)) last = &each;
    }
    return last;
  }

  static void empty(JsonValue& at, JsonValue::Kind kind) {
    at.kind = kind;
    at.text.clear();
    if (kind == JsonValue::Kind::array) return;
    for (const auto& [key, word] : {std::pair("name", "value"), std::pair("type", "number")}) {
      JsonValue member;
      member.kind = JsonValue::Kind::string;
      member.begin = at.begin;
      member.key = key;
      member.text = word;
      at.children.push_back(std::move(member));
    }
  }
  static std::vector<std::string> names_in(const JsonValue* object) {
    std::vector<std::string> names;
    if (object == nullptr) return names;
    for (const JsonValue& member : object->children) names.push_back(member.key);
    return names;
  }
  static std::size_t count(const JsonValue& value) {
    std::size_t all = 1;
    for (const JsonValue& child : value.children) all += count(child);
    return all;
  }
  void note_offsets(const JsonValue& value) {
    offsets_.push_back(value.begin);
    for (const JsonValue& child : value.children) note_offsets(child);
  }

  const JsonValue& root_;
  const JsonValue* shared_ = nullptr;
  const JsonValue* constants_ = nullptr;
  std::unique_ptr<JsonValue> tree_;
  std::vector<std::size_t> offsets_;  // by place
  std::vector<Problem> problems_;
  std::unordered_map<const JsonValue*, NameUses> uses_;
  std::vector<const JsonValue*> open_;  // parts that surround the current place
  std::size_t values_ = 0;              // that parts added
};

}  // namespace detail

PARINDEX_END_NAMESPACE
