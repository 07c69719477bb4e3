// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <unordered_set>
#include <utility>
#include <vector>

#include <parindex/stop.hpp>
#include <parindex/testing/search/bound_side.hpp>
#include <parindex/testing/search/leaf_bounds.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// The maximum number of inputs that a search tries before it is given up.
inline constexpr std::size_t most_tries = 200;

/// The part of an outcome that distinguishes inputs: the branch, the steps after it, the issues.
inline std::string sign_of(const LeafOutcome& outcome) {
  std::string sign = outcome.branch;
  for (const std::string& step : outcome.steps) sign += "+" + step;
  for (const std::string& issue : outcome.issues) sign += "|" + issue;
  return sign;
}

/// The inputs of a leaf that were tried, their outcomes, and their positions relative to every
/// bound.
class TriedInputs {
 public:
  /// `json` is the text of the leaf that `plan` contains alone.
  TriedInputs(const JsonValue& json, const Plan& plan, std::vector<std::string> groups)
      : bounds_(json, plan, std::move(groups)) {}

  const LeafBounds& bounds() const { return bounds_; }
  const Plan& plan() const { return bounds_.plan(); }
  const std::vector<LeafInput>& inputs() const { return inputs_; }
  const std::vector<LeafOutcome>& outcomes() const { return outcomes_; }

  /// Starts with these inputs, and measures their positions; inputs that are kept later are added.
  void start(std::vector<LeafInput> inputs, std::vector<LeafOutcome> outcomes) {
    inputs_ = std::move(inputs);
    outcomes_ = std::move(outcomes);
    measure();
  }

  void keep(LeafInput input, LeafOutcome outcome) {
    known_.insert(key_of(input));
    inputs_.push_back(std::move(input));
    outcomes_.push_back(std::move(outcome));
    for (Line& line : lines_) place(line, inputs_.size() - 1);
  }
  bool is_known(const LeafInput& input) const { return known_.contains(key_of(input)); }

  /// Adds an input whose position is not measured: it counts only for the bound that it was made
  /// for.
  void add(LeafInput input, LeafOutcome outcome) {
    inputs_.push_back(std::move(input));
    outcomes_.push_back(std::move(outcome));
  }

  /// Whether an input is the only one on a side of some bound.
  bool is_first(const LeafInput& input, const LeafOutcome& outcome) const {
    std::vector<std::optional<Rational>> values;
    for (const Line& line : lines_) values.push_back(value_on(line, input, outcome));
    for (std::size_t b = 0; b < line_of_.size(); ++b) {
      stop_point(200);
      const LeafBound& bound = bounds_.bounds()[b];
      const auto& value = values[line_of_[b]];
      if (!value) continue;
      for (const Side side : {Side::below, Side::at, Side::above}) {
        if (lies(side, *value, bound.value) && !nearest(b, side)) return true;
      }
    }
    return false;
  }

  /// The input on this side that is nearest to the bound.
  std::optional<std::size_t> nearest(std::size_t b, Side side) const {
    const Rational& bound = bounds_.bounds()[b].value;
    const auto& first = lines_[line_of_[b]].first;
    stop_point(500);
    if (side == Side::above) {
      const auto found = first.upper_bound(bound);
      return found == first.end() ? std::nullopt : std::optional(found->second);
    }
    const auto found = first.lower_bound(bound);
    if (side == Side::at) {
      const bool there = found != first.end() && found->first == bound;
      return there ? std::optional(found->second) : std::nullopt;
    }
    return found == first.begin() ? std::nullopt : std::optional(std::prev(found)->second);
  }

  /// The position of an input relative to a bound.
  std::optional<Rational> value_of(std::size_t b, std::size_t i) const {
    const Line& line = lines_[line_of_[b]];
    if (i < line.values.size()) return line.values[i];
    return bounds_.variable(bounds_.bounds()[b], inputs_[i], outcomes_[i]);
  }

  /// An input that equals the one at `from` in the column `kept`, may differ in all others, and for
  /// which `is_wanted` is true. Other values are random but deterministic. The input is kept.
  template <class IsWanted>
  std::optional<std::size_t> vary(std::size_t from, std::optional<std::size_t> kept,
                                  const IsWanted& is_wanted) {
    const std::vector<LeafField>& columns = bounds_.columns();
    if (columns.size() < 2) return std::nullopt;
    std::uint64_t state = from + 1;
    for (std::size_t k = 0; k < most_tries; ++k) {
      stop_point(2000);
      LeafInput input = inputs_[from];
      for (std::size_t c = 0; c < columns.size(); ++c) {
        state = state * 6364136223846793005u + 1442695040888963407u;
        const std::size_t dice = static_cast<std::size_t>(state >> 33);
        if (c == kept || columns[c].values.empty() || dice % 3 == 0) continue;
        input.cells[c] = columns[c].values[dice / 3 % columns[c].values.size()];
      }
      std::vector<LeafOutcome> outcome = try_leaf(plan(), {input}, true);
      if (outcome.empty() || !is_wanted(input, outcome.front())) continue;
      add(std::move(input), std::move(outcome.front()));
      return inputs_.size() - 1;
    }
    return std::nullopt;
  }

  /// The inputs whose position was measured, from the first on.
  std::size_t measured(std::size_t b) const { return lines_[line_of_[b]].values.size(); }

 private:
  /// The variable of some bounds, and its values for the inputs.
  struct Line {
    std::size_t bound;                            // the first of these bounds
    std::vector<std::optional<Rational>> values;  // by input
    std::map<Rational, std::size_t> first;        // the first input with each value
  };
  std::optional<Rational> value_on(const Line& line, const LeafInput& input,
                                   const LeafOutcome& outcome) const {
    return bounds_.variable(bounds_.bounds()[line.bound], input, outcome);
  }
  void place(Line& line, std::size_t i) {
    stop_point(500);
    line.values.push_back(value_on(line, inputs_[i], outcomes_[i]));
    if (line.values.back()) line.first.emplace(*line.values.back(), i);
  }
  void measure() {
    std::map<std::tuple<std::vector<std::string>, std::optional<std::size_t>, std::string, bool>,
             std::size_t>
        known;
    for (std::size_t b = 0; b < bounds_.bounds().size(); ++b) {
      const LeafBound& bound = bounds_.bounds()[b];
      const auto [at, fresh] = known.emplace(
          std::tuple(bound.groups, bound.compared, bound.variable, bound.key == "minimum_sample"),
          lines_.size());
      if (fresh) lines_.push_back({b, {}, {}});
      line_of_.push_back(at->second);
    }
    for (Line& line : lines_) {
      for (std::size_t i = 0; i < inputs_.size(); ++i) place(line, i);
    }
    for (const LeafInput& input : inputs_) known_.insert(key_of(input));
  }

  LeafBounds bounds_;
  std::vector<LeafInput> inputs_;
  std::vector<LeafOutcome> outcomes_;
  std::unordered_set<std::string> known_;  // keys of the inputs
  std::vector<Line> lines_;
  std::vector<std::size_t> line_of_;  // by bound
};

}  // namespace detail

PARINDEX_END_NAMESPACE
