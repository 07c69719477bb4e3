// SPDX-License-Identifier: MIT
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <parindex/version.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Finds the row of a unit by its name: at most 32 bytes a row beside the names, in one piece of
/// memory.
class UnitIndex {
 public:
  /// Forgets all rows. `units` must live as long as this, at its place.
  void reset(const std::vector<std::string>& units) {
    units_ = &units;
    const std::size_t places = units.empty() ? 0 : std::bit_ceil(2 * units.size());
    entries_.assign(places, 0);
  }

  /// Adds the name of a row. Returns true, and adds nothing, if an earlier row has the same.
  bool add(std::size_t row) {
    const std::string_view name = (*units_)[row];
    const std::uint64_t hash = std::hash<std::string_view>{}(name);
    const std::size_t at = place_of(name, hash);
    if (entries_[at] != 0) return true;
    entries_[at] = (hash & tag) | (row + 1);
    return false;
  }

  std::optional<std::size_t> find(std::string_view name) const {
    if (entries_.empty()) return std::nullopt;
    const std::size_t at = place_of(name, std::hash<std::string_view>{}(name));
    if (entries_[at] == 0) return std::nullopt;
    return static_cast<std::size_t>(entries_[at] & ~tag) - 1;
  }

 private:
  // The upper bits of an entry are bits of the hash, so that most other names are not read. The
  // others are the row + 1, or 0 for no row.
  static constexpr std::uint64_t tag = ~std::uint64_t{0} << 40;

  /// The place of a name, or the free one where it belongs.
  std::size_t place_of(std::string_view name, std::uint64_t hash) const {
    const std::size_t mask = entries_.size() - 1;
    for (std::size_t at = static_cast<std::size_t>(hash) & mask;; at = (at + 1) & mask) {
      const std::uint64_t entry = entries_[at];
      if (entry == 0) return at;
      if (((entry ^ hash) & tag) != 0) continue;
      if ((*units_)[static_cast<std::size_t>(entry & ~tag) - 1] == name) return at;
    }
  }

  const std::vector<std::string>* units_ = nullptr;
  std::vector<std::uint64_t> entries_;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
