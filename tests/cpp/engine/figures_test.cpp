// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <parindex/testing/search/case_sight.hpp>

#include "sample.hpp"

namespace px = parindex;
using namespace sample;

namespace {

px::Quantity figure(std::string node, px::NodeFigure which,
                    std::optional<px::MissingPolicy> when_none = {}) {
  px::Quantity made;
  made.kind = px::Quantity::Kind::figure;
  px::Expression& read = made.formula.emplace();
  read.kind = px::Expression::Kind::figure;
  read.node = std::move(node);
  read.figure = which;
  read.when_none = when_none;
  return made;
}

/// A rating of a later branch, whose gate tests the rating of another branch.
px::RubricDraft rated() {
  const px::Bands bands{figure("2", px::NodeFigure::points),
                        {band({}, below(2), 0), band(from(2), {}, 3)}};
  return draft(
      7, {leaf("1", 3, bands), group("2", 4, {yes_no_leaf("2.1", 2), yes_no_leaf("2.2", 2)})});
}

px::Scores scored() {
  return px::score(px::compile(px::check(rated())), {{"2.1", true}, {"2.2", false}});
}

TEST(Figures, ALeafIsScoredAfterTheNodeThatItReads) {
  const px::Scores scores = scored();
  EXPECT_EQ(scores.at(0, "1").points, px::Rational(3));
  const px::Trace trace = px::explain(scores, std::size_t{0});
  const px::Trace* leaf = trace.find("1");
  ASSERT_NE(leaf, nullptr);
  EXPECT_EQ(leaf->quantity, px::Rational(2));
  ASSERT_FALSE(leaf->steps.empty());
  EXPECT_EQ(leaf->steps[0].kind, px::StepKind::figure);
  EXPECT_EQ(leaf->steps[0].text, "points of 2 = 2");
}

TEST(Figures, AChangeReachesTheLeavesThatReadTheNode) {
  const px::Scores scores = scored();
  const auto& state = px::ScoresAccess::state(scores);
  const px::detail::Dependents dependents(state.plan.state());
  px::detail::RowSight sight(state, 0, dependents);
  px::detail::NodeOutcome none = sight.outcomes().at(3);
  none.points = none.exact = 0;
  const auto changed = sight.with(3, none, dependents.rank(0));  // 2.1
  ASSERT_TRUE(changed.contains(1));
  EXPECT_EQ(changed.at(1).points, px::Rational(0));
  EXPECT_EQ(changed.at(0).points, px::Rational(0));
}

TEST(Figures, ACycleIsAnIssueOfTheCheck) {
  px::RubricDraft draft = rated();
  draft.root.children[1].children[0].rule =
      px::Bands{figure("1", px::NodeFigure::share), {band({}, below(1), 0), band(from(1), {}, 2)}};
  const auto checked = px::check(draft);
  ASSERT_FALSE(checked);
  for (const px::Issue& found : checked.issues()) EXPECT_EQ(found.code, "figure_cyclic");
  EXPECT_EQ(checked.issues().front().actual, "1 -> 2 -> 2.1 -> 1");
}

}  // namespace
