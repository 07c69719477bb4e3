// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <parindex/rubric/json.hpp>

#include "sample.hpp"

namespace px = parindex;
using namespace sample;

namespace {

const std::string named = R"json({
  "parindex": 2, "id": "s", "edition": "2026", "max": "3", "aggregation": "sum", "missing": "zero",
  "index_rounding": "exact",
  "shared": {"options": {"agree": [{"id": "yes", "percent": 100}, {"id": "no", "percent": 0}]}},
  "constants": {"limit": {"by_edition": {"2025": 60, "2026": "70.0"}, "law": "5(1)"}},
  "nodes": [
    {"code": "1", "max": 1, "rule": {"levels": {"options": "agree"}}},
    {"code": "2", "max": 2,
     "inputs": [{"name": "value", "type": "number", "min": 0, "max": 100}],
     "rule": {"bands": {"on": {"value": "value"}, "steps": [
       {"below": {"constant": "limit"}, "points": 0},
       {"from": {"constant": "limit"}, "points": 2}]}}}]})json";

TEST(Shared, TheModelHasThePartsAndTheTextTheNames) {
  const px::Rubric rubric = px::read_rubric(named).value();
  const px::Node& first = *rubric.find("1");
  ASSERT_EQ(std::get<px::Levels>(*first.rule).options.size(), 2U);
  EXPECT_EQ(first.shared.at("/rule/levels/options"), "agree");
  const px::Node& second = *rubric.find("2");
  EXPECT_EQ(std::get<px::Bands>(*second.rule).steps[1].lower->value, px::Rational(70));
  const std::string text = px::to_json(rubric);
  EXPECT_NE(text.find(R"("options": "agree")"), std::string::npos) << text;
  EXPECT_NE(text.find(R"("constant": "limit")"), std::string::npos) << text;
  const px::Rubric again = px::read_rubric(text).value();
  EXPECT_EQ(again.draft(), rubric.draft());
  EXPECT_EQ(px::digest(again), px::digest(rubric));
}

TEST(Shared, WithoutNamesItIsTheSameRubricInFormat1) {
  const px::Rubric rubric = px::read_rubric(named).value();
  const px::Rubric plain = px::read_rubric(px::resolved_json(rubric)).value();
  EXPECT_TRUE(px::resolved_json(rubric).starts_with("{\n  \"parindex\": 1,"));
  EXPECT_EQ(*plain.find("1")->rule, *rubric.find("1")->rule);
  EXPECT_TRUE(plain.draft().constants.empty());
}

TEST(Shared, AChangedPartIsWrittenInFull) {
  px::RubricDraft draft = px::read_rubric(named).value().draft();
  std::get<px::Levels>(*draft.root.children[0].rule).options.push_back({"half", 50, {}});
  std::get<px::Bands>(*draft.root.children[1].rule).steps[1].lower->value = 71;
  std::get<px::Bands>(*draft.root.children[1].rule).steps[0].upper->value = 71;
  const px::Rubric changed = px::check(draft).value();
  const std::string text = px::to_json(changed);
  EXPECT_EQ(text.find(R"("options": "agree")"), std::string::npos);
  EXPECT_EQ(text.find(R"({"constant")"), std::string::npos);
  EXPECT_EQ(*px::read_rubric(text).value().find("1")->rule, *changed.find("1")->rule);
}

TEST(Shared, AMissingValueHasItsPlace) {
  std::string text = named;
  text.replace(text.find("\"2026\": \"70.0\""), 14, "\"2027\": \"70.0\"");
  const auto checked = px::read_rubric(text);
  ASSERT_FALSE(checked);
  ASSERT_EQ(checked.issues().size(), 2U);
  EXPECT_EQ(checked.issues()[0].code, "constant_undated");
  EXPECT_EQ(checked.issues()[0].pointer, "/nodes/1/rule/bands/steps/0/below");
  EXPECT_EQ(checked.issues()[0].line, 11U);
}

}  // namespace
