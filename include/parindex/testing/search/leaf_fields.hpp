// SPDX-License-Identifier: MIT
#pragma once

#include <set>

#include <parindex/detail/date.hpp>
#include <parindex/detail/visit.hpp>
#include <parindex/limits.hpp>
#include <parindex/rubric/detail/rules.hpp>
#include <parindex/testing/search/leaf_lab.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// A number as a rubric writes it, or the number of a date; nothing for other texts.
inline std::optional<Rational> number_in(const JsonValue& value) {
  if (value.kind != JsonValue::Kind::string && value.kind != JsonValue::Kind::number) {
    return std::nullopt;
  }
  if (const auto day = day_of(value.text)) return Rational(*day);
  return Rational::parse(value.text, limits().constant_digits);
}

/// A data column of a leaf, and the values that are worth a try.
struct LeafField {
  std::string name;
  InputType type = InputType::number;
  bool gate = false;                // the flag of a gate, not a value of the rule
  const JsonValue* json = nullptr;  // its declaration, if it has one
  std::size_t json_index = 0;
  std::optional<Rational> min;
  std::optional<Rational> max;
  std::optional<Rational> step;
  std::optional<Rational> rounded_to;  // the step of its rounding
  Cell usual;
  std::vector<Cell> values;
};

inline Cell cell_of(const LeafField& column, const Rational& value) {
  if (column.type != InputType::date) return Cell(value);
  return Cell(iso_date(value.floor().small_numerator()));
}

/// Reads the columns of a leaf from its JSON, and chooses values around every number of its rule.
class LeafFields {
 public:
  LeafFields(const JsonValue& leaf, const Plan& plan) : leaf_(leaf), plan_(plan) { read(); }

  std::vector<LeafField> take() { return std::move(fields_); }

  /// Every number of the rule that may be a threshold.
  static void constants(const JsonValue& value, std::vector<Rational>& out) {
    for (const JsonValue& child : value.children) {
      if (child.key == "id" || child.key == "title" || child.key == "points") continue;
      if (const auto number = number_in(child)) out.push_back(*number);
      constants(child, out);
    }
  }

 private:
  void read() {
    const JsonValue& rule = *leaf_.find("rule");
    const JsonValue& body = rule.children.front();
    const JsonValue* inputs = leaf_.find("inputs");
    std::vector<Rational> thresholds;
    constants(body, thresholds);
    add_turns(*plan_.node(1).rule, thresholds);
    for (const PlanColumn& planned : plan_.columns()) {
      LeafField column;
      column.name = planned.name;
      column.type = planned.type;
      column.gate = is_gate(planned.input);
      const JsonValue* options = rule.children.front().find("options");
      if (inputs != nullptr) {
        for (std::size_t i = 0; i < inputs->children.size(); ++i) {
          const JsonValue& input = inputs->children[i];
          if (input.find("name")->text != planned.input) continue;
          column.json = &input;
          column.json_index = i;
          if (input.find("options") != nullptr) options = input.find("options");
        }
      }
      const JsonValue* range = column.json != nullptr ? column.json : &body;
      if (const JsonValue* found = range->find("min")) column.min = number_in(*found);
      if (const JsonValue* found = range->find("max")) column.max = number_in(*found);
      if (const JsonValue* found = range->find("step")) column.step = number_in(*found);
      if (const JsonValue* found = range->find("rounding"); found != nullptr && range != &body) {
        const JsonValue* step = found->find("step");
        column.rounded_to = step != nullptr
                                ? number_in(*step)
                                : Rational(10).pow(-std::stoi(found->find("digits")->text));
      }
      switch (column.type) {
        case InputType::boolean:
          // After an active gate nothing of the rule is visible, so gates are usually off.
          column.values = {Cell(!column.gate), Cell(column.gate)};
          break;
        case InputType::choice:
          for (const JsonValue& option : options != nullptr ? options->children : no_values()) {
            column.values.emplace_back(option.find("id")->text);
          }
          break;
        case InputType::date: date_values(column, thresholds); break;
        default: numeric_values(column, thresholds);
      }
      column.usual = column.values.empty() ? Cell() : column.values.front();
      fields_.push_back(std::move(column));
    }
  }

  /// The quantities at which the points of a rule change direction, if the kind provides them for
  /// the proof of a direction. They need not be in the rule, for example where a cap is reached.
  void add_turns(const Rule& any, std::vector<Rational>& out) const {
    const Node& leaf = plan_.node(1);
    std::vector<Stretch> stretches;
    detail::visit(
        [&](const auto& rule) {
          if constexpr (requires { add_stretches(rule, leaf, stretches); }) {
            add_stretches(rule, leaf, stretches);
          }
        },
        any);
    if (const auto* groups = std::get_if<ByGroup>(&any)) {
      for (const GroupCase& each : groups->cases) add_turns(each.rule, out);
    }
    for (const Stretch& stretch : stretches) {
      if (is_finite(stretch.upper)) out.push_back(stretch.upper.value);
    }
  }

  bool is_gate(std::string_view id) const {
    const JsonValue* gates = leaf_.find("gates");
    if (gates == nullptr) return false;
    return std::any_of(gates->children.begin(), gates->children.end(),
                       [&](const JsonValue& gate) { return gate.find("id")->text == id; });
  }

  static const std::vector<JsonValue>& no_values() {
    static const std::vector<JsonValue> none;
    return none;
  }

  static void take(LeafField& column, const std::vector<Rational>& values) {
    std::set<Rational> seen;
    for (const Rational& value : values) {
      if (seen.insert(value).second) column.values.push_back(cell_of(column, value));
    }
  }

  static void numeric_values(LeafField& column, const std::vector<Rational>& thresholds) {
    const bool count = column.type == InputType::count;
    std::vector<Rational> values;
    const auto around = [&](const Rational& value) {
      const Rational unit = column.step         ? *column.step
                            : column.rounded_to ? *column.rounded_to
                            : count             ? Rational(1)
                                                : unit_of(value);
      for (const Rational& near : {value, value - unit, value + unit}) values.push_back(near);
      if (!column.rounded_to) return;
      // Around the halves below and above, where another rounding gives another value.
      for (const int tenths : {-6, -5, -4, 4, 5, 6, 15}) {
        values.push_back(value + unit * Rational::ratio(tenths, 10));
      }
    };
    // The usual value comes first: a valid one, and neither 0 nor an end if possible.
    Rational usual = column.min ? *column.min : Rational(0);
    if (column.max) {
      usual = column.step ? *column.max : (usual + *column.max) / 2;
    } else if (usual.sign() <= 0) {
      usual = 1;
    }
    if (count) usual = usual.floor();
    values.push_back(usual);
    if (column.min) around(*column.min);
    if (column.max) around(*column.max);
    if (count || !column.min) around(0);
    for (const Rational& threshold : thresholds) around(threshold);
    if (column.step && column.max) values.push_back(*column.max - *column.step / 2);
    if (count) values.push_back(Rational::ratio(1, 2));
    take(column, values);
  }

  /// Days: one that is valid for all dates of the leaf, its neighbours, days at the distances that
  /// the rule counts, and the ends.
  void date_values(LeafField& column, const std::vector<Rational>& thresholds) const {
    const Rational usual = usual_day();
    std::vector<Rational> values{usual, usual - 1, usual + 1};
    for (const auto& end : {column.min, column.max}) {
      if (!end) continue;
      for (const int step : {0, -1, 1}) values.push_back(*end + Rational(step));
    }
    for (const Rational& threshold : thresholds) {
      if (!threshold.is_integer()) continue;
      const bool days = abs(threshold) <= Rational(most_days);
      for (const int step : {0, -1, 1}) {
        const Rational near = threshold + Rational(step);
        values.push_back(days ? Rational(usual + near) : near);
        if (days) values.push_back(usual - near);
      }
    }
    std::erase_if(values, [](const Rational& value) {
      return value < Rational(first_day) || value > Rational(last_day);
    });
    take(column, values);
  }

  /// A day within the ranges of all dates and of the calendar.
  Rational usual_day() const {
    std::optional<Rational> low;
    std::optional<Rational> high;
    const auto within = [&](const std::optional<Rational>& min,
                            const std::optional<Rational>& max) {
      if (min) low = low ? parindex::max(*low, *min) : *min;
      if (max) high = high ? parindex::min(*high, *max) : *max;
    };
    if (const auto& calendar = plan_.rubric().draft().calendar) {
      within(Rational(calendar->from), Rational(calendar->to));
    }
    if (const JsonValue* inputs = leaf_.find("inputs")) {
      for (const JsonValue& input : inputs->children) {
        const JsonValue* type = input.find("type");
        if (type == nullptr || type->text != "date") continue;
        const JsonValue* min = input.find("min");
        const JsonValue* max = input.find("max");
        within(min != nullptr ? number_in(*min) : std::nullopt,
               max != nullptr ? number_in(*max) : std::nullopt);
      }
    }
    if (low && high) return ((*low + *high) / 2).floor();
    if (low) return *low + Rational(most_days);
    if (high) return *high - Rational(most_days);
    return Rational(some_day);
  }

  static constexpr std::int64_t most_days = 400;  // a greater number is a date, not a count of days
  static constexpr std::int64_t some_day = 18'000;  // 2019-04-14
  const JsonValue& leaf_;
  const Plan& plan_;
  std::vector<LeafField> fields_;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
