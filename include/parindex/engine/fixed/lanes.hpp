// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include <parindex/detail/phrase.hpp>
#include <parindex/rubric/rubric.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

// The fixed lane: points as whole multiples of 1/scale, stored in doubles, or in 32 bits if they
// fit. A double represents every whole number below 2^53 exactly. Every bound below leaves a spare
// bit, so that doubling a remainder and adding two of them are also exact.
inline constexpr double fixed_limit = 4503599627370496.0;  // 2^52
// Two numbers below this differ by less than 2^31.
inline constexpr double narrow_limit = 1073741824.0;  // 2^30

/// 1.5 * 2^52: adding it to a double of at most 2^51 leaves no bits for a fraction.
inline constexpr double magic = 6755399441055744.0;

/// A whole number modulo 2^32, as narrow sums add it.
inline std::uint32_t wrap_u32(double whole) {
  return static_cast<std::uint32_t>(static_cast<std::int64_t>(whole));
}

/// A rounding mode as the number that it adds to a nearest whole number. `half` modes differ on
/// exact halves, the others whenever there is a remainder. `over` means that the remainder is above
/// 0 (or that the half is above), `positive` that the number is.
struct FixedRounding {
  bool half = true;
  bool even = false;
  double over_positive = 0, over_negative = 0;    // added
  double under_positive = 0, under_negative = 0;  // subtracted

  FixedRounding() = default;
  explicit FixedRounding(RoundingMode mode)
      : half(mode == RoundingMode::half_up || mode == RoundingMode::half_even ||
             mode == RoundingMode::half_down),
        even(mode == RoundingMode::half_even) {
    using enum RoundingMode;
    over_positive = mode == half_up || mode == half_even || mode == up || mode == ceiling;
    over_negative = mode == half_down || mode == half_even || mode == down || mode == ceiling;
    under_positive = mode == half_down || mode == half_even || mode == down || mode == floor;
    under_negative = mode == half_up || mode == half_even || mode == up || mode == floor;
  }
};

/// The values of an input column that the fixed lane accepts. Any other value is not yet an error:
/// it leaves the lane, and the exact engine decides.
struct FixedInput {
  std::size_t column = 0;
  double low = 0;      // smallest double whose shortest decimal is in range
  double high = 0;     // largest
  bool whole = false;  // whole numbers only
  // A stepped input: value * grid_scale must be grid_base plus a multiple of grid_step.
  double grid_scale = 0;  // 0 when there is no step
  double grid_base = 0;
  double grid_step = 1;
};

/// One place at which the points of a leaf change: quantities from here on get other points. For a
/// plain number the place is a double; for a quotient a / b it is a * num >= b * den.
struct FixedCut {
  double at = 0;
  double num = 0;
  double den = 0;
  bool strict = false;  // a * num > b * den
  double step = 0;      // change of the points; for bands
};

/// Numbers with few decimals as whole numbers: x = r / power. On this grid a proportion is the
/// quotient of two whole numbers, (r * num + start) / den, and a double is precise enough to round
/// it exactly.
struct DecimalGrid {
  double power = 0;    // power of ten; 0: this leaf has no grid
  double most = 0;     // largest |r|
  double inverse = 0;  // 1 / power as a sum of two doubles
  double inverse_rest = 0;
  double num = 0;  // scaled points = (r * num + start) / den
  double start = 0;
  double den = 1;
};

/// The data that the quick loops need about a leaf: bands, or a proportion, of a plain number that
/// is never negative. Nonnegative doubles are in the order of their bits as integers, and so are
/// their high words if the low words cannot decide. Points are whole numbers modulo 2^32.
struct QuickLeaf {
  bool on = false;
  std::int64_t low_bits = 0;  // of the range
  std::int64_t high_bits = 0;
  // The low word that all cuts share. After subtracting it from the bits of x, x is at a cut or
  // above it if its high word is above `words`.
  bool has_words = false;
  std::int64_t low_word = 0;
  std::vector<std::int32_t> words;   // of each cut: its high word minus 1
  std::vector<std::uint32_t> steps;  // of each cut, for bands
  std::uint32_t base = 0;            // for bands
  // For a proportion off the decimal grid: the number added to x * factor before it is rounded to
  // the nearest whole number.
  double offset = 0;
  // On the grid: r is multiplied by a factor that is slightly too large or too small, so that no
  // product is a half, or it is moved by an offset.
  double grid_factor = 0;
  double lower_factor = 0;  // for half_even, which needs both
  double grid_offset = 0;
  std::int32_t cut_points = 0;  // below the cut
  std::int32_t cap = 0;         // points are at most
};

/// `by_group`: a leaf for each case. `known`: the exact engine gives the points of each combination
/// of values, once.
enum class FixedKind {
  table,
  items,
  bands,
  quotient_bands,
  proportion,
  pieces,
  logarithm,
  quotient,
  mark,
  by_group,
  known
};

/// Points on a line, from one double on and before another.
struct FixedPiece {
  double from = 0;
  double to = std::numeric_limits<double>::infinity();
  double factor = 0;  // as of a proportion; 0: the points are `start`, a whole number
  double start = 0;
  DecimalGrid grid;
};

/// One leaf in the fixed lane; the kind determines which members are used.
struct FixedLeaf {
  FixedKind kind = FixedKind::table;
  std::size_t node = 0;
  FixedInput first;           // the number, or the numerator
  FixedInput second;          // the denominator
  std::size_t numerator = 0;  // offsets among the columns of the leaf
  std::size_t denominator = 0;
  std::vector<FixedInput> items;  // of all_of and checklist
  std::vector<double> points;     // of the options; of the items
  std::vector<FixedCut> cuts;     // of bands
  std::vector<FixedPiece> pieces;
  std::vector<FixedCut> limits;  // of a quotient: must reach [0], must not reach [1]
  bool has_low_limit = false;
  bool has_high_limit = false;
  double base = 0;         // points below the first cut; for items: if not all are met
  bool all_items = false;  // all_of: points[0] if every item is met, else base
  // A proportion: below `cut` cut_points, from `high` high_points, below `low` low_points.
  bool has_cut = false;
  bool has_high = false;
  bool has_low = false;
  FixedCut cut, high, low;
  double cut_points = 0, high_points = 0, low_points = 0;
  // Scaled points of one unit of quantity, as the nearest double; of one unit of its logarithm.
  double factor = 0;
  // Scaled points of the quantity 0, likewise; of a quotient: times den, exact; of a logarithm: the
  // logarithm that has no points.
  double start = 0;
  double margin = 0;  // nearer to a rounding boundary, the decimal grid decides
  double num = 0;     // of a quotient: scaled points = (a * num + b * start) / (b * den), exactly
  double den = 0;
  double power = 1;       // of a quotient: its numbers are whole multiples of 1/power
  double mark_scale = 0;  // of a mark: a power of ten
  FixedRounding how;
  DecimalGrid grid;  // of a proportion of one number
  QuickLeaf quick;
  std::vector<FixedLeaf> cases;      // of by_group
  std::vector<std::size_t> case_of;  // of by_group: the case of each group
  double times = 1;                  // of a case: a whole number, its scale in that of the leaf

  bool is_quotient() const {
    return kind == FixedKind::quotient || kind == FixedKind::quotient_bands;
  }
  /// The leaf that scores a unit of this group. Its points count `times`.
  const FixedLeaf& of_group(std::size_t group) const {
    return kind == FixedKind::by_group ? cases[case_of[group]] : *this;
  }
};

/// How the points of the children make those of a node. A sum is also a mean, whose children have
/// weights.
enum class FixedAdds { sum, minimum, best, median, adjusted };

/// Children of a node that is no sum: a row has room for them.
inline constexpr std::size_t most_parts = 64;

/// A bonus or a penalty.
struct FixedAdjustment {
  std::size_t child = 0;  // position among the children
  bool raises = true;
  bool limited = false;
  double limit = 0;  // in 1/sum_scale
};

/// A gate with a flag.
struct FixedGate {
  std::size_t column = 0;
  double points = 0;  // in 1/sum_scale
  bool caps = false;
};

/// The fixed-lane data of a node.
struct FixedNode {
  bool fixed = false;
  Phrase reason;          // why the node is not fixed, or a leaf has no loop
  double scale = 1;       // points are whole multiples of 1/scale
  double bound = 0;       // no node's |points * scale| exceeds this
  bool narrow = false;    // and no sum before the rounding reaches narrow_limit
  Rational full_max;      // applicable maximum while nothing is excluded
  std::int32_t full = 0;  // the same in 1/max_scale of the plan, if it has one
  Rational mean_weight;   // as a child of a mean; 0 as a child of a sum
  Rational weights;       // of a mean: of all its children together
  double weight = 1;      // added to the parent per 1/scale, in 1/scale of the parent
  // The node's own rounding: points * round_num / round_den, to a whole number.
  bool rounds = false;
  double round_num = 1, round_den = 1;
  FixedRounding how;
  double sum_scale = 1;  // scale before the rounding
  FixedAdds adds = FixedAdds::sum;
  std::size_t taken = 0;  // of best
  std::vector<FixedAdjustment> adjust;
  // The steps between the aggregation and the rounding, in 1/sum_scale.
  bool has_cap = false;
  bool has_floor = false;
  double cap = 0, floor = 0;
  std::vector<FixedGate> gates;
  std::int64_t all_full = 0;  // maximum before a cap of a sum limits it, in 1/max_scale

  bool has_steps() const { return has_cap || has_floor || !gates.empty(); }
};

/// The plan as the batch engine runs it.
struct Lanes {
  std::vector<FixedLeaf> leaves;     // in document order
  std::vector<FixedNode> nodes;      // one per node of the plan
  std::vector<std::size_t> leaf_of;  // node -> position in `leaves`
  bool fixed = false;                // every node is in the fixed lane
  // Applicable maxima are whole multiples of 1/max_scale. 0 if they do not fit 31 bits: a row in
  // which something is left out is then scored exactly.
  std::int64_t max_scale = 0;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
