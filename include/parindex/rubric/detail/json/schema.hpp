// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <parindex/detail/alternatives.hpp>
#include <parindex/detail/json_writer.hpp>
#include <parindex/rubric/detail/aggregations.hpp>
#include <parindex/rubric/detail/json/aggregations.hpp>
#include <parindex/rubric/detail/json/fields.hpp>
#include <parindex/rubric/detail/rules.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

// The name of a type in the JSON Schema of rubric files.
constexpr std::string_view schema_name(const Rational&) { return "number"; }
constexpr std::string_view schema_name(const std::string&) { return "identifier"; }
constexpr std::string_view schema_name(const Titles&) { return "titles"; }
constexpr std::string_view schema_name(const Quantity&) { return "quantity"; }
constexpr std::string_view schema_name(const Expression&) { return "expression"; }
constexpr std::string_view schema_name(const Condition&) { return "condition"; }
constexpr std::string_view schema_name(const MissingPolicy&) { return "policy"; }
constexpr std::string_view schema_name(const Adjustment&) { return "adjustment"; }
constexpr std::string_view schema_name(const Drop&) { return "drop"; }
constexpr std::string_view schema_name(const Rule&) { return "rule"; }
constexpr std::string_view schema_name(const std::size_t&) { return "count"; }

/// Writes the allowed contents of an object as JSON Schema, from its description.
class SchemaFields {
 public:
  explicit SchemaFields(JsonWriter& out) : out_(out) {}

  template <class T>
  void operator()(FieldKey key, const T& what, std::string_view meaning = {}) {
    begin(key, meaning);
    value(what);
    out_.end_object();
  }
  template <class T>
  void optional(FieldKey key, const T& what, std::string_view meaning = {}) {
    operator()(key, what, meaning);
  }
  template <class T>
  void some(FieldKey key, const T& what, std::string_view meaning = {},
            Ids ids = Ids::identifiers) {
    begin(key, meaning);
    const bool shared = key.name == "options" || key.name == "steps" || key.name == "pieces";
    if (shared) {
      out_.key("anyOf");
      out_.begin_array();
      out_.begin_object();
    }
    ids_ = ids;
    value(what);
    ids_ = Ids::identifiers;
    out_.key("minItems");
    out_.integer(1);
    if (shared) {
      out_.end_object();
      out_.begin_object();
      reference("shared_name");
      out_.end_object();
      out_.end_array();
    }
    out_.end_object();
  }
  /// Absent instead of empty.
  void optional(FieldKey key, const std::vector<Adjustment>& what, std::string_view = {}) {
    some(key, what);
  }
  void id(FieldKey key, const std::string&, Ids ids = Ids::identifiers) {
    const bool name = ids == Ids::names || ids_ == Ids::names;
    named(key, name ? "name" : "identifier", {});
  }
  void identifier(FieldKey key, const std::string&, std::string_view meaning = {}) {
    named(key, "identifier", meaning);
  }
  void label(FieldKey key, const std::string&, bool, std::string_view meaning = {}) {
    begin(key, meaning);
    put("type", "string");
    out_.key("minLength");
    out_.integer(1);
    out_.end_object();
  }
  void labels(FieldKey key, const std::vector<std::string>&, std::string_view meaning = {}) {
    begin(key, meaning);
    put("type", "array");
    out_.key("items");
    out_.begin_object();
    put("type", "string");
    out_.key("minLength");
    out_.integer(1);
    out_.end_object();
    out_.end_object();
  }
  void text(FieldKey key, const std::string&, std::string_view meaning = {}) {
    begin(key, meaning);
    put("type", "string");
    out_.end_object();
  }
  void date(FieldKey key, Day, std::string_view meaning = {}) { named(key, "date", meaning); }
  void dates(FieldKey key, const std::vector<Day>&, std::string_view meaning = {}) {
    begin(key, meaning);
    put("type", "array");
    out_.key("items");
    out_.begin_object();
    reference("date");
    out_.end_object();
    out_.end_object();
  }
  void word(FieldKey key, bool, const std::array<std::string_view, 2>& words,
            std::string_view meaning = {}) {
    begin(key, meaning);
    choices(words, [](std::string_view word) { return word; });
    out_.end_object();
  }
  template <class Members>
  void object(FieldKey key, const Members& members, std::string_view meaning = {}) {
    begin(key, meaning);
    FieldKeys keys;
    members(keys);
    SchemaFields within = begin_properties();
    members(within);
    end_properties(within, keys.keys);
    out_.end_object();
  }
  void tests(FieldKey key, const std::vector<Condition>&, std::string_view meaning = {}) {
    begin(key, meaning);
    put("type", "object");
    out_.key("additionalProperties");
    out_.raw(
        R"({"anyOf":[{"$ref":"#/$defs/words"},)"
        R"({"type":"object","allOf":[{"$ref":"#/$defs/ends"}],"unevaluatedProperties":false},)"
        R"({"type":"array","minItems":1,"description":"One of the ranges. Since format 2.","items":)"
        R"({"type":"object","allOf":[{"$ref":"#/$defs/ends"}],"unevaluatedProperties":false}}]})");
    out_.end_object();
  }
  void ends(const std::optional<Bound>&, const std::optional<Bound>&) {
    named("from", "number", "Closed lower end.");
    named("above", "number", "Open lower end.");
    named("to", "number", "Closed upper end.");
    named("below", "number", "Open upper end.");
    rules_ +=
        R"(,"allOf":[{"not":{"required":["from","above"]}},{"not":{"required":["to","below"]}}])";
  }
  void end(const Bound&) {
    named("below", "number", "Quantities < this give the points.");
    named("to", "number", "Quantities <= this give the points.");
    rules_ += R"(,"oneOf":[{"required":["below"]},{"required":["to"]}])";
  }
  void line(std::string_view one, std::string_view first, std::string_view last, const Rational&,
            const Rational&) {
    named(one, "number", "Points of the whole piece.");
    named(first, "number", "Points at the lower end.");
    named(last, "number", "Points at the upper end.");
    const auto quoted = [](std::string_view key) { return '"' + std::string(key) + '"'; };
    const std::string a = quoted(first);
    const std::string b = quoted(last);
    rules_ += ",\"oneOf\":[{\"required\":[" + quoted(one) + "]},{\"required\":[" + a + "," + b +
              "]}],\"dependentRequired\":{" + a + ":[" + b + "]," + b + ":[" + a + "]}";
    alternatives_ = {first, last};
  }

  /// The meaning of a key or a kind, and the format that introduced it.
  void describe(std::string_view meaning, std::size_t since) {
    std::string text(meaning);
    if (since > 1)
      text += (text.empty() ? "" : " ") + ("Since format " + std::to_string(since)) + ".";
    if (!text.empty()) put("description", text);
  }

  /// The schema of an object, without its braces.
  template <class Part>
  void object_of(const Part& part, bool one_at_least = false) {
    FieldKeys keys;
    fields(keys, part);
    if (one_at_least && keys.keys.size() == 1) keys.keys[0].required = true;
    const bool several = one_at_least && keys.keys.size() > 1;
    SchemaFields within = begin_properties();
    fields(within, part);
    end_properties(within, keys.keys);
    if constexpr (std::same_as<Part, Drop>) drop_rules();
    if (!several) return;
    out_.key("minProperties");
    out_.integer(1);
  }

 private:
  void put(std::string_view key, std::string_view what) {
    out_.key(key);
    out_.string(what);
  }
  void begin(const FieldKey& key, std::string_view meaning) {
    out_.key(key);
    out_.begin_object();
    describe(meaning, key.since);
  }
  void named(FieldKey key, std::string_view type, std::string_view meaning) {
    begin(key, meaning);
    reference(type);
    out_.end_object();
  }
  void reference(std::string_view type) { put("$ref", "#/$defs/" + std::string(type)); }
  template <class Words, class Name>
  void choices(const Words& words, const Name& name) {
    out_.key("enum");
    out_.begin_array();
    for (const auto& word : words) out_.string(name(word));
    out_.end_array();
  }
  /// The members are written with the result; end_properties follows.
  SchemaFields begin_properties() {
    put("type", "object");
    out_.key("additionalProperties");
    out_.boolean(false);
    SchemaFields within(out_);
    within.ids_ = ids_;
    out_.key("properties");
    out_.begin_object();
    return within;
  }
  void end_properties(const SchemaFields& within, const Keys& keys) {
    out_.end_object();
    std::vector<std::string_view> required;
    for (const Key& key : keys) {
      const bool either =
          key.name == within.alternatives_[0] || key.name == within.alternatives_[1];
      if (key.required && !either) required.push_back(key.name);
    }
    if (!required.empty()) {
      out_.key("required");
      out_.begin_array();
      for (const std::string_view key : required) out_.string(key);
      out_.end_array();
    }
    out_.append(within.rules_);
  }
  void drop_rules() {
    out_.key("anyOf");
    out_.raw(R"([{"required":["lowest"]},{"required":["highest"]}])");
    out_.key("dependentRequired");
    out_.raw(R"({"lowest":["excluded"]})");
  }

  template <class T>
  void value(const T& what) {
    if constexpr (IsOptional<T>::value) {
      value(typename IsOptional<T>::Of());
    } else if constexpr (std::same_as<T, bool>) {
      put("type", "boolean");
    } else if constexpr (requires { schema_name(what); }) {
      reference(schema_name(what));
    } else if constexpr (requires { words_of(what); }) {
      choices(words_of(what), [](const auto& word) { return to_string(word); });
    } else if constexpr (requires { what.emplace_back(); } || requires { what.front(); }) {
      put("type", "array");
      out_.key("items");
      out_.begin_object();
      value(typename T::value_type());
      out_.end_object();
    } else {
      object_of(what);
    }
  }
  void value(const std::map<std::string, Rational, std::less<>>&) {
    by_name([&] { reference("number"); });
  }

  void value(const NamedExpressions&) {
    by_name([&] { reference("expression"); });
  }
  void value(const std::map<std::string, Direction, std::less<>>&) {
    by_name([&] {
      out_.key("enum");
      out_.begin_array();
      for (const Direction each : {Direction::up, Direction::down}) out_.string(to_string(each));
      out_.end_array();
    });
  }
  template <class Each>
  void by_name(const Each& each) {
    put("type", "object");
    out_.key("propertyNames");
    out_.begin_object();
    reference("name");
    out_.end_object();
    out_.key("additionalProperties");
    out_.begin_object();
    each();
    out_.end_object();
  }

  JsonWriter& out_;
  Ids ids_ = Ids::identifiers;
  std::string rules_;  // rules about several keys together
  std::array<std::string_view, 2> alternatives_;
};

/// See schema_of_kinds.
inline std::string kinds_as_schema() {
  JsonWriter out;
  const auto kind = [&](const auto& each, bool one_at_least) {
    const KindName name = kind_of(each);
    out.key(name.key);
    out.begin_object();
    SchemaFields(out).describe(name.meaning, name.since);
    SchemaFields(out).object_of(each, one_at_least);
    out.end_object();
  };
  out.begin_object();
  out.key("format");
  out.integer(newest_rubric_format);
  out.key("rule");
  out.begin_object();
  for (const Rule& rule : each_alternative<Rule>()) {
    detail::visit([&](const auto& each) { kind(each, false); }, rule);
  }
  out.end_object();
  out.key("aggregation");
  out.begin_object();
  for (const Aggregation& aggregation : each_alternative<Aggregation>()) {
    if (!has_keys(aggregation)) continue;
    detail::visit([&](const auto& each) { kind(each, true); }, aggregation);
  }
  out.end_object();
  out.key("words");
  out.begin_array();
  for (const Aggregation& aggregation : each_alternative<Aggregation>()) {
    if (is_word(aggregation)) out.string(kind_name(aggregation).key);
  }
  out.end_array();
  const auto part = [&](std::string_view name, const auto& each) {
    out.key(name);
    out.begin_object();
    SchemaFields(out).object_of(each);
    out.end_object();
  };
  out.key("parts");
  out.begin_object();
  part("source", Source());
  part("drop", Drop());
  part("ranking", RankRule());
  part("classes", ClassRule());
  part("layer", Layer());
  part("identified", Group());
  part("agency", Agency());
  part("calendar", Calendar());
  part("data", DataForm());
  out.end_object();
  out.end_object();
  return out.take();
}

}  // namespace detail

PARINDEX_END_NAMESPACE
