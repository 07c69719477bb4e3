// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include <parindex/stop.hpp>
#include <parindex/testing/search/leaf_lab.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Inputs in the order in which they were added, without duplicates.
class InputList {
 public:
  /// Whether the input is new.
  bool add(LeafInput input) {
    stop_point(500);
    if (!known_.insert(key_of(input)).second) return false;
    inputs_.push_back(std::move(input));
    return true;
  }
  const std::vector<LeafInput>& inputs() const { return inputs_; }
  std::vector<LeafInput> take() { return std::move(inputs_); }

 private:
  std::vector<LeafInput> inputs_;
  std::unordered_set<std::string> known_;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
