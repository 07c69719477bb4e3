// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include <parindex/issue_codes.hpp>
#include <parindex/rubric/detail/check/node_report.hpp>
#include <parindex/rubric/rubric.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Checks that children state weights where their parent uses them, one for each set of weights.
class WeightChecker {
 public:
  explicit WeightChecker(const std::vector<std::string>& sets)
      : sets_(sets), known_(sets.begin(), sets.end()) {}

  void run(const Node& node, bool weighted, NodeReport& report) const {
    if (weighted && !node.weight) {
      report.add(issue::weight_missing, "", "The parent takes a weighted mean", "a weight", "none");
      return;
    }
    if (!weighted && node.weight) {
      report.add(issue::weight_unused, "/weight", "The parent does not take a weighted mean",
                 "no weight", node.weight->to_string());
      return;
    }
    const auto check_sign = [&](const Rational& weight, const std::string& where) {
      if (weight.sign() >= 0) return;
      report.add(issue::number_out_of_range, where, "A weight is below 0", "0 or more",
                 weight.to_string());
    };
    if (node.weights.empty()) {
      if (node.weight) check_sign(*node.weight, "/weight");
      return;
    }
    for (const auto& [set, weight] : node.weights) {
      const std::string where = "/weight" + pointer_step(set);
      check_sign(weight, where);
      if (!known_.contains(set)) {
        report.add(issue::weight_set_unknown, where, "The rubric names no set of this name", {},
                   quote(set));
      }
    }
    for (const std::string& set : sets_) {
      if (node.weights.contains(set)) continue;
      report.add(issue::weight_missing, "/weight", "The node has no weight in a set", quote(set),
                 "none");
    }
  }

 private:
  const std::vector<std::string>& sets_;
  const std::unordered_set<std::string_view> known_;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
