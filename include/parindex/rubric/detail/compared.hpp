// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include <parindex/rubric/rule.hpp>

PARINDEX_BEGIN_NAMESPACE

class Scores;

namespace detail {

/// A condition of a rule that compares more than one input: its place relative to the leaf.
struct Compared {
  std::string pointer;
  const Condition* test;
  const NamedExpressions* let;  // the names that it may read
};

inline void add_compared(const Condition& test, const NamedExpressions& let, const std::string& at,
                         std::vector<Compared>& out) {
  switch (test.kind) {
    case Condition::Kind::range:
      if (test.of.kind != Expression::Kind::input || let.contains(test.of.input)) {
        out.push_back({at, &test, &let});
      }
      return;
    case Condition::Kind::is: return;
    case Condition::Kind::none: return add_compared(test.parts[0], let, at + "/not", out);
    case Condition::Kind::all:
    case Condition::Kind::any: break;
  }
  const std::string list = at + (test.kind == Condition::Kind::all ? "/all/" : "/any/");
  for (std::size_t i = 0; i < test.parts.size(); ++i) {
    add_compared(test.parts[i], let, list + std::to_string(i), out);
  }
}

inline void add_compared(const Rule& rule, const std::string& at, std::vector<Compared>& out) {
  if (const auto* formula = std::get_if<Formula>(&rule)) {
    for (std::size_t i = 0; i < formula->cases.size(); ++i) {
      const auto& when = formula->cases[i].when;
      if (!when) continue;
      add_compared(*when, formula->let, at + "/formula/cases/" + std::to_string(i) + "/when", out);
    }
  }
  if (const auto* split = std::get_if<ByGroup>(&rule)) {
    for (std::size_t i = 0; i < split->cases.size(); ++i) {
      add_compared(split->cases[i].rule, at + "/by_group/cases/" + std::to_string(i) + "/rule",
                   out);
    }
  }
}

/// The conditions of a rule that compare an expression. Conditions on one input need no evaluation:
/// the input can be read directly.
inline std::vector<Compared> compared_in(const Rule& rule) {
  std::vector<Compared> found;
  add_compared(rule, "/rule", found);
  return found;
}

/// The values of the expressions of `compared_in` for one unit, in its place in the table. Nothing
/// if a value is missing or an expression divides by 0.
std::vector<std::optional<Rational>> compared_values(const Scores& scores, std::size_t row,
                                                     std::size_t position);

}  // namespace detail

PARINDEX_END_NAMESPACE
