// SPDX-License-Identifier: MIT
// Rows that lack some of their leaves, or have errors in some, beside the exact engine.
#include <gtest/gtest.h>

#include <set>
#include <tuple>

#include <parindex/results/csv.hpp>
#include <parindex/results/json.hpp>

#include "random_rubric.hpp"

namespace px = parindex;
using namespace sample;
using namespace random_rubrics;

namespace {

/// Cells of which a share is missing, and a few are wrong; leaves that a group lacks have no value,
/// as a rule.
px::Table partial_table(RandomRubric& from, const px::Plan& plan, std::size_t rows,
                        std::size_t percent) {
  px::Table table;
  for (std::size_t row = 0; row < rows; ++row) {
    table.groups.push_back(from.below(60) == 0 ? "C" : from.below(2) == 0 ? "A" : "B");
  }
  for (const auto& column : plan.columns()) {
    const auto& only = plan.node(*plan.find(column.code)).only_for;
    std::vector<px::Cell> cells;
    for (std::size_t row = 0; row < rows; ++row) {
      const bool lacks = !only.empty() && only.front() != table.groups[row];
      if (lacks ? from.below(40) != 0 : from.below(100) < percent) {
        cells.push_back(from.below(10) == 0 ? px::Cell(px::NoValue::not_applicable) : px::Cell());
      } else if (from.below(80) == 0) {
        cells.push_back(adversarial_cell(from, column.type));
      } else {
        switch (column.type) {
          case px::InputType::boolean: cells.push_back(from.below(2) == 0); break;
          case px::InputType::choice: cells.push_back(from.below(2) == 0 ? "a" : "b"); break;
          case px::InputType::count: cells.push_back(from.below(30) + 1); break;
          default:
            cells.push_back(
                px::Rational::ratio(static_cast<std::int64_t>(from.below(10'000)), 100));
        }
      }
    }
    table.columns.push_back({column.name, std::move(cells)});
  }
  return table;
}

auto figures(const px::NodeResult& of) {
  return std::tuple(of.status, of.points, of.max, of.index, of.index_exact);
}

std::string csv_of(const px::Scores& scores) {
  std::string all;
  px::write_csv(scores, nullptr, {}, [&](std::string_view part) { all += part; });
  return all;
}

TEST(PartialRows, EqualTheExactEngine) {
  std::size_t plans = 0;
  std::size_t fixed_plans = 0;
  std::set<px::Status> statuses;
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    RandomRubric random(seed, true);
    auto draft = random.draft();
    const auto checked = px::check(draft);
    if (!checked) continue;  // no group has a child, or too few
    ++plans;
    const px::Plan plan = px::compile(*checked);
    fixed_plans += plan.lanes()[0].lane == "fixed" ? 1 : 0;
    constexpr std::size_t shares[] = {0, 1, 5, 20, 60, 100};
    const px::Table table = partial_table(random, plan, 530, shares[seed % std::size(shares)]);
    const px::Scores want = px::score(plan, table, {.threads = 1, .exact = true});
    const std::string digest = want.digest();
    const std::string csv = csv_of(want);
    for (const px::Keep keep : {px::Keep::all, px::Keep::fields, px::Keep::total}) {
      const unsigned threads = keep == px::Keep::fields ? 3 : 1;
      const px::Scores got = px::score(plan, table, {.keep = keep, .threads = threads});
      ASSERT_EQ(got.issues(), want.issues()) << "seed " << seed;
      // What is not kept is computed exactly on request.
      const std::size_t step = keep == px::Keep::all ? 1 : 9;
      for (std::size_t row = 0; row < want.size(); row += step) {
        ASSERT_EQ(got.status(row), want.status(row)) << "seed " << seed << " row " << row;
        for (std::size_t i = 0; i < plan.size(); ++i) {
          ASSERT_EQ(figures(got.at(row, i)), figures(want.at(row, i)))
              << "seed " << seed << " row " << row << " node \"" << plan.codes()[i] << "\"\n"
              << px::explain(want, row).to_string("en");
          statuses.insert(want.at(row, i).status);
        }
      }
      ASSERT_EQ(got.digest(), digest) << "seed " << seed;
      ASSERT_EQ(csv_of(got), csv) << "seed " << seed;
      ASSERT_EQ(px::to_json(got), px::to_json(want)) << "seed " << seed;
    }
    px::RowScorer one(plan);
    px::Table single;
    for (std::size_t row = 0; row < 20; ++row) {
      std::vector<double> values;
      bool plain = true;
      for (std::size_t c = 0; c < plan.columns().size(); ++c) {
        const px::Cell& cell = table.columns[c].cells[row];
        const auto* number = std::get_if<px::Rational>(&cell.value());
        plain = plain && (number || cell.is_missing()) && (!number || number->is_terminating());
        values.push_back(number ? number->to_double() : std::nan(""));
      }
      if (!plain) continue;
      ASSERT_EQ(figures(one.score(values, table.groups[row])), figures(want.total(row)))
          << "seed " << seed;
    }
  }
  EXPECT_TRUE(statuses.contains(px::Status::excluded) && statuses.contains(px::Status::error));
  EXPECT_GT(plans, 36u);
  EXPECT_GT(fixed_plans, 12u);
}

TEST(PartialRows, HaveErrorsUnderAMaximumThatNoColumnHolds) {
  px::Node large =
      sample::leaf("1", *px::Rational::parse("123456789012345678901/7"), px::Direct{0, 1, {}}, {});
  large.accept["maximum_unreachable"] = "a test";
  const px::Rational max = *large.max + 1;
  const px::Plan plan = px::compile(px::check(draft(max, {large, yes_no_leaf("2", 1)})));
  const px::Scores scores = px::score(plan, {{"1", 1}, {"2", px::Cell()}});
  EXPECT_EQ(scores.at(0, "1").status, px::Status::ok);
  EXPECT_EQ(scores.at(0, "2").status, px::Status::error);
  EXPECT_EQ(scores.status(0), px::Status::error);
}

}  // namespace
