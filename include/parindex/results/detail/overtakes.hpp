// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <parindex/detail/stable_sort.hpp>
#include <parindex/results/compare.hpp>
#include <parindex/stop.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Finds units of a comparison by name, and the units that each has overtaken, without visiting
/// every unit. It stores positions in `Comparison::units`, as they were at construction.
class UnitOrder {
 public:
  explicit UnitOrder(const std::vector<UnitChange>& units) {
    for (std::size_t i = 0; i < units.size(); ++i) {
      stop_point(500);
      by_name_.emplace(units[i].unit, i);
      if (units[i].rank_before && units[i].rank_after) {
        groups_[units[i].group].units.push_back({*units[i].rank_before, *units[i].rank_after, i});
      }
    }
    for (auto& [name, group] : groups_) group.arrange();
  }

  std::optional<std::size_t> find(std::string_view unit) const {
    const auto found = by_name_.find(std::string(unit));
    return found == by_name_.end() ? std::nullopt : std::optional(found->second);
  }

  /// Positions of the units that were ranked before or equal to this one and are now behind it, in
  /// the order of their new places.
  std::vector<std::size_t> overtaken_by(const UnitChange& unit) const {
    const auto found = groups_.find(unit.group);
    if (!unit.rank_before || !unit.rank_after || found == groups_.end()) return {};
    std::vector<Ranked> overtaken;
    found->second.collect(*unit.rank_before, *unit.rank_after, overtaken);
    detail::stable_sort(overtaken, [](const Ranked& a, const Ranked& b) {
      return std::pair(a.after, a.position) < std::pair(b.after, b.position);
    });
    std::vector<std::size_t> positions;
    for (const Ranked& each : overtaken) positions.push_back(each.position);
    return positions;
  }

 private:
  struct Ranked {
    std::size_t before;
    std::size_t after;
    std::size_t position;
  };

  /// Units by their old rank, under a tree of the last new rank: a subtree whose last rank is not
  /// far enough behind contains no result.
  struct Group {
    std::vector<Ranked> units;
    std::vector<std::size_t> last;  // the node i is the parent of 2 i and 2 i + 1, the first is 1
    std::size_t width = 1;

    void arrange() {
      detail::stable_sort(units,
                          [](const Ranked& a, const Ranked& b) { return a.before < b.before; });
      while (width < units.size()) width *= 2;
      last.assign(2 * width, 0);
      for (std::size_t i = 0; i < units.size(); ++i) last[width + i] = units[i].after;
      for (std::size_t i = width; i-- > 1;) last[i] = std::max(last[2 * i], last[2 * i + 1]);
    }

    void collect(std::size_t before, std::size_t after, std::vector<Ranked>& found) const {
      std::vector<std::size_t> open{1};
      while (!open.empty()) {
        stop_point(20);
        const std::size_t node = open.back();
        open.pop_back();
        if (last[node] <= after) continue;
        if (node < width) {
          open.push_back(2 * node);
          // There is nothing to the right if the first unit there was already behind.
          std::size_t first = 2 * node + 1;
          while (first < width) first *= 2;
          if (first - width < units.size() && units[first - width].before <= before) {
            open.push_back(2 * node + 1);
          }
        } else if (units[node - width].before <= before) {
          found.push_back(units[node - width]);
        }
      }
    }
  };

  std::unordered_map<std::string, std::size_t> by_name_;
  std::map<std::string, Group> groups_;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
