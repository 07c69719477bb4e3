// SPDX-License-Identifier: MIT
// The cells that conditions distinguish, and the walk over them, compared with all values of the
// inputs.
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "sample.hpp"

#include <parindex/rubric/detail/proof/case_space.hpp>
#include <parindex/rubric/detail/proof/case_walk.hpp>

namespace px = parindex;
using px::Bound;
using px::Condition;
using px::Expression;
using px::Rational;
using px::detail::CaseSpace;
using px::detail::CaseWalk;

namespace {

constexpr std::int64_t most = 5;  // inputs are whole numbers from 0 to 5

px::Input whole(std::string name) {
  px::Input input = sample::count(std::move(name), 0);
  input.max = most;
  return input;
}

px::Node node_of(std::vector<px::Input> inputs) {
  return sample::leaf("1", 1, px::YesNo{1, 0}, std::move(inputs));
}

Condition range(Expression of, std::optional<Bound> lower, std::optional<Bound> upper = {}) {
  Condition condition;
  condition.kind = Condition::Kind::range;
  condition.of = std::move(of);
  condition.lower = std::move(lower);
  condition.upper = std::move(upper);
  return condition;
}

Condition combined(Condition::Kind kind, const std::vector<Condition>& parts) {
  Condition condition;
  condition.kind = kind;
  for (const Condition& part : parts) condition.parts.push_back(part);
  return condition;
}

Expression plus(Expression a, Expression b) {
  return Expression::of(Expression::Kind::add, {std::move(a), std::move(b)});
}
Expression times(std::int64_t factor, Expression of) {
  return Expression::of(Expression::Kind::multiply,
                        {Expression::of(Rational(factor)), std::move(of)});
}

/// The value of an expression of sums and products for values of `a` and `b`.
Rational value_of(const Expression& of, std::int64_t a, std::int64_t b) {
  switch (of.kind) {
    case Expression::Kind::number: return of.number;
    case Expression::Kind::input: return of.input == "a" ? a : b;
    case Expression::Kind::add: {
      Rational sum = 0;
      for (const Expression& part : of.parts) sum += value_of(part, a, b);
      return sum;
    }
    default: {
      Rational product = 1;
      for (const Expression& part : of.parts) product *= value_of(part, a, b);
      return product;
    }
  }
}

/// Whether a condition of ranges is true, computed without a space.
bool holds(const Condition& condition, std::int64_t a, std::int64_t b) {
  const auto part_holds = [&](const Condition& part) { return holds(part, a, b); };
  const auto& parts = condition.parts;
  switch (condition.kind) {
    case Condition::Kind::all: return std::all_of(parts.begin(), parts.end(), part_holds);
    case Condition::Kind::any: return std::any_of(parts.begin(), parts.end(), part_holds);
    case Condition::Kind::none: return !holds(parts[0], a, b);
    default:
      return px::detail::in_range(condition.lower, condition.upper, value_of(condition.of, a, b));
  }
}

/// Whether every expression is in its piece of a cell.
bool is_in(const CaseSpace& space, const CaseSpace::Cell& cell, std::int64_t a, std::int64_t b) {
  for (const auto& [of, piece] : space.scope(cell)) {
    const Rational value = value_of(*of, a, b);
    if (px::detail::Cut{px::detail::Cut::Where::before, value} < piece.lower) return false;
    if (piece.upper < px::detail::Cut{px::detail::Cut::Where::after, value}) return false;
  }
  return true;
}

/// The results of a walk: its cells, and the conditions that can be true in each.
struct Seen {
  std::set<std::size_t> active;
  std::vector<std::pair<CaseSpace::Cell, std::set<std::size_t>>> cells;

  void enter(std::size_t i) { EXPECT_TRUE(active.insert(i).second); }
  void leave(std::size_t i) { EXPECT_EQ(active.erase(i), 1u); }
  void cell(const CaseSpace::Cell& cell) { cells.emplace_back(cell, active); }
};

std::vector<const Condition*> pointers_to(const std::vector<Condition>& conditions) {
  std::vector<const Condition*> pointers;
  for (const Condition& condition : conditions) pointers.push_back(&condition);
  return pointers;
}

/// Walks over the space of some conditions on `a` and `b`, and compares with all values.
void expect_as_enumerated(const std::vector<Condition>& conditions, bool every_cell_is_reached) {
  const px::Node node = node_of({whole("a"), whole("b")});
  const CaseSpace space(node, pointers_to(conditions));
  CaseWalk walk(space);
  for (const Condition& condition : conditions) walk.add(&condition);
  Seen seen;
  ASSERT_TRUE(walk.run(seen));
  EXPECT_TRUE(std::is_sorted(seen.cells.begin(), seen.cells.end(),
                             [](const auto& x, const auto& y) { return x.first < y.first; }));
  for (std::int64_t a = 0; a <= most; ++a) {
    for (std::int64_t b = 0; b <= most; ++b) {
      std::size_t cells = 0;
      for (const auto& [cell, active] : seen.cells) {
        if (!is_in(space, cell, a, b)) continue;
        ++cells;
        for (std::size_t i = 0; i < conditions.size(); ++i) {
          const bool here = holds(conditions[i], a, b);
          EXPECT_EQ(walk.holds(conditions[i], cell), here) << i << ": " << a << ", " << b;
          // Every true condition was entered; one with an exact box was entered only if it is true.
          if (here || walk.box(i).exact) {
            EXPECT_EQ(active.contains(i), here) << i << ": " << a << ", " << b;
          }
        }
      }
      EXPECT_EQ(cells, 1u) << a << ", " << b;
    }
  }
  for (const auto& [cell, active] : seen.cells) {
    bool reached = false;
    for (std::int64_t a = 0; a <= most; ++a) {
      for (std::int64_t b = 0; b <= most; ++b) reached = reached || is_in(space, cell, a, b);
    }
    std::size_t budget = 100'000;
    EXPECT_EQ(space.values_in(cell, budget).has_value(), reached) << space.witness_of(cell);
    EXPECT_TRUE(reached || !every_cell_is_reached) << space.witness_of(cell);
  }
}

TEST(CaseSpace, CutsAnAxisAtTheEndsOfItsRanges) {
  const px::Node node = node_of({whole("a")});
  const std::vector<Condition> conditions{range(Expression::of("a"), Bound{2, true}),
                                          range(Expression::of("a"), {}, Bound{3, true})};
  const CaseSpace space(node, pointers_to(conditions));
  ASSERT_EQ(space.axes(), 1u);
  EXPECT_EQ(space.pieces(0), 3u);  // 0 and 1, 2 and 3, 4 and 5
  EXPECT_EQ(space.size(), 3u);
  EXPECT_FALSE(space.too_large());
  EXPECT_EQ(space.side_of(conditions[0]).pieces.stretches(),
            (std::vector<px::detail::PieceSet::Stretch>{{1, 3}}));
  EXPECT_EQ(space.side_of(conditions[1]).pieces.stretches(),
            (std::vector<px::detail::PieceSet::Stretch>{{0, 2}}));
  EXPECT_EQ(space.witness_of({1}), "a = 2");
}

TEST(CaseSpace, LeavesOutPiecesWithoutAValue) {
  const px::Node node = node_of({whole("a")});
  // Between 2 and 3 there is no whole number, and none above 5.
  const std::vector<Condition> conditions{
      range(Expression::of("a"), Bound{2, false}, Bound{3, false}),
      range(Expression::of("a"), Bound{5, false})};
  const CaseSpace space(node, pointers_to(conditions));
  EXPECT_EQ(space.pieces(0), 2u);
  EXPECT_TRUE(space.side_of(conditions[0]).pieces.empty());
  EXPECT_TRUE(space.side_of(conditions[1]).pieces.empty());
}

TEST(CaseSpace, HasAnAxisOfWordsForABoolean) {
  px::Input flag;
  flag.name = "ok";
  flag.type = px::InputType::boolean;
  const px::Node node = node_of({whole("a"), flag});
  Condition yes;
  yes.kind = Condition::Kind::is;
  yes.input = "ok";
  yes.words = {"yes"};
  const std::vector<Condition> conditions{range(Expression::of("a"), Bound{1, true}), yes};
  const CaseSpace space(node, pointers_to(conditions));
  EXPECT_EQ(space.size(), 4u);
  const CaseSpace::Side side = space.side_of(yes);
  ASSERT_EQ(space.pieces(side.axis), 2u);
  std::size_t count = 0;
  for (std::size_t piece = 0; piece < 2; ++piece) count += side.pieces.contains(piece) ? 1 : 0;
  EXPECT_EQ(count, 1u);
}

TEST(CaseSpace, OfNoConditionsIsOneCell) {
  const px::Node node = node_of({whole("a")});
  const CaseSpace space(node, {});
  EXPECT_EQ(space.size(), 1u);
  CaseWalk walk(space);
  walk.add(nullptr);  // always true
  Seen seen;
  ASSERT_TRUE(walk.run(seen));
  ASSERT_EQ(seen.cells.size(), 1u);
  EXPECT_EQ(seen.cells[0].second, std::set<std::size_t>{0});
  EXPECT_EQ(space.witness_of({}), "anything");
}

TEST(CaseWalk, SeesTwoInputsAsAllTheirValuesDo) {
  const Condition a = range(Expression::of("a"), Bound{2, true}, Bound{4, false});
  const Condition b = range(Expression::of("b"), Bound{1, false});
  expect_as_enumerated(
      {a, b, combined(Condition::Kind::all, {a, b}), combined(Condition::Kind::any, {a, b}),
       combined(Condition::Kind::none, {a}),
       combined(Condition::Kind::none, {combined(Condition::Kind::all, {a, b})})},
      true);
}

TEST(CaseWalk, KnowsThatMultiplesOfOneInputMoveTogether) {
  // From a = 4 on 2a is above 7, so no cell has a below 2 and 2a above 7.
  expect_as_enumerated(
      {range(Expression::of("a"), Bound{2, true}),
       range(times(2, Expression::of("a")), Bound{7, false}),
       range(plus(times(-1, Expression::of("a")), Expression::of(Rational(3))), Bound{0, true})},
      true);
}

TEST(CaseWalk, TellsReachedCellsOfASumFromOthers) {
  // a and b below 2 with a sum of 3 or more: the walk visits the cell, but no values are in it.
  expect_as_enumerated(
      {range(Expression::of("a"), Bound{2, true}), range(Expression::of("b"), Bound{2, true}),
       range(plus(Expression::of("a"), Expression::of("b")), Bound{3, true})},
      false);
}

TEST(CaseWalk, KnowsThatMultiplesOfOneSumMoveTogether) {
  const Expression sum = plus(Expression::of("a"), Expression::of("b"));
  expect_as_enumerated({range(sum, Bound{4, true}), range(times(3, sum), Bound{18, true}),
                        combined(Condition::Kind::any, {range(sum, {}, Bound{4, false}),
                                                        range(times(3, sum), Bound{18, true})})},
                       true);
}

}  // namespace
