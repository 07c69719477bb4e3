// SPDX-License-Identifier: MIT
// The reports about the cover of a line by ranges, compared with counting the ranges that contain
// each value.
#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include <parindex/detail/make_issue.hpp>
#include <parindex/rubric/detail/proof/cover.hpp>

namespace px = parindex;
using px::Bound;
using px::Rational;
using px::detail::CoverRange;
using px::detail::Cut;
using px::detail::Domain;

namespace {

struct Report {
  struct Found {
    std::string code;
    std::string where;
    std::string message;
    std::string expected;
  };
  std::vector<Found> found;

  void add(const px::IssueCode& code, const std::string& where, const px::detail::Said& message,
           const px::detail::Detail& expected, const px::detail::Detail& actual) {
    const px::Issue made = px::detail::make_issue(code, message, expected, actual);
    found.push_back({made.code, where, made.message, made.expected});
  }
  bool has(const px::IssueCode& code, const std::string& where) const {
    return std::any_of(found.begin(), found.end(), [&](const Found& each) {
      return each.code == code.code && each.where == where;
    });
  }
  bool has(const px::IssueCode& code) const {
    return std::any_of(found.begin(), found.end(),
                       [&](const Found& each) { return each.code == code.code; });
  }
};

Report cover(const std::vector<CoverRange>& ranges, const Domain& domain) {
  Report report;
  px::detail::check_cover(report, "/steps", ranges, domain);
  return report;
}

/// No bound, and both kinds of bounds at 0, 1 and 2.
std::vector<std::optional<Bound>> all_bounds() {
  std::vector<std::optional<Bound>> bounds{std::nullopt};
  for (std::int64_t value = 0; value <= 2; ++value) {
    bounds.emplace_back(Bound{value, true});
    bounds.emplace_back(Bound{value, false});
  }
  return bounds;
}

/// The values of a domain among the quarters from -2 to 4.
std::vector<Rational> values_of(const Domain& domain) {
  std::vector<Rational> values;
  for (std::int64_t quarters = -8; quarters <= 16; ++quarters) {
    const Rational value = Rational::ratio(quarters, 4);
    if (px::detail::witness(domain, {Cut::Where::before, value}, {Cut::Where::after, value})) {
      values.push_back(value);
    }
  }
  return values;
}

bool holds(const CoverRange& range, const Rational& value) {
  return px::detail::in_range(range.lower, range.upper, value);
}

TEST(Cover, ReportsWhatCountingTheValuesShows) {
  const std::vector<Domain> domains{
      {},
      {{Cut::Where::before, 0}, {Cut::Where::after, 2}, {}, 0},
      {{Cut::Where::before, 0}, {Cut::Where::after, 2}, Rational(1), 0},
      {{Cut::Where::after, 0}, {Cut::Where::above_all, 0}, {}, 0}};
  std::vector<CoverRange> ranges;
  for (const auto& lower : all_bounds()) {
    for (const auto& upper : all_bounds()) ranges.push_back({lower, upper, {}});
  }
  const std::vector<Rational> line = values_of({});
  for (std::size_t d = 0; d < domains.size(); ++d) {
    const std::vector<Rational> values = values_of(domains[d]);
    for (CoverRange a : ranges) {
      for (CoverRange b : ranges) {
        a.where = "/a";
        b.where = "/b";
        const Report report = cover({a, b}, domains[d]);
        bool gap = false;
        bool overlap = false;
        for (const Rational& value : values) {
          const int count = (holds(a, value) ? 1 : 0) + (holds(b, value) ? 1 : 0);
          gap = gap || count == 0;
          overlap = overlap || count == 2;
        }
        const std::string which = std::to_string(d) + ": " + a.describe() + ", " + b.describe();
        EXPECT_EQ(report.has(px::issue::bands_gap), gap) << which;
        EXPECT_EQ(report.has(px::issue::bands_overlap), overlap) << which;
        for (const CoverRange& range : {a, b}) {
          const auto held = [&](const Rational& value) { return holds(range, value); };
          const bool empty = std::none_of(line.begin(), line.end(), held);
          const bool unreachable = std::none_of(values.begin(), values.end(), held);
          EXPECT_EQ(report.has(px::issue::range_empty, range.where), empty) << which;
          EXPECT_EQ(report.has(px::issue::band_unreachable, range.where), unreachable && !empty)
              << which;
        }
      }
    }
  }
}

TEST(Cover, FindsAnOverlapBehindARangeThatLiesWithinAnother) {
  // [0, 9] contains [1, 2] and overlaps [5, 10].
  const Report report = cover({{Bound{0, true}, Bound{9, true}, "/0"},
                               {Bound{1, true}, Bound{2, true}, "/1"},
                               {Bound{5, true}, Bound{10, true}, "/2"}},
                              {{Cut::Where::before, 0}, {Cut::Where::after, 10}, {}, 0});
  ASSERT_EQ(report.found.size(), 2u);
  EXPECT_TRUE(report.has(px::issue::bands_overlap, "/1"));
  EXPECT_TRUE(report.has(px::issue::bands_overlap, "/2"));
}

TEST(Cover, NamesEveryGapWithAValueInIt) {
  // 1 is left out between two open ends, and so is everything from 2 up.
  const Report report =
      cover({{Bound{0, true}, Bound{1, false}, "/0"}, {Bound{1, false}, Bound{2, false}, "/1"}},
            {{Cut::Where::before, 0}, {Cut::Where::after, 3}, {}, 0});
  ASSERT_EQ(report.found.size(), 2u);
  EXPECT_EQ(report.found[0].where, "/1");
  EXPECT_EQ(report.found[0].expected, "a band for 1");
  EXPECT_NE(report.found[0].message.find("(gap 1 of 2)"), std::string::npos);
  EXPECT_EQ(report.found[1].where, "/steps");
  EXPECT_EQ(report.found[1].expected, "a band for 2");
}

TEST(Cover, KnowsThatNothingLiesBetweenWholeNumbers) {
  const Domain whole{{Cut::Where::before, 0}, {Cut::Where::after, 9}, Rational(1), 0};
  const std::vector<CoverRange> ranges{{Bound{0, true}, Bound{4, true}, "/0"},
                                       {Bound{5, true}, Bound{9, true}, "/1"}};
  EXPECT_TRUE(cover(ranges, whole).found.empty());
  Domain dense = whole;
  dense.step.reset();
  EXPECT_TRUE(cover(ranges, dense).has(px::issue::bands_gap, "/1"));
}

TEST(Cover, CountsAllGapsAndNamesTheFirstHundred) {
  // Only even numbers are covered: the 150 odd ones between them are not.
  std::vector<CoverRange> ranges;
  for (std::int64_t value = 0; value <= 300; value += 2) {
    ranges.push_back({Bound{value, true}, Bound{value, true}, "/" + std::to_string(value)});
  }
  const Report report =
      cover(ranges, {{Cut::Where::before, 0}, {Cut::Where::after, 300}, Rational(1), 0});
  ASSERT_EQ(report.found.size(), 100u);
  EXPECT_EQ(report.found[99].expected, "a band for 199");
  EXPECT_NE(report.found[99].message.find("(gap 100 of 150)"), std::string::npos);
}

}  // namespace
