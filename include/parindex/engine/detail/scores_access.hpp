// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include <parindex/detail/make_issue.hpp>
#include <parindex/engine/detail/scores_state.hpp>
#include <parindex/engine/detail/sentences.hpp>
#include <parindex/engine/score.hpp>
#include <parindex/rubric/detail/cohort_state.hpp>

PARINDEX_BEGIN_NAMESPACE

/// Gives access to the private constructor of Scores.
struct ScoresAccess {
  static Scores make(std::shared_ptr<const detail::ScoresState> state) {
    return Scores(std::move(state));
  }
  static const detail::ScoresState& state(const Scores& scores) { return *scores.state_; }
  static PreparedTable prepared(std::shared_ptr<const detail::ReadTable> data,
                                std::string fingerprint) {
    return PreparedTable(std::move(data), std::move(fingerprint));
  }
  static std::shared_ptr<const detail::ReadTable> share(const PreparedTable& table) {
    return table.data_;
  }
  static Cohort cohort(std::shared_ptr<const detail::CohortState> state) {
    return Cohort(std::move(state));
  }
  static std::shared_ptr<const detail::CohortState> share(const Cohort& cohort) {
    return cohort.state_;
  }
};

namespace detail {

/// A cohort is valid for the plan that it was made with, and for every plan with the same
/// fingerprint.
inline void check_cohort(const Plan& plan, const Cohort& cohort, Issues& issues) {
  const std::string& own = cohort.state().fingerprint;
  if (own == plan.fingerprint()) return;
  issues.push_back(make_issue(issue::cohort_missing, sentence::the_cohort_belongs_to_another_rubric,
                              plan.fingerprint(), own));
}

/// The position of the node with a code; the empty code is the total. Throws Error for a code that
/// the rubric does not have.
inline std::size_t position_of(const Scores& scores, std::string_view code) {
  if (const auto position = scores.plan().find(code)) return *position;
  throw Error(did_you_mean(say(sentence::the_rubric_has_no_node_with_code, std::string(code)), code,
                           sorted_keys(scores.plan().state().positions)));
}

}  // namespace detail

PARINDEX_END_NAMESPACE
