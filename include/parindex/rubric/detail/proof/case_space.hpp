// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <parindex/detail/stable_sort.hpp>
#include <parindex/limits.hpp>
#include <parindex/rubric/detail/proof/expression_domain.hpp>
#include <parindex/rubric/detail/proof/piece_set.hpp>
#include <parindex/stop.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Everything that conditions can distinguish, as finitely many cells. Each compared expression is
/// an axis, cut at the ends of the ranges; each boolean or choice is an axis with its words. A cell
/// is one piece of every axis. Within a cell, every condition has one answer.
///
/// Axes that are linear in the same inputs, in the same proportion, are combined: a cell that no
/// values can reach is not a cell. For other axes, a cell may still be unreachable; `values_in`
/// identifies cells that are reached.
class CaseSpace {
 public:
  static constexpr std::size_t most_tries = 4096;  // tries of values for one cell
  /// One piece of every axis.
  using Cell = std::vector<std::size_t>;

  CaseSpace(const Node& node, const std::vector<const Condition*>& conditions,
            const NamedExpressions& let = {})
      : inputs_(node, let) {
    for (const InputIndex::Part& each : inputs_.names()) {
      if (const auto line = line_of(*each.of)) named_.emplace(each.name.input, *line);
    }
    for (const Condition* condition : conditions) collect(*condition);
    for (std::size_t i = 0; i < axes_.size(); ++i) {
      Axis& axis = axes_[i];
      if (axis.of) cut(axis);
      if (axis.of) axis.line = line_of(*axis.of);
      if (axis.line && !axis.line->slopes.empty()) lines_[axis.line->proportion()].push_back(i);
      count_ = axis.pieces() == 0 ? 0 : std::min(count_, limits().case_cells + 1) * axis.pieces();
    }
  }

  /// Whether there are too many cells for a proof.
  bool too_large() const { return count_ > limits().case_cells; }
  std::size_t size() const { return count_; }

  std::size_t axes() const { return axes_.size(); }
  std::size_t pieces(std::size_t axis) const { return axes_[axis].pieces(); }
  const InputIndex& inputs() const { return inputs_; }
  /// The axis of a numeric input or a date; nothing if no condition compares it alone.
  std::optional<std::size_t> axis_of_number(const std::string& input) const {
    const std::size_t found = axis_of(Expression::of(input));
    return found == axes_.size() ? std::nullopt : std::optional(found);
  }

  /// Where a test of one expression or input is true: an axis, and pieces of it.
  struct Side {
    std::size_t axis;
    PieceSet pieces;
  };
  Side side_of(const Condition& test) const {
    if (test.kind == Condition::Kind::range) {
      const std::size_t at = axis_of(test.of);
      // The axis is cut at the ends of the range, so a witness represents its whole piece.
      const auto& values = axes_[at].witnesses;
      const auto begin = std::partition_point(values.begin(), values.end(), [&](const Rational& x) {
        return !in_range(test.lower, std::nullopt, x);
      });
      const auto end = std::partition_point(begin, values.end(), [&](const Rational& x) {
        return in_range(std::nullopt, test.upper, x);
      });
      return {at, PieceSet({{static_cast<std::size_t>(begin - values.begin()),
                             static_cast<std::size_t>(end - values.begin())}})};
    }
    const std::size_t at = axis_of(test.input);
    std::vector<PieceSet::Stretch> pieces;
    for (const std::string& word : test.words) {
      const auto found = axes_[at].places.find(word);
      if (found != axes_[at].places.end()) pieces.emplace_back(found->second, found->second + 1);
    }
    return {at, PieceSet(std::move(pieces))};
  }

  /// For each proportion of inputs, the axes that are linear in it. A cell is possible if
  /// `is_possible` is true for each of these lists.
  std::vector<std::vector<std::size_t>> lines() const {
    std::vector<std::vector<std::size_t>> found;
    for (const auto& [proportion, axes] : lines_) found.push_back(axes);
    return found;
  }
  /// Whether some values are in these pieces of the axes of a line.
  bool is_possible(const std::vector<std::size_t>& line, const Cell& cell) const {
    return common_witness(axes_[line.front()].line->proportion(), line, cell).has_value();
  }

  /// What is known about the compared expressions within a cell.
  Scope scope(const Cell& cell) const {
    Scope scope;
    for (std::size_t i = 0; i < axes_.size(); ++i) {
      if (axes_[i].of) scope.emplace_back(axes_[i].of, axes_[i].domains[cell[i]]);
    }
    return scope;
  }

  /// Values within a cell: `late = 3, kind = ward`.
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

  /// Values of the inputs within a cell, `late = 3, kind = ward`, which show that it is reached.
  /// Nothing if none are found, which does not prove that there are none. `budget` is the number of
  /// values that may be tried; it is reduced by the number of tries.
  std::optional<std::string> values_in(const Cell& cell, std::size_t& budget) const {
    if (budget == 0) return std::nullopt;
    const Candidates candidates = candidates_in(cell);
    std::size_t tries = 1;
    for (const auto& [input, values] : candidates) {
      tries = std::min(tries * values.size(), most_tries);
    }
    tries = std::min({tries, most_parts / size_ + 1, budget});
    for (std::size_t i = 0; i < tries; ++i, --budget) {
      stop_point(5000);
      Scope scope;
      std::size_t rest = i;
      for (const auto& [input, values] : candidates) {
        scope.emplace_back(&input, point(values[rest % values.size()]));
        rest /= values.size();
      }
      if (holds_values(cell, scope)) return describe_values(cell, scope);
    }
    return std::nullopt;
  }

 private:
  static constexpr std::size_t most_parts = 1'000'000;  // parts evaluated by all tries

  /// Slopes by input, none of them 0, and an offset; a constant has no slopes.
  struct Line {
    std::map<std::string, Rational, std::less<>> slopes;
    Rational offset;

    const Rational& slope() const { return slopes.begin()->second; }
    /// The common form of lines that are multiples of each other, apart from their offsets.
    std::map<std::string, Rational, std::less<>> proportion() const {
      auto common = slopes;
      for (auto& [input, each] : common) each /= slope();
      return common;
    }
  };

  /// Inputs, and the values to try for each.
  using Candidates = std::vector<std::pair<Expression, std::vector<Rational>>>;

  struct Axis {
    const Expression* of = nullptr;  // nullptr: a boolean or a choice
    std::optional<Line> line;        // if it is linear
    bool dates = false;
    std::vector<Cut> cuts;
    std::vector<Domain> domains;  // of each piece, with a witness below
    std::vector<Rational> witnesses;
    std::string input;
    std::vector<std::string> words;
    std::unordered_map<std::string_view, std::size_t> places;  // of the words
    std::size_t pieces() const { return of ? witnesses.size() : words.size(); }
  };

  static Line scaled(Line line, const Rational& factor) {
    for (auto& [input, slope] : line.slopes) slope *= factor;
    if (factor.is_zero()) line.slopes.clear();
    line.offset *= factor;
    return line;
  }
  static Line sum(Line a, const Line& b) {
    for (const auto& [input, slope] : b.slopes) {
      if ((a.slopes[input] += slope).is_zero()) a.slopes.erase(input);
    }
    a.offset += b.offset;
    return a;
  }

  std::optional<Line> line_of(const Expression& of) const {
    using Kind = Expression::Kind;
    if (of.kind == Kind::number || of.kind == Kind::date) return Line{{}, of.number};
    if (of.kind == Kind::input) {
      const auto named = named_.find(of.input);
      if (named != named_.end()) return named->second;
      if (inputs_.find(of.input) == nullptr) return std::nullopt;  // a name that is not linear
      return Line{{{of.input, 1}}, 0};
    }
    std::vector<Line> parts;
    for (const Expression& part : of.parts) {
      auto line = line_of(part);
      if (!line) return std::nullopt;
      parts.push_back(*std::move(line));
    }
    switch (of.kind) {
      case Kind::subtract: return sum(parts[0], scaled(parts[1], -1));
      case Kind::days: return sum(parts[1], scaled(parts[0], -1));
      case Kind::divide:
        if (!parts[1].slopes.empty() || parts[1].offset.is_zero()) return std::nullopt;
        return scaled(parts[0], Rational(1) / parts[1].offset);
      case Kind::add:
      case Kind::multiply: break;
      default: return std::nullopt;
    }
    Line line = parts.front();
    for (std::size_t i = 1; i < parts.size(); ++i) {
      const Line& part = parts[i];
      if (of.kind == Kind::add) {
        line = sum(std::move(line), part);
      } else if (part.slopes.empty()) {
        line = scaled(std::move(line), part.offset);
      } else if (line.slopes.empty()) {
        line = scaled(part, line.offset);
      } else {
        return std::nullopt;
      }
    }
    return line;
  }

  /// The cut of the common form at which one of its lines reaches a cut.
  static Cut common_cut(const Line& line, Cut cut) {
    using Where = Cut::Where;
    if (is_finite(cut)) cut.value = (cut.value - line.offset) / line.slope();
    if (line.slope().sign() > 0) return cut;
    cut.where = cut.where == Where::before      ? Where::after
                : cut.where == Where::after     ? Where::before
                : cut.where == Where::below_all ? Where::above_all
                                                : Where::below_all;
    return cut;
  }

  /// A value of the common form of these lines that is in all their pieces. For a single input, it
  /// is a value that the input can have.
  std::optional<Rational> common_witness(
      const std::map<std::string, Rational, std::less<>>& proportion,
      const std::vector<std::size_t>& axes, const Cell& cell) const {
    Cut lower = below_all;
    Cut upper = above_all;
    for (const std::size_t i : axes) {
      const Line& line = *axes_[i].line;
      const Domain& piece = axes_[i].domains[cell[i]];
      const bool up = line.slope().sign() > 0;
      lower = std::max(lower, common_cut(line, up ? piece.lower : piece.upper));
      upper = std::min(upper, common_cut(line, up ? piece.upper : piece.lower));
    }
    const Input* const input =
        proportion.size() == 1 ? inputs_.find(proportion.begin()->first) : nullptr;
    return witness(input != nullptr ? domain_of(*input) : Domain{}, lower, upper);
  }

  void add_inputs(const Expression& of, std::set<std::string, std::less<>>& known,
                  Candidates& out) const {
    if (of.kind == Expression::Kind::input && known.insert(of.input).second) {
      const auto& names = inputs_.names();
      const auto named = std::find_if(names.begin(), names.end(), [&](const auto& each) {
        return each.name.input == of.input;
      });
      if (named != names.end()) return add_inputs(*named->of, known, out);
      out.emplace_back(of, std::vector<Rational>());
    }
    for (const Expression& part : of.parts) add_inputs(part, known, out);
  }

  Candidates candidates_in(const Cell& cell) const {
    Candidates candidates;
    std::set<std::string, std::less<>> known;
    std::vector<Rational> ends{0, 1, 2, 100};
    for (const Axis& axis : axes_) {
      if (!axis.of) continue;
      add_inputs(*axis.of, known, candidates);
      for (const Cut& cut : axis.cuts) {
        if (!is_finite(cut)) continue;
        for (const int beside : {0, -1, 1}) ends.push_back(cut.value + Rational(beside));
      }
    }
    for (auto& [of, values] : candidates) {
      const Input* const input = inputs_.find(of.input);
      if (input == nullptr) continue;  // the check reports an unknown input
      const Domain domain = domain_of(*input);
      std::set<Rational> seen;
      const auto add = [&tried = values, &seen](const std::optional<Rational>& value) {
        stop_point(500);
        if (value && tried.size() < most_tries && seen.insert(*value).second) {
          tried.push_back(*value);
        }
      };
      const auto line = lines_.find({{of.input, 1}});
      if (line != lines_.end()) add(common_witness(line->first, line->second, cell));
      for (const Cut& end : {domain.lower, domain.upper}) {
        if (is_finite(end)) ends.push_back(end.value);
      }
      for (const Rational& end : ends) {
        if (values.size() == most_tries) break;
        add(witness(domain, {Cut::Where::before, end}, {Cut::Where::after, end}));
      }
      add(witness(domain, below_all, above_all));
    }
    std::erase_if(candidates, [](const auto& each) { return each.second.empty(); });
    return candidates;
  }

  /// Whether every compared expression is in its piece for these values of the inputs.
  bool holds_values(const Cell& cell, const Scope& inputs) const {
    for (std::size_t i = 0; i < axes_.size(); ++i) {
      if (!axes_[i].of) continue;
      const Domain value = domain_of(inputs_, *axes_[i].of, inputs);
      const Domain& piece = axes_[i].domains[cell[i]];
      if (!is_point(value) || value.lower < piece.lower || piece.upper < value.upper) return false;
    }
    return true;
  }

  std::string describe_values(const Cell& cell, const Scope& inputs) const {
    std::string text;
    const auto add = [&](const std::string& name, const std::string& value) {
      text += (text.empty() ? "" : ", ") + name + " = " + value;
    };
    for (const auto& [of, domain] : inputs) {
      const Rational& value = domain.lower.value;
      const bool date = inputs_.find(of->input)->type == InputType::date;
      add(of->input, date ? date_text(value.floor().small_numerator()) : value.to_string());
    }
    for (std::size_t i = 0; i < axes_.size(); ++i) {
      if (!axes_[i].of) add(axes_[i].input, axes_[i].words[cell[i]]);
    }
    return text.empty() ? "anything" : text;
  }

  /// The axis of an expression, or the number of axes if it has none yet.
  std::size_t axis_of(const Expression& of) const {
    const auto [first, last] = of_expression_.equal_range(hash_of(of));
    for (auto it = first; it != last; ++it) {
      if (*axes_[it->second].of == of) return it->second;
    }
    return axes_.size();
  }
  std::size_t axis_of(const std::string& input) const {
    const auto found = of_input_.find(input);
    return found == of_input_.end() ? axes_.size() : found->second;
  }

  static std::size_t hash_of(const Expression& of) {
    std::size_t hash = static_cast<std::size_t>(of.kind) * 31 + of.number.hash();
    hash = hash * 31 + std::hash<std::string>()(of.input);
    for (const Expression& part : of.parts) hash = hash * 31 + hash_of(part);
    return hash;
  }

  void collect(const Condition& condition) {
    stop_point(500 + 20 * axes_.size());
    for (const Condition& part : condition.parts) collect(part);
    if (condition.kind == Condition::Kind::range) {
      const std::size_t i = axis_of(condition.of);
      if (i == axes_.size()) {
        axes_.emplace_back().of = &condition.of;
        size_ += size_of(condition.of);
        of_expression_.emplace(hash_of(condition.of), i);
      }
      axes_[i].dates = condition.dates;
      if (condition.lower) axes_[i].cuts.push_back(lower_cut(condition.lower));
      if (condition.upper) axes_[i].cuts.push_back(upper_cut(condition.upper));
    } else if (condition.kind == Condition::Kind::is) {
      if (axis_of(condition.input) != axes_.size()) return;
      of_input_.emplace(condition.input, axes_.size());
      Axis& axis = axes_.emplace_back();
      axis.input = condition.input;
      axis.words = words_of(*inputs_.find(condition.input));
      for (std::size_t i = 0; i < axis.words.size(); ++i) axis.places.emplace(axis.words[i], i);
    }
  }

  void cut(Axis& axis) {
    const Domain domain = domain_of(inputs_, *axis.of);
    axis.cuts.push_back(above_all);
    stable_sort(axis.cuts, std::less<>());
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

  const InputIndex inputs_;
  std::map<std::string, Line, std::less<>> named_;  // names of the formula that are linear
  std::vector<Axis> axes_;
  std::multimap<std::size_t, std::size_t> of_expression_;  // hash -> axis
  std::unordered_map<std::string, std::size_t> of_input_;
  std::map<std::map<std::string, Rational, std::less<>>, std::vector<std::size_t>>
      lines_;  // by proportion
  std::size_t count_ = 1;
  std::size_t size_ = 1;  // parts of all expressions of axes
};

}  // namespace detail

PARINDEX_END_NAMESPACE
