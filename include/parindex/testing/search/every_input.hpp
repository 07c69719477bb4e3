// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <parindex/numbers/rational.hpp>
#include <parindex/testing/detail/equivalence.hpp>
#include <parindex/testing/search/leaf_bounds.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// All inputs without an issue; if a value of one column is given, only those with it. Nothing if
/// there are too many.
inline std::optional<std::vector<LeafInput>> sound_inputs(
    const LeafBounds& bounds, const std::optional<std::pair<std::size_t, Rational>>& fixed) {
  std::vector<LeafInput> inputs;
  const std::vector<std::string>& groups = bounds.groups();
  for (const std::string& group : groups) inputs.push_back({{}, group, {}});
  if (groups.empty()) inputs.emplace_back();
  const auto& specs = bounds.plan().state().specs;
  for (std::size_t c = 0; c < specs.size(); ++c) {
    std::vector<Cell> cells;
    if (fixed && fixed->first == c) {
      cells.push_back(cell_of(bounds.columns()[c], fixed->second));
    } else {
      auto all = all_cells(specs[c]);
      if (!all) return std::nullopt;
      all->resize(all->size() - no_value_kinds);
      cells = *std::move(all);
    }
    if (cells.empty() || cells.size() * inputs.size() > proof_cases) return std::nullopt;
    std::vector<LeafInput> longer;
    longer.reserve(cells.size() * inputs.size());
    for (const LeafInput& input : inputs) {
      for (const Cell& cell : cells) {
        longer.push_back(input);
        longer.back().cells.push_back(cell);
      }
    }
    inputs = std::move(longer);
  }
  return inputs;
}

/// Every input of a leaf without an issue, if they can be listed, with its outcome.
class EveryInput {
 public:
  /// Empty if there are too many, or if the leaf compares units.
  const std::vector<LeafInput>& inputs(const LeafBounds& bounds, bool whole_cohort) {
    if (inputs_) return *inputs_;
    inputs_.emplace();
    if (whole_cohort) return *inputs_;
    if (auto all = sound_inputs(bounds, {})) {
      outcomes_ = try_leaf(bounds.plan(), *all, true);
      if (outcomes_.size() == all->size()) *inputs_ = *std::move(all);
    }
    return *inputs_;
  }
  /// By input, once they are listed.
  const std::vector<LeafOutcome>& outcomes() const { return outcomes_; }

 private:
  std::optional<std::vector<LeafInput>> inputs_;
  std::vector<LeafOutcome> outcomes_;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
