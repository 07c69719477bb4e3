// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>
#include <cstddef>
#include <cstring>
#include <limits>

#include <parindex/engine/detail/narrow_float.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

void narrow_doubles(const char* values, std::size_t count, double* out) {
  constexpr double shift = 6755399441055744.0;  // 1.5 * 2^52: adding it rounds to a whole number
  constexpr double most = 8388608.0;            // 2^23
  constexpr double none = std::numeric_limits<double>::quiet_NaN();
  bool all = true;
  for (std::size_t i = 0; i < count; ++i) {
    float value = 0;
    std::memcpy(&value, values + i * sizeof value, sizeof value);
    const double hundredths = (static_cast<double>(value) * 100 + shift) - shift;
    const double found = hundredths / 100 + 0.0;  // not -0.0
    const bool is_it = static_cast<float>(found) == value && std::fabs(hundredths) < most;
    out[i] = is_it ? found : none;
    all = all && is_it;
  }
  if (all) return;
  for (std::size_t i = 0; i < count; ++i) {
    if (out[i] == out[i]) continue;
    float value = 0;
    std::memcpy(&value, values + i * sizeof value, sizeof value);
    out[i] = exact_double(narrow_cell(value));
  }
}

}  // namespace detail

PARINDEX_END_NAMESPACE
