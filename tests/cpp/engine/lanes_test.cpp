// SPDX-License-Identifier: MIT
// The critical places of the fixed lane, one by one; batch_test.cpp has the random plans.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "sample.hpp"

namespace px = parindex;
using namespace sample;

namespace {

using Doubles = std::vector<double>;

constexpr px::RoundingMode modes[] = {px::RoundingMode::half_up,   px::RoundingMode::half_even,
                                      px::RoundingMode::half_down, px::RoundingMode::up,
                                      px::RoundingMode::down,      px::RoundingMode::floor,
                                      px::RoundingMode::ceiling};

/// Every value with its neighbours on both sides.
Doubles around(const Doubles& values) {
  Doubles made;
  for (const double v : values) {
    made.push_back(v);
    for (const double way : {-1e308, 1e308}) {
      made.push_back(std::nextafter(v, way));
      made.push_back(std::nextafter(std::nextafter(v, way), way));
    }
  }
  return made;
}

/// All multiples of a step, as the doubles with these decimals.
Doubles multiples(int first, int last, double divisor) {
  Doubles made;
  for (int i = first; i <= last; ++i) made.push_back(i / divisor);
  return made;
}

Doubles operator+(Doubles a, const Doubles& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

/// Scores doubles in every way and compares with the exact engine. Returns the code of the first
/// issue of each row, empty for a valid one.
std::vector<std::string> expect_equal(const px::Plan& plan, std::vector<Doubles> columns) {
  EXPECT_EQ(plan.lanes()[0].lane, "fixed") << plan.lanes()[0].reason << plan.lanes().back().reason;
  px::Table table;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    // Whole vectors; otherwise the quick loops would leave the block to the other loops.
    while (columns[i].size() % 16 != 0) columns[i].push_back(columns[i].front());
    table.columns.push_back(px::Column::over(plan.columns()[i].name, px::view_of(columns[i])));
  }
  const px::Scores exact = px::score(plan, table, {.exact = true});
  const px::PreparedTable prepared = px::prepare(plan, table);
  for (const px::Keep keep : {px::Keep::all, px::Keep::total}) {
    for (const px::Simd simd : {px::Simd::avx512, px::Simd::avx2, px::Simd::baseline}) {
      const px::ScoreOptions options{.keep = keep, .simd = simd};
      if (keep == px::Keep::total) {
        EXPECT_EQ(px::score(plan, prepared, options).value().digest(), exact.digest());
      }
      const px::Scores got = px::score(plan, table, options);
      if (got.digest() == exact.digest()) continue;
      for (std::size_t row = 0; row < exact.size(); ++row) {
        EXPECT_EQ(got.total(row).points, exact.total(row).points)
            << px::explain(exact, row).to_string("en");
      }
      ADD_FAILURE() << "the digests differ";
      return {};
    }
  }
  px::RowScorer one(plan);
  for (std::size_t row = 0; row < exact.size(); ++row) {
    Doubles values;
    for (const Doubles& column : columns) values.push_back(column[row]);
    if (values[0] != values[0]) continue;  // missing there, not finite here
    EXPECT_EQ(one.score(values).points, exact.total(row).points) << values[0];
  }
  std::vector<std::string> codes(exact.size());
  for (const px::Issue& issue : exact.issues()) codes[issue.row - 1] = issue.code;
  return codes;
}

px::Plan plan_of(px::Node leaf) {
  for (const char* code :
       {"maximum_unreachable", "maximum_exceeded", "minimum_above_zero", "minimum_below_zero"}) {
    leaf.accept[code] = "a test";
  }
  const px::Rational max = *leaf.max;
  return px::compile(px::check(draft(max, {std::move(leaf)})));
}

px::Input stepped(px::Input input, px::Rational step) {
  input.step = std::move(step);
  return input;
}

/// One point from 1.2 on, and another above 3.
px::Bands two_cuts() {
  return {value("value"),
          {band({}, below("1.2"_dec), 0), band(from("1.2"_dec), to(3), 1), band(above(3), {}, 2)}};
}

px::Proportional share_of(px::Rational full_at) {
  px::Proportional rule;
  rule.on = value("value");
  rule.full_at = std::move(full_at);
  return rule;
}

px::Node rounded(px::Node leaf, int digits, px::RoundingMode mode = px::RoundingMode::half_up) {
  leaf.rounding = px::Rounding(digits, mode);
  return leaf;
}

TEST(FixedInputs, StandOnTheirSteps) {
  const Doubles values =
      around(multiples(-40, 140, 10) + multiples(-40, 140, 20) + Doubles{1e15, 1e17});
  for (const px::Rational& low :
       {px::Rational("-0.3"_dec), px::Rational(0), px::Rational("1.15"_dec)}) {
    const auto input = stepped(number("value", low, low + 12), "0.1"_dec);
    std::size_t off = 0;
    for (const auto& code :
         expect_equal(plan_of(sample::leaf("1", 2, two_cuts(), {input})), {values})) {
      off += code == "value_off_step" ? 1 : 0;
    }
    EXPECT_GT(off, 500u) << "a neighbour of a step is no step";
    expect_equal(plan_of(rounded(sample::leaf("1", 2, share_of(12), {input}), 2)), {values});
  }
  // For large values the scaled value would not be a whole number that a double represents.
  const auto wide = stepped(number("value", 0, px::Rational(10).pow(16)), "0.01"_dec);
  expect_equal(
      plan_of(sample::leaf("1", 2, two_cuts(), {wide})),
      {around({1, 0.07, 1e12, 123456789012.34, 1e13, 1e14, 1e15, 1e16, 9007199254740993.0})});
}

TEST(FixedInputs, AreWholeWhereTheyAreCounts) {
  const Doubles values =
      around(multiples(0, 20, 2) + Doubles{-1, 4503599627370495.5, 4503599627370497, 9e15, 1e300});
  for (auto input : {count("value"), count("value", 1), stepped(count("value", 1), 3)}) {
    std::size_t broken = 0;
    for (const auto& code :
         expect_equal(plan_of(sample::leaf("1", 2, two_cuts(), {input})), {values})) {
      broken += code == "value_not_integer" ? 1 : 0;
    }
    EXPECT_GT(broken, 10u);
    auto limited = share_of(7);
    limited.cap = 2;
    expect_equal(plan_of(rounded(sample::leaf("1", 2, limited, {input}), 1)), {values});
  }
}

TEST(FixedInputs, EndWhereTheirLimitsSay) {
  // None of these limits is a double; the last double inside is determined by its decimal.
  for (const char* limit : {"0.1", "1/3", "0.30000000000000004", "2.675"}) {
    const px::Rational most = *px::Rational::parse(limit);
    const double at = most.to_double();
    const Doubles values = around({0, at, -at, at / 2, -0.0, 5e-324}) +
                           Doubles{NAN, INFINITY, -INFINITY, 1e308, -1e308};
    for (const auto& input : {number("value", 0, most), number("value", -most, most)}) {
      const auto codes = expect_equal(plan_of(sample::leaf("1", 2, two_cuts(), {input})), {values});
      EXPECT_EQ(std::count(codes.begin(), codes.end(), "value_not_finite"), 3);
      EXPECT_GE(std::count(codes.begin(), codes.end(), "value_above_maximum"), 2);
      expect_equal(plan_of(rounded(sample::leaf("1", 2, share_of(most), {input}), 3)), {values});
    }
  }
}

// ---- Quotients ----------------------------------------------------------------------------------

px::Quantity quotient(px::Quantity::Kind kind) {
  auto on = percent("a", "b");
  on.kind = kind;
  on.when_zero = px::MissingPolicy::zero;
  return on;
}

/// Pairs of small counts, and of large ones for which a / b is n / d or differs in the last digit.
std::vector<Doubles> pairs(std::int64_t n, std::int64_t d) {
  std::vector<Doubles> made(2);
  const auto add = [&](double a, double b) {
    made[0].push_back(a);
    made[1].push_back(b);
  };
  for (int a = 0; a <= 40; ++a) {
    for (int b = 0; b <= 12; ++b) add(a, b);
  }
  // Up to 2^53, beyond which doubles skip whole numbers.
  const std::int64_t most = (std::int64_t{1} << 53) / std::max(n, d);
  for (std::int64_t k = 1; k < most; k = k * 3 + 1) {
    for (const int more : {-1, 0, 1})
      add(static_cast<double>(n * k + more), static_cast<double>(d * k));
  }
  for (const double large : {1e15, 4503599627370495.0, 9007199254740991.0, 1e300}) {
    add(large, 1);
    add(1, large);
    add(large, large);
  }
  add(0.5, 1);
  add(1, 0.5);
  add(-1, 1);
  add(1, -1);
  add(NAN, 1);
  add(1, NAN);
  return made;
}

TEST(FixedQuotients, MeetTheirCutsExactly) {
  constexpr std::pair<std::int64_t, std::int64_t> ratios[] = {
      {1, 3}, {9, 10}, {2, 1}, {3333333333333, 10000000000000}, {700000001, 1000000000}};
  for (const auto& [n, d] : ratios) {
    for (const auto kind : {px::Quantity::Kind::ratio, px::Quantity::Kind::percent}) {
      const px::Rational at =
          px::Rational::ratio(n, d) * (kind == px::Quantity::Kind::percent ? 100 : 1);
      for (const bool closed : {true, false}) {
        for (const int limited : {0, 1, 2}) {
          auto on = quotient(kind);
          // A limit at the cut itself: a value outside is an error of its row.
          if (limited == 1) on.min = at;
          if (limited == 2) on.max = at;
          px::Bands bands{
              on, {band({}, px::Bound{at, !closed}, 0), band(px::Bound{at, closed}, {}, 2)}};
          const auto leaf = sample::leaf("1", 2, bands, {count("a"), count("b")});
          const auto codes = expect_equal(plan_of(leaf), pairs(n, d));
          const auto wrong = limited == 1 ? "value_below_minimum" : "value_above_maximum";
          EXPECT_EQ(std::count(codes.begin(), codes.end(), wrong) > 10, limited != 0);
        }
      }
    }
  }
}

TEST(FixedQuotients, RoundAsTheirModeSays) {
  using enum px::RoundingMode;
  for (const auto mode : {half_up, half_even, half_down, up, down, floor, ceiling}) {
    for (const int digits : {0, 2, 4}) {
      px::Proportional rule;
      rule.on = quotient(px::Quantity::Kind::percent);
      rule.full_at = 100;
      rule.cap = 1;
      auto leaf = rounded(sample::leaf("1", 1, rule, {count("a"), count("b")}), digits, mode);
      // b of 20000 units: a tie of four digits for each odd a.
      expect_equal(plan_of(leaf), pairs(12345, 20000));
      rule.floor = px::Rational::ratio(1, 3);
      rule.cut_off = px::CutOff{{25, true}, "0.1"_dec};
      leaf.rule = rule;
      expect_equal(plan_of(leaf), pairs(1, 4));
      expect_equal(plan_of(leaf), pairs(1, 3));
    }
  }
}

/// The same pairs in hundredths, in thousandths, and their neighbours.
std::vector<Doubles> amounts(std::int64_t n, std::int64_t d) {
  std::vector<Doubles> made(2);
  const std::vector<Doubles> whole = pairs(n, d);
  for (std::size_t i = 0; i < whole[0].size(); ++i) {
    const double a = whole[0][i];
    const double b = whole[1][i];
    for (const double unit : {1.0, 100.0, 1000.0}) {
      made[0].push_back(a / unit);
      made[1].push_back(b / unit);
    }
    made[0].push_back(i % 2 == 0 ? std::nextafter(a / 100, 1e308) : a / 100);
    made[1].push_back(i % 2 == 0 ? b / 100 : std::nextafter(b / 100, -1e308));
  }
  return made;
}

TEST(FixedQuotients, DivideAmountsWithTwoDecimals) {
  const auto low = number("a", -3, px::Rational(1'000'000'000'000'000));
  const auto high = number("b", 0, px::Rational(1'000'000'000'000'000));
  for (const auto& inputs :
       {std::vector{low, high}, std::vector{count("a"), high}, std::vector{low, count("b")}}) {
    for (const auto kind : {px::Quantity::Kind::ratio, px::Quantity::Kind::percent}) {
      px::Bands bands{quotient(kind),
                      {band({}, below("33.3"_dec), 0), band(from("33.3"_dec), {}, 2)}};
      expect_equal(plan_of(sample::leaf("1", 2, bands, inputs)), amounts(333, 1000));
    }
    using enum px::RoundingMode;
    for (const auto mode : {half_up, half_even, half_down, up, down, floor, ceiling}) {
      px::Proportional rule;
      rule.on = quotient(px::Quantity::Kind::percent);
      rule.full_at = 95;
      rule.cut_off = px::CutOff{{70, false}, 0};
      rule.cap = "1.5"_dec;
      const auto leaf = rounded(sample::leaf("1", "1.5"_dec, rule, inputs), 4, mode);
      expect_equal(plan_of(leaf), amounts(7, 10));
      expect_equal(plan_of(leaf), amounts(12345, 20000));
    }
  }
}

// ---- Proportions --------------------------------------------------------------------------------

TEST(FixedProportions, RoundTheDecimalAndNotTheDouble) {
  using enum px::RoundingMode;
  // Ties of three digits, whole multiples, and their neighbours. 1.005 as a double is less.
  const Doubles values =
      around(multiples(0, 120, 2000) + multiples(380, 420, 2000) + multiples(1996, 2012, 2000) +
             Doubles{0.3, 2.675, 4.35, 5e-324, 1e-20});
  for (const auto mode : {half_up, half_even, half_down, up, down, floor, ceiling}) {
    for (const bool negative : {false, true}) {
      const auto input = number("value", negative ? -5 : 0, 5);
      auto rule = share_of(1);
      expect_equal(plan_of(rounded(sample::leaf("1", 1, rule, {input}), 3, mode)), {values});
      // Cut-off, cap and floor at places where the exact points are ties.
      rule.cut_off = px::CutOff{{"0.2005"_dec, negative}, "0.0015"_dec};
      rule.cap = "1.0045"_dec;
      rule.floor = "0.1005"_dec;
      expect_equal(plan_of(rounded(sample::leaf("1", 1, rule, {input}), 3, mode)), {values});
      rule.cut_off.reset();
      expect_equal(plan_of(rounded(sample::leaf("1", 1, rule, {input}), 3, mode)), {values});
    }
  }
}

TEST(FixedProportions, InBlocksWithoutAnyDoubt) {
  // No value is near a tie, so only the loops that test a block as a whole are used.
  Doubles values;
  for (int i = 0; i < 160; ++i) values.push_back(i * 3 / 100.0 + 0.0003);
  for (const bool cut : {false, true}) {
    auto rule = share_of(7);
    if (cut) rule.cut_off = px::CutOff{{"1.5003"_dec, false}, "0.25"_dec};
    const auto leaf = rounded(sample::leaf("1", 5, rule, {number("value", 0, 7)}), 2);
    expect_equal(plan_of(leaf), {values});
    // One value that excludes the block, at its start and at its end.
    for (const double wrong : {-0.0, -1.0, 7.1, 1e300, -1e300, double(INFINITY), -double(INFINITY),
                               double(NAN), 0.007}) {
      auto spoilt = values;
      spoilt.front() = wrong;
      expect_equal(plan_of(leaf), {spoilt});
      std::swap(spoilt.front(), spoilt.back());
      expect_equal(plan_of(leaf), {spoilt});
    }
  }
}

// ---- Numbers that are too large for the lane ----------------------------------------------------

/// The root over leaves of yes or no; `expect` is why it is not fixed, empty if it is.
void expect_lane(std::vector<px::Rational> points, std::optional<px::Rounding> rounding,
                 const std::string& why) {
  std::vector<px::Node> leaves;
  px::Table table;
  px::Rational max = 0;
  for (const px::Rational& each : points) {
    leaves.push_back(yes_no_leaf(std::to_string(leaves.size() + 1), each));
    table.columns.push_back({leaves.back().code, {true, true, false}});
    max += each;
  }
  table.columns.back().cells[1] = px::Cell(false);
  auto made = draft(max, leaves);
  made.root.rounding = rounding;
  const px::Plan plan = px::compile(px::check(made));
  EXPECT_EQ(plan.lanes()[0].reason, why);
  EXPECT_EQ(px::score(plan, table).value().digest(),
            px::score(plan, table, {.exact = true}).value().digest());
}

TEST(FixedLimits, KeepWholeNumbersWhole) {
  const px::Rational third = px::Rational::ratio(1, 3);
  expect_lane({999'999'999'999'999, 1}, {}, "");
  expect_lane({3'999'999'999'999'999, 3'999'999'999'999'999, 3'999'999'999'999'999}, {},
              "points that do not fit 52 bits");
  expect_lane({px::Rational(10).pow(17) + 1, 1}, {}, "its part 1 is not in the fixed lane");
  expect_lane({3'000'000'000 + third, 2}, px::Rounding(2, px::RoundingMode::half_up), "");
  expect_lane({300'000'000'000'000 + third, 2}, px::Rounding(2, px::RoundingMode::half_up),
              "a rounding of numbers that do not fit 52 bits");
  expect_lane({third, px::Rational::ratio(1, 7919), px::Rational::ratio(1, 1'000'000'007)}, {}, "");
  expect_lane({px::Rational::ratio(1, 1'000'000'007), px::Rational::ratio(1, 998'244'353)}, {},
              "the common denominator of the points does not fit 52 bits: 998244359987710471");
}

TEST(FixedLimits, HoldPointsOfEverySize) {
  // One more and one less than fits 32 bits, in which narrow columns store their points.
  for (const std::int64_t points : {2147483646LL, 2147483647LL, 2147483648LL, 4294967296LL}) {
    expect_lane({points}, {}, "");
    expect_lane({px::Rational::ratio(points, 100)}, {}, "");
  }
}

TEST(FixedLane, HoldsSharesOfTheMaximum) {
  const px::Levels levels{{{"0", 100, {}}, {"1", "66.6"_dec, {}}, {"2", 0, {}}}};
  expect_equal(plan_of(sample::leaf("1", 7, levels)), {{0, 1, 2, 3, -1, 0.5}});
  expect_equal(plan_of(rounded(sample::leaf("1", 7, levels), 1)), {{0, 1, 2}});
  for (const auto mode : {px::RoundingMode::half_up, px::RoundingMode::half_even,
                          px::RoundingMode::up, px::RoundingMode::floor}) {
    const px::Imported imported{"SIPAS", "", ""};
    expect_equal(
        plan_of(rounded(sample::leaf("1", 10, imported), 2, mode)),
        {around(multiples(0, 200, 2) + multiples(8540, 8560, 100) + Doubles{85.45, 85.55, 1e-9})});
  }
}

/// 3 points up to 4.5, 1 for each 0.5 beyond it, at most 5.
px::Increments half_steps(bool down, bool whole) {
  return {value("value"), 3, "4.5"_dec, down, "0.5"_dec, 1, whole, px::Rational(5)};
}

TEST(FixedLane, HoldsIncrements) {
  const Doubles near = around(multiples(0, 140, 20) + multiples(40, 50, 10)) +
                       around({4.505, 4.515, 4.485, 4.4949, 4.75375, 1e-9, 1e15});
  for (const bool down : {false, true}) {
    for (const auto mode :
         {px::RoundingMode::half_up, px::RoundingMode::half_even, px::RoundingMode::half_down,
          px::RoundingMode::up, px::RoundingMode::down, px::RoundingMode::floor,
          px::RoundingMode::ceiling}) {
      for (const px::Rational& each :
           {px::Rational(1), px::Rational("0.35"_dec), px::Rational(1) / 3}) {
        px::Increments rule = half_steps(down, false);
        rule.points_each = each;
        rule.base = each * 3;
        const auto input = number("value", 0, 7);
        expect_equal(plan_of(rounded(sample::leaf("1", 5, rule, {input}), 2, mode)), {near});
        rule.cap.reset();
        expect_equal(plan_of(rounded(sample::leaf("1", 9, rule, {input}), 1, mode)), {near});
      }
    }
  }
}

TEST(FixedLane, HoldsIncrementsBelowZero) {
  // Negative numbers round in the other direction.
  for (const auto mode : {px::RoundingMode::half_up, px::RoundingMode::half_even,
                          px::RoundingMode::down, px::RoundingMode::ceiling}) {
    const px::Increments rule{value("value"), -1, 2, false, "0.4"_dec, "0.1"_dec, false, {}};
    expect_equal(plan_of(rounded(sample::leaf("1", 5, rule, {number("value", -5, 20)}), 1, mode)),
                 {around(multiples(-20, 100, 10) + multiples(-10, 60, 5))});
  }
}

TEST(FixedLane, HoldsIncrementsOfSteppedNumbersAndCounts) {
  px::Increments rule = half_steps(false, false);
  expect_equal(plan_of(sample::leaf("1", 5, rule, {stepped(number("value", 0, 8), "0.1"_dec)})),
               {multiples(-2, 90, 10) + Doubles{0.05, 4.55}});
  rule.down = true;
  expect_equal(plan_of(sample::leaf("1", 5, rule, {count("value")})),
               {multiples(-1, 9, 1) + Doubles{4.5, 1e15}});
}

TEST(FixedLane, HoldsWholeSteps) {
  const Doubles near = around(multiples(0, 140, 20) + Doubles{1e-9, 1e15, 5.6, 3.4});
  for (const bool down : {false, true}) {
    px::Increments rule = half_steps(down, true);
    expect_equal(plan_of(sample::leaf("1", 5, rule, {number("value")})), {near});
    rule.points_each = "0.7"_dec;  // the last step is cut short
    expect_equal(plan_of(rounded(sample::leaf("1", 5, rule, {number("value")}), 1)), {near});
    rule.cap.reset();
    expect_equal(plan_of(sample::leaf("1", 9, rule, {number("value", 0, 7)})), {near});
    rule.threshold = down ? -1 : 8;  // nothing is beyond it
    expect_equal(plan_of(sample::leaf("1", 9, rule, {number("value", 0, 7)})), {near});
  }
}

TEST(FixedLane, HoldsIncrementsOfQuotients) {
  const Doubles done{0, 1, 2, 3, 4, 5, 6, 7, 11, 13, 29, 50, 71, 72, 99, 1000};
  const Doubles all{1, 3, 60, 7, 9, 100, 1000, 8, 12, 17, 30, 71, 100, 99, 100, 3};
  for (const bool down : {false, true}) {
    for (const bool whole : {false, true}) {
      px::Increments rule{percent("done", "all"), 1, "33.3"_dec, down, 7, "0.3"_dec, whole,
                          px::Rational(2)};
      expect_equal(
          plan_of(rounded(sample::leaf("1", 2, rule, {count("done"), count("all", 1)}), 2)),
          {done, all});
    }
  }
}

TEST(FixedLane, LeavesStepsWithoutAnEnd) {
  px::Increments rule = half_steps(false, true);
  rule.cap = px::Rational(3 + 64);
  const auto leaf = [&] { return sample::leaf("1", 67, rule, {number("value", 0)}); };
  EXPECT_EQ(plan_of(leaf()).lanes()[1].lane, "fixed");
  rule.cap = px::Rational(3 + 65);
  EXPECT_EQ(plan_of(leaf()).lanes()[1].reason, "whole steps without a limit, or too many of them");
  rule.cap.reset();
  EXPECT_EQ(plan_of(leaf()).lanes()[1].lane, "exact");
}

TEST(FixedLane, HoldsPointsOnLines) {
  const Doubles values = around(multiples(-3, 41, 4) + multiples(0, 100, 10) +
                                Doubles{2.005, 7.0 / 3, 1.23456789, 9.999999999}) +
                         Doubles{-0.0, 1e-300, 1e17};
  px::Linear linear{value("value"), {}};
  linear.pieces.push_back({from("2.5"_dec), below(6), 3, px::Rational::ratio(-2, 3), {}});
  linear.pieces.push_back({{}, below("2.5"_dec), 3, 3, {}});
  linear.pieces.push_back({from(6), to(10), 1, 3, {}});
  const auto posts = [](int low, int high, bool clamp) {
    return px::Goalposts{value("value"),
                         px::Expression::of(px::Rational(low)),
                         px::Expression::of(px::Rational(high)),
                         clamp,
                         false,
                         {}};
  };
  const px::Rule rules[] = {linear,
                            px::Target{value("value"), 4, "2.2"_dec},
                            px::Target{value("value"), 0, 100},
                            posts(1, 8, true),
                            posts(8, 1, true),
                            posts(2, 9, false),
                            posts(9, 2, false)};
  for (const px::Rule& rule : rules) {
    for (const px::RoundingMode mode : modes) {
      for (const int digits : {0, 2, 4}) {
        const auto leaf = sample::leaf("1", 3, rule, {number("value", -2, 10)});
        const px::Plan plan = plan_of(rounded(leaf, digits, mode));
        EXPECT_EQ(plan.lanes()[1].reason, "");
        expect_equal(plan, {values});
      }
    }
  }
}

TEST(FixedLane, HoldsLogarithms) {
  // 2 and 32 have the same distance from 8: half of the points.
  const Doubles values = around({1, 2, 4, 8, 16, 32, 64, 99.5, 0.125, 1e-9}) + multiples(1, 60, 7) +
                         multiples(1, 200, 2) + Doubles{0, -1, 1e17, 1e300};
  const auto number_of = [](const char* text) {
    return px::Expression::of(*px::Rational::parse(text));
  };
  const std::pair<const char*, const char*> ends[] = {
      {"2", "32"}, {"64", "1"}, {"0.3", "99.99"}, {"1e-9", "1e17"}};
  for (const auto& [low, high] : ends) {
    for (const px::RoundingMode mode : {px::RoundingMode::half_up, px::RoundingMode::half_even,
                                        px::RoundingMode::down, px::RoundingMode::ceiling}) {
      const bool clamp = mode != px::RoundingMode::down;
      const px::Goalposts rule{value("value"), number_of(low), number_of(high), clamp, true, {}};
      const px::Plan plan =
          plan_of(rounded(sample::leaf("1", 3, rule, {number("value")}), 3, mode));
      EXPECT_EQ(plan.lanes()[1].reason, "");
      expect_equal(plan, {values});
    }
  }
}

TEST(FixedLane, HoldsARuleForEachGroup) {
  px::Bands bands{percent("done", "all"),
                  {band({}, below(50), 0), band(from(50), below("66.6"_dec), "0.3"_dec),
                   band(from("66.6"_dec), {}, px::Rational::ratio(1, 2))}};
  bands.on.when_zero = px::MissingPolicy::zero;
  px::Proportional share{percent("done", "all"), 80, {}, px::Rational(2), {}};
  share.on.when_zero = px::MissingPolicy::full;
  px::ByGroup rule;
  rule.cases.push_back({{"b", "c"}, bands});
  rule.cases.push_back({{"a"}, share});
  auto leaf = rounded(sample::leaf("1", 2, rule, {count("done"), count("all")}), 2);
  leaf.missing = px::MissingPolicy::exclude;
  leaf.accept["maximum_unreachable"] = "a test";
  auto sample = draft(2, {leaf});
  for (const char* id : {"a", "b", "c"}) sample.groups.push_back({id, {}});
  const px::Plan plan = px::compile(px::check(sample));
  EXPECT_EQ(plan.lanes()[1].lane, "fixed") << plan.lanes()[1].reason;
  constexpr double none = std::numeric_limits<double>::quiet_NaN();
  Doubles done, all;
  px::Table table;
  for (int i = 0; i < 3000; ++i) {
    done.push_back(i % 17 == 0 ? none : i % 23 == 0 ? -1 : i % 101);
    all.push_back(i % 29 == 0 ? none : i % 31 == 0 ? 0.5 : i % 97);
    table.groups.push_back(i % 41 == 0 ? "no such group" : std::string(1, "abc"[i % 3]));
  }
  table.columns = {px::Column::over(plan.columns()[0].name, px::view_of(done)),
                   px::Column::over(plan.columns()[1].name, px::view_of(all))};
  const px::Scores exact = px::score(plan, table, {.exact = true});
  px::RowScorer one(plan);
  for (const px::Simd simd : {px::Simd::avx512, px::Simd::avx2, px::Simd::baseline}) {
    EXPECT_EQ(px::score(plan, table, {.simd = simd}).value().digest(), exact.digest());
  }
  for (std::size_t row = 0; row < exact.size(); ++row) {
    if (done[row] != done[row] || all[row] != all[row]) continue;  // missing there, not finite here
    const double values[] = {done[row], all[row]};
    EXPECT_EQ(one.score(values, table.groups[row]).points, exact.total(row).points) << row;
  }
}

TEST(FixedLane, KnowsThePointsOfValuesThatItHasSeen) {
  using px::build::Term;
  px::Formula rule;
  const Term a(px::Expression::of(std::string("a")));
  const Term b(px::Expression::of(std::string("b")));
  rule.cases.push_back({{}, px::Expression(a * a / (b + 1)), {}});
  rule.cap = 3;
  const auto leaf = sample::leaf("1", 3, rule, {number("a", 0, 100), count("b")});
  EXPECT_EQ(plan_of(leaf).lanes()[1].lane, "exact");
  const px::Plan plan = plan_of(rounded(leaf, 3));
  EXPECT_EQ(plan.lanes()[1].lane, "table");
  EXPECT_EQ(plan.lanes()[1].reason, "a formula, which no loop over many rows computes");
  Doubles as, bs;
  for (int i = 0; i < 5000; ++i) {  // some values repeat, some are wrong
    as.push_back(i % 7 == 0 ? i % 5 : i / 32.0 - 3);
    bs.push_back(i % 11 == 0 ? 0.5 : i % 13);
  }
  expect_equal(plan, {as, bs});
}

TEST(FixedLane, KnowsMoreValuesThanItHasRoomFor) {
  px::Formula rule;
  rule.cases.push_back(
      {{}, px::Expression(px::build::Term(px::Expression::of(std::string("a"))) / 7), {}});
  const px::Plan plan = plan_of(rounded(sample::leaf("1", 9, rule, {number("a", 0, 60)}), 4));
  Doubles values = multiples(0, 20'000, 400);
  expect_equal(plan, {values + values});
}

TEST(FixedLane, HoldsPointsForEachThingCounted) {
  const Doubles counts = multiples(-2, 30, 1) + Doubles{0.5, 1e9, 1e17};
  for (const px::Rational& each : {px::Rational("0.3"_dec), px::Rational(1) / 3, px::Rational(2)}) {
    px::PerItem rule{value("value"), each, px::Rational(2)};
    // Multiples of a step are whole multiples of some unit without a rounding.
    expect_equal(plan_of(sample::leaf("1", 2, rule, {count("value")})), {counts});
    expect_equal(plan_of(rounded(sample::leaf("1", 2, rule, {count("value")}), 1)), {counts});
    rule.cap.reset();
    expect_equal(plan_of(sample::leaf("1", 6, rule, {stepped(number("value", 0, 5), "0.25"_dec)})),
                 {multiples(-2, 24, 4) + Doubles{0.1}});
    rule = {percent("done", "all"), each, px::Rational(2)};
    rule.on.when_zero = px::MissingPolicy::zero;
    expect_equal(plan_of(rounded(sample::leaf("1", 2, rule, {count("done"), count("all")}), 2)),
                 {{0, 1, 2, 3, 4, 5, 6, 7}, {0, 3, 60, 7, 9, 100, 1000, 8}});
  }
}

}  // namespace
