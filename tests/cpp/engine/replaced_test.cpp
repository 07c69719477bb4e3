// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "sample.hpp"

namespace px = parindex;
using namespace px::literals;
using px::MissingPolicy;
using px::Rational;
using px::Statistic;
using px::build::goalposts;
using px::build::input;
using px::build::quantity;
using px::build::Term;
using px::build::Within;

namespace {

constexpr auto all = Within::all;

/// One leaf whose points are an expression, from 0 to 100.
px::Checked<px::Rubric> rubric_of(px::Input read, Term points) {
  return px::check(sample::draft(
      100,
      {sample::leaf("1", 100,
                    goalposts(quantity(std::move(points)), 0, 100).when_zero(MissingPolicy::zero),
                    {std::move(read)})}));
}

px::Input v() { return px::build::number("v").min(0).max(100); }

px::Scores scored(px::Input read, Term points, const std::vector<px::Cell>& cells) {
  px::Table table;
  for (std::size_t i = 0; i < cells.size(); ++i) table.units.push_back(std::to_string(i));
  table.columns.emplace_back("1.v", cells);
  return px::score(px::compile(rubric_of(std::move(read), std::move(points)).value()),
                   std::move(table))
      .value();
}

std::vector<std::string> points(const px::Scores& scores) {
  std::vector<std::string> found;
  for (std::size_t row = 0; row < scores.size(); ++row) {
    const auto& figure = scores.at(row, "1").points;
    found.push_back(figure ? figure->to_string() : "-");
  }
  return found;
}

using Texts = std::vector<std::string>;

TEST(Replaced, ADeviationIsThatOfAPopulationOrASample) {
  const auto deviation = [](px::build::CohortUnits units) {
    return px::build::cohort(Statistic::standard_deviation, input("v"), all, units,
                             {3, px::RoundingMode::half_up});
  };
  const std::vector<px::Cell> cells{2, 4, 4, 4, 5, 5, 7, 9};
  // Its greatest deviation, 100, is half of its range.
  const px::Input wide = px::build::number("v").min(0).max(200);
  EXPECT_EQ(points(scored(wide, deviation(px::build::CohortUnits::population), cells))[0], "2");
  const auto sample = rubric_of(wide, deviation(px::build::CohortUnits::sample));
  ASSERT_FALSE(sample);  // of one unit it would divide by 0
  EXPECT_EQ(sample.issues().front().code, "zero_denominator");
}

TEST(Replaced, AMissingValueIsReplacedAndMarked) {
  px::Input read = px::build::number("v").min(0).max(100).impute(
      px::build::cohort(Statistic::mean, input("v"), all), MissingPolicy::zero);
  const px::Scores scores = scored(read, input("v"), {10, 40, px::Missing{}});
  EXPECT_EQ(points(scores), (Texts{"10", "40", "25"}));
  ASSERT_EQ(scores.issues().size(), 1u);
  EXPECT_EQ(scores.issues()[0].code, "value_replaced");
  EXPECT_EQ(scores.issues()[0].severity, px::Severity::warning);
  const px::Trace trace = px::explain_node(scores, 2, 1);
  ASSERT_GE(trace.steps.size(), 2u);
  EXPECT_EQ(trace.steps[1].kind, px::StepKind::replaced);
  EXPECT_EQ(trace.steps[1].pointer, "/inputs/0/impute");
  EXPECT_EQ(trace.steps[1].text, "v is missing and was replaced by mean(v over all units) = 25");
  // Nobody has a value.
  EXPECT_EQ(points(scored(read, input("v"), {px::Missing{}, px::Missing{}})), (Texts{"0", "0"}));
  read.impute->when_none.reset();
  EXPECT_EQ(rubric_of(read, input("v")).issues().front().code, "policy_missing");
  read.impute = px::Imputation{Term(101)};
  EXPECT_EQ(rubric_of(read, input("v")).issues().front().code, "imputation_unproven");
}

TEST(Replaced, AnOutlierIsLimitedAndMarked) {
  const Term low = px::build::quantile(input("v"), 25, px::QuantileMethod::nearest_rank, all);
  const Term high = px::build::extreme(Statistic::highest, input("v"), 2, all);
  const px::Scores scores =
      scored(v(), px::build::winsorise(input("v"), low, high), {10, 20, 30, 90});
  EXPECT_EQ(points(scores), (Texts{"10", "20", "30", "30"}));
  ASSERT_EQ(scores.issues().size(), 1u);
  EXPECT_EQ(scores.issues()[0].message, "outlier: v = 90 was lowered to 30");
  EXPECT_EQ(points(scored(v(), high, {10})), (Texts{"-"}));  // a single unit is no cohort
  const auto wrong =
      rubric_of(v(), px::build::quantile(input("v"), 101, px::QuantileMethod::linear, all));
  EXPECT_EQ(wrong.issues().front().code, "number_out_of_range");
}

}  // namespace
