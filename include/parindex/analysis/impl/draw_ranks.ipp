// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <utility>
#include <vector>

#include <parindex/analysis/detail/sentences.hpp>
#include <parindex/analysis/detail/shared_ranks.hpp>
#include <parindex/analysis/detail/sort_numbers.hpp>
#include <parindex/analysis/draw_ranks.hpp>
#include <parindex/detail/portable.hpp>
#include <parindex/error.hpp>
#include <parindex/stop.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

struct DrawnFigure {
  std::int64_t numerator;
  std::int64_t denominator;
  std::size_t unit;

  bool above(const DrawnFigure& other) const {
    if (denominator == other.denominator) return numerator > other.numerator;
    return int128{numerator} * other.denominator > int128{other.numerator} * denominator;
  }
};

inline void check_figures(const DrawFigures& figures) {
  const std::size_t all = figures.numerators.size();
  const std::size_t units = figures.units;
  const bool whole = units == 0 ? all == 0 : all % units == 0 && all / units == figures.draws;
  const auto fits = [](std::size_t size, std::size_t wanted) {
    return size == 0 || size == wanted;
  };
  if (whole && fits(figures.denominators.size(), all) && fits(figures.groups.size(), units) &&
      (fits(figures.valid.size(), all) || figures.valid.size() == units)) {
    return;
  }
  throw Error(say(sentence::draws_of_another_size));
}

/// Ranks the units of one group, draw by draw.
class GroupRanker {
 public:
  GroupRanker(const DrawFigures& figures, std::vector<std::size_t> units, bool dense,
              std::vector<std::int32_t>& ranks)
      : figures_(figures), units_(std::move(units)), dense_(dense), ranks_(ranks) {
    found_.reserve(units_.size());
    by_draw_ = figures.valid.size() != figures.units;
  }

  void run() {
    for (std::size_t draw = 0; draw < figures_.draws; ++draw) {
      stop_point(10 * units_.size());
      row_ = draw * figures_.units;
      find_valid();
      if (!rank_in_words()) rank_slowly();
    }
  }

 private:
  void find_valid() {
    const auto valid = figures_.valid;
    const auto below = figures_.denominators;
    found_.clear();
    for (const std::size_t unit : units_) {
      if (!valid.empty() && valid[by_draw_ ? row_ + unit : unit] == 0) continue;
      const std::int64_t denominator = below.empty() ? 1 : below[row_ + unit];
      if (denominator <= 0) throw Error(say(sentence::draws_need_denominators_above_0));
      found_.push_back({figures_.numerators[row_ + unit], denominator, unit});
    }
  }

  /// Whole numbers, each in one word with the place of its unit; false if they do not fit.
  bool rank_in_words() {
    if (!figures_.denominators.empty() || found_.empty()) return false;
    const auto [least, most] = std::minmax_element(
        found_.begin(), found_.end(),
        [](const DrawnFigure& a, const DrawnFigure& b) { return a.numerator < b.numerator; });
    const auto top = static_cast<std::uint64_t>(most->numerator);
    const auto bits = static_cast<unsigned>(std::bit_width(found_.size() - 1));
    const std::uint64_t range = top - static_cast<std::uint64_t>(least->numerator);
    if (range > std::numeric_limits<std::uint64_t>::max() >> bits) return false;
    words_.resize(found_.size());
    for (std::size_t i = 0; i < found_.size(); ++i) {
      words_[i] = (top - static_cast<std::uint64_t>(found_[i].numerator)) << bits | i;
    }
    sort_(words_.data(), words_.size());
    const std::uint64_t place = (std::uint64_t{1} << bits) - 1;
    each_shared_rank(
        words_.size(), dense_,
        [&](std::size_t a, std::size_t b) { return words_[a] >> bits == words_[b] >> bits; },
        [&](std::size_t at, std::size_t rank) { take(words_[at] & place, rank); });
    return true;
  }

  void rank_slowly() {
    std::sort(found_.begin(), found_.end(),
              [](const DrawnFigure& a, const DrawnFigure& b) { return a.above(b); });
    each_shared_rank(
        found_.size(), dense_,
        [&](std::size_t a, std::size_t b) { return !found_[a].above(found_[b]); },
        [&](std::size_t at, std::size_t rank) { take(at, rank); });
  }

  void take(std::size_t at, std::size_t rank) {
    ranks_[row_ + found_[at].unit] = static_cast<std::int32_t>(rank);
  }

  const DrawFigures& figures_;
  const std::vector<std::size_t> units_;
  const bool dense_;
  std::vector<std::int32_t>& ranks_;
  bool by_draw_ = false;
  std::size_t row_ = 0;             // the first figure of the draw
  std::vector<DrawnFigure> found_;  // valid figures of the draw
  std::vector<std::uint64_t> words_;
  NumberSorter<std::uint64_t> sort_;
};

}  // namespace detail

std::vector<std::int32_t> draw_ranks(const DrawFigures& figures, Ties ties) {
  detail::check_figures(figures);
  std::map<std::uint32_t, std::vector<std::size_t>> groups;
  for (std::size_t unit = 0; unit < figures.units; ++unit) {
    detail::stop_point(100);
    groups[figures.groups.empty() ? 0 : figures.groups[unit]].push_back(unit);
  }
  std::vector<std::int32_t> ranks(figures.numerators.size());
  for (auto& [group, units] : groups) {
    detail::GroupRanker(figures, std::move(units), ties == Ties::dense, ranks).run();
  }
  return ranks;
}

PARINDEX_END_NAMESPACE
