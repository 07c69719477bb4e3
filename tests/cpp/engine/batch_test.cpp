// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <cfenv>
#include <cmath>
#include <limits>

#include <parindex/results/csv.hpp>
#include <parindex/results/json.hpp>

#include "random_rubric.hpp"

namespace px = parindex;
using namespace sample;
using namespace random_rubrics;

namespace {

TEST(Batch, EqualsTheExactEngineOnRandomPlansAndHostileValues) {
  std::size_t fixed_rows = 0;
  std::size_t compared = 0;
  std::size_t fixed_plans = 0;
  for (std::uint64_t seed = 0; seed < 160; ++seed) {
    RandomRubric random(seed);
    const auto checked = px::check(random.draft());
    ASSERT_TRUE(checked) << checked.issues()[0].to_string();
    const px::Plan plan = px::compile(*checked);
    const auto data = random_table(random, plan, 152);
    const px::Scores want = px::score(plan, data.table, {.threads = 1, .exact = true});
    const std::string digest = want.digest();
    for (const px::Simd simd : {px::Simd::avx512, px::Simd::avx2, px::Simd::baseline}) {
      // Results that are not kept take other loops, and are computed again on request.
      const px::Scores totals =
          px::score(plan, data.table, {.keep = px::Keep::total, .threads = 1, .simd = simd});
      ASSERT_EQ(totals.digest(), digest) << "seed " << seed;
      if (simd == px::Simd::baseline) {
        // Writers score blocks of rows again, in their lanes.
        ASSERT_EQ(px::to_json(totals), px::to_json(want)) << "seed " << seed;
      }
      const px::PreparedTable prepared = px::prepare(plan, data.table, {.threads = 1});
      for (const px::Keep keep : {px::Keep::total, px::Keep::all}) {
        const px::ScoreOptions options{.keep = keep, .threads = 1, .simd = simd};
        ASSERT_EQ(px::score(plan, prepared, options).value().digest(), digest) << "seed " << seed;
      }
      const px::Scores got = px::score(plan, data.table, {.threads = 1, .simd = simd});
      if (got.digest() == digest) continue;
      for (std::size_t row = 0; row < want.size(); ++row) {
        for (std::size_t i = 0; i < plan.size(); ++i) {
          const auto a = want.at(row, i);
          const auto b = got.at(row, i);
          ASSERT_EQ(a.points, b.points)
              << "seed " << seed << " row " << row << " node \"" << plan.codes()[i] << "\" "
              << (a.points ? a.points->to_string() : "none") << " "
              << (b.points ? b.points->to_string() : "none") << "\n"
              << px::explain(want, row).to_string("en");
          ASSERT_EQ(a.max, b.max) << "seed " << seed << " row " << row << " node " << i;
        }
      }
      FAIL() << "seed " << seed << ": digests differ in something else than points";
    }
    fixed_plans += plan.lanes()[0].lane == "fixed" ? 1 : 0;
    compared += want.size() * plan.size();
    fixed_rows += want.size();
  }
  // The test means little if few plans use the tested lane.
  EXPECT_GT(fixed_plans, 40u);
  std::printf("compared %zu results of %zu rows; %zu of 160 plans in the fixed lane\n", compared,
              fixed_rows, fixed_plans);
}

TEST(Batch, ThreadsRowOrderAndWhatIsKeptDoNotShow) {
  RandomRubric random(7);
  px::Proportional rule;
  rule.on = value("value");
  rule.full_at = 90;
  rule.cap = 2;
  auto proportion = sample::leaf("2", 2, rule, {number("value", 0, 100)});
  proportion.rounding = px::Rounding{2, px::RoundingMode::half_even};
  auto rubric = draft(4, {plan_leaf("1"), proportion});
  rubric.root.missing = px::MissingPolicy::exclude;
  const px::Plan plan = px::compile(px::check(rubric));
  ASSERT_EQ(plan.lanes()[0].lane, "fixed");
  const auto data = random_table(random, plan, 10'000);
  const px::Scores one = px::score(plan, data.table, {.threads = 1});
  for (const unsigned threads : {2u, 8u}) {
    const px::Scores many = px::score(plan, data.table, {.threads = threads});
    EXPECT_EQ(many.digest(), one.digest());
    EXPECT_EQ(many.issues(), one.issues());
  }
  EXPECT_EQ(px::score(plan, data.table, {.keep = px::Keep::total}).value().digest(), one.digest());
  EXPECT_EQ(px::score(plan, data.table, {.keep = px::Keep::fields}).value().digest(), one.digest());
  const px::Scores totals = px::score(plan, data.table, {.keep = px::Keep::total});
  std::string all, again;
  px::write_csv(one, nullptr, {}, [&](std::string_view part) { all += part; });
  px::write_csv(totals, nullptr, {}, [&](std::string_view part) { again += part; });
  EXPECT_EQ(again, all);

  std::vector<std::size_t> order(10'000);
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::shuffle(order.begin(), order.end(), random.random());
  px::Table shuffled;
  for (const auto& column : data.table.columns) {
    std::vector<px::Cell> cells;
    for (const std::size_t row : order) {
      cells.push_back(column.source ? column.source->at(row) : column.cells[row]);
    }
    shuffled.columns.push_back({column.name, std::move(cells)});
  }
  const px::Scores moved = px::score(plan, shuffled);
  for (std::size_t i = 0; i < order.size(); ++i) {
    ASSERT_EQ(moved.total(i).points, one.total(order[i]).points);
    ASSERT_EQ(moved.total(i).index, one.total(order[i]).index);
  }
}

TEST(Batch, AHostThatRoundsOtherwiseChangesNothing) {
  px::Proportional rule;
  rule.on = value("value");
  rule.full_at = 3;
  rule.cap = 1;
  auto leaf = sample::leaf("1", 1, rule, {number("value", 0, 3)});
  leaf.rounding = px::Rounding{3, px::RoundingMode::half_up};
  const px::Plan plan = px::compile(px::check(draft(1, {leaf})));
  std::vector<double> values;
  for (int i = 0; i < 3000; ++i) values.push_back(i / 1000.0);
  px::Table table;
  table.columns.push_back(px::Column::over("1", px::view_of(values)));
  const auto digest = px::score(plan, table).value().digest();
  for (const int direction : {FE_UPWARD, FE_DOWNWARD, FE_TOWARDZERO}) {
    std::fesetround(direction);
    const px::Scores other = px::score(plan, table);
    std::fesetround(FE_TONEAREST);
    EXPECT_EQ(other.digest(), digest);
  }
}

void values_of_another_length(px::RowScorer& scorer) {
  EXPECT_THROW(scorer.score(std::vector<double>(1000)), px::Error);
}

TEST(RowScorer, GivesTheTotalOfATableOfOneRow) {
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    RandomRubric random(seed);
    const px::Plan plan = px::compile(*px::check(random.draft()));
    px::RowScorer scorer(plan);
    for (int unit = 0; unit < 20; ++unit) {
      std::vector<double> values;
      px::Table table;
      for (const auto& column : plan.columns()) {
        double v = adversarial(random);
        if (column.type == px::InputType::boolean) v = static_cast<double>(random.below(2));
        if (column.type == px::InputType::choice) v = static_cast<double>(random.below(3));
        if (random.below(20) == 0) v = std::numeric_limits<double>::quiet_NaN();
        values.push_back(v);
        const char* const options[] = {"a", "b", "7"};
        px::Cell cell = column.type == px::InputType::choice && v == v
                            ? px::Cell(options[static_cast<std::size_t>(v)])
                            : px::Cell(v);
        if (v != v) cell = px::Missing{};
        table.columns.push_back({column.name, {cell}});
      }
      const auto got = scorer.score(values);
      const px::Scores scores = px::score(plan, table, {.exact = true});
      const auto want = scores.total(0);
      ASSERT_EQ(got.status, want.status) << "seed " << seed;
      ASSERT_EQ(got.points, want.points) << "seed " << seed;
      ASSERT_EQ(got.max, want.max) << "seed " << seed;
      ASSERT_EQ(got.index, want.index) << "seed " << seed;
      ASSERT_EQ(scorer.issues(), scores.issues()) << "seed " << seed;
    }
    values_of_another_length(scorer);
  }
}

TEST(RowScorer, ScoresARubricWithoutInputs) {
  for (const char* points :
       {"2", "123456789012345678901/28"}) {  // in the fixed lane, and beyond it
    const auto number = *px::Rational::parse(points);
    px::DecisionTable always;
    always.hit = px::DecisionTable::Hit::first;
    always.rows.push_back({{}, number, {}});
    always.otherwise = number;
    auto leaf = sample::leaf("1", number, always, {});
    leaf.accept["minimum_above_zero"] = "no input decides it";
    const px::Plan plan = px::compile(px::check(draft(number, {leaf})));
    px::RowScorer scorer(plan);
    for (int unit = 0; unit < 3; ++unit) {
      const auto total = scorer.score({});
      EXPECT_EQ(total.status, px::Status::ok);
      EXPECT_EQ(total.points, number);
      EXPECT_TRUE(scorer.issues().empty());
    }
  }
}

TEST(Batch, RowsWithoutNamesAreCalledByNumber) {
  const px::Plan plan = px::compile(px::check(draft(1, {yes_no_leaf("1", 1)})));
  px::Table table;
  table.columns = {{"1", {true, "?", false}}};
  const px::Scores scores = px::score(plan, table);
  EXPECT_EQ(scores.unit(2), "3");
  EXPECT_EQ(scores.find("3"), 2u);
  EXPECT_EQ(scores.find("4"), std::nullopt);
  EXPECT_EQ(scores.find("03"), std::nullopt);
  EXPECT_EQ(scores.issues().at(0).unit, "2");
}

TEST(Lanes, SayWhyANodeIsSlow) {
  px::Proportional rule;
  rule.on = percent("done", "planned");
  rule.full_at = 100;
  rule.cap = 1;
  const px::Plan plan = px::compile(px::check(draft(
      3, {plan_leaf("1"), sample::leaf("2", 1, rule, {count("done"), count("planned", 1)})})));
  const auto lanes = plan.lanes();
  EXPECT_EQ(lanes[1].lane, "fixed");
  EXPECT_EQ(lanes[2].lane, "exact");
  EXPECT_EQ(lanes[2].reason, "a proportion without rounding has no fixed number of digits");
  EXPECT_EQ(lanes[0].reason, "its part 2 is not in the fixed lane");
}

}  // namespace
