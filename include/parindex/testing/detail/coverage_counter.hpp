// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

#include <parindex/engine/detail/exact_double.hpp>
#include <parindex/rubric/detail/rules.hpp>
#include <parindex/stop.hpp>
#include <parindex/testing/coverage.hpp>
#include <parindex/testing/search/case_looks.hpp>
#include <parindex/testing/search/inner_node_case_search.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Lists what there is to show, and counts the cases that show it.
class CoverageCounter {
 public:
  CoverageCounter(const Rubric& rubric, RubricStudy& study, const InnerNodeCaseSearch& whole)
      : rubric_(rubric),
        study_(study),
        whole_(whole),
        dependents_(study.plan.state()),
        leaf_at_(study.plan.size()) {
    for (const Issue& warning : rubric.warnings()) {
      if (warning.code == issue::band_unreachable.code ||
          warning.code == issue::case_unreachable.code) {
        unreachable_.emplace(warning.pointer, warning.message);
      }
    }
    leaves_.reserve(study_.leaves.size());
    for (std::size_t k = 0; k < study_.leaves.size(); ++k) add_leaf(k);
    first_whole_ = coverage_.items.size();
    wholes_.resize(study_.plan.size());
    for (std::size_t i = 0; i < whole_.items().size(); ++i) {
      const InnerNodeItem& item = whole_.items()[i];
      add(item);
      (item.of_class ? of_class_ : wholes_[item.node]).push_back(i);
    }
  }

  void count(const CaseSet& cases) {
    for (const CaseFile& file : cases.files) {
      if (!file.rubric || file.cases.empty() || !same_rubric(*file.rubric, rubric_)) continue;
      coverage_.cases += file.cases.size();
      count(CaseLooks(rubric_, file));
    }
  }

  /// Items as they stand after what was counted. Once: then there is nothing left to count.
  Coverage take() {
    for (Leaf& leaf : leaves_) say_what_was_tried(leaf);
    for (std::size_t i = 0; i < whole_.items().size(); ++i) {
      CoverageItem& item = coverage_.items[first_whole_ + i];
      if (item.missing() && !whole_.items()[i].shown) item.reason = not_shown("unit");
    }
    return std::move(coverage_);
  }

 private:
  /// What an item of a leaf is about.
  enum class About { branch, row, policy, absence, limit, inner_limit, gate, passed, side, flag };
  struct LeafItem {
    About about = About::branch;
    std::size_t item = 0;
    std::string pointer = {};  // relative to the leaf
    std::size_t at = 0;        // which gate, side or column
    bool wanted = false;       // of a flag
  };
  struct Leaf {
    std::size_t study = 0;     // which leaf
    std::size_t position = 0;  // in the plan
    std::vector<LeafItem> items = {};
    std::optional<LeafVersions> versions = {};
    std::optional<BoundSlips> slips = {};
  };

  static std::string not_shown(const std::string& what) {
    return "no " + what + " that was tried shows it; not shown unreachable";
  }

  CoverageItem& add(const std::string& code, CoverageKind kind, std::string pointer,
                    std::string text) {
    return coverage_.items.emplace_back(
        CoverageItem{code, kind, std::move(pointer), std::move(text)});
  }

  static void exempt(CoverageItem& item, Exempt why, std::string reason) {
    item.exempt = why;
    item.reason = std::move(reason);
  }

  void add_leaf(std::size_t k) {
    const LeafText& text = study_.text.leaves()[k];
    LeafStudy& study = study_.leaves[k];
    Leaf leaf;
    leaf.study = k;
    leaf.position = *study_.plan.find(text.code);
    leaf_at_[leaf.position] = k;
    leaf.versions.emplace(study_.plan.state(), leaf.position, *text.json);
    std::map<std::string, std::string> words;
    for (const LeafOutcome& outcome : study.outcomes()) {
      words.emplace(outcome.branch, outcome.branch_text);
    }
    for (LeafItem& one : branches(leaf.position, text)) {
      stop_point(1000);
      const auto known = words.find(one.pointer);
      const std::string pointer =
          one.about == About::absence ? text.only_for_pointer : text.pointer + one.pointer;
      one.item = coverage_.items.size();
      CoverageItem& item =
          add(text.code, CoverageKind::branch, pointer,
              known == words.end() ? words_of(one, leaf.position, text) : known->second);
      const auto warning = unreachable_.find(pointer);
      if (warning != unreachable_.end()) {
        exempt(item, Exempt::unreachable, warning->second);
      } else if (auto proof = never_limits(*study_.plan.node(leaf.position).rule,
                                           study_.plan.node(leaf.position), one.pointer)) {
        exempt(item, Exempt::unreachable, *std::move(proof));
      }
      leaf.items.push_back(std::move(one));
    }
    if (study) {
      leaf.slips.emplace(*text.json, study.bounds().bounds());
      for (std::size_t i = 0; i < study.sides().size(); ++i) {
        const BoundSide& side = study.sides()[i];
        leaf.items.push_back({About::side, coverage_.items.size(), {}, i});
        CoverageItem& item = add(text.code, CoverageKind::boundary,
                                 text.pointer + side.bound.pointer, side.to_string());
        if (!side.found && side.empty) {
          exempt(item, Exempt::outside_range, "no value of the inputs lies there");
        } else if (!side.proof.empty()) {
          exempt(item, Exempt::unreachable, side.proof);
        }
      }
      const std::vector<PlanColumn>& columns = study.plan().columns();
      for (std::size_t c = 0; c < columns.size(); ++c) {
        if (columns[c].type != InputType::boolean) continue;
        for (const char* word : {"yes", "no"}) {
          leaf.items.push_back({About::flag, coverage_.items.size(), {}, c, *word == 'y'});
          add(text.code, CoverageKind::flag, columns[c].name, columns[c].name + " = " + word);
        }
      }
    }
    leaves_.push_back(std::move(leaf));
  }

  static About about(const std::string& branch) {
    if (branch == "/only_for") return About::absence;
    if (branch == "/cap" || branch == "/floor") return About::limit;
    if (branch.find("/decision_table/rows/") != std::string::npos) return About::row;
    for (const char* policy : {"/when_zero", "/when_small"}) {
      if (branch.ends_with(policy)) return About::policy;
    }
    return branch.starts_with("/rule") ? About::branch : About::policy;
  }

  /// Everything that decides over the points of a leaf: its rule's branches, the policies for
  /// values that are not there, and what happens to its points after the rule.
  std::vector<LeafItem> branches(std::size_t position, const LeafText& text) const {
    const PlanNode& node = study_.plan.state().nodes[position];
    std::vector<LeafItem> found;
    const auto add = [&](std::string branch, About what, std::size_t at = 0) {
      found.push_back({what, 0, std::move(branch), at});
    };
    std::vector<std::string> known = rule_branches(*node.node->rule);
    for (const std::string& branch : known) add(branch, about(branch));
    limits_in(*text.json->find("rule"), "/rule", [&](const std::string& limit) {
      if (!contains(known, limit)) add(limit, About::inner_limit);
    });
    if (node.column_count != 0) {
      known.push_back("/missing");
      add(known.back(), About::policy);
      for (const auto& [kind, texts] : rubric_.draft().markers) {
        // Without a marker no value of a case can be of this kind.
        const bool decides = node.policies[static_cast<std::size_t>(kind)].has_value();
        const std::string branch = "/" + std::string(to_string(kind));
        if (!decides || texts.empty() || contains(known, branch)) continue;
        known.push_back(branch);
        add(branch, About::policy);
      }
    }
    if (!text.only_for.empty() && text.only_for.size() < text.groups.size()) {
      add("/only_for", About::absence);
    }
    if (node.node->cap) add("/cap", About::limit);
    if (node.node->floor) add("/floor", About::limit);
    for (std::size_t i = 0; i < node.gates.size(); ++i) {
      if (node.gates[i].gate->when) continue;
      add("/gates/" + std::to_string(i), About::gate, i);
      add("/gates/" + std::to_string(i), About::passed, i);
    }
    return found;
  }

  /// The caps and floors within a rule.
  template <class Each>
  static void limits_in(const JsonValue& value, const std::string& at, const Each& each) {
    for (std::size_t i = 0; i < value.children.size(); ++i) {
      const JsonValue& child = value.children[i];
      const std::string inside =
          at + "/" + (value.kind == JsonValue::Kind::array ? std::to_string(i) : child.key);
      if ((child.key == "cap" || child.key == "floor") && number_in(child)) each(inside);
      limits_in(child, inside, each);
    }
  }

  std::string words_of(const LeafItem& item, std::size_t position, const LeafText& text) const {
    const PlanNode& node = study_.plan.state().nodes[position];
    switch (item.about) {
      case About::gate: return "gate " + node.gates[item.at].gate->id;
      case About::passed: return "gate " + node.gates[item.at].gate->id + " does not hold";
      case About::limit: {
        const bool cap = item.pointer == "/cap";
        return cap ? "capped at " + node.node->cap->to_string()
                   : "raised to the floor of " + node.node->floor->to_string();
      }
      case About::inner_limit: {
        const JsonValue* limit = value_at(*text.json, item.pointer);
        return (item.pointer.ends_with("/cap") ? "capped at " : "raised to the floor of ") +
               (limit == nullptr ? "" : limit->text);
      }
      case About::row: {
        const JsonValue* row = value_at(*text.json, item.pointer);
        return row == nullptr ? item.pointer : "row " + json_text(*row);
      }
      default: return item.pointer;
    }
  }

  /// Why a rule without its cap or floor never goes beyond it: the branch is then never taken.
  static std::optional<std::string> never_limits(const Rule& rule, const Node& leaf,
                                                 const std::string& branch) {
    if (const ByGroup* const split = std::get_if<ByGroup>(&rule)) {
      for (std::size_t i = 0; i < split->cases.size(); ++i) {
        const std::string inside = group_case_pointer(i);
        if (branch.compare(0, inside.size() + 1, inside + "/") != 0) continue;
        return never_limits(split->cases[i].rule, leaf, "/rule" + branch.substr(inside.size()));
      }
      return std::nullopt;
    }
    const std::string at = "/rule/" + std::string(name_of(rule));
    return std::visit(
        [&](auto kind) -> std::optional<std::string> {
          if constexpr (requires { kind.cap; }) {
            if (branch == at + "/cap" && kind.cap) {
              const Rational cap = *std::exchange(kind.cap, std::nullopt);
              const auto reach = reach_of(kind, leaf);
              if (reach && reach->max && *reach->max <= cap) {
                return "at most " + reach->max->to_string() + " points come under the cap of " +
                       cap.to_string();
              }
            }
          }
          if constexpr (requires { kind.floor; }) {
            if (branch == at + "/floor" && kind.floor) {
              const Rational floor = *std::exchange(kind.floor, std::nullopt);
              const auto reach = reach_of(kind, leaf);
              if (reach && reach->min && *reach->min >= floor) {
                return "at least " + reach->min->to_string() + " points come to the floor of " +
                       floor.to_string();
              }
            }
          }
          return std::nullopt;
        },
        rule);
  }

  void add(const InnerNodeItem& item) {
    const bool boundary = item.kind == InnerNodeItem::Kind::side;
    const CoverageKind kind = boundary                                 ? CoverageKind::boundary
                              : item.kind == InnerNodeItem::Kind::flag ? CoverageKind::flag
                                                                       : CoverageKind::branch;
    CoverageItem& added = add(study_.plan.codes()[item.node], kind, item.pointer, item.text);
    if (!item.proof.empty()) exempt(added, Exempt::unreachable, item.proof);
  }

  /// Of items that no case shows: what the study of the leaf knows of them.
  void say_what_was_tried(Leaf& leaf) {
    LeafStudy& study = study_.leaves[leaf.study];
    for (const LeafItem& one : leaf.items) {
      CoverageItem& item = coverage_.items[one.item];
      if (!item.missing() || !study) continue;
      stop_point(500);
      if (study.leaf().whole_cohort) {
        item.reason = not_shown("table of units");
        continue;
      }
      if (one.about == About::side) {
        if (!study.sides()[one.at].shown) item.reason = not_shown("input");
        continue;
      }
      if (one.about == About::inner_limit && !study.limits(one.pointer)) {
        item.reason = not_shown("input");
      }
      const bool of_rule = one.about == About::branch || one.about == About::row;
      if (!of_rule || study.takes(one.pointer)) continue;
      if (auto proof = study.proof_that_none_takes(one.pointer)) {
        exempt(item, Exempt::unreachable, *std::move(proof));
      } else {
        item.reason = not_shown("input");
      }
    }
  }

  // ---- what a case shows -----------------------------------------------------------------------
  void count(const CaseLooks& looks) {
    const Scores* scores = looks.scores();
    if (scores == nullptr) return;
    for (std::size_t row = 0; row < looks.file().cases.size(); ++row) {
      RowSight sight(ScoresAccess::state(*scores), row, dependents_);
      CaseSight sees(looks, sight);
      std::vector<std::size_t> items;
      if (looks.looks_at_class(row)) items = of_class_;
      for (const CaseLooks::Range& range : looks.ranges(row)) {
        for (std::size_t i = range.begin; i < range.end; ++i) {
          if (leaf_at_[i]) leaf(looks, *scores, sight, sees, leaves_[*leaf_at_[i]]);
          items.insert(items.end(), wholes_[i].begin(), wholes_[i].end());
        }
      }
      wholes(looks, *scores, sight, sees, items);
    }
  }

  /// A row, and a leaf that a case looks at.
  struct LeafSeen {
    RowSight& sight;
    CaseSight& sees;
    std::size_t position;
    const PlanNode& node;
    const Trace& trace;
    const LeafResult& now;     // before gates
    const NodeOutcome actual;  // behind them

    bool steps(const std::string& pointer) const {
      return std::any_of(trace.steps.begin(), trace.steps.end(),
                         [&](const TraceStep& step) { return step.pointer == pointer; });
    }
    /// Whether the case would see that the leaf had something else behind its gates.
    bool hangs_behind(const NodeOutcome& other) const {
      return !same_points(other, actual) && sees.sees(position, other);
    }
    /// Whether it would see another result before the gates. Other issues are seen at once.
    bool hangs(const std::optional<LeafResult>& other) const {
      if (!other || other->issues != now.issues) return true;
      return hangs_behind(sight.behind_gates(position, other->own));
    }
    bool hangs(const NodeOutcome& own) const {
      return hangs_behind(sight.behind_gates(position, own));
    }
    /// What the leaf has whose rule gave so many points.
    NodeOutcome with_points(const Node& leaf, const Rational& points) const {
      IssueLog ignored(0);
      IssueListener listener{ignored};
      return given(leaf, limited(leaf, points), *leaf.max, listener);
    }
    /// What the rule gave before cap, floor and rounding of the leaf.
    std::optional<Rational> rule_points() const {
      for (const TraceStep& step : trace.steps) {
        if (step.kind == StepKind::branch) return step.points;
      }
      return std::nullopt;
    }
    bool hangs_on_branch() const {
      const auto points = rule_points();
      if (!points) return false;
      const Rational unit = unit_of(*points);
      for (const Rational& other :
           {Rational(*points + unit), Rational(*points - unit), Rational(0), *node.node->max}) {
        if (other != *points && hangs(with_points(*node.node, other))) return true;
      }
      return false;
    }
  };

  void leaf(const CaseLooks& looks, const Scores& scores, RowSight& sight, CaseSight& sees,
            Leaf& leaf) {
    stop_point(2000);
    const std::size_t row = sight.row();
    const auto& now = sight.leaf(leaf.position);
    if (!now) return;
    const LeafStudy& study = study_.leaves[leaf.study];
    const Trace trace = explain_node(scores, row, leaf.position);
    const LeafSeen seen{sight,
                        sees,
                        leaf.position,
                        sight.node(leaf.position),
                        trace,
                        *now,
                        sight.outcomes().at(leaf.position)};
    const std::vector<std::string> rows =
        decisive_rows(ScoresAccess::state(scores), row, leaf.position, trace.branch);
    LeafInput input;
    LeafOutcome outcome;
    if (study) {
      input = looks.input(row, study.plan().columns());
      outcome.quantity = trace.quantity;
      outcome.compared = compared_values(scores, row, leaf.position);
    }
    for (const LeafItem& one : leaf.items) {
      stop_point(200);
      if (shows(leaf, one, seen, rows, study, input, outcome)) ++coverage_.items[one.item].cases;
    }
  }

  static bool shows(Leaf& leaf, const LeafItem& one, const LeafSeen& seen,
                    const std::vector<std::string>& rows, const LeafStudy& study,
                    const LeafInput& input, const LeafOutcome& outcome) {
    const PlanNode& node = seen.node;
    NodeChanges changes(seen.sight, seen.position);
    switch (one.about) {
      case About::branch: return seen.trace.branch == one.pointer && seen.hangs_on_branch();
      case About::row: return contains(rows, one.pointer) && seen.hangs_on_branch();
      // Under another policy the row has an issue that it lacks, or lacks one that it has.
      case About::policy: return seen.trace.branch == one.pointer;
      case About::absence:
        return seen.trace.branch == one.pointer &&
               (node.policies[0].value_or(MissingPolicy::error) == MissingPolicy::error ||
                seen.hangs(seen.with_points(*node.node, 0)) ||
                seen.hangs(seen.with_points(*node.node, *node.node->max)));
      case About::limit: {
        const auto points = seen.rule_points();
        if (!points || !seen.steps(one.pointer)) return false;
        Node free = *node.node;
        (one.pointer == "/cap" ? free.cap : free.floor).reset();
        return seen.hangs(seen.with_points(free, *points));
      }
      case About::inner_limit: {
        if (seen.now.own.status != Status::ok) return false;
        const ChangedLeaf* free = leaf.versions->of({{one.pointer, {}, {}}});
        return free != nullptr && seen.hangs(result_of(*free, seen));
      }
      case About::gate:
        return seen.steps(one.pointer) && seen.hangs_behind(changes.without_gate(one.at));
      case About::passed: {
        const auto steps = [&](const std::string& pointer) { return seen.steps(pointer); };
        if (seen.actual.status != Status::ok || !gate_passed(node, one.at, steps)) return false;
        const auto gated = changes.by_gate(one.at);
        return gated && seen.hangs_behind(*gated);
      }
      case About::side: {
        const BoundSide& side = study.sides()[one.at];
        const auto value = study.bounds().variable(side.bound, input, outcome);
        if (!value || !side.holds(*value)) return false;
        for (const LeafEdits& slip : leaf.slips->of(one.at / sides_of_a_bound, *value)) {
          const ChangedLeaf* changed = leaf.versions->of(slip);
          if (changed != nullptr && seen.hangs(result_of(*changed, seen))) return true;
        }
        return false;
      }
      case About::flag: {
        if (flag_of(input.cells[one.at]) != (one.wanted ? 1.0 : 0.0)) return false;
        return hangs_on_flag(seen, one);
      }
    }
    return false;
  }
  static constexpr std::size_t sides_of_a_bound = 3;

  static std::optional<LeafResult> result_of(const ChangedLeaf& changed, const LeafSeen& seen) {
    return changed.result(
        seen.sight.group(), [&](std::size_t column) { return seen.sight.cell(column); },
        seen.sight.unit());
  }

  /// Whether the case would see the other answer.
  static bool hangs_on_flag(const LeafSeen& seen, const LeafItem& one) {
    const PlanNode& node = seen.node;
    const std::size_t flag = node.first_column + one.at;
    const auto cell_at = [&](std::size_t column) {
      return column == flag ? Cell(!one.wanted) : seen.sight.cell(column);
    };
    auto other =
        leaf_result(seen.sight.plan(), node, seen.sight.group(), cell_at, seen.sight.unit());
    if (!other || other->issues != seen.now.issues) return true;
    seen.sight.outcomes().find_needs(seen.position);
    IssueLog ignored(0);
    IssueListener listener{ignored};
    return seen.hangs_behind(apply_gates(seen.sight.plan(), node, seen.sight.group(), cell_at,
                                         seen.sight.outcomes(), std::move(other->own), listener));
  }

  void wholes(const CaseLooks& looks, const Scores& scores, RowSight& sight, CaseSight& sees,
              const std::vector<std::size_t>& items) {
    std::map<std::size_t, Trace> traces;
    for (const std::size_t i : items) {
      stop_point(500);
      const InnerNodeItem& item = whole_.items()[i];
      std::optional<Cell> flag;
      if (item.kind == InnerNodeItem::Kind::flag) {
        const Column* const column = looks.column(item.pointer);
        if (column != nullptr) flag = cell_in(*column, sight.row());
      }
      auto found = traces.find(item.node);
      if (found == traces.end()) {
        found = traces.emplace(item.node, explain_node(scores, sight.row(), item.node)).first;
      }
      if (!detail::shows(item, scores, sight, flag ? &*flag : nullptr, found->second)) continue;
      const auto other = detail::otherwise(item, scores, sight);
      const NodeOutcome now = sight.outcomes().at(item.node);
      if (other && std::none_of(other->begin(), other->end(), [&](const NodeOutcome& each) {
            return !same_points(each, now) && sees.sees(item.node, each);
          })) {
        continue;
      }
      ++coverage_.items[first_whole_ + i].cases;
    }
  }

  const Rubric& rubric_;
  RubricStudy& study_;
  const InnerNodeCaseSearch& whole_;
  const Dependents dependents_;
  std::vector<Leaf> leaves_;
  std::vector<std::optional<std::size_t>> leaf_at_;  // by node
  std::size_t first_whole_ = 0;
  std::vector<std::vector<std::size_t>> wholes_;              // items by node
  std::vector<std::size_t> of_class_;                         // items of the classes
  std::unordered_map<std::string, std::string> unreachable_;  // pointers of branches, and the proof
  Coverage coverage_;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
