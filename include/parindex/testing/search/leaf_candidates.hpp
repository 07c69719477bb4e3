// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <parindex/testing/search/input_list.hpp>
#include <parindex/testing/search/leaf_bounds.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Candidate inputs for a leaf: at, just below and just above every bound of its rule, as far as
/// its JSON shows how inputs determine the value, and inputs that take its branches. None of them
/// is scored.
class LeafCandidates {
 public:
  explicit LeafCandidates(const LeafBounds& bounds)
      : bounds_(bounds),
        leaf_(bounds.leaf()),
        plan_(bounds.plan()),
        groups_(bounds.groups()),
        columns_(bounds.columns()),
        quantity_(bounds.quantity()) {}

  /// Whether `candidates` has every combination of values that are worth a try.
  bool tries_all() const {
    std::size_t product = 1;
    for (const LeafField& column : columns_) {
      product =
          std::min<std::size_t>(product * std::max<std::size_t>(1, column.values.size()), 100'000);
    }
    return product <= few;
  }

  /// Many inputs: all combinations if there are few, otherwise each value with the others usual.
  std::vector<LeafInput> candidates() const {
    InputList found;
    LeafInput usual;
    for (const LeafField& column : columns_) usual.cells.push_back(column.usual);
    if (!groups_.empty()) usual.group = groups_.front();
    found.add(usual);
    if (tries_all()) {
      all(found, usual, 0);
    } else {
      for (std::size_t i = 0; i < columns_.size(); ++i) {
        LeafInput other = usual;
        for (const Cell& value : columns_[i].values) {
          other.cells[i] = value;
          found.add(other);
        }
      }
      LeafInput none = usual;  // all flags no, then each alone yes
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
    if (quantity_.denominator) quotients(found, usual);
    // Far away, where a cap or a floor takes effect.
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      const InputType type = columns_[i].type;
      if (quantity_.denominator || (type != InputType::number && type != InputType::count))
        continue;
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
    nothing_to_impute(found, usual);
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

  /// Many combinations of values if there are too many for all; the selection is deterministic.
  std::vector<LeafInput> samples() const {
    InputList found;
    bool flags_only = true;
    for (const LeafField& column : columns_) {
      flags_only = flags_only && column.type == InputType::boolean;
    }
    if (tries_all() || columns_.size() < 2 || quantity_.denominator || flags_only) return {};
    std::uint64_t state = 1;
    for (std::size_t k = 0; k < sampled; ++k) {
      LeafInput input;
      for (const LeafField& column : columns_) {
        state = state * 6364136223846793005u + 1442695040888963407u;
        input.cells.push_back(
            column.values.empty() ? Cell() : column.values[(state >> 33) % column.values.size()]);
      }
      if (!groups_.empty()) input.group = groups_[k % groups_.size()];
      found.add(std::move(input));
    }
    return found.take();
  }

  /// Tables of a few units each, for a leaf that compares a unit with the others: three consecutive
  /// candidates, two of each candidate, and all together.
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

 private:
  /// Each imputed input missing, with all inputs that only imputations read.
  void nothing_to_impute(InputList& list, const LeafInput& usual) const {
    const std::vector<ColumnSpec>& specs = plan_.state().specs;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (!specs[i].imputed) continue;
      LeafInput lone = usual;
      lone.cells[i] = Missing{};
      for (std::size_t k = 0; k < columns_.size(); ++k) {
        if (specs[k].optional) lone.cells[k] = Missing{};
      }
      list.add(std::move(lone));
    }
  }

  static constexpr std::size_t few = 64;
  static constexpr std::size_t sampled = 600;

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

  /// Numerators and denominators whose quotient is at, just below and just above each bound.
  void quotients(InputList& list, const LeafInput& usual) const {
    const LeafField& top = columns_[*quantity_.numerator];
    const LeafField& bottom = columns_[*quantity_.denominator];
    const auto allowed = [](const LeafField& column, const Rational& value) {
      if (column.min && value < *column.min) return false;
      if (column.max && value > *column.max) return false;
      if (column.type == InputType::count && (!value.is_integer() || value.sign() < 0))
        return false;
      return !column.step ||
             ((value - column.min.value_or(Rational(0))) / *column.step).is_integer();
    };
    const auto put = [&](const Rational& over, const Rational& under) {
      LeafInput input = usual;
      input.cells[*quantity_.numerator] = Cell(over);
      input.cells[*quantity_.denominator] = Cell(under);
      list.add(input);
    };
    std::vector<Rational> under;
    for (const std::int64_t value : {1000, 100, 10'000, 200, 500, 50, 20, 10, 3, 7, 1}) {
      if (allowed(bottom, Rational(value))) under.emplace_back(value);
    }
    for (const auto& end : {bottom.max, bottom.min}) {
      if (end && !end->is_zero()) under.push_back(*end);
    }
    std::vector<Rational> targets{Rational(0), quantity_.scale};
    for (const LeafBound& bound : bounds_.bounds()) {
      if (bound.variable == "x") targets.push_back(bound.value);
    }
    std::vector<Rational> thresholds;
    LeafFields::constants(leaf_.find("rule")->children.front(), thresholds);
    targets.insert(targets.end(), thresholds.begin(), thresholds.end());
    for (const Rational& target : targets) {
      std::size_t exact = 0;
      for (const Rational& d : under) {
        const Rational n = target * d / quantity_.scale;
        const Rational step = top.step                       ? *top.step
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
    if (!under.empty()) put(under.front() / 3, under.front());  // a nonterminating quotient
    put(1, 3);
    put(2, 3);
  }

  /// Values over the whole range, whose points are likely to need rounding.
  void fractions(InputList& list, const LeafInput& usual) const {
    constexpr int parts = 80;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      const LeafField& column = columns_[i];
      if (column.type != InputType::number && column.type != InputType::count) continue;
      if (quantity_.denominator && i != *quantity_.numerator) continue;
      const Rational low = column.min.value_or(Rational(0));
      const Rational high = column.max.value_or(low + Rational(quantity_.denominator ? 1000 : 100));
      const Rational unit = column.step                       ? *column.step
                            : column.type == InputType::count ? Rational(1)
                                                              : Rational::ratio(1, 1000);
      for (int k = 1; k < parts; ++k) {
        LeafInput input = usual;
        const Rational far = (high - low) * Rational(k) / Rational(parts);
        input.cells[i] = Cell(low + (far / unit).floor() * unit);
        if (quantity_.denominator) {
          // A power of two times ten gives ties, a prime gives nonterminating quotients.
          for (const std::int64_t under : {1000, 1600, 997}) {
            input.cells[i] = Cell((Rational(under) * Rational(k) / Rational(parts)).floor());
            input.cells[*quantity_.denominator] = Cell(Rational(under));
            list.add(input);
          }
        } else {
          list.add(input);
        }
      }
    }
    if (quantity_.denominator) halves(list, usual);
  }

  /// Quotients whose points are at a half of the last digit that the leaf keeps, if the points grow
  /// with the quotient up to the maximum: odd numerators over two or four of these digits of the
  /// maximum.
  void halves(InputList& list, const LeafInput& usual) const {
    const Node& node = plan_.node(1);
    const LeafField& bottom = columns_[*quantity_.denominator];
    const LeafField& top = columns_[*quantity_.numerator];
    Rational whole = 1;  // its product with the maximum is an integer
    for (int i = 0; i < 9 && !(*node.max * whole).is_integer(); ++i) whole *= 10;
    for (const int twice : {2, 4}) {
      const Rational under = (Rational(twice) / step_of(*node.rounding) * *node.max * whole)
                                 .rounded(Rounding(0, RoundingMode::ceiling));
      if (under.sign() <= 0 || (bottom.max && under > *bottom.max)) continue;
      for (int k = 1; k < half_parts; ++k) {
        const Rational even = (under * Rational(k) / Rational(4 * half_parts)).floor() * 4;
        for (const int odd : {1, 3}) {
          const Rational over = (even + odd) * whole;
          if (top.max && over > *top.max) continue;
          LeafInput input = usual;
          input.cells[*quantity_.numerator] = Cell(over);
          input.cells[*quantity_.denominator] = Cell(under);
          list.add(std::move(input));
        }
      }
    }
  }
  static constexpr int half_parts = 20;

  const LeafBounds& bounds_;
  const JsonValue& leaf_;
  const Plan& plan_;
  const std::vector<std::string>& groups_;
  const std::vector<LeafField>& columns_;
  const QuantityColumns& quantity_;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
