// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <parindex/rubric/aggregation.hpp>
#include <parindex/rubric/build_expression.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace build {

/// A rule that is being built; the base of every kind.
template <class Kind>
class RuleBuilder {
 public:
  operator Rule() const { return made_; }

 protected:
  explicit RuleBuilder(Kind made) : made_(std::move(made)) {}
  Kind made_;
};

inline YesNo yes_no(Rational yes, Rational no) { return {std::move(yes), std::move(no)}; }

class ChoiceBuilder : public RuleBuilder<Choice> {
 public:
  ChoiceBuilder() : RuleBuilder({}) {}
  ChoiceBuilder& option(std::string id, Rational points, Titles title = {}) {
    made_.options.push_back({std::move(id), std::move(points), std::move(title)});
    return *this;
  }
};
inline ChoiceBuilder choice() { return {}; }

class AllOfBuilder : public RuleBuilder<AllOf> {
 public:
  AllOfBuilder(Rational points, Rational otherwise)
      : RuleBuilder({{}, std::move(points), std::move(otherwise)}) {}
  AllOfBuilder& item(std::string id, Titles title = {}) {
    made_.items.push_back({std::move(id), std::move(title)});
    return *this;
  }
};
inline AllOfBuilder all_of(Rational points, Rational otherwise) {
  return {std::move(points), std::move(otherwise)};
}

class ChecklistBuilder : public RuleBuilder<Checklist> {
 public:
  ChecklistBuilder() : RuleBuilder({}) {}
  ChecklistBuilder& item(std::string id, Rational points, Titles title = {}) {
    made_.items.push_back({std::move(id), std::move(points), std::move(title)});
    return *this;
  }
};
inline ChecklistBuilder checklist() { return {}; }

class LevelsBuilder : public RuleBuilder<Levels> {
 public:
  LevelsBuilder() : RuleBuilder({}) {}
  /// `percent` of the maximum points.
  LevelsBuilder& level(std::string id, Rational percent, Titles title = {}) {
    made_.options.push_back({std::move(id), std::move(percent), std::move(title)});
    return *this;
  }
};
inline LevelsBuilder levels() { return {}; }

class BandsBuilder : public RuleBuilder<Bands> {
 public:
  explicit BandsBuilder(Quantity on) : RuleBuilder({std::move(on), {}}) {}
  BandsBuilder& above(Rational lower, Rational points, Titles title = {}) {
    return band(build::above(std::move(lower)), std::move(points), std::move(title));
  }
  BandsBuilder& from(Rational lower, Rational points, Titles title = {}) {
    return band(build::from(std::move(lower)), std::move(points), std::move(title));
  }
  BandsBuilder& to(Rational upper, Rational points, Titles title = {}) {
    return band(build::to(std::move(upper)), std::move(points), std::move(title));
  }
  BandsBuilder& below(Rational upper, Rational points, Titles title = {}) {
    return band(build::below(std::move(upper)), std::move(points), std::move(title));
  }
  /// Plain numbers belong to the band; `between(above(70), 90, 1)` leaves 70 out.
  BandsBuilder& between(Lower lower, Upper upper, Rational points, Titles title = {}) {
    return band({std::move(lower), std::move(upper)}, std::move(points), std::move(title));
  }

 private:
  BandsBuilder& band(Range range, Rational points, Titles title) {
    made_.steps.push_back(
        {std::move(range.lower), std::move(range.upper), std::move(points), std::move(title)});
    return *this;
  }
};
inline BandsBuilder bands(Quantity on) { return BandsBuilder(std::move(on)); }

class LinearBuilder : public RuleBuilder<Linear> {
 public:
  explicit LinearBuilder(Quantity on) : RuleBuilder({std::move(on), {}}) {}
  LinearBuilder& above(Rational lower, Rational points, Titles title = {}) {
    return constant(build::above(std::move(lower)), std::move(points), std::move(title));
  }
  LinearBuilder& from(Rational lower, Rational points, Titles title = {}) {
    return constant(build::from(std::move(lower)), std::move(points), std::move(title));
  }
  LinearBuilder& to(Rational upper, Rational points, Titles title = {}) {
    return constant(build::to(std::move(upper)), std::move(points), std::move(title));
  }
  LinearBuilder& below(Rational upper, Rational points, Titles title = {}) {
    return constant(build::below(std::move(upper)), std::move(points), std::move(title));
  }
  /// Linear interpolation from `points_from` at the lower end to `points_to` at the upper end.
  LinearBuilder& between(Lower lower, Upper upper, Rational points_from, Rational points_to,
                         Titles title = {}) {
    return piece({std::move(lower), std::move(upper)}, std::move(points_from), std::move(points_to),
                 std::move(title));
  }

 private:
  LinearBuilder& constant(Range range, Rational points, Titles title) {
    return piece(std::move(range), points, points, std::move(title));
  }
  LinearBuilder& piece(Range range, Rational points_from, Rational points_to, Titles title) {
    made_.pieces.push_back({std::move(range.lower), std::move(range.upper), std::move(points_from),
                            std::move(points_to), std::move(title)});
    return *this;
  }
};
inline LinearBuilder linear(Quantity on) { return LinearBuilder(std::move(on)); }

class ProportionalBuilder : public RuleBuilder<Proportional> {
 public:
  ProportionalBuilder(Quantity on, Rational full_at)
      : RuleBuilder({std::move(on), std::move(full_at), {}, {}, {}}) {}
  /// `cut_off(below(50), 0)`.
  ProportionalBuilder& cut_off(Upper upper, Rational points) {
    detail::set_once(made_.cut_off, CutOff{std::move(upper.bound), std::move(points)}, "cut_off");
    return *this;
  }
  ProportionalBuilder& cap(Rational points) {
    detail::set_once(made_.cap, std::move(points), "cap");
    return *this;
  }
  ProportionalBuilder& floor(Rational points) {
    detail::set_once(made_.floor, std::move(points), "floor");
    return *this;
  }
};
inline ProportionalBuilder proportional(Quantity on, Rational full_at) {
  return {std::move(on), std::move(full_at)};
}

class DirectBuilder : public RuleBuilder<Direct> {
 public:
  DirectBuilder(Rational min, Rational max) : RuleBuilder({std::move(min), std::move(max), {}}) {
    detail::check_order("direct", made_.min, made_.max);
  }
  DirectBuilder& step(Rational step) {
    detail::set_once(made_.step, std::move(step), "step");
    return *this;
  }
};
inline DirectBuilder direct(Rational min, Rational max) { return {std::move(min), std::move(max)}; }

class PerItemBuilder : public RuleBuilder<PerItem> {
 public:
  PerItemBuilder(Quantity on, Rational points_each)
      : RuleBuilder({std::move(on), std::move(points_each), {}}) {}
  PerItemBuilder& cap(Rational points) {
    detail::set_once(made_.cap, std::move(points), "cap");
    return *this;
  }
};
inline PerItemBuilder per_item(Quantity on, Rational points_each) {
  return {std::move(on), std::move(points_each)};
}

class IncrementsBuilder : public RuleBuilder<Increments> {
 public:
  IncrementsBuilder(Quantity on, Rational base) : RuleBuilder({}) {
    made_.on = std::move(on);
    made_.base = std::move(base);
  }
  /// Points for each `step` of the quantity above the threshold.
  IncrementsBuilder& above(Rational threshold, Rational step, Rational points_each) {
    return beyond(false, std::move(threshold), std::move(step), std::move(points_each));
  }
  /// Points for each `step` of the quantity below the threshold.
  IncrementsBuilder& below(Rational threshold, Rational step, Rational points_each) {
    return beyond(true, std::move(threshold), std::move(step), std::move(points_each));
  }
  IncrementsBuilder& whole_steps() {
    made_.whole = true;
    return *this;
  }
  IncrementsBuilder& cap(Rational points) {
    detail::set_once(made_.cap, std::move(points), "cap");
    return *this;
  }

 private:
  IncrementsBuilder& beyond(bool down, Rational threshold, Rational step, Rational points_each) {
    if (!made_.step.is_zero()) {
      throw Error(detail::say(detail::sentence::argument_stated_already, "threshold"));
    }
    made_.down = down;
    made_.threshold = std::move(threshold);
    made_.step = std::move(step);
    made_.points_each = std::move(points_each);
    return *this;
  }
};
inline IncrementsBuilder increments(Quantity on, Rational base) {
  return {std::move(on), std::move(base)};
}

class DeductionBuilder : public RuleBuilder<Deduction> {
 public:
  explicit DeductionBuilder(Rational start) : RuleBuilder({std::move(start), {}, {}}) {}
  /// Each violation costs `each` points, and all of this kind together at most `cap`.
  DeductionBuilder& item(std::string id, Rational each, std::optional<Rational> cap = {},
                         Titles title = {}) {
    made_.items.push_back({std::move(id), std::move(each), std::move(cap), std::move(title)});
    return *this;
  }
  DeductionBuilder& cap(Rational points) {
    detail::set_once(made_.cap, std::move(points), "cap");
    return *this;
  }
};
inline DeductionBuilder deduction(Rational start) { return DeductionBuilder(std::move(start)); }

class ImportedBuilder : public RuleBuilder<Imported> {
 public:
  explicit ImportedBuilder(std::string index) : RuleBuilder({std::move(index), {}, {}}) {}
  ImportedBuilder& edition(std::string edition) {
    detail::set_once(made_.edition, std::move(edition), "edition");
    return *this;
  }
  ImportedBuilder& rubric(std::string id) {
    detail::set_once(made_.rubric, std::move(id), "rubric");
    return *this;
  }
};
inline ImportedBuilder imported(std::string index) { return ImportedBuilder(std::move(index)); }

class FormulaBuilder : public RuleBuilder<Formula> {
 public:
  FormulaBuilder() : RuleBuilder({}) {}
  FormulaBuilder& when(Condition condition, Term points, Titles title = {}) {
    return add(std::move(condition), std::move(points), std::move(title));
  }
  FormulaBuilder& otherwise(Term points, Titles title = {}) {
    return add(std::nullopt, std::move(points), std::move(title));
  }
  /// A name for a part: `input("rate")` then reads it. Throws Error if the name is stated already.
  FormulaBuilder& let(std::string name, Term meaning) {
    if (!made_.let.try_emplace(name, std::move(meaning)).second) {
      throw Error(detail::say(detail::sentence::argument_stated_already, name));
    }
    return *this;
  }
  FormulaBuilder& when_zero(MissingPolicy policy) {
    detail::set_once(made_.when_zero, policy, "when_zero");
    return *this;
  }
  FormulaBuilder& cap(Rational points) {
    detail::set_once(made_.cap, std::move(points), "cap");
    return *this;
  }
  FormulaBuilder& floor(Rational points) {
    detail::set_once(made_.floor, std::move(points), "floor");
    return *this;
  }

 private:
  FormulaBuilder& add(std::optional<Condition> condition, Term points, Titles title) {
    made_.cases.push_back({std::move(condition), std::move(points), std::move(title)});
    return *this;
  }
};
/// `formula().when(input("late") > 5, 0).otherwise(2)`.
inline FormulaBuilder formula() { return {}; }

class GoalpostsBuilder : public RuleBuilder<Goalposts> {
 public:
  GoalpostsBuilder(Quantity on, Expression low, Expression high)
      : RuleBuilder({std::move(on), std::move(low), std::move(high), true, false, {}}) {}
  /// A quantity outside is an error of its row; by default it is clamped to the nearer end.
  GoalpostsBuilder& outside_is_error() {
    made_.clamp = false;
    return *this;
  }
  GoalpostsBuilder& log_scale() {
    made_.log = true;
    return *this;
  }
  GoalpostsBuilder& when_zero(MissingPolicy policy) {
    detail::set_once(made_.when_zero, policy, "when_zero");
    return *this;
  }
};
inline GoalpostsBuilder goalposts(Quantity on, Term low, Term high) {
  return {std::move(on), std::move(low), std::move(high)};
}

inline Target target(Quantity on, Rational target, Rational zero_at) {
  return {std::move(on), std::move(target), std::move(zero_at)};
}

class DecisionTableBuilder : public RuleBuilder<DecisionTable> {
 public:
  explicit DecisionTableBuilder(DecisionTable::Hit hit) : RuleBuilder({hit, {}, {}}) {}
  /// `row({in(input("late"), to(2)), is("kind", "ward")}, 4)`.
  DecisionTableBuilder& row(std::vector<Condition> tests, Rational points, Titles title = {}) {
    made_.rows.push_back({std::move(tests), std::move(points), std::move(title)});
    return *this;
  }
  /// A row of a table that counts its rows.
  DecisionTableBuilder& row(std::vector<Condition> tests, Titles title = {}) {
    made_.rows.push_back({std::move(tests), std::nullopt, std::move(title)});
    return *this;
  }
  DecisionTableBuilder& gives(std::vector<Condition> tests, std::string output, Titles title = {}) {
    made_.rows.push_back({std::move(tests), std::nullopt, std::move(title), std::move(output)});
    return *this;
  }
  /// An output, with its points; `gives` and `otherwise_gives` name it.
  DecisionTableBuilder& output(std::string id, Rational points, Titles title = {}) {
    made_.outputs.push_back({std::move(id), std::move(points), std::move(title)});
    return *this;
  }
  DecisionTableBuilder& otherwise_gives(std::string output) {
    made_.otherwise_output = std::move(output);
    return *this;
  }
  /// Of `priority`, the points that win first; of `count`, `points_each` and `cap`.
  DecisionTableBuilder& priority(std::vector<Rational> points) {
    made_.priority = std::move(points);
    return *this;
  }
  DecisionTableBuilder& points_each(Rational points) {
    detail::set_once(made_.points_each, std::move(points), "points_each");
    return *this;
  }
  DecisionTableBuilder& cap(Rational points) {
    detail::set_once(made_.cap, std::move(points), "cap");
    return *this;
  }
  /// How points change as a number or a date grows.
  DecisionTableBuilder& direction(std::string input, Direction direction) {
    made_.direction.insert_or_assign(std::move(input), direction);
    return *this;
  }
  DecisionTableBuilder& otherwise(Rational points) {
    detail::set_once(made_.otherwise, std::move(points), "otherwise");
    return *this;
  }
};
inline DecisionTableBuilder decision_table(DecisionTable::Hit hit) {
  return DecisionTableBuilder(hit);
}

class SurveyBuilder : public RuleBuilder<Survey> {
 public:
  SurveyBuilder(Rational minimum_sample, MissingPolicy when_small) : RuleBuilder({}) {
    made_.minimum_sample = std::move(minimum_sample);
    made_.when_small = when_small;
  }
  /// An answer without a percent counts only for the sample.
  SurveyBuilder& answer(std::string id, std::optional<Rational> percent = {}, Titles title = {}) {
    made_.answers.push_back({std::move(id), std::move(percent), std::move(title)});
    return *this;
  }
  SurveyBuilder& respondents(std::string id, Rational weight, Titles title = {}) {
    made_.respondents.push_back({std::move(id), std::move(weight), std::move(title)});
    return *this;
  }
  SurveyBuilder& stated_sample() {
    made_.stated_sample = true;
    return *this;
  }
};
inline SurveyBuilder survey(Rational minimum_sample, MissingPolicy when_small) {
  return {std::move(minimum_sample), when_small};
}

class CustomBuilder : public RuleBuilder<Custom> {
 public:
  CustomBuilder(std::string name, std::string version, Rational min, Rational max)
      : RuleBuilder({std::move(name), std::move(version), {}, std::move(min), std::move(max)}) {
    detail::check_order("custom", made_.min, made_.max);
  }
  CustomBuilder& parameter(std::string name, Rational value) {
    made_.parameters.insert_or_assign(std::move(name), std::move(value));
    return *this;
  }
};
/// `min` and `max` are the least and the most points that the rule may give.
inline CustomBuilder custom(std::string name, std::string version, Rational min, Rational max) {
  return {std::move(name), std::move(version), std::move(min), std::move(max)};
}

class ByGroupBuilder : public RuleBuilder<ByGroup> {
 public:
  ByGroupBuilder() : RuleBuilder({}) {}
  ByGroupBuilder& groups(std::vector<std::string> ids, Rule rule) {
    made_.cases.push_back({std::move(ids), std::move(rule)});
    return *this;
  }
};
inline ByGroupBuilder by_group() { return {}; }

// ---- aggregations ------------------------------------------------------------------------------

class SumBuilder {
 public:
  operator Aggregation() const { return made_; }
  /// The child adds its points to the sum, at most up to `limit`.
  SumBuilder& bonus(std::string code, std::optional<Rational> limit = {}) {
    made_.adjust.push_back({Adjustment::Kind::bonus, std::move(code), std::move(limit), false});
    return *this;
  }
  /// The child adds its points to the sum, at most up to the applicable maximum.
  SumBuilder& bonus_to_maximum(std::string code) {
    made_.adjust.push_back({Adjustment::Kind::bonus, std::move(code), {}, true});
    return *this;
  }
  /// The child subtracts its points from the sum, at most down to `limit`.
  SumBuilder& penalty(std::string code, std::optional<Rational> limit = {}) {
    made_.adjust.push_back({Adjustment::Kind::penalty, std::move(code), std::move(limit), false});
    return *this;
  }
  /// How the maxima of excluded children are used.
  SumBuilder& excluded(LeftOut how) {
    detail::set_once(made_.excluded, how, "excluded");
    return *this;
  }
  /// The declared sum of the maxima of the children that count.
  SumBuilder& maxima_sum(Rational total) {
    detail::set_once(made_.maxima_sum, std::move(total), "maxima_sum");
    return *this;
  }
  /// The lowest and highest children, which are left out.
  SumBuilder& drop(Drop what) {
    detail::set_once(made_.drop, std::move(what), "drop");
    return *this;
  }

 private:
  Sum made_;
};
inline SumBuilder sum() { return {}; }

class LookupBuilder {
 public:
  operator Aggregation() const { return made_; }
  LookupBuilder& row(std::vector<Rational> children, Rational points) {
    made_.rows.push_back({std::move(children), std::move(points)});
    return *this;
  }

 private:
  Lookup made_;
};
inline LookupBuilder lookup() { return {}; }

using Available = std::optional<std::size_t>;
/// With fewer than `minimum_available` children the node is unavailable.
inline Mean mean(Available minimum_available = {}, std::optional<Drop> drop = {}) {
  return {minimum_available, std::move(drop)};
}
inline Median median(Available minimum_available = {}) { return {minimum_available}; }
inline GeometricMean geometric_mean(Available minimum_available = {},
                                    std::optional<Rational> weights_sum = {}) {
  return {minimum_available, std::move(weights_sum)};
}
inline HarmonicMean harmonic_mean(Available minimum_available = {},
                                  std::optional<Rational> weights_sum = {}) {
  return {minimum_available, std::move(weights_sum)};
}
inline WeightedMean weighted_mean(Available minimum_available = {},
                                  std::optional<Rational> weights_sum = {},
                                  std::optional<Drop> drop = {}) {
  return {minimum_available, std::move(weights_sum), std::move(drop)};
}
inline Product product(Available minimum_available = {}) { return {minimum_available}; }
inline Minimum minimum() { return {}; }
inline Best best(std::size_t count) { return {count}; }
inline OneOf one_of() { return {}; }

}  // namespace build

PARINDEX_END_NAMESPACE
