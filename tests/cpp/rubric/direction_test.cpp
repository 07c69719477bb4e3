// SPDX-License-Identifier: MIT
// Proofs that points are monotonic, compared with all pairs of quantities.
#include <gtest/gtest.h>

#include <optional>
#include <vector>

#include "sample.hpp"

#include <parindex/rubric/detail/proof/direction.hpp>

namespace px = parindex;
using px::Direction;
using px::Rational;
using px::detail::Cut;
using px::detail::DirectionProof;
using px::detail::Domain;
using px::detail::Stretch;

namespace {

Cut before(std::int64_t value) { return {Cut::Where::before, value}; }
Cut after(std::int64_t value) { return {Cut::Where::after, value}; }

Stretch constant(Cut lower, Cut upper, std::int64_t points) {
  return {std::move(lower), std::move(upper),
          [points](const Rational&) -> Rational { return points; }};
}

bool against(Direction direction, const Rational& first, const Rational& second) {
  return direction == Direction::up ? second < first : first < second;
}

/// Two quantities that a proof names must contradict the direction, in this order.
void expect_contradiction(const DirectionProof::Counterexample& found, Direction direction) {
  EXPECT_LT(found.x1, found.x2);
  EXPECT_TRUE(against(direction, found.points1, found.points2));
}

TEST(Direction, OfStepsIsWhatAllPairsOfWholeNumbersShow) {
  const std::vector<Domain> domains{
      {before(0), after(5), Rational(1), 0},
      {before(0), after(5), Rational(4), 0},  // only 0 and 4
      {before(2), after(5), Rational(1), 0},
  };
  const auto step_of = [](std::int64_t x) { return static_cast<std::size_t>(x / 2); };
  for (const Domain& domain : domains) {
    for (std::int64_t code = 0; code < 27; ++code) {
      const std::int64_t points[] = {code % 3, code / 3 % 3, code / 9};
      const std::vector<Stretch> stretches{constant(before(4), after(5), points[2]),
                                           constant(before(0), before(2), points[0]),
                                           constant(before(2), before(4), points[1])};
      for (const Direction direction : {Direction::up, Direction::down}) {
        bool broken = false;
        for (std::int64_t x = 0; x <= 5; ++x) {
          for (std::int64_t y = x + 1; y <= 5; ++y) {
            const auto is_there = [&](std::int64_t value) {
              return px::detail::witness(domain, before(value), after(value)).has_value();
            };
            broken = broken || (is_there(x) && is_there(y) &&
                                against(direction, points[step_of(x)], points[step_of(y)]));
          }
        }
        const auto found = DirectionProof(domain, direction).run(stretches);
        ASSERT_EQ(found.has_value(), broken) << code;
        if (!found) continue;
        expect_contradiction(*found, direction);
        for (const Rational& x : {found->x1, found->x2}) {
          EXPECT_TRUE(px::detail::witness(domain, {Cut::Where::before, x}, {Cut::Where::after, x}))
              << x.to_string();
        }
      }
    }
  }
}

TEST(Direction, OfAValleyDependsOnTheRange) {
  // x - 2|: falls up to 2 and rises after it.
  const auto points = [](const Rational& x) -> Rational { return abs(x - 2); };
  const std::vector<Stretch> valley{{before(0), before(2), points}, {before(2), after(4), points}};
  const Domain all{before(0), after(4), {}, 0};
  const Domain right{before(2), after(4), {}, 0};
  const Domain left{before(0), after(2), {}, 0};
  for (const Direction direction : {Direction::up, Direction::down}) {
    const auto found = DirectionProof(all, direction).run(valley);
    ASSERT_TRUE(found);
    expect_contradiction(*found, direction);
    EXPECT_EQ(found->points1, points(found->x1));
    EXPECT_EQ(found->points2, points(found->x2));
  }
  EXPECT_FALSE(DirectionProof(right, Direction::up).run(valley));
  EXPECT_TRUE(DirectionProof(right, Direction::down).run(valley));
  EXPECT_FALSE(DirectionProof(left, Direction::down).run(valley));
  EXPECT_TRUE(DirectionProof(left, Direction::up).run(valley));
}

TEST(Direction, CountsAnOpenEndAsReached) {
  // x below 1, then a half: some x below 1 give more than the following values.
  const std::vector<Stretch> stretches{
      {before(0), before(1), [](const Rational& x) { return x; }},
      {before(1), after(2), [](const Rational&) { return Rational::ratio(1, 2); }}};
  const Domain domain{before(0), after(2), {}, 0};
  const auto found = DirectionProof(domain, Direction::up).run(stretches);
  ASSERT_TRUE(found);
  EXPECT_LT(found->x1, 1);
  EXPECT_GT(found->x1, Rational::ratio(1, 2));
  EXPECT_EQ(found->points1, found->x1);
  EXPECT_GE(found->x2, 1);
}

TEST(Direction, LooksAtEndsAtInfinityFromAfar) {
  const std::vector<Stretch> line{{{Cut::Where::below_all, 0},
                                   {Cut::Where::above_all, 0},
                                   [](const Rational& x) -> Rational { return 3 - x; }}};
  EXPECT_FALSE(DirectionProof(Domain{}, Direction::down).run(line));
  const auto found = DirectionProof(Domain{}, Direction::up).run(line);
  ASSERT_TRUE(found);
  expect_contradiction(*found, Direction::up);
}

TEST(Direction, OfBandsIsCheckedWithTheRubric) {
  px::Bands bands = sample::plan_bands();
  const auto codes_with = [&](Direction direction) {
    bands.on.direction = direction;
    const auto checked = px::check(sample::draft(
        2, {sample::leaf("1", 2, bands, {sample::count("done"), sample::count("planned", 1)})}));
    std::vector<std::string> codes;
    for (const px::Issue& found : checked.issues()) codes.push_back(found.code);
    return codes;
  };
  EXPECT_EQ(codes_with(Direction::up), std::vector<std::string>{});
  EXPECT_EQ(codes_with(Direction::down), std::vector<std::string>{"direction_broken"});
}

}  // namespace
