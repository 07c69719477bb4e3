// SPDX-License-Identifier: MIT
// Cuts of the number line and domains, compared with the values between -3 and 3 in quarters.
#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <vector>

#include <parindex/rubric/detail/proof/interval.hpp>

namespace px = parindex;
using px::Bound;
using px::Rational;
using px::detail::Cut;
using px::detail::Domain;

namespace {

Cut before(std::int64_t value) { return {Cut::Where::before, value}; }
Cut after(std::int64_t value) { return {Cut::Where::after, value}; }
const Cut below_all{Cut::Where::below_all, 0};
const Cut above_all{Cut::Where::above_all, 0};

/// All cuts at -2 to 2, in order.
std::vector<Cut> all_cuts() {
  std::vector<Cut> cuts{below_all};
  for (std::int64_t value = -2; value <= 2; ++value) {
    cuts.push_back(before(value));
    cuts.push_back(after(value));
  }
  cuts.push_back(above_all);
  return cuts;
}

/// Values in quarters that extend beyond every cut.
std::vector<Rational> all_values() {
  std::vector<Rational> values;
  for (std::int64_t quarters = -16; quarters <= 16; ++quarters) {
    values.push_back(Rational::ratio(quarters, 4));
  }
  return values;
}

/// No bound, and both kinds of bounds at -1, 0 and 1.
std::vector<std::optional<Bound>> all_bounds() {
  std::vector<std::optional<Bound>> bounds{std::nullopt};
  for (std::int64_t value = -1; value <= 1; ++value) {
    bounds.emplace_back(Bound{value, true});
    bounds.emplace_back(Bound{value, false});
  }
  return bounds;
}

bool lies_between(const Rational& value, const Cut& lower, const Cut& upper) {
  return !(Cut{Cut::Where::before, value} < lower) && !(upper < Cut{Cut::Where::after, value});
}

bool is_in(const Domain& domain, const Rational& value) {
  return lies_between(value, domain.lower, domain.upper) &&
         (!domain.step || ((value - domain.base) / *domain.step).is_integer());
}

TEST(Cut, IsOrderedAsTheNumberLine) {
  const std::vector<Cut> cuts = all_cuts();
  for (std::size_t i = 0; i < cuts.size(); ++i) {
    for (std::size_t j = 0; j < cuts.size(); ++j) {
      EXPECT_EQ(cuts[i] < cuts[j], i < j) << i << " " << j;
      EXPECT_EQ(cuts[i] == cuts[j], i == j) << i << " " << j;
    }
  }
}

TEST(Cut, ClosedAndOpenBoundsMeetAtOneCut) {
  EXPECT_EQ(px::detail::upper_cut(Bound{70, false}), px::detail::lower_cut(Bound{70, true}));
  EXPECT_EQ(px::detail::upper_cut(Bound{70, true}), px::detail::lower_cut(Bound{70, false}));
  EXPECT_EQ(px::detail::lower_cut(std::nullopt), below_all);
  EXPECT_EQ(px::detail::upper_cut(std::nullopt), above_all);
}

TEST(Cut, TellsWhatARangeHolds) {
  for (const auto& lower : all_bounds()) {
    for (const auto& upper : all_bounds()) {
      for (const Rational& value : all_values()) {
        EXPECT_EQ(px::detail::in_range(lower, upper, value),
                  lies_between(value, px::detail::lower_cut(lower), px::detail::upper_cut(upper)))
            << value.to_string();
      }
    }
  }
}

TEST(Witness, IsFoundWhereAndOnlyWhereThereIsAValue) {
  std::vector<Domain> domains(1);
  domains.push_back({before(-1), after(1), {}, 0});
  domains.push_back({after(-1), before(1), {}, 0});
  domains.push_back({below_all, above_all, Rational(1), 0});
  domains.push_back({before(-2), above_all, Rational(2), -2});
  domains.push_back({below_all, before(2), Rational(3), 2});
  domains.push_back({before(-1), after(1), Rational::ratio(1, 2), 0});
  domains.push_back({after(0), before(1), Rational(1), 0});  // empty
  const std::vector<Rational> values = all_values();
  for (std::size_t d = 0; d < domains.size(); ++d) {
    for (const Cut& lower : all_cuts()) {
      for (const Cut& upper : all_cuts()) {
        const auto found = px::detail::witness(domains[d], lower, upper);
        const bool there = std::any_of(values.begin(), values.end(), [&](const Rational& value) {
          return is_in(domains[d], value) && lies_between(value, lower, upper);
        });
        ASSERT_EQ(found.has_value(), there) << "domain " << d;
        if (!found) continue;
        EXPECT_TRUE(is_in(domains[d], *found)) << "domain " << d << ": " << found->to_string();
        EXPECT_TRUE(lies_between(*found, lower, upper)) << found->to_string();
      }
    }
  }
}

TEST(DomainOfInput, CountsAreWholeAndNotBelowZero) {
  px::Input input;
  input.type = px::InputType::count;
  input.max = 3;
  const Domain domain = px::detail::domain_of(input);
  for (const Rational& value : all_values()) {
    EXPECT_EQ(is_in(domain, value), value.is_integer() && value >= 0 && value <= 3);
  }
  input.min = -2;  // a count is still at least 0
  EXPECT_EQ(px::detail::domain_of(input).lower, before(0));
  input.min = 2;
  EXPECT_EQ(px::detail::domain_of(input).lower, before(2));
}

TEST(DomainOfInput, StepsBeginAtTheMinimum) {
  px::Input input;
  input.min = Rational::ratio(-1, 2);
  input.max = 2;
  input.step = Rational(1);
  const Domain domain = px::detail::domain_of(input);
  std::vector<std::string> held;
  for (const Rational& value : all_values()) {
    if (is_in(domain, value)) held.push_back(value.to_string());
  }
  EXPECT_EQ(held, (std::vector<std::string>{"-0.5", "0.5", "1.5"}));
}

TEST(DomainOfInput, DatesHaveFourDigitsOfYear) {
  px::Input input;
  input.type = px::InputType::date;
  const Domain domain = px::detail::domain_of(input);
  EXPECT_EQ(domain.lower, (Cut{Cut::Where::before, Rational(px::detail::first_day)}));
  EXPECT_EQ(domain.upper, (Cut{Cut::Where::after, Rational(px::detail::last_day)}));
  EXPECT_EQ(domain.step, Rational(1));
}

TEST(HoldsZero, KnowsTheGrid) {
  EXPECT_TRUE(px::detail::holds_zero({}));
  EXPECT_FALSE(px::detail::holds_zero({after(0), above_all, {}, 0}));
  EXPECT_TRUE(px::detail::holds_zero({before(-4), above_all, Rational(2), -4}));
  EXPECT_FALSE(px::detail::holds_zero({before(-3), above_all, Rational(2), -3}));
}

/// The least and the greatest quotient of whole numbers of two ranges, with a divisor above 0.
TEST(QuotientDomain, ReachesJustAsFarAsTheQuotients) {
  for (std::int64_t a = -3; a <= 3; ++a) {
    for (std::int64_t b = a; b <= 3; ++b) {
      for (std::int64_t c = 0; c <= 3; ++c) {
        for (std::int64_t d = std::max<std::int64_t>(c, 1); d <= 4; ++d) {
          const Domain num{before(a), after(b), Rational(1), 0};
          const Domain den{before(c), after(d), Rational(1), 0};
          const Domain range = px::detail::quotient_domain(num, den, 100);
          std::optional<Rational> least;
          std::optional<Rational> most;
          for (std::int64_t x = a; x <= b; ++x) {
            for (std::int64_t y = std::max<std::int64_t>(c, 1); y <= d; ++y) {
              const Rational quotient = Rational::ratio(100 * x, y);
              least = least ? min(*least, quotient) : quotient;
              most = most ? max(*most, quotient) : quotient;
            }
          }
          EXPECT_EQ(range.lower, (Cut{Cut::Where::before, *least})) << a << b << c << d;
          EXPECT_EQ(range.upper, (Cut{Cut::Where::after, *most})) << a << b << c << d;
        }
      }
    }
  }
}

TEST(QuotientDomain, HasNoEndOverArbitrarilySmallDivisors) {
  const Domain num{before(1), after(2), {}, 0};
  const Domain range = px::detail::quotient_domain(num, {before(0), after(4), {}, 0}, 1);
  EXPECT_EQ(range.lower, (Cut{Cut::Where::before, Rational::ratio(1, 4)}));
  EXPECT_EQ(range.upper, above_all);
  // Over all divisors from 1 up, a quotient approaches 0 and does not reach it.
  const Domain open = px::detail::quotient_domain(num, {before(1), above_all, {}, 0}, 1);
  EXPECT_EQ(open.lower, after(0));
  EXPECT_EQ(open.upper, after(2));
}

TEST(QuotientDomain, IsEverythingWhereTheDivisorCanBeNegative) {
  const Domain range =
      px::detail::quotient_domain({before(1), after(2), {}, 0}, {before(-1), after(2), {}, 0}, 1);
  EXPECT_EQ(range.lower, below_all);
  EXPECT_EQ(range.upper, above_all);
}

TEST(Narrow, OnlyEverTakesAway) {
  Domain domain{before(0), after(10), {}, 0};
  px::detail::narrow(domain, Rational(-5), Rational(20));
  EXPECT_EQ(domain.lower, before(0));
  EXPECT_EQ(domain.upper, after(10));
  px::detail::narrow(domain, Rational(3), Rational(4));
  EXPECT_EQ(domain.lower, before(3));
  EXPECT_EQ(domain.upper, after(4));
}

}  // namespace
