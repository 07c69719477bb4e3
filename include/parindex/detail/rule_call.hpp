// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include <parindex/detail/leaf.hpp>
#include <parindex/error.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// A cell as its column means it; which member counts is a matter of the column's type.
struct Value {
  std::optional<NoValue> none;  // why there is no value
  bool flag = false;
  std::size_t option = 0;
  Rational number;
};

/// What a rule made of the values of its leaf: points, or the policy that decides instead.
struct RuleOutcome {
  std::optional<MissingPolicy> policy;
  Rational points;
};

/// The branch that was taken: a JSON Pointer relative to the node, and words.
struct Branch {
  std::string pointer;
  std::string text;
};

inline Issue value_issue(const IssueCode& code, std::string message, std::string expected,
                         std::string actual, std::string field) {
  Issue found = make_issue(code, std::move(message), std::move(expected), std::move(actual));
  found.field = std::move(field);
  return found;
}

/// The sentence of a code as a message: without its full stop, as "; expected ..." follows.
inline std::string message_of(const IssueCode& code) {
  return std::string(code.summary.substr(0, code.summary.size() - 1));
}

/// What a rule is called with: its leaf and one value per column of the leaf. The listener is told
/// what happens; scoring listens to issues only, and its other calls compile away.
template <class Listener>
struct RuleCall {
  const Node& node;
  std::span<const Value> values;
  Listener& listener;

  /// The number in a declared input. The rule is checked, so the input is there.
  const Rational& number(std::string_view input) const {
    std::size_t i = 0;
    while (node.inputs[i].name != input) ++i;
    return values[i].number;
  }
};

/// The value of the quantity that a rule looks at. Nothing when `outcome` already says what
/// happens: the denominator is 0, or the value is out of range and was reported.
template <class Listener>
std::optional<Rational> evaluate_quantity(const RuleCall<Listener>& call, const Quantity& on,
                                          RuleOutcome& outcome) {
  const Node& leaf = call.node;
  Listener& listener = call.listener;
  Rational value = call.number(on.numerator);
  if (on.kind != Quantity::Kind::value) {
    const Rational& denominator = call.number(on.denominator);
    if (denominator.is_zero()) {
      // A checked rubric has a policy wherever the denominator can be 0.
      outcome.policy = on.when_zero.value_or(MissingPolicy::error);
      if (*outcome.policy == MissingPolicy::error) {
        listener.issue(value_issue(issue::denominator_zero,
                                   "The denominator of " + describe(on) + " is 0", "not 0", "0",
                                   column_name(leaf.code, on.denominator)));
      } else {
        listener.branch([&] {
          return Branch{"/rule/" + std::string(name_of(*leaf.rule)) + "/on/when_zero",
                        on.denominator + " is 0: " + std::string(to_string(*outcome.policy))};
        });
      }
      return std::nullopt;
    }
    value /= denominator;
    if (on.kind == Quantity::Kind::percent) value *= 100;
  }
  listener.quantity(value, on);
  const bool below = on.min && value < *on.min;
  if (below || (on.max && value > *on.max)) {
    outcome.policy = MissingPolicy::error;
    listener.issue(value_issue(
        below ? issue::value_below_minimum : issue::value_above_maximum,
        describe(on) + " is out of range",
        (below ? "at least " : "at most ") + (below ? *on.min : *on.max).to_string(),
        value.to_string(), leaf.code));
    return std::nullopt;
  }
  return value;
}

}  // namespace detail

PARINDEX_END_NAMESPACE
