// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <optional>
#include <string_view>
#include <type_traits>

#include <parindex/version.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

// The form of a kind of rule or aggregation, or of a part of one, in a rubric file is described
// once, by
//
//   template <class To>
//   void fields(To& to, Is<Proportional> auto& rule) {
//     to("on", rule.on);
//     to("cap", rule.cap);
//   }
//
// and reading, writing, the JSON Schema and the mutations of tests follow from it: each passes a
// class that takes these calls, of which every one may end with what the field means.
//
//   to(key, value)               required, or optional where the type of the value is
//   to.optional(key, value)      absent where it is empty
//   to.some(key, list)           required, with at least one item; Ids::names after its meaning is
//                                for the ids of the items
//   to.id(key, text)             an identifier; Ids::names after it: one that becomes part of a
//                                column name
//   to.identifier(key, text)     an identifier that is nowhere else checked
//   to.label(key, text, needed)  any text but the empty one
//   to.text(key, text)           any text; absent where it is empty
//   to.date(key, day)            a day
//   to.dates(key, days)          a list of days; absent where it is empty
//   to.word(key, flag, words)    a flag, by the word for false and the one for true
//   to.object(key, members)      an object of its own: members(to) names what it has
//   to.tests(key, conditions)    conditions by the input that each tests
//   to.ends(lower, upper)        from or above, to or below, each of them optional
//   to.end(upper)                below or to, required
//   to.line(one, first, last, a, b)   a = b under one key, else both

/// A T, constant or not.
template <class T, class Of>
concept Is = std::same_as<std::remove_const_t<T>, Of>;

/// What an id is, or those of the items of a list.
enum class Ids { identifiers, names };

/// The key of a kind in a rubric file, and its meaning.
struct KindName {
  std::string_view key;
  std::string_view meaning = {};
};

template <class T>
struct IsOptional : std::false_type {};
template <class T>
struct IsOptional<std::optional<T>> : std::true_type {
  using Of = T;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
