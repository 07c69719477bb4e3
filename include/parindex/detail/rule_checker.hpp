// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <parindex/detail/expression_check.hpp>
#include <parindex/detail/node_report.hpp>
#include <parindex/detail/rule_reach.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// What the checks of all kinds of rules share: reports about one leaf, its parts and its inputs.
class RuleChecker {
 public:
  RuleChecker(const Node& node, NodeReport& report, const RubricDraft& draft)
      : node_(node), report_(report), draft_(draft), inputs_(node) {}
  /// For a rule within that of `outer`, which stands at `prefix` instead of at "/rule". `sound`:
  /// no error was found in what it shares with the rules beside it.
  RuleChecker(const RuleChecker& outer, std::string prefix, bool sound)
      : node_(outer.node_), report_(outer.report_), draft_(outer.draft_), inputs_(outer.inputs_),
        prefix_(std::move(prefix)), sound_(sound) {}

  const Node& node() const { return node_; }
  const InputIndex& inputs() const { return inputs_; }
  /// No error was found so far: the points of the rule are worth computing.
  bool sound() const { return sound_; }
  /// The rubric says which days are working days.
  bool has_calendar() const { return draft_.calendar.has_value(); }
  /// The groups of units that the rubric declares.
  const std::vector<Group>& groups() const { return draft_.groups; }

  /// Reports an issue; after an error the points of the rule are not worth computing.
  void add(const IssueCode& code, const std::string& where, std::string message,
           std::string expected = {}, std::string actual = {}) {
    if (code.severity == Severity::error) sound_ = false;
    report_.add(code, place(where), std::move(message), std::move(expected), std::move(actual));
  }

  /// An identifier that may stand in several places.
  void check_text(const std::string& where, std::string_view what, const std::string& text,
                  bool as_name = false) {
    check_identifier(report_, place(where), what, text, as_name);
  }

  void check_id(const std::string& where, std::string_view what, const std::string& id,
                bool as_name, std::set<std::string_view>& seen) {
    check_identifier(report_, where, what, id, as_name);
    if (!seen.insert(id).second) {
      add(issue::id_duplicate, where, std::string(what) + " stands twice in one list",
          "ids that differ", quote(id));
    }
  }

  void check_positive(const std::string& where, const std::string& what, const Rational& number) {
    if (number.sign() > 0) return;
    add(issue::number_out_of_range, where, what + " is not above 0", "above 0",
        number.to_string());
  }

  void check_percent(const std::string& where, const Rational& percent) {
    if (percent.sign() >= 0 && percent <= 100) return;
    add(issue::number_out_of_range, where, "A share of the maximum is out of range",
        "0 to 100 percent", percent.to_string());
  }

  void rounding(const std::string& where, const Rounding& rounding) {
    if (rounding.digits < 0 || rounding.digits > Rounding::max_digits) sound_ = false;
    check_rounding(report_, place(where), rounding);
  }

  void check_options(const std::string& where, const std::vector<Option>& options, bool as_name) {
    std::set<std::string_view> seen;
    if (options.empty()) {
      add(issue::range_empty, where, "The rule has no options", "at least one", "0");
    }
    for (std::size_t i = 0; i < options.size(); ++i) {
      check_id(where + "/" + std::to_string(i) + "/id", "The id of an option", options[i].id,
               as_name, seen);
    }
  }

  void check_step(const std::string& where, const std::optional<Rational>& min,
                  const std::optional<Rational>& max, const std::optional<Rational>& step) {
    if (!step) return;
    if (step->sign() <= 0) {
      add(issue::number_out_of_range, where + "/step", "A step is not above 0", "above 0",
          step->to_string());
      return;
    }
    const Rational base = min.value_or(0);
    if (max && !((*max - base) / *step).is_integer()) {
      add(issue::step_mismatch, where + "/step",
          "Steps of " + step->to_string() + " from " + base.to_string() +
              " do not arrive at the maximum",
          max->to_string(),
          (base + *step * ((*max - base) / *step).floor()).to_string());
    }
  }

  std::optional<Domain> check_quantity(const std::string& where, const Quantity& on) {
    using Kind = Quantity::Kind;
    const std::string key = where + (on.kind == Kind::value     ? "/value"
                                     : on.kind == Kind::percent ? "/percent"
                                     : on.kind == Kind::ratio   ? "/ratio"
                                                                : "/formula");
    const bool quotient = on.kind == Kind::ratio || on.kind == Kind::percent;
    if (on.kind == Kind::value && (on.when_zero || !on.denominator.empty())) {
      add(issue::part_misplaced, where + "/when_zero", "A plain value has no denominator",
          "nothing there");
    }
    ExpressionChecker expressions(*this);
    if ((on.kind == Kind::formula) != on.formula.has_value()) {
      add(issue::part_misplaced, key, "An expression stands where it has no meaning, or lacks",
          "an expression for a formula, none elsewhere");
    } else if (on.kind == Kind::formula) {
      expressions.number(key, *on.formula);
    } else {
      check_reference(quotient ? key + "/0" : key, on.numerator);
      if (quotient) check_reference(key + "/1", on.denominator);
    }
    if (on.rounding) rounding(where + "/rounding", *on.rounding);
    if (on.min && on.max && *on.max < *on.min) {
      add(issue::range_empty, where, "The minimum of a quantity exceeds its maximum", "min <= max",
          on.min->to_string() + " > " + on.max->to_string());
    }
    const auto domain = sound_ ? domain_of(node_, on) : std::nullopt;
    if (domain && quotient && !on.when_zero &&
        holds_zero(domain_of(*inputs_.find(on.denominator)))) {
      add(issue::zero_denominator, where,
          "The input " + quote(on.denominator) + " can be 0 and divides",
          "when_zero here, or a min above 0 on the input", "neither");
    }
    if (domain && on.formula) {
      expressions.zero(where, can_divide_by_zero(inputs_, *on.formula), on.when_zero);
    }
    return domain;
  }

  /// A name of an input. `numeric`: which must be a number or a count.
  void check_reference(const std::string& where, const std::string& name, bool numeric = true) {
    used_.insert(name);
    const Input* input = inputs_.find(name);
    if (!input) {
      add(issue::input_unknown, where, "The leaf declares no input of this name", {}, quote(name));
    } else if (numeric && input->type != InputType::number && input->type != InputType::count) {
      add(issue::type_conflict, where, "The types do not fit together", "a number",
          "a " + std::string(to_string(input->type)));
    }
  }

  /// For a rule that gets all that its leaf declares.
  void use_every_input() {
    for (const Input& input : node_.inputs) used_.insert(input.name);
  }

  void check_inputs() {
    std::set<std::string_view> seen;
    for (std::size_t i = 0; i < node_.inputs.size(); ++i) {
      const Input& input = node_.inputs[i];
      const std::string where = "/inputs/" + std::to_string(i);
      check_id(where + "/name", "The name of an input", input.name, true, seen);
      if (input.min && input.max && *input.max < *input.min) {
        add(issue::range_empty, where, "The minimum of an input exceeds its maximum",
            "min <= max", input.min->to_string() + " > " + input.max->to_string());
      }
      if (input.type == InputType::count && input.max && input.max->sign() < 0) {
        add(issue::range_empty, where + "/max", "The maximum of a count is below 0", "0 or more",
            input.max->to_string());
      }
      check_input_type(where, input);
      check_step(where, input.min, input.max, input.step);
    }
  }

  // What a type of input may state. A file cannot hold the rest; a draft made in code can.
  void check_input_type(const std::string& where, const Input& input) {
    const bool choice = input.type == InputType::choice;
    const bool number = input.type == InputType::number || input.type == InputType::count;
    const auto misplaced = [&](const char* key, const char* message) {
      add(issue::part_misplaced, where + key, message, "nothing there");
    };
    if (!choice && !input.options.empty()) misplaced("/options", "Only a choice has options");
    if (!number && input.step) misplaced("/step", "Only a number has a step");
    if (!number && input.type != InputType::date && (input.min || input.max)) {
      misplaced(input.min ? "/min" : "/max", "Only a number or a date has a range");
    }
    if (input.type == InputType::date) {
      for (const auto& [key, day] : {std::pair("/min", &input.min), std::pair("/max", &input.max)}) {
        if (!*day || ((*day)->is_integer() && **day >= first_day && **day <= last_day)) continue;
        add(issue::date_malformed, where + key, "The day is no date", "0001-01-01 to 9999-12-31",
            (*day)->to_string());
      }
    }
    if (!choice) return;
    if (input.options.empty()) {
      add(issue::range_empty, where + "/options", "The choice has no options", "at least one", "0");
    }
    std::set<std::string_view> seen;
    for (std::size_t i = 0; i < input.options.size(); ++i) {
      check_id(where + "/options/" + std::to_string(i) + "/id", "The id of an option",
               input.options[i].id, false, seen);
    }
  }

  /// Takes over what was found out about a rule within this one.
  void join(const RuleChecker& inner) {
    sound_ = sound_ && inner.sound_;
    used_.insert(inner.used_.begin(), inner.used_.end());
  }

  void check_unused_inputs() {
    for (std::size_t i = 0; i < node_.inputs.size(); ++i) {
      if (!used_.contains(node_.inputs[i].name)) {
        report_.add(issue::input_unused, "/inputs/" + std::to_string(i),
                    "The rule does not read this input", {}, quote(node_.inputs[i].name));
      }
    }
  }

 private:
  std::string place(const std::string& where) const {
    constexpr std::string_view rule = "/rule";
    if (prefix_.empty() || !where.starts_with(rule)) return where;
    return prefix_ + where.substr(rule.size());
  }

  const Node& node_;
  NodeReport& report_;
  const RubricDraft& draft_;
  const InputIndex inputs_;
  std::string prefix_;
  std::set<std::string, std::less<>> used_;
  bool sound_ = true;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
