// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <parindex/detail/rules.hpp>
#include <parindex/impl/json_reader.ipp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Reads rules and their parts. What one kind alone has is read in its own file of detail/rules/,
/// with the functions of this class.
class RuleReader : public JsonReader {
 public:
  using JsonReader::JsonReader;

  static constexpr std::initializer_list<MissingPolicy> policies = {
      MissingPolicy::error, MissingPolicy::zero, MissingPolicy::exclude, MissingPolicy::full};

  void rule(const JsonValue& value, std::optional<Rule>& out) {
    const Keys kinds = rule_names(std::make_index_sequence<std::variant_size_v<Rule>>());
    if (!object(value, kinds)) return;
    if (const JsonValue* body = one_of(value, kinds, true)) {
      read_kind(*body, out, std::make_index_sequence<std::variant_size_v<Rule>>());
    }
  }

  void input(const JsonValue& value, Input& out) {
    if (!object(value, {{"name", true}, {"type", true}, {"min"}, {"max"}, {"step"}, {"title"}})) {
      return;
    }
    text(value.find("name"), out.name);
    word(value.find("type"), out.type, {InputType::number, InputType::count});
    number(value.find("min"), out.min);
    number(value.find("max"), out.max);
    number(value.find("step"), out.step);
    text_map(value.find("title"), out.title);
  }

  void quantity(const JsonValue* value, Quantity& out) {
    if (value == nullptr || !is(*value, JsonValue::Kind::object, "an object")) return;
    Keys keys{{"value"}, {"ratio"}, {"percent"}, {"min"}, {"max"}, {"direction"}};
    // Only a quotient can meet a denominator of 0.
    if (value->find("value") == nullptr) keys.push_back({"when_zero"});
    object(*value, keys);
    const JsonValue* on = one_of(*value, {{"value"}, {"ratio"}, {"percent"}}, true);
    if (on != nullptr && on->key == "value") {
      text(on, out.numerator);
    } else if (on != nullptr) {
      out.kind = on->key == "ratio" ? Quantity::Kind::ratio : Quantity::Kind::percent;
      std::vector<std::string> names;
      texts(on, names);
      if (on->kind == JsonValue::Kind::array && names.size() != 2) {
        report(issue::type_mismatch, *on, "A quotient is made of two inputs",
               "an array of two texts", std::to_string(names.size()) + " items");
      }
      names.resize(2);
      out.numerator = std::move(names[0]);
      out.denominator = std::move(names[1]);
    }
    word(value->find("when_zero"), out.when_zero, policies);
    number(value->find("min"), out.min);
    number(value->find("max"), out.max);
    word(value->find("direction"), out.direction, {Direction::up, Direction::down});
  }

  void band(const JsonValue& value, Band& out) {
    if (!object(value,
                {{"from"}, {"above"}, {"to"}, {"below"}, {"points", true}, {"title"}})) {
      return;
    }
    ends(value, out.lower, out.upper);
    number(value.find("points"), out.points);
    text_map(value.find("title"), out.title);
  }
  /// The two ends of a range, each open or closed or not there; to be called right after `object`.
  void ends(const JsonValue& value, std::optional<Bound>& lower, std::optional<Bound>& upper) {
    const JsonValue* low = one_of(value, {{"from"}, {"above"}}, false);
    const JsonValue* high = one_of(value, {{"to"}, {"below"}}, false);
    if (low != nullptr) bound(*low, "from", lower.emplace());
    if (high != nullptr) bound(*high, "to", upper.emplace());
  }
  void cut_off(const JsonValue& value, CutOff& out) {
    if (!object(value, {{"below"}, {"to"}, {"points", true}})) return;
    if (const JsonValue* end = one_of(value, {{"below"}, {"to"}}, true)) {
      bound(*end, "to", out.bound);
    }
    number(value.find("points"), out.points);
  }
  void bound(const JsonValue& value, std::string_view closed_key, Bound& out) {
    out.closed = value.key == closed_key;
    number(&value, out.value);
  }

  void options(const JsonValue* value, std::vector<Option>& out) {
    list(value, [&](const JsonValue& item) {
      Option& option = out.emplace_back();
      if (!object(item, {{"id", true}, {"points", true}, {"title"}})) return;
      text(item.find("id"), option.id);
      number(item.find("points"), option.points);
      text_map(item.find("title"), option.title);
    });
  }
  /// An Item or an Evidence.
  template <class T>
  void identified(const JsonValue& value, T& out) {
    if (!object(value, {{"id", true}, {"title"}})) return;
    text(value.find("id"), out.id);
    text_map(value.find("title"), out.title);
  }

  void rounding(const JsonValue* value, std::optional<Rounding>& out) {
    if (value == nullptr || !object(*value, {{"digits", true}, {"mode", true}})) return;
    std::optional<int> digits;
    if (const JsonValue* found = value->find("digits")) digits = rounding_digits(*found);
    std::optional<RoundingMode> mode;
    word(value->find("mode"), mode,
         {RoundingMode::half_up, RoundingMode::half_even, RoundingMode::half_down,
          RoundingMode::up, RoundingMode::down, RoundingMode::floor, RoundingMode::ceiling});
    if (digits && mode) out.emplace(*digits, *mode);
  }
  std::optional<int> rounding_digits(const JsonValue& value) {
    const auto digits = number(value);
    if (!digits) return std::nullopt;
    const auto whole = digits->to_scaled_int64(0);
    if (whole && *whole >= 0 && *whole <= Rounding::max_digits) return static_cast<int>(*whole);
    report(issue::number_out_of_range, value, "A rounding keeps a whole number of digits",
           "0 to " + std::to_string(Rounding::max_digits), shown(value));
    return std::nullopt;
  }

 private:
  template <std::size_t... kind>
  static Keys rule_names(std::index_sequence<kind...>) {
    return {{name_of(Rule(std::in_place_index<kind>))}...};
  }
  // The kind of the key's name; adding an alternative to Rule adds its key.
  template <std::size_t... kind>
  void read_kind(const JsonValue& body, std::optional<Rule>& out, std::index_sequence<kind...>) {
    const auto read_if_named = [&](Rule rule) {
      if (name_of(rule) != body.key) return;
      std::visit([&](auto& alternative) { read(*this, body, alternative); }, rule);
      out = std::move(rule);
    };
    (read_if_named(Rule(std::in_place_index<kind>)), ...);
  }
};

}  // namespace detail

PARINDEX_END_NAMESPACE
