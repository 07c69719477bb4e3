// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <parindex/rubric/detail/check/rule_checker.hpp>
#include <parindex/rubric/rules/goalposts.hpp>
#include <parindex/rubric/rules/linear.hpp>
#include <parindex/rubric/rules/target.hpp>
#include <parindex/stop.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// A stretch of a quantity on which the points run one way, or not at all.
struct Stretch {
  Cut lower;
  Cut upper;
  std::function<Rational(const Rational&)> points;
};

/// The stretches of a rule in its quantity. A kind of rule that has none of these overloads has no
/// direction that could be proven, and may not declare one.
inline std::vector<Stretch> stretches_of(const Bands& rule, const Node&) {
  std::vector<Stretch> stretches;
  for (const Band& band : rule.steps) {
    const Rational points = band.points;
    stretches.push_back({lower_cut(band.lower), upper_cut(band.upper),
                         [points](const Rational&) { return points; }});
  }
  return stretches;
}

inline std::vector<Stretch> stretches_of(const Proportional& rule, const Node& node) {
  std::vector<Stretch> stretches;
  Cut from{Cut::Where::below_all, 0};
  if (rule.cut_off) {
    const Rational points = rule.cut_off->points;
    const Cut cut = upper_cut(rule.cut_off->bound);
    stretches.push_back({from, cut, [points](const Rational&) { return points; }});
    from = cut;
  }
  stretches.push_back(
      {from, {Cut::Where::above_all, 0}, [rule, max = *node.max](const Rational& x) {
         Rational points = max * x / rule.full_at;
         if (rule.cap && points > *rule.cap) return *rule.cap;
         if (rule.floor && points < *rule.floor) return *rule.floor;
         return points;
       }});
  return stretches;
}

inline std::vector<Stretch> stretches_of(const Linear& rule, const Node&) {
  std::vector<Stretch> stretches;
  for (const Piece& piece : rule.pieces) {
    stretches.push_back({lower_cut(piece.lower), upper_cut(piece.upper),
                         [piece](const Rational& x) { return points_at(piece, x); }});
  }
  return stretches;
}

inline std::vector<Stretch> stretches_of(const PerUnit& rule, const Node&) {
  return {{{Cut::Where::below_all, 0}, {Cut::Where::above_all, 0}, [rule](const Rational& x) {
             const Rational points = rule.points_each * x;
             return rule.cap && points > *rule.cap ? *rule.cap : points;
           }}};
}

inline std::vector<Stretch> stretches_of(const Target& rule, const Node& node) {
  const auto points = [rule, &node](const Rational& x) { return points_at(rule, node, x); };
  const Cut middle{Cut::Where::before, rule.target};
  return {{{Cut::Where::below_all, 0}, middle, points},
          {middle, {Cut::Where::above_all, 0}, points}};
}

/// None where the ends are no constants: they may move as the quantity grows.
inline std::vector<Stretch> stretches_of(const Goalposts& rule, const Node& node) {
  const Domain zero = domain_of(node, rule.low);
  const Domain full = domain_of(node, rule.high);
  if (!is_point(zero) || !is_point(full)) return {};
  const auto points = [rule, &node, low = zero.lower.value,
                       high = full.lower.value](const Rational& x) -> Rational {
    const int side = side_of(x, low, high);
    return side < 0 ? Rational(0) : side > 0 ? *node.max : points_between(rule, node, x, low, high);
  };
  const Cut from{Cut::Where::before, min(zero.lower.value, full.lower.value)};
  const Cut to{Cut::Where::after, max(zero.lower.value, full.lower.value)};
  std::vector<Stretch> stretches{{from, to, points}};
  if (rule.clamp) {  // else a quantity beyond the ends has no points
    stretches.push_back({{Cut::Where::below_all, 0}, from, points});
    stretches.push_back({to, {Cut::Where::above_all, 0}, points});
  }
  return stretches;
}

/// Proves that points never go against the declared direction, or gives two quantities between
/// which they do.
class DirectionProof {
 public:
  DirectionProof(const Domain& domain, Direction direction)
      : domain_(domain), up_(direction == Direction::up) {}

  struct Counterexample {
    Rational x1, points1, x2, points2;
  };

  std::optional<Counterexample> run(std::vector<Stretch> stretches) const {
    std::erase_if(stretches, [this](const Stretch& stretch) {
      return !witness(domain_, stretch.lower, stretch.upper);
    });
    std::sort(stretches.begin(), stretches.end(),
              [](const Stretch& a, const Stretch& b) { return a.lower < b.lower; });
    for (std::size_t i = 0; i < stretches.size(); ++i) {
      stop_point(5000);
      const Rational first = end(stretches[i], true);
      const Rational last = end(stretches[i], false);
      if (first < last) {
        if (auto found = inside(stretches[i], first, last)) return found;
      }
      if (i + 1 == stretches.size()) break;
      if (auto found = between(stretches[i], last, stretches[i + 1], end(stretches[i + 1], true))) {
        return found;
      }
    }
    return std::nullopt;
  }

 private:
  bool against(const Rational& before, const Rational& after) const {
    return up_ ? after < before : before < after;
  }

  /// Where a stretch begins or ends within the domain. An open end counts as reached: the points
  /// there are what the points come arbitrarily near to. An end at infinity is looked at from afar.
  Rational end(const Stretch& stretch, bool lower) const {
    const Cut low = std::max(stretch.lower, domain_.lower);
    const Cut high = std::min(stretch.upper, domain_.upper);
    if (domain_.step) {
      const Rational& step = *domain_.step;
      if (lower || !is_finite(high)) {
        const Rational first = *witness(domain_, low, high);
        return lower ? first : first + step * far;
      }
      Rational last = domain_.base + step * ((high.value - domain_.base) / step).floor();
      if (last == high.value && high.where == Cut::Where::before) last -= step;
      return last;
    }
    if (lower) {
      if (is_finite(low)) return low.value;
      return (is_finite(high) ? high.value : Rational(0)) - far;
    }
    if (is_finite(high)) return high.value;
    return (is_finite(low) ? low.value : Rational(0)) + far;
  }

  std::optional<Counterexample> inside(const Stretch& stretch, const Rational& first,
                                       const Rational& last) const {
    if (!against(stretch.points(first), stretch.points(last))) return std::nullopt;
    Rational a = first;
    Rational b = last;
    settle(stretch, a, b, stretch, b, a);
    return Counterexample{a, stretch.points(a), b, stretch.points(b)};
  }

  std::optional<Counterexample> between(const Stretch& left, const Rational& last,
                                        const Stretch& right, const Rational& first) const {
    if (!against(left.points(last), right.points(first))) return std::nullopt;
    Rational a = last;
    Rational b = first;
    settle(left, a, end(left, true), right, b, end(right, false));
    return Counterexample{a, left.points(a), b, right.points(b)};
  }

  /// Moves ends that do not belong to their stretches inwards until they do and still contradict.
  void settle(const Stretch& left, Rational& a, const Rational& a_inner, const Stretch& right,
              Rational& b, const Rational& b_inner) const {
    const auto holds = [this](const Stretch& stretch, const Rational& x) {
      return witness(domain_, std::max(stretch.lower, Cut{Cut::Where::before, x}),
                     std::min(stretch.upper, Cut{Cut::Where::after, x}))
          .has_value();
    };
    Rational part = Rational::ratio(1, 2);
    const Rational a0 = a;
    const Rational b0 = b;
    for (int turn = 0; turn < 200; ++turn) {
      stop_point(5000);
      if (holds(left, a) && holds(right, b) && against(left.points(a), right.points(b))) return;
      if (!holds(left, a0)) a = a0 + (a_inner - a0) * part;
      if (!holds(right, b0)) b = b0 + (b_inner - b0) * part;
      part /= 2;
    }
  }

  static constexpr std::int64_t far = 1'000'000'000;
  const Domain& domain_;
  bool up_;
};

/// Checks the direction that a rule declares for its quantity.
inline void check_direction(const Rule& any, RuleChecker& checker) {
  const Node& leaf = checker.node();
  std::visit(
      [&](const auto& rule) {
        if constexpr (requires { rule.on.direction; }) {
          if (!rule.on.direction) return;
          const std::string where = "/rule/" + std::string(name_of(any)) + "/on/direction";
          if constexpr (requires { stretches_of(rule, leaf); }) {
            if (!checker.sound() || !leaf.max) return;
            const auto domain = domain_of(leaf, rule.on);
            if (!domain) return;
            const auto stretches = stretches_of(rule, leaf);
            if (stretches.empty()) {
              checker.add(issue::part_misplaced, where,
                          "A direction can be proven between constant goalposts only",
                          "nothing there");
              return;
            }
            const auto found = DirectionProof(*domain, *rule.on.direction).run(stretches);
            if (!found) return;
            const bool up = *rule.on.direction == Direction::up;
            checker.add(
                issue::direction_broken, where,
                std::string("The points ") + (up ? "fall" : "rise") +
                    " although more is said to be " + (up ? "better" : "worse"),
                up ? "points that never fall as x grows" : "points that never rise as x grows",
                found->points1.to_string() + " points for x = " + found->x1.to_string() + ", " +
                    found->points2.to_string() + " for x = " + found->x2.to_string());
          } else {
            checker.add(issue::part_misplaced, where,
                        "A rule of this kind has no direction that can be proven", "nothing there");
          }
        }
      },
      any);
}

}  // namespace detail

PARINDEX_END_NAMESPACE
