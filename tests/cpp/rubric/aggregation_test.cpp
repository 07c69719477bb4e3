// SPDX-License-Identifier: MIT
#include <set>
#include <string>
#include <utility>
#include <variant>

#include <gtest/gtest.h>

#include <parindex/rubric/aggregation.hpp>

namespace px = parindex;

namespace {

template <std::size_t... I>
std::set<std::string> names(std::index_sequence<I...>) {
  return {std::string(px::name_of(px::Aggregation(std::in_place_index<I>)))...};
}

TEST(Aggregation, EveryKindHasANameOfItsOwn) {
  constexpr std::size_t kinds = std::variant_size_v<px::Aggregation>;
  const std::set<std::string> all = names(std::make_index_sequence<kinds>());
  EXPECT_EQ(all.size(), kinds);
  EXPECT_TRUE(all.contains("sum"));
  EXPECT_TRUE(all.contains("one_of"));
}

TEST(Aggregation, AdjustmentsAddOrTakeAway) {
  EXPECT_EQ(px::to_string(px::Adjustment::Kind::bonus), "bonus");
  EXPECT_EQ(px::to_string(px::Adjustment::Kind::penalty), "penalty");
}

}  // namespace
