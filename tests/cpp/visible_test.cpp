// SPDX-License-Identifier: MIT
// Invisible characters: no text of the library for people contains one.
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <parindex/detail/json_writer.hpp>
#include <parindex/engine/trace.hpp>
#include <parindex/io/json.hpp>
#include <parindex/testing/runner.hpp>

namespace px = parindex;
using px::detail::visible;
using px::detail::visible_json;
using px::detail::visible_lines;

namespace {

/// Clears the screen, sets the window title, reverses the direction; with marks of other kinds.
const std::string hostile =
    "\x1b[2J\x1b]0;t\x07\x7f\xc2\x9b\xe2\x80\xae\xe2\x80\x8b\xe2\x80\xa8\ttab\nline\r<&\">";

bool holds_hidden(std::string_view text, std::string_view but = "") {
  for (std::size_t at = 0; at < text.size();) {
    const auto found = px::detail::decode_code_point(text, at);
    const bool allowed = found.bytes == 1 && but.find(text[at]) != std::string_view::npos;
    if (px::detail::is_hidden(found.code) && !allowed) return true;
    at += found.bytes;
  }
  return false;
}

TEST(Visible, EscapesWhatIsNotSeenAndNothingElse) {
  EXPECT_EQ(visible("\x1b[2J"), "\\x1b[2J");
  EXPECT_EQ(visible("a\nb\tc"), "a\\x0ab\\x09c");
  EXPECT_EQ(visible("\xc2\x9b"), "\\x9b");
  EXPECT_EQ(visible("\xe2\x80\xae"), "\\u202e");
  EXPECT_EQ(visible("\xf3\xa0\x80\x81"), "\\U000e0001");
  EXPECT_EQ(visible("\xed\xa0\x80"), "\\ud800");
  EXPECT_EQ(visible("\xff"), "\\udcff");
  EXPECT_EQ(visible(std::string_view("\0", 1)), "\\x00");
  // Vietnamese, composed and with combining marks, and the characters next to it
  for (const char* plain : {"S\xE1\xBB\x9F N\xE1\xBB\x99i v\xE1\xBB\xA5", "So\xCC\x9B\xCC\x89",
                            "C:\\new\\table", "\xe2\x89\xa5 90 %", "\xf0\x9f\x98\x80", ""}) {
    EXPECT_EQ(visible(plain), plain);
  }
}

TEST(Visible, DifferentTextsStayDifferent) {
  // All texts of up to five of these parts.
  const std::vector<std::string> parts = {"\\", "\x1b", "x1b", "x", "1b"};
  std::vector<std::string> texts = {""};
  std::set<std::string> given = {""};
  std::set<std::string> seen = {""};
  for (std::size_t from = 0, length = 0; length < 5; ++length) {
    const std::size_t to = texts.size();
    for (; from < to; ++from) {
      for (const std::string& part : parts) {
        texts.push_back(texts[from] + part);
        given.insert(texts.back());
        seen.insert(visible(texts.back()));
      }
    }
  }
  EXPECT_EQ(seen.size(), given.size());
}

TEST(Visible, LinesKeepTheirEndsAndJsonItsValues) {
  EXPECT_EQ(visible_lines("a\tb\r\nc\rd\x1b\n"), "a\tb\r\nc\\x0dd\\x1b\n");
  EXPECT_EQ(visible_lines("\\x1b"), "\\x1b");
  EXPECT_EQ(visible_json("[\"\x7f\xc2\x9b\xe2\x80\xae\xf3\xa0\x80\x81\"]\n"),
            "[\"\\u007f\\u009b\\u202e\\udb40\\udc01\"]\n");
}

TEST(Visible, IssuesAndExceptions) {
  px::Issue issue;
  issue.code = px::issue::value_type.code;
  issue.message = issue.expected = issue.actual = hostile;
  issue.unit = issue.field = issue.file = issue.pointer = hostile;
  EXPECT_FALSE(holds_hidden(issue.to_string()));
  const px::DataError error(hostile, {issue});
  EXPECT_FALSE(holds_hidden(error.what(), "\n"));
  EXPECT_EQ(error.subject(), hostile);
  EXPECT_FALSE(holds_hidden(px::Error(hostile).what()));
}

std::string quoted(const std::string& text) {
  px::detail::JsonWriter json;
  json.string(text);
  return json.take();
}

TEST(Visible, TracesAndReportsOfCases) {
  const std::string title = quoted(hostile);
  const std::string rubric = R"({"parindex": 1, "id": "t", "edition": "1", "max": "1",
    "aggregation": "sum", "missing": "error", "index_rounding": {"digits": 2, "mode": "half_up"},
    "title": {"vi": )" + title +
                             R"(}, "nodes": [{"code": "1", "max": "1", "title": {"vi": )" + title +
                             R"(}, "rule": {"choice": {"options": [
      {"id": "a", "title": {"vi": )" +
                             title + R"(}, "points": "1"}, {"id": "b", "points": "0"}]}}}]})";
  const px::Plan plan = px::compile(px::read_rubric(rubric));
  px::Table table;
  table.columns.emplace_back("1", std::vector<px::Cell>{"a", hostile});
  table.units = {hostile, "other"};
  const px::Scores scores = px::score(plan, table);
  EXPECT_EQ(scores.at(0, std::size_t{0}).points, px::Rational(1));
  for (const std::size_t row : {0u, 1u}) {
    EXPECT_FALSE(holds_hidden(px::explain(scores, row).to_string("en"), "\n"));
  }
  const std::string cases = R"({"rubric": )" + rubric + R"(, "cases": [{"unit": )" + title +
                            R"(, "title": )" + title + R"(, "given": {"1": )" + title +
                            R"(}, "expect": {"points": )" + title + R"(}}, {"unit": "B",
    "given": {"1": "?\u001b"}, "expect": {"points": "1"}}]})";
  const px::CaseReport report = px::run_cases(px::read_cases_text(cases, "a\x1b\xff.case.json"));
  EXPECT_EQ(report.failed(), 2u);
  EXPECT_FALSE(holds_hidden(report.to_string("en"), "\n"));
  const std::string xml = px::to_junit(report, "en");
  EXPECT_FALSE(holds_hidden(xml, "\n"));
  EXPECT_NE(xml.find("classname=\"a\\x1b\\udcff.case.json\" name=\"\\x1b[2J"), std::string::npos);
}

}  // namespace
