// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <parindex/engine/detail/exact_double.hpp>
#include <parindex/engine/table.hpp>
#include <parindex/rubric/rubric.hpp>
#include <parindex/stop.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// The values of a column as the loops of the fixed lane read them: numbers, flags as 0 and 1,
/// positions among the options of a choice; NaN for every other value. Returns the values in place,
/// or `buffer`.
inline const double* read_values(const Column& from, InputType type,
                                 const std::vector<std::string>& options, std::size_t begin,
                                 std::size_t count, double* buffer) {
  if (from.source) {
    if (type == InputType::boolean) return from.source->flags(begin, count, buffer);
    if (type != InputType::choice) return from.source->numbers(begin, count, buffer);
    from.source->positions(begin, count, options, buffer);
    return buffer;
  }
  stop_point(20 * count);
  for (std::size_t i = 0; i < count; ++i) {
    buffer[i] = value_of(from.cells[begin + i], type, options);
  }
  return buffer;
}

}  // namespace detail

PARINDEX_END_NAMESPACE
