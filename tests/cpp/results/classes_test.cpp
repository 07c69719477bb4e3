// SPDX-License-Identifier: MIT
// What the check proves about classes; the class of each unit is tested with cases.
#include <gtest/gtest.h>

#include "sample.hpp"

namespace px = parindex;
using namespace sample;

namespace {

px::ClassBand class_band(std::string id, std::optional<px::Bound> lower,
                         std::optional<px::Bound> upper) {
  return {std::move(lower), std::move(upper), std::move(id), {}};
}

/// 10 points as a mark in steps of 1; the index is 0, 10, ... 100.
px::RubricDraft with_classes(std::vector<px::ClassBand> bands,
                             px::FigureStage stage = px::FigureStage::exact) {
  auto made = draft(10, {sample::leaf("1", 10, px::Direct{0, 10, px::Rational(1)})});
  made.classes = px::ClassRule{px::Figure::index, stage, std::move(bands)};
  return made;
}

std::string found(const px::RubricDraft& draft) {
  std::string text;
  const px::Issues issues = px::check(draft).issues();
  for (const px::Issue& issue : issues) {
    text += issue.code + " " + issue.pointer + ": " + issue.message + "\n";
  }
  return text;
}

TEST(Classes, HoldEveryIndexOnce) {
  EXPECT_EQ(found(with_classes({class_band("A", from(80), {}), class_band("B", {}, below(80))})),
            "");
  // The index is between 0 and 100, so the outer ends may also be written.
  EXPECT_EQ(found(with_classes(
                {class_band("A", from(80), to(100)), class_band("B", from(0), below(80))})),
            "");
}

TEST(Classes, AGapIsNamedWithAValue) {
  EXPECT_EQ(found(with_classes({class_band("A", above(80), {}), class_band("B", {}, below(80))})),
            "bands_gap /classes/bands/0: No band contains x = 80\n");
  const px::Issues issues = px::check(with_classes({class_band("A", from(80), below(100)),
                                                    class_band("B", {}, below(80))}))
                                .issues();
  ASSERT_EQ(issues.size(), 1u);
  EXPECT_EQ(issues[0].pointer, "/classes/bands");
  EXPECT_EQ(issues[0].expected, "a band for 100");
}

TEST(Classes, ARoundedIndexHasNoValueBetweenItsDigits) {
  const std::vector<px::ClassBand> bands{class_band("A", from(80), {}),
                                         class_band("B", {}, to("79.99"_dec))};
  EXPECT_EQ(found(with_classes(bands)),
            "bands_gap /classes/bands/0: No band contains 79.99 < x < 80\n");
  EXPECT_EQ(found(with_classes(bands, px::FigureStage::rounded)), "");
}

TEST(Classes, OverlapsDuplicatesAndEmptyBandsAreFound) {
  EXPECT_EQ(found(with_classes({class_band("A", from(80), {}), class_band("B", {}, to(80))})),
            "bands_overlap /classes/bands/0: The value 80 falls into two bands\n");
  EXPECT_EQ(found(with_classes({class_band("A", from(80), {}), class_band("A", {}, below(80))})),
            "id_duplicate /classes/bands/1/id: The id appears twice in the list\n");
  EXPECT_EQ(found(with_classes({class_band("A", {}, {}), class_band("B", above(9), to(9))})),
            "range_empty /classes/bands/1: The band contains no value\n");
  EXPECT_EQ(found(with_classes({})), "range_empty /classes/bands: The rubric has no classes\n");
}

TEST(Classes, OfAnotherRuleThanTheDeclaredOne) {
  const auto plan =
      px::compile(px::check(draft(10, {sample::leaf("1", 10, px::Direct{0, 10, {}})})));
  const px::Scores scores = px::score(plan, {{"1", 7}});
  EXPECT_THROW(px::classify(scores).value(), px::RubricError);
  px::ClassRule rule;
  rule.bands = {class_band("top", from(80), {}), class_band("middle", from(70), below(80))};
  EXPECT_EQ(px::classify(scores, rule).of(0)->id, "middle");
  rule.bands.pop_back();
  const auto classes = px::classify(scores, rule);
  EXPECT_EQ(classes.of(0), nullptr);
  EXPECT_EQ(classes.entries[0].reason, "in no class");
}

px::RubricDraft best_twenty_percent(std::optional<px::QuotaTies> ties) {
  auto made = draft(10, {sample::leaf("1", 10, px::Direct{0, 10, px::Rational(1)})});
  made.classes = px::build::classes(px::Figure::points, px::FigureStage::exact)
                     .quota({px::RoundingMode::down, ties, false})
                     .share("A", px::Rational(20))
                     .share("B");
  return made;
}

TEST(Classes, ByQuota) {
  px::Table table;
  table.columns = {{"1", {9, 8, 8, 7, 6, 5, 4, 3, 2, "x"}}};
  // Nine units have a result; 20 % of them are 1.8. The second place is shared.
  for (const auto& [ties, count] :
       {std::pair(px::QuotaTies::worse, 1u), std::pair(px::QuotaTies::better, 1u)}) {
    const px::Scores scores = px::score(px::compile(px::check(best_twenty_percent(ties))), table);
    const px::Classes classes = px::classify(scores).value();
    std::size_t best = 0;
    for (std::size_t row = 0; row < 9; ++row) best += classes.of(row)->id == "A" ? 1 : 0;
    EXPECT_EQ(best, count);
    EXPECT_EQ(classes.of(9), nullptr);
    EXPECT_FALSE(classes.entries[9].reason.empty());
  }
  EXPECT_EQ(found(best_twenty_percent({})),
            "tie_rule_missing /classes/quota: The quota does not state the class of equal units "
            "if a class has no room for all of them\n");
}

}  // namespace
