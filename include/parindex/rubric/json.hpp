// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include <parindex/rubric/check.hpp>

PARINDEX_BEGIN_NAMESPACE

/// Reads a rubric file from text and checks it. Returns the rubric with its warnings, or every
/// issue with JSON Pointer, line and column (which counts characters, not bytes), in the order of
/// the file.
Checked<Rubric> read_rubric(std::string_view text);
/// Reads a rubric file. A missing file is an issue like any other.
Checked<Rubric> load_rubric(const std::string& path);

/// The rubric as JSON, indented; reading it back gives an equal rubric.
std::string to_json(const Rubric& rubric);
/// The same with each shared part and constant written out where its name was.
std::string resolved_json(const Rubric& rubric);
/// `sha256:` over the canonical text of a rubric without its cases. Results name their rubric by
/// it; it does not depend on the version of the engine.
std::string digest(const Rubric& rubric);

/// The kinds of rules and aggregations as JSON Schema: `{"rule": {key: schema}, "aggregation":
/// {key: schema}, "words": [key]}`, where the words are the aggregations without options.
std::string schema_of_kinds();

PARINDEX_END_NAMESPACE
