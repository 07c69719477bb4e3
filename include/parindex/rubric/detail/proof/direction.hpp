// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <parindex/detail/stable_sort.hpp>
#include <parindex/detail/visit.hpp>
#include <parindex/rubric/detail/check/rule_checker.hpp>
#include <parindex/rubric/detail/proof/stretch.hpp>
#include <parindex/rubric/detail/sentences/kinds.hpp>
#include <parindex/rubric/detail/sentences/structure.hpp>
#include <parindex/stop.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Proves that points never change against the declared direction, or gives two quantities between
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
    stable_sort(stretches, [](const Stretch& a, const Stretch& b) { return a.lower < b.lower; });
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

  /// Where a stretch begins or ends within the domain. An open end counts as reached: its points
  /// are the limit that the points approach. An end at infinity is replaced by a distant value.
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

  /// Moves ends that are outside their stretches inwards until they are inside and still
  /// contradict.
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
  detail::visit(
      [&](const auto& rule) {
        if constexpr (requires { rule.on.direction; }) {
          if (!rule.on.direction) return;
          const std::string where = "/rule/" + std::string(name_of(any)) + "/on/direction";
          std::vector<Stretch> stretches;
          if constexpr (requires { add_stretches(rule, leaf, stretches); }) {
            if (!checker.sound() || !leaf.max) return;
            const auto domain = domain_of(leaf, rule.on);
            if (!domain) return;
            add_stretches(rule, leaf, stretches);
            if (stretches.empty()) {
              checker.add(issue::part_misplaced, where,
                          sentence::a_direction_can_be_proven_only_between, sentence::no_such_key);
              return;
            }
            const auto found = DirectionProof(*domain, *rule.on.direction).run(stretches);
            if (!found) return;
            const bool up = *rule.on.direction == Direction::up;
            checker.add(
                issue::direction_broken, where,
                up ? sentence::points_fall_although_better : sentence::points_rise_although_worse,
                up ? sentence::points_that_never_fall_as_x_grows
                   : sentence::points_that_never_rise_as_x_grows,
                say(sentence::points_for_x_for_x, found->points1.to_string(), found->x1.to_string(),
                    found->points2.to_string(), found->x2.to_string()));
          } else {
            checker.add(issue::part_misplaced, where,
                        sentence::no_direction_can_be_proven_for_a_rule_of, sentence::no_such_key);
          }
        }
      },
      any);
}

}  // namespace detail

PARINDEX_END_NAMESPACE
