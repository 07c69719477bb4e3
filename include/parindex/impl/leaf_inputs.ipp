// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include <parindex/detail/contains.hpp>
#include <parindex/detail/rules.hpp>
#include <parindex/detail/statistics.hpp>
#include <parindex/impl/leaf_fields.ipp>
#include <parindex/limits.hpp>
#include <parindex/stop.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Inputs in the order in which they came, each once.
class InputList {
 public:
  /// Whether it was not there before.
  bool add(LeafInput input) {
    stop_point(500);
    if (!known_.insert(key_of(input)).second) return false;
    inputs_.push_back(std::move(input));
    return true;
  }
  const std::vector<LeafInput>& inputs() const { return inputs_; }
  std::vector<LeafInput> take() { return std::move(inputs_); }

 private:
  std::vector<LeafInput> inputs_;
  std::unordered_set<std::string> known_;
};

/// A number in a rule or input on whose two sides different things happen.
struct LeafBound {
  std::string pointer;   // relative to the leaf: /rule/bands/steps/1/from
  std::string key;       // from, above, to, below, min, max
  Rational value;
  std::string variable;  // x for the quantity, the name of a data column, or words
  Rational unit;         // how far away still counts as just beside
  std::vector<std::string> groups = {};  // whose units it concerns; empty: all
  std::optional<std::size_t> compared = {};  // of a condition that compares an expression
};

/// Finds inputs for a leaf that lie on, just below and just above every bound of its rule, and
/// that take every branch. It reads the leaf as JSON, so that it knows kinds of rules which were
/// added after it; where the JSON does not tell how inputs lead to a bound, it tries and halves.
class LeafInputs {
 public:
  /// `leaf` is the text of the leaf that `plan` holds alone; of the groups, the first is that of
  /// the usual unit, and the others matter to the leaf.
  LeafInputs(const JsonValue& leaf, const Plan& plan, std::vector<std::string> groups)
      : leaf_(leaf), plan_(plan), groups_(std::move(groups)),
        compared_(compared_in(*plan.node(1).rule)), columns_(LeafFields(leaf, plan_).take()) {
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

  /// Many inputs: all combinations where there are few, else each value with the others usual.
  std::vector<LeafInput> candidates() const {
    InputList found;
    LeafInput usual;
    for (const LeafField& column : columns_) usual.cells.push_back(column.usual);
    if (!groups_.empty()) usual.group = groups_.front();
    found.add(usual);
    std::size_t product = 1;
    for (const LeafField& column : columns_) {
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
          found.add(other);
        }
      }
      LeafInput none = usual;  // all flags down, then each up alone
      for (std::size_t i = 0; i < columns_.size(); ++i) {
        if (columns_[i].type == InputType::boolean) none.cells[i] = Cell(false);
      }
      for (std::size_t i = 0; i < columns_.size(); ++i) {
        if (columns_[i].type != InputType::boolean) continue;
        found.add(none);
        LeafInput one = none;
        one.cells[i] = Cell(true);
        found.add(one);
      }
    }
    if (denominator_) quotients(found, usual);
    // Far away, where a cap or a floor begins to hold.
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      const InputType type = columns_[i].type;
      if (denominator_ || (type != InputType::number && type != InputType::count)) continue;
      for (const std::int64_t far : {10, 100, 10'000}) {
        for (const Rational& value : {Rational(far), Rational(-far)}) {
          if (columns_[i].max && value > *columns_[i].max) continue;
          if (value < columns_[i].min.value_or(type == InputType::count ? 0 : value)) continue;
          LeafInput other = usual;
          other.cells[i] = Cell(value);
          found.add(other);
        }
      }
    }
    if (leaf_.find("rounding") != nullptr) fractions(found, usual);
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      LeafInput missing = usual;
      missing.cells[i] = Missing{};
      found.add(missing);
    }
    for (const auto& [kind, texts] : plan_.rubric().draft().markers) {
      if (columns_.empty() || texts.empty()) continue;
      LeafInput none = usual;
      none.cells[0] = Cell(texts.front());
      found.add(none);
    }
    if (groups_.size() > 1) {
      const std::vector<LeafInput> first = found.inputs();
      for (std::size_t i = 1; i < groups_.size(); ++i) {
        for (LeafInput other : first) {
          other.group = groups_[i];
          found.add(std::move(other));
        }
      }
    }
    return found.take();
  }

  /// The value of a bound's variable in an input, given the outcome; nothing where there is none.
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

  /// How many people answered: all answers of all groups, without the sizes that are stated.
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

  /// Whether the ranges of the inputs prove that nothing lies on one side of a bound.
  bool nothing_there(const LeafBound& bound, bool below, bool at) const {
    const auto domain = domain_of(bound);
    if (!domain) return false;
    const Cut before{Cut::Where::before, bound.value};
    const Cut after{Cut::Where::after, bound.value};
    return !witness(*domain, below ? Cut{Cut::Where::below_all, 0} : at ? before : after,
                    below ? before : at ? after : Cut{Cut::Where::above_all, 0});
  }

  /// The two inputs next to a bound on the way from one below it to one beyond it: column after
  /// column changes from the one to the other, and where the bound is crossed the way is halved.
  std::vector<LeafInput> cross(const LeafBound& bound, LeafInput at, const LeafInput& to) const {
    const auto value_of = [&](const LeafInput& input) -> std::optional<Rational> {
      const auto outcome = try_leaf(plan_, {input}, true);
      return outcome.empty() ? std::nullopt : variable(bound, input, outcome.front());
    };
    const auto start = value_of(at);
    if (!start) return {};
    const bool from_below = *start < bound.value;
    const auto before = [&](const Rational& value) {
      return from_below ? value < bound.value : value > bound.value;
    };
    for (std::size_t column = 0; column < columns_.size(); ++column) {
      LeafInput next = at;
      next.cells[column] = to.cells[column];
      const auto value = value_of(next);
      if (!value || before(*value)) {
        if (value) at = std::move(next);
        continue;
      }
      if (number(at, column) && number(next, column)) {
        narrow(at, next, column, bound.unit, [&](const LeafOutcome& outcome) {
          const auto middle = variable(bound, at, outcome);
          return middle && before(*middle);
        });
      }
      std::vector<LeafInput> found{at, next};
      // One step beyond, in case the crossing itself lies on the bound.
      if (const auto number_there = number(next, column)) {
        const LeafField& about = columns_[column];
        const bool whole = about.type == InputType::count || about.type == InputType::date;
        Rational step = about.step ? *about.step : whole ? Rational(1) : bound.unit;
        if (*number_there < *number(at, column)) step = -step;
        LeafInput beyond = next;
        beyond.cells[column] = cell_of(about, *number_there + step);
        found.push_back(std::move(beyond));
      }
      return found;
    }
    return {};
  }

  /// Many combinations of values where there are too many for all, always the same ones.
  std::vector<LeafInput> samples() const {
    InputList found;
    std::size_t product = 1;
    bool flags_only = true;
    for (const LeafField& column : columns_) {
      product = std::min<std::size_t>(product * std::max<std::size_t>(1, column.values.size()),
                                      100'000);
      flags_only = flags_only && column.type == InputType::boolean;
    }
    if (product <= few || columns_.size() < 2 || denominator_ || flags_only) return {};
    std::uint64_t state = 1;
    for (std::size_t k = 0; k < sampled; ++k) {
      LeafInput input;
      for (const LeafField& column : columns_) {
        state = state * 6364136223846793005u + 1442695040888963407u;
        input.cells.push_back(column.values.empty()
                                  ? Cell()
                                  : column.values[(state >> 33) % column.values.size()]);
      }
      if (!groups_.empty()) input.group = groups_[k % groups_.size()];
      found.add(std::move(input));
    }
    return found.take();
  }

  /// Tables of a few units each, for a leaf that compares a unit with the others: three that lie
  /// next to each other, two of each candidate, and all together.
  std::vector<std::vector<LeafInput>> cohorts() const {
    const std::vector<LeafInput> all = candidates();
    std::vector<std::vector<LeafInput>> tables;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      const LeafField& column = columns_[i];
      if (column.type != InputType::number && column.type != InputType::count) continue;
      for (const Cell& middle : column.values) {
        LeafInput unit = all.front();
        const auto* value = std::get_if<Rational>(&middle.value());
        if (value == nullptr) continue;
        std::vector<LeafInput> table;
        for (const int step : {0, -1, 1}) {
          unit.cells[i] = Cell(*value + Rational(step) * column.step.value_or(Rational(1)));
          table.push_back(unit);
        }
        tables.push_back(std::move(table));
      }
    }
    for (const LeafInput& one : all) tables.push_back({one, one});
    for (const LeafInput& one : samples()) tables.push_back({one, one});
    tables.push_back(all);
    return tables;
  }

  /// Numbers whose points lie on a half of the last digit that the leaf leaves, if points run straight
  /// between two inputs that differ in one column alone.
  std::vector<LeafInput> ties(const std::vector<LeafInput>& inputs,
                              const std::vector<LeafOutcome>& outcomes) const {
    InputList found;
    const auto& rounding = plan_.node(1).rounding;
    if (!rounding || denominator_ || inputs.empty()) return {};
    const Rational scale = Rational(10).pow(rounding->digits);
    // By column: its values where the others are as in the first input, and the points there.
    std::vector<std::vector<std::pair<Rational, Rational>>> lines(columns_.size());
    for (std::size_t i = 0; i < inputs.size(); ++i) {
      stop_point(200 + 20 * columns_.size());
      if (!outcomes[i].exact) continue;
      const auto apart = columns_apart(inputs.front(), inputs[i]);
      if (!apart || apart->size() > 1) continue;
      for (std::size_t column = 0; column < columns_.size(); ++column) {
        if (!apart->empty() && apart->front() != column) continue;
        if (const auto value = number(inputs[i], column)) {
          lines[column].emplace_back(*value, *outcomes[i].exact);
        }
      }
    }
    for (std::size_t column = 0; column < columns_.size(); ++column) {
      const LeafField& about = columns_[column];
      if (about.type != InputType::number && about.type != InputType::count) continue;
      auto& line = lines[column];
      std::sort(line.begin(), line.end());
      for (std::size_t i = 0; i + 1 < line.size(); ++i) {
        const auto& [x, low] = line[i];
        const auto& [y, high] = line[i + 1];
        if (x == y || low == high) continue;
        for (const int parity : {0, 1}) {
          const Rational tie =
              ((min(low, high) * scale).floor() + parity + Rational::ratio(1, 2)) / scale;
          const Rational value = x + (tie - low) * (y - x) / (high - low);
          const Rational step = about.step                          ? *about.step
                                : about.type == InputType::count ? Rational(1)
                                                                  : Rational::ratio(1, 1'000'000);
          const Rational steps = (value - about.min.value_or(Rational(0))) / step;
          if (value <= x || value >= y || !steps.is_integer()) continue;
          LeafInput input = inputs.front();
          input.cells[column] = Cell(value);
          found.add(std::move(input));
        }
      }
    }
    return found.take();
  }

  /// Pairs of neighbours between which the branch changes although no bound says so, as where a
  /// cap begins to hold: halves the way between candidates until they are one unit apart.
  std::vector<LeafInput> flips(const std::vector<LeafInput>& inputs,
                               const std::vector<LeafOutcome>& outcomes) const {
    InputList found;
    // An input without one of its columns is told by the sum of the hashes of the others.
    const auto hash_of = [](const LeafInput& input, std::size_t column) {
      return std::hash<std::string>()(std::to_string(column) + "|" +
                                      input.cells[column].to_string());
    };
    std::vector<std::size_t> sums;
    for (const LeafInput& input : inputs) {
      std::size_t sum = std::hash<std::string>()(input.group);
      for (std::size_t k = 0; k < columns_.size(); ++k) sum += hash_of(input, k);
      stop_point(100 * columns_.size());
      sums.push_back(sum);
    }
    for (std::size_t column = 0; column < columns_.size(); ++column) {
      if (columns_[column].type != InputType::number && columns_[column].type != InputType::count) {
        continue;
      }
      if (denominator_ && column != *numerator_) continue;
      std::unordered_map<std::size_t, std::vector<std::size_t>> equal;  // in every other column
      for (std::size_t i = 0; i < inputs.size() && equal.size() <= few; ++i) {
        if (!std::holds_alternative<Rational>(inputs[i].cells[column].value())) continue;
        stop_point(200);
        equal[sums[i] - hash_of(inputs[i], column)].push_back(i);
      }
      if (equal.size() > few) continue;
      std::map<std::string, std::vector<std::size_t>> lines;
      for (auto& [sum, line] : equal) {
        const LeafInput& first = inputs[line.front()];
        std::string key = first.group;
        for (std::size_t k = 0; k < columns_.size(); ++k) {
          if (k != column) key += "|" + first.cells[k].to_string();
        }
        lines.emplace(std::move(key), std::move(line));
      }
      for (auto& [key, line] : lines) {
        if (line.size() < 2) continue;
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
    return found.take();
  }

 private:
  static constexpr std::size_t few = 64;
  static constexpr std::size_t sampled = 600;

  /// The first two columns in which two inputs differ, or as many as there are; nothing for inputs of
  /// different groups or cohorts.
  static std::optional<std::vector<std::size_t>> columns_apart(const LeafInput& a,
                                                               const LeafInput& b) {
    if (a.group != b.group || a.cohort != b.cohort) return std::nullopt;
    std::vector<std::size_t> apart;
    for (std::size_t i = 0; i < a.cells.size() && apart.size() < 2; ++i) {
      if (a.cells[i] != b.cells[i]) apart.push_back(i);
    }
    return apart;
  }

  void all(InputList& list, LeafInput input, std::size_t column) const {
    if (column == columns_.size()) {
      list.add(std::move(input));
      return;
    }
    for (const Cell& value : columns_[column].values) {
      input.cells[column] = value;
      all(list, input, column + 1);
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
    for (const char* word : {"from", "above", "to", "below", "min", "max", "minimum_sample"}) {
      if (key == word) return true;
    }
    return false;
  }

  void add_bound(const std::string& pointer, const std::string& key, const JsonValue& value,
                 const std::string& variable, std::optional<std::size_t> compared = {}) {
    const auto number = number_in(value);
    if (!number) return;
    LeafBound bound{pointer, key, *number, variable, unit_of(*number), concerned_, compared};
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
                         on ? "x" : single ? columns_.front().name : "", false);
    }
    for (std::size_t i = 0; i < value.children.size(); ++i) {
      const JsonValue& child = value.children[i];
      const std::string at =
          pointer + "/" +
          (value.kind == JsonValue::Kind::array ? std::to_string(i) : child.key);
      const bool named = !about.empty() || child.key == "minimum_sample";
      if (named && is_bound(child.key) && number_in(child)) {
        add_bound(at, child.key, child, about, compared);
      } else if (!child.children.empty()) {
        const auto input = value.kind == JsonValue::Kind::object ? column_of(child.key)
                                                                 : std::nullopt;
        find_bounds(child, at, input ? columns_[*input].name : compared ? "" : about,
                    child.key == "rule");
      }
    }
  }

  /// Numerators and denominators whose quotient lies at, just below and just above each bound.
  void quotients(InputList& list, const LeafInput& usual) const {
    const LeafField& top = columns_[*numerator_];
    const LeafField& bottom = columns_[*denominator_];
    const auto allowed = [](const LeafField& column, const Rational& value) {
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
      list.add(input);
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
    LeafFields::constants(leaf_.find("rule")->children.front(), thresholds);
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
  void fractions(InputList& list, const LeafInput& usual) const {
    constexpr int parts = 80;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      const LeafField& column = columns_[i];
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
            list.add(input);
          }
        } else {
          list.add(input);
        }
      }
    }
    if (denominator_) halves(list, usual);
  }

  /// Quotients whose points lie on a half of the last digit that the leaf leaves, where points grow
  /// with the quotient to the maximum: odd numerators over two or four such digits of the maximum.
  void halves(InputList& list, const LeafInput& usual) const {
    const Node& node = plan_.node(1);
    const LeafField& bottom = columns_[*denominator_];
    const LeafField& top = columns_[*numerator_];
    Rational whole = 1;  // times the maximum it is a whole number
    for (int i = 0; i < 9 && !(*node.max * whole).is_integer(); ++i) whole *= 10;
    for (const int twice : {2, 4}) {
      const Rational under = Rational(twice) * Rational(10).pow(node.rounding->digits) *
                             *node.max * whole;
      if (under.sign() <= 0 || (bottom.max && under > *bottom.max)) continue;
      for (int k = 1; k < half_parts; ++k) {
        const Rational even = (under * Rational(k) / Rational(4 * half_parts)).floor() * 4;
        for (const int odd : {1, 3}) {
          const Rational over = (even + odd) * whole;
          if (top.max && over > *top.max) continue;
          LeafInput input = usual;
          input.cells[*numerator_] = Cell(over);
          input.cells[*denominator_] = Cell(under);
          list.add(std::move(input));
        }
      }
    }
  }
  static constexpr int half_parts = 20;

  void halve(LeafInput low, const std::string& branch, LeafInput high, std::size_t column,
             InputList& found) const {
    narrow(low, high, column, min(unit_of(*number(low, column)), unit_of(*number(high, column))),
           [&](const LeafOutcome& outcome) { return outcome.branch == branch; });
    found.add(low);
    found.add(high);
  }

  /// Moves two inputs that differ in one column towards each other until a step of it lies between
  /// them; `is_low` says with which of the two an outcome between them goes.
  template <class IsLow>
  void narrow(LeafInput& low, LeafInput& high, std::size_t column, const Rational& fine,
              const IsLow& is_low) const {
    const LeafField& about = columns_[column];
    Rational a = *number(low, column);
    Rational b = *number(high, column);
    const bool whole = about.type == InputType::count || about.type == InputType::date;
    const Rational unit = about.step ? *about.step : whole ? Rational(1) : fine;
    for (int turn = 0; turn < 80 && abs(b - a) > unit; ++turn) {
      const Rational half = (abs(b - a) / unit / 2).floor() * unit;
      const Rational middle = a < b ? Rational(a + half) : Rational(a - half);
      if (middle == a) break;
      LeafInput between = low;
      between.cells[column] = cell_of(about, middle);
      const auto outcome = try_leaf(plan_, {between}, true);
      if (outcome.empty()) return;
      (is_low(outcome.front()) ? a : b) = middle;
    }
    low.cells[column] = cell_of(about, a);
    high.cells[column] = cell_of(about, b);
  }

  /// The values that the variable of a bound can take, as far as the check knows.
  std::optional<Domain> domain_of(const LeafBound& bound) const {
    const Node& leaf = plan_.node(1);
    if (bound.compared) return detail::domain_of(leaf, compared_[*bound.compared].test->of);
    if (bound.variable == "x") {
      return std::visit(
          [&](const auto& rule) -> std::optional<Domain> {
            if constexpr (requires { rule.on; }) return detail::domain_of(leaf, rule.on);
            return std::nullopt;
          },
          bound.groups.empty() ? *leaf.rule : rule_for(*leaf.rule, bound.groups.front()));
    }
    for (const LeafField& column : columns_) {
      if (column.name != bound.variable) continue;
      Domain domain;  // what a cell may hold is more than what the input allows
      if (column.type == InputType::date) {
        domain.lower = {Cut::Where::before, Rational(first_day)};
        domain.upper = {Cut::Where::after, Rational(last_day)};
      }
      return domain;
    }
    return std::nullopt;
  }

  /// The number or day in a cell; nothing in an empty one, and for words.
  std::optional<Rational> number(const LeafInput& input, std::size_t column) const {
    if (columns_[column].type == InputType::choice) return std::nullopt;
    const Cell::Value& value = input.cells[column].value();
    if (const auto* figure = std::get_if<Rational>(&value)) return *figure;
    const auto* text = std::get_if<std::string>(&value);
    if (text == nullptr) return std::nullopt;
    const auto day = day_of(*text);
    return day ? Rational(*day) : Rational::parse(*text, limits().cell_digits);
  }

  const JsonValue& leaf_;
  Plan plan_;
  std::vector<std::string> groups_;
  std::vector<std::string> concerned_;  // the groups of the part of the rule that is read
  std::vector<Compared> compared_;
  std::vector<LeafField> columns_;
  std::vector<LeafBound> bounds_;
  std::optional<std::size_t> numerator_;
  std::optional<std::size_t> denominator_;
  Rational scale_ = 1;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
