// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <parindex/detail/alternatives.hpp>
#include <parindex/detail/make_issue.hpp>
#include <parindex/detail/sentences.hpp>
#include <parindex/detail/visit.hpp>
#include <parindex/limits.hpp>
#include <parindex/rubric/detail/aggregations.hpp>
#include <parindex/rubric/detail/json/rules.hpp>
#include <parindex/rubric/detail/sentences/reading.hpp>
#include <parindex/rubric/detail/sentences/structure.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Whether an aggregation of this kind can have members, and so be an object in a file.
inline bool has_keys(const Aggregation& aggregation) {
  return detail::visit([](const auto& kind) { return !keys_of(kind).empty(); }, aggregation);
}

/// Reads how a node aggregates its children: aggregations by the descriptions of their kinds in
/// rubric/aggregations/, weights and gates.
class AggregationReader : public RuleReader {
 public:
  using RuleReader::RuleReader;

  /// A word for a kind without members, otherwise an object with one key.
  void aggregation(const JsonValue* value, std::optional<Aggregation>& out) {
    if (value == nullptr) return;
    if (value->kind == JsonValue::Kind::string) {
      read_word(*value, out);
      return;
    }
    if (value->kind != JsonValue::Kind::object) {
      return mismatch(*value, sentence::text_or_an_object_with_one_key);
    }
    const Keys kinds = names();
    object(*value, kinds);
    if (const JsonValue* body = one_of(*value, kinds, true)) read_object(*body, out);
  }

  /// A whole number of at least 1.
  void count(const JsonValue* value, std::optional<std::size_t>& out) {
    if (value == nullptr) return;
    const auto read = number(*value);
    if (!read) return;
    const auto whole = read->to_scaled_int64(0);
    if (whole && *whole >= 1 && *whole <= static_cast<std::int64_t>(limits().nodes)) {
      out = static_cast<std::size_t>(*whole);
    } else {
      report(issue::number_out_of_range, *value, sentence::the_number_of_children_is_not_valid,
             sentence::a_whole_number_1_or_more, shown(*value));
    }
  }

  void adjustments(const JsonValue* value, std::vector<Adjustment>& out) {
    list(value, [&](const JsonValue& item) {
      Adjustment& each = out.emplace_back();
      if (!is(item, JsonValue::Kind::object, sentence::an_object)) return;
      const bool penalty = item.find("penalty") != nullptr;
      const Keys kinds{{"bonus"}, {"penalty"}};
      object(item, {{"bonus"}, {"penalty"}, {penalty ? "floor" : "cap"}});
      if (const JsonValue* code = one_of(item, kinds, true)) {
        each.kind = penalty ? Adjustment::Kind::penalty : Adjustment::Kind::bonus;
        text(code, each.code);
      }
      const JsonValue* limit = item.find(penalty ? "floor" : "cap");
      each.to_maximum = !penalty && limit != nullptr && limit->kind == JsonValue::Kind::string &&
                        limit->text == "max";
      if (!each.to_maximum) number(limit, each.limit);
    });
    if (value != nullptr && value->kind == JsonValue::Kind::array && out.empty()) {
      mismatch(*value, sentence::an_array_with_at_least_one_bonus_or_penalty);
    }
  }

  using RuleReader::read_value;
  void read_value(const JsonValue* value, std::size_t& out) {
    std::optional<std::size_t> read;
    count(value, read);
    out = read.value_or(1);
  }
  void read_value(const JsonValue* value, std::optional<std::size_t>& out) { count(value, out); }
  void read_value(const JsonValue* value, std::vector<Adjustment>& out) { adjustments(value, out); }

  /// A number, or one for each set of weights.
  void weight(const JsonValue* value, Node& out) {
    if (value == nullptr || value->kind != JsonValue::Kind::object) {
      number(value, out.weight);
      return;
    }
    std::map<std::string, std::optional<Rational>> named;
    number_map(*value, named);
    for (auto& [set, weight] : named) {
      if (weight) out.weights.emplace(set, *std::move(weight));
    }
    // The check sets the weight of the first set; any value is acceptable until then.
    if (!out.weights.empty()) {
      out.weight = out.weights.begin()->second;
    } else if (value->children.empty()) {
      mismatch(*value, sentence::a_number_or_an_object_with_a_weight_for_each);
    }
  }

  void gate(const JsonValue& value, Gate& out) {
    const Keys kinds{{"points"}, {"cap"}};
    if (!object(value, {{"id", true}, {"title"}, {"when"}, {"points"}, {"cap"}})) return;
    text(value.find("id"), out.id);
    text_map(value.find("title"), out.title);
    if (const JsonValue* points = one_of(value, kinds, true)) {
      if (points->key == "cap") out.kind = Gate::Kind::cap;
      number(points, out.points);
    }
    if (const JsonValue* when = value.find("when")) gate_test(*when, out.when.emplace());
  }

 private:
  void gate_test(const JsonValue& value, GateTest& out) {
    const Keys kinds{{"points"}, {"index"}, {"no_value", false, 2}};
    const bool of_value = value.find("no_value") != nullptr;
    Keys keys{{"node", true}, {"points"}, {"index"}, {"no_value", false, 2}};
    if (!of_value) keys.push_back({"stage"});
    if (!object(value, keys)) return;
    const JsonValue* on = one_of(value, kinds, true);
    identifier(value.find("node"), out.node);
    if (on == nullptr) return;
    if (of_value) return reasons(*value.find("no_value"), out.no_value);
    if (on->key == "index") out.on = Figure::index;
    if (const JsonValue* stage = value.find("stage")) {
      if (out.on == Figure::points) {
        report_key(issue::key_unknown, *stage, sentence::only_a_test_of_an_index_can_have_a_stage,
                   sentence::index_instead_of_points);
      }
      word(stage, out.stage.emplace(), {FigureStage::exact, FigureStage::rounded});
    }
    if (!object(*on, {{"from"}, {"above"}, {"to"}, {"below"}})) return;
    const JsonValue* lower = one_of(*on, {{"from"}, {"above"}}, false);
    const JsonValue* upper = one_of(*on, {{"to"}, {"below"}}, false);
    if (lower != nullptr) bound(*lower, "from", out.lower.emplace());
    if (upper != nullptr) bound(*upper, "to", out.upper.emplace());
  }

  /// Kinds of no-value, at least one.
  void reasons(const JsonValue& value, std::vector<NoValue>& out) {
    list(&value, [&](const JsonValue& item) {
      std::optional<NoValue> kind;
      word(&item, kind, words_of(NoValue()));
      if (kind) out.push_back(*kind);
    });
    if (value.kind == JsonValue::Kind::array && value.children.empty()) {
      report(issue::range_empty, value, sentence::the_list_of_reasons_is_empty,
             sentence::at_least_one, as_is("0"));
    }
  }

  static Keys names() {
    Keys keys;
    for (const Aggregation& each : each_alternative<Aggregation>()) {
      const KindName name = kind_name(each);
      if (has_keys(each)) keys.push_back({name.key, false, name.since});
    }
    return keys;
  }
  /// An object without further members would be read like the word alone.
  template <class Each>
  void read_kind(const JsonValue& body, Each& out) {
    Keys keys = keys_of(std::as_const(out));
    if (keys.size() == 1) keys[0].required = true;
    if (!object(body, keys)) return;
    if (keys.size() > 1 && body.children.empty()) one_of(body, keys, true);
    FieldReader<AggregationReader> reader(*this, body);
    fields(reader, out);
  }

  void read_object(const JsonValue& body, std::optional<Aggregation>& out) {
    for (const Aggregation& each : each_alternative<Aggregation>()) {
      if (name_of(each) != body.key) continue;
      out = each;
      detail::visit([&](auto& kind) { read_kind(body, kind); }, *out);
    }
  }

  void read_word(const JsonValue& value, std::optional<Aggregation>& out) {
    std::vector<std::string_view> words;
    for (const Aggregation& each : each_alternative<Aggregation>()) {
      if (!is_word(each)) continue;
      words.push_back(name_of(each));
      if (name_of(each) != value.text) continue;
      out = each;
      came(kind_name(each).since, value, true);
    }
    if (out) return;
    report(issue::word_unknown, value, did_you_mean(sentence::unknown_keyword, value.text, words),
           say(sentence::one_of, listed(words)), shown(value));
  }
};

}  // namespace detail

PARINDEX_END_NAMESPACE
