// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include <parindex/rubric/check.hpp>

PARINDEX_BEGIN_NAMESPACE

/// One fact about a node that is known for all data.
struct Proof {
  std::string code;     ///< node; empty for the whole rubric
  std::string pointer;  ///< of the node, in the rubric file
  std::string kind;  ///< `reach`, `cover`, `direction`, `denominator`, `inputs`, `maxima`, `scopes`
  std::string text;  ///< `x from 0 to 100 lies in exactly one of 3 bands`
  std::string text_vi;  ///< the same in Vietnamese
  /// False for a fact that the author should know: a maximum that cannot be reached.
  bool good = true;
};

/// What the check proved of a rubric, node by node in document order: the points that each node can
/// reach, that bands cover every value once, declared directions, denominators, sums of maxima,
/// lead scopes. A Rubric has passed the check, so everything here is true.
std::vector<Proof> proofs(const Rubric& rubric);

/// `[{"code", "pointer", "kind", "text", "text_vi", "good"}]`.
std::string to_json(const std::vector<Proof>& proofs);

PARINDEX_END_NAMESPACE
