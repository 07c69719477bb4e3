// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include <parindex/analysis/generator.hpp>
#include <parindex/analysis/uncertainty.hpp>
#include <parindex/io/json_table.hpp>
#include <parindex/results/classes.hpp>
#include <parindex/rubric/json.hpp>

#include "message_of.hpp"
#include "sample.hpp"

namespace px = parindex;
using namespace sample;
using Json = nlohmann::ordered_json;
using testing::ElementsAre;
using testing::IsEmpty;

namespace {

px::Scores scored(const Json& rubric, const Json& rows) {
  const px::Rubric checked = px::read_rubric(rubric.dump()).value();
  return px::score(px::compile(checked), px::read_json_table(rows.dump()).value());
}

px::Rational number(const Json& value) {
  return px::Rational::parse(value.is_string() ? value.get<std::string>() : value.dump()).value();
}

px::DrawnWeights weights_of(const Json& given) {
  if (given == "any") return px::AnyWeights{};
  if (!given.is_object()) return number(given);
  std::vector<px::DrawnWeight> weights;
  for (const auto& [code, how] : given.items()) {
    weights.push_back({code, how == "any" ? std::nullopt : std::optional(number(how))});
  }
  return weights;
}

px::UncertaintyOptions options_of(const Json& one) {
  px::UncertaintyOptions options;
  options.seed = one["seed"];
  options.weights = weights_of(one["weights"]);
  options.draws = one["draws"];
  options.level = number(one["level"]);
  return options;
}

// The file is what the Python package gives: tests/python/spread_cases.py.
TEST(Uncertainty, IsThatOfPython) {
  std::ifstream file(PARINDEX_SOURCE_DIR "/tests/data/uncertainty.json");
  const Json cases = Json::parse(file);
  ASSERT_GT(cases.size(), 5u);
  for (const Json& one : cases) {
    SCOPED_TRACE(one["weights"].dump());
    const px::Scores scores = scored(one["rubric"], one["rows"]);
    const bool rounds = one["rubric"]["index_rounding"] != "exact";
    const px::Uncertainty found = px::uncertainty(scores, options_of(one)).value();
    const Json& wanted = one["found"];
    EXPECT_EQ(Json(found.choices), wanted["choices"]);
    ASSERT_EQ(found.units.size(), wanted["units"].size());
    for (std::size_t i = 0; i < found.units.size(); ++i) {
      const px::UnitSpread& unit = found.units[i];
      const Json& same = wanted["units"][i];
      SCOPED_TRACE(scores.unit(unit.row));
      EXPECT_EQ(scores.unit(unit.row), same["unit"]);
      EXPECT_EQ(unit.rank.value_or(0), same["rank"].is_null() ? Json(0) : same["rank"]);
      EXPECT_EQ(unit.rank_low, same["rank_low"]);
      EXPECT_EQ(unit.rank_median, same["rank_median"]);
      EXPECT_EQ(unit.rank_high, same["rank_high"]);
      EXPECT_EQ(unit.first, number(same["first"]));
      EXPECT_EQ(*unit.index, number(same["index"]));
      for (const auto& [value, key] :
           {std::pair(unit.index_low, "index_low"), std::pair(unit.index_median, "index_median"),
            std::pair(unit.index_high, "index_high")}) {
        if (rounds) {
          EXPECT_EQ(value, number(same[key])) << key;
        } else {
          EXPECT_EQ(value.to_double(), number(same[key]).to_double()) << key;
        }
      }
      ASSERT_EQ(unit.classes.size(), same["classes"].size());
      std::size_t band = 0;
      for (const auto& [id, share] : same["classes"].items()) {
        EXPECT_EQ(unit.classes[band++], number(share)) << id;
      }
    }
    const Json& pairs = wanted["pairs"];
    for (std::size_t a = 0; a < scores.size(); ++a) {
      for (std::size_t b = 0; b < scores.size(); ++b) {
        EXPECT_EQ(found.ahead(a, b), number(pairs[a][b]));
      }
    }
  }
}

px::RubricDraft weighted(px::Aggregation kind, std::vector<px::Node> nodes) {
  px::RubricDraft made = draft(100, std::move(nodes));
  made.root.aggregation = std::move(kind);
  return made;
}

px::Node marks(std::string code, px::Rational weight) {
  px::Node made = leaf(std::move(code), 10, px::Direct{0, 10, {}});
  made.weight = std::move(weight);
  return made;
}

px::Scores scores_of(px::RubricDraft rubric) {
  px::Table table;
  table.units = {"A", "B", "C"};
  for (const px::Node& node : rubric.root.children) {
    table.columns.push_back({node.code, {9, 4, 9}});
  }
  table.columns.back().cells = {2, 8, 2};
  return px::score(px::compile(px::check(std::move(rubric))), table);
}

px::Scores two() { return scores_of(weighted(px::WeightedMean{}, {marks("a", 3), marks("b", 1)})); }

// By hand: the index of A is 100 * (0.9 a + 0.2 b) / 2^24, that of B 100 * (0.4 a + 0.8 b) / 2^24.
TEST(Uncertainty, EveryDrawIsExact) {
  const px::Scores scores = two();
  const px::Uncertainty found = px::uncertainty(scores, {.seed = 5, .draws = 200});
  const auto drawn = px::RandomStream(5, "weights").simplex(2, 24, 0, 200);
  std::size_t ahead = 0;
  for (std::size_t draw = 0; draw < 200; ++draw) {
    const bool first = 5 * drawn[2 * draw] > 6 * drawn[2 * draw + 1];
    ahead += first ? 1 : 0;
    EXPECT_EQ(found.ranks[3 * draw], first ? 1 : 2);
    EXPECT_EQ(found.ranks[3 * draw + 1], first ? 3 : 1);
    EXPECT_EQ(found.ranks[3 * draw + 2], first ? 1 : 2);
  }
  EXPECT_EQ(found.ahead(0, 1), px::Rational(ahead) / 200);
  EXPECT_EQ(found.ahead(0, 2), px::Rational(0));
  EXPECT_EQ(found.rank_counts(1), (std::vector<std::size_t>{0, 200 - ahead, 0, ahead}));
  EXPECT_EQ(found.find(1)->first, px::Rational(200 - ahead) / 200);
  EXPECT_EQ(found.find(3), nullptr);
  EXPECT_EQ(found.seed, 5u);
  EXPECT_EQ(found.draws, 200u);
  EXPECT_EQ(found.level, px::Rational(90));
}

TEST(Uncertainty, ThreadsDoNotChangeIt) {
  const px::Scores scores = two();
  const px::Uncertainty one = px::uncertainty(scores, {.seed = 1, .draws = 64, .threads = 1});
  const px::Uncertainty many = px::uncertainty(scores, {.seed = 1, .draws = 64, .threads = 3});
  EXPECT_EQ(one.ranks, many.ranks);
  EXPECT_EQ(one.units[1].index_low, many.units[1].index_low);
}

TEST(Uncertainty, OfRowsWithoutAResult) {
  px::RubricDraft rubric = weighted(px::WeightedMean{}, {marks("a", 3), marks("b", 1)});
  px::Table table;
  table.units = {"A", "B", "C"};
  table.columns = {{"a", {1, {}, 3}}, {"b", {1, 2, 3}}};
  table.unranked = {false, false, true};
  const px::Scores scores = px::score(px::compile(px::check(std::move(rubric))), table);
  const px::Uncertainty found = px::uncertainty(scores, {.draws = 10});
  ASSERT_EQ(found.units.size(), 1u);
  EXPECT_EQ(found.units[0].row, 0u);
  EXPECT_EQ(found.rank_counts(1), (std::vector<std::size_t>{10}));
  EXPECT_EQ(found.ahead(0, 1), px::Rational(1));
  EXPECT_EQ(found.ahead(1, 0), px::Rational(0));
}

std::vector<std::string> issues_of(const px::Scores& scores, px::DrawnWeights weights) {
  px::UncertaintyOptions options;
  options.weights = std::move(weights);
  options.draws = 3;
  std::vector<std::string> lines;
  const auto found = px::uncertainty(scores, options);
  for (const px::Issue& issue : found.issues()) {
    lines.push_back(issue.code + " " + issue.field + ": " + issue.message);
  }
  return lines;
}

TEST(Uncertainty, EveryIssueAtOnce) {
  using Weights = std::vector<px::DrawnWeight>;
  const px::Scores scores = two();
  EXPECT_THAT(issues_of(scores, px::AnyWeights{}), IsEmpty());
  EXPECT_THAT(
      issues_of(scores, Weights{{"x"}, {"a"}, {"", 5}, {"a", -1}, {"b", 101}, {"b", 5}, {""}}),
      ElementsAre(
          "code_unknown x: No node of the rubric has this code",
          "value_unexpected a: Any weights are drawn below a mean with weights, a percentage is "
          "that of a node with a weight",
          "value_unexpected : Any weights are drawn below a mean with weights, a percentage is "
          "that of a node with a weight",
          "value_below_minimum a: The value is below the declared minimum",
          "value_above_maximum b: With more than 100 percent a weight would be below 0",
          "value_unexpected b: A weight is drawn more than once",
          "value_unexpected : A weight is drawn more than once"));
  EXPECT_THAT(issues_of(scores, Weights{}), ElementsAre("value_unexpected : No weights are drawn"));
  EXPECT_THAT(issues_of(scores, px::Rational(-1)),
              ElementsAre("value_below_minimum : The value is below the declared minimum"));
}

TEST(Uncertainty, OfRubricsWhoseWeightsCannotBeDrawn) {
  px::RubricDraft sum =
      draft(20, {leaf("a", 10, px::Direct{0, 10, {}}), leaf("b", 10, px::Direct{0, 10, {}})});
  EXPECT_THAT(issues_of(scores_of(sum), px::AnyWeights{}),
              ElementsAre("value_unexpected : The rubric has no mean with weights"));
  px::RubricDraft roots = weighted(px::GeometricMean{}, {marks("a", 3), marks("b", 1)});
  roots.root.rounding = px::Rounding{6, px::RoundingMode::half_up};
  EXPECT_THAT(issues_of(scores_of(roots), px::Rational(10)),
              ElementsAre("value_unexpected : Only weights of a weighted or harmonic mean of all "
                          "its children are drawn"));
  const px::Rational tiny = px::Rational(1) / 1'000'000'000'000'000;
  EXPECT_THAT(issues_of(scores_of(weighted(px::WeightedMean{}, {marks("a", 3), marks("b", tiny)})),
                        px::Rational(10)),
              ElementsAre("number_out_of_range : The weights have too many digits to be drawn"));
}

TEST(Uncertainty, SaysWhatIsNotPossible) {
  const px::Scores scores = two();
  const auto said = [&](const px::UncertaintyOptions& options) {
    return message_of([&] { (void)px::uncertainty(scores, options); });
  };
  EXPECT_EQ(said({.draws = 0}), "there is at least one draw");
  EXPECT_EQ(said({.level = 100}), "the level is a percentage above 0 and below 100, not 100");
  EXPECT_EQ(said({.level = 0}), "the level is a percentage above 0 and below 100, not 0");
  EXPECT_EQ(message_of([&] { (void)px::uncertainty(scores, {.draws = 2}).value().ahead(0, 3); }),
            "no row at position 3");
}

}  // namespace
