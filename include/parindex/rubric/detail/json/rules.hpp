// SPDX-License-Identifier: MIT
#pragma once

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
#include <parindex/detail/sentences.hpp>
#include <parindex/detail/visit.hpp>
#include <parindex/rubric/detail/json/expressions.hpp>
#include <parindex/rubric/detail/json/fields.hpp>
#include <parindex/rubric/detail/rules.hpp>
#include <parindex/rubric/detail/sentences/reading.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Reads rules by the descriptions of their kinds in rubric/rules/.
class RuleReader : public ExpressionReader {
 public:
  using ExpressionReader::ExpressionReader;

  void rule(const JsonValue& value, std::optional<Rule>& out) {
    const Keys kinds = rule_names();
    if (!object(value, kinds)) return;
    if (const JsonValue* body = one_of(value, kinds, true)) {
      read_kind(*body, out);
    }
  }

  void input(const JsonValue& value, Input& out) {
    if (!is(value, JsonValue::Kind::object, sentence::an_object)) return;
    // A key that a type does not have is an unknown key for it.
    const JsonValue* type = value.find("type");
    const auto is_type = [&](std::string_view word) {
      return type != nullptr && type->kind == JsonValue::Kind::string && type->text == word;
    };
    Keys keys{
        {"name", true}, {"type", true}, {"optional", false, 2}, {"column", false, 2}, {"title"}};
    if (is_type("choice")) {
      keys.push_back({"options", true});
    } else if (is_type("date")) {
      keys.insert(keys.end(), {{"min"}, {"max"}});
    } else if (!is_type("boolean")) {
      keys.insert(keys.end(), {{"min"}, {"max"}, {"step"}, {"missing_markers", false, 2}});
      if (!is_type("count")) keys.push_back({"rounding", false, 2});
    }
    if (!is_type("choice") && !is_type("boolean")) keys.push_back({"impute", false, 2});
    object(value, keys);
    text(value.find("name"), out.name);
    word(type, out.type,
         {InputType::number, InputType::count, InputType::boolean, InputType::choice,
          InputType::date});
    if (is_type("date")) {
      day(value.find("min"), out.min);
      day(value.find("max"), out.max);
    } else {
      number(value.find("min"), out.min);
      number(value.find("max"), out.max);
    }
    number(value.find("step"), out.step);
    rounding(value.find("rounding"), out.rounding);
    if (const JsonValue* markers = value.find("missing_markers")) {
      read_value(markers, out.missing_markers);
    }
    list(value.find("options"),
         [&](const JsonValue& item) { read_fields(*this, item, out.options.emplace_back()); });
    identifier(value.find("column"), out.column);
    text_map(value.find("title"), out.title);
    boolean(value.find("optional"), out.optional);
    if (const JsonValue* replaced = value.find("impute")) {
      imputation(*replaced, out.impute.emplace());
    }
  }

  void imputation(const JsonValue& value, Imputation& out) {
    if (!object(value, {{"by", true}, {"when_none"}})) return;
    expression(value.find("by"), out.by);
    word(value.find("when_none"), out.when_none, policies);
  }

  void quantity(const JsonValue* value, Quantity& out) {
    if (value == nullptr || !is(*value, JsonValue::Kind::object, sentence::an_object)) return;
    const Keys kinds{{"value"}, {"ratio"}, {"percent"}, {"formula"}, {"node", false, 2}};
    const bool of_node = is_figure(*value);
    Keys keys{{"rounding"}, {"min"}, {"max"}, {"direction"}};
    if (of_node) {
      add_figure_keys(keys);
    } else {
      keys.insert(keys.begin(), kinds.begin(), kinds.end());
    }
    // A plain value cannot have a denominator of 0.
    if (!of_node && value->find("value") == nullptr) keys.push_back({"when_zero"});
    if (value->find("formula") != nullptr) keys.push_back({"let", false, 2});
    object(*value, keys);
    const JsonValue* on = of_node ? nullptr : one_of(*value, kinds, true);
    if (of_node) {
      out.kind = Quantity::Kind::figure;
      figure(*value, out.formula.emplace());
    } else if (on != nullptr && on->key == "value") {
      text(on, out.numerator);
    } else if (on != nullptr && on->key == "formula") {
      out.kind = Quantity::Kind::formula;
      expression(on, out.formula.emplace());
      if (const JsonValue* let = value->find("let")) read_value(let, out.let);
    } else if (on != nullptr) {
      out.kind = on->key == "ratio" ? Quantity::Kind::ratio : Quantity::Kind::percent;
      std::vector<std::string> names;
      texts(on, names);
      if (on->kind == JsonValue::Kind::array && names.size() != 2) {
        report(issue::type_mismatch, *on, sentence::a_ratio_needs_two_inputs,
               sentence::an_array_of_two_strings,
               say(sentence::items, std::to_string(names.size())));
      }
      names.resize(2);
      out.numerator = std::move(names[0]);
      out.denominator = std::move(names[1]);
    }
    word(value->find("when_zero"), out.when_zero, policies);
    rounding(value->find("rounding"), out.rounding);
    number(value->find("min"), out.min);
    number(value->find("max"), out.max);
    word(value->find("direction"), out.direction, {Direction::up, Direction::down});
  }

  /// The two ends of a range, each open, closed or absent; call it right after `object`.
  void ends(const JsonValue& value, std::optional<Bound>& lower, std::optional<Bound>& upper) {
    const JsonValue* low = one_of(value, {{"from"}, {"above"}}, false);
    const JsonValue* high = one_of(value, {{"to"}, {"below"}}, false);
    if (low != nullptr) bound(*low, "from", lower.emplace());
    if (high != nullptr) bound(*high, "to", upper.emplace());
  }
  // ---- values of fields ------------------------------------------------------------------------
  void read_value(const JsonValue* value, Rational& out) { number(value, out); }
  void read_value(const JsonValue* value, std::optional<Rational>& out) { number(value, out); }
  template <std::same_as<bool> Bool>
  void read_value(const JsonValue* value, Bool& out) {
    boolean(value, out);
  }
  void read_value(const JsonValue* value, Titles& out) { text_map(value, out); }
  void read_value(const JsonValue* value, std::vector<std::string>& out) { texts(value, out); }
  void read_value(const JsonValue* value, std::vector<Rational>& out) {
    list(value, [&](const JsonValue& item) {
      if (const auto read = number(item)) out.push_back(*read);
    });
  }
  void read_value(const JsonValue* value, std::map<std::string, Rational, std::less<>>& out) {
    if (is(*value, JsonValue::Kind::object, sentence::an_object)) number_map(*value, out);
  }
  void read_value(const JsonValue* value, NamedExpressions& out) {
    if (!is(*value, JsonValue::Kind::object, sentence::an_object)) return;
    check_duplicates(*value);
    for (const JsonValue& member : value->children) expression(&member, out[member.key]);
  }
  void read_value(const JsonValue* value, std::map<std::string, Direction, std::less<>>& out) {
    if (!is(*value, JsonValue::Kind::object, sentence::an_object)) return;
    check_duplicates(*value);
    for (const JsonValue& member : value->children) {
      word(&member, out[member.key], {Direction::up, Direction::down});
    }
  }
  void read_value(const JsonValue* value, Quantity& out) { quantity(value, out); }
  void read_value(const JsonValue* value, Expression& out) { expression(value, out); }
  void read_value(const JsonValue* value, std::optional<Condition>& out) {
    condition(*value, out.emplace());
  }
  void read_value(const JsonValue* value, Rule& out) {
    std::optional<Rule> read;
    rule(*value, read);
    if (read) out = *std::move(read);
  }

 private:
  static Keys rule_names() {
    Keys keys;
    for (const Rule& rule : each_alternative<Rule>()) {
      const KindName name = kind_name(rule);
      keys.push_back({name.key, false, name.since});
    }
    return keys;
  }
  // The kind with this key; adding an alternative to Rule adds its key.
  void read_kind(const JsonValue& body, std::optional<Rule>& out) {
    for (const Rule& each : each_alternative<Rule>()) {
      if (name_of(each) != body.key) continue;
      out = each;
      detail::visit([&](auto& kind) { read_fields(*this, body, kind); }, *out);
    }
  }
};

}  // namespace detail

PARINDEX_END_NAMESPACE
