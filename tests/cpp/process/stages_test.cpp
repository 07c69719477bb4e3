// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "assessment_sample.hpp"

#include <parindex/io/assessment_json.hpp>

#include "sample.hpp"

namespace px = parindex;
using namespace sample;

namespace {

/// Self-scoring in January and, as an explanation, in early March; appraisal from the middle of
/// January on; the survey has the same days as the appraisal.
std::vector<px::Stage> stages() {
  return {{"scoring", {{"vi", "Tự chấm điểm"}}, {"self"}, "2021-01-05", "2021-01-31"},
          {"appraisal", {}, {"first", "second", "survey"}, "2021-01-20", "2021-03-31"},
          {"explanation", {}, {"self"}, "2021-03-01", "2021-03-10"}};
}

px::AssessmentDraft round_of(std::vector<px::Observation> observations = {}) {
  px::AssessmentDraft made;
  made.units = {{"A", "", true}, {"B", "", true}};
  made.observations = std::move(observations);
  made.stages = stages();
  return made;
}

px::Observation self_mark(std::string date, std::string unit = "A", std::string code = "2") {
  auto made = seen(std::move(code), "value", "self", px::Cell("yes"), std::move(date));
  made.unit = std::move(unit);
  return made;
}

/// `expected` and `actual` of the only issue, or every issue if there is not exactly one.
std::string refused(px::AssessmentDraft draft, const px::Plan& of = plan()) {
  const px::Issues issues = px::check(of, std::move(draft)).issues();
  if (issues.size() == 1) {
    return issues[0].code + " " + issues[0].pointer + ": " + issues[0].expected + ", not " +
           issues[0].actual;
  }
  std::string text;
  for (const px::Issue& issue : issues) text += issue.to_string() + "\n";
  return text;
}

/// The issues of a snapshot in which one text was replaced by another.
std::string changed(std::string text, std::string_view part, std::string_view other) {
  const std::size_t at = text.find(part);
  if (at == std::string::npos) return "not there";
  std::string codes;
  const px::Issues issues = px::read_snapshot(text.replace(at, part.size(), other)).issues();
  for (const px::Issue& issue : issues) {
    codes += issue.code + "; ";
  }
  return codes;
}

TEST(Stages, TakeObservationsFromTheirFirstDayToTheirLast) {
  EXPECT_EQ(refused(round_of({self_mark("2021-01-04")})),
            "stage_locked /observations/0/date: from 2021-01-05, not 2021-01-04");
  for (const char* day : {"2021-01-05", "2021-01-20", "2021-01-31", "2021-03-01", "2021-03-10"}) {
    EXPECT_EQ(refused(round_of({self_mark(day)})), "") << day;
  }
  EXPECT_EQ(refused(round_of({self_mark("2021-02-01")})),
            "stage_locked /observations/0/date: until 2021-01-31 or from 2021-03-01, not "
            "2021-02-01");
  EXPECT_EQ(refused(round_of({self_mark("2021-03-11")})),
            "stage_locked /observations/0/date: until 2021-03-10, not 2021-03-11");
}

TEST(Stages, LockEvidenceAndExplanationsAsWell) {
  auto late = self_mark("2021-02-03");
  late.value.reset();
  late.note = "the register was lost";
  EXPECT_EQ(refused(round_of({late})).substr(0, 12), "stage_locked");
}

TEST(Stages, OfOtherLayersDoNotMatter) {
  auto mark = seen("2", "value", "first", px::Cell("yes"), "2021-02-03");
  EXPECT_EQ(refused(round_of({mark})), "");
  mark.date = "2021-01-19";
  EXPECT_EQ(refused(round_of({mark})),
            "stage_locked /observations/0/date: from 2021-01-20, not 2021-01-19");
}

TEST(Stages, ALayerThatNoneNamesTakesNothingOnceThereAreStages) {
  auto made = round_of({self_mark("2021-01-05")});
  made.stages = {stages()[1]};
  EXPECT_EQ(refused(made), "stage_missing /observations/0/layer: first, second, survey, not self");
  made.stages.clear();
  EXPECT_EQ(refused(made), "");
}

TEST(Stages, AreChecked) {
  auto made = round_of();
  made.stages = {{"one", {}, {"self", "third", "self"}, "2021-01-05", "2021-02-30"},
                 {"one", {}, {}, "2021-01-05", "2021-01-04"},
                 {"a b", {}, {"first"}, "2021-01-05", "2021-01-05"}};
  EXPECT_EQ(found(made),
            "layer_unknown /stages/0/layers/1; id_duplicate /stages/0/layers/2; "
            "date_malformed /stages/0/until; id_duplicate /stages/1/id; "
            "stage_empty /stages/1/layers; stage_dates /stages/1/until; "
            "code_invalid /stages/2/id; ");
  // A malformed stage does not also cause observations to be rejected.
  made.observations = {self_mark("2031-01-05")};
  EXPECT_EQ(found(made).find("stage_locked"), std::string::npos);
}

TEST(Stages, OfOneLayerShareNoDay) {
  auto made = round_of();
  made.stages[2].from = "2021-02-01";
  EXPECT_EQ(found(made), "");
  made.stages[2].from = "2021-01-31";
  EXPECT_EQ(refused(made), "stage_overlap /stages/2/from: after 2021-01-31, not 2021-01-31");
  // The long first one overlaps both others, which do not overlap each other.
  made.stages = {{"long", {}, {"self", "first"}, "2021-01-01", "2021-12-31"},
                 {"spring", {}, {"self", "first"}, "2021-03-01", "2021-03-31"},
                 {"summer", {}, {"self"}, "2021-06-01", "2021-06-30"}};
  EXPECT_EQ(found(made), "stage_overlap /stages/1/from; stage_overlap /stages/2/from; ");
}

TEST(Stages, HaveALimit) {
  auto made = round_of();
  made.stages.clear();
  for (std::size_t i = 0; i < px::limits().stages; ++i) {
    const std::string day = px::date_text(18000 + static_cast<px::Day>(i));
    made.stages.push_back({"s" + std::to_string(i), {}, {"self"}, day, day});
  }
  EXPECT_EQ(found(made), "");
  made.stages.push_back({"more", {}, {"self"}, "2031-01-01", "2031-01-01"});
  EXPECT_EQ(refused(made), "stage_limit /stages: at most 100, not 101");
}

px::Reopening reopening(std::string date, std::string until, std::string unit = "",
                        std::string code = "") {
  return {"scoring",   std::move(unit),        std::move(code), std::move(until),
          "Sở Nội vụ", "the network was down", std::move(date)};
}

TEST(Reopenings, TakeObservationsFromTheDayOfTheirRecordToTheirLast) {
  auto made = round_of({self_mark("2021-02-03")});
  made.reopenings = {reopening("2021-02-03", "2021-02-05")};
  EXPECT_EQ(refused(made), "");
  made.observations[0].date = "2021-02-05";
  EXPECT_EQ(refused(made), "");
  made.observations[0].date = "2021-02-06";
  EXPECT_EQ(refused(made),
            "stage_locked /observations/0/date: until 2021-02-05 or from 2021-03-01, not "
            "2021-02-06");
  // Observations rejected before the reopening stay rejected.
  made.observations[0].date = "2021-02-02";
  EXPECT_EQ(refused(made),
            "stage_locked /observations/0/date: until 2021-01-31 or from 2021-02-03, not "
            "2021-02-02");
}

TEST(Reopenings, HoldForTheirUnitAndTheirNodeOnly) {
  auto draft_of = process();
  draft_of.root.children[0] = sample::group("1", 5, {plan_leaf("1.1"), yes_no_leaf("1.2", 3)});
  draft_of.root.max = 13;
  const px::Plan nested = px::compile(px::check(draft_of));
  const auto ask = [&](std::string unit, std::string code, px::Observation about) {
    auto made = round_of({std::move(about)});
    made.reopenings = {reopening("2021-02-01", "2021-02-05", std::move(unit), std::move(code))};
    return refused(made, nested).substr(0, 12);
  };
  const char* day = "2021-02-03";
  EXPECT_EQ(ask("", "", self_mark(day, "A", "1.2")), "");
  EXPECT_EQ(ask("A", "", self_mark(day, "A", "1.2")), "");
  EXPECT_EQ(ask("A", "", self_mark(day, "B", "1.2")), "stage_locked");
  EXPECT_EQ(ask("", "1.2", self_mark(day, "B", "1.2")), "");
  EXPECT_EQ(ask("", "1", self_mark(day, "B", "1.2")), "");
  EXPECT_EQ(ask("", "1.1", self_mark(day, "B", "1.2")), "stage_locked");
  EXPECT_EQ(ask("", "1", self_mark(day, "B", "2")), "stage_locked");
  EXPECT_EQ(ask("A", "1", self_mark(day, "A", "1.2")), "");
  EXPECT_EQ(ask("A", "1", self_mark(day, "B", "1.2")), "stage_locked");
}

TEST(Reopenings, OfAnotherStageOfTheLayerCountOnlyForTheirOwnDays) {
  auto made = round_of({self_mark("2021-03-11")});
  made.reopenings = {reopening("2021-02-03", "2021-02-05")};
  EXPECT_EQ(refused(made).substr(0, 12), "stage_locked");
  made.reopenings.push_back(reopening("2021-03-11", "2021-03-11"));
  made.reopenings.back().stage = "appraisal";  // with other layers
  made.reopenings.back().until = "2021-04-11";
  EXPECT_EQ(refused(made).substr(0, 12), "stage_locked");
  made.reopenings.push_back(reopening("2021-03-11", "2021-03-11"));
  made.reopenings.back().stage = "explanation";
  EXPECT_EQ(refused(made), "");
}

TEST(Reopenings, AreChecked) {
  const auto codes = [](px::Reopening one) {
    auto made = round_of();
    made.reopenings = {std::move(one)};
    return found(made);
  };
  auto one = reopening("2021-02-03", "2021-02-05");
  EXPECT_EQ(codes(one), "");
  one.stage = "survey";
  one.unit = "C";
  one.code = "9";
  one.by = "";
  one.reason = "";
  one.date = "3/2/2021";
  one.until = "";
  EXPECT_EQ(codes(one),
            "stage_unknown /reopenings/0/stage; unit_unknown /reopenings/0/unit; "
            "code_unknown /reopenings/0/code; reopening_unexplained /reopenings/0/by; "
            "reopening_unexplained /reopenings/0/reason; date_malformed /reopenings/0/date; "
            "date_malformed /reopenings/0/until; ");
  EXPECT_EQ(codes(reopening("2021-01-05", "2021-02-01")), "");  // longer from the start
  EXPECT_EQ(codes(reopening("2021-01-04", "2021-02-01")), "stage_dates /reopenings/0/date; ");
  EXPECT_EQ(codes(reopening("2021-01-10", "2021-01-31")), "stage_dates /reopenings/0/until; ");
  EXPECT_EQ(codes(reopening("2021-02-03", "2021-02-03")), "");
  EXPECT_EQ(codes(reopening("2021-02-03", "2021-02-02")), "stage_dates /reopenings/0/until; ");
}

TEST(Reopenings, AreOnlyEverAddedInTheOrderOfTheirDays) {
  auto made = round_of({self_mark("2021-01-05")});
  const px::Assessment first = px::check(plan(), made);
  const auto second = px::reopen(first, reopening("2021-02-03", "2021-02-05", "A", "2"));
  ASSERT_TRUE(second);
  const auto third = px::reopen(*second, reopening("2021-02-03", "2021-02-04"));
  ASSERT_TRUE(third);
  EXPECT_EQ(first.reopenings().size(), 0u);
  EXPECT_EQ(third->reopenings().size(), 2u);
  EXPECT_EQ(third->reopenings_of("A", "2"), (std::vector<std::size_t>{0, 1}));
  EXPECT_EQ(third->reopenings_of("A", "1"), (std::vector<std::size_t>{1}));
  EXPECT_EQ(third->reopenings_of("B", "2"), (std::vector<std::size_t>{1}));
  const auto backdated = px::reopen(*third, reopening("2021-02-02", "2021-02-09"));
  ASSERT_FALSE(backdated);
  EXPECT_EQ(backdated.issues().at(0).code, "date_order");
  EXPECT_EQ(backdated.issues().at(0).pointer, "/reopenings/2/date");
  EXPECT_EQ(backdated.issues().at(0).expected, "2021-02-03 or later");
  // Appended observations are checked with the existing reopenings.
  EXPECT_TRUE(px::append(*third, {self_mark("2021-02-04", "B")}));
  EXPECT_FALSE(px::append(*third, {self_mark("2021-02-05", "B")}));
  EXPECT_TRUE(px::append(*third, {self_mark("2021-02-05", "A")}));
}

TEST(StagesOn, SaysWhatEachStageIsOnADay) {
  auto made = round_of();
  made.reopenings = {reopening("2021-01-30", "2021-02-05", "A"),
                     reopening("2021-02-04", "2021-02-08")};
  const px::Assessment assessment = px::check(plan(), made);
  const auto on = [&](const char* date) {
    std::string text;
    for (const px::StageState& state : px::stages_on(assessment, date).value()) {
      text += std::string(px::to_string(state.status));
      for (const std::size_t at : state.reopenings) text += " " + std::to_string(at);
      text += "; ";
    }
    return text;
  };
  EXPECT_EQ(on("2021-01-04"), "upcoming; upcoming; upcoming; ");
  EXPECT_EQ(on("2021-01-05"), "open; upcoming; upcoming; ");
  EXPECT_EQ(on("2021-01-31"), "open 0; open; upcoming; ");
  EXPECT_EQ(on("2021-02-01"), "reopened 0; open; upcoming; ");
  EXPECT_EQ(on("2021-02-05"), "reopened 0 1; open; upcoming; ");
  EXPECT_EQ(on("2021-02-08"), "reopened 1; open; upcoming; ");
  EXPECT_EQ(on("2021-02-09"), "closed; open; upcoming; ");
  EXPECT_EQ(on("2021-03-10"), "closed; open; open; ");
  EXPECT_EQ(on("2021-04-01"), "closed; closed; closed; ");
  const auto wrong = px::stages_on(assessment, "1/4/2021");
  ASSERT_EQ(wrong.issues().size(), 1u);
  EXPECT_EQ(wrong.issues()[0].code, "date_malformed");
  EXPECT_EQ(wrong.issues()[0].actual, "1/4/2021");
  EXPECT_THROW(wrong.value(), px::DataError);
}

TEST(RefusedOn, JudgesByTheDayOfArrival) {
  auto made = round_of({self_mark("2021-01-30"), self_mark("2021-01-31", "B"),
                        seen("2", "value", "first", px::Cell("yes"), "2021-02-01")});
  made.reopenings = {reopening("2021-02-01", "2021-02-02", "B")};
  const px::Assessment assessment = px::check(plan(), made);
  const auto on = [&](std::size_t first, const char* date) {
    std::string text;
    const px::Issues issues = px::refused_on(assessment, first, date);
    for (const px::Issue& issue : issues) {
      text +=
          issue.code + " " + issue.pointer + ": " + issue.expected + ", not " + issue.actual + "; ";
    }
    return text;
  };
  EXPECT_EQ(on(0, "2021-01-31"), "");
  EXPECT_EQ(on(0, "2021-02-02"),
            "stage_locked /observations/0: until 2021-01-31 or from "
            "2021-03-01, not 2021-02-02; ");
  EXPECT_EQ(on(1, "2021-02-02"), "");
  EXPECT_EQ(on(1, "2021-02-03").substr(0, 28), "stage_locked /observations/1");
  EXPECT_EQ(on(2, "2021-02-03"), "");
  EXPECT_EQ(on(2, "2021-04-01"),
            "stage_locked /observations/2: until 2021-03-31, not 2021-04-01; ");
  EXPECT_EQ(on(3, "2031-01-01"), "");
  EXPECT_EQ(on(0, "soon"), "date_malformed : a date such as 2021-02-15, not soon; ");
}

TEST(StagesJson, ReadBackAndAreInTheFingerprint) {
  auto made = round_of({self_mark("2021-02-03")});
  made.reopenings = {reopening("2021-02-03", "2021-02-05", "A", "2"),
                     reopening("2021-02-03", "2021-02-05")};
  const px::Assessment assessment = px::check(plan(), made);
  const auto again = px::read_assessment(plan(), px::to_json(assessment));
  ASSERT_TRUE(again) << again.issues().at(0).to_string();
  EXPECT_EQ(again->stages(), assessment.stages());
  EXPECT_EQ(again->reopenings(), assessment.reopenings());
  const px::Snapshot snapshot = px::freeze(assessment);
  const auto read = px::read_snapshot(snapshot.text);
  ASSERT_TRUE(read) << read.issues().at(0).to_string();
  EXPECT_EQ(px::freeze(*read).value().fingerprint, snapshot.fingerprint);
  EXPECT_EQ(changed(snapshot.text, "Tự chấm điểm", "Tự chấm"), "snapshot_mismatch; ");
  EXPECT_EQ(changed(snapshot.text, "network", "power"), "snapshot_mismatch; ");
  EXPECT_EQ(changed(snapshot.text, "2021-03-10", "2021-03-09"), "snapshot_mismatch; ");
}

TEST(StagesJson, IssuesHaveTheirPlaceInTheFile) {
  const std::string text = R"({"parindex_assessment": 1, "rubric": "sample", "edition": "2026",
 "units": [{"unit": "A"}],
 "stages": [{"id": "scoring", "layers": ["self"], "from": "2021-01-05", "until": "2021-01-31"}],
 "reopenings": [{"stage": "scoring", "unit": "", "code": "", "until": "2021-02-09", "by": "Sở",
   "date": "2021-02-01"}],
 "observations": [{"unit": "A", "code": "2", "layer": "self", "value": 1, "date": "2021-02-03"}]})";
  std::string found;
  const px::Issues issues = px::read_assessment(plan(), text).issues();
  for (const px::Issue& issue : issues) {
    found += issue.code + " " + issue.pointer + " " + std::to_string(issue.line) + "; ";
  }
  EXPECT_EQ(found,
            "key_missing /reopenings/0 4; unit_unknown /reopenings/0/unit 4; "
            "code_unknown /reopenings/0/code 4; ");
}

TEST(Merge, BehindARoundKeepsItsStagesAndItsMarks) {
  auto rubric = process();
  rubric.agencies = {{"home", {}, {"1", "2", "3"}, {}, {}}};
  const px::Plan led = px::compile(px::check(rubric));
  const px::Assessment round = px::check(led, round_of({self_mark("2021-01-05")}));
  const auto changed = [](std::string value, std::string date) {
    auto made = self_mark(std::move(date));
    made.value = px::Cell(std::move(value));
    return made;
  };
  const px::Merged merged = px::merge(round, {{"home", {changed("no", "2021-01-31")}}}, "self");
  EXPECT_EQ(merged.draft.stages, round.stages());
  ASSERT_EQ(merged.draft.observations.size(), 2u);
  EXPECT_EQ(merged.draft.observations[0], round.observations()[0]);
  // Leaf 2 of A has a value, and may get a new one; leaf 2 of B and both inputs of leaf 1 have
  // none.
  ASSERT_EQ(merged.issues.size(), 5u);
  for (const px::Issue& issue : merged.issues) {
    EXPECT_EQ(issue.code, "cell_omitted");
    EXPECT_FALSE(issue.unit == "A" && issue.field == "2");
  }
  EXPECT_TRUE(px::check(led, merged.draft));
  const px::Merged late = px::merge(round, {{"home", {changed("no", "2021-02-01")}}}, "self");
  EXPECT_EQ(refused(late.draft, led).substr(0, 36), "stage_locked /observations/1/date: u");
}

// ---- Files of evidence --------------------------------------------------------------------------

const std::string hash(64, 'a');

px::AssessmentDraft with_file(std::string file, std::optional<std::uint64_t> size,
                              std::string sha256) {
  auto made = story();
  made.observations[0].evidence = {{"report", "125/BC", std::move(file), size, std::move(sha256)}};
  return made;
}

TEST(Evidence, AFileHasANameASizeAndAHash) {
  EXPECT_EQ(found(with_file("", std::nullopt, "")), "");
  EXPECT_EQ(found(with_file("báo cáo.pdf", 0, hash)), "");
  const std::string at = " /observations/0/evidence/0; ";
  EXPECT_EQ(found(with_file("a.pdf", std::nullopt, "")), "evidence_incomplete" + at);
  EXPECT_EQ(found(with_file("a.pdf", 1, "")), "evidence_incomplete" + at);
  EXPECT_EQ(found(with_file("a.pdf", std::nullopt, hash)), "evidence_incomplete" + at);
  EXPECT_EQ(found(with_file("", 1, hash)), "evidence_incomplete" + at);
  EXPECT_EQ(refused(with_file("", 1, "")),
            "evidence_incomplete /observations/0/evidence/0: file, size and sha256, not no file, "
            "sha256");
}

TEST(Evidence, TheNameOfAFileLeavesNoFolder) {
  const std::string at = "file_name_invalid /observations/0/evidence/0/file; ";
  for (const char* name :
       {"..", ".", "/etc/passwd", "../a.pdf", "sub/a.pdf", "C:\\a.pdf", "a\n", "a\x7F", "a/"}) {
    EXPECT_EQ(found(with_file(name, 1, hash)), at) << name;
  }
  EXPECT_EQ(found(with_file(std::string("a\0b", 3), 1, hash)), at);
  for (const char* name : {"...", "..a", "a..b", ".hidden", " ", "=1+1.pdf", "-rf"}) {
    EXPECT_EQ(found(with_file(name, 1, hash)), "") << name;
  }
  EXPECT_EQ(found(with_file(std::string(px::EvidenceGiven::max_file_name, 'a'), 1, hash)), "");
  EXPECT_EQ(found(with_file(std::string(px::EvidenceGiven::max_file_name + 1, 'a'), 1, hash)), at);
}

TEST(Evidence, AHashIs64DigitsAndASizeIsExactInJson) {
  const std::string at = "sha256_malformed /observations/0/evidence/0/sha256; ";
  EXPECT_EQ(found(with_file("a", 1, std::string(64, '0'))), "");
  EXPECT_EQ(found(with_file("a", 1, std::string(64, 'f'))), "");
  EXPECT_EQ(found(with_file("a", 1, std::string(64, 'g'))), at);
  EXPECT_EQ(found(with_file("a", 1, std::string(64, 'A'))), at);
  EXPECT_EQ(found(with_file("a", 1, std::string(63, 'a'))), at);
  EXPECT_EQ(found(with_file("a", 1, std::string(65, 'a'))), at);
  EXPECT_EQ(found(with_file("a", px::EvidenceGiven::max_size, hash)), "");
  EXPECT_EQ(found(with_file("a", px::EvidenceGiven::max_size + 1, hash)),
            "number_out_of_range /observations/0/evidence/0/size; ");
}

TEST(EvidenceJson, FilesReadBackAndAreInTheFingerprint) {
  const px::Assessment assessment =
      px::check(plan(), with_file("kế hoạch.pdf", px::EvidenceGiven::max_size, hash));
  const auto again = px::read_assessment(plan(), px::to_json(assessment));
  ASSERT_TRUE(again) << again.issues().at(0).to_string();
  EXPECT_EQ(again->observations()[0].evidence, assessment.observations()[0].evidence);
  const px::Snapshot snapshot = px::freeze(assessment);
  EXPECT_NE(snapshot.text.find(R"("file":"kế hoạch.pdf","size":9007199254740991,"sha256":"aaaa)"),
            std::string::npos);
  EXPECT_EQ(changed(snapshot.text, "kế hoạch", "kế hoặch"), "snapshot_mismatch; ");
  EXPECT_EQ(changed(snapshot.text, "740991", "740990"), "snapshot_mismatch; ");
  EXPECT_EQ(changed(snapshot.text, "\"aaaa", "\"baaa"), "snapshot_mismatch; ");
}

TEST(EvidenceJson, WhatCannotBeASizeOrANameIsNamed) {
  const auto codes = [](const std::string& evidence) {
    const std::string text = R"({"parindex_assessment": 1, "rubric": "sample", "edition": "2026",
 "units": [{"unit": "A"}], "observations": [{"unit": "A", "code": "1", "input": "done",
 "layer": "self", "date": "2021-01-05", "evidence": [{"id": "report", )" +
                             evidence + "}]}]}";
    std::string found;
    const px::Issues issues = px::read_assessment(plan(), text).issues();
    for (const px::Issue& issue : issues) {
      found += issue.code + " " + issue.pointer.substr(issue.pointer.rfind('/')) + "; ";
    }
    return found;
  };
  const std::string named = R"("file": "a", "sha256": ")" + hash + R"(", "size": )";
  EXPECT_EQ(codes(named + "0"), "");
  EXPECT_EQ(codes(named + "1e3"), "");
  EXPECT_EQ(codes(named + "9007199254740991"), "");
  EXPECT_EQ(codes(named + "9007199254740992"), "number_out_of_range /size; ");
  EXPECT_EQ(codes(named + "-1"), "number_out_of_range /size; ");
  EXPECT_EQ(codes(named + "1.5"), "number_out_of_range /size; ");
  EXPECT_EQ(codes(named + "99999999999999999999999"), "number_out_of_range /size; ");
  EXPECT_EQ(codes(named + "\"1\""), "type_mismatch /size; ");
  EXPECT_EQ(codes(named + "null"), "type_mismatch /size; ");
  EXPECT_EQ(codes(R"("file": "", "sha256": "")"),
            "file_name_invalid /file; sha256_malformed /sha256; ");
}

// ---- Files of 0.1.0 -----------------------------------------------------------------------------

/// The exact output of 0.1.0.
constexpr std::string_view snapshot_0_1_0 =
    R"({"parindex_snapshot":1,"rubric":{"parindex":1,"id":"small","edition":"2026","max":"5",)"
    R"("aggregation":"sum","missing":"error","layer":"appraised","index_rounding":{"digits":2,)"
    R"("mode":"half_up"},"layers":[{"id":"self"},{"id":"appraised"},{"id":"survey",)"
    R"("apart":true}],"agencies":[{"id":"home","title":{"vi":"Nội vụ"},"lead":["1.10"]},)"
    R"({"id":"it","lead":["2","3"],"coordinate":[{"codes":["1.10"],"if_any":true}]}],)"
    R"("nodes":[{"code":"1.10","title":{"vi":"Kế hoạch"},"max":"2","evidence":[{"id":"report",)"
    R"("title":{"vi":"Báo cáo"}}],"inputs":[{"name":"done","type":"count",)"
    R"("title":{"vi":"Hoàn thành"}},{"name":"planned","type":"count","min":"1"}],)"
    R"("rule":{"proportional":{"on":{"percent":["done","planned"],"max":"100"},)"
    R"("full_at":"100"}}},{"code":"2","max":"1","rule":{"yes_no":{"yes":"1","no":"0"}}},)"
    R"({"code":"3","max":"2","layer":"survey","rule":{"direct":{"min":"0","max":"2"}}}]},)"
    R"("units":[{"unit":"A"}],"observations":[{"unit":"A","code":"1.10","input":"done",)"
    R"("layer":"self","value":"10","evidence":[{"id":"report","reference":"1/BC"}],)"
    R"("date":"2026-01-05"},{"unit":"A","code":"1.10","input":"planned","layer":"self",)"
    R"("value":"10","date":"2026-01-05"},{"unit":"A","code":"2","layer":"self","value":true,)"
    R"("date":"2026-01-05"},{"unit":"A","code":"1.10","input":"done","layer":"appraised",)"
    R"("value":"9","date":"2026-02-01","author":"Tổ thẩm định"},{"unit":"A","code":"1.10",)"
    R"("input":"planned","layer":"appraised","value":"10","date":"2026-02-01"},{"unit":"A",)"
    R"("code":"2","layer":"appraised","value":"có","date":"2026-02-01"},{"unit":"A","code":"3",)"
    R"("layer":"survey","value":"1.5","date":"2026-03-01"}],)"
    R"("fingerprint":"sha256:c783dd45be34855c3b43c9c0482cb6e8efdf037768e92eea344168fc1ef4824c"})";

TEST(Snapshot, OfVersion010ReadsAndHasTheSameFingerprint) {
  const auto read = px::read_snapshot(snapshot_0_1_0);
  ASSERT_TRUE(read) << read.issues().at(0).to_string();
  const px::Snapshot again = px::freeze(*read);
  EXPECT_EQ(again.text, snapshot_0_1_0);
  EXPECT_EQ(again.fingerprint,
            "sha256:c783dd45be34855c3b43c9c0482cb6e8efdf037768e92eea344168fc1ef4824c");
  EXPECT_TRUE(read->stages().empty());
}

}  // namespace
