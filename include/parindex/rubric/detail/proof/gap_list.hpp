// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include <parindex/rubric/detail/sentences/kinds.hpp>
#include <parindex/version.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// The gaps of one rule: all are counted, and the first hundred are named.
class GapList {
 public:
  struct Gap {
    Phrase text;      ///< the uncovered values
    Phrase expected;  ///< what would cover them
    std::string where;
  };

  template <class Describe>
  void add(const Describe& describe) {
    if (count_++ < most_named) gaps_.push_back(describe());
  }

  /// Calls report(gap, text), where text describes the uncovered values, followed by ` (gap 2 of
  /// 5)` unless it is the only gap.
  template <class Report>
  void report(const Report& report) const {
    for (std::size_t i = 0; i < gaps_.size(); ++i) {
      report(gaps_[i], count_ == 1 ? gaps_[i].text
                                   : say(sentence::gap_number, gaps_[i].text, std::to_string(i + 1),
                                         std::to_string(count_)));
    }
  }

 private:
  static constexpr std::size_t most_named = 100;
  std::size_t count_ = 0;
  std::vector<Gap> gaps_;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
