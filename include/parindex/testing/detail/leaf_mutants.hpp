// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include <parindex/detail/contains.hpp>
#include <parindex/detail/json_writer.hpp>
#include <parindex/testing/cases.hpp>
#include <parindex/testing/detail/equivalence.hpp>
#include <parindex/testing/detail/mutant_job.hpp>
#include <parindex/testing/detail/mutant_status.hpp>
#include <parindex/testing/detail/mutations.hpp>
#include <parindex/testing/detail/rubric_mutants.hpp>
#include <parindex/testing/mutate.hpp>
#include <parindex/testing/search/case_looks.hpp>
#include <parindex/testing/search/leaf_study.hpp>
#include <parindex/testing/search/random_units.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Mutants of a leaf. Each is tried on the values that the cases give the leaf, in isolation; if no
/// case reads the leaf itself, in its rubric; and then on studied inputs.
class LeafMutants {
 public:
  LeafMutants(const std::vector<const CaseFile*>& files, const std::vector<CaseLooks>& looks,
              const RubricMutants& wholes)
      : files_(files), looks_(looks), wholes_(wholes) {}

  LeafBench bench(const IsolatedLeaf& leaf) const {
    LeafBench made;
    made.leaf = &leaf;
    Checked<Rubric> alone = leaf.check(*leaf.json);
    if (!alone) return made;
    const Plan plan = compile(std::move(alone).value());
    for (std::size_t f = 0; f < files_.size(); ++f) {
      std::vector<LeafInput> inputs;
      std::vector<std::vector<std::size_t>> rows;
      looks_[f].inputs(leaf.code, plan.columns(), inputs, rows);
      for (std::size_t i = 0; i < inputs.size(); ++i) {
        // If a group does not have the leaf, its rule is not evaluated.
        if (!leaf.only_for.empty() && !contains(leaf.only_for, inputs[i].group)) continue;
        made.inputs.push_back(inputs[i]);
        made.seen.emplace_back();
        for (const std::size_t row : rows[i]) made.seen.back().push_back({f, row});
      }
    }
    made.outcomes = try_leaf(plan, made.inputs, false);
    // The result in isolation must equal the result in place; otherwise the leaf is scored in
    // place.
    for (std::size_t i = 0; i < made.outcomes.size(); ++i) {
      const LeafBench::Seen& at = made.seen[i].front();
      if (!looks_[at.file].gives(at.row, leaf.code, made.outcomes[i].points)) return made;
    }
    if (made.outcomes.size() == made.inputs.size()) made.plan = plan;
    return made;
  }

  void run(const MutantJob& job, Mutant& mutant) const {
    const LeafBench& bench = *job.bench;
    const JsonValue changed = Mutations::apply(*job.part, job.mutation);
    Checked<Rubric> checked = bench.leaf->check(changed);
    if (!checked) {
      // The isolated leaf is rejected if its parent would be: its maximum is that of the sum.
      return refused(mutant, checked.issues());
    }
    const Plan plan = compile(std::move(checked).value());
    const auto outcomes = try_leaf(plan, bench.inputs, false);
    std::vector<LeafBench::Seen> elsewhere;
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
      if (outcomes[i].same_result(bench.outcomes[i])) continue;
      for (const LeafBench::Seen& at : bench.seen[i]) {
        if (looks_[at.file].tells(at.row, job.code, bench.outcomes[i], outcomes[i])) {
          return killed(mutant, at);
        }
        elsewhere.push_back(at);
      }
    }
    // Some case gets other points for the leaf, but reads only nodes further up.
    if (!elsewhere.empty() && wholes_.fails_case(job, mutant, elsewhere)) return;
    survivor(job, mutant, changed, plan);
  }

 private:
  void survivor(const MutantJob& job, Mutant& mutant, const JsonValue& changed,
                const Plan& plan) const {
    const LeafStudy& before = study_of(*job.bench->leaf);
    if (!before) return wholes_.run(job, mutant);  // no input for the isolated leaf was found
    std::size_t tried = 0;
    const auto differs = [&](const std::vector<LeafInput>& inputs) {
      const auto a = try_leaf(before.plan(), inputs, false);
      const auto b = try_leaf(plan, inputs, false);
      tried += inputs.size();
      for (std::size_t i = 0; i < a.size() && i < b.size(); ++i) {
        if (a[i].same_result(b[i])) continue;
        mutant.status = MutantStatus::survived;
        say_by(mutant, suggestion(job.code, before.plan(), inputs[i], a[i]));
        return true;
      }
      return false;
    };
    // The bounds of the rubric come first; those of the mutant only if these find nothing.
    if (differs(before.inputs())) return;
    const LeafStudy after(*job.bench->leaf, &changed);
    if (after && differs(after.inputs())) return;
    const IsolatedLeaf& leaf = *job.bench->leaf;
    if (!leaf.whole_cohort) {
      // A group outside `only_for` does not have the leaf, so it gets the same result.
      const auto& groups = leaf.only_for.empty() ? leaf.groups : leaf.only_for;
      if (auto reason = same_leaf(before.plan(), plan, groups)) return equivalent(mutant, *reason);
      if (differs(random_inputs(before))) return;
    }
    undecided(mutant, tried, sentence::searched_one_input, sentence::searched_inputs);
  }

  /// Studied once for all mutants of a leaf.
  const LeafStudy& study_of(const IsolatedLeaf& leaf) const {
    const std::lock_guard<std::mutex> locked(mutex_);
    auto& study = studies_[leaf.code];
    if (!study) study = std::make_unique<LeafStudy>(leaf);
    return *study;
  }

  static std::string suggestion(const std::string& code, const Plan& plan, const LeafInput& input,
                                const LeafOutcome& outcome) {
    JsonWriter json;
    json.begin_object();
    json.key("given");
    json.begin_object();
    for (std::size_t i = 0; i < input.cells.size(); ++i) {
      json.key(plan.columns()[i].name);
      cell_json(input.cells[i], json);
    }
    json.end_object();
    json.key("expect");
    json.begin_object();
    json.key("nodes");
    json.begin_object();
    json.key(code);
    json.begin_object();
    json.key("points");
    outcome.points ? json.string(outcome.points->to_string()) : json.null();
    json.end_object();
    json.end_object();
    json.end_object();
    json.end_object();
    return json.take();
  }

  void killed(Mutant& mutant, const LeafBench::Seen& at) const {
    mutant.status = MutantStatus::killed;
    say_by(mutant, files_[at.file]->path + ": " + files_[at.file]->cases[at.row].unit);
  }

  const std::vector<const CaseFile*>& files_;
  const std::vector<CaseLooks>& looks_;
  const RubricMutants& wholes_;
  mutable std::mutex mutex_;
  mutable std::map<std::string, std::unique_ptr<LeafStudy>> studies_;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
