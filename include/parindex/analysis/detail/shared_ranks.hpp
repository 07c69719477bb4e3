// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include <parindex/version.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Calls `take(at, rank)` for each of some sorted units, the best first. Units that are the same
/// share a rank; `same(a, b)` is asked for a unit and one after it. Dense ranks have no gaps.
template <class Same, class Take>
void each_shared_rank(std::size_t count, bool dense, const Same& same, const Take& take) {
  std::size_t rank = 0;
  for (std::size_t at = 0; at < count; ++at) {
    if (at == 0 || !same(at - 1, at)) rank = dense ? rank + 1 : at + 1;
    take(at, rank);
  }
}

}  // namespace detail

PARINDEX_END_NAMESPACE
