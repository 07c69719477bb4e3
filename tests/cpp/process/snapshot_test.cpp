// SPDX-License-Identifier: MIT
#include <string>

#include <gtest/gtest.h>

#include "assessment_sample.hpp"

#include <parindex/io/assessment_json.hpp>
#include <parindex/process/snapshot.hpp>

namespace px = parindex;
using namespace sample;

namespace {

TEST(Snapshot, VerifiesItself) {
  const px::Assessment assessment = px::check(plan(), story());
  const px::Snapshot snapshot = px::freeze(assessment);
  EXPECT_EQ(snapshot.text, px::freeze(assessment).value().text);
  const auto read = px::read_snapshot(snapshot.text);
  ASSERT_TRUE(read) << read.issues().at(0).to_string();
  EXPECT_EQ(px::freeze(*read).value().fingerprint, snapshot.fingerprint);
  std::string changed = snapshot.text;
  changed.replace(changed.find("125/BC-UBND"), 3, "126");
  const px::Issues issues = px::read_snapshot(changed).issues();
  ASSERT_EQ(issues.size(), 1u);
  EXPECT_EQ(issues[0].code, "snapshot_mismatch");
}

}  // namespace
