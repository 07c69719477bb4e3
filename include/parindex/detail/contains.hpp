// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>

#include <parindex/version.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

inline bool contains(const auto& list, const auto& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

}  // namespace detail

PARINDEX_END_NAMESPACE
