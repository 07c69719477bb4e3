// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <parindex/detail/visit.hpp>
#include <parindex/rubric/detail/operations.hpp>
#include <parindex/rubric/rule.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// A figure of another node that a rule reads, or another expression of it, and its place in the
/// rule.
struct FigurePlace {
  std::string pointer;  // of its object
  const Expression* figure;
};

/// The step from an expression to its i-th part.
inline std::string part_step(const Expression& expression, std::size_t i) {
  const std::string key = "/" + std::string(to_string(expression.kind));
  if (expression.kind == Expression::Kind::abs) return key;
  if (expression.kind == Expression::Kind::winsorise) {
    return key + (i == 0 ? "/of" : i == 1 ? "/low" : "/high");
  }
  return key + (has_of(expression.kind) ? "/of" : "/" + std::to_string(i));
}

/// Finds the expressions of a kind in a rule. The pointer grows and shrinks on the way, because
/// most parts of a rule read none.
class FigureSearch {
 public:
  explicit FigureSearch(std::string at, Expression::Kind kind = Expression::Kind::figure)
      : at_(std::move(at)), kind_(kind) {}

  void find(const Expression& expression) {
    if (expression.kind == kind_) found_.push_back({at_, &expression});
    for (std::size_t i = 0; i < expression.parts.size(); ++i) {
      find_in(part_step(expression, i), expression.parts[i]);
    }
  }
  void find(const Condition& condition) {
    using Kind = Condition::Kind;
    find_in("/of", condition.of);
    for (std::size_t i = 0; i < condition.parts.size(); ++i) {
      const char* const list = condition.kind == Kind::all ? "/all/" : "/any/";
      find_in(condition.kind == Kind::none ? "/not" : list + std::to_string(i), condition.parts[i]);
    }
  }
  void find(const Rule& rule) {
    const std::string name = "/" + std::string(name_of(rule));
    detail::visit(
        [&](const auto& kind) {
          if constexpr (requires { kind.on.formula; }) {
            const bool whole = kind.on.kind == Quantity::Kind::figure;
            if (kind.on.formula) find_in(name + (whole ? "/on" : "/on/formula"), *kind.on.formula);
            find_named(name + "/on/let/", kind.on.let);
          }
          if constexpr (requires { kind.low.parts; }) {
            find_in(name + "/low", kind.low);
            find_in(name + "/high", kind.high);
          }
          if constexpr (requires { kind.let; }) {
            find_named(name + "/let/", kind.let);
          }
          if constexpr (requires { kind.cases.front().points.parts; }) {
            for (std::size_t i = 0; i < kind.cases.size(); ++i) {
              const std::string each = name + "/cases/" + std::to_string(i);
              if (kind.cases[i].when) find_in(each + "/when", *kind.cases[i].when);
              find_in(each + "/points", kind.cases[i].points);
            }
          }
          if constexpr (requires { kind.cases.front().rule; }) {
            for (std::size_t i = 0; i < kind.cases.size(); ++i) {
              // Rules by groups within such rules are rejected without reading their contents.
              if (std::holds_alternative<ByGroup>(kind.cases[i].rule)) continue;
              find_in(name + "/cases/" + std::to_string(i) + "/rule", kind.cases[i].rule);
            }
          }
        },
        rule);
  }
  std::vector<FigurePlace> take() { return std::move(found_); }

 private:
  void find_named(const std::string& list, const NamedExpressions& let) {
    for (const auto& [called, each] : let) find_in(list + called, each);
  }
  template <class Part>
  void find_in(std::string_view step, const Part& part) {
    const std::size_t length = at_.size();
    at_ += step;
    find(part);
    at_.resize(length);
  }

  std::string at_;
  Expression::Kind kind_;
  std::vector<FigurePlace> found_;
};

/// The winsorised expressions of a rule, each with its place.
inline std::vector<FigurePlace> winsorised_in(const Rule& rule) {
  FigureSearch search("/rule", Expression::Kind::winsorise);
  search.find(rule);
  return search.take();
}

/// The figures that a rule reads, in the order of the rule.
inline std::vector<FigurePlace> figures_in(const Rule& rule) {
  FigureSearch search("/rule");
  search.find(rule);
  return search.take();
}

}  // namespace detail

PARINDEX_END_NAMESPACE
