// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_set>
#include <utility>
#include <variant>
#include <vector>

#include <parindex/rubric/detail/rules.hpp>
#include <parindex/stop.hpp>
#include <parindex/testing/search/leaf_bounds.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// An input made for a purpose, and the bound that it is next to, if any.
struct DirectedInput {
  LeafInput input;
  std::optional<std::size_t> bound;
};

/// Inputs for the rows of a decision table: for each row, one that meets it and no row that takes
/// precedence; for each bound of a row, inputs of this kind at it and next to it; and one that
/// meets no row. Values are chosen one after the other so that each excludes the most rivals.
class RowInputs {
 public:
  static std::vector<DirectedInput> of(const LeafBounds& bounds, const Rule& rule) {
    RowInputs inputs(bounds);
    if (const auto* table = std::get_if<DecisionTable>(&rule)) {
      const std::string group = bounds.groups().empty() ? "" : bounds.groups().front();
      inputs.look(*table, "/rule", group);
    } else if (const auto* split = std::get_if<ByGroup>(&rule)) {
      for (std::size_t i = 0; i < split->cases.size(); ++i) {
        const auto* part = std::get_if<DecisionTable>(&split->cases[i].rule);
        if (part == nullptr) continue;
        for (const std::string& group : bounds.groups()) {
          if (!contains(split->cases[i].groups, group)) continue;
          inputs.look(*part, group_case_pointer(i), group);
          break;
        }
      }
    }
    return std::move(inputs.found_);
  }

 private:
  using Rows = std::vector<std::uint64_t>;  // a bit for each row of the table

  /// A value of a column, and the rows whose tests of the column it meets.
  struct Choice {
    Cell cell;
    Rows rows;
  };

  explicit RowInputs(const LeafBounds& bounds) : bounds_(bounds) {}

  void look(const DecisionTable& table, const std::string& at, const std::string& group) {
    table_ = &table;
    group_ = group;
    const std::string list = at + "/decision_table/rows/";
    find_choices();
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
      if (found_.size() > most) return;
      aim(row, {}, std::nullopt, std::nullopt);
    }
    if (otherwise_of(table) != nullptr || table.hit == DecisionTable::Hit::count) {
      aim(std::nullopt, {}, std::nullopt, std::nullopt);
    }
    for (std::size_t b = 0; b < bounds_.bounds().size(); ++b) {
      if (found_.size() > most) return;
      const LeafBound& bound = bounds_.bounds()[b];
      if (!bound.pointer.starts_with(list)) continue;
      const auto row = Rational::parse(
          std::string_view(bound.pointer)
              .substr(list.size(), bound.pointer.find('/', list.size()) - list.size()));
      if (!row) continue;
      const auto i = static_cast<std::size_t>(row->small_numerator());
      for (const int way : {0, -1, 1}) {
        aim(i, bound.variable, Rational(bound.value + Rational(way) * bound.unit), b);
      }
    }
  }

  void find_choices() {
    const std::vector<LeafField>& columns = bounds_.columns();
    choices_.assign(columns.size(), {});
    for (std::size_t c = 0; c < columns.size(); ++c) {
      for (const Cell& cell : columns[c].values) {
        if (is_sound(columns[c], cell)) choices_[c].push_back(choice(columns[c], cell));
      }
    }
  }

  static bool is_sound(const LeafField& column, const Cell& cell) {
    const auto* number = std::get_if<Rational>(&cell.value());
    if (number == nullptr) return true;
    if (column.min && *number < *column.min) return false;
    if (column.max && *number > *column.max) return false;
    if (column.type == InputType::count && (!number->is_integer() || number->sign() < 0)) {
      return false;
    }
    return !column.step ||
           ((*number - column.min.value_or(Rational(0))) / *column.step).is_integer();
  }

  Choice choice(const LeafField& column, const Cell& cell) const {
    Choice made{cell, Rows((table_->rows.size() + 63) / 64)};
    for (std::size_t row = 0; row < table_->rows.size(); ++row) {
      stop_point(100);
      const auto& tests = table_->rows[row].when;
      const bool holds = std::all_of(tests.begin(), tests.end(), [&](const Condition& test) {
        return this->holds(test, column, cell);
      });
      if (holds) made.rows[row / 64] |= std::uint64_t{1} << (row % 64);
    }
    return made;
  }

  /// Whether a value of a column meets a test; a test of another column does not restrict it.
  bool holds(const Condition& test, const LeafField& column, const Cell& cell) const {
    if (test.kind == Condition::Kind::any) {
      return std::any_of(test.parts.begin(), test.parts.end(),
                         [&](const Condition& part) { return holds(part, column, cell); });
    }
    const bool range = test.kind == Condition::Kind::range;
    const std::string& input = range ? test.of.input : test.input;
    if (bounds_.input_name(column) != input) return true;
    if (range) {
      const auto number = bounds_.number_of(column, cell);
      return number && in_range(test.lower, test.upper, *number);
    }
    if (const auto* flag = std::get_if<bool>(&cell.value())) {
      return contains(test.words, std::string(*flag ? "yes" : "no"));
    }
    const auto* word = std::get_if<std::string>(&cell.value());
    return word != nullptr && contains(test.words, *word);
  }

  /// The rows that would take precedence over a row if they also applied; without a row, all.
  Rows rivals_of(std::optional<std::size_t> row) const {
    Rows rivals((table_->rows.size() + 63) / 64);
    using Hit = DecisionTable::Hit;
    for (std::size_t i = 0; i < table_->rows.size(); ++i) {
      bool rival = !row;
      if (row && i != *row) {
        const Rational& own = points_of(*table_, table_->rows[*row]);
        const Rational& other = points_of(*table_, table_->rows[i]);
        rival = table_->hit == Hit::unique || (table_->hit == Hit::first && i < *row) ||
                (table_->hit == Hit::max && other > own) ||
                (table_->hit == Hit::priority && priority_of(*table_, table_->rows[i]) <
                                                     priority_of(*table_, table_->rows[*row])) ||
                (table_->hit == Hit::min && other < own);
      }
      if (rival) rivals[i / 64] |= std::uint64_t{1} << (i % 64);
    }
    return rivals;
  }

  static std::size_t count(const Rows& a, const Rows& b) {
    std::size_t found = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
      found += static_cast<std::size_t>(std::popcount(a[i] & b[i]));
    }
    return found;
  }

  /// Searches for an input of a row, or of none; with a value for the column of a bound, whether or
  /// not the row applies there.
  void aim(std::optional<std::size_t> row, const std::string& column,
           const std::optional<Rational>& value, std::optional<std::size_t> bound) {
    const std::vector<LeafField>& columns = bounds_.columns();
    Rows alive = rivals_of(row);
    LeafInput input;
    input.group = group_;
    std::optional<std::size_t> fixed;
    for (std::size_t c = 0; c < columns.size(); ++c) {
      input.cells.push_back(columns[c].usual);
      if (value && columns[c].name == column) fixed = c;
    }
    if (value) {
      if (!fixed) return;
      const Cell cell = cell_of(columns[*fixed], *value);
      if (!is_sound(columns[*fixed], cell)) return;
      const Choice here = choice(columns[*fixed], cell);
      input.cells[*fixed] = cell;
      for (std::size_t i = 0; i < alive.size(); ++i) alive[i] &= here.rows[i];
    }
    for (std::size_t c = 0; c < columns.size(); ++c) {
      if (c == fixed || columns[c].gate) continue;
      stop_point(20 * choices_[c].size() * alive.size());
      const Choice* best = nullptr;
      std::size_t fewest = 0;
      for (const Choice& each : choices_[c]) {
        if (row && (each.rows[*row / 64] >> (*row % 64) & 1) == 0) continue;
        const std::size_t left = count(alive, each.rows);
        if (best != nullptr && fewest <= left) continue;
        best = &each;
        fewest = left;
      }
      if (best == nullptr) return;
      input.cells[c] = best->cell;
      for (std::size_t i = 0; i < alive.size(); ++i) alive[i] &= best->rows[i];
    }
    if (count(alive, alive) != 0) return;
    std::string key = input.group + (bound ? "\n" + std::to_string(*bound) : "");
    for (const Cell& cell : input.cells) key += "\n" + cell.to_string();
    if (seen_.insert(std::move(key)).second) found_.push_back({std::move(input), bound});
  }

  static constexpr std::size_t most = 50'000;
  const LeafBounds& bounds_;
  const DecisionTable* table_ = nullptr;
  std::string group_;
  std::vector<std::vector<Choice>> choices_;  // by column
  std::unordered_set<std::string> seen_;
  std::vector<DirectedInput> found_;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
