// SPDX-License-Identifier: MIT
#include <algorithm>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "testing/bands_sample.hpp"

#include <parindex/rubric/proofs.hpp>

namespace px = parindex;
using namespace bands_sample;

namespace {

TEST(Proofs, SayWhatANodeCanReach) {
  const std::vector<px::Proof> all = px::proofs(px::read_rubric(rubric_text));
  const auto has = [&](const std::string& code, const std::string& text) {
    return std::any_of(all.begin(), all.end(), [&](const px::Proof& proof) {
      return proof.code == code && proof.text == text && proof.good;
    });
  };
  EXPECT_TRUE(has("", "gives at least 0 and at most 3 points"));
  EXPECT_TRUE(has("", "the maxima of its 2 children add up to 3"));
  EXPECT_TRUE(has("2", "every x from 0 to 100 lies in exactly one of 2 bands"));
  EXPECT_TRUE(has("2", "the points never fall as value grows"));
}

}  // namespace
