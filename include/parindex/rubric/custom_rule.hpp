// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <variant>

#include <parindex/error.hpp>
#include <parindex/rubric/detail/sentences/structure.hpp>
#include <parindex/rubric/rule.hpp>

PARINDEX_BEGIN_NAMESPACE

/// The value of an input of a custom rule: a number or a count; a boolean; the id of the option of
/// a choice; or a date.
using CustomValue = std::variant<Rational, bool, std::string, std::chrono::sys_days>;

/// The argument of a custom rule, for one leaf of one unit. Every value is present and within the
/// range that its input declares: for a missing value, the `missing` policy of the leaf applies.
struct CustomCall {
  std::string_view code;                                           ///< of the leaf
  std::map<std::string, CustomValue, std::less<>> inputs;          ///< by name
  const std::map<std::string, Rational, std::less<>>& parameters;  ///< of the rubric, by name
  const Rational& max;                                             ///< maximum points of the leaf

  /// A number among the inputs. Throws Error if the leaf declares no such input.
  const Rational& number(std::string_view input) const { return get<Rational>(input, "number"); }
  /// A boolean among the inputs. Throws Error if the leaf declares no such input.
  bool flag(std::string_view input) const { return get<bool>(input, "boolean"); }
  /// The option of a choice among the inputs. Throws Error if the leaf declares no such input.
  const std::string& option(std::string_view input) const {
    return get<std::string>(input, "choice");
  }
  /// A date among the inputs. Throws Error if the leaf declares no such input.
  std::chrono::sys_days date(std::string_view input) const {
    return get<std::chrono::sys_days>(input, "date");
  }
  /// A parameter of the rubric. Throws Error if the rule has no such parameter.
  const Rational& parameter(std::string_view name) const {
    const auto found = parameters.find(name);
    if (found == parameters.end())
      throw Error(detail::say(detail::sentence::no_parameter_called, std::string(name)));
    return found->second;
  }

 private:
  template <class T>
  const T& get(std::string_view input, const char* what) const {
    const auto found = inputs.find(input);
    const auto* value = found == inputs.end() ? nullptr : std::get_if<T>(&found->second);
    if (!value) {
      throw Error(detail::say(detail::sentence::no_input_of_type, std::string(input), what));
    }
    return *value;
  }
};

/// A rule of the application: exact points before the rounding of the leaf. Several threads call it
/// at the same time, and it must give equal points for equal calls. Points beyond the `reach` that
/// the rubric declares, and exceptions derived from std::exception, are issues of the row.
struct CustomRule {
  /// Must be the version that the rubric names; empty: any version.
  std::string version;
  std::function<Rational(const CustomCall&)> points;
};

/// The custom rules of an application, by the name that rubrics use.
using CustomRules = std::map<std::string, CustomRule, std::less<>>;

PARINDEX_END_NAMESPACE
