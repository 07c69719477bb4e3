// SPDX-License-Identifier: MIT
#include <sstream>

#include <gtest/gtest.h>

#include "sample.hpp"

#include <parindex/rubric/rubric.hpp>

namespace px = parindex;
using namespace sample;

namespace {

px::Rubric made() {
  return px::check(draft(4, {group("1", 2, {yes_no_leaf("1.1", 2)}), yes_no_leaf("2", 2)}));
}

TEST(Rubric, FindsNodesByCode) {
  const px::Rubric rubric = made();
  ASSERT_NE(rubric.find("1.1"), nullptr);
  EXPECT_EQ(rubric.find("1.1"), &rubric.root().children[0].children[0]);
  EXPECT_EQ(rubric.find(""), &rubric.root());
  EXPECT_EQ(rubric.find("1.2"), nullptr);
}

TEST(Rubric, CopiesShareWhatTheyHold) {
  const px::Rubric rubric = made();
  const px::Rubric copy = rubric;
  EXPECT_EQ(&copy.root(), &rubric.root());
  EXPECT_EQ(copy.id(), rubric.draft().id);
  EXPECT_EQ(copy.edition(), rubric.draft().edition);
}

TEST(Rubric, KeepsTheWarningsThatWereAccepted) {
  auto leaf = sample::leaf("1", 2, px::Direct{"0.5"_dec, 2, {}});
  leaf.accept["minimum_above_zero"] = "as issued";
  const px::Rubric rubric = px::check(draft(2, {leaf}));
  ASSERT_EQ(rubric.warnings().size(), 1u);
  EXPECT_EQ(rubric.warnings()[0].code, "minimum_above_zero");
  EXPECT_EQ(rubric.warnings()[0].accepted, "as issued");
}

TEST(Rubric, ShowsALineForEachNode) {
  std::ostringstream out;
  out << made();
  for (const char* const part : {"1.1", "yes_no", "sum"}) {
    EXPECT_NE(out.str().find(part), std::string::npos) << out.str();
  }
}

TEST(Rubric, WordsAreThoseOfTheFormat) {
  EXPECT_EQ(px::to_string(px::Ties::dense), "dense");
  EXPECT_EQ(px::to_string(px::Figure::points), "points");
  EXPECT_EQ(px::to_string(px::FigureStage::rounded), "rounded");
  EXPECT_EQ(px::to_string(px::Provenance::derived), "derived");
}

}  // namespace
