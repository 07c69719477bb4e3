// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include <parindex/detail/contains.hpp>
#include <parindex/stop.hpp>
#include <parindex/testing/search/flag_search.hpp>
#include <parindex/testing/search/leaf_search.hpp>
#include <parindex/testing/search/rounded_how.hpp>
#include <parindex/testing/search/side_search.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// An input of a leaf that is worth a case, its outcome, and why it is worth one.
struct LeafCase {
  LeafInput input;
  LeafOutcome outcome;
  std::string why;
};

/// A study of a leaf: its inputs, their outcomes, its bounds with the sides that an input can
/// reach, and the smallest list of inputs that shows all of it.
class LeafStudy {
 public:
  /// Studies the leaf unchanged, or as `changed` writes it. Empty if the leaf cannot be isolated.
  explicit LeafStudy(const IsolatedLeaf& leaf, const JsonValue* changed = nullptr) : leaf_(&leaf) {
    const JsonValue& json = changed != nullptr ? *changed : *leaf.json;
    Checked<Rubric> checked = leaf.check(json);
    if (!checked) return;
    Checked<Plan> plan = compile(checked.value());
    if (!plan) return;  // a custom rule of the application
    tried_.emplace(json, plan.value(), groups());
    LeafSearch search(leaf, *tried_, every_);
    leaf.whole_cohort ? search.study_cohorts() : search.study_alone(changed != nullptr);
    if (tried_->inputs().empty()) {
      tried_.reset();
      return;
    }
    if (changed != nullptr) return;  // for a mutant the inputs are enough
    flips_ = search.take_flips();
    SlippedLeaf slipped(*leaf.json, tried_->bounds());
    sides_ = SideSearch(leaf, *tried_, every_, slipped, search.take_directed()).run();
    if (!leaf.whole_cohort) flags_ = FlagSearch(*tried_, slipped).run(*leaf.json);
  }

  explicit operator bool() const { return tried_.has_value(); }
  const Plan& plan() const { return tried_->plan(); }
  const LeafBounds& bounds() const { return tried_->bounds(); }
  /// Empty for an empty study.
  const std::vector<LeafInput>& inputs() const {
    static const std::vector<LeafInput> none;
    return tried_ ? tried_->inputs() : none;
  }
  const std::vector<LeafOutcome>& outcomes() const {
    static const std::vector<LeafOutcome> none;
    return tried_ ? tried_->outcomes() : none;
  }
  const std::vector<BoundSide>& sides() const { return sides_.sides; }
  const IsolatedLeaf& leaf() const { return *leaf_; }
  /// Whether its results depend on the group of the unit.
  bool by_group() const { return !leaf_->groups.empty() && leaf_->by_group; }
  bool exists_for(const std::string& group) const {
    return leaf_->only_for.empty() || contains(leaf_->only_for, group);
  }

  /// An input without issues with the most points, for the other leaves while one is tested.
  /// Nothing if a unit of the group does not have the leaf.
  std::optional<LeafInput> best(const std::string& group) const {
    std::optional<std::size_t> best;
    if (!exists_for(group)) return std::nullopt;
    for (std::size_t i = 0; i < inputs().size(); ++i) {
      stop_point(50);
      if (by_group() && inputs()[i].group != group) continue;
      if (outcomes()[i].status != Status::ok || outcomes()[i].branch == "/missing") continue;
      if (!best || *outcomes()[*best].points < *outcomes()[i].points) best = i;
    }
    return best ? std::optional(inputs()[*best]) : std::nullopt;
  }

  /// Whether an input is limited by a cap or floor within the rule.
  bool limits(const std::string& limit) const { return flags_.limits.contains(limit); }

  /// Whether an input takes a branch of the rule.
  bool takes(const std::string& branch) const {
    return std::any_of(outcomes().begin(), outcomes().end(), [&](const LeafOutcome& outcome) {
      return outcome.branch == branch || contains(outcome.rows, branch);
    });
  }

  /// Why no input takes a branch of the rule; nothing without a proof.
  std::optional<Phrase> proof_that_none_takes(const std::string& branch) {
    const std::vector<LeafInput>& every = every_.inputs(bounds(), leaf_->whole_cohort);
    if (every.empty()) return std::nullopt;
    for (const LeafOutcome& outcome : every_.outcomes()) {
      if (outcome.branch == branch || contains(outcome.rows, branch) ||
          contains(outcome.steps, branch)) {
        return std::nullopt;
      }
    }
    return say(sentence::proof_none_leads, std::to_string(every.size()));
  }

  std::vector<LeafCase> cases() const {
    std::vector<LeafCase> chosen;
    std::set<std::size_t> taken;
    std::unordered_map<std::string, std::vector<std::size_t>> of_input;  // positions of its cases
    const auto take = [&](std::size_t i, std::string why) {
      stop_point(500);
      std::vector<std::size_t>& same = of_input[key_of(inputs()[i])];
      if (taken.insert(i).second) {
        same.push_back(chosen.size());
        chosen.push_back({inputs()[i], outcomes()[i], std::move(why)});
        return;
      }
      for (const std::size_t at : same) {
        std::string& known = chosen[at].why;
        if (known.size() + why.size() < 160) known += "; " + why;
      }
    };
    if (leaf_->whole_cohort) {  // a table is meaningful only as a whole
      for (std::size_t i = 0; i < inputs().size(); ++i) take(i, outcomes()[i].branch_text.en);
    }
    for (const auto& [i, why] : sides_.among_all) take(i, why);
    for (std::size_t s = 0; s < sides_.sides.size(); ++s) {
      if (sides_.sides[s].found) take(sides_.inputs[s], sides_.sides[s].words().en);
    }
    // Every kind of answer, once: the branch taken, the issues, each flag both ways.
    std::set<std::string> seen;
    for (const LeafCase& one : chosen) seen.insert(sign_of(one.outcome));
    for (std::size_t i = 0; i < inputs().size(); ++i) {
      if (!seen.insert(sign_of(outcomes()[i])).second) continue;
      take(i, outcomes()[i].issues.empty() ? outcomes()[i].branch_text.en
                                           : outcomes()[i].issues.front());
    }
    if (leaf_->whole_cohort) return chosen;
    std::set<std::string> rows;
    for (const LeafCase& one : chosen)
      rows.insert(one.outcome.rows.begin(), one.outcome.rows.end());
    for (std::size_t i = 0; i < inputs().size(); ++i) {
      for (const std::string& row : outcomes()[i].rows) {
        if (rows.insert(row).second) take(i, "row " + row.substr(row.rfind('/') + 1));
      }
    }
    for (const auto& [i, why] : flags_.inputs) take(i, why);
    for (const std::size_t i : flips_) take(i, "where the branch changes");
    roundings(take);
    return chosen;
  }

 private:
  /// The groups of units that have the leaf; only the first one of those with equal results.
  std::vector<std::string> groups() const {
    std::vector<std::string> groups = leaf_->groups;
    std::erase_if(groups, [this](const std::string& group) { return !exists_for(group); });
    if (!by_group() && groups.size() > 1) groups.resize(1);
    // A group that no rubric declares, so that a statistic has units to read.
    if (groups.empty() && leaf_->whole_cohort) groups.push_back("A");
    return groups;
  }

  /// The rounding of the leaf: above a half, below a half, a half after an even and an odd digit,
  /// and points that need every digit that it keeps.
  template <class Take>
  void roundings(const Take& take) const {
    const auto& rounding = plan().node(1).rounding;
    if (!rounding) return;
    std::set<RoundedHow> seen;
    for (std::size_t i = 0; i < inputs().size(); ++i) {
      if (!outcomes()[i].exact || outcomes()[i].branch == "/missing") continue;
      const auto how = rounded_how(*outcomes()[i].exact, *rounding);
      if (how && seen.insert(*how).second) take(i, to_words(*how));
    }
  }

  const IsolatedLeaf* leaf_;
  std::optional<TriedInputs> tried_;
  EveryInput every_;
  std::vector<std::size_t> flips_;
  FoundSides sides_;
  FoundFlags flags_;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
