// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <parindex/rubric/rubric.hpp>

PARINDEX_BEGIN_NAMESPACE

/// One change between two rubrics: the value of one key of one node before and after.
struct RubricChange {
  std::string code;      ///< of the node, in the second rubric; empty: the whole rubric
  std::string old_code;  ///< in the first rubric; empty for a node that it lacks
  /// `added`, `removed`, `moved`, `renamed`, `reordered`; `rule_kind`, `rule`, `inputs`, `maximum`,
  /// `weight`, `aggregation`, `policy`, `rounding`, `ranking`, `classes`, `agencies`, `evidence`,
  /// `gates`, `layers`, `text` (titles, notes, sources, provenance, id and edition) or `other`.
  std::string kind;
  std::string key;             ///< key of the rubric file, empty for a whole node
  std::string pointer_before;  ///< JSON Pointer into the first canonical rubric; empty: absent
  std::string pointer_after;   ///< JSON Pointer into the second; empty: absent
  std::string before;          ///< value there as JSON text, empty when absent
  std::string after;
  Titles sentence;      ///< the change in words, `en` and `vi`, without the code
  bool scoring = true;  ///< it can change a result; false for texts, agencies and evidence

  /// `1.1.4: bands 90→85 %, maximum unchanged`.
  std::string to_string(std::string_view language) const;
};

/// Everything that differs between two rubrics.
struct Diff {
  using error_type = RubricError;

  Rubric before;
  Rubric after;
  /// First the changes of the whole rubric, then the nodes in the order of the second rubric;
  /// removed nodes come after the node that they followed.
  std::vector<RubricChange> changes;
  /// Codes that differ in the second rubric: the given ones, and those found, which are nodes that
  /// are identical except for their code.
  CodeMap codes;

  /// One change per line.
  std::string to_string(std::string_view language) const;
};

/// What changed in the rules, in words. Works on the canonical form of both rubrics, so that
/// another spelling is not a change. `codes` names nodes that are the same under a new code; an
/// issue (code_unknown) for a code that its rubric lacks.
Checked<Diff> diff(const Rubric& before, const Rubric& after, const CodeMap& codes = {});

/// `{"before": {"id", "edition"}, "after": {…}, "codes": {old: new}, "changes": [{"code",
/// "old_code", "kind", "key", "pointer_before", "pointer_after", "before", "after", "sentence":
/// {"en", "vi"}, "scoring"}]}`; `before` and `after` of a change are JSON values, null when absent.
std::string to_json(const Diff& diff);

PARINDEX_END_NAMESPACE
