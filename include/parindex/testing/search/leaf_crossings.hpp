// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

#include <parindex/stop.hpp>
#include <parindex/testing/search/input_list.hpp>
#include <parindex/testing/search/leaf_bounds.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Finds, by trying and bisection, inputs at places that the JSON of a leaf does not state: where a
/// bound is crossed, where the branch changes, and where points are at a half.
class LeafCrossings {
 public:
  explicit LeafCrossings(const LeafBounds& bounds)
      : bounds_(bounds),
        plan_(bounds.plan()),
        columns_(bounds.columns()),
        quantity_(bounds.quantity()) {}

  /// The two inputs next to a bound on the way from one below it to one beyond it. The columns
  /// change one after the other, and the column that crosses the bound is bisected.
  std::vector<LeafInput> cross(const LeafBound& bound, LeafInput at, const LeafInput& to) const {
    const auto value_of = [&](const LeafInput& input) -> std::optional<Rational> {
      const auto outcome = try_leaf(plan_, {input}, true);
      return outcome.empty() ? std::nullopt : bounds_.variable(bound, input, outcome.front());
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
          const auto middle = bounds_.variable(bound, at, outcome);
          return middle && before(*middle);
        });
      }
      std::vector<LeafInput> found{at, next};
      // One step further, in case the crossing itself is at the bound.
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

  /// Numbers whose points are at a half of the last digit that the leaf keeps, if the points are
  /// linear between two inputs that differ in only one column.
  std::vector<LeafInput> ties(const std::vector<LeafInput>& inputs,
                              const std::vector<LeafOutcome>& outcomes) const {
    InputList found;
    const auto& rounding = plan_.node(1).rounding;
    if (!rounding || quantity_.denominator || inputs.empty()) return {};
    const Rational scale = Rational(1) / step_of(*rounding);
    // By column: its values in inputs that otherwise equal the first one, and the points there.
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
          const Rational step = about.step                       ? *about.step
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

  /// Pairs of neighbours between which the branch changes without a bound, for example where a cap
  /// takes effect: bisects between candidates until they are one unit apart.
  std::vector<LeafInput> flips(const std::vector<LeafInput>& inputs,
                               const std::vector<LeafOutcome>& outcomes) const {
    InputList found;
    // An input without one of its columns is identified by the sum of the hashes of the others.
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
      if (quantity_.denominator && column != *quantity_.numerator) continue;
      std::unordered_map<std::size_t, std::vector<std::size_t>> equal;  // in every other column
      for (std::size_t i = 0; i < inputs.size() && equal.size() <= most_lines; ++i) {
        if (!std::holds_alternative<Rational>(inputs[i].cells[column].value())) continue;
        stop_point(200);
        equal[sums[i] - hash_of(inputs[i], column)].push_back(i);
      }
      if (equal.size() > most_lines) continue;
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
  static constexpr std::size_t most_lines = 64;

  /// The first two columns in which two inputs differ, or fewer if they differ in fewer. Nothing
  /// for inputs of different groups or cohorts.
  static std::optional<std::vector<std::size_t>> columns_apart(const LeafInput& a,
                                                               const LeafInput& b) {
    if (a.group != b.group || a.cohort != b.cohort) return std::nullopt;
    std::vector<std::size_t> apart;
    for (std::size_t i = 0; i < a.cells.size() && apart.size() < 2; ++i) {
      if (a.cells[i] != b.cells[i]) apart.push_back(i);
    }
    return apart;
  }

  void halve(LeafInput low, const std::string& branch, LeafInput high, std::size_t column,
             InputList& found) const {
    narrow(low, high, column, min(unit_of(*number(low, column)), unit_of(*number(high, column))),
           [&](const LeafOutcome& outcome) { return outcome.branch == branch; });
    found.add(low);
    found.add(high);
  }

  /// Moves two inputs that differ in one column towards each other until they are one step apart;
  /// `is_low` decides which of the two an outcome between them replaces.
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

  std::optional<Rational> number(const LeafInput& input, std::size_t column) const {
    return bounds_.number(input, column);
  }

  const LeafBounds& bounds_;
  const Plan& plan_;
  const std::vector<LeafField>& columns_;
  const QuantityColumns& quantity_;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
