// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include <parindex/detail/json_writer.hpp>
#include <parindex/numbers/rational.hpp>
#include <parindex/rubric/rubric.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Writes members of JSON objects whose value may be absent.
class MemberWriter {
 public:
  JsonWriter json;

  void text(std::string_view key, std::string_view value) {
    json.key(key);
    json.string(value);
  }
  void text_or_null(std::string_view key, std::string_view value) {
    json.key(key);
    value.empty() ? json.null() : json.string(value);
  }
  void number(std::string_view key, const std::optional<Rational>& value) {
    json.key(key);
    value ? json.string(value->to_string()) : json.null();
  }
  void integer(std::string_view key, const std::optional<std::size_t>& value) {
    json.key(key);
    value ? json.integer(*value) : json.null();
  }
  void boolean(std::string_view key, bool value) {
    json.key(key);
    json.boolean(value);
  }
  /// Text by language.
  void titles(std::string_view key, const Titles& all) {
    json.key(key);
    json.begin_object();
    for (const auto& [language, title] : all) text(language, title);
    json.end_object();
  }
  /// Writes one item after the other with write(item).
  template <class List, class Write>
  void list(std::string_view key, const List& items, Write write) {
    json.key(key);
    json.begin_array();
    for (const auto& item : items) write(item);
    json.end_array();
  }
  template <class List>
  void texts(std::string_view key, const List& items) {
    list(key, items, [this](const auto& item) { json.string(item); });
  }
};

}  // namespace detail

PARINDEX_END_NAMESPACE
