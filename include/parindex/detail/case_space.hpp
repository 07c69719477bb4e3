// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <utility>
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
/// Axes that run straight in one and the same input are brought together exactly: a cell that no
/// value of the input can reach is none. Other axes are taken to be independent.
class CaseSpace {
 public:
  /// One piece of every axis.
  using Cell = std::vector<std::size_t>;

  CaseSpace(const Node& node, const std::vector<const Condition*>& conditions) : node_(node) {
    for (const Condition* condition : conditions) collect(*condition);
    for (std::size_t i = 0; i < axes_.size(); ++i) {
      Axis& axis = axes_[i];
      if (axis.of) cut(axis);
      if (axis.of) axis.line = line_of(*axis.of);
      if (axis.line && !axis.line->slope.is_zero()) lines_[axis.line->input].push_back(i);
      count_ = axis.pieces() == 0 ? 0 : std::min(count_, limits::cells + 1) * axis.pieces();
    }
    std::erase_if(lines_, [](const auto& each) { return each.second.size() < 2; });
  }

  /// More cells than are worth proving anything about.
  bool too_large() const { return count_ > limits::cells; }
  std::size_t size() const { return count_; }

  /// Calls see(cell) for every cell until it returns false.
  template <class See>
  void each(const See& see) const {
    if (count_ == 0) return;
    Cell cell(axes_.size(), 0);
    while (!is_possible(cell) || see(cell)) {
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
  /// slope * input + offset; a constant has no input.
  struct Line {
    std::string input;
    Rational slope;
    Rational offset;
  };

  struct Axis {
    const Expression* of = nullptr;  // nullptr: a boolean or a choice
    std::optional<Line> line;        // where it runs straight in one input
    bool dates = false;
    std::vector<Cut> cuts;
    std::vector<Domain> domains;  // of each piece, and a value of it
    std::vector<Rational> witnesses;
    std::string input;
    std::vector<std::string> words;
    std::size_t pieces() const { return of ? witnesses.size() : words.size(); }
  };

  static std::optional<Line> line_of(const Expression& of) {
    using Kind = Expression::Kind;
    if (of.kind == Kind::number || of.kind == Kind::date) return Line{"", 0, of.number};
    if (of.kind == Kind::input) return Line{of.input, 1, 0};
    std::vector<Line> parts;
    for (const Expression& part : of.parts) {
      auto line = line_of(part);
      if (!line) return std::nullopt;
      parts.push_back(*std::move(line));
    }
    const auto sum = [](const Line& a, const Line& b, const Rational& sign) -> std::optional<Line> {
      if (!a.input.empty() && !b.input.empty() && a.input != b.input) return std::nullopt;
      return Line{a.input.empty() ? b.input : a.input, a.slope + sign * b.slope,
                  a.offset + sign * b.offset};
    };
    const auto times = [](const Line& a, const Rational& factor) {
      return Line{a.input, a.slope * factor, a.offset * factor};
    };
    switch (of.kind) {
      case Kind::subtract: return sum(parts[0], parts[1], -1);
      case Kind::days: return sum(parts[1], parts[0], -1);
      case Kind::divide:
        if (!parts[1].input.empty() || parts[1].offset.is_zero()) return std::nullopt;
        return times(parts[0], Rational(1) / parts[1].offset);
      case Kind::add:
      case Kind::multiply: break;
      default: return std::nullopt;
    }
    std::optional<Line> line = parts.front();
    for (std::size_t i = 1; line && i < parts.size(); ++i) {
      const Line& part = parts[i];
      if (of.kind == Kind::add) {
        line = sum(*line, part, 1);
      } else if (part.input.empty()) {
        line = times(*line, part.offset);
      } else if (line->input.empty()) {
        line = times(part, line->offset);
      } else {
        return std::nullopt;
      }
    }
    return line;
  }

  /// The cut of the input at which a line reaches a cut.
  static Cut input_cut(const Line& line, Cut cut) {
    using Where = Cut::Where;
    if (is_finite(cut)) cut.value = (cut.value - line.offset) / line.slope;
    if (line.slope.sign() > 0) return cut;
    cut.where = cut.where == Where::before      ? Where::after
                : cut.where == Where::after     ? Where::before
                : cut.where == Where::below_all ? Where::above_all
                                                : Where::below_all;
    return cut;
  }

  /// Whether each input has a value that lies in the pieces of all its lines.
  bool is_possible(const Cell& cell) const {
    for (const auto& [name, axes] : lines_) {
      Cut lower = below_all;
      Cut upper = above_all;
      for (const std::size_t i : axes) {
        const Line& line = *axes_[i].line;
        const Domain& piece = axes_[i].domains[cell[i]];
        const bool up = line.slope.sign() > 0;
        lower = std::max(lower, input_cut(line, up ? piece.lower : piece.upper));
        upper = std::min(upper, input_cut(line, up ? piece.upper : piece.lower));
      }
      const Input* const input = find_input(node_, name);  // the check reports one that is not there
      if (input != nullptr && !witness(domain_of(*input), lower, upper)) return false;
    }
    return true;
  }

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
  std::map<std::string, std::vector<std::size_t>> lines_;  // axes by input, where there are several
  std::size_t count_ = 1;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
