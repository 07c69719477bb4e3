// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include <parindex/detail/threads.hpp>
#include <parindex/engine/detail/block_scorer.hpp>
#include <parindex/engine/detail/plan_state.hpp>
#include <parindex/engine/detail/prepared_column.hpp>
#include <parindex/engine/detail/scores_state.hpp>
#include <parindex/engine/fixed/kernel.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Finds the points of a quick leaf for every code of its column, and loops that give the same.
class LeafPreparer {
 public:
  LeafPreparer(const FixedLeaf& leaf, const PreparedColumn& column)
      : leaf_(leaf), column_(column) {}

  PreparedLeaf run() {
    find_points();
    find_rows();
    if (find_steps() && is_confirmed()) return std::move(out_);
    if (find_proportion()) return std::move(out_);
    out_.form = PreparedLeaf::Form::table;
    return std::move(out_);
  }

 private:
  void find_points() {
    const std::span<const std::int16_t> codes = column_.codes(0);
    std::int16_t most = 0;
    for (std::size_t i = 0; i < column_.size(); ++i) most = std::max(most, codes[i]);
    std::vector<double> values;
    for (int code = 0; code <= most; ++code) values.push_back(code / column_.power());
    std::vector<double> points(values.size());
    const double* const from[] = {values.data()};
    kernel_for(Simd::best).leaf(leaf_, from, values.size(), points.data());
    for (const double each : points) {
      has_.push_back(!std::isnan(each));
      out_.points.push_back(has_.back() ? static_cast<std::int32_t>(each) : 0);
    }
  }

  void find_rows() {
    const std::span<const std::int16_t> codes = column_.codes(0);
    out_.unknown.push_back(0);
    for (std::size_t begin = 0; begin < column_.size(); begin += PreparedLeaf::group_rows) {
      const std::size_t end = std::min(column_.size(), begin + PreparedLeaf::group_rows);
      bool all = true;
      for (std::size_t i = begin; i < end; ++i) {
        all = all && codes[i] >= 0 && has_[static_cast<std::size_t>(codes[i])];
      }
      out_.unknown.push_back(out_.unknown.back() + (all ? 0 : 1));
    }
  }

  bool find_steps() {
    const auto first = std::find(has_.begin(), has_.end(), true);
    const auto last = std::find(first, has_.end(), false);
    if (first == has_.end() || std::find(last, has_.end(), true) != has_.end()) return false;
    const auto fits = [](std::int32_t points) {
      return points == static_cast<std::int16_t>(points);
    };
    const auto begin = static_cast<std::size_t>(first - has_.begin());
    const auto end = static_cast<std::size_t>(last - has_.begin());
    if (!std::all_of(out_.points.begin(), out_.points.end(), fits)) return false;
    out_.base = static_cast<std::int16_t>(out_.points[begin]);
    out_.at.fill(std::numeric_limits<std::int16_t>::max());  // no code is so large
    out_.step.fill(0);
    out_.count = 0;
    for (std::size_t code = begin + 1; code < end; ++code) {
      const std::int32_t change = out_.points[code] - out_.points[code - 1];
      if (change == 0) continue;
      if (out_.count == PreparedLeaf::most_steps) return false;
      out_.at[out_.count] = static_cast<std::int16_t>(code);
      out_.step[out_.count] = static_cast<std::int16_t>(change);
      ++out_.count;
    }
    out_.count = std::max<std::size_t>(out_.count, 1);
    out_.form = PreparedLeaf::Form::steps;
    return true;
  }

  bool find_proportion() {
    if (leaf_.kind != FixedKind::proportion) return false;
    out_.cut = 0;
    const auto most = static_cast<std::int32_t>(out_.points.size());
    while (leaf_.has_cut && out_.cut < most && out_.cut / column_.power() < leaf_.cut.at) {
      ++out_.cut;
    }
    out_.form = PreparedLeaf::Form::proportion;
    // A product that is a little too large reaches every half and every whole number that the exact
    // one reaches, and one that is a little too small does not.
    const auto nearest = static_cast<float>(leaf_.factor / column_.power());
    constexpr float infinity = std::numeric_limits<float>::infinity();
    for (const float offset : {0.5F, 0.0F, 1.0F}) {
      for (const float factor :
           {std::nextafter(nearest, infinity), nearest, std::nextafter(nearest, 0.0F)}) {
        out_.factor = factor;
        out_.offset = offset;
        if (is_confirmed()) return true;
      }
    }
    return false;
  }

  /// Whether the loops give the points of every code, on every set of instructions.
  bool is_confirmed() const {
    std::vector<std::int16_t> codes;
    while (codes.size() < out_.points.size() || codes.size() % PreparedLeaf::group_rows != 0) {
      codes.push_back(static_cast<std::int16_t>(codes.size() % out_.points.size()));
    }
    for (const Simd simd : {Simd::best, Simd::avx2, Simd::baseline}) {
      std::vector<std::int32_t> sums(codes.size());
      kernel_for(simd).prepared(out_, leaf_, codes.data(), codes.size(), {sums.data(), 1, nullptr});
      for (std::size_t i = 0; i < codes.size(); ++i) {
        const auto code = static_cast<std::size_t>(codes[i]);
        if (has_[code] && sums[i] != out_.points[code]) return false;
      }
    }
    return true;
  }

  const FixedLeaf& leaf_;
  const PreparedColumn& column_;
  PreparedLeaf out_;
  std::vector<bool> has_;  // by code
};

/// Replaces the columns of a table by copies that were read once, without those that the plan does
/// not read.
inline void prepare_table(const Plan& plan, ReadTable& data, unsigned threads) {
  const PlanState& state = plan.state();
  std::vector<const FixedLeaf*> leaf_of(state.columns.size());
  for (const FixedLeaf& leaf : state.lanes.leaves) {
    if (leaf.quick.on) leaf_of[state.nodes[leaf.node].first_column] = &leaf;
  }
  std::vector<Column> made(state.columns.size());
  std::vector<std::shared_ptr<PreparedColumn>> coded(made.size());
  std::atomic<std::size_t> next{0};
  run_threads(std::min(threads_of(threads), made.size()), [&] {
    for (std::size_t i = next++; i < made.size(); i = next++) {
      const Column* const from = data.columns[i];
      if (!from) continue;
      const InputType type = state.columns[i].type;
      made[i].name = from->name;
      if (type == InputType::date) {
        for (std::size_t row = 0; row < from->size(); ++row) made[i].cells.push_back(from->at(row));
        continue;
      }
      auto column = std::make_shared<PreparedColumn>(*from, type, state.specs[i].options);
      if (leaf_of[i] && column->has_codes()) {
        column->set_leaf(LeafPreparer(*leaf_of[i], *column).run());
      }
      coded[i] = column->has_codes() ? column : nullptr;
      made[i].source = std::move(column);
    }
  });
  std::erase(coded, nullptr);
  const std::size_t rows = coded.empty() ? 0 : coded.front()->size();
  const auto tiles = std::make_shared<CodeTiles>(coded.size(), rows, block_rows_of(rows));
  next = 0;
  run_threads(std::min(threads_of(threads), std::max<std::size_t>(coded.size(), 1)), [&] {
    for (std::size_t i = next++; i < coded.size(); i = next++) coded[i]->move_to(tiles, i);
  });
  std::vector<Column> kept;
  kept.reserve(made.size());  // `columns` points into it
  for (std::size_t i = 0; i < made.size(); ++i) {
    if (!data.columns[i]) continue;
    kept.push_back(std::move(made[i]));
    data.columns[i] = &kept.back();
  }
  // Without names, only a column says how many rows there are.
  if (kept.empty()) kept.emplace_back("", std::vector<Cell>(data.table.rows()));
  data.table.columns = std::move(kept);
}

}  // namespace detail

PARINDEX_END_NAMESPACE
