// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <parindex/rubric/check.hpp>
#include <parindex/rubric/json.hpp>

PARINDEX_BEGIN_NAMESPACE

/// One change that an overlay made to its base.
struct OverlayChange {
  std::string overlay;            ///< id of the overlay
  std::string edition;            ///< and its edition
  std::string action;             ///< `add`, `remove`, `replace` or `set`
  std::string code;               ///< the node; empty for the whole rubric
  std::vector<std::string> keys;  ///< of `set`: the keys that were set
  Titles title;                   ///< titles of the change
  std::optional<Source> source;   ///< the document that it comes from
  std::string pointer;            ///< its place in the overlay file
};

/// A rubric with the changes of overlays; its id and edition are those of the last one.
struct Overlaid {
  using error_type = RubricError;
  Rubric rubric;
  std::vector<OverlayChange> changes;
};

/// Applies overlays, given as the texts of their files, one after the other, and checks the result.
///
/// An overlay is made for the base, or for the result of an earlier overlay; it may then change the
/// same things again. Two overlays for the same base must not change the same key or the same node.
/// All issues come at once: those of an overlay with JSON Pointer, line and column in its file and
/// its id in the message; other errors of the result with their pointer.
Checked<Overlaid> apply_overlays(const Rubric& base, const std::vector<std::string>& overlays);

/// `{"rubric": {...}, "changes": [{"overlay", "edition", "action", "code", "keys", "title",
/// "source", "pointer"}]}`.
std::string to_json(const Overlaid& overlaid);

PARINDEX_END_NAMESPACE
