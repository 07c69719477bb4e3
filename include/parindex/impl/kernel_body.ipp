// SPDX-License-Identifier: MIT
// No include guard: kernel.ipp includes this file once for each instruction set. A target attribute
// has to stand on every function and lambda, because compilers lower vectors of a width that the
// function's own target lacks before they inline it.

PARINDEX_BEGIN_NAMESPACE

namespace detail::PARINDEX_KERNEL_NAMESPACE {

#define PARINDEX_KERNEL_LAMBDA __attribute__((always_inline PARINDEX_KERNEL_TARGET))
#define PARINDEX_KERNEL_BODY inline PARINDEX_KERNEL_LAMBDA
#define PARINDEX_KERNEL_ENTRY inline __attribute__((noinline PARINDEX_KERNEL_TARGET))

inline constexpr std::size_t width = PARINDEX_KERNEL_WIDTH;

// `Real` holds the numbers of several rows, `Mask` tells something of each. A single row needs no
// vector: the same text then reads as arithmetic on plain numbers.
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

/// The points of some rows, and which of them the lane holds.
struct Rows {
  Real points;
  Mask ok;
};

// A value spread over all rows; x - x would be NaN for an infinity.
PARINDEX_KERNEL_BODY Real all(double x) { return Real{} + x; }

PARINDEX_KERNEL_BODY Real load(const double* from) {
  Real x;
  __builtin_memcpy(&x, from, sizeof x);
  return x;
}
// The last rows of a block, fewer than a vector holds, one by one: a copy of a length that is not
// known beforehand would be a call, and a block of one row, which is one unit, is nothing but this.
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
PARINDEX_KERNEL_BODY void store(double* to, Real x) { __builtin_memcpy(to, &x, sizeof x); }

/// The nearest whole number, ties to even, of |x| <= 2^51: adding 1.5 * 2^52 leaves no room for
/// a fraction. Two plain additions on every instruction set.
PARINDEX_KERNEL_BODY Real round_even(Real x) {
  constexpr double magic = 6755399441055744.0;
  return (x + magic) - magic;
}

PARINDEX_KERNEL_BODY Real when(Mask mask, Real yes) { return mask ? yes : Real{}; }

PARINDEX_KERNEL_BODY Mask in_range(const FixedInput& in, Real v) {
  return (v >= in.low) & (v <= in.high);  // NaN fails both
}

PARINDEX_KERNEL_BODY Mask on_grid(const FixedInput& in, Real v) {
  const Real scaled = round_even(v * in.grid_scale);
  const Real offset = scaled - in.grid_base;
  const Real steps = round_even(offset / in.grid_step);
  // The quotient of two exact numbers is correctly rounded, so it equals v exactly when v is the
  // double of that decimal.
  return (scaled / in.grid_scale == v) & (steps * in.grid_step == offset);
}

/// Everything that an input is checked for; `plain` inputs have nothing but a range.
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
  const Real one = all(1);
  Real q = round_even(x / y);
  Real twice = 2 * (x - q * y);  // q * y is a whole number near x, so this is exact
  // The quotient itself was rounded; it can have slipped over the half by its last bit.
  q += when(twice > y, one) - when(twice < -y, one);
  twice = 2 * (x - q * y);
  // q is now a nearest whole number. The half modes differ on exact halves, the others wherever
  // something is left over.
  Mask over = how.half ? twice == y : twice > 0;
  Mask under = how.half ? twice == -y : twice < 0;
  if (how.even) {
    const Real half = q * 0.5;
    const Mask odd = round_even(half) != half;
    over &= odd;
    under &= odd;
  }
  const Mask positive = x > 0;
  q += when(over & positive, all(how.over_positive)) + when(over & not_of(positive), all(how.over_negative));
  q -= when(under & positive, all(how.under_positive)) +
       when(under & not_of(positive), all(how.under_negative));
  return q;
}

/// Runs `points` over a block. The last rows are filled up with zeros; what the filler gives is
/// dropped, but may make the answer "some row left the lane" true for nothing.
template <bool keep, class Points>
PARINDEX_KERNEL_BODY bool run_rows(std::size_t n, const Sink& out, const Points& points) {
  double* const own = out.own;
  double* const sum = out.sum;
  const double weight = out.weight;
  Mask bad{};
  // `count...` is nothing for a whole vector, else the number of rows that are left.
  const auto emit = [&](std::size_t i, const auto&... count) PARINDEX_KERNEL_LAMBDA {
    const Rows rows =
        points([&](const double* v) PARINDEX_KERNEL_LAMBDA { return load(v + i, count...); });
    if constexpr (keep) store(own + i, rows.ok ? rows.points : all(not_fixed), count...);
    store(sum + i, load(sum + i, count...) + when(rows.ok, rows.points * weight), count...);
    bad |= not_of(rows.ok);
  };
  std::size_t i = 0;
  for (; i + width <= n; i += width) emit(i);
#if PARINDEX_KERNEL_WIDTH > 1
  if (i < n) emit(i, n - i);
#endif
  return any_of(bad);
}

template <class Points>
PARINDEX_KERNEL_BODY bool run(std::size_t n, const Sink& out, const Points& points) {
  return out.own ? run_rows<true>(n, out, points) : run_rows<false>(n, out, points);
}

template <std::size_t count, bool plain>
PARINDEX_KERNEL_BODY bool bands_of(const FixedLeaf& leaf, const double* v, std::size_t n,
                                          const Sink& out) {
  // Copies: the compiler cannot know that the stores below leave the leaf alone.
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
    Real p = all(base);
    for (std::size_t k = 0; k < count; ++k) p += when(x >= at[k], all(step[k]));
    return Rows{p, accepts<plain>(in, x)};
  });
}

template <bool plain>
PARINDEX_KERNEL_BODY bool bands(const FixedLeaf& leaf, const double* v, std::size_t n,
                                       const Sink& out) {
  // The usual numbers of bands keep their cuts in registers; more go through memory.
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
    Real p = all(leaf.base);
    for (const FixedCut& cut : leaf.cuts) p += when(x >= cut.at, all(cut.step));
    return Rows{p, accepts<plain>(in, x)};
  });
}

PARINDEX_KERNEL_BODY Mask quotient_ok(const FixedLeaf& leaf, Real a, Real b) {
  Mask ok = in_range(leaf.first, a) & in_range(leaf.second, b) & (round_even(a) == a) &
            (round_even(b) == b);
  if (leaf.has_low_limit) ok &= reaches(leaf.limits[0], a, b);
  if (leaf.has_high_limit) ok &= not_of(reaches(leaf.limits[1], a, b));
  return ok;
}

PARINDEX_KERNEL_BODY bool quotient_bands(const FixedLeaf& leaf, const double* numerator,
                                                const double* denominator, std::size_t n,
                                                const Sink& out) {
  return run(n, out, [&](const auto& row) PARINDEX_KERNEL_LAMBDA {
    const Real a = row(numerator);
    const Real b = row(denominator);
    Real p = all(leaf.base);
    for (const FixedCut& cut : leaf.cuts) p += when(reaches(cut, a, b), all(cut.step));
    return Rows{p, quotient_ok(leaf, a, b)};
  });
}

PARINDEX_KERNEL_BODY bool quotient(const FixedLeaf& leaf, const double* numerator,
                                          const double* denominator, std::size_t n,
                                          const Sink& out) {
  return run(n, out, [&](const auto& row) PARINDEX_KERNEL_LAMBDA {
    const Real a = row(numerator);
    const Real b = row(denominator);
    const Real divisor = b >= 1 ? b : all(1);  // rows outside the lane must not divide by 0
    Real q = divide_rounded(leaf.how, a * leaf.num, divisor * leaf.den);
    if (leaf.has_floor) q = reaches(leaf.floor, a, b) ? q : all(leaf.floor_points);
    if (leaf.has_cap) q = reaches(leaf.cap, a, b) ? all(leaf.cap_points) : q;
    if (leaf.has_cut) q = reaches(leaf.cut, a, b) ? q : all(leaf.cut_points);
    return Rows{q, quotient_ok(leaf, a, b)};
  });
}

template <bool half, bool plain>
PARINDEX_KERNEL_BODY bool proportion(const FixedLeaf& leaf, const double* v, std::size_t n,
                                     const Sink& out) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  const FixedInput in = leaf.first;
  const FixedRounding how = leaf.how;
  const double factor = leaf.factor;
  const double nearest = half ? 0.5 - leaf.margin : leaf.margin;
  const double cut = leaf.has_cut ? leaf.cut.at : -infinity;
  const double cap = leaf.has_cap ? leaf.cap.at : infinity;
  const double floor = leaf.has_floor ? leaf.floor.at : -infinity;
  const double cut_points = leaf.cut_points;
  const double cap_points = leaf.cap_points;
  const double floor_points = leaf.floor_points;
  return run(n, out, [&](const auto& row) PARINDEX_KERNEL_LAMBDA {
    const Real x = row(v);
    const Real scaled = x * factor;
    Real q = round_even(scaled);
    const Real rest = scaled - q;
    const Real distance = rest < 0 ? -rest : rest;
    // Where neighbours meet: halfway for the half modes, at the whole numbers for the others.
    Mask sure = half ? distance < nearest : distance > nearest;
    if constexpr (!half) {
      const Mask positive = scaled > 0;
      q += when((rest > 0) & positive, all(how.over_positive)) +
           when((rest > 0) & not_of(positive), all(how.over_negative));
      q -= when((rest < 0) & positive, all(how.under_positive)) +
           when((rest < 0) & not_of(positive), all(how.under_negative));
    }
    const Mask below_floor = x < floor;
    const Mask above_cap = x >= cap;
    const Mask below_cut = x < cut;
    q = below_floor ? all(floor_points) : q;
    q = above_cap ? all(cap_points) : q;
    q = below_cut ? all(cut_points) : q;
    sure |= below_floor | above_cap | below_cut;
    sure &= accepts<plain>(in, x);
    return Rows{q, sure};
  });
}

PARINDEX_KERNEL_BODY bool mark(const FixedLeaf& leaf, const double* v, std::size_t n,
                                      const Sink& out) {
  const FixedInput in = leaf.first;
  const double scale = leaf.mark_scale;
  return run(n, out, [&](const auto& row) PARINDEX_KERNEL_LAMBDA {
    const Real x = row(v);
    const Real scaled = round_even(x * scale);
    // Equal to the correctly rounded quotient exactly when x is the double of that decimal.
    Mask ok = in_range(in, x) & (scaled / scale == x);
    if (in.grid_scale != 0) ok &= on_grid(in, x);
    return Rows{scaled, ok};
  });
}

PARINDEX_KERNEL_BODY bool table(const FixedLeaf& leaf, const double* v, std::size_t n,
                                       const Sink& out) {
  return run(n, out, [&](const auto& row) PARINDEX_KERNEL_LAMBDA {
    const Real x = row(v);
    Rows rows{Real{}, Mask{}};
    for (std::size_t k = 0; k < leaf.points.size(); ++k) {
      const Mask chosen = x == static_cast<double>(k);
      rows.points = chosen ? all(leaf.points[k]) : rows.points;
      rows.ok |= chosen;
    }
    return rows;
  });
}

PARINDEX_KERNEL_BODY bool items(const FixedLeaf& leaf, const double* const* v,
                                       std::size_t n, const Sink& out) {
  const std::size_t count = leaf.items.size();
  return run(n, out, [&](const auto& row) PARINDEX_KERNEL_LAMBDA {
    Rows rows{Real{}, Real{} == Real{}};
    for (std::size_t k = 0; k < count; ++k) {
      const Real x = row(v[k]);
      rows.ok &= (x == 0) | (x == 1);
      rows.points += x * (leaf.all_items ? 1.0 : leaf.points[k]);
    }
    if (leaf.all_items) {
      const Mask every = rows.points == static_cast<double>(count);
      rows.points = every ? all(leaf.points[0]) : all(leaf.base);
    }
    return rows;
  });
}

#if PARINDEX_KERNEL_WIDTH > 1
// ---- Quick loops: no mask for each row. They add as if every value were in range and learn on the
// way whether that was so; if not, a second run takes away what the first added. Points are whole
// numbers, so that restores every bit.

/// What a quick loop notes about the values it has seen.
struct Seen {
  Mask outside{};   // the sign bit is set by every value that is negative, below or above
  Real furthest{};  // from a whole number, at most; for proportions
};

/// One cache line of the next column for each line of this one.
PARINDEX_KERNEL_BODY void fetch(const double* next, std::size_t i) {
  if (i % 8 == 0) __builtin_prefetch(next + i, 0, 2);
}

PARINDEX_KERNEL_BODY void note_range(const FixedLeaf& leaf, const double* v, Seen& seen) {
  Mask bits;
  __builtin_memcpy(&bits, v, sizeof bits);
  seen.outside |= bits | (bits - leaf.low_bits) | (leaf.high_bits - bits);
}

PARINDEX_KERNEL_BODY bool all_in_range(const Seen& seen) {
  std::int64_t any = 0;
  for (std::size_t k = 0; k < width; ++k) any |= seen.outside[k];
  return any >= 0;
}

template <std::size_t count>
PARINDEX_KERNEL_BODY bool quick_bands(const FixedLeaf& leaf, const double* v, std::size_t n,
                                      const Sink& out) {
  double* const sum = out.sum;
  const auto add = [&](double weight) PARINDEX_KERNEL_LAMBDA {
    double at[count];
    double step[count];
    for (std::size_t k = 0; k < count; ++k) {
      at[k] = leaf.cuts[k].at;
      step[k] = leaf.cuts[k].step * weight;
    }
    Seen seen;
    for (std::size_t i = 0; i < n; i += width) {
      const Real x = load(v + i);
      note_range(leaf, v + i, seen);
      fetch(out.next, i);
      Real total = load(sum + i);
      // NaN reaches no cut and adds nothing, an infinity reaches all or none.
      for (std::size_t k = 0; k < count; ++k) total = x >= at[k] ? total + step[k] : total;
      store(sum + i, total);
    }
    return seen;
  };
  if (!all_in_range(add(out.weight))) {
    add(-out.weight);
    return false;
  }
  *out.constant += leaf.base * out.weight;
  return true;
}

/// False also when a value lies too near a rounding boundary.
template <bool has_cut>
PARINDEX_KERNEL_BODY bool quick_proportion(const FixedLeaf& leaf, const double* v, std::size_t n,
                                           const Sink& out) {
  const double factor = leaf.factor;
  const double cut = leaf.cut.at;
  const double high = leaf.first.high;
  const double cut_points = has_cut ? leaf.cut_points : 0.0;
  double* const sum = out.sum;
  const auto add = [&](double weight) PARINDEX_KERNEL_LAMBDA {
    Seen seen;
    for (std::size_t i = 0; i < n; i += width) {
      Real x = load(v + i);
      note_range(leaf, v + i, seen);
      fetch(out.next, i);
      // What is beyond the range must stay finite, or it could not be taken away; NaN becomes
      // `high` as well. Numbers below 0 are beyond 0 on the other side.
      x = x < high ? x : all(high);
      if constexpr (!has_cut) x = x > 0 ? x : Real{};
      const Real scaled = x * factor;
      const Real q = round_even(scaled);
      const Real rest = scaled - q;
      const Real distance = rest < 0 ? -rest : rest;
      seen.furthest = seen.furthest < distance ? distance : seen.furthest;
      Real total = load(sum + i);
      const Real more = total + (q - cut_points) * weight;
      if constexpr (has_cut) {
        total = x >= cut ? more : total;
      } else {
        total = more;
      }
      store(sum + i, total);
    }
    return seen;
  };
  const Seen seen = add(out.weight);
  double most = 0;
  for (std::size_t k = 0; k < width; ++k) most = most < seen.furthest[k] ? seen.furthest[k] : most;
  if (!all_in_range(seen) || !(most < 0.5 - leaf.margin)) {
    add(-out.weight);
    return false;
  }
  *out.constant += cut_points * out.weight;
  return true;
}

/// The quick loops; false when the careful ones have to run instead.
PARINDEX_KERNEL_BODY bool run_quickly(const FixedLeaf& leaf, const double* v, std::size_t n,
                                      const Sink& out) {
  if (!leaf.quick || out.own || n % width != 0) return false;
  if (leaf.kind == FixedKind::proportion) {
    return leaf.has_cut ? quick_proportion<true>(leaf, v, n, out)
                        : quick_proportion<false>(leaf, v, n, out);
  }
  switch (leaf.cuts.size()) {
    case 1: return quick_bands<1>(leaf, v, n, out);
    case 2: return quick_bands<2>(leaf, v, n, out);
    case 3: return quick_bands<3>(leaf, v, n, out);
    case 4: return quick_bands<4>(leaf, v, n, out);
    case 5: return quick_bands<5>(leaf, v, n, out);
    case 6: return quick_bands<6>(leaf, v, n, out);
    default: return false;
  }
}
#endif

/// One leaf over one block. `v` holds a pointer to each of its columns. False means that no row
/// left the lane.
PARINDEX_KERNEL_ENTRY bool run_leaf(const FixedLeaf& leaf, const double* const* v,
                                          std::size_t n, const Sink& out) {
#if PARINDEX_KERNEL_WIDTH > 1
  if (run_quickly(leaf, v[0], n, out)) return false;
#endif
  const bool plain = !leaf.first.whole && leaf.first.grid_scale == 0;
  switch (leaf.kind) {
    case FixedKind::table: return table(leaf, v[0], n, out);
    case FixedKind::items: return items(leaf, v, n, out);
    case FixedKind::bands:
      return plain ? bands<true>(leaf, v[0], n, out) : bands<false>(leaf, v[0], n, out);
    case FixedKind::quotient_bands: return quotient_bands(leaf, v[0], v[1], n, out);
    case FixedKind::proportion:
      if (!leaf.how.half) return proportion<false, false>(leaf, v[0], n, out);
      return plain ? proportion<true, true>(leaf, v[0], n, out)
                   : proportion<true, false>(leaf, v[0], n, out);
    case FixedKind::quotient: return quotient(leaf, v[0], v[1], n, out);
    case FixedKind::mark: break;
  }
  return mark(leaf, v[0], n, out);
}

/// Rounds the sums of a node in place.
PARINDEX_KERNEL_ENTRY void run_rounding(const FixedNode& node, double* sum, std::size_t n) {
  const auto round = [&](std::size_t i, const auto&... count) PARINDEX_KERNEL_LAMBDA {
    store(sum + i,
          divide_rounded(node.how, load(sum + i, count...) * node.round_num, all(node.round_den)),
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
