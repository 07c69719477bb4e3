// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <parindex/analysis/detail/near_roots.hpp>
#include <parindex/analysis/weight_intervals.hpp>

#include "message_of.hpp"
#include "sample.hpp"

namespace px = parindex;
using namespace sample;
using testing::ElementsAre;
using Ratio = px::Rational;
using Pair = px::WeightInterval::Pair;

namespace {

Ratio ratio(std::int64_t above, std::int64_t below) { return Ratio::ratio(above, below); }

/// A leaf that gives what the data say; left out without a value.
px::Node mark(std::string code, Ratio max, std::optional<Ratio> weight = {}) {
  px::Node node = sample::leaf(std::move(code), max, px::Direct{0, max, {}});
  node.missing = px::MissingPolicy::exclude;
  node.weight = std::move(weight);
  return node;
}

px::RubricDraft mean(std::vector<px::Node> nodes) {
  auto made = draft(1, std::move(nodes));
  made.root.aggregation = px::WeightedMean{};
  return made;
}

/// A unit for each row of values, called A, B, C, …
px::Scores scored(const px::RubricDraft& rubric, const std::vector<std::vector<px::Cell>>& rows,
                  std::vector<std::string> groups = {}) {
  const px::Plan plan = px::compile(px::check(rubric));
  px::Table table;
  table.groups = std::move(groups);
  for (const px::PlanColumn& column : plan.columns()) table.columns.push_back({column.name, {}});
  for (std::size_t row = 0; row < rows.size(); ++row) {
    table.units.push_back(std::string(1, static_cast<char>('A' + row)));
    for (std::size_t i = 0; i < rows[row].size(); ++i) {
      table.columns[i].cells.push_back(rows[row][i]);
    }
  }
  return px::score(plan, std::move(table));
}

const px::WeightInterval& of(const std::vector<px::WeightInterval>& found, std::string_view code) {
  for (const px::WeightInterval& one : found) {
    if (one.code == code) return one;
  }
  throw px::Error("no interval of " + std::string(code));
}

TEST(WeightIntervals, OfAWeightedMean) {
  const px::Scores scores = scored(mean({mark("a", 1, 1), mark("b", 1, 2), mark("c", 1, 3)}),
                                   {{1, 0, ratio(1, 2)}, {0, ratio(1, 4), ratio(3, 4)}});
  const px::WeightIntervals intervals = px::weight_intervals(scores);
  EXPECT_THAT(intervals.rows(), ElementsAre(0, 1));
  EXPECT_THAT(intervals.codes(), ElementsAre("a", "b", "c"));
  EXPECT_THAT(intervals.weights(), ElementsAre(1, 2, 3));
  // A: (1 a + 0 b + 1/2 c) / 6 = 5/12, B: (1/4 b + 3/4 c) / 6 = 11/24. B is ahead by
  // -a + b/4 + c/4: up to a = 5/4, from b = 1 on, from c = 2 on.
  const auto found = intervals.between(0, 1);
  EXPECT_EQ(of(found, "a").low, std::nullopt);
  EXPECT_EQ(of(found, "a").high, ratio(5, 4));
  EXPECT_EQ(of(found, "a").at_low, std::nullopt);
  EXPECT_EQ(of(found, "a").at_high, Pair(1, 0));
  EXPECT_EQ(of(found, "b").low, Ratio(1));
  EXPECT_EQ(of(found, "b").high, std::nullopt);
  EXPECT_EQ(of(found, "b").at_low, Pair(1, 0));
  EXPECT_EQ(of(found, "c").low, Ratio(2));
  EXPECT_TRUE(of(found, "c").low_exact);
}

TEST(WeightIntervals, LeavesOfSumsShareOneWhole) {
  const px::Scores scores =
      scored(draft(8, {sample::group("1", 4, {mark("1.1", 2), mark("1.2", 2)}),
                       sample::group("2", 4, {mark("2.1", 2), mark("2.2", 2)})}),
             {{2, 2, 1, 1}, {1, 1, 1, 2}});
  const auto found = px::weight_intervals(scores).between(0, 1);
  ASSERT_EQ(found.size(), 6u);
  // A is ahead by 2 at field 1, and behind by half of the maximum of 2.2.
  EXPECT_EQ(of(found, "2.2").low, std::nullopt);
  EXPECT_EQ(of(found, "2.2").high, Ratio(4));
  EXPECT_EQ(of(found, "1").low, Ratio(2));
  EXPECT_EQ(of(found, "1").high, std::nullopt);
  EXPECT_EQ(of(found, "1.1").low, Ratio(0));  // with 0 both have 4 of 6
  EXPECT_EQ(of(found, "2.1").low, std::nullopt);
  EXPECT_EQ(of(found, "2.1").high, std::nullopt);
}

TEST(WeightIntervals, UnitsThatCountDifferentWeights) {
  const px::Scores scores = scored(mean({mark("a", 1, 1), mark("b", 1, 1), mark("c", 1, 2)}),
                                   {{1, 0, {}}, {ratio(1, 2), {}, ratio(1, 4)}});
  const auto found = px::weight_intervals(scores).between(0, 1);
  // A: w / (w + 1), B: (w / 2 + 1/2) / (w + 2). Equal if w^2 + 2 w = 1, so at w = sqrt(2) - 1. That
  // is 0.585786437626904 below 1.
  EXPECT_EQ(of(found, "a").low, Ratio::parse("0.414213562374"));
  EXPECT_FALSE(of(found, "a").low_exact);
  EXPECT_EQ(of(found, "a").high, std::nullopt);
  EXPECT_TRUE(of(found, "a").high_exact);
  // A: 1 / (1 + b), B: 1/3. Equal at b = 2.
  EXPECT_EQ(of(found, "b").low, std::nullopt);
  EXPECT_EQ(of(found, "b").high, Ratio(2));
  // A: 1/2, B: (1/2 + c/4) / (1 + c): equal at 0, but B counts nothing else than a there.
  EXPECT_EQ(of(found, "c").low, Ratio(0));
}

TEST(WeightIntervals, NoWeightMattersIfAUnitCountsNothingElse) {
  const px::Scores scores =
      scored(mean({mark("a", 1, 1), mark("b", 1, 1)}), {{ratio(1, 2), {}}, {ratio(1, 4), 1}});
  // A has 1/2 whatever the weight of a is; B has (a/4 + b) / (a + b).
  const auto found = px::weight_intervals(scores).between(0, 1);
  EXPECT_EQ(of(found, "a").low, std::nullopt);
  EXPECT_EQ(of(found, "a").high, Ratio(2));
  EXPECT_EQ(of(found, "b").low, ratio(1, 2));
  EXPECT_EQ(of(found, "b").high, std::nullopt);
}

TEST(WeightIntervals, EqualUnits) {
  const px::Scores scores = scored(mean({mark("a", 1, 1), mark("b", 1, 1), mark("c", 1, 1)}),
                                   {{1, 0, 0}, {0, 1, 0}, {0, 0, ratio(1, 2)}});
  const px::WeightIntervals intervals = px::weight_intervals(scores);
  const auto found = intervals.between(0, 1);
  EXPECT_EQ(of(found, "a").low, Ratio(1));
  EXPECT_EQ(of(found, "a").high, Ratio(1));
  EXPECT_EQ(of(found, "a").at_low, Pair(0, 1));
  EXPECT_EQ(of(found, "c").low, std::nullopt);
  EXPECT_EQ(of(found, "c").high, std::nullopt);
  // In the order, each of the two is ahead of C: by a - c/2 and by b - c/2.
  const auto order = intervals.order();
  EXPECT_EQ(of(order, "a").low, ratio(1, 2));
  EXPECT_EQ(of(order, "a").at_low, Pair(0, 2));
  EXPECT_EQ(of(order, "b").at_low, Pair(1, 2));
  EXPECT_EQ(of(order, "c").high, Ratio(2));
  EXPECT_EQ(of(order, "c").at_high, Pair(0, 2));
}

TEST(WeightIntervals, TheOrderIsThatOfEachGroup) {
  auto rubric = mean({mark("a", 1, 1), mark("b", 1, 1)});
  const std::vector<std::vector<px::Cell>> rows{{1, 0}, {0, ratio(3, 4)}, {0, ratio(1, 2)}};
  rubric.ranking = px::RankRule{};
  // A is ahead of B by a - 3/4 b.
  EXPECT_EQ(of(px::weight_intervals(scored(rubric, rows)).order(), "a").low, ratio(3, 4));
  rubric.ranking->by_group = true;
  rubric.groups = {{"g", {}}, {"h", {}}};
  // A is ahead of C by a - 1/2 b.
  const auto order = px::weight_intervals(scored(rubric, rows, {"g", "h", "g"})).order();
  EXPECT_EQ(of(order, "a").low, ratio(1, 2));
  EXPECT_EQ(of(order, "a").at_low, Pair(0, 2));
  EXPECT_EQ(of(order, "b").high, Ratio(2));
}

TEST(WeightIntervals, PointsOfASumGrow) {
  auto rubric = draft(4, {mark("a", 2), mark("b", 2)});
  rubric.ranking = px::RankRule{.on = px::Figure::points};
  // A: 2, B: 1 of the maximum of b alone, which counts nothing else.
  const auto found = px::weight_intervals(scored(rubric, {{2, 0}, {{}, 1}})).between(0, 1);
  EXPECT_EQ(of(found, "a").low, Ratio(1));
  EXPECT_EQ(of(found, "b").high, Ratio(4));
}

TEST(WeightIntervals, WhatIsNoPlainSumOrMeanIsLeftOut) {
  auto first = sample::group("1", 4, {mark("1.1", 2), mark("1.2", 2)});
  first.rounding = px::Rounding{0, px::RoundingMode::half_up};
  auto second = sample::group("2", 4, {mark("2.1", 2), mark("2.2", 2)});
  second.aggregation = px::Median{};
  const auto third = sample::group("3", 2, {mark("3.1", 2)});
  const px::Scores scores = scored(draft(10, {first, second, third}),
                                   {{2, 2, 1, 1, 1}, {1, 1, 1, 2, 1}, {{}, {}, {}, {}, {}}});
  const px::WeightIntervals intervals = px::weight_intervals(scores);
  EXPECT_THAT(intervals.codes(), ElementsAre("1", "2", "3", "3.1"));
  EXPECT_THAT(intervals.rows(), ElementsAre(0, 1));
  std::vector<std::string> codes;
  for (const px::LeftOutWeight& one : intervals.left_out()) codes.push_back(one.code);
  EXPECT_THAT(codes, ElementsAre("1.1", "1.2", "2.1", "2.2"));
  EXPECT_EQ(intervals.left_out()[0].reason, "1 is no plain sum or mean of all its children");
  EXPECT_EQ(intervals.left_out()[0].reason_in("vi"),
            "1 không phải là tổng hay trung bình thông thường của mọi mục con");
  EXPECT_EQ(message_of([&] { (void)intervals.between(0, 2); }), "C has no result");
}

TEST(WeightIntervals, OtherReasons) {
  auto one = mean({mark("a", 1, 1)});
  EXPECT_EQ(px::weight_intervals(scored(one, {{1}, {0}})).left_out()[0].reason,
            "no other node is weighed with it");
  auto none = mean({mark("a", 1, 1), mark("b", 1, 1), mark("c", 1, 1)});
  EXPECT_EQ(px::weight_intervals(scored(none, {{1, 0, {}}, {0, 1, {}}})).left_out()[0].reason,
            "it counts for no unit");
  auto differs = draft(4, {sample::group("1", 2, {mark("1.1", 1), mark("1.2", 1)}), mark("2", 2)});
  EXPECT_EQ(px::weight_intervals(scored(differs, {{1, 0, 1}, {0, {}, 1}})).left_out()[0].reason,
            "its maximum differs between units");
  auto capped = draft(2, {mark("1", 1), mark("2", 1)});
  capped.root.cap = 2;
  EXPECT_EQ(px::weight_intervals(scored(capped, {{1, 0}, {0, 0}})).left_out()[1].reason,
            "the total is no plain sum or mean of all its children");
}

// ---- roots --------------------------------------------------------------------------------------

TEST(NearRoots, RationalOnes) {
  // (x - 3) (2 x + 1)
  const auto found = px::detail::near_roots(2, -5, -3, -10);
  EXPECT_EQ(found.above->at, Ratio(3));
  EXPECT_EQ(found.below->at, ratio(-1, 2));
  EXPECT_TRUE(found.above->exact && found.below->exact);
  EXPECT_FALSE(px::detail::near_roots(2, -5, -3, ratio(-49, 100)).below);
  // -(x - 1) (x - 2): both above
  const auto both = px::detail::near_roots(-1, 3, -2, -10);
  EXPECT_EQ(both.above->at, Ratio(1));
  EXPECT_FALSE(both.below);
  // (x + 1) (x + 2): both below
  EXPECT_EQ(px::detail::near_roots(1, 3, 2, -10).below->at, Ratio(-1));
  const auto none = px::detail::near_roots(1, 0, 1, -10);
  EXPECT_FALSE(none.above || none.below);
  EXPECT_EQ(px::detail::near_roots(0, 4, 2, -10).below->at, ratio(-1, 2));
  EXPECT_FALSE(px::detail::near_roots(0, 4, 2, ratio(-1, 3)).below);
  EXPECT_FALSE(px::detail::near_roots(0, 0, 2, -10).above);
}

TEST(NearRoots, IrrationalOnesAreRoundedTowardsZero) {
  // x^2 - 2, with any scale
  for (const Ratio& scale : {Ratio(1), Ratio(-3), ratio(7, 30)}) {
    const auto found = px::detail::near_roots(scale, 0, scale * -2, -10);
    EXPECT_EQ(found.above->at, Ratio::parse("1.414213562373"));
    EXPECT_EQ(found.below->at, Ratio::parse("-1.414213562373"));
    EXPECT_FALSE(found.above->exact || found.below->exact);
  }
  // x^2 - x - 1: the golden ratio and -0.618…
  const auto golden = px::detail::near_roots(1, -1, -1, -10);
  EXPECT_EQ(golden.above->at, Ratio::parse("1.618033988749"));
  EXPECT_EQ(golden.below->at, Ratio::parse("-0.618033988749"));
}

TEST(NearRoots, TheLeastIsComparedExactly) {
  const Ratio near = *Ratio::parse("-1.41421356237309504880");  // above -sqrt(2)
  const Ratio step = *Ratio::parse("0.00000000000000000001");
  EXPECT_FALSE(px::detail::near_roots(1, 0, -2, near).below);
  EXPECT_TRUE(px::detail::near_roots(1, 0, -2, near - step).below);
  // A root nearer to 0 than a step: x^2 = 2 / 10^30
  const Ratio tiny = Ratio(-2) * Ratio(10).pow(-30);
  EXPECT_EQ(px::detail::near_roots(1, 0, tiny, -1).above->at, Ratio(0));
  EXPECT_EQ(px::detail::near_roots(1, 0, tiny, -1).below->at, Ratio(0));
}

// ---- scored again -------------------------------------------------------------------------------

/// Rubrics of two levels with plain sums, means and weighted means, and three units.
class Trial {
 public:
  explicit Trial(std::uint64_t seed) : random_(seed) {
    rubric_ = draft(1, {});
    rubric_.root.aggregation = px::WeightedMean{};
    const bool lacks = below(2) == 0;
    for (const char* code : {"1", "2", "3"}) {
      px::Node node = below(2) == 0 ? mark(code, max()) : inner(code);
      node.weight = pick({1, 2, ratio(1, 2), ratio(1, 3)});
      rubric_.root.children.push_back(std::move(node));
    }
    const std::size_t leaves = px::compile(px::check(rubric_)).value().columns().size();
    for (int unit = 0; unit < 3; ++unit) {
      auto& row = rows_.emplace_back();
      for (std::size_t i = 0; i < leaves; ++i) {
        row.push_back(lacks && below(4) == 0 ? px::Cell() : px::Cell(share()));
      }
    }
  }

  px::Scores scores() const { return scored(rubric_, rows_); }

  /// Whether a unit is ahead of another (1), equal (0) or behind (-1).
  int ahead(const Pair& pair) const { return order(rubric_, pair); }
  /// The same if the weight of a field is another one.
  int ahead(const std::string& code, const Ratio& weight, const Pair& pair) const {
    px::RubricDraft changed = rubric_;
    changed.root.children[static_cast<std::size_t>(code.front() - '1')].weight = weight;
    return order(changed, pair);
  }

 private:
  int order(const px::RubricDraft& rubric, const Pair& pair) const {
    const px::Scores again = scored(rubric, rows_);
    const auto one = again.total(pair.first).index_exact;
    const auto other = again.total(pair.second).index_exact;
    return (one.value_or(Ratio(0)) - other.value_or(Ratio(0))).sign();
  }

  std::size_t below(std::size_t n) { return random_() % n; }
  Ratio pick(std::initializer_list<Ratio> from) { return from.begin()[below(from.size())]; }
  Ratio max() { return pick({1, 2, 5}); }
  Ratio share() { return pick({0, ratio(1, 5), ratio(1, 4), ratio(1, 2), ratio(7, 10), 1}); }

  px::Node inner(const std::string& code) {
    std::vector<px::Node> leaves;
    Ratio sum;
    const std::size_t kind = below(3);
    for (const char* end : {".1", ".2"}) {
      px::Node leaf = mark(code + end, max());
      sum += *leaf.max;
      if (kind == 2) leaf.weight = pick({1, 3});
      leaves.push_back(std::move(leaf));
    }
    px::Node node = sample::group(code, kind == 0 ? sum : 3, std::move(leaves));
    if (kind == 0) node.aggregation = px::Sum{};
    if (kind == 1) node.aggregation = px::Mean{};
    return node;
  }

  std::mt19937_64 random_;
  px::RubricDraft rubric_;
  std::vector<std::vector<px::Cell>> rows_;
};

void check_interval(const Trial& trial, const px::WeightInterval& one, const Pair& pair, int now) {
  const Ratio tiny = Ratio(10).pow(-10);
  const auto ahead = [&](const Ratio& weight) { return trial.ahead(one.code, weight, pair); };
  if (one.low && one.low->sign() > 0) {
    EXPECT_EQ(ahead(*one.low), one.low_exact ? 0 : now);
    EXPECT_EQ(ahead((*one.low + one.weight) / 2), now);
    if (*one.low > tiny) {
      EXPECT_EQ(ahead(*one.low - tiny), -now);
    }
  } else if (!one.low) {
    EXPECT_EQ(ahead(one.weight / 1000), now);
  }
  if (one.high) {
    EXPECT_EQ(ahead(*one.high), one.high_exact ? 0 : now);
    EXPECT_EQ(ahead((*one.high + one.weight) / 2), now);
    EXPECT_EQ(ahead(*one.high + tiny), -now);
  } else {
    EXPECT_EQ(ahead(one.weight * 1000), now);
  }
}

TEST(WeightIntervals, UnitsChangePlacesAtTheEnds) {
  std::size_t curved = 0;
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    SCOPED_TRACE(seed);
    const Trial trial(seed);
    const px::Scores scores = trial.scores();
    const px::WeightIntervals intervals = px::weight_intervals(scores);
    const auto& rows = intervals.rows();
    for (std::size_t i = 0; i < rows.size(); ++i) {
      for (std::size_t j = i + 1; j < rows.size(); ++j) {
        const Pair pair(rows[i], rows[j]);
        const int now = trial.ahead(pair);
        if (now == 0) continue;
        for (const px::WeightInterval& one : intervals.between(rows[i], rows[j])) {
          if (one.code.size() > 1) continue;
          curved += !one.low_exact || !one.high_exact;
          check_interval(trial, one, pair, now);
        }
      }
    }
  }
  EXPECT_GT(curved, 0u);
}

}  // namespace
