// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <utility>
#include <vector>

#include <parindex/detail/stable_sort.hpp>
#include <parindex/version.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Some of the pieces 0, 1, ... of an axis, as ordered stretches [begin, end) that do not touch
/// each other.
class PieceSet {
 public:
  using Stretch = std::pair<std::size_t, std::size_t>;

  PieceSet() = default;
  /// The stretches may be in any order and overlap.
  explicit PieceSet(std::vector<Stretch> stretches) {
    std::erase_if(stretches, [](const Stretch& each) { return each.first >= each.second; });
    stable_sort(stretches, std::less<>());
    for (const Stretch& each : stretches) {
      if (!stretches_.empty() && each.first <= stretches_.back().second) {
        stretches_.back().second = std::max(stretches_.back().second, each.second);
      } else {
        stretches_.push_back(each);
      }
    }
  }
  static PieceSet all(std::size_t pieces) { return PieceSet({{0, pieces}}); }

  const std::vector<Stretch>& stretches() const { return stretches_; }
  bool empty() const { return stretches_.empty(); }

  bool contains(std::size_t piece) const {
    const auto behind =
        std::upper_bound(stretches_.begin(), stretches_.end(), piece,
                         [](std::size_t value, const Stretch& each) { return value < each.first; });
    return behind != stretches_.begin() && piece < std::prev(behind)->second;
  }

  /// The complement of the set on an axis with this many pieces.
  PieceSet rest_of(std::size_t pieces) const {
    std::vector<Stretch> rest;
    std::size_t from = 0;
    for (const auto& [begin, end] : stretches_) {
      rest.emplace_back(from, begin);
      from = end;
    }
    rest.emplace_back(from, pieces);
    return PieceSet(std::move(rest));
  }

  static PieceSet any_of(const std::vector<PieceSet>& sets) {
    std::vector<Stretch> stretches;
    for (const PieceSet& set : sets) {
      stretches.insert(stretches.end(), set.stretches_.begin(), set.stretches_.end());
    }
    return PieceSet(std::move(stretches));
  }
  /// The intersection: the pieces that are in the complement of none of the sets.
  static PieceSet all_of(const std::vector<PieceSet>& sets, std::size_t pieces) {
    std::vector<PieceSet> rests;
    for (const PieceSet& set : sets) rests.push_back(set.rest_of(pieces));
    return any_of(rests).rest_of(pieces);
  }

 private:
  std::vector<Stretch> stretches_;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
