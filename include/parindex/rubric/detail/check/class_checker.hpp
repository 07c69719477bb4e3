// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <parindex/detail/sentences.hpp>
#include <parindex/issue_codes.hpp>
#include <parindex/rubric/detail/check/node_report.hpp>
#include <parindex/rubric/detail/proof/cover.hpp>
#include <parindex/rubric/detail/proof/node_reach.hpp>
#include <parindex/rubric/detail/sentences/quotas.hpp>
#include <parindex/rubric/detail/sentences/structure.hpp>
#include <parindex/rubric/rubric.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Checks the classes of a node, and that each result that the node can have belongs to one of
/// them.
class ClassChecker {
 public:
  /// `index_rounding` is that of the index of the node.
  ClassChecker(const Node& node, const std::optional<Rounding>& index_rounding, NodeReport& report)
      : node_(node), index_rounding_(index_rounding), report_(report) {}

  /// `reaches` has the points that the nodes can give, if known.
  void run(const ClassRule& rule, const ReachOfNodes& reaches, bool has_errors) {
    const auto where = [](std::size_t index) { return "/classes/bands/" + std::to_string(index); };
    std::set<std::string_view> seen;
    std::vector<CoverRange> bands;
    for (std::size_t i = 0; i < rule.bands.size(); ++i) {
      const ClassBand& band = rule.bands[i];
      check_identifier(report_, where(i) + "/id", sentence::the_id_of_a_class, band.id);
      if (!seen.insert(band.id).second) {
        report_.add(issue::id_duplicate, where(i) + "/id",
                    sentence::the_id_appears_twice_in_the_list, sentence::distinct_ids,
                    quote(band.id));
      }
      bands.push_back({band.lower, band.upper, where(i)});
    }
    if (bands.empty()) {
      report_.add(issue::range_empty, "/classes/bands", sentence::the_rubric_has_no_classes,
                  sentence::at_least_one, as_is("0"));
      return;
    }
    if (rule.quota) return check_quota(rule);
    for (std::size_t i = 0; i < rule.bands.size(); ++i) {
      if (!rule.bands[i].percent) continue;
      report_.add(issue::part_misplaced, where(i) + "/percent", sentence::a_percent_needs_a_quota,
                  sentence::no_such_key);
    }
    const auto reach = reaches.find(&node_);
    if (has_errors || reach == reaches.end()) return;
    check_cover(report_, "/classes/bands", bands, domain_of_results(rule, reach->second));
  }

 private:
  void check_quota(const ClassRule& rule) {
    if (!rule.quota->ties) {
      report_.add(issue::tie_rule_missing, "/classes/quota",
                  sentence::the_quota_has_no_rule_for_ties, sentence::ties_better_or_worse,
                  sentence::none);
    }
    Rational left = 100;
    for (std::size_t i = 0; i < rule.bands.size(); ++i) {
      const ClassBand& band = rule.bands[i];
      const std::string where = "/classes/bands/" + std::to_string(i);
      if (i + 1 == rule.bands.size()) {
        if (band.percent || band.lower || band.upper) {
          report_.add(issue::part_misplaced, where, sentence::the_last_class_takes_the_rest,
                      sentence::no_such_key);
        }
        continue;
      }
      if (band.upper) {
        report_.add(issue::part_misplaced, where, sentence::a_class_by_quota_has_no_upper_end,
                    sentence::no_such_key);
      }
      if (!band.percent) {
        report_.add(issue::number_out_of_range, where,
                    sentence::a_class_before_the_last_has_no_percent,
                    sentence::a_percent_of_the_units, sentence::none);
      } else if (band.percent->sign() <= 0 || *band.percent > left) {
        report_.add(issue::number_out_of_range, where + "/percent",
                    sentence::the_percent_of_units_is_not_valid,
                    say(sentence::above_0_to, left.to_string()), band.percent->to_string());
      } else {
        left -= *band.percent;
      }
    }
  }

  /// The values of the node that classes distinguish.
  Domain domain_of_results(const ClassRule& rule, const NodeReach& reach) const {
    const bool index = rule.on == Figure::index;
    const bool rounded = rule.stage == FigureStage::rounded;
    PointsRange range = index ? scaled(reach.share, 100) : reach.points;
    const auto& rounding = index ? index_rounding_ : node_.rounding;
    Domain domain;
    if (rounded && rounding) {
      if (range.min) range.min = range.min->rounded(*rounding);
      if (range.max) range.max = range.max->rounded(*rounding);
      domain.step = step_of(*rounding);
    } else if (!rounded && !index && node_.rounding) {
      return domain;  // the reach is known only for rounded points
    }
    narrow(domain, range.min, range.max);
    return domain;
  }

  const Node& node_;
  const std::optional<Rounding>& index_rounding_;
  NodeReport& report_;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
