// SPDX-License-Identifier: MIT
#pragma once

#include <parindex/cases.hpp>
#include <parindex/detail/plan_state.hpp>
#include <parindex/impl/leaf_cases.ipp>
#include <parindex/stop.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Which leaves each case looks at, and with which values.
class CaseLooks {
 public:
  CaseLooks(const Rubric& rubric, const CaseFile& file)
      : file_(file), plan_(compile(rubric)), checked_(check_score(plan_, file.table, {.issues = no_limit})),
        fields_(file.cases.size()) {
    if (!checked_) return;
    for (const Issue& found : checked_.value().issues()) {
      if (found.row != 0) fields_[found.row - 1].push_back(found.field);
    }
  }

  /// The leaf's inputs in the cases that look at it, each with the positions of those cases.
  void inputs(const std::string& leaf, const std::vector<PlanColumn>& columns,
              std::vector<LeafInput>& inputs, std::vector<std::vector<std::size_t>>& cases) const {
    if (!checked_) return;
    for (std::size_t row = 0; row < file_.cases.size(); ++row) {
      stop_point(1000 + 50 * inputs.size());
      if (!looks(row, leaf)) continue;
      LeafInput input = this->input(row, columns);
      const auto known = std::find(inputs.begin(), inputs.end(), input);
      const auto at = static_cast<std::size_t>(known - inputs.begin());
      if (known == inputs.end()) {
        inputs.push_back(std::move(input));
        cases.emplace_back();
      }
      cases[at].push_back(row);
    }
  }

  /// The cases as they were scored; nullptr when the table cannot be scored.
  const Scores* scores() const { return checked_ ? &checked_.value() : nullptr; }
  const CaseFile& file() const { return file_; }

  /// The values that a case gives to some columns.
  LeafInput input(std::size_t row, const std::vector<PlanColumn>& columns) const {
    LeafInput input;
    for (const PlanColumn& column : columns) {
      stop_point(10 * file_.table.columns.size());
      Cell& cell = input.cells.emplace_back();
      for (const Column& given : file_.table.columns) {
        if (given.name == column.name) cell = given.cells[row];
      }
    }
    if (!file_.table.groups.empty()) input.group = file_.table.groups[row];
    return input;
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
    return checked_.value().at(row, leaf).points == points;
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

  bool looks(std::size_t row, const std::string& leaf) const {
    for (const Expectation& expected : file_.cases[row].expects) {
      if (expected.path.substr(0, 6) == "issues") {
        for (const std::string& field : fields_[row]) {
          const bool here = field.compare(0, leaf.size(), leaf) == 0;
          if (here && (field.size() == leaf.size() || field[leaf.size()] == '.')) return true;
        }
      } else if (expected.value || expected.code == leaf) {
        if (is_below(leaf, expected.code)) return true;
      }
    }
    return false;
  }

 private:
  bool is_below(const std::string& leaf, const std::string& code) const {
    auto at = plan_.find(leaf);
    if (!at) return false;
    while (plan_.codes()[*at] != code) {
      if (*at == 0) return false;
      at = plan_.parent(*at);
    }
    return true;
  }

  const CaseFile& file_;
  Plan plan_;
  Checked<Scores> checked_;
  std::vector<std::vector<std::string>> fields_;  // with issues, by case
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

/// A unit as it may stand in a table: values by column, its group, and the table where that matters.
struct StudyUnit {
  std::map<std::string, Cell> cells;
  std::string group;
  std::string cohort;
  friend bool operator==(const StudyUnit&, const StudyUnit&) = default;
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
    std::vector<std::optional<LeafInput>> inputs;
    for (const LeafStudy& leaf : leaves) inputs.push_back(leaf ? leaf.best(group) : std::nullopt);
    return unit(inputs, group);
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
      made.cells[plan.columns()[column].name] = Cell(false);
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

  /// The i-th of a few mixtures of the leaves' inputs, none with an issue: what a whole unit may look
  /// like. The first has every leaf at its best.
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

  RubricText text;
  Plan plan;
  std::vector<LeafStudy> leaves;
  std::vector<std::vector<LeafCase>> chosen;

 private:
  void put(StudyUnit& unit, std::size_t k, const LeafInput& input) const {
    for (std::size_t c = 0; c < input.cells.size(); ++c) {
      unit.cells[leaves[k].plan().columns()[c].name] = input.cells[c];
    }
  }
  void erase(StudyUnit& unit, std::size_t k) const {
    if (!leaves[k]) return;
    for (const PlanColumn& column : leaves[k].plan().columns()) unit.cells.erase(column.name);
  }

  /// Leaves of alternatives of which a unit has one are rivals; `below` takes the leaves below a node.
  void find_rivals(const JsonValue& node, std::vector<std::size_t>& below) {
    const JsonValue* children = node.find("children");
    if (children == nullptr) children = node.find("nodes");
    if (children == nullptr) {
      below.push_back(rivals_.size());
      rivals_.emplace_back();
      return;
    }
    const JsonValue* aggregation = node.find("aggregation");
    const bool one_of = aggregation != nullptr &&
                        json_text(*aggregation).find("\"one_of\"") != std::string::npos;
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
};

/// Scores units as one table.
inline Checked<Scores> score_units(const Plan& plan, const std::vector<StudyUnit>& units) {
  Table table;
  for (const PlanColumn& column : plan.columns()) {
    stop_point(100 * units.size());
    std::vector<Cell> cells;
    for (const StudyUnit& unit : units) {
      const auto found = unit.cells.find(column.name);
      cells.push_back(found == unit.cells.end() ? Cell() : found->second);
    }
    table.columns.emplace_back(column.name, std::move(cells));
  }
  for (const StudyUnit& unit : units) {
    if (!unit.group.empty()) table.groups.resize(units.size());
  }
  for (std::size_t i = 0; i < table.groups.size(); ++i) table.groups[i] = units[i].group;
  ScoreOptions options;
  options.threads = 1;
  options.issues = no_limit;  // cases expect them
  return check_score(plan, std::move(table), options);
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
