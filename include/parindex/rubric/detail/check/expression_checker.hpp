// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <parindex/detail/contains.hpp>
#include <parindex/detail/make_issue.hpp>
#include <parindex/detail/sentences.hpp>
#include <parindex/limits.hpp>
#include <parindex/rubric/detail/check/node_report.hpp>
#include <parindex/rubric/detail/figures.hpp>
#include <parindex/rubric/detail/operations.hpp>
#include <parindex/rubric/detail/phrases.hpp>
#include <parindex/rubric/detail/proof/expression_domain.hpp>
#include <parindex/rubric/detail/sentences/expressions.hpp>
#include <parindex/rubric/detail/sentences/structure.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Checks names, types and sizes of expressions and conditions of one rule. `Checker` is the
/// RuleChecker, which uses this class for quantities.
template <class Checker>
class ExpressionChecker {
 public:
  explicit ExpressionChecker(Checker& checker) : checker_(checker) {}

  /// An expression that must be a number.
  void number(const std::string& where, const Expression& expression) {
    const auto type = type_of(where, expression);
    if (type && *type != InputType::number) conflict(where, sentence::a_number, *type);
    if (type) check_length(where, expression);
    if (type) check_arguments(where, expression);
  }

  /// What replaces the missing values of an input.
  void replacement(const std::string& where, const Expression& expression, const Input& input) {
    const auto type = type_of(where, expression);
    const bool date = input.type == InputType::date;
    if (type && (*type == InputType::date) != date) {
      conflict(where, date ? sentence::a_date : sentence::a_number, *type);
    }
    if (type) check_length(where, expression);
    if (type) check_arguments(where, expression);
  }

  /// The names of a formula, before anything that reads them.
  void names(const std::string& where, const NamedExpressions& let) {
    const NamedOrder sorted(let);
    if (!sorted.cycle.empty()) {
      std::string path;
      for (const std::string& name : sorted.cycle) path += (path.empty() ? "" : " -> ") + name;
      checker_.add(issue::names_cycle, where + pointer_step(sorted.cycle.front()),
                   sentence::names_depend_on_each_other, sentence::names_without_a_cycle,
                   as_is(path));
    }
    std::unordered_map<std::string_view, std::size_t> depths;
    for (const auto& [name, expression] : let) {
      checker_.check_text(where + pointer_step(name), sentence::the_name_of_a_part, name, true);
      if (checker_.inputs().find(name) != nullptr) {
        checker_.add(issue::id_duplicate, where + pointer_step(name),
                     sentence::an_input_already_has_this_name, sentence::another_name, quote(name));
      }
      if (!sorted.cycle.empty()) named_.emplace(name, std::nullopt);
    }
    if (!sorted.cycle.empty()) return;
    for (const Named* const each : sorted.order) {
      const std::size_t depth = depth_of(each->second, depths);
      depths.emplace(each->first, depth);
      if (depth <= limits().json_depth) continue;
      checker_.add(issue::rubric_too_large, where + pointer_step(each->first),
                   sentence::the_names_nest_too_deeply,
                   say(sentence::at_most_levels, std::to_string(limits().json_depth)),
                   std::to_string(depth));
      for (const auto& [name, expression] : let) named_.emplace(name, std::nullopt);
      return;
    }
    checker_.use_names(let);
    for (const Named* const each : sorted.order) {
      named_.emplace(each->first, type_of(where + pointer_step(each->first), each->second));
    }
    // The domain of each is known from those before it.
    for (std::size_t i = 0; i < sorted.order.size(); ++i) {
      checker_.show_names(i);
      const std::string at = where + pointer_step(sorted.order[i]->first);
      if (checker_.sound()) check_length(at, sorted.order[i]->second);
      check_arguments(at, sorted.order[i]->second);
    }
    checker_.show_names(sorted.order.size());
  }

  void condition(const std::string& where, const Condition& condition) {
    using Kind = Condition::Kind;
    switch (condition.kind) {
      case Kind::range: range(where, where + "/of", condition); return;
      case Kind::is: words(where + "/input", where + "/is", condition); return;
      default: break;
    }
    const bool one = condition.kind == Kind::none;
    if (condition.parts.empty() || (one && condition.parts.size() != 1)) {
      checker_.add(issue::range_empty, where, sentence::the_condition_has_no_parts,
                   one ? sentence::one : sentence::at_least_one,
                   std::to_string(condition.parts.size()));
      return;
    }
    const std::string list = where + (one                           ? "/not"
                                      : condition.kind == Kind::all ? "/all/"
                                                                    : "/any/");
    for (std::size_t i = 0; i < condition.parts.size(); ++i) {
      this->condition(one ? list : list + std::to_string(i), condition.parts[i]);
    }
  }

  /// A test of one input; the input is named by the key of its range or words.
  void test(const std::string& where, const Condition& condition) {
    if (condition.kind == Condition::Kind::range) return range(where, where, condition);
    words(where, where, condition);
  }

  /// Requires a rule that may divide by 0 to state the result of that case.
  void zero(const std::string& where, bool possible, const std::optional<MissingPolicy>& policy) {
    if (!possible || policy || !checker_.sound()) return;
    checker_.add(issue::zero_denominator, where, sentence::a_denominator_can_be_0,
                 sentence::when_zero_here_or_inputs_whose_range, sentence::neither);
  }

 private:
  void conflict(const std::string& where, const Detail& expected, InputType found) {
    checker_.add(issue::type_conflict, where, sentence::the_type_does_not_match, expected,
                 phrase_of(found));
  }

  static std::size_t depth_of(const Expression& expression,
                              const std::unordered_map<std::string_view, std::size_t>& named) {
    std::size_t deepest = 0;
    for (const Expression& part : expression.parts) {
      deepest = std::max(deepest, depth_of(part, named));
    }
    if (expression.kind == Expression::Kind::input) {
      const auto found = named.find(expression.input);
      if (found != named.end()) deepest = found->second;
    }
    return deepest + 1;
  }

  /// Requires that roots, exponentials and logarithms are defined for all values that can occur.
  void check_arguments(const std::string& where, const Expression& expression) {
    if (!checker_.sound()) return;
    for (std::size_t i = 0; i < expression.parts.size(); ++i) {
      check_arguments(where + part_step(expression, i), expression.parts[i]);
    }
    using Kind = Expression::Kind;
    const bool root = expression.kind == Kind::root;
    const bool logarithm = expression.kind == Kind::log;
    if ((!root && !logarithm && expression.kind != Kind::exp) || !checker_.sound()) return;
    const Domain domain = domain_of(checker_.inputs(), expression.parts[0]);
    const std::string at = where + part_step(expression, 0);
    if (!root && !logarithm) {
      if (domain.upper < Cut{Cut::Where::after, most_exponent} ||
          domain.upper == Cut{Cut::Where::after, most_exponent}) {
        return;
      }
      checker_.add(
          issue::argument_unproven, at, sentence::the_argument_of_an_exponential_has_no_bound,
          say(sentence::inputs_or_min_that_keep_it_at_most, std::to_string(most_exponent)),
          is_finite(domain.upper) ? Detail(say(sentence::up_to_n, domain.upper.value.to_string()))
                                  : Detail(sentence::no_upper_limit));
      return;
    }
    const Cut least{root ? Cut::Where::before : Cut::Where::after, 0};
    if (!(domain.lower < least)) return;
    checker_.add(issue::argument_unproven, at,
                 root ? sentence::the_argument_of_a_root_can_be_negative
                      : sentence::the_argument_of_a_logarithm_can_be_0,
                 root ? Detail(say(sentence::inputs_or_max_that_keep_it_at_least, "0"))
                      : Detail(sentence::inputs_or_max_that_keep_it_above_0),
                 is_finite(domain.lower)
                     ? Detail(say(sentence::from_n_on, domain.lower.value.to_string()))
                     : Detail(sentence::no_lower_limit));
  }

  /// The answers of a map: each of the input, and no other.
  std::optional<InputType> map_type(const std::string& where, const Expression& expression) {
    const std::string key = where + "/map";
    checker_.check_reference(key + "/input", expression.input, false);
    const Input* const input = checker_.inputs().find(expression.input);
    if (input == nullptr) return std::nullopt;
    if (input->type != InputType::boolean && input->type != InputType::choice) {
      conflict(key + "/input", sentence::a_boolean_or_a_choice, input->type);
      return std::nullopt;
    }
    const std::vector<std::string> words = words_of(*input);
    for (const std::string& word : words) {
      if (expression.values.contains(word)) continue;
      checker_.add(issue::map_incomplete, key + "/values", sentence::a_map_without_an_answer,
                   sentence::a_number_for_each_answer, quote(word));
    }
    for (const auto& [word, number] : expression.values) {
      if (contains(words, word)) continue;
      checker_.add(issue::choice_unknown, key + "/values" + pointer_step(word),
                   did_you_mean(sentence::unknown_option, word, words), listed(words), quote(word));
    }
    return InputType::number;
  }

  /// Whether the constant of a function of one number is valid; reports it otherwise.
  bool is_constant_sound(const std::string& key, const Expression& expression) {
    using Kind = Expression::Kind;
    const Rational& number = expression.number;
    const std::string at = key + "/" + std::string(number_key(expression.kind));
    if (expression.kind == Kind::log) {
      if (number.sign() >= 0 && number != Rational(1)) return true;
      checker_.add(issue::number_out_of_range, at,
                   sentence::the_base_of_a_logarithm_is_out_of_range,
                   sentence::e_or_a_number_above_0_except_1, number.to_string());
      return false;
    }
    const int least = expression.kind == Kind::power ? 1 : 2;
    const auto most = static_cast<std::int64_t>(limits().root_degree);
    if (number.is_integer() && number >= Rational(least) && number <= Rational(most)) return true;
    checker_.add(issue::number_out_of_range, at,
                 expression.kind == Kind::power ? sentence::the_exponent_of_a_power_is_out_of_range
                                                : sentence::the_degree_of_a_root_is_out_of_range,
                 say(sentence::a_whole_number_from_to, std::to_string(least), std::to_string(most)),
                 number.to_string());
    return false;
  }

  /// Whether the constant of a statistic is valid; reports it otherwise.
  bool is_statistic_sound(const std::string& key, const Expression& expression) {
    const std::string_view own = number_key(expression.statistic);
    if (own.empty()) return true;
    const Rational& number = expression.number;
    const std::string at = key + "/" + std::string(own);
    if (expression.statistic == Statistic::quantile) {
      if (number.sign() >= 0 && number <= Rational(100)) return true;
      checker_.add(issue::number_out_of_range, at, sentence::the_percent_of_a_quantile_is_wrong,
                   sentence::n_0_to_100_percent, number.to_string());
      return false;
    }
    if (number.is_integer() && number.is_small() && number.sign() > 0) return true;
    checker_.add(issue::number_out_of_range, at, sentence::the_position_of_a_value_is_wrong,
                 sentence::a_whole_number_from_1, number.to_string());
    return false;
  }

  bool is_too_long(const Expression& expression) const {
    try {
      domain_of(checker_.inputs(), expression);
      return false;
    } catch (const NumberTooLong&) {
      return true;
    }
  }

  /// Reports constants whose sum or product becomes too long, at the innermost part where this
  /// happens.
  void check_length(const std::string& where, const Expression& expression) {
    // The names have domains only if all of them are sound.
    if (!checker_.inputs().names().empty() && !checker_.sound()) return;
    if (!is_too_long(expression)) return;
    const Expression* at = &expression;
    std::string place = where;
    while (true) {
      const std::string key = at->kind == Expression::Kind::figure
                                  ? place
                                  : place + "/" + std::string(to_string(at->kind));
      std::size_t i = 0;
      while (i < at->parts.size() && !is_too_long(at->parts[i])) ++i;
      if (i == at->parts.size()) {
        checker_.add(issue::number_too_long, key,
                     sentence::the_constants_give_a_number_with_too_many,
                     say(sentence::at_most_digits, std::to_string(limits().intermediate_digits)),
                     sentence::more);
        return;
      }
      place += part_step(*at, i);
      at = &at->parts[i];
    }
  }

  // number and count are one type here: a count is a number.
  std::optional<InputType> type_of(const std::string& where, const Expression& expression) {
    using Kind = Expression::Kind;
    switch (expression.kind) {
      case Kind::number: return InputType::number;
      case Kind::date: return InputType::date;
      case Kind::input: return input_type(where, expression.input);
      case Kind::map: return map_type(where, expression);
      case Kind::figure:
        if (in_cohort_) {
          checker_.add(issue::part_misplaced, where,
                       sentence::a_statistic_cannot_read_a_figure_of_a_node,
                       sentence::inputs_of_the_leaf_without_another_statistic);
        }
        return InputType::number;
      default: break;
    }
    const std::string key = where + "/" + std::string(to_string(expression.kind));
    const std::size_t count = expression.parts.size();
    const bool single = expression.kind == Kind::abs || has_of(expression.kind);
    const bool pair = expression.kind == Kind::subtract || expression.kind == Kind::divide ||
                      expression.kind == Kind::days || expression.kind == Kind::working_days;
    const bool triple = expression.kind == Kind::winsorise;
    if (single ? count != 1 : pair ? count != 2 : triple ? count != 3 : count == 0) {
      checker_.add(issue::range_empty, key, sentence::the_expression_has_the_wrong_number_of_parts,
                   single   ? as_is("1")
                   : pair   ? as_is("2")
                   : triple ? as_is("3")
                            : sentence::at_least_1,
                   std::to_string(count));
      return std::nullopt;
    }
    if (has_rounding(expression) && !expression.rounding) {
      checker_.add(issue::rounding_missing, key,
                   sentence::the_expression_does_not_state_a_rounding);
      return std::nullopt;
    }
    if (has_rounding(expression)) checker_.rounding(key, *expression.rounding);
    if (!number_key(expression.kind).empty() && !is_constant_sound(key, expression)) {
      return std::nullopt;
    }
    if (expression.kind == Kind::cohort && !is_statistic_sound(key, expression)) {
      return std::nullopt;
    }
    if (triple && expression.parts[1].kind == Kind::number &&
        expression.parts[2].kind == Kind::number &&
        expression.parts[2].number < expression.parts[1].number) {
      checker_.add(
          issue::range_empty, key, sentence::the_lower_limit_is_above_the_upper_one,
          sentence::lower_end_upper_end,
          expression.parts[1].number.to_string() + " > " + expression.parts[2].number.to_string());
    }
    if (expression.kind == Kind::working_days && !checker_.has_calendar()) {
      checker_.add(issue::calendar_missing, key,
                   sentence::the_rubric_has_no_calendar_of_working_days);
    }
    if (expression.kind == Kind::cohort) {
      if (in_cohort_) {
        checker_.add(issue::part_misplaced, key,
                     sentence::a_statistic_cannot_contain_another_statistic,
                     sentence::inputs_of_the_leaf_without_another_statistic);
      }
      in_cohort_ = true;
    }
    bool known = true;
    bool dates = false;
    const bool takes_dates = expression.kind == Kind::days || expression.kind == Kind::working_days;
    const bool takes_both = expression.kind == Kind::min || expression.kind == Kind::max;
    for (std::size_t i = 0; i < count; ++i) {
      const std::string place = where + part_step(expression, i);
      const auto type = type_of(place, expression.parts[i]);
      known = known && type;
      if (!type) continue;
      const bool date = *type == InputType::date;
      if (takes_both && i == 0) dates = date;
      if (date != (takes_dates || (takes_both && dates))) {
        conflict(place, takes_dates || dates ? sentence::a_date : sentence::a_number, *type);
        known = false;
      }
    }
    if (expression.kind == Kind::cohort) in_cohort_ = false;
    if (!known) return std::nullopt;
    return takes_both && dates ? InputType::date : InputType::number;
  }

  std::optional<InputType> input_type(const std::string& where, const std::string& name) {
    const auto named = named_.find(name);
    if (named != named_.end()) {
      if (in_cohort_) {
        checker_.add(issue::part_misplaced, where, sentence::a_statistic_cannot_read_a_name,
                     sentence::inputs_of_the_leaf_without_another_statistic);
      }
      return named->second;
    }
    checker_.check_reference(where, name, false);
    const Input* input = checker_.inputs().find(name);
    if (!input) return std::nullopt;
    if (input->type == InputType::boolean || input->type == InputType::choice) {
      conflict(where, sentence::a_number_or_a_date, input->type);
      return std::nullopt;
    }
    return input->type == InputType::date ? InputType::date : InputType::number;
  }

  void range(const std::string& where, const std::string& of, const Condition& condition) {
    const auto type = type_of(of, condition.of);
    if (type) check_length(of, condition.of);
    if (type) check_arguments(of, condition.of);
    if (!condition.lower && !condition.upper) {
      checker_.add(issue::range_empty, where, sentence::the_range_states_neither_end,
                   sentence::from_above_to_or_below, sentence::none);
    }
    if (type && (*type == InputType::date) != condition.dates) {
      conflict(where,
               *type == InputType::date ? sentence::dates_as_ends : sentence::numbers_as_ends,
               condition.dates ? InputType::date : InputType::number);
    }
    if (!(lower_cut(condition.lower) < upper_cut(condition.upper))) {
      checker_.add(issue::range_empty, where, sentence::the_range_contains_no_value,
                   sentence::lower_end_upper_end);
    }
  }

  void words(const std::string& where, const std::string& list, const Condition& condition) {
    checker_.check_reference(where, condition.input, false);
    const Input* input = checker_.inputs().find(condition.input);
    if (!input) return;
    if (input->type != InputType::boolean && input->type != InputType::choice) {
      conflict(where, sentence::a_boolean_or_a_choice, input->type);
      return;
    }
    if (condition.words.empty()) {
      checker_.add(issue::range_empty, list, sentence::the_condition_lists_no_keywords,
                   sentence::at_least_one, as_is("0"));
    }
    const auto [found, fresh] = words_.try_emplace(input);
    auto& known = found->second;
    if (fresh) {
      for (std::string& word : words_of(*input)) known.insert(std::move(word));
    }
    for (std::size_t i = 0; i < condition.words.size(); ++i) {
      const std::string& word = condition.words[i];
      if (known.contains(word)) continue;
      // A single word needs no list.
      const std::string at = condition.words.size() == 1 ? list : list + "/" + std::to_string(i);
      checker_.add(issue::choice_unknown, at,
                   did_you_mean(sentence::unknown_option, word, words_of(*input)),
                   listed(words_of(*input)), quote(word));
    }
  }

  Checker& checker_;
  bool in_cohort_ = false;
  std::unordered_map<std::string_view, std::optional<InputType>> named_;        // of the formula
  std::unordered_map<const Input*, std::set<std::string, std::less<>>> words_;  // of answers
};

}  // namespace detail

PARINDEX_END_NAMESPACE
