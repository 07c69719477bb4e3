// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <parindex/detail/json_tree.hpp>
#include <parindex/detail/json_writer.hpp>
#include <parindex/detail/visit.hpp>
#include <parindex/rubric/detail/aggregations.hpp>
#include <parindex/rubric/detail/canonical_expressions.hpp>
#include <parindex/rubric/detail/fields.hpp>
#include <parindex/rubric/detail/operations.hpp>
#include <parindex/rubric/detail/parts.hpp>
#include <parindex/rubric/detail/rules.hpp>
#include <parindex/rubric/rubric.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Puts the format at the start of a rubric that was written as format 1.
inline void state_format(std::string& text, std::size_t format) {
  text.replace(std::string_view(R"({"parindex":)").size(), 1, std::to_string(format));
}
inline void state_format(JsonValue& tree, std::size_t format) {
  tree.children.front().text = std::to_string(format);
}

/// Writes a draft as its canonical text: keys in the order of docs/rubric-format.md, exact numbers
/// in their shortest form, the lowest format that supports the contents, and no absent values.
/// Equal drafts give equal bytes, which are the input of fingerprints. Reading the text back gives
/// an equal draft.
class CanonicalWriter {
 public:
  /// A draft, or a part of one, by `Json`: as text, or as the tree of that text.
  template <class Json, class T>
  static auto as(const T& part) {
    Json json;
    CanonicalWriter writer(json);
    writer.value(part);
    auto written = json.take();
    // The format is at the start, but is known only at the end.
    if constexpr (std::same_as<T, RubricDraft>) state_format(written, writer.format_);
    return written;
  }

  // ---- fields, by their descriptions -----------------------------------------------------------
  template <class T>
  void member(FieldKey key, const T& what) {
    write_key(key);
    value(what);
  }
  template <class T>
  void optional(FieldKey key, const std::optional<T>& what) {
    if (what) member(key, *what);
  }
  template <class T>
    requires requires(const T& container) { container.empty(); }
  void optional(FieldKey key, const T& what) {
    if (!what.empty()) member(key, what);
  }
  template <std::same_as<bool> Flag>
  void optional(FieldKey key, const Flag& what) {
    if (what) member(key, what);
  }
  template <class T>
  void operator()(FieldKey key, const T& what, std::string_view = {}) {
    if constexpr (IsOptional<T>::value) {
      if (what) operator()(key, *what);
    } else if constexpr (requires { words_of(what); }) {
      if constexpr (requires { since_of(what); }) came(since_of(what));
      member(key, to_string(what));
    } else {
      member(key, what);
    }
  }
  template <class T>
  void optional(FieldKey key, const T& what, std::string_view) {
    optional(key, what);
  }
  template <class T>
  void some(FieldKey key, const T& what, std::string_view = {}, Ids = Ids::identifiers) {
    member(key, what);
  }
  void id(FieldKey key, const std::string& what, Ids = Ids::identifiers) { member(key, what); }
  void identifier(FieldKey key, const std::string& what, std::string_view = {}) {
    member(key, what);
  }
  void label(FieldKey key, const std::string& what, bool needed, std::string_view = {}) {
    needed ? member(key, what) : optional(key, what);
  }
  void labels(FieldKey key, const std::vector<std::string>& what, std::string_view = {}) {
    optional(key, what);
  }
  void text(FieldKey key, const std::string& what, std::string_view = {}) { optional(key, what); }
  void date(FieldKey key, Day day, std::string_view = {}) { member(key, date_text(day)); }
  void dates(FieldKey key, const std::vector<Day>& days, std::string_view = {}) {
    if (days.empty()) return;
    write_key(key);
    json_.begin_array();
    for (const Day day : days) json_.string(date_text(day));
    json_.end_array();
  }
  void word(FieldKey key, bool flag, const std::array<std::string_view, 2>& words,
            std::string_view = {}) {
    member(key, words[flag]);
  }
  template <class Members>
  void object(FieldKey key, const Members& members, std::string_view = {}) {
    write_key(key);
    json_.begin_object();
    members(*this);
    json_.end_object();
  }
  void tests(FieldKey key, const std::vector<Condition>& tests, std::string_view = {}) {
    write_key(key);
    json_.begin_object();
    const auto range = [&](const Condition& test) {
      json_.begin_object();
      ends(test);
      json_.end_object();
    };
    for (const Condition& test : tests) {
      json_.key(input_of_test(test));
      if (test.kind == Condition::Kind::range) {
        range(test);
      } else if (test.kind == Condition::Kind::any) {
        came(2);
        json_.begin_array();
        for (const Condition& part : test.parts) range(part);
        json_.end_array();
      } else {
        test.words.size() == 1 ? value(test.words[0]) : value(test.words);
      }
    }
    json_.end_object();
  }
  void ends(const std::optional<Bound>& lower, const std::optional<Bound>& upper) {
    if (lower) member(lower->closed ? "from" : "above", lower->value);
    if (upper) end(*upper);
  }
  void end(const Bound& upper) { member(upper.closed ? "to" : "below", upper.value); }
  void line(std::string_view one, std::string_view first, std::string_view last,
            const Rational& from, const Rational& to) {
    if (from == to) return member(one, from);
    member(first, from);
    member(last, to);
  }

 protected:
  explicit CanonicalWriter(JsonOut& json) : json_(json) {}

  void value(const RubricDraft& draft) {
    const Node& root = draft.root;
    json_.begin_object();
    json_.key("parindex");
    json_.integer(1);
    member("id", draft.id);
    member("edition", draft.edition);
    optional("title", draft.title);
    optional("source", draft.source);
    provenance(root.provenance);
    optional("effective", draft.effective);
    optional("part", draft.part);
    optional("note", root.note);
    common(root);
    member("index_rounding", IndexRounding{draft.index_rounding});
    optional("ranking", draft.ranking);
    optional("classes", draft.classes);
    optional("weight_sets", draft.weight_sets);
    optional("layers", draft.layers);
    optional("groups", draft.groups);
    if (!draft.markers.empty()) {
      object("markers", [&](const auto&) {
        for (const auto& [kind, texts] : draft.markers) member(to_string(kind), texts);
      });
    }
    optional("agencies", draft.agencies);
    optional("calendar", draft.calendar);
    if (!draft.shared.empty()) {
      write_key(since(2, "shared"));
      json_.begin_object();
      section("options", draft.shared.options);
      section("inputs", draft.shared.inputs);
      section("scales", draft.shared.scales);
      json_.end_object();
    }
    optional(since(2, "constants"), draft.constants);
    optional(since(2, "data"), draft.data);
    optional("accept", root.accept);
    member("nodes", root.children);
    json_.end_object();
  }

  void section(std::string_view key, const NameMap& parts) {
    if (parts.empty()) return;
    json_.key(key);
    json_.begin_object();
    for (const auto& [name, text] : parts) {
      json_.key(name);
      const Checked<JsonValue> part = parse_json(text);
      part ? write_tree(*part, json_) : json_.string(text);  // of a draft made in code
    }
    json_.end_object();
  }
  void value(const Node& node) {
    json_.begin_object();
    member("code", node.code);
    optional("title", node.title);
    optional("source", node.source);
    provenance(node.provenance);
    optional("note", node.note);
    common(node);
    optional(since(2, "informative"), node.informative);
    optional(since(2, "index_rounding"), node.index_rounding);
    optional(since(2, "ranking"), node.ranking);
    optional(since(2, "classes"), node.classes);
    optional("only_for", node.only_for);
    if (node.weights.empty()) {
      optional("weight", node.weight);
    } else {
      member("weight", node.weights);
    }
    optional(since(2, "weight_input"), node.weight_input);
    optional("accept", node.accept);
    optional("evidence", node.evidence);
    optional("inputs", node.inputs);
    optional("rule", node.rule);
    optional("children", node.children);
    json_.end_object();
  }

  void value(const IndexRounding& index) {
    index.rounding ? value(*index.rounding) : json_.string("exact");
  }

  /// The keys that the whole rubric shares with nodes.
  void common(const Node& node) {
    optional("max", node.max);
    optional("aggregation", node.aggregation);
    if (node.nothing_left) member(since(2, "nothing_left"), to_string(*node.nothing_left));
    const auto policy = [&](NoValue kind, const std::optional<MissingPolicy>& stated) {
      if (!stated) return;
      if (stated != MissingPolicy::points) return member(to_string(kind), to_string(*stated));
      const auto points = node.no_value_points.find(kind);
      write_key(to_string(kind));
      json_.begin_object();
      if (points != node.no_value_points.end()) member(since(2, "points"), points->second);
      json_.end_object();
    };
    policy(NoValue::missing, node.missing);
    policy(NoValue::not_applicable, node.not_applicable);
    policy(NoValue::not_proven, node.not_proven);
    policy(NoValue::refused, node.refused);
    optional("layer", node.layer);
    optional("cap", node.cap);
    optional("floor", node.floor);
    optional("gates", node.gates);
    optional("resolution", node.resolution);
    optional("rounding", node.rounding);
  }

  // ---- rules ---------------------------------------------------------------------------------
  void value(const Rule& rule) {
    json_.begin_object();
    const auto write_kind = [this](const auto& kind) {
      write_key(key_of(kind));
      json_.begin_object();
      fields(*this, kind);
      json_.end_object();
    };
    detail::visit(write_kind, rule);
    json_.end_object();
  }
  /// A part of a rule, by its description.
  template <class Part>
    requires requires(const Part& part, CanonicalWriter& out) { fields(out, part); }
  void value(const Part& part) {
    json_.begin_object();
    fields(*this, part);
    json_.end_object();
  }
  void value(const Quantity& quantity) {
    json_.begin_object();
    if (quantity.kind == Quantity::Kind::value) {
      member("value", quantity.numerator);
    } else if (quantity.kind == Quantity::Kind::formula) {
      member("formula", *quantity.formula);
      optional(since(2, "let"), quantity.let);
    } else if (quantity.kind == Quantity::Kind::figure) {
      write_figure(*this, *quantity.formula);
    } else {
      member(quantity.kind == Quantity::Kind::ratio ? "ratio" : "percent",
             std::vector{quantity.numerator, quantity.denominator});
    }
    if (quantity.when_zero) member("when_zero", to_string(*quantity.when_zero));
    optional("rounding", quantity.rounding);
    optional("min", quantity.min);
    optional("max", quantity.max);
    if (quantity.direction) member("direction", to_string(*quantity.direction));
    json_.end_object();
  }
  void value(const Imputation& impute) {
    json_.begin_object();
    member("by", impute.by);
    if (impute.when_none) member("when_none", to_string(*impute.when_none));
    json_.end_object();
  }
  void value(const Input& input) {
    json_.begin_object();
    member("name", input.name);
    member("type", to_string(input.type));
    if (input.type == InputType::date) {
      if (input.min) member("min", date_text(input.min->small_numerator()));
      if (input.max) member("max", date_text(input.max->small_numerator()));
    } else {
      optional("min", input.min);
      optional("max", input.max);
    }
    optional("step", input.step);
    optional(since(2, "rounding"), input.rounding);
    optional(since(2, "missing_markers"), input.missing_markers);
    optional("options", input.options);
    optional(since(2, "optional"), input.optional);
    optional(since(2, "impute"), input.impute);
    optional(since(2, "column"), input.column);
    optional("title", input.title);
    json_.end_object();
  }

  // ---- aggregations ---------------------------------------------------------------------------
  void value(const Aggregation& aggregation) {
    const auto write_kind = [&](const auto& kind) {
      const FieldKey name = key_of(kind);
      came(name.since);
      if (stated_fields(kind) == 0) return json_.string(name);
      json_.begin_object();
      write_key(name);
      json_.begin_object();
      fields(*this, kind);
      json_.end_object();
      json_.end_object();
    };
    detail::visit(write_kind, aggregation);
  }
  void value(const Adjustment& each) {
    const bool bonus = each.kind == Adjustment::Kind::bonus;
    json_.begin_object();
    member(to_string(each.kind), each.code);
    if (each.to_maximum) member("cap", std::string_view("max"));
    optional(bonus ? "cap" : "floor", each.limit);
    json_.end_object();
  }
  void value(const Gate& gate) {
    json_.begin_object();
    member("id", gate.id);
    optional("title", gate.title);
    if (gate.when) {
      json_.key("when");
      json_.begin_object();
      member("node", gate.when->node);
      if (gate.when->no_value.empty()) {
        json_.key(to_string(gate.when->on));
        json_.begin_object();
        ends(gate.when->lower, gate.when->upper);
        json_.end_object();
      } else {
        member(since(2, "no_value"), gate.when->no_value);
      }
      if (gate.when->stage) member("stage", to_string(*gate.when->stage));
      json_.end_object();
    }
    member(to_string(gate.kind), gate.points);
    json_.end_object();
  }
  void value(std::size_t number) { json_.integer(number); }
  void value(Weekday day) { json_.string(to_string(day)); }
  void value(NoValue kind) { json_.string(to_string(kind)); }
  void value(Direction direction) { json_.string(to_string(direction)); }

  // ---- expressions ---------------------------------------------------------------------------
  void value(const Expression& expression) {
    using Kind = Expression::Kind;
    switch (expression.kind) {
      case Kind::number: value(expression.number); return;
      case Kind::date: json_.string(date_text(expression.number.small_numerator())); return;
      case Kind::input: json_.string(expression.input); return;
      default: break;
    }
    json_.begin_object();
    write_parts(*this, expression);
    json_.end_object();
  }
  void value(const Condition& condition) {
    json_.begin_object();
    switch (condition.kind) {
      case Condition::Kind::range:
        member("of", condition.of);
        ends(condition);
        break;
      case Condition::Kind::is:
        member("input", condition.input);
        words(condition.words);
        break;
      case Condition::Kind::all: member("all", condition.parts); break;
      case Condition::Kind::any: member("any", condition.parts); break;
      case Condition::Kind::none: member("not", condition.parts[0]); break;
    }
    json_.end_object();
  }
  void ends(const Condition& range) {
    const auto end = [&](const char* key, const Rational& number) {
      json_.key(key);
      json_.string(range.dates ? date_text(number.small_numerator()) : number.to_string());
    };
    if (range.lower) end(range.lower->closed ? "from" : "above", range.lower->value);
    if (range.upper) end(range.upper->closed ? "to" : "below", range.upper->value);
  }
  void words(const std::vector<std::string>& words) {
    words.size() == 1 ? member("is", words[0]) : member("is", words);
  }

  void value(const Effective& effective) {
    json_.begin_object();
    member("from", effective.from);
    optional("to", effective.to);
    json_.end_object();
  }
  void value(const Rounding& rounding) {
    json_.begin_object();
    write_rounding(*this, rounding);
    json_.end_object();
  }
  void provenance(Provenance stated) {
    if (stated != Provenance::unstated) member("provenance", to_string(stated));
  }
  template <class T>
  void value(const std::map<std::string, T, std::less<>>& map) {  // its keys come sorted
    json_.begin_object();
    for (const auto& [key, what] : map) member(key, what);
    json_.end_object();
  }
  void value(const PointsRange& reach) {
    json_.begin_object();
    optional("min", reach.min);
    optional("max", reach.max);
    json_.end_object();
  }
  template <std::same_as<bool> Bool>  // no other type: a text would convert to bool
  void value(Bool truth) {
    json_.boolean(truth);
  }
  void value(const Rational& number) { json_.string(number.to_string()); }
  void value(std::string_view text) { json_.string(text); }
  void value(const std::string& text) { json_.string(text); }
  template <class T>
  void value(const std::vector<T>& list) {
    json_.begin_array();
    for (const T& item : list) value(item);
    json_.end_array();
  }

  template <class Kind>
  static FieldKey key_of(const Kind& kind) {
    const KindName name = kind_of(kind);
    return {name.key, name.since};
  }
  void came(std::size_t since) { format_ = std::max(format_, since); }
  void write_key(const FieldKey& key) {
    came(key.since);
    json_.key(key.name);
  }

  JsonOut& json_;
  std::size_t format_ = 1;  // the lowest that supports everything written
};

}  // namespace detail

PARINDEX_END_NAMESPACE
