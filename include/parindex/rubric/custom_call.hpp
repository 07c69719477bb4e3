// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <variant>

#include <parindex/numbers/rational.hpp>
#include <parindex/rubric/custom_rule.hpp>

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
  const Rational& number(std::string_view input) const;
  /// A boolean among the inputs. Throws Error if the leaf declares no such input.
  bool flag(std::string_view input) const;
  /// The option of a choice among the inputs. Throws Error if the leaf declares no such input.
  const std::string& option(std::string_view input) const;
  /// A date among the inputs. Throws Error if the leaf declares no such input.
  std::chrono::sys_days date(std::string_view input) const;
  /// A parameter of the rubric. Throws Error if the rule has no such parameter.
  const Rational& parameter(std::string_view name) const;
};

PARINDEX_END_NAMESPACE
