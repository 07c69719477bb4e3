// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include <parindex/detail/contains.hpp>
#include <parindex/detail/expression_domain.hpp>
#include <parindex/limits.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// All that conditions can tell apart, as finitely many cells. Each expression that a condition
/// compares is an axis, cut at the ends of the ranges; each boolean or choice is one with its
/// words. Within a cell, which is one piece of every axis, every condition has one answer.
///
/// Axes are taken to be independent: a cell that no values can reach is a cell nevertheless.
class CaseSpace {
 public:
  /// One piece of every axis.
  using Cell = std::vector<std::size_t>;

  CaseSpace(const Node& node, const std::vector<const Condition*>& conditions) : node_(node) {
    for (const Condition* condition : conditions) collect(*condition);
    for (Axis& axis : axes_) {
      if (axis.of) cut(axis);
      count_ = axis.pieces() == 0 ? 0 : std::min(count_, limits::cells + 1) * axis.pieces();
    }
  }

  /// More cells than are worth proving anything about.
  bool too_large() const { return count_ > limits::cells; }
  std::size_t size() const { return count_; }

  /// Calls see(cell) for every cell until it returns false.
  template <class See>
  void each(const See& see) const {
    if (count_ == 0) return;
    Cell cell(axes_.size(), 0);
    while (see(cell)) {
      std::size_t i = axes_.size();
      while (i > 0 && ++cell[i - 1] == axes_[i - 1].pieces()) cell[--i] = 0;
      if (i == 0) return;
    }
  }

  bool holds(const Condition& condition, const Cell& cell) const {
    const auto part_holds = [&](const Condition& part) { return holds(part, cell); };
    const auto& parts = condition.parts;
    switch (condition.kind) {
      case Condition::Kind::range: {
        const std::size_t i = axis_of(condition.of);
        return in_range(condition.lower, condition.upper, axes_[i].witnesses[cell[i]]);
      }
      case Condition::Kind::is: {
        const std::size_t i = axis_of(condition.input);
        return contains(condition.words, axes_[i].words[cell[i]]);
      }
      case Condition::Kind::all: return std::all_of(parts.begin(), parts.end(), part_holds);
      case Condition::Kind::any: return std::any_of(parts.begin(), parts.end(), part_holds);
      case Condition::Kind::none: return !holds(parts[0], cell);
    }
    return false;
  }

  /// What is known of the compared expressions within a cell.
  Scope scope(const Cell& cell) const {
    Scope scope;
    for (std::size_t i = 0; i < axes_.size(); ++i) {
      if (axes_[i].of) scope.emplace_back(axes_[i].of, axes_[i].domains[cell[i]]);
    }
    return scope;
  }

  /// Values that lie in a cell: `late = 3, kind = ward`.
  std::string witness_of(const Cell& cell) const {
    std::string text;
    for (std::size_t i = 0; i < axes_.size(); ++i) {
      const Axis& axis = axes_[i];
      text += (text.empty() ? "" : ", ") + (axis.of ? describe(*axis.of) : axis.input) + " = ";
      if (!axis.of) {
        text += axis.words[cell[i]];
      } else {
        const Rational& value = axis.witnesses[cell[i]];
        text += axis.dates ? date_text(value.floor().small_numerator()) : value.to_string();
      }
    }
    return text.empty() ? "anything" : text;
  }

 private:
  struct Axis {
    const Expression* of = nullptr;  // nullptr: a boolean or a choice
    bool dates = false;
    std::vector<Cut> cuts;
    std::vector<Domain> domains;  // of each piece, and a value of it
    std::vector<Rational> witnesses;
    std::string input;
    std::vector<std::string> words;
    std::size_t pieces() const { return of ? witnesses.size() : words.size(); }
  };

  std::size_t axis_of(const Expression& of) const {
    std::size_t i = 0;
    while (i < axes_.size() && !(axes_[i].of && *axes_[i].of == of)) ++i;
    return i;
  }
  std::size_t axis_of(const std::string& input) const {
    std::size_t i = 0;
    while (i < axes_.size() && (axes_[i].of || axes_[i].input != input)) ++i;
    return i;
  }

  void collect(const Condition& condition) {
    for (const Condition& part : condition.parts) collect(part);
    if (condition.kind == Condition::Kind::range) {
      const std::size_t i = axis_of(condition.of);
      if (i == axes_.size()) axes_.emplace_back().of = &condition.of;
      axes_[i].dates = condition.dates;
      if (condition.lower) axes_[i].cuts.push_back(lower_cut(condition.lower));
      if (condition.upper) axes_[i].cuts.push_back(upper_cut(condition.upper));
    } else if (condition.kind == Condition::Kind::is) {
      if (axis_of(condition.input) != axes_.size()) return;
      Axis& axis = axes_.emplace_back();
      axis.input = condition.input;
      axis.words = words_of(*find_input(node_, condition.input));
    }
  }

  void cut(Axis& axis) {
    const Domain domain = domain_of(node_, *axis.of);
    axis.cuts.push_back(above_all);
    std::sort(axis.cuts.begin(), axis.cuts.end());
    Cut from = below_all;
    for (const Cut& to : axis.cuts) {
      if (const auto value = witness(domain, from, to)) {
        Domain piece = domain;
        if (piece.lower < from) piece.lower = from;
        if (to < piece.upper) piece.upper = to;
        axis.domains.push_back(std::move(piece));
        axis.witnesses.push_back(*value);
      }
      from = to;
    }
  }

  const Node& node_;
  std::vector<Axis> axes_;
  std::size_t count_ = 1;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
