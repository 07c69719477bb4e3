// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <functional>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <parindex/detail/date.hpp>
#include <parindex/detail/json_text.hpp>
#include <parindex/detail/visit.hpp>
#include <parindex/numbers/detail/unit.hpp>
#include <parindex/rubric/detail/aggregations.hpp>
#include <parindex/rubric/detail/check/node_report.hpp>
#include <parindex/rubric/detail/operations.hpp>
#include <parindex/rubric/detail/parts.hpp>
#include <parindex/rubric/detail/rules.hpp>
#include <parindex/testing/detail/sentences.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// One change of a tree, at the child that `path` leads to.
struct Mutation {
  enum class Kind { text, key, remove, swap };
  std::vector<std::size_t> path;
  Kind kind = Kind::text;
  std::string now;      // the new text or key; or the child is swapped with the next one
  std::string pointer;  // relative to the root of the tree
  Phrase change;        // in words
};

/// Every small mistake in a part of a rubric, derived from the descriptions of its fields: numbers
/// and dates one unit to either side, ends of ranges opened or closed, words replaced, optional
/// members removed. There are no mutations of members for readers (titles, notes, sources), for the
/// check (directions, sums of weights) or for the process (agencies, evidence, layers). There are
/// also none of calendar days or of the names of inputs, options and groups, which data and cases
/// use.
class Mutations {
 public:
  /// Mutations of a leaf or node, without its children.
  static std::vector<Mutation> of(const JsonValue& part, const Node& node) {
    Mutations all(part);
    all.common(node);
    if (node.weights.empty()) {
      all("weight", node.weight);
    } else {
      all("weight", node.weights);
    }
    if (node.informative) all.enter("informative", [&] { all.remove(); });
    if (node.index_rounding) {
      all.enter("index_rounding", [&] {
        if (node.index_rounding->rounding) all.value(*node.index_rounding->rounding);
        all.remove();
      });
    }
    all("ranking", node.ranking);
    all("classes", node.classes);
    all.optional("inputs", node.inputs);
    if (node.rule) all("rule", *node.rule);
    return std::move(all.found_);
  }
  /// Mutations of the top of a rubric, without its nodes.
  static std::vector<Mutation> of(const JsonValue& part, const RubricDraft& draft) {
    Mutations all(part);
    all.common(draft.root);
    if (draft.index_rounding) all("index_rounding", *draft.index_rounding);
    all("ranking", draft.ranking);
    all("classes", draft.classes);
    return std::move(all.found_);
  }

  static JsonValue apply(JsonValue tree, const Mutation& mutation) {
    JsonValue* parent = &tree;
    for (std::size_t i = 0; i + 1 < mutation.path.size(); ++i) {
      parent = &parent->children[mutation.path[i]];
    }
    const std::size_t last = mutation.path.back();
    switch (mutation.kind) {
      case Mutation::Kind::text: parent->children[last].text = mutation.now; break;
      case Mutation::Kind::key: parent->children[last].key = mutation.now; break;
      case Mutation::Kind::remove:
        parent->children.erase(parent->children.begin() + static_cast<std::ptrdiff_t>(last));
        break;
      case Mutation::Kind::swap:
        std::swap(parent->children[last], parent->children[last + 1]);
        break;
    }
    return tree;
  }

  // ---- fields, by their descriptions -----------------------------------------------------------
  template <class T>
  void operator()(std::string_view key, const T& what, std::string_view = {}) {
    enter(key, [&] {
      value(what);
      if constexpr (IsOptional<T>::value) remove();
    });
  }
  template <class T>
  void optional(std::string_view key, const T& what, std::string_view = {}) {
    enter(key, [this, &inner = what] { value(inner); });
  }
  /// A chain of codes; each applies if those before it leave a tie.
  void optional(std::string_view key, const std::vector<std::string>& chain,
                std::string_view = {}) {
    enter(key, [&] {
      for (std::size_t i = 0; i < chain.size(); ++i) {
        enter(i, "/" + std::to_string(i), [&] {
          add(Mutation::Kind::remove, "",
              say(sentence::mutant_removed, std::string(key) + " " + chain[i]));
          if (i + 1 == chain.size()) return;
          add(Mutation::Kind::swap, "", say(sentence::mutant_swapped, key, chain[i], chain[i + 1]));
        });
      }
    });
  }
  /// Numbers in the order of their priority.
  void optional(std::string_view key, const std::vector<Rational>& ranked, std::string_view = {}) {
    enter(key, [&] {
      for (std::size_t i = 0; i + 1 < ranked.size(); ++i) {
        enter(i, "/" + std::to_string(i), [&] {
          add(Mutation::Kind::swap, "",
              say(sentence::mutant_swapped, key, ranked[i].to_string(), ranked[i + 1].to_string()));
        });
      }
    });
  }
  template <class T>
  void some(std::string_view key, const T& what, std::string_view = {}, Ids = Ids::identifiers) {
    enter(key, [this, &inner = what] { value(inner); });
  }
  void id(std::string_view, const std::string&, Ids = Ids::identifiers) {}
  void identifier(std::string_view, const std::string&, std::string_view = {}) {}
  /// One of the outputs of a table: those next to it, if they give other points.
  void label(std::string_view key, const std::string& id, bool, std::string_view = {}) {
    const auto found = std::find_if(outputs_.begin(), outputs_.end(),
                                    [&](const Option& each) { return each.id == id; });
    if (found == outputs_.end()) return;
    enter(key, [&] {
      const auto offer = [&](const Option& other) {
        if (other.points != found->points) text(other.id);
      };
      if (found != outputs_.begin()) offer(*std::prev(found));
      if (std::next(found) != outputs_.end()) offer(*std::next(found));
    });
  }
  void optional(std::string_view key, const std::vector<Option>& outputs, std::string_view = {}) {
    outputs_ = outputs;
    enter(key, [&] { value(outputs); });
  }
  void word(std::string_view key, bool flag, const std::array<std::string_view, 2>& words,
            std::string_view = {}) {
    enter(key, [&] { text(words[!flag]); });
  }
  template <class Members>
  void object(std::string_view key, const Members& members, std::string_view = {}) {
    enter(key, [&] { members(*this); });
  }
  void tests(std::string_view key, const std::vector<Condition>& tests, std::string_view = {}) {
    enter(key, [&] {
      for (const Condition& test : tests) {
        if (test.kind == Condition::Kind::range) {
          enter(test.of.input, [&] { range(test); });
        } else if (test.kind == Condition::Kind::any) {
          enter(input_of_test(test), [&] {
            for (std::size_t i = 0; i < test.parts.size(); ++i) {
              enter(i, "/" + std::to_string(i), [&] { range(test.parts[i]); });
            }
          });
        }
      }
    });
  }
  void ends(const std::optional<Bound>& lower, const std::optional<Bound>& upper,
            bool dates = false) {
    if (lower) end(*lower, {"from", "above"}, dates);
    if (upper) end(*upper, {"to", "below"}, dates);
  }
  void end(const Bound& upper) { end(upper, {"to", "below"}, false); }
  void line(std::string_view one, std::string_view first, std::string_view last,
            const Rational& from, const Rational& to) {
    if (from == to) return operator()(one, from);
    operator()(first, from);
    operator()(last, to);
  }

 private:
  explicit Mutations(const JsonValue& part) { here_.push_back(&part); }

  // ---- places ----------------------------------------------------------------------------------
  template <class Visit>
  void enter(std::string_view key, const Visit& visit) {
    const std::vector<JsonValue>& members = here_.back()->children;
    for (std::size_t i = 0; i < members.size(); ++i) {
      if (members[i].key == key) return enter(i, pointer_step(key), visit);
    }
  }
  template <class Visit>
  void enter(std::size_t child, const std::string& step, const Visit& visit) {
    const std::size_t length = pointer_.size();
    here_.push_back(&here_.back()->children[child]);
    path_.push_back(child);
    pointer_ += step;
    visit();
    pointer_.resize(length);
    path_.pop_back();
    here_.pop_back();
  }
  const JsonValue& here() const { return *here_.back(); }

  // ---- mistakes at the place -------------------------------------------------------------------
  void text(std::string_view other) {
    const std::string& key = here().key;
    add(Mutation::Kind::text, std::string(other),
        say(sentence::mutant_becomes, key.empty() ? "" : key + " ", here().text, other));
  }
  void rename(std::string_view other) {
    const std::string& key = here().key;
    add(Mutation::Kind::key, std::string(other),
        say(sentence::mutant_becomes, key + " ", here().text,
            std::string(other) + " " + here().text));
  }
  void remove() { add(Mutation::Kind::remove, "", say(sentence::mutant_removed, here().key)); }
  void add(Mutation::Kind kind, std::string now, Phrase change) {
    found_.push_back({path_, kind, std::move(now), pointer_, std::move(change)});
  }
  template <class Words, class Word>
  void words(const Words& all, const Word& now) {
    for (const auto& each : all) {
      if (each != now) text(to_string(each));
    }
  }

  // ---- values ----------------------------------------------------------------------------------
  template <class T>
  void value(const T& what) {
    if constexpr (IsOptional<T>::value) {
      if (what) value(*what);
    } else if constexpr (requires { words_of(what); }) {
      words(words_of(what), what);
    } else {
      fields(*this, what);
    }
  }
  template <class T>
  void value(const std::vector<T>& list) {
    for (std::size_t i = 0; i < list.size(); ++i) {
      enter(i, "/" + std::to_string(i), [&] { value(list[i]); });
    }
  }
  template <class T>
  void value(const Nested<T>& list) {
    for (std::size_t i = 0; i < list.size(); ++i) {
      enter(i, "/" + std::to_string(i), [&] { value(list[i]); });
    }
  }
  template <class T>
  void value(const std::map<std::string, T, std::less<>>& map) {
    for (const auto& [key, what] : map) {
      enter(key, [this, &inner = what] { value(inner); });
    }
  }
  void value(const Rational& number) {
    const Rational unit = unit_of(number);
    text((number + unit).to_string());
    text((number - unit).to_string());
  }
  void value(std::size_t number) {
    text(std::to_string(number + 1));
    if (number > 0) text(std::to_string(number - 1));
  }
  void value(const std::string&) {}                                    // names
  void value(const std::map<std::string, Direction, std::less<>>&) {}  // for the check
  void value(const bool&) {}                                           // determines the columns

  void day(const Rational& date) {
    text(iso_date(date.small_numerator() + 1));
    text(iso_date(date.small_numerator() - 1));
  }
  void end(const Bound& bound, const std::array<std::string_view, 2>& keys, bool dates) {
    enter(keys[bound.closed ? 0 : 1], [&] {
      dates ? day(bound.value) : value(bound.value);
      rename(keys[bound.closed ? 1 : 0]);
    });
  }
  void range(const Condition& test) { ends(test.lower, test.upper, test.dates); }

  void value(const Rounding& rounding) {
    if (rounding.has_step()) {
      enter("step", [&] { value(step_of(rounding)); });
    } else {
      enter("digits", [&] { value(static_cast<std::size_t>(rounding.digits)); });
    }
    operator()("mode", rounding.mode);
  }
  void value(const Input& input) {
    const bool date = input.type == InputType::date;
    const auto bound = [&](std::string_view key, const std::optional<Rational>& what) {
      if (!what) return;
      enter(key, [&] { date ? day(*what) : value(*what); });
    };
    bound("min", input.min);
    bound("max", input.max);
    operator()("step", input.step);
    operator()("rounding", input.rounding);
    if (!input.impute) return;
    enter("impute", [&] {
      enter("by", [&] { value(input.impute->by); });
      operator()("when_none", input.impute->when_none);
      remove();
    });
  }
  void value(const Quantity& quantity) {
    using Of = Quantity::Kind;
    if (quantity.kind == Of::formula) {
      operator()("formula", *quantity.formula);
      optional("let", quantity.let);
    }
    if (quantity.kind == Of::figure) figure(*quantity.formula);
    operator()("when_zero", quantity.when_zero);
    operator()("rounding", quantity.rounding);
    operator()("min", quantity.min);
    operator()("max", quantity.max);
  }
  void value(const Expression& expression) {
    using Of = Expression::Kind;
    switch (expression.kind) {
      case Of::number: return value(expression.number);
      case Of::date: return day(expression.number);
      case Of::input: return;
      case Of::figure: return figure(expression);
      default: break;
    }
    // An object of one key, the operation.
    enter(0, "/" + here().children[0].key, [&] {
      switch (expression.kind) {
        case Of::abs: return value(expression.parts[0]);
        case Of::map: return enter("values", [&] { value(expression.values); });
        case Of::round:
        case Of::power:
        case Of::root:
        case Of::exp:
        case Of::log:
          enter("of", [&] { value(expression.parts[0]); });
          if (expression.kind != Of::log || !expression.number.is_zero()) {
            enter(number_key(expression.kind), [&] { value(expression.number); });
          }
          if (expression.rounding) value(*expression.rounding);
          return;
        case Of::winsorise:
          enter("of", [&] { value(expression.parts[0]); });
          enter("low", [&] { value(expression.parts[1]); });
          return enter("high", [&] { value(expression.parts[2]); });
        case Of::cohort:
          enter("of", [&] { value(expression.parts[0]); });
          statistic(expression);
          return enter("within", [&] { text(expression.within_group ? "all" : "group"); });
        default: return value(expression.parts);
      }
    });
  }
  void statistic(const Expression& expression) {
    const bool rounds = has_rounding(expression.statistic);
    const std::string_view own = number_key(expression.statistic);
    enter("statistic", [&] {
      for (const Statistic each : words_of(Statistic())) {
        // The others need other keys.
        const bool fits = has_rounding(each) == rounds && number_key(each) == own;
        if (each != expression.statistic && fits) text(to_string(each));
      }
    });
    if (!own.empty()) enter(own, [&] { value(expression.number); });
    if (expression.statistic == Statistic::quantile) {
      const bool linear = expression.method == QuantileMethod::linear;
      enter("method", [&] { text(linear ? "nearest_rank" : "linear"); });
    }
    if (!rounds) return;
    enter("units", [&] { text(expression.sample ? "population" : "sample"); });
    value(*expression.rounding);
  }
  void figure(const Expression& expression) {
    operator()("figure", expression.figure);
    operator()("when_none", expression.when_none);
  }
  void value(const Condition& condition) {
    using Of = Condition::Kind;
    switch (condition.kind) {
      case Of::range: enter("of", [&] { value(condition.of); }); return range(condition);
      case Of::is: return;
      case Of::all: return enter("all", [&] { value(condition.parts); });
      case Of::any: return enter("any", [&] { value(condition.parts); });
      case Of::none: return enter("not", [&] { value(condition.parts[0]); });
    }
  }
  void value(const Rule& rule) {
    enter(name_of(rule),
          [&] { detail::visit([&](const auto& kind) { fields(*this, kind); }, rule); });
  }
  void value(const Aggregation& aggregation) {
    if (here().kind == JsonValue::Kind::string) return other_words(aggregation);
    enter(name_of(aggregation),
          [&] { detail::visit([&](const auto& kind) { fields(*this, kind); }, aggregation); });
  }
  void other_words(const Aggregation& aggregation) {
    const auto offer = [&]<class Each>(const Each& each) {
      if (stated_fields(each) != 0 || std::holds_alternative<Each>(aggregation)) return;
      text(kind_of(each).key);
    };
    const auto all = [&]<std::size_t... kind>(std::index_sequence<kind...>) {
      (offer(std::variant_alternative_t<kind, Aggregation>()), ...);
    };
    all(std::make_index_sequence<std::variant_size_v<Aggregation>>());
  }
  void value(const Adjustment& each) {
    operator()(each.kind == Adjustment::Kind::bonus ? "cap" : "floor", each.limit);
    if (each.to_maximum) enter("cap", [&] { remove(); });
    if (each.limit || each.to_maximum) return;  // one key would also be read as another
    enter(to_string(each.kind),
          [&] { rename(each.kind == Adjustment::Kind::bonus ? "penalty" : "bonus"); });
  }
  void value(const Gate& gate) {
    if (gate.when) {
      enter("when", [&] {
        if (!gate.when->no_value.empty()) return;
        enter(to_string(gate.when->on), [&] { ends(gate.when->lower, gate.when->upper); });
        operator()("stage", gate.when->stage);
      });
    }
    enter(to_string(gate.kind), [&] {
      value(gate.points);
      rename(gate.kind == Gate::Kind::cap ? "points" : "cap");
    });
  }

  /// The keys that nodes and the whole rubric share.
  void common(const Node& node) {
    const auto stated = [&](std::string_view key, const auto& what) {
      if (what) enter(key, [&] { value(*what); });
    };
    stated("max", node.max);
    stated("aggregation", node.aggregation);
    operator()("nothing_left", node.nothing_left);
    const auto policy = [&](NoValue kind, const std::optional<MissingPolicy>& given) {
      if (given != MissingPolicy::points) return operator()(to_string(kind), given);
      enter(to_string(kind),
            [&] { enter("points", [&] { value(node.no_value_points.at(kind)); }); });
    };
    policy(NoValue::missing, node.missing);
    policy(NoValue::not_applicable, node.not_applicable);
    policy(NoValue::not_proven, node.not_proven);
    policy(NoValue::refused, node.refused);
    operator()("cap", node.cap);
    operator()("floor", node.floor);
    optional("gates", node.gates);
    operator()("rounding", node.rounding);
  }

  std::vector<const JsonValue*> here_;  // path from the part to the current place
  std::vector<std::size_t> path_;
  std::string pointer_;
  std::vector<Option> outputs_;  // of the decision table
  std::vector<Mutation> found_;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
