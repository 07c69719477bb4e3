// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include <parindex/engine/trace.hpp>
#include <parindex/results/audit.hpp>
#include <parindex/results/rank.hpp>

PARINDEX_BEGIN_NAMESPACE

/// Results: `{"units": [{"unit", "group", "points", "max", "index", "rank", "class",
/// "nodes": {code: {"points", "max", "index"}}, "status"}], "fingerprint", "rubric": {"id",
/// "edition", "digest"}, "engine", "data"}`; numbers are decimal strings, or `n/d` if a number that
/// the rubric does not round has no finite decimal form. Compact, as all results are. `ranking`
/// must be of these scores; without it every rank is null.
std::string to_json(const Scores& scores, const Ranking* ranking = nullptr);
/// Takes a text part after part; each part ends at the end of a character. It is called in the
/// thread of the caller, and what it throws ends the writing.
using TextSink = std::function<void(std::string_view)>;
/// The text of to_json in parts: only some blocks of units are in memory at a time.
void write_json(const Scores& scores, const Ranking* ranking, const TextSink& sink);
/// `{"rule": {"on", "stage", "ties", "tie_break", "within"}, "entries": [{"unit", "group", "rank",
/// "label", "tied", "value", "class", "reason", "reason_vi"}], "issues": [], "fingerprint"}`;
/// `class` is the id of the class that the rubric declares, or null.
std::string to_json(const Ranking& ranking, const Scores& scores);
/// `{"halves": [{"unit", "code", "figure", "exact", "below", "above", "chosen", "rounding"}],
/// "ranks": [{"unit", "code", "group", "rank", "changes": [{"decision", "option", "rank"}]}],
/// "classes": [{"unit", "code", "class", "changes": [{"decision", "option", "class"}]}],
/// "issues": [], "fingerprint"}`; a rank is the label of its Place. Ranks and classes of the total
/// have no `code`.
std::string to_json(const Audit& audit, const Scores& scores);
/// The tree with the members of Trace as keys; what is absent is null.
std::string to_json(const Trace& trace);
/// An array of objects with the members of Issue as keys.
std::string to_json(const Issues& issues);

PARINDEX_END_NAMESPACE
