// SPDX-License-Identifier: MIT
// The proven points of nodes, compared with all combinations of the points of their leaves.
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "sample.hpp"

#include <parindex/rubric/detail/aggregations.hpp>
#include <parindex/rubric/detail/proof/node_reach.hpp>
#include <parindex/rubric/detail/proof/reaches.hpp>
#include <parindex/rubric/detail/rules.hpp>

namespace px = parindex;
using px::PointsRange;
using px::Rational;
using px::detail::ChildReaches;
using px::detail::NodeReach;

namespace {

NodeReach within(std::optional<Rational> low, std::optional<Rational> high, const Rational& max) {
  NodeReach reach;
  reach.points = {std::move(low), std::move(high)};
  reach.least_max = reach.most_max = max;
  reach.share = reach.share_of(reach.points);
  return reach;
}

TEST(Reaches, AddEndsWhileAllHaveOne) {
  std::optional<Rational> total = Rational(0);
  px::detail::add_end(total, Rational(2));
  px::detail::add_end(total, Rational(3));
  EXPECT_EQ(total, Rational(5));
  px::detail::add_end(total, std::nullopt);
  EXPECT_EQ(total, std::nullopt);
  px::detail::add_end(total, Rational(1));
  EXPECT_EQ(total, std::nullopt);
}

TEST(Reaches, CapAndFloorHoldBothEnds) {
  px::Node node;
  node.cap = 8;
  node.floor = 2;
  EXPECT_EQ(px::detail::limited_reach(node, {Rational(0), Rational(10)}),
            (PointsRange{Rational(2), Rational(8)}));
  EXPECT_EQ(px::detail::limited_reach(node, {Rational(3), Rational(4)}),
            (PointsRange{Rational(3), Rational(4)}));
  EXPECT_EQ(px::detail::limited_reach(node, {}), (PointsRange{Rational(2), Rational(8)}));
}

TEST(Reaches, AShareOfAMaximumThatVariesIsNotProven) {
  NodeReach reach = within(Rational(0), Rational(4), 8);
  EXPECT_EQ(reach.share, (PointsRange{Rational(0), Rational::ratio(1, 2)}));
  reach.least_max = 2;
  EXPECT_TRUE(reach.varying_max());
  EXPECT_EQ(reach.share_of(reach.points), PointsRange{});
}

TEST(Reaches, OfChildrenAreSortedAndJoined) {
  px::Node parent;
  parent.max = 10;
  const px::Node child;
  ChildReaches children{parent,
                        {{&child, within(Rational(0), Rational(1), 2)},
                         {&child, within(Rational(1), Rational(4), 4)}}};
  EXPECT_EQ(children.ends(true), (std::vector<Rational>{4, 1}));
  EXPECT_EQ(children.ends(false), (std::vector<Rational>{1, 0}));
  EXPECT_EQ(children.maxima(), (std::pair<Rational, Rational>{2, 4}));
  // Shares of 0 to 1/2 and of 1/4 to 1: a mean of any kind gives 0 to all of 10 points.
  EXPECT_EQ(children.mean(false).points, (PointsRange{Rational(0), Rational(10)}));
  EXPECT_FALSE(children.any_excludable());
  children.children[1].reach.excludable = true;
  EXPECT_TRUE(children.any_excludable());
  EXPECT_FALSE(children.all_excludable());
  children.children[1].reach.points.max.reset();
  EXPECT_EQ(children.ends(true), std::nullopt);
}

/// A choice among options with these points, the last of which is the maximum.
px::Node choice(std::string code, const std::vector<Rational>& points) {
  px::Choice rule;
  for (std::size_t i = 0; i < points.size(); ++i) {
    rule.options.push_back({"o" + std::to_string(i), points[i], {}});
  }
  return sample::leaf(std::move(code), points.back(), rule);
}

TEST(Reaches, OfAggregationsAreWhatAllCombinationsGive) {
  const std::vector<Rational> first{0, 1, 4};
  const std::vector<Rational> second{1, 2, 4};
  px::Best best;
  best.count = 1;
  const std::vector<std::pair<px::Aggregation, Rational>> kinds{
      {px::Sum{}, 8}, {px::Mean{}, 4}, {px::Minimum{}, 4}, {best, 4}};
  for (const auto& [kind, max] : kinds) {
    px::RubricDraft draft = sample::draft(max, {choice("1", first), choice("2", second)});
    draft.root.aggregation = kind;
    // The second leaf always gives points, so that the lower bound is above 0.
    draft.root.children[1].accept.emplace("minimum_above_zero", "as in the test");
    const px::Rubric rubric = px::check(std::move(draft));
    px::Table table;
    std::vector<px::Cell> ones;
    std::vector<px::Cell> twos;
    for (std::size_t i = 0; i < first.size(); ++i) {
      for (std::size_t j = 0; j < second.size(); ++j) {
        ones.emplace_back("o" + std::to_string(i));
        twos.emplace_back("o" + std::to_string(j));
      }
    }
    table.columns.emplace_back("1", std::move(ones));
    table.columns.emplace_back("2", std::move(twos));
    const px::Scores scores = px::score(px::compile(rubric), std::move(table));
    std::optional<Rational> least;
    std::optional<Rational> most;
    for (std::size_t row = 0; row < scores.size(); ++row) {
      const Rational points = *scores.at(row, std::size_t{0}).points;
      least = least ? px::min(*least, points) : points;
      most = most ? px::max(*most, points) : points;
    }
    const px::Node& root = rubric.draft().root;
    const NodeReach reach = px::detail::node_reach(root, px::detail::Inherited{}.at(root));
    if (std::holds_alternative<px::Mean>(kind)) {
      // For means it is only proven that they are among the shares of the children.
      EXPECT_LE(reach.points.min, least);
      EXPECT_GE(reach.points.max, most);
    } else {
      EXPECT_EQ(reach.points.min, least);
      EXPECT_EQ(reach.points.max, most);
    }
    EXPECT_FALSE(reach.excludable);
    EXPECT_FALSE(reach.varying_max());
  }
}

}  // namespace
