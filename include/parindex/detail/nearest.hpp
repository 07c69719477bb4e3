// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <vector>

#include <parindex/version.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// The edit distance of two texts: each step inserts, deletes or replaces a byte.
inline std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t k = 0; k < row.size(); ++k) row[k] = k;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t k = 1; k <= b.size(); ++k) {
      const std::size_t above = row[k];
      row[k] = std::min({above + 1, row[k - 1] + 1, diagonal + (a[i - 1] == b[k - 1] ? 0 : 1)});
      diagonal = above;
    }
  }
  return row[b.size()];
}

/// The known word that was probably meant, or nothing. Only the first of very many words are tried.
template <class Words>
std::string_view nearest(std::string_view wrong, const Words& known) {
  constexpr std::size_t longest = 40;  // comparing longer ones would take time
  constexpr std::size_t most = 1'000;
  if (wrong.empty() || wrong.size() > longest) return {};
  // Beyond this distance a suggestion would be a guess.
  std::size_t distance = std::min<std::size_t>(wrong.size() / 3 + 1, 3) + 1;
  std::string_view found;
  std::size_t tried = 0;
  for (const std::string_view word : known) {
    if (++tried > most) break;
    const auto [shorter, longer] = std::minmax({wrong.size(), word.size()});
    if (longer - shorter >= distance) continue;  // a lower bound of the distance
    const std::size_t d = edit_distance(wrong, word);
    if (d < distance && d < std::max(wrong.size(), word.size())) {
      distance = d;
      found = word;
    }
  }
  return found;
}

}  // namespace detail

PARINDEX_END_NAMESPACE
