// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstddef>
#include <exception>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <parindex/detail/sentences.hpp>
#include <parindex/rubric/custom_call.hpp>
#include <parindex/rubric/detail/check/rule_checker.hpp>
#include <parindex/rubric/detail/fields.hpp>
#include <parindex/rubric/detail/rule_branches.hpp>
#include <parindex/rubric/detail/rule_call.hpp>
#include <parindex/rubric/detail/sentences/kinds.hpp>
#include <parindex/rubric/detail/sentences/structure.hpp>
#include <parindex/stop.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

// custom: a rule that the application provides.

inline constexpr KindName kind_of(const Custom&) {
  return {"custom", "A rule that the application provides."};
}

template <class To>
void fields(To& to, Is<Custom> auto& rule) {
  to.identifier("name", rule.name);
  to.identifier("version", rule.version);
  to.optional("parameters", rule.parameters);
  to.object(
      "reach",
      [&](auto& reach) {
        reach("min", rule.min);
        reach("max", rule.max);
      },
      "The least and the most points that it may give.");
}

inline void add_columns(const Custom&, LeafColumns& columns) { columns.add_inputs(); }

inline void check(const Custom& rule, RuleChecker& checker) {
  const std::string at = "/rule/custom";
  checker.check_text(at + "/name", sentence::the_name_of_a_custom_rule, rule.name);
  checker.check_text(at + "/version", sentence::the_version_of_a_custom_rule, rule.version);
  for (const auto& [name, value] : rule.parameters) {
    checker.check_text(at + "/parameters" + pointer_step(name), sentence::the_name_of_a_parameter,
                       name, true);
  }
  if (rule.max < rule.min) {
    checker.add(issue::range_empty, at + "/reach", sentence::the_minimum_is_above_the_maximum,
                sentence::min_max, rule.min.to_string() + " > " + rule.max.to_string());
  }
  if (checker.node().inputs.empty()) {
    checker.add(issue::range_empty, at, sentence::the_leaf_declares_no_inputs_for_the_rule,
                sentence::at_least_one, as_is("0"));
  }
  checker.use_every_input();
}

inline std::optional<PointsRange> reach_of(const Custom& rule, const Node&) {
  return PointsRange{rule.min, rule.max};
}

/// The value of a declared input as the application receives it.
inline CustomValue custom_value(const Input& input, const Value& value) {
  switch (input.type) {
    case InputType::boolean: return value.flag;
    case InputType::choice: return input.options[value.option].id;
    case InputType::date:
      return std::chrono::sys_days(std::chrono::days(value.number.small_numerator()));
    case InputType::number:
    case InputType::count: break;
  }
  return value.number;
}

inline RuleOutcome evaluate(const Custom& rule, const RuleCall& call) {
  CustomCall given{call.node.code, {}, rule.parameters, *call.node.max};
  for (std::size_t i = 0; i < call.node.inputs.size(); ++i) {
    given.inputs.emplace(call.node.inputs[i].name,
                         custom_value(call.node.inputs[i], call.values[i]));
  }
  RuleOutcome outcome;
  const Phrase who = say(sentence::the_custom_rule, rule.name, rule.version);
  const Phrase range = say(sentence::points_from_to, rule.min.to_string(), rule.max.to_string());
  check_stop();  // the call may take any time
  try {
    outcome.points = call.context.custom->points(given);
    if (!outcome.points.fits_digits(limits().intermediate_digits)) throw_too_long();
    if (outcome.points < rule.min || outcome.points > rule.max) {
      outcome.policy = MissingPolicy::error;
      call.listener.issue(value_issue(issue::custom_out_of_range,
                                      say(sentence::gave_points_outside_its_declared_range, who),
                                      range, outcome.points.to_string(), call.node.code));
    }
  } catch (const std::exception& error) {
    check_stop();  // a rule that was stopped has not failed
    outcome.policy = MissingPolicy::error;
    call.listener.issue(value_issue(issue::custom_failed, say(sentence::failed, who), range,
                                    std::string(error.what()), call.node.code));
  }
  call.listener.branch([&] {
    const std::string what = rule.name + " " + rule.version;
    return Branch{"/rule/custom", outcome.policy
                                      ? say(words::custom_gives_nothing, what)
                                      : say(words::custom_gives, what, outcome.points.to_string())};
  });
  return outcome;
}

inline std::vector<std::string> branches_of(const Custom&) { return {"/rule/custom"}; }

}  // namespace detail

PARINDEX_END_NAMESPACE
