// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <parindex/results/json.hpp>
#include <parindex/results/verify.hpp>

#include "sample.hpp"

namespace px = parindex;
using namespace sample;

namespace {

px::Plan plan_of(px::Rational yes) {
  auto rubric = draft(4, {plan_leaf("1"), sample::leaf("2", 2, px::YesNo{std::move(yes), 0})});
  rubric.root.children[1].accept = {{"maximum_unreachable", "a test"}};
  return px::compile(px::check(rubric));
}

px::Scores scored(const px::Plan& plan, px::Cell done = 95) {
  px::Table table;
  table.units = {"A", "B"};
  table.columns = {
      {"1.done", {std::move(done), 10}}, {"1.planned", {100, "100"}}, {"2", {true, "no"}}};
  return px::score(plan, table);
}

std::string replaced(std::string text, std::string_view what, std::string_view by) {
  const std::size_t at = text.find(what);
  if (at == std::string::npos) throw px::Error("not there: " + std::string(what));
  return text.replace(at, what.size(), by);
}

TEST(Verify, TheSame) {
  const px::Scores scores = scored(plan_of(2));
  const px::Verification found = px::verify(px::to_json(scores), scores);
  EXPECT_TRUE(found.identical());
  EXPECT_EQ(found.figures, 30u);
  EXPECT_EQ(found.to_string("en"),
            "same rubric, same data, same engine version: identical (30 values)");
}

TEST(Verify, AnotherEngineVersion) {
  const px::Scores scores = scored(plan_of(2));
  const std::string engine = "\"engine\":\"" + std::string(px::version) + '"';
  const std::string old = replaced(px::to_json(scores), engine, R"("engine":"0.0.9")");
  const px::Verification found = px::verify(old, scores);
  EXPECT_FALSE(found.same_engine);
  EXPECT_EQ(found.to_string("en"), "same rubric, same data, other engine version (0.0.9, now " +
                                       std::string(px::version) + "): identical (30 values)");
}

TEST(Verify, TheCellsThatDiffer) {
  const px::Scores now = scored(plan_of(2));
  const px::Verification rules = px::verify(px::to_json(scored(plan_of("1.5"_dec))), now);
  EXPECT_FALSE(rules.same_rubric);
  EXPECT_TRUE(rules.same_data);
  ASSERT_EQ(rules.differences.size(), 4u);
  EXPECT_EQ(rules.differences[0].figure, "points");
  EXPECT_EQ(rules.differences[0].expected, "3.5");
  EXPECT_EQ(rules.differences[0].found, "4");
  EXPECT_EQ(rules.differences[2].code, "2");
  const px::Verification data = px::verify(px::to_json(scored(plan_of(2), 90)), now);
  EXPECT_TRUE(data.same_rubric);
  EXPECT_FALSE(data.same_data);
  EXPECT_EQ(data.to_string("en"),
            "same rubric, other data, same engine version: 4 of 30 values differ");
  EXPECT_NE(px::to_json(data).find(
                R"({"unit":"A","code":"1","figure":"points","expected":"1","found":"2"})"),
            std::string::npos);
}

TEST(Verify, UnitsThatAreNotThere) {
  const px::Scores now = scored(plan_of(2));
  const px::Verification found =
      px::verify(replaced(px::to_json(now), R"("unit":"B")", R"("unit":"C")"), now);
  ASSERT_EQ(found.differences.size(), 2u);
  EXPECT_EQ(found.differences[0].unit, "C");
  EXPECT_EQ(found.differences[0].found, "");
  EXPECT_EQ(found.differences[1].unit, "B");
}

TEST(Verify, TextsThatAreNoResults) {
  const px::Scores now = scored(plan_of(2));
  EXPECT_EQ(px::verify("{", now).issues()[0].code, "json_malformed");
  EXPECT_EQ(px::verify("{}", now).issues().size(), 5u);
  EXPECT_EQ(px::verify("[]", now).issues()[0].code, "type_mismatch");
  EXPECT_THROW(px::verify("{}", now).value(), px::DataError);
}

TEST(Verify, TheDigestOfDataIsOfTheirMeaning) {
  const px::Plan plan = plan_of(2);
  const std::string digest = scored(plan).data_digest();
  EXPECT_EQ(digest, scored(plan, "95").data_digest());
  EXPECT_EQ(digest, scored(plan, "95.0").data_digest());
  EXPECT_NE(digest, scored(plan, 94).data_digest());
  EXPECT_NE(digest, scored(plan, px::Missing{}).data_digest());
  EXPECT_NE(digest, scored(plan, "x").data_digest());
  EXPECT_EQ(digest.substr(0, 7), "sha256:");
}

}  // namespace
