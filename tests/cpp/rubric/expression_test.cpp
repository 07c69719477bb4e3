// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <parindex/detail/contains.hpp>
#include <parindex/numbers/detail/logarithm.hpp>
#include <parindex/parindex.hpp>
#include <parindex/rubric/detail/proof/expression_domain.hpp>
#include <parindex/rubric/detail/working_days.hpp>

namespace {

namespace px = parindex;
using px::Expression;
using px::Rational;
using Kind = px::Expression::Kind;
using namespace px::literals;

px::Day day(const char* text) { return *px::parse_date(text); }

Rational ratio(std::int64_t a, std::int64_t b) { return Rational::ratio(a, b); }

TEST(Dates, GoFromTextToDaysAndBack) {
  EXPECT_EQ(day("1970-01-01"), 0);
  EXPECT_EQ(day("2000-02-29"), 11016);
  EXPECT_EQ(day("1969-12-31"), -1);
  for (const char* text : {"0001-01-01", "1900-03-01", "2024-02-29", "9999-12-31"}) {
    EXPECT_EQ(px::date_text(day(text)), text);
  }
  for (const char* text : {"2025-02-29", "1900-02-29", "2026-13-01", "2026-00-10", "2026-04-31",
                           "2026-4-30", "0000-12-31", "20260430", "2026-04-30T00:00", ""}) {
    EXPECT_FALSE(px::parse_date(text)) << text;
  }
}

TEST(Dates, WorkingDaysAreCountedAsOneByOne) {
  px::Calendar calendar;
  calendar.weekend = {px::Weekday::saturday, px::Weekday::sunday};
  calendar.holidays = {day("2026-04-30"), day("2026-05-01"), day("2026-05-03")};
  calendar.working = {day("2026-05-02"), day("2026-05-01")};
  const auto works = [&](px::Day at) {
    const auto weekday = px::detail::weekday_of(at);
    const bool off = weekday == px::Weekday::saturday || weekday == px::Weekday::sunday ||
                     px::detail::contains(calendar.holidays, at);
    return px::detail::contains(calendar.working, at) || !off;
  };
  EXPECT_EQ(px::detail::weekday_of(day("2026-05-02")), px::Weekday::saturday);
  const px::detail::WorkingDays days(calendar);
  for (px::Day from = day("2026-04-20"); from < day("2026-05-12"); ++from) {
    px::Day expected = 0;
    for (px::Day to = from; to < from + 30; ++to) {
      if (to > from && works(to)) ++expected;
      ASSERT_EQ(days.between(from, to), expected) << from << " " << to;
      ASSERT_EQ(days.between(to, from), -expected);
    }
  }
}

TEST(Expressions, InWords) {
  const auto a = Expression::of(std::string("a"));
  const auto b = Expression::of(std::string("b"));
  const auto minus = Expression::of(Kind::subtract, {a, b});
  const auto text = [](const Expression& e) { return px::describe(e); };
  EXPECT_EQ(text(Expression::of(Kind::subtract, {a, minus})), "a - (a - b)");
  EXPECT_EQ(text(Expression::of(Kind::add, {minus, a})), "a - b + a");
  EXPECT_EQ(text(Expression::of(Kind::multiply, {Expression::of(2), minus})), "2 * (a - b)");
  EXPECT_EQ(text(Expression::of(Kind::divide, {a, Expression::of(Kind::multiply, {a, b})})),
            "a / (a * b)");
  EXPECT_EQ(text(Expression::of(Kind::min, {a, Expression::of(-1)})), "min(a, -1)");
  Expression mean = Expression::of(Kind::cohort, {a});
  mean.within_group = true;
  EXPECT_EQ(text(mean), "mean(a over the group)");

  px::Condition late;
  late.kind = px::Condition::Kind::range;
  late.of = Expression::of(Kind::days, {a, b});
  late.lower = px::Bound{5, false};
  px::Condition ward;
  ward.kind = px::Condition::Kind::is;
  ward.input = "kind";
  ward.words = {"ward", "town"};
  px::Condition both;
  both.parts = {late, ward};
  EXPECT_EQ(px::describe(both), "days(a, b) > 5 and kind is ward or town");
}

// Every value of an expression on a grid of inputs is in its domain.
TEST(Expressions, DomainsHoldEveryValue) {
  px::Node leaf;
  const auto input = [&](const char* name, Rational min, Rational max, Rational step) {
    px::Input made;
    made.name = name;
    made.min = min;
    made.max = max;
    made.step = step;
    leaf.inputs.push_back(made);
  };
  input("a", -2, 3, ratio(1, 2));
  input("b", 1, 4, 1);
  input("c", -3, -1, 1);
  const std::vector<std::string> names{"a", "b", "c"};
  for (const Kind kind :
       {Kind::add, Kind::subtract, Kind::multiply, Kind::divide, Kind::min, Kind::max, Kind::abs}) {
    for (const auto& x : names) {
      for (const auto& y : names) {
        const auto of = [](const std::string& name) { return Expression::of(name); };
        const Expression e = kind == Kind::abs ? Expression::of(kind, {of(x)})
                                               : Expression::of(kind, {of(x), of(y)});
        const px::detail::Domain domain = px::detail::domain_of(leaf, e);
        const auto values = [&](const std::string& name) {
          const px::Input& from = *px::detail::find_input(leaf, name);
          std::vector<Rational> all;
          for (Rational v = *from.min; v <= *from.max; v += *from.step) all.push_back(v);
          return all;
        };
        for (const Rational& p : values(x)) {
          for (const Rational& q : values(y)) {
            if (kind == Kind::divide && q.is_zero()) continue;
            const Rational value = kind == Kind::add        ? p + q
                                   : kind == Kind::subtract ? p - q
                                   : kind == Kind::multiply ? p * q
                                   : kind == Kind::divide   ? p / q
                                   : kind == Kind::min      ? px::min(p, q)
                                   : kind == Kind::max      ? px::max(p, q)
                                                            : px::abs(p);
            const px::detail::Cut before{px::detail::Cut::Where::before, value};
            const px::detail::Cut after{px::detail::Cut::Where::after, value};
            EXPECT_EQ(px::detail::witness(domain, before, after), value)
                << px::describe(e) << " with " << p.to_string() << " and " << q.to_string();
          }
        }
      }
    }
  }
  // And the domain has no other values if the parts are independent.
  const auto ab = px::detail::domain_of(
      leaf, Expression::of(Kind::multiply, {Expression::of(names[0]), Expression::of(names[1])}));
  EXPECT_EQ(ab.lower.value, -8);
  EXPECT_EQ(ab.upper.value, 12);
  EXPECT_EQ(ab.step, ratio(1, 2));
}

TEST(Logarithms, EncloseAndRound) {
  // ln 10 = 2.302585092994045684017991...
  const auto ten = px::detail::logarithm(10, 24);
  EXPECT_LE(ten.low, *Rational::parse("2.302585092994045684018"));
  EXPECT_GE(ten.high, *Rational::parse("2.302585092994045684017"));
  EXPECT_LT(ten.high - ten.low, *Rational::parse("1e-20"));
  const auto tenth = px::detail::logarithm(ratio(1, 10), 24);
  EXPECT_LE(tenth.low, -ten.low);
  EXPECT_GE(tenth.high, -ten.high);

  const auto share = [](const Rational& max, const Rational& a, const Rational& b, int digits,
                        px::RoundingMode mode) {
    return px::detail::rounded_log_share(max, a, b, {digits, mode}).to_string();
  };
  using enum px::RoundingMode;
  // The income index of the Human Development Index: ln(10000 / 100) / ln(75000 / 100).
  EXPECT_EQ(share(1, 100, 750, 3, half_up), "0.696");
  EXPECT_EQ(share(1, 100, 750, 18, floor), "0.695637350572699367");
  // ln 4 / ln 16 is exactly 1/2: a tie at no digits, and not rounded at one digit.
  EXPECT_EQ(share(1, 4, 16, 0, half_up), "1");
  EXPECT_EQ(share(1, 4, 16, 0, half_even), "0");
  EXPECT_EQ(share(1, 4, 16, 1, floor), "0.5");
  EXPECT_EQ(share(3, ratio(9, 4), ratio(27, 8), 2, ceiling), "2");
  EXPECT_EQ(share(1, ratio(1, 4), ratio(1, 16), 0, half_down), "0");
  // Very near to the tie.
  EXPECT_EQ(share(1, 4 + Rational(1) / Rational(10).pow(60), 16, 0, half_even), "1");
}

TEST(Logarithms, OfAnyBaseAreRounded) {
  using enum px::RoundingMode;
  const auto log = [](const Rational& x, const Rational& base, int digits, px::RoundingMode mode) {
    return px::detail::rounded_logarithm(x, base, {digits, mode}).to_string();
  };
  EXPECT_EQ(log(10, 0, 18, floor), "2.302585092994045684");
  EXPECT_EQ(log(ratio(1, 10), 0, 18, floor), "-2.302585092994045685");
  EXPECT_EQ(log(2, 10, 6, half_up), "0.30103");
  EXPECT_EQ(log(1, 10, 6, up), "0");
  // Exactly on a tie: log 4 of 2 is 1/2, and -1/2 with one of both turned over.
  EXPECT_EQ(log(2, 4, 0, half_up), "1");
  EXPECT_EQ(log(2, ratio(1, 4), 0, half_up), "-1");
  EXPECT_EQ(log(ratio(1, 2), 4, 0, half_even), "0");
  EXPECT_EQ(log(ratio(1, 8), ratio(1, 4), 0, half_even), "2");
  EXPECT_EQ(log(1000, 10, 2, floor), "3");
  EXPECT_EQ(log(1 + Rational(1) / Rational(10).pow(60), 10, 2, ceiling), "0.01");
}

TEST(Exponentials, AreRounded) {
  using enum px::RoundingMode;
  const auto exp = [](const Rational& x, int digits, px::RoundingMode mode) {
    return px::detail::rounded_exponential(x, {digits, mode}).to_string();
  };
  EXPECT_EQ(exp(1, 18, floor), "2.718281828459045235");
  EXPECT_EQ(exp(-1, 18, floor), "0.367879441171442321");
  EXPECT_EQ(exp(0, 2, ceiling), "1");
  EXPECT_EQ(exp(ratio(1, 2), 10, half_up), "1.6487212707");
  EXPECT_EQ(exp(10, 6, half_up), "22026.465795");
  EXPECT_EQ(exp(-20, 6, half_up), "0");
  EXPECT_EQ(exp(-20, 6, ceiling), "0.000001");
  EXPECT_EQ(exp(-1'000'000, 3, up), "0.001");
  EXPECT_EQ(exp(1'000, 0, floor).size(), 435u);
  // The series and the squares enclose: e^y * e^-y contains 1.
  const auto part = px::detail::short_exponential(ratio(1, 3), 30);
  EXPECT_LE(part.low * part.low * part.low, *Rational::parse("2.7182818284590452353602874714"));
  EXPECT_GE(part.high * part.high * part.high, *Rational::parse("2.7182818284590452353602874713"));
}

TEST(Expressions, DomainsOfFunctionsContainEveryValue) {
  px::Node leaf;
  px::Input x{"x", px::InputType::number, Rational(-3), Rational(4), Rational(ratio(1, 2)), {}, {}};
  leaf.inputs = {x};
  const px::detail::InputIndex index(leaf);
  const auto all = [&](Expression made) {
    const px::detail::Domain domain = px::detail::domain_of(index, made);
    for (Rational value = -3; value <= 4; value += ratio(1, 2)) {
      const Expression input = Expression::of(std::string("x"));
      const px::detail::Scope scope{{&input, px::detail::point(value)}};
      const px::detail::Domain one = px::detail::domain_of(index, made, scope);
      EXPECT_TRUE(px::detail::is_point(one));
      EXPECT_FALSE(one.lower < domain.lower) << describe(made) << " " << value.to_string();
      EXPECT_FALSE(domain.upper < one.upper) << describe(made) << " " << value.to_string();
      EXPECT_TRUE(px::detail::holds(domain, one.lower.value));
    }
    return domain;
  };
  const Expression input = Expression::of(std::string("x"));
  for (const int exponent : {1, 2, 3, 4}) {
    Expression power = Expression::of(Kind::power, {input});
    power.number = exponent;
    const auto domain = all(power);
    if (exponent == 2) {
      EXPECT_EQ(domain.lower.value, 0);
      EXPECT_EQ(domain.upper.value, 16);
    }
  }
  const px::Rounding how{3, px::RoundingMode::half_up};
  const Expression above = Expression::of(Kind::max, {input, Expression::of(ratio(1, 8))});
  for (const Kind kind : {Kind::root, Kind::exp, Kind::log}) {
    for (const Rational& number : {Rational(2), Rational(10), ratio(1, 2)}) {
      if (kind == Kind::root && number < Rational(2)) continue;
      Expression made = Expression::of(kind, {kind == Kind::exp ? input : above});
      made.number = number;
      made.rounding = how;
      all(made);
    }
  }
}

TEST(Names, AreSortedOrNameTheirCycle) {
  const auto name = [](const char* text) { return Expression::of(std::string(text)); };
  px::NamedExpressions let;
  let.emplace("c", name("x"));
  let.emplace("b", Expression::of(Kind::add, {name("c"), name("c")}));
  let.emplace("a", Expression::of(Kind::add, {name("b"), name("c")}));
  const px::detail::NamedOrder sorted(let);
  ASSERT_EQ(sorted.order.size(), 3u);
  EXPECT_EQ(sorted.order[0]->first, "c");
  EXPECT_EQ(sorted.order[2]->first, "a");
  let.insert_or_assign("c", name("a"));
  const px::detail::NamedOrder round(let);
  EXPECT_TRUE(round.order.empty());
  EXPECT_EQ(round.cycle.front(), round.cycle.back());
  EXPECT_GE(round.cycle.size(), 3u);
}

}  // namespace
