// SPDX-License-Identifier: MIT
// One header provides the JSON of rubrics and of results.
#include <parindex/io/json.hpp>

#include <string>

#include <gtest/gtest.h>

#include "sample.hpp"

namespace px = parindex;
using namespace sample;

namespace {

TEST(IoJson, WritesARubricThatIsReadBackAndItsScores) {
  const px::Rubric rubric = px::check(draft(2, {yes_no_leaf("1", 2)}));
  const px::Rubric again = px::read_rubric(px::to_json(rubric));
  EXPECT_EQ(px::to_json(again), px::to_json(rubric));
  const px::Scores scores = px::score(px::compile(again).value(), {{"1", true}});
  EXPECT_NE(px::to_json(scores).find("\"points\":\"2\""), std::string::npos);
}

}  // namespace
