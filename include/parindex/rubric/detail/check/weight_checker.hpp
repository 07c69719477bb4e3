// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include <parindex/detail/make_issue.hpp>
#include <parindex/detail/sentences.hpp>
#include <parindex/issue_codes.hpp>
#include <parindex/rubric/detail/check/node_report.hpp>
#include <parindex/rubric/detail/sentences/structure.hpp>
#include <parindex/rubric/rubric.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Checks that children state weights if their parent uses them, one for each set of weights.
class WeightChecker {
 public:
  explicit WeightChecker(const std::vector<std::string>& sets)
      : sets_(sets), known_(sets.begin(), sets.end()) {}

  void run(const Node& node, bool weighted, NodeReport& report) const {
    if (weighted && !node.weight) {
      report.add(issue::weight_missing, "", sentence::the_parent_uses_weights_and_the_node_has,
                 sentence::a_weight, sentence::none);
      return;
    }
    if (!weighted && node.weight) {
      report.add(issue::weight_unused, "/weight", sentence::the_parent_does_not_use_weights,
                 sentence::no_weight, node.weight->to_string());
      return;
    }
    const auto check_sign = [&](const Rational& weight, const std::string& where) {
      if (weight.sign() >= 0) return;
      report.add(issue::number_out_of_range, where, sentence::the_weight_is_below_0,
                 sentence::n_0_or_more, weight.to_string());
    };
    if (node.weights.empty()) {
      if (node.weight) check_sign(*node.weight, "/weight");
      return;
    }
    for (const auto& [set, weight] : node.weights) {
      const std::string where = "/weight" + pointer_step(set);
      check_sign(weight, where);
      if (!known_.contains(set)) {
        report.add(issue::weight_set_unknown, where,
                   did_you_mean(sentence::unknown_weight_set, set, sets_),
                   say(sentence::one_of, listed(sets_)), quote(set));
      }
    }
    for (const std::string& set : sets_) {
      if (node.weights.contains(set)) continue;
      report.add(issue::weight_missing, "/weight",
                 sentence::the_node_has_no_weight_for_one_of_the_sets, quote(set), sentence::none);
    }
  }

 private:
  const std::vector<std::string>& sets_;
  const std::unordered_set<std::string_view> known_;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
