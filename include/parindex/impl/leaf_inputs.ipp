// SPDX-License-Identifier: MIT
#pragma once

#include <parindex/detail/contains.hpp>
#include <parindex/detail/date.hpp>
#include <parindex/impl/leaf_lab.ipp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// A number in a rule or input on whose two sides different things happen.
struct LeafBound {
  std::string pointer;   // relative to the leaf: /rule/bands/steps/1/from
  std::string key;       // from, above, to, below, min, max
  Rational value;
  std::string variable;  // x for the quantity, else the name of a data column
  Rational unit;         // how far away still counts as just beside
  std::vector<std::string> groups;  // whose units it concerns; empty: all
};

/// A number as a rubric writes it, or the number of a date; nothing for another text.
inline std::optional<Rational> number_in(const JsonValue& value) {
  if (value.kind != JsonValue::Kind::string && value.kind != JsonValue::Kind::number) {
    return std::nullopt;
  }
  if (const auto day = day_of(value.text)) return Rational(*day);
  return Rational::parse(value.text);
}

/// Finds inputs for a leaf that lie on, just below and just above every bound of its rule, and
/// that take every branch. It reads the leaf as JSON, so that it knows kinds of rules which were
/// added after it; where the JSON does not tell how inputs lead to a bound, it tries and halves.
class LeafInputs {
 public:
  /// `leaf` is the text of the leaf that `plan` holds alone; `groups` are those of the rubric.
  LeafInputs(const JsonValue& leaf, const Plan& plan, std::vector<std::string> groups)
      : leaf_(leaf), plan_(plan), groups_(std::move(groups)) {
    read_columns();
    read_quantity();
    const JsonValue& rule = *leaf.find("rule");
    for (const Column& column : columns_) {
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
  const std::vector<std::string> column_names() const {
    std::vector<std::string> names;
    for (const Column& column : columns_) names.push_back(column.name);
    return names;
  }

  /// Many inputs: all combinations where there are few, else each value with the others usual.
  std::vector<LeafInput> candidates() const {
    std::vector<LeafInput> found;
    LeafInput usual;
    for (const Column& column : columns_) usual.cells.push_back(column.usual);
    if (!groups_.empty()) usual.group = groups_.front();
    add(found, usual);
    std::size_t product = 1;
    for (const Column& column : columns_) {
      product = std::min<std::size_t>(product * std::max<std::size_t>(1, column.values.size()),
                                      100'000);
    }
    if (product <= few) {
      all(found, usual, 0);
    } else {
      for (std::size_t i = 0; i < columns_.size(); ++i) {
        LeafInput other = usual;
        for (const Cell& value : columns_[i].values) {
          other.cells[i] = value;
          add(found, other);
        }
      }
      LeafInput none = usual;  // all flags down, then each up alone
      for (std::size_t i = 0; i < columns_.size(); ++i) {
        if (columns_[i].type == InputType::boolean) none.cells[i] = Cell(false);
      }
      for (std::size_t i = 0; i < columns_.size(); ++i) {
        if (columns_[i].type != InputType::boolean) continue;
        add(found, none);
        LeafInput one = none;
        one.cells[i] = Cell(true);
        add(found, one);
      }
    }
    if (denominator_) quotients(found, usual);
    if (leaf_.find("rounding") != nullptr) fractions(found, usual);
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      LeafInput missing = usual;
      missing.cells[i] = Missing{};
      add(found, missing);
    }
    if (groups_.size() > 1) {
      const std::vector<LeafInput> first = found;
      for (std::size_t i = 1; i < groups_.size(); ++i) {
        for (LeafInput other : first) {
          other.group = groups_[i];
          found.push_back(std::move(other));
        }
      }
    }
    return found;
  }

  /// The value of a bound's variable in an input, given the outcome; nothing where there is none.
  std::optional<Rational> variable(const LeafBound& bound, const LeafInput& input,
                                   const LeafOutcome& outcome) const {
    if (!bound.groups.empty() && !contains(bound.groups, input.group)) return std::nullopt;
    if (bound.variable == "x") return outcome.quantity;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (columns_[i].name != bound.variable) continue;
      if (const auto* number = std::get_if<Rational>(&input.cells[i].value())) return *number;
      if (const auto* text = std::get_if<std::string>(&input.cells[i].value())) {
        const auto day = day_of(*text);
        return day ? Rational(*day) : Rational::parse(*text);
      }
    }
    return std::nullopt;
  }

  /// Pairs of neighbours between which the branch changes although no bound says so, as where a
  /// cap begins to hold: halves the way between candidates until they are one unit apart.
  std::vector<LeafInput> flips(const std::vector<LeafInput>& inputs,
                               const std::vector<LeafOutcome>& outcomes) const {
    std::vector<LeafInput> found;
    for (std::size_t column = 0; column < columns_.size(); ++column) {
      if (columns_[column].type != InputType::number && columns_[column].type != InputType::count) {
        continue;
      }
      if (denominator_ && column != *numerator_) continue;
      std::map<std::string, std::vector<std::size_t>> lines;  // equal in every other column
      for (std::size_t i = 0; i < inputs.size(); ++i) {
        if (!std::holds_alternative<Rational>(inputs[i].cells[column].value())) continue;
        std::string key = inputs[i].group;
        for (std::size_t k = 0; k < columns_.size(); ++k) {
          if (k != column) key += "|" + inputs[i].cells[k].to_string();
        }
        lines[key].push_back(i);
      }
      for (auto& [key, line] : lines) {
        if (line.size() < 2 || lines.size() > few) continue;
        const auto value = [&](std::size_t i) {
          return std::get<Rational>(inputs[i].cells[column].value());
        };
        std::sort(line.begin(), line.end(),
                  [&](std::size_t a, std::size_t b) { return value(a) < value(b); });
        for (std::size_t i = 0; i + 1 < line.size(); ++i) {
          const LeafOutcome& low = outcomes[line[i]];
          const LeafOutcome& high = outcomes[line[i + 1]];
          if (low.branch == high.branch) continue;
          halve(inputs[line[i]], low.branch, inputs[line[i + 1]], column, found);
        }
      }
    }
    return found;
  }

 private:
  static constexpr std::size_t few = 64;

  struct Column {
    std::string name;
    InputType type = InputType::number;
    const JsonValue* json = nullptr;  // its declaration, when it is declared
    std::size_t json_index = 0;
    std::optional<Rational> min;
    std::optional<Rational> max;
    std::optional<Rational> step;
    Cell usual;
    std::vector<Cell> values;
  };

  static void add(std::vector<LeafInput>& list, const LeafInput& input) {
    if (std::find(list.begin(), list.end(), input) == list.end()) list.push_back(input);
  }

  void all(std::vector<LeafInput>& list, LeafInput input, std::size_t column) const {
    if (column == columns_.size()) return add(list, input);
    for (const Cell& value : columns_[column].values) {
      input.cells[column] = value;
      all(list, input, column + 1);
    }
  }

  /// Every number of the rule that can be a threshold.
  static void constants(const JsonValue& value, std::vector<Rational>& out) {
    for (const JsonValue& child : value.children) {
      if (child.key == "id" || child.key == "title" || child.key == "points") continue;
      if (const auto number = number_in(child)) out.push_back(*number);
      constants(child, out);
    }
  }

  void read_columns() {
    const JsonValue& rule = *leaf_.find("rule");
    const JsonValue& body = rule.children.front();
    const JsonValue* inputs = leaf_.find("inputs");
    std::vector<Rational> thresholds;
    constants(body, thresholds);
    for (const PlanColumn& planned : plan_.columns()) {
      Column column;
      column.name = planned.name;
      column.type = planned.type;
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
      switch (column.type) {
        case InputType::boolean: column.values = {Cell(true), Cell(false)}; break;
        case InputType::choice:
          for (const JsonValue& option : options != nullptr ? options->children : no_values()) {
            column.values.emplace_back(option.find("id")->text);
          }
          break;
        default: numeric_values(column, thresholds);
      }
      column.usual = column.values.empty() ? Cell() : column.values.front();
      columns_.push_back(std::move(column));
    }
  }

  static const std::vector<JsonValue>& no_values() {
    static const std::vector<JsonValue> none;
    return none;
  }

  static void numeric_values(Column& column, const std::vector<Rational>& thresholds) {
    const bool date = column.type == InputType::date;
    const bool count = column.type == InputType::count || date;
    std::vector<Rational> values;
    const auto around = [&](const Rational& value) {
      const Rational unit = column.step ? *column.step : count ? Rational(1) : unit_of(value);
      for (const Rational& near : {value, value - unit, value + unit}) values.push_back(near);
    };
    // The usual value comes first: one that is allowed, and neither 0 nor an end if possible.
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
    if (!date && (count || !column.min)) around(0);
    for (const Rational& threshold : thresholds) {
      // A number of days is no date.
      const bool within = column.min && column.max && *column.min <= threshold &&
                          threshold <= *column.max;
      if (!date || within) around(threshold);
    }
    if (column.step && column.max) values.push_back(*column.max - *column.step / 2);
    if (count && !date) values.push_back(Rational::ratio(1, 2));
    std::vector<Rational> seen;
    for (const Rational& value : values) {
      if (std::find(seen.begin(), seen.end(), value) != seen.end()) continue;
      seen.push_back(value);
      if (date) {
        column.values.emplace_back(iso_date(value.floor().small_numerator()));
      } else {
        column.values.emplace_back(value);
      }
    }
  }

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
    if (const JsonValue* value = on->find("value")) numerator_ = column_of(value->text);
    for (const char* kind : {"ratio", "percent"}) {
      const JsonValue* pair = on->find(kind);
      if (pair == nullptr || pair->children.size() != 2) continue;
      numerator_ = column_of(pair->children[0].text);
      denominator_ = column_of(pair->children[1].text);
      scale_ = std::string_view(kind) == "percent" ? 100 : 1;
    }
    if (!numerator_) denominator_.reset();
  }

  static bool is_bound(std::string_view key) {
    for (const char* word : {"from", "above", "to", "below", "min", "max"}) {
      if (key == word) return true;
    }
    return false;
  }

  void add_bound(const std::string& pointer, const std::string& key, const JsonValue& value,
                 const std::string& variable) {
    const auto number = number_in(value);
    if (!number) return;
    LeafBound bound{pointer, key, *number, variable, unit_of(*number), concerned_};
    std::size_t column = columns_.size();
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (columns_[i].name == variable) column = i;
    }
    if (variable == "x" && numerator_ && !denominator_) column = *numerator_;
    if (column < columns_.size()) {
      if (columns_[column].step) bound.unit = *columns_[column].step;
      if (columns_[column].type == InputType::count) bound.unit = max(bound.unit, Rational(1));
    }
    bounds_.push_back(std::move(bound));
  }

  /// Bounds inside the rule, and what they are bounds of: the quantity, an input named by `of` or
  /// by the key around them, or the value of the leaf's own column.
  void find_bounds(const JsonValue& value, const std::string& pointer, const std::string& variable,
                   bool body) {
    std::string about = variable;
    if (const JsonValue* groups = value.find("groups")) {
      concerned_.clear();
      for (const JsonValue& group : groups->children) concerned_.push_back(group.text);
    }
    if (const JsonValue* of = value.find("of")) {
      const auto column = column_of(of->text);
      about = column ? columns_[*column].name : "";
    }
    if (body && value.children.size() == 1) {  // {"bands": {...}}
      const JsonValue& kind = value.children.front();
      const bool on = kind.find("on") != nullptr;
      const bool single = !on && columns_.size() == 1 && columns_.front().json == nullptr;
      return find_bounds(kind, pointer + "/" + kind.key,
                         on ? "x" : single ? columns_.front().name : "", false);
    }
    for (std::size_t i = 0; i < value.children.size(); ++i) {
      const JsonValue& child = value.children[i];
      const std::string at =
          pointer + "/" +
          (value.kind == JsonValue::Kind::array ? std::to_string(i) : child.key);
      if (!about.empty() && is_bound(child.key) && number_in(child)) {
        add_bound(at, child.key, child, about);
      } else if (!child.children.empty()) {
        const auto named = value.kind == JsonValue::Kind::object ? column_of(child.key)
                                                                 : std::nullopt;
        find_bounds(child, at, named ? columns_[*named].name : about, child.key == "rule");
      }
    }
  }

  /// Numerators and denominators whose quotient lies at, just below and just above each bound.
  void quotients(std::vector<LeafInput>& list, const LeafInput& usual) const {
    const Column& top = columns_[*numerator_];
    const Column& bottom = columns_[*denominator_];
    const auto allowed = [](const Column& column, const Rational& value) {
      if (column.min && value < *column.min) return false;
      if (column.max && value > *column.max) return false;
      if (column.type == InputType::count && (!value.is_integer() || value.sign() < 0)) return false;
      return !column.step ||
             ((value - column.min.value_or(Rational(0))) / *column.step).is_integer();
    };
    const auto put = [&](const Rational& over, const Rational& under) {
      LeafInput input = usual;
      input.cells[*numerator_] = Cell(over);
      input.cells[*denominator_] = Cell(under);
      add(list, input);
    };
    std::vector<Rational> under;
    for (const std::int64_t value : {1000, 100, 10'000, 200, 500, 50, 20, 10, 3, 7, 1}) {
      if (allowed(bottom, Rational(value))) under.emplace_back(value);
    }
    for (const auto& end : {bottom.max, bottom.min}) {
      if (end && !end->is_zero()) under.push_back(*end);
    }
    std::vector<Rational> targets{Rational(0), scale_};
    for (const LeafBound& bound : bounds_) {
      if (bound.variable == "x") targets.push_back(bound.value);
    }
    std::vector<Rational> thresholds;
    constants(leaf_.find("rule")->children.front(), thresholds);
    targets.insert(targets.end(), thresholds.begin(), thresholds.end());
    for (const Rational& target : targets) {
      std::size_t exact = 0;
      for (const Rational& d : under) {
        const Rational n = target * d / scale_;
        const Rational step = top.step ? *top.step
                              : top.type == InputType::count ? Rational(1)
                                                             : unit_of(target) / 10;
        if (allowed(top, n)) {
          put(n, d);
          ++exact;
        }
        const Rational base = top.min.value_or(Rational(0));
        const Rational below = base + ((n - base) / step).floor() * step;
        put(below == n ? below - step : below, d);
        put(below + step, d);
        if (exact >= 2) break;
      }
    }
    put(0, 0);
    put(1, 0);
    if (!under.empty()) put(under.front() / 3, under.front());  // a quotient without end
    put(1, 3);
    put(2, 3);
  }

  /// Values all over the range, whose points are likely to need rounding.
  void fractions(std::vector<LeafInput>& list, const LeafInput& usual) const {
    constexpr int parts = 80;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      const Column& column = columns_[i];
      if (column.type != InputType::number && column.type != InputType::count) continue;
      if (denominator_ && i != *numerator_) continue;
      const Rational low = column.min.value_or(Rational(0));
      const Rational high = column.max.value_or(low + Rational(denominator_ ? 1000 : 100));
      const Rational unit = column.step                          ? *column.step
                            : column.type == InputType::count ? Rational(1)
                                                              : Rational::ratio(1, 1000);
      for (int k = 1; k < parts; ++k) {
        LeafInput input = usual;
        const Rational far = (high - low) * Rational(k) / Rational(parts);
        input.cells[i] = Cell(low + (far / unit).floor() * unit);
        if (denominator_) {
          // A power of two times ten gives ties, a prime gives quotients without end.
          for (const std::int64_t under : {1000, 1600, 997}) {
            input.cells[i] = Cell((Rational(under) * Rational(k) / Rational(parts)).floor());
            input.cells[*denominator_] = Cell(Rational(under));
            add(list, input);
          }
        } else {
          add(list, input);
        }
      }
    }
  }

  void halve(LeafInput low, const std::string& branch, LeafInput high, std::size_t column,
             std::vector<LeafInput>& found) const {
    const Column& about = columns_[column];
    Rational a = std::get<Rational>(low.cells[column].value());
    Rational b = std::get<Rational>(high.cells[column].value());
    const Rational unit = about.step ? *about.step
                          : about.type == InputType::count ? Rational(1)
                                                           : min(unit_of(a), unit_of(b));
    for (int turn = 0; turn < 60 && b - a > unit; ++turn) {
      const Rational middle = a + (((b - a) / unit) / 2).floor() * unit;
      if (middle == a) break;
      LeafInput between = low;
      between.cells[column] = Cell(middle);
      const auto outcome = try_leaf(plan_, {between}, true);
      if (outcome.empty()) return;
      (outcome.front().branch == branch ? a : b) = middle;
    }
    low.cells[column] = Cell(a);
    high.cells[column] = Cell(b);
    add(found, low);
    add(found, high);
  }

  const JsonValue& leaf_;
  Plan plan_;
  std::vector<std::string> groups_;
  std::vector<std::string> concerned_;  // the groups of the part of the rule that is read
  std::vector<Column> columns_;
  std::vector<LeafBound> bounds_;
  std::optional<std::size_t> numerator_;
  std::optional<std::size_t> denominator_;
  Rational scale_ = 1;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
