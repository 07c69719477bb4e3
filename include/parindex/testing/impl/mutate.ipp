// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <thread>

#include <parindex/detail/threads.hpp>
#include <parindex/testing/detail/case_runner.hpp>
#include <parindex/testing/detail/equivalence.hpp>
#include <parindex/testing/detail/mutations.hpp>
#include <parindex/testing/mutate.hpp>
#include <parindex/testing/runner.hpp>
#include <parindex/testing/search/random_units.hpp>
#include <parindex/testing/search/whole_study.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// A leaf as the cases see it: alone, with the distinct values that they give it. A mutant of the
/// leaf is scored for those alone; what lies above is scored only when no case looks at the leaf
/// itself.
struct LeafBench {
  struct Seen {
    std::size_t file = 0;
    std::size_t row = 0;
  };

  const LeafText* leaf = nullptr;
  std::optional<Plan> plan;
  std::vector<LeafInput> inputs;
  std::vector<LeafOutcome> outcomes;
  std::vector<std::vector<Seen>> seen;  // the cases of each input
};

class Mutator {
 public:
  Mutator(const Rubric& rubric, const CaseSet& cases) : rubric_(rubric), text_(rubric) {
    for (const CaseFile& file : cases.files) {
      if (file.rubric && !file.cases.empty() && same_rubric(*file.rubric, rubric)) {
        files_.push_back(&file);
        looks_.emplace_back(rubric, file);
      }
    }
    if (files_.empty()) throw Error("no case is for this rubric");
    for (const CaseFile* file : files_) {
      const CaseReport report = run_under(rubric, *file);
      if (report.failed() != 0 || !report.issues.empty()) {
        throw Error("a case fails on the rubric itself: run the cases first");
      }
    }
    for (const LeafText& leaf : text_.leaves()) benches_.push_back(bench(leaf));
    collect();
  }

  MutationReport run(const MutateOptions& options) {
    MutationReport report;
    report.mutants.resize(jobs_.size());
    std::atomic<std::size_t> next{0};
    std::mutex mutex;
    std::size_t tried = 0;
    const unsigned threads =
        options.threads != 0 ? options.threads : std::max(1u, std::thread::hardware_concurrency());
    try {
      run_threads(std::min<std::size_t>(threads, jobs_.size()), [&] {
        for (std::size_t i = next++; i < jobs_.size(); i = next++) {
          one(jobs_[i], report.mutants[i]);
          const std::lock_guard<std::mutex> locked(mutex);
          ++tried;
          if (options.progress) options.progress(tried, jobs_.size());
        }
      });
    } catch (const StoppedError& stopped) {
      throw StoppedError(stopped.reason(), std::to_string(tried) + " of " +
                                               counted(jobs_.size(), "mutant") + " were tried");
    }
    return report;
  }

 private:
  struct Job {
    const LeafBench* bench = nullptr;  // of a leaf that can stand alone
    const JsonValue* part = nullptr;   // the leaf, node or top that is changed
    std::string code;
    std::string pointer;
    Mutation mutation;
  };

  LeafBench bench(const LeafText& leaf) const {
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
        // Where a group does not have the leaf, its rule is not asked.
        if (!leaf.only_for.empty() && !contains(leaf.only_for, inputs[i].group)) continue;
        made.inputs.push_back(inputs[i]);
        made.seen.emplace_back();
        for (const std::size_t row : rows[i]) made.seen.back().push_back({f, row});
      }
    }
    made.outcomes = try_leaf(plan, made.inputs, false);
    // Alone it must give what it gives in its place, else it is scored there.
    for (std::size_t i = 0; i < made.outcomes.size(); ++i) {
      const LeafBench::Seen& at = made.seen[i].front();
      if (!looks_[at.file].gives(at.row, leaf.code, made.outcomes[i].points)) return made;
    }
    if (made.outcomes.size() == made.inputs.size()) made.plan = plan;
    return made;
  }

  void collect() {
    add_parts(text_.root(), Mutations::of(text_.root(), rubric_.draft()), "", "");
    std::size_t leaf = 0;
    walk(*text_.root().find("nodes"), rubric_.root().children, "/nodes", leaf);
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
      // What a leaf says to its parent is no matter of the leaf alone.
      const bool outward = bench == nullptr || !bench->plan ||
                           mutation.pointer.rfind("/weight", 0) == 0 ||
                           mutation.pointer.rfind("/gates/", 0) == 0 ||
                           (mutation.pointer == "/max" && !bench->leaf->summed);
      jobs_.push_back({outward ? nullptr : bench, &part, code, pointer, std::move(mutation)});
      check_generated(jobs_.size(), limits().mutants, "mutants");
    }
  }

  void one(const Job& job, Mutant& mutant) const {
    check_stop();
    mutant.code = job.code;
    mutant.pointer = job.pointer + job.mutation.pointer;
    mutant.change = job.mutation.change;
    if (job.bench != nullptr) {
      leaf_mutant(job, mutant);
    } else {
      whole_mutant(job, mutant);
    }
  }

  // ---- a leaf alone --------------------------------------------------------------------------
  void leaf_mutant(const Job& job, Mutant& mutant) const {
    const LeafBench& bench = *job.bench;
    const JsonValue changed = Mutations::apply(*job.part, job.mutation);
    Checked<Rubric> checked = bench.leaf->check(changed);
    if (!checked) {
      // The leaf alone is refused where its parent would be: its maximum is that of the sum.
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
    // Some case gets other points for the leaf and looks only further up.
    if (!elsewhere.empty() && runs_differ(job, mutant, elsewhere)) return;
    leaf_survivor(job, mutant, changed, plan);
  }

  void leaf_survivor(const Job& job, Mutant& mutant, const JsonValue& changed,
                     const Plan& plan) const {
    const LeafStudy& before = study_of(*job.bench->leaf);
    std::size_t tried = 0;
    const auto differs = [&](const std::vector<LeafInput>& inputs) {
      const auto a = try_leaf(before.plan(), inputs, false);
      const auto b = try_leaf(plan, inputs, false);
      tried += inputs.size();
      for (std::size_t i = 0; i < a.size() && i < b.size(); ++i) {
        if (a[i].same_result(b[i])) continue;
        mutant.fate = Fate::survived;
        mutant.by = suggestion(job.code, before.plan(), inputs[i], a[i]);
        return true;
      }
      return false;
    };
    // The bounds of the rubric first; those of the mutant only where these tell nothing.
    if (differs(before.inputs())) return;
    const LeafStudy after(*job.bench->leaf, &changed);
    if (after && differs(after.inputs())) return;
    const LeafText& leaf = *job.bench->leaf;
    if (!leaf.whole_cohort) {
      // A group outside `only_for` does not have the leaf, and gets the same whatever it says.
      const auto& groups = leaf.only_for.empty() ? leaf.groups : leaf.only_for;
      if (auto reason = same_leaf(before.plan(), plan, groups)) return equivalent(mutant, *reason);
      if (differs(random_inputs(before))) return;
    }
    undecided(mutant, counted(tried, "input") + " of the leaf, at and around every bound");
  }

  /// Studied once for all mutants of a leaf.
  const LeafStudy& study_of(const LeafText& leaf) const {
    const std::lock_guard<std::mutex> locked(studies_mutex_);
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

  // ---- the whole rubric ----------------------------------------------------------------------
  std::string whole_text(const Job& job) const {
    const JsonValue changed = Mutations::apply(*job.part, job.mutation);
    JsonWriter out;
    replace(text_.root(), *job.part, changed, out);
    return out.take();
  }

  static void replace(const JsonValue& value, const JsonValue& old, const JsonValue& changed,
                      JsonWriter& out) {
    if (&value == &old) return write_json(changed, out);
    const bool inside = old.begin >= value.begin && old.end <= value.end;
    if (!inside || value.children.empty()) return write_json(value, out);
    const bool array = value.kind == JsonValue::Kind::array;
    array ? out.begin_array() : out.begin_object();
    for (const JsonValue& child : value.children) {
      if (!array) out.key(child.key);
      replace(child, old, changed, out);
    }
    array ? out.end_array() : out.end_object();
  }

  /// The cases of a file, with another rubric in the place of its own.
  static CaseReport run_under(const Rubric& rubric, const CaseFile& file) {
    CaseReport report;
    CaseRunner(file, rubric, report).run();
    return report;
  }

  /// Whether a case fails; the first one has killed the mutant.
  static bool kills(const CaseReport& report, Mutant& mutant) {
    for (const CaseResult& result : report.results) {
      if (result.passed()) continue;
      mutant.fate = Fate::killed;
      mutant.by = result.path + ": " + result.unit;
      return true;
    }
    return false;
  }

  void whole_mutant(const Job& job, Mutant& mutant) const {
    Checked<Rubric> checked = check_rubric(whole_text(job));
    if (!checked) return refused(mutant, checked.issues());
    const Rubric changed = std::move(checked).value();
    for (const CaseFile* file : files_) {
      const CaseReport report = run_under(changed, *file);
      if (!report.issues.empty()) return refused(mutant, report.issues.front().issues);
      if (kills(report, mutant)) return;
    }
    whole_survivor(job, changed, mutant);
  }

  bool runs_differ(const Job& job, Mutant& mutant, const std::vector<LeafBench::Seen>& rows) const {
    Checked<Rubric> checked = check_rubric(whole_text(job));
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

  /// Whole units under both rubrics: mixtures of the leaves' own cases, each table of a leaf that
  /// compares units, and where these tell nothing and nothing is proven, many random units.
  void whole_survivor(const Job& job, const Rubric& changed, Mutant& mutant) const {
    const Plan after = compile(changed);
    std::size_t tried = 0;
    const auto differs = [&](const Wholes& units) {
      const Checked<Scores> scores = score_units(after, units.units);
      if (!scores) return false;
      tried += units.units.size();
      return tells(units, scores.value(), mutant);
    };
    const StudiedUnits& studied = this->studied();
    if (std::any_of(studied.tables.begin(), studied.tables.end(), differs)) return;
    if (auto reason = same_rubric_results(job, after)) return equivalent(mutant, *reason);
    if (studied.random && differs(*studied.random)) return;
    undecided(mutant, counted(tried, "unit") + ", at and around every bound and at random");
  }

  /// Units of one table, and what the rubric gives them.
  struct Wholes {
    std::vector<StudyUnit> units;
    std::optional<Scores> scores;
  };

  /// Whether a unit has another result; then the mutant survived by it.
  bool tells(const Wholes& units, const Scores& after, Mutant& mutant) const {
    const Scores& before = *units.scores;
    for (std::size_t row = 0; row < before.size(); ++row) {
      for (std::size_t i = 0; i < before.plan().size(); ++i) {
        stop_point(1000);
        const NodeResult x = before.at(row, i);
        const NodeResult y = after.at(row, i);
        if (x.status == y.status && x.points == y.points && x.index == y.index && x.max == y.max) {
          continue;
        }
        const std::string& code = before.plan().codes()[i];
        mutant.fate = Fate::survived;
        mutant.by = "the unit " + unit_json(units.units[row]) + ": " +
                    (code.empty() ? "total" : code) + " is " + shown(x) + ", with the mutant " +
                    shown(y);
        return true;
      }
    }
    return false;
  }

  static std::string shown(const NodeResult& result) {
    if (result.status == Status::error) return "in error";
    if (result.status != Status::ok) return std::string(to_string(result.status));
    return result.points->to_string() + " of " + result.max->to_string() + ", index " +
           result.index->to_string();
  }

  static std::string unit_json(const StudyUnit& unit) {
    JsonWriter json;
    json.begin_object();
    if (!unit.group.empty()) {
      json.key("group");
      json.string(unit.group);
    }
    StudyUnit::Cells cells = unit.own;
    if (unit.base) cells.insert(unit.base->begin(), unit.base->end());
    for (const auto& [name, cell] : cells) {
      json.key(name);
      cell_json(cell, json);
    }
    json.end_object();
    return json.take();
  }

  /// A proof that whatever the parts of the changed node give, the node gives the same.
  std::optional<std::string> same_rubric_results(const Job& job, const Plan& after) const {
    const StudiedUnits& studied = this->studied();
    const Plan& before = studied.plan;
    const std::string& pointer = job.mutation.pointer;
    if (job.code.empty() && pointer.starts_with("/index_rounding")) {
      return same_index(before, after, studied.lists);
    }
    if (!before.rubric().draft().weight_sets.empty()) return std::nullopt;  // one of many plans
    // A weight is a matter of the parent.
    std::size_t position = *before.find(job.code);
    if (pointer == "/weight") position = before.parent(position);
    return same_node(before, after, position, studied.lists);
  }

  /// What every mutant that is no matter of one leaf is tried on.
  struct StudiedUnits {
    explicit StudiedUnits(const RubricStudy& study) : plan(study.plan), lists(plan) {}
    Plan plan;
    ResultLists lists;
    std::vector<Wholes> tables;
    std::optional<Wholes> random;
  };

  const StudiedUnits& studied() const {
    const std::lock_guard<std::mutex> locked(studied_mutex_);
    if (!studied_) studied_ = study_units();
    return *studied_;
  }

  std::unique_ptr<const StudiedUnits> study_units() const {
    const RubricStudy study(rubric_);
    auto studied = std::make_unique<StudiedUnits>(study);
    std::vector<Wholes>& tables = studied->tables;
    Wholes mixed;
    for (std::size_t m = 0; m < tries; ++m) {
      for (const std::string& group : study.groups()) {
        mixed.units.push_back(study.unit(study.mixture(m, group), group));
      }
    }
    const WholeStudy whole(study);
    mixed.units.insert(mixed.units.end(), whole.units().begin(), whole.units().end());
    tables.push_back(std::move(mixed));
    for (std::size_t k = 0; k < study.leaves.size(); ++k) {
      std::map<std::string, Wholes> cohorts;
      for (const LeafCase& one : study.chosen[k]) {
        if (one.input.cohort.empty()) continue;
        cohorts[one.input.cohort].units.push_back(study.with(k, one.input));
      }
      for (auto& [name, table] : cohorts) tables.push_back(std::move(table));
    }
    const auto score = [&](Wholes& each) {
      Checked<Scores> scores = score_units(study.plan, each.units);
      if (scores) each.scores.emplace(std::move(scores).value());
      return each.scores.has_value();
    };
    std::erase_if(tables, [&](Wholes& each) { return !score(each); });
    Wholes random;
    random.units = random_units(study);
    if (score(random)) studied->random = std::move(random);
    return studied;
  }
  static constexpr std::size_t tries = 40;

  // ---- what became of it ---------------------------------------------------------------------
  static void refused(Mutant& mutant, const Issues& issues) {
    mutant.fate = Fate::check;
    for (const Issue& found : issues) {
      if (found.severity != Severity::error) continue;
      mutant.by = found.code;
      return;
    }
  }
  void killed(Mutant& mutant, const LeafBench::Seen& at) const {
    mutant.fate = Fate::killed;
    mutant.by = files_[at.file]->path + ": " + files_[at.file]->cases[at.row].unit;
  }

  static void equivalent(Mutant& mutant, std::string reason) {
    mutant.fate = Fate::equivalent;
    mutant.by = std::move(reason);
  }
  static void undecided(Mutant& mutant, const std::string& searched) {
    mutant.fate = Fate::undecided;
    mutant.by = "no difference in " + searched;
  }
  static std::string counted(std::size_t count, const std::string& what) {
    return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
  }

  const Rubric& rubric_;
  RubricText text_;
  std::vector<const CaseFile*> files_;
  std::vector<CaseLooks> looks_;
  std::vector<LeafBench> benches_;
  std::vector<Job> jobs_;
  mutable std::mutex studies_mutex_;
  mutable std::map<std::string, std::unique_ptr<LeafStudy>> studies_;
  mutable std::mutex studied_mutex_;
  mutable std::unique_ptr<const StudiedUnits> studied_;
};

}  // namespace detail

std::size_t MutationReport::count(Fate fate) const {
  return static_cast<std::size_t>(std::count_if(
      mutants.begin(), mutants.end(), [fate](const Mutant& one) { return one.fate == fate; }));
}

std::size_t MutationReport::percent() const {
  const std::size_t killed = count(Fate::check) + count(Fate::killed);
  const std::size_t all = killed + count(Fate::survived) + count(Fate::undecided);
  return all == 0 ? 100 : 100 * killed / all;
}

std::string MutationReport::to_string() const {
  std::string out;
  for (const Fate fate : {Fate::survived, Fate::undecided}) {
    for (const Mutant& one : mutants) {
      if (one.fate != fate) continue;
      out += detail::visible(std::string(parindex::to_string(fate)) + "  " +
                             (one.code.empty() ? "the rubric" : one.code) + ": " + one.change +
                             "  (" + one.pointer + ")") +
             '\n';
      out += (fate == Fate::survived ? "  a case that would notice: " : "  ") +
             detail::visible(one.by) + '\n';
    }
  }
  return out + std::to_string(mutants.size()) + " mutants: " + std::to_string(count(Fate::check)) +
         " refused by the check, " + std::to_string(count(Fate::killed)) + " killed by a case, " +
         std::to_string(count(Fate::equivalent)) + " equivalent, " +
         std::to_string(count(Fate::survived)) + " survived, " +
         std::to_string(count(Fate::undecided)) +
         " undecided\nmutation score: " + std::to_string(percent()) + " %\n";
}

MutationReport mutate(const Rubric& rubric, const CaseSet& cases, const MutateOptions& options) {
  return detail::Mutator(rubric, cases).run(options);
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
  for (const Fate fate :
       {Fate::check, Fate::killed, Fate::equivalent, Fate::survived, Fate::undecided}) {
    json.key(to_string(fate));
    json.integer(report.count(fate));
  }
  json.key("mutants");
  json.begin_array();
  for (const Mutant& one : report.mutants) {
    json.begin_object();
    text("code", one.code);
    text("pointer", one.pointer);
    text("change", one.change);
    text("fate", to_string(one.fate));
    text("by", one.by);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json.take();
}

std::string_view to_string(Fate fate) {
  switch (fate) {
    case Fate::check: return "check";
    case Fate::killed: return "killed";
    case Fate::equivalent: return "equivalent";
    case Fate::survived: return "survived";
    case Fate::undecided: return "undecided";
  }
  return "";
}

PARINDEX_END_NAMESPACE
