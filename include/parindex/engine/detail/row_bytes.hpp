// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <string>
#include <string_view>

#include <parindex/engine/detail/scored_block.hpp>
#include <parindex/engine/detail/scores_state.hpp>
#include <parindex/error.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// How many rows, from the first, have all their issues among those that a result keeps.
inline std::size_t rows_with_all_issues(const Issues& issues, std::size_t rows) {
  if (issues.empty() || issues.back().row != 0) return rows;
  // The last one counts the others. The row of the one before it may have more.
  return issues.size() < 2 ? 0 : issues[issues.size() - 2].row - 1;
}

/// The bytes of a row that its digest covers: unit, group, status, points and maximum of every
/// node, and its issues. Indices follow from points, maximum and rubric. The bytes depend only on
/// these values, not on the lane that found them, and no two rows of different values have the same
/// bytes.
class RowBytes {
 public:
  /// Valid until the next call. `all_issues`: those of `block` instead of those of the table.
  std::string_view of(const ScoresState& table, std::size_t row, const ScoredBlock& block,
                      bool all_issues) {
    out_.clear();
    text(table.table.unit(row));
    text(table.table.groups.empty() ? std::string_view() : table.table.groups[row]);
    const ScoresState& scores = ScoresAccess::state(block.scores());
    const std::size_t here = block.row(row);
    const std::size_t nodes = scores.plan.size();
    for (std::size_t position = 0; position < nodes; ++position) {
      if (const auto points = scores.scaled(here, position)) {
        whole(scores, position, *points);
      } else {
        outcome(scores, position, scores.kept_outcome(here, position));
      }
    }
    for (const Issue& issue : all_issues ? scores.issues_of(here) : table.issues_of(row)) {
      // Only codes and places, never messages, which differ between versions and languages.
      text(issue.code);
      text(issue.field);
      text(issue.pointer);
    }
    return out_;
  }

 private:
  /// What follows the byte of a node.
  enum class Form : char {
    whole = 0,  // points as a whole number of 32 bits, out of the whole maximum
    small = 1,  // points and maximum, each as two numbers of 64 bits
    text = 2,   // both as texts
    none = 3,   // nothing; plus the status
  };

  void whole(const ScoresState& scores, std::size_t position, std::int64_t points) {
    if (static_cast<std::int32_t>(points) != points) {
      return outcome(scores, position, scores.whole(position, points, 0));
    }
    const auto bits = static_cast<std::uint32_t>(points);
    const char bytes[5] = {static_cast<char>(Form::whole), static_cast<char>(bits),
                           static_cast<char>(bits >> 8), static_cast<char>(bits >> 16),
                           static_cast<char>(bits >> 24)};
    out_.append(bytes, sizeof bytes);
  }

  void outcome(const ScoresState& scores, std::size_t position, const NodeOutcome& found) {
    if (found.status != Status::ok) {
      out_ += static_cast<char>(static_cast<int>(Form::none) + static_cast<int>(found.status));
      return;
    }
    const Rational& points = found.points;
    const Rational& max = found.max;
    if (!points.is_small() || !max.is_small()) {
      out_ += static_cast<char>(Form::text);
      text(points.to_string());
      return text(max.to_string());
    }
    // A row that left the lane has the same bytes as one that stayed in it.
    const FixedNode& fixed = scores.plan.state().lanes.nodes[position];
    if (fixed.fixed && max == fixed.full_max) {
      const auto scale = static_cast<std::int64_t>(fixed.scale);
      std::int64_t whole_points = 0;
      if (scale % points.small_denominator() == 0 &&
          !mul_overflow(points.small_numerator(), scale / points.small_denominator(),
                        whole_points) &&
          static_cast<std::int32_t>(whole_points) == whole_points) {
        return whole(scores, position, whole_points);
      }
    }
    out_ += static_cast<char>(Form::small);
    for (const std::int64_t number : {points.small_numerator(), points.small_denominator(),
                                      max.small_numerator(), max.small_denominator()}) {
      number_of_64_bits(static_cast<std::uint64_t>(number));
    }
  }

  void number_of_64_bits(std::uint64_t value) {
    for (int shift = 0; shift < 64; shift += 8) out_ += static_cast<char>(value >> shift);
  }
  /// After its length, which distinguishes "ab", "c" from "a", "bc".
  void text(std::string_view value) {
    number_of_64_bits(value.size());
    out_ += value;
  }

  std::string out_;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
