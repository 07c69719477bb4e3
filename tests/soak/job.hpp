// SPDX-License-Identifier: MIT
#pragma once

#include <parindex/io/json.hpp>
#include <parindex/parindex.hpp>

#include <cmath>
#include <cstdint>
#include <numeric>
#include <stdexcept>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

/// A rubric and a table of any number of rows, described in a few lines: the value of a column in a
/// row is taken from the pool of the column, at a position given by a hash of seed, column and row.
/// generate.py has the same hash, so it can compute the values of any row without storing the
/// table.
namespace soak {

namespace px = parindex;
using Json = nlohmann::json;

/// The finaliser of splitmix64.
inline std::uint64_t mix(std::uint64_t x) {
  x += 0x9e3779b97f4a7c15u;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
  return x ^ (x >> 31);
}

/// One value of a pool: null is missing, a JSON number a double, `{"r": "1/3"}` a rational,
/// `{"t": text}`, `{"b": bool}`, `{"x": "nan" | "inf" | "-inf"}`, `{"n": kind of no-value}`.
inline px::Cell cell_of(const Json& value) {
  if (value.is_null()) return px::Missing{};
  if (value.is_number()) return value.get<double>();
  const auto only = value.begin();
  const std::string& key = only.key();
  const Json& item = only.value();
  if (key == "b") return item.get<bool>();
  const std::string text = item.get<std::string>();
  if (key == "r") return px::Rational::parse(text).value();
  if (key == "t") return text;
  if (key == "x") return text == "nan" ? std::nan("") : text == "inf" ? HUGE_VAL : -HUGE_VAL;
  for (const auto kind :
       {px::NoValue::not_applicable, px::NoValue::not_proven, px::NoValue::refused}) {
    if (to_string(kind) == text) return kind;
  }
  throw std::runtime_error("no cell: " + value.dump());
}

inline double double_of(const Json& value) {
  if (value.is_number()) return value.get<double>();
  const std::string text = value.at("x").get<std::string>();
  return text == "nan" ? std::nan("") : text == "inf" ? HUGE_VAL : -HUGE_VAL;
}

struct Pool {
  std::string name;
  bool doubles = false;  ///< every value is a double: the table has an array
  std::vector<px::Cell> cells;
  std::vector<double> numbers;
};

/// Rows in the order of the table.
using Order = std::vector<std::size_t>;

/// A table, and the arrays that its columns refer to.
struct Data {
  px::Table table;
  std::vector<std::shared_ptr<std::vector<double>>> arrays;
};

class Job {
 public:
  explicit Job(const Json& json)
      : rubric(json.at("rubric").get<std::string>()),
        rows(json.at("rows").get<std::size_t>()),
        sample(json.at("sample").get<std::size_t>()),
        seed_(json.at("seed").get<std::uint64_t>()) {
    for (const Json& column : json.at("columns")) {
      Pool pool;
      pool.name = column.at("name");
      pool.doubles = column.at("doubles");
      for (const Json& value : column.at("pool")) {
        pool.cells.push_back(cell_of(value));
        if (pool.doubles) pool.numbers.push_back(double_of(value));
      }
      pools_.push_back(std::move(pool));
    }
    for (const Json& group : json.at("groups")) groups_.push_back(group);
    for (const Json& ranked : json.at("ranked")) ranked_.push_back(ranked);
  }

  std::string rubric;  ///< text of the rubric
  std::size_t rows;
  std::size_t sample;  ///< the number of first rows that the reference scores

  Order all() const {
    Order order(rows);
    std::iota(order.begin(), order.end(), std::size_t{0});
    return order;
  }

  Order shuffled() const {
    Order order = all();
    for (std::size_t i = rows; i > 1; --i) std::swap(order[i - 1], order[mix(seed_ ^ i) % i]);
    return order;
  }

  /// The table of some rows. With `cells`, every value is a cell, even if an array is possible.
  Data data(const Order& order, bool cells) const {
    Data made;
    for (const std::size_t row : order) {
      made.table.units.push_back("U" + std::to_string(row + 1));
      if (!groups_.empty()) made.table.groups.push_back(groups_[place(0, row, groups_.size())]);
      if (!ranked_.empty()) made.table.unranked.push_back(!ranked_[place(1, row, ranked_.size())]);
    }
    for (std::size_t i = 0; i < pools_.size(); ++i) {
      const Pool& pool = pools_[i];
      const auto at = [&](std::size_t row) { return place(i + 2, row, pool.cells.size()); };
      if (pool.doubles && !cells) {
        auto values = std::make_shared<std::vector<double>>();
        for (const std::size_t row : order) values->push_back(pool.numbers[at(row)]);
        made.table.columns.push_back(px::Column::over(pool.name, px::view_of(*values)));
        made.arrays.push_back(std::move(values));
      } else {
        std::vector<px::Cell> values;
        for (const std::size_t row : order) values.push_back(pool.cells[at(row)]);
        made.table.columns.emplace_back(pool.name, std::move(values));
      }
    }
    return made;
  }

 private:
  /// The position of the value of a row in its pool. One row in eight duplicates another.
  std::size_t place(std::size_t column, std::size_t row, std::size_t size) const {
    const std::uint64_t own = mix(seed_ ^ mix(row));
    const std::uint64_t as = own % 8 == 0 ? (own >> 8) % rows : row;
    return mix(seed_ + mix(column * 0x10001 + 1) + mix(as)) % size;
  }

  std::uint64_t seed_;
  std::vector<Pool> pools_;
  std::vector<std::string> groups_;  ///< empty: the table has no groups
  std::vector<bool> ranked_;         ///< empty: every unit is ranked
};

}  // namespace soak
