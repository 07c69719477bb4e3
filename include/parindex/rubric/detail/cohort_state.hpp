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

/// The values of one expression over one cohort, in ascending order, and their sum.
struct CohortValues {
  std::vector<Rational> sorted;
  std::optional<Rational> sum;  // nothing if the sum is too long

  /// Sorts the values and adds them in this order, so that whether an intermediate sum is too long
  /// does not depend on rows or threads.
  void arrange() {
    std::sort(sorted.begin(), sorted.end(), StoppableOrder{std::less<Rational>()});
    try {
      sum = Rational(0);
      for (const Rational& value : sorted) {
        stop_point(value.is_small() && sum->is_small() ? 50 : 50'000);
        *sum += value;
      }
    } catch (const NumberTooLong&) {
      sum.reset();
    }
  }

  /// A statistic; `own` is the value of the unit itself, for rank and percentile. Throws
  /// NumberTooLong.
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
    }
    return 0;
  }

 private:
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
