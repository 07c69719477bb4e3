// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include <parindex/audit.hpp>
#include <parindex/check.hpp>
#include <parindex/limits.hpp>
#include <parindex/rank.hpp>
#include <parindex/trace.hpp>

PARINDEX_BEGIN_NAMESPACE

/// Reads a rubric file from text and checks it. Returns the rubric with its warnings, or every
/// issue with JSON Pointer, line and column (which counts characters, not bytes), in the order of
/// the file. Never throws for bad text.
PARINDEX_INLINE Checked<Rubric> check_rubric(std::string_view text);
/// As above, but throws RubricError.
PARINDEX_INLINE Rubric read_rubric(std::string_view text);
/// Reads a file. A file that is not there is an issue like any other.
PARINDEX_INLINE Checked<Rubric> check_rubric_file(const std::string& path);
/// As above, but throws RubricError.
PARINDEX_INLINE Rubric load_rubric(const std::string& path);

/// The rubric as JSON, indented; reading it back gives an equal rubric.
PARINDEX_INLINE std::string to_json(const Rubric& rubric);
/// `sha256:` over the canonical text of a rubric, which leaves out its cases: what a result names as
/// the rubric that it came from, whatever the version of the engine.
PARINDEX_INLINE std::string digest(const Rubric& rubric);

/// Results: `{"units": [{"unit", "group", "points", "max", "index", "rank", "class",
/// "nodes": {code: {"points", "max", "index"}}, "status"}], "fingerprint", "rubric": {"id",
/// "edition", "digest"}, "engine", "data"}`; numbers are decimal strings, or `n/d` where a number that the rubric does not round has no finite decimal form.
/// Compact, as all results are. `ranking` must be of these scores; without it every rank is null.
PARINDEX_INLINE std::string to_json(const Scores& scores, const Ranking* ranking = nullptr);
/// `{"rule": {"on", "stage", "ties", "tie_break", "within"}, "entries": [{"unit", "group", "rank",
/// "label", "tied", "value", "class", "reason"}], "issues": [], "fingerprint"}`; `class` is the id of
/// the class that the rubric declares, or null.
PARINDEX_INLINE std::string to_json(const Ranking& ranking, const Scores& scores);
/// `{"halves": [{"unit", "code", "figure", "exact", "below", "above", "chosen", "rounding"}], "ranks":
/// [{"unit", "group", "rank", "changes": [{"decision", "option", "rank"}]}], "classes": [{"unit",
/// "class", "changes": [{"decision", "option", "class"}]}], "issues": [], "fingerprint"}`; a rank is
/// the label of its Place.
PARINDEX_INLINE std::string to_json(const Audit& audit, const Scores& scores);
/// The tree with the members of Trace as keys; what is absent is null.
PARINDEX_INLINE std::string to_json(const Trace& trace);
/// An array of objects with the members of Issue as keys.
PARINDEX_INLINE std::string to_json(const Issues& issues);

PARINDEX_END_NAMESPACE

#ifdef PARINDEX_HEADER_ONLY
#include <parindex/impl/json.ipp>
#endif
