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

/// What an input of a custom rule holds: a number or a count; a boolean; the id of the option of a
/// choice; or a date.
using CustomValue = std::variant<Rational, bool, std::string, std::chrono::sys_days>;

/// What a custom rule is called with, for one leaf of one unit. Every value is there and within the
/// range that its input declares: a leaf without a value is a matter of its `missing` policy.
struct CustomCall {
  std::string_view code;                                           ///< of the leaf
  std::map<std::string, CustomValue, std::less<>> inputs;          ///< by name
  const std::map<std::string, Rational, std::less<>>& parameters;  ///< of the rubric, by name
  const Rational& max;                                             ///< maximum points of the leaf

  /// A number among the inputs. Throws Error when the leaf declares none of this name.
  const Rational& number(std::string_view input) const { return get<Rational>(input, "number"); }
  /// A boolean among the inputs. Throws Error when the leaf declares none of this name.
  bool flag(std::string_view input) const { return get<bool>(input, "boolean"); }
  /// The option of a choice among the inputs. Throws Error when the leaf declares none of this
  /// name.
  const std::string& option(std::string_view input) const {
    return get<std::string>(input, "choice");
  }
  /// A date among the inputs. Throws Error when the leaf declares none of this name.
  std::chrono::sys_days date(std::string_view input) const {
    return get<std::chrono::sys_days>(input, "date");
  }
  /// A parameter of the rubric. Throws Error when the rule states none of this name.
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

/// A rule of the host: exact points before the rounding of the leaf. It is called by several
/// threads at once and must give equal points for equal calls. Points beyond the `reach` that the
/// rubric declares, and whatever the function throws out of std::exception, are issues of the row.
struct CustomRule {
  /// Must be the version that the rubric names; empty: it serves every version.
  std::string version;
  std::function<Rational(const CustomCall&)> points;
};

/// The custom rules of a host, by the name under which rubrics ask for them.
using CustomRules = std::map<std::string, CustomRule, std::less<>>;

PARINDEX_END_NAMESPACE
