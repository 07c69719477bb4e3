// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <functional>
#include <iterator>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <parindex/engine/detail/case_scores.hpp>
#include <parindex/engine/detail/plan_state.hpp>
#include <parindex/engine/detail/sparse_column.hpp>
#include <parindex/results/detail/ranking_key.hpp>
#include <parindex/stop.hpp>
#include <parindex/testing/cases.hpp>
#include <parindex/testing/search/leaf_study.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Which nodes each case looks at, and with which values.
class CaseLooks {
 public:
  /// Nodes that stand one behind the other in the plan.
  struct Range {
    std::size_t begin = 0;
    std::size_t end = 0;
  };

  CaseLooks(const Rubric& rubric, const CaseFile& file)
      : file_(file), plan_(compile(rubric)), ranges_(file.cases.size()), alone_(plan_.size()) {
    for (const Column& column : file.table.columns) columns_.emplace(column.name, &column);
    std::size_t looked_at = 0;
    for (std::size_t row = 0; row < ranges_.size(); ++row) {
      find_expected(row);
      for (const Range& range : ranges_[row]) looked_at += range.end - range.begin;
    }
    ScoreOptions options;
    options.issues = no_limit;
    scores_.emplace(plan_, file.table, options, looked_at);
    for (std::size_t row = 0; row < ranges_.size(); ++row) {
      stop_point(500);
      if (*scores_) find_reported(row);
      join(ranges_[row]);
      if (spans_many(ranges_[row])) {
        many_.push_back(row);
        continue;
      }
      for (const Range& range : ranges_[row]) alone_[range.begin].push_back(row);
    }
  }

  /// The leaf's inputs in the cases that look at it, each with the positions of those cases.
  void inputs(const std::string& leaf, const std::vector<PlanColumn>& columns,
              std::vector<LeafInput>& inputs, std::vector<std::vector<std::size_t>>& cases) const {
    const auto position = plan_.find(leaf);
    if (!*scores_ || !position) return;
    std::vector<std::size_t> rows = alone_[*position];
    for (const std::size_t row : many_) {
      if (looks(row, *position)) rows.push_back(row);
    }
    std::sort(rows.begin(), rows.end());
    std::unordered_map<std::string, std::size_t> known;
    for (const LeafInput& input : inputs) known.emplace(key_of(input), known.size());
    for (const std::size_t row : rows) {
      stop_point(1000);
      LeafInput input = this->input(row, columns);
      const auto [at, fresh] = known.emplace(key_of(input), inputs.size());
      if (fresh) {
        inputs.push_back(std::move(input));
        cases.emplace_back();
      }
      cases[at->second].push_back(row);
    }
  }

  /// The figures of the cases; nullptr when the table cannot be scored.
  const Scores* scores() const { return *scores_ ? &scores_->figures() : nullptr; }
  const CaseFile& file() const { return file_; }
  /// The nodes that a case looks at, in order.
  const std::vector<Range>& ranges(std::size_t row) const { return ranges_[row]; }

  /// The column of a name, or nullptr.
  const Column* column(std::string_view name) const {
    const auto found = columns_.find(name);
    return found == columns_.end() ? nullptr : found->second;
  }

  /// The values that a case gives to some columns.
  LeafInput input(std::size_t row, const std::vector<PlanColumn>& columns) const {
    LeafInput input;
    for (const PlanColumn& column : columns) {
      stop_point(100);
      const Column* const given = this->column(column.name);
      input.cells.push_back(given == nullptr ? Cell() : cell_in(*given, row));
    }
    if (!file_.table.groups.empty()) input.group = file_.table.groups[row];
    return input;
  }

  /// What the units of the table are ranked by.
  const std::vector<std::optional<Rational>>& standings(RankRule::On on,
                                                        RankRule::Stage stage) const {
    if (standings_.empty()) {
      const Scores& whole = scores_->whole();
      for (std::size_t row = 0; row < whole.size(); ++row) {
        standings_.push_back(standing(whole, row, on, stage));
      }
    }
    return standings_;
  }

  /// Whether the case expects a class.
  bool looks_at_class(std::size_t row) const {
    const auto& expects = file_.cases[row].expects;
    return std::any_of(expects.begin(), expects.end(),
                       [](const Expectation& expected) { return expected.path == "class"; });
  }

  /// Whether the leaf has these points in its place.
  bool gives(std::size_t row, const std::string& leaf,
             const std::optional<Rational>& points) const {
    return scores_->figures().at(row, leaf).points == points;
  }

  /// Whether the case itself expects something of the leaf that the two outcomes differ in.
  bool tells(std::size_t row, const std::string& leaf, const LeafOutcome& before,
             const LeafOutcome& after) const {
    // Issues that no case expects fail it, and those that one expects are counted.
    if (before.issues != after.issues) return true;
    for (const Expectation& expected : file_.cases[row].expects) {
      if (expected.code != leaf) continue;
      const std::string& key = expected.key;
      if ((key == "points" || key == "exact") && before.points != after.points) return true;
      if (key == "max" && before.max != after.max) return true;
      if (key == "status" && before.status != after.status) return true;
    }
    return false;
  }

 private:
  /// A figure is made of all nodes below it.
  void find_expected(std::size_t row) {
    for (const Expectation& expected : file_.cases[row].expects) {
      const auto position = plan_.find(expected.code);
      if (expected.path.substr(0, 6) == "issues" || !position) continue;
      const std::size_t end = expected.value ? plan_.state().nodes[*position].end : *position + 1;
      ranges_[row].push_back({*position, end});
      if (expected.value) find_gates(row, ranges_[row].back());
    }
  }

  /// Who looks at a node looks at the nodes that the gates within it look at.
  void find_gates(std::size_t row, const Range range) {
    for (const std::size_t other : plan_.state().looked_at) {
      if (range.begin <= other && other < range.end) continue;
      const auto looks_there = [&](const PlanNode& node) {
        return std::any_of(node.gates.begin(), node.gates.end(), [&](const PlanGate& gate) {
          return gate.gate->when && gate.at == other;
        });
      };
      const auto& nodes = plan_.state().nodes;
      const auto begin = nodes.begin() + static_cast<std::ptrdiff_t>(range.begin);
      const auto end = nodes.begin() + static_cast<std::ptrdiff_t>(range.end);
      stop_point(20 * (range.end - range.begin));
      if (std::none_of(begin, end, looks_there)) continue;
      const Range found{other, nodes[other].end};
      const bool known = std::any_of(
          ranges_[row].begin(), ranges_[row].end(),
          [&](const Range& at) { return at.begin <= found.begin && found.end <= at.end; });
      if (known) continue;
      ranges_[row].push_back(found);
      find_gates(row, found);
    }
  }

  /// Who expects issues looks at the nodes that report them.
  void find_reported(std::size_t row) {
    const auto& expects = file_.cases[row].expects;
    if (std::none_of(expects.begin(), expects.end(), [](const Expectation& expected) {
          return expected.path.substr(0, 6) == "issues";
        })) {
      return;
    }
    for (const Issue& found : scores_->issues(row)) {
      // A column is called by the code of its node, and what follows a point.
      const std::string_view field = found.field;
      for (std::size_t end = 0; end <= field.size(); ++end) {
        if (end != field.size() && field[end] != '.') continue;
        const auto position = plan_.find(field.substr(0, end));
        if (position) ranges_[row].push_back({*position, *position + 1});
      }
    }
  }

  static void join(std::vector<Range>& ranges) {
    std::sort(ranges.begin(), ranges.end(),
              [](const Range& a, const Range& b) { return a.begin < b.begin; });
    std::vector<Range> joined;
    for (const Range& range : ranges) {
      if (!joined.empty() && range.begin <= joined.back().end) {
        joined.back().end = std::max(joined.back().end, range.end);
      } else {
        joined.push_back(range);
      }
    }
    ranges = std::move(joined);
  }

  static bool spans_many(const std::vector<Range>& ranges) {
    return std::any_of(ranges.begin(), ranges.end(),
                       [](const Range& range) { return range.end - range.begin > 1; });
  }

  bool looks(std::size_t row, std::size_t position) const {
    const auto& ranges = ranges_[row];
    const auto next =
        std::upper_bound(ranges.begin(), ranges.end(), position,
                         [](std::size_t at, const Range& range) { return at < range.begin; });
    return next != ranges.begin() && position < std::prev(next)->end;
  }

  const CaseFile& file_;
  Plan plan_;
  std::unordered_map<std::string_view, const Column*> columns_;
  std::vector<std::vector<Range>> ranges_;       // by case
  std::vector<std::vector<std::size_t>> alone_;  // by node: cases that look at single nodes
  std::vector<std::size_t> many_;                // the other cases
  mutable std::optional<CaseScores> scores_;
  mutable std::vector<std::optional<Rational>> standings_;  // by row, as the rubric ranks
};

inline void cell_json(const Cell& cell, JsonWriter& out) {
  const Cell::Value& value = cell.value();
  if (cell.is_missing()) {
    out.null();
  } else if (const auto* flag = std::get_if<bool>(&value)) {
    out.boolean(*flag);
  } else if (const auto* number = std::get_if<Rational>(&value)) {
    // A whole number of usual size reads better without quotes.
    const bool plain = number->is_integer() && number->is_small();
    plain ? out.raw(number->to_string()) : out.string(number->to_string());
  } else if (const auto* text = std::get_if<std::string>(&value)) {
    out.string(*text);
  } else {
    out.null();
  }
}

inline bool same_rubric(const Rubric& a, const Rubric& b) {
  return a.id() == b.id() && a.edition() == b.edition();
}

/// A unit as it may stand in a table: values by column, its group, and the table where that
/// matters.
struct StudyUnit {
  using Cells = std::map<std::string, Cell, std::less<>>;

  std::shared_ptr<const Cells> base = {};  // values that it shares with other units
  Cells own = {};                          // and those in which it differs
  std::string group = {};
  std::string cohort = {};

  /// The value of a column, or nullptr.
  const Cell* find(const std::string& column) const {
    for (const Cells* cells : {&own, base.get()}) {
      if (cells == nullptr) continue;
      const auto found = cells->find(column);
      if (found != cells->end()) return &found->second;
    }
    return nullptr;
  }
  friend bool operator==(const StudyUnit&, const StudyUnit&) = default;
};

/// Equal for units with the same base that are equal, and only for those.
inline std::string key_of(const StudyUnit& unit) {
  std::string key;
  add_to_key(key, 'g', unit.group);
  add_to_key(key, 'c', unit.cohort);
  for (const auto& [column, cell] : unit.own) {
    stop_point(100);
    add_to_key(key, 'n', column);
    add_to_key(key, cell);
  }
  return key;
}

/// The columns of a plan in which two bases of units differ.
inline std::vector<std::size_t> differences(const Plan& plan, const StudyUnit::Cells* a,
                                            const StudyUnit::Cells* b) {
  std::vector<std::size_t> found;
  const auto value = [](const StudyUnit::Cells* cells, const std::string& column) {
    if (cells == nullptr) return Cell();
    const auto at = cells->find(column);
    return at == cells->end() ? Cell() : at->second;
  };
  for (std::size_t i = 0; i < plan.columns().size(); ++i) {
    stop_point(300);
    const std::string& column = plan.columns()[i].name;
    if (a != b && value(a, column) != value(b, column)) found.push_back(i);
  }
  return found;
}

/// The columns in which units differ from a base. The units must outlive this.
class UnitColumns {
 public:
  UnitColumns(const Plan& plan, std::shared_ptr<const StudyUnit::Cells> base)
      : plan_(plan), base_(std::move(base)) {
    for (std::size_t i = 0; i < plan.columns().size(); ++i) at_.emplace(plan.columns()[i].name, i);
  }

  const StudyUnit::Cells* base() const { return base_.get(); }

  /// In order: those in which the unit may have another value, and all in which it has its own.
  std::vector<std::size_t> of(const StudyUnit& unit) {
    std::vector<std::size_t> columns;
    if (unit.base != base_) {
      const auto [known, fresh] = bases_.try_emplace(unit.base.get());
      if (fresh) known->second = differences(plan_, unit.base.get(), base_.get());
      columns = known->second;
    }
    for (const auto& [name, cell] : unit.own) {
      const auto found = at_.find(name);
      if (found != at_.end()) columns.push_back(found->second);
    }
    std::sort(columns.begin(), columns.end());
    columns.erase(std::unique(columns.begin(), columns.end()), columns.end());
    return columns;
  }

 private:
  const Plan& plan_;
  const std::shared_ptr<const StudyUnit::Cells> base_;
  std::unordered_map<std::string_view, std::size_t> at_;
  std::map<const StudyUnit::Cells*, std::vector<std::size_t>> bases_;
};

/// Every leaf of a rubric, studied, and how a unit is made of inputs of them.
class RubricStudy {
 public:
  explicit RubricStudy(const Rubric& rubric) : text(rubric), plan(compile(rubric)) {
    for (const LeafText& leaf : text.leaves()) leaves.emplace_back(leaf);
    for (const LeafStudy& leaf : leaves) {
      chosen.push_back(leaf ? leaf.cases() : std::vector<LeafCase>());
    }
    std::vector<std::size_t> none;
    find_rivals(text.root(), none);
  }

  /// The groups that a unit can be of; one without a name where the rubric declares none.
  std::vector<std::string> groups() const {
    return text.groups().empty() ? std::vector<std::string>{""} : text.groups();
  }

  /// A unit of a group with every leaf at its best and no gate.
  StudyUnit best(const std::string& group) const {
    auto& base = best_[group];
    if (!base) {
      std::vector<std::optional<LeafInput>> inputs;
      for (const LeafStudy& leaf : leaves) inputs.push_back(leaf ? leaf.best(group) : std::nullopt);
      base = std::make_shared<const StudyUnit::Cells>(unit(inputs, group).own);
    }
    StudyUnit made;
    made.base = base;
    made.group = group;
    return made;
  }

  /// The best unit but for one leaf.
  StudyUnit with(std::size_t k, const LeafInput& input) const {
    const std::string group = input.group.empty() ? groups().front() : input.group;
    StudyUnit made = best(group);
    for (const std::size_t rival : rivals_[k]) erase(made, rival);
    put(made, k, input);
    made.cohort = input.cohort;
    return made;
  }

  /// Of alternatives, a unit has the first that has values.
  StudyUnit unit(const std::vector<std::optional<LeafInput>>& inputs,
                 const std::string& group) const {
    StudyUnit made;
    made.group = group;
    for (const std::size_t column : gates_of(group)) {
      made.own[plan.columns()[column].name] = Cell(false);
    }
    stop_point(500 * leaves.size());
    std::vector<bool> taken(leaves.size());
    for (std::size_t k = 0; k < inputs.size(); ++k) {
      if (!inputs[k] || taken[k] || !leaves[k].exists_for(group)) continue;
      put(made, k, *inputs[k]);
      for (const std::size_t rival : rivals_[k]) taken[rival] = true;
    }
    return made;
  }

  /// The i-th of a few mixtures of the leaves' inputs, none with an issue: what a whole unit may
  /// look like. The first has every leaf at its best.
  std::vector<std::optional<LeafInput>> mixture(std::size_t i, const std::string& group) const {
    return mixture(group, [i](std::size_t k) { return i * (2 * k + 1); });
  }
  template <class Which>
  std::vector<std::optional<LeafInput>> mixture(const std::string& group,
                                                const Which& which) const {
    std::vector<std::optional<LeafInput>> inputs;
    for (std::size_t k = 0; k < leaves.size(); ++k) {
      stop_point(100 * chosen[k].size());
      std::vector<const LeafCase*> sound;
      for (const LeafCase& one : chosen[k]) {
        const bool here = !leaves[k].by_group() || one.input.group == group;
        if (one.outcome.issues.empty() && here) sound.push_back(&one);
      }
      std::stable_sort(sound.begin(), sound.end(), [](const LeafCase* a, const LeafCase* b) {
        return a->outcome.points.value_or(Rational(0)) > b->outcome.points.value_or(Rational(0));
      });
      inputs.push_back(sound.empty() ? std::nullopt
                                     : std::optional(sound[which(k) % sound.size()]->input));
    }
    return inputs;
  }

  /// Columns of the flags of gates of nodes that are no leaves.
  std::vector<std::size_t> gates_of(const std::string& group) const {
    std::vector<std::size_t> found;
    const PlanState& state = plan.state();
    const auto declared = state.groups.find(group);
    const std::size_t at = declared == state.groups.end() ? no_group : declared->second;
    for (const PlanNode& node : state.nodes) {
      if (node.children.empty() || !exists(node, at)) continue;
      for (const PlanGate& gate : node.gates) {
        if (!gate.gate->when) found.push_back(gate.at);
      }
    }
    return found;
  }

  /// Leaves of which a unit has one, that or this.
  const std::vector<std::size_t>& rivals(std::size_t k) const { return rivals_[k]; }

  RubricText text;
  Plan plan;
  std::vector<LeafStudy> leaves;
  std::vector<std::vector<LeafCase>> chosen;

 private:
  void put(StudyUnit& unit, std::size_t k, const LeafInput& input) const {
    for (std::size_t c = 0; c < input.cells.size(); ++c) {
      unit.own[leaves[k].plan().columns()[c].name] = input.cells[c];
    }
  }
  void erase(StudyUnit& unit, std::size_t k) const {
    if (!leaves[k]) return;
    for (const PlanColumn& column : leaves[k].plan().columns()) {
      if (unit.find(column.name) != nullptr) unit.own[column.name] = Cell();
    }
  }

  /// Leaves of alternatives of which a unit has one are rivals; `below` takes the leaves below a
  /// node.
  void find_rivals(const JsonValue& node, std::vector<std::size_t>& below) {
    const JsonValue* children = node.find("children");
    if (children == nullptr) children = node.find("nodes");
    if (children == nullptr) {
      below.push_back(rivals_.size());
      rivals_.emplace_back();
      return;
    }
    const JsonValue* aggregation = node.find("aggregation");
    const bool one_of =
        aggregation != nullptr && json_text(*aggregation).find("\"one_of\"") != std::string::npos;
    for (const JsonValue& child : children->children) {
      std::vector<std::size_t> own;
      find_rivals(child, own);
      for (const std::size_t a : own) {
        stop_point(20 * below.size());
        for (std::size_t i = 0; one_of && i < below.size(); ++i) {
          rivals_[a].push_back(below[i]);
          rivals_[below[i]].push_back(a);
        }
      }
      below.insert(below.end(), own.begin(), own.end());
    }
  }

  std::vector<std::vector<std::size_t>> rivals_;
  mutable std::map<std::string, std::shared_ptr<const StudyUnit::Cells>> best_;  // by group
};

/// Units as one table. What many of them share is written down once.
inline Table unit_table(const Plan& plan, const std::vector<StudyUnit>& units) {
  const auto shared = std::find_if(units.begin(), units.end(),
                                   [](const StudyUnit& unit) { return unit.base != nullptr; });
  UnitColumns columns(plan, shared == units.end() ? nullptr : shared->base);
  std::vector<std::vector<SparseColumn::Other>> others(plan.columns().size());
  for (std::size_t row = 0; row < units.size(); ++row) {
    for (const std::size_t at : columns.of(units[row])) {
      stop_point(100);
      const Cell* const found = units[row].find(plan.columns()[at].name);
      others[at].emplace_back(row, found == nullptr ? Cell() : *found);
    }
  }
  Table table;
  for (std::size_t i = 0; i < plan.columns().size(); ++i) {
    const std::string& name = plan.columns()[i].name;
    Cell usual;
    if (columns.base() != nullptr) {
      const auto found = columns.base()->find(name);
      if (found != columns.base()->end()) usual = found->second;
    }
    table.columns.push_back(Column::over(
        name,
        std::make_shared<SparseColumn>(units.size(), std::move(usual), std::move(others[i]))));
  }
  for (const StudyUnit& unit : units) {
    if (!unit.group.empty()) table.groups.resize(units.size());
  }
  for (std::size_t i = 0; i < table.groups.size(); ++i) table.groups[i] = units[i].group;
  return table;
}

/// How units of cases are scored.
inline ScoreOptions unit_options() {
  ScoreOptions options;
  options.threads = 1;
  options.issues = no_limit;  // cases expect them
  return options;
}

/// Scores units as one table.
inline Checked<Scores> score_units(const Plan& plan, const std::vector<StudyUnit>& units) {
  return check_score(plan, unit_table(plan, units), unit_options());
}

/// Throws when a rubric needs more cases or mutants than the limit.
inline void check_generated(std::size_t count, std::size_t most, const std::string& what) {
  if (count <= most) return;
  throw RubricError("the " + what + " are too many",
                    {make_issue(issue::too_many_generated, "The rubric needs too many " + what,
                                "at most " + std::to_string(most), "more")});
}

/// How many mixtures show what happens above the leaves.
inline constexpr std::size_t mixtures = 12;

}  // namespace detail

PARINDEX_END_NAMESPACE
