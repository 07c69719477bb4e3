// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cmath>
#include <limits>

#include <parindex/detail/visit.hpp>
#include <parindex/engine/detail/plan_state.hpp>
#include <parindex/engine/fixed/fixed_numbers.hpp>
#include <parindex/engine/fixed/quick_loops.hpp>
#include <parindex/rubric/check.hpp>
#include <parindex/rubric/detail/proof/rule_reach.hpp>
#include <parindex/rubric/rules/increments.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Builds the fixed lane of one leaf.
class FixedLeafBuilder {
 public:
  FixedLeafBuilder(const PlanState& plan, const PlanNode& leaf, FixedLeaf& out, FixedNode& node)
      : plan_(plan), leaf_(leaf), out_(out), node_(node) {}

  void run() {
    detail::visit(*this, *leaf_.node->rule);
    node_.scale = fixed_number(scale_, sentence::lane_points_denominator);
    node_.sum_scale = node_.scale;
    node_.bound = fixed_number(-(-bound_).floor(), sentence::lane_largest_points);  // rounded up
    node_.narrow = node_.bound < narrow_limit;
    QuickLoopChooser(out_, node_).run();
  }

  void operator()(const Choice& rule) {
    out_.kind = FixedKind::table;
    out_.first = input(0);
    table({rule.options.begin(), rule.options.end()});
  }

  void operator()(const YesNo& rule) {
    out_.kind = FixedKind::table;
    out_.first = input(0);
    table({Option{"", rule.no, {}}, Option{"", rule.yes, {}}});
  }

  void operator()(const AllOf& rule) {
    item_columns();
    table({Option{"", rule.points, {}}, Option{"", rule.otherwise, {}}});
    out_.kind = FixedKind::items;
    out_.all_items = true;
    out_.base = out_.points[1];
  }

  void operator()(const Checklist& rule) {
    item_columns();
    // The scale is chosen first: rounding in the leaf is done per item only if it changes nothing.
    for (const Option& item : rule.items) cover(item.points);
    if (leaf_.node->rounding && !(1 / (scale_ * step_of(*leaf_.node->rounding))).is_integer()) {
      throw NotFixed{sentence::lane_checklist_digits};
    }
    Rational total = 0;
    for (const Option& item : rule.items) {
      out_.points.push_back(fixed_number(item.points * scale_, sentence::lane_item_points));
      total += abs(item.points);
    }
    out_.kind = FixedKind::items;
    reach(total * scale_);
  }

  void operator()(const Bands& rule) {
    const bool quotient = rule.on.kind != Quantity::Kind::value;
    out_.kind = quotient ? FixedKind::quotient_bands : FixedKind::bands;
    quantity(rule.on);
    std::vector<const Band*> bands;
    for (const Band& band : rule.steps) bands.push_back(&band);
    std::sort(bands.begin(), bands.end(), [](const Band* a, const Band* b) {
      return lower_cut(a->lower) < lower_cut(b->lower);
    });
    std::vector<Rational> points;
    for (const Band* band : bands) points.push_back(rounded(band->points));
    for (const Rational& value : points) cover(value);
    for (const Rational& value : points) reach(value * scale_);
    out_.base = fixed_number(points.front() * scale_, sentence::lane_band_points);
    for (std::size_t i = 1; i < bands.size(); ++i) {
      FixedCut cut = place(rule.on, lower_cut(bands[i]->lower));
      cut.step = fixed_number((points[i] - points[i - 1]) * scale_, sentence::lane_band_points);
      out_.cuts.push_back(cut);
    }
  }

  void operator()(const Proportional& rule) {
    proportion({rule.on, *leaf_.node->max / rule.full_at, 0, rule.cut_off, rule.cap, rule.floor});
  }

  void operator()(const PerItem& rule) {
    proportion({rule.on, rule.points_each, 0, {}, rule.cap, {}});
  }

  void operator()(const Increments& rule) {
    if (rule.whole) return (*this)(whole_steps(rule));
    const Rational rise = rule.points_each / rule.step;
    const Rational per_unit = rule.down ? -rise : rise;
    proportion({rule.on, per_unit, rule.base - per_unit * rule.threshold, {}, rule.cap, rule.base});
  }

  void operator()(const Levels& rule) {
    out_.kind = FixedKind::table;
    out_.first = input(0);
    std::vector<Option> options;
    for (const Level& level : rule.options) {
      options.push_back({level.id, *leaf_.node->max * level.percent / 100, {}});
    }
    table(options);
  }

  void operator()(const Imported&) {
    const Rational& most = *leaf_.node->max;
    round_points();
    out_.kind = FixedKind::proportion;
    out_.first = input(0);
    multiply(most / 100, 0, most);
  }

  /// A kind without an overload here stays in the exact lane.
  template <class Kind>
  void operator()(const Kind&) {
    throw NotFixed{sentence::lane_rational};
  }

  void operator()(const Formula&) { throw NotFixed{sentence::lane_formula}; }

  void operator()(const Goalposts&) { throw NotFixed{sentence::lane_goalposts}; }

  void operator()(const Target&) { throw NotFixed{sentence::lane_target}; }

  void operator()(const ByGroup&) { throw NotFixed{sentence::lane_by_group}; }

  void operator()(const DecisionTable&) { throw NotFixed{sentence::lane_decision_table}; }

  void operator()(const Linear&) { throw NotFixed{sentence::lane_linear}; }

  void operator()(const Survey&) { throw NotFixed{sentence::lane_survey}; }

  void operator()(const Custom& rule) { throw NotFixed{say(sentence::lane_custom, rule.name)}; }

  void operator()(const Deduction&) { throw NotFixed{sentence::lane_deduction}; }

  void operator()(const Direct& rule) {
    out_.kind = FixedKind::mark;
    out_.first = input(0);
    constexpr int digits_without_step = 6;  // a longer mark leaves the lane on its own
    int digits = digits_without_step;
    if (rule.step) {
      digits = std::max(rule.step->decimal_digits(), rule.min.decimal_digits());
      if (!rule.step->is_terminating() || !rule.min.is_terminating()) {
        throw NotFixed{sentence::lane_step_decimal};
      }
    }
    if (leaf_.node->rounding &&
        (leaf_.node->rounding->has_step() || leaf_.node->rounding->digits < digits)) {
      throw NotFixed{sentence::lane_mark_digits};
    }
    cover(Rational(1) / power(digits));
    out_.mark_scale = fixed_number(scale_, sentence::lane_mark_scale);
    reach(max(abs(rule.min), abs(rule.max)) * scale_);
  }

 private:
  /// Points on a line, from the end of the cut-off, between floor and cap.
  struct Slope {
    const Quantity& on;
    Rational per_unit;  // points per unit of quantity, not 0
    Rational start;     // points of the quantity 0
    std::optional<CutOff> cut_off;
    std::optional<Rational> cap;
    std::optional<Rational> floor;
    Rational points_at(const Rational& quantity) const { return per_unit * quantity + start; }
    Rational quantity_at(const Rational& points) const { return (points - start) / per_unit; }
  };

  void proportion(const Slope& slope) {
    refuse_formula(slope.on);
    const bool quotient = slope.on.kind != Quantity::Kind::value;
    if (leaf_.node->rounding || !cover_steps(slope)) round_points();
    out_.kind = quotient ? FixedKind::quotient : FixedKind::proportion;
    quantity(slope.on);
    // Cut-off, cap and floor act on the exact points, before rounding. Each is a place on the axis
    // of the quantity, because the points are monotonic.
    if (slope.cut_off) {
      out_.has_cut = true;
      out_.cut = place(slope.on, upper_cut(slope.cut_off->bound));
      out_.cut_points = scaled_points(rounded(slope.cut_off->points));
    }
    const bool falls = slope.per_unit.sign() < 0;
    if (const auto& high = falls ? slope.floor : slope.cap) {
      out_.has_high = true;
      out_.high = place(slope.on, {Cut::Where::before, slope.quantity_at(*high)});
      out_.high_points = scaled_points(rounded(*high));
    }
    if (const auto& low = falls ? slope.cap : slope.floor) {
      out_.has_low = true;
      out_.low = place(slope.on, {Cut::Where::before, slope.quantity_at(*low)});
      out_.low_points = scaled_points(rounded(*low));
    }
    const auto most = largest(slope);
    if (!quotient) {
      if (!most) throw NotFixed{sentence::lane_proportion_limit};
      multiply(slope.per_unit, slope.start, *most);
      return;
    }
    const Rational factor = slope.per_unit * scale_;
    const Rational whole = slope.on.kind == Quantity::Kind::percent ? factor * 100 : factor;
    const Rational start = slope.start * scale_;
    const Rational den = lcm(denominator_of(whole), denominator_of(start));
    out_.num = fixed_number(whole * den, sentence::lane_factor);
    out_.start = fixed_number(start * den, sentence::lane_start);
    out_.den = fixed_number(den, sentence::lane_divisor);
    // Each part of a sum gets half of the range.
    const double parts = out_.start == 0 ? 1 : 2;
    limit_products(parts * out_.num, std::max(out_.den, parts * std::fabs(out_.start)));
    // q = a * num / (b * den) with whole b of at least 1, so the bound of the numerator also bounds
    // q.
    bound_ = max(bound_, Rational(static_cast<std::int64_t>(fixed_limit) - 1));
    if (most) bound_ = abs(*most * scale_) + 1;
    for (const double given : {out_.cut_points, out_.high_points, out_.low_points}) {
      reach(Rational(static_cast<std::int64_t>(given)));
    }
  }

  /// Whole steps are bands: one band for each number of steps that the quantity can reach before
  /// the cap.
  Bands whole_steps(const Increments& rule) const {
    constexpr int most = 64;  // each row is compared with all of them
    std::optional<Rational> last;
    if (rule.cap) last = -((rule.base - *rule.cap) / rule.points_each).floor();
    if (const auto domain = domain_of(*leaf_.node, rule.on)) {
      const Cut& end = rule.down ? domain->lower : domain->upper;
      if (is_finite(end)) {
        const Rational inside = max(0, (beyond(rule, end.value) / rule.step).floor());
        last = last ? min(*last, inside) : inside;
      }
    }
    if (!last || *last > most) throw NotFixed{sentence::lane_increments};
    Bands bands{rule.on, {}};
    std::optional<Bound> edge;
    for (int steps = 0; Rational(steps) <= *last; ++steps) {
      std::optional<Bound> next;
      if (Rational(steps) < *last) next = Bound{place_after(rule, steps + 1), false};
      Band band{edge, next, capped(rule, uncapped(rule, steps)), {}};
      if (rule.down) std::swap(band.lower, band.upper);
      bands.steps.push_back(std::move(band));
      edge = next;
      if (edge) edge->closed = true;  // the value itself has completed the step
    }
    return bands;
  }

  /// Without a rounding, the multiples of a step are whole multiples of some 1/scale. False if the
  /// quantity has no steps.
  bool cover_steps(const Slope& slope) {
    if (slope.on.kind != Quantity::Kind::value) return false;
    const auto domain = domain_of(*leaf_.node, slope.on);
    if (!domain || !domain->step) return false;
    cover(*domain->step * slope.per_unit);
    cover(slope.points_at(domain->base));
    if (slope.cut_off) cover(slope.cut_off->points);
    if (slope.cap) cover(*slope.cap);
    if (slope.floor) cover(*slope.floor);
    return true;
  }

  void round_points() {
    if (!leaf_.node->rounding) {
      throw NotFixed{sentence::lane_proportion_rounding};
    }
    out_.how = FixedRounding(leaf_.node->rounding->mode);
    scale_ = Rational(1) / step_of(*leaf_.node->rounding);
    if (!scale_.is_integer()) throw NotFixed{sentence::lane_rounding_step};
  }

  /// points = per_unit * the number + start, with |points| at most `most`.
  void multiply(const Rational& per_unit, const Rational& start, const Rational& most) {
    reach(abs(most * scale_) + 1);
    const Rational factor = per_unit * scale_;
    const Rational first = start * scale_;
    out_.factor = factor.to_double();
    out_.start = first.to_double();
    // The decimal of v differs from v by half an ulp, and the factor from its double by half an
    // ulp. The product rounds once, and some modes add one more half. In total this is four times
    // 2^-53 of the result, doubled to cover second-order terms. With a start, the product is at
    // most the result plus the start, and the start and the sum are each rounded once.
    out_.margin = (bound_ + abs(first)).to_double() * 0x1p-50;
    if (out_.margin > 0.25) throw NotFixed{sentence::lane_proportion_digits};
    choose_grid(factor, first);
  }

  static Rational power(int digits) { return Rational(10).pow(digits); }

  Rational rounded(const Rational& points) const {
    return leaf_.node->rounding ? points.rounded(*leaf_.node->rounding) : points;
  }

  /// The finest decimal grid on which a proportion can be rounded exactly, if there is one.
  void choose_grid(const Rational& factor, const Rational& start) {
    if (factor.is_zero() || !factor.is_small() || !start.is_small()) return;
    const Rational common = lcm(denominator_of(factor), denominator_of(start));
    const Rational steps = factor * common;
    if (!steps.is_small() || !common.is_small()) return;
    const auto num = static_cast<double>(steps.small_numerator());
    const auto den = static_cast<double>(common.small_numerator());
    // Beyond a cap the points do not matter, but x itself must be whole on the grid.
    const FixedInput& in = out_.first;
    const double range = std::max(std::fabs(in.low), std::fabs(in.high));
    const double first = std::fabs(out_.start);
    const double slope = std::fabs(out_.factor);
    const double x = std::isfinite(range) ? range : 2 * (bound_.to_double() + first) / slope;
    const double points = x * slope + first + 1;
    // Fifteen digits distinguish doubles; more than eight decimals are rare.
    for (double power = 1e8; power >= 1; power /= 10) {
      // r has 49 bits and r * num 48. Points are a multiple of 1 / (power * den); a shift of up to
      // a quarter of that must be far above the error of a product, 2^-52 of the points.
      if (x * power >= 0x1p49 || den * power * points >= 0x1p47) continue;
      DecimalGrid& grid = out_.grid;
      grid.power = power;
      grid.most = std::floor(x * power);
      grid.num = num;
      // A whole number below 2^47, as the points are.
      grid.start = (start * common * Rational(static_cast<std::int64_t>(power))).to_double();
      grid.den = den * power;
      // 1 - inverse * power is a multiple of the last bit of inverse, so fma gives it exactly.
      grid.inverse = 1 / power;
      grid.inverse_rest = std::fma(-grid.inverse, power, 1.0) / power;
      return;
    }
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

  /// The largest |points| before rounding that the formula itself gives, if it is bounded.
  std::optional<Rational> largest(const Slope& slope) const {
    auto domain = domain_of(*leaf_.node, slope.on);
    if (!domain) return std::nullopt;
    std::optional<Rational> high, low;
    if (is_finite(domain->upper)) high = slope.points_at(domain->upper.value);
    if (is_finite(domain->lower)) low = slope.points_at(domain->lower.value);
    if (slope.per_unit.sign() < 0) std::swap(low, high);
    if (slope.cap) high = high ? min(*high, *slope.cap) : *slope.cap;
    if (slope.floor) low = low ? max(*low, *slope.floor) : *slope.floor;
    if (!low && slope.cut_off) low = slope.points_at(slope.cut_off->bound.value);
    if (!high || !low) return std::nullopt;
    return max(abs(*high), abs(*low));
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
