// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include <parindex/detail/date.hpp>
#include <parindex/detail/sentences.hpp>
#include <parindex/detail/text.hpp>
#include <parindex/engine/detail/sentences.hpp>
#include <parindex/engine/table.hpp>
#include <parindex/limits.hpp>
#include <parindex/rubric/detail/rule_call.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

inline const IssueCode* check_number(const ColumnSpec& spec, const Rational& value) {
  if (spec.type == InputType::count && !value.is_integer()) return &issue::value_not_integer;
  if (spec.min && value < *spec.min) return &issue::value_below_minimum;
  if (spec.max && value > *spec.max) return &issue::value_above_maximum;
  if (spec.step && !((value - spec.min.value_or(0)) / *spec.step).is_integer()) {
    return &issue::value_off_step;
  }
  return nullptr;
}

/// Why a cell has no value; nothing if it has one. `markers` are the texts that the rubric
/// declares.
inline std::optional<NoValue> no_value_of(const std::unordered_map<std::string, NoValue>& markers,
                                          const Cell& cell) {
  if (cell.is_missing()) return NoValue::missing;
  if (const auto* kind = std::get_if<NoValue>(&cell.value())) return *kind;
  const auto* text = std::get_if<std::string>(&cell.value());
  if (!text) return std::nullopt;
  if (text->empty()) return NoValue::missing;
  if (markers.empty()) return std::nullopt;
  const auto found = markers.find(*text);
  return found == markers.end() ? std::nullopt : std::optional(found->second);
}

/// The same for a column, whose input may declare numbers that mean `missing`.
inline std::optional<NoValue> no_value_of(const std::unordered_map<std::string, NoValue>& markers,
                                          const ColumnSpec& spec, const Cell& cell) {
  auto kind = no_value_of(markers, cell);
  if (kind || spec.missing_markers.empty()) return kind;
  std::optional<Rational> number;
  if (const auto* given = std::get_if<Rational>(&cell.value())) number = *given;
  if (const auto* text = std::get_if<std::string>(&cell.value())) {
    number = Rational::parse(*text, limits().cell_digits);
  }
  for (const Rational& marker : spec.missing_markers) {
    if (number == marker) kind = NoValue::missing;
  }
  return kind;
}

/// Reads a cell that has a value, as its column specifies. Returns the code of the issue, or
/// nullptr.
inline const IssueCode* read_cell(const ColumnSpec& spec, const Cell& cell, Value& out) {
  out = Value{};
  if (std::holds_alternative<NotFinite>(cell.value())) return &issue::value_not_finite;
  const auto* text = std::get_if<std::string>(&cell.value());
  const auto* number = std::get_if<Rational>(&cell.value());
  const auto* flag = std::get_if<bool>(&cell.value());
  if (!text && !number && !flag) return &issue::value_type;
  if (text && text->size() > limits().cell_bytes) return &issue::cell_too_large;
  switch (spec.type) {
    case InputType::boolean: {
      if (number && (number->is_zero() || *number == 1)) {
        out.flag = !number->is_zero();
        return nullptr;
      }
      if (text) flag = parse_flag(*text);
      if (flag == nullptr) return &issue::value_type;
      out.flag = *flag;
      return nullptr;
    }
    case InputType::choice: {
      if (flag != nullptr) return &issue::value_type;
      const std::string id = number ? number->to_string() : *text;
      for (std::size_t i = 0; i < spec.options.size(); ++i) {
        if (spec.options[i] == id) {
          out.option = i;
          return nullptr;
        }
      }
      return &issue::choice_unknown;
    }
    case InputType::date: {
      const auto day = text ? day_of(*text) : std::nullopt;
      if (!day) return &issue::value_type;
      out.number = *day;
      return check_number(spec, out.number);
    }
    case InputType::number:
    case InputType::count: break;
  }
  if (flag != nullptr) return &issue::value_type;
  if (number) {
    // A decimal of the maximum length, with an exponent, may have twice as many digits in its
    // denominator.
    if (!number->fits_digits(2 * limits().cell_digits + 1)) return &issue::number_too_long;
    out.number = *number;
  } else {
    auto parsed = Rational::parse(*text, limits().cell_digits);
    if (!parsed) return has_number_form(*text) ? &issue::number_too_long : &issue::value_type;
    out.number = *std::move(parsed);
  }
  if (spec.rounding) out.number = out.number.rounded(*spec.rounding);
  return check_number(spec, out.number);
}

/// The accepted values of a column, in words.
inline Phrase describe(const ColumnSpec& spec) {
  switch (spec.type) {
    case InputType::boolean: return sentence::yes_or_no;
    case InputType::choice: {
      return say(sentence::one_of_options, joined(spec.options, ", "));
    }
    case InputType::date:
      return say(sentence::date_range, iso_date(spec.min->small_numerator()),
                 iso_date(spec.max->small_numerator()));
    case InputType::number:
    case InputType::count: break;
  }
  Phrase text = spec.type == InputType::count ? sentence::a_whole_number : sentence::a_number;
  if (spec.min && spec.max) {
    text = say(sentence::from_to, text, spec.min->to_string(), spec.max->to_string());
  } else if (spec.min) {
    text = say(sentence::of_at_least, text, spec.min->to_string());
  } else if (spec.max) {
    text = say(sentence::of_at_most, text, spec.max->to_string());
  }
  if (spec.rounding) text = say(sentence::rounded_to_grid, text, phrase_of_grid(*spec.rounding));
  if (spec.step) {
    // The grid is named if it does not start at 0.
    const bool named = spec.min && !(*spec.min / *spec.step).is_integer();
    text = named ? say(sentence::in_steps_from, text, spec.step->to_string(), spec.min->to_string())
                 : say(sentence::in_steps, text, spec.step->to_string());
  }
  return text;
}

}  // namespace detail

PARINDEX_END_NAMESPACE
