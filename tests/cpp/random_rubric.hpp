// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <initializer_list>
#include <iterator>
#include <limits>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <parindex/parindex.hpp>

#include "sample.hpp"

namespace random_rubrics {

namespace px = parindex;
using namespace sample;

inline constexpr px::RoundingMode modes[] = {
    px::RoundingMode::half_up, px::RoundingMode::half_even, px::RoundingMode::half_down,
    px::RoundingMode::up,      px::RoundingMode::down,      px::RoundingMode::floor,
    px::RoundingMode::ceiling};

/// Random rubrics that combine every kind of rule, aggregation and rounding.
class RandomRubric {
 public:
  /// `partial`: nodes for some groups only, and every way in which what is left out matters.
  explicit RandomRubric(std::uint64_t seed, bool partial = false)
      : random_(seed), partial_(partial) {}

  px::RubricDraft draft() {
    auto made = sample::draft(1, {});
    made.root.missing = pick(policies_);
    made.root.children.clear();
    if (partial_) made.groups = {{"A", {}}, {"B", {}}};
    const std::size_t fields = below(4) + 1;
    const bool mean = below(3) == 0;
    for (std::size_t i = 0; i < fields; ++i) {
      const std::string code = std::to_string(i + 1);
      made.root.children.push_back(below(3) == 0 ? leaf(code) : group(code));
    }
    finish(made.root, mean);
    return made;
  }

  std::mt19937_64& random() { return random_; }
  std::size_t below(std::size_t n) { return random_() % n; }

 private:
  template <class T, std::size_t n>
  T pick(const T (&list)[n]) {
    return list[below(n)];
  }

  px::Node group(const std::string& code) {
    std::vector<px::Node> children;
    const std::size_t count = below(4) + 1;
    for (std::size_t i = 0; i < count; ++i) {
      children.push_back(leaf(code + "." + std::to_string(i + 1)));
    }
    auto node = sample::group(code, 1, std::move(children));
    finish(node, below(3) == 0);
    return node;
  }

  // Sets the maximum, and the weights under a mean.
  void finish(px::Node& node, bool mean) {
    px::Rational sum = 0;
    for (px::Node& child : node.children) {
      sum += *child.max;
      if (mean) child.weight = px::Rational::ratio(static_cast<int>(below(5)) + 1, 3);
    }
    node.max = mean ? px::Rational(10) : sum;
    node.aggregation = mean ? px::Aggregation(px::WeightedMean{}) : px::Aggregation(px::Sum{});
    if (partial_ && below(2) == 0) {
      const std::size_t least = std::min<std::size_t>(node.children.size(), 2);
      if (mean && below(2) == 0) {
        for (px::Node& child : node.children) child.weight.reset();
        node.aggregation = px::Mean{least, {}};
      } else if (mean) {
        std::get<px::WeightedMean>(*node.aggregation).minimum_available = least;
      } else {
        std::get<px::Sum>(*node.aggregation).excluded =
            pick({px::LeftOut::rescale, px::LeftOut::redistribute});
      }
    }
    if (partial_ && below(2) == 0) finish_otherwise(node);
    if (below(3) == 0) node.rounding = px::Rounding{static_cast<int>(below(4)), pick(modes)};
    accept_everything(node);
  }

  // Aggregations that are no sum, and the steps after an aggregation.
  void finish_otherwise(px::Node& node) {
    for (px::Node& child : node.children) child.weight.reset();
    switch (below(5)) {
      case 0: node.aggregation = px::Minimum{}; break;
      case 1: node.aggregation = px::Best{below(3) + 1}; break;
      case 2: node.aggregation = px::Median{}; break;
      case 3: {
        px::Sum sum;
        for (const px::Node& child : node.children) {
          if (&child == &node.children.front() || below(3) != 0) continue;
          px::Adjustment each;
          each.kind = pick({px::Adjustment::Kind::bonus, px::Adjustment::Kind::penalty});
          each.code = child.code;
          each.to_maximum = each.kind == px::Adjustment::Kind::bonus && below(2) == 0;
          if (!each.to_maximum && below(2) == 0) each.limit = points();
          sum.adjust.push_back(each);
        }
        node.aggregation = sum;
        break;
      }
      default: node.aggregation = px::Sum{};
    }
    if (below(2) == 0) node.cap = px::Rational::ratio(static_cast<int>(below(12)) + 1, 2);
    if (below(3) == 0) node.floor = px::Rational::ratio(-static_cast<int>(below(5)), 3);
    for (const char* id : {"veto", "limit"}) {
      if (below(3) != 0) continue;
      px::Gate gate;
      gate.id = id;
      gate.points = points();
      gate.kind = pick({px::Gate::Kind::points, px::Gate::Kind::cap});
      node.gates.push_back(gate);
    }
  }

  static void accept_everything(px::Node& node) {
    for (const char* code : {"maximum_mismatch", "maximum_unreachable", "maximum_exceeded",
                             "minimum_above_zero", "minimum_below_zero"}) {
      node.accept[code] = "a random rubric";
    }
  }

  px::Rational points() {
    return px::Rational::ratio(static_cast<std::int64_t>(below(41)) - 4, pick({1, 2, 4, 10, 3}));
  }
  template <class T>
  T pick(std::initializer_list<T> list) {
    return list.begin()[below(list.size())];
  }

  px::Quantity quantity(std::vector<px::Input>& inputs) {
    px::Quantity on;
    switch (below(3)) {
      case 0:
        inputs.push_back(number("value", below(2) == 0 ? -5 : 0, 200));
        on = value("value");
        break;
      case 1:
        // Declared in the opposite order to the division.
        inputs.push_back(count("b"));
        inputs.push_back(count("a"));
        on = percent("a", "b");
        break;
      default:
        inputs.push_back(count("a"));
        inputs.push_back(count("b"));
        on = percent("a", "b");
        on.kind = px::Quantity::Kind::ratio;
        on.max = 3;
    }
    if (on.kind != px::Quantity::Kind::value) on.when_zero = pick(policies_);
    return on;
  }

  static px::Linear lines(px::Quantity on) {
    px::Linear rule{std::move(on), {}};
    rule.pieces.push_back({{}, sample::below(10), 1, 1, {}});
    rule.pieces.push_back({from(10), to(60), px::Rational::ratio(2, 3), 2, {}});
    rule.pieces.push_back({above(60), {}, 3, 3, {}});
    return rule;
  }

  // Kinds that the loops of the fixed lane do not know.
  px::Rule other_rule(std::vector<px::Input>& inputs, bool& rounds) {
    const auto marks = [&] {
      inputs = {number("value", 0, 100), count("times", 1)};
      inputs.back().max = 20;
    };
    const px::Expression a = px::Expression::of(std::string("value"));
    switch (below(9)) {
      case 0: return lines(quantity(inputs));
      case 1: return px::Target{quantity(inputs), 40, px::Rational::ratio(91, 3)};
      case 2: {
        px::Goalposts rule{quantity(inputs),
                           px::Expression::of(px::Rational(5)),
                           px::Expression::of(px::Rational(80)),
                           true,
                           false,
                           {}};
        rule.clamp = below(2) == 0;
        rule.log = rounds = below(3) == 0;
        return rule;
      }
      case 3: {
        marks();
        using px::build::Term;
        px::Formula rule;
        rule.cases.push_back({px::Condition(Term(a) > 70), px::Expression(Term(a) / Term(30)), {}});
        rule.cases.push_back(
            {{},
             px::Expression(Term(a) * Term(px::Expression::of(std::string("times"))) / Term(400)),
             {}});
        rule.cap = 5;
        return rule;
      }
      case 4:
        return px::Deduction{5, {{"a", 1, 3, {}}, {"b", px::Rational::ratio(1, 3), {}, {}}}, 4};
      case 5: {
        inputs = {number("value", 0, 100)};
        px::Linear other = lines(value("value"));
        other.pieces.front().points_from = other.pieces.front().points_to = 0;
        px::ByGroup rule;
        rule.cases.push_back({{"A"}, lines(value("value"))});
        rule.cases.push_back({{"B"}, other});
        return rule;
      }
      case 6: return px::PerItem{quantity(inputs), px::Rational::ratio(1, 7), 4};
      case 7: return px::Imported{"SIPAS", "2020", ""};
      default: return px::Levels{{{"a", 100, {}}, {"b", px::Rational::ratio(100, 3), {}}}};
    }
  }

  px::Node leaf(const std::string& code) {
    std::vector<px::Input> inputs;
    px::Rule rule = px::YesNo{points(), points()};
    bool rounds = false;
    switch (partial_ && below(2) == 0 ? 7 : below(7)) {
      case 7:
        rule = other_rule(inputs, rounds);
        rounds = rounds || below(4) != 0;
        break;
      case 0:
        rule = px::Choice{{{"a", points(), {}}, {"b", points(), {}}, {"7", points(), {}}}};
        break;
      case 1: break;
      case 2: rule = px::AllOf{{{"a", {}}, {"b", {}}}, points(), points()}; break;
      case 3: rule = px::Checklist{{{"a", points(), {}}, {"b", points(), {}}}}; break;
      case 4: {
        px::Bands bands{quantity(inputs), {}};
        std::optional<px::Bound> lower;
        px::Rational at = 0;
        const std::size_t cuts = below(7);
        for (std::size_t i = 0; i < cuts; ++i) {
          at += px::Rational::ratio(static_cast<int>(below(30)) + 1, pick({1, 10, 3}));
          const bool closed = below(2) == 0;
          bands.steps.push_back(band(lower, px::Bound{at, closed}, points()));
          lower = px::Bound{at, !closed};
        }
        bands.steps.push_back(band(lower, {}, points()));
        std::shuffle(bands.steps.begin(), bands.steps.end(), random_);
        rule = bands;
        break;
      }
      case 5: {
        px::Proportional proportion;
        proportion.on = quantity(inputs);
        proportion.full_at = px::Rational::ratio(static_cast<int>(below(120)) + 1, pick({1, 3}));
        proportion.cap = 7;
        if (below(2) == 0) proportion.cut_off = px::CutOff{{pick({1, 25, 50}), below(2) == 0}, 0};
        if (below(2) == 0) proportion.floor = px::Rational::ratio(1, 4);
        rule = proportion;
        break;
      }
      default:
        rule = px::Direct{"-0.5"_dec, 10,
                          below(2) == 0 ? std::optional(px::Rational("0.25"_dec)) : std::nullopt};
    }
    auto node = sample::leaf(code, static_cast<int>(below(6)) + 1, std::move(rule), inputs);
    if (rounds || below(2) == 0) {
      node.rounding = px::Rounding{static_cast<int>(below(5)), pick(modes)};
    }
    if (partial_ && below(8) == 0) node.cap = 2;
    if (below(3) == 0) node.missing = pick(policies_);
    if (partial_ && below(3) == 0) {
      node.missing = px::MissingPolicy::points;
      node.no_value_points[px::NoValue::missing] = points();
    }
    if (partial_ && below(4) == 0) node.only_for = {pick({"A", "B"})};
    accept_everything(node);
    return node;
  }

  std::mt19937_64 random_;
  bool partial_;
  static constexpr px::MissingPolicy policies_[] = {
      px::MissingPolicy::error, px::MissingPolicy::zero, px::MissingPolicy::exclude,
      px::MissingPolicy::full};
};

/// Doubles at which an inexact engine would be wrong.
inline double adversarial(RandomRubric& from) {
  constexpr double special[] = {0.0,    -0.0,  5e-324, 1e-300, 9007199254740992.0,
                                1e15,   1e300, -1e-20, 50.0,   25.0,
                                1.0,    0.5,   0.1,    0.3,    100.0,
                                33.333, 1e22,  4.35,   2.675,  1.005};
  double v = special[from.below(std::size(special))];
  switch (from.below(6)) {
    case 0: break;
    case 1: v = std::nextafter(v, 1e308); break;
    case 2: v = std::nextafter(v, -1e308); break;
    case 3: v = static_cast<double>(from.below(2000)) / 8; break;  // halves of many roundings
    case 4: v = static_cast<double>(from.below(20000)) / 100; break;
    default: v = static_cast<double>(from.below(200));
  }
  if (from.below(200) == 0) v = std::numeric_limits<double>::quiet_NaN();
  if (from.below(200) == 0) v = std::numeric_limits<double>::infinity();
  return v;
}

inline px::Cell adversarial_cell(RandomRubric& from, px::InputType type) {
  if (from.below(40) == 0) return px::Missing{};
  switch (type) {
    case px::InputType::boolean:
      return from.below(3) == 0 ? px::Cell(from.below(2)) : px::Cell(from.below(2) == 0);
    case px::InputType::choice: {
      const px::Cell cells[] = {"a", "b", 7, "7", "c"};
      return cells[from.below(20) == 0 ? 4 : from.below(4)];
    }
    case px::InputType::count:
      if (from.below(100) == 0) return px::Cell(1'000'000'007LL * 1'000'003);
      return px::Cell(from.below(60));
    case px::InputType::date:
    case px::InputType::number: break;
  }
  if (from.below(60) == 0) return px::Cell("1e2");
  if (from.below(60) == 0) return px::Cell(true);
  return px::Cell(adversarial(from));
}

/// A column of doubles read in place, next to columns of cells.
struct RandomTable {
  std::vector<std::vector<double>> doubles;
  px::Table table;
};

inline RandomTable random_table(RandomRubric& from, const px::Plan& plan, std::size_t rows) {
  RandomTable made;
  made.doubles.reserve(plan.columns().size());
  for (const auto& column : plan.columns()) {
    const bool number = column.type == px::InputType::number || column.type == px::InputType::count;
    if (number && from.below(2) == 0) {
      std::vector<double> values(rows);
      const bool clean = from.below(2) == 0;  // whole blocks in which no value leaves the lane
      for (double& v : values) {
        v = clean                                 ? static_cast<double>(from.below(1600)) / 8
            : column.type == px::InputType::count ? std::floor(std::fabs(adversarial(from)))
                                                  : adversarial(from);
      }
      made.doubles.push_back(std::move(values));
      made.table.columns.push_back(px::Column::over(column.name, px::view_of(made.doubles.back())));
    } else {
      std::vector<px::Cell> cells;
      for (std::size_t i = 0; i < rows; ++i) cells.push_back(adversarial_cell(from, column.type));
      made.table.columns.push_back({column.name, std::move(cells)});
    }
  }
  return made;
}

}  // namespace random_rubrics
