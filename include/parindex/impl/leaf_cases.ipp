// SPDX-License-Identifier: MIT
#pragma once

#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include <parindex/impl/leaf_inputs.ipp>
#include <parindex/stop.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// An input of a leaf that is worth a case, what the engine answers, and why it is worth one.
struct LeafCase {
  LeafInput input;
  LeafOutcome outcome;
  std::string why;
};

/// Where a value lies, seen from a bound.
enum class Side { below, at, above };

inline const char* to_word(Side side) {
  return side == Side::below ? "just below" : side == Side::at ? "at" : "just above";
}

inline bool lies(Side side, const Rational& value, const Rational& bound) {
  return side == Side::at ? value == bound : side == Side::below ? value < bound : value > bound;
}

/// One side of one bound, and how near a value must come to count.
struct BoundSide {
  LeafBound bound;
  Side side = Side::at;
  Rational near;  // largest distance; 0 for `at`
  bool found = true;  // an input lies there
  bool empty = false;  // no value can lie there

  /// `just below 90 (from)`
  std::string to_string() const {
    const std::string what = bound.compared ? bound.variable + " " : "";
    return what + to_word(side) + " " + bound.value.to_string() + " (" + bound.key + ")";
  }

  bool is_there(const Rational& value) const { return lies(side, value, bound.value); }
  bool holds(const Rational& value) const {
    return found && is_there(value) && abs(value - bound.value) <= near;
  }
};

/// What a rounding has to do with a figure; roundings differ in what they make of one of these.
enum class RoundedHow { below_half, above_half, half_after_even, half_after_odd, every_digit };

/// Nothing where a rounding to fewer digits would do the same.
inline std::optional<RoundedHow> rounded_how(const Rational& exact, const Rounding& rounding) {
  const Rational scaled = exact * Rational(10).pow(rounding.digits);
  const Rational whole = scaled.floor();
  const Rational rest = scaled - whole;
  if (rest.is_zero()) {
    return (scaled / 10).is_integer() ? std::nullopt : std::optional(RoundedHow::every_digit);
  }
  const Rational half = Rational::ratio(1, 2);
  if (rest != half) return rest < half ? RoundedHow::below_half : RoundedHow::above_half;
  return (whole / 2).is_integer() ? RoundedHow::half_after_even : RoundedHow::half_after_odd;
}

inline const char* to_words(RoundedHow how) {
  switch (how) {
    case RoundedHow::below_half: return "rounds from below a half";
    case RoundedHow::above_half: return "rounds from above a half";
    case RoundedHow::half_after_even: return "half, after an even digit";
    case RoundedHow::half_after_odd: return "half, after an odd digit";
    case RoundedHow::every_digit: return "needs every digit of the rounding";
  }
  return "";
}

/// Everything that a leaf can be asked: its inputs, what they give, its bounds with the sides that
/// an input can reach, and the smallest list of inputs that shows all of it.
class LeafStudy {
 public:
  /// Of the leaf as it is, or as `changed` writes it. Holds nothing when the leaf cannot stand
  /// alone.
  explicit LeafStudy(const LeafText& leaf, const JsonValue* changed = nullptr) : leaf_(&leaf) {
    const JsonValue& json = changed != nullptr ? *changed : *leaf.json;
    Checked<Rubric> checked = leaf.check(json);
    if (!checked) return;
    Checked<Plan> plan = check_compile(checked.value());
    if (!plan) return;  // a custom rule of the host
    plan_.emplace(std::move(plan).value());
    finder_.emplace(json, *plan_, groups_of(json));
    if (leaf.whole_cohort) {
      study_cohorts();
    } else {
      study_alone();
    }
    if (inputs_.empty()) {
      plan_.reset();
      return;
    }
    if (changed == nullptr) find_sides();  // of a mutant the inputs are enough
  }

  explicit operator bool() const { return plan_.has_value(); }
  const Plan& plan() const { return *plan_; }
  const LeafInputs& finder() const { return *finder_; }
  const std::vector<LeafInput>& inputs() const { return inputs_; }
  const std::vector<LeafOutcome>& outcomes() const { return outcomes_; }
  const std::vector<BoundSide>& sides() const { return sides_; }
  const LeafText& leaf() const { return *leaf_; }
  /// Whether what it does depends on the group of the unit.
  bool by_group() const { return by_group_; }
  bool exists_for(const std::string& group) const {
    return leaf_->only_for.empty() || contains(leaf_->only_for, group);
  }

  /// An input without issues that gives as many points as any: what the other leaves get while one
  /// is looked at. Nothing when a unit of the group does not have the leaf.
  std::optional<LeafInput> best(const std::string& group) const {
    std::optional<std::size_t> best;
    if (!exists_for(group)) return std::nullopt;
    for (std::size_t i = 0; i < inputs_.size(); ++i) {
      stop_point(50);
      if (by_group_ && inputs_[i].group != group) continue;
      if (outcomes_[i].status != Status::ok || outcomes_[i].branch == "/missing") continue;
      if (!best || *outcomes_[*best].points < *outcomes_[i].points) best = i;
    }
    return best ? std::optional(inputs_[*best]) : std::nullopt;
  }

  std::vector<LeafCase> cases() const {
    std::vector<LeafCase> chosen;
    std::set<std::size_t> taken;
    std::unordered_map<std::string, std::vector<std::size_t>> of_input;  // positions of its cases
    const auto take = [&](std::size_t i, std::string why) {
      stop_point(500);
      std::vector<std::size_t>& same = of_input[key_of(inputs_[i])];
      if (taken.insert(i).second) {
        same.push_back(chosen.size());
        chosen.push_back({inputs_[i], outcomes_[i], std::move(why)});
        return;
      }
      for (const std::size_t at : same) {
        std::string& known = chosen[at].why;
        if (known.size() + why.size() < 160) known += "; " + why;
      }
    };
    if (leaf_->whole_cohort) {  // a table says what it says only as a whole
      for (std::size_t i = 0; i < inputs_.size(); ++i) take(i, outcomes_[i].branch_text);
    }
    for (std::size_t s = 0; s < sides_.size(); ++s) {
      if (sides_[s].found) take(side_inputs_[s], sides_[s].to_string());
    }
    // Every way to answer, once: the branch taken, what went wrong, each flag both ways.
    std::set<std::string> seen;
    for (const LeafCase& one : chosen) seen.insert(sign_of(one.outcome));
    for (std::size_t i = 0; i < inputs_.size(); ++i) {
      if (!seen.insert(sign_of(outcomes_[i])).second) continue;
      take(i, outcomes_[i].issues.empty() ? outcomes_[i].branch_text : outcomes_[i].issues.front());
    }
    if (leaf_->whole_cohort) return chosen;
    flags(take);
    for (const std::size_t i : flips_) take(i, "where the branch changes");
    roundings(take);
    return chosen;
  }

 private:
  static std::string sign_of(const LeafOutcome& outcome) {
    std::string sign = outcome.branch;
    for (const std::string& step : outcome.steps) sign += "+" + step;
    for (const std::string& issue : outcome.issues) sign += "|" + issue;
    return sign;
  }

  /// The groups of units that have the leaf: of those that make no difference, the first alone.
  std::vector<std::string> groups_of(const JsonValue& json) {
    const std::string rule = json_text(*json.find("rule"));
    by_group_ = !leaf_->groups.empty() && rule.find("\"by_group\":") != std::string::npos;
    std::vector<std::string> groups = leaf_->groups;
    std::erase_if(groups, [this](const std::string& group) { return !exists_for(group); });
    if (!by_group_ && groups.size() > 1) groups.resize(1);
    // A group that no rubric declares, so that a statistic has units to look at.
    if (groups.empty() && leaf_->whole_cohort) groups.push_back("A");
    return groups;
  }

  void keep(LeafInput input, LeafOutcome outcome) {
    known_.insert(key_of(input));
    inputs_.push_back(std::move(input));
    outcomes_.push_back(std::move(outcome));
    for (Line& line : lines_) place(line, inputs_.size() - 1);
  }
  bool is_known(const LeafInput& input) const { return known_.contains(key_of(input)); }

  /// What some bounds lie on, and where the inputs lie on it.
  struct Line {
    std::size_t bound;                            // the first of them
    std::vector<std::optional<Rational>> values;  // by input
    std::map<Rational, std::size_t> first;        // of the inputs at each value
  };
  std::optional<Rational> value_on(const Line& line, const LeafInput& input,
                                   const LeafOutcome& outcome) const {
    return finder_->variable(finder_->bounds()[line.bound], input, outcome);
  }
  void place(Line& line, std::size_t i) {
    stop_point(500);
    line.values.push_back(value_on(line, inputs_[i], outcomes_[i]));
    if (line.values.back()) line.first.emplace(*line.values.back(), i);
  }
  /// Where every input lies, seen from every bound; inputs that come later are added.
  void measure() {
    std::map<std::tuple<std::vector<std::string>, std::optional<std::size_t>, std::string, bool>,
             std::size_t>
        known;
    for (std::size_t b = 0; b < finder_->bounds().size(); ++b) {
      const LeafBound& bound = finder_->bounds()[b];
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

  void study_alone() {
    inputs_ = finder_->candidates();
    outcomes_ = try_leaf(*plan_, inputs_, true);
    if (outcomes_.empty()) return inputs_.clear();
    measure();
    const std::vector<LeafInput> flips = finder_->flips(inputs_, outcomes_);
    for (const LeafInput& input : flips) {
      if (is_known(input)) continue;
      flips_.push_back(inputs_.size());
      keep(input, try_leaf(*plan_, {input}, true).front());
    }
    const std::vector<LeafInput> ties = finder_->ties(inputs_, outcomes_);
    const std::vector<LeafOutcome> tied = try_leaf(*plan_, ties, true);
    for (std::size_t i = 0; i < tied.size(); ++i) {
      if (!is_known(ties[i])) keep(ties[i], tied[i]);
    }
    std::set<std::string> seen;
    for (const LeafOutcome& outcome : outcomes_) seen.insert(sign_of(outcome));
    const std::vector<LeafInput> samples = finder_->samples();
    const std::vector<LeafOutcome> sampled = try_leaf(*plan_, samples, true);
    for (std::size_t i = 0; i < sampled.size(); ++i) {
      const bool fresh = sampled[i].issues.empty() && seen.insert(sign_of(sampled[i])).second;
      if (fresh || is_first(samples[i], sampled[i])) keep(samples[i], sampled[i]);
    }
    for (std::size_t b = 0; b < line_of_.size(); ++b) approach(b);
  }

  /// Whether an input lies on a side of a bound on which no other does.
  bool is_first(const LeafInput& input, const LeafOutcome& outcome) const {
    std::vector<std::optional<Rational>> values;
    for (const Line& line : lines_) values.push_back(value_on(line, input, outcome));
    for (std::size_t b = 0; b < line_of_.size(); ++b) {
      stop_point(200);
      const LeafBound& bound = finder_->bounds()[b];
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
    const Rational& bound = finder_->bounds()[b].value;
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

  /// Walks to a bound on which no input lies yet, or beside which none comes near.
  void approach(std::size_t b) {
    const LeafBound& bound = finder_->bounds()[b];
    const auto below = nearest(b, Side::below);
    const auto at = nearest(b, Side::at);
    const auto above = nearest(b, Side::above);
    if (below && at && above && !bound.compared) return;
    const auto walk = [&](const std::optional<std::size_t>& from, const std::optional<std::size_t>& to) {
      if (!from || !to) return;
      for (LeafInput& input : finder_->cross(bound, inputs_[*from], inputs_[*to])) {
        if (is_known(input)) continue;
        const auto outcome = try_leaf(*plan_, {input}, true);
        if (!outcome.empty()) keep(std::move(input), outcome.front());
      }
    };
    walk(below, above ? above : at);
    walk(above, below ? below : at);
  }

  /// Of the tables that the finder offers, those that show something new.
  void study_cohorts() {
    std::set<std::string> seen;
    std::size_t number = 0;
    measure();
    for (std::vector<LeafInput>& table : finder_->cohorts()) {
      const std::vector<LeafOutcome> outcomes = try_leaf(*plan_, table, true);
      bool fresh = false;
      for (std::size_t i = 0; i < outcomes.size(); ++i) {
        if (seen.insert(sign_of(outcomes[i])).second || is_first(table[i], outcomes[i])) {
          fresh = true;
        }
        for (std::size_t c = 0; c < table[i].cells.size(); ++c) {
          const bool flag = std::holds_alternative<bool>(table[i].cells[c].value());
          const std::string said = plan_->columns()[c].name + " = " + table[i].cells[c].to_string();
          if (flag && seen.insert(said).second) fresh = true;
        }
      }
      if (!fresh) continue;
      const std::string name = leaf_->code + " #" + std::to_string(++number);
      for (std::size_t i = 0; i < outcomes.size(); ++i) {
        table[i].cohort = name;
        keep(table[i], outcomes[i]);
      }
    }
  }

  void find_sides() {
    for (std::size_t b = 0; b < line_of_.size(); ++b) {
      const LeafBound& bound = finder_->bounds()[b];
      for (const Side side : {Side::below, Side::at, Side::above}) {
        BoundSide wanted{bound, side, 0};
        const auto found = nearest(b, side);
        if (!found) {
          wanted.found = false;
          wanted.empty = finder_->nothing_there(bound, side == Side::below, side == Side::at);
        } else if (side != Side::at) {
          wanted.near = max(bound.unit, abs(*lines_[line_of_[b]].values[*found] - bound.value));
        }
        sides_.push_back(std::move(wanted));
        side_inputs_.push_back(found.value_or(0));
      }
    }
  }

  /// Each boolean column down alone, and up alone: so that no item can hide behind another.
  template <class Take>
  void flags(const Take& take) const {
    if (plan_->columns().size() == 1) return;  // yes and no are branches of their own
    struct Counted {
      std::size_t flags[2] = {0, 0};  // down, up
      bool complete = true;
    };
    std::vector<Counted> counted;
    for (const LeafInput& input : inputs_) {
      Counted& count = counted.emplace_back();
      for (const Cell& cell : input.cells) {
        if (const auto* flag = std::get_if<bool>(&cell.value())) ++count.flags[*flag ? 1 : 0];
        count.complete = count.complete && !cell.is_missing();
      }
    }
    for (std::size_t column = 0; column < plan_->columns().size(); ++column) {
      if (plan_->columns()[column].type != InputType::boolean) continue;
      for (const bool wanted : {false, true}) {
        std::optional<std::size_t> found;
        std::size_t fewest = 0;
        stop_point(20 * inputs_.size());
        for (std::size_t i = 0; i < inputs_.size(); ++i) {
          const auto* flag = std::get_if<bool>(&inputs_[i].cells[column].value());
          if (flag == nullptr || *flag != wanted) continue;
          const std::size_t same = counted[i].flags[wanted ? 1 : 0];
          if (!counted[i].complete || (found && fewest <= same)) continue;
          found = i;
          fewest = same;
        }
        if (found) {
          take(*found, "only " + plan_->columns()[column].input + (wanted ? " is yes" : " is no"));
        }
      }
    }
  }

  /// Where the leaf rounds: above a half, below a half, a half after an even and an odd digit, and
  /// points that need every digit that it leaves.
  template <class Take>
  void roundings(const Take& take) const {
    const auto& rounding = plan_->node(1).rounding;
    if (!rounding) return;
    std::set<RoundedHow> seen;
    for (std::size_t i = 0; i < inputs_.size(); ++i) {
      if (!outcomes_[i].exact || outcomes_[i].branch == "/missing") continue;
      const auto how = rounded_how(*outcomes_[i].exact, *rounding);
      if (how && seen.insert(*how).second) take(i, to_words(*how));
    }
  }

  const LeafText* leaf_;
  bool by_group_ = false;
  std::optional<Plan> plan_;
  std::optional<LeafInputs> finder_;
  std::vector<LeafInput> inputs_;
  std::vector<LeafOutcome> outcomes_;
  std::unordered_set<std::string> known_;  // keys of the inputs
  std::vector<Line> lines_;
  std::vector<std::size_t> line_of_;  // by bound
  std::vector<std::size_t> flips_;
  std::vector<BoundSide> sides_;
  std::vector<std::size_t> side_inputs_;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
