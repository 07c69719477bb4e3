// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
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

/// The values of one expression over one cohort, in ascending order, and their sums.
struct CohortValues {
  std::vector<Rational> sorted;
  std::optional<Rational> sum;      // nothing if the sum is too long
  std::optional<Rational> squares;  // the sum of the squares, likewise

  /// Sorts the values and adds them in this order, so that whether an intermediate sum is too long
  /// does not depend on rows or threads.
  void arrange() {
    std::sort(sorted.begin(), sorted.end(), StoppableOrder{std::less<Rational>()});
    sum = sum_of_all([](const Rational& value) { return value; });
    squares = sum_of_all([](const Rational& value) { return value * value; });
  }

  /// What an expression asks for; `own` is the value of the unit itself, for rank, percentile and
  /// z-score. Nothing if it would divide by 0. Throws NumberTooLong.
  std::optional<Rational> value(const Expression& asked, const Rational& own) const {
    if (asked.statistic == Statistic::standard_deviation) {
      const auto square = variance(asked.sample);
      return square ? std::optional(square->rounded_root(2, *asked.rounding)) : std::nullopt;
    }
    if (asked.statistic == Statistic::quantile) return quantile(asked.number / 100, asked.method);
    if (asked.statistic == Statistic::lowest) return sorted[position_of(asked) - 1];
    if (asked.statistic == Statistic::highest) return sorted[sorted.size() - position_of(asked)];
    if (asked.statistic != Statistic::z_score) return statistic(asked.statistic, own);
    const auto square = variance(asked.sample);
    if (!square) return std::nullopt;
    const Rational distance = own - total() / static_cast<std::int64_t>(sorted.size());
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
    const auto count = static_cast<std::int64_t>(sorted.size());
    const std::size_t middle = sorted.size() / 2;
    switch (wanted) {
      case Statistic::mean: return total() / count;
      case Statistic::median:
        return count % 2 != 0 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
      case Statistic::min: return sorted.front();
      case Statistic::max: return sorted.back();
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
    return !counts || asked.number <= Rational(static_cast<std::int64_t>(sorted.size()));
  }

 private:
  static std::size_t position_of(const Expression& asked) {
    return static_cast<std::size_t>(asked.number.small_numerator());
  }
  Rational quantile(const Rational& share, QuantileMethod method) const {
    const auto count = static_cast<std::int64_t>(sorted.size());
    if (method == QuantileMethod::nearest_rank) {
      const Rational position = (share * count).rounded(Rounding(0, RoundingMode::ceiling));
      const auto at = static_cast<std::size_t>(position.small_numerator());
      return sorted[at == 0 ? 0 : at - 1];
    }
    const Rational position = share * (count - 1);
    const Rational below = position.floor();
    const auto at = static_cast<std::size_t>(below.small_numerator());
    if (position == below) return sorted[at];
    return sorted[at] + (position - below) * (sorted[at + 1] - sorted[at]);
  }
  template <class Of>
  std::optional<Rational> sum_of_all(const Of& of) const {
    try {
      Rational all = 0;
      for (const Rational& value : sorted) {
        stop_point(value.is_small() && all.is_small() ? 50 : 50'000);
        all += of(value);
      }
      return all;
    } catch (const NumberTooLong&) {
      return std::nullopt;
    }
  }
  /// Nothing for a sample of one unit.
  std::optional<Rational> variance(bool sample) const {
    const auto count = static_cast<std::int64_t>(sorted.size());
    if (!squares) throw_too_long();
    const Rational deviations = *squares - total() * total() / count;
    if (sample && count == 1) return std::nullopt;
    return deviations / (sample ? count - 1 : count);
  }
  Rational total() const {
    if (!sum) throw_too_long();
    return *sum;
  }
  // The number of values that do not exceed a value.
  std::int64_t up_to(const Rational& value) const {
    return std::upper_bound(sorted.begin(), sorted.end(), value) - sorted.begin();
  }
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
    return of && !of->sorted.empty() ? of : nullptr;
  }
};

}  // namespace detail

PARINDEX_END_NAMESPACE
