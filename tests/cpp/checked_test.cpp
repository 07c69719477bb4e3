// SPDX-License-Identifier: MIT
// Checked: if there is no value, every access throws the typed error with every issue.
#include <parindex/io/json.hpp>
#include <parindex/parindex.hpp>

#include <gtest/gtest.h>

#include <string>
#include <type_traits>
#include <utility>

#include "sample.hpp"

namespace px = parindex;
using namespace sample;

namespace {

px::RubricDraft broken() { return draft(20, {yes_no_leaf("1", 10), yes_no_leaf("1", 9)}); }

template <class Error, class Call>
void expect_issues(const Call& call, std::size_t count, const std::string& subject) {
  try {
    call();
    FAIL() << "nothing was thrown";
  } catch (const Error& error) {
    EXPECT_EQ(error.issues().size(), count) << error.what();
    EXPECT_EQ(error.subject(), subject);
    for (const px::Issue& issue : error.issues()) {
      EXPECT_NE(std::string(error.what()).find(issue.code), std::string::npos);
    }
  }
}

TEST(Checked, EveryWayToTheValueThrowsTheTypedErrorWithEveryIssue) {
  const px::Checked<px::Rubric> found = px::check(broken());
  const std::size_t count = found.issues().size();
  ASSERT_GE(count, 2u);
  const std::string subject = "invalid rubric \"sample\"";
  expect_issues<px::RubricError>([&] { found.value(); }, count, subject);
  expect_issues<px::RubricError>([&] { (void)*found; }, count, subject);
  expect_issues<px::RubricError>([&] { (void)found->id(); }, count, subject);
  expect_issues<px::RubricError>([&] { const px::Rubric made = found; }, count, subject);
  expect_issues<px::RubricError>([&] { px::check(broken()).value(); }, count, subject);
  expect_issues<px::RubricError>([&] { const px::Rubric made = px::check(broken()); }, count,
                                 subject);
}

TEST(Checked, EachTaskThrowsTheErrorOfItsKind) {
  const px::Plan plan = px::compile(px::check(draft(2, {plan_leaf("1")})));
  expect_issues<px::RubricError>([] { px::read_rubric("{").value(); }, 1, "invalid rubric");
  expect_issues<px::RubricError>([] { px::load_rubric("nowhere.json").value(); }, 1,
                                 "invalid rubric nowhere.json");
  expect_issues<px::DataError>([&] { px::score(plan, px::Table{}).value(); }, 3,
                               "the table cannot be scored");
  const px::Scores scores = px::score(plan, {{"1.done", 9}, {"1.planned", 10}});
  expect_issues<px::RubricError>([&] { px::rank(scores).value(); }, 1,
                                 "the scores cannot be ranked");
  expect_issues<px::RubricError>([&] { px::classify(scores).value(); }, 1,
                                 "the scores cannot be classified");
}

TEST(Checked, AValueComesWithItsWarnings) {
  const px::Checked<px::Rubric> found = px::check(draft(2, {plan_leaf("1")}));
  ASSERT_TRUE(found);
  EXPECT_TRUE(found.has_value());
  EXPECT_EQ(found->id(), "sample");
  EXPECT_EQ((*found).id(), "sample");
  EXPECT_EQ(found.issues(), found->warnings());
}

TEST(Checked, AnRvalueGivesItsValueAway) {
  using Found = px::Checked<px::Rubric>;
  static_assert(std::is_same_v<decltype(std::declval<Found>().value()), px::Rubric>);
  static_assert(std::is_same_v<decltype(*std::declval<Found>()), px::Rubric>);
  static_assert(std::is_same_v<decltype(std::declval<Found&>().value()), const px::Rubric&>);
  const px::Plan plan = px::compile(px::check(draft(2, {plan_leaf("1")})));
  std::size_t columns = 0;
  // A temporary result gives its parts by value. So the loop does not read a destroyed object.
  static_assert(std::is_same_v<decltype(std::declval<px::Scores>().table()), px::Table>);
  static_assert(std::is_same_v<decltype(std::declval<px::Scores>().issues()), px::Issues>);
  static_assert(
      std::is_same_v<decltype(std::declval<px::Plan>().codes()), std::vector<std::string>>);
  for (const px::Column& column :
       px::score(plan, {{"1.done", 9}, {"1.planned", 10}}).value().table().columns) {
    columns += column.size();
  }
  EXPECT_EQ(columns, 2u);
}

}  // namespace
