// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <parindex/detail/stoppable.hpp>
#include <parindex/rubric/expression.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// The values of one expression over one cohort, each with the number of units that have it, in
/// ascending order, and their sums. Values are added in any order, then arranged once.
class CohortValues {
 public:
  struct Repeated {
    Rational value;
    std::uint64_t times = 1;
    std::uint64_t up_to = 0;  // units with this value or a lower one, once arranged
  };

  void add(Rational value, std::uint64_t times = 1) {
    // Most units share few values, so a cohort takes little memory however many units it has.
    if (distinct_.size() >= room_) {
      join();
      room_ = std::max(room_, 2 * distinct_.size());
    }
    distinct_.push_back({std::move(value), times});
  }
  /// Adds the values of another cohort.
  void add(const CohortValues& other) {
    for (const Repeated& one : other.distinct_) {
      stop_point(100);
      add(one.value, one.times);
    }
  }

  /// Sorts the values and adds them in this order, so that whether an intermediate sum is too long
  /// does not depend on rows, threads or parts.
  void arrange() {
    join();
    count_ = 0;
    for (Repeated& one : distinct_) one.up_to = count_ += one.times;
    sum_ = sum_of_all([](const Rational& value) { return value; });
    squares_ = sum_of_all([](const Rational& value) { return value * value; });
  }

  const std::vector<Repeated>& distinct() const { return distinct_; }
  std::uint64_t count() const { return count_; }
  bool empty() const { return count_ == 0; }

  /// What an expression asks for; `own` is the value of the unit itself, for rank, percentile and
  /// z-score. Nothing if it would divide by 0. Throws NumberTooLong.
  std::optional<Rational> value(const Expression& asked, const Rational& own) const {
    if (asked.statistic == Statistic::standard_deviation) {
      const auto square = variance(asked.sample);
      return square ? std::optional(square->rounded_root(2, *asked.rounding)) : std::nullopt;
    }
    if (asked.statistic == Statistic::quantile) return quantile(asked.number / 100, asked.method);
    if (asked.statistic == Statistic::lowest) return at(position_of(asked) - 1);
    if (asked.statistic == Statistic::highest) return at(count_ - position_of(asked));
    if (asked.statistic != Statistic::z_score) return statistic(asked.statistic, own);
    const auto square = variance(asked.sample);
    if (!square) return std::nullopt;
    const Rational distance = own - total() / static_cast<std::int64_t>(count_);
    const Rational product = distance * distance;
    if (square->is_zero()) return std::nullopt;
    const Rational share = product / *square;
    if (distance.sign() >= 0) return share.rounded_root(2, *asked.rounding);
    Rounding mirrored = *asked.rounding;
    if (mirrored.mode == RoundingMode::floor) {
      mirrored.mode = RoundingMode::ceiling;
    } else if (mirrored.mode == RoundingMode::ceiling) {
      mirrored.mode = RoundingMode::floor;
    }
    return -share.rounded_root(2, mirrored);
  }

  /// A statistic without a rounding; `own` is the value of the unit itself, for rank and
  /// percentile. Throws NumberTooLong.
  Rational statistic(Statistic wanted, const Rational& own) const {
    const auto count = static_cast<std::int64_t>(count_);
    const std::uint64_t middle = count_ / 2;
    switch (wanted) {
      case Statistic::mean: return total() / count;
      case Statistic::median:
        return count % 2 != 0 ? at(middle) : (at(middle - 1) + at(middle)) / 2;
      case Statistic::min: return distinct_.front().value;
      case Statistic::max: return distinct_.back().value;
      case Statistic::sum: return total();
      case Statistic::count: return count;
      case Statistic::rank: return 1 + (count - up_to(own));
      case Statistic::percentile: return Rational(100) * up_to(own) / count;
      case Statistic::standard_deviation:
      case Statistic::z_score:
      case Statistic::quantile:
      case Statistic::lowest:
      case Statistic::highest: break;  // see value()
    }
    return 0;
  }

  /// Whether there are as many values as the statistic needs.
  bool suffices(const Expression& asked) const {
    const bool counts =
        asked.statistic == Statistic::lowest || asked.statistic == Statistic::highest;
    return !counts || asked.number <= Rational(static_cast<std::int64_t>(count_));
  }

 private:
  static std::uint64_t position_of(const Expression& asked) {
    return static_cast<std::uint64_t>(asked.number.small_numerator());
  }
  /// The value at a position, from 0, of all values in ascending order.
  const Rational& at(std::uint64_t position) const {
    return std::upper_bound(distinct_.begin(), distinct_.end(), position,
                            [](std::uint64_t of, const Repeated& one) { return of < one.up_to; })
        ->value;
  }
  /// Sorts what was added and joins equal values.
  void join() {
    std::sort(
        distinct_.begin(), distinct_.end(),
        StoppableOrder([](const Repeated& a, const Repeated& b) { return a.value < b.value; }));
    std::size_t last = 0;
    for (std::size_t i = 1; i < distinct_.size(); ++i) {
      if (distinct_[i].value == distinct_[last].value) {
        distinct_[last].times += distinct_[i].times;
      } else if (++last != i) {
        distinct_[last] = std::move(distinct_[i]);
      }
    }
    if (!distinct_.empty()) distinct_.resize(last + 1);
  }
  Rational quantile(const Rational& share, QuantileMethod method) const {
    const auto count = static_cast<std::int64_t>(count_);
    if (method == QuantileMethod::nearest_rank) {
      const Rational position = (share * count).rounded(Rounding(0, RoundingMode::ceiling));
      const auto rank = static_cast<std::uint64_t>(position.small_numerator());
      return at(rank == 0 ? 0 : rank - 1);
    }
    const Rational position = share * (count - 1);
    const Rational below = position.floor();
    const auto lower = static_cast<std::uint64_t>(below.small_numerator());
    if (position == below) return at(lower);
    return at(lower) + (position - below) * (at(lower + 1) - at(lower));
  }
  template <class Of>
  std::optional<Rational> sum_of_all(const Of& of) const {
    try {
      Rational all = 0;
      for (const Repeated& one : distinct_) {
        const Rational value = of(one.value);
        std::uint64_t left = one.times;
        // Sums of numbers of 64 bits are never too long.
        if (left > 1 && value.is_small() && all.is_small()) {
          const Rational end = value * static_cast<std::int64_t>(left) + all;
          if (end.is_small()) {
            all = end;
            continue;
          }
        }
        for (; left > 0; --left) {
          stop_point(value.is_small() && all.is_small() ? 50 : 50'000);
          all += value;
        }
      }
      return all;
    } catch (const NumberTooLong&) {
      return std::nullopt;
    }
  }
  /// Nothing for a sample of one unit.
  std::optional<Rational> variance(bool sample) const {
    const auto count = static_cast<std::int64_t>(count_);
    if (!squares_) throw_too_long();
    const Rational deviations = *squares_ - total() * total() / count;
    if (sample && count == 1) return std::nullopt;
    return deviations / (sample ? count - 1 : count);
  }
  Rational total() const {
    if (!sum_) throw_too_long();
    return *sum_;
  }
  // The number of values that do not exceed a value.
  std::int64_t up_to(const Rational& value) const {
    const auto above =
        std::upper_bound(distinct_.begin(), distinct_.end(), value,
                         [](const Rational& of, const Repeated& one) { return of < one.value; });
    return above == distinct_.begin() ? 0 : static_cast<std::int64_t>(std::prev(above)->up_to);
  }

  std::vector<Repeated> distinct_;
  std::size_t room_ = 1 << 16;  // values that are added before equal ones are joined
  std::uint64_t count_ = 0;
  std::optional<Rational> sum_;      // nothing if the sum is too long
  std::optional<Rational> squares_;  // the sum of the squares, likewise
};

/// The state of the statistics of a plan: for each of its statistics, the values over all units and
/// over the units of each group.
struct CohortState {
  std::string fingerprint;  // of the plan
  struct Parts {
    CohortValues all;
    std::map<std::string, CohortValues, std::less<>> groups;
  };
  std::vector<std::shared_ptr<const Parts>> parts;  // one per statistic of the plan, in their order

  /// The values of a statistic over all units or those of a group; nullptr if no unit has one.
  const CohortValues* find(std::size_t statistic, bool within_group, std::string_view group) const {
    const Parts& values = *parts[statistic];
    const CohortValues* of = &values.all;
    if (within_group) {
      const auto own = values.groups.find(group);
      of = own == values.groups.end() ? nullptr : &own->second;
    }
    return of && !of->empty() ? of : nullptr;
  }
};

}  // namespace detail

PARINDEX_END_NAMESPACE
