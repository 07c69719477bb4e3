// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include <parindex/limits.hpp>
#include <parindex/rubric/detail/proof/case_space.hpp>
#include <parindex/rubric/detail/proof/piece_set.hpp>
#include <parindex/stop.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Where a condition can be true: for some axes, the pieces outside which it is false. `exact`: it
/// is true in every cell within these pieces.
struct CaseBox {
  std::map<std::size_t, PieceSet> sides;
  bool exact = true;
};

/// Walks over the cells of a space with the conditions that can be true in each, without testing
/// every condition in every cell: a condition enters where its pieces begin and leaves where they
/// end.
class CaseWalk {
 public:
  using Cell = CaseSpace::Cell;
  /// The positions of conditions, in order.
  using Active = std::set<std::size_t>;

  explicit CaseWalk(const CaseSpace& space) : space_(space), cell_(space.axes(), 0) {
    for (std::size_t i = 0; i < space.axes(); ++i) {
      if (space.pieces(i) > 1) wide_.push_back(i);
    }
    for (std::vector<std::size_t>& axes : space.lines()) add_line(std::move(axes));
  }

  /// Adds a condition; nullptr is always true.
  void add(const Condition* condition) {
    boxes_.push_back(condition != nullptr ? box_of(*condition) : CaseBox{});
  }
  /// Adds the conjunction of several tests.
  void add_all(const std::vector<Condition>& tests) { boxes_.push_back(all_of(tests)); }

  const CaseBox& box(std::size_t i) const { return boxes_[i]; }
  bool holds(const Condition& condition, const Cell& cell) {
    stop_point(50);
    steps_ += 1;
    switch (condition.kind) {
      case Condition::Kind::range:
      case Condition::Kind::is: {
        const CaseSpace::Side& side = side_of(condition);
        return side.pieces.contains(cell[side.axis]);
      }
      case Condition::Kind::all:
      case Condition::Kind::any: {
        const bool decides = condition.kind == Condition::Kind::any;
        for (const Condition& part : condition.parts) {
          if (holds(part, cell) == decides) return decides;
        }
        return !decides;
      }
      case Condition::Kind::none: return !holds(condition.parts[0], cell);
    }
    return false;
  }

  /// Calls the visitor in the order of the cells, with the last axis changing fastest: enter(i)
  /// when a condition begins to be possible, leave(i) when it ends, cell(cell) for every possible
  /// cell. False if the walk took too many steps and was given up.
  template <class Visitor>
  bool run(Visitor& visitor) {
    if (space_.size() == 0) return true;
    for (const Line& line : lines_) {
      if (line.wide.empty() && !space_.is_possible(line.axes, cell_)) return true;
    }
    std::vector<std::size_t> candidates;
    for (std::size_t i = 0; i < boxes_.size(); ++i) {
      bool can = true;
      for (const auto& [axis, pieces] : boxes_[i].sides) can = can && !pieces.empty();
      if (can) candidates.push_back(i);
    }
    if (!wide_.empty()) return turn(0, candidates, visitor);
    for (const std::size_t i : candidates) visitor.enter(i);
    visitor.cell(cell_);
    return true;
  }
  /// Adds work of a visitor to the steps of the walk.
  void count(std::size_t steps) { steps_ += steps; }

 private:
  /// Axes that are linear in the same proportion of inputs: some combinations of their pieces have
  /// no values.
  struct Line {
    std::vector<std::size_t> axes;
    std::vector<std::size_t> wide;              // axes with more than one piece
    std::vector<std::optional<bool>> possible;  // by piece, if only one axis is wide
  };

  void add_line(std::vector<std::size_t> axes) {
    Line& line = lines_.emplace_back();
    line.axes = std::move(axes);
    for (const std::size_t axis : line.axes) {
      if (space_.pieces(axis) > 1) line.wide.push_back(axis);
    }
    if (line.wide.size() == 1) line.possible.resize(space_.pieces(line.wide.front()));
  }

  bool is_possible() {
    for (Line& line : lines_) {
      if (line.wide.empty()) continue;
      std::optional<bool> found;
      if (line.wide.size() == 1) {
        std::optional<bool>& known = line.possible[cell_[line.wide.front()]];
        if (!known) known = space_.is_possible(line.axes, cell_);
        found = known;
      } else {
        found = space_.is_possible(line.axes, cell_);
        steps_ += line.axes.size();
      }
      if (!*found) return false;
    }
    return true;
  }

  const CaseSpace::Side& side_of(const Condition& test) {
    const auto known = sides_.find(&test);
    if (known != sides_.end()) return known->second;
    return sides_.emplace(&test, space_.side_of(test)).first->second;
  }

  CaseBox box_of(const Condition& condition) {
    switch (condition.kind) {
      case Condition::Kind::range:
      case Condition::Kind::is: {
        const CaseSpace::Side& side = side_of(condition);
        return {{{side.axis, side.pieces}}, true};
      }
      case Condition::Kind::all: return all_of(condition.parts);
      case Condition::Kind::any: return any_of(condition.parts);
      case Condition::Kind::none: {
        const CaseBox part = box_of(condition.parts[0]);
        // The complement of pieces of one axis is a box; the complement for several axes is not.
        if (!part.exact || part.sides.size() != 1) return {{}, false};
        const auto& [axis, pieces] = *part.sides.begin();
        return {{{axis, pieces.rest_of(space_.pieces(axis))}}, true};
      }
    }
    return {{}, false};
  }

  CaseBox all_of(const std::vector<Condition>& parts) {
    CaseBox box;
    std::map<std::size_t, std::vector<PieceSet>> sides;
    for (const Condition& part : parts) {
      CaseBox own = box_of(part);
      box.exact = box.exact && own.exact;
      for (auto& [axis, pieces] : own.sides) sides[axis].push_back(std::move(pieces));
    }
    for (const auto& [axis, sets] : sides) {
      box.sides.emplace(
          axis, sets.size() == 1 ? sets.front() : PieceSet::all_of(sets, space_.pieces(axis)));
    }
    return box;
  }

  CaseBox any_of(const std::vector<Condition>& parts) {
    CaseBox box;
    std::map<std::size_t, std::vector<PieceSet>> sides;
    for (const Condition& part : parts) {
      CaseBox own = box_of(part);
      box.exact = box.exact && own.exact && own.sides.size() == 1;
      for (auto& [axis, pieces] : own.sides) sides[axis].push_back(std::move(pieces));
    }
    for (const auto& [axis, sets] : sides) {
      // A part that does not restrict an axis covers all of it.
      if (sets.size() == parts.size()) box.sides.emplace(axis, PieceSet::any_of(sets));
    }
    box.exact = box.exact && sides.size() == 1;
    return box;
  }

  // Recursive once for each axis with more than one piece; the limit of cells allows few of them.
  template <class Visitor>
  bool turn(std::size_t level, const std::vector<std::size_t>& candidates, Visitor& visitor) {
    const std::size_t axis = wide_[level];
    const std::size_t pieces = space_.pieces(axis);
    const bool last = level + 1 == wide_.size();
    std::vector<std::vector<std::size_t>> entering(pieces);
    std::vector<std::vector<std::size_t>> leaving(pieces + 1);
    const PieceSet whole = PieceSet::all(pieces);
    for (const std::size_t i : candidates) {
      const auto side = boxes_[i].sides.find(axis);
      const PieceSet& where = side != boxes_[i].sides.end() ? side->second : whole;
      for (const auto& [begin, end] : where.stretches()) {
        entering[begin].push_back(i);
        leaving[end].push_back(i);
      }
    }
    Active active;  // of the levels before the last
    for (std::size_t piece = 0; piece <= pieces; ++piece) {
      for (const std::size_t i : leaving[piece]) last ? visitor.leave(i) : void(active.erase(i));
      if (piece == pieces) break;
      for (const std::size_t i : entering[piece]) last ? visitor.enter(i) : void(active.insert(i));
      cell_[axis] = piece;
      const std::size_t changes = 1 + leaving[piece].size() + entering[piece].size();
      stop_point(1000 * changes);
      steps_ += changes;
      if (last) {
        if (is_possible()) visitor.cell(cell_);
      } else {
        steps_ += active.size();
        if (!turn(level + 1, {active.begin(), active.end()}, visitor)) return false;
      }
      if (steps_ > most_steps()) return false;
    }
    cell_[axis] = 0;
    return true;
  }

  // This takes some seconds.
  static std::size_t most_steps() { return limits().case_cells * 5'000; }

  const CaseSpace& space_;
  Cell cell_;
  std::vector<std::size_t> wide_;  // axes with more than one piece
  std::vector<Line> lines_;
  std::vector<CaseBox> boxes_;
  std::map<const Condition*, CaseSpace::Side> sides_;
  std::size_t steps_ = 0;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
