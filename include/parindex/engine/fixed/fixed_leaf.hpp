// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>

#include <parindex/detail/contains.hpp>
#include <parindex/detail/visit.hpp>
#include <parindex/engine/detail/finite_points.hpp>
#include <parindex/engine/detail/plan_state.hpp>
#include <parindex/engine/fixed/fixed_leaf_parts.hpp>
#include <parindex/engine/fixed/kernel.hpp>
#include <parindex/engine/fixed/quick_loops.hpp>
#include <parindex/rubric/check.hpp>
#include <parindex/rubric/detail/proof/rule_reach.hpp>
#include <parindex/rubric/detail/rules.hpp>
#include <parindex/rubric/detail/statistics.hpp>
#include <parindex/rubric/rules/increments.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Builds the fixed lane of one leaf.
class FixedLeafBuilder : private FixedLeafParts {
 public:
  FixedLeafBuilder(const PlanState& plan, const PlanNode& leaf, FixedLeaf& out, FixedNode& node)
      : FixedLeafParts(plan, leaf, out, node) {}

  void run() {
    try {
      if (leaf_.node->cap || leaf_.node->floor) throw NotFixed{sentence::lane_cap_or_floor};
      detail::visit(*this, *leaf_.node->rule);
    } catch (const NotFixed& why) {
      know(why.reason);
    } catch (const NumberTooLong&) {
      know(sentence::lane_numbers);
    }
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

  void operator()(const Goalposts& rule) {
    const Domain low = domain_of(*leaf_.node, rule.low);
    const Domain high = domain_of(*leaf_.node, rule.high);
    if (!is_point(low) || !is_point(high)) throw NotFixed{sentence::lane_goalposts};
    const Rational zero = low.lower.value;
    const Rational full = high.lower.value;
    if (rule.log) {
      logarithm(rule, zero, full);
    } else {
      between_posts(rule, zero, full);
    }
    if (rule.clamp) return;
    // A quantity beyond the ends is an error.
    const auto beyond = [](const Rational& end) { return Cut{Cut::Where::after, end}; };
    out_.first.low = std::max(out_.first.low, first_double({Cut::Where::before, min(zero, full)}));
    out_.first.high = std::min(out_.first.high, last_double(beyond(max(zero, full))));
  }

  void operator()(const Target& rule) {
    const Rational& max = *leaf_.node->max;
    const Rational slope = max / rule.zero_at;
    const auto at = [](const Rational& value) { return Cut{Cut::Where::before, value}; };
    lines(rule.on, sentence::lane_target,
          {{below_all, 0, 0},
           {at(rule.target - rule.zero_at), slope, max - slope * rule.target},
           {at(rule.target), -slope, max + slope * rule.target},
           {at(rule.target + rule.zero_at), 0, 0}});
  }

  /// A loop for each case runs over all rows, so there may be only a few.
  void operator()(const ByGroup& rule) {
    constexpr std::size_t most_cases = 8;
    if (rule.cases.size() > most_cases) throw NotFixed{sentence::lane_by_group};
    const std::vector<Group>& groups = plan_.rubric.draft().groups;
    out_.case_of.resize(groups.size());
    std::vector<Rational> scales;
    std::vector<Rational> bounds;
    for (const GroupCase& each : rule.cases) {
      for (std::size_t g = 0; g < groups.size(); ++g) {
        if (contains(each.groups, groups[g].id)) out_.case_of[g] = out_.cases.size();
      }
      Node node = *leaf_.node;
      node.rule = each.rule;
      PlanNode leaf = leaf_;
      leaf.node = &node;
      FixedNode ignored;
      FixedLeafBuilder builder(plan_, leaf, out_.cases.emplace_back(), ignored);
      detail::visit(builder, each.rule);
      scales.push_back(builder.scale_);
      bounds.push_back(builder.bound_);
      cover(1 / builder.scale_);
    }
    for (std::size_t i = 0; i < out_.cases.size(); ++i) {
      const Rational times = scale_ / scales[i];
      out_.cases[i].times = fixed_number(times, sentence::lane_points);
      reach(bounds[i] * times);
    }
    out_.kind = FixedKind::by_group;
  }

  void operator()(const DecisionTable&) { throw NotFixed{sentence::lane_decision_table}; }

  void operator()(const Linear& rule) {
    std::vector<Line> all;
    for (const Piece& piece : rule.pieces) {
      Rational slope = 0;
      if (!piece.constant()) {
        slope = (piece.points_to - piece.points_from) / (piece.upper->value - piece.lower->value);
      }
      const Rational from = piece.lower ? piece.lower->value : Rational(0);
      all.push_back({lower_cut(piece.lower), slope, piece.points_from - slope * from});
    }
    std::sort(all.begin(), all.end(), [](const Line& a, const Line& b) { return a.from < b.from; });
    lines(rule.on, sentence::lane_linear, all);
  }

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

  /// A leaf without a loop, for this reason.
  void know(const Phrase& reason) {
    const Node& node = *leaf_.node;
    // An application may compute what it likes, and a survey may be unavailable.
    if (std::holds_alternative<Custom>(*node.rule) || std::holds_alternative<Survey>(*node.rule)) {
      throw NotFixed{reason};
    }
    // Without declared groups, the table alone says which units are one group.
    for (const Expression* statistic : statistics_of(node)) {
      if (statistic->within_group && plan_.groups.empty()) throw NotFixed{reason};
    }
    out_ = FixedLeaf{};
    out_.kind = FixedKind::known;
    out_.node = static_cast<std::size_t>(&leaf_ - plan_.nodes.data());
    bound_ = 0;
    scale_ = 1;
    if (node.rounding) {
      scale_ = Rational(1) / step_of(*node.rounding);
      if (!scale_.is_integer()) throw NotFixed{reason};
    } else {
      const FiniteLeaf finite(plan_, leaf_);
      if (!finite.is_finite()) throw NotFixed{reason};
      finite.each([&](const Rational& points) { cover(points); });
    }
    // Points beyond the bound leave the lane.
    reach(*node.max * scale_ * 2);
    if (const auto points = rule_reach(node)) {
      if (points->min) reach(*points->min * scale_);
      if (points->max) reach(*points->max * scale_);
    }
    node_.reason = reason;
  }

  void between_posts(const Goalposts& rule, const Rational& zero, const Rational& full) {
    const Rational& most = *leaf_.node->max;
    const Rational slope = most / (full - zero);
    const bool rises = zero < full;
    lines(rule.on, sentence::lane_goalposts,
          {{below_all, 0, rises ? Rational(0) : most},
           {{Cut::Where::before, min(zero, full)}, slope, -slope * zero},
           {{Cut::Where::after, max(zero, full)}, 0, rises ? most : Rational(0)}});
  }

  /// points = most * (log x - log zero) / (log full - log zero) between the ends.
  void logarithm(const Goalposts& rule, const Rational& zero, const Rational& full) {
    if (rule.on.kind != Quantity::Kind::value) throw NotFixed{sentence::lane_goalposts};
    round_points();
    out_.kind = FixedKind::logarithm;
    quantity(rule.on);
    const Rational& most = *leaf_.node->max;
    const bool rises = zero < full;
    const double from = zero.to_double();
    const double to = full.to_double();
    const double smallest = std::min(from, to);
    if (smallest < 1e-300 || std::max(from, to) > 1e300) throw NotFixed{sentence::lane_goalposts};
    out_.low = FixedCut{first_double({Cut::Where::before, min(zero, full)})};
    out_.high = FixedCut{first_double({Cut::Where::after, max(zero, full)})};
    out_.low_points = scaled_points(rounded(rises ? Rational(0) : most));
    out_.high_points = scaled_points(rounded(rises ? most : Rational(0)));
    const double points = (most * scale_).to_double();
    reach(most * scale_ + 1);
    // Of each logarithm: its own error, and that of a double beside the number that it means.
    const int power = std::max(std::abs(std::ilogb(from)), std::abs(std::ilogb(to))) + 1;
    const double each = (power + 1) * 0x1p-51 + 0x1p-52;
    out_.start = kernel_row::logarithm(from);
    const double distance = kernel_row::logarithm(to) - out_.start;
    out_.factor = points / distance;
    // The distance of a quantity and that of the ends are each wrong by two logarithms and one
    // rounding; quotient, product and `points` are rounded. Doubled for terms of second order.
    const double wrong = 2 * each + std::fabs(distance) * 0x1p-53;
    out_.margin = 2 * points * (2 * wrong / std::fabs(distance) + 0x1p-51);
    if (!(out_.margin <= 0.25)) throw NotFixed{sentence::lane_proportion_digits};
  }

  /// Points on lines, each from a place on: per_unit * the quantity + start.
  struct Line {
    Cut from;
    Rational per_unit;
    Rational start;
  };

  void lines(const Quantity& on, const Phrase& reason, const std::vector<Line>& all) {
    if (on.kind != Quantity::Kind::value) throw NotFixed{reason};
    round_points();
    out_.kind = FixedKind::pieces;
    quantity(on);
    for (const Line& line : all) {
      FixedPiece piece;
      piece.from = first_double(line.from);
      // As in `multiply`; a flat piece is a whole number.
      const Rational factor = line.per_unit * scale_;
      const Rational start = factor.is_zero() ? rounded(line.start) * scale_ : line.start * scale_;
      reach(start);
      piece.factor = factor.to_double();
      piece.start = start.to_double();
      piece.grid = grid_of(factor, start);
      out_.margin = std::max(out_.margin, abs(start).to_double());
      out_.pieces.push_back(piece);
    }
    const auto domain = domain_of(*leaf_.node, on);
    for (std::size_t k = 0; k < all.size(); ++k) {
      const bool last = k + 1 == all.size();
      if (!last) out_.pieces[k].to = out_.pieces[k + 1].from;
      if (all[k].per_unit.is_zero()) continue;
      for (const Cut& end : {all[k].from, last ? domain->upper : all[k + 1].from}) {
        if (!is_finite(end)) throw NotFixed{reason};
        reach((all[k].per_unit * end.value + all[k].start) * scale_);
      }
    }
    bound_ += 1;
    out_.margin = (bound_.to_double() + out_.margin) * 0x1p-50;
    if (out_.margin > 0.25) throw NotFixed{sentence::lane_proportion_digits};
  }

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
    out_.grid = grid_of(factor, first);
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
};

}  // namespace detail

PARINDEX_END_NAMESPACE
