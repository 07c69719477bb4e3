// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <parindex/detail/text.hpp>
#include <parindex/engine/detail/exact_double.hpp>
#include <parindex/results/classes.hpp>
#include <parindex/results/detail/ranking_key.hpp>
#include <parindex/stop.hpp>
#include <parindex/testing/search/random_units.hpp>
#include <parindex/testing/search/rubric_study.hpp>
#include <parindex/testing/search/whole_changes.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Something that a rubric does above its leaves or between them, and a unit that shows it.
///  step   - a cap, floor, row, adjustment or gate that takes effect;
///  passed - a gate that does not hold;
///  limit  - the limit of an adjustment, reached;
///  few    - too few children have points;
///  flag   - a flag of a gate, up or down;
///  side   - one side of a bound.
struct WholeItem {
  enum class Kind { step, passed, limit, few, flag, side };
  Kind kind = Kind::step;
  std::size_t node = 0;  // position of the node that does it
  bool of_class = false;
  std::string pointer;  // in the rubric file; of a flag, the data column
  std::string text;
  std::string step;         // relative to the node, as a trace names it
  bool wanted = false;      // of a flag
  std::size_t at = 0;       // which gate, row or adjustment
  bool on_minimum = false;  // a side of `minimum_available`
  std::string proof = {};   // why nothing can show it
  // Of a side: the figure, its place among all figures, how near it must come, and where it lies.
  std::function<std::optional<Rational>(const Scores&, std::size_t)> figure;
  std::size_t of = 0;
  BoundSide side;
  std::optional<std::size_t> unit = {};  // one that shows it
  bool shown = false;                    // and for which its node hangs on it
};

/// The gates, caps, floors and tables of nodes above leaves, the gates that look at other nodes,
/// and the classes; and units that show them, found by trying.
class WholeStudy {
 public:
  explicit WholeStudy(const RubricStudy& study)
      : study_(study), plan_(study.plan), dependents_(study.plan.state()) {
    collect(study.text.root(), "", "");
    collect_classes();
    if (items_.empty()) return;
    for (std::size_t i = 0; i < items_.size(); ++i) {
      if (items_[i].kind != WholeItem::Kind::side) unseen_.push_back(i);
    }
    try_units();
    for (std::size_t i = 0; i < items_.size(); ++i) {
      if (items_[i].kind == WholeItem::Kind::side && items_[i].side.side == Side::below)
        approach(i);
    }
    for (WholeItem& item : items_) settle(item);
  }

  const std::vector<WholeItem>& items() const { return items_; }
  const std::vector<StudyUnit>& units() const { return units_; }

  /// Whether a unit shows an item. `flag`: its value in the column of a flag, or nullptr.
  static bool shows(const WholeItem& item, const Scores& scores, RowSight& sight, const Cell* flag,
                    const Trace& trace) {
    const auto steps = [&](const std::string& pointer) {
      return trace.branch == pointer ||
             std::any_of(trace.steps.begin(), trace.steps.end(),
                         [&](const TraceStep& step) { return step.pointer == pointer; });
    };
    switch (item.kind) {
      case WholeItem::Kind::step: return steps(item.step);
      case WholeItem::Kind::passed:
        return trace.status == Status::ok && gate_passed(sight.node(item.node), item.at, steps);
      case WholeItem::Kind::limit: return steps(item.step.substr(0, item.step.rfind('/')));
      case WholeItem::Kind::few: return trace.status == Status::unavailable && few(item, sight);
      case WholeItem::Kind::flag:
        return flag != nullptr && flag_of(*flag) == (item.wanted ? 1.0 : 0.0);
      case WholeItem::Kind::side: {
        const auto value = item.figure(scores, sight.row());
        return value && item.side.holds(*value);
      }
    }
    return false;
  }

  /// What the node of an item would have if what the item is about were otherwise. Nothing where
  /// this is no matter of figures.
  static std::optional<std::vector<NodeOutcome>> otherwise(const WholeItem& item,
                                                           const Scores& scores, RowSight& sight) {
    if (item.of_class || item.kind == WholeItem::Kind::flag) return std::nullopt;
    WholeChanges changes(sight, item.node);
    const PlanNode& node = sight.node(item.node);
    std::vector<NodeOutcome> other;
    switch (item.kind) {
      case WholeItem::Kind::step:
        if (item.step == "/cap" || item.step == "/floor") {
          other.push_back(changes.without_limit(item.step == "/cap"));
        } else if (item.step.starts_with("/gates/")) {
          other.push_back(changes.without_gate(item.at));
        } else if (const auto* lookup = std::get_if<Lookup>(&node.aggregation)) {
          const Rational& points = lookup->rows[item.at].points;
          for (const int way : {1, -1}) {
            other.push_back(changes.with_row(item.at, points + Rational(way) * unit_of(points)));
          }
          other.push_back(changes.with_row(item.at, 0));
          other.push_back(changes.with_row(item.at, *node.node->max));
        } else {
          other.push_back(changes.with_adjustment(item.at, false));
        }
        break;
      case WholeItem::Kind::passed:
        if (auto gated = changes.by_gate(item.at)) other.push_back(*std::move(gated));
        break;
      case WholeItem::Kind::limit: other.push_back(changes.with_adjustment(item.at, true)); break;
      case WholeItem::Kind::few: other.push_back(changes.with_minimum(changes.available())); break;
      case WholeItem::Kind::flag: break;
      case WholeItem::Kind::side: {
        if (item.on_minimum) {
          const auto needed = static_cast<std::size_t>(item.side.bound.value.small_numerator());
          const std::size_t available = changes.available();
          other.push_back(changes.with_minimum(available < needed ? available : needed + 1));
          break;
        }
        const auto value = item.figure(scores, sight.row());
        if (!value) break;
        const LeafBound& bound = item.side.bound;
        const bool lower = bound.key == "from" || bound.key == "above";
        const bool closed = bound.key == "from" || bound.key == "to";
        const bool inside = *value == bound.value ? closed : (*value > bound.value) == lower;
        // The end moved to the value, which it then holds no longer, or holds.
        other.push_back(changes.with_test(item.at, {*value, !inside}, lower));
        break;
      }
    }
    return other;
  }

 private:
  // ---- what there is -------------------------------------------------------------------------
  void collect(const JsonValue& node, const std::string& code, const std::string& at) {
    const JsonValue* children = node.find("children");
    const bool leaf = children == nullptr && node.find("nodes") == nullptr;
    if (const JsonValue* gates = node.find("gates")) {
      for (std::size_t i = 0; i < gates->children.size(); ++i) {
        gate(gates->children[i], code, at, "/gates/" + std::to_string(i), leaf);
      }
    }
    if (!leaf) {
      for (const char* limit : {"cap", "floor"}) {
        if (const JsonValue* value = node.find(limit)) {
          step(code, at, std::string("/") + limit, std::string(limit) + " " + value->text);
        }
      }
      if (const JsonValue* aggregation = node.find("aggregation")) tables(*aggregation, code, at);
      minimum(code, at);
    }
    if (children == nullptr) children = node.find("nodes");
    for (std::size_t i = 0; children != nullptr && i < children->children.size(); ++i) {
      const JsonValue& child = children->children[i];
      collect(child, child.find("code")->text, at + "/" + children->key + "/" + std::to_string(i));
    }
  }

  WholeItem& add(WholeItem::Kind kind, const std::string& code, std::string pointer,
                 std::string text) {
    WholeItem item;
    item.kind = kind;
    item.node = *plan_.find(code);
    item.pointer = std::move(pointer);
    item.text = std::move(text);
    return items_.emplace_back(std::move(item));
  }

  void step(const std::string& code, const std::string& at, const std::string& pointer,
            std::string text, std::size_t which = 0, WholeItem::Kind kind = WholeItem::Kind::step) {
    WholeItem& item = add(kind, code, at + pointer, std::move(text));
    item.step = pointer;
    item.at = which;
  }

  /// Rows of a lookup, and what a sum adds and takes.
  void tables(const JsonValue& aggregation, const std::string& code, const std::string& at) {
    for (const JsonValue& kind : aggregation.children) {
      for (const char* list : {"rows", "adjust"}) {
        const JsonValue* found = kind.find(list);
        for (std::size_t i = 0; found != nullptr && i < found->children.size(); ++i) {
          const std::string pointer =
              "/aggregation/" + kind.key + "/" + list + "/" + std::to_string(i);
          const std::string text = std::string(list) + " " + json_text(found->children[i]);
          step(code, at, pointer, text, i);
          for (const char* limit : {"cap", "floor"}) {
            if (found->children[i].find(limit) == nullptr) continue;
            step(code, at, pointer + "/" + limit, text + ", " + limit + " reached", i,
                 WholeItem::Kind::limit);
          }
        }
      }
    }
  }

  /// Where the kind of a node comes from: from the node itself, or from one above it.
  std::string minimum_pointer(std::size_t position, const std::string& at) const {
    std::string pointer = at;
    std::size_t node = position;
    while (node != 0 && !plan_.node(node).aggregation) {
      node = plan_.parent(node);
      // Two parts of the pointer for each level: "children" or "nodes", and a number.
      for (int part = 0; part < 2; ++part) pointer.resize(pointer.rfind('/'));
    }
    return pointer + "/aggregation/" +
           std::string(name_of(plan_.state().nodes[position].aggregation)) + "/minimum_available";
  }

  /// "Too few available", and the two sides of how many are needed.
  void minimum(const std::string& code, const std::string& at) {
    const std::size_t position = *plan_.find(code);
    const PlanNode& node = plan_.state().nodes[position];
    const auto needed = minimum_of(node.aggregation);
    if (!needed) return;
    const std::string pointer = minimum_pointer(position, at);
    // So many always have points.
    const auto always = static_cast<std::size_t>(
        std::count_if(node.children.begin(), node.children.end(),
                      [&](std::size_t child) { return !may_lack_points(child); }));
    const auto least = [&](std::size_t available) -> std::string {
      if (available == 0) return "without any child the node is excluded, whatever it needs";
      if (always <= available) return {};
      return "at least " + std::to_string(always) + " children always have points";
    };
    WholeItem& few = add(WholeItem::Kind::few, code, pointer,
                         "too few available, at least " + std::to_string(*needed) + " needed");
    few.proof = least(*needed - 1);
    const auto figure = [position](const Scores& scores, std::size_t row) {
      Rational count = 0;
      for (const std::size_t child : scores.plan().state().nodes[position].children) {
        if (scores.at(row, child).status == Status::ok) count += 1;
      }
      return std::optional(count);
    };
    for (const Side side : {Side::below, Side::at}) {
      WholeItem& item = add(WholeItem::Kind::side, code, pointer, "");
      item.on_minimum = true;
      item.figure = figure;
      item.of = figure_at(FigureKey{position, false, false, true}, item.figure);
      item.side.bound = {"", "needed", Rational(*needed), "number of children available", 1, {}, 0};
      item.side.side = side;
      item.text = item.side.to_string();
      item.proof = least(side == Side::below ? *needed - 1 : *needed);
    }
  }

  /// Whether a node may be without points although nothing is wrong with the row; an answer of no
  /// is proven.
  bool may_lack_points(std::size_t position) const {
    const PlanNode& node = plan_.state().nodes[position];
    if (!node.exists_for.empty() || std::holds_alternative<Alternatives>(node.aggregation)) {
      return true;
    }
    if (node.children.empty()) {
      if (std::any_of(node.policies.begin(), node.policies.end(),
                      [](const auto& policy) { return policy == MissingPolicy::exclude; })) {
        return true;
      }
      return contains(policies_of(*node.node->rule), MissingPolicy::exclude);
    }
    return std::any_of(node.children.begin(), node.children.end(),
                       [&](std::size_t child) { return may_lack_points(child); });
  }

  static bool few(const WholeItem& item, RowSight& sight) {
    const auto needed = minimum_of(sight.node(item.node).aggregation);
    return needed && WholeChanges(sight, item.node).available() < *needed;
  }

  void gate(const JsonValue& gate, const std::string& code, const std::string& at,
            const std::string& pointer, bool leaf) {
    const std::string& id = gate.find("id")->text;
    const JsonValue* when = gate.find("when");
    if (when == nullptr && leaf) return;  // a value of the leaf as any other
    const auto which = static_cast<std::size_t>(std::stoul(pointer.substr(pointer.rfind('/') + 1)));
    step(code, at, pointer, "gate " + id, which);
    step(code, at, pointer, "gate " + id + " does not hold", which, WholeItem::Kind::passed);
    if (when == nullptr) {
      for (const PlanGate& planned : plan_.state().nodes[*plan_.find(code)].gates) {
        if (planned.gate->id != id) continue;
        for (const bool wanted : {true, false}) {
          const std::string& column = plan_.columns()[planned.at].name;
          add(WholeItem::Kind::flag, code, column, column + (wanted ? " = yes" : " = no")).wanted =
              wanted;
        }
      }
      return;
    }
    const std::size_t other = *plan_.find(when->find("node")->text);
    for (const char* on : {"index", "points"}) {
      const JsonValue* range = when->find(on);
      if (range == nullptr) continue;
      const bool points = std::string_view(on) == "points";
      const JsonValue* stage = when->find("stage");
      const bool exact = stage != nullptr && stage->text == "exact";
      const auto figure = [other, points, exact](const Scores& scores, std::size_t row) {
        const NodeResult result = scores.at(row, other);
        return points ? result.points : exact ? result.index_exact : result.index;
      };
      const auto rounding = points  ? plan_.node(other).rounding
                            : exact ? std::nullopt
                                    : plan_.rubric().draft().index_rounding;
      sides(*range, code, at + pointer + "/when/" + on,
            std::string(on) + " of " + when->find("node")->text, figure, rounding,
            FigureKey{other, points, false, false}, which);
    }
  }

  /// What a side is a side of: the points or the index of a node, or what classes are made of.
  struct FigureKey {
    std::size_t node;
    bool points;
    bool of_class;
    bool available;  // the number of its children with points
    auto operator<=>(const FigureKey&) const = default;
  };
  /// A figure of every unit.
  struct FigureOfUnits {
    std::function<std::optional<Rational>(const Scores&, std::size_t)> of;
    std::vector<bool> leaves;                            // those that can change it
    std::vector<std::optional<Rational>> values;         // by unit
    std::map<Rational, std::vector<std::size_t>> units;  // at each value, the first one first
  };

  std::size_t figure_at(
      const FigureKey& key,
      const std::function<std::optional<Rational>(const Scores&, std::size_t)>& of) {
    const auto [at, fresh] = figure_of_.emplace(key, figures_.size());
    if (fresh) figures_.push_back({of, leaves_behind(key.node), {}, {}});
    return at->second;
  }

  /// The leaves that can change a figure of a node: those below it and below the nodes that gates
  /// among them look at, and the rivals of all these.
  std::vector<bool> leaves_behind(std::size_t node) const {
    const auto& nodes = plan_.state().nodes;
    std::vector<bool> seen(nodes.size());
    std::vector<std::size_t> open{node};
    while (!open.empty()) {
      const std::size_t top = open.back();
      open.pop_back();
      for (std::size_t at = top; at < nodes[top].end; ++at) {
        if (seen[at]) continue;
        seen[at] = true;
        stop_point(50);
        for (const PlanGate& gate : nodes[at].gates) {
          if (gate.gate->when) open.push_back(*plan_.find(gate.gate->when->node));
        }
      }
    }
    std::vector<bool> leaves(study_.leaves.size());
    for (std::size_t k = 0; k < leaves.size(); ++k) {
      const std::size_t at = *plan_.find(study_.text.leaves()[k].code);
      if (!seen[at]) continue;
      leaves[k] = true;
      for (const std::size_t rival : study_.rivals(k)) leaves[rival] = true;
    }
    return leaves;
  }

  template <class Figure>
  void sides(const JsonValue& range, const std::string& code, const std::string& at,
             const std::string& what, const Figure& figure, const std::optional<Rounding>& rounding,
             const FigureKey& key, std::size_t gate) {
    for (const JsonValue& end : range.children) {
      const auto value = number_in(end);
      if (!value || !is_range_key(end.key)) continue;
      const Rational unit = rounding ? unit_of_digits(rounding->digits) : unit_of(*value);
      for (const Side side : {Side::below, Side::at, Side::above}) {
        WholeItem& item = add(WholeItem::Kind::side, code, at + "/" + end.key, "");
        item.of_class = key.of_class;
        item.at = gate;
        item.figure = figure;
        item.of = figure_at(key, item.figure);
        item.side.bound = {"", end.key, *value, what, unit, {}, 0};
        item.side.side = side;
        item.text = item.side.to_string();
      }
    }
  }

  void collect_classes() {
    const auto& rule = plan_.rubric().draft().classes;
    const JsonValue* classes = study_.text.root().find("classes");
    if (!rule || classes == nullptr) return;
    const bool points = rule->on == RankRule::On::points;
    const auto& rounding = points ? plan_.node(0).rounding : plan_.rubric().draft().index_rounding;
    // Without the bands of the rule: every side of each of them has a copy of this.
    const auto figure = [on = rule->on, stage = rule->stage](const Scores& scores,
                                                             std::size_t row) {
      return standing(scores, row, on, stage);
    };
    const JsonValue* bands = classes->find("bands");
    for (std::size_t i = 0; bands != nullptr && i < bands->children.size(); ++i) {
      sides(bands->children[i], "", "/classes/bands/" + std::to_string(i),
            std::string(points ? "points" : "index") + " of the total", figure,
            rule->stage == RankRule::Stage::exact ? std::nullopt : rounding,
            FigureKey{0, points, true, false}, 0);
    }
  }

  // ---- units that show it --------------------------------------------------------------------
  void try_units() {
    std::uint64_t state = 1;
    for (const std::string& group : study_.groups()) {
      for (std::size_t m = 0; m < mixtures; ++m) {
        tried_.push_back({study_.mixture(m, group), group, {}});
      }
      for (const std::size_t column : study_.gates_of(group)) {
        tried_.push_back({study_.mixture(0, group), group, column});
      }
      for (std::size_t k = 0; k < samples; ++k) {
        tried_.push_back({study_.mixture(group,
                                         [&](std::size_t) {
                                           state =
                                               state * 6364136223846793005u + 1442695040888963407u;
                                           return static_cast<std::size_t>(state >> 33);
                                         }),
                          group,
                          {}});
      }
    }
    if (std::any_of(items_.begin(), items_.end(),
                    [](const WholeItem& item) { return item.kind == WholeItem::Kind::few; })) {
      // Without values here and there.
      for (StudyUnit& unit : random_units(study_, samples)) {
        Tried& one = tried_.emplace_back();
        one.group = unit.group;
        one.made = std::move(unit);
      }
    }
    for (const Tried& one : tried_) units_.push_back(make(one));
    look(0);
  }

  struct Tried {
    std::vector<std::optional<LeafInput>> inputs;
    std::string group;
    std::optional<std::size_t> gate;     // column of a flag that is up
    std::optional<StudyUnit> made = {};  // the unit itself, not made of inputs
  };

  StudyUnit make(const Tried& one) const {
    if (one.made) return *one.made;
    StudyUnit unit = study_.unit(one.inputs, one.group);
    if (one.gate) unit.own[plan_.columns()[*one.gate].name] = Cell(true);
    return unit;
  }

  /// Looks at the units from a position on: what they show, and the figures of the sides.
  void look(std::size_t begin) {
    const std::vector<StudyUnit> fresh(units_.begin() + static_cast<std::ptrdiff_t>(begin),
                                       units_.end());
    Checked<Scores> scored = score_units(plan_, fresh);
    if (scored) {
      tables_.emplace_back(begin, std::move(scored).value());
    }
    const Scores* const checked = scored ? &tables_.back().second : nullptr;
    for (FigureOfUnits& figure : figures_) figure.values.resize(units_.size());
    for (std::size_t row = 0; checked != nullptr && row < fresh.size(); ++row) {
      for (FigureOfUnits& figure : figures_) {
        stop_point(500);
        auto& value = figure.values[begin + row];
        value = figure.of(*checked, row);
        if (value) figure.units[*value].push_back(begin + row);
      }
      find_shown(*checked, row, fresh[row], begin + row);
    }
  }

  /// What the unit shows as the first one, or as the first one that hangs on it.
  void find_shown(const Scores& scores, std::size_t row, const StudyUnit& unit, std::size_t at) {
    std::optional<Trace> trace;  // of the node that was looked at last: its items stand together
    std::size_t node = 0;
    RowSight sight(ScoresAccess::state(scores), row, dependents_);
    std::erase_if(unseen_, [&](std::size_t i) {
      stop_point(500);
      WholeItem& item = items_[i];
      if (!trace || item.node != node) {
        node = item.node;
        trace = explain_node(scores, row, node);
      }
      if (!shows(item, scores, sight, unit.find(item.pointer), *trace)) return false;
      if (!item.unit) item.unit = at;
      if (!hangs(item, scores, sight)) return false;
      item.unit = at;
      item.shown = true;
      return true;
    });
  }

  /// Whether the node of an item has something else when what the item is about is otherwise.
  bool hangs(const WholeItem& item, const Scores& scores, RowSight& sight) const {
    const auto other = otherwise(item, scores, sight);
    if (!other) return true;
    const NodeOutcome now = sight.outcomes().at(item.node);
    return std::any_of(other->begin(), other->end(),
                       [&](const NodeOutcome& each) { return !same_points(each, now); });
  }

  bool hangs(const WholeItem& item, std::size_t unit) const {
    for (auto table = tables_.rbegin(); table != tables_.rend(); ++table) {
      if (table->first > unit) continue;
      RowSight sight(ScoresAccess::state(table->second), unit - table->first, dependents_);
      return hangs(item, table->second, sight);
    }
    return false;
  }

  /// So many units whose figure lies on a side, the nearest first.
  std::vector<std::size_t> on_side(std::size_t i, Side side, std::size_t most) const {
    stop_point(500);
    const auto& units = figures_[items_[i].of].units;
    const Rational& bound = items_[i].side.bound.value;
    std::vector<std::size_t> found;
    const auto take = [&](const std::vector<std::size_t>& at) {
      const std::size_t count = std::min(most - found.size(), at.size());
      found.insert(found.end(), at.begin(), at.begin() + static_cast<std::ptrdiff_t>(count));
      return found.size() < most;
    };
    if (side == Side::at) {
      const auto at = units.find(bound);
      if (at != units.end()) take(at->second);
    } else if (side == Side::above) {
      for (auto at = units.upper_bound(bound); at != units.end() && take(at->second); ++at) {
      }
    } else {
      for (auto at = units.lower_bound(bound); at != units.begin() && take((--at)->second);) {
      }
    }
    return found;
  }

  /// Walks to a bound from a few units below it to a few above, until one lies on it.
  void approach(std::size_t i) {
    const auto below = on_side(i, Side::below, pairs);
    const auto above = on_side(i, Side::above, pairs);
    for (const std::size_t from : below) {
      for (const std::size_t to : above) {
        if (!on_side(i, Side::at, 1).empty()) return;
        const bool made = tried_[from].made || tried_[to].made;
        if (!made && tried_[from].group == tried_[to].group) walk(i, from, to);
      }
    }
  }

  /// From a unit below a bound to one above it, leaf after leaf, and where the bound is crossed
  /// along the way that the figure goes.
  void walk(std::size_t i, std::size_t below, std::size_t above) {
    Tried at = tried_[below];
    const Tried to = tried_[above];
    const FigureOfUnits& figure = figures_[items_[i].of];
    Rational from = *figure.values[below];
    for (std::size_t k = 0; k < at.inputs.size(); ++k) {
      if (!figure.leaves[k] || at.inputs[k] == to.inputs[k]) {
        at.inputs[k] = to.inputs[k];  // the figure stays as it is
        continue;
      }
      Tried next = at;
      next.inputs[k] = to.inputs[k];
      const auto value = measure(i, next);
      if (!value || *value < items_[i].side.bound.value) {
        if (value) std::tie(at, from) = std::pair(next, *value);
        continue;
      }
      if (at.inputs[k] && next.inputs[k] && *value != from) cross(i, k, at, from, next, *value);
      return;
    }
  }

  /// Two units that differ in one leaf lie on both sides of a bound. Where the figure runs straight
  /// between them, the values tried here lie on the bound and beside it.
  void cross(std::size_t i, std::size_t k, const Tried& at, const Rational& from, Tried next,
             const Rational& to) {
    const LeafInput low = *at.inputs[k];
    const LeafInput high = *next.inputs[k];
    const LeafBound& bound = items_[i].side.bound;
    const Rational aims[] = {bound.value, bound.value - bound.unit, bound.value + bound.unit};
    for (std::size_t c = 0; c < low.cells.size(); ++c) {
      const auto* a = std::get_if<Rational>(&low.cells[c].value());
      const auto* b = std::get_if<Rational>(&high.cells[c].value());
      if (a == nullptr || b == nullptr || *a == *b) continue;
      for (const Rational& aim : aims) {
        const Rational x = *a + (*b - *a) * (aim - from) / (to - from);
        for (const Rational& grid : {Rational(1), Rational::ratio(1, 1'000'000)}) {
          const Rational down = (x / grid).floor() * grid;
          for (const Rational& rounded : {down, Rational(down + grid)}) {
            next.inputs[k] = high;
            next.inputs[k]->cells[c] = Cell(rounded);
            measure(i, next);
          }
        }
      }
    }
  }

  /// Adds a unit, and gives its figure for one item.
  std::optional<Rational> measure(std::size_t i, const Tried& one) {
    tried_.push_back(one);
    units_.push_back(make(one));
    look(units_.size() - 1);
    return figures_[items_[i].of].values.back();
  }

  void settle(WholeItem& item) {
    if (item.kind != WholeItem::Kind::side) return;
    const auto i = static_cast<std::size_t>(&item - items_.data());
    for (const std::size_t unit : on_side(i, item.side.side, most_tries)) {
      if (!item.unit) item.unit = unit;
      if (!hangs(item, unit)) continue;
      item.unit = unit;
      item.shown = true;
      break;
    }
    item.side.found = item.unit.has_value();
    if (item.unit && item.side.side != Side::at) {
      item.side.near = max(item.side.bound.unit,
                           abs(*figures_[item.of].values[*item.unit] - item.side.bound.value));
    }
  }

  static constexpr std::size_t samples = 200;
  static constexpr std::size_t pairs = 5;
  static constexpr std::size_t most_tries = 100;
  const RubricStudy& study_;
  const Plan& plan_;
  std::vector<WholeItem> items_;
  std::vector<Tried> tried_;
  std::vector<StudyUnit> units_;
  const Dependents dependents_;
  std::vector<std::pair<std::size_t, Scores>> tables_;  // of units, from the first of them on
  std::map<FigureKey, std::size_t> figure_of_;
  std::vector<FigureOfUnits> figures_;
  std::vector<std::size_t> unseen_;  // items that no unit has shown yet, but for sides
};

}  // namespace detail

PARINDEX_END_NAMESPACE
