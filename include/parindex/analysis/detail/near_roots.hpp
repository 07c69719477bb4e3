// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <utility>

#include <parindex/numbers/rational.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Decimals of a root that is irrational.
inline constexpr int root_decimals = 12;

struct NearRoot {
  Rational at;
  bool exact = true;  // false: irrational, rounded to `root_decimals` towards 0
};

/// The roots nearest to 0 on both sides.
struct NearRoots {
  std::optional<NearRoot> below;
  std::optional<NearRoot> above;

  /// Takes a root, in ascending order.
  void take(NearRoot root, int sign) {
    if (sign < 0) {
      below = std::move(root);
    } else if (sign > 0 && !above) {
      above = std::move(root);
    }
  }
};

/// A polynomial a x^2 + b x + c with a > 0 and real roots, in whole numbers.
class Parabola {
 public:
  Parabola(Rational a, Rational b, Rational inside)
      : a_(std::move(a)), b_(std::move(b)), inside_(std::move(inside)) {}

  NearRoots roots(const Rational& least) const {
    NearRoots found;
    const Rational root = inside_.rounded_root(2, floor_rounding());
    const bool exact = root * root == inside_;
    for (const int side : {-1, 1}) {
      if (exact) {
        const Rational at = (side < 0 ? -b_ - root : root - b_) / (2 * a_);
        if (at >= least) found.take({at, true}, at.sign());
      } else if (is_above(side, least)) {
        const int sign = is_above(side, 0) ? 1 : -1;
        found.take({towards_zero(root, side, sign), false}, sign);
      }
    }
    return found;
  }

 private:
  static Rounding floor_rounding() { return Rounding(root_decimals, RoundingMode::floor); }

  /// Whether an irrational root, (-b ± sqrt(inside)) / 2a, is above a number.
  bool is_above(int side, const Rational& number) const {
    const Rational least = b_ + 2 * a_ * number;
    if (side > 0) return least.sign() < 0 || inside_ > least * least;
    return least.sign() < 0 && inside_ < least * least;
  }

  /// `root` is that of `inside`, rounded down to a step. With it, and with -root - step instead of
  /// the other root, the quotient is rounded down to the same step as with the irrational number,
  /// because b is whole.
  Rational towards_zero(const Rational& root, int side, int sign) const {
    const Rational step = step_of(floor_rounding());
    const Rational down =
        ((side < 0 ? -b_ - root - step : root - b_) / (2 * a_)).rounded(floor_rounding());
    return sign < 0 ? down + step : down;
  }

  Rational a_;
  Rational b_;
  Rational inside_;
};

/// The roots of a x^2 + b x + c nearest to 0, where c is not 0; below 0 only from `least` on.
inline NearRoots near_roots(Rational a, Rational b, Rational c, const Rational& least) {
  NearRoots found;
  if (a.is_zero()) {
    if (b.is_zero()) return found;
    Rational at = -c / b;
    const int sign = at.sign();
    if (at >= least) found.take({std::move(at), true}, sign);
    return found;
  }
  Rational scale = common_divisor(common_divisor(a, b), c);
  if (a.sign() < 0) scale = -scale;
  a /= scale;
  b /= scale;
  c /= scale;
  Rational inside = b * b - 4 * a * c;
  if (inside.sign() < 0) return found;
  return Parabola(std::move(a), std::move(b), std::move(inside)).roots(least);
}

}  // namespace detail

PARINDEX_END_NAMESPACE
