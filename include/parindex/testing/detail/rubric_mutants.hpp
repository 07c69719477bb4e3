// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <parindex/detail/json_tree.hpp>
#include <parindex/engine/score.hpp>
#include <parindex/rubric/detail/json/rubric.hpp>
#include <parindex/testing/cases.hpp>
#include <parindex/testing/detail/case_runner.hpp>
#include <parindex/testing/detail/class_search.hpp>
#include <parindex/testing/detail/equivalence.hpp>
#include <parindex/testing/detail/mutant_job.hpp>
#include <parindex/testing/detail/mutant_status.hpp>
#include <parindex/testing/detail/mutations.hpp>
#include <parindex/testing/detail/rank_search.hpp>
#include <parindex/testing/detail/studied_units.hpp>
#include <parindex/testing/mutate.hpp>
#include <parindex/testing/runner.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Mutants of a whole rubric. Each is tried on the cases, then on studied units, and is then proven
/// equivalent if possible.
class RubricMutants {
 public:
  RubricMutants(const Rubric& rubric, const RubricText& text,
                const std::vector<const CaseFile*>& files)
      : rubric_(rubric), text_(text), files_(files) {}

  /// The cases of a file, with another rubric instead of its own.
  static CaseReport run_under(const Rubric& rubric, const CaseFile& file) {
    CaseReport report;
    CaseRunner(file, rubric, report).run();
    return report;
  }

  void run(const MutantJob& job, Mutant& mutant) const {
    Checked<Rubric> checked = check_whole(job);
    if (!checked) return refused(mutant, checked.issues());
    const Rubric changed = std::move(checked).value();
    for (const CaseFile* file : files_) {
      const CaseReport report = run_under(changed, *file);
      if (!report.issues.empty()) return refused(mutant, report.issues.front().issues);
      if (kills(report, mutant)) return;
    }
    survivor(job, changed, mutant);
  }

  /// Whether the whole mutant fails a case in the files of `rows`, or is rejected.
  bool fails_case(const MutantJob& job, Mutant& mutant,
                  const std::vector<LeafBench::Seen>& rows) const {
    Checked<Rubric> checked = check_whole(job);
    if (!checked) {
      refused(mutant, checked.issues());
      return true;
    }
    std::set<std::size_t> files;
    for (const LeafBench::Seen& at : rows) files.insert(at.file);
    return std::any_of(files.begin(), files.end(), [&](std::size_t f) {
      return kills(run_under(checked.value(), *files_[f]), mutant);
    });
  }

 private:
  /// The rubric with the part that the job changes.
  Checked<Rubric> check_whole(const MutantJob& job) const {
    JsonValue changed = Mutations::apply(*job.part, job.mutation);
    changed.key = job.part->key;
    JsonValue whole = text_.root();
    JsonValue* at = &whole;
    while (at->begin != job.part->begin) {
      const JsonValue* const child = child_around(*at, job.part->begin);
      at = &at->children[static_cast<std::size_t>(child - at->children.data())];
    }
    *at = std::move(changed);
    return check_rubric_tree(whole);
  }

  /// Whether a case fails; the first failing case kills the mutant.
  static bool kills(const CaseReport& report, Mutant& mutant) {
    for (const CaseResult& result : report.results) {
      if (result.passed()) continue;
      mutant.status = MutantStatus::killed;
      say_by(mutant, result.path + ": " + result.unit);
      return true;
    }
    return false;
  }

  /// Whole units under both rubrics: mixtures of the leaves' own cases, each table of a leaf that
  /// compares units, and, if these find nothing and nothing is proven, many random units.
  void survivor(const MutantJob& job, const Rubric& changed, Mutant& mutant) const {
    if (job.mutation.pointer.starts_with("/ranking")) {
      return other_ranking(job.code, ranking_of(changed.draft(), *changed.find(job.code)), mutant);
    }
    if (job.mutation.pointer.starts_with("/classes")) {
      return other_classes(job.code, classes_of(changed.draft(), *changed.find(job.code)), mutant);
    }
    const Plan after = compile(changed);
    std::size_t tried = 0;
    const auto differs = [&](const ScoredUnits& units) {
      const Checked<Scores> scores = score_units(after, units.units);
      if (!scores) return false;
      tried += units.units.size();
      return tells(units, scores.value(), mutant);
    };
    const StudiedUnits& studied = this->studied();
    if (std::any_of(studied.tables.begin(), studied.tables.end(), differs)) return;
    if (auto reason = same_rubric_results(job, after)) return equivalent(mutant, *reason);
    if (studied.random && differs(*studied.random)) return;
    undecided(mutant, tried, sentence::searched_one_unit, sentence::searched_units);
  }

  /// Ranks compare units, whose figures are unchanged by a mutant of the ranking.
  void other_ranking(const std::string& code, const std::optional<RankRule>& after,
                     Mutant& mutant) const {
    const auto& before = ranking_of(rubric_.draft(), *rubric_.find(code));
    const auto& ranked = this->studied().ranked;
    if (after) {
      if (auto reason = same_ranks(rubric_, code, *before, *after))
        return equivalent(mutant, *reason);
    }
    if (ranked && RankSearch(*ranked, code, before, after).tells(mutant)) return;
    undecided(mutant, ranked ? ranked->units.size() : 0, sentence::searched_one_ranked,
              sentence::searched_ranked);
  }

  void other_classes(const std::string& code, const std::optional<ClassRule>& after,
                     Mutant& mutant) const {
    const auto& before = classes_of(rubric_.draft(), *rubric_.find(code));
    const StudiedUnits& studied = this->studied();
    std::size_t tried = 0;
    const auto differs = [&](const ScoredUnits& units) {
      tried += units.units.size();
      return tells_classes(units, code, before, after, mutant);
    };
    if (std::any_of(studied.tables.begin(), studied.tables.end(), differs)) return;
    if (after) {
      auto reason =
          same_classes(studied.plan, *studied.plan.find(code), *before, *after, studied.lists);
      if (reason) return equivalent(mutant, *reason);
    }
    if (studied.random && differs(*studied.random)) return;
    undecided(mutant, tried, sentence::searched_one_unit, sentence::searched_units);
  }

  /// A proof that the node gives the same result for all results of its children.
  std::optional<Phrase> same_rubric_results(const MutantJob& job, const Plan& after) const {
    const StudiedUnits& studied = this->studied();
    const Plan& before = studied.plan;
    const std::string& pointer = job.mutation.pointer;
    if (pointer.starts_with("/index_rounding")) {
      return same_index(before, after, studied.lists);
    }
    if (!before.rubric().draft().weight_sets.empty()) return std::nullopt;  // one of many plans
    // A weight belongs to the parent.
    std::size_t position = *before.find(job.code);
    if (pointer == "/informative") return std::nullopt;  // the node stays as it is
    if (pointer == "/weight") position = before.parent(position);
    return same_node(before, after, position, studied.lists);
  }

  const StudiedUnits& studied() const {
    const std::lock_guard<std::mutex> locked(mutex_);
    if (!studied_) studied_ = std::make_unique<const StudiedUnits>(rubric_);
    return *studied_;
  }

  const Rubric& rubric_;
  const RubricText& text_;
  const std::vector<const CaseFile*>& files_;
  mutable std::mutex mutex_;
  mutable std::unique_ptr<const StudiedUnits> studied_;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
