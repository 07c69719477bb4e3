// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_set>
#include <utility>
#include <variant>
#include <vector>

#include <parindex/coverage.hpp>
#include <parindex/detail/carrier.hpp>
#include <parindex/detail/rules.hpp>
#include <parindex/impl/whole_study.ipp>
#include <parindex/stop.hpp>

PARINDEX_BEGIN_NAMESPACE

PARINDEX_INLINE std::size_t Coverage::total() const {
  return static_cast<std::size_t>(std::count_if(items.begin(), items.end(), [](const auto& item) {
    return item.exempt == Exempt::no;
  }));
}

PARINDEX_INLINE std::size_t Coverage::covered() const {
  return static_cast<std::size_t>(std::count_if(items.begin(), items.end(), [](const auto& item) {
    return item.exempt == Exempt::no && item.cases != 0;
  }));
}

PARINDEX_INLINE std::size_t Coverage::percent() const {
  return total() == 0 ? 100 : 100 * covered() / total();
}

PARINDEX_INLINE std::string Coverage::to_string() const {
  std::string out;
  std::string exempted;
  for (const CoverageItem& item : items) {
    const std::string line = detail::visible((item.code.empty() ? "total" : item.code) + "  " +
                                             std::string(::parindex::to_string(item.kind)) + "  " +
                                             item.text + "  (" + item.pointer + ")") +
                             '\n';
    if (item.missing()) out += "not covered  " + line;
    if (item.exempt != Exempt::no) {
      exempted += std::string(::parindex::to_string(item.exempt)) + "  " + line;
    }
  }
  out += exempted;
  for (const CoverageKind kind :
       {CoverageKind::branch, CoverageKind::boundary, CoverageKind::flag}) {
    std::size_t all = 0;
    std::size_t seen = 0;
    for (const CoverageItem& item : items) {
      if (item.kind != kind || item.exempt != Exempt::no) continue;
      ++all;
      seen += item.cases != 0 ? 1 : 0;
    }
    const char* const words[] = {"branches", "sides of boundaries", "flags"};
    out += std::string(words[static_cast<std::size_t>(kind)]) + ": " + std::to_string(seen) +
           " of " + std::to_string(all) + "\n";
  }
  return out + "coverage: " + std::to_string(percent()) + " % of " + std::to_string(total()) +
         " by " + std::to_string(cases) + " cases\n";
}

namespace detail {

/// Lists what there is to show, and counts the cases that show it.
class CoverageCounter {
 public:
  CoverageCounter(const Rubric& rubric, const CaseSet& cases)
      : rubric_(rubric), study_(rubric), whole_(study_), leaf_at_(study_.plan.size()) {
    for (const Issue& warning : rubric.warnings()) {
      if (warning.code == issue::band_unreachable.code ||
          warning.code == issue::case_unreachable.code) {
        unreachable_.insert(warning.pointer);
      }
    }
    for (std::size_t k = 0; k < study_.leaves.size(); ++k) add_leaf(k);
    first_whole_ = coverage_.items.size();
    wholes_.resize(study_.plan.size());
    for (std::size_t i = 0; i < whole_.items().size(); ++i) {
      const WholeItem& item = whole_.items()[i];
      add(item);
      (item.of_class ? of_class_ : wholes_[item.node]).push_back(i);
    }
    for (const CaseFile& file : cases.files) {
      if (!file.rubric || file.cases.empty() || !same_rubric(*file.rubric, rubric)) continue;
      coverage_.cases += file.cases.size();
      count(CaseLooks(rubric, file));
    }
  }

  Coverage take() { return std::move(coverage_); }

 private:
  struct Leaf {
    std::size_t position = 0;  // in the plan
    std::size_t first = 0;     // its items: branches, then sides, then flags
    std::size_t sides = 0;
    std::size_t flags = 0;
    std::size_t last = 0;
  };

  CoverageItem& add(const std::string& code, CoverageKind kind, std::string pointer,
                    std::string text) {
    return coverage_.items.emplace_back(
        CoverageItem{code, kind, std::move(pointer), std::move(text)});
  }

  void add_leaf(std::size_t k) {
    const LeafText& text = study_.text.leaves()[k];
    const LeafStudy& study = study_.leaves[k];
    Leaf leaf;
    leaf.position = *study_.plan.find(text.code);
    leaf_at_[leaf.position] = k;
    leaf.first = coverage_.items.size();
    std::map<std::string, std::string> words;
    for (const LeafOutcome& outcome : study.outcomes()) {
      words.emplace(outcome.branch, outcome.branch_text);
    }
    for (const std::string& branch : branches(leaf.position, text)) {
      stop_point(1000);
      const auto known = words.find(branch);
      const std::string pointer =
          branch == "/only_for" ? text.only_for_pointer : text.pointer + branch;
      CoverageItem& item = add(text.code, CoverageKind::branch, pointer,
                               known == words.end() ? branch : known->second);
      if (unreachable_.contains(pointer) || never_limits(*study_.plan.node(leaf.position).rule,
                                                  study_.plan.node(leaf.position), branch)) {
        item.exempt = Exempt::unreachable;
      }
    }
    leaf.sides = coverage_.items.size();
    for (const BoundSide& side : study.sides()) {
      CoverageItem& item = add(text.code, CoverageKind::boundary,
                               text.pointer + side.bound.pointer, side.to_string());
      if (!side.found && side.empty) item.exempt = Exempt::outside_range;
    }
    leaf.flags = coverage_.items.size();
    if (study) {
      for (const PlanColumn& column : study.plan().columns()) {
        if (column.type != InputType::boolean) continue;
        for (const char* word : {"yes", "no"}) {
          add(text.code, CoverageKind::flag, column.name, column.name + " = " + word);
        }
      }
    }
    leaf.last = coverage_.items.size();
    leaves_.push_back(leaf);
  }

  /// Everything that a trace of a leaf can name: its rule's branches, the policies for values that are
  /// not there, and what happens to its points after the rule.
  std::vector<std::string> branches(std::size_t position, const LeafText& text) const {
    const PlanNode& node = study_.plan.state().nodes[position];
    std::vector<std::string> found = rule_branches(*node.node->rule);
    found.push_back("/missing");
    for (const auto& [kind, texts] : rubric_.draft().markers) {
      // Without a marker no value of a case can be of this kind.
      const bool decides = node.policies[static_cast<std::size_t>(kind)].has_value();
      const std::string branch = "/" + std::string(to_string(kind));
      if (decides && !texts.empty() && !contains(found, branch)) found.push_back(branch);
    }
    if (!text.only_for.empty() && text.only_for.size() < text.groups.size()) {
      found.push_back("/only_for");
    }
    if (node.node->cap) found.push_back("/cap");
    if (node.node->floor) found.push_back("/floor");
    for (std::size_t i = 0; i < node.gates.size(); ++i) {
      if (!node.gates[i].gate->when) found.push_back("/gates/" + std::to_string(i));
    }
    return found;
  }

  /// Whether a rule without its cap or floor never goes beyond it: the branch is then never taken.
  static bool never_limits(const Rule& rule, const Node& leaf, const std::string& branch) {
    if (const ByGroup* const split = std::get_if<ByGroup>(&rule)) {
      for (std::size_t i = 0; i < split->cases.size(); ++i) {
        const std::string inside = group_case_pointer(i);
        if (branch.compare(0, inside.size() + 1, inside + "/") != 0) continue;
        return never_limits(split->cases[i].rule, leaf, "/rule" + branch.substr(inside.size()));
      }
      return false;
    }
    const std::string at = "/rule/" + std::string(name_of(rule));
    return std::visit(
        [&](auto kind) {
          if constexpr (requires { kind.on; kind.cap; }) {
            if (branch == at + "/cap") {
              const Rational cap = *std::exchange(kind.cap, std::nullopt);
              const auto reach = reach_of(kind, leaf);
              return reach && reach->max && *reach->max <= cap;
            }
          }
          if constexpr (requires { kind.on; kind.floor; }) {
            if (branch == at + "/floor") {
              const Rational floor = *std::exchange(kind.floor, std::nullopt);
              const auto reach = reach_of(kind, leaf);
              return reach && reach->min && *reach->min >= floor;
            }
          }
          return false;
        },
        rule);
  }

  void add(const WholeItem& item) {
    const CoverageKind kind = item.kind == WholeItem::Kind::step   ? CoverageKind::branch
                              : item.kind == WholeItem::Kind::flag ? CoverageKind::flag
                                                                   : CoverageKind::boundary;
    add(study_.plan.codes()[item.node], kind, item.pointer, item.text);
  }

  void count(const CaseLooks& looks) {
    const Scores* scores = looks.scores();
    if (scores == nullptr) return;
    for (std::size_t row = 0; row < looks.file().cases.size(); ++row) {
      std::vector<std::size_t> items;
      if (looks.looks_at_class(row)) items = of_class_;
      for (const CaseLooks::Range& range : looks.ranges(row)) {
        for (std::size_t i = range.begin; i < range.end; ++i) {
          if (leaf_at_[i]) leaf(looks, *scores, row, *leaf_at_[i]);
          items.insert(items.end(), wholes_[i].begin(), wholes_[i].end());
        }
      }
      wholes(looks, *scores, row, items);
    }
  }

  void leaf(const CaseLooks& looks, const Scores& scores, std::size_t row, std::size_t k) {
    stop_point(2000);
    const Leaf& leaf = leaves_[k];
    const LeafStudy& study = study_.leaves[k];
    const std::string& pointer = study_.text.leaves()[k].pointer;
    const Trace trace = explain_node(scores, row, leaf.position);
    std::set<std::string> taken{pointer + trace.branch};
    if (trace.branch == "/only_for") taken.insert(study_.text.leaves()[k].only_for_pointer);
    for (const TraceStep& step : trace.steps) taken.insert(pointer + step.pointer);
    for (std::size_t i = leaf.first; i < leaf.sides; ++i) {
      if (taken.contains(coverage_.items[i].pointer)) ++coverage_.items[i].cases;
    }
    if (!study) return;
    const LeafInput input = looks.input(row, study.plan().columns());
    LeafOutcome outcome;
    outcome.quantity = trace.quantity;
    outcome.compared = compared_values(scores, row, leaf.position);
    for (std::size_t i = leaf.sides; i < leaf.flags; ++i) {
      const BoundSide& side = study.sides()[i - leaf.sides];
      const auto value = study.finder().variable(side.bound, input, outcome);
      if (value && side.holds(*value)) ++coverage_.items[i].cases;
    }
    for (std::size_t i = leaf.flags; i < leaf.last; ++i) {
      CoverageItem& item = coverage_.items[i];
      const std::vector<PlanColumn>& columns = study.plan().columns();
      for (std::size_t c = 0; c < columns.size(); ++c) {
        if (columns[c].name != item.pointer) continue;
        const bool wanted = item.text.substr(item.text.rfind(' ') + 1) == "yes";
        if (flag_of(input.cells[c]) == (wanted ? 1.0 : 0.0)) ++item.cases;
      }
    }
  }

  void wholes(const CaseLooks& looks, const Scores& scores, std::size_t row,
              const std::vector<std::size_t>& items) {
    std::map<std::size_t, Trace> traces;
    for (const std::size_t i : items) {
      stop_point(500);
      const WholeItem& item = whole_.items()[i];
      std::optional<Cell> flag;
      if (item.kind == WholeItem::Kind::flag) {
        const Column* const column = looks.column(item.pointer);
        if (column != nullptr) flag = cell_in(*column, row);
      }
      auto found = traces.find(item.node);
      if (found == traces.end() && item.kind == WholeItem::Kind::step) {
        found = traces.emplace(item.node, explain_node(scores, row, item.node)).first;
      }
      const Trace none;
      if (WholeStudy::shows(item, scores, row, flag ? &*flag : nullptr,
                            found == traces.end() ? none : found->second)) {
        ++coverage_.items[first_whole_ + i].cases;
      }
    }
  }

  const Rubric& rubric_;
  RubricStudy study_;
  WholeStudy whole_;
  std::vector<Leaf> leaves_;
  std::vector<std::optional<std::size_t>> leaf_at_;  // by node
  std::size_t first_whole_ = 0;
  std::vector<std::vector<std::size_t>> wholes_;  // items by node
  std::vector<std::size_t> of_class_;             // items of the classes
  std::unordered_set<std::string> unreachable_;   // pointers of branches
  Coverage coverage_;
};

}  // namespace detail

PARINDEX_INLINE Coverage cover(const Rubric& rubric, const CaseSet& cases) {
  check_stop();
  return detail::CoverageCounter(rubric, cases).take();
}

PARINDEX_INLINE std::string to_json(const Coverage& coverage) {
  detail::JsonWriter json;
  const auto integer = [&](std::string_view key, std::size_t value) {
    json.key(key);
    json.integer(value);
  };
  const auto text = [&](std::string_view key, std::string_view value) {
    json.key(key);
    json.string(value);
  };
  json.begin_object();
  integer("covered", coverage.covered());
  integer("total", coverage.total());
  integer("percent", coverage.percent());
  integer("cases", coverage.cases);
  json.key("items");
  json.begin_array();
  for (const CoverageItem& item : coverage.items) {
    json.begin_object();
    text("code", item.code);
    text("kind", to_string(item.kind));
    text("pointer", item.pointer);
    text("text", item.text);
    integer("cases", item.cases);
    json.key("exempt");
    item.exempt == Exempt::no ? json.null() : json.string(to_string(item.exempt));
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json.take();
}

PARINDEX_INLINE std::string_view to_string(CoverageKind kind) {
  switch (kind) {
    case CoverageKind::branch: return "branch";
    case CoverageKind::boundary: return "boundary";
    case CoverageKind::flag: return "flag";
  }
  return "";
}

PARINDEX_INLINE std::string_view to_string(Exempt value) {
  switch (value) {
    case Exempt::no: return "no";
    case Exempt::unreachable: return "unreachable";
    case Exempt::outside_range: return "outside_range";
  }
  return "";
}

PARINDEX_END_NAMESPACE
