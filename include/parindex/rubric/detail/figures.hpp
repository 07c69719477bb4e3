// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <variant>
#include <vector>

#include <parindex/detail/visit.hpp>
#include <parindex/rubric/rule.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// A figure of another node that a rule reads, and its place in the rule.
struct FigurePlace {
  std::string pointer;  // of its object
  const Expression* figure;
};

/// The step from an expression to its i-th part.
inline std::string part_step(const Expression& expression, std::size_t i) {
  using Kind = Expression::Kind;
  const std::string key = "/" + std::string(to_string(expression.kind));
  if (expression.kind == Kind::abs) return key;
  const bool named = expression.kind == Kind::round || expression.kind == Kind::cohort;
  return key + (named ? "/of" : "/" + std::to_string(i));
}

inline void add_figures(const Expression& expression, const std::string& at,
                        std::vector<FigurePlace>& out) {
  if (expression.kind == Expression::Kind::figure) out.push_back({at, &expression});
  for (std::size_t i = 0; i < expression.parts.size(); ++i) {
    add_figures(expression.parts[i], at + part_step(expression, i), out);
  }
}

inline void add_figures(const Condition& condition, const std::string& at,
                        std::vector<FigurePlace>& out) {
  add_figures(condition.of, at + "/of", out);
  for (std::size_t i = 0; i < condition.parts.size(); ++i) {
    add_figures(condition.parts[i],
                condition.kind == Condition::Kind::none  ? at + "/not"
                : condition.kind == Condition::Kind::all ? at + "/all/" + std::to_string(i)
                                                         : at + "/any/" + std::to_string(i),
                out);
  }
}

/// The figures that a rule reads, in the order of the rule; `at` is the pointer of the rule.
inline std::vector<FigurePlace> figures_in(const Rule& rule, const std::string& at = "/rule") {
  std::vector<FigurePlace> found;
  const std::string here = at + "/" + std::string(name_of(rule));
  detail::visit(
      [&](const auto& kind) {
        if constexpr (requires { kind.on.formula; }) {
          const bool whole = kind.on.kind == Quantity::Kind::figure;
          if (kind.on.formula) {
            add_figures(*kind.on.formula, here + (whole ? "/on" : "/on/formula"), found);
          }
        }
        if constexpr (requires { kind.low.parts; }) {
          add_figures(kind.low, here + "/low", found);
          add_figures(kind.high, here + "/high", found);
        }
        if constexpr (requires { kind.cases.front().points.parts; }) {
          for (std::size_t i = 0; i < kind.cases.size(); ++i) {
            const std::string each = here + "/cases/" + std::to_string(i);
            if (kind.cases[i].when) add_figures(*kind.cases[i].when, each + "/when", found);
            add_figures(kind.cases[i].points, each + "/points", found);
          }
        }
        if constexpr (requires { kind.cases.front().rule; }) {
          for (std::size_t i = 0; i < kind.cases.size(); ++i) {
            // Rules by groups within such rules are rejected without reading their contents.
            if (std::holds_alternative<ByGroup>(kind.cases[i].rule)) continue;
            const std::string each = here + "/cases/" + std::to_string(i) + "/rule";
            for (FigurePlace& place : figures_in(kind.cases[i].rule, each)) {
              found.push_back(std::move(place));
            }
          }
        }
      },
      rule);
  return found;
}

}  // namespace detail

PARINDEX_END_NAMESPACE
