// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <parindex/detail/date.hpp>
#include <parindex/detail/sentences.hpp>
#include <parindex/rubric/detail/json/reader.hpp>
#include <parindex/rubric/detail/operations.hpp>
#include <parindex/rubric/detail/parts.hpp>
#include <parindex/rubric/detail/sentences/expressions.hpp>
#include <parindex/rubric/detail/sentences/reading.hpp>
#include <parindex/rubric/detail/sentences/structure.hpp>
#include <parindex/rubric/rule.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Reads expressions, conditions, dates and roundings.
class ExpressionReader : public JsonReader {
 public:
  using JsonReader::JsonReader;

  static constexpr auto policies = words_of(MissingPolicy());

  void expression(const JsonValue* value, Expression& out) {
    if (value == nullptr) return;
    if (value->kind == JsonValue::Kind::string && is_name(value->text)) {
      out = Expression::of(value->text);
    } else if (value->kind == JsonValue::Kind::string && has_date_form(value->text)) {
      out.kind = Expression::Kind::date;
      day(value, out.number);
    } else if (value->kind == JsonValue::Kind::number || value->kind == JsonValue::Kind::string) {
      number(value, out.number);
    } else if (value->kind == JsonValue::Kind::object) {
      operation(*value, out);
    } else {
      mismatch(*value, sentence::a_number_a_date_the_name_of_an_input_or_an);
    }
  }

  void condition(const JsonValue& value, Condition& out) {
    using Kind = Condition::Kind;
    if (!is(value, JsonValue::Kind::object, sentence::an_object)) return;
    const Keys kinds{{"of"}, {"input"}, {"all"}, {"any"}, {"not"}};
    const JsonValue* kind = one_of(value, kinds, true);
    if (kind == nullptr) return;
    if (kind->key == "of") {
      out.kind = Kind::range;
      object(value, {{"of", true}, {"from"}, {"above"}, {"to"}, {"below"}});
      expression(kind, out.of);
      range(value, out);
    } else if (kind->key == "input") {
      out.kind = Kind::is;
      object(value, {{"input", true}, {"is", true}});
      text(kind, out.input);
      words(value.find("is"), out.words);
    } else if (kind->key == "not") {
      out.kind = Kind::none;
      object(value, {{"not"}});
      condition(*kind, out.parts.emplace_back());
    } else {
      out.kind = kind->key == "all" ? Kind::all : Kind::any;
      object(value, {{kind->key}});
      list(kind, [&](const JsonValue& item) { condition(item, out.parts.emplace_back()); });
    }
  }

  /// The tests of a row of a decision table: an object from names of inputs to a range or words.
  void tests(const JsonValue* value, std::vector<Condition>& out) {
    if (value == nullptr || !is(*value, JsonValue::Kind::object, sentence::an_object)) return;
    check_duplicates(*value);
    for (const JsonValue& test : value->children) {
      Condition& made = out.emplace_back();
      if (test.kind == JsonValue::Kind::object) {
        input_range(test, test.key, made);
      } else if (test.kind == JsonValue::Kind::array && !test.children.empty() &&
                 test.children.front().kind == JsonValue::Kind::object) {
        came(2, test, true);
        made.kind = Condition::Kind::any;
        list(&test, [&](const JsonValue& item) {
          if (is(item, JsonValue::Kind::object, sentence::an_object)) {
            input_range(item, test.key, made.parts.emplace_back());
          }
        });
      } else {
        made.kind = Condition::Kind::is;
        made.input = test.key;
        words(&test, made.words);
      }
    }
  }

  void bound(const JsonValue& value, std::string_view closed_key, Bound& out) {
    out.closed = value.key == closed_key;
    number(&value, out.value);
  }

  /// An ISO date, as its day.
  template <class Out>
  void day(const JsonValue* value, Out& out) {
    if (value == nullptr || !is(*value, JsonValue::Kind::string, sentence::a_date_as_a_string))
      return;
    if (const auto found = day_of(value->text)) {
      out = *found;
      return;
    }
    report(issue::date_malformed, *value, sentence::not_a_date, sentence::a_date_such_as_2020_12_30,
           shown(*value));
  }

  void rounding(const JsonValue* value, std::optional<Rounding>& out) {
    if (value == nullptr || !object(*value, rounding_keys())) return;
    rounding_parts(*value, out);
  }
  void rounding_parts(const JsonValue& value, std::optional<Rounding>& out) {
    const JsonValue* grid = one_of(value, {{"digits"}, {"step", false, 2}}, true);
    std::optional<int> digits;
    std::optional<Decimal> step;
    if (grid != nullptr && grid->key == "step") {
      step = rounding_step(*grid);
    } else if (grid != nullptr) {
      digits = rounding_digits(*grid);
    }
    std::optional<RoundingMode> mode;
    word(value.find("mode"), mode,
         {RoundingMode::half_up, RoundingMode::half_even, RoundingMode::half_down, RoundingMode::up,
          RoundingMode::down, RoundingMode::floor, RoundingMode::ceiling});
    if (digits && mode) out.emplace(*digits, *mode);
    if (step && mode) out = Rounding::to_step(*step, *mode);
  }
  /// A step that a rounding can have.
  std::optional<Decimal> rounding_step(const JsonValue& value) {
    const auto step = number(value);
    if (!step) return std::nullopt;
    const auto decimal = step->to_decimal();
    if (decimal && Rounding::to_step(*decimal, RoundingMode::half_up)) return decimal;
    report(issue::number_out_of_range, value, sentence::the_step_of_a_rounding_is_out_of_range,
           sentence::a_decimal_above_0_such_as_0_5_or_10, shown(value));
    return std::nullopt;
  }
  static Keys rounding_keys() { return {{"digits"}, {"step", false, 2}, {"mode", true}}; }
  std::optional<int> rounding_digits(const JsonValue& value) {
    const auto digits = number(value);
    if (!digits) return std::nullopt;
    const auto whole = digits->to_scaled_int64(0);
    if (whole && *whole >= 0 && *whole <= Rounding::max_digits) return static_cast<int>(*whole);
    report(issue::number_out_of_range, value, sentence::the_number_of_digits_of_a_rounding_is_not_a,
           say(sentence::n_0_to, std::to_string(Rounding::max_digits)), shown(value));
    return std::nullopt;
  }

  /// The keys of a figure of another node.
  static void add_figure_keys(Keys& keys) {
    keys.insert(keys.end(), {{"node", true, 2}, {"figure", true, 2}, {"when_none", false, 2}});
  }
  static bool is_figure(const JsonValue& value) {
    return value.find("node") != nullptr || value.find("figure") != nullptr;
  }
  void figure(const JsonValue& value, Expression& out) {
    out.kind = Expression::Kind::figure;
    text(value.find("node"), out.node);
    word(value.find("figure"), out.figure, words_of(NodeFigure()));
    word(value.find("when_none"), out.when_none, policies);
  }

 private:
  void operation(const JsonValue& value, Expression& out) {
    if (is_figure(value)) {
      Keys of_figure;
      add_figure_keys(of_figure);
      object(value, of_figure);
      return figure(value, out);
    }
    using enum Expression::Kind;
    constexpr std::array kinds{add,
                               multiply,
                               Expression::Kind::min,
                               Expression::Kind::max,
                               subtract,
                               divide,
                               Expression::Kind::abs,
                               Expression::Kind::round,
                               days,
                               working_days,
                               cohort,
                               map,
                               power,
                               root,
                               Expression::Kind::exp,
                               Expression::Kind::log,
                               winsorise};
    Keys keys;
    for (const Expression::Kind kind : kinds) {
      keys.push_back({to_string(kind), false, since_of(kind)});
    }
    keys.push_back({"node", false, 2});
    object(value, keys);
    const JsonValue* body = one_of(value, keys, true);
    if (body == nullptr) return;
    for (const Expression::Kind kind : kinds) {
      if (to_string(kind) == body->key) out.kind = kind;
    }
    if (out.kind == Expression::Kind::abs) {
      expression(body, out.parts.emplace_back());
    } else if (out.kind == map) {
      if (!object(*body, {{"input", true}, {"values", true}})) return;
      text(body->find("input"), out.input);
      const JsonValue* const values = body->find("values");
      if (values != nullptr && is(*values, JsonValue::Kind::object, sentence::an_object)) {
        number_map(*values, out.values);
      }
    } else if (has_of(out.kind) && out.kind != cohort) {
      function(*body, out);
    } else if (out.kind == winsorise) {
      if (!object(*body, {{"of", true}, {"low", true}, {"high", true}})) return;
      for (const char* part : {"of", "low", "high"}) {
        expression(body->find(part), out.parts.emplace_back());
      }
    } else if (out.kind == cohort) {
      statistic(*body, out);
    } else {
      list(body, [&](const JsonValue& item) { expression(&item, out.parts.emplace_back()); });
      const bool pair = out.kind == subtract || out.kind == divide || out.kind == days ||
                        out.kind == working_days;
      if (body->kind == JsonValue::Kind::array &&
          (pair ? out.parts.size() != 2 : out.parts.empty())) {
        report(issue::type_mismatch, *body, sentence::the_expression_has_the_wrong_number_of_parts,
               pair ? sentence::an_array_of_two_items : sentence::an_array_of_at_least_one_item,
               say(sentence::items, std::to_string(out.parts.size())));
      }
    }
  }

  /// A statistic of the other units.
  void statistic(const JsonValue& body, Expression& out) {
    const JsonValue* const name = body.find("statistic");
    for (const Statistic each : words_of(Statistic())) {
      if (name == nullptr || name->text != to_string(each)) continue;
      out.statistic = each;
      came(since_of(each), *name, true);
    }
    Keys keys;
    if (has_rounding(out.statistic)) {
      keys = rounding_keys();
      keys.push_back({"units", true, 2});
    }
    const std::string_view own = number_key(out.statistic);
    if (!own.empty()) keys.push_back({own, true, 2});
    if (out.statistic == Statistic::quantile) keys.push_back({"method", true, 2});
    keys.insert(keys.end(), {{"of", true}, {"statistic", true}, {"within", true}});
    if (!object(body, keys)) return;
    expression(body.find("of"), out.parts.emplace_back());
    if (!own.empty()) number(body.find(own), out.number);
    if (out.statistic == Statistic::quantile) {
      word(body.find("method"), out.method, {QuantileMethod::linear, QuantileMethod::nearest_rank});
    }
    word(name, out.statistic, words_of(Statistic()));
    word(body.find("within"), out.within_group, {false, true},
         [](bool group) { return std::string_view(group ? "group" : "all"); });
    if (!has_rounding(out.statistic)) return;
    rounding_parts(body, out.rounding);
    word(body.find("units"), out.sample, {false, true},
         [](bool sample) { return std::string_view(sample ? "sample" : "population"); });
  }

  /// A function of one number: its number, its own constant, and its rounding.
  void function(const JsonValue& body, Expression& out) {
    const std::string_view own = number_key(out.kind);
    const bool rounds = has_rounding(out.kind);
    Keys keys;
    if (rounds) keys = rounding_keys();
    keys.push_back({"of", true});
    if (!own.empty()) keys.push_back({own, true});
    if (!object(body, keys)) return;
    if (rounds) rounding_parts(body, out.rounding);
    expression(body.find("of"), out.parts.emplace_back());
    const JsonValue* const constant = own.empty() ? nullptr : body.find(own);
    if (constant == nullptr) return;
    if (out.kind == Expression::Kind::log && constant->kind == JsonValue::Kind::string &&
        constant->text == "e") {
      return;  // 0 means e
    }
    number(constant, out.number);
    if (out.kind == Expression::Kind::log && out.number.is_zero()) {
      report(issue::number_out_of_range, *constant,
             sentence::the_base_of_a_logarithm_is_out_of_range,
             sentence::e_or_a_number_above_0_except_1, shown(*constant));
    }
  }

  /// The range of an input in a row of a decision table.
  void input_range(const JsonValue& value, const std::string& input, Condition& out) {
    out.kind = Condition::Kind::range;
    out.of = Expression::of(input);
    object(value, {{"from"}, {"above"}, {"to"}, {"below"}});
    range(value, out);
  }

  void range(const JsonValue& value, Condition& out) {
    const auto end = [&](const JsonValue* found, const char* closed, std::optional<Bound>& bound) {
      if (found == nullptr) return;
      bound.emplace().closed = found->key == closed;
      const bool date = found->kind == JsonValue::Kind::string && has_date_form(found->text);
      if (&bound == &out.upper && out.lower && date != out.dates) {
        report(issue::type_conflict, *found, sentence::the_two_ends_have_different_types,
               out.dates ? sentence::a_date : sentence::a_number, shown(*found));
        return;
      }
      if (date) {
        out.dates = true;
        day(found, bound->value);
      } else {
        number(found, bound->value);
      }
    };
    end(one_of(value, {{"from"}, {"above"}}, false), "from", out.lower);
    end(one_of(value, {{"to"}, {"below"}}, false), "to", out.upper);
    if (!out.lower && !out.upper) {
      report(issue::key_missing, value, sentence::the_range_states_neither_end,
             sentence::from_above_to_or_below, sentence::none);
    }
  }

  void words(const JsonValue* value, std::vector<std::string>& out) {
    if (value == nullptr) return;
    if (value->kind == JsonValue::Kind::array) {
      texts(value, out);
    } else if (value->kind == JsonValue::Kind::string) {
      out.push_back(value->text);
    } else {
      mismatch(*value, sentence::a_keyword_or_an_array_of_keywords);
    }
  }
};

}  // namespace detail

PARINDEX_END_NAMESPACE
