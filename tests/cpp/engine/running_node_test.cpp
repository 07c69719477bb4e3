// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <random>

#include <parindex/io/json.hpp>

#include <parindex/engine/detail/running_node.hpp>
#include <parindex/results/detail/overtakes.hpp>

#include "sample.hpp"

namespace px = parindex;
namespace detail = parindex::detail;

namespace {

constexpr std::size_t children = 7;

px::Plan plan_of(const std::string& aggregation, int max, bool weighted,
                 const std::string& more = "") {
  std::string nodes;
  for (std::size_t i = 0; i < children; ++i) {
    const std::string weight = weighted ? R"(,"weight":)" + std::to_string(i % 3) : "";
    nodes += std::string(i == 0 ? "" : ",") + R"({"code":"c)" + std::to_string(i) + R"(","max":2)" +
             weight + R"(,"rule":{"direct":{"min":0,"max":2}}})";
  }
  const auto checked = px::read_rubric(
      R"({"parindex":1,"id":"x","edition":"1","missing":"exclude","index_rounding":"exact",)"
      R"("max":)" +
      std::to_string(max) + more + R"(,"aggregation":)" + aggregation + R"(,"nodes":[)" + nodes +
      "]}");
  if (!checked) throw px::RubricError("the sample does not hold", checked.issues());
  return px::compile(checked.value());
}

class Changes {
 public:
  detail::NodeOutcome next() {
    detail::NodeOutcome outcome;
    switch (random_() % 12) {
      case 0: outcome.status = px::Status::error; return outcome;
      case 1: outcome.status = px::Status::unavailable; return outcome;
      case 2:
      case 3:
      case 4: outcome.status = px::Status::excluded; return outcome;
      default: break;
    }
    outcome.status = px::Status::ok;
    outcome.points = px::Rational::ratio(static_cast<std::int64_t>(random_() % 9), 4);
    outcome.max = px::Rational::ratio(static_cast<std::int64_t>(1 + random_() % 5), 2);
    return outcome;
  }
  std::size_t child() { return 1 + random_() % children; }

 private:
  std::mt19937 random_{7};
};

void follow(const px::Plan& plan) {
  const detail::PlanState& state = plan.state();
  std::vector<detail::NodeOutcome> outcomes(plan.size());
  Changes changes;
  for (std::size_t i = 1; i < outcomes.size(); ++i) outcomes[i] = changes.next();
  detail::RunningNode running(state, 0, outcomes, true);
  std::size_t with_points = 0;
  for (int step = 0; step < 3000; ++step) {
    const std::size_t child = changes.child();
    const detail::NodeOutcome next = changes.next();
    running.change(child, outcomes[child], next);
    outcomes[child] = next;
    detail::IssueLog ignored(0);
    detail::IssueListener listener{ignored};
    const auto wanted = detail::evaluate_inner(state, state.nodes[0], outcomes, true, listener);
    const auto found = running.outcome(outcomes);
    ASSERT_EQ(found.status, wanted.status) << "step " << step;
    if (found.status != px::Status::ok) continue;
    ++with_points;
    ASSERT_EQ(found.points, wanted.points) << "step " << step;
    ASSERT_EQ(found.exact, wanted.exact) << "step " << step;
    ASSERT_EQ(found.max, wanted.max) << "step " << step;
  }
  EXPECT_GT(with_points, 10u);
}

TEST(RunningNode, GivesWhatEvaluatingAllChildrenGives) {
  const std::string adjusted = R"({"sum":{"adjust":[{"bonus":"c1"},{"penalty":"c2"}]}})";
  const std::string few = R"({"minimum_available":3}})";
  follow(plan_of(R"("sum")", 14, false));
  follow(plan_of(R"("sum")", 14, false,
                 R"(,"cap":14,"floor":3,"rounding":{"digits":0,"mode":"half_up"})"));
  follow(plan_of(adjusted, 10, false));
  follow(plan_of(R"("mean")", 14, false));
  follow(plan_of(R"({"mean":)" + few, 14, false));
  follow(plan_of(R"("weighted_mean")", 9, true));
  follow(plan_of(R"({"weighted_mean":)" + few, 9, true));
  follow(plan_of(R"("harmonic_mean")", 9, false));
  follow(plan_of(R"("harmonic_mean")", 9, true));
  follow(plan_of(R"("median")", 14, false));
  follow(plan_of(R"({"median":)" + few, 14, false));
  follow(plan_of(R"("minimum")", 2, false));
  follow(plan_of(R"({"best":{"count":3}})", 6, false));
  follow(plan_of(R"({"best":{"count":1}})", 2, false));
  follow(plan_of(R"("one_of")", 2, false));
  follow(plan_of(R"("geometric_mean")", 14, false, R"(,"rounding":{"digits":3,"mode":"half_up"})"));
}

TEST(UnitOrder, FindsWhomLookingAtAllUnitsFinds) {
  std::mt19937 random(11);
  for (const std::size_t size : {1u, 2u, 3u, 8u, 9u, 60u}) {
    std::vector<px::UnitChange> units(size);
    for (std::size_t i = 0; i < size; ++i) {
      units[i].unit = "u" + std::to_string(i);
      units[i].group = random() % 2 == 0 ? "a" : "b";
      if (random() % 8 != 0) units[i].rank_before = 1 + random() % size;
      if (random() % 8 != 0) units[i].rank_after = 1 + random() % size;
    }
    const detail::UnitOrder order(units);
    EXPECT_FALSE(order.find("nobody"));
    for (const px::UnitChange& unit : units) {
      std::vector<std::size_t> wanted;
      for (std::size_t i = 0; i < size; ++i) {
        const px::UnitChange& other = units[i];
        if (!unit.rank_before || !unit.rank_after || other.group != unit.group) continue;
        if (!other.rank_before || !other.rank_after) continue;
        if (*other.rank_before <= *unit.rank_before && *other.rank_after > *unit.rank_after) {
          wanted.push_back(i);
        }
      }
      std::stable_sort(wanted.begin(), wanted.end(), [&](std::size_t a, std::size_t b) {
        return *units[a].rank_after < *units[b].rank_after;
      });
      EXPECT_EQ(order.overtaken_by(unit), wanted);
      EXPECT_EQ(units.data() + *order.find(unit.unit), &unit);
    }
  }
}

}  // namespace
