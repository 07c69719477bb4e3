// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

#include <parindex/rubric/detail/fields.hpp>
#include <parindex/rubric/detail/operations.hpp>
#include <parindex/rubric/rule.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

// The members of expressions in the canonical text; `Out` is the CanonicalWriter.

template <class Out>
void write_rounding(Out& out, const Rounding& rounding) {
  if (rounding.has_step()) {
    out.member(since(2, "step"), step_of(rounding));
  } else {
    out.member("digits", static_cast<std::size_t>(rounding.digits));
  }
  out.member("mode", to_string(rounding.mode));
}

template <class Out>
void write_figure(Out& out, const Expression& expression) {
  out.member(since(2, "node"), expression.node);
  out.member(since(2, "figure"), to_string(expression.figure));
  if (expression.when_none) out.member(since(2, "when_none"), to_string(*expression.when_none));
}

/// An operation with the object of its parts.
template <class Out>
void write_operation(Out& out, const FieldKey& key, const Expression& expression) {
  using Kind = Expression::Kind;
  out.object(key, [&](auto&) {
    if (expression.kind == Kind::map) {
      out.member("input", expression.input);
      return out.member("values", expression.values);
    }
    out.member("of", expression.parts[0]);
    if (expression.kind == Kind::cohort) {
      out("statistic", expression.statistic);
      out.member("within", std::string_view(expression.within_group ? "group" : "all"));
      const std::string_view own = number_key(expression.statistic);
      if (!own.empty()) out.member(since(2, own), expression.number);
      if (expression.statistic == Statistic::quantile) {
        out.member(since(2, "method"), to_string(expression.method));
      }
      if (!has_rounding(expression.statistic)) return;
      out.member(since(2, "units"), std::string_view(expression.sample ? "sample" : "population"));
    }
    const std::string_view own = number_key(expression.kind);
    if (expression.kind == Kind::log && expression.number.is_zero()) {
      out.member(own, std::string_view("e"));
    } else if (!own.empty()) {
      out.member(own, expression.number);
    }
    if (expression.rounding) write_rounding(out, *expression.rounding);
  });
}

template <class Out>
void write_parts(Out& out, const Expression& expression) {
  using Kind = Expression::Kind;
  const FieldKey key(to_string(expression.kind), since_of(expression.kind));
  if (expression.kind == Kind::figure) {
    write_figure(out, expression);
  } else if (expression.kind == Kind::abs) {
    out.member(key, expression.parts[0]);
  } else if (expression.kind == Kind::winsorise) {
    out.object(key, [&](auto&) {
      out.member("of", expression.parts[0]);
      out.member("low", expression.parts[1]);
      out.member("high", expression.parts[2]);
    });
  } else if (expression.kind == Kind::map || has_of(expression.kind)) {
    write_operation(out, key, expression);
  } else {
    out.member(key, expression.parts);
  }
}

}  // namespace detail

PARINDEX_END_NAMESPACE
