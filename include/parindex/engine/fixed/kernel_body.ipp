// SPDX-License-Identifier: MIT
// No include guard: kernel.ipp includes this file once for each instruction set. Every function and
// lambda needs the target attribute, because compilers split vectors wider than the function's own
// target before they inline it.

PARINDEX_BEGIN_NAMESPACE

namespace detail::PARINDEX_KERNEL_NAMESPACE {

#if PARINDEX_HAS_GNU
#define PARINDEX_KERNEL_LAMBDA __attribute__((always_inline PARINDEX_KERNEL_TARGET))
#define PARINDEX_KERNEL_ENTRY inline __attribute__((noinline PARINDEX_KERNEL_TARGET))
#else
#define PARINDEX_KERNEL_LAMBDA
#define PARINDEX_KERNEL_ENTRY inline
#endif
#define PARINDEX_KERNEL_BODY inline PARINDEX_KERNEL_LAMBDA

inline constexpr std::size_t width = PARINDEX_KERNEL_WIDTH;

// `Real` contains the numbers of several rows, `Mask` a truth value for each. A single row needs no
// vector: the same source is then arithmetic on plain numbers.
#if PARINDEX_KERNEL_WIDTH == 1
using Real = double;
using Mask = bool;
PARINDEX_KERNEL_BODY bool any_of(Mask mask) { return mask; }
PARINDEX_KERNEL_BODY Mask not_of(Mask mask) { return !mask; }
#else
using Real = double __attribute__((vector_size(8 * width)));
using Mask = std::int64_t __attribute__((vector_size(8 * width)));
PARINDEX_KERNEL_BODY bool any_of(Mask mask) {
  std::int64_t any = 0;
  for (std::size_t k = 0; k < width; ++k) any |= mask[k];
  return any != 0;
}
PARINDEX_KERNEL_BODY Mask not_of(Mask mask) { return ~mask; }
#endif

/// The points of some rows, and which of these rows stay in the lane.
struct Rows {
  Real points;
  Mask ok;
};

// Broadcasts a value to all rows; computing the 0 as x - x would give NaN for an infinity.
PARINDEX_KERNEL_BODY Real broadcast(double x) { return Real{} + x; }

PARINDEX_KERNEL_BODY Real load(const double* from) {
  Real x;
  std::memcpy(&x, from, sizeof x);
  return x;
}
// The last rows of a block, fewer than a vector, are copied one by one. A copy of unknown length
// would be a function call, and a block of one row (one unit) consists only of this case.
#if PARINDEX_KERNEL_WIDTH > 1
PARINDEX_KERNEL_BODY Real load(const double* from, std::size_t count) {
  Real x{};
  for (std::size_t k = 0; k < count; ++k) x[k] = from[k];
  return x;
}
PARINDEX_KERNEL_BODY void store(double* to, Real x, std::size_t count) {
  for (std::size_t k = 0; k < count; ++k) to[k] = x[k];
}
#endif
PARINDEX_KERNEL_BODY void store(double* to, Real x) { std::memcpy(to, &x, sizeof x); }

/// The nearest whole number, ties to even, for |x| <= 2^51: two plain additions on every
/// instruction set.
PARINDEX_KERNEL_BODY Real round_even(Real x) { return (x + magic) - magic; }

/// x * y + z, rounded once if the processor can, otherwise twice; for callers that accept both.
PARINDEX_KERNEL_BODY Real multiply_add(Real x, Real y, Real z) {
#ifdef PARINDEX_KERNEL_FMA
  return PARINDEX_KERNEL_FMA(x, y, z);
#else
  return x * y + z;
#endif
}

/// r / power, correctly rounded, for whole |r| < 2^49: the double of that decimal. The two parts of
/// the inverse have 2^-106 of relative error, and the quotient is no nearer than 2^-73 to the
/// middle between two doubles: both are multiples of 1 / (5^8 * 2^54) of it, and not the same.
PARINDEX_KERNEL_BODY Real decimal(const DecimalGrid& grid, Real r) {
#ifdef PARINDEX_KERNEL_FMA
  return multiply_add(r, broadcast(grid.inverse), r * grid.inverse_rest);
#else
  return r / grid.power;
#endif
}

PARINDEX_KERNEL_BODY Real select_or_zero(Mask mask, Real yes) { return mask ? yes : Real{}; }

PARINDEX_KERNEL_BODY Mask in_range(const FixedInput& in, Real v) {
  return (v >= in.low) & (v <= in.high);  // NaN fails both
}

PARINDEX_KERNEL_BODY Mask on_grid(const FixedInput& in, Real v) {
  const Real scaled = round_even(v * in.grid_scale);
  const Real offset = scaled - in.grid_base;
  const Real steps = round_even(offset / in.grid_step);
  // The quotient of two exact numbers is correctly rounded, so it equals v exactly if v is the
  // double of that decimal.
  return (scaled / in.grid_scale == v) & (steps * in.grid_step == offset);
}

/// All checks of an input; `plain` inputs have only a range.
template <bool plain>
PARINDEX_KERNEL_BODY Mask accepts(const FixedInput& in, Real v) {
  Mask ok = in_range(in, v);
  if constexpr (!plain) {
    if (in.whole) ok &= round_even(v) == v;
    if (in.grid_scale != 0) ok &= on_grid(in, v);
  }
  return ok;
}

PARINDEX_KERNEL_BODY Mask reaches(const FixedCut& cut, Real a, Real b) {
  const Real left = a * cut.num;
  const Real right = b * cut.den;
  return cut.strict ? left > right : left >= right;
}

/// x / y rounded to a whole number, exactly, for whole |x| < 2^51 and 0 < y < 2^51.
PARINDEX_KERNEL_BODY Real divide_rounded(const FixedRounding& how, Real x, Real y) {
  const Real one = broadcast(1);
  Real q = round_even(x / y);
  Real twice = 2 * (x - q * y);  // q * y is a whole number near x, so this is exact
  // The quotient was rounded and may be off by one across the half.
  q += select_or_zero(twice > y, one) - select_or_zero(twice < -y, one);
  twice = 2 * (x - q * y);
  // q is now a nearest whole number. The half modes differ on exact halves, the others whenever
  // there is a remainder.
  Mask over = how.half ? twice == y : twice > 0;
  Mask under = how.half ? twice == -y : twice < 0;
  if (how.even) {
    const Real half = q * 0.5;
    const Mask odd = round_even(half) != half;
    over &= odd;
    under &= odd;
  }
  const Mask positive = x > 0;
  q += select_or_zero(over & positive, broadcast(how.over_positive)) +
       select_or_zero(over & not_of(positive), broadcast(how.over_negative));
  q -= select_or_zero(under & positive, broadcast(how.under_positive)) +
       select_or_zero(under & not_of(positive), broadcast(how.under_negative));
  return q;
}

/// Runs `points` over some rows. The last vector is filled with zeros. The results of the filler
/// are dropped, but they may make the answer "some row left the lane" true although none did.
template <class Points>
PARINDEX_KERNEL_BODY bool run(std::size_t n, double* out, const Points& points) {
  Mask bad{};
  // `count...` is empty for a whole vector, otherwise the number of remaining rows.
  const auto emit = [&](std::size_t i, const auto&... count) PARINDEX_KERNEL_LAMBDA {
    const Rows rows =
        points([&](const double* v) PARINDEX_KERNEL_LAMBDA { return load(v + i, count...); });
    store(out + i, rows.ok ? rows.points : broadcast(not_fixed), count...);
    bad |= not_of(rows.ok);
  };
  std::size_t i = 0;
  for (; i + width <= n; i += width) emit(i);
#if PARINDEX_KERNEL_WIDTH > 1
  if (i < n) emit(i, n - i);
#endif
  return any_of(bad);
}

template <std::size_t count, bool plain>
PARINDEX_KERNEL_BODY bool bands_of(const FixedLeaf& leaf, const double* v, std::size_t n,
                                   double* out) {
  // Local copies: the compiler cannot know that the stores below do not change the leaf.
  const FixedInput in = leaf.first;
  const double base = leaf.base;
  double at[count == 0 ? 1 : count];
  double step[count == 0 ? 1 : count];
  for (std::size_t k = 0; k < count; ++k) {
    at[k] = leaf.cuts[k].at;
    step[k] = leaf.cuts[k].step;
  }
  return run(n, out, [&](const auto& row) PARINDEX_KERNEL_LAMBDA {
    const Real x = row(v);
    Real p = broadcast(base);
    for (std::size_t k = 0; k < count; ++k) p += select_or_zero(x >= at[k], broadcast(step[k]));
    return Rows{p, accepts<plain>(in, x)};
  });
}

template <bool plain>
PARINDEX_KERNEL_BODY bool bands(const FixedLeaf& leaf, const double* v, std::size_t n,
                                double* out) {
  // Up to the usual number of bands, the cuts stay in registers; more cuts are read from memory.
  switch (leaf.cuts.size()) {
    case 1: return bands_of<1, plain>(leaf, v, n, out);
    case 2: return bands_of<2, plain>(leaf, v, n, out);
    case 3: return bands_of<3, plain>(leaf, v, n, out);
    case 4: return bands_of<4, plain>(leaf, v, n, out);
    default: break;
  }
  const FixedInput in = leaf.first;
  return run(n, out, [&](const auto& row) PARINDEX_KERNEL_LAMBDA {
    const Real x = row(v);
    Real p = broadcast(leaf.base);
    for (const FixedCut& cut : leaf.cuts) p += select_or_zero(x >= cut.at, broadcast(cut.step));
    return Rows{p, accepts<plain>(in, x)};
  });
}

#include <parindex/engine/fixed/kernel_quotient.ipp>

/// A nearest whole number as the modes other than `half` round: they add or take away 1 if there is
/// a rest.
PARINDEX_KERNEL_BODY Real to_other(const FixedRounding& how, Real nearest, Real rest, Real scaled) {
  const Mask positive = scaled > 0;
  return nearest + select_or_zero((rest > 0) & positive, broadcast(how.over_positive)) +
         select_or_zero((rest > 0) & not_of(positive), broadcast(how.over_negative)) -
         select_or_zero((rest < 0) & positive, broadcast(how.under_positive)) -
         select_or_zero((rest < 0) & not_of(positive), broadcast(how.under_negative));
}

/// Rounds the points of the rows of `wanted` that are on a decimal grid exactly, and adds these to
/// `sure`.
PARINDEX_KERNEL_BODY Real round_on_grid(const DecimalGrid& grid, const FixedRounding& how, Real x,
                                        Mask wanted, Real otherwise, Mask& sure) {
  const Real r = round_even(x * grid.power);
  Mask exact = wanted;
  exact &= decimal(grid, r) == x;
  exact &= (r <= grid.most) & (-r <= grid.most);
  sure |= exact;
  const Real num = exact ? r * grid.num + grid.start : Real{};
  return exact ? divide_rounded(how, num, broadcast(grid.den)) : otherwise;
}

template <bool half, bool plain>
PARINDEX_KERNEL_BODY bool proportion(const FixedLeaf& leaf, const double* v, std::size_t n,
                                     double* out) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  const FixedInput in = leaf.first;
  const FixedRounding how = leaf.how;
  const DecimalGrid grid = leaf.grid;
  const double factor = leaf.factor;
  const double start = leaf.start;
  const double nearest = half ? 0.5 - leaf.margin : leaf.margin;
  const double cut = leaf.has_cut ? leaf.cut.at : -infinity;
  const double high = leaf.has_high ? leaf.high.at : infinity;
  const double low = leaf.has_low ? leaf.low.at : -infinity;
  const double cut_points = leaf.cut_points;
  const double high_points = leaf.high_points;
  const double low_points = leaf.low_points;
  return run(n, out, [&](const auto& row) PARINDEX_KERNEL_LAMBDA {
    const Real x = row(v);
    const Real scaled = x * factor + start;
    Real q = round_even(scaled);
    const Real rest = scaled - q;
    const Real distance = rest < 0 ? -rest : rest;
    // The boundary between neighbouring results: halfway for the half modes, at the whole numbers
    // for the others.
    Mask sure = half ? distance < nearest : distance > nearest;
    if constexpr (!half) q = to_other(how, q, rest, scaled);
    // Near a boundary, a number with few decimals is computed exactly on the decimal grid.
    if (grid.power != 0 && any_of(not_of(sure))) {
      q = round_on_grid(grid, how, x, not_of(sure), q, sure);
    }
    const Mask is_low = x < low;
    const Mask is_high = x >= high;
    const Mask below_cut = x < cut;
    q = is_low ? broadcast(low_points) : q;
    q = is_high ? broadcast(high_points) : q;
    q = below_cut ? broadcast(cut_points) : q;
    sure |= is_low | is_high | below_cut;
    sure &= accepts<plain>(in, x);
    return Rows{q, sure};
  });
}

PARINDEX_KERNEL_BODY bool pieces(const FixedLeaf& leaf, const double* v, std::size_t n,
                                 double* out) {
  const FixedInput in = leaf.first;
  const FixedRounding how = leaf.how;
  const bool half = how.half;
  const double margin = leaf.margin;
  return run(n, out, [&](const auto& row) PARINDEX_KERNEL_LAMBDA {
    const Real x = row(v);
    Real factor{};
    Real start{};
    for (const FixedPiece& piece : leaf.pieces) {
      const Mask reached = x >= piece.from;
      factor = reached ? broadcast(piece.factor) : factor;
      start = reached ? broadcast(piece.start) : start;
    }
    const Real scaled = x * factor + start;
    Real q = round_even(scaled);
    const Real rest = scaled - q;
    const Real distance = rest < 0 ? -rest : rest;
    Mask sure = half ? distance < 0.5 - margin : distance > margin;
    sure |= factor == 0;  // the points are a whole number
    if (!half) q = to_other(how, q, rest, scaled);
    if (any_of(not_of(sure))) {
      for (const FixedPiece& piece : leaf.pieces) {
        if (piece.grid.power == 0) continue;
        const Mask inside = (x >= piece.from) & (x < piece.to) & not_of(sure);
        q = round_on_grid(piece.grid, how, x, inside, q, sure);
      }
    }
    sure &= accepts<false>(in, x);
    return Rows{q, sure};
  });
}

#include <parindex/engine/fixed/kernel_log.ipp>

PARINDEX_KERNEL_BODY bool mark(const FixedLeaf& leaf, const double* v, std::size_t n, double* out) {
  const FixedInput in = leaf.first;
  const double scale = leaf.mark_scale;
  return run(n, out, [&](const auto& row) PARINDEX_KERNEL_LAMBDA {
    const Real x = row(v);
    const Real scaled = round_even(x * scale);
    // Equal to the correctly rounded quotient exactly if x is the double of that decimal.
    Mask ok = in_range(in, x) & (scaled / scale == x);
    if (in.grid_scale != 0) ok &= on_grid(in, x);
    return Rows{scaled, ok};
  });
}

PARINDEX_KERNEL_BODY bool table(const FixedLeaf& leaf, const double* v, std::size_t n,
                                double* out) {
  const double* const points = leaf.points.data();
  const std::size_t count = leaf.points.size();
  return run(n, out, [&](const auto& row) PARINDEX_KERNEL_LAMBDA {
    const Real x = row(v);
    Rows rows{Real{}, Mask{}};
    for (std::size_t k = 0; k < count; ++k) {
      const Mask chosen = x == static_cast<double>(k);
      rows.points = chosen ? broadcast(points[k]) : rows.points;
      rows.ok |= chosen;
    }
    return rows;
  });
}

template <bool all>
PARINDEX_KERNEL_BODY bool items_of(const FixedLeaf& leaf, const double* const* v, std::size_t n,
                                   double* out) {
  const double* const points = leaf.points.data();
  const std::size_t count = leaf.items.size();
  const double otherwise = leaf.base;
  return run(n, out, [&](const auto& row) PARINDEX_KERNEL_LAMBDA {
    Rows rows{Real{}, Real{} == Real{}};
    for (std::size_t k = 0; k < count; ++k) {
      const Real x = row(v[k]);
      rows.ok &= (x == 0) | (x == 1);
      rows.points += all ? x : x * points[k];
    }
    if constexpr (all) {
      const Mask every = rows.points == static_cast<double>(count);
      rows.points = every ? broadcast(points[0]) : broadcast(otherwise);
    }
    return rows;
  });
}

PARINDEX_KERNEL_BODY bool items(const FixedLeaf& leaf, const double* const* v, std::size_t n,
                                double* out) {
  return leaf.all_items ? items_of<true>(leaf, v, n, out) : items_of<false>(leaf, v, n, out);
}

#if PARINDEX_KERNEL_WIDTH > 1
#include <parindex/engine/fixed/kernel_quick.ipp>
#endif
#include <parindex/engine/fixed/kernel_prepared.ipp>

/// Computes the points of a leaf for `n` rows, NaN for rows that left the lane. `v` has a pointer
/// to each of its columns. Returns false if no row left the lane.
PARINDEX_KERNEL_ENTRY bool run_leaf(const FixedLeaf& leaf, const double* const* v, std::size_t n,
                                    double* out) {
  const bool plain = !leaf.first.whole && leaf.first.grid_scale == 0;
  switch (leaf.kind) {
    case FixedKind::table: return table(leaf, v[0], n, out);
    case FixedKind::items: return items(leaf, v, n, out);
    case FixedKind::bands:
      return plain ? bands<true>(leaf, v[0], n, out) : bands<false>(leaf, v[0], n, out);
    case FixedKind::quotient_bands:
      return is_of_counts(leaf) ? quotient_bands<true>(leaf, v[0], v[1], n, out)
                                : quotient_bands<false>(leaf, v[0], v[1], n, out);
    case FixedKind::proportion:
      if (!leaf.how.half) return proportion<false, false>(leaf, v[0], n, out);
      return plain ? proportion<true, true>(leaf, v[0], n, out)
                   : proportion<true, false>(leaf, v[0], n, out);
    case FixedKind::pieces: return pieces(leaf, v[0], n, out);
    case FixedKind::logarithm: return logarithms(leaf, v[0], n, out);
    case FixedKind::quotient:
      if (!is_of_counts(leaf)) return quotient<false, false>(leaf, v[0], v[1], n, out);
      return rounds_halves_up(leaf.how) ? quotient<true, true>(leaf, v[0], v[1], n, out)
                                        : quotient<true, false>(leaf, v[0], v[1], n, out);
    case FixedKind::mark:
    case FixedKind::by_group:
    case FixedKind::known: break;  // the last two have no loop
  }
  return mark(leaf, v[0], n, out);
}

/// Rounds the sums of a node in place.
PARINDEX_KERNEL_ENTRY void run_rounding(const FixedNode& node, double* sum, std::size_t n) {
  const auto round = [&](std::size_t i, const auto&... count) PARINDEX_KERNEL_LAMBDA {
    store(sum + i,
          divide_rounded(node.how, load(sum + i, count...) * node.round_num,
                         broadcast(node.round_den)),
          count...);
  };
  std::size_t i = 0;
  for (; i + width <= n; i += width) round(i);
#if PARINDEX_KERNEL_WIDTH > 1
  if (i < n) round(i, n - i);
#endif
}

#undef PARINDEX_KERNEL_LAMBDA
#undef PARINDEX_KERNEL_BODY
#undef PARINDEX_KERNEL_ENTRY

}  // namespace detail::PARINDEX_KERNEL_NAMESPACE

PARINDEX_END_NAMESPACE

#undef PARINDEX_KERNEL_NAMESPACE
#undef PARINDEX_KERNEL_TARGET
#undef PARINDEX_KERNEL_WIDTH
#undef PARINDEX_KERNEL_FMA
#undef PARINDEX_KERNEL_WIDEN
