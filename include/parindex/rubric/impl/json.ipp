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

Checked<Rubric> read_rubric(std::string_view text) { return detail::check_rubric_text(text); }

Checked<Rubric> load_rubric(const std::string& path) {
  const Checked<std::string> text =
      detail::read_file(path, detail::sentence::a_rubric_file, limits().file_bytes);
  Checked<Rubric> rubric = text ? read_rubric(*text) : Checked<Rubric>(text.issues());
  if (rubric) return rubric;
  return Checked<Rubric>(rubric.issues(), detail::say(detail::sentence::invalid_rubric_at, path));
}

std::string to_json(const Rubric& rubric) {
  return detail::indent_json(detail::canonical_json(rubric.draft()));
}

std::string resolved_json(const Rubric& rubric) {
  return detail::indent_json(detail::canonical_json(detail::without_names(rubric.draft())));
}

std::string digest(const Rubric& rubric) {
  return "sha256:" + detail::sha256(detail::canonical_json(rubric.draft()));
}

std::string schema_of_kinds() { return detail::kinds_as_schema(); }

PARINDEX_END_NAMESPACE
