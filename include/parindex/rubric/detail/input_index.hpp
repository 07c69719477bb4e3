// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <parindex/rubric/detail/named.hpp>
#include <parindex/rubric/rubric.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// The inputs of a leaf by name. With many inputs it builds a table, because an expression may read
/// each of them.
class InputIndex {
 public:
  explicit InputIndex(const Node& node, const NamedExpressions& let = {})
      : inputs_(&node.inputs), names_(parts_of(let)), shown_(names_.size()) {
    if (inputs_->size() <= few) return;
    for (std::size_t i = 0; i < inputs_->size(); ++i) places_.emplace((*inputs_)[i].name, i);
  }

  /// The position of an input, the first one with its name.
  std::optional<std::size_t> position(std::string_view name) const {
    if (inputs_->size() > few) {
      const auto found = places_.find(name);
      return found == places_.end() ? std::nullopt : std::optional(found->second);
    }
    for (std::size_t i = 0; i < inputs_->size(); ++i) {
      if ((*inputs_)[i].name == name) return i;
    }
    return std::nullopt;
  }
  /// The input, or nullptr.
  const Input* find(std::string_view name) const {
    const auto found = position(name);
    return found ? &(*inputs_)[*found] : nullptr;
  }

  /// A name of the formula that reads the inputs, as an expression, and what it means.
  struct Part {
    Expression name;
    const Expression* of;
  };
  /// The names, each after those that it reads.
  std::span<const Part> names() const { return std::span(names_).first(shown_); }
  /// Shows only the first names, whose expressions are checked.
  void show_names(std::size_t count) { shown_ = count; }

 private:
  static std::vector<Part> parts_of(const NamedExpressions& let) {
    std::vector<Part> parts;
    for (const Named* const each : NamedOrder(let).order) {
      parts.push_back({Expression::of(each->first), &each->second});
    }
    return parts;
  }

  static constexpr std::size_t few = 16;
  const std::vector<Input>* inputs_;
  std::vector<Part> names_;
  std::size_t shown_ = 0;
  std::unordered_map<std::string_view, std::size_t> places_;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
