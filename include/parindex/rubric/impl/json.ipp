// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include <parindex/detail/read_file.hpp>
#include <parindex/detail/sha256.hpp>
#include <parindex/rubric/detail/canonical.hpp>
#include <parindex/rubric/detail/json/rubric.hpp>
#include <parindex/rubric/detail/json/schema.hpp>
#include <parindex/rubric/detail/sentences/reading.hpp>
#include <parindex/rubric/json.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

inline Rubric rubric_or_throw(Checked<Rubric> checked, const Said& subject) {
  if (!checked) throw RubricError(subject, checked.issues());
  return std::move(checked).value();
}

}  // namespace detail

Checked<Rubric> check_rubric(std::string_view text) { return detail::check_rubric_text(text); }

Rubric read_rubric(std::string_view text) {
  return detail::rubric_or_throw(check_rubric(text), detail::sentence::invalid_rubric);
}

Checked<Rubric> check_rubric_file(const std::string& path) {
  const Checked<std::string> text =
      detail::read_file(path, detail::sentence::a_rubric_file, limits().file_bytes);
  return text ? check_rubric(*text) : Checked<Rubric>(text.issues());
}

Rubric load_rubric(const std::string& path) {
  return detail::rubric_or_throw(check_rubric_file(path),
                                 detail::say(detail::sentence::invalid_rubric_at, path));
}

std::string to_json(const Rubric& rubric) {
  return detail::indent_json(detail::canonical_json(rubric.draft()));
}

std::string digest(const Rubric& rubric) {
  return "sha256:" + detail::sha256(detail::canonical_json(rubric.draft()));
}

std::string schema_of_kinds() { return detail::kinds_as_schema(); }

PARINDEX_END_NAMESPACE
