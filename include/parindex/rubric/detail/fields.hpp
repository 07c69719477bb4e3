// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <optional>
#include <string>
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
// Reading, writing, the JSON Schema and the mutations of tests are derived from it: each passes a
// class that accepts these calls. Every call may end with the meaning of the field.
//
//   to(key, value)               required, or optional if the type of the value is
//   to.optional(key, value)      absent if it is empty
//   to.some(key, list)           required, with at least one item; Ids::names after its meaning is
//                                for the ids of the items
//   to.id(key, text)             an identifier; with Ids::names after it, one that becomes part of
//   a
//                                column name
//   to.identifier(key, text)     an identifier without another check
//   to.label(key, text, needed)  any nonempty text
//   to.labels(key, texts)        a list of nonempty texts; absent if it is empty
//   to.text(key, text)           any text; absent if it is empty
//   to.date(key, day)            a day
//   to.dates(key, days)          a list of days; absent if it is empty
//   to.word(key, flag, words)    a flag, as the word for false or the word for true
//   to.object(key, members)      a nested object: members(to) names its members
//   to.tests(key, conditions)    conditions by the input that each tests
//   to.ends(lower, upper)        from or above, to or below, each of them optional
//   to.end(upper)                below or to, required
//   to.line(one, first, last, a, b)   a = b under one key, else both
//
// A key that is newer than format 1 states it: since(2, "key"). A kind states it in its KindName. A
// file of an older format that uses the key is rejected by name, and the canonical text states the
// format.

/// The newest format of rubric files that this version reads: the highest format of any key or
/// kind.
inline constexpr std::size_t newest_rubric_format = 2;

/// The key of a member, and the format that introduced it.
struct FieldKey {
  std::string_view name;
  std::size_t since = 1;

  constexpr FieldKey(const char* text) : name(text) {}
  FieldKey(const std::string& text) : name(text) {}
  constexpr FieldKey(std::string_view text, std::size_t format = 1) : name(text), since(format) {}
  constexpr operator std::string_view() const { return name; }
};
constexpr FieldKey since(std::size_t format, std::string_view key) { return {key, format}; }

/// A T, constant or not.
template <class T, class Of>
concept Is = std::same_as<std::remove_const_t<T>, Of>;

/// What an id is, or what the ids of the items of a list are.
enum class Ids { identifiers, names };

/// The key of a kind in a rubric file, and its meaning.
struct KindName {
  std::string_view key;
  std::string_view meaning = {};
  std::size_t since = 1;  ///< the format that introduced it
};

template <class T>
struct IsOptional : std::false_type {};
template <class T>
struct IsOptional<std::optional<T>> : std::true_type {
  using Of = T;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
