// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <parindex/detail/date.hpp>
#include <parindex/rubric/rubric.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

inline const Input* find_input(const Node& node, std::string_view name) {
  for (const Input& input : node.inputs) {
    if (input.name == name) return &input;
  }
  return nullptr;
}

/// The words that an answer of a boolean or a choice may be.
inline std::vector<std::string> words_of(const Input& input) {
  if (input.type == InputType::boolean) return {"yes", "no"};
  std::vector<std::string> words;
  for (const Item& option : input.options) words.push_back(option.id);
  return words;
}

/// How one data column is read and what it may contain.
struct ColumnSpec {
  std::string input;  ///< name of the input in its leaf
  InputType type = InputType::number;
  std::optional<Rational> min;
  std::optional<Rational> max;
  std::optional<Rational> step;
  std::optional<Rounding> rounding;       ///< applied to the value before its limits are
  std::vector<Rational> missing_markers;  ///< numbers that mean `missing`
  bool optional = false;                  ///< only imputations read it; it may lack a value
  bool imputed = false;                   ///< its input says what replaces a missing value
  std::vector<std::string> options;       ///< ids, for a choice
  Titles title;                           ///< the question; empty if the leaf's title states it
  std::vector<Titles> option_titles;      ///< one per option
};

/// The data columns of a leaf, in the order in which its rule declares them.
class LeafColumns {
 public:
  explicit LeafColumns(const Node& node) : node_(node) {}

  ColumnSpec& add(std::string input, InputType type) {
    ColumnSpec& spec = columns_.emplace_back();
    spec.input = std::move(input);
    spec.type = type;
    return spec;
  }

  /// A whole number, 0 or more.
  ColumnSpec& add_count(std::string input) {
    ColumnSpec& spec = add(std::move(input), InputType::count);
    spec.min = Rational(0);
    return spec;
  }
  /// One of several options, each with its id and title.
  template <class Options>
  void add_choice(std::string input, const Options& options) {
    ColumnSpec& spec = add(std::move(input), InputType::choice);
    for (const auto& option : options) {
      spec.options.push_back(option.id);
      spec.option_titles.push_back(option.title);
    }
  }

  /// The inputs that the leaf declares, for rules with named inputs.
  void add_inputs() {
    for (const Input& input : node_.inputs) {
      ColumnSpec& spec = add(input.name, input.type);
      spec.min = input.min;
      spec.max = input.max;
      spec.step = input.step;
      spec.rounding = input.rounding;
      spec.missing_markers = input.missing_markers;
      spec.optional = input.optional;
      spec.imputed = input.impute.has_value();
      spec.title = input.title;
      if (input.type == InputType::choice) {
        spec.options = words_of(input);
        for (const Item& option : input.options) spec.option_titles.push_back(option.title);
      }
      if (input.type == InputType::date) {
        if (!spec.min) spec.min = Rational(first_day);
        if (!spec.max) spec.max = Rational(last_day);
      }
      if (input.type == InputType::count && (!spec.min || spec.min->sign() < 0)) {
        // The grid of the steps keeps its origin when the floor of a count moves to 0.
        if (spec.step && spec.min) {
          const Rational& step = *spec.step;
          spec.min = *spec.min + step * -((*spec.min / step).floor());
        } else {
          spec.min = Rational(0);
        }
      }
    }
  }

  std::vector<ColumnSpec> take() { return std::move(columns_); }

 private:
  const Node& node_;
  std::vector<ColumnSpec> columns_;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
