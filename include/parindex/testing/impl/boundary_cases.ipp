// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <parindex/results/classes.hpp>
#include <parindex/stop.hpp>
#include <parindex/testing/coverage.hpp>
#include <parindex/testing/detail/coverage_counter.hpp>
#include <parindex/testing/detail/generated_limit.hpp>
#include <parindex/testing/detail/plain_rubric.hpp>
#include <parindex/testing/search/inner_node_case_search.hpp>
#include <parindex/testing/search/random_units.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Writes the file of generated cases. Each case expects the result of the engine for it in the
/// whole rubric and in its table.
class BoundaryWriter {
 public:
  explicit BoundaryWriter(const Rubric& rubric)
      : rubric_(rubric),
        study_(rubric),
        whole_(study_),
        base_(study_.best(study_.groups().front())),
        columns_(study_.plan, base_.base) {
    for (std::size_t k = 0; k < study_.leaves.size(); ++k) {
      std::size_t number = 0;
      const std::string& code = study_.text.leaves()[k].code;
      for (const LeafCase& one : study_.chosen[k]) {
        planned_.push_back(
            {study_.with(k, one.input), code + " #" + std::to_string(++number), one.why, code});
      }
      plan_absence(k, number);
      check_count();
    }
    plan_wholes();
    check_count();
    for (std::size_t i = 1; i < study_.plan.size(); ++i) {
      if (shown_in_whole(i)) shown_.push_back(i);
    }
  }

  std::string write() {
    json_.begin_object();
    text("title", "Cases at every boundary, branch and policy");
    json_.key("for");
    json_.begin_object();
    text("rubric", rubric_.id());
    text("edition", rubric_.edition());
    json_.end_object();
    json_.key("base");
    base_values();
    json_.key("cases");
    json_.begin_array();
    std::unordered_map<std::string_view, std::size_t> known;
    std::vector<std::vector<const Planned*>> cohorts;
    for (const Planned& one : planned_) {
      const auto [found, fresh] = known.emplace(one.unit.cohort, cohorts.size());
      if (fresh) cohorts.emplace_back();
      cohorts[found->second].push_back(&one);
    }
    for (const auto& cohort : cohorts) write_cohort(cohort);
    json_.end_array();
    std::string text = json_.take();
    json_.raw(text);
    not_reached(text + "}");
    json_.end_object();
    return indent_json(json_.take(), 160);
  }

 private:
  void check_count() const {
    check_generated(planned_.size(), limits().generated_cases, Generated::cases);
  }

  struct Planned {
    StudyUnit unit;
    std::string name;
    std::string why;
    std::optional<std::string> leaf;  // nothing: the case reads the whole rubric
  };

  /// A unit of a group that does not have the leaf, without and with a value for it.
  void plan_absence(std::size_t k, std::size_t number) {
    const LeafStudy& leaf = study_.leaves[k];
    const std::string& code = study_.text.leaves()[k].code;
    if (!leaf) return;
    for (const std::string& group : study_.text.groups()) {
      if (leaf.exists_for(group)) continue;
      planned_.push_back(
          {study_.best(group), code + " #" + std::to_string(++number), "not for " + group, code});
      LeafInput unexpected = leaf.inputs().front();
      unexpected.group = group;
      planned_.push_back({study_.with(k, unexpected), code + " #" + std::to_string(++number),
                          "a value although not for " + group, code});
    }
  }

  /// Mixtures of all leaves, to cover the nodes above them: sums, roundings, indices; and the units
  /// that cover the other behaviour of the whole rubric.
  void plan_wholes() {
    std::vector<std::pair<StudyUnit, std::string>> units;
    std::map<std::pair<const StudyUnit::Cells*, std::string>, std::size_t> known;  // base and key
    const auto add = [&](const StudyUnit& unit, const std::string& why) {
      const auto [at, fresh] =
          known.emplace(std::pair(unit.base.get(), key_of(unit)), units.size());
      if (fresh) {
        units.emplace_back(unit, why);
        return;
      }
      std::string& words = units[at->second].second;
      if (!why.empty() && words.size() + why.size() < 160) {
        words += (words.empty() ? "" : "; ") + why;
      }
    };
    for (const std::string& group : study_.groups()) {
      for (std::size_t m = 0; m < mixtures; ++m) {
        add(study_.unit(study_.mixture(m, group), group), "");
      }
    }
    for (const InnerNodeItem& item : whole_.items()) {
      if (item.unit) add(whole_.units()[*item.unit], item.text.en);
    }
    add_random(add);
    for (std::size_t i = 0; i < units.size(); ++i) {
      planned_.push_back({units[i].first, "mixture " + std::to_string(i + 1), units[i].second, {}});
    }
  }

  /// Among many random units, the first one in which a node above leaves is rounded in a given way,
  /// has a given status, or has one available child fewer than it needs, just as many, or more.
  template <class Add>
  void add_random(const Add& add) {
    const std::vector<StudyUnit> units = random_units(study_, random_cases);
    const Checked<Scores> checked = score_units(study_.plan, units);
    if (!checked) return;
    const Scores& scores = checked.value();
    std::set<std::string> seen;
    for (std::size_t row = 0; row < units.size(); ++row) {
      stop_point(1000);
      const auto show = [&](const std::string& node, const std::string& what) {
        const std::string why = (node.empty() ? "total" : node) + ": " + what;
        if (seen.insert(why).second) add(units[row], why);
      };
      for (std::size_t i = 0; i < study_.plan.size(); ++i) {
        const PlanNode& node = study_.plan.state().nodes[i];
        if (node.children.empty()) continue;
        const NodeResult result = scores.at(row, i);
        show(node.node->code, std::string(to_string(result.status)));
        if (const auto needed = minimum_of(node.aggregation)) {
          std::size_t count = 0;
          for (const std::size_t child : node.children) {
            count += scores.at(row, child).status == Status::ok ? 1 : 0;
          }
          if (count + 1 == *needed || count == *needed || count == *needed + 1) {
            show(node.node->code, std::to_string(count) + " available, at least " +
                                      std::to_string(*needed) + " needed");
          }
        }
        if (!result.points) continue;
        if (node.node->rounding) {
          const auto how = rounded_how(*scores.exact(row, i), *node.node->rounding);
          if (how) show(node.node->code, to_words(*how));
        }
        const auto& index_rounding = node.index_rounding;
        if (index_rounding && shown_in_whole(i)) {
          if (const auto how = rounded_how(*result.index_exact, *index_rounding)) {
            const std::string why = std::string("index ") + to_words(*how);
            if (seen.insert(why).second) add(units[row], why);
          }
        }
      }
    }
  }

  void write_cohort(const std::vector<const Planned*>& rows) {
    std::vector<StudyUnit> units;
    std::size_t looked_at = 0;
    for (const Planned* one : rows) {
      stop_point(20);
      units.push_back(one->unit);
      looked_at += one->leaf ? 1 : study_.plan.size();
    }
    const std::string& cohort = units.front().cohort;
    CaseScores scores(study_.plan, unit_table(study_.plan, units), unit_options(), looked_at);
    if (!scores) return;
    std::optional<Classes> classes;
    if (rubric_.draft().classes) classes = classify(scores.whole());
    std::map<std::size_t, Classes> of_nodes;
    for (const std::size_t i : declaring_nodes(study_.plan.state())) {
      const Node& node = study_.plan.node(i);
      if (gives_classes(rubric_.draft(), node)) {
        of_nodes.emplace(i, classify(scores.whole(), node.code).value());
      }
    }
    for (std::size_t row = 0; row < rows.size(); ++row) {
      const Planned& one = *rows[row];
      RowOutcomes outcomes = scores.outcomes(row);
      json_.begin_object();
      text("unit", one.name);
      if (!one.why.empty()) text("title", one.why);
      json_.key("given");
      values(one.unit, one.leaf);
      if (!one.unit.group.empty()) text("group", one.unit.group);
      if (!cohort.empty()) text("cohort", cohort);
      json_.key("expect");
      json_.begin_object();
      if (!one.leaf) figures(outcomes, 0);
      if (!one.leaf && classes) {
        class_of(*classes, row);
      }
      json_.key("nodes");
      json_.begin_object();
      for (const std::size_t i : one.leaf ? std::vector{*study_.plan.find(*one.leaf)} : shown_) {
        json_.key(study_.plan.codes()[i]);
        json_.begin_object();
        figures(outcomes, i);
        const auto of_node = of_nodes.find(i);
        // An output of a table depends on nothing but its leaf.
        const bool told = !one.leaf || table_of_outputs(study_.plan.node(i)) != nullptr;
        if (told && of_node != of_nodes.end()) class_of(of_node->second, row);
        json_.end_object();
      }
      json_.end_object();
      issues(scores.issues(row));
      json_.end_object();
      json_.key("confirmed");
      json_.boolean(false);
      json_.end_object();
    }
  }

  /// Items of nodes above leaves, and of leaves that declare classes or whose points depend on
  /// other nodes.
  bool shown_in_whole(std::size_t position) const {
    const PlanNode& node = study_.plan.state().nodes[position];
    return !node.children.empty() || !node.reads.empty() || node.node->classes ||
           std::any_of(node.gates.begin(), node.gates.end(),
                       [](const PlanGate& gate) { return gate.gate->when.has_value(); });
  }

  /// The items that no case covers, each with the reason; `cases` is the file so far.
  void not_reached(std::string cases) {
    CoverageCounter counter(rubric_, study_, whole_);
    counter.count(read_cases_text(std::move(cases), "boundaries.case.json", rubric_));
    const Coverage coverage = counter.take();
    std::vector<const CoverageItem*> left;
    for (const CoverageItem& item : coverage.items) {
      if (item.cases == 0) left.push_back(&item);
    }
    if (left.empty()) return;
    json_.key("not_reached");
    json_.begin_array();
    for (const CoverageItem* item : left) {
      json_.begin_object();
      text("code", item->code);
      text("kind", to_string(item->kind));
      text("pointer", item->pointer);
      text("text", item->text);
      text("text_vi", item->text_vi);
      json_.key("exempt");
      item->exempt == Exempt::no ? json_.null() : json_.string(to_string(item->exempt));
      const Phrase reason = item->reason.empty() ? Phrase(sentence::not_shown_case)
                                                 : Phrase(item->reason, item->reason_vi);
      text("reason", reason.en);
      text("reason_vi", reason.vi);
      json_.end_object();
    }
    json_.end_array();
  }

  void text(std::string_view key, std::string_view value) {
    json_.key(key);
    json_.string(value);
  }

  /// Every column, including those without a value: a table that lacks one is invalid.
  void base_values() {
    json_.begin_object();
    for (const PlanColumn& column : study_.plan.columns()) {
      const Cell* const found = base_.find(column.name);
      json_.key(column.name);
      cell_json(found == nullptr ? Cell() : *found, json_);
    }
    json_.end_object();
  }

  /// The values of the leaf that a case is about, and those that differ from the base of the unit.
  void values(const StudyUnit& unit, const std::optional<std::string>& leaf) {
    json_.begin_object();
    for (const std::size_t at : columns_.of(unit)) {
      stop_point(300);
      const PlanColumn& column = study_.plan.columns()[at];
      const Cell* const own = unit.find(column.name);
      const Cell* const usual = base_.find(column.name);
      const Cell cell = own == nullptr ? Cell() : *own;
      const Cell without = usual == nullptr ? Cell() : *usual;
      if (cell == without && (column.code != leaf || own == nullptr)) continue;
      json_.key(column.name);
      cell_json(cell, json_);
    }
    json_.end_object();
  }

  void figures(RowOutcomes& outcomes, std::size_t position) {
    const NodeResult result = to_result(study_.plan.state(), outcomes.at(position), position);
    figure("points", result.points, study_.plan.node(position).rounding);
    if (result.index || position == 0) {
      figure("index", result.index, study_.plan.state().nodes[position].index_rounding);
    } else {
      text("status", to_string(result.status));
    }
  }

  void class_of(const Classes& classes, std::size_t row) {
    const ClassBand* const band = classes.of(row);
    json_.key("class");
    band != nullptr ? json_.string(band->id) : json_.null();
  }

  void figure(std::string_view key, const std::optional<Rational>& value,
              const std::optional<Rounding>& rounding) {
    json_.key(key);
    if (value) {
      json_.string(rounding ? value->to_string(*rounding) : value->to_string());
    } else {
      json_.null();
    }
  }

  void issues(const Issues& found) {
    if (found.empty()) return;
    json_.key("issues");
    json_.begin_array();
    for (const Issue& one : found) {
      json_.begin_object();
      text("code", one.code);
      text("field", one.field);
      json_.end_object();
    }
    json_.end_array();
  }

  static constexpr std::size_t random_cases = 600;
  const Rubric& rubric_;
  RubricStudy study_;
  InnerNodeCaseSearch whole_;
  const StudyUnit base_;
  UnitColumns columns_;
  std::vector<std::size_t> shown_;  // nodes covered by a case of the whole rubric
  std::vector<Planned> planned_;
  JsonWriter json_;
};

}  // namespace detail

Checked<BoundaryCases> boundary_cases(const Rubric& rubric) {
  check_stop();
  try {
    const Rubric plain = detail::plain_rubric(rubric);
    return BoundaryCases{detail::BoundaryWriter(plain).write()};
  } catch (detail::NotMade& why) {
    return Checked<BoundaryCases>(std::move(why.issues), std::move(why.subject));
  }
}

PARINDEX_END_NAMESPACE
