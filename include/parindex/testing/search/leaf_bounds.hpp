// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <parindex/detail/contains.hpp>
#include <parindex/detail/date.hpp>
#include <parindex/detail/visit.hpp>
#include <parindex/rubric/detail/compared.hpp>
#include <parindex/rubric/detail/proof/expression_domain.hpp>
#include <parindex/rubric/detail/rules.hpp>
#include <parindex/testing/search/leaf_fields.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// A number in a rule or input at which the behaviour changes.
struct LeafBound {
  std::string pointer;  // relative to the leaf: /rule/bands/steps/1/from
  std::string key;      // from, above, to, below, min, max, threshold
  Rational value;
  std::string variable;                  // x for the quantity, the name of a data column, or words
  Rational unit;                         // the distance that still counts as next to it
  std::vector<std::string> groups = {};  // groups that it applies to; empty: all
  std::optional<std::size_t> compared = {};  // for a condition on an expression
  bool grid = false;                         // values are `unit` apart
  std::string variable_vi = {};              // words in Vietnamese
};

/// The columns of the quantity of a rule: the value, or a numerator and a denominator.
struct QuantityColumns {
  std::optional<std::size_t> numerator = {};
  std::optional<std::size_t> denominator = {};
  Rational scale = 1;
};

/// The bounds of a leaf's rule and inputs, and the values of an input on each side of them. It
/// reads the leaf as JSON, so that it also supports kinds of rules that were added later.
class LeafBounds {
 public:
  /// `leaf` is the text of the leaf that `plan` contains alone. The first group is that of the
  /// usual unit; the others are those that the leaf distinguishes.
  LeafBounds(const JsonValue& leaf, const Plan& plan, std::vector<std::string> groups)
      : leaf_(leaf),
        plan_(plan),
        groups_(std::move(groups)),
        compared_(compared_in(*plan.node(1).rule)),
        columns_(LeafFields(leaf, plan_).take()) {
    read_quantity();
    const JsonValue& rule = *leaf.find("rule");
    for (const LeafField& column : columns_) {
      for (const char* end : {"min", "max"}) {
        if (column.json == nullptr) continue;
        if (const JsonValue* value = column.json->find(end)) {
          add_bound("/inputs/" + std::to_string(column.json_index) + "/" + end, end, *value,
                    column.name);
        }
      }
    }
    find_bounds(rule, "/rule", "", true);
  }

  const std::vector<LeafBound>& bounds() const { return bounds_; }
  const JsonValue& leaf() const { return leaf_; }
  const Plan& plan() const { return plan_; }
  const QuantityColumns& quantity() const { return quantity_; }
  const std::vector<LeafField>& columns() const { return columns_; }
  const std::vector<std::string>& groups() const { return groups_; }
  const std::string& input_name(const LeafField& column) const {
    return plan_.columns()[static_cast<std::size_t>(&column - columns_.data())].input;
  }
  /// The number or day in a cell; nothing for an empty cell or words.
  static std::optional<Rational> number_of(const LeafField& column, const Cell& cell) {
    if (column.type == InputType::choice) return std::nullopt;
    const Cell::Value& value = cell.value();
    if (const auto* figure = std::get_if<Rational>(&value)) return *figure;
    const auto* text = std::get_if<std::string>(&value);
    if (text == nullptr) return std::nullopt;
    const auto day = day_of(*text);
    return day ? Rational(*day) : Rational::parse(*text, limits().cell_digits);
  }
  std::optional<Rational> number(const LeafInput& input, std::size_t column) const {
    return number_of(columns_[column], input.cells[column]);
  }

  std::optional<Rational> variable(const LeafBound& bound, const LeafInput& input,
                                   const LeafOutcome& outcome) const {
    if (!bound.groups.empty() && !contains(bound.groups, input.group)) return std::nullopt;
    if (bound.compared) return outcome.compared[*bound.compared];
    if (bound.variable == "x") return outcome.quantity;
    if (bound.key == "minimum_sample") return sample(input);
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (columns_[i].name == bound.variable) return number(input, i);
    }
    return std::nullopt;
  }

  /// The number of respondents: all answers of all groups, without the stated sample sizes.
  std::optional<Rational> sample(const LeafInput& input) const {
    Rational sum;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (is_stated_sample(columns_[i].name)) continue;
      const auto answers = number(input, i);
      if (!answers) return std::nullopt;
      sum += *answers;
    }
    return sum;
  }
  static bool is_stated_sample(std::string_view name) {
    constexpr std::string_view end = "sample";
    return name.size() > end.size() && name.substr(name.size() - end.size()) == end;
  }

  /// Whether the ranges of the inputs prove that no value is on one side of a bound.
  bool nothing_there(const LeafBound& bound, bool below, bool at) const {
    const auto domain = domain_of(bound);
    if (!domain) return false;
    const Cut before{Cut::Where::before, bound.value};
    const Cut after{Cut::Where::after, bound.value};
    return !witness(*domain,
                    below ? Cut{Cut::Where::below_all, 0}
                    : at  ? before
                          : after,
                    below ? before
                    : at  ? after
                          : Cut{Cut::Where::above_all, 0});
  }

  /// Whether every value on one side of a bound of the rule is rejected before the rule reads it.
  bool refused_there(const LeafBound& bound, bool below, bool at) const {
    if (at || bound.compared || bound.key == "min" || bound.key == "max") return false;
    std::optional<Rational> min;
    std::optional<Rational> max;
    if (bound.variable == "x") {
      const Node& leaf = plan_.node(1);
      detail::visit(
          [&](const auto& rule) {
            if constexpr (requires { rule.on.min; }) {
              min = rule.on.min;
              max = rule.on.max;
            }
          },
          bound.groups.empty() ? *leaf.rule : rule_for(*leaf.rule, bound.groups.front()));
    } else {
      for (const LeafField& column : columns_) {
        if (column.name != bound.variable || column.json == nullptr) continue;
        min = column.min;
        max = column.max;
        if (column.type == InputType::count && !min) min = 0;
      }
    }
    return below ? min && bound.value <= *min : max && bound.value >= *max;
  }

 private:
  std::optional<std::size_t> column_of(std::string_view input) const {
    for (std::size_t i = 0; i < plan_.columns().size(); ++i) {
      if (plan_.columns()[i].input == input) return i;
    }
    return std::nullopt;
  }

  /// The quantity of a rule, or of the first rule for some groups that has one.
  static const JsonValue* quantity_of(const JsonValue& rule) {
    const JsonValue& body = rule.children.front();
    if (body.key != "by_group") return body.find("on");
    for (const JsonValue& each : body.find("cases")->children) {
      if (const JsonValue* on = quantity_of(*each.find("rule"))) return on;
    }
    return nullptr;
  }

  void read_quantity() {
    const JsonValue* on = quantity_of(*leaf_.find("rule"));
    if (on == nullptr) return;
    if (const JsonValue* value = on->find("value")) quantity_.numerator = column_of(value->text);
    for (const char* kind : {"ratio", "percent"}) {
      const JsonValue* pair = on->find(kind);
      if (pair == nullptr || pair->children.size() != 2) continue;
      quantity_.numerator = column_of(pair->children[0].text);
      quantity_.denominator = column_of(pair->children[1].text);
      quantity_.scale = std::string_view(kind) == "percent" ? 100 : 1;
    }
    if (!quantity_.numerator) quantity_.denominator.reset();
  }

  static bool is_bound(std::string_view key) {
    for (const char* word :
         {"from", "above", "to", "below", "min", "max", "minimum_sample", "threshold"}) {
      if (key == word) return true;
    }
    return false;
  }

  void add_bound(const std::string& pointer, const std::string& key, const JsonValue& value,
                 const std::string& variable, std::optional<std::size_t> compared = {}) {
    const auto number = number_in(value);
    if (!number) return;
    LeafBound bound{pointer, key, *number, variable, unit_of(*number), concerned_, compared};
    if (compared) bound.variable_vi = phrase_of(compared_[*compared].test->of).vi;
    std::size_t column = columns_.size();
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (columns_[i].name == variable) column = i;
    }
    if (variable == "x" && quantity_.numerator && !quantity_.denominator)
      column = *quantity_.numerator;
    if (column < columns_.size()) {
      if (columns_[column].step) bound.unit = *columns_[column].step;
      if (columns_[column].rounded_to) bound.unit = *columns_[column].rounded_to;
      if (columns_[column].type == InputType::count) bound.unit = max(bound.unit, Rational(1));
      bound.grid = columns_[column].step || columns_[column].type == InputType::count ||
                   columns_[column].type == InputType::date;
    }
    bounds_.push_back(std::move(bound));
  }

  /// Bounds inside the rule, and their variables: the quantity, an input named by `of` or by the
  /// surrounding key, or the value of the leaf's own column.
  void find_bounds(const JsonValue& value, const std::string& pointer, const std::string& variable,
                   bool body) {
    std::string about = variable;
    if (const JsonValue* groups = value.find("groups")) {
      concerned_.clear();
      for (const JsonValue& group : groups->children) concerned_.push_back(group.text);
    }
    std::optional<std::size_t> compared;
    if (const JsonValue* of = value.find("of")) {
      const auto column = column_of(of->text);
      about = column ? columns_[*column].name : "";
      for (std::size_t i = 0; i < compared_.size(); ++i) {
        if (compared_[i].pointer != pointer) continue;
        compared = i;
        about = describe(compared_[i].test->of);
      }
    }
    if (body && value.children.size() == 1) {  // {"bands": {...}}
      const JsonValue& kind = value.children.front();
      const bool on = kind.find("on") != nullptr;
      const auto values = std::count_if(columns_.begin(), columns_.end(),
                                        [](const LeafField& column) { return !column.gate; });
      const bool single = !on && values == 1 && columns_.front().json == nullptr;
      return find_bounds(kind, pointer + "/" + kind.key,
                         on       ? "x"
                         : single ? columns_.front().name
                                  : "",
                         false);
    }
    for (std::size_t i = 0; i < value.children.size(); ++i) {
      const JsonValue& child = value.children[i];
      const std::string at =
          pointer + "/" + (value.kind == JsonValue::Kind::array ? std::to_string(i) : child.key);
      const bool named = !about.empty() || child.key == "minimum_sample";
      if (named && is_bound(child.key) && number_in(child)) {
        add_bound(at, child.key, child, about, compared);
      } else if (child.key == "values" && value.find("input") != nullptr) {
        continue;  // the numbers of a map, by answers
      } else if (!child.children.empty()) {
        const auto input =
            value.kind == JsonValue::Kind::object ? column_of(child.key) : std::nullopt;
        find_bounds(child, at,
                    input      ? columns_[*input].name
                    : compared ? ""
                               : about,
                    child.key == "rule");
      }
    }
  }

  /// The values that the variable of a bound can take, as far as the check knows.
  std::optional<Domain> domain_of(const LeafBound& bound) const {
    const Node& leaf = plan_.node(1);
    if (bound.compared) {
      const Compared& compared = compared_[*bound.compared];
      return detail::domain_of(InputIndex(leaf, *compared.let), compared.test->of);
    }
    if (bound.variable == "x") {
      return detail::visit(
          [&](const auto& rule) -> std::optional<Domain> {
            if constexpr (requires { rule.on; }) return detail::domain_of(leaf, rule.on);
            return std::nullopt;
          },
          bound.groups.empty() ? *leaf.rule : rule_for(*leaf.rule, bound.groups.front()));
    }
    for (const LeafField& column : columns_) {
      if (column.name != bound.variable) continue;
      Domain domain;  // a cell may contain more than the input allows
      if (column.type == InputType::date) {
        domain.lower = {Cut::Where::before, Rational(first_day)};
        domain.upper = {Cut::Where::after, Rational(last_day)};
      }
      return domain;
    }
    return std::nullopt;
  }

  const JsonValue& leaf_;
  Plan plan_;
  std::vector<std::string> groups_;
  std::vector<std::string> concerned_;  // the groups of the current part of the rule
  std::vector<Compared> compared_;
  std::vector<LeafField> columns_;
  std::vector<LeafBound> bounds_;
  QuantityColumns quantity_;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
