// SPDX-License-Identifier: MIT
// Reading rubric files: the contents, the places of issues, and the round trip through to_json.
#include <parindex/io/json.hpp>

#include <gtest/gtest.h>

#include <clocale>
#include <fstream>
#include <string>
#include <vector>

#include "rubric_texts.hpp"

namespace px = parindex;
using namespace px::literals;
using rubric_texts::complete;
using rubric_texts::smallest;
using rubric_texts::with;

namespace {

std::string list(const px::Issues& issues) {
  std::string text;
  for (const px::Issue& issue : issues) text += issue.to_string() + '\n';
  return text;
}

/// Removes the marks from a text and returns their lines and columns: "2:45 8:19".
std::string take_marks(std::string& text) {
  std::string out;
  std::string plain;
  std::size_t line = 1;
  std::size_t column = 1;
  for (const char c : text) {
    if (c == '@') {
      out += (out.empty() ? "" : " ") + std::to_string(line) + ":" + std::to_string(column);
      continue;
    }
    plain += c;
    const bool continuation = (static_cast<unsigned char>(c) & 0xC0) == 0x80;
    if (!continuation) ++column;
    if (c == '\n') {
      ++line;
      column = 1;
    }
  }
  text = plain;
  return out;
}

struct Found {
  std::string issues;  ///< code and pointer of each: "key_missing /nodes/0, ..."
  std::string places;  ///< line and column of each
};

Found find_issues(const std::string& text) {
  Found out;
  const px::Checked<px::Rubric> checked = px::read_rubric(text);
  for (const px::Issue& issue : checked.issues()) {
    out.issues += (out.issues.empty() ? "" : ", ") + issue.code + " " + issue.pointer;
    out.places += (out.places.empty() ? "" : " ") + std::to_string(issue.line) + ":" +
                  std::to_string(issue.column);
  }
  return out;
}

/// Issues at exactly the marks @ in the text, in this order.
void expect_issues(std::string marked, const std::string& issues) {
  const std::string places = take_marks(marked);
  const Found found = find_issues(marked);
  EXPECT_EQ(found.issues, issues);
  EXPECT_EQ(found.places, places) << issues;
}

px::Issue only(const std::string& text) {
  const px::Checked<px::Rubric> checked = px::read_rubric(text);
  EXPECT_FALSE(checked) << text.substr(0, 200);
  EXPECT_EQ(checked.issues().size(), 1u) << list(checked.issues());
  return checked.issues().empty() ? px::Issue{} : checked.issues().front();
}

/// A rubric whose second leaf gives `points` for yes; only reading is tested, not the check.
std::string with_points(const std::string& points) {
  return with(smallest, "\"yes\": \"1\"", "\"yes\": " + points);
}

TEST(Read, TheSmallestFile) {
  const px::Rubric rubric = px::read_rubric(smallest);
  EXPECT_TRUE(rubric.warnings().empty());
  EXPECT_EQ(rubric.id(), "smallest");
  EXPECT_EQ(rubric.root().max, px::Rational(3));
  EXPECT_EQ(rubric.draft().index_rounding, px::Rounding(2, px::RoundingMode::half_up));
  ASSERT_EQ(rubric.root().children.size(), 2u);
  const auto& bands = std::get<px::Bands>(*rubric.find("1")->rule);
  EXPECT_EQ(bands.on.kind, px::Quantity::Kind::percent);
  EXPECT_EQ(bands.on.denominator, "planned");
  ASSERT_EQ(bands.steps.size(), 3u);
  EXPECT_EQ(bands.steps[0].lower, (px::Bound{90, false}));
  EXPECT_EQ(bands.steps[1].lower, (px::Bound{70, true}));
  EXPECT_EQ(bands.steps[1].upper, (px::Bound{90, true}));
  EXPECT_FALSE(bands.steps[2].lower);
}

TEST(Read, EveryKeyArrivesInTheDraft) {
  const px::Checked<px::Rubric> checked = px::read_rubric(complete);
  ASSERT_TRUE(checked) << list(checked.issues());
  const px::RubricDraft& draft = checked->draft();
  EXPECT_EQ(draft.title.at("en"), "Every key");
  EXPECT_EQ(draft.source->clause, "Điều 1");
  EXPECT_EQ(draft.part, "all of it");
  EXPECT_EQ(draft.root.note, "a note");
  EXPECT_EQ(draft.root.layer, "self");
  EXPECT_EQ(draft.root.rounding, px::Rounding(3, px::RoundingMode::half_even));
  EXPECT_EQ(draft.root.provenance, px::Provenance::illustrative);
  EXPECT_EQ(draft.root.accept.size(), 1u);
  EXPECT_TRUE(draft.ranking->by_group);
  EXPECT_EQ(draft.ranking->tie_break, (std::vector<std::string>{"1", "2.1"}));
  ASSERT_EQ(draft.agencies.size(), 2u);
  EXPECT_EQ(draft.agencies[0].except, std::vector<std::string>{"1.2"});
  EXPECT_TRUE(draft.agencies[0].coordinate[0].if_any);
  EXPECT_FALSE(draft.agencies[0].coordinate[1].if_any);
  EXPECT_EQ(draft.root.children[0].rounding, px::Rounding(2, px::RoundingMode::floor));
  EXPECT_EQ(draft.root.children[0].missing, px::MissingPolicy::zero);
  const px::Rubric& rubric = *checked;
  EXPECT_EQ(rubric.find("2.1")->weight, px::Rational::ratio(1, 3));
  EXPECT_EQ(rubric.find("1.1")->evidence[1].id, "report");
  EXPECT_EQ(rubric.find("1.1")->inputs[1].step, px::Rational(1));
  const auto& online = std::get<px::Proportional>(*rubric.find("2.1")->rule);
  EXPECT_EQ(online.cut_off, (px::CutOff{{50, false}, 0}));
  EXPECT_EQ(online.on.when_zero, px::MissingPolicy::exclude);
  EXPECT_EQ(online.on.max, px::Rational(100));
  const auto& ratio = std::get<px::Proportional>(*rubric.find("2.2")->rule);
  EXPECT_EQ(ratio.cut_off, (px::CutOff{{"0.1"_dec, true}, 0}));
  EXPECT_FALSE(ratio.cap);
  EXPECT_EQ(std::get<px::Direct>(*rubric.find("1.6")->rule).step, px::Rational("0.25"_dec));
  EXPECT_EQ(std::get<px::AllOf>(*rubric.find("1.4")->rule).items[1].title.at("en"), "Second");
}

TEST(Read, WarningsHavePlacesInsideTheRubricToo) {
  const px::Rubric rubric = px::read_rubric(complete);
  ASSERT_FALSE(rubric.warnings().empty());
  for (const px::Issue& issue : rubric.warnings()) EXPECT_GT(issue.line, 0u) << issue.to_string();
  EXPECT_EQ(rubric.warnings(), px::read_rubric(complete).issues());
}

TEST(RoundTrip, ReadingWhatWasWrittenGivesAnEqualDraft) {
  for (const std::string& text :
       {smallest, complete, with(smallest, R"({"digits": 2, "mode": "half_up"})", R"("exact")")}) {
    const px::Rubric rubric = px::read_rubric(text);
    const std::string written = px::to_json(rubric);
    const px::Checked<px::Rubric> again = px::read_rubric(written);
    ASSERT_TRUE(again) << list(again.issues()) << written;
    EXPECT_TRUE(again->draft() == rubric.draft()) << written;
    EXPECT_EQ(px::to_json(*again), written);
  }
}

TEST(RoundTrip, OneWayToWriteEachRubric) {
  // Another order, spacing, spelling of numbers and stated defaults give the same text.
  const std::string other = R"({"nodes": [
    {"rule": {"bands": {"steps": [{"points": 2e0, "above": 90.0}, {"to": "90.00", "from": 7e1,
      "points": "1"}, {"points": 0, "below": "140/2"}], "on": {"percent": ["done", "planned"]}}},
     "max": 2.0, "code": "1", "title": {}, "note": "", "evidence": [], "inputs": [
     {"type": "count", "name": "done"}, {"min": 1.0, "type": "count", "name": "planned"}]},
    {"rule": {"yes_no": {"no": -0, "yes": "1.0"}}, "max": "0001", "code": "\u0032"}],
    "index_rounding": {"mode": "half_up", "digits": "2"}, "missing": "error",
    "aggregation": "sum", "max": 30e-1, "edition": "2026", "id": "smallest", "parindex": 1.0})";
  EXPECT_EQ(px::to_json(px::read_rubric(other)), px::to_json(px::read_rubric(smallest)));
}

TEST(RoundTrip, TheWrittenTextStaysAsItIs) {
  EXPECT_EQ(px::to_json(px::read_rubric(smallest)), R"({
  "parindex": 1,
  "id": "smallest",
  "edition": "2026",
  "max": "3",
  "aggregation": "sum",
  "missing": "error",
  "index_rounding": {"digits": 2, "mode": "half_up"},
  "nodes": [
    {
      "code": "1",
      "max": "2",
      "inputs": [
        {"name": "done", "type": "count"},
        {"name": "planned", "type": "count", "min": "1"}
      ],
      "rule": {
        "bands": {
          "on": {"percent": ["done", "planned"]},
          "steps": [
            {"above": "90", "points": "2"},
            {"from": "70", "to": "90", "points": "1"},
            {"below": "70", "points": "0"}
          ]
        }
      }
    },
    {"code": "2", "max": "1", "rule": {"yes_no": {"yes": "1", "no": "0"}}}
  ]
}
)");
}

struct NumberCase {
  const char* text;
  const char* value;  ///< nullptr: not a number
};

class NumberText : public testing::TestWithParam<const char*> {
  void SetUp() override {
    if (std::setlocale(LC_ALL, GetParam()) == nullptr) {
      GTEST_SKIP() << "the locale " << GetParam() << " is not installed";
    }
  }
  void TearDown() override { std::setlocale(LC_ALL, "C"); }
};

// Under vi_VN the decimal separator is a comma, and every number of the file must still be read.
TEST_P(NumberText, IsReadExactly) {
  const NumberCase cases[] = {
      {"0.1", "0.1"},
      {"1e-1", "0.1"},
      {"\"0.1\"", "0.1"},
      {"-0.25", "-0.25"},
      {"-0.0", "0"},
      {"1E+2", "100"},
      {"12.50", "12.5"},
      {"\"1/3\"", "1/3"},
      {"\"-2/4\"", "-0.5"},
      {"\"007\"", "7"},
      {"0.1000000000000000055511151231257827021181583404541015625",
       "0.1000000000000000055511151231257827021181583404541015625"},
      {"9223372036854775807", "9223372036854775807"},
      {"-9223372036854775808", "-9223372036854775808"},
      {"18446744073709551615", "18446744073709551615"},
      {"18446744073709551616", "18446744073709551616"},
      {"123456789012345678901234567890", "123456789012345678901234567890"},
      {"\"\"", nullptr},
      {"\"0,25\"", nullptr},
      {"\"1.\"", nullptr},
      {"\".5\"", nullptr},
      {"\"+1\"", nullptr},
      {"\" 1\"", nullptr},
      {"\"1e\"", nullptr},
      {"\"1/0\"", nullptr},
      {"\"1/-2\"", nullptr},
      {"\"1.5/2\"", nullptr},
      {"\"nan\"", nullptr},
      {"\"0x10\"", nullptr},
      {"\"１\"", nullptr},
  };
  for (const NumberCase& c : cases) {
    // The lowest mark may have any value if the author accepts it, except one above the maximum.
    const std::string leaf = R"({"code": "2", "max": "1", "rule": {"yes_no": {"yes": "1", "no": )";
    const auto checked = px::read_rubric(with(
        smallest, leaf + "\"0\"}}",
        R"({"code": "2", "max": "1", "accept": {"minimum_below_zero": "", "minimum_above_zero": "",
            "maximum_exceeded": ""}, "rule": {"yes_no": {"yes": "1", "no": )" +
            std::string(c.text) + "}}"));
    if (c.value == nullptr) {
      ASSERT_FALSE(checked) << c.text;
      EXPECT_EQ(checked.issues().at(0).code, "number_malformed") << c.text;
      EXPECT_EQ(checked.issues().at(0).pointer, "/nodes/1/rule/yes_no/no") << c.text;
    } else {
      ASSERT_TRUE(checked) << c.text << '\n' << list(checked.issues());
      EXPECT_EQ(std::get<px::YesNo>(*checked->find("2")->rule).no.to_string(), c.value) << c.text;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Locales, NumberText, testing::Values("C", "vi_VN.UTF-8"),
                         [](const auto& each) { return std::string(each.param).substr(0, 1); });

TEST(Places, EveryIssueHasItsPointerLineAndColumn) {
  struct Case {
    const char* what;
    const char* by;  ///< with a mark at the place of the issue
    const char* issue;
  };
  const Case cases[] = {
      {"\"2026\"", "@2026", "type_mismatch /edition"},
      {"{\n  \"parindex\": 1, ", "@{\n", "key_missing "},
      {"\"sum\"", "@\"avg\"", "word_unknown /aggregation"},
      {"\"half_up\"", "@\"HALF_UP\"", "word_unknown /index_rounding/mode"},
      {"\"digits\": 2", "\"digits\": @19", "number_out_of_range /index_rounding/digits"},
      {"\"digits\": 2", "\"digits\": @1.5", "number_out_of_range /index_rounding/digits"},
      {R"({"digits": 2, "mode": "half_up"})", "@\"round\"", "word_unknown /index_rounding"},
      {R"({"digits": 2, "mode": "half_up"})", "@2", "type_mismatch /index_rounding"},
      {R"("aggregation")", R"(@"max": 4, "aggregation")", "key_duplicate /max"},
      {R"("max": "1")", R"(@"maxx": "1")", "key_unknown /nodes/1/maxx"},
      {R"("max": "1")", R"("max": "1", @"a/b~c": 1)", "key_unknown /nodes/1/a~1b~0c"},
      {R"({"code": "2", "max": "1")", R"(@{"code": "2", "title": {"vi": "Số đã", "en": @1})",
       "key_missing /nodes/1, type_mismatch /nodes/1/title/en"},
      {R"({"name": "done", "type": "count"})", "@\"done\"", "type_mismatch /nodes/0/inputs/0"},
      {R"("below": "70")", R"("below": @"70 %")",
       "number_malformed /nodes/0/rule/bands/steps/2/below"},
      {R"("above": "90")", R"("above": 90, @"from": 90)",
       "key_unknown /nodes/0/rule/bands/steps/0/from"},
      {R"("percent")", R"(@"percnt")", "key_unknown /nodes/0/rule/bands/on/percnt"},
      {R"(["done", "planned"])", R"(@["done"])", "type_mismatch /nodes/0/rule/bands/on/percent"},
      {R"({"percent": ["done", "planned"]})", R"({"value": "done", @"when_zero": "zero"})",
       "key_unknown /nodes/0/rule/bands/on/when_zero"},
      {R"("yes_no")", R"(@"yesno")", "key_unknown /nodes/1/rule/yesno"},
      {R"({"yes_no": {"yes": "1", "no": "0"}})", "@{}", "key_missing /nodes/1/rule"},
      {R"("max": "1")", R"("max": "1", @"aggregation": "sum")", "key_unknown /nodes/1/aggregation"},
      {R"("rule": {"yes_no": {"yes": "1", "no": "0"}})", R"("children": @[])",
       "rubric_empty /nodes/1/children"},
      {R"("max": "1")", R"("max": "1", "layer": @"")", "code_invalid /nodes/1/layer"},
      // Found by the check, placed by the reader.
      {R"("max": "3")", R"("max": @"4")", "maximum_mismatch /max"},
      {R"("code": "2")", R"("code": @"1")", "code_duplicate /nodes/1/code"},
      {R"({"percent": ["done", "planned"]})", R"({"percent": ["done", @"done "]})",
       "input_unknown /nodes/0/rule/bands/on/percent/1"},
      {R"({"from": "70")", R"(@{"from": "60")", "bands_overlap /nodes/0/rule/bands/steps/1"},
      {R"({"code": "2", "max": "1", "rule": {"yes_no": {"yes": "1", "no": "0"}}})",
       R"(@{"code": "2", "max": "1"})", "leaf_without_rule /nodes/1"},
  };
  for (const Case& c : cases) {
    std::string text = with(smallest, c.what, c.by);
    if (std::string(c.issue).rfind("input_unknown", 0) == 0) {
      // The input that is no longer read has its own issue.
      text = with(text, R"(, {"name": "planned", "type": "count", "min": 1})", "");
    }
    expect_issues(text, c.issue);
  }
}

TEST(Places, ColumnsCountCharactersAndAByteOrderMarkCountsNothing) {
  const std::string text = R"({"parindex": 1, "id": "đ", "edition": @1})";
  for (const std::string start : {"", "\xEF\xBB\xBF"}) {
    std::string plain = text;
    const std::string place = take_marks(plain);
    const px::Issues issues = px::read_rubric(start + plain).issues();
    ASSERT_FALSE(issues.empty());
    EXPECT_EQ(issues.front().column, 1u);
    EXPECT_EQ("1:" + std::to_string(issues.back().column), place);
  }
  expect_issues("{\r\n\t\"parindex\":\t@3}\r\n", "format_version /parindex");
}

TEST(Issues, AllOfAFileComeAtOnceAndInOrder) {
  std::string text = with(smallest, "\"id\": \"smallest\"", "\"id\": @null");
  text = with(text, "\"done\", \"type\"", "\"done\", @\"typ\"");
  text = with(text, "\"from\": \"70\"", "\"from\": @[]");
  text = with(text, "\"no\": \"0\"", "\"no\": @\"none\"");
  expect_issues(text,
                "type_mismatch /id, key_unknown /nodes/0/inputs/0/typ, "
                "type_mismatch /nodes/0/rule/bands/steps/1/from, "
                "number_malformed /nodes/1/rule/yes_no/no");
}

TEST(Issues, NameWhatWasExpected) {
  EXPECT_EQ(only(with(smallest, "\"max\": \"1\"", "\"mx\": \"1\"")).message,
            "Unknown key; did you mean \"max\"?");
  EXPECT_EQ(only(with(smallest, "\"max\": \"1\"", "\"mx\": \"1\"")).actual, "\"mx\"");
  EXPECT_EQ(only(with(smallest, "\"error\"", "\"skip\"")).expected,
            "one of error, zero, exclude, full");
  EXPECT_EQ(only(with(smallest, "\"id\": \"smallest\", ", "")).expected, "\"id\"");
  EXPECT_EQ(only(with(smallest, "\"yes\": \"1\"", "\"yes\": \"1\", \"qqqqq\": 0")).expected,
            "one of yes, no");
  const px::Issue wrong = only(with(smallest, "\"2026\"", "[1, 2]"));
  EXPECT_EQ(wrong.expected, "text");
  EXPECT_EQ(wrong.actual, "an array");
  const px::Issue clipped = only(with_points("\"" + std::string(500, 'x') + "\""));
  EXPECT_LT(clipped.actual.size(), 80u);
}

TEST(Issues, OfTheCheckComeTooUnlessTheyMayBeConsequences) {
  // Node 0 cannot be read completely: findings of the check about it and about the whole above it
  // may be consequences. The finding about node 1 is valid.
  std::string text = with(smallest, R"("max": "2")", R"("max": @"two")");
  expect_issues(text, "number_malformed /nodes/0/max");
  text = with(text, R"({"yes": "1")", R"(@{"yes": "5")");
  expect_issues(text, "number_malformed /nodes/0/max, maximum_exceeded /nodes/1/rule/yes_no");
  // With an unreadable root there are no findings.
  text = with(with(text, R"("missing": "error")", R"("missing": @1)"), "@{\"yes\"", "{\"yes\"");
  expect_issues(text, "type_mismatch /missing, number_malformed /nodes/0/max");
}

TEST(Issues, BelowAnUnreadableNodeMayBeConsequences) {
  // The policy of field 1 is misspelt, so its leaves seem to have none; leaf 2.1 has its own issue.
  std::string text = with(complete, R"("missing": "error",)", R"("missing": "zero",)");
  text = with(text, R"("missing": "zero", "provenance": "derived")",
              R"(@"missin": "zero", "provenance": "derived")");
  text = with(text, R"("full_at": "100")", R"("full_at": @"0")");
  expect_issues(text,
                "key_unknown /nodes/0/missin, "
                "number_out_of_range /nodes/1/children/0/rule/proportional/full_at");
}

TEST(Issues, AnotherVersionOfTheFormatIsAllThatIsSaid) {
  expect_issues(R"({"parindex": @3, "cells": []})", "format_version /parindex");
  expect_issues(with(smallest, "\"parindex\": 1", "\"parindex\": @\"1\""),
                "type_mismatch /parindex");
  expect_issues("@[]", "type_mismatch ");
}

TEST(Files, AreReadOrReported) {
  const std::string path = testing::TempDir() + "parindex_json_test.json";
  std::ofstream(path, std::ios::binary) << smallest;
  EXPECT_EQ(px::load_rubric(path).value().id(), "smallest");
  std::remove(path.c_str());

  for (const std::string& unreadable : {path, testing::TempDir()}) {
    const auto checked = px::load_rubric(unreadable);
    ASSERT_FALSE(checked);
    EXPECT_EQ(checked.issues().at(0).code, "file_unreadable");
    EXPECT_TRUE(checked.issues().at(0).actual.starts_with(unreadable));
    EXPECT_THROW(px::load_rubric(unreadable).value(), px::RubricError);
  }
}

TEST(Files, TheThrowingTwinsCarryEveryIssue) {
  try {
    px::read_rubric("{}").value();
    FAIL() << "nothing was thrown";
  } catch (const px::RubricError& error) {
    EXPECT_EQ(error.issues(), px::read_rubric("{}").issues());
    EXPECT_EQ(error.issues().size(), 8u) << error.what();  // the required keys
  }
}

}  // namespace
