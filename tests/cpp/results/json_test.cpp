// SPDX-License-Identifier: MIT
// The exact bytes that to_json writes for scores, rankings, traces and issues.
#include <parindex/io/json.hpp>

#include <gtest/gtest.h>

#include <string>

#include "rubric_texts.hpp"

namespace px = parindex;
using rubric_texts::smallest;
using rubric_texts::with;

namespace {

px::Table three_units() {
  px::Table table;
  table.units = {"A", "B \"2\"\n", "C"};
  table.columns = {{"1.done", {46, 70, "x"}}, {"1.planned", {50, 100, 7}}, {"2", {true, "no", 1}}};
  return table;
}

std::string fingerprint_of(const px::Plan& plan) {
  return "\"fingerprint\":\"" + plan.fingerprint() + "\"";
}

TEST(ResultJson, OfScores) {
  const px::Plan plan = px::compile(px::read_rubric(smallest));
  const px::Scores scores = px::score(plan, three_units());
  const std::string expected =
      R"({"units":[{"unit":"A","group":null,"points":"3","max":"3","index":"100.00","rank":null,"class":null,)"
      R"("nodes":{"1":{"points":"2","max":"2","index":"100.00","status":"ok"},)"
      R"("2":{"points":"1","max":"1","index":"100.00","status":"ok"}},"status":"ok"},)"
      R"({"unit":"B \"2\"\n","group":null,"points":"1","max":"3","index":"33.33","rank":null,"class":null,)"
      R"("nodes":{"1":{"points":"1","max":"2","index":"50.00","status":"ok"},)"
      R"("2":{"points":"0","max":"1","index":"0.00","status":"ok"}},"status":"ok"},)"
      R"({"unit":"C","group":null,"points":null,"max":null,"index":null,"rank":null,"class":null,)"
      R"("nodes":{"1":{"points":null,"max":null,"index":null,"status":"error"},)"
      R"("2":{"points":"1","max":"1","index":"100.00","status":"ok"}},"status":"error","issues":)";
  ASSERT_EQ(scores.issues().size(), 1u);
  const std::string text = px::to_json(scores);
  const std::size_t origin =
      text.find(R"(,"rubric":{"id":"smallest","edition":"2026","digest":"sha256:)");
  EXPECT_EQ(text.substr(0, origin),
            expected + px::to_json(scores.issues()) + "}]," + fingerprint_of(plan));
  ASSERT_NE(origin, std::string::npos);
  EXPECT_EQ(
      text.substr(text.find(R"("engine")")),
      R"("engine":")" + std::string(px::version) + R"(","data":")" + scores.data_digest() + "\"}");
}

TEST(ResultJson, OfGroupsRoundedPointsAndRanks) {
  // The total is rounded to 1 digit and shows it; indices stay exact, and thirds are fractions.
  const std::string text =
      with(with(smallest, R"("missing": "error")",
                R"("missing": "error", "rounding": {"digits": 1, "mode": "half_up"})"),
           R"({"digits": 2, "mode": "half_up"})", "\"exact\"");
  px::Table table = three_units();
  table.groups = {"north", "south", "north"};
  table.columns[0].cells[2] = 7;
  const px::Scores scores = px::score(px::compile(px::read_rubric(text)), table);
  px::RankRule rule;
  rule.on = px::Figure::points;
  rule.stage = px::FigureStage::rounded;
  rule.ties = px::Ties::ordinal;
  rule.tie_break = {"2"};
  const px::Ranking ranking = px::rank(scores, rule);

  const std::string all = px::to_json(scores, &ranking);
  EXPECT_NE(all.find(R"({"unit":"A","group":"north","points":"3.0","max":"3","index":"100",)"
                     R"("rank":1,"class":null,)"),
            std::string::npos)
      << all;
  EXPECT_NE(
      all.find(
          R"("group":"south","points":"1.0","max":"3","index":"100/3","rank":3,"class":null,)"),
      std::string::npos)
      << all;

  EXPECT_EQ(
      px::to_json(ranking, scores),
      R"({"rule":{"on":"points","stage":"rounded","ties":"ordinal","tie_break":["2"],)"
      R"("within":"all"},"entries":[)"
      R"({"unit":"A","group":"north","rank":1,"label":"=1","tied":true,"value":"3.0",)"
      R"("class":null,"reason":null,"reason_vi":null},)"
      R"({"unit":"C","group":"north","rank":1,"label":"=1","tied":true,"value":"3.0",)"
      R"("class":null,"reason":null,"reason_vi":null},)"
      R"({"unit":"B \"2\"\n","group":"south","rank":3,"label":"3","tied":false,"value":"1.0",)"
      R"("class":null,"reason":null,"reason_vi":null}],"issues":)" +
          px::to_json(ranking.issues) + "," + fingerprint_of(scores.plan()) + "}");
  ASSERT_EQ(ranking.issues.size(), 1u);
}

TEST(ResultJson, OfUnitsWithoutARank) {
  px::Table table = three_units();
  table.unranked = {false, true, false};
  const px::Scores scores = px::score(px::compile(px::read_rubric(smallest)), table);
  const px::Ranking ranking = px::rank(scores, px::RankRule{});
  const std::string all = px::to_json(ranking, scores);
  EXPECT_NE(all.find(R"("unit":"B \"2\"\n","group":null,"rank":null,"label":"","tied":false,)"),
            std::string::npos)
      << all;
  EXPECT_NE(all.find(R"("unit":"C","group":null,"rank":null,"label":"","tied":false,)"
                     R"("value":null,"class":null,"reason":")" +
                     ranking.find(2)->reason + "\""),
            std::string::npos)
      << all;
}

TEST(ResultJson, OfATrace) {
  const std::string text =
      with(smallest, R"({"code": "1", "max": "2",)",
           R"({"code": "1", "max": "2", "layer": "self", "title": {"vi": "Kế hoạch", "en": "Plan"},
               "source": {"document": "1/QĐ"}, "rounding": {"digits": 1, "mode": "floor"},)");
  const px::Scores scores = px::score(px::compile(px::read_rubric(text)), three_units());
  const px::Trace trace = px::explain(scores, "B \"2\"\n");
  const std::string leaf =
      R"({"code":"1","title":{"en":"Plan","vi":"Kế hoạch"},"kind":"bands","layer":"self",)"
      R"("status":"ok","inputs":[{"name":"done","column":"1.done","value":"70","layer":null,)"
      R"("date":null,"author":null},{"name":"planned","column":"1.planned","value":"100",)"
      R"("layer":null,"date":null,"author":null}],"quantity":"70",)"
      R"("quantity_text":"100 * done / planned","branch":"/rule/bands/steps/1","branch_text":")" +
      trace.find("1")->branch_text +
      R"(","steps":[{"kind":"inputs","pointer":"","text":"bands: done = 70, planned = 100",)"
      R"("text_vi":"khoảng: done = 70, planned = 100","title":{},"points":null},)"
      R"({"kind":"quantity","pointer":"","text":"x = 100 * done / planned = 70",)"
      R"("text_vi":"x = 100 * done / planned = 70","title":{},"points":null},{"kind":"branch",)"
      R"("pointer":"/rule/bands/steps/1","text":"70 <= x <= 90 gives 1",)"
      R"("text_vi":"70 <= x <= 90: được 1 điểm","title":{},)"
      R"("points":"1"}],"weight":null,"exact":"1","rounding":{"digits":1,"mode":"floor"},"points":"1.0",)"
      R"("declared_max":"2","max":"2","index_rounding":{"digits":2,"mode":"half_up"},)"
      R"("index":"50.00","lost":"1","source":{"document":"1/QĐ","date":null,"clause":null,)"
      R"("url":null,"note":null},"issues":[],"children":[]})";
  EXPECT_EQ(px::to_json(*trace.find("1")), leaf);
  const std::string all = px::to_json(trace);
  EXPECT_EQ(all.rfind(R"({"code":"","title":{},"kind":"sum","layer":null,"status":"ok",)", 0), 0u);
  EXPECT_NE(all.find("\"children\":[" + leaf + ",{"), std::string::npos) << all;
}

TEST(ResultJson, OfEveryKindOfCell) {
  px::Trace trace;
  for (const px::Cell& cell :
       {px::Cell(), px::Cell(true), px::Cell(px::Rational::ratio(1, 3)), px::Cell("on_time"),
        px::Cell(std::numeric_limits<double>::infinity())}) {
    trace.inputs.push_back({"x", "x", cell, std::nullopt});
  }
  std::string values;
  const std::string all = px::to_json(trace);
  for (std::size_t at = all.find("\"value\":"); at != std::string::npos;
       at = all.find("\"value\":", at + 1)) {
    values += all.substr(at + 8, all.find(",\"layer\"", at) - at - 8) + ' ';
  }
  EXPECT_EQ(values.substr(0, values.find("on_time") + 9), "null true \"1/3\" \"on_time\" ");
  EXPECT_NE(values.find("inf"), std::string::npos) << values;
}

TEST(ResultJson, OfIssues) {
  px::Issue issue;
  issue.code = px::issue::value_type.code;
  issue.message = "a\tb";
  issue.expected = "\x01";
  issue.actual = "c\\d\x7f";
  issue.pointer = "/nodes/0";
  issue.line = 1;
  issue.column = 2;
  issue.row = 3;
  issue.unit = "Hà Nội \xff!";  // not UTF-8: replaced, because the output must be JSON
  issue.field = "1.done";
  EXPECT_EQ(px::to_json(px::Issues{issue}),
            R"([{"code":"value_type","severity":"error","message":"a\tb","expected":"\u0001",)"
            "\"actual\":\"c\\\\d\x7f\","
            R"("pointer":"/nodes/0","line":1,"column":2,"row":3,"unit":"Hà Nội \ufffd!",)"
            R"("field":"1.done","file":""}])");
  EXPECT_EQ(px::to_json(px::Issues{}), "[]");
}

}  // namespace
