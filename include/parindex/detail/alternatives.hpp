// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <utility>
#include <variant>
#include <vector>

#include <parindex/detail/visit.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

// Copies, moves and comparisons of variants with many alternatives. The standard library has a
// function of its own for each alternative and each of these, and constructs an alternative through
// one more function for each alternative before it: copied, moved, or from nothing. Here every
// alternative is constructed in one way, by a move.

template <class Variant>
void move_alternative(Variant& from, Variant& to) {
  visit([&]<class Kind>(Kind& kind) { to.template emplace<Kind>(std::move(kind)); }, from);
}

template <class Variant>
void copy_alternative(const Variant& from, Variant& to) {
  visit([&]<class Kind>(const Kind& kind) { to.template emplace<Kind>(Kind(kind)); }, from);
}

template <class Variant>
bool same_alternative(const Variant& a, const Variant& b) {
  return a.index() == b.index() &&
         visit([&]<class Kind>(const Kind& kind) { return kind == *std::get_if<Kind>(&b); }, a);
}

/// One of each alternative, in their order, with the members that it has from the start.
template <class Variant>
const std::vector<Variant>& each_alternative() {
  static const std::vector<Variant> all = []<std::size_t... kind>(std::index_sequence<kind...>) {
    std::vector<Variant> made;
    (made.push_back(std::variant_alternative_t<kind, Variant>()), ...);
    return made;
  }(std::make_index_sequence<std::variant_size_v<Variant>>());
  return all;
}

}  // namespace detail

PARINDEX_END_NAMESPACE
