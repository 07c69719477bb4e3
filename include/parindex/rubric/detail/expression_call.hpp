// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

#include <parindex/detail/contains.hpp>
#include <parindex/detail/sentences.hpp>
#include <parindex/numbers/detail/logarithm.hpp>
#include <parindex/rubric/detail/cohort_state.hpp>
#include <parindex/rubric/detail/figures.hpp>
#include <parindex/rubric/detail/input_index.hpp>
#include <parindex/rubric/detail/operations.hpp>
#include <parindex/rubric/detail/proof/interval.hpp>
#include <parindex/rubric/detail/rule_call.hpp>
#include <parindex/rubric/detail/sentences/expressions.hpp>
#include <parindex/rubric/detail/sentences/structure.hpp>
#include <parindex/rubric/detail/statistics.hpp>
#include <parindex/rubric/detail/working_days.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Evaluates expressions and conditions over the values of a leaf. A missing value has a reason: a
/// division by 0, or an issue of the row.
class Evaluator {
 public:
  Evaluator(const Node& node, std::span<const Value> values, const RuleContext& context)
      : node_(node), inputs_(*context.inputs), values_(values), context_(context) {}
  explicit Evaluator(const RuleCall& call) : Evaluator(call.node, call.values, call.context) {
    if (const auto* const formula = std::get_if<Formula>(&call.rule)) let_ = &formula->let;
  }
  /// Reads the names of a formula; nullptr: none.
  void read_names(const NamedExpressions* let) { let_ = let; }

  std::optional<Rational> value(const Expression& expression) {
    using Kind = Expression::Kind;
    switch (expression.kind) {
      case Kind::number:
      case Kind::date: return expression.number;
      case Kind::input: return named_or_input(expression.input);
      case Kind::map: return expression.values.find(answer(expression.input))->second;
      case Kind::cohort: return statistic(expression);
      case Kind::figure: return figure(expression);
      case Kind::winsorise: return winsorised(expression);
      default: break;
    }
    std::optional<Rational> result = value(expression.parts[0]);
    for (std::size_t i = 1; result && i < expression.parts.size(); ++i) {
      const auto part = value(expression.parts[i]);
      result = part ? combined(expression.kind, *result, *part) : std::nullopt;
    }
    if (result && expression.kind == Kind::abs) return abs(*result);
    if (result && has_of(expression.kind)) return of_function(expression, *result);
    return result;
  }
  /// A value that replaces a missing one. Nothing without data to compute it from: an input that it
  /// reads has no value, no unit has one, or a denominator is 0; take_issue says whether there is
  /// another reason.
  std::optional<Rational> value_or_none(const Expression& expression) {
    for (const std::size_t at : inputs_read(expression, inputs_, true)) {
      if (values_[at].none) return std::nullopt;
    }
    return value(expression);
  }
  std::optional<Issue> take_issue() {
    if (issue_ && issue_->code == issue::cohort_empty.code) issue_.reset();
    return std::exchange(issue_, std::nullopt);
  }
  /// Reports which values were outliers, each with an issue of the row.
  void tell_treated(const RuleCall& call) const {
    for (const Treated& each : treated_) {
      const bool raised = each.given < each.held;
      const Said text =
          say(raised ? words::outlier_raised : words::outlier_lowered,
              phrase_of(each.winsorised->parts[0]), each.given.to_string(), each.held.to_string());
      call.listener.step([&] {
        std::string pointer;
        for (const FigurePlace& place : winsorised_in(call.rule)) {
          if (place.figure == each.winsorised) pointer = place.pointer;
        }
        return Branch{pointer + (raised ? "/winsorise/low" : "/winsorise/high"), text};
      });
      call.listener.issue(value_issue(issue::value_replaced, text, {}, {}, node_.code));
    }
  }
  /// The names that were evaluated, `rate = 100 * late / total = 5`, each after those that it read.
  std::vector<Phrase> told_names() const {
    std::vector<Phrase> told;
    for (const Named* const each : order_) {
      const Phrase meaning = phrase_of(each->second);
      const Rational& found = named_.at(each);
      const bool day = gives_day(each->second);
      const std::string value = day ? date_text(found.small_numerator()) : found.to_string();
      told.push_back(each->first + " = " + meaning +
                     (meaning.en == value ? Phrase() : Phrase(" = " + value)));
    }
    return told;
  }

  std::optional<bool> holds(const Condition& condition) {
    switch (condition.kind) {
      case Condition::Kind::range: {
        const auto x = value(condition.of);
        if (!x) return std::nullopt;
        return in_range(condition.lower, condition.upper, *x);
      }
      case Condition::Kind::is: {
        return contains(condition.words, answer(condition.input));
      }
      case Condition::Kind::all:
      case Condition::Kind::any: {
        const bool decides = condition.kind == Condition::Kind::any;
        for (const Condition& part : condition.parts) {
          const auto found = holds(part);
          if (!found || *found == decides) return found;
        }
        return !decides;
      }
      case Condition::Kind::none: {
        const auto found = holds(condition.parts[0]);
        return found ? std::optional(!*found) : std::nullopt;
      }
    }
    return std::nullopt;
  }

  /// The outcome of a rule that needs an expression without a value.
  RuleOutcome stopped(const RuleCall& call, const std::optional<MissingPolicy>& when_zero,
                      const std::string& pointer) {
    RuleOutcome outcome;
    outcome.policy = MissingPolicy::error;
    if (issue_) {
      call.listener.issue(*std::move(issue_));
      return outcome;
    }
    if (failed_) return outcome;  // the other node has the issue
    if (none_ != nullptr) return without_figure(call);
    // A checked rubric has a policy for every denominator that can be 0.
    outcome.policy = when_zero.value_or(MissingPolicy::error);
    if (*outcome.policy == MissingPolicy::error) {
      call.listener.issue(value_issue(issue::denominator_zero, sentence::division_by_0,
                                      sentence::not_0, as_is("0"), call.node.code));
    } else {
      call.listener.branch([&] {
        return Branch{pointer, say(words::divided_by_zero, phrase_of(*outcome.policy, call.node))};
      });
    }
    return outcome;
  }

 private:
  /// The outcome of a rule that reads a figure of a node without a result.
  RuleOutcome without_figure(const RuleCall& call) {
    RuleOutcome outcome;
    // A checked rubric has a policy for every node that can be without a result.
    outcome.policy = none_->when_none.value_or(MissingPolicy::error);
    if (*outcome.policy == MissingPolicy::error) {
      call.listener.issue(value_issue(issue::figure_missing,
                                      say(sentence::the_node_has_no_result, none_->node),
                                      phrase_of(*none_), sentence::none, call.node.code));
      return outcome;
    }
    call.listener.branch([&] {
      std::string pointer;
      for (const FigurePlace& place : figures_in(call.rule)) {
        if (place.figure == none_) pointer = place.pointer + "/when_none";
      }
      return Branch{std::move(pointer), say(words::node_has_no_result, none_->node,
                                            phrase_of(*outcome.policy, call.node))};
    });
    return outcome;
  }

  /// The word of a boolean or choice input. The rule is checked, so it exists.
  std::string answer(std::string_view input) const {
    const std::size_t at = *inputs_.position(input);
    const Input& declared = node_.inputs[at];
    if (declared.type == InputType::boolean) return values_[at].flag ? "yes" : "no";
    return declared.options[values_[at].option].id;
  }

  /// Whether an expression is a date.
  bool gives_day(const Expression& of) const {
    using Kind = Expression::Kind;
    if (of.kind == Kind::min || of.kind == Kind::max) return gives_day(of.parts[0]);
    if (of.kind != Kind::input) return of.kind == Kind::date;
    const auto named = let_->find(of.input);
    if (named != let_->end()) return gives_day(named->second);
    return inputs_.find(of.input)->type == InputType::date;
  }

  std::optional<Rational> named_or_input(const std::string& name) {
    const auto named = let_ == nullptr ? NamedExpressions::const_iterator() : let_->find(name);
    if (let_ == nullptr || named == let_->end()) return values_[*inputs_.position(name)].number;
    const auto known = named_.find(&*named);
    if (known != named_.end()) return known->second;
    const auto found = value(named->second);
    if (!found) return std::nullopt;  // the rule stops here
    named_.emplace(&*named, *found);
    order_.push_back(&*named);
    return found;
  }

  /// A function of one number; the check proved that it is defined.
  static Rational of_function(const Expression& expression, const Rational& x) {
    using Kind = Expression::Kind;
    switch (expression.kind) {
      case Kind::power: return x.pow(static_cast<int>(expression.number.small_numerator()));
      case Kind::root:
        return x.rounded_root(static_cast<int>(expression.number.small_numerator()),
                              *expression.rounding);
      case Kind::exp: return rounded_exponential(x, *expression.rounding);
      case Kind::log: return rounded_logarithm(x, expression.number, *expression.rounding);
      default: return x.rounded(*expression.rounding);
    }
  }

  std::optional<Rational> figure(const Expression& expression) {
    const NodeFigures* found = nullptr;
    if (context_.figures != nullptr) {
      const auto before = [&](const NodeFigures& one) { return one.code < expression.node; };
      const auto at =
          std::partition_point(context_.figures->begin(), context_.figures->end(), before);
      if (at != context_.figures->end() && at->code == expression.node) found = &*at;
    }
    if (found == nullptr || found->state == NodeFigures::State::failed) {
      failed_ = true;
      return std::nullopt;
    }
    if (found->state == NodeFigures::State::none) {
      none_ = &expression;
      return std::nullopt;
    }
    switch (expression.figure) {
      case NodeFigure::points: return found->points;
      case NodeFigure::max: return found->max;
      case NodeFigure::share:
      case NodeFigure::index: break;
    }
    if (found->max.is_zero()) return std::nullopt;
    return (expression.figure == NodeFigure::index ? found->points * 100 : found->points) /
           found->max;
  }

  std::optional<Rational> winsorised(const Expression& expression) {
    const auto given = value(expression.parts[0]);
    const auto low = given ? value(expression.parts[1]) : std::nullopt;
    const auto high = low ? value(expression.parts[2]) : std::nullopt;
    if (!high) return std::nullopt;
    Rational held = min(max(*given, *low), *high);
    if (held != *given) treated_.push_back({&expression, *given, held});
    return held;
  }

  std::optional<Rational> combined(Expression::Kind kind, const Rational& a, const Rational& b) {
    using Kind = Expression::Kind;
    switch (kind) {
      case Kind::add: return a + b;
      case Kind::multiply: return a * b;
      case Kind::min: return min(a, b);
      case Kind::max: return max(a, b);
      case Kind::subtract: return a - b;
      case Kind::divide:
        if (b.is_zero()) return std::nullopt;
        return a / b;
      case Kind::days: return b - a;
      case Kind::working_days: return count_working_days(a.small_numerator(), b.small_numerator());
      default: return std::nullopt;
    }
  }

  std::optional<Rational> count_working_days(Day from, Day to) {
    const WorkingDays& calendar = *context_.calendar;
    for (const Day day : {from, to}) {
      if (calendar.from() <= day && day <= calendar.to()) continue;
      issue_ = value_issue(issue::date_outside_calendar,
                           sentence::the_date_is_outside_the_calendar_of_working,
                           say(sentence::to, date_text(calendar.from()), date_text(calendar.to())),
                           date_text(day), node_.code);
      return std::nullopt;
    }
    return Rational(calendar.between(from, to));
  }

  std::optional<Rational> statistic(const Expression& expression) {
    const auto own = reads_own_value(expression.statistic) ? value(expression.parts[0])
                                                           : std::optional(Rational(0));
    if (!own) return std::nullopt;
    if (!context_.cohort) {
      issue_ =
          value_issue(issue::cohort_missing, sentence::the_values_of_the_other_units_are_not,
                      sentence::a_table_of_all_units_or_a_cohort, describe(expression), node_.code);
      return std::nullopt;
    }
    if (const CohortValues* values = context_.cohort->find(
            context_.statistics->at(&expression), expression.within_group, context_.group)) {
      if (values->suffices(expression)) return values->value(expression, *own);
      issue_ = value_issue(issue::cohort_empty, sentence::the_cohort_has_too_few_values,
                           say(sentence::at_least_n_values, expression.number.to_string()),
                           std::to_string(values->count()), node_.code);
      return std::nullopt;
    }
    issue_ = value_issue(issue::cohort_empty, sentence::no_unit_of_the_cohort_has_a_value,
                         sentence::at_least_one, describe(expression), node_.code);
    return std::nullopt;
  }

  struct Treated {
    const Expression* winsorised;
    Rational given;
    Rational held;
  };

  const Node& node_;
  const InputIndex& inputs_;
  std::span<const Value> values_;
  const RuleContext& context_;
  const NamedExpressions* let_ = nullptr;
  std::unordered_map<const Named*, Rational> named_;
  std::vector<const Named*> order_;  // of the names in `named_`
  std::vector<Treated> treated_;     // values that a limit changed
  std::optional<Issue> issue_;
  bool failed_ = false;               // a node whose figure is read is in error
  const Expression* none_ = nullptr;  // a figure of a node without a result
};

}  // namespace detail

PARINDEX_END_NAMESPACE
