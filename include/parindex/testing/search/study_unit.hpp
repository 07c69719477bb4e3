// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

#include <parindex/detail/json_writer.hpp>
#include <parindex/engine/detail/sparse_column.hpp>
#include <parindex/engine/plan.hpp>
#include <parindex/engine/score.hpp>
#include <parindex/stop.hpp>
#include <parindex/testing/search/leaf_lab.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// The value of a cell as a case file writes it.
inline void cell_json(const Cell& cell, JsonWriter& out) {
  const Cell::Value& value = cell.value();
  if (cell.is_missing()) {
    out.null();
  } else if (const auto* flag = std::get_if<bool>(&value)) {
    out.boolean(*flag);
  } else if (const auto* number = std::get_if<Rational>(&value)) {
    // A whole number of usual size reads better without quotes.
    const bool plain = number->is_integer() && number->is_small();
    plain ? out.raw(number->to_string()) : out.string(number->to_string());
  } else if (const auto* text = std::get_if<std::string>(&value)) {
    out.string(*text);
  } else {
    out.null();
  }
}

/// A unit of a table: values by column, its group, and its table if that matters.
struct StudyUnit {
  using Cells = std::map<std::string, Cell, std::less<>>;

  std::shared_ptr<const Cells> base = {};  // values shared with other units
  Cells own = {};                          // values that differ from the base
  std::string group = {};
  std::string cohort = {};

  /// The value of a column, or nullptr.
  const Cell* find(const std::string& column) const {
    for (const Cells* cells : {&own, base.get()}) {
      if (cells == nullptr) continue;
      const auto found = cells->find(column);
      if (found != cells->end()) return &found->second;
    }
    return nullptr;
  }
  friend bool operator==(const StudyUnit&, const StudyUnit&) = default;
};

/// A key that is equal exactly for equal units with the same base.
inline std::string key_of(const StudyUnit& unit) {
  std::string key;
  add_to_key(key, 'g', unit.group);
  add_to_key(key, 'c', unit.cohort);
  for (const auto& [column, cell] : unit.own) {
    stop_point(100);
    add_to_key(key, 'n', column);
    add_to_key(key, cell);
  }
  return key;
}

/// The columns of a plan in which two bases of units differ.
inline std::vector<std::size_t> differences(const Plan& plan, const StudyUnit::Cells* a,
                                            const StudyUnit::Cells* b) {
  std::vector<std::size_t> found;
  const auto value = [](const StudyUnit::Cells* cells, const std::string& column) {
    if (cells == nullptr) return Cell();
    const auto at = cells->find(column);
    return at == cells->end() ? Cell() : at->second;
  };
  for (std::size_t i = 0; i < plan.columns().size(); ++i) {
    stop_point(300);
    const std::string& column = plan.columns()[i].name;
    if (a != b && value(a, column) != value(b, column)) found.push_back(i);
  }
  return found;
}

/// The columns in which units differ from a base. The units must outlive this object.
class UnitColumns {
 public:
  UnitColumns(const Plan& plan, std::shared_ptr<const StudyUnit::Cells> base)
      : plan_(plan), base_(std::move(base)) {
    for (std::size_t i = 0; i < plan.columns().size(); ++i) at_.emplace(plan.columns()[i].name, i);
  }

  const StudyUnit::Cells* base() const { return base_.get(); }

  /// In order: the columns in which the unit may have another value, and all columns with its own
  /// values.
  std::vector<std::size_t> of(const StudyUnit& unit) {
    std::vector<std::size_t> columns;
    if (unit.base != base_) {
      const auto [known, fresh] = bases_.try_emplace(unit.base.get());
      if (fresh) known->second = differences(plan_, unit.base.get(), base_.get());
      columns = known->second;
    }
    for (const auto& [name, cell] : unit.own) {
      const auto found = at_.find(name);
      if (found != at_.end()) columns.push_back(found->second);
    }
    std::sort(columns.begin(), columns.end());
    columns.erase(std::unique(columns.begin(), columns.end()), columns.end());
    return columns;
  }

 private:
  const Plan& plan_;
  const std::shared_ptr<const StudyUnit::Cells> base_;
  std::unordered_map<std::string_view, std::size_t> at_;
  std::map<const StudyUnit::Cells*, std::vector<std::size_t>> bases_;
};

/// Units as one table. Values that many of them share are stored once.
inline Table unit_table(const Plan& plan, const std::vector<StudyUnit>& units) {
  const auto shared = std::find_if(units.begin(), units.end(),
                                   [](const StudyUnit& unit) { return unit.base != nullptr; });
  UnitColumns columns(plan, shared == units.end() ? nullptr : shared->base);
  std::vector<std::vector<SparseColumn::Other>> others(plan.columns().size());
  for (std::size_t row = 0; row < units.size(); ++row) {
    for (const std::size_t at : columns.of(units[row])) {
      stop_point(100);
      const Cell* const found = units[row].find(plan.columns()[at].name);
      others[at].emplace_back(row, found == nullptr ? Cell() : *found);
    }
  }
  Table table;
  for (std::size_t i = 0; i < plan.columns().size(); ++i) {
    const std::string& name = plan.columns()[i].name;
    Cell usual;
    if (columns.base() != nullptr) {
      const auto found = columns.base()->find(name);
      if (found != columns.base()->end()) usual = found->second;
    }
    table.columns.push_back(Column::over(
        name,
        std::make_shared<SparseColumn>(units.size(), std::move(usual), std::move(others[i]))));
  }
  for (const StudyUnit& unit : units) {
    if (!unit.group.empty()) table.groups.resize(units.size());
  }
  for (std::size_t i = 0; i < table.groups.size(); ++i) table.groups[i] = units[i].group;
  return table;
}

/// The options for scoring the units of cases.
inline ScoreOptions unit_options() {
  ScoreOptions options;
  options.threads = 1;
  options.issues = no_limit;  // cases expect them
  return options;
}

/// Scores units as one table.
inline Checked<Scores> score_units(const Plan& plan, const std::vector<StudyUnit>& units) {
  return score(plan, unit_table(plan, units), unit_options());
}

}  // namespace detail

PARINDEX_END_NAMESPACE
