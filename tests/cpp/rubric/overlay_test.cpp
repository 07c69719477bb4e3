// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <algorithm>

#include <parindex/rubric/overlay.hpp>

#include "sample.hpp"

namespace px = parindex;
using namespace sample;

namespace {

px::Rubric base() {
  return px::check(draft(
      6, {sample::group("1", 4, {plan_leaf("1.1"), yes_no_leaf("1.2", 2)}), yes_no_leaf("2", 2)}));
}

std::string overlay(const std::string& id, const std::string& changes,
                    const std::string& base = R"({"id": "sample", "edition": "2026"})") {
  return R"({"parindex_overlay": 1, "id": ")" + id + R"(", "edition": "1", "base": )" + base +
         ",\n \"changes\": [\n" + changes + "]}";
}

const std::string add_component =
    R"({"add": {"code": "1.3", "max": "1", "rule": {"yes_no": {"yes": "1", "no": "0"}}}, "under": "1",
  "title": {"vi": "Thêm tiêu chí của huyện"}, "source": {"document": "12/QĐ-UBND"}},
{"set": "1", "values": {"max": "5"}}, {"set": "", "values": {"max": "7"}}
)";

std::vector<std::string> codes(const px::Issues& issues) {
  std::vector<std::string> all;
  for (const px::Issue& issue : issues) {
    if (issue.severity == px::Severity::error) all.push_back(issue.code);
  }
  return all;
}

using Codes = std::vector<std::string>;

TEST(Overlay, ADistrictAddsAComponent) {
  const px::Overlaid found = px::apply_overlays(base(), {overlay("district", add_component)});
  EXPECT_EQ(found.rubric.id(), "district");
  EXPECT_EQ(found.rubric.edition(), "1");
  ASSERT_NE(found.rubric.find("1.3"), nullptr);
  EXPECT_EQ(found.rubric.root().children[0].children.size(), 3u);
  EXPECT_EQ(found.rubric.root().max, px::Rational(7));
  ASSERT_EQ(found.changes.size(), 3u);
  EXPECT_EQ(found.changes[0].action, "add");
  EXPECT_EQ(found.changes[0].code, "1.3");
  EXPECT_EQ(found.changes[0].title.at("vi"), "Thêm tiêu chí của huyện");
  EXPECT_EQ(found.changes[0].source->document, "12/QĐ-UBND");
  EXPECT_EQ(found.changes[1].keys, (std::vector<std::string>{"max"}));
  EXPECT_EQ(found.changes[1].pointer, "/changes/1");
  EXPECT_NE(px::to_json(found).find(R"("action":"add","code":"1.3")"), std::string::npos);
}

TEST(Overlay, NoOverlayIsTheBase) {
  EXPECT_EQ(px::apply_overlays(base(), {}).value().rubric.draft(), base().draft());
}

TEST(Overlay, RemoveReplaceSetAndPlace) {
  const px::Overlaid found = px::apply_overlays(base(), {overlay("o", R"(
    {"remove": "1.2"},
    {"replace": {"code": "2", "max": "2", "rule": {"direct": {"min": "0", "max": "2"}}}},
    {"add": {"code": "0", "max": "1", "rule": {"yes_no": {"yes": "1", "no": "0"}}}, "before": "1"},
    {"add": {"code": "1.0", "max": "1", "rule": {"yes_no": {"yes": "1", "no": "0"}}}, "under": "1", "after": "1.1"},
    {"set": "1", "values": {"max": "3", "missing": "zero"}},
    {"set": "", "values": {"index_rounding": "exact"}})")});
  const px::Node& root = found.rubric.root();
  EXPECT_EQ(root.children[0].code, "0");
  EXPECT_EQ(root.children[1].children[1].code, "1.0");
  EXPECT_EQ(root.children[1].missing, px::MissingPolicy::zero);
  EXPECT_TRUE(std::holds_alternative<px::Direct>(*root.children[2].rule));
  EXPECT_FALSE(found.rubric.draft().index_rounding.has_value());
  // Null removes a key.
  const px::Overlaid again =
      px::apply_overlays(found.rubric, {overlay("p", R"({"set": "1", "values": {"missing": null}})",
                                                R"({"id": "o", "edition": "1"})")});
  EXPECT_FALSE(again.rubric.find("1")->missing.has_value());
}

TEST(Overlay, AWrongBase) {
  const auto checked =
      px::apply_overlays(base(), {overlay("o", "", R"({"id": "sample", "edition": "2025"})")});
  ASSERT_EQ(codes(checked.issues()), (Codes{"overlay_base"}));
  EXPECT_EQ(checked.issues()[0].pointer, "/base");
  EXPECT_EQ(checked.issues()[0].line, 1u);
  EXPECT_EQ(checked.issues()[0].expected, "sample 2026");
  EXPECT_THROW(
      px::apply_overlays(base(), {overlay("o", "", R"({"id": "x", "edition": "1"})")}).value(),
      px::RubricError);
}

TEST(Overlay, EveryIssueAtOnceWithItsPlace) {
  const auto checked = px::apply_overlays(base(), {overlay("o", R"(
    {"set": "9", "values": {"max": "3"}},
    {"remove": "1.9"},
    {"add": {"code": "1.1", "max": "1", "rule": {"yes_no": {"yes": "1", "no": "0"}}}, "under": "1"},
    {"add": {"code": "5", "max": "1", "rule": {"yes_no": {"yes": "1", "no": "0"}}}, "after": "1.1"},
    {"set": "1", "values": {"max": "3", "code": "4"}},
    {"set": "1"}, {"remove": "2", "under": "1"}, {"rename": "2"}, {"add": {"max": "1"}})")});
  EXPECT_EQ(codes(checked.issues()),
            (Codes{"code_unknown", "code_unknown", "code_duplicate", "code_unknown", "key_unknown",
                   "key_missing", "key_unknown", "key_unknown", "key_missing"}));
  const px::Issue& first = checked.issues()[0];
  EXPECT_EQ(first.pointer, "/changes/0/set");
  EXPECT_EQ(first.line, 4u);
  EXPECT_EQ(first.column, 13u);
  EXPECT_EQ(first.message, "Overlay o: Unknown node code");
  EXPECT_EQ(checked.issues()[2].actual, "\"1.1\" of the base rubric");
}

TEST(Overlay, TwoThatDoNotKnowEachOther) {
  const std::string a = overlay("a", R"({"set": "1.2", "values": {"note": "a"}},
    {"add": {"code": "3", "max": "1", "rule": {"yes_no": {"yes": "1", "no": "0"}}}},
    {"set": "", "values": {"max": "7"}})");
  const std::string b = overlay("b", R"({"set": "1.2", "values": {"note": "b", "layer": "survey"}},
    {"add": {"code": "3", "max": "1", "rule": {"yes_no": {"yes": "1", "no": "0"}}}},
    {"remove": "1"})");
  const auto checked = px::apply_overlays(base(), {a, b});
  EXPECT_EQ(codes(checked.issues()),
            (Codes{"overlay_conflict", "code_duplicate", "overlay_conflict"}));
  EXPECT_EQ(checked.issues()[0].pointer, "/changes/0/values/note");
  EXPECT_EQ(checked.issues()[0].actual, "a change by overlay a");
  EXPECT_EQ(checked.issues()[1].actual, "\"3\" of overlay a");

  // Made for the result of a, the same changes are intended and allowed.
  const std::string c =
      overlay("c", R"({"set": "1.2", "values": {"note": "c"}})", R"({"id": "a", "edition": "1"})");
  const px::Overlaid stacked = px::apply_overlays(base(), {a, c});
  EXPECT_EQ(stacked.rubric.id(), "c");
  EXPECT_EQ(stacked.rubric.find("1.2")->note, "c");
  EXPECT_EQ(stacked.changes.size(), 4u);
}

TEST(Overlay, TwiceInOneFile) {
  const auto checked = px::apply_overlays(base(), {overlay("o", R"(
    {"set": "1.2", "values": {"note": "a"}}, {"set": "1.2", "values": {"note": "b"}})")});
  ASSERT_EQ(codes(checked.issues()), (Codes{"overlay_conflict"}));
  EXPECT_EQ(checked.issues()[0].actual, "a change by this overlay");
}

TEST(Overlay, WhatTheResultHasWrong) {
  // The maximum of 1 is the base's; the bands are the overlay's.
  const auto checked = px::apply_overlays(
      base(),
      {overlay(
          "o",
          R"({"add": {"code": "1.3", "max": "1", "rule": {"yes_no": {"yes": "2", "no": "0"}}}, "under": "1"})")});
  EXPECT_EQ(codes(checked.issues()), (Codes{"maximum_mismatch", "maximum_exceeded"}));
  EXPECT_EQ(checked.issues()[0].pointer.substr(0, 8), "/nodes/0");
  EXPECT_EQ(checked.issues()[0].line, 0u);
  EXPECT_EQ(checked.issues()[1].pointer.substr(0, 14), "/changes/0/add");
  EXPECT_EQ(checked.issues()[1].line, 3u);
}

TEST(Overlay, TextsThatAreNoOverlay) {
  EXPECT_EQ(codes(px::apply_overlays(base(), {"{"}).issues()), (Codes{"json_malformed"}));
  EXPECT_EQ(codes(px::apply_overlays(base(), {"[]"}).issues()), (Codes{"type_mismatch"}));
  EXPECT_EQ(codes(px::apply_overlays(base(), {R"({"parindex_overlay": 2, "id": "o", "edition": "1",
      "base": {"id": "sample", "edition": "2026"}, "changes": []})"})
                      .issues()),
            (Codes{"format_version"}));
}

}  // namespace
