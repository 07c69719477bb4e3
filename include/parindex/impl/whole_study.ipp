// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <parindex/classes.hpp>
#include <parindex/detail/carrier.hpp>
#include <parindex/detail/standing.hpp>
#include <parindex/detail/text.hpp>
#include <parindex/impl/rubric_study.ipp>
#include <parindex/stop.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Something that a rubric does above its leaves or between them, and a unit that shows it.
struct WholeItem {
  enum class Kind { step, flag, side };
  Kind kind = Kind::step;
  std::size_t node = 0;  // position of the node that does it
  bool of_class = false;
  std::string pointer;   // in the rubric file; of a flag, the data column
  std::string text;
  std::string step;      // relative to the node, as a trace names it
  bool wanted = false;   // of a flag
  // Of a side: the figure, its place among all figures, how near it must come, and where it lies.
  std::function<std::optional<Rational>(const Scores&, std::size_t)> figure;
  std::size_t of = 0;
  BoundSide side;
  std::optional<std::size_t> unit = {};
};

/// The gates, caps, floors and tables of nodes above leaves, the gates that look at other nodes, and
/// the classes; and units that show them, found by trying.
class WholeStudy {
 public:
  explicit WholeStudy(const RubricStudy& study) : study_(study), plan_(study.plan) {
    collect(study.text.root(), "", "");
    collect_classes();
    if (items_.empty()) return;
    for (std::size_t i = 0; i < items_.size(); ++i) {
      if (items_[i].kind != WholeItem::Kind::side) unseen_.push_back(i);
    }
    try_units();
    for (std::size_t i = 0; i < items_.size(); ++i) {
      if (items_[i].kind == WholeItem::Kind::side && items_[i].side.side == Side::below) approach(i);
    }
    for (WholeItem& item : items_) settle(item);
  }

  const std::vector<WholeItem>& items() const { return items_; }
  const std::vector<StudyUnit>& units() const { return units_; }

  /// Whether a unit shows an item. `flag`: its value in the column of a flag, or nullptr.
  static bool shows(const WholeItem& item, const Scores& scores, std::size_t row, const Cell* flag,
                    const Trace& trace) {
    switch (item.kind) {
      case WholeItem::Kind::step:
        return trace.branch == item.step ||
               std::any_of(trace.steps.begin(), trace.steps.end(), [&](const TraceStep& step) {
                 return step.pointer == item.step;
               });
      case WholeItem::Kind::flag:
        return flag != nullptr && flag_of(*flag) == (item.wanted ? 1.0 : 0.0);
      case WholeItem::Kind::side: {
        const auto value = item.figure(scores, row);
        return value && item.side.holds(*value);
      }
    }
    return false;
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
            std::string text) {
    add(WholeItem::Kind::step, code, at + pointer, std::move(text)).step = pointer;
  }

  /// Rows of a lookup, and what a sum adds and takes.
  void tables(const JsonValue& aggregation, const std::string& code, const std::string& at) {
    for (const JsonValue& kind : aggregation.children) {
      for (const char* list : {"rows", "adjust"}) {
        const JsonValue* found = kind.find(list);
        for (std::size_t i = 0; found != nullptr && i < found->children.size(); ++i) {
          step(code, at, "/aggregation/" + kind.key + "/" + list + "/" + std::to_string(i),
               std::string(list) + " " + json_text(found->children[i]));
        }
      }
    }
  }

  void gate(const JsonValue& gate, const std::string& code, const std::string& at,
            const std::string& pointer, bool leaf) {
    const std::string& id = gate.find("id")->text;
    const JsonValue* when = gate.find("when");
    if (when == nullptr && leaf) return;  // a value of the leaf as any other
    step(code, at, pointer, "gate " + id);
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
            FigureKey{other, points, false});
    }
  }

  /// What a side is a side of: the points or the index of a node, or what classes are made of.
  struct FigureKey {
    std::size_t node;
    bool points;
    bool of_class;
    auto operator<=>(const FigureKey&) const = default;
  };
  /// A figure of every unit.
  struct FigureOfUnits {
    std::function<std::optional<Rational>(const Scores&, std::size_t)> of;
    std::vector<bool> leaves;                              // those that can change it
    std::vector<std::optional<Rational>> values;           // by unit
    std::map<Rational, std::vector<std::size_t>> units;    // at each value, the first one first
  };

  std::size_t figure_at(const FigureKey& key,
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
             const FigureKey& key) {
    for (const JsonValue& end : range.children) {
      const auto value = number_in(end);
      if (!value || !is_range_key(end.key)) continue;
      const Rational unit = rounding ? unit_of_digits(rounding->digits) : unit_of(*value);
      for (const Side side : {Side::below, Side::at, Side::above}) {
        WholeItem& item = add(WholeItem::Kind::side, code, at + "/" + end.key, "");
        item.of_class = key.of_class;
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
            FigureKey{0, points, true});
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
                                           state = state * 6364136223846793005u +
                                                   1442695040888963407u;
                                           return static_cast<std::size_t>(state >> 33);
                                         }),
                          group,
                          {}});
      }
    }
    for (const Tried& one : tried_) units_.push_back(make(one));
    look(0);
  }

  struct Tried {
    std::vector<std::optional<LeafInput>> inputs;
    std::string group;
    std::optional<std::size_t> gate;  // column of a flag that is up
  };

  StudyUnit make(const Tried& one) const {
    StudyUnit unit = study_.unit(one.inputs, one.group);
    if (one.gate) unit.own[plan_.columns()[*one.gate].name] = Cell(true);
    return unit;
  }

  /// Looks at the units from a position on: what they show, and the figures of the sides.
  void look(std::size_t begin) {
    const std::vector<StudyUnit> fresh(units_.begin() + static_cast<std::ptrdiff_t>(begin),
                                       units_.end());
    const Checked<Scores> checked = score_units(plan_, fresh);
    for (FigureOfUnits& figure : figures_) figure.values.resize(units_.size());
    for (std::size_t row = 0; checked && row < fresh.size(); ++row) {
      for (FigureOfUnits& figure : figures_) {
        stop_point(500);
        auto& value = figure.values[begin + row];
        value = figure.of(checked.value(), row);
        if (value) figure.units[*value].push_back(begin + row);
      }
      find_shown(checked.value(), row, fresh[row], begin + row);
    }
  }

  /// What the unit shows as the first one.
  void find_shown(const Scores& scores, std::size_t row, const StudyUnit& unit, std::size_t at) {
    std::optional<Trace> trace;  // of the node that was looked at last: its items stand together
    std::size_t node = 0;
    std::erase_if(unseen_, [&](std::size_t i) {
      stop_point(500);
      WholeItem& item = items_[i];
      if (!trace || item.node != node) {
        node = item.node;
        trace = explain_node(scores, row, node);
      }
      if (!shows(item, scores, row, unit.find(item.pointer), *trace)) return false;
      item.unit = at;
      return true;
    });
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
      for (auto at = units.upper_bound(bound); at != units.end() && take(at->second); ++at) {}
    } else {
      for (auto at = units.lower_bound(bound); at != units.begin() && take((--at)->second);) {}
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
        if (tried_[from].group == tried_[to].group) walk(i, from, to);
      }
    }
  }

  /// From a unit below a bound to one above it, leaf after leaf, and where the bound is crossed along
  /// the way that the figure goes.
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
    const auto there = on_side(i, item.side.side, 1);
    if (!there.empty()) item.unit = there.front();
    item.side.found = item.unit.has_value();
    if (item.unit && item.side.side != Side::at) {
      item.side.near =
          max(item.side.bound.unit,
              abs(*figures_[item.of].values[*item.unit] - item.side.bound.value));
    }
  }

  static constexpr std::size_t samples = 200;
  static constexpr std::size_t pairs = 5;
  const RubricStudy& study_;
  const Plan& plan_;
  std::vector<WholeItem> items_;
  std::vector<Tried> tried_;
  std::vector<StudyUnit> units_;
  std::map<FigureKey, std::size_t> figure_of_;
  std::vector<FigureOfUnits> figures_;
  std::vector<std::size_t> unseen_;  // items that no unit has shown yet, but for sides
};

}  // namespace detail

PARINDEX_END_NAMESPACE
