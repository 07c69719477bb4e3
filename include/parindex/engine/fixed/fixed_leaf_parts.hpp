// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <string_view>
#include <vector>

#include <parindex/engine/detail/plan_state.hpp>
#include <parindex/engine/fixed/fixed_numbers.hpp>
#include <parindex/rubric/check.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// What the fixed lanes of all kinds of leaves have in common: their numbers as doubles, and the
/// scale of their points.
class FixedLeafParts {
 protected:
  FixedLeafParts(const PlanState& plan, const PlanNode& leaf, FixedLeaf& out, FixedNode& node)
      : plan_(plan), leaf_(leaf), out_(out), node_(node) {}

  void round_points() {
    if (!leaf_.node->rounding) {
      throw NotFixed{sentence::lane_proportion_rounding};
    }
    out_.how = FixedRounding(leaf_.node->rounding->mode);
    scale_ = Rational(1) / step_of(*leaf_.node->rounding);
    if (!scale_.is_integer()) throw NotFixed{sentence::lane_rounding_step};
  }

  static Rational power(int digits) { return Rational(10).pow(digits); }

  Rational rounded(const Rational& points) const {
    return leaf_.node->rounding ? points.rounded(*leaf_.node->rounding) : points;
  }

  /// The finest decimal grid on which a proportion can be rounded exactly, if there is one.
  DecimalGrid grid_of(const Rational& factor, const Rational& start) const {
    DecimalGrid grid;
    if (factor.is_zero() || !factor.is_small() || !start.is_small()) return grid;
    const Rational common = lcm(denominator_of(factor), denominator_of(start));
    const Rational steps = factor * common;
    if (!steps.is_small() || !common.is_small()) return grid;
    const auto num = static_cast<double>(steps.small_numerator());
    const auto den = static_cast<double>(common.small_numerator());
    // Beyond a cap the points do not matter, but x itself must be whole on the grid.
    const FixedInput& in = out_.first;
    const double range = std::max(std::fabs(in.low), std::fabs(in.high));
    const double first = std::fabs(start.to_double());
    const double slope = std::fabs(factor.to_double());
    const double x = std::isfinite(range) ? range : 2 * (bound_.to_double() + first) / slope;
    const double points = x * slope + first + 1;
    // Fifteen digits distinguish doubles; more than eight decimals are rare.
    for (double power = 1e8; power >= 1; power /= 10) {
      // r has 49 bits and r * num 48. Points are a multiple of 1 / (power * den); a shift of up to
      // a quarter of that must be far above the error of a product, 2^-52 of the points.
      if (x * power >= 0x1p49 || den * power * points >= 0x1p47) continue;
      grid.power = power;
      grid.most = std::floor(x * power);
      grid.num = num;
      // A whole number below 2^47, as the points are.
      grid.start = (start * common * Rational(static_cast<std::int64_t>(power))).to_double();
      grid.den = den * power;
      // 1 - inverse * power is a multiple of the last bit of inverse, so fma gives it exactly.
      grid.inverse = 1 / power;
      grid.inverse_rest = std::fma(-grid.inverse, power, 1.0) / power;
      return grid;
    }
    return grid;
  }

  // Widens the scale so that it can represent these points.
  void cover(const Rational& points) { scale_ = lcm(scale_, denominator_of(points)); }
  void reach(const Rational& scaled) { bound_ = max(bound_, abs(scaled)); }

  double scaled_points(const Rational& points) {
    reach(points * scale_);
    return fixed_number(points * scale_, sentence::lane_points_value);
  }

  void table(const std::vector<Option>& options) {
    for (const Option& option : options) cover(rounded(option.points));
    for (const Option& option : options) {
      out_.points.push_back(scaled_points(rounded(option.points)));
    }
  }

  FixedInput input(std::size_t offset) const {
    FixedInput in;
    in.column = leaf_.first_column + offset;
    const ColumnSpec& spec = plan_.specs[in.column];
    // A number that means `missing` is outside the range below, so its row leaves the lane.
    if (spec.rounding) throw NotFixed{sentence::lane_input_rounding};
    in.low =
        first_double(spec.min ? Cut{Cut::Where::before, *spec.min} : Cut{Cut::Where::below_all, 0});
    in.high =
        last_double(spec.max ? Cut{Cut::Where::after, *spec.max} : Cut{Cut::Where::above_all, 0});
    in.whole = spec.type == InputType::count;
    if (spec.step) {
      const Rational base = spec.min.value_or(0);
      if (!spec.step->is_terminating() || !base.is_terminating()) {
        throw NotFixed{sentence::lane_step_decimal};
      }
      const Rational scale = power(std::max(spec.step->decimal_digits(), base.decimal_digits()));
      in.grid_scale = fixed_number(scale, sentence::lane_step_scale);
      in.grid_base = fixed_number(base * scale, sentence::lane_step_start);
      in.grid_step = fixed_number(*spec.step * scale, sentence::lane_step);
      // Beyond this limit the scaled value is no longer an exact double.
      const double limit = fixed_limit / in.grid_scale / 16;
      in.low = std::max(in.low, -limit);
      in.high = std::min(in.high, limit);
    }
    return in;
  }

  // The position of a declared input among the columns of the leaf.
  std::size_t offset(std::string_view name) const {
    std::size_t i = 0;
    while (plan_.specs[leaf_.first_column + i].input != name) ++i;
    return i;
  }

  static void refuse_formula(const Quantity& on) {
    if (on.kind == Quantity::Kind::formula) {
      throw NotFixed{sentence::lane_formula};
    }
    if (on.rounding) throw NotFixed{sentence::lane_quantity_rounded};
  }

  void item_columns() {
    for (std::size_t i = 0; i < leaf_.column_count; ++i) out_.items.push_back(input(i));
  }

  void quantity(const Quantity& on) {
    refuse_formula(on);
    out_.numerator = offset(on.numerator);
    out_.first = input(out_.numerator);
    if (leaf_.column_count > (on.kind == Quantity::Kind::value ? 1u : 2u)) {
      throw NotFixed{sentence::lane_unread_inputs};
    }
    if (on.kind == Quantity::Kind::value) {
      // One more range on the same number.
      if (on.min) {
        out_.first.low = std::max(out_.first.low, first_double({Cut::Where::before, *on.min}));
      }
      if (on.max) {
        out_.first.high = std::min(out_.first.high, last_double({Cut::Where::after, *on.max}));
      }
      return;
    }
    out_.denominator = offset(on.denominator);
    out_.second = input(out_.denominator);
    if (out_.first.grid_scale != 0 || out_.second.grid_scale != 0) {
      throw NotFixed{sentence::lane_quotient};
    }
    // Amounts of money and areas rarely have more than two decimals. Longer ones are scored
    // exactly.
    if (!out_.first.whole || !out_.second.whole) out_.power = 100;
    out_.second.low = std::max(out_.second.low, 1 / out_.power);  // when_zero handles 0
    limit_products(1, 1);
    out_.limits.resize(2);
    if (on.min) {
      out_.has_low_limit = true;
      out_.limits[0] = place(on, {Cut::Where::before, *on.min});
    }
    if (on.max) {
      out_.has_high_limit = true;
      out_.limits[1] = place(on, {Cut::Where::after, *on.max});
    }
  }

  // Keeps a * num and b * den below the limit by narrowing the ranges of a and b.
  void limit_products(double num, double den) {
    const auto limit = [&](FixedInput& in, double factor) {
      double most = std::floor(fixed_limit / 4 / std::max(std::fabs(factor), 1.0));
      // Half of the range, so that no other number of fifteen digits is near the same double.
      if (out_.power != 1) most = most / 2 / out_.power;
      in.high = std::min(in.high, most);
      in.low = std::max(in.low, -most);
    };
    limit(out_.first, num);
    limit(out_.second, den);
  }

  /// The place at which a quantity reaches a cut.
  FixedCut place(const Quantity& on, const Cut& cut) {
    FixedCut fixed;
    if (on.kind == Quantity::Kind::value) {
      fixed.at = first_double(cut);
      return fixed;
    }
    // scale * a / b >= n / d  is  a * (scale * d) >= b * n, since b > 0.
    const Rational ratio = on.kind == Quantity::Kind::percent ? cut.value / 100 : cut.value;
    fixed.num = fixed_number(denominator_of(ratio), sentence::lane_bound);
    fixed.den = fixed_number(ratio * denominator_of(ratio), sentence::lane_bound);
    fixed.strict = cut.where == Cut::Where::after;
    limit_products(fixed.num, fixed.den);
    return fixed;
  }

  const PlanState& plan_;
  const PlanNode& leaf_;
  FixedLeaf& out_;
  FixedNode& node_;
  Rational scale_ = 1;
  Rational bound_ = 0;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
