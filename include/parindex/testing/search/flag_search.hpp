// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <parindex/detail/stable_sort.hpp>
#include <parindex/stop.hpp>
#include <parindex/testing/search/slipped_leaf.hpp>
#include <parindex/testing/search/tried_inputs.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// The result of the search for answers and limits.
struct FoundFlags {
  std::vector<std::pair<std::size_t, std::string>> inputs;  // with the purpose of each
  std::set<std::string> limits;  // caps and floors in the rule that limit an input
};

/// Searches, for each answer to a yes or no question, for the input with the fewest equal answers
/// whose outcome depends on the answer; and for each cap and floor within the rule, for an input
/// that it limits.
class FlagSearch {
 public:
  FlagSearch(TriedInputs& tried, SlippedLeaf& slipped)
      : tried_(tried), plan_(tried.plan()), slipped_(slipped) {}

  FoundFlags run(const JsonValue& leaf) {
    if (plan_.columns().size() > 1) find_flags();  // otherwise yes and no are separate branches
    find_limits(*leaf.find("rule"), "/rule");
    return std::move(found_);
  }

 private:
  void find_limits(const JsonValue& value, const std::string& at) {
    for (std::size_t i = 0; i < value.children.size(); ++i) {
      const JsonValue& child = value.children[i];
      const std::string inside =
          at + "/" + (value.kind == JsonValue::Kind::array ? std::to_string(i) : child.key);
      find_limits(child, inside);
      if ((child.key != "cap" && child.key != "floor") || !number_in(child)) continue;
      const ChangedLeaf* free = slipped_.versions().of({{inside, {}, {}}});
      if (free == nullptr) continue;
      const auto limits = [&](const LeafInput& input, const LeafOutcome& outcome) {
        return outcome.status == Status::ok &&
               !SlippedLeaf::same_result(slipped_.result_of(input, nullptr),
                                         slipped_.result_of(input, free));
      };
      std::optional<std::size_t> found;
      for (std::size_t k = 0; k < tried_.inputs().size() && !found; ++k) {
        if (limits(tried_.inputs()[k], tried_.outcomes()[k])) found = k;
      }
      if (!found && !tried_.inputs().empty()) found = tried_.vary(0, std::nullopt, limits);
      if (!found) continue;
      found_.inputs.emplace_back(*found, child.key + " " + child.text);
      found_.limits.insert(inside);
    }
  }

  /// Tests each boolean column as the only no, and as the only yes, so that no item hides another.
  void find_flags() {
    struct Counted {
      std::size_t flags[2] = {0, 0};  // down, up
      bool complete = true;
    };
    std::vector<Counted> counted;
    const auto count_new = [&] {  // the search adds inputs
      while (counted.size() < tried_.inputs().size()) {
        const LeafInput& input = tried_.inputs()[counted.size()];
        Counted& count = counted.emplace_back();
        for (const Cell& cell : input.cells) {
          if (const auto* flag = std::get_if<bool>(&cell.value())) ++count.flags[*flag ? 1 : 0];
          count.complete = count.complete && !cell.is_missing();
        }
      }
    };
    for (std::size_t column = 0; column < plan_.columns().size(); ++column) {
      if (plan_.columns()[column].type != InputType::boolean) continue;
      for (const bool wanted : {false, true}) {
        std::vector<std::pair<std::size_t, std::size_t>> there;  // by how many flags are as wanted
        stop_point(20 * tried_.inputs().size());
        count_new();
        for (std::size_t i = 0; i < tried_.inputs().size(); ++i) {
          const auto* flag = std::get_if<bool>(&tried_.inputs()[i].cells[column].value());
          if (flag == nullptr || *flag != wanted) continue;
          if (counted[i].complete) there.emplace_back(counted[i].flags[wanted ? 1 : 0], i);
        }
        detail::stable_sort(there, [](const auto& a, const auto& b) { return a.first < b.first; });
        std::optional<std::size_t> found;
        const auto decides = [&](const LeafInput& input, const LeafOutcome&) {
          LeafInput other = input;
          other.cells[column] = Cell(!wanted);
          return !SlippedLeaf::same_result(slipped_.result_of(input, nullptr),
                                           slipped_.result_of(other, nullptr));
        };
        for (std::size_t k = 0; k < std::min(there.size(), most_tries) && !found; ++k) {
          const std::size_t i = there[k].second;
          if (decides(tried_.inputs()[i], tried_.outcomes()[i])) found = i;
        }
        if (!found && !there.empty()) found = tried_.vary(there.front().second, column, decides);
        if (!found && !there.empty()) found = there.front().second;
        if (found) {
          found_.inputs.emplace_back(
              *found, "only " + plan_.columns()[column].input + (wanted ? " is yes" : " is no"));
        }
      }
    }
  }

  TriedInputs& tried_;
  const Plan& plan_;
  SlippedLeaf& slipped_;
  FoundFlags found_;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
