// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include <parindex/detail/json_tree.hpp>
#include <parindex/engine/plan.hpp>
#include <parindex/testing/detail/mutations.hpp>
#include <parindex/testing/search/leaf_lab.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// A leaf as the cases use it: alone, with the distinct values that they give it. A mutant of the
/// leaf is scored only for these values; its ancestors are scored only if no case reads the leaf
/// itself.
struct LeafBench {
  struct Seen {
    std::size_t file = 0;
    std::size_t row = 0;
  };

  const IsolatedLeaf* leaf = nullptr;
  std::optional<Plan> plan;
  std::vector<LeafInput> inputs;
  std::vector<LeafOutcome> outcomes;
  std::vector<std::vector<Seen>> seen;  // the cases of each input
};

/// A change of one part of a rubric, and the place of the part.
struct MutantJob {
  const LeafBench* bench = nullptr;  // set for a leaf that can be isolated
  const JsonValue* part = nullptr;   // the leaf, node or top that is changed
  std::string code;
  std::string pointer;
  Mutation mutation;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
