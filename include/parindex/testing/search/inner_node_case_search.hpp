// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

#include <parindex/engine/detail/scores_access.hpp>
#include <parindex/stop.hpp>
#include <parindex/testing/search/inner_node_items.hpp>
#include <parindex/testing/search/random_units.hpp>
#include <parindex/testing/search/unit_figures.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Finds, by trying, units that show the gates, caps, floors and tables of nodes above leaves, the
/// gates that test other nodes, and the classes.
class InnerNodeCaseSearch {
 public:
  explicit InnerNodeCaseSearch(const RubricStudy& study)
      : study_(study),
        plan_(study.plan),
        figures_(study),
        items_(InnerNodeItems::of(study, figures_)),
        dependents_(study.plan.state()) {
    if (items_.empty()) return;
    for (std::size_t i = 0; i < items_.size(); ++i) {
      if (items_[i].kind != InnerNodeItem::Kind::side) unseen_.push_back(i);
    }
    try_units();
    for (std::size_t i = 0; i < items_.size(); ++i) {
      if (items_[i].kind == InnerNodeItem::Kind::side && items_[i].side.side == Side::below)
        approach(i);
    }
    for (InnerNodeItem& item : items_) settle(item);
  }

  const std::vector<InnerNodeItem>& items() const { return items_; }
  const std::vector<StudyUnit>& units() const { return units_; }

 private:
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
    if (std::any_of(items_.begin(), items_.end(), [](const InnerNodeItem& item) {
          return item.kind == InnerNodeItem::Kind::few;
        })) {
      // With some values missing.
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

  /// Scores the units from a position on: the items that they show, and the figures of the sides.
  void look(std::size_t begin) {
    const std::vector<StudyUnit> fresh(units_.begin() + static_cast<std::ptrdiff_t>(begin),
                                       units_.end());
    const Scores* checked = nullptr;
    if (Checked<Scores> scored = score_units(plan_, fresh)) {
      checked = &tables_.emplace_back(begin, std::move(scored).value()).second;
    }
    figures_.resize(units_.size());
    for (std::size_t row = 0; checked != nullptr && row < fresh.size(); ++row) {
      figures_.add(*checked, row, begin + row);
      find_shown(*checked, row, fresh[row], begin + row);
    }
  }

  /// Records the items for which this is the first unit that shows them, or the first that depends
  /// on them.
  void find_shown(const Scores& scores, std::size_t row, const StudyUnit& unit, std::size_t at) {
    std::optional<Trace> trace;  // of the node that was visited last: its items are adjacent
    std::size_t node = 0;
    RowSight sight(ScoresAccess::state(scores), row, dependents_);
    std::erase_if(unseen_, [&](std::size_t i) {
      stop_point(500);
      InnerNodeItem& item = items_[i];
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

  /// Whether the outcome of an item's node changes if the item is changed.
  bool hangs(const InnerNodeItem& item, const Scores& scores, RowSight& sight) const {
    const auto other = otherwise(item, scores, sight);
    if (!other) return true;
    const NodeOutcome now = sight.outcomes().at(item.node);
    return std::any_of(other->begin(), other->end(),
                       [&](const NodeOutcome& each) { return !same_points(each, now); });
  }

  bool hangs(const InnerNodeItem& item, std::size_t unit) const {
    for (auto table = tables_.rbegin(); table != tables_.rend(); ++table) {
      if (table->first > unit) continue;
      RowSight sight(ScoresAccess::state(table->second), unit - table->first, dependents_);
      return hangs(item, table->second, sight);
    }
    return false;
  }

  std::vector<std::size_t> on_side(const InnerNodeItem& item, Side side, std::size_t most) const {
    return figures_.on_side(item.of, item.side.bound.value, side, most);
  }

  /// Walks to a bound from a few units below it to a few above it, until a unit is at the bound.
  void approach(std::size_t i) {
    const auto below = on_side(items_[i], Side::below, pairs);
    const auto above = on_side(items_[i], Side::above, pairs);
    for (const std::size_t from : below) {
      for (const std::size_t to : above) {
        if (!on_side(items_[i], Side::at, 1).empty()) return;
        const bool made = tried_[from].made || tried_[to].made;
        if (!made && tried_[from].group == tried_[to].group) walk(i, from, to);
      }
    }
  }

  /// Walks from a unit below a bound to one above it, leaf by leaf. At the leaf that crosses the
  /// bound, it follows the figure.
  void walk(std::size_t i, std::size_t below, std::size_t above) {
    Tried at = tried_[below];
    const Tried to = tried_[above];
    const std::size_t figure = items_[i].of;
    Rational from = *figures_.value(figure, below);
    for (std::size_t k = 0; k < at.inputs.size(); ++k) {
      if (!figures_.hangs_on(figure, k) || at.inputs[k] == to.inputs[k]) {
        at.inputs[k] = to.inputs[k];  // the figure does not change
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

  /// Two units that differ in one leaf are on both sides of a bound. If the figure is linear
  /// between them, the values tried here are at the bound and next to it.
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

  /// Adds a unit, and returns its figure for one item.
  std::optional<Rational> measure(std::size_t i, const Tried& one) {
    tried_.push_back(one);
    units_.push_back(make(one));
    look(units_.size() - 1);
    return figures_.value(items_[i].of, units_.size() - 1);
  }

  void settle(InnerNodeItem& item) {
    if (item.kind != InnerNodeItem::Kind::side) return;
    for (const std::size_t unit : on_side(item, item.side.side, most_units)) {
      if (!item.unit) item.unit = unit;
      if (!hangs(item, unit)) continue;
      item.unit = unit;
      item.shown = true;
      break;
    }
    item.side.found = item.unit.has_value();
    if (item.unit && item.side.side != Side::at) {
      item.side.near = max(item.side.bound.unit,
                           abs(*figures_.value(item.of, *item.unit) - item.side.bound.value));
    }
  }

  static constexpr std::size_t samples = 200;
  static constexpr std::size_t pairs = 5;
  static constexpr std::size_t most_units = 100;
  const RubricStudy& study_;
  const Plan& plan_;
  UnitFigures figures_;
  std::vector<InnerNodeItem> items_;
  std::vector<Tried> tried_;
  std::vector<StudyUnit> units_;
  const Dependents dependents_;
  std::vector<std::pair<std::size_t, Scores>> tables_;  // units by position of the first
  std::vector<std::size_t> unseen_;                     // items not shown yet, except sides
};

}  // namespace detail

PARINDEX_END_NAMESPACE
