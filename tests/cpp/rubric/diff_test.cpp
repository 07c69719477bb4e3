// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <parindex/io/json.hpp>
#include <parindex/rubric/diff.hpp>

#include "rubric_texts.hpp"
#include "sample.hpp"

namespace px = parindex;
using namespace sample;

namespace {

px::RubricDraft base() {
  auto rubric = draft(
      6, {sample::group("1", 4, {plan_leaf("1.1"), yes_no_leaf("1.2", 2)}), yes_no_leaf("2", 2)});
  rubric.root.children[0].title = {{"vi", "Chỉ đạo"}, {"en", "Steering"}};
  rubric.root.children[1].title = {{"vi", "Tác động"}};
  return rubric;
}

px::Bands& bands_of(px::RubricDraft& draft) {
  return std::get<px::Bands>(*draft.root.children[0].children[0].rule);
}

std::vector<std::string> lines(const px::Diff& diff, std::string_view language = "en") {
  std::vector<std::string> all;
  for (const px::RubricChange& change : diff.changes) all.push_back(change.to_string(language));
  return all;
}

px::Diff diff_of(const px::RubricDraft& before, const px::RubricDraft& after) {
  return px::diff(px::check(before), px::check(after));
}

using Lines = std::vector<std::string>;

TEST(Diff, NothingChanged) { EXPECT_TRUE(diff_of(base(), base()).changes.empty()); }

TEST(Diff, ACutOfBandsIsToldOnce) {
  auto after = base();
  bands_of(after).steps[0].lower->value = 85;
  bands_of(after).steps[1].upper->value = 85;
  const px::Diff found = diff_of(base(), after);
  EXPECT_EQ(lines(found), (Lines{"1.1: bands 90→85 %, maximum unchanged"}));
  EXPECT_EQ(lines(found, "vi"), (Lines{"1.1: khoảng 90→85 %, điểm tối đa giữ nguyên"}));
  EXPECT_EQ(found.changes[0].kind, "rule");
  EXPECT_EQ(found.changes[0].pointer_before, "/nodes/0/children/0/rule");
  EXPECT_TRUE(found.changes[0].scoring);
}

TEST(Diff, WhichBandHoldsAnEnd) {
  auto after = base();
  bands_of(after).steps[0].lower->closed = true;
  bands_of(after).steps[1].upper->closed = false;
  bands_of(after).steps[1].points = "1.5"_dec;
  EXPECT_EQ(lines(diff_of(base(), after)),
            (Lines{"1.1: bands above 90→from 90 %, to 90→below 90 %, points 1→1.5 (70 <= x < 90), "
                   "maximum unchanged"}));
}

TEST(Diff, ABandMore) {
  auto after = base();
  bands_of(after).steps[1].lower = above(80);
  bands_of(after).steps.push_back(band(from(70), to(80), "0.5"_dec));
  EXPECT_EQ(lines(diff_of(base(), after)),
            (Lines{"1.1: bands x > 90: 2; 70 <= x <= 90: 1; x < 70: 0 → x > 90: 2; "
                   "80 < x <= 90: 1; x < 70: 0; 70 <= x <= 80: 0.5, maximum unchanged"}));
}

TEST(Diff, EveryKeyOfANode) {
  auto after = base();
  after.root.missing = px::MissingPolicy::zero;
  after.index_rounding = px::Rounding{3, px::RoundingMode::half_even};
  px::Node& leaf = after.root.children[1];
  leaf.max = 3;
  leaf.rule = px::Direct{0, 3, {}};
  leaf.title["vi"] = "Tác động của CCHC";
  leaf.rounding = px::Rounding{1, px::RoundingMode::half_up};
  after.root.max = 7;
  const px::Diff found = diff_of(base(), after);
  EXPECT_EQ(lines(found),
            (Lines{"maximum 6→7", "missing values error→zero",
                   "rounding of indices 2 digits half_up→3 digits half_even",
                   "2: title vi Tác động→Tác động của CCHC", "2: maximum 2→3",
                   "2: rule yes/no→direct mark", "2: rounding none→1 digits half_up"}));
  EXPECT_FALSE(found.changes[3].scoring);
  EXPECT_EQ(found.changes[5].kind, "rule_kind");
}

TEST(Diff, AddedRemovedMovedRenamedReordered) {
  auto after = base();
  auto& fields = after.root.children;
  fields[0].children[1].code = "1.3";  // the same content under another code
  fields[0].children[1].title = {};
  fields.push_back(sample::group("3", 2, {fields[1]}));  // 2 moves below a new field
  fields[1] = yes_no_leaf("4", 5);
  after.root.max = 11;
  const px::Diff found = diff_of(base(), after);
  EXPECT_EQ(lines(found), (Lines{"maximum 6→11", "1.3: was 1.2", "4: added (yes/no, maximum 5)",
                                 "3: added (maximum 2)", "2: moved from the top to 3"}));
  EXPECT_EQ(found.codes, (px::CodeMap{{"1.2", "1.3"}}));
  EXPECT_EQ(lines(diff_of(after, base())),
            (Lines{"maximum 11→6", "1.2: was 1.3", "4: removed (yes/no, maximum 5)",
                   "3: removed (maximum 2)", "2: moved from 3 to the top"}));

  auto turned = base();
  std::swap(turned.root.children[0], turned.root.children[1]);
  EXPECT_EQ(lines(diff_of(base(), turned)), (Lines{"children in another order"}));
}

TEST(Diff, ANameGivenByTheCaller) {
  auto after = base();
  after.root.children[1].code = "9";
  after.root.children[1].rule = px::Direct{0, 2, {}};
  const px::Rubric from = px::check(base());
  const px::Rubric to = px::check(after);
  EXPECT_EQ(lines(px::diff(from, to).value()),
            (Lines{"2: removed (yes/no, maximum 2)", "9: added (direct mark, maximum 2)"}));
  EXPECT_EQ(lines(px::diff(from, to, {{"2", "9"}})),
            (Lines{"9: was 2", "9: rule yes/no→direct mark, maximum unchanged"}));
  EXPECT_THROW(px::diff(from, to, {{"8", "9"}}).value(), px::RubricError);
  EXPECT_THROW(px::diff(from, to, {{"2", "8"}}).value(), px::RubricError);
  const px::Checked<px::Diff> refused = px::diff(from, to, {{"8", "8"}});
  ASSERT_EQ(refused.issues().size(), 2u);
  EXPECT_EQ(refused.issues()[0].code, px::issue::code_unknown.code);
  EXPECT_EQ(refused.issues()[0].message, "The first rubric has no node with this code");
  EXPECT_EQ(refused.issues()[1].message, "The second rubric has no node with this code");
}

TEST(Diff, OptionsAreMatchedById) {
  const auto rubric = [](px::Rational late, const char* title, bool more) {
    px::Choice choice{
        {{"on_time", 1, {}}, {"late", std::move(late), {{"vi", title}}}, {"none", 0, {}}}};
    if (more) choice.options.push_back({"never", 0, {}});
    return px::check(draft(1, {sample::leaf("1", 1, choice)}));
  };
  EXPECT_EQ(lines(px::diff(rubric("0.5"_dec, "a", false), rubric("0.25"_dec, "b", true))),
            (Lines{"1: choice late points 0.5→0.25, never added (points 0), maximum unchanged",
                   "1: choice late title vi a→b"}));
}

TEST(Diff, AsJson) {
  auto after = base();
  after.root.children[1].missing = px::MissingPolicy::exclude;
  EXPECT_EQ(
      px::to_json(diff_of(base(), after)),
      R"({"before":{"id":"sample","edition":"2026"},"after":{"id":"sample","edition":"2026"},)"
      R"("codes":{},"changes":[{"code":"2","old_code":"2","kind":"policy","key":"missing",)"
      R"("pointer_before":null,"pointer_after":"/nodes/1/missing","before":null,)"
      R"("after":"exclude","sentence":{"en":"missing values none→exclude",)"
      R"("vi":"thiếu số liệu không→exclude"},"scoring":true}]})");
}

}  // namespace
