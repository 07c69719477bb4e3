// SPDX-License-Identifier: MIT
// No include guard: kernel_body.ipp includes this file once for each instruction set.

/// The two numbers of a quotient as whole multiples of 1/power.
struct Pair {
  Real a, b;
  Mask ok;
};

/// Whether a quotient is one of two counts, and nothing limits it.
inline bool is_of_counts(const FixedLeaf& leaf) {
  return leaf.power == 1 && !leaf.has_low_limit && !leaf.has_high_limit;
}

/// A number as a whole multiple of 1/power. The quotient is correctly rounded, so it equals x
/// exactly if x is the double of that decimal.
PARINDEX_KERNEL_BODY Real multiple_of(const FixedInput& in, double power, Real x, Mask& ok) {
  const Real whole = round_even(x * power);
  ok &= in_range(in, x) & (whole / power == x);
  if (in.whole) ok &= round_even(x) == x;
  return whole;
}

/// Reads the two numbers of a quotient. It has local copies of what it needs, as `bands_of` does.
template <bool counts>
class PairReader {
 public:
  explicit PairReader(const FixedLeaf& leaf)
      : first_(leaf.first),
        second_(leaf.second),
        power_(leaf.power),
        has_low_(leaf.has_low_limit),
        has_high_(leaf.has_high_limit) {
    if (has_low_) low_ = leaf.limits[0];
    if (has_high_) high_ = leaf.limits[1];
  }

  PARINDEX_KERNEL_LAMBDA Pair operator()(Real a, Real b) const {
    if constexpr (counts) {
      Pair pair{a, b, in_range(first_, a)};
      pair.ok &= in_range(second_, b);
      pair.ok &= round_even(a) == a;
      pair.ok &= round_even(b) == b;
      return pair;
    } else {
      Pair pair{a, b, Real{} == Real{}};
      pair.a = multiple_of(first_, power_, a, pair.ok);
      pair.b = multiple_of(second_, power_, b, pair.ok);
      if (has_low_) pair.ok &= reaches(low_, pair.a, pair.b);
      if (has_high_) pair.ok &= not_of(reaches(high_, pair.a, pair.b));
      return pair;
    }
  }

 private:
  const FixedInput first_;
  const FixedInput second_;
  const double power_;
  const bool has_low_;
  const bool has_high_;
  FixedCut low_;
  FixedCut high_;
};

template <bool counts>
PARINDEX_KERNEL_BODY bool quotient_bands(const FixedLeaf& leaf, const double* numerator,
                                         const double* denominator, std::size_t n, double* out) {
  const PairReader<counts> read(leaf);
  const double base = leaf.base;
  const FixedCut* const cuts = leaf.cuts.data();
  const std::size_t count = leaf.cuts.size();
  return run(n, out, [&](const auto& row) PARINDEX_KERNEL_LAMBDA {
    const Pair pair = read(row(numerator), row(denominator));
    Real p = broadcast(base);
    for (std::size_t k = 0; k < count; ++k) {
      p += select_or_zero(reaches(cuts[k], pair.a, pair.b), broadcast(cuts[k].step));
    }
    return Rows{p, pair.ok};
  });
}

inline bool rounds_halves_up(const FixedRounding& how) {
  return how.half && !how.even && how.over_positive == 1 && how.over_negative == 1 &&
         how.under_positive == 0 && how.under_negative == 0;
}

/// As `divide_rounded`, with halves up. The nearest whole number of the rounded quotient is off by
/// at most one, so one step leads to the whole number q with -y <= 2 (x - q y) < y.
PARINDEX_KERNEL_BODY Real divide_half_up(Real x, Real y) {
  const Real one = broadcast(1);
  const Real q = round_even(x / y);
  const Real twice = 2 * (x - q * y);
  return q + select_or_zero(twice >= y, one) - select_or_zero(twice < -y, one);
}

template <bool counts, bool half_up>
PARINDEX_KERNEL_BODY bool quotient(const FixedLeaf& leaf, const double* numerator,
                                   const double* denominator, std::size_t n, double* out) {
  const PairReader<counts> read(leaf);
  const FixedRounding how = leaf.how;
  const double num = leaf.num;
  const double den = leaf.den;
  const double start = leaf.start;
  const bool has_low = leaf.has_low;
  const bool has_high = leaf.has_high;
  const bool has_cut = leaf.has_cut;
  const FixedCut low = leaf.low;
  const FixedCut high = leaf.high;
  const FixedCut cut = leaf.cut;
  const double low_points = leaf.low_points;
  const double high_points = leaf.high_points;
  const double cut_points = leaf.cut_points;
  return run(n, out, [&](const auto& row) PARINDEX_KERNEL_LAMBDA {
    const Pair pair = read(row(numerator), row(denominator));
    const Real a = pair.a;
    const Real b = pair.b;
    const Real divisor = b >= 1 ? b : broadcast(1);  // rows outside the lane must not divide by 0
    const Real above = a * num + divisor * start;
    const Real below = divisor * den;
    Real q = half_up ? divide_half_up(above, below) : divide_rounded(how, above, below);
    if (has_low) q = reaches(low, a, b) ? q : broadcast(low_points);
    if (has_high) q = reaches(high, a, b) ? broadcast(high_points) : q;
    if (has_cut) q = reaches(cut, a, b) ? q : broadcast(cut_points);
    return Rows{q, pair.ok};
  });
}
