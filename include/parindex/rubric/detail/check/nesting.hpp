// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <utility>
#include <variant>
#include <vector>

#include <parindex/detail/visit.hpp>
#include <parindex/rubric/rule.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// The nesting depth of the expressions and conditions of a rule. It uses an explicit stack: a
/// draft made in code may be nested more deeply than a file can be. The check rejects this before
/// any other check reads the rules, so all other functions that walk over expressions may be
/// recursive.
class Nesting {
 public:
  explicit Nesting(const Rule& rule) {
    add(rule);
    while (!open_.empty()) {
      const auto [part, depth] = open_.back();
      open_.pop_back();
      deepest_ = std::max(deepest_, depth);
      detail::visit([&, below = depth + 1](const auto* at) { look_into(*at, below); }, part);
    }
  }

  std::size_t deepest() const { return deepest_; }

 private:
  using Part = std::variant<const Expression*, const Condition*>;

  void look_into(const Expression& expression, std::size_t below) {
    for (const Expression& part : expression.parts) open_.emplace_back(&part, below);
  }
  void look_into(const Condition& condition, std::size_t below) {
    open_.emplace_back(&condition.of, below);
    for (const Condition& part : condition.parts) open_.emplace_back(&part, below);
  }

  void add(const Expression& expression) { open_.emplace_back(&expression, 1); }
  void add(const Condition& condition) { open_.emplace_back(&condition, 1); }
  void add(const Rule& rule) {
    detail::visit(
        [this](const auto& kind) {
          if constexpr (requires { kind.on.formula; }) {
            if (kind.on.formula) add(*kind.on.formula);
            for (const auto& [name, each] : kind.on.let) add(each);
          }
          if constexpr (requires { kind.low.parts; }) {
            add(kind.low);
            add(kind.high);
          }
          if constexpr (requires { kind.let; }) {
            for (const auto& [name, each] : kind.let) add(each);
          }
          if constexpr (requires { kind.cases.front().points; }) {
            for (const auto& each : kind.cases) {
              if (each.when) add(*each.when);
              add(each.points);
            }
          }
          if constexpr (requires { kind.rows.front().when; }) {
            for (const auto& row : kind.rows) {
              for (const Condition& test : row.when) add(test);
            }
          }
          if constexpr (requires { kind.cases.front().rule; }) {
            for (const GroupCase& each : kind.cases) {
              // Rules by groups within such rules are rejected without reading their contents.
              if (!std::holds_alternative<ByGroup>(each.rule)) add(each.rule);
            }
          }
        },
        rule);
  }

  std::vector<std::pair<Part, std::size_t>> open_;
  std::size_t deepest_ = 0;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
