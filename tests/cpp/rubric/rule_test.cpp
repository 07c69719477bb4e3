// SPDX-License-Identifier: MIT
#include <set>
#include <string>
#include <utility>
#include <variant>

#include <gtest/gtest.h>

#include <parindex/rubric/rule.hpp>

namespace px = parindex;

namespace {

template <std::size_t... I>
std::set<std::string> names(std::index_sequence<I...>) {
  return {std::string(px::name_of(px::Rule(std::in_place_index<I>)))...};
}

TEST(Rule, EveryKindHasANameOfItsOwn) {
  constexpr std::size_t kinds = std::variant_size_v<px::Rule>;
  const std::set<std::string> all = names(std::make_index_sequence<kinds>());
  EXPECT_EQ(all.size(), kinds);
  EXPECT_TRUE(all.contains("bands"));
  EXPECT_TRUE(all.contains("per_unit"));
}

TEST(Rule, AColumnIsCalledByItsLeafAndByItsInputUnlessThereIsOneValue) {
  EXPECT_EQ(px::column_name("1.2", "value"), "1.2");
  EXPECT_EQ(px::column_name("1.2", "done"), "1.2.done");
}

TEST(Rule, WordsAreThoseOfTheFormat) {
  EXPECT_EQ(px::to_string(px::MissingPolicy::exclude), "exclude");
  EXPECT_EQ(px::to_string(px::NoValue::not_applicable), "not_applicable");
  EXPECT_EQ(px::to_string(px::InputType::boolean), "boolean");
  EXPECT_EQ(px::to_string(px::Direction::down), "down");
  EXPECT_EQ(px::to_string(px::DecisionTable::Hit::first), "first");
}

}  // namespace
