// SPDX-License-Identifier: MIT
#pragma once

#include <parindex/impl/leaf_inputs.ipp>

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

/// One side of one bound, and how near a value must come to count.
struct BoundSide {
  LeafBound bound;
  Side side = Side::at;
  Rational near;  // largest distance; 0 for `at`

  /// `just below 90 (from)`
  std::string to_string() const {
    return std::string(to_word(side)) + " " + bound.value.to_string() + " (" + bound.key + ")";
  }

  bool holds(const Rational& value) const {
    switch (side) {
      case Side::at: return value == bound.value;
      case Side::below: return value < bound.value && bound.value - value <= near;
      case Side::above: return value > bound.value && value - bound.value <= near;
    }
    return false;
  }
};

/// Everything that a leaf can be asked: its inputs, what they give, its bounds with the sides that
/// an input can reach, and the smallest list of inputs that shows all of it.
class LeafStudy {
 public:
  /// Of the leaf as it is, or as `changed` writes it. Holds nothing when the leaf cannot stand
  /// alone.
  explicit LeafStudy(const LeafText& leaf, const JsonValue* changed = nullptr) {
    const JsonValue& json = changed != nullptr ? *changed : *leaf.json;
    Checked<Rubric> checked = leaf.check(json_text(json));
    if (!checked) return;
    plan_.emplace(compile(std::move(checked).value()));
    const bool by_group = json.find("only_for") != nullptr || json.find("rule")->find("by_group");
    finder_.emplace(json, *plan_, by_group ? leaf.groups : std::vector<std::string>{});
    inputs_ = finder_->candidates();
    outcomes_ = try_leaf(*plan_, inputs_, true);
    if (outcomes_.empty()) {
      plan_.reset();
      return;
    }
    const std::vector<LeafInput> flips = finder_->flips(inputs_, outcomes_);
    for (const LeafInput& input : flips) {
      if (std::find(inputs_.begin(), inputs_.end(), input) != inputs_.end()) continue;
      flips_.push_back(inputs_.size());
      inputs_.push_back(input);
      outcomes_.push_back(try_leaf(*plan_, {input}, true).front());
    }
    find_sides();
  }

  explicit operator bool() const { return plan_.has_value(); }
  const Plan& plan() const { return *plan_; }
  const LeafInputs& finder() const { return *finder_; }
  const std::vector<LeafInput>& inputs() const { return inputs_; }
  const std::vector<LeafOutcome>& outcomes() const { return outcomes_; }
  const std::vector<BoundSide>& sides() const { return sides_; }

  /// An input without issues that gives as many points as any: what the other leaves get while one
  /// is looked at.
  std::optional<LeafInput> best() const {
    std::optional<std::size_t> best;
    for (std::size_t i = 0; i < inputs_.size(); ++i) {
      if (outcomes_[i].status != NodeStatus::ok || outcomes_[i].branch == "/missing") continue;
      if (!best || *outcomes_[*best].points < *outcomes_[i].points) best = i;
    }
    return best ? std::optional(inputs_[*best]) : std::nullopt;
  }

  std::vector<LeafCase> cases() const {
    std::vector<LeafCase> chosen;
    std::set<std::size_t> taken;
    const auto take = [&](std::size_t i, std::string why) {
      if (taken.insert(i).second) {
        chosen.push_back({inputs_[i], outcomes_[i], std::move(why)});
        return;
      }
      for (LeafCase& one : chosen) {
        if (one.input == inputs_[i] && one.why.size() + why.size() < 160) one.why += "; " + why;
      }
    };
    for (std::size_t s = 0; s < sides_.size(); ++s) {
      take(side_inputs_[s], sides_[s].to_string());
    }
    // Every way to answer, once: the branch taken, what went wrong, each flag both ways.
    std::set<std::string> seen;
    for (const LeafCase& one : chosen) seen.insert(sign_of(one.outcome));
    for (std::size_t i = 0; i < inputs_.size(); ++i) {
      if (!seen.insert(sign_of(outcomes_[i])).second) continue;
      take(i, outcomes_[i].issues.empty() ? outcomes_[i].branch_text : outcomes_[i].issues.front());
    }
    flags(take);
    for (const std::size_t i : flips_) take(i, "where the branch changes");
    roundings(take);
    return chosen;
  }

 private:
  static std::string sign_of(const LeafOutcome& outcome) {
    std::string sign = outcome.branch;
    for (const std::string& issue : outcome.issues) sign += "|" + issue;
    return sign;
  }

  void find_sides() {
    for (const LeafBound& bound : finder_->bounds()) {
      for (const Side side : {Side::below, Side::at, Side::above}) {
        std::optional<std::size_t> nearest;
        Rational distance;
        for (std::size_t i = 0; i < inputs_.size(); ++i) {
          const auto value = finder_->variable(bound, inputs_[i], outcomes_[i]);
          if (!value) continue;
          const Rational away = *value - bound.value;
          if (side == Side::at ? !away.is_zero()
                               : side == Side::below ? away.sign() >= 0 : away.sign() <= 0) {
            continue;
          }
          const Rational size = away.sign() < 0 ? -away : away;
          if (nearest && distance <= size) continue;
          nearest = i;
          distance = size;
        }
        if (!nearest) continue;
        sides_.push_back({bound, side, side == Side::at ? Rational(0) : max(bound.unit, distance)});
        side_inputs_.push_back(*nearest);
      }
    }
  }

  /// Each boolean column down alone, and up alone: so that no item can hide behind another.
  template <class Take>
  void flags(const Take& take) const {
    if (plan_->columns().size() == 1) return;  // yes and no are branches of their own
    for (std::size_t column = 0; column < plan_->columns().size(); ++column) {
      if (plan_->columns()[column].type != InputType::boolean) continue;
      for (const bool wanted : {false, true}) {
        std::optional<std::size_t> found;
        std::size_t fewest = 0;
        for (std::size_t i = 0; i < inputs_.size(); ++i) {
          const auto* flag = std::get_if<bool>(&inputs_[i].cells[column].value());
          if (flag == nullptr || *flag != wanted) continue;
          std::size_t same = 0;
          bool all_flags = true;
          for (const Cell& cell : inputs_[i].cells) {
            const auto* other = std::get_if<bool>(&cell.value());
            all_flags = all_flags && (other != nullptr || !cell.is_missing());
            same += other != nullptr && *other == wanted ? 1 : 0;
          }
          if (!all_flags || (found && fewest <= same)) continue;
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
    Rational scale = 1;
    for (int i = 0; i < rounding->digits; ++i) scale *= 10;
    std::set<int> seen;
    for (std::size_t i = 0; i < inputs_.size(); ++i) {
      if (!outcomes_[i].exact || outcomes_[i].branch == "/missing") continue;
      const Rational scaled = *outcomes_[i].exact * scale;
      const Rational rest = scaled - scaled.floor();
      if (rest.is_zero()) {
        if ((scaled / 10).is_integer() || !seen.insert(4).second) continue;
        take(i, "needs every digit of the rounding");
        continue;
      }
      const Rational half = Rational::ratio(1, 2);
      const bool even = (scaled.floor() / 2).is_integer();
      const int kind = rest < half ? 0 : rest > half ? 1 : even ? 2 : 3;
      if (!seen.insert(kind).second) continue;
      const char* const words[] = {"rounds from below a half", "rounds from above a half",
                                   "half, after an even digit", "half, after an odd digit"};
      take(i, words[kind]);
    }
  }

  std::optional<Plan> plan_;
  std::optional<LeafInputs> finder_;
  std::vector<LeafInput> inputs_;
  std::vector<LeafOutcome> outcomes_;
  std::vector<std::size_t> flips_;
  std::vector<BoundSide> sides_;
  std::vector<std::size_t> side_inputs_;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
