// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include <parindex/detail/make_issue.hpp>
#include <parindex/engine/detail/scores_access.hpp>
#include <parindex/engine/trace.hpp>
#include <parindex/issue_codes.hpp>
#include <parindex/stop.hpp>
#include <parindex/testing/coverage.hpp>
#include <parindex/testing/detail/leaf_items.hpp>
#include <parindex/testing/detail/leaf_sight.hpp>
#include <parindex/testing/detail/sentences.hpp>
#include <parindex/testing/search/case_looks.hpp>
#include <parindex/testing/search/inner_node_case_search.hpp>
#include <parindex/testing/search/rubric_study.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Lists the items to cover, and counts the cases that cover them.
class CoverageCounter {
 public:
  CoverageCounter(const Rubric& rubric, RubricStudy& study, const InnerNodeCaseSearch& search)
      : rubric_(rubric),
        study_(study),
        search_(search),
        dependents_(study.plan.state()),
        leaf_at_(study.plan.size()) {
    for (const Issue& warning : rubric.warnings()) {
      if (warning.code == issue::band_unreachable.code ||
          warning.code == issue::case_unreachable.code) {
        unreachable_.emplace(warning.pointer, message_of(warning));
      }
    }
    leaves_.reserve(study_.leaves.size());
    for (std::size_t k = 0; k < study_.leaves.size(); ++k) add_leaf(k);
    first_inner_ = coverage_.items.size();
    inner_.resize(study_.plan.size());
    of_class_.resize(study_.plan.size());
    for (std::size_t i = 0; i < search_.items().size(); ++i) {
      const InnerNodeItem& item = search_.items()[i];
      add(item);
      (item.of_class ? of_class_ : inner_)[item.node].push_back(i);
    }
  }

  void count(const CaseSet& cases) {
    for (const CaseFile& file : cases.files) {
      if (!file.rubric || file.cases.empty() || !same_rubric(*file.rubric, rubric_)) continue;
      coverage_.cases += file.cases.size();
      count(CaseLooks(rubric_, file));
    }
  }

  /// The items after counting. Call it once: afterwards nothing is left to count.
  Coverage take() {
    for (Leaf& leaf : leaves_) say_what_was_tried(leaf);
    for (std::size_t i = 0; i < search_.items().size(); ++i) {
      CoverageItem& item = coverage_.items[first_inner_ + i];
      if (item.missing() && !search_.items()[i].shown) give_reason(item, sentence::not_shown_unit);
    }
    return std::move(coverage_);
  }

 private:
  struct Leaf {
    std::size_t study = 0;     // which leaf
    std::size_t position = 0;  // in the plan
    std::vector<LeafItem> items = {};
    std::optional<LeafForms> forms = {};
  };

  static void give_reason(CoverageItem& item, Phrase reason) {
    item.reason = std::move(reason.en);
    item.reason_vi = std::move(reason.vi);
  }

  CoverageItem& add(const std::string& code, CoverageKind kind, std::string pointer, Phrase text) {
    CoverageItem& item = coverage_.items.emplace_back(
        CoverageItem{code, kind, std::move(pointer), std::move(text.en)});
    item.text_vi = std::move(text.vi);
    return item;
  }

  static void exempt(CoverageItem& item, Exempt why, Phrase reason) {
    item.exempt = why;
    give_reason(item, std::move(reason));
  }

  void add_leaf(std::size_t k) {
    const IsolatedLeaf& text = study_.text.leaves()[k];
    LeafStudy& study = study_.leaves[k];
    Leaf leaf;
    leaf.study = k;
    leaf.position = *study_.plan.find(text.code);
    leaf_at_[leaf.position] = k;
    leaf.forms.emplace(LeafForms{LeafVersions(study_.plan.state(), leaf.position, *text.json)});
    std::map<std::string, Phrase> words;
    for (const LeafOutcome& outcome : study.outcomes()) {
      words.emplace(outcome.branch, outcome.branch_text);
    }
    for (LeafItem& one : items_of(study_.plan, leaf.position, text)) {
      stop_point(1000);
      const auto known = words.find(one.pointer);
      const std::string pointer = one.about == LeafItem::About::absence
                                      ? text.only_for_pointer
                                      : text.pointer + one.pointer;
      one.item = coverage_.items.size();
      CoverageItem& item =
          add(text.code, CoverageKind::branch, pointer,
              known == words.end() ? words_of(one, study_.plan.state().nodes[leaf.position], text)
                                   : known->second);
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
      leaf.forms->slips.emplace(*text.json, study.bounds().bounds());
      for (std::size_t i = 0; i < study.sides().size(); ++i) {
        const BoundSide& side = study.sides()[i];
        leaf.items.push_back({LeafItem::About::side, coverage_.items.size(), {}, i});
        CoverageItem& item =
            add(text.code, CoverageKind::boundary, text.pointer + side.bound.pointer, side.words());
        if (!side.found && side.empty) {
          exempt(item, Exempt::outside_range, sentence::proof_no_input);
        } else if (!side.proof.empty()) {
          exempt(item, Exempt::unreachable, side.proof);
        }
      }
      const std::vector<PlanColumn>& columns = study.plan().columns();
      for (std::size_t c = 0; c < columns.size(); ++c) {
        if (columns[c].type != InputType::boolean) continue;
        for (const bool yes : {true, false}) {
          leaf.items.push_back({LeafItem::About::flag, coverage_.items.size(), {}, c, yes});
          add(text.code, CoverageKind::flag, columns[c].name,
              say(yes ? sentence::flag_is_yes : sentence::flag_is_no, columns[c].name));
        }
      }
    }
    leaves_.push_back(std::move(leaf));
  }

  void add(const InnerNodeItem& item) {
    const bool boundary = item.kind == InnerNodeItem::Kind::side;
    const CoverageKind kind = boundary                                 ? CoverageKind::boundary
                              : item.kind == InnerNodeItem::Kind::flag ? CoverageKind::flag
                                                                       : CoverageKind::branch;
    CoverageItem& added = add(study_.plan.codes()[item.node], kind, item.pointer, item.text);
    if (!item.proof.empty()) exempt(added, Exempt::unreachable, item.proof);
  }

  /// For items that no case covers: what the study of the leaf knows about them.
  void say_what_was_tried(Leaf& leaf) {
    LeafStudy& study = study_.leaves[leaf.study];
    for (const LeafItem& one : leaf.items) {
      CoverageItem& item = coverage_.items[one.item];
      if (!item.missing() || !study) continue;
      stop_point(500);
      if (study.leaf().whole_cohort) {
        give_reason(item, sentence::not_shown_table);
        continue;
      }
      if (one.about == LeafItem::About::side) {
        if (!study.sides()[one.at].shown) give_reason(item, sentence::not_shown_input);
        continue;
      }
      if (one.about == LeafItem::About::inner_limit && !study.limits(one.pointer)) {
        give_reason(item, sentence::not_shown_input);
      }
      const bool of_rule =
          one.about == LeafItem::About::branch || one.about == LeafItem::About::row;
      if (!of_rule || study.takes(one.pointer)) continue;
      if (auto proof = study.proof_that_none_takes(one.pointer)) {
        exempt(item, Exempt::unreachable, *std::move(proof));
      } else {
        give_reason(item, sentence::not_shown_input);
      }
    }
  }

  void count(const CaseLooks& looks) {
    const Scores* scores = looks.scores();
    if (scores == nullptr) return;
    for (std::size_t row = 0; row < looks.file().cases.size(); ++row) {
      RowSight sight(ScoresAccess::state(*scores), row, dependents_);
      CaseSight sees(looks, sight);
      std::vector<std::size_t> items;
      for (const std::size_t node : looks.nodes_with_class(row)) {
        items.insert(items.end(), of_class_[node].begin(), of_class_[node].end());
      }
      for (const CaseLooks::Range& range : looks.ranges(row)) {
        for (std::size_t i = range.begin; i < range.end; ++i) {
          if (leaf_at_[i]) leaf(looks, *scores, sight, sees, leaves_[*leaf_at_[i]]);
          items.insert(items.end(), inner_[i].begin(), inner_[i].end());
        }
      }
      inner(looks, *scores, sight, sees, items);
    }
  }

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
      if (shows(*leaf.forms, one, seen, rows, study, input, outcome))
        ++coverage_.items[one.item].cases;
    }
  }

  void inner(const CaseLooks& looks, const Scores& scores, RowSight& sight, CaseSight& sees,
             const std::vector<std::size_t>& items) {
    std::map<std::size_t, Trace> traces;
    for (const std::size_t i : items) {
      stop_point(500);
      const InnerNodeItem& item = search_.items()[i];
      std::optional<Cell> flag;
      if (item.kind == InnerNodeItem::Kind::flag) {
        const Column* const column = looks.column(item.pointer);
        if (column != nullptr) flag = cell_in(*column, sight.row());
      }
      auto found = traces.find(item.node);
      if (found == traces.end()) {
        found = traces.emplace(item.node, explain_node(scores, sight.row(), item.node)).first;
      }
      if (!shows(item, scores, sight, flag ? &*flag : nullptr, found->second)) continue;
      const auto other = otherwise(item, scores, sight);
      const NodeOutcome now = sight.outcomes().at(item.node);
      if (other && std::none_of(other->begin(), other->end(), [&](const NodeOutcome& each) {
            return !same_points(each, now) && sees.sees(item.node, each);
          })) {
        continue;
      }
      ++coverage_.items[first_inner_ + i].cases;
    }
  }

  const Rubric& rubric_;
  RubricStudy& study_;
  const InnerNodeCaseSearch& search_;
  const Dependents dependents_;
  std::vector<Leaf> leaves_;
  std::vector<std::optional<std::size_t>> leaf_at_;  // by node
  std::size_t first_inner_ = 0;
  std::vector<std::vector<std::size_t>> inner_;          // items by node
  std::vector<std::vector<std::size_t>> of_class_;       // items of the classes, by node
  std::unordered_map<std::string, Phrase> unreachable_;  // pointers of branches, and the proof
  Coverage coverage_;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
