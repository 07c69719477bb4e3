// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <parindex/detail/date.hpp>
#include <parindex/rubric/detail/operations.hpp>
#include <parindex/rubric/detail/sentences/structure.hpp>
#include <parindex/rubric/detail/step_words.hpp>
#include <parindex/rubric/rule.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

// Parts of rules in words, in both languages.

/// A word of the format that has a Vietnamese name.
inline Phrase name_of_word(std::string_view word) {
  for (const Sentence<0>* each :
       {&words::mean,      &words::median,       &words::min,
        &words::max,       &words::sum,          &words::count,
        &words::rank,      &words::percentile,   &words::standard_deviation,
        &words::z_score,   &words::winsorise,    &words::abs,
        &words::days,      &words::working_days, &words::half_up,
        &words::half_even, &words::half_down,    &words::up,
        &words::down,      &words::floor,        &words::ceiling,
        &words::yes,       &words::no,           &words::ok,
        &words::excluded,  &words::unavailable,  &words::error}) {
    if (each->en == word) return say(*each);
  }
  return word;
}

/// A type of input with its article.
inline Phrase phrase_of(InputType type) {
  switch (type) {
    case InputType::number: return sentence::a_number_type;
    case InputType::count: return sentence::a_count_type;
    case InputType::boolean: return sentence::a_boolean_type;
    case InputType::choice: return sentence::a_choice_type;
    case InputType::date: break;
  }
  return sentence::a_date_type;
}

/// Why there is no value.
inline Phrase phrase_of(NoValue kind) {
  switch (kind) {
    case NoValue::missing: return sentence::value_is_missing;
    case NoValue::not_applicable: return sentence::value_is_not_applicable;
    case NoValue::not_proven: return sentence::value_is_not_proven;
    case NoValue::refused: break;
  }
  return sentence::value_is_refused;
}

/// What a rounding rounds to: `2 digits`, or `steps of 0.25`.
inline Phrase phrase_of_grid(const Rounding& how,
                             const Sentence<1>& of_digits = words::decimals_of) {
  return how.has_step() ? say(words::steps_of, step_of(how).to_string())
                        : say(of_digits, std::to_string(how.digits));
}

inline Phrase rounding_call(const Phrase& of, const Rounding& how) {
  return say(words::round_call, of, phrase_of_grid(how, words::digits_of),
             name_of_word(to_string(how.mode)));
}

/// The precedence of a written expression: a part with lower precedence gets parentheses.
inline int strength(const Expression& expression) {
  using Kind = Expression::Kind;
  switch (expression.kind) {
    case Kind::add:
    case Kind::subtract: return 1;
    case Kind::multiply:
    case Kind::divide: return 2;
    case Kind::number: return expression.number.sign() < 0 ? 1 : 3;
    default: return 3;
  }
}

/// `share of PR`.
inline Phrase phrase_of_figure(const Expression& figure) {
  switch (figure.figure) {
    case NodeFigure::points: return say(words::points_of_node, figure.node);
    case NodeFigure::share: return say(words::share_of_node, figure.node);
    case NodeFigure::index: return say(words::index_of_node, figure.node);
    case NodeFigure::max: return say(words::maximum_of_node, figure.node);
  }
  return {};
}

/// `root(x, 3)`, `ln(x)`: an operation before its rounding.
inline Phrase rounded_operation(const Expression& expression, const Phrase& of) {
  switch (expression.kind) {
    case Expression::Kind::root:
      return Phrase(words::root) + "(" + of + ", " + expression.number.to_string() + ")";
    case Expression::Kind::exp: return "exp(" + of + ")";
    case Expression::Kind::log:
      if (expression.number.is_zero()) return "ln(" + of + ")";
      return "log(" + of + ", " + expression.number.to_string() + ")";
    default: return of;
  }
}

/// `mean(x over all units)`, `round(population standard_deviation(x over the group), 2 digits …)`.
inline Phrase phrase_of_statistic(const Expression& expression, const Phrase& of) {
  Phrase name = name_of_word(to_string(expression.statistic));
  const bool rounds = has_rounding(expression.statistic);
  if (expression.statistic == Statistic::quantile) {
    const bool linear = expression.method == QuantileMethod::linear;
    name = say(linear ? words::linear_quantile : words::nearest_rank_quantile,
               expression.number.to_string());
  } else if (!number_key(expression.statistic).empty()) {
    const bool low = expression.statistic == Statistic::lowest;
    name = say(low ? words::lowest_at : words::highest_at, expression.number.to_string());
  }
  if (rounds) name = say(expression.sample ? words::of_sample : words::of_population, name);
  Phrase text = say(expression.within_group ? words::over_group : words::over_all, name, of);
  return rounds ? rounding_call(text, *expression.rounding) : text;
}

inline Phrase phrase_of(const Expression& expression) {
  using Kind = Expression::Kind;
  const auto& parts = expression.parts;
  const auto infix = [&](std::string_view between, int own) {
    std::vector<Phrase> texts;
    for (const Expression& part : parts) {
      // a - (b - c) and a / (b / c): the second part needs a higher precedence than its operator.
      const bool later = !texts.empty() && (expression.kind == Kind::subtract || own == 2);
      Phrase text = phrase_of(part);
      const bool weak = strength(part) < (later ? own + 1 : own);
      texts.push_back(weak ? "(" + text + ")" : std::move(text));
    }
    return joined(texts, between);
  };
  const auto arguments = [&] {
    std::vector<Phrase> texts;
    for (const Expression& part : parts) texts.push_back(phrase_of(part));
    return joined(texts, ", ");
  };
  switch (expression.kind) {
    case Kind::number: return expression.number.to_string();
    case Kind::date: return iso_date(expression.number.small_numerator());
    case Kind::input: return expression.input;
    case Kind::add: return infix(" + ", 1);
    case Kind::subtract: return infix(" - ", 1);
    case Kind::multiply: return infix(" * ", 2);
    case Kind::divide: return infix(" / ", 2);
    case Kind::round:
    case Kind::root:
    case Kind::exp:
    case Kind::log:
      return rounding_call(rounded_operation(expression, arguments()), *expression.rounding);
    case Kind::map: return Phrase(words::map) + "(" + expression.input + ")";
    case Kind::power: {
      const Expression& of = parts[0];
      const bool plain = strength(of) == 3 && of.kind != Kind::power;
      return (plain ? arguments() : "(" + arguments() + ")") + "^" + expression.number.to_string();
    }
    case Kind::cohort: return phrase_of_statistic(expression, arguments());
    case Kind::figure: return phrase_of_figure(expression);
    default: return name_of_word(to_string(expression.kind)) + "(" + arguments() + ")";
  }
}

inline Phrase phrase_of(const Quantity& quantity) {
  Phrase text;
  switch (quantity.kind) {
    case Quantity::Kind::value: text = quantity.numerator; break;
    case Quantity::Kind::ratio: text = quantity.numerator + " / " + quantity.denominator; break;
    case Quantity::Kind::percent:
      text = "100 * " + quantity.numerator + " / " + quantity.denominator;
      break;
    case Quantity::Kind::formula:
    case Quantity::Kind::figure: text = phrase_of(*quantity.formula); break;
  }
  return quantity.rounding ? rounding_call(text, *quantity.rounding) : text;
}

/// `70 <= x <= 90`; `end` writes the value of an end.
template <class End>
Phrase phrase_of_range(const std::optional<Bound>& low, const std::optional<Bound>& high,
                       const Phrase& x, const End& end) {
  if (low && high) {
    if (low->closed && high->closed && low->value == high->value) {
      return x + " = " + end(low->value);
    }
    return end(low->value) + (low->closed ? " <= " : " < ") + x + (high->closed ? " <= " : " < ") +
           end(high->value);
  }
  if (low) return x + (low->closed ? " >= " : " > ") + end(low->value);
  if (high) return x + (high->closed ? " <= " : " < ") + end(high->value);
  return say(words::any_value, x);
}

inline Phrase phrase_of(const Band& band, const Phrase& variable = "x") {
  return phrase_of_range(band.lower, band.upper, variable,
                         [](const Rational& value) { return value.to_string(); });
}

inline Phrase phrase_of(const Condition& condition) {
  const auto list = [&](const Sentence<2>& between) {
    Phrase text;
    for (const Condition& part : condition.parts) {
      const bool nested = part.kind == Condition::Kind::all || part.kind == Condition::Kind::any;
      const Phrase one = nested ? "(" + phrase_of(part) + ")" : phrase_of(part);
      text = text.empty() ? one : say(between, text, one);
    }
    return text;
  };
  switch (condition.kind) {
    case Condition::Kind::range:
      return phrase_of_range(
          condition.lower, condition.upper, phrase_of(condition.of), [&](const Rational& value) {
            return condition.dates ? iso_date(value.small_numerator()) : value.to_string();
          });
    case Condition::Kind::is: {
      Phrase all;
      for (const std::string& word : condition.words) {
        const bool flag = word == "yes" || word == "no";  // of a boolean; options keep their ids
        const Phrase one = flag ? name_of_word(word) : word;
        all = all.empty() ? one : say(words::either, all, one);
      }
      return say(words::is_one_of, condition.input, all);
    }
    case Condition::Kind::all: return list(words::both);
    case Condition::Kind::any: return list(words::either);
    case Condition::Kind::none: return say(words::negated, phrase_of(condition.parts[0]));
  }
  return {};
}

}  // namespace detail

PARINDEX_END_NAMESPACE
