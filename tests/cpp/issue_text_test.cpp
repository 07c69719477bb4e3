// SPDX-License-Identifier: MIT
// Issues as text in both languages, and the suggested near word.
#include <parindex/detail/issue_line.hpp>
#include <parindex/detail/make_issue.hpp>
#include <parindex/detail/nearest.hpp>
#include <parindex/detail/phrase.hpp>

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <parindex/error.hpp>

namespace px = parindex;
using px::detail::make_issue;
using px::detail::message_of;
using px::detail::say;
using px::detail::Sentence;

namespace {

constexpr Sentence<0> more{"more", "nhiều hơn"};
constexpr Sentence<1> at_least{"at least {0}", "ít nhất {0}"};
constexpr Sentence<2> of{"{1} of {0}, {1}", "trong {0} có {1}"};

px::Issue in_row(std::size_t row, const std::string& found) {
  px::Issue issue =
      make_issue(px::issue::value_below_minimum, message_of(px::issue::value_below_minimum),
                 say(at_least, "0"), found);
  issue.row = row;
  issue.unit = "U" + std::to_string(row);
  return issue;
}

}  // namespace

TEST(Phrase, ASentenceIsFilledInEachLanguage) {
  const px::detail::Phrase said = say(of, more, "3");
  EXPECT_EQ(said.en, "3 of more, 3");
  EXPECT_EQ(said.vi, "trong nhiều hơn có 3");
  EXPECT_EQ(said.in("vi"), said.vi);
  EXPECT_EQ(said.in("fr"), said.en);
}

TEST(Phrase, BracesThatHoldNoDigitStay) {
  constexpr Sentence<1> json{R"({"units": {0}})", R"({"units": {0}} nhé)"};
  EXPECT_EQ(say(json, "[]").en, R"({"units": []})");
}

TEST(Nearest, TheWordThatWasProbablyMeant) {
  const std::vector<std::string> known{"exclude", "error", "zero", "full"};
  EXPECT_EQ(px::detail::nearest("exclud", known), "exclude");
  EXPECT_EQ(px::detail::nearest("eror", known), "error");
  EXPECT_EQ(px::detail::nearest("something", known), "");
  EXPECT_EQ(px::detail::nearest("", known), "");
  EXPECT_EQ(px::detail::nearest(std::string(100, 'e'), known), "");
  // A word of one letter has no suggestion, because no letter would be left.
  EXPECT_EQ(px::detail::nearest("x", std::vector<std::string>{"y"}), "");
}

TEST(IssueText, ALineInBothLanguages) {
  const px::Issue issue = in_row(3, "-1");
  EXPECT_EQ(issue.to_string(),
            "error value_below_minimum in row 3 (U3): The value is below the declared minimum; "
            "expected at least 0, found -1");
  EXPECT_EQ(issue.to_string("vi"),
            "lỗi value_below_minimum ở dòng 3 (U3): Giá trị nhỏ hơn mức nhỏ nhất đã khai báo; "
            "cần ít nhất 0, thực tế -1");
}

TEST(IssueText, AnIssueOfAHostHasOneText) {
  px::Issue issue;
  issue.code = "value_type";
  issue.message = "plain";
  EXPECT_EQ(issue.to_string("vi"), "lỗi value_type: plain");
}

TEST(IssueText, ThreeLikeIssuesAreToldOneByOneAndMoreAsOne) {
  px::Issues issues{in_row(1, "-1"), in_row(2, "-1"), in_row(3, "-1")};
  EXPECT_EQ(px::to_string(issues), "\n  " + issues[0].to_string() + "\n  " + issues[1].to_string() +
                                       "\n  " + issues[2].to_string());
  issues.push_back(in_row(4, "-1"));
  EXPECT_EQ(px::to_string(issues),
            "\n  error value_below_minimum: The value is below the declared minimum; expected at "
            "least 0, found -1; 4 times: in row 1 (U1); in row 2 (U2); in row 3 (U3); ...");
  issues[3].actual = "-2";
  EXPECT_EQ(px::to_string(issues, "vi"),
            "\n  lỗi value_below_minimum: Giá trị nhỏ hơn mức nhỏ nhất đã khai báo; cần ít nhất 0"
            "; 4 lần: ở dòng 1 (U1); ở dòng 2 (U2); ở dòng 3 (U3); ...");
}

TEST(IssueText, WhatExceedsTheLinesIsCounted) {
  px::Issues issues;
  for (const px::IssueCode& code : px::issue_codes) {
    issues.push_back(make_issue(code, message_of(code)));
  }
  EXPECT_EQ(px::to_string(issues, "en", 1), "\n  " + issues[0].to_string() + "\n  ... and " +
                                                std::to_string(issues.size() - 1) +
                                                " more in issues");
}

TEST(IssueText, AnErrorCarriesItsTextInBothLanguages) {
  const px::DataError error(px::detail::sentence::no_value_errors, {in_row(3, "-1")});
  EXPECT_EQ(error.text("en"), error.what());
  EXPECT_EQ(error.text("vi"),
            "không có giá trị: kiểm tra phát hiện lỗi\n  " + in_row(3, "-1").to_string("vi"));
  const px::Error plain("of a host");
  EXPECT_EQ(plain.text("vi"), "of a host");
}

TEST(IssueText, ALineOfAFileTakesThePlaceOfTheRow) {
  px::Issue issue = in_row(3, "-1");
  issue.unit = "B";
  issue.line = 5;
  issue.column = 2;
  EXPECT_EQ(issue.to_string().find("row"), std::string::npos) << issue.to_string();
  EXPECT_NE(issue.to_string().find(" (B)"), std::string::npos) << issue.to_string();
  EXPECT_NE(issue.to_string().find("(line 5, column 2)"), std::string::npos) << issue.to_string();
  EXPECT_EQ(px::detail::block_place(issue).en.find("line 5, column 2, unit B"), 0u)
      << px::detail::block_place(issue).en;
}

TEST(IssueText, BlocksNameThePlaceBelow) {
  px::Issue issue = make_issue(px::issue::key_missing, message_of(px::issue::key_missing));
  issue.pointer = "/nodes/0";
  issue.line = 3;
  issue.column = 5;
  const px::detail::Phrase blocks = px::detail::issue_blocks({issue});
  EXPECT_EQ(blocks.en,
            "error key_missing: An object lacks a required key\n"
            "  at:       /nodes/0 (line 3, column 5)");
  EXPECT_EQ(blocks.vi,
            "lỗi key_missing: Một đối tượng thiếu khóa bắt buộc\n"
            "  tại:      /nodes/0 (dòng 3, cột 5)");
}
