// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <parindex/engine/detail/plan_state.hpp>
#include <parindex/engine/detail/scores_access.hpp>
#include <parindex/rubric/detail/canonical.hpp>
#include <parindex/rubric/detail/cohort_state.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Statistics from scores under some plans, for other plans with the same statistics: plans of a
/// rubric in which only a policy, a rounding or another node has changed.
class KnownStatistics {
 public:
  using Codes = std::map<std::string, std::string, std::less<>>;

  /// Adds the statistics of a cohort of a plan. `renamed` has the codes that differ in other plans.
  /// Statistics that are already known are kept.
  void add(const Plan& plan, const CohortState& cohort, const Codes& renamed = {}) {
    const std::vector<std::string> keys = keys_of(plan.state(), renamed);
    for (std::size_t i = 0; i < keys.size(); ++i) parts_.emplace(keys[i], cohort.parts[i]);
  }
  void add(const Scores& scores, const Codes& renamed = {}) {
    if (const auto cohort = scores.cohort()) add(scores.plan(), cohort->state(), renamed);
  }

  /// A cohort for a plan. Nothing if the plan needs an unknown statistic, or if it needs no
  /// statistics.
  std::optional<Cohort> cohort_of(const Plan& plan) const {
    auto cohort = std::make_shared<CohortState>();
    cohort->fingerprint = plan.fingerprint();
    for (const std::string& key : keys_of(plan.state(), {})) {
      const auto found = parts_.find(key);
      if (found == parts_.end()) return std::nullopt;
      cohort->parts.push_back(found->second);
    }
    if (cohort->parts.empty()) return std::nullopt;
    return ScoresAccess::cohort(std::move(cohort));
  }

 private:
  /// One key per statistic: everything that determines its values over given units.
  static std::vector<std::string> keys_of(const PlanState& plan, const Codes& renamed) {
    const RubricDraft& draft = plan.rubric.draft();
    std::string common;
    if (draft.calendar) common += canonical_json(*draft.calendar);
    for (const auto& [kind, texts] : draft.markers) common += canonical_json(texts);
    std::vector<std::string> keys;
    for (std::size_t i = 0; i < plan.statistics.size(); ++i) {
      const Node& leaf = *plan.nodes[plan.statistic_nodes[i]].node;
      const auto code = renamed.find(leaf.code);
      std::vector<Input> inputs = leaf.inputs;
      for (Input& input : inputs) {
        input.title.clear();
        for (Item& option : input.options) option.title.clear();
      }
      keys.push_back((code == renamed.end() ? leaf.code : code->second) + ' ' +
                     canonical_json(inputs) + canonical_json(plan.statistics[i]->parts[0]) +
                     common);
    }
    return keys;
  }

  std::map<std::string, std::shared_ptr<const CohortState::Parts>> parts_;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
