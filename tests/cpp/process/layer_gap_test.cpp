// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "assessment_sample.hpp"

#include <parindex/process/layer_gap.hpp>

namespace px = parindex;
using namespace sample;

namespace {

TEST(LayerGap, IsExactPerComponentAndPerUnit) {
  const px::Assessment assessment = px::check(plan(), story());
  const px::LayerGap gap = px::layer_gap(assessment, "self");
  ASSERT_EQ(gap.cells.size(), 2u);  // the survey has no self mark
  EXPECT_EQ(gap.cells[0].gap, -1);
  EXPECT_EQ(gap.units[0].first, 5);
  EXPECT_EQ(gap.units[0].gap, -1);
  EXPECT_EQ(*gap.bias, 1);
  EXPECT_EQ(gap.components[1].bias, 0);
  EXPECT_EQ(px::layer_gap(assessment, "self", "first").value().units.at(0).gap, -4);
}

TEST(LayerGap, ReportsEveryUnknownLayer) {
  const px::Assessment assessment = px::check(plan(), story());
  const auto gap = px::layer_gap(assessment, "third", "fourth");
  ASSERT_EQ(gap.issues().size(), 2u);
  EXPECT_EQ(gap.issues()[0].code, "layer_unknown");
  EXPECT_EQ(gap.issues()[1].actual, "fourth");
  EXPECT_EQ(px::layer_gap(assessment, "self", "fourth").issues().size(), 1u);
  EXPECT_THROW(gap.value(), px::DataError);
}

}  // namespace
