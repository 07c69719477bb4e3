// SPDX-License-Identifier: MIT
// Logarithms in the fixed lane; kernel_body.ipp includes this file.

/// The natural logarithm of a normal number above 0, with an error of at most (|k| + 1) * 2^-51, if
/// 2^k is the nearest power of two.
///
/// x = 2^k * m with m from sqrt(1/2) to sqrt(2), and log m = 2 s P(s^2) with s = (m - 1) / (m + 1)
/// and P(z) = 1 + z/3 + z^2/5 + ... Here |s| <= .1716, z <= .0295:
///  - m - 1 is exact, m + 1 and the quotient are rounded: s has a relative error of 2^-52;
///  - P ends after z^10, which leaves out less than 2^-60; its sum is at least 1, and everything
///    added to 1 is below .0102, so rounding and the errors of z change it by less than 2^-52;
///  - 2 s P thus has a relative error below 2^-50.6 and, as it is at most .347, less than 2^-52;
///  - k log 2 has an error below |k| * 2^-52.5, and the sum is rounded once: less than
///    (.7 |k| + .35) * 2^-53.
PARINDEX_KERNEL_BODY Real logarithm(Real x) {
#if PARINDEX_KERNEL_WIDTH == 1
  using Bits = std::uint64_t;
#else
  using Bits = std::uint64_t __attribute__((vector_size(8 * width)));
#endif
  constexpr std::uint64_t one = 0x3FF0000000000000;
  constexpr std::uint64_t root_of_half = 0x3FE6A09E667F3BCD;
  constexpr std::uint64_t two_52 = 0x4330000000000000;  // 2^52, whose last bit is 1
  Bits bits;
  std::memcpy(&bits, &x, sizeof bits);
  const Bits moved = bits + (one - root_of_half);
  const Bits exponent = (moved >> 52) | two_52;
  const Bits rest = (moved & 0x000FFFFFFFFFFFFF) + root_of_half;
  Real k;
  Real m;
  std::memcpy(&k, &exponent, sizeof k);
  std::memcpy(&m, &rest, sizeof m);
  k = k - (0x1p52 + 1023);
  const Real f = m - 1;
  const Real s = f / (f + 2);
  const Real z = s * s;
  constexpr double terms[] = {1.0 / 19, 1.0 / 17, 1.0 / 15, 1.0 / 13, 1.0 / 11,
                              1.0 / 9,  1.0 / 7,  1.0 / 5,  1.0 / 3,  1.0};
  Real p = broadcast(1.0 / 21);
  for (const double term : terms) p = p * z + term;
  constexpr double log_2 = 0.693147180559945309417232121458;
  return k * log_2 + 2 * s * p;
}

/// Points that grow with the logarithm of a number: goalposts with logarithms.
PARINDEX_KERNEL_BODY bool logarithms(const FixedLeaf& leaf, const double* v, std::size_t n,
                                     double* out) {
  const FixedInput in = leaf.first;
  const FixedRounding how = leaf.how;
  const bool half = how.half;
  const double nearest = half ? 0.5 - leaf.margin : leaf.margin;
  return run(n, out, [&](const auto& row) PARINDEX_KERNEL_LAMBDA {
    const Real x = row(v);
    const Real scaled = (logarithm(x) - leaf.start) * leaf.factor;
    Real q = round_even(scaled);
    const Real rest = scaled - q;
    const Real distance = rest < 0 ? -rest : rest;
    Mask sure = half ? distance < nearest : distance > nearest;
    if (!half) q = to_other(how, q, rest, scaled);
    const Mask is_low = x < leaf.low.at;
    const Mask is_high = x >= leaf.high.at;
    q = is_low ? broadcast(leaf.low_points) : q;
    q = is_high ? broadcast(leaf.high_points) : q;
    sure |= is_low | is_high;
    sure &= accepts<false>(in, x);
    return Rows{q, sure};
  });
}
