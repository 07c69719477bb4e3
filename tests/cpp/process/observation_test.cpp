// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "assessment_sample.hpp"

#include <parindex/process/observation.hpp>
#include <parindex/process/snapshot.hpp>

namespace px = parindex;
using namespace sample;

namespace {

TEST(Observation, EveryMistakeIsNamedAtOnce) {
  px::AssessmentDraft made;
  made.units = {{"A", "", true}, {"A", "", true}, {"", "", true}};
  made.observations = {
      seen("1", "done", "self", px::Cell(1), "2021-02-30"),
      seen("9", "value", "self", px::Cell(1), "2021-02-03"),
      seen("1", "asked", "self", px::Cell(1), "2021-02-03"),
      seen("1", "done", "third", px::Cell(1), "2021-02-03"),
      seen("3", "value", "self", px::Cell(1), "2021-02-03"),
      seen("2", "value", "survey", px::Cell("yes"), "2021-02-03"),
      seen("1", "done", "self", px::Cell("1.5"), "2021-02-03"),
      seen("1", "done", "self", px::Cell(2), "2021-02-01"),
      seen("2", "value", "self", std::nullopt, "2021-02-03"),
  };
  made.observations[6].evidence = {{"photo", ""}};
  made.observations[8].unit = "B";
  EXPECT_EQ(found(made),
            "unit_duplicate /units/1/unit; unit_missing /units/2/unit; "
            "date_malformed /observations/0/date; code_unknown /observations/1/code; "
            "input_unknown /observations/2/input; layer_unknown /observations/3/layer; "
            "layer_refused /observations/4/layer; layer_refused /observations/5/layer; "
            "value_not_integer /observations/6/value; evidence_unknown /observations/6/evidence/0; "
            "date_order /observations/7/date; unit_unknown /observations/8/unit; "
            "observation_empty /observations/8; ");
}

TEST(Observation, MarksWithoutEvidenceMustBeExplained) {
  auto made = story();
  made.observations[0].evidence.clear();
  EXPECT_EQ(found(made), "evidence_missing /observations/0; ");
  EXPECT_THROW(px::freeze(px::check(plan(), made)).value(), px::DataError);
  made.observations[1].note = "the register was lost in the flood";
  EXPECT_EQ(found(made), "");
}

}  // namespace
