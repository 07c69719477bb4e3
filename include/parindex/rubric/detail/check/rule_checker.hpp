// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <parindex/detail/make_issue.hpp>
#include <parindex/detail/sentences.hpp>
#include <parindex/rubric/detail/check/expression_checker.hpp>
#include <parindex/rubric/detail/check/node_report.hpp>
#include <parindex/rubric/detail/phrases.hpp>
#include <parindex/rubric/detail/proof/rule_reach.hpp>
#include <parindex/rubric/detail/sentences/expressions.hpp>
#include <parindex/rubric/detail/sentences/structure.hpp>
#include <parindex/rubric/detail/sentences/values.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// The common part of the checks of all kinds of rules: reports about one leaf, its parts and its
/// inputs.
class RuleChecker {
 public:
  /// `informative`: the leaf or a node above it is for information.
  RuleChecker(const Node& node, NodeReport& report, const RubricDraft& draft, bool informative)
      : node_(node), report_(report), draft_(draft), inputs_(node), informative_(informative) {}
  /// For a rule within that of `outer`, which is at `prefix` instead of "/rule". `sound`: no error
  /// was found in the parts that it shares with its sibling rules.
  RuleChecker(const RuleChecker& outer, std::string prefix, bool sound)
      : node_(outer.node_),
        report_(outer.report_),
        draft_(outer.draft_),
        inputs_(outer.inputs_),
        prefix_(std::move(prefix)),
        informative_(outer.informative_),
        sound_(sound) {}

  const Node& node() const { return node_; }
  const InputIndex& inputs() const { return inputs_; }
  /// No error was found so far, so it is worth computing the points of the rule.
  bool sound() const { return sound_; }
  /// Whether the points of the leaf are in no total.
  bool informative() const { return informative_; }
  /// Whether the rule is within another one.
  bool nested() const { return !prefix_.empty(); }
  /// Whether the rubric states which days are working days.
  bool has_calendar() const { return draft_.calendar.has_value(); }
  /// Lets the inputs also have the names of a formula, which has no cycle.
  void use_names(const NamedExpressions& let) { inputs_ = InputIndex(node_, let); }
  void show_names(std::size_t count) { inputs_.show_names(count); }
  /// The groups of units that the rubric declares.
  const std::vector<Group>& groups() const { return draft_.groups; }

  /// Reports an issue; after an error it is not worth computing the points of the rule.
  void add(const IssueCode& code, const std::string& where, const Said& message,
           const Detail& expected = {}, const Detail& actual = {}) {
    if (code.severity == Severity::error) sound_ = false;
    report_.add(code, place(where), message, expected, actual);
  }

  /// Checks an identifier that may occur in several places.
  void check_text(const std::string& where, const Sentence<0>& what, const std::string& text,
                  bool as_name = false) {
    check_identifier(report_, place(where), what, text, as_name);
  }

  void check_id(const std::string& where, const Sentence<0>& what, const std::string& id,
                bool as_name, std::set<std::string_view>& seen) {
    check_identifier(report_, where, what, id, as_name);
    if (!seen.insert(id).second) {
      add(issue::id_duplicate, where, say(sentence::appears_twice_in_the_list, what),
          sentence::distinct_ids, quote(id));
    }
  }

  void check_positive(const std::string& where, const Sentence<0>& what, const Rational& number) {
    if (number.sign() > 0) return;
    add(issue::number_out_of_range, where, say(sentence::is_not_above_0, what), sentence::above_0,
        number.to_string());
  }

  void check_percent(const std::string& where, const Rational& percent) {
    if (percent.sign() >= 0 && percent <= 100) return;
    add(issue::number_out_of_range, where, sentence::a_share_of_the_maximum_points_is_out_of,
        sentence::n_0_to_100_percent, percent.to_string());
  }

  void rounding(const std::string& where, const Rounding& rounding) {
    if (!is_sound(rounding)) sound_ = false;
    check_rounding(report_, place(where), rounding);
  }

  void check_options(const std::string& where, const std::vector<Option>& options, bool as_name) {
    std::set<std::string_view> seen;
    if (options.empty()) {
      add(issue::range_empty, where, sentence::the_rule_has_no_options, sentence::at_least_one,
          as_is("0"));
    }
    for (std::size_t i = 0; i < options.size(); ++i) {
      check_id(where + "/" + std::to_string(i) + "/id", sentence::the_id_of_an_option,
               options[i].id, as_name, seen);
    }
  }

  void check_step(const std::string& where, const std::optional<Rational>& min,
                  const std::optional<Rational>& max, const std::optional<Rational>& step) {
    if (!step) return;
    if (step->sign() <= 0) {
      add(issue::number_out_of_range, where + "/step", sentence::the_step_is_not_above_0,
          sentence::above_0, step->to_string());
      return;
    }
    const Rational base = min.value_or(0);
    if (max && !((*max - base) / *step).is_integer()) {
      add(issue::step_mismatch, where + "/step",
          say(sentence::steps_of_from_do_not_reach_the_maximum, step->to_string(),
              base.to_string()),
          max->to_string(), (base + *step * ((*max - base) / *step).floor()).to_string());
    }
  }

  std::optional<Domain> check_quantity(const std::string& where, const Quantity& on) {
    using Kind = Quantity::Kind;
    const std::string key = where + (on.kind == Kind::value     ? "/value"
                                     : on.kind == Kind::percent ? "/percent"
                                     : on.kind == Kind::ratio   ? "/ratio"
                                     : on.kind == Kind::formula ? "/formula"
                                                                : "");
    const bool computed = on.kind == Kind::formula || on.kind == Kind::figure;
    const bool quotient = on.kind == Kind::ratio || on.kind == Kind::percent;
    if ((on.kind == Kind::value || on.kind == Kind::figure) &&
        (on.when_zero || !on.denominator.empty())) {
      add(issue::part_misplaced, where + "/when_zero",
          sentence::a_value_without_a_denominator_cannot_have, sentence::no_such_key);
    }
    ExpressionChecker expressions(*this);
    if (computed != on.formula.has_value() ||
        (on.kind == Kind::figure && on.formula->kind != Expression::Kind::figure)) {
      add(issue::part_misplaced, key, sentence::the_expression_of_the_quantity_is_missing_or,
          sentence::an_expression_for_kind_formula_none_for);
    } else if (computed) {
      if (!on.let.empty()) check_names(where + "/let", on, expressions);
      expressions.number(key, *on.formula);
    } else {
      check_reference(quotient ? key + "/0" : key, on.numerator);
      if (quotient) check_reference(key + "/1", on.denominator);
    }
    if (on.rounding) rounding(where + "/rounding", *on.rounding);
    if (on.min && on.max && *on.max < *on.min) {
      add(issue::range_empty, where, sentence::the_minimum_of_the_quantity_is_above_its,
          sentence::min_max, on.min->to_string() + " > " + on.max->to_string());
    }
    const auto domain = sound_ ? domain_of(node_, on) : std::nullopt;
    if (domain && quotient && !on.when_zero &&
        holds_zero(domain_of(*inputs_.find(on.denominator)))) {
      add(issue::zero_denominator, where,
          say(sentence::the_input_is_a_denominator_and_can_be_0, quote(on.denominator)),
          sentence::when_zero_here_or_a_min_above_0_on_the_input, sentence::neither);
    }
    if (domain && on.formula) {
      expressions.zero(
          where, can_divide_by_zero(inputs_, on.let) || can_divide_by_zero(inputs_, *on.formula),
          on.when_zero);
    }
    if (!on.let.empty()) {
      if (on.kind != Kind::formula) {
        add(issue::part_misplaced, where + "/let", sentence::only_a_formula_can_have_names,
            sentence::no_such_key);
      }
      inputs_ = InputIndex(node_);  // nothing else in the rule reads the names
    }
    return domain;
  }

  /// Warns of names that nothing reads; `read` are those that the other parts of the rule read.
  void check_names_used(const std::string& where, const NamedExpressions& let,
                        std::set<std::string_view> read) {
    for (const auto& [name, expression] : let) add_names_read(expression, let, read);
    for (const auto& [name, expression] : let) {
      if (read.contains(name)) continue;
      add(issue::shared_unused, where + pointer_step(name), sentence::nothing_uses_this_name, {},
          quote(name));
    }
  }

  /// Checks the name of an input. `numeric`: the input must be a number or a count.
  void check_reference(const std::string& where, const std::string& name, bool numeric = true) {
    used_.insert(name);
    const Input* input = inputs_.find(name);
    if (!input) {
      add(issue::input_unknown, where,
          did_you_mean(sentence::unknown_input, name, names_of(node_.inputs, &Input::name)),
          say(sentence::one_of, listed(names_of(node_.inputs, &Input::name))), quote(name));
    } else if (numeric && input->type != InputType::number && input->type != InputType::count) {
      add(issue::type_conflict, where, sentence::the_type_does_not_match, sentence::a_number,
          phrase_of(input->type));
    }
  }

  /// For a rule that receives all inputs that its leaf declares.
  void use_every_input() {
    for (const Input& input : node_.inputs) used_.insert(input.name);
  }

  void check_inputs() {
    std::set<std::string_view> seen;
    for (std::size_t i = 0; i < node_.inputs.size(); ++i) {
      const Input& input = node_.inputs[i];
      const std::string where = "/inputs/" + std::to_string(i);
      check_id(where + "/name", sentence::the_name_of_an_input, input.name, true, seen);
      if (input.min && input.max && *input.max < *input.min) {
        add(issue::range_empty, where, sentence::the_minimum_of_the_input_is_above_its,
            sentence::min_max, input.min->to_string() + " > " + input.max->to_string());
      }
      if (input.type == InputType::count && input.max && input.max->sign() < 0) {
        add(issue::range_empty, where + "/max", sentence::the_maximum_of_a_count_is_below_0,
            sentence::n_0_or_more, input.max->to_string());
      }
      check_input_type(where, input);
      check_step(where, input.min, input.max, input.step);
      check_input_rounding(where, input);
      check_missing_markers(where, input);
    }
  }

  void check_input_rounding(const std::string& where, const Input& input) {
    if (!input.rounding) return;
    if (input.type != InputType::number || input.step) {
      add(issue::part_misplaced, where + "/rounding", sentence::only_a_number_can_be_rounded,
          sentence::no_such_key);
    }
    rounding(where + "/rounding", *input.rounding);
    if (!is_sound(*input.rounding)) return;
    const Rational step = step_of(*input.rounding);
    for (const auto& [key, end] : {std::pair("/min", &input.min), std::pair("/max", &input.max)}) {
      if (!*end || Rational(**end / step).is_integer()) continue;
      add(issue::step_mismatch, where + key, sentence::an_end_is_not_on_the_grid_of_the_rounding,
          say(sentence::a_multiple_of_n, step.to_string()), (*end)->to_string());
    }
  }

  void check_missing_markers(const std::string& where, const Input& input) {
    if (input.missing_markers.empty()) return;
    if (input.type != InputType::number && input.type != InputType::count) {
      add(issue::part_misplaced, where + "/missing_markers",
          sentence::only_a_number_can_have_markers, sentence::no_such_key);
      return;
    }
    if (input.rounding && !is_sound(*input.rounding)) return;
    std::set<Rational> seen;
    for (std::size_t i = 0; i < input.missing_markers.size(); ++i) {
      const Rational& marker = input.missing_markers[i];
      const std::string at = where + "/missing_markers/" + std::to_string(i);
      if (!seen.insert(marker).second) {
        add(issue::id_duplicate, at, sentence::the_number_appears_twice_in_the_list,
            sentence::distinct_texts, marker.to_string());
      }
      if (holds(domain_of(input), input.rounding ? marker.rounded(*input.rounding) : marker)) {
        add(issue::marker_clash, at, sentence::the_marker_could_also_be_a_value,
            sentence::a_number_that_the_input_cannot_be, marker.to_string());
      }
    }
  }

  // The keys that a type of input may have. A file cannot contain others; a draft made in code can.
  void check_input_type(const std::string& where, const Input& input) {
    const bool choice = input.type == InputType::choice;
    const bool number = input.type == InputType::number || input.type == InputType::count;
    const auto misplaced = [&](const char* key, const Said& message) {
      add(issue::part_misplaced, where + key, message, sentence::no_such_key);
    };
    if (!choice && !input.options.empty())
      misplaced("/options", sentence::only_a_choice_can_have_options);
    if (!number && input.step) misplaced("/step", sentence::only_a_number_can_have_a_step);
    if (!number && input.type != InputType::date && (input.min || input.max)) {
      misplaced(input.min ? "/min" : "/max", sentence::only_a_number_or_a_date_can_have_a_range);
    }
    if (input.type == InputType::date) {
      for (const auto& [key, day] :
           {std::pair("/min", &input.min), std::pair("/max", &input.max)}) {
        if (!*day || ((*day)->is_integer() && **day >= first_day && **day <= last_day)) continue;
        add(issue::date_malformed, where + key, sentence::the_value_is_not_a_date,
            sentence::n_0001_01_01_to_9999_12_31, (*day)->to_string());
      }
    }
    if (!choice) return;
    if (input.options.empty()) {
      add(issue::range_empty, where + "/options", sentence::the_choice_has_no_options,
          sentence::at_least_one, as_is("0"));
    }
    std::set<std::string_view> seen;
    for (std::size_t i = 0; i < input.options.size(); ++i) {
      check_id(where + "/options/" + std::to_string(i) + "/id", sentence::the_id_of_an_option,
               input.options[i].id, false, seen);
    }
  }

  /// Adopts the findings about a rule within this one.
  void join(const RuleChecker& inner) {
    sound_ = sound_ && inner.sound_;
    used_.insert(inner.used_.begin(), inner.used_.end());
  }

  /// What replaces missing values, after the rule.
  void check_imputations() {
    const auto of_rule = used_;
    auto all = used_;
    for (std::size_t i = 0; i < node_.inputs.size(); ++i) {
      const Input& input = node_.inputs[i];
      const std::string where = "/inputs/" + std::to_string(i);
      if (input.optional && of_rule.contains(input.name)) {
        add(issue::part_misplaced, where + "/optional",
            sentence::the_rule_reads_an_input_that_may_lack_a_value, sentence::no_such_key);
      }
      if (!input.impute) continue;
      if (input.type == InputType::boolean || input.type == InputType::choice) {
        add(issue::part_misplaced, where + "/impute",
            sentence::only_a_number_or_a_date_can_be_imputed, sentence::no_such_key);
        continue;
      }
      used_.clear();
      check_imputation(where + "/impute", input);
      used_.erase(input.name);  // a statistic of the input itself
      all.insert(used_.begin(), used_.end());
    }
    used_ = std::move(all);
  }

  void check_unused_inputs() {
    for (std::size_t i = 0; i < node_.inputs.size(); ++i) {
      if (!used_.contains(node_.inputs[i].name)) {
        report_.add(issue::input_unused, "/inputs/" + std::to_string(i),
                    sentence::the_rule_does_not_read_this_input, {}, quote(node_.inputs[i].name));
      }
    }
  }

 private:
  void check_names(const std::string& where, const Quantity& on,
                   ExpressionChecker<RuleChecker>& expressions) {
    expressions.names(where, on.let);
    std::set<std::string_view> read;
    add_names_read(*on.formula, on.let, read);
    check_names_used(where, on.let, std::move(read));
  }

  void check_imputation(const std::string& where, const Input& input) {
    const Expression& by = input.impute->by;
    ExpressionChecker expressions(*this);
    expressions.replacement(where + "/by", by, input);
    check_reads(where + "/by", by, input);
    if (!sound_) return;
    const bool data = reads_data(by) || can_divide_by_zero(inputs_, by);
    if (data && !input.impute->when_none) {
      add(issue::policy_missing, where, sentence::the_imputation_can_be_without_data,
          sentence::when_none_here, sentence::none);
    } else if (!data && input.impute->when_none) {
      add(issue::part_misplaced, where + "/when_none", sentence::a_constant_always_has_a_value,
          sentence::no_such_key);
    }
    const Domain possible = domain_of(inputs_, by);
    if (const auto wrong = outside(possible, domain_of(input))) {
      add(issue::imputation_unproven, where + "/by", message_of(issue::imputation_unproven),
          sentence::values_of_the_input_round_min_or_max,
          input.type == InputType::date && wrong->is_integer() && *wrong >= first_day &&
                  *wrong <= last_day
              ? date_text(wrong->small_numerator())
              : wrong->to_string());
    }
  }

  /// An imputation reads neither its own input, nor others that are imputed, nor other nodes: then
  /// no order of imputations matters.
  void check_reads(const std::string& where, const Expression& expression, const Input& input) {
    using Kind = Expression::Kind;
    if (expression.kind == Kind::figure) {
      add(issue::part_misplaced, where, sentence::an_imputation_cannot_read_a_figure,
          sentence::other_inputs_or_statistics);
      return;
    }
    if (expression.kind == Kind::cohort && !reads_own_value(expression.statistic)) return;
    if (expression.kind == Kind::input || expression.kind == Kind::map) {
      const Input* const read = inputs_.find(expression.input);
      if (read != nullptr && (read->name == input.name || read->impute)) {
        add(issue::part_misplaced, where, sentence::an_imputation_cannot_read_an_imputed_input,
            sentence::other_inputs_or_statistics, quote(expression.input));
      }
    }
    for (std::size_t i = 0; i < expression.parts.size(); ++i) {
      check_reads(where + part_step(expression, i), expression.parts[i], input);
    }
  }

  static bool reads_data(const Expression& expression) {
    using Kind = Expression::Kind;
    if (expression.kind == Kind::input || expression.kind == Kind::map ||
        expression.kind == Kind::cohort) {
      return true;
    }
    return std::any_of(expression.parts.begin(), expression.parts.end(), &reads_data);
  }

  /// A value that one domain has and another one does not; nothing if there is none.
  static std::optional<Rational> outside(const Domain& possible, const Domain& allowed) {
    if (auto found = witness(possible, below_all, allowed.lower)) return found;
    if (auto found = witness(possible, allowed.upper, above_all)) return found;
    if (!allowed.step) return std::nullopt;
    const Rational& step = *allowed.step;
    const Rational shift = (base_of(possible) - allowed.base) / step;
    const auto own = step_of(possible);
    if (own && Rational(*own / step).is_integer() && shift.is_integer()) return std::nullopt;
    const Rational next = own ? base_of(possible) + *own : allowed.base + step / 2;
    return own && !shift.is_integer() ? base_of(possible) : next;
  }

  std::string place(const std::string& where) const {
    constexpr std::string_view rule = "/rule";
    if (prefix_.empty() || !where.starts_with(rule)) return where;
    return prefix_ + where.substr(rule.size());
  }

  const Node& node_;
  NodeReport& report_;
  const RubricDraft& draft_;
  InputIndex inputs_;
  std::string prefix_;
  bool informative_ = false;
  std::set<std::string, std::less<>> used_;
  bool sound_ = true;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
