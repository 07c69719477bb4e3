// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <map>
#include <string>

#include <parindex/numbers/rational.hpp>

PARINDEX_BEGIN_NAMESPACE

struct CustomCall;  // <parindex/rubric/custom_call.hpp>

/// A rule of the application: exact points before the rounding of the leaf. A file that defines one
/// includes <parindex/rubric/custom_call.hpp> for the argument. Several threads call it
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
