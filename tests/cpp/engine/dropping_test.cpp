// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "sample.hpp"

namespace px = parindex;
namespace pb = parindex::build;
using namespace sample;

namespace {

px::RubricDraft three(px::Aggregation aggregation, px::Rational max) {
  return pb::rubric("r")
      .edition("2026")
      .max(std::move(max))
      .aggregation(std::move(aggregation))
      .missing(px::MissingPolicy::exclude)
      .node(pb::node("1").max(10).rule(pb::direct(0, 10)))
      .node(pb::node("2").max(10).rule(pb::direct(0, 10)))
      .node(pb::node("3").max(10).rule(pb::direct(0, 10)));
}

px::Drop lowest(px::Drop::Excluded excluded) {
  return {.lowest = 1, .by = px::Drop::By::points, .excluded = excluded};
}

px::NodeResult total(const px::RubricDraft& draft, px::Row unit) {
  return px::score(px::compile(px::check(draft)), std::move(unit)).value().at(0, "");
}

TEST(Dropping, TheLowestChild) {
  const auto draft = three(pb::sum().drop(lowest(px::Drop::Excluded::not_counted)), 20);
  EXPECT_EQ(total(draft, {{"1", 7}, {"2", 4}, {"3", 9}}).points, px::Rational(16));
  EXPECT_EQ(total(draft, {{"1", 7}, {"2", 4}, {"3", px::Cell()}}).points, px::Rational(7));
  EXPECT_EQ(total(draft, {{"1", 7}, {"2", px::Cell()}, {"3", px::Cell()}}).status,
            px::Status::unavailable);
  const auto counted = three(pb::sum().drop(lowest(px::Drop::Excluded::counted)), 20);
  EXPECT_EQ(total(counted, {{"1", 7}, {"2", 4}, {"3", px::Cell()}}).points, px::Rational(11));
}

TEST(Dropping, ATrimmedMean) {
  px::Drop both = lowest(px::Drop::Excluded::not_counted);
  both.highest = 1;
  EXPECT_EQ(total(three(pb::mean({}, both), 100), {{"1", 7}, {"2", 4}, {"3", 9}}).points,
            px::Rational(70));
}

TEST(Dropping, AProduct) {
  EXPECT_EQ(total(three(pb::product(), 100), {{"1", 5}, {"2", 5}, {"3", 4}}).points,
            px::Rational(10));
}

const px::Row nothing{{"1", px::Cell()}, {"2", px::Cell()}, {"3", px::Cell()}};

TEST(Dropping, NothingLeft) {
  px::RubricDraft draft = three(pb::sum(), 30);
  EXPECT_EQ(total(draft, nothing).status, px::Status::excluded);
  draft.root.nothing_left = px::NothingLeft::full;
  EXPECT_EQ(total(draft, nothing).points, px::Rational(30));
}

TEST(Dropping, TheRuleForTiesIsRequiredWhereItMatters) {
  px::RubricDraft draft = three(pb::sum().drop(lowest(px::Drop::Excluded::counted)), 20);
  draft.root.children[0].max = 20;
  const auto checked = px::check(draft);
  ASSERT_FALSE(checked);
  EXPECT_EQ(checked.issues()[0].code, "tie_rule_missing");
}

}  // namespace
