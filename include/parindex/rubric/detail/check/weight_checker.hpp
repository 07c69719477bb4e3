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
#include <parindex/rubric/detail/leaf.hpp>
#include <parindex/rubric/detail/phrases.hpp>
#include <parindex/rubric/detail/proof/expression_domain.hpp>
#include <parindex/rubric/detail/sentences/structure.hpp>
#include <parindex/rubric/detail/sentences/weights.hpp>
#include <parindex/rubric/rubric.hpp>

PARINDEX_BEGIN_NAMESPACE

namespace detail {

/// Checks that children state weights if their parent uses them, one for each set of weights.
class WeightChecker {
 public:
  explicit WeightChecker(const std::vector<std::string>& sets)
      : sets_(sets), known_(sets.begin(), sets.end()) {}

  /// `weighted`: the parent uses weights; `mean`: it is a weighted mean.
  void run(const Node& node, bool weighted, bool mean, NodeReport& report) const {
    if (!node.weight_input.empty()) return run_on_input(node, weighted, mean, report);
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
  static void run_on_input(const Node& node, bool weighted, bool mean, NodeReport& report) {
    const std::string where = "/weight_input";
    check_identifier(report, where, sentence::the_name_of_an_input, node.weight_input, true);
    if (node.weight) {
      report.add(issue::part_misplaced, where, sentence::a_weight_is_a_number_or_an_input,
                 sentence::no_such_key);
    }
    if (!weighted) {
      report.add(issue::weight_unused, where, sentence::the_parent_does_not_use_weights,
                 sentence::no_weight, quote(node.weight_input));
    } else if (!mean) {
      report.add(issue::part_misplaced, where,
                 sentence::only_a_weighted_mean_takes_weights_from_the_data, sentence::no_such_key);
    }
    const Input* const declared = find_input(node, node.weight_input);
    if (declared == nullptr) return;
    if (declared->type != InputType::number && declared->type != InputType::count) {
      report.add(issue::type_conflict, where, sentence::the_type_does_not_match, sentence::a_number,
                 phrase_of(declared->type));
    } else if (domain_of(*declared).lower < Cut{Cut::Where::before, 0}) {
      report.add(issue::number_out_of_range, where, sentence::the_weight_input_can_be_below_0,
                 sentence::a_min_of_0_or_more, sentence::none);
    }
  }

  const std::vector<std::string>& sets_;
  const std::unordered_set<std::string_view> known_;
};

}  // namespace detail

PARINDEX_END_NAMESPACE
