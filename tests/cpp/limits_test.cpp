// SPDX-License-Identifier: MIT
// The current limits, their replacement, and its thread safety.
#include <gtest/gtest.h>

#include <atomic>
#include <set>
#include <string_view>
#include <thread>
#include <vector>

#include <parindex/limits.hpp>
#include <parindex/parindex.hpp>

namespace px = parindex;

namespace {

TEST(Limits, AreTheDefaultsUntilSet) { EXPECT_EQ(px::limits(), px::Limits{}); }

TEST(Limits, HaveDefaultsWithinTheirRangeAndIssuesThatExist) {
  std::set<std::string_view> names;
  std::set<std::string_view> codes{""};
  for (const px::IssueCode& code : px::issue_codes) codes.insert(code.code);
  for (const px::LimitSpec& spec : px::limit_specs) {
    EXPECT_TRUE(names.insert(spec.name).second) << spec.name;
    EXPECT_TRUE(codes.contains(spec.issue)) << spec.name;
    EXPECT_LE(spec.least, px::Limits{}.*spec.member) << spec.name;
    EXPECT_LE(px::Limits{}.*spec.member, spec.most) << spec.name;
  }
}

TEST(Limits, TakeBothEndsOfTheirRangeAndNothingBeyond) {
  for (const px::LimitSpec& spec : px::limit_specs) {
    const auto with = [&](std::size_t value) {
      px::Limits changed;
      changed.*spec.member = value;
      return changed;
    };
    for (const std::size_t value : {spec.least, spec.most}) {
      px::set_limits(with(value));
      EXPECT_EQ(px::limits(), with(value)) << spec.name;
    }
    px::set_limits({});
    if (spec.least > 0) {
      EXPECT_THROW(px::set_limits(with(spec.least - 1)), px::Error) << spec.name;
    }
    if (spec.most + 1 != 0) {
      EXPECT_THROW(px::set_limits(with(spec.most + 1)), px::Error) << spec.name;
    }
    EXPECT_EQ(px::limits(), px::Limits{}) << spec.name;
  }
}

TEST(Limits, KeepTheirValuesWhereAReferenceIsHeld) {
  const px::Limits& before = px::limits();
  px::Limits changed;
  changed.nodes = 5;
  px::set_limits(changed);
  EXPECT_EQ(before.nodes, px::Limits{}.nodes);
  EXPECT_EQ(px::limits().nodes, 5u);
  px::set_limits({});
}

TEST(Limits, MayBeReplacedWhileOthersRead) {
  std::atomic<bool> done{false};
  std::vector<std::thread> readers;
  std::atomic<int> torn{0};
  for (int i = 0; i < 4; ++i) {
    readers.emplace_back([&] {
      while (!done) {
        const px::Limits& seen = px::limits();
        // Both members come from one call of set_limits.
        if (seen != px::Limits{} && seen.nodes != seen.groups) ++torn;
      }
    });
  }
  for (std::size_t i = 1; i < 2'000; ++i) {
    px::Limits changed;
    changed.nodes = changed.groups = i % 50 + 1;
    px::set_limits(changed);
  }
  done = true;
  for (std::thread& reader : readers) reader.join();
  EXPECT_EQ(torn, 0);
  px::set_limits({});
}

}  // namespace
