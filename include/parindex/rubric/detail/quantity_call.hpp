// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <parindex/detail/sentences.hpp>
#include <parindex/rubric/detail/expression_call.hpp>
#include <parindex/rubric/detail/sentences/structure.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// The value of the quantity of a rule. Nothing if `outcome` already states the result: the
/// denominator is 0, or the value is out of range and was reported.
inline std::optional<Rational> evaluate_quantity(const RuleCall& call, const Quantity& on,
                                                 RuleOutcome& outcome) {
  const Node& leaf = call.node;
  Listener& listener = call.listener;
  Rational value;
  std::optional<Evaluator> evaluator;
  if (on.formula) {
    evaluator.emplace(call);
    if (!on.let.empty()) evaluator->read_names(&on.let);
    auto found = evaluator->value(*on.formula);
    evaluator->tell_treated(call);
    if (!found) {
      outcome = evaluator->stopped(call, on.when_zero,
                                   "/rule/" + std::string(name_of(call.rule)) + "/on/when_zero");
      return std::nullopt;
    }
    value = *std::move(found);
  } else {
    value = call.number(on.numerator);
  }
  if (on.kind == Quantity::Kind::ratio || on.kind == Quantity::Kind::percent) {
    const Rational& denominator = call.number(on.denominator);
    if (denominator.is_zero()) {
      // A checked rubric has a policy if the denominator can be 0.
      outcome.policy = on.when_zero.value_or(MissingPolicy::error);
      if (*outcome.policy == MissingPolicy::error) {
        listener.issue(value_issue(
            issue::denominator_zero, say(sentence::the_denominator_of_is_0, describe(on)),
            sentence::not_0, as_is("0"), column_name(leaf.code, on.denominator)));
      } else {
        listener.branch([&] {
          return Branch{"/rule/" + std::string(name_of(call.rule)) + "/on/when_zero",
                        say(words::is_zero, on.denominator, phrase_of(*outcome.policy, leaf))};
        });
      }
      return std::nullopt;
    }
    value /= denominator;
    if (on.kind == Quantity::Kind::percent) value *= 100;
  }
  if (on.rounding) value = value.rounded(*on.rounding);
  listener.quantity(value, on,
                    [&] { return evaluator ? evaluator->told_names() : std::vector<Phrase>(); });
  const bool below = on.min && value < *on.min;
  if (below || (on.max && value > *on.max)) {
    outcome.policy = MissingPolicy::error;
    listener.issue(value_issue(below ? issue::value_below_minimum : issue::value_above_maximum,
                               say(sentence::is_out_of_range, describe(on)),
                               below ? say(sentence::at_least, on.min->to_string())
                                     : say(sentence::at_most, on.max->to_string()),
                               value.to_string(), leaf.code));
    return std::nullopt;
  }
  return value;
}

}  // namespace detail

PARINDEX_END_NAMESPACE
