// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include <parindex/detail/sentences.hpp>
#include <parindex/rubric/detail/check/rule_checker.hpp>
#include <parindex/rubric/detail/fields.hpp>
#include <parindex/rubric/detail/proof/cover.hpp>
#include <parindex/rubric/detail/proof/stretch.hpp>
#include <parindex/rubric/detail/proof/terminating.hpp>
#include <parindex/rubric/detail/quantity_call.hpp>
#include <parindex/rubric/detail/rule_branches.hpp>
#include <parindex/rubric/detail/sentences/kinds.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

// bands: points by the range that contains a number or a ratio.

inline constexpr KindName kind_of(const Bands&) {
  return {"bands", "Points by the band that contains the quantity."};
}

template <class To>
void fields(To& to, Is<Bands> auto& rule) {
  to("on", rule.on);
  to.some("steps", rule.steps);
}

inline void add_columns(const Bands&, LeafColumns& columns) { columns.add_inputs(); }

inline void check(const Bands& rule, RuleChecker& checker) {
  const std::string list = "/rule/bands/steps";
  if (rule.steps.empty()) {
    checker.add(issue::range_empty, list, sentence::the_rule_has_no_bands, sentence::at_least_one,
                as_is("0"));
  }
  const auto domain = checker.check_quantity("/rule/bands/on", rule.on);
  if (!domain || !checker.sound()) return;
  std::vector<CoverRange> ranges;
  for (const Band& band : rule.steps) {
    ranges.push_back({band.lower, band.upper, list + "/" + std::to_string(ranges.size())});
  }
  check_cover(checker, list, ranges, *domain);
}

inline std::optional<PointsRange> reach_of(const Bands& rule, const Node& node) {
  const auto domain = domain_of(node, rule.on);
  ReachBuilder reach;
  for (const Band& band : rule.steps) {
    if (!domain || witness(*domain, lower_cut(band.lower), upper_cut(band.upper))) {
      reach.add(band.points);
    }
  }
  return reach.done();
}

inline void add_stretches(const Bands& rule, const Node&, std::vector<Stretch>& out) {
  for (const Band& band : rule.steps) {
    const Rational points = band.points;
    out.push_back({lower_cut(band.lower), upper_cut(band.upper),
                   [points](const Rational&) { return points; }});
  }
}

inline RuleOutcome evaluate(const Bands& rule, const RuleCall& call) {
  RuleOutcome outcome;
  const auto value = evaluate_quantity(call, rule.on, outcome);
  if (!value) return outcome;
  for (std::size_t i = 0; i < rule.steps.size(); ++i) {
    const Band& band = rule.steps[i];
    if (!holds(band, *value)) continue;
    call.listener.branch([&] {
      return Branch{"/rule/bands/steps/" + std::to_string(i),
                    say(words::gives, phrase_of(band), band.points.to_string()), band.title};
    });
    return {{}, band.points};
  }
  // check() proved that the bands cover every value that can occur here.
  throw Error(say(sentence::no_band_of_contains, call.node.code, value->to_string()));
}

inline bool terminates(const Bands& rule, const Node&) { return points_terminate(rule.steps); }

inline std::vector<std::string> branches_of(const Bands& rule) {
  return with_when_zero(rule.on, "/rule/bands", numbered("/rule/bands/steps/", rule.steps.size()));
}

}  // namespace detail

PARINDEX_END_NAMESPACE
