// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <parindex/detail/date.hpp>
#include <parindex/io/json.hpp>

#include "sample.hpp"

namespace px = parindex;
using namespace sample;

namespace {

px::Rubric edition(const std::string& name, const std::string& from, const std::string& to = "",
                   const std::string& id = "sample") {
  auto rubric = draft(2, {yes_no_leaf("1", 2)});
  rubric.id = id;
  rubric.edition = name;
  if (!from.empty()) rubric.effective = px::Effective{from, to};
  return px::check(rubric);
}

std::vector<std::string> codes(const px::Issues& issues) {
  std::vector<std::string> all;
  for (const px::Issue& issue : issues) all.push_back(issue.code);
  return all;
}

using Codes = std::vector<std::string>;

TEST(Date, DaysOfTheGregorianCalendar) {
  using px::parse_date;
  EXPECT_EQ(parse_date("1970-01-01"), 0);
  EXPECT_EQ(parse_date("1969-12-31"), -1);
  EXPECT_EQ(parse_date("2000-02-29"), 11016);
  EXPECT_EQ(parse_date("2020-12-30"), 18626);
  EXPECT_EQ(parse_date("0001-01-01"), -719162);
  for (const char* wrong :
       {"", "2020-12-32", "2019-02-29", "1900-02-29", "2020-13-01", "2020-00-10", "2020-1-01",
        "20201230", "2020/12/30", "2020-12-3x", "0000-01-01"}) {
    EXPECT_FALSE(parse_date(wrong)) << wrong;
  }
}

TEST(Editions, TheEditionOfADay) {
  const px::Editions set =
      px::make_editions({edition("2022", "2022-11-10"), edition("2020", "2020-12-30"),
                         edition("2024", "2024-12-05", "2026-12-31")});
  ASSERT_EQ(set.rubrics().size(), 3u);
  EXPECT_EQ(set.rubrics()[0].edition(), "2020");
  EXPECT_EQ(set.find("2020-12-29"), nullptr);
  EXPECT_EQ(set.at("2020-12-30").value().edition(), "2020");
  EXPECT_EQ(set.at("2022-11-09").value().edition(), "2020");
  EXPECT_EQ(set.at("2022-11-10").value().edition(), "2022");
  EXPECT_EQ(set.at("2026-12-31").value().edition(), "2024");
  EXPECT_EQ(set.find("2027-01-01"), nullptr);
  try {
    set.at("2027-01-01").value();
    FAIL();
  } catch (const px::RubricError& error) {
    EXPECT_EQ(codes(error.issues()), (Codes{"date_out_of_range"}));
    EXPECT_EQ(error.issues()[0].expected,
              "2020 from 2020-12-30; 2022 from 2022-11-10; 2024 from 2024-12-05 to 2026-12-31");
  }
  EXPECT_THROW(set.at("tomorrow").value(), px::RubricError);
}

TEST(Editions, GapsOverlapsAndStrangers) {
  EXPECT_EQ(codes(px::make_editions(
                      {edition("a", "2020-01-01", "2020-12-31"), edition("b", "2021-01-01")})
                      .issues()),
            Codes{});
  const auto gap =
      px::make_editions({edition("a", "2020-01-01", "2020-12-30"), edition("b", "2021-01-01")});
  EXPECT_EQ(codes(gap.issues()), (Codes{"edition_gap"}));
  EXPECT_EQ(codes(gap->warnings()), (Codes{"edition_gap"}));
  EXPECT_EQ(codes(px::make_editions(
                      {edition("a", "2020-01-01", "2021-01-01"), edition("b", "2021-01-01")})
                      .issues()),
            (Codes{"edition_overlap"}));
  EXPECT_EQ(
      codes(px::make_editions({edition("a", "2020-01-01"), edition("b", "2020-01-01")}).issues()),
      (Codes{"edition_overlap"}));
  EXPECT_EQ(
      codes(px::make_editions({edition("a", "2020-01-01"), edition("a", "2021-01-01")}).issues()),
      (Codes{"edition_duplicate"}));
  EXPECT_EQ(codes(px::make_editions({edition("a", "2020-01-01"), edition("b", ""),
                                     edition("c", "2022-01-01", "", "other")})
                      .issues()),
            (Codes{"edition_undated", "edition_foreign"}));
  EXPECT_EQ(codes(px::make_editions({}).issues()), (Codes{"rubric_empty"}));
  EXPECT_THROW(px::make_editions({}).value(), px::RubricError);
}

TEST(Editions, DatesOfARubricAreChecked) {
  auto rubric = draft(2, {yes_no_leaf("1", 2)});
  rubric.effective = px::Effective{"2020-02-30", "soon"};
  const px::Issues issues = px::check(rubric).issues();
  EXPECT_EQ(codes(issues), (Codes{"date_malformed", "date_malformed"}));
  EXPECT_EQ(issues[1].pointer, "/effective/to");
  rubric.effective = px::Effective{"2021-01-01", "2020-12-31"};
  EXPECT_EQ(codes(px::check(rubric).issues()), (Codes{"range_empty"}));
}

TEST(Editions, DatesAreReadAndWritten) {
  const px::Rubric rubric = edition("2022", "2022-11-10", "2024-12-04");
  EXPECT_EQ(px::read_rubric(px::to_json(rubric)).value().draft(), rubric.draft());
  EXPECT_NE(px::to_json(rubric).find(R"("effective": {"from": "2022-11-10", "to": "2024-12-04"})"),
            std::string::npos);
}

}  // namespace
