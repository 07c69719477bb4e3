// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <parindex/version.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// The points of a quick leaf for the codes of its column, found by the loops over numbers for
/// every code once. The loops over codes were compared with them for every code.
struct PreparedLeaf {
  enum class Form { table, steps, proportion };
  static constexpr std::size_t most_steps = 8;
  /// Rows that are counted together in `unknown`.
  static constexpr std::size_t group_rows = 64;

  Form form = Form::table;
  std::vector<std::int32_t> points;  // of each code, narrow
  // The number of groups of rows before each group in which a code has no points.
  std::vector<std::uint32_t> unknown;
  // Steps: from the code `at` on, the points change by `step`, modulo 2^16.
  std::size_t count = 0;
  std::int16_t base = 0;
  std::array<std::int16_t, most_steps> at{};
  std::array<std::int16_t, most_steps> step{};
  // A proportion: code * factor + offset without its fraction, in single precision, and the first
  // code that has reached the cut-off.
  float factor = 0;
  float offset = 0;
  std::int32_t cut = 0;

  /// Whether all codes of these rows have points.
  bool knows(std::size_t begin, std::size_t rows) const {
    const std::size_t end = (begin + rows + group_rows - 1) / group_rows;
    return unknown[end] == unknown[begin / group_rows];
  }
};

}  // namespace detail

PARINDEX_END_NAMESPACE
