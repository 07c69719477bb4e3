// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <parindex/detail/json_writer.hpp>
#include <parindex/detail/threads.hpp>
#include <parindex/detail/visible.hpp>
#include <parindex/limits.hpp>
#include <parindex/stop.hpp>
#include <parindex/testing/detail/case_runner.hpp>
#include <parindex/testing/detail/generated_limit.hpp>
#include <parindex/testing/detail/leaf_mutants.hpp>
#include <parindex/testing/detail/mutant_job.hpp>
#include <parindex/testing/detail/mutant_status.hpp>
#include <parindex/testing/detail/mutations.hpp>
#include <parindex/testing/detail/plain_rubric.hpp>
#include <parindex/testing/detail/rubric_mutants.hpp>
#include <parindex/testing/detail/sentences.hpp>
#include <parindex/testing/mutate.hpp>
#include <parindex/testing/search/case_looks.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Makes every mutant of a rubric and runs the cases on it.
class Mutator {
 public:
  Mutator(const Rubric& rubric, const CaseSet& cases)
      : text_(rubric),
        rubric_mutants_(rubric, text_, files_),
        leaf_mutants_(files_, looks_, rubric_mutants_) {
    for (const CaseFile& file : cases.files) {
      if (file.rubric && !file.cases.empty() && same_rubric(*file.rubric, rubric)) {
        files_.push_back(&file);
        looks_.emplace_back(rubric, file);
      }
    }
    if (files_.empty()) {
      throw NotMade{sentence::no_mutants_made,
                    {make_issue(issue::case_edition, sentence::no_case_is_for_this_rubric,
                                say(sentence::edition, rubric.id(), rubric.edition()))}};
    }
    Issues failing;
    for (const CaseFile* file : files_) {
      CaseReport report;
      CaseRunner(*file, report, {}).run();
      for (const CaseResult& result : report.results) {
        if (result.passed()) continue;
        failing.push_back(
            make_issue(issue::case_fails, sentence::a_case_fails_on_the_rubric_itself_run_the));
        failing.back().file = result.path;
        failing.back().unit = result.unit;
        failing.back().line = result.line;
      }
      for (const FileIssues& found : report.issues) {
        failing.insert(failing.end(), found.issues.begin(), found.issues.end());
      }
    }
    if (!failing.empty()) throw NotMade{sentence::no_mutants_made, std::move(failing)};
    for (const IsolatedLeaf& leaf : text_.leaves()) benches_.push_back(leaf_mutants_.bench(leaf));
    collect(rubric);
  }

  MutationReport run(const MutateOptions& options) {
    MutationReport report;
    report.mutants.resize(jobs_.size());
    std::atomic<std::size_t> next{0};
    std::mutex mutex;
    std::size_t tried = 0;
    try {
      run_threads(std::min(threads_of(options.threads), jobs_.size()), [&] {
        for (std::size_t i = next++; i < jobs_.size(); i = next++) {
          one(jobs_[i], report.mutants[i]);
          const std::lock_guard<std::mutex> locked(mutex);
          ++tried;
          if (options.progress) options.progress(tried, jobs_.size());
        }
      });
    } catch (const StoppedError& stopped) {
      throw StoppedError(stopped.reason(), say(sentence::mutants_tried, std::to_string(tried),
                                               std::to_string(jobs_.size())));
    }
    return report;
  }

 private:
  void collect(const Rubric& rubric) {
    add_parts(text_.root(), Mutations::of(text_.root(), rubric.draft()), "", "");
    std::size_t leaf = 0;
    walk(*text_.root().find("nodes"), rubric.root().children, "/nodes", leaf);
  }

  void walk(const JsonValue& nodes, const std::vector<Node>& drafts, const std::string& pointer,
            std::size_t& leaf) {
    for (std::size_t i = 0; i < nodes.children.size(); ++i) {
      const JsonValue& node = nodes.children[i];
      const std::string at = pointer + "/" + std::to_string(i);
      const std::string& code = node.find("code")->text;
      if (const JsonValue* children = node.find("children")) {
        add_parts(node, Mutations::of(node, drafts[i]), code, at);
        walk(*children, drafts[i].children, at + "/children", leaf);
      } else {
        const LeafBench& bench = benches_[leaf++];
        add_parts(node, Mutations::of(node, drafts[i]), code, at, &bench);
      }
    }
  }

  void add_parts(const JsonValue& part, std::vector<Mutation> mutations, const std::string& code,
                 const std::string& pointer, const LeafBench* bench = nullptr) {
    for (Mutation& mutation : mutations) {
      // The keys of a leaf about its parent, and about all units, do not affect the isolated leaf.
      const auto under = [&](std::string_view key) { return mutation.pointer.starts_with(key); };
      const bool outward = bench == nullptr || !bench->plan || under("/weight") ||
                           under("/gates/") || under("/informative") || under("/ranking") ||
                           under("/classes") || under("/index_rounding") ||
                           (mutation.pointer == "/max" && !bench->leaf->summed);
      jobs_.push_back({outward ? nullptr : bench, &part, code, pointer, std::move(mutation)});
      check_generated(jobs_.size(), limits().mutants, Generated::mutants);
    }
  }

  void one(const MutantJob& job, Mutant& mutant) const {
    check_stop();
    mutant.code = job.code;
    mutant.pointer = job.pointer + job.mutation.pointer;
    mutant.change = job.mutation.change.en;
    mutant.change_vi = job.mutation.change.vi;
    if (job.bench != nullptr) {
      leaf_mutants_.run(job, mutant);
    } else {
      rubric_mutants_.run(job, mutant);
    }
  }

  RubricText text_;
  std::vector<const CaseFile*> files_;
  std::vector<CaseLooks> looks_;
  std::vector<LeafBench> benches_;
  std::vector<MutantJob> jobs_;
  const RubricMutants rubric_mutants_;
  const LeafMutants leaf_mutants_;
};

}  // namespace detail

std::size_t MutationReport::count(MutantStatus status) const {
  return static_cast<std::size_t>(
      std::count_if(mutants.begin(), mutants.end(),
                    [status](const Mutant& one) { return one.status == status; }));
}

std::size_t MutationReport::percent() const {
  const std::size_t killed = count(MutantStatus::check) + count(MutantStatus::killed);
  const std::size_t all = killed + count(MutantStatus::survived) + count(MutantStatus::undecided);
  return all == 0 ? 100 : 100 * killed / all;
}

std::string MutationReport::to_string(std::string_view language) const {
  using namespace detail;
  Phrase out;
  for (const MutantStatus status : {MutantStatus::survived, MutantStatus::undecided}) {
    for (const Mutant& one : mutants) {
      if (one.status != status) continue;
      const bool survived = status == MutantStatus::survived;
      const Phrase code =
          one.code.empty() ? Phrase(sentence::mutant_of_the_rubric) : Phrase(one.code);
      const Phrase line =
          say(survived ? sentence::mutant_survived : sentence::mutant_undecided,
              code + ": " + Phrase(one.change, one.change_vi) + "  (" + one.pointer + ")");
      out += Phrase(visible(line.en), visible(line.vi)) + "\n";
      const Phrase by(visible(one.by), visible(one.by_vi));
      out += (survived ? say(sentence::case_that_would_notice, by) : "  " + by) + "\n";
    }
  }
  const auto counted = [this](MutantStatus status) { return std::to_string(count(status)); };
  out +=
      say(sentence::mutants_counted, std::to_string(mutants.size()), counted(MutantStatus::check),
          counted(MutantStatus::killed), counted(MutantStatus::equivalent),
          counted(MutantStatus::survived), counted(MutantStatus::undecided)) +
      "\n" + say(sentence::mutation_score, std::to_string(percent())) + "\n";
  return out.in(language);
}

Checked<MutationReport> mutate(const Rubric& rubric, const CaseSet& cases,
                               const MutateOptions& options) {
  try {
    const Rubric plain = detail::plain_rubric(rubric);
    return detail::Mutator(plain, cases).run(options);
  } catch (detail::NotMade& why) {
    return Checked<MutationReport>(std::move(why.issues), std::move(why.subject));
  }
}

std::string to_json(const MutationReport& report) {
  detail::JsonWriter json;
  const auto text = [&](std::string_view key, std::string_view value) {
    json.key(key);
    json.string(value);
  };
  json.begin_object();
  json.key("percent");
  json.integer(report.percent());
  for (const MutantStatus status :
       {MutantStatus::check, MutantStatus::killed, MutantStatus::equivalent, MutantStatus::survived,
        MutantStatus::undecided}) {
    json.key(to_string(status));
    json.integer(report.count(status));
  }
  json.key("mutants");
  json.begin_array();
  for (const Mutant& one : report.mutants) {
    json.begin_object();
    text("code", one.code);
    text("pointer", one.pointer);
    text("change", one.change);
    text("change_vi", one.change_vi);
    text("status", to_string(one.status));
    text("by", one.by);
    text("by_vi", one.by_vi);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json.take();
}

std::string_view to_string(MutantStatus status) {
  switch (status) {
    case MutantStatus::check: return "check";
    case MutantStatus::killed: return "killed";
    case MutantStatus::equivalent: return "equivalent";
    case MutantStatus::survived: return "survived";
    case MutantStatus::undecided: return "undecided";
  }
  return "";
}

PARINDEX_END_NAMESPACE
